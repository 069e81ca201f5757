"""Pydantic AI: tools, consent, instructions that are made at run time."""
import os

import pydicom
from pydantic_ai import Agent, BinaryContent, RunContext

agent = Agent("openai:gpt-4o", instructions="You keep the archive.")


@agent.tool_plain
def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


@agent.tool  # <- overprivileged-tool
def remove(ctx: RunContext[None], uid: int) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"


@agent.tool_plain(requires_approval=True)
def remove_after_approval(uid: int) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"


@agent.tool
def remove_if_approved(ctx: RunContext[None], uid: int) -> str:
    """Remove a study."""
    if not ctx.tool_call_approved:
        return "not approved"
    os.remove(f"/data/{uid}.dcm")
    return "removed"


known = Agent("openai:gpt-4o")


@known.system_prompt  # <- untrusted-text-in-system-prompt
def what_is_known() -> str:
    return f"Known: {pydicom.dcmread('/data/1.dcm').ImageComments}"


@known.instructions
def what_to_do() -> str:
    return f"The image has {int(pydicom.dcmread('/data/1.dcm').Rows)} rows."


def look(path: str) -> None:
    pixels = pydicom.dcmread(path).PixelData
    known.run_sync(["What is this?", BinaryContent(data=pixels, media_type="image/png")])  # <- unscreened-image, phi-to-external-model
