import os
import shlex
import subprocess
from pathlib import Path

from openai import OpenAI

client = OpenAI(base_url="http://localhost:11434/v1", api_key="local")
EXPORT = Path("/srv/export")


def choose(prompt: str) -> str:
    return client.chat.completions.create(model="llama3", messages=[{"role": "user", "content": prompt}]).choices[0].message.content


def dump(study):
	"""Tabs are used in this one."""
	tag = choose("Which tag?")
	out = subprocess.check_output(f"dcmdump +P '{tag}' {shlex.quote(study)}", shell=True)
	return out.decode()


def convert():
    name = choose("Name the output.")
    os.system("dcm2niix -f \"" + name + "\" /srv/in")
    subprocess.run(["sh", "-c", f"gzip {name}.nii"], check=True)


def store(data: bytes):
    name = choose("Name the file.")
    with open(os.path.join(EXPORT, name), "wb") as out:
        out.write(data)
    (EXPORT / "notes" / f"{name}.txt").write_text("stored")


def compute():
    formula = choose("Write the formula.")
    return eval(formula, {"__builtins__": {}})
