"""A service with aiohttp."""
from aiohttp import web
from openai import AsyncOpenAI


async def ask(request):
    body = await request.json()
    answer = await AsyncOpenAI().responses.create(model="gpt-4o", input=body["question"])
    return web.Response(text=answer.output_text)


app = web.Application()
app.router.add_post("/ask", ask)
web.run_app(app, host="0.0.0.0", port=8080)  # <- unauthenticated-model-endpoint
