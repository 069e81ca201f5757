"""Views of Django and of the REST framework."""
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import escape
from django.utils.text import get_valid_filename
from openai import OpenAI
from rest_framework.decorators import api_view
from rest_framework.views import APIView
import waitress

client = OpenAI()


def ask(request, topic):
    client.responses.create(model="gpt-4o", instructions=f"Speak of {topic}", input=request.POST["question"])  # <- user-text-in-system-prompt
    client.responses.create(model="gpt-4o", input=request.FILES["letter"].read().decode())  # <- untrusted-text-in-prompt
    answer = client.responses.create(model="gpt-4o", input=request.POST["question"]).output_text
    with open("/srv/out/" + get_valid_filename(answer), "w") as out:
        out.write("done")
    if request.GET.get("page"):
        return render(request, "answer.html", {"answer": answer})
    if request.GET.get("raw"):
        return HttpResponse(answer)  # <- model-output-to-code
    return HttpResponse(f"<p>{escape(answer)}</p>")


@api_view(["POST"])
def short(request):
    return client.responses.create(model="gpt-4o", instructions=request.data["tone"], input="Go.")  # <- user-text-in-system-prompt


class Long(APIView):
    def post(self, request):
        return client.responses.create(model="gpt-4o", instructions=request.data["tone"], input="Go.")  # <- user-text-in-system-prompt


urlpatterns = [path("ask/<str:topic>", ask), path("short", short), path("long", Long.as_view())]


def serve(application):
    waitress.serve(application, host="127.0.0.1", port=8080)
    waitress.serve(application, listen="127.0.0.1:8080")
