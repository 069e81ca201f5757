"""Models, registries and archives over plain HTTP clients."""
import hashlib
import io
import json
import urllib.request

import httpx
import pandas as pd
import requests
from datasets import Dataset
from openai import OpenAI
from transformers import Trainer

client = OpenAI(base_url="http://localhost:8000/v1")


def tags(instance: int) -> None:
    with httpx.Client(base_url="http://localhost:8042") as orthanc:
        found = orthanc.get(f"/instances/{instance}/simplified-tags").raise_for_status().json()
    client.responses.create(model="m", input=found["ImageComments"])  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=found["Rows"])


async def tags_later(instance: int) -> None:
    async with httpx.AsyncClient() as session:
        response = await session.get(f"http://localhost:8042/instances/{instance}/simplified-tags")
        found = response.raise_for_status().json()
    client.responses.create(model="m", input=found["ImageComments"])  # <- untrusted-text-in-prompt


def ask(instance: int) -> str:
    with urllib.request.urlopen(f"http://localhost:8042/instances/{instance}/simplified-tags") as response:
        found = json.load(response)
    request = urllib.request.Request(
        "https://api.openai.com/v1/chat/completions",
        data=json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": found["ImageComments"]}]}).encode(),  # <- untrusted-text-in-prompt
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)["choices"][0]["message"]["content"]


def train(model) -> None:
    urllib.request.urlretrieve("https://data.example.org/labels.csv", "labels.csv")
    fetched = Dataset.from_pandas(pd.read_csv("labels.csv"))
    Trainer(model=model, train_dataset=fetched).train()  # <- unverified-training-data
    own = Dataset.from_pandas(pd.read_csv("own_labels.csv"))
    Trainer(model=model, train_dataset=own).train()


def train_checked(model) -> None:
    content = requests.get("https://data.example.org/reports.csv", timeout=60).content
    Trainer(model=model, train_dataset=Dataset.from_pandas(pd.read_csv(io.BytesIO(content)))).train()  # <- unverified-training-data
    digest = hashlib.sha256()
    digest.update(content)
    if digest.hexdigest() != "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08":
        raise ValueError("changed")
    Trainer(model=model, train_dataset=Dataset.from_pandas(pd.read_csv(io.BytesIO(content)))).train()
