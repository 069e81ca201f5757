"""An archive that is reached by DICOMweb, and tools that act on it."""
from agents import Agent, Runner, function_tool
from dicomweb_client.api import DICOMwebClient
from dicomweb_client import DICOMfileClient
from openai import OpenAI
import pydicom

archive = DICOMwebClient(url="https://pacs.example.org/dicomweb")
local = DICOMfileClient(url="file:///srv/dicom")
client = OpenAI()


def descriptions() -> None:
    for study in archive.search_for_studies(search_filters={"Modality": "CT"}):
        ds = pydicom.dataset.Dataset.from_json(study)
        client.responses.create(model="gpt-4o", input=str(ds.StudyDescription))  # <- untrusted-text-in-prompt
        client.responses.create(model="gpt-4o", input=f"{int(ds.NumberOfStudyRelatedSeries)} series")
    for metadata in local.retrieve_study_metadata("1.2.3"):
        client.responses.create(model="gpt-4o", input=metadata["00204000"]["Value"][0])  # <- untrusted-text-in-prompt


@function_tool
def find(patient: str) -> str:
    """Studies of a patient."""
    return str(archive.search_for_studies(search_filters={"PatientID": patient}))  # <- untrusted-tool-result


@function_tool
def forget(study: str, series: str) -> str:
    """Remove a series."""
    archive.delete_series(study, series)
    return "removed"


agent = Agent(
    name="archive",
    instructions="You keep the archive tidy.",
    tools=[
        find,
        forget,  # <- overprivileged-tool
    ],
)


async def tidy(question: str):
    return await Runner.run(agent, question)
