"""A page with Streamlit."""
import streamlit as st
from openai import OpenAI

client = OpenAI()
question = st.chat_input("What would you like to know?")
tone = st.selectbox("Tone", ["short", "long"])
pages = st.sidebar.slider("Pages", 1, 9)
client.responses.create(model="gpt-4o", instructions=f"Answer in a {tone} way, on {pages} pages.", input=question)
client.responses.create(model="gpt-4o", instructions=f"Answer this: {question}", input="Go.")  # <- user-text-in-system-prompt
with st.spinner("Asking"):
    answer = client.responses.create(model="gpt-4o", input=question).output_text
st.markdown(answer, unsafe_allow_html=True)  # <- model-output-to-code
st.write(answer, unsafe_allow_html=True)  # <- model-output-to-code
st.markdown(answer)
