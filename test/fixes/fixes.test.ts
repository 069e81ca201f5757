import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import type { Finding, Fix, TextEdit } from '../../src/base/finding.ts';
import { applyEdits, planFixes } from '../../src/fixes/apply.ts';
import { creationDiff, unifiedDiff } from '../../src/fixes/unifiedDiff.ts';
import { project } from '../cli/project.ts';

const edit = (start: number, end: number, newText: string, file = 'a.py'): TextEdit => ({ file, start, end, newText });
const fix = (edits: readonly TextEdit[], level: Fix['level'] = 'safe', creates: Fix['creates'] = []): Fix => ({ title: 't', level, edits, creates });
const finding = (...fixes: readonly Fix[]): Finding => ({
  ruleId: 'a/b', severity: 'error', message: '', place: { file: 'a.py', start: 0, end: 0 }, flow: [], related: [], confidence: 'high', features: [], fingerprint: '', fixes,
});

describe('plan', () => {
  test('equal edits are made once, overlapping fixes wait whole', () => {
    const importLine = edit(0, 0, 'import guard\n');
    const plan = planFixes([
      finding(fix([importLine, edit(10, 12, 'x')])),
      finding(fix([importLine, edit(20, 22, 'y')])),
      finding(fix([edit(30, 31, 'z'), edit(11, 21, 'no')])),
    ]);
    assert.deepEqual(plan.edits.get('a.py'), [importLine, edit(10, 12, 'x'), edit(20, 22, 'y')]);
    assert.deepEqual([plan.applied, plan.deferred], [2, 1]);
  });

  test('only safe fixes, one a finding', () => {
    const plan = planFixes([finding(fix([edit(0, 1, 'no')], 'suggested'), fix([edit(2, 3, 'yes')]), fix([edit(4, 5, 'no')]))]);
    assert.deepEqual(plan.edits.get('a.py'), [edit(2, 3, 'yes')]);
  });

  test('two different insertions at one place are a guess', () => {
    assert.equal(planFixes([finding(fix([edit(5, 5, 'a')])), finding(fix([edit(5, 5, 'b')]))]).deferred, 1);
  });

  test('edits outside of the text are refused', () => {
    assert.equal(applyEdits('abc', [edit(2, 9, 'x')]), undefined);
    assert.equal(applyEdits('abc', [edit(1, 2, 'XY')]), 'aXYc');
  });
});

/** What git makes of a diff. */
function applied(t: TestContext, file: string, before: string, diff: string): string {
  const root = project(t, { [file]: before });
  writeFileSync(join(root, 'change.diff'), diff);
  execFileSync('git', ['apply', '--whitespace=nowarn', 'change.diff'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  return readFileSync(join(root, file), 'utf8');
}

describe('unified diff', () => {
  const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`);
  const cases: Readonly<Record<string, { text: string; edits: (text: string) => TextEdit[] }>> = {
    'a word in the middle': { text: `${lines.join('\n')}\n`, edits: (text) => [edit(text.indexOf('line 20'), text.indexOf('line 20') + 4, 'LINE')] },
    'near and far changes': { text: `${lines.join('\n')}\n`, edits: (text) => [0, 3, 12, 39].map((n) => edit(text.indexOf(`line ${n}`), text.indexOf(`line ${n}`) + 4, `x\ny`)) },
    'an insertion at the start': { text: 'a\nb\n', edits: () => [edit(0, 0, 'import x\n')] },
    'no line end at the end': { text: 'a\nb', edits: () => [edit(2, 3, 'c')] },
    'an addition behind a text without a line end': { text: 'a\nb', edits: () => [edit(3, 3, '\nc\n')] },
    'CRLF': { text: 'a\r\nb\r\nc\r\n', edits: () => [edit(3, 4, 'B\r\nBB')] },
    'deleted lines': { text: 'a\nb\nc\nd\n', edits: () => [edit(2, 6, '')] },
    'an edit over two lines and one on the last of them': { text: 'aa\nbb\ncc\n', edits: () => [edit(1, 4, '-'), edit(4, 5, '+')] },
    'an empty file': { text: '', edits: () => [edit(0, 0, 'a\n')] },
    'everything': { text: 'a\nb\n', edits: () => [edit(0, 4, '')] },
  };
  for (const [name, { text, edits }] of Object.entries(cases)) {
    test(`git applies ${name}`, (t) => {
      const own = edits(text);
      const expected = applyEdits(text, own);
      assert.equal(applied(t, 'dir/a.py', text, unifiedDiff('dir/a.py', text, own)), expected);
    });
  }

  test('random edits', (t) => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
    for (let round = 0; round < 15; round++) {
      const text = Array.from({ length: 5 + random(40) }, () => 'x'.repeat(random(4))).join(random(2) ? '\n' : '\r\n');
      const cuts = Array.from({ length: 2 * (1 + random(4)) }, () => random(text.length + 1)).sort((a, b) => a - b);
      const own: TextEdit[] = [];
      for (let i = 0; i < cuts.length; i += 2) own.push(edit(cuts[i] ?? 0, cuts[i + 1] ?? 0, ['', 'new', 'a\nb\n', '\n'][random(4)] ?? ''));
      const expected = applyEdits(text, own);
      const diff = unifiedDiff('a.py', text, own);
      assert.equal(diff === '' ? text : applied(t, 'a.py', text, diff), expected, JSON.stringify({ text, own, diff }));
    }
  });

  test('a new file', (t) => {
    const root = project(t, { 'change.diff': creationDiff('guard.py', 'a\nb\n') });
    execFileSync('git', ['apply', 'change.diff'], { cwd: root });
    assert.equal(readFileSync(join(root, 'guard.py'), 'utf8'), 'a\nb\n');
  });
});
