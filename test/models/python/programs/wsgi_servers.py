"""A Flask service behind the servers of wsgiref and of gevent."""
from wsgiref.simple_server import make_server

from flask import Flask, request
from gevent.pywsgi import WSGIServer
from openai import OpenAI

app = Flask(__name__)


@app.post("/ask")
def ask():
    return OpenAI().responses.create(model="gpt-4o", input=request.json["question"]).output_text


def everywhere():
    make_server("", 8080, app).serve_forever()  # <- unauthenticated-model-endpoint


def here():
    make_server("127.0.0.1", 8080, app).serve_forever()


def gevent_everywhere():
    WSGIServer(("0.0.0.0", 8080), app).serve_forever()  # <- unauthenticated-model-endpoint


def gevent_here():
    WSGIServer(("127.0.0.1", 8080), app).serve_forever()
