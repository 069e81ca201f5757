"""Chat models of LangChain, hosted and on this machine, with messages and prompts of every kind."""
import pydicom
from langchain.chat_models import init_chat_model
from langchain_anthropic import ChatAnthropic
from langchain_core.messages import AIMessage, ChatMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import (
    AIMessagePromptTemplate,
    ChatPromptTemplate,
    HumanMessagePromptTemplate,
    MessagesPlaceholder,
    PromptTemplate,
    SystemMessagePromptTemplate,
)
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_huggingface import HuggingFacePipeline
from langchain_nvidia_ai_endpoints import ChatNVIDIA
from langchain_ollama import ChatOllama
from langchain_openai import AzureChatOpenAI, ChatOpenAI

llm = ChatOpenAI(model="gpt-4o")


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def patient(path: str) -> str:
    return str(pydicom.dcmread(path).PatientName)


def where_models_run(path: str) -> None:
    text = patient(path)
    AzureChatOpenAI(azure_deployment="gpt-4o").invoke(text)  # <- untrusted-text-in-prompt, phi-to-external-model
    ChatAnthropic(model="claude-sonnet-4-5").invoke(text)  # <- untrusted-text-in-prompt, phi-to-external-model
    ChatGoogleGenerativeAI(model="gemini-2.5-flash").invoke(text)  # <- untrusted-text-in-prompt, phi-to-external-model
    ChatNVIDIA(model="meta/llama3-70b-instruct").invoke(text)  # <- untrusted-text-in-prompt, phi-to-external-model
    ChatNVIDIA(base_url="http://localhost:8000/v1").invoke(text)  # <- untrusted-text-in-prompt
    ChatOllama(model="llama3.2").invoke(text)  # <- untrusted-text-in-prompt
    ChatOllama(model="llama3.2", base_url="https://ollama.example.com").invoke(text)  # <- untrusted-text-in-prompt, phi-to-external-model
    HuggingFacePipeline.from_model_id(model_id="./model", task="text-generation").invoke(text)  # <- untrusted-text-in-prompt
    init_chat_model("ollama:llama3.2").invoke(text)  # <- untrusted-text-in-prompt
    init_chat_model("openai:gpt-4o").invoke(text)  # <- untrusted-text-in-prompt, phi-to-external-model
    init_chat_model("llama3.2", model_provider="ollama").invoke(text)  # <- untrusted-text-in-prompt


def messages(path: str) -> None:
    text = comments(path)
    llm.invoke([SystemMessage(content=text), HumanMessage("Go.")])  # <- untrusted-text-in-system-prompt
    llm.invoke([HumanMessage(text)])  # <- untrusted-text-in-prompt
    llm.invoke([AIMessage(content=text)])  # <- untrusted-text-in-prompt
    llm.invoke([ToolMessage(content=text, tool_call_id="1")])  # <- untrusted-text-in-prompt
    llm.invoke([ChatMessage(role="system", content=text)])  # <- untrusted-text-in-system-prompt
    llm.invoke([ChatMessage(role="user", content=text)])  # <- untrusted-text-in-prompt
    llm.invoke([SystemMessage("Sort."), HumanMessage("Hello")])
    llm.invoke(f"{llm.get_num_tokens(text)} tokens")


def prompts(path: str) -> None:
    text = comments(path)
    (PromptTemplate.from_template("Summarise {text}") | llm).invoke({"text": text})  # <- untrusted-text-in-prompt
    llm.invoke(PromptTemplate(template="Summarise {text}", input_variables=["text"]).format(text=text))  # <- untrusted-text-in-prompt
    (ChatPromptTemplate.from_template("Summarise {text}") | llm | StrOutputParser()).invoke({"text": text})  # <- untrusted-text-in-prompt
    chat = ChatPromptTemplate.from_messages([("system", "You know {text}"), ("human", "{question}")])
    (chat | llm).invoke({"text": text, "question": "Urgent?"})  # <- untrusted-text-in-system-prompt
    (chat | llm).invoke({"text": "nothing", "question": text})  # <- untrusted-text-in-prompt
    (chat | llm).invoke({"text": "nothing", "question": "Urgent?"})
    classes = ChatPromptTemplate.from_messages([
        SystemMessagePromptTemplate.from_template("You know {known}"),
        HumanMessagePromptTemplate.from_template("Read {read}"),
        AIMessagePromptTemplate.from_template("I said {said}"),
    ])
    (classes | llm).invoke({"known": text, "read": "", "said": ""})  # <- untrusted-text-in-system-prompt
    (classes | llm).invoke({"known": "", "read": text, "said": ""})  # <- untrusted-text-in-prompt
    (classes | llm).invoke({"known": "", "read": "", "said": text})  # <- untrusted-text-in-prompt
    (classes | llm).invoke({"known": "", "read": "", "said": "", "unused": text})
    talk = ChatPromptTemplate.from_messages([("system", "Sort."), ("placeholder", "{history}"), ("human", "{question}")])
    (talk | llm).invoke({"history": [HumanMessage(text)], "question": "Urgent?"})  # <- untrusted-text-in-prompt
    (talk | llm).invoke({"history": [], "question": "Urgent?", "unused": text})
    older = ChatPromptTemplate.from_messages([("system", "Sort."), MessagesPlaceholder("history"), ("human", "{question}")])
    (older | llm).invoke({"history": [HumanMessage(text)], "question": "Urgent?"})  # <- untrusted-text-in-prompt
