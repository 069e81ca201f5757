import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadModels } from '../../src/models/load.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { RULE_IDS } from '../../src/rules/catalogue.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';
import { expectFindings } from '../support/analyse.ts';

function policyOf(rule: Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[]): Policy {
  const rules = (Array.isArray(rule) ? rule : [rule]).map((one: Readonly<Record<string, unknown>>) => ({ id: 'local/leak', ...one }));
  const { policy, errors } = parsePolicy('dosimeter.jsonc', JSON.stringify({ flowRules: rules }), { knownRules: RULE_IDS, readFile: () => undefined });
  assert.deepEqual(errors, []);
  return policy;
}
const expect = (rule: Parameters<typeof policyOf>[0], files: Readonly<Record<string, string>>): Promise<void> => expectFindings('local', files, policyOf(rule));

describe('sources', () => {
  test('a call, across files, with no modelled library near', () => expect({ sources: ['load_report'], sinks: [{ call: 'put_in_url', args: [0] }] }, {
    'store.py': 'def load_report(key):\n    return open(key).read()\n',
    'web.py': 'def put_in_url(text, title):\n    return "https://x.test/?q=" + text\n',
    'app.py': `
from store import load_report
from web import put_in_url
def show(key):
    text = load_report(key).strip()
    put_in_url("fixed", text)
    return put_in_url(f"<{text}>", "t")  # <- leak
`,
  }));

  test('a call of a library without rows, under another name and as a member', () => expect({ sources: ['ourpacs.fetch', 'ourpacs.Client.study'], sinks: ['ourlog.emit'] }, {
    'app.py': `
import ourpacs as p
from ourpacs import fetch as get_it, Client
from ourlog import emit as say
def one(): say(get_it(1))  # <- leak
def two(): say(p.fetch(1))  # <- leak
def three():
    c = Client("host")
    return say(c.study(7).text)  # <- leak
class Desk:
    def __init__(self):
        self.client = Client("host")
    def run(self): say(self.client.study(1))  # <- leak
def four(fetch, emit): emit(p.other(1))
`,
  }));

  test('a callback is a call too', () => expect({ sources: ['load_report'], sinks: ['send'] }, {
    'app.py': `
def load_report(key): return open(key).read()
def send(text): print(text)
def all_of(keys):
    for text in map(load_report, keys):
        send(text)  # <- leak
`,
  }));

  test('names: an attribute, a global, a local variable', () => expect({ sources: [{ name: 'request.args' }, { name: 'REPORT' }, { name: 'free_text' }], sinks: ['send'] }, {
    'app.py': `
from flask import request
REPORT = make()
def a(): send(request.args["q"])  # <- leak
def b(): send(request.path)
def c(): send(REPORT)  # <- leak
def d(x):
    free_text = x.lower()
    send(free_text)  # <- leak
`,
  }));

  test('parameters: by name, by function, all, by type and by annotation', async () => {
    await expect({ sources: [{ parameter: 'report', function: 'handle' }], sinks: ['send'] }, {
      'app.py': `
def handle(report, title="x"):
    send(title)
    send(report)  # <- leak
def other(report):
    send(report)
`,
    });
    await expect({ sources: [{ parameter: '*', function: 'Api.post' }], sinks: ['send'] }, {
      'app.py': `
class Api:
    def post(self, body, note=None):
        send(body)  # <- leak
        send(note)  # <- leak
        send(self.name)
`,
    });
    await expect({ sources: [{ annotation: 'StudyEvent' }], sinks: ['forward'] }, {
      'app.ts': `
import { StudyEvent } from './events';
import { forward } from '@our/bus';
export function onStudy(event: StudyEvent, dry: boolean) {
  forward(dry);
  forward(event.detail); // <- leak
}
`,
      'events.ts': 'export interface StudyEvent { detail: string }\n',
    });
    await expect({ sources: [{ annotation: 'RequestParam' }], sinks: ['Bus.send'] }, {
      'App.java': `
import org.springframework.web.bind.annotation.RequestParam;
class App {
  private final Bus bus;
  App(Bus bus) { this.bus = bus; }
  String ask(@RequestParam String note, String other) {
    Bus.send(other);
    return Bus.send(note); // <- leak
  }
}
`,
    });
    await expect({ sources: [{ decorator: 'FromBody' }, { annotation: 'FromBody' }], sinks: ['Bus.Send'] }, {
      'App.cs': `
class App {
  public void Post([FromBody] string note, string other) {
    Bus.Send(other);
    Bus.Send(note); // <- leak
  }
}
`,
    });
  });

  test('all parameters of decorated functions', () => expect({ sources: [{ decorator: 'app.route' }], sinks: ['send'] }, {
    'app.py': `
from ourweb import app
@app.route("/x")
def handler(body):
    send(body)  # <- leak
def plain(body):
    send(body)
`,
  }));

  test('an argument that a call fills', () => expect({ sources: [{ call: 'reader.fill', output: '0' }], sinks: ['send'] }, {
    'app.py': `
import reader
def go():
    d = {}
    reader.fill(d)
    send(d["text"])  # <- leak
`,
  }));
});

describe('sinks', () => {
  test('arguments by position, by keyword, deeper, and the receiver', () => expect({ sources: ['load'], sinks: [{ call: 'a', args: [1] }, { call: 'b', args: ['body'] }, { call: 'c', args: ['0.text'] }, { call: 'save', args: ['self'] }] }, {
    'app.ts': `
import { load, a, b, c } from 'elsewhere';
export function go() {
  const t = load();
  a(t, 'x');
  a('x', t); // <- leak
  c({ text: 'x', title: t });
  c({ text: t }); // <- leak
  t.save(); // <- leak
}
`,
    'more.py': `
from elsewhere import load, b
b(head=load(), body=1)
b(head=1, body=load())  # <- leak
`,
  }));

  test('inside a wrapper: the sink stands there, the callers are steps', async () => {
    const session = new Session({ policy: policyOf({ message: '{source} gets into {sink}.', severity: 'note', tags: ['CWE-598'], sources: ['load_report'], sinks: ['requests.get'] }), models: loadModels(readModelFiles()), environment: nodeEnvironment({ jobs: 1 }), onlyRules: ['local/leak'] });
    session.applyChange([
      { file: 'net.py', text: 'import requests\ndef fetch(url):\n    return requests.get(url)\n' },
      { file: 'app.py', text: 'from net import fetch\ndef go(k):\n    return fetch("https://x.test/" + load_report(k))\n' },
    ]);
    const [finding, ...more] = (await session.analyze()).findings;
    assert.deepEqual(more, []);
    assert.deepEqual([finding?.ruleId, finding?.severity, finding?.message, finding?.place.file], ['local/leak', 'note', 'load_report() gets into requests.get.', 'net.py']);
    assert.deepEqual(finding?.flow.map((step) => `${step.kind} ${step.place.file}`), ['source app.py', 'call net.py', 'sink net.py']);
  });
});

describe('barriers and guards', () => {
  test('only those of the rule count', () => expect({ sources: ['load'], sinks: ['send'], barriers: ['scrub', { call: 'wipe', output: '0' }] }, {
    'app.py': `
def go(k):
    send(scrub(load(k)))
    send(int(load(k)))  # <- leak
    d = {"t": load(k)}
    send(d["t"])  # <- leak
    wipe(d)
    send(d["t"])
`,
  }));

  test('guards with each accepting value', () => expect({ sources: ['load'], sinks: ['send'], guards: ['is_fine', { call: 'is_bad', accepts: false }, { call: 'check', accepts: 'throws' }, { call: 'vet', arg: 'text' }] }, {
    'lib.py': 'def check(x):\n    if len(x) > 9: raise ValueError(x)\n',
    'app.py': `
from lib import check
def go(k):
    t = load(k)
    if is_fine(t): send(t)
    else: send(t)  # <- leak
    if is_bad(t): send(t)  # <- leak
    elif vet(text=t): send(t)
    if not is_fine(t): return
    send(t)
def other(k):
    t = load(k)
    send(t)  # <- leak
    check(t)
    send(t)
`,
  }));

  test('a guard of the project that is called through a wrapper', () => expect({ sources: ['load'], sinks: ['send'], guards: ['Guard.isFine'] }, {
    'guard.ts': 'export class Guard { isFine(x: string): boolean { return x.length < 5; } }\n',
    'app.ts': `
import { Guard } from './guard';
const guard = new Guard();
const ok = (x: string) => guard.isFine(x);
export function go() {
  const t = load();
  if (!ok(t)) return send(t); // <- leak
  send(t);
}
`,
  }));
});

describe('rules side by side', () => {
  const many = Array.from({ length: 30 }, (_, i) => ({ id: `local/rule-${'abcdefghijklmnopqrstuvwxyzäöüß'.charCodeAt(i)}`, sources: [`load${i}`], sinks: [`send${i}`], barriers: [`clean${i}`] }));
  test('each has its own sources, sinks and barriers, however many there are', async () => {
    const text = many.flatMap((rule, i) => [`send${i}(clean${(i + 1) % 30}(load${i}()))  # <- ${rule.id.slice(6)}`, `send${i}(clean${i}(load${i}()))`, `send${(i + 1) % 30}(load${i}())`]).join('\n');
    // The expectation of a mark is one rule id with letters only.
    const session = new Session({ policy: policyOf(many), models: loadModels([]), environment: nodeEnvironment({ jobs: 1 }) });
    session.applyChange([{ file: 'app.py', text }]);
    const { findings } = await session.analyze();
    assert.deepEqual(findings.map(({ ruleId, place }) => `${text.slice(0, place.start).split('\n').length} ${ruleId}`), many.map((rule, i) => `${i * 3 + 1} ${rule.id}`));
  });

  test('languages', () => expect({ languages: ['python'], sources: ['load'], sinks: ['send'] }, { 'a.py': 'send(load())  # <- leak\n', 'a.ts': 'send(load());\n' }));

  test('built-in findings stay as they are, and can be turned off', async () => {
    const text = 'import sys, pydicom\nfrom openai import OpenAI\nclient = OpenAI()\ndef go(p):\n    t = pydicom.dcmread(p).PatientComments\n    client.chat.completions.create(model="m", messages=[{"role": "user", "content": t}])\n    send(t)\n';
    const run = async (policy: Policy): Promise<readonly string[]> => {
      const session = new Session({ policy, models: loadModels(readModelFiles()), environment: nodeEnvironment({ jobs: 1 }) });
      session.applyChange([{ file: 'app.py', text }]);
      return (await session.analyze()).findings.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`);
    };
    const own = policyOf({ sources: ['pydicom.dcmread'], sinks: ['send'] });
    const builtIn = await run(defaultPolicy);
    assert.ok(builtIn.length > 1);
    const both = await run(own);
    assert.deepEqual(both.filter((one) => !one.startsWith('local/')), builtIn);
    assert.equal(both.length, builtIn.length + 1);
    assert.deepEqual((await run({ ...own, builtins: { models: true, rules: false } })).map((one) => one.split(' ')[0]), ['local/leak']);
  });
});
