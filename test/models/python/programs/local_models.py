"""Models that run in this process."""
import pydicom
from ctransformers import AutoModelForCausalLM
from llama_cpp import Llama

llama = Llama(model_path="./model.gguf")
small = AutoModelForCausalLM.from_pretrained("./small", model_type="llama")


def ask(path: str) -> None:
    ds = pydicom.dcmread(path)
    text = str(ds.PatientComments)
    llama(text, max_tokens=200)  # <- untrusted-text-in-prompt
    llama.create_chat_completion(messages=[{"role": "system", "content": text}])  # <- untrusted-text-in-system-prompt
    tokens = llama.tokenize(text.encode("utf-8"))
    llama(f"{len(tokens)} tokens")
    small(f"{len(small.tokenize(text))} tokens")
    small(text)  # <- untrusted-text-in-prompt
    small(prompt=text, max_new_tokens=200)  # <- untrusted-text-in-prompt
    small(f"{int(ds.Rows)} rows")
    eval(small("Write an expression"))  # <- model-output-to-code
