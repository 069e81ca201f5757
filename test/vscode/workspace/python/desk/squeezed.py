import pydicom
from openai import OpenAI

client = OpenAI(base_url="http://127.0.0.1:8000/v1", api_key="local")


def squeeze(text):
    return " ".join(text.split())


def comments(path):
    text = squeeze(pydicom.dcmread(path).PatientComments)
    return client.responses.create(model="m", input=text)
