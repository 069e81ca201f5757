"""The OpenAI SDK and what is built on it: clouds, gateways, parsed answers, files, assistants."""
import json
import os

import instructor
import openai
import pydicom
from openai import AsyncAzureOpenAI, AzureOpenAI, OpenAI
from portkey_ai import Portkey
from pydantic import BaseModel

client = OpenAI()


class Triage(BaseModel):
    urgent: bool
    reason: str


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def patient(path: str) -> str:
    return str(pydicom.dcmread(path).PatientName)


async def where_models_run(path: str) -> None:
    azure = AzureOpenAI(azure_endpoint="https://clinic.openai.azure.com", api_version="2024-10-21")
    azure.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt, phi-to-external-model
    later = AsyncAzureOpenAI(azure_deployment="gpt-4o")
    await later.responses.create(model="gpt-4o", input=patient(path))  # <- untrusted-text-in-prompt, phi-to-external-model
    Portkey(api_key="k").chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt, phi-to-external-model
    Portkey(base_url="http://localhost:8787/v1").chat.completions.create(model="m", messages=[{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt
    OpenAI(base_url="http://localhost:11434/v1").chat.completions.create(model="m", messages=[{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt


def parsed(path: str) -> None:
    wrapped = instructor.from_openai(OpenAI())
    local = instructor.from_openai(OpenAI(base_url="http://localhost:11434/v1"), mode=instructor.Mode.JSON)
    found = wrapped.chat.completions.create(model="gpt-4o", response_model=Triage, messages=[{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt, phi-to-external-model
    os.system(found.reason)  # <- model-output-to-code
    os.system(f"notify {found.urgent}")
    local.create(response_model=Triage, messages=[{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt
    answer = client.chat.completions.parse(model="gpt-4o", response_format=Triage, messages=[{"role": "user", "content": "Hello"}])
    os.system(answer.choices[0].message.parsed.reason)  # <- model-output-to-code
    os.system(f"notify {answer.choices[0].message.parsed.urgent}")


def described(path: str) -> None:
    """What a tool is for is an instruction, too."""
    tool = {"type": "function", "function": {"name": "find", "description": f"Finds studies like {comments(path)}", "parameters": {}}}
    client.chat.completions.create(model="gpt-4o", tools=[tool], messages=[{"role": "user", "content": "Find."}])  # <- untrusted-text-in-system-prompt
    plain = {"type": "function", "function": {"name": "find", "description": "Finds studies", "parameters": {}}}
    client.chat.completions.create(model="gpt-4o", tools=[plain], messages=[{"role": "user", "content": "Find."}])
    client.responses.create(model="gpt-4o", input="Find.", tools=[{"type": "function", "name": "find", "description": comments(path)}])  # <- untrusted-text-in-system-prompt


def files(path: str) -> None:
    ds = pydicom.dcmread(path)
    line = json.dumps({"messages": [{"role": "user", "content": str(ds.ImageComments)}]})
    client.files.create(file=line.encode(), purpose="fine-tune")  # <- unverified-training-data
    named = json.dumps({"messages": [{"role": "user", "content": str(ds.PatientName)}]})
    client.files.create(file=named.encode(), purpose="fine-tune")  # <- unverified-training-data, training-on-identifiable-data
    client.files.create(file=named.encode(), purpose="user_data")  # <- phi-to-external-model
    openai.File.create(file=named, purpose="fine-tune")  # <- unverified-training-data, training-on-identifiable-data
    client.files.create(file=b'{"messages": []}', purpose="fine-tune")


def assistants(path: str) -> None:
    client.beta.assistants.create(model="gpt-4o", instructions="Sort studies.", tools=[{"type": "file_search"}])
    client.beta.assistants.create(model="gpt-4o", instructions=comments(path))  # <- untrusted-text-in-system-prompt
    client.beta.assistants.update("a", instructions=comments(path))  # <- untrusted-text-in-system-prompt


def stores(path: str, question: str) -> None:
    with open(path, "rb") as letter:
        client.vector_stores.files.upload_and_poll(vector_store_id="vs", file=letter)
    client.vector_stores.files.upload_and_poll(vector_store_id="vs", file=comments(path).encode())  # <- unverified-knowledge-base
    found = client.vector_stores.search(vector_store_id="vs", query=question)
    client.responses.create(model="gpt-4o", input=found.data[0].content[0].text)  # <- stored-untrusted-context


def known(path: str) -> None:
    models = client.models.list()
    client.responses.create(model=models.data[0].id, input="Hello")
    client.close()
