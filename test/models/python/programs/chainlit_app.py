"""A chat with Chainlit."""
import chainlit as cl
from openai import AsyncOpenAI

client = AsyncOpenAI()


@cl.on_message
async def asked(message: cl.Message):
    await client.responses.create(model="gpt-4o", input=message.content)
    await client.responses.create(model="gpt-4o", instructions=message.content, input="Go.")  # <- user-text-in-system-prompt
