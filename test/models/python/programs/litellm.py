"""LiteLLM: what costs nothing to ask, and what is sent."""
import litellm
import pydicom
from litellm import acompletion, completion


def patient(path: str) -> str:
    return str(pydicom.dcmread(path).PatientName)


def counted(path: str) -> None:
    comments = str(pydicom.dcmread(path).ImageComments)
    tokens = litellm.token_counter(model="gpt-4o", messages=[{"role": "user", "content": comments}])
    completion(model="gpt-4o", messages=[{"role": "user", "content": f"{tokens} tokens"}])
    completion(model="gpt-4o", messages=[{"role": "user", "content": comments}])  # <- untrusted-text-in-prompt
    completion(model="gpt-4o", messages=[{"role": "system", "content": comments}])  # <- untrusted-text-in-system-prompt


def moderated(path: str) -> None:
    comments = str(pydicom.dcmread(path).ImageComments)
    verdict = litellm.moderation(input=comments)
    completion(model="gpt-4o", messages=[{"role": "user", "content": str(verdict.results[0].flagged)}])


async def where(path: str) -> None:
    await acompletion(model="ollama/llama3.2", messages=[{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt
    await acompletion(model="gpt-4o", messages=[{"role": "user", "content": patient(path)}])  # <- untrusted-text-in-prompt, phi-to-external-model
    answer = await acompletion(model="gpt-4o", messages=[{"role": "user", "content": "Hello"}])
    eval(answer.choices[0].message.content)  # <- model-output-to-code
