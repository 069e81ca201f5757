"""What pages keep for a visitor: the storages of NiceGUI, the cache of Panel."""
import panel as pn
import pydicom
from nicegui import app, ui
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def ask(text: str) -> None:
    ui.label(client.responses.create(model="m", input=text).output_text)  # <- untrusted-text-in-prompt


@ui.page("/open/{number}")
def opened(number: int) -> None:
    text = comments(f"/data/{number}.dcm")
    app.storage.user["letter"] = text
    app.storage.user["rows"] = "12"
    app.storage.general["last"] = text
    app.storage.client["shown"] = text
    app.storage.tab["tab"] = text
    app.storage.browser["seen"] = text
    pn.state.cache["study"] = text
    pn.state.cache["slices"] = "12"


def rows() -> None:
    client.responses.create(model="m", input=app.storage.user["rows"])
    client.responses.create(model="m", input=pn.state.cache["slices"])


def letter() -> None:
    client.responses.create(model="m", input=app.storage.user["letter"])  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=app.storage.general["last"])  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=app.storage.client["shown"])  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=app.storage.tab.get("tab"))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=app.storage.browser["seen"])  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=pn.state.cache["study"])  # <- untrusted-text-in-prompt


ui.button("Letter", on_click=letter)
ui.button("Rows", on_click=rows)
ui.button("Again", on_click=lambda: ask(app.storage.user["letter"]))
