"""Sorts incoming studies by urgency: python triage.py FOLDER"""

import logging
import sqlite3
import sys
from pathlib import Path

from openai import OpenAI

from prompts import triage_messages
from study import Study, read_study

log = logging.getLogger("triage")
client = OpenAI()


def ask(study: Study) -> str:
    answer = client.chat.completions.create(model="gpt-4o", messages=triage_messages(study))
    return answer.choices[0].message.content


def triage(folder: Path, worklist: sqlite3.Connection) -> None:
    study = read_study(folder)
    log.info("triage of %s: %s", folder.name, study.comments)
    priority = ask(study)
    worklist.execute(f"UPDATE worklist SET priority = '{priority}' WHERE folder = ?", (folder.name,))
    worklist.commit()


if __name__ == "__main__":
    triage(Path(sys.argv[1]), sqlite3.connect("worklist.db"))
