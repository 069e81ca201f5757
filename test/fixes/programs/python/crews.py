import pydicom
from agents import Agent, Runner, function_tool
from autogen import ConversableAgent, UserProxyAgent
from langchain.agents import create_agent
from langchain_community.tools import ShellTool
from langchain_experimental.tools import PythonREPLTool


@function_tool
def read_header(path: str) -> str:
    """Reads a header."""
    return str(pydicom.dcmread(path))


reader = create_agent("openai:gpt-4o-mini", tools=[PythonREPLTool(), ShellTool()])
runner = UserProxyAgent(
    "runner",
    human_input_mode="NEVER",
    code_execution_config={"use_docker": False, "work_dir": "out"},
)


async def triage(path):
    agent = Agent(
        name="triage",
        instructions="Sort the study.",
        tools=[
            read_header,
        ],
    )
    ds = pydicom.dcmread(path)
    return await Runner.run(agent, input=ds.RequestedProcedureDescription + " " + ds.ReasonForStudy)
