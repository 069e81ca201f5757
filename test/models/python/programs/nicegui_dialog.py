"""A dialog of NiceGUI whose answer decides, and a twin that does not wait for it."""
import pydicom
import requests
from nicegui import ui
from openai import OpenAI

ORTHANC = "http://localhost:8042"
client = OpenAI()


def reply(path: str) -> str:
    ds = pydicom.dcmread(path)
    return client.responses.create(model="gpt-4o", input=f"Rows {int(ds.Rows)}").output_text


async def asked(path):
    text = reply(path)
    with ui.dialog() as dialog, ui.card():
        ui.label(f"Store {text}?")
        ui.button("No", on_click=dialog.close)
    if await dialog == "Store":
        requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


async def refused(path):
    text = reply(path)
    with ui.dialog() as dialog:
        ui.label(f"Store {text}?")
    result = await dialog
    if not result:
        return
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


async def ignored(path):
    text = reply(path)
    with ui.dialog() as dialog:
        ui.label(f"Store {text}?")
    await dialog
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})  # <- model-output-to-clinical-system


async def asked_with_a_lambda(path):
    text = reply(path)
    with ui.dialog() as dialog, ui.card():
        ui.button("Store", on_click=lambda: dialog.submit("Store"))
    if await dialog == "Store":
        requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})
