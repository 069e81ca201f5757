"""LlamaIndex: models, messages, prompts, engines, agents and their ready-made tools."""
import pydicom
from llama_index.core import ChatPromptTemplate, Document, PromptTemplate, SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.agent import ReActAgent
from llama_index.core.agent.workflow import AgentWorkflow, FunctionAgent
from llama_index.core.chat_engine import CondensePlusContextChatEngine, SimpleChatEngine
from llama_index.core.llms import ChatMessage, MessageRole
from llama_index.core.prompts import RichPromptTemplate
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import TextNode
from llama_index.experimental.query_engine import PandasQueryEngine
from llama_index.llms.anthropic import Anthropic
from llama_index.llms.azure_openai import AzureOpenAI
from llama_index.llms.huggingface import HuggingFaceLLM
from llama_index.llms.ollama import Ollama
from llama_index.llms.openai import OpenAI
from llama_index.llms.openai_like import OpenAILike
from llama_index.tools.code_interpreter import CodeInterpreterToolSpec
from llama_index.tools.database import DatabaseToolSpec
from llama_index.tools.requests import RequestsToolSpec
import pandas as pd

llm = OpenAI(model="gpt-4o")


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def where_models_run(path: str) -> None:
    text = str(pydicom.dcmread(path).PatientName)
    AzureOpenAI(engine="gpt-4o").complete(text)  # <- untrusted-text-in-prompt, phi-to-external-model
    Anthropic(model="claude-sonnet-4-5").complete(text)  # <- untrusted-text-in-prompt, phi-to-external-model
    OpenAILike(model="m", api_base="https://models.example.com/v1").complete(text)  # <- untrusted-text-in-prompt, phi-to-external-model
    OpenAILike(model="m", api_base="http://localhost:8000/v1").complete(text)  # <- untrusted-text-in-prompt
    Ollama(model="llama3.2").complete(text)  # <- untrusted-text-in-prompt
    HuggingFaceLLM(model_name="./model").complete(text)  # <- untrusted-text-in-prompt


def messages(path: str) -> None:
    text = comments(path)
    llm.chat([ChatMessage(role="system", content=text)])  # <- untrusted-text-in-system-prompt
    llm.chat([ChatMessage(role=MessageRole.SYSTEM, content=text)])  # <- untrusted-text-in-system-prompt
    llm.chat([ChatMessage(role=MessageRole.USER, content=text)])  # <- untrusted-text-in-prompt
    llm.chat([ChatMessage.from_str(text, role="user")])  # <- untrusted-text-in-prompt
    llm.chat([ChatMessage(role="user", content="Hello")])


def prompts(path: str) -> None:
    text = comments(path)
    llm.complete(PromptTemplate("Summarise {text}").format(text=text))  # <- untrusted-text-in-prompt
    llm.complete(RichPromptTemplate("Summarise {{ text }}").format(text=text))  # <- untrusted-text-in-prompt
    llm.complete(PromptTemplate("Summarise {text}").format(text="nothing"))
    template = ChatPromptTemplate(message_templates=[ChatMessage(role="system", content="You know {known}"), ChatMessage(role="user", content="{question}")])
    llm.chat(template.format_messages(known=text, question="Urgent?"))  # <- untrusted-text-in-system-prompt
    llm.chat(template.format_messages(known="", question=text))  # <- untrusted-text-in-prompt
    llm.chat(template.format_messages(known="", question="Urgent?"))


def engines(path: str, question: str) -> None:
    ds = pydicom.dcmread(path)
    index = VectorStoreIndex.from_documents([Document(text=str(ds.ImageComments))])  # <- unverified-knowledge-base
    RetrieverQueryEngine.from_args(index.as_retriever()).query(question)  # <- stored-untrusted-context
    CondensePlusContextChatEngine.from_defaults(retriever=index.as_retriever(), system_prompt="Sort.").chat(question)  # <- stored-untrusted-context
    SimpleChatEngine.from_defaults(llm=llm, system_prompt=str(ds.ImageComments)).chat("Hello")  # <- untrusted-text-in-system-prompt
    SimpleChatEngine.from_defaults(llm=llm, system_prompt="Sort.").chat("Hello")
    VectorStoreIndex([TextNode(text=str(ds.ImageComments))])  # <- unverified-knowledge-base
    VectorStoreIndex.from_documents([Document(text="Chest CT: 120 kV.")])


def letters(folder: str) -> None:
    VectorStoreIndex.from_documents(SimpleDirectoryReader(folder).load_data())  # <- unverified-knowledge-base


def table(path: str) -> str:
    return str(PandasQueryEngine(df=pd.read_csv(path)).query("How many?"))  # <- unsandboxed-code-execution


def study_comments(path: str) -> str:
    """Comments of a study."""
    return comments(path)  # <- untrusted-tool-result


def remove_study(uid: int) -> str:
    """Remove a study."""
    import os
    os.remove(f"/data/{uid}.dcm")
    return "removed"


reader = FunctionAgent(name="reader", llm=llm, system_prompt="Read studies.", tools=[study_comments], can_handoff_to=["keeper"])
keeper = FunctionAgent(name="keeper", llm=llm, system_prompt="Keep the archive.", tools=[remove_study])  # <- overprivileged-tool
workflow = AgentWorkflow(agents=[reader, keeper], root_agent="reader")
counting = ReActAgent.from_tools([study_comments, *CodeInterpreterToolSpec().to_tool_list()], llm=llm)  # <- unsandboxed-code-execution, overprivileged-tool
fetching = ReActAgent.from_tools([study_comments, *RequestsToolSpec().to_tool_list()], llm=llm)  # <- overprivileged-tool
querying = ReActAgent(tools=[study_comments] + DatabaseToolSpec(uri="postgresql://ris").to_tool_list(), llm=llm)  # <- overprivileged-tool


async def ask(path: str) -> None:
    await workflow.run(user_msg=comments(path))  # <- untrusted-text-in-prompt
