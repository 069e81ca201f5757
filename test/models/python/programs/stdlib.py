"""Conversions, checks and effects of the standard library."""
import ast
import datetime
import decimal
import hashlib
import hmac
import math
import os
import random
import shlex
import smtplib
import subprocess
import uuid
from email.message import EmailMessage
from pathlib import Path

import docker
import pydicom
from agents import Agent, function_tool
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")
ROOT = Path("/srv/reports")


def conversions(path: str) -> None:
    text = str(pydicom.dcmread(path).ImageComments)
    client.responses.create(model="m", input=text)  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=hashlib.sha256(text.encode()).hexdigest())
    client.responses.create(model="m", input=hmac.new(b"key", text.encode(), "sha256").hexdigest())
    client.responses.create(model="m", input=str(hmac.compare_digest(text, "expected")))
    client.responses.create(model="m", input=str(uuid.UUID(text)))
    client.responses.create(model="m", input=str(uuid.uuid5(uuid.NAMESPACE_URL, text)))
    client.responses.create(model="m", input=str(datetime.datetime.strptime(text, "%Y%m%d")))
    client.responses.create(model="m", input=str(datetime.date.fromisoformat(text)))
    client.responses.create(model="m", input=str(decimal.Decimal(text)))
    client.responses.create(model="m", input=str(math.sqrt(float(text))))
    random.seed(text)
    client.responses.create(model="m", input=str(random.randint(0, 9)))


def answer(question: str) -> str:
    return client.responses.create(model="m", input=question).output_text


def commands(question: str) -> None:
    name = answer(question)
    subprocess.run(f"dcmdump {name}", shell=True)  # <- model-output-to-code
    subprocess.run(f"dcmdump {shlex.quote(name)}", shell=True)
    subprocess.run(["dcmdump", name])
    eval(name)  # <- model-output-to-code
    print(ast.literal_eval(name))


def paths(question: str) -> None:
    name = answer(question)
    open(ROOT / name, "w").write("done")  # <- model-output-to-code
    open(ROOT / os.path.basename(name), "w").write("done")


def contained(question: str) -> None:
    path = (ROOT / answer(question)).resolve()
    if not path.is_relative_to(ROOT):
        raise ValueError("outside")
    path.write_text("done")


def contained_by_error(question: str) -> None:
    path = (ROOT / answer(question)).resolve()
    path.relative_to(ROOT)
    path.write_text("done")


def contained_by_common_path(question: str) -> None:
    path = os.path.realpath(os.path.join("/srv/reports", answer(question)))
    if os.path.commonpath([path, "/srv/reports"]) != "/srv/reports":
        raise ValueError("outside")
    with open(path, "w") as report:
        report.write("done")


def seen(question: str) -> None:
    path = ROOT / "known.txt"
    if path.exists() and path.is_file():
        client.responses.create(model="m", input=f"{path.stat().st_size} bytes")


@function_tool
def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


@function_tool
def forget(number: int) -> str:
    """Remove a report."""
    Path(f"/srv/reports/{number}.txt").unlink()
    return "removed"


@function_tool
def keep(number: int, text: str) -> str:
    """Keep a report."""
    with Path(f"/srv/reports/{number}.txt").open("w") as report:
        report.write(text)
    return "kept"


@function_tool
def read(number: int) -> str:
    """Size of a report."""
    with Path(f"/srv/reports/{number}.txt").open() as report:
        return str(len(report.read()))


@function_tool
def mail(address: str, text: str) -> str:
    """Send a mail."""
    message = EmailMessage()
    message["To"] = address
    message.set_content(text)
    with smtplib.SMTP("localhost") as server:
        server.send_message(message, to_addrs=[address])
    return "sent"


@function_tool
def mail_desk(text: str) -> str:
    """Send a mail to the desk."""
    message = EmailMessage()
    message["To"] = "desk@clinic.example"
    message.set_content(text)
    with smtplib.SMTP("localhost") as server:
        server.send_message(message, to_addrs=["desk@clinic.example"])
    return "sent"


@function_tool
def stop(number: int) -> str:
    """Remove a container of the desk."""
    docker.from_env().containers.get(f"desk-{number}").remove(force=True)
    return "removed"


@function_tool
def state(number: int) -> str:
    """Whether a container of the desk runs."""
    return str(docker.from_env().containers.get(f"desk-{number}").status == "running")


Agent(
    name="desk",
    instructions="You answer for the desk.",
    tools=[
        comments,
        forget,  # <- overprivileged-tool
        keep,  # <- overprivileged-tool
        read,
        mail,  # <- overprivileged-tool
        mail_desk,
        stop,  # <- overprivileged-tool
        state,
    ],
)
