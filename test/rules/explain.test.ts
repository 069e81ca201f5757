import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadModels } from '../../src/models/load.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { explanationJson, formatExplanation } from '../../src/report/explanation.ts';
import { reportView } from '../../src/report/view.ts';
import { RULE_IDS } from '../../src/rules/catalogue.ts';
import type { FlowExplanation } from '../../src/rules/explainFlow.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';

const models = loadModels(readModelFiles());

interface Asked { readonly explanation: FlowExplanation; readonly text: string; readonly json: string; /** `line reason what: lost` of each reason. */ readonly reasons: readonly string[] }

async function ask(files: Readonly<Record<string, string>>, source: string, sink: string, settings = '{}'): Promise<Asked> {
  const { policy, errors } = parsePolicy('dosimeter.jsonc', settings, { knownRules: RULE_IDS, readFile: () => undefined });
  assert.deepEqual(errors, []);
  const session = new Session({ policy, models, environment: nodeEnvironment({ jobs: 1 }) });
  session.applyChange(Object.entries(files).map(([file, text]) => ({ file, text: text.replace(/^\n/, '') })));
  const explanation = await session.explain(source, sink);
  const view = reportView({ report: { findings: [], notices: [], files: [], timings: {} }, flowRules: [], version: '', rootUri: '', show: (file) => file, text: (file) => session.text(file) });
  const line = (file: string, offset: number): string => `${file}:${(session.text(file) ?? '').slice(0, offset).split('\n').length}`;
  return {
    explanation, text: formatExplanation(view, explanation), json: explanationJson(view, explanation),
    reasons: explanation.events.map(({ place, reason, what, lost }) => `${line(place.file, place.start)} ${reason} ${what}${lost.length ? `: ${lost.join(' ')}` : ''}`),
  };
}

const LLM = `
import anthropic
client = anthropic.Anthropic()
def ask(text):
    return client.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": text}])
`;
const STORE = `
import pydicom
def comments(path):
    return pydicom.dcmread(path).ImageComments
def rows(path):
    return pydicom.dcmread(path).Rows
`;

describe('a text that arrives', () => {
  test('is reported, with its way', async () => {
    const { explanation, text } = await ask({ 'llm.py': LLM, 'store.py': STORE, 'app.py': 'from llm import ask\nfrom store import comments\ndef go(p): ask(comments(p))\n' }, 'store.py:3', 'llm.py:4');
    assert.equal(explanation.verdict, 'reported');
    assert.ok(explanation.rules.includes('prompt-injection/untrusted-text-in-prompt'));
    assert.match(text, /store\.py:3:12 {2}source: .*ImageComments/);
    assert.match(text, /llm\.py:3:9 {2}passed to ask as text/);
  });
  test('through a wrapper that is asked for by name', async () => {
    const { explanation } = await ask({ 'llm.py': LLM, 'store.py': STORE, 'app.py': 'from llm import ask\nfrom store import comments\ndef go(p): ask(comments(p))\n' }, 'comments', 'ask');
    assert.equal(explanation.verdict, 'reported');
    assert.ok(explanation.isModelled);
  });
  test('at a call that is no sink, or from what is no source', async () => {
    const files = { 'llm.py': LLM, 'store.py': STORE, 'app.py': 'from llm import ask\nfrom store import comments\nfrom mystery import fetch, send\ndef go(p):\n    send(comments(p))\n    ask(fetch(p))\n' };
    assert.equal((await ask(files, 'comments', 'send')).explanation.verdict, 'not-a-sink');
    const other = await ask(files, 'fetch', 'app.py:6');
    assert.deepEqual([other.explanation.verdict, other.explanation.isModelled, other.explanation.rules], ['not-a-source', false, []]);
    assert.match(other.text, /no model row and no setting says that the source is untrusted/);
  });
  test('of a kind that is no danger there', async () => {
    const { explanation, text } = await ask({ 'llm.py': LLM, 'app.py': 'import sys\nfrom llm import ask\ntext = sys.stdin.read()\nask(text)\n' }, 'app.py:3', 'llm.py:4');
    assert.equal(explanation.verdict, 'no-danger');
    assert.match(text, /source: user-text; dangers of the sink: .*prompt/);
  });
});

describe('a text that is cleared', () => {
  const app = (body: string): Readonly<Record<string, string>> => ({ 'llm.py': LLM, 'store.py': STORE, 'safety.py': 'import re\ndef scrub(t): return re.sub("x", "", t)\ndef fine(t): return len(t) < 9\n', 'app.py': `from llm import ask\nfrom store import comments\nfrom safety import scrub, fine\nfrom enum import Enum\nSIDES = {"left", "right"}\ndef go(p):\n${body}` });
  const why = async (body: string, settings?: string): Promise<readonly string[]> => {
    const { explanation, reasons } = await ask(app(body), 'store.py:3', 'llm.py:4', settings);
    assert.equal(explanation.verdict, 'cleared');
    // Reading the element takes the dangers of identifying data away; that is not what is asked here.
    return reasons.filter((one) => one.includes('prompt'));
  };
  test('by a conversion', async () => assert.deepEqual(await why('    ask(str(int(comments(p))))\n'), ['app.py:7 conversion int: prompt']));
  test('by an allow-list', async () => assert.deepEqual(await why('    t = comments(p)\n    if t not in SIDES:\n        raise ValueError(t)\n    ask(t)\n'), ['app.py:8 check : prompt']));
  test('by a sanitizer of the policy', async () => assert.deepEqual(await why('    ask(scrub(comments(p)))\n', '{ "sanitizers": ["safety.scrub"] }'), ['app.py:7 barrier scrub: prompt']));
  test('by a guard of the policy', async () => assert.deepEqual(await why('    t = comments(p)\n    if fine(t):\n        ask(t)\n', '{ "guards": ["safety.fine"] }'), ['app.py:8 check : prompt']));
  test('by the element that it is', async () => {
    const { explanation, reasons } = await ask({ 'llm.py': LLM, 'store.py': STORE, 'app.py': 'from llm import ask\nfrom store import rows\ndef go(p): ask(f"{rows(p)} rows")\n' }, 'store.py:5', 'llm.py:4');
    assert.equal(explanation.verdict, 'cleared');
    assert.match(reasons[0] ?? '', /^store\.py:5 conversion .*: prompt/);
  });
  test('for one danger only', async () => {
    const { explanation, text } = await ask({ 'app.py': 'import pydicom\nfrom openai import OpenAI\nclient = OpenAI()\ndef go(p):\n    n = int(pydicom.dcmread(p).PatientID)\n    client.chat.completions.create(model="m", messages=[{"role": "user", "content": n}])\n' }, 'app.py:5', 'app.py:6');
    assert.deepEqual([explanation.verdict, explanation.rules], ['reported', ['sensitive-disclosure/phi-to-external-model']]);
    assert.match(text, /What took other dangers away:\n {2}app\.py:5:9 {2}what int gives .*takes away: prompt\)/);
  });
});

describe('a text that is lost', () => {
  test('in a result that does not hold it', async () => {
    const { explanation, reasons } = await ask({ 'llm.py': LLM, 'store.py': STORE, 'app.py': 'from llm import ask\nfrom store import comments\ndef title(t): return "fixed"\ndef go(p):\n    n = len(comments(p))\n    ask(title(comments(p)))\n    ask(n)\n' }, 'store.py:3', 'llm.py:4');
    assert.equal(explanation.verdict, 'lost');
    assert.deepEqual(reasons, ['app.py:5 dropped len', 'app.py:6 dropped title']);
  });
  test('in a call that is not known', async () => {
    const { explanation, reasons } = await ask({ 'llm.py': LLM, 'store.py': STORE, 'app.py': 'from llm import ask\nfrom store import comments\nfrom mystery import queue\ndef go(p):\n    queue.put(comments(p))\n    ask(1)\n' }, 'store.py:3', 'llm.py:4');
    assert.equal(explanation.verdict, 'lost');
    assert.deepEqual(reasons, ['app.py:5 unknown-call ']);
  });
  test('where a sink or a source is never run', async () => {
    const files = { 'llm.py': LLM, 'store.py': STORE, 'app.py': 'from llm import ask\nfrom store import comments\nDEBUG = False\ndef go(p):\n    t = comments(p)\n    if DEBUG:\n        ask(t)\n        t = comments("other")\n    return t\n' };
    assert.equal((await ask(files, 'app.py:5', 'app.py:7')).explanation.verdict, 'sink-not-run');
    assert.equal((await ask(files, 'app.py:8', 'app.py:7')).explanation.verdict, 'source-not-run');
  });
  test('beyond a limit of the analysis', async () => {
    const n = 60;
    const chain = Array.from({ length: n }, (_, i) => `def f${i}(t): return ${i + 1 < n ? `f${i + 1}(t)` : 'ask(t)'}\n`).join('');
    const { explanation, reasons } = await ask({ 'llm.py': LLM, 'store.py': STORE, 'app.py': `from llm import ask\nfrom store import comments\n${chain}def go(p): return f0(comments(p))\n` }, `app.py:${n + 3}`, 'llm.py:4');
    assert.equal(explanation.verdict, 'lost');
    assert.ok(reasons.some((one) => / limit callDepth$/.test(one)), reasons.join('\n'));
  });
});

test('in TypeScript, Java and C#', async () => {
  const ts = await ask({ 'app.ts': `
import OpenAI from 'openai';
import dcmjs from 'dcmjs';
const client = new OpenAI();
export async function go(b: ArrayBuffer) {
  const data = dcmjs.data.DicomMetaDictionary.naturalizeDataset(dcmjs.data.DicomMessage.readFile(b).dict);
  const text = String(Number(data.ImageComments));
  await client.responses.create({ model: 'm', input: text });
}
` }, 'app.ts:5', 'app.ts:7');
  assert.equal(ts.explanation.verdict, 'cleared');
  assert.deepEqual(ts.reasons, ['app.ts:6 conversion data.ImageComments: phi-model', 'app.ts:6 conversion Number: prompt']);
  const java = await ask({ 'App.java': `
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
class App {
  void go(Attributes attrs) {
    String text = attrs.getString(Tag.ImageComments);
    Queue.put(text);
  }
}
` }, 'App.java:5', 'App.java:6');
  assert.equal(java.explanation.verdict, 'not-a-sink');
  const cs = await ask({ 'App.cs': `
using FellowOakDicom;
class App {
  void Go(DicomDataset data) {
    var text = data.GetString(DicomTag.ImageComments);
    Bus.Send(text.Length);
  }
}
` }, 'App.cs:4', 'Bus.Send');
  assert.equal(cs.explanation.verdict, 'lost');
});

test('as JSON', async () => {
  const { json } = await ask({ 'llm.py': LLM, 'app.py': 'import pydicom\nfrom llm import ask\ndef go(p): ask(int(pydicom.dcmread(p).StudyDescription))\n' }, 'app.py:3:25', 'llm.py:4');
  const read = JSON.parse(json) as { verdict: string; path: unknown[]; reasons: { file: string; startLine: number; startColumn: number; reason: string; what: string; lost: string[] }[]; sinks: { danger: string; arrived: boolean; reported: boolean }[] };
  assert.equal(read.verdict, 'cleared');
  assert.deepEqual(read.reasons.map(({ file, startLine, startColumn, reason, what, lost }) => [file, startLine, startColumn, reason, what, lost]), [['app.py', 3, 20, 'conversion', 'StudyDescription', ['phi-model']], ['app.py', 3, 16, 'conversion', 'int', ['prompt']]]);
  assert.deepEqual(read.sinks.filter(({ danger }) => danger === 'prompt').map(({ arrived, reported }) => [arrived, reported]), [[true, false]]);
  assert.ok(read.path.length > 0);
});

test('places that are not there are said', async () => {
  const files = { 'app.py': 'x = f()\n\n' };
  await assert.rejects(ask(files, 'app.py:9', 'f'), /app\.py has no line 9/);
  await assert.rejects(ask(files, 'other.py:1', 'f'), /other\.py is no code file/);
  await assert.rejects(ask(files, 'app.py:1', 'app.py:2'), /No call stands on line 2 of app\.py/);
  await assert.rejects(ask(files, 'app.py:1', 'g'), /There is no call of "g" to be the sink/);
});
