"""Gemini: typed contents, and the Healthcare API beside it."""
import google.auth
import pydicom
import vertexai
from google import genai
from google.auth.transport import requests as google_requests
from google.genai import types
from vertexai.generative_models import GenerativeModel, Part

client = genai.Client()


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def typed(path: str) -> None:
    text = comments(path)
    client.models.generate_content(
        model="gemini-2.5-flash",
        contents=[
            types.Content(role="user", parts=[types.Part.from_text(text=text)]),  # <- untrusted-text-in-prompt
            types.ModelContent(parts=[types.Part(text=text)]),  # <- untrusted-text-in-prompt
            types.UserContent(parts=[types.Part(text="Summarise.")]),
        ],
        config=types.GenerateContentConfig(system_instruction="You sort studies.", temperature=0),
    )
    client.models.generate_content(model="gemini-2.5-flash", contents=[types.UserContent(text)])  # <- untrusted-text-in-prompt


def sized(path: str) -> None:
    counted = client.models.count_tokens(model="gemini-2.5-flash", contents=comments(path))
    client.models.generate_content(model="gemini-2.5-flash", contents=f"{counted.total_tokens} tokens")


def with_tools(question: str) -> str:
    declared = types.FunctionDeclaration(name="find", description=f"Find studies like {comments('/data/1.dcm')}")
    config = types.GenerateContentConfig(tools=[types.Tool(function_declarations=[declared])])
    answer = client.models.generate_content(model="gemini-2.5-flash", contents=question, config=config)  # <- untrusted-text-in-system-prompt
    return eval(answer.text)  # <- model-output-to-code


def page(pdf: bytes, path: str) -> None:
    vertexai.init(project="imaging", location="europe-west1")
    model = GenerativeModel("gemini-1.5-pro")
    model.generate_content([Part.from_text(comments(path)), "Summarise."])  # <- untrusted-text-in-prompt
    model.generate_content([Part.from_text("Hello"), "Summarise."])


def healthcare(study: str, report: str) -> None:
    credentials, _project = google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])
    session = google_requests.AuthorizedSession(credentials)
    base = "https://healthcare.googleapis.com/v1/projects/p/locations/l/datasets/d"
    found = session.get(f"{base}/fhirStores/s/fhir/DiagnosticReport/{report}").json()
    client.models.generate_content(model="gemini-2.5-flash", contents=found["conclusion"])  # <- untrusted-text-in-prompt, phi-to-external-model
    client.models.generate_content(model="gemini-2.5-flash", contents=f"{len(found)} fields")
    metadata = session.get(f"{base}/dicomStores/s/dicomWeb/studies/{study}/metadata").json()
    client.models.generate_content(model="gemini-2.5-flash", contents=metadata[0]["00204000"]["Value"][0])  # <- untrusted-text-in-prompt
    client.models.generate_content(model="gemini-2.5-flash", contents=f'{metadata[0]["00280010"]["Value"][0]} rows')
