"""The messages that the triage model is sent."""

from study import Study

RULES = "You sort radiology studies for reading. Answer with one word: routine, urgent or emergency."


def triage_messages(study: Study) -> list[dict]:
    facts = f"{study.modality}, {study.age}: {study.description}"
    return [
        {"role": "system", "content": f"{RULES}\nThis study: {facts}"},
        {"role": "user", "content": f"Notes of the referring physician:\n---\n{study.comments}\n---"},
    ]
