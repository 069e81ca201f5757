"""Azure: chat models with typed messages, agents of the Foundry, text analytics."""
import os

import pydicom
from azure.ai.agents import AgentsClient
from azure.ai.agents.models import FunctionTool, ToolSet
from azure.ai.contentsafety import ContentSafetyClient
from azure.ai.contentsafety.models import AnalyzeTextOptions
from azure.ai.inference import ChatCompletionsClient
from azure.ai.inference.models import AssistantMessage, DeveloperMessage, SystemMessage, ToolMessage, UserMessage
from azure.ai.textanalytics import TextAnalyticsClient
from azure.core.credentials import AzureKeyCredential
from azure.identity import DefaultAzureCredential

client = ChatCompletionsClient(endpoint=os.environ["ENDPOINT"], credential=AzureKeyCredential(os.environ["KEY"]))
analytics = TextAnalyticsClient(os.environ["LANGUAGE_ENDPOINT"], AzureKeyCredential(os.environ["LANGUAGE_KEY"]))


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def chat(path: str) -> None:
    client.complete(messages=[
        SystemMessage(comments(path)),  # <- untrusted-text-in-system-prompt
        DeveloperMessage(content=comments(path)),  # <- untrusted-text-in-system-prompt
        UserMessage(comments(path)),  # <- untrusted-text-in-prompt
        AssistantMessage(content=comments(path)),  # <- untrusted-text-in-prompt
        ToolMessage(tool_call_id="1", content=comments(path)),  # <- untrusted-text-in-prompt
        UserMessage("Summarise."),
    ])


def without_names(path: str) -> None:
    note = str(pydicom.dcmread(path).PatientComments)
    found = analytics.recognize_pii_entities([note], language="en")
    client.complete(messages=[UserMessage(note)])  # <- untrusted-text-in-prompt, phi-to-external-model
    client.complete(messages=[UserMessage(found[0].redacted_text)])  # <- untrusted-text-in-prompt


def moderated(path: str) -> None:
    """Content Safety looks for hate and violence; a sentence that instructs a model passes."""
    text = comments(path)
    safety = ContentSafetyClient(os.environ["SAFETY_ENDPOINT"], AzureKeyCredential(os.environ["SAFETY_KEY"]))
    found = safety.analyze_text(AnalyzeTextOptions(text=text))
    if any(category.severity > 2 for category in found.categories_analysis):
        raise ValueError("Not sent")
    client.complete(messages=[UserMessage(text)])  # <- untrusted-text-in-prompt
    safety.analyze_text(AnalyzeTextOptions(text=str(pydicom.dcmread(path).PatientName)))  # <- phi-to-external-model


def study_comments(path: str) -> str:
    """Comments of a study."""
    return comments(path)  # <- untrusted-tool-result


def remove_study(uid: str) -> str:
    """Remove a study."""
    os.remove(f"/data/{int(uid)}.dcm")
    return "removed"


def agent(path: str):
    agents = AgentsClient(endpoint=os.environ["PROJECT"], credential=DefaultAzureCredential())
    toolset = ToolSet()
    toolset.add(FunctionTool(functions={study_comments, remove_study}))  # <- overprivileged-tool
    made = agents.create_agent(
        model="gpt-4o", name="triage",
        instructions=f"Known: {comments(path)}",  # <- untrusted-text-in-system-prompt
        toolset=toolset,
    )
    thread = agents.threads.create()
    agents.messages.create(thread_id=thread.id, role="user", content=comments(path))  # <- untrusted-text-in-prompt
    return agents.runs.create_and_process(thread_id=thread.id, agent_id=made.id)
