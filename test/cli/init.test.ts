import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parsePolicy } from '../../src/policy/load.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { RULE_IDS } from '../../src/rules/catalogue.ts';
import { dosimeter, project } from './project.ts';

const STUDY = {
  'app/study.py': 'import pydicom\n\ndef patient(path):\n    return pydicom.dcmread(path).PatientName\n',
  'app/safety.py': [
    'def scrub_prompt(text):', '    return text', '',
    'def deidentify(ds):', '    return ds', '',
    'def is_safe_prompt(text):', '    return len(text) < 10', '',
    'def contains_injection(text):', '    return "ignore" in text', '',
    'def require_clean_prompt(text):', '    return text', '',
    'class Desk:', '    def review_report(self, text):', '        return text', '    def ask_operator(self, call):', '        return False', '',
    'def nothing_of_the_kind(text):', '    return text', '',
  ].join('\n'),
  'app/ask.py': [
    'from openai import OpenAI', 'from app.study import patient', '',
    'client = OpenAI(base_url="https://user:secret@llm.partner.example:8443/v1?key=hidden")', 'local = OpenAI(base_url="http://localhost:8000/v1")', '',
    'def ask(path):', '    name = patient(path)', '    client.chat.completions.create(model="m", messages=[{"role": "user", "content": f"{name}"}])',
    '    local.chat.completions.create(model="m", messages=[{"role": "user", "content": "hello"}])', '', 'ask("a.dcm")', '',
  ].join('\n'),
  'tests/test_safety.py': 'def scrub_for_test(text):\n    return text\n',
};

const read = (text: string): { policy: Policy; errors: readonly unknown[] } => {
  const { policy, errors } = parsePolicy('dosimeter.jsonc', text, { knownRules: RULE_IDS, readFile: () => undefined });
  return { policy, errors };
};

/** Takes the marks away from every setting that the file is about, and reads what is left. */
function decided(text: string, settings: readonly string[]): ReturnType<typeof read> {
  let inside = false;
  const lines = text.split('\n').map((line) => {
    inside = line !== '' && (inside || settings.some((name) => line.startsWith(`  // "${name}":`)));
    return inside ? line.replace('// ', '') : line;
  });
  return read(lines.join('\n'));
}

test('init fills the settings in with what it finds, and decides nothing', async (t) => {
  const root = project(t, STUDY);
  const { status, stderr } = await dosimeter(root, ['init']);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /wrote dosimeter\.jsonc with what was found in 4 files/);
  const text = readFileSync(join(root, 'dosimeter.jsonc'), 'utf8');
  assert.deepEqual(read(text), { policy: defaultPolicy, errors: [] });
  assert.match(text, /dicom-text: pydicom\.dcmread \(app\/study\.py:4\)/);
  assert.match(text, /openai chat\.completions \(app\/ask\.py:9\): PatientName \(0010,0010\)/);
  assert.match(text, /Findings: 1 of prompt-injection, 1 of sensitive-disclosure\./);
  assert.match(text, /Desk\.review_report \(app\/safety\.py:17\)/);
  assert.doesNotMatch(text, /secret|hidden|localhost|nothing_of_the_kind|scrub_for_test/);

  const { policy, errors } = decided(text, ['trustedEndpoints', 'sanitizers', 'guards', 'reviewers', 'approvals', 'deidentifiers']);
  assert.deepEqual(errors, []);
  assert.deepEqual(policy.trustedEndpoints, ['https://llm.partner.example:8443']);
  assert.deepEqual(policy.sanitizers.map(({ name }) => name), ['safety.scrub_prompt']);
  assert.deepEqual(policy.deidentifiers, ['safety.deidentify']);
  assert.deepEqual(policy.reviewers, ['Desk.review_report']);
  assert.deepEqual(policy.approvals, ['Desk.ask_operator']);
  assert.deepEqual(policy.guards.map(({ name, accepts }) => [name, accepts]), [['safety.is_safe_prompt', true], ['safety.contains_injection', false], ['safety.require_clean_prompt', 'throws']]);

  // What the suggestion is for: with it in force, the finding is gone.
  writeFileSync(join(root, 'dosimeter.jsonc'), text.replace('// "trustedEndpoints"', '"trustedEndpoints"'));
  const { stdout } = await dosimeter(root, ['lint', '--format', 'json', '--rule', 'sensitive-disclosure/*', '--fail-on', 'never']);
  assert.deepEqual((JSON.parse(stdout) as { findings: unknown[] }).findings, []);
});

test('init names tools with what they can do, and services that are open', async (t) => {
  const root = project(t, {
    'server.py': 'import subprocess\nfrom mcp.server.fastmcp import FastMCP\n\nmcp = FastMCP("archive")\n\n@mcp.tool()\ndef run(command: str) -> str:\n    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout\n',
    'orthanc.json': '{ "RemoteAccessAllowed": true, "AuthenticationEnabled": false }\n',
  });
  assert.equal((await dosimeter(root, ['init'])).status, 0);
  const text = readFileSync(join(root, 'dosimeter.jsonc'), 'utf8');
  assert.match(text, /tools offered to any client \(server\.py:\d+\): execute-shell to a free target/);
  assert.match(text, /orthanc\.json:1 exposed-service\/open-imaging-server/);
});

test('init writes hostile names as text', async (t) => {
  const root = project(t, { 'a\u202Eb\u0007.py': STUDY['app/study.py'] });
  assert.equal((await dosimeter(root, ['init'])).status, 0);
  const text = readFileSync(join(root, 'dosimeter.jsonc'), 'utf8');
  assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F\u202E]/);
  assert.match(text, /a\\u\{202E\}b\\u\{7\}\.py:4/);
  assert.deepEqual(read(text), { policy: defaultPolicy, errors: [] });
});

test('init keeps what is there, and needs a folder', async (t) => {
  const root = project(t, { 'dosimeter.jsonc': '{ "trustedEndpoints": [] }' });
  const again = await dosimeter(root, ['init']);
  assert.equal(again.status, 2);
  assert.match(again.stderr, /is there already/);
  assert.equal(readFileSync(join(root, 'dosimeter.jsonc'), 'utf8'), '{ "trustedEndpoints": [] }');
  assert.match((await dosimeter(root, ['init', 'none'])).stderr, /none does not exist/);
  assert.match((await dosimeter(root, ['init', 'a', 'b'])).stderr, /takes one folder/);
});
