"""Names of files that a model gives, checked and made harmless with pathvalidate."""
from pathlib import Path

from openai import OpenAI
from pathvalidate import ValidationError, is_valid_filename, replace_symbol, sanitize_filename, validate_filename

OUT = Path("/srv/out")
client = OpenAI(base_url="http://localhost:8000/v1")


def name_of(question: str) -> str:
    return client.responses.create(model="m", input=question).output_text


def plain(question: str) -> None:
    (OUT / name_of(question)).write_text("done")  # <- model-output-to-code


def cleaned(question: str) -> None:
    (OUT / sanitize_filename(name_of(question))).write_text("done")
    (OUT / replace_symbol(name_of(question), "_")).write_text("done")


def checked(question: str) -> None:
    name = name_of(question)
    try:
        validate_filename(name)
    except ValidationError:
        return
    (OUT / name).write_text("done")


def asked(question: str) -> None:
    name = name_of(question)
    if not is_valid_filename(name):
        raise ValueError("no name")
    (OUT / name).write_text("done")


def answer_unread(question: str) -> None:
    name = name_of(question)
    is_valid_filename(name)
    (OUT / name).write_text("done")  # <- model-output-to-code
