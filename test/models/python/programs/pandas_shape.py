"""The size of a table is no text of it."""
import pandas as pd
import pydicom
from openai import OpenAI

local = OpenAI(base_url="http://localhost:8000/v1")


def counted(path: str) -> None:
    table = pd.DataFrame({"comments": [str(pydicom.dcmread(path).ImageComments)]})
    local.responses.create(model="m", input=f"Rows: {table.shape}, cells: {table.size}")
    local.responses.create(model="m", input=f"Rows: {table.values}")  # <- untrusted-text-in-prompt
