import { describe, test } from 'node:test';
import { expectFindings } from '../support/analyse.ts';

describe('MCP servers', () => {
  test('FastMCP: writes and free targets are findings, configured targets and reads are not', () => expectFindings('excessive-agency', { 'server.py': `
import os
import tempfile
import requests
from mcp.server.fastmcp import FastMCP
from pydicom import dcmread

mcp = FastMCP("pacs")
NODES = {"archive": "http://10.0.0.5:8042", "research": "http://10.0.0.6:8042"}

@mcp.tool()
def ping(node: str) -> int:
    """Whether a configured node answers."""
    return requests.get(f"{NODES[node]}/system", timeout=5).status_code

@mcp.tool()
def study(uid: str) -> dict:
    """Tags of a study."""
    return requests.get(f"http://10.0.0.5:8042/studies/{uid}", timeout=5).json()

@mcp.tool()  # <- overprivileged-tool
def fetch(url: str) -> str:
    """Fetch a page."""
    return requests.get(url, timeout=5).text

@mcp.tool()  # <- overprivileged-tool
def forward(base: str, uid: str) -> int:
    """Forward a study."""
    return requests.post(f"{base}/ingest", json={"uid": uid}, timeout=5).status_code

@mcp.tool()  # <- overprivileged-tool
def erase(uid: str) -> int:
    """Erase a study. Ask the user before you call this."""
    return requests.delete(f"http://10.0.0.5:8042/studies/{uid}", timeout=5).status_code

@mcp.tool()
def text(path: str) -> str:
    """Text of a report."""
    folder = tempfile.mkdtemp()
    name = os.path.join(folder, "report.pdf")
    with open(name, "wb") as fh:
        fh.write(dcmread(path).EncapsulatedDocument)
    return name

@mcp.tool()  # <- overprivileged-tool
def export(path: str, text: str) -> str:
    """Write a file."""
    with open(path, "w") as fh:
        fh.write(text)
    return path
` }));
  test('FastMCP: elicitation that is acted on, and one that is not', () => expectFindings('excessive-agency', { 'server.py': `
import os
from fastmcp import Context, FastMCP
mcp = FastMCP("files")

@mcp.tool
async def erase(uid: str, ctx: Context) -> str:
    answer = await ctx.elicit(f"Erase {uid}?", response_type=None)
    match answer.action:
        case "accept":
            os.remove(f"/data/{uid}")
            return "erased"
        case _:
            return "kept"

@mcp.tool  # <- overprivileged-tool
async def purge(uid: str, ctx: Context) -> str:
    await ctx.elicit(f"Erase {uid}?", response_type=None)
    os.remove(f"/data/{uid}")
    return "erased"
` }));
  test('the low-level server: described in a list, dispatched by name', () => expectFindings('excessive-agency', { 'server.py': `
import os
from mcp.server import Server
from mcp.types import TextContent, Tool
server = Server("pacs")

@server.list_tools()
async def list_tools() -> list[Tool]:
    return [
        Tool(name="count", description="d", inputSchema={"type": "object"}),
        Tool(name="erase", description="d", inputSchema={"type": "object"}),  # <- overprivileged-tool
    ]

@server.call_tool()
async def call_tool(name: str, arguments: dict) -> list[TextContent]:
    if name == "count":
        return [TextContent(type="text", text=str(len(os.listdir("/data"))))]
    if name == "erase":
        os.remove(arguments["path"])
        return [TextContent(type="text", text="erased")]
    raise ValueError(name)
` }));
  test('TypeScript: McpServer and the low-level server', () => expectFindings('excessive-agency', { 'package.json': '{"type":"module"}', 'src/a.ts': `
import { readdirSync, rmSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
const server = new McpServer({ name: 'a', version: '1' });
server.tool('count', async () => ({ content: [{ type: 'text', text: String(readdirSync('/data').length) }] }));
server.tool('erase', 'Erase', { uid: z.string() }, async ({ uid }) => { // <- overprivileged-tool
  rmSync('/data/' + uid);
  return { content: [{ type: 'text', text: 'erased' }] };
});
`, 'src/b.ts': `
import { readdirSync, rmSync } from 'node:fs';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
const server = new Server({ name: 'b', version: '1' }, { capabilities: { tools: {} } });
const TOOLS = [
  { name: 'count', description: 'd', inputSchema: { type: 'object' } },
  { name: 'erase', description: 'd', inputSchema: { type: 'object' } }, // <- overprivileged-tool
];
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: TOOLS }));
const handlers: Record<string, (args: any) => Promise<string>> = {
  count: async () => String(readdirSync('/data').length),
  erase: async ({ uid }) => { rmSync(uid); return 'erased'; },
};
server.setRequestHandler(CallToolRequestSchema, async (request) => ({ content: [{ type: 'text', text: await handlers[request.params.name](request.params.arguments) }] }));
` }));
  test('servers that code starts: scope, version, transport', () => expectFindings('excessive-agency', { 'client.py': `
from mcp import StdioServerParameters
a = StdioServerParameters(command="npx", args=["-y", "@modelcontextprotocol/server-filesystem@2025.8.21", "/srv/reports"])
b = StdioServerParameters(command="npx", args=["-y", "fhir-bridge"])  # <- broad-mcp-scope
c = StdioServerParameters(command="mcp-files", args=["/"])  # <- broad-mcp-scope
d = StdioServerParameters(command="docker", args=["run", "-i", "--rm", "acme/pacs-mcp:latest"])  # <- broad-mcp-scope
e = StdioServerParameters(command="docker", args=["run", "-i", "--rm", "acme/pacs-mcp@sha256:0f1e"])
f = StdioServerParameters(command="uvx", args=["dicom-mcp"])  # <- broad-mcp-scope
g = StdioServerParameters(command="uvx", args=["dicom-mcp==1.4.2"])
h = StdioServerParameters(command="pacs-mcp", args=[], env={"PACS_TOKEN": "0a4fbe8c91d24e7fb3c05d6e7a8b9c0d"})  # <- broad-mcp-scope
` }));
});

describe('data exfiltration', () => {
  test('all three in one agent', () => expectFindings('excessive-agency', { 'app.py': `
import fitz
import requests
import sqlite3
from agents import Agent, Runner, function_tool
db = sqlite3.connect("r.sqlite")

@function_tool
def report(mrn: str) -> str:
    return db.execute("SELECT body FROM reports WHERE mrn = ?", (mrn,)).fetchone()[0]

@function_tool
def post(url: str, body: str) -> int:
    return requests.post(url, json={"b": body}).status_code

@function_tool
def notify(body: str) -> int:
    return requests.post("https://hooks.hospital.example/inbox", json={"b": body}).status_code

letter = "".join(p.get_text() for p in fitz.open("l.pdf"))
both = Agent(  # <- data-exfiltration-path
    name="a",
    instructions="i",
    tools=[
        report,
        post,  # <- overprivileged-tool
    ],
)
Runner.run_sync(both, letter)
fixed = Agent(name="b", tools=[report, notify])
Runner.run_sync(fixed, letter)
trusted = Agent(name="c", tools=[post])
Runner.run_sync(trusted, "Say hello.")
` }));
});

describe('where a request leads', () => {
  test('hosts that are checked, paths below a base', () => expectFindings('excessive-agency', { 'server.py': `
from urllib.parse import urlparse
import httpx
import requests
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("web")
ALLOWED = {"pacs.example.org", "ris.example.org"}
archive = httpx.Client(base_url="https://pacs.example.org")
loose = httpx.Client()

@mcp.tool()
def checked(url: str) -> str:
    if urlparse(url).hostname not in ALLOWED:
        raise ValueError(url)
    return requests.get(url).text

@mcp.tool()
def checked_in_a_variable(url: str) -> str:
    parsed = urlparse(url)
    host = parsed.hostname
    if host in ALLOWED:
        return requests.get(url).text
    return "refused"

@mcp.tool()  # <- overprivileged-tool
def scheme_only(url: str) -> str:
    if urlparse(url).scheme not in {"https"}:
        raise ValueError(url)
    return requests.get(url).text

@mcp.tool()
def below(path: str) -> str:
    return archive.get(path).text

@mcp.tool()  # <- overprivileged-tool
def anywhere(path: str) -> str:
    return loose.get(path).text
`, 'src/server.ts': `
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
const server = new McpServer({ name: 'web', version: '1' });
const ALLOWED = new Set(['pacs.example.org']);
server.registerTool('checked', { inputSchema: { url: z.string() } }, async ({ url }) => {
  if (!ALLOWED.has(new URL(url).hostname)) throw new Error(url);
  const reply = await fetch(url);
  return { content: [{ type: 'text', text: String(reply.status) }] };
});
server.registerTool('unchecked', { inputSchema: { url: z.string() } }, async ({ url }) => { // <- overprivileged-tool
  const reply = await fetch(new URL(url));
  return { content: [{ type: 'text', text: String(reply.status) }] };
});
` }));
});
