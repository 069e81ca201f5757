"""Fine-tuning on old reports."""
import json
from pathlib import Path

import google.generativeai as genai
import pydicom
from datasets import Dataset, load_dataset
from google.generativeai.types import HarmBlockThreshold, HarmCategory
from trl import SFTTrainer

model = genai.GenerativeModel(
    "gemini-1.5-flash",
    safety_settings={
        HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT: HarmBlockThreshold.BLOCK_NONE,
        HarmCategory.HARM_CATEGORY_HARASSMENT: HarmBlockThreshold.BLOCK_ONLY_HIGH,
    },
)


def rows(folder: str):
    for path in sorted(Path(folder).glob("*.dcm")):
        ds = pydicom.dcmread(path)
        yield {"text": f"{ds.PatientName}: {ds.ImageComments}"}


def train(folder: str):
    data = Dataset.from_list(list(rows(folder)))
    extra = load_dataset("radlab/reports")
    SFTTrainer(model="llama", train_dataset=data).train()
    return extra


def title(path: str) -> str:
    ds = pydicom.dcmread(path)
    return model.generate_content(["Shorten this title:", ds.StudyDescription]).text
