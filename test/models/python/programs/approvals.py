"""Tools that ask a person in each of the usual ways, and a twin of each that does not wait for the answer."""
import easygui
import inquirer
import pydicom
import questionary
from crewai import Agent, Crew, Task
from crewai.tools import tool
from humanlayer import HumanLayer
from openai import OpenAI
from prompt_toolkit.shortcuts import confirm
from tkinter import messagebox
from InquirerPy import inquirer as inquirer_py
import requests

ORTHANC = "http://localhost:8042"
client = OpenAI()
human = HumanLayer()


def reply(path: str) -> str:
    ds = pydicom.dcmread(path)
    return client.responses.create(model="gpt-4o", input=f"Modality {int(ds.Rows)}").output_text


def asked_by_questionary(path):
    text = reply(path)
    if questionary.confirm(f"Store {text}?").ask():
        requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


def asked_and_ignored(path):
    text = reply(path)
    questionary.confirm(f"Store {text}?").ask()
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})  # <- model-output-to-clinical-system


def asked_by_inquirer(path):
    text = reply(path)
    answers = inquirer.prompt([inquirer.Confirm("store", message=f"Store {text}?")])
    if not answers["store"]:
        return
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


def asked_by_inquirer_py(path):
    text = reply(path)
    if inquirer_py.confirm(message="Store?").execute():
        requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


def asked_by_prompt_toolkit(path):
    text = reply(path)
    if confirm(f"Store {text}?"):
        requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


def asked_by_window(path):
    text = reply(path)
    if messagebox.askyesno("Store", text):
        requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})
    elif easygui.ynbox(text, "Store after all?"):
        requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


def asked_by_humanlayer(path):
    text = reply(path)
    approval = human.fetch_human_approval(spec=human.function_call_spec(fn="store", kwargs={"text": text}))
    if approval.approved:
        requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


@human.require_approval()
def store_after_consent(text: str) -> str:
    """Store a comment."""
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})
    return "stored"


def store_at_once(text: str) -> str:
    """Store a comment."""
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})  # <- model-output-to-clinical-system
    return "stored"


@tool("comments")
def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread(path).ImageComments)  # <- untrusted-tool-result


Crew(
    agents=[
        Agent(role="writer", goal="g", backstory="b", tools=[comments, tool(store_after_consent)]),
        Agent(role="writer", goal="g", backstory="b", tools=[comments, tool(store_at_once)]),  # <- overprivileged-tool
    ],
    tasks=[Task(description="Keep the comments", expected_output="x")],
).kickoff()
