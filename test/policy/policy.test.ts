import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { isLoopback, isTrustedEndpoint } from '../../src/policy/endpoints.ts';
import { formatConfigError } from '../../src/policy/jsonReader.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { defaultPolicy, ruleSeverity, type Policy } from '../../src/policy/policy.ts';
import { STARTING_POLICY } from '../../src/cli/init.ts';
import { readSettings } from '../../src/session/settings.ts';
import { project } from '../cli/project.ts';

const KNOWN = new Set(['prompt-injection/untrusted-text-in-prompt', 'prompt-injection/unscreened-image', 'exposed-service/open-dicom-listener']);
const read = (text: string, files: Readonly<Record<string, string>> = {}): { policy: Policy; errors: readonly string[] } => {
  const { policy, errors } = parsePolicy('dosimeter.jsonc', text, { knownRules: KNOWN, readFile: (path) => files[path] });
  return { policy, errors: errors.map(formatConfigError) };
};

test('an empty file and the starting file give the defaults', () => {
  for (const text of ['', '{}', STARTING_POLICY]) assert.deepEqual(read(text), { policy: defaultPolicy, errors: [] });
});

test('the starting file is valid with every setting switched on', () => {
  const lines = STARTING_POLICY.split('\n').map((line) => line.replace(/^( *)\/\/ (?="|  "|\}\])/, '$1'));
  const { errors, policy } = read(lines.join('\n'), { 'dosimeter/our-pacs.yml': 'language: python\nrows: []\n' });
  assert.deepEqual(errors.filter((error) => !error.includes('model-supply-chain')), []);
  assert.equal(policy.flowRules[0]?.id, 'local/no-report-in-url');
  assert.deepEqual(policy.sanitizers, [{ name: 'safety.scrub_prompt', clears: ['text'] }, { name: 'as_markup', clears: ['html'] }]);
});

describe('mistakes carry line, column and what to do', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['a syntax error', '{\n  "rules": {,}\n}', /^dosimeter\.jsonc:2:13: not valid JSON/],
    ['an unknown setting', '{\n  "sanitisers": []\n}', /^dosimeter\.jsonc:2:3: .*did you mean "sanitizers"/],
    ['a wrong type', '{ "include": "src" }', /:1:14: include must be an array, not the string "src"/],
    ['an unknown rule', '{ "rules": { "prompt-injection/unscreened-imag": "off" } }', /:1:14: there is no rule .*did you mean "prompt-injection\/unscreened-image"/],
    ['an unknown severity', '{ "rules": { "prompt-injection/*": "warn" } }', /must be one of .*did you mean "warning"/],
    ['an unknown capability', '{ "capabilities": { "untrusted": ["read-file"] } }', /did you mean "read-files"/],
    ['an unknown trust level', '{ "capabilities": { "untrustet": [] } }', /did you mean "untrusted"/],
    ['an endpoint that trusts all', '{ "trustedEndpoints": ["https://*"] }', /would trust every endpoint/],
    ['a model file that is not there', '{ "models": ["x.yml"] }', /"x\.yml" can't be read/],
    ['a model file outside', '{ "models": ["../x.yml"] }', /inside the project/],
    ['a helper outside', '{ "guardHelper": { "python": { "file": "../x.py" } } }', /inside the project/],
    ['a repeated key', '{ "include": [], "include": [] }', /given twice/],
    ['a flow rule without sinks', '{ "flowRules": [{ "id": "a/b", "sources": ["f"] }] }', /needs "sinks"/],
    ['a source of two kinds', '{ "flowRules": [{ "id": "a/b", "sources": [{ "call": "f", "name": "g" }], "sinks": ["h"] }] }', /exactly one of/],
    ['a flow rule with the id of a built-in one', '{ "flowRules": [{ "id": "prompt-injection/unscreened-image", "sources": ["f"], "sinks": ["h"] }] }', /choose another id/],
    ['a guard without a name', '{ "guards": [{ "arg": "0" }] }', /a guard needs "name"/],
    ['an argument path that is none', '{ "flowRules": [{ "id": "a/b", "sources": ["f"],\n  "sinks": [{ "call": "s", "args": [0, "1..x"] }] }] }', /^dosimeter\.jsonc:2:40: args: argument path "1\.\.x" has an unreadable step/],
    ['an output that is none', '{ "flowRules": [{ "id": "a/b", "sources": [{ "call": "f", "output": "%" }], "sinks": ["s"] }] }', /:1:69: output: argument path "%" does not start/],
    ['an argument of a guard that is none', '{ "guards": [{ "name": "f", "arg": "?" }] }', /:1:36: arg: argument path/],
    ['nesting', '['.repeat(100_000), /nests deeper/],
    ['no object', '[]', /must be an object, not an array/],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.match(read(text).errors.join('\n'), expected));
});

test('flow rules in full', () => {
  const { policy, errors } = read(`{ "builtins": false, "flowRules": [{
    "id": "local/x", "message": "m", "severity": "note", "languages": ["python"], "tags": ["CWE-1"],
    "sources": ["f", { "parameter": "report", "function": "handle" }, { "annotation": "RequestParam" }, { "decorator": "app.route" }, { "name": "request.args" }],
    "sinks": [{ "call": "send", "args": [0, "body"] }], "barriers": ["clean"], "guards": [{ "call": "ok", "arg": 1, "accepts": "throws" }],
  }] }`);
  assert.deepEqual(errors, []);
  assert.deepEqual(policy.builtins, { models: false, rules: false });
  assert.deepEqual(policy.flowRules[0], {
    id: 'local/x', message: 'm', severity: 'note', languages: ['python'], tags: ['CWE-1'],
    sources: [{ call: 'f' }, { parameter: 'report', function: 'handle' }, { annotation: 'RequestParam' }, { decorator: 'app.route' }, { name: 'request.args' }],
    sinks: [{ call: 'send', args: ['0', 'body'] }],
    barriers: [{ call: 'clean', output: ['return'] }],
    guards: [{ call: 'ok', arg: '1', accepts: 'throws' }],
  });
});

test('models in place and in files, with their packages worked out', () => {
  const { policy, errors } = read('{ "models": ["m.yml", { "language": "typescript", "rows": [{ "at": "@our/pacs.Client()", "source": "fhir-text" }] }] }', {
    'm.yml': 'language: python\nrows:\n  - at: ourpacs.fetch()\n    source: dicom-text\n',
  });
  assert.deepEqual(errors, []);
  assert.deepEqual(policy.models.map(({ origin, file }) => [origin, file.packages]), [['m.yml', ['ourpacs']], ['dosimeter.jsonc', ['@our/pacs']]]);
});

test('rows that are wrong are told with their place', async (t) => {
  const root = project(t, {
    'm.yml': 'language: python\nrows:\n  - { at: ourpacs.fetch(), source: dicom-text }\n  - at: ourpacs.send\n    sink: nowhere\n    args: ["0"]\n',
    'dosimeter.jsonc': '{ "models": [\n  "m.yml",\n  { "language": "python", "rows": [\n    { "at": "x.y", "source": "nothing" } ] }\n] }',
  });
  const { errors } = await readSettings(join(root, 'dosimeter.jsonc'), root);
  assert.deepEqual(errors.map(formatConfigError).map((one) => /^([^ ]+) row (\d)/.exec(one)?.slice(1).join(' ')).sort(), ['dosimeter.jsonc:4:5: 0', 'm.yml:4:5: 1']);
});

test('broken YAML is an error in the model file', () => {
  assert.match(read('{ "models": ["m.yml"] }', { 'm.yml': 'rows:\n  - [' }).errors[0] ?? '', /^m\.yml:\d+:\d+: not valid YAML/);
  assert.match(read('{ "models": ["m.yml"] }', { 'm.yml': 'a: &a [x]\nb: [*a, *a]\n' }).errors[0] ?? '', /^m\.yml:/);
});

test('severities: the rule wins over its family', () => {
  const { policy } = read('{ "rules": { "prompt-injection/*": "note", "prompt-injection/unscreened-image": "off" } }');
  assert.equal(ruleSeverity(policy, 'prompt-injection/untrusted-text-in-prompt', 'error'), 'note');
  assert.equal(ruleSeverity(policy, 'prompt-injection/unscreened-image', 'note'), 'off');
  assert.equal(ruleSeverity(policy, 'exposed-service/open-dicom-listener', 'warning'), 'warning');
});

test('no damaged file makes the reader throw', () => {
  const whole = STARTING_POLICY.replaceAll('  // "', '  "');
  for (let i = 0; i < whole.length; i += 7) {
    read(whole.slice(0, i));
    read(whole.slice(0, i) + whole.slice(i + 5));
    read(`${whole.slice(0, i)}{[]}"${whole.slice(i)}`);
  }
});

describe('endpoints', () => {
  const policy: Policy = { ...defaultPolicy, trustedEndpoints: ['https://llm.hospital.example/v1', '*.clinic.example', '10.20.*', 'http://gpu:8000'] };
  const cases: readonly (readonly [string, boolean])[] = [
    ['http://localhost:11434/v1', true], ['http://127.0.0.1:8000', true], ['http://[::1]:8080/', true], ['localhost', true], ['http+unix:///var/run/x.sock', true],
    ['https://llm.hospital.example/v1/chat', true], ['https://llm.hospital.example/v1', true],
    ['https://llm.hospital.example/v10', false], ['https://llm.hospital.example/v1/../v2', false], ['http://llm.hospital.example/v1', false],
    ['https://llm.hospital.example.evil.test/v1', false], ['https://llm.hospital.example@evil.test/v1', false], ['https://evil.test/#@llm.hospital.example/v1', false],
    ['https://a.clinic.example', true], ['https://clinic.example', false], ['https://evilclinic.example', false],
    ['http://10.20.3.4:9000/x', true], ['http://10.200.3.4', false], ['http://10.20.evil.test', false],
    ['http://gpu:8000/v1', true], ['http://gpu:8001/v1', false],
    ['https://localhost.evil.test', false], ['https://api.openai.com/v1', false], ['', false],
  ];
  for (const [url, trusted] of cases) test(url || 'nothing', () => assert.equal(isTrustedEndpoint(policy, url), trusted));
  test('loopback is loopback', () => assert.ok(isLoopback('http://127.0.0.1') && !isLoopback('http://128.0.0.1')));
});
