"""MCP servers and clients beyond the decorator."""
import asyncio

import pydicom
from anthropic import Anthropic
from fastmcp import Context, FastMCP
from fastmcp.client import Client
from fastmcp.tools import Tool
from mcp.server import Server
from mcp.server.fastmcp import Image
from mcp.types import ImageContent, SamplingMessage, TextContent

server = FastMCP("studies")
claude = Anthropic()


def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


def rows(path: str) -> int:
    """Rows of an image."""
    return int(pydicom.dcmread("/data/1.dcm").Rows)


server.add_tool(Tool.from_function(comments, name="comments"))
server.add_tool(Tool.from_function(rows, name="rows"))


@server.tool
async def summary(context: Context) -> str:
    """Summarise a study."""
    text = str(pydicom.dcmread("/data/1.dcm").ImageComments)
    await context.info(f"read {len(text)} characters")
    await context.report_progress(1, 2)
    answer = await context.session.create_message(
        messages=[SamplingMessage(role="user", content=TextContent(type="text", text=text))],  # <- untrusted-text-in-prompt
        max_tokens=200,
    )
    return f"{len(answer.content.text)} characters"


@server.tool
def thumbnail() -> Image:
    """A small picture of an image."""
    return Image(data=pydicom.dcmread("/data/1.dcm").PixelData, format="png")


async def client(question: str) -> None:
    async with Client("https://tools.example.com/mcp") as session:
        tools = await session.list_tools()
        found = await session.call_tool("comments", {"path": "1"})
    claude.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": found.content[0].text}])  # <- untrusted-text-in-prompt
    claude.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": f"{len(tools)} tools"}])


def everywhere() -> None:
    asyncio.run(server.run_http_async(host="0.0.0.0", port=8000))  # <- unauthenticated-model-endpoint


def here() -> None:
    asyncio.run(server.run_http_async(host="127.0.0.1", port=8000))
