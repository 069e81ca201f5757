import pydicom
from openai import OpenAI

client = OpenAI(base_url="http://127.0.0.1:8000/v1", api_key="local")


def comments(path):
    study = pydicom.dcmread(path)
    return client.responses.create(model="m", input=f"Comments: {study.PatientComments}")


def history(path):
    study = pydicom.dcmread(path)
    return client.responses.create(model="m", input=f"History: {study.AdditionalPatientHistory}")
