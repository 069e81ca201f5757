"""pydicom: ways to a value, and what of an element is only structure."""
import pydicom
from openai import OpenAI
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import UID
from pydicom.valuerep import DA, IS

client = OpenAI(base_url="http://localhost:8000/v1")


def handed_in(ds: Dataset) -> None:
    client.responses.create(model="m", input=str(ds.ImageComments))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{ds.Rows} rows")


def items(sequence: Sequence) -> None:
    for item in sequence:
        client.responses.create(model="m", input=str(item.TextValue))  # <- untrusted-text-in-prompt


def made_here() -> None:
    ds = Dataset()
    ds.ImageComments = "None"
    client.responses.create(model="m", input=str(ds.ImageComments))


def ways(path: str) -> None:
    ds = pydicom.dcmread(path)
    client.responses.create(model="m", input=str(ds.data_element("ImageComments").value))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=str(ds.data_element("Rows").value))
    client.responses.create(model="m", input=str(ds.get_item(0x00204000).value))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=str(ds.get_item("Columns").value))
    client.responses.create(model="m", input=str(ds.get_private_item(0x0009, 0x10, "ACME").value))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=str(ds.pop("ImageComments").value))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=str(ds.setdefault("BitsStored", 12)))


def structure(path: str) -> None:
    ds = pydicom.dcmread(path)
    for element in ds:
        client.responses.create(model="m", input=f"{element.tag} {element.keyword} {element.VR} {element.VM} {element.name}")
        client.responses.create(model="m", input=f"{element.keyword}: {element.value}")  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{ds.is_little_endian} {ds.filename} {ds.original_encoding}")


def walked(path: str) -> None:
    def show(dataset, element):
        client.responses.create(model="m", input=str(element.value))  # <- untrusted-text-in-prompt

    pydicom.dcmread(path).walk(show)


def parsed(path: str) -> None:
    ds = pydicom.dcmread(path)
    client.responses.create(model="m", input=f"{UID(ds.StudyInstanceUID)} {DA(ds.StudyDate)} {IS(ds.InstanceNumber)}")


def shipped() -> None:
    client.responses.create(model="m", input=str(pydicom.examples.ct.PatientName))
    client.responses.create(model="m", input=get_testdata_file("CT_small.dcm"))
