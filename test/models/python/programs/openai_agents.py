"""The Agents SDK: ready-made tools, tools by hand, guardrails, results."""
import os

import pydicom
from agents import (
    Agent,
    ApplyPatchTool,
    CodeInterpreterTool,
    ComputerTool,
    FileSearchTool,
    FunctionTool,
    GuardrailFunctionOutput,
    LocalShellTool,
    RunContextWrapper,
    Runner,
    ShellTool,
    WebSearchTool,
    function_tool,
    input_guardrail,
    run_demo_loop,
)
from pydantic import BaseModel


class Triage(BaseModel):
    urgent: bool
    reason: str


@function_tool
def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


async def remove(context: RunContextWrapper, arguments: str) -> str:
    os.remove("/data/1.dcm")
    return "removed"


by_hand = FunctionTool(name="remove", description="Remove a study.", params_json_schema={}, on_invoke_tool=remove)
asked = FunctionTool(name="remove", description="Remove a study.", params_json_schema={}, on_invoke_tool=remove, needs_approval=True)

reading = Agent(name="reading", instructions="Read.", tools=[comments, WebSearchTool(), FileSearchTool(vector_store_ids=["vs"]), asked])
acting = Agent(
    name="acting",
    instructions="Act.",
    tools=[
        comments,
        by_hand,  # <- overprivileged-tool
        CodeInterpreterTool(tool_config={"type": "code_interpreter", "container": {"type": "auto"}}),  # <- overprivileged-tool
        LocalShellTool(executor=lambda request: os.popen(" ".join(request.data.action.command)).read()),  # <- unsandboxed-code-execution, overprivileged-tool
        ComputerTool(computer=None),  # <- overprivileged-tool
        ApplyPatchTool(editor=None),  # <- overprivileged-tool
    ],
)
shell = Agent(name="shell", instructions="Act.", tools=[comments, ShellTool(executor=None, needs_approval=True)])


@input_guardrail
async def plain(context: RunContextWrapper, agent: Agent, text) -> GuardrailFunctionOutput:
    return GuardrailFunctionOutput(output_info=None, tripwire_triggered="ignore" in str(text))


async def run(path: str) -> None:
    agent = Agent(name="triage", instructions="Sort.", output_type=Triage, input_guardrails=[plain])
    result = await Runner.run(agent, str(pydicom.dcmread(path).ImageComments))  # <- untrusted-text-in-prompt
    found = result.final_output_as(Triage)
    os.system(found.reason)  # <- model-output-to-code
    os.system(f"notify {found.urgent}")


async def talk() -> None:
    await run_demo_loop(reading)
