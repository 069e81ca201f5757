"""Tools for a desk assistant."""
import os
import shutil

import pydicom
import requests
from mcp.server.fastmcp import Context, FastMCP

mcp = FastMCP(
    "archive",
    host="0.0.0.0",
    port=8000,
)
ORTHANC = "http://orthanc.hospital.example:8042"


@mcp.tool(description="Comments of a study")
async def comments(path: str, ctx: Context) -> str:
    ds = pydicom.dcmread(path)
    return "\n".join([f"{ds.PatientComments}", ds.ImageComments])


@mcp.tool()
def remove(path: str) -> str:
    """Removes a study from the archive."""
    shutil.rmtree(path)
    return "removed"


@mcp.tool()
def forward(study: str, url: str) -> str:
    # to a colleague
    with open(study, "rb") as data:
        requests.post(url, data=data, timeout=10)
    return "sent"


if __name__ == "__main__":
    mcp.run(transport="streamable-http")
