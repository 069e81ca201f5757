"""The Agent Development Kit: workflows, tools, code executors, confirmations."""
import os

import pydicom
from google.adk.agents import Agent, LlmAgent, LoopAgent, ParallelAgent, SequentialAgent
from google.adk.apps import App
from google.adk.code_executors import BuiltInCodeExecutor, UnsafeLocalCodeExecutor
from google.adk.runners import InMemoryRunner, Runner
from google.adk.tools import FunctionTool, LongRunningFunctionTool, ToolContext
from google.adk.tools.agent_tool import AgentTool
from google.adk.tools.bigquery import BigQueryToolset
from google.adk.tools.bigquery.config import BigQueryToolConfig, WriteMode
from google.genai import types


def study_comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread(path).ImageComments)  # <- untrusted-tool-result


def remove_study(uid: int) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"


def remove_confirmed(uid: int, tool_context: ToolContext) -> dict:
    """Remove a study after somebody has confirmed it."""
    confirmation = tool_context.tool_confirmation
    if not confirmation:
        tool_context.request_confirmation(hint="Remove the study?", payload={"ok": False})
        return {"status": "pending"}
    if not confirmation.confirmed:
        return {"status": "refused"}
    os.remove(f"/data/{uid}.dcm")
    return {"status": "removed"}


reader = LlmAgent(model="gemini-2.5-flash", name="reader", instruction="Read studies.", tools=[study_comments])
keeper = Agent(model="gemini-2.5-flash", name="keeper", instruction="Keep the archive.", tools=[LongRunningFunctionTool(func=remove_study)])  # <- overprivileged-tool
workflow = SequentialAgent(name="workflow", sub_agents=[reader, ParallelAgent(name="both", sub_agents=[LoopAgent(name="again", sub_agents=[keeper])])])

careful = Agent(
    model="gemini-2.5-flash", name="careful", instruction="Keep the archive.",
    tools=[study_comments, remove_confirmed, FunctionTool(remove_study, require_confirmation=True), AgentTool(agent=reader)],
)
looking = Agent(
    model="gemini-2.5-flash", name="looking", instruction="Answer from the warehouse.",
    tools=[study_comments, BigQueryToolset(bigquery_tool_config=BigQueryToolConfig(write_mode=WriteMode.BLOCKED))],
)
writing = Agent(
    model="gemini-2.5-flash", name="writing", instruction="Answer from the warehouse.",
    tools=[
        study_comments,
        BigQueryToolset(bigquery_tool_config=BigQueryToolConfig(write_mode=WriteMode.ALLOWED)),  # <- overprivileged-tool
    ],
)
computing = Agent(
    model="gemini-2.5-flash", name="computing", instruction="Compute.", tools=[study_comments],
    code_executor=BuiltInCodeExecutor(),  # <- overprivileged-tool
)
careless = Agent(
    model="gemini-2.5-flash", name="careless", instruction="Compute.", tools=[study_comments],
    code_executor=UnsafeLocalCodeExecutor(),  # <- unsandboxed-code-execution, overprivileged-tool
)


async def ask(path: str) -> None:
    runner = InMemoryRunner(agent=workflow)
    text = str(pydicom.dcmread(path).ImageComments)
    message = types.Content(role="user", parts=[types.Part(text=text)])  # <- untrusted-text-in-prompt
    async for event in runner.run_async(user_id="u", session_id="s", new_message=message):
        print(event.is_final_response())


def store_once(text: str) -> str:
    """Keep a summary."""
    with open("/srv/out/summary.txt", "w") as out:
        out.write(text)
    return "kept"


fronted = Agent(model="gemini-2.5-flash", name="fronted", instruction="Keep summaries.", tools=[store_once])  # <- overprivileged-tool


async def ask_the_app(path: str) -> None:
    """The app runs the agent at its root, which takes in what the run is sent."""
    runner = Runner(app=App(name="desk", root_agent=fronted), session_service=None)
    text = str(pydicom.dcmread(path).ImageComments)
    async for event in runner.run_async(user_id="u", session_id="s", new_message=text):  # <- untrusted-text-in-prompt
        print(event.is_final_response())
