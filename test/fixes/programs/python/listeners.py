from flask import Flask, request
from openai import OpenAI
from pynetdicom import AE, AllStoragePresentationContexts, evt

app = Flask(__name__)
client = OpenAI(base_url="http://127.0.0.1:8000/v1", api_key="x")


def handle_store(event):
    ds = event.dataset
    ds.file_meta = event.file_meta
    print(f"stored an object of {ds.PatientName}")
    client.responses.create(model="m", input="Label: %s" % ds.StudyDescription)
    return 0x0000


def listen():
    ae = AE()
    ae.supported_contexts = AllStoragePresentationContexts
    ae.start_server(("", 11112), block=False, evt_handlers=[(evt.EVT_C_STORE, handle_store)])


@app.post("/ask")
def ask():
    persona = request.json["persona"]
    answer = client.chat.completions.create(
        model="m",
        messages=[
            {"role": "system", "content": f"Speak as {persona}."},
            {"role": "user", "content": request.json["question"]},
        ],
    )
    return "<article>" + answer.choices[0].message.content + "</article>"


if __name__ == "__main__":
    listen()
    app.run("0.0.0.0", 5000)
