"""Data sets that come from elsewhere, and that go elsewhere."""
import keras
import monai.apps
import numpy as np
import pydicom
import torch.utils.data
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


class Slices(torch.utils.data.Dataset):
    """Slices with what their headers say as labels."""

    def __init__(self, paths: list[str]):
        self.paths = paths

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int):
        ds = pydicom.dcmread(self.paths[index])
        return int(ds.Rows), str(ds.StudyDescription)


class Sizes(torch.utils.data.Dataset):
    def __init__(self, paths: list[str]):
        self.paths = paths

    def __getitem__(self, index: int):
        return int(pydicom.dcmread(self.paths[index]).Rows)


def loaders(paths: list[str]) -> None:
    torch.utils.data.DataLoader(Slices(paths), batch_size=4)  # <- unverified-training-data
    torch.utils.data.DataLoader(Sizes(paths), batch_size=4)


def archives(model: keras.Model, digest: str) -> None:
    path = keras.utils.get_file("labels.npy", origin="https://data.example/labels.npy")
    model.fit(np.load(path), epochs=3)  # <- unverified-training-data
    checked = keras.utils.get_file("labels.npy", origin="https://data.example/labels.npy", file_hash=digest)
    model.fit(np.load(checked), epochs=3)


def archives_of_monai(model: keras.Model, digest: str) -> None:
    monai.apps.download_url("https://data.example/slices.npy", "/data/slices.npy")
    model.fit(np.load("/data/slices.npy"), epochs=3)  # <- unverified-training-data
    monai.apps.download_url("https://data.example/masks.npy", "/data/masks.npy", hash_val=digest)
    model.fit(np.load("/data/masks.npy"), epochs=3)
