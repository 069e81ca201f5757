"""DSPy: modules, retrieval, tools, programs."""
import os

import dspy
import pydicom
from pypdf import PdfReader

dspy.configure(lm=dspy.LM("openai/gpt-4o"))


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def patient(path: str) -> str:
    return str(pydicom.dcmread(path).PatientName)


class Triage(dspy.Module):
    def __init__(self):
        super().__init__()
        self.sort = dspy.ChainOfThought("comments -> urgency")

    def forward(self, path: str):
        return self.sort(comments=comments(path))  # <- untrusted-text-in-prompt


def models(path: str) -> None:
    hosted = dspy.LM("openai/gpt-4o")
    local = dspy.OllamaLocal(model="llama3")
    hosted(f"Greet {patient(path)}")  # <- untrusted-text-in-prompt, phi-to-external-model
    local(f"Greet {patient(path)}")  # <- untrusted-text-in-prompt
    hosted(messages=[{"role": "system", "content": comments(path)}])  # <- untrusted-text-in-system-prompt


def remove_study(uid: str) -> str:
    """Remove a study."""
    os.remove(f"/data/{int(uid)}.dcm")
    return "removed"


def count_studies() -> int:
    """Number of studies."""
    return len(os.listdir("/data"))


reader = dspy.ReAct("question -> answer", tools=[count_studies])
keeper = dspy.ReAct("question -> answer", tools=[count_studies, dspy.Tool(remove_study, desc="Remove a study")])  # <- overprivileged-tool


counting = dspy.ReAct("question -> answer", tools=[count_studies, dspy.PythonInterpreter().execute])  # <- overprivileged-tool


def look_up(question: str) -> str:
    passages = dspy.ColBERTv2(url="http://colbert:8893/api/search")(question, k=3)
    found = dspy.Retrieve(k=3)(question).passages
    sort = dspy.Predict("context, question -> answer")
    sort(context=passages, question=question)  # <- stored-untrusted-context
    sort(context=found, question=question)  # <- stored-untrusted-context
    return sort(context=[], question=question).answer


def ask(path: str) -> None:
    reader(question=comments(path))  # <- untrusted-text-in-prompt
    keeper(question=comments(path))  # <- untrusted-text-in-prompt
    counting(question=comments(path))  # <- untrusted-text-in-prompt
    reader(question="How many?")
