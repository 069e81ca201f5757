"""The messages that the triage model is sent."""

from study import Study

RULES = "You sort radiology studies for reading. Answer with one word: routine, urgent or emergency."


def triage_messages(study: Study) -> list[dict]:
    return [
        {"role": "system", "content": RULES},
        {"role": "user", "content": f"{study.modality.value}, {study.age} years: {study.procedure}"},
    ]
