"""Sorts incoming studies by urgency: python triage.py FOLDER"""

import logging
import sqlite3
import sys
from pathlib import Path

from openai import OpenAI

from prompts import triage_messages
from study import Study, read_study

PRIORITIES = {"routine", "urgent", "emergency"}

log = logging.getLogger("triage")
# A model of the department's own, on this machine.
client = OpenAI(base_url="http://localhost:11434/v1", api_key="none")


def ask(study: Study) -> str:
    answer = client.chat.completions.create(model="llama3.1", messages=triage_messages(study))
    priority = answer.choices[0].message.content.strip().lower()
    if priority not in PRIORITIES:
        raise ValueError("the model gave no priority")
    return priority


def triage(folder: Path, worklist: sqlite3.Connection) -> None:
    log.info("triage of one study")
    priority = ask(read_study(folder))
    worklist.execute("UPDATE worklist SET priority = ? WHERE folder = ?", (priority, folder.name))
    worklist.commit()


if __name__ == "__main__":
    triage(Path(sys.argv[1]), sqlite3.connect("worklist.db"))
