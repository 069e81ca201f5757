"""Work that is handed to a loop: called soon, called later, and from other threads."""
import asyncio

import pydicom
from openai import AsyncOpenAI, OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")
waiting = AsyncOpenAI(base_url="http://localhost:8000/v1")


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def ask(text: str, question: str) -> None:
    client.responses.create(model="m", input=question)
    client.responses.create(model="m", input=text)  # <- untrusted-text-in-prompt


def ask_later(delay: str, text: str) -> None:
    client.responses.create(model="m", input=delay)
    client.responses.create(model="m", input=text)  # <- untrusted-text-in-prompt


async def read(path: str) -> str:
    return comments(path)


async def soon(path: str) -> None:
    loop = asyncio.get_running_loop()
    loop.call_soon(ask, comments(path), "How many rows?")
    loop.call_soon_threadsafe(ask, comments(path), "How many rows?")
    loop.call_later(5, ask_later, "Wait.", comments(path))


def from_a_thread(path: str, loop: asyncio.AbstractEventLoop) -> None:
    text = asyncio.run_coroutine_threadsafe(read(path), loop).result(timeout=5)
    client.responses.create(model="m", input=text)  # <- untrusted-text-in-prompt
    rows = asyncio.run_coroutine_threadsafe(asyncio.sleep(1, "12 rows"), loop).result()
    client.responses.create(model="m", input=rows)
