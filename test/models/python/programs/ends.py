"""Refusals that end the program; a twin that goes on after the refusal."""
import argparse

import click
import pydicom
import pytest
import questionary
import requests
from openai import OpenAI

ORTHANC = "http://localhost:8042"
client = OpenAI()
parser = argparse.ArgumentParser()


def reply(path: str) -> str:
    ds = pydicom.dcmread(path)
    return client.responses.create(model="gpt-4o", input=f"Rows {int(ds.Rows)}").output_text


def ended_by_the_parser(path):
    text = reply(path)
    if not questionary.confirm(f"Store {text}?").ask():
        parser.error("not approved")
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


def ended_by_click(path):
    text = reply(path)
    if not questionary.confirm(f"Store {text}?").ask():
        click.get_current_context().fail("not approved")
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


def ended_by_pytest(path):
    text = reply(path)
    if not questionary.confirm(f"Store {text}?").ask():
        pytest.skip("not approved")
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})


def goes_on(path):
    text = reply(path)
    if not questionary.confirm(f"Store {text}?").ask():
        parser.print_usage()
        click.echo("not approved")
    requests.post(f"{ORTHANC}/tools/create-dicom", json={"Tags": {"ImageComments": text}})  # <- model-output-to-clinical-system
