"""smolagents: models on this machine, ready-made tools, tools of the hub."""
import pydicom
from smolagents import (
    FinalAnswerTool,
    OpenAIServerModel,
    PythonInterpreterTool,
    Tool,
    ToolCallingAgent,
    TransformersModel,
    UserInputTool,
    VisitWebpageTool,
    load_tool,
    tool,
)


def patient(path: str) -> str:
    return str(pydicom.dcmread(path).PatientName)


def where(path: str) -> None:
    local = TransformersModel(model_id="./model")
    hosted = OpenAIServerModel(model_id="gpt-4o")
    local([{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt
    hosted([{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt, phi-to-external-model


@tool
def comments(path: str) -> str:
    """Comments of a study.

    Args:
        path: Where the study is.
    """
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


plain = ToolCallingAgent(tools=[comments, FinalAnswerTool(), UserInputTool()], model=TransformersModel(model_id="./model"))
acting = ToolCallingAgent(
    tools=[
        comments,
        PythonInterpreterTool(),  # <- overprivileged-tool
        VisitWebpageTool(),  # <- overprivileged-tool
    ],
    model=TransformersModel(model_id="./model"),
)


def hub() -> None:
    load_tool("org/segment", trust_remote_code=True)  # <- remote-model-code
    Tool.from_hub("org/segment", trust_remote_code=True)  # <- remote-model-code
    load_tool("org/segment")
