"""Haystack: generators, messages, prompts, stores."""
import pydicom
from haystack import Document, Pipeline
from haystack.components.builders import ChatPromptBuilder, PromptBuilder
from haystack.components.converters import PyPDFToDocument
from haystack.components.generators import HuggingFaceLocalGenerator, OpenAIGenerator
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.dataclasses import ChatMessage
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.generators.ollama import OllamaChatGenerator

generator = OpenAIChatGenerator(model="gpt-4o")


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def patient(path: str) -> str:
    return str(pydicom.dcmread(path).PatientName)


def messages(path: str) -> None:
    generator.run(messages=[ChatMessage.from_system(comments(path))])  # <- untrusted-text-in-system-prompt
    generator.run(messages=[ChatMessage.from_user(comments(path))])  # <- untrusted-text-in-prompt
    generator.run(messages=[ChatMessage.from_user("Go."), ChatMessage.from_assistant(text=comments(path))])  # <- untrusted-text-in-prompt
    generator.run(messages=[ChatMessage.from_tool(tool_result=comments(path), origin=None)])  # <- untrusted-text-in-prompt
    generator.run(messages=[ChatMessage.from_system("Sort."), ChatMessage.from_user("Hello")])


def on_this_machine(path: str) -> None:
    OllamaChatGenerator(model="llama3").run(messages=[ChatMessage.from_user(patient(path))])  # <- untrusted-text-in-prompt
    HuggingFaceLocalGenerator(model="./model").run(prompt=patient(path))  # <- untrusted-text-in-prompt
    OpenAIGenerator(model="gpt-4o").run(prompt=patient(path))  # <- untrusted-text-in-prompt, phi-to-external-model


def templates(path: str) -> None:
    prompt = PromptBuilder(template="Summarise: {{ text }}").run(text=comments(path))["prompt"]
    OpenAIGenerator(model="gpt-4o").run(prompt=prompt)  # <- untrusted-text-in-prompt
    fixed = PromptBuilder(template="Summarise: {{ text }}").run(text="nothing")["prompt"]
    OpenAIGenerator(model="gpt-4o").run(prompt=fixed)
    chat = ChatPromptBuilder(template=[ChatMessage.from_user("Summarise: {{ text }}")]).run(text=comments(path))["prompt"]
    generator.run(messages=chat)  # <- untrusted-text-in-prompt


def pipeline(path: str) -> None:
    pipe = Pipeline()
    pipe.add_component("prompt", PromptBuilder(template="Summarise: {{ text }}"))
    pipe.add_component("model", OpenAIGenerator(model="gpt-4o"))
    pipe.connect("prompt", "model")
    pipe.run({"prompt": {"text": comments(path)}})  # <- untrusted-text-in-prompt
    pipe.run({"prompt": {"text": "nothing"}})


store = InMemoryDocumentStore()


def fill(paths: list[str]) -> None:
    store.write_documents(PyPDFToDocument().run(sources=paths)["documents"])  # <- unverified-knowledge-base
    store.write_documents([Document(content="Chest CT: 120 kV.")])


def ask(question: str) -> None:
    found = InMemoryBM25Retriever(document_store=store).run(query=question)["documents"]
    generator.run(messages=[ChatMessage.from_user(found[0].content)])  # <- stored-untrusted-context
