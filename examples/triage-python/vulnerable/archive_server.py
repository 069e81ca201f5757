"""Lets the department's assistant look into the archive, over the Model Context Protocol."""

from pathlib import Path

from mcp.server.fastmcp import FastMCP
from pynetdicom import AE

from study import read_study

INCOMING = Path("/srv/incoming")
mcp = FastMCP("archive")


@mcp.tool()
def referral_notes(study_uid: str) -> str:
    """Notes of the referring physician."""
    study = read_study(INCOMING / study_uid)
    return study.comments


@mcp.tool()
def forward_study(study_uid: str, host: str, port: int) -> str:
    """Sends a study to another archive."""
    ae = AE(ae_title="TRIAGE")
    ae.add_requested_context("1.2.840.10008.5.1.4.1.1.2")
    association = ae.associate(host, port)
    for image in sorted((INCOMING / study_uid).glob("*.dcm")):
        association.send_c_store(image)
    association.release()
    return "sent"


if __name__ == "__main__":
    mcp.run()
