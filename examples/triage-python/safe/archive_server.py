"""Lets the department's assistant look into the archive, over the Model Context Protocol."""

import re
from pathlib import Path

from mcp.server.fastmcp import FastMCP

from study import read_study

INCOMING = Path("/srv/incoming")
UID = re.compile(r"[0-9]+(\.[0-9]+){1,20}")
mcp = FastMCP("archive")


@mcp.tool()
def study_facts(study_uid: str) -> dict:
    """Modality, procedure and age."""
    if not UID.fullmatch(study_uid):
        raise ValueError("no study UID")
    study = read_study(INCOMING / study_uid)
    return {"modality": study.modality.value, "procedure": study.procedure, "age": study.age}


if __name__ == "__main__":
    mcp.run()
