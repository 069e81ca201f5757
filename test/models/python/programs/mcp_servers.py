"""Servers of tools that this code starts or reaches, as each framework writes it."""
from agents.mcp import MCPServerSse, MCPServerStdio
from agno.tools.mcp import MCPTools
from crewai_tools import MCPServerAdapter
from fastmcp import Client
from fastmcp.client.transports import NpxStdioTransport, StdioTransport, StreamableHttpTransport
from google.adk.tools.mcp_tool import SseConnectionParams
from llama_index.tools.mcp import BasicMCPClient
from mcp.client.streamable_http import streamablehttp_client
from mcp_use import MCPClient
from pydantic_ai.mcp import MCPServerHTTP
from pydantic_ai.mcp import MCPServerStdio as PydanticServerStdio
from semantic_kernel.connectors.mcp import MCPSsePlugin, MCPStdioPlugin

remote = Client("http://tools.example.com/mcp")  # <- broad-mcp-scope
local = Client("http://localhost:9000/mcp")
table = Client({"mcpServers": {"files": {"command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem@2025.8.21", "/"]}}})  # <- broad-mcp-scope
started = StdioTransport(command="uvx", args=["dicom-mcp"])  # <- broad-mcp-scope
pinned = StdioTransport(command="uvx", args=["dicom-mcp==0.1.2"])
spoken = StreamableHttpTransport("http://tools.example.com/mcp")  # <- broad-mcp-scope
openai_stdio = MCPServerStdio(params={"command": "npx", "args": ["-y", "fhir-server"]})  # <- broad-mcp-scope
openai_sse = MCPServerSse(params={"url": "https://tools.example.com/sse"})
pydantic_stdio = PydanticServerStdio("npx", args=["-y", "fhir-server"])  # <- broad-mcp-scope
pydantic_http = MCPServerHTTP(url="http://tools.example.com/sse")  # <- broad-mcp-scope
adk = SseConnectionParams(url="http://tools.example.com/sse")  # <- broad-mcp-scope
llama = BasicMCPClient("http://tools.example.com/sse")  # <- broad-mcp-scope
llama_stdio = BasicMCPClient("npx", args=["-y", "fhir-server"])  # <- broad-mcp-scope
crew = MCPServerAdapter({"url": "http://tools.example.com/sse", "transport": "sse"})  # <- broad-mcp-scope
use = MCPClient.from_dict({"mcpServers": {"fhir": {"command": "npx", "args": ["-y", "fhir-server"]}}})  # <- broad-mcp-scope
agno = MCPTools(command="npx -y fhir-server")  # <- broad-mcp-scope
agno_pinned = MCPTools(command="npx -y fhir-server@1.2.3")
kernel = MCPStdioPlugin(name="fhir", command="npx", args=["-y", "fhir-server"])  # <- broad-mcp-scope
kernel_sse = MCPSsePlugin(name="fhir", url="http://tools.example.com/sse")  # <- broad-mcp-scope


async def connect():
    async with streamablehttp_client("http://tools.example.com/mcp") as streams:  # <- broad-mcp-scope
        return streams
