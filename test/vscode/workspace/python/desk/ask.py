import pydicom
from openai import OpenAI

from ct import describe

client = OpenAI(base_url="http://127.0.0.1:8000/v1", api_key="local")


def ask(path):
    study = pydicom.dcmread(path)
    text = describe(study) if study.Modality == "CT" else f"MR: {study.ImageComments}"
    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": text}])
