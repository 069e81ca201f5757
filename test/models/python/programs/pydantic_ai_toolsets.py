"""Toolsets of Pydantic AI: functions that are added to them, and sets of sets."""
import os

import pydicom
from pydantic_ai import Agent, CombinedToolset, FunctionToolset


def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


def remove(uid: int) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"


def remove_after_approval(uid: int) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"


decorated = FunctionToolset(tools=[comments])


@decorated.tool  # <- overprivileged-tool
def remove_decorated(uid: int) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"


@decorated.tool(requires_approval=True)
def remove_decorated_after_approval(uid: int) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"


Agent("openai:gpt-4o", instructions="You keep the archive.", toolsets=[decorated])

added = FunctionToolset(tools=[comments])
added.add_function(remove)  # <- overprivileged-tool
added.add_function(remove_after_approval, requires_approval=True)
Agent("openai:gpt-4o", instructions="You keep the archive.", toolsets=[added])

reading = FunctionToolset(tools=[comments])
writing = FunctionToolset()


@writing.tool  # <- overprivileged-tool
def archive(uid: int) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"


Agent("openai:gpt-4o", instructions="You keep the archive.", toolsets=[CombinedToolset([reading, writing])])

apart = FunctionToolset()


@apart.tool
def archive_alone(uid: int) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"


Agent("openai:gpt-4o", instructions="You keep the archive.", toolsets=[CombinedToolset([apart])])
