"""The Anthropic SDK on the clouds of others, in batches and with typed tools."""
import os

import anthropic
import pydicom
from anthropic import AnthropicBedrock, AnthropicVertex, AsyncAnthropic, beta_tool
from anthropic.types.message_create_params import MessageCreateParamsNonStreaming
from anthropic.types.messages.batch_create_params import Request

client = anthropic.Anthropic()
bedrock = AnthropicBedrock(aws_region="eu-central-1")
vertex = AnthropicVertex(region="europe-west1", project_id="imaging")
on_premises = AnthropicBedrock(base_url="http://localhost:8080")


def patient(path):
    return str(pydicom.dcmread(path).PatientName)


def comments(path):
    return str(pydicom.dcmread(path).ImageComments)


def on_clouds(path):
    bedrock.messages.create(
        model="anthropic.claude-3-5-sonnet-20241022-v2:0", max_tokens=500,
        messages=[{"role": "user", "content": patient(path)}],  # <- untrusted-text-in-prompt, phi-to-external-model
    )
    vertex.messages.create(
        model="claude-3-5-sonnet-v2@20241022", max_tokens=500,
        system=f"Comments: {comments(path)}",  # <- untrusted-text-in-system-prompt
        messages=[{"role": "user", "content": "Summarise."}],
    )
    on_premises.messages.create(
        model="m", max_tokens=500,
        messages=[{"role": "user", "content": patient(path)}],  # <- untrusted-text-in-prompt
    )


def size(path):
    """Counting tokens sends text and brings a number back."""
    counted = client.messages.count_tokens(model="m", messages=[{"role": "user", "content": comments(path)}])
    return client.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": f"{counted.input_tokens} tokens"}])


def over_night(paths):
    requests = [
        Request(
            custom_id=str(i),
            params=MessageCreateParamsNonStreaming(
                model="m", max_tokens=500,
                messages=[{"role": "user", "content": comments(path)}],  # <- untrusted-text-in-prompt
            ),
        )
        for i, path in enumerate(paths)
    ]
    return client.messages.batches.create(requests=requests)


@beta_tool
def study_comments(path: str) -> str:
    """Comments of a study."""
    return comments(path)  # <- untrusted-tool-result


@beta_tool
def remove_study(uid: str) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")  # <- model-output-to-code
    return "removed"


def agent(question: str):
    runner = client.beta.messages.tool_runner(
        model="m", max_tokens=500,
        tools=[study_comments, remove_study],  # <- overprivileged-tool
        messages=[{"role": "user", "content": question}],
    )
    return runner.until_done()


async def streamed(path):
    async with AsyncAnthropic().messages.stream(
        model="m", max_tokens=500,
        messages=[{"role": "user", "content": comments(path)}],  # <- untrusted-text-in-prompt
    ) as stream:
        async for text in stream.text_stream:
            os.system(text)  # <- model-output-to-code
