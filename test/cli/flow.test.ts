import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { sarifProblems } from '../report/sarifSchema.ts';
import { dosimeter, project } from './project.ts';

const RULE = 'prompt-injection/untrusted-text-in-prompt';

/** A flow over three files, with a mark of UTF-8 and characters that count two before the place. */
const FILES = {
  'triage/main.py': '\uFEFFfrom triage.reader import comments\nfrom triage.model import ask\n\ndef run(path):\n    print("𝒳"); ask(comments(path))\n',
  'triage/reader.py': 'import pydicom\n\ndef comments(path):\n    return pydicom.dcmread(path).PatientComments\n',
  'triage/model.py': 'from openai import OpenAI\n\nclient = OpenAI()\n\ndef ask(text):\n    return client.chat.completions.create(\n        model="gpt-4o",\n        messages=[{"role": "user", "content": text}],\n    )\n',
  'triage/__init__.py': '',
};

const results = (stdout: string): any[] => (JSON.parse(stdout) as any).runs[0].results;

describe('a flow over three files', () => {
  test('SARIF holds the path in order', async (t) => {
    const root = project(t, FILES);
    const { stdout, status } = await dosimeter(root, ['lint', '--format', 'sarif', '--rule', RULE]);
    assert.equal(status, 1);
    assert.deepEqual(sarifProblems(JSON.parse(stdout)), []);
    const [result, ...others] = results(stdout);
    assert.deepEqual(others, []);
    assert.equal(result.ruleId, RULE);
    const steps = result.codeFlows[0].threadFlows[0].locations.map((step: any) => step.location.physicalLocation);
    assert.deepEqual(new Set(steps.map((step: any) => step.artifactLocation.uri)), new Set(['triage/reader.py', 'triage/main.py', 'triage/model.py']));
    assert.equal(steps[0].artifactLocation.uri, 'triage/reader.py');
    assert.deepEqual(result.locations[0].physicalLocation.artifactLocation.uri, 'triage/model.py');
    assert.equal(result.locations[0].physicalLocation.region.startLine, 8);
    const [inMain] = steps.filter((step: any) => step.artifactLocation.uri === 'triage/main.py');
    assert.equal(inMain.region.startLine, 5);
    assert.ok(inMain.region.startColumn >= 18, 'columns count UTF-16 units, without the mark');
  });

  test('a suppression above the statement takes it away, and SARIF keeps it', async (t) => {
    const model = FILES['triage/model.py'].replace('    return client', `    # dosimeter-ignore-next-line ${RULE} -- the gateway screens prompts\n    return client`);
    const root = project(t, { ...FILES, 'triage/model.py': model });
    const { stdout, status } = await dosimeter(root, ['lint', '--format', 'sarif', '--rule', RULE, '--rule', 'dosimeter/*']);
    assert.equal(status, 0);
    assert.deepEqual(results(stdout).map(({ suppressions }) => suppressions[0].justification), ['the gateway screens prompts']);
  });

  test('a change anywhere on the path counts', async (t) => {
    const root = project(t, { ...FILES, 'other.py': 'x = 1\n' });
    const git = (...args: readonly string[]): void => void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args], { cwd: root, stdio: 'ignore' });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'x');
    const count = async (): Promise<number> => results((await dosimeter(root, ['lint', '--format', 'sarif', '--rule', RULE, '--changed-since', 'HEAD'])).stdout).length;
    appendFileSync(join(root, 'other.py'), 'y = 2\n');
    assert.equal(await count(), 0);
    appendFileSync(join(root, 'triage/reader.py'), '\n# touched\n');
    assert.equal(await count(), 1);
  });

  test('explain shows the whole path', async (t) => {
    const root = project(t, FILES);
    const [result] = results((await dosimeter(root, ['lint', '--format', 'sarif', '--rule', RULE])).stdout);
    const { stdout } = await dosimeter(root, ['explain', result.partialFingerprints['dosimeterFingerprint/v1']]);
    assert.match(stdout, /triage\/reader\.py:4:\d+ .*PatientComments/);
    assert.match(stdout, /source: PatientComments \(0010,4000\)/);
  });
});
