"""AWS: guardrails, knowledge bases, agents, and what a tool can do with storage and mail."""
import json

import boto3
import pydicom
from strands import Agent, tool

runtime = boto3.client("bedrock-runtime")
retriever = boto3.client("bedrock-agent-runtime")
control = boto3.client("bedrock-agent")
s3 = boto3.client("s3")
ses = boto3.client("ses")


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def ask(text: str) -> str:
    answer = runtime.converse(modelId="m", messages=[{"role": "user", "content": [{"text": text}]}])  # <- stored-untrusted-context
    return answer["output"]["message"]["content"][0]["text"]


def screened(path: str) -> str:
    text = comments(path)
    verdict = runtime.apply_guardrail(guardrailIdentifier="g", guardrailVersion="1", source="INPUT", content=[{"text": {"text": text}}])
    if verdict["action"] == "GUARDRAIL_INTERVENED":
        raise ValueError("The comments address a model")
    return runtime.converse(modelId="m", messages=[{"role": "user", "content": [{"text": text}]}])


def screened_in_vain(path: str) -> str:
    text = comments(path)
    runtime.apply_guardrail(guardrailIdentifier="g", guardrailVersion="1", source="INPUT", content=[{"text": {"text": text}}])
    return runtime.converse(modelId="m", messages=[{"role": "user", "content": [{"text": text}]}])  # <- untrusted-text-in-prompt


def knowledge(question: str) -> str:
    control.ingest_knowledge_base_documents(
        knowledgeBaseId="kb", dataSourceId="ds",
        documents=[{"content": {"dataSourceType": "CUSTOM", "custom": {"inlineContent": {"textContent": {"data": comments("/data/1.dcm")}}}}}],  # <- unverified-knowledge-base
    )
    found = retriever.retrieve(knowledgeBaseId="kb", retrievalQuery={"text": question})
    return ask(found["retrievalResults"][0]["content"]["text"])


def define(path: str):
    control.create_agent(agentName="a", foundationModel="m", instruction="You sort studies.")
    return control.create_agent(agentName="a", foundationModel="m", instruction=comments(path))  # <- untrusted-text-in-system-prompt


@tool
def study_comments(path: str) -> str:
    """Comments of a study."""
    return comments(path)  # <- untrusted-tool-result


@tool
def keep(bucket: str, key: str, text: str) -> str:
    """Keep a text."""
    s3.put_object(Bucket=bucket, Key=key, Body=text)
    return "kept"


@tool
def queue(target: str, text: str) -> str:
    """Queue a text."""
    boto3.client("sqs").send_message(QueueUrl=target, MessageBody=text)
    return "queued"


@tool
def queue_report(text: str) -> str:
    """Queue a report."""
    boto3.client("sqs").send_message(QueueUrl="https://sqs.eu-central-1.amazonaws.com/1/reports", MessageBody=text)
    return "queued"


@tool
def forget(key: str) -> str:
    """Remove a text."""
    s3.delete_object(Bucket="reports", Key=key)
    return "removed"


@tool
def mail(address: str, text: str) -> str:
    """Send a text."""
    ses.send_email(Source="desk@clinic.example", Destination={"ToAddresses": [address]}, Message={"Body": {"Text": {"Data": text}}})
    return "sent"


@tool
def count() -> int:
    """Number of reports."""
    return len(s3.list_objects_v2(Bucket="reports")["Contents"])


agent = Agent(
    system_prompt="You sort studies.",
    tools=[
        study_comments,
        count,
        queue_report,
        queue,  # <- overprivileged-tool
        keep,  # <- overprivileged-tool
        forget,  # <- overprivileged-tool
        mail,  # <- overprivileged-tool
    ],
)
agent("Sort the new studies")
