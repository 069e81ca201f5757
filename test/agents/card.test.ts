import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dosimeter, project } from '../cli/project.ts';

const FILES = {
  'desk.py': `import os
import fitz
from agents import Agent, Runner, function_tool

@function_tool
def drop(uid: str) -> str:
    os.remove(uid)
    return "dropped"

@function_tool(needs_approval=True)
def keep(uid: str, text: str) -> str:
    open(uid, "w").write(text)
    return "kept"

letter = "".join(page.get_text() for page in fitz.open("letter.pdf"))
desk = Agent(name="desk", tools=[drop, keep])
Runner.run_sync(desk, letter)
`,
};

test('dosimeter agents says what an agent reads, may do and breaks', async (t) => {
  const root = project(t, FILES);
  const { status, stdout } = await dosimeter(root, ['agents']);
  assert.equal(status, 0);
  assert.equal(stdout, `agent desk.py:16 (agents.Agent)
  takes in: pdf-text (fitz.Page.get_text)
  tool drop (desk.py:16): delete by os.remove (free target)
  tool keep (desk.py:16): write-files by builtins.open after approval
  ! desk.py:16 excessive-agency/overprivileged-tool: The tool drop deletes (os.remove), and the agent that holds it takes in text of a PDF (fitz.Page.get_text); no approval step stands between.
`);
});

test('dosimeter agents as JSON', async (t) => {
  const root = project(t, FILES);
  const { stdout } = await dosimeter(root, ['agents', '--format', 'json']);
  const cards = JSON.parse(stdout) as { kind: string; trust: string; tools: { name: string; can: { capability: string; gated: boolean }[] }[]; breaks: string[] }[];
  assert.deepEqual(cards.map(({ kind, trust, tools, breaks }) => ({ kind, trust, tools: tools.map(({ name, can }) => [name, ...can.map(({ capability, gated }) => `${capability}${gated ? ' gated' : ''}`)]), breaks: breaks.length })), [
    { kind: 'agent', trust: 'untrusted', tools: [['drop', 'delete'], ['keep', 'write-files gated']], breaks: 1 },
  ]);
});

test('dosimeter agents where there are none', async (t) => {
  const { status, stdout } = await dosimeter(project(t, { 'a.py': 'print(1)\n' }), ['agents']);
  assert.equal(status, 0);
  assert.match(stdout, /^No agents/);
});

test('a tool without a name of its own goes by the one that it is registered under', async (t) => {
  const root = project(t, {
    'server.ts': `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { rmSync } from 'node:fs';

const server = new McpServer({ name: 'archive', version: '1.0.0' });
server.registerTool('remove_study', { description: 'Removes a study' }, async ({ folder }) => {
  rmSync(folder, { recursive: true });
  return { content: [] };
});
`,
  });
  const { stdout } = await dosimeter(root, ['agents']);
  assert.match(stdout, /tool remove_study \(server\.ts:5\): delete by/);
  assert.match(stdout, /The tool remove_study deletes/);
});
