"""Agents of Azure AI Foundry that are given the definitions of functions instead of a set of tools."""
import os

import pydicom
from azure.ai.agents import AgentsClient
from azure.ai.agents.models import FunctionTool
from azure.identity import DefaultAzureCredential


def study_comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread(path).ImageComments)  # <- untrusted-tool-result


def remove_study(uid: str) -> str:
    """Remove a study."""
    os.remove(f"/data/{int(uid)}.dcm")
    return "removed"


agents = AgentsClient(endpoint=os.environ["PROJECT"], credential=DefaultAzureCredential())
both = FunctionTool(functions={study_comments, remove_study})  # <- overprivileged-tool
agents.create_agent(model="gpt-4o", name="triage", instructions="Sort studies.", tools=both.definitions)
reads = FunctionTool(functions={study_comments})
agents.create_agent(model="gpt-4o", name="reader", instructions="Read studies.", tools=reads.definitions)
