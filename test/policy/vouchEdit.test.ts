import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Vouchable } from '../../src/base/finding.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import { policyText } from '../../src/cli/init.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { settingsText, vouchEdits } from '../../src/policy/vouchEdit.ts';

const SANITIZER: Vouchable = { role: 'sanitizers', name: 'text.scrub' };
const GUARD: Vouchable = { role: 'guards', name: 'text.ok', arg: '0', accepts: false, clears: ['shell'] };

const edited = (text: string, entry: Vouchable): string | undefined => {
  const edits = vouchEdits(text, entry);
  return edits === undefined ? undefined : applyEdits(text, edits.map((edit) => ({ file: '', ...edit })));
};
function parsed(text: string): Policy {
  const { policy, errors } = parsePolicy('dosimeter.jsonc', text, { knownRules: new Set(), readFile: () => undefined });
  assert.deepEqual(errors, [], text);
  return policy;
}

/** Text, entry, and what it becomes. */
const CASES: readonly (readonly [string, string, Vouchable, string])[] = [
  ['an empty object', '{}', SANITIZER, '{\n  "sanitizers": ["text.scrub"]\n}'],
  ['an empty object on lines', '{\n}\n', SANITIZER, '{\n  "sanitizers": ["text.scrub"]\n}\n'],
  ['comments alone', '{\n  // why\n}\n', SANITIZER, '{\n  // why\n  "sanitizers": ["text.scrub"]\n}\n'],
  ['a list on one line', '{ "sanitizers": ["a"] }', SANITIZER, '{ "sanitizers": ["a", "text.scrub"] }'],
  ['an empty list', '{ "sanitizers": [] }', SANITIZER, '{ "sanitizers": ["text.scrub"] }'],
  ['an empty list with a comment', '{\n  "sanitizers": [\n    // ours\n  ]\n}', SANITIZER, '{\n  "sanitizers": [\n    // ours\n    "text.scrub"\n  ]\n}'],
  ['a comma at the end', '{ "sanitizers": ["a",] }', SANITIZER, '{ "sanitizers": ["a", "text.scrub",] }'],
  ['a list on lines', '{\n\t"sanitizers": [\n\t\t"a" // why\n\t]\n}\n', SANITIZER, '{\n\t"sanitizers": [\n\t\t"a", // why\n\t\t"text.scrub"\n\t]\n}\n'],
  ['a list on lines with a comma at the end', '{\r\n  "sanitizers": [\r\n    "a", // why\r\n    // more\r\n  ],\r\n}\r\n', SANITIZER, '{\r\n  "sanitizers": [\r\n    "a", // why\r\n    "text.scrub",\r\n    // more\r\n  ],\r\n}\r\n'],
  ['a property behind others', '{\n  "rules": { "a/*": "off" } // off\n}\n', GUARD, '{\n  "rules": { "a/*": "off" }, // off\n  "guards": [{ "name": "text.ok", "arg": "0", "accepts": false, "clears": ["shell"] }]\n}\n'],
  ['a property on one line', '{ "reviewers": ["x"] }', SANITIZER, '{ "reviewers": ["x"], "sanitizers": ["text.scrub"] }'],
  ['a setting that is explained', '{\n  // Ours:\n  // "sanitizers": ["x"],\n\n  "exclude": []\n}\n', SANITIZER, '{\n  // Ours:\n  "sanitizers": ["text.scrub"],\n  // "sanitizers": ["x"],\n\n  "exclude": []\n}\n'],
  ['a setting that is explained behind another', '{\n  "exclude": []\n\n  // "sanitizers": ["x"],\n}\n', SANITIZER, '{\n  "exclude": [],\n\n  "sanitizers": ["text.scrub"],\n  // "sanitizers": ["x"],\n}\n'],
];

describe('an entry is added', () => {
  for (const [name, text, entry, expected] of CASES) {
    test(`to ${name}`, () => {
      const after = edited(text, entry);
      assert.equal(after, expected);
      if (!text.includes('"rules"')) assert.equal(parsed(expected)[entry.role as 'sanitizers'].some((one) => one.name === entry.name), true);
      assert.equal(edited(expected, entry), undefined, 'never twice');
    });
  }

  test('to the file that `dosimeter init` writes', () => {
    const after = edited(policyText(), SANITIZER)!;
    assert.deepEqual(parsed(after).sanitizers, [{ name: 'text.scrub', clears: ['text'] }]);
    assert.equal(after.replace('  "sanitizers": ["text.scrub"],\n', ''), policyText());
    assert.match(after, /Functions whose result is safe in a prompt:\n {2}"sanitizers"/);
  });

  test('to no file', () => {
    assert.deepEqual(parsed(settingsText(GUARD)).guards, [{ name: 'text.ok', arg: '0', accepts: false, clears: ['shell'] }]);
    assert.equal(settingsText(SANITIZER, './s.json'), '{\n  "$schema": "./s.json",\n  "sanitizers": ["text.scrub"]\n}\n');
    assert.deepEqual(parsed(settingsText(SANITIZER, './s.json')).sanitizers, [{ name: 'text.scrub', clears: ['text'] }]);
  });
});

describe('nothing is added', () => {
  const asObject = '{ "sanitizers": [{ "name": "text.scrub" }] }';
  test('where the entry stands in its long form', () => assert.equal(edited(asObject, SANITIZER), undefined));
  test('where it is a guard by the defaults', () => assert.equal(edited('{ "guards": ["g"] }', { role: 'guards', name: 'g', arg: '0', accepts: true }), undefined));
  test('to what can not be read', () => {
    for (const text of ['', '[]', '{ "sanitizers": ', '{ "sanitizers": "x" }', '{ "a" 1 }']) assert.equal(edited(text, SANITIZER), undefined, text);
  });
  test('but for another danger it is', () => assert.match(edited(asObject, { ...SANITIZER, clears: ['shell'] }) ?? '', /"clears": \["shell"\]/));
});
