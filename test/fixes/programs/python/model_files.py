import pickle
from pathlib import Path

import joblib
import torch
import yaml
from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

WEIGHTS = Path("weights")


class Loader:
    def __init__(self, folder=WEIGHTS):
        self.folder = folder

    def densities(self):
        return torch.load(
            self.folder / "density.pt",
            map_location="cpu",  # no GPU here
        )

    def calibration(self):
        with open(self.folder / "calibration.pkl", "rb") as f:
            return pickle.load(f)

    def forest(self):
        return joblib.load(self.folder / "forest.joblib")

    def report_model(self, name="radlab/report-urgency"):
        tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=True)
        model = AutoModelForSequenceClassification.from_pretrained("radlab/report-urgency")
        return pipeline("text-classification", model=model, tokenizer=tokenizer)
