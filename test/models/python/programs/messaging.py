"""Tools that send messages, and text that arrives through chats and queues."""
import os

import apprise
import pydicom
import pymsteams
import resend
import stripe
from agents import Agent, function_tool
from celery import Celery, shared_task
from exchangelib import Account, Message
from openai import OpenAI
from sendgrid import SendGridAPIClient
from sendgrid.helpers.mail import Mail
from slack_bolt import App
from slack_sdk.webhook import WebhookClient
from telegram import Bot
from twilio.rest import Client

twilio = Client(os.environ["TWILIO_SID"], os.environ["TWILIO_TOKEN"])
slack = App(token=os.environ["SLACK_TOKEN"])
queue = Celery("triage")
client = OpenAI()
account = Account("desk@clinic.example", autodiscover=True)


@function_tool
def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


@function_tool
def text(number: str, message: str) -> str:
    """Send a text message."""
    twilio.messages.create(to=number, from_="+4930123456", body=message)
    return "sent"


@function_tool
def text_desk(message: str) -> str:
    """Send a text message to the desk."""
    twilio.messages.create(to="+4930654321", from_="+4930123456", body=message)
    return "sent"


@function_tool
def hook(url: str, message: str) -> str:
    """Send a message to a channel."""
    WebhookClient(url).send(text=message)
    return "sent"


@function_tool
def hook_desk(message: str) -> str:
    """Send a message to the desk's channel."""
    WebhookClient("https://hooks.slack.com/services/T0/B0/x").send(text=message)
    return "sent"


@function_tool
def mail(address: str, message: str) -> str:
    """Send a mail."""
    resend.Emails.send({"from": "desk@clinic.example", "to": address, "subject": "Study", "text": message})
    return "sent"


@function_tool
def mail_desk(message: str) -> str:
    """Send a mail to the desk."""
    resend.Emails.send({"from": "desk@clinic.example", "to": "desk@clinic.example", "subject": "Study", "text": message})
    return "sent"


@function_tool
def mail_sendgrid(address: str, message: str) -> str:
    """Send a mail."""
    SendGridAPIClient(os.environ["SENDGRID_KEY"]).send(Mail(from_email="desk@clinic.example", to_emails=address, subject="Study", plain_text_content=message))
    return "sent"


@function_tool
def mail_sendgrid_desk(message: str) -> str:
    """Send a mail to the desk."""
    SendGridAPIClient(os.environ["SENDGRID_KEY"]).send(Mail(from_email="desk@clinic.example", to_emails="desk@clinic.example", subject="Study", plain_text_content=message))
    return "sent"


@function_tool
def mail_exchange(address: str, message: str) -> str:
    """Send a mail."""
    Message(account=account, subject="Study", body=message, to_recipients=[address]).send()
    return "sent"


@function_tool
async def telegram(chat: str, message: str) -> str:
    """Send a message."""
    await Bot(os.environ["TELEGRAM_TOKEN"]).send_message(chat_id=chat, text=message)
    return "sent"


@function_tool
def teams(hook_url: str, message: str) -> str:
    """Send a message to a channel."""
    card = pymsteams.connectorcard(hook_url)
    card.text(message)
    card.send()
    return "sent"


@function_tool
def teams_desk(message: str) -> str:
    """Send a message to the desk's channel."""
    card = pymsteams.connectorcard("https://clinic.webhook.office.com/x")
    card.text(message)
    card.send()
    return "sent"


@function_tool
def notify(service: str, message: str) -> str:
    """Send a message anywhere."""
    where = apprise.Apprise()
    where.add(service)
    where.notify(body=message)
    return "sent"


@function_tool
def charge(amount: int) -> str:
    """Charge for a second opinion."""
    stripe.PaymentIntent.create(amount=amount, currency="eur")
    return "charged"


Agent(
    name="desk",
    instructions="You answer for the desk.",
    tools=[
        comments,
        text,  # <- overprivileged-tool
        text_desk,
        hook,  # <- overprivileged-tool
        hook_desk,
        mail,  # <- overprivileged-tool
        mail_desk,
        mail_sendgrid,  # <- overprivileged-tool
        mail_sendgrid_desk,
        mail_exchange,  # <- overprivileged-tool
        telegram,  # <- overprivileged-tool
        teams,  # <- overprivileged-tool
        teams_desk,
        notify,  # <- overprivileged-tool
        charge,  # <- overprivileged-tool
    ],
)


@slack.message("study")
def asked(message, say):
    client.responses.create(model="gpt-4o", input=message["text"])
    client.responses.create(model="gpt-4o", instructions=message["text"], input="Go.")  # <- user-text-in-system-prompt


@queue.task
def arrived(path):
    client.responses.create(model="gpt-4o", input=str(pydicom.dcmread(path).ImageComments))  # <- untrusted-text-in-prompt


@shared_task
def counted(path):
    client.responses.create(model="gpt-4o", input=f"{int(pydicom.dcmread(path).Rows)} rows")
