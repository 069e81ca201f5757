import { describe, test } from 'node:test';
import { expectFindings } from '../support/analyse.ts';

/** What holds beyond the bounds that keep the analysis of a large program small. */
describe('beyond the bounds', () => {
  const fields = ['ImageComments', 'PatientComments', 'StudyDescription', 'AdditionalPatientHistory'];
  const shapes = Array.from({ length: 60 }, (_, i) => `{${Array.from({ length: i % 12 + 1 }, (_x, k) => `"k${k}": ${i}`).join(', ')}}`);
  const calls = (name: string): string => shapes.map((shape, i) => `    out.append(${name}(ds.${fields[i % fields.length]}, "${'w'.repeat(i + 1)} ${i}", ${shape}))`).join('\n');

  test('a function that is called in many ways gives what it gives, and not all that it is handed', () => expectFindings('prompt-injection', { 'lengths.py': `
import pydicom
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")


def measured(text, label, options):
    count = len(text)
    for key in options:
        count += options[key]
    return f"{label}: {count}"


def report(path):
    ds = pydicom.dcmread(path)
    out = []
${calls('measured')}
    return client.responses.create(model="m", input="\\n".join(out))
` }));

  test('a method asks the same address for its last caller, too', () => expectFindings('prompt-injection', { 'service.py': `
import pydicom
import requests


class Service:
    def __init__(self, url):
        self.url = url

    def ask(self, text, label, options):
        parts = []
        for key in options:
            parts.append(f"{key} of {label}: {options[key]}")
        parts.append(text)
        prompt = "\\n".join(parts)
        return requests.post(self.url, json={"contents": [{"parts": [{"text": prompt}]}]}).json()  # <- untrusted-text-in-prompt


def report(path):
    ds = pydicom.dcmread(path)
    counter = Service("http://localhost:9090/words")
    out = []
${calls('counter.ask')}
    model = Service("https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash:generateContent")
    out.append(model.ask(ds.PatientComments, "comments", {}))
    return out
` }));

  test('what it hands on it hands on to the last call', () => expectFindings('prompt-injection', { 'notes.py': `
import pydicom
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")


def titled(text, label, options):
    head = label
    for key in options:
        head += f" {key}={options[key]}"
    return f"{head}: {text}"


def report(path):
    ds = pydicom.dcmread(path)
    out = []
${calls('titled')}
    last = titled(ds.AdditionalPatientHistory, "the one that is sent", {"a": "b", "c": "d"})
    return client.responses.create(model="m", input=last)  # <- untrusted-text-in-prompt
` }));

  const tools = Array.from({ length: 40 }, (_, i) => `
@mcp.tool()
def read_${i}(key: str) -> dict:
    return request("GET", f"/Observation/${'x'.repeat(i)}{key}", {${Array.from({ length: i % 9 + 1 }, (_x, k) => `"p${k}": key`).join(', ')}}).json()  # <- untrusted-tool-result
`).join('\n');
  test('a helper that all requests go through reads for the last of them, and knows what it is told to do', () => expectFindings(['prompt-injection', 'excessive-agency'], { 'server.py': `
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("fhir")
BASE = "https://fhir.ward.example/fhir"


def request(method, path, options):
    tries = 0
${Array.from({ length: 40 }, (_, i) => `    if options.get("wait${i}"):\n        tries += ${i}`).join('\n')}
    return requests.request(method, BASE + path, json=options, headers={"Accept": "application/fhir+json"}, timeout=5)

${tools}

@mcp.tool()  # <- overprivileged-tool
def remove(key: str) -> int:
    return request("DELETE", f"/Observation/{key}", {"a": {"b": {"c": key}}}).status_code
` }));

  const rows = Array.from({ length: 3_000 }, (_, i) => `    "C${i}": ("code ${i}", "SCT", ${i}),`).join('\n');
  test('a table of constants is read as a sample, and what is no constant in it is not left out', () => expectFindings('prompt-injection', { 'codes.py': `
import pydicom
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")


def codes(path):
    table = {
${rows}
        "note": pydicom.dcmread(path).ImageComments,
    }
    client.responses.create(model="m", input=str(table["C2999"]))
    client.responses.create(model="m", input=table["note"])  # <- untrusted-text-in-prompt
`, 'codes.ts': `
import OpenAI from 'openai';
import dcmjs from 'dcmjs';

const client = new OpenAI({ baseURL: 'http://localhost:8000/v1' });

export async function codes(bytes: ArrayBuffer) {
  const ds = dcmjs.data.DicomMetaDictionary.naturalizeDataset(dcmjs.data.DicomMessage.readFile(bytes).dict);
  const table = {
${Array.from({ length: 3_000 }, (_, i) => `    C${i}: ['code ${i}', 'SCT', ${i}],`).join('\n')}
    note: ds.ImageComments,
  };
  const list = [
${Array.from({ length: 4_000 }, (_, i) => `    'code ${i}',`).join('\n')}
    ds.StudyDescription,
  ];
  await client.responses.create({ model: 'm', input: String(table.C2999) });
  await client.responses.create({ model: 'm', input: table.note }); // <- untrusted-text-in-prompt
  await client.responses.create({ model: 'm', input: list.join(', ') }); // <- untrusted-text-in-prompt
}
` }));
});
