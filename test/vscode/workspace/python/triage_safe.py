"""Summarises studies for the worklist by values that can not carry a sentence."""

import pydicom
from openai import OpenAI

client = OpenAI(base_url="http://127.0.0.1:8000/v1")

MODALITIES = {"CT", "MR", "US", "DX"}


def summarise(path):
    dataset = pydicom.dcmread(path)
    modality = dataset.Modality
    if modality not in MODALITIES:
        raise ValueError("unexpected modality")
    response = client.chat.completions.create(
        model="qwen3",
        messages=[
            {"role": "system", "content": "You say how long a study takes to read."},
            {"role": "user", "content": f"A study of modality {modality} with {int(dataset.Rows)} rows."},
        ],
    )
    return response.choices[0].message.content
