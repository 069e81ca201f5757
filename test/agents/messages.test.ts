import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModels } from '../../src/models/load.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';

test('one finding at an imported list names every tool of it that changes something', async () => {
  const session = new Session({ policy: defaultPolicy, models: loadModels(readModelFiles()), environment: nodeEnvironment({ jobs: 1 }), onlyRules: ['excessive-agency/*'] });
  session.applyChange([
    { file: 'tools.py', text: `
import os
import requests
from langchain_core.tools import tool
from pypdf import PdfReader

@tool
def read_letter(name: str) -> str:
    """Read a letter."""
    return PdfReader(f"letters/{name}").pages[0].extract_text()

@tool
def update_patient(key: str, body: dict) -> int:
    """Update a patient."""
    return requests.put(f"https://fhir.ward.example/r4/Patient/{key}", json=body, timeout=5).status_code

@tool
def drop_file(name: str) -> str:
    """Remove a file."""
    os.remove(name)
    return "ok"

TOOLS = [read_letter, update_patient, drop_file]
` },
    { file: 'desk.py', text: `
from langchain_openai import ChatOpenAI
from tools import TOOLS

model = ChatOpenAI(model="gpt-4.1").bind_tools(TOOLS)
` },
  ]);
  const { findings } = await session.analyze();
  assert.deepEqual(findings.map((f) => f.place.file), ['desk.py']);
  assert.match(findings[0]!.message, /^The tool update_patient writes to a clinical system .* Granted here, too: drop_file deletes\.$/);
});
