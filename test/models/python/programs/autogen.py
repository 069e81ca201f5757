"""AutoGen: chats of several agents (0.2), and clients of models with typed messages (0.4)."""
import asyncio
import os

import pydicom
from autogen import AssistantAgent, GroupChat, GroupChatManager, UserProxyAgent
from autogen.agentchat import ConversableAgent
from autogen_agentchat.agents import AssistantAgent as ChatAssistant
from autogen_agentchat.messages import TextMessage
from autogen_core import CancellationToken
from autogen_core.models import AssistantMessage, SystemMessage, UserMessage
from autogen_ext.models.ollama import OllamaChatCompletionClient
from autogen_ext.models.openai import OpenAIChatCompletionClient


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def patient(path: str) -> str:
    return str(pydicom.dcmread(path).PatientName)


def remove_study(uid: str) -> str:
    """Remove a study."""
    os.remove(f"/data/{int(uid)}.dcm")
    return "removed"


def conference(path: str) -> None:
    radiologist = AssistantAgent("radiologist", system_message="You read studies.", llm_config={"model": "gpt-4o"})
    clerk = ConversableAgent("clerk", system_message="You keep the archive.", functions=[remove_study], llm_config={"model": "gpt-4o"})  # <- overprivileged-tool
    chat = GroupChat(agents=[radiologist, clerk], messages=[], max_round=6)
    chair = GroupChatManager(
        groupchat=chat,
        system_message=f"Lead the talk on {comments(path)}",  # <- untrusted-text-in-system-prompt
        llm_config={"model": "gpt-4o"},
    )
    user = UserProxyAgent("user", human_input_mode="TERMINATE", code_execution_config=False)
    user.initiate_chat(chair, message="Discuss this study.")
    user.initiate_chat(chair, message=comments(path))  # <- untrusted-text-in-prompt


async def typed(path: str) -> str:
    client = OpenAIChatCompletionClient(model="gpt-4o")
    await client.create([SystemMessage(content=comments(path))])  # <- untrusted-text-in-system-prompt
    await client.create([UserMessage(content=comments(path), source="user")])  # <- untrusted-text-in-prompt
    await client.create([AssistantMessage(content=comments(path), source="assistant")])  # <- untrusted-text-in-prompt
    answer = await client.create([UserMessage(content="Hello", source="user")])
    return answer.content


async def on_this_machine(path: str) -> None:
    local = OllamaChatCompletionClient(model="llama3.2")
    hosted = OpenAIChatCompletionClient(model="gpt-4o", base_url="https://api.openai.com/v1")
    await local.create([UserMessage(content=patient(path), source="user")])  # <- untrusted-text-in-prompt
    await hosted.create([UserMessage(content=patient(path), source="user")])  # <- untrusted-text-in-prompt, phi-to-external-model


async def assistant(path: str) -> None:
    helper = ChatAssistant("helper", model_client=OpenAIChatCompletionClient(model="gpt-4o"))
    await helper.on_messages([TextMessage(content=comments(path), source="user")], CancellationToken())  # <- untrusted-text-in-prompt
    await helper.on_messages([TextMessage(content="Hello", source="user")], CancellationToken())
    async for event in helper.run_stream(task=comments(path)):  # <- untrusted-text-in-prompt
        os.system(event.content)  # <- model-output-to-code


asyncio.run(typed("/data/1.dcm"))
