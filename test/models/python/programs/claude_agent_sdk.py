"""Tools of the Claude Agent SDK, served in this process."""
import os

import pydicom
from claude_agent_sdk import ClaudeAgentOptions, ClaudeSDKClient, create_sdk_mcp_server, query, tool


@tool("study_comments", "Comments of a study", {"path": str})
async def study_comments(args):
    text = str(pydicom.dcmread(args["path"]).ImageComments)
    return {"content": [{"type": "text", "text": text}]}  # <- untrusted-tool-result


@tool("rows", "Rows of an image", {"path": str})
async def rows(args):
    return {"content": [{"type": "text", "text": str(pydicom.dcmread(args["path"]).Rows)}]}


@tool("remove_study", "Remove a study", {"uid": int})
async def remove_study(args):
    os.remove(f"/data/{int(args['uid'])}.dcm")
    return {"content": [{"type": "text", "text": "removed"}]}


reading = create_sdk_mcp_server(name="studies", version="1.0.0", tools=[study_comments, rows])
writing = create_sdk_mcp_server(name="archive", version="1.0.0", tools=[study_comments, remove_study])


async def read(question: str):
    options = ClaudeAgentOptions(mcp_servers={"studies": reading}, allowed_tools=["mcp__studies__rows"])
    async for message in query(prompt=question, options=options):
        print(type(message).__name__)


async def write(question: str):
    options = ClaudeAgentOptions(
        mcp_servers={"archive": writing},
        allowed_tools=["mcp__archive__remove_study"],  # <- overprivileged-tool
    )
    async with ClaudeSDKClient(options=options) as client:
        await client.query(question)


async def about(path: str):
    text = str(pydicom.dcmread(path).ImageComments)
    async for message in query(prompt=text, options=ClaudeAgentOptions(max_turns=1)):  # <- untrusted-text-in-prompt
        print(type(message).__name__)
    options = ClaudeAgentOptions(system_prompt=f"Known: {text}")  # <- untrusted-text-in-system-prompt
    async for message in query(prompt="Summarise.", options=options):
        print(type(message).__name__)
