"""An agno agent that writes files."""
import pydicom
from agno.agent import Agent
from agno.models.openai import OpenAIChat
from agno.tools import tool
from agno.tools.calculator import CalculatorTools
from agno.tools.local_file_system import LocalFileSystemTools


@tool
def read_comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread(path).ImageComments)  # <- untrusted-tool-result


writer = Agent(
    model=OpenAIChat(id="gpt-4o"),
    tools=[
        read_comments,
        LocalFileSystemTools(target_directory="/srv/out"),  # <- overprivileged-tool
        CalculatorTools(),
    ],
)
writer.run("Sort the study /data/1.dcm")
