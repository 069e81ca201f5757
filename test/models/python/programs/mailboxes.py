"""Letters of a mailbox, read with several libraries, and what a tool does to the box."""
import imaplib
import poplib

import extract_msg
from agents import Agent, function_tool
from exchangelib import Account
from imap_tools import MailBox
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")


def by_imap(box: imaplib.IMAP4_SSL) -> None:
    _, found = box.search(None, "UNSEEN")
    client.responses.create(model="m", input=f"{len(found)} letters")
    _, parts = box.fetch("1", "(RFC822)")
    client.responses.create(model="m", input=parts[0][1].decode())  # <- untrusted-text-in-prompt


def by_pop(host: str) -> None:
    box = poplib.POP3_SSL(host)
    client.responses.create(model="m", input=f"{box.stat()[0]} letters")
    _, lines, _ = box.retr(1)
    client.responses.create(model="m", input=b"\n".join(lines).decode())  # <- untrusted-text-in-prompt


def by_tools(host: str) -> None:
    with MailBox(host).login("desk", "secret") as box:
        for message in box.fetch():
            client.responses.create(model="m", input=message.text)  # <- untrusted-text-in-prompt


def by_exchange(account: Account) -> None:
    for item in account.inbox.all():
        client.responses.create(model="m", input=item.body)  # <- untrusted-text-in-prompt


def of_a_file(path: str) -> None:
    client.responses.create(model="m", input=extract_msg.openMsg(path).body)  # <- untrusted-text-in-prompt


@function_tool
def newest(number: int) -> str:
    """Newest letter."""
    _, parts = imaplib.IMAP4_SSL("mail.clinic.example").fetch(str(number), "(RFC822)")
    return parts[0][1].decode()  # <- untrusted-tool-result


@function_tool
def clear(number: int) -> str:
    """Remove letters that are marked."""
    imaplib.IMAP4_SSL("mail.clinic.example").expunge()
    return "removed"


Agent(
    name="mail",
    instructions="You sort letters.",
    tools=[
        newest,
        clear,  # <- overprivileged-tool
    ],
)
