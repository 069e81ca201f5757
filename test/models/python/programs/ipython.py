"""Answers of a model shown in a notebook."""
import html

from IPython import get_ipython
from IPython.display import HTML, display, display_html
from openai import OpenAI

answer = OpenAI().responses.create(model="gpt-4o", input="Write a table").output_text
display_html(answer, raw=True)  # <- model-output-to-code
display_html(HTML("<b>Answer</b>"))
display_html(html.escape(answer), raw=True)
display(HTML(answer))  # <- model-output-to-code
get_ipython().run_cell(answer)  # <- model-output-to-code
get_ipython().run_cell("%matplotlib inline")
