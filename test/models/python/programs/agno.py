"""Agents of agno and of swarm that sort incoming studies."""
import pydicom
from agno.agent import Agent
from agno.models.openai import OpenAIChat
from agno.tools import tool
from agno.tools.email import EmailTools
from agno.tools.file import FileTools
from agno.tools.gmail import GmailTools
from agno.tools.python import PythonTools
from agno.tools.shell import ShellTools
from swarm import Agent as SwarmAgent, Swarm


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


@tool
def read_comments(path: str) -> str:
    """Comments of a study."""
    return comments(path)  # <- untrusted-tool-result


@tool(requires_confirmation=True)
def archive(number: int, text: str) -> str:
    """Keep a summary. A person confirms each call."""
    with open(f"/srv/archive/{number}.txt", "w") as out:
        out.write(text)
    return "kept"


@tool
def publish(name: str, text: str) -> str:
    """Keep a summary."""
    with open("/srv/out/summary.txt", "w") as out:
        out.write(text)
    return "kept"


careful = Agent(model=OpenAIChat(id="gpt-4o"), tools=[read_comments, archive])
careful.print_response("Sort the study /data/1.dcm")

eager = Agent(
    model=OpenAIChat(id="gpt-4o"),
    tools=[
        read_comments,
        publish,  # <- overprivileged-tool
    ],
)
eager.run("Sort the study /data/1.dcm")

operator = Agent(
    model=OpenAIChat(id="gpt-4o"),
    tools=[
        read_comments,
        ShellTools(),  # <- unsandboxed-code-execution, overprivileged-tool
        PythonTools(),  # <- unsandboxed-code-execution, overprivileged-tool
        FileTools(),  # <- overprivileged-tool
        EmailTools(receiver_email="desk@clinic.example"),
        GmailTools(),  # <- overprivileged-tool
    ],
)
operator.run("Sort the study /data/1.dcm")


def remove_study(uid: str) -> str:
    import os
    os.remove(f"/data/{int(uid)}.dcm")
    return "removed"


def count_studies() -> int:
    return 3


def sort(path: str) -> str:
    swarm = Swarm()
    agent = SwarmAgent(name="sorter", instructions="Sort studies.", functions=[count_studies, remove_study])  # <- overprivileged-tool
    reader = SwarmAgent(name="reader", instructions=comments(path), functions=[count_studies])  # <- untrusted-text-in-system-prompt
    swarm.run(agent=reader, messages=[{"role": "user", "content": "How many?"}])
    return swarm.run(agent=agent, messages=[{"role": "user", "content": comments(path)}]).messages[-1]["content"]  # <- untrusted-text-in-prompt
