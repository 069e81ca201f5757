"""Messages that hl7apy builds of what a model answers."""
from hl7.client import MLLPClient
from hl7apy.core import Field, Message, Segment
from openai import OpenAI


def answer(question: str) -> str:
    return OpenAI(base_url="http://localhost:8000/v1").responses.create(model="m", input=question).output_text


def answered(question: str) -> None:
    field = Field("OBX_5")
    field.value = answer(question)
    segment = Segment("OBX")
    segment.add(field)
    message = Message("ORU_R01")
    message.add(segment)
    with MLLPClient("127.0.0.1", 2576) as client:
        client.send_message(message.to_er7())  # <- model-output-to-clinical-system


def fixed(question: str) -> None:
    answer(question)
    segment = Segment("OBX")
    segment.add(Field("OBX_5"))
    message = Message("ORU_R01")
    message.add(segment)
    with MLLPClient("127.0.0.1", 2576) as client:
        client.send_message(message.to_er7())
