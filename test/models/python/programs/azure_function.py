"""A function in the cloud."""
import azure.functions as func
from openai import OpenAI

app = func.FunctionApp()


@app.route(route="ask")
def ask(req: func.HttpRequest) -> func.HttpResponse:
    body = req.get_json()
    answer = OpenAI().responses.create(model="gpt-4o", instructions=body["tone"], input=body["question"])  # <- user-text-in-system-prompt
    return func.HttpResponse(answer.output_text)
