"""FHIR servers: what an agent may do with resources."""
from agents import Agent, function_tool
from fhirclient import client as smart
from fhirclient.models.diagnosticreport import DiagnosticReport
from fhirpy import AsyncFHIRClient, SyncFHIRClient
from openai import OpenAI

server = smart.FHIRClient(settings={"app_id": "triage", "api_base": "https://ehr.example.org/fhir"}).server
fhir = SyncFHIRClient("https://ehr.example.org/fhir")
model = OpenAI(base_url="http://localhost:11434/v1")


def notes(patient: str) -> None:
    reports = fhir.resources("DiagnosticReport").search(subject=f"Patient/{int(patient)}")
    model.responses.create(model="llama3", input=f"{reports.count()} reports")
    for report in reports.limit(5):
        model.responses.create(model="llama3", input=report["conclusion"])  # <- untrusted-text-in-prompt
        model.responses.create(model="llama3", input=report.get_by_path("presentedForm.0.title"))  # <- untrusted-text-in-prompt


def rewrite(report: str) -> None:
    """What a model writes goes to the server without anybody reading it."""
    known = fhir.get("DiagnosticReport", report)
    text = model.responses.create(model="llama3", input=known["conclusion"]).output_text  # <- untrusted-text-in-prompt
    fhir.reference("DiagnosticReport", report).patch(conclusion=text)  # <- model-output-to-clinical-system
    fhir.resources("DiagnosticReport").search(_id=report).patch(conclusion=text)  # <- model-output-to-clinical-system
    known["conclusion"] = text
    known.save()  # <- model-output-to-clinical-system
    fhir.execute("Bundle", method="post", data={"conclusion": text})  # <- model-output-to-clinical-system
    fhir.execute("DiagnosticReport/$validate", method="post", data={"conclusion": text})


async def notes_later(patient: str) -> None:
    later = AsyncFHIRClient("https://ehr.example.org/fhir")
    note = await later.resources("Communication").search(subject=patient).first()
    model.responses.create(model="llama3", input=note["payload"][0]["contentString"])  # <- untrusted-text-in-prompt


@function_tool
def find(patient: str) -> str:
    """Reports of a patient."""
    return str(fhir.resources("DiagnosticReport").search(subject=patient).fetch())  # <- untrusted-tool-result


@function_tool
def forget(report: str) -> str:
    """Remove a report."""
    fhir.reference("DiagnosticReport", report).delete()
    return "removed"


@function_tool
def forget_all(patient: str) -> str:
    """Remove the reports of a patient."""
    for report in fhir.resources("DiagnosticReport").search(subject=patient):
        report.delete()
    return "removed"


@function_tool
def forget_at(report: str) -> str:
    """Remove a report."""
    server.delete_json(f"DiagnosticReport/{report}")
    return "removed"


@function_tool
def sign(number: str) -> str:
    """Mark a report as final."""
    report = DiagnosticReport.read(number, server)
    report.status = "final"
    report.update(server)
    return "signed"


@function_tool
def strike(number: str) -> str:
    """Remove a report."""
    DiagnosticReport.read(number, server).delete(server)
    return "removed"


agent = Agent(
    name="reports",
    instructions="You look after reports.",
    tools=[
        find,
        forget,  # <- overprivileged-tool
        forget_all,  # <- overprivileged-tool
        forget_at,  # <- overprivileged-tool
        sign,  # <- overprivileged-tool
        strike,  # <- overprivileged-tool
    ],
)
