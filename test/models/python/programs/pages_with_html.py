"""Pages that show what a model wrote, as it is and as text."""
import nh3
import panel as pn
from dash import dcc
from nicegui import ui
from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    return client.responses.create(model="gpt-4o", input=question).output_text


def nicegui_page(question: str) -> None:
    text = answer(question)
    ui.label(text)
    ui.html(text)  # <- model-output-to-code
    ui.html(text, sanitize=True)
    ui.html(nh3.clean(text))


def dash_page(question: str) -> list:
    text = answer(question)
    return [
        dcc.Markdown(text),
        dcc.Markdown(text, dangerously_allow_html=True),  # <- model-output-to-code
    ]


def panel_page(question: str) -> list:
    text = answer(question)
    return [pn.pane.Str(text), pn.pane.HTML(text)]  # <- model-output-to-code
