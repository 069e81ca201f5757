"""Data sets that come from elsewhere, and that go elsewhere."""
import pydicom
from datasets import Dataset, load_dataset
from transformers import Trainer


def published(paths: list[str]) -> None:
    rows = [{"name": str(pydicom.dcmread(path).PatientName)} for path in paths]
    Dataset.from_list(rows).push_to_hub("clinic/names")  # <- training-on-identifiable-data
    counts = [{"rows": int(pydicom.dcmread(path).Rows)} for path in paths]
    Dataset.from_list(counts).push_to_hub("clinic/rows")


def fetched(model) -> None:
    Trainer(model=model, train_dataset=load_dataset("org/reports")).train()  # <- unverified-training-data
    Trainer(model=model, train_dataset=load_dataset("org/reports", revision="0123456789abcdef0123456789abcdef01234567")).train()
    Trainer(model=model, train_dataset=load_dataset("csv", data_files="own.csv")).train()
