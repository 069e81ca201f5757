"""What the triage needs to know of a study, as values that can not carry a sentence."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pydicom


class Modality(Enum):
    CT = "CT"
    MR = "MR"
    CR = "CR"
    US = "US"


# Procedures of the department, by the code that the RIS puts into the study.
PROCEDURES = {
    "CTHEAD": "CT of the head without contrast",
    "CTPA": "CT pulmonary angiography",
    "MRLSP": "MRI of the lumbar spine",
    "CXR2": "chest radiograph in two planes",
}


@dataclass
class Study:
    modality: Modality
    procedure: str
    age: int


def read_study(folder: Path) -> Study:
    """Reads the first image of a study that the modality sent. Raises ValueError for what the department does not do."""
    first = sorted(folder.glob("*.dcm"))[0]
    ds = pydicom.dcmread(first, stop_before_pixels=True)
    procedure = PROCEDURES.get(ds.get("StudyDescription", ""))
    if procedure is None:
        raise ValueError("no procedure of this department")
    return Study(modality=Modality(ds.Modality), procedure=procedure, age=int(ds.PatientAge.rstrip("YMWD")))
