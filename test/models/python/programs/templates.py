"""Templates, markup and formats that run code."""
import string

import bleach
import markupsafe
import pydicom
import yaml
from flask import Flask
from jsonschema import validate
from openai import OpenAI
from simpleeval import simple_eval
from fastapi.responses import HTMLResponse
import requests

client = OpenAI(base_url="http://localhost:8000/v1")
FINDING = {"type": "object", "properties": {"code": {"enum": ["A", "B"]}}, "additionalProperties": False}


def answer(question: str) -> str:
    return client.responses.create(model="m", input=question).output_text


def filled(path: str) -> None:
    template = string.Template("Summarise $text")
    client.responses.create(model="m", input=template.substitute(text=str(pydicom.dcmread(path).ImageComments)))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=template.safe_substitute(text="nothing"))


def pages(question: str) -> list[HTMLResponse]:
    text = answer(question)
    return [
        HTMLResponse(f"<p>{text}</p>"),  # <- model-output-to-code
        HTMLResponse(f"<p>{markupsafe.escape(text)}</p>"),
        HTMLResponse(f"<p>{bleach.clean(text)}</p>"),
    ]


def formats(question: str) -> None:
    text = answer(question)
    yaml.load(text, Loader=yaml.Loader)  # <- model-output-to-code
    yaml.load(text)  # <- model-output-to-code
    yaml.load(text, Loader=yaml.SafeLoader)
    yaml.safe_load(text)
    eval(text)  # <- model-output-to-code
    eval(str(simple_eval(text)))


def written(question: str) -> None:
    finding = yaml.safe_load(answer(question))
    requests.post("http://localhost:8042/tools/create-dicom", json=finding)  # <- model-output-to-clinical-system
    validate(finding, FINDING)
    requests.post("http://localhost:8042/tools/create-dicom", json=finding)
