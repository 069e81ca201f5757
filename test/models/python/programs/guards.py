"""Screens of prompts: each acted on, and each in vain."""
import os

import openai
import pydicom
import requests
from guardrails import Guard
from guardrails.hub import DetectPromptInjection
from lakera_chainguard import LakeraChainGuard
from llamafirewall import LlamaFirewall, ScanDecision, UserMessage
from llm_guard import scan_prompt
from llm_guard.input_scanners import Anonymize, PromptInjection
from llm_guard.output_scanners import BanCode
from llm_guard.vault import Vault
from nemoguardrails import LLMRails, RailsConfig
from pytector import PromptInjectionDetector
from rebuff import Rebuff, RebuffSdk
from transformers import pipeline

client = openai.OpenAI()
vault = Vault()


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def llm_guard_scanner(path: str) -> None:
    text, valid, risk = PromptInjection(threshold=0.5).scan(comments(path))
    client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt
    if not valid:
        raise ValueError(f"risk {risk}")
    client.responses.create(model="gpt-4o", input=text)


def llm_guard_scanners(path: str) -> None:
    text, valid, score = scan_prompt([PromptInjection(), Anonymize(vault)], comments(path))
    if any(not result for result in valid.values()):
        raise ValueError(str(score))
    client.responses.create(model="gpt-4o", input=text)


def llm_guard_scanners_all(path: str) -> None:
    text, valid, score = scan_prompt([PromptInjection()], comments(path))
    if all(valid.values()):
        client.responses.create(model="gpt-4o", input=text)
    else:
        client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt


def anonymised(path: str) -> None:
    text = str(pydicom.dcmread(path).PatientComments)
    client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt, phi-to-external-model
    clean, valid, risk = Anonymize(vault).scan(text)
    client.responses.create(model="gpt-4o", input=clean)  # <- untrusted-text-in-prompt


def without_code(question: str) -> None:
    answer = client.responses.create(model="gpt-4o", input=question).output_text
    answer, valid, risk = BanCode().scan(question, answer)
    if not valid:
        return
    os.system(answer)


def with_code(question: str) -> None:
    answer = client.responses.create(model="gpt-4o", input=question).output_text
    BanCode().scan(question, answer)
    os.system(answer)  # <- model-output-to-code


def guardrails_outcome(path: str) -> None:
    guard = Guard().use(DetectPromptInjection, on_fail="noop")
    outcome = guard.validate(comments(path))
    client.responses.create(model="gpt-4o", input=comments(path))  # <- untrusted-text-in-prompt
    if outcome.validation_passed:
        client.responses.create(model="gpt-4o", input=outcome.validated_output)


def guardrails_exception(path: str) -> None:
    text = comments(path)
    guard = Guard().use(DetectPromptInjection(on_fail="exception"))
    try:
        guard.validate(text)
    except Exception:
        return
    client.responses.create(model="gpt-4o", input=text)


def guardrails_in_vain(path: str) -> None:
    text = comments(path)
    Guard().use(DetectPromptInjection(on_fail="noop")).validate(text)
    client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt


def nemo(path: str) -> None:
    rails = LLMRails(RailsConfig.from_path("./rails"))
    answer = rails.generate(messages=[{"role": "user", "content": comments(path)}])
    client.responses.create(model="gpt-4o", input=answer["content"])
    os.system(answer["content"])  # <- model-output-to-code


def rebuff_old(path: str) -> None:
    text = comments(path)
    metrics, is_injection = Rebuff(api_token="t").detect_injection(text)
    if is_injection:
        return
    client.responses.create(model="gpt-4o", input=text)


def rebuff_new(path: str) -> None:
    text = comments(path)
    rebuff = RebuffSdk(os.environ["OPENAI_KEY"], os.environ["PINECONE_KEY"], "index")
    if rebuff.detect_injection(text).injection_detected:
        client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt
    else:
        client.responses.create(model="gpt-4o", input=text)


def pytector(path: str) -> None:
    text = comments(path)
    is_injection, probability = PromptInjectionDetector(model_name_or_url="deberta").detect_injection(text)
    if not is_injection:
        client.responses.create(model="gpt-4o", input=text)
    print(probability)


def chainguard(path: str) -> None:
    text = comments(path)
    LakeraChainGuard(raise_error=False).detect(text)
    client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt
    LakeraChainGuard().detect(text)
    client.responses.create(model="gpt-4o", input=text)


def llama_firewall(path: str) -> None:
    text = comments(path)
    result = LlamaFirewall().scan(UserMessage(content=text))
    if result.decision == ScanDecision.BLOCK:
        raise ValueError(result.reason)
    client.responses.create(model="gpt-4o", input=text)


def llama_firewall_allows(path: str) -> None:
    text = comments(path)
    if LlamaFirewall().scan(UserMessage(content=text)).decision != ScanDecision.ALLOW:
        client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt
        return
    client.responses.create(model="gpt-4o", input=text)


def prompt_guard(path: str) -> None:
    text = comments(path)
    classify = pipeline("text-classification", model="./prompt-guard-86m")
    if classify(text)[0]["label"] == "INJECTION":
        raise ValueError("Not sent")
    client.responses.create(model="gpt-4o", input=text)


def prompt_shields(path: str) -> None:
    text = comments(path)
    answer = requests.post(
        f"{os.environ['SAFETY_ENDPOINT']}/contentsafety/text:shieldPrompt?api-version=2024-09-01",
        json={"userPrompt": "", "documents": [text]},
        timeout=10,
    ).json()
    if answer["documentsAnalysis"][0]["attackDetected"]:
        raise ValueError("Not sent")
    client.responses.create(model="gpt-4o", input=text)


def lakera(path: str) -> None:
    text = comments(path)
    answer = requests.post("https://api.lakera.ai/v2/guard", json={"messages": [{"role": "user", "content": text}]}, timeout=10)
    client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt
    if not answer.json()["flagged"]:
        client.responses.create(model="gpt-4o", input=text)
