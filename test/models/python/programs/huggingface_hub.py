"""Hosted inference on the hub, and uploads to it."""
import pydicom
from agents import Agent, function_tool
from huggingface_hub import AsyncInferenceClient, HfApi, InferenceClient, upload_folder
from PIL import Image

client = InferenceClient(model="Salesforce/blip-image-captioning-base")
local = InferenceClient("http://localhost:8080")


def caption(path: str) -> None:
    pixels = pydicom.dcmread(path).pixel_array
    client.image_to_text(Image.fromarray(pixels))  # <- unscreened-image, phi-to-external-model
    local.image_to_text(Image.fromarray(pixels))  # <- unscreened-image


async def chat(path: str) -> None:
    text = str(pydicom.dcmread(path).ImageComments)
    answer = await AsyncInferenceClient().chat_completion(messages=[{"role": "user", "content": text}], model="m")  # <- untrusted-text-in-prompt
    eval(answer.choices[0].message.content)  # <- model-output-to-code


@function_tool
def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


@function_tool
def publish(repository: str) -> str:
    """Publish the model."""
    HfApi().upload_file(path_or_fileobj="/srv/model.safetensors", path_in_repo="model.safetensors", repo_id=repository)
    return "published"


@function_tool
def publish_own() -> str:
    """Publish the model where it always goes."""
    upload_folder(folder_path="/srv/model", repo_id="clinic/triage")
    return "published"


Agent(
    name="hub",
    instructions="You look after models.",
    tools=[
        comments,
        publish,  # <- overprivileged-tool
        publish_own,
    ],
)
