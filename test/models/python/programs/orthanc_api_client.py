"""The client of Orthanc's own project, given to an agent in tools."""
from agents import Agent, function_tool
from orthanc_api_client import OrthancApiClient

server = OrthancApiClient("http://localhost:8042", user="desk", pwd="desk")


@function_tool
def tags(identifier: str) -> str:
    """Tags of a study."""
    return str(server.studies.get_tags(identifier))  # <- untrusted-tool-result


@function_tool
def store(number: int) -> str:
    """Store a prepared study."""
    server.upload_file(f"/srv/prepared/{number}.dcm")
    return "stored"


@function_tool
def clear(identifier: str) -> str:
    """Remove a study."""
    server.studies.delete(identifier)
    return "removed"


@function_tool
def pass_on(identifier: str) -> str:
    """Send a study to the reading room."""
    server.modalities.send(target_modality="READING", resources_ids=[identifier])
    return "sent"


Agent(
    name="archive",
    instructions="You look after the archive.",
    tools=[
        tags,
        store,  # <- overprivileged-tool
        clear,  # <- overprivileged-tool
        pass_on,  # <- overprivileged-tool
    ],
)
