import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../../src/base/finding.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { nodeHost } from '../../src/session/hostNode.ts';
import { loadProject } from '../../src/session/project.ts';
import { Session, type ArtifactScanner, type SessionOptions } from '../../src/session/session.ts';
import { loadModels } from '../../src/models/load.ts';
import { project } from '../cli/project.ts';

const models = loadModels([]);
const session = (options: Partial<SessionOptions> = {}): Session => new Session({ policy: defaultPolicy, models, environment: nodeEnvironment({ jobs: 1 }), ...options });
const IGNORE = '# dosimeter-ignore-file dicom/unreadable\n';

/** Reports every file whose first byte is an exclamation mark. */
const exclaims: ArtifactScanner = (file, { source }) => ({ notices: [], findings: source.read(0, 1)[0] !== 0x21 ? [] : [finding(file)] });

const finding = (file: string): Finding => ({
  ruleId: 'dicom/unreadable', severity: 'warning', message: 'm', place: { file, start: 0, end: 0 }, flow: [], related: [], confidence: 'high', features: [], fingerprint: '', fixes: [], logicalLocation: 'preamble',
});

describe('session', () => {
  test('findings depend on the texts, not on the order of changes', async () => {
    const files = ['a.py', 'b.py', 'c.py'].map((file) => ({ file, text: IGNORE }));
    const one = session();
    one.applyChange(files);
    const two = session();
    two.applyChange([...files].reverse());
    two.applyChange([{ file: 'b.py', text: 'x = 1\n' }, { file: 'd.py', text: IGNORE }]);
    await two.analyze();
    two.applyChange([{ file: 'd.py', text: undefined }, { file: 'b.py', text: IGNORE }]);
    const { timings: _one, ...first } = await one.analyze();
    const { timings: _two, ...second } = await two.analyze();
    assert.deepEqual(second, first);
    assert.equal(first.findings.length, 6);
  });

  test('equal findings have fingerprints of their own, which survive lines above', async () => {
    const one = session();
    one.applyChange([{ file: 'a.py', text: IGNORE + IGNORE }]);
    const before = (await one.analyze()).findings.map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(before).size, 4);
    one.applyChange([{ file: 'a.py', text: `import os\n\n${IGNORE}${IGNORE}` }]);
    assert.deepEqual((await one.analyze()).findings.map(({ fingerprint }) => fingerprint), before);
  });

  test('severity, off and the rules asked for', async () => {
    const found = async (policy: Partial<Policy>, onlyRules?: readonly string[]): Promise<readonly string[]> => {
      const one = session({ policy: { ...defaultPolicy, ...policy }, ...(onlyRules === undefined ? {} : { onlyRules }) });
      one.applyChange([{ file: 'a.py', text: IGNORE }]);
      return (await one.analyze()).findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`);
    };
    assert.deepEqual(await found({}), ['dosimeter/suppression-without-reason warning', 'dosimeter/unused-suppression note']);
    assert.deepEqual(await found({ rules: { 'dosimeter/unused-suppression': 'error', 'dosimeter/suppression-without-reason': 'off' } }), ['dosimeter/unused-suppression error']);
    assert.deepEqual(await found({ rules: { 'dosimeter/*': 'off' } }), []);
    assert.deepEqual(await found({}, ['prompt-injection/*']), []);
    // A rule that did not run can not have been suppressed.
    assert.deepEqual(await found({ rules: { 'dicom/unreadable': 'off' } }), ['dosimeter/suppression-without-reason warning']);
  });

  test('broken code is analysed in part, and said so', async () => {
    const one = session();
    one.applyChange([{ file: 'a.py', text: 'def f(:\n    x = (1\n' }, { file: 'b.py', text: '' }]);
    const { files, notices } = await one.analyze();
    assert.deepEqual(files.map(({ file, status }) => [file, status]), [['a.py', 'partly'], ['b.py', 'ok']]);
    assert.deepEqual(notices.map(({ code, level }) => [code, level]), [['file-partly', 'info']]);
  });

  test('minified and generated code is skipped, and said so', async () => {
    const one = session();
    one.applyChange([{ file: 'a.min.js', text: 'x' }]);
    assert.deepEqual((await one.analyze()).files, [{ file: 'a.min.js', status: 'skipped', reason: 'minified' }]);
  });

  test('places in a notebook are those of its file', async () => {
    const cell = (source: readonly string[], count: number | null): object => ({ cell_type: 'code', execution_count: count, metadata: {}, outputs: [], source });
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { language: 'python', name: 'python3' } }, cells: [cell(['y = "ü"\n', '# dosimeter-ignore-file dicom/unreadable'], 2), cell(['!ls\n', 'x = 1'], 1)] }, null, 1);
    const one = session();
    one.applyChange([{ file: 'n.ipynb', text }, { file: 'r.ipynb', text: '{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}' }]);
    const { findings, files } = await one.analyze();
    assert.deepEqual(findings.map(({ place }) => text.slice(place.start, place.end)), Array(2).fill('dosimeter-ignore-file dicom/unreadable'));
    assert.deepEqual(files.map(({ file, status }) => [file, status]), [['n.ipynb', 'ok'], ['r.ipynb', 'skipped']]);
    assert.equal(one.text('n.ipynb'), text);
  });

  test('a file that can not be read any more is not analysed any more', async () => {
    const one = session();
    one.applyChange([{ file: 'a.py', text: IGNORE }]);
    await one.analyze();
    one.setAside({ file: 'a.py', status: 'failed', reason: 'gone' });
    assert.deepEqual((await one.analyze()).findings, []);
    one.applyChange([{ file: 'a.py', text: IGNORE }]);
    assert.deepEqual((await one.analyze()).files, [{ file: 'a.py', status: 'ok' }]);
  });

  test('cancelling', async () => {
    const one = session();
    one.applyChange([{ file: 'a.py', text: 'x = 1\n' }]);
    await assert.rejects(one.analyze({ cancelled: true }), { name: 'Cancelled' });
    assert.equal((await one.analyze()).files.length, 1);
  });

  test('workers give what one thread gives', async () => {
    const files = Array.from({ length: 60 }, (_, i) => ({ file: `m${i}.py`, text: i % 7 === 0 ? `def f(:\n${IGNORE}` : `${IGNORE}def f${i}(a, b=${i}):\n    return [a, b, "${'x'.repeat(i)}"]\n` }));
    const [single, many] = [session(), session({ environment: nodeEnvironment({ jobs: 2 }) })];
    single.applyChange(files);
    many.applyChange(files);
    const { timings: _one, ...first } = await single.analyze();
    const { timings: _two, ...second } = await many.analyze();
    assert.deepEqual(second, first);
  });

  test('a project from disk: too large, unreadable, binary, empty, artifacts', async (t) => {
    const root = project(t, {
      'huge.py': 'x = 1\n'.repeat(1_000_000), 'binary.py': Buffer.from([1, 0, 2, 0xff, 0]), 'empty.py': '', 'scan': '!x', 'no.txt': 'x', 'obs.json': '!{}',
    });
    const one = session({ scanners: [exclaims] });
    const host = await nodeHost(root);
    const failing = { ...host, read: (file: string) => (file === 'empty.py' ? Promise.reject(Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES' })) : host.read(file)) };
    await loadProject(failing, one, { paths: ['.'], include: [], exclude: [], artifacts: true });
    const { files, findings, notices } = await one.analyze();
    assert.deepEqual(files.filter(({ status }) => status !== 'ok'), [
      { file: 'binary.py', status: 'failed', reason: 'is no text' },
      { file: 'empty.py', status: 'failed', reason: 'EACCES: permission denied' },
      { file: 'huge.py', status: 'skipped', reason: 'larger than 5 MB' },
    ]);
    assert.deepEqual(notices.map(({ code }) => code), ['unreadable-file', 'unreadable-file', 'file-too-large']);
    assert.deepEqual(findings.map(({ place }) => place.file), ['obs.json', 'scan']);
  });
});
