"""Semantic Kernel and the Agent Framework in Python."""
import os

import pydicom
from agent_framework import ChatAgent, ai_function
from agent_framework.openai import OpenAIChatClient
from semantic_kernel import Kernel
from semantic_kernel.agents import ChatCompletionAgent
from semantic_kernel.connectors.ai.ollama import OllamaChatCompletion
from semantic_kernel.connectors.ai.open_ai import AzureChatCompletion
from semantic_kernel.contents import AuthorRole, ChatHistory, ChatMessageContent
from semantic_kernel.core_plugins import HttpPlugin, SessionsPythonTool
from semantic_kernel.functions import KernelArguments, kernel_function
from semantic_kernel.prompt_template import InputVariable, PromptTemplateConfig

kernel = Kernel()


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


async def where(path: str) -> None:
    text = str(pydicom.dcmread(path).PatientName)
    local = ChatHistory()
    local.add_user_message(comments(path))  # <- untrusted-text-in-prompt
    await OllamaChatCompletion(ai_model_id="llama3.2").get_chat_message_content(chat_history=local, settings=None)
    await AzureChatCompletion(deployment_name="gpt-4o").get_chat_message_content(
        chat_history=ChatHistory(messages=[ChatMessageContent(role=AuthorRole.USER, content=text)]),  # <- untrusted-text-in-prompt, phi-to-external-model
        settings=None,
    )
    await AzureChatCompletion(deployment_name="gpt-4o").get_chat_message_content(
        chat_history=ChatHistory(messages=[ChatMessageContent(role=AuthorRole.SYSTEM, content=comments(path))]),  # <- untrusted-text-in-system-prompt
        settings=None,
    )


async def messages(path: str) -> None:
    history = ChatHistory(system_message="Sort studies.")
    history.add_message(ChatMessageContent(role=AuthorRole.USER, content=comments(path)))  # <- untrusted-text-in-prompt
    history.add_message({"role": "system", "content": comments(path)})  # <- untrusted-text-in-system-prompt
    history.add_developer_message(comments(path))  # <- untrusted-text-in-system-prompt
    history.add_message(ChatMessageContent(role=AuthorRole.ASSISTANT, content="Done"))


async def prompts(path: str) -> None:
    await kernel.invoke_prompt("Summarise {{$text}}", arguments=KernelArguments(text=comments(path)))  # <- untrusted-text-in-prompt
    await kernel.invoke_prompt("Summarise {{$text}}", arguments=KernelArguments(text="nothing"))
    PromptTemplateConfig(template="Summarise {{$text}}", allow_dangerously_set_content=True)  # <- provider-safety-off
    PromptTemplateConfig(template="Summarise {{$text}}", input_variables=[InputVariable(name="text")])


class Studies:
    @kernel_function(description="Comments of a study")
    def study_comments(self, path: str) -> str:
        return comments(path)  # <- untrusted-tool-result


agent = ChatCompletionAgent(
    name="studies",
    instructions="Sort studies.",
    plugins=[
        Studies(),
        HttpPlugin(),  # <- overprivileged-tool
        SessionsPythonTool(),  # <- overprivileged-tool
    ],
)


@ai_function(description="Comments of a study")
def read_comments(path: str) -> str:
    return comments(path)  # <- untrusted-tool-result


@ai_function
def remove_study(uid: int) -> str:
    os.remove(f"/data/{uid}.dcm")
    return "removed"


@ai_function(approval_mode="always_require")
def remove_study_approved(uid: int) -> str:
    os.remove(f"/data/{uid}.dcm")
    return "removed"


careful = ChatAgent(chat_client=OpenAIChatClient(), instructions="Sort.", tools=[read_comments, remove_study_approved])
eager = ChatAgent(chat_client=OpenAIChatClient(), instructions="Sort.", tools=[read_comments, remove_study])  # <- overprivileged-tool


async def ask(path: str) -> None:
    await eager.run(comments(path))  # <- untrusted-text-in-prompt
