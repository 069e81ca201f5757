"""A page with Gradio that everybody can reach."""
import gradio as gr
from openai import OpenAI

client = OpenAI()


def answer(message, history):
    client.responses.create(model="gpt-4o", instructions=f"Answer {message}", input="Go.")  # <- user-text-in-system-prompt
    return client.responses.create(model="gpt-4o", input=message).output_text


def greeted():
    return client.responses.create(model="gpt-4o", input="Greet").output_text


def pressed(text):
    return client.responses.create(model="gpt-4o", instructions=text, input="Go.").output_text  # <- user-text-in-system-prompt


gr.ChatInterface(answer).launch(server_name="0.0.0.0")  # <- unauthenticated-model-endpoint
gr.ChatInterface(answer).launch(server_name="0.0.0.0", auth=("desk", "secret"))

with gr.Blocks() as page:
    text = gr.Textbox()
    button = gr.Button()
    button.click(pressed, inputs=text, outputs=text)
    page.load(greeted, outputs=text)
page.launch(share=True)  # <- unauthenticated-model-endpoint
page.launch()
