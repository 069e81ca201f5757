"""Ollama on this machine."""
import ollama
import pydicom
from ollama import AsyncClient, Client, Message

client = Client(host="http://localhost:11434")


def ask(path: str) -> None:
    text = str(pydicom.dcmread(path).ImageComments)
    ollama.chat(model="llama3.2", messages=[Message(role="user", content=text)])  # <- untrusted-text-in-prompt
    client.chat("llama3.2", messages=[Message(role="system", content=text)])  # <- untrusted-text-in-system-prompt
    client.chat("llama3.2", messages=[Message(role="user", content="Hello")])
    client.create(model="triage", from_="llama3.2", system=text)  # <- untrusted-text-in-system-prompt
    vectors = ollama.embed(model="nomic-embed-text", input=text)
    client.generate(model="llama3.2", prompt=f"{len(vectors)} vectors")
    client.embed(model="nomic-embed-text", input=str(pydicom.dcmread(path).PatientName))
    Client("https://models.example.com").embed(model="nomic-embed-text", input=str(pydicom.dcmread(path).PatientName))  # <- phi-to-external-model
    ollama.pull("llama3.2")
    ollama.generate(model="llama3.2", prompt=text)  # <- untrusted-text-in-prompt
    ollama.create(model="triage", from_="llama3.2", system="You sort studies.")
    ollama.create(model="triage", from_="llama3.2", system=text)  # <- untrusted-text-in-system-prompt
    client.generate(model=ollama.list().models[0].model, prompt="Hello")


async def ask_later(path: str) -> None:
    text = str(pydicom.dcmread(path).PatientName)
    await AsyncClient().generate(model="llama3.2", prompt=text)  # <- untrusted-text-in-prompt
    await AsyncClient(host="https://models.example.com").generate(model="llama3.2", prompt=text)  # <- untrusted-text-in-prompt, phi-to-external-model
