"""Hosted models with typed messages of their own."""
import os

import pydicom
from mistralai import AssistantMessage, Mistral, SystemMessage, ToolMessage, UserMessage
from mistralai.client import MistralClient
from mistralai.models.chat_completion import ChatMessage
from xai_sdk import Client
from xai_sdk.chat import assistant, system, user

mistral = Mistral(api_key=os.environ["MISTRAL_API_KEY"])
old = MistralClient(api_key=os.environ["MISTRAL_API_KEY"])
xai = Client(api_key=os.environ["XAI_API_KEY"])


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def typed(path: str) -> None:
    text = comments(path)
    mistral.chat.complete(model="m", messages=[
        SystemMessage(content=text),  # <- untrusted-text-in-system-prompt
        UserMessage(content=text),  # <- untrusted-text-in-prompt
        AssistantMessage(content=text),  # <- untrusted-text-in-prompt
        ToolMessage(content=text, tool_call_id="1"),  # <- untrusted-text-in-prompt
        UserMessage(content="Summarise."),
    ])
    old.chat(model="m", messages=[ChatMessage(role="system", content=text)])  # <- untrusted-text-in-system-prompt
    old.chat(model="m", messages=[ChatMessage(role="user", content=text)])  # <- untrusted-text-in-prompt
    old.chat(model="m", messages=[ChatMessage(role="user", content="Hello")])


def agents(path: str) -> None:
    mistral.beta.agents.create(model="m", name="a", instructions=comments(path))  # <- untrusted-text-in-system-prompt
    mistral.beta.agents.create(model="m", name="a", instructions="Sort.", description="Sorts studies")
    mistral.beta.conversations.start(agent_id="a", inputs=comments(path))  # <- untrusted-text-in-prompt


def grok(path: str) -> str:
    chat = xai.chat.create(model="grok-4", messages=[system(comments(path))])  # <- untrusted-text-in-system-prompt
    chat.append(system(comments(path)))  # <- untrusted-text-in-system-prompt
    chat.append(user(comments(path)))  # <- untrusted-text-in-prompt
    chat.append(assistant(comments(path)))  # <- untrusted-text-in-prompt
    chat.append(user("Summarise."))
    answer = chat.sample().content
    return eval(answer)  # <- model-output-to-code
