"""What the triage needs to know of a study."""

from dataclasses import dataclass
from pathlib import Path

import pydicom


@dataclass
class Study:
    modality: str
    description: str
    comments: str
    age: str


def read_study(folder: Path) -> Study:
    """Reads the first image of a study that the modality sent."""
    first = sorted(folder.glob("*.dcm"))[0]
    ds = pydicom.dcmread(first, stop_before_pixels=True)
    return Study(
        modality=ds.Modality,
        description=ds.get("StudyDescription", ""),
        comments=ds.get("PatientComments", ""),
        age=ds.get("PatientAge", ""),
    )
