"""A Flask service that waitress serves; it listens everywhere unless it is told where."""
import waitress
from flask import Flask, request
from openai import OpenAI
from werkzeug.serving import run_simple

app = Flask(__name__)


@app.post("/ask")
def ask():
    return OpenAI().responses.create(model="gpt-4o", input=request.json["question"]).output_text


def everywhere():
    waitress.serve(app)  # <- unauthenticated-model-endpoint


def told():
    waitress.serve(app, host="0.0.0.0", port=8080)  # <- unauthenticated-model-endpoint


def simple():
    run_simple("0.0.0.0", 8080, app)  # <- unauthenticated-model-endpoint


def here():
    waitress.serve(app, host="127.0.0.1")
    waitress.serve(app, unix_socket="/run/triage.sock")
