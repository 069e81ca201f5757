"""pynetdicom: handlers that are bound later, statuses, deletions."""
from agents import Agent, function_tool
from openai import OpenAI
from pynetdicom import AE, evt
from pynetdicom.sop_class import PatientRootQueryRetrieveInformationModelFind, PrinterConfiguration

client = OpenAI(base_url="http://localhost:8000/v1")


def stored(event):
    client.responses.create(model="m", input=str(event.dataset.ImageComments))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{event.timestamp} {event.message_id} {event.is_cancelled} {event.event.name}")
    return 0x0000


def listen() -> None:
    ae = AE()
    ae.require_called_aet = True
    server = ae.start_server(("127.0.0.1", 11112), block=False)
    server.bind(evt.EVT_C_STORE, stored)


def answered(event):
    client.responses.create(model="m", input=str(event.identifier.StudyDescription))  # <- untrusted-text-in-prompt
    return 0x0000


def ask(query) -> None:
    association = AE().associate("127.0.0.1", 104)
    association.bind(evt.EVT_C_FIND, answered)
    for status, identifier in association.send_c_find(query, PatientRootQueryRetrieveInformationModelFind):
        client.responses.create(model="m", input=f"status {status.Status:04x}")
        client.responses.create(model="m", input=str(identifier.StudyDescription))  # <- untrusted-text-in-prompt


@function_tool
def comments(uid: str) -> str:
    """Comments of a study."""
    association = AE().associate("127.0.0.1", 104)
    return str([identifier for _, identifier in association.send_c_find(None, PatientRootQueryRetrieveInformationModelFind)])  # <- untrusted-tool-result


@function_tool
def forget(uid: str) -> str:
    """Remove an instance at the peer."""
    AE().associate("127.0.0.1", 104).send_n_delete(PrinterConfiguration, uid)
    return "removed"


Agent(
    name="peer",
    instructions="You look after the peer.",
    tools=[
        comments,
        forget,  # <- overprivileged-tool
    ],
)
