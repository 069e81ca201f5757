import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkIR } from '../../src/ir/validate.ts';
import { prepareSyntax } from '../../src/session/grammarFiles.ts';
import { lowerText, statementFinder } from '../../src/session/lower.ts';

before(() => prepareSyntax());

const notebook = (...cells: string[][]): string =>
  JSON.stringify({ cells: cells.map((source) => ({ cell_type: 'code', execution_count: null, source })), metadata: {}, nbformat: 4 }, null, 1);
const lower = (text: string): ReturnType<typeof lowerText> => lowerText({ file: 'a.ipynb', language: 'python', text, contentHash: 'h' });

test('a notebook is lowered with spans of its own file', () => {
  const text = notebook(['import os\n', 'os.system(f"x {y}")'], ['# dosimeter-ignore-next-line a/b -- known\n', 'z = 1']);
  const { module, status, suppressions } = lower(text);
  assert.equal(status, 'ok');
  assert.deepEqual(checkIR(module!, text.length), []);
  assert.equal(text.slice(module!.imports[0]!.span.start, module!.imports[0]!.span.end), 'import os');
  const [suppression] = suppressions;
  assert.deepEqual([suppression?.rules, suppression?.reason], [['a/b'], 'known']);
  assert.ok(text.slice(suppression!.start).startsWith('dosimeter-ignore-next-line'));
  assert.equal(statementFinder('python', 'a.ipynb', text)(text.indexOf('z = 1')), undefined);
});

test('what is not read is said', () => {
  assert.equal(lower(notebook(['f('], ['x = 1'])).status, 'partly');
  assert.equal(lower('{"cells": 1}').status, 'skipped');
});
