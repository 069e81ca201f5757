"""What applications and requests keep: Flask, Quart, Sanic, Starlette."""
import pydicom
import quart
import sanic
from flask import Flask, current_app
from openai import OpenAI
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

client = OpenAI(base_url="http://localhost:8000/v1")
flask_app = Flask(__name__)
quart_app = quart.Quart(__name__)
sanic_app = sanic.Sanic("desk")


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


flask_app.config["BANNER"] = comments("/data/banner.dcm")
flask_app.config["MODEL"] = "m"
flask_app.extensions["letter"] = comments("/data/letter.dcm")
sanic_app.ctx.letter = comments("/data/letter.dcm")
sanic_app.ctx.rows = "12"


@flask_app.get("/banner")
def banner():
    client.responses.create(model=current_app.config["MODEL"], input=current_app.config["MODEL"])
    client.responses.create(model="m", input=current_app.extensions["letter"])  # <- untrusted-text-in-prompt
    return {"text": client.responses.create(model="m", input=current_app.config["BANNER"]).output_text}  # <- untrusted-text-in-prompt


@quart_app.before_request
async def load():
    quart.g.letter = comments("/data/letter.dcm")
    quart.g.rows = "12"
    quart.session["letter"] = comments("/data/letter.dcm")


@quart_app.get("/letter")
async def letter():
    client.responses.create(model="m", input=quart.g.rows)
    client.responses.create(model="m", input=quart.session["letter"])  # <- untrusted-text-in-prompt
    return {"text": client.responses.create(model="m", input=quart.g.letter).output_text}  # <- untrusted-text-in-prompt


@sanic_app.get("/letter")
async def sanic_letter(request: sanic.Request):
    client.responses.create(model="m", input=request.app.ctx.rows)
    return sanic.json({"text": client.responses.create(model="m", input=request.app.ctx.letter).output_text})  # <- untrusted-text-in-prompt


class Study(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        request.state.letter = comments("/data/letter.dcm")
        request.state.rows = "12"
        return await call_next(request)


def keep(text: str, question: str) -> None:
    client.responses.create(model="m", input=question)
    client.responses.create(model="m", input=text)  # <- untrusted-text-in-prompt


async def summary(request: Request):
    client.responses.create(model="m", input=request.state.rows)
    client.responses.create(model="m", input=request.state.letter)  # <- untrusted-text-in-prompt
    return JSONResponse({}, background=BackgroundTask(keep, request.state.letter, "How many rows?"))


async def page(request: Request):
    answer = client.responses.create(model="m", input="Greet.").output_text
    if request.query_params.get("plain"):
        return Response(answer, media_type="text/plain")
    return Response(answer, media_type="text/html")  # <- model-output-to-code


starlette_app = Starlette(routes=[Route("/summary", summary), Route("/page", page)])
starlette_app.add_middleware(Study)
