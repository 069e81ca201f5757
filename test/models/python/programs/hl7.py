"""HL7 v2 listeners that ask a model about what arrives."""
import asyncio

import hl7
from hl7.client import MLLPClient
from hl7.mllp import open_hl7_connection, start_hl7_server
from hl7apy.mllp import AbstractHandler, MLLPServer
from hl7apy.parser import parse_message
from openai import AsyncOpenAI, OpenAI

local = OpenAI(base_url="http://localhost:8000/v1")


class Results(AbstractHandler):
    def reply(self):
        message = parse_message(self.incoming_message)
        local.responses.create(model="m", input=message.obx.obx_5.value)  # <- untrusted-text-in-prompt
        local.responses.create(model="m", input=self.incoming_message)  # <- untrusted-text-in-prompt
        return message.to_mllp()


server = MLLPServer("127.0.0.1", 2575, {"ORU^R01^ORU_R01": (Results,)})


async def received(reader, writer):
    message = await reader.readmessage()
    answer = await AsyncOpenAI(base_url="http://localhost:8000/v1").responses.create(model="m", input=str(message.segment("NTE")[3]))  # <- untrusted-text-in-prompt
    writer.writemessage(message.create_ack(hl7.generate_message_control_id()))
    return answer


async def listen():
    async with await start_hl7_server(received, host="127.0.0.1", port=2575) as listener:
        await listener.serve_forever()


def read(text: str) -> None:
    if hl7.ishl7(text):
        message = hl7.parse(text)
        local.responses.create(model="m", input=str(message["OBX"][0][5]))  # <- untrusted-text-in-prompt
        local.responses.create(model="m", input=f"{len(message.segments('OBX'))} results")


def answer(question: str) -> None:
    text = local.responses.create(model="m", input=question).output_text
    with MLLPClient("127.0.0.1", 2576) as client:
        client.send_message(f"MSH|^~\\&|A|B|C|D|20250101||ORU^R01|{hl7.generate_message_control_id()}|P|2.5\rOBX|1|TX|||{text}")  # <- model-output-to-clinical-system
        client.send_message("MSH|^~\\&|A|B|C|D|20250101||ORU^R01|1|P|2.5\rOBX|1|TX|||none")


asyncio.run(listen())
