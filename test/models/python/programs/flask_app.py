"""A service with Flask."""
import os

from flask import Flask, Response, jsonify, render_template, request
from markupsafe import Markup, escape
from openai import OpenAI
from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

app = Flask(__name__)
client = OpenAI()


def text_of(file: FileStorage) -> str:
    return file.read().decode()


@app.route("/ask/<topic>", methods=["POST"])
def ask(topic):
    client.responses.create(model="gpt-4o", instructions=f"Speak of {topic}", input=request.form["question"])  # <- user-text-in-system-prompt
    client.responses.create(model="gpt-4o", input=text_of(request.files["letter"]))  # <- untrusted-text-in-prompt
    answer = client.responses.create(model="gpt-4o", input=request.form["question"]).output_text
    name = client.responses.create(model="gpt-4o", input="Name a file").output_text
    with open(os.path.join("/srv/out", secure_filename(name)), "w") as out:
        out.write(answer)
    with open(os.path.join("/srv/out", name), "w") as out:  # <- model-output-to-code
        out.write(answer)
    if request.args.get("raw"):
        return Markup(answer)  # <- model-output-to-code
    return render_template("answer.html", answer=answer) + Markup("<p>%s</p>") % escape(answer)


@app.get("/forms")
def forms():
    answer = client.responses.create(model="gpt-4o", input=request.args["question"]).output_text
    if request.args.get("html"):
        return Response(answer)  # <- model-output-to-code
    if request.args.get("plain"):
        return Response(answer, mimetype="text/plain")
    return jsonify({"answer": answer})


def other(topic):
    return client.responses.create(model="gpt-4o", instructions=topic, input="Go.").output_text  # <- user-text-in-system-prompt


app.add_url_rule("/other/<topic>", view_func=other)

if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080)  # <- unauthenticated-model-endpoint
