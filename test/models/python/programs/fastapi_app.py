"""A service with FastAPI and Starlette."""
import uvicorn
from fastapi import FastAPI, UploadFile
from fastapi.responses import HTMLResponse
from openai import AsyncOpenAI
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

client = AsyncOpenAI()


async def letter(file: UploadFile):
    text = (await file.read()).decode()
    return await client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt


async def plain(request: Request):
    body = await request.json()
    answer = await client.responses.create(model="gpt-4o", instructions=body["tone"], input=body["question"])  # <- user-text-in-system-prompt
    return PlainTextResponse(answer.output_text)


app = FastAPI(routes=[Route("/plain", plain, methods=["POST"])])
app.add_api_route("/letter", letter, methods=["POST"])

@app.get("/page", response_class=HTMLResponse)
async def page(question: str):
    answer = await client.responses.create(model="gpt-4o", input=question)
    return f"<p>{answer.output_text}</p>"  # <- model-output-to-code


@app.get("/text")
async def text(question: str):
    answer = await client.responses.create(model="gpt-4o", input=question)
    return answer.output_text


server = uvicorn.Server(uvicorn.Config(app, host="0.0.0.0", port=8000))  # <- unauthenticated-model-endpoint
local = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=8000))
