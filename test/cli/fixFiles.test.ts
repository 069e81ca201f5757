import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Finding, Fix } from '../../src/base/finding.ts';
import { printFixes, writeFixes } from '../../src/cli/fixFiles.ts';
import { decodeText } from '../../src/session/decode.ts';
import { nodeHost } from '../../src/session/hostNode.ts';
import { project } from './project.ts';

const TEXT = 'name = "Müller"\r\nsend(name)\r\n';

/** A finding whose fix screens the argument of `send`, and creates the helper. */
function finding(file: string, text: string): Finding {
  const start = text.indexOf('(name)') + 1;
  const fix: Fix = { title: 't', level: 'safe', edits: [{ file, start, end: start + 4, newText: 'screen(name)' }], creates: [{ file: 'lib/guard.py', text: 'def screen(text):\n    return text\n' }] };
  return { ruleId: 'a/b', severity: 'error', message: '', place: { file, start, end: start + 4 }, flow: [], related: [], confidence: 'high', features: [], fingerprint: '', fixes: [fix] };
}

const show = (file: string): string => file;

describe('fixes on disk', () => {
  const FIXED = TEXT.replace('(name)', '(screen(name))');
  const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
    'UTF-8': (text) => Buffer.from(text),
    'UTF-8 with a mark': (text) => Buffer.from(`\uFEFF${text}`),
    'Latin-1': (text) => Buffer.from(text, 'latin1'),
    'UTF-16': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  };
  for (const [name, encode] of Object.entries(encodings)) {
    test(`${name} and CRLF stay as they are`, async (t) => {
      const root = project(t, { 'a.py': encode(TEXT) });
      chmodSync(join(root, 'a.py'), 0o755);
      const outcome = await writeFixes(await nodeHost(root), [finding('a.py', TEXT)], () => TEXT, show);
      assert.deepEqual(outcome, { applied: 1, deferred: 0, problems: [] });
      assert.deepEqual(readFileSync(join(root, 'a.py')), encode(FIXED));
      assert.equal(statSync(join(root, 'a.py')).mode & 0o777, 0o755);
      assert.deepEqual(readdirSync(root).sort(), ['a.py', 'lib']);
    });

    if (name === 'UTF-16') continue;
    test(`${name}: git applies the printed diff`, async (t) => {
      const root = project(t, { 'a.py': encode(TEXT) });
      const { diff } = await printFixes(await nodeHost(root), [finding('a.py', TEXT)], () => TEXT, show);
      assert.deepEqual(readFileSync(join(root, 'a.py')), encode(TEXT));
      writeFileSync(join(root, 'change.diff'), diff);
      execFileSync('git', ['apply', '--whitespace=nowarn', 'change.diff'], { cwd: root });
      assert.deepEqual(readFileSync(join(root, 'a.py')), encode(FIXED));
      assert.ok(statSync(join(root, 'lib/guard.py')).isFile());
    });
  }

  test('a file that changed meanwhile is left alone, and with it every other', async (t) => {
    const root = project(t, { 'a.py': TEXT, 'b.py': `# new\n${TEXT}` });
    const outcome = await writeFixes(await nodeHost(root), [finding('a.py', TEXT), finding('b.py', TEXT)], () => TEXT, show);
    assert.deepEqual(outcome, { applied: 0, deferred: 2, problems: ['b.py: changed while it was analysed'] });
    assert.equal(readFileSync(join(root, 'a.py'), 'utf8'), TEXT);
  });

  test('a helper that is there is kept', async (t) => {
    const root = project(t, { 'a.py': TEXT, 'lib/guard.py': 'mine\n' });
    await writeFixes(await nodeHost(root), [finding('a.py', TEXT)], () => TEXT, show);
    assert.equal(readFileSync(join(root, 'lib/guard.py'), 'utf8'), 'mine\n');
  });

  test('a helper does not leave the project through a link', async (t) => {
    const outside = project(t);
    const root = project(t, { 'a.py': TEXT });
    symlinkSync(outside, join(root, 'lib'));
    assert.deepEqual((await writeFixes(await nodeHost(root), [finding('a.py', TEXT)], () => TEXT, show)).problems, ['lib/guard.py: a link leads out of the project']);
    assert.deepEqual(readdirSync(outside), []);
  });

  test('text that the encoding lacks is not written', async (t) => {
    const root = project(t, { 'a.py': Buffer.from(TEXT, 'latin1') });
    const [edit] = finding('a.py', TEXT).fixes[0]!.edits;
    const odd: Finding = { ...finding('a.py', TEXT), fixes: [{ title: 't', level: 'safe', edits: [{ ...edit!, newText: '“x”' }] }] };
    assert.match((await writeFixes(await nodeHost(root), [odd], () => TEXT, show)).problems[0] ?? '', /can not be written in latin1/);
    assert.equal(decodeText(readFileSync(join(root, 'a.py')))?.text, TEXT);
  });
});
