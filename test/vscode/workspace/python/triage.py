"""Summarises studies for the worklist."""

import pydicom
from openai import OpenAI

client = OpenAI()


def comments_of(path):
    dataset = pydicom.dcmread(path)
    return dataset.PatientComments


def summarise(path):
    comments = comments_of(path)
    response = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "You summarise imaging studies."},
            {"role": "user", "content": f"Comments of the referrer: {comments}"},
        ],
    )
    return response.choices[0].message.content
