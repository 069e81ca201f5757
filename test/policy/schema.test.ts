import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'jsonc-parser';
import { CAPABILITIES, SINK_KINDS } from '../../src/base/words.ts';
import { STARTING_POLICY } from '../../src/cli/init.ts';
import { parsePolicy } from '../../src/policy/load.ts';

const schema = JSON.parse(readFileSync(new URL('../../media/dosimeter.schema.json', import.meta.url), 'utf8')) as any;
const validate = new Ajv({ strict: false }).compile(schema);
const accepts = (text: string): boolean => parsePolicy('dosimeter.jsonc', text, { knownRules: new Set(['prompt-injection/unscreened-image', 'model-supply-chain/x']), readFile: () => 'language: python\nrows: []\n' }).errors.length === 0;

describe('the schema that editors use agrees with the reader', () => {
  test('on words', () => {
    assert.deepEqual(schema.definitions.capability.enum, CAPABILITIES);
    assert.deepEqual(schema.definitions.clears.items.enum, ['text', 'any', 'phi', ...SINK_KINDS]);
  });

  const full = STARTING_POLICY.replace(/^( *)\/\/ (?="|  "|\}\])/gm, '$1');
  const texts: readonly string[] = [
    '{}', full, '{ "sanitisers": [] }', '{ "include": "src" }', '{ "rules": { "prompt-injection/unscreened-image": "warn" } }', '{ "builtins": { "models": false } }', '{ "builtins": 1 }',
    '{ "capabilities": { "untrusted": ["fly"] } }', '{ "guards": [{ "name": "f", "accepts": "throws" }] }', '{ "guards": [{ "name": "f", "accepts": "maybe" }] }', '{ "guards": [{}] }',
    '{ "guardHelper": { "python": { "file": "a.py", "name": "f" } } }', '{ "guardHelper": { "ruby": {} } }', '{ "models": ["a.yml", { "language": "java", "rows": [] }] }', '{ "models": [{ "rows": [] }] }',
    '{ "flowRules": [{ "id": "a/b", "sources": ["f", { "parameter": "p", "function": "g" }], "sinks": [{ "call": "s", "args": [0] }] }] }',
    '{ "flowRules": [{ "id": "a/b", "sources": [{ "parameter": "p", "output": "0" }], "sinks": ["s"] }] }',
    '{ "flowRules": [{ "id": "A b", "sources": ["f"], "sinks": ["s"] }] }', '{ "flowRules": [{ "id": "a/b", "sources": [], "sinks": ["s"] }] }',
  ];
  for (const text of texts) test(text.length > 100 ? `${text.slice(0, 97)}...`.replace(/\s+/g, ' ') : text, () => assert.equal(validate(parse(text)), accepts(text), JSON.stringify(validate.errors)));
});
