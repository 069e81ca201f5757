"""Orthanc: its client in Python, and its plug-ins."""
import orthanc
from agents import Agent, function_tool
from openai import OpenAI
from pyorthanc import Orthanc, Study, find_studies

server = Orthanc("http://localhost:8042", username="u", password="p")
client = OpenAI(base_url="http://localhost:8000/v1")


def describe(identifier: str) -> None:
    study = Study(identifier, server)
    client.responses.create(model="m", input=study.description)  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{study.id_} {study.uid} {study.date} {study.is_stable} {study.last_update}")
    for found in find_studies(server, query={"PatientID": "1"}):
        client.responses.create(model="m", input=str(found.main_dicom_tags["StudyDescription"]))  # <- untrusted-text-in-prompt


@function_tool
def tags(identifier: str) -> str:
    """Tags of a study."""
    return str(server.get_studies_id(identifier))  # <- untrusted-tool-result


@function_tool
def script(code: str) -> str:
    """Run a script on the server."""
    return str(server.post_tools_execute_script(code))


@function_tool
def restart() -> str:
    """Restart the server."""
    server.post_tools_reset()
    return "restarted"


Agent(
    name="archive",
    instructions="You look after the archive.",
    tools=[
        tags,
        restart,  # <- overprivileged-tool
        script,  # <- overprivileged-tool
    ],
)


def stored(dicom, identifier):
    client.responses.create(model="m", input=dicom.GetInstanceSimplifiedJson())  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{dicom.GetInstanceSize()} bytes")


def changed(change, level, identifier):
    tags = orthanc.RestApiGet(f"/instances/{identifier}/simplified-tags")
    client.responses.create(model="m", input=tags)  # <- untrusted-text-in-prompt


orthanc.RegisterOnChangeCallback(changed)
orthanc.RegisterOnStoredInstanceCallback(stored)
