import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { RULES } from '../../src/rules/catalogue.ts';
import { sarifProblems } from '../report/sarifSchema.ts';
import { dosimeter, project } from './project.ts';

/** A file with one warning and one note, whatever the engine makes of it. */
const SILENCED = '# dosimeter-ignore-file dicom/unreadable\nx = 1\n';

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('exit status', () => {
  test('0 for nothing, 1 for findings at the level', async (t) => {
    const root = project(t, { 'a.py': SILENCED });
    const status = async (...args: readonly string[]): Promise<number | null> => (await dosimeter(root, ['lint', ...args])).status;
    assert.deepEqual([await status(), await status('--fail-on', 'warning'), await status('--fail-on=note'), await status('--fail-on', 'never')], [0, 1, 1, 0]);
  });

  test('2 for wrong usage, with what to do', async (t) => {
    const root = project(t);
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /^$/],
      [['lintt'], /did you mean lint/],
      [['./src'], /dosimeter lint PATH/],
      [['lint', '--formt', 'json'], /no option --formt; did you mean --format\?/],
      [['lint', '--format', 'jsn'], /did you mean json/],
      [['lint', '--format'], /format/],
      [['lint', 'nowhere'], /nowhere does not exist/],
      [['lint', '--rule', 'prompt-injection/nonsense'], /no rule "prompt-injection\/nonsense"/],
      [['lint', '--jobs', 'many'], /--jobs takes a whole number/],
      [['lint', '--fix', '--fix-dry-run'], /exclude each other/],
      [['lint', '--stdin'], /go together/],
      [['lint', '--format', 'json', '--format', 'sarif'], /Only one report/],
      [['lint', '--baseline', 'none.json'], /none\.json can not be read/],
      [['lint', '--changed-since', '--output=x'], /takes a branch|argument/],
      [['lint', '--output', 'no/such/folder/x'], /can not be written/],
      [['explain'], /one rule id/], [['explain', 'app.py:1', 'app.py:2'], /app\.py is no code file/],
      [['explain', 'prompt-injection/untrusted-text-in-promt'], /did you mean prompt-injection\/untrusted-text-in-prompt\?/],
      [['lsp'], /--stdio/],
    ];
    for (const [args, message] of cases) {
      const { status, stderr } = await dosimeter(root, args);
      assert.equal(status, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    }
  });

  test('2 for wrong settings, with line and column', async (t) => {
    const root = project(t, { 'dosimeter.jsonc': '{\n  "rules": { "prompt-injection/unscreened-imagee": "off" }\n}\n', 'sub/a.py': '' });
    const { status, stderr, stdout } = await dosimeter(join(root, 'sub'), ['lint']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^\.\.\/dosimeter\.jsonc:2:14: there is no rule "prompt-injection\/unscreened-imagee"; did you mean "prompt-injection\/unscreened-image"\?\n$/);
  });

  test('2 for wrong models of the user', async (t) => {
    const root = project(t, { 'dosimeter.jsonc': '{ "models": ["m.yml"] }', 'm.yml': 'language: python\nrows:\n  - at: a.b()\n    source: nonsense\n' });
    const { status, stderr } = await dosimeter(root, ['lint']);
    assert.equal(status, 2);
    assert.match(stderr, /^m\.yml:3:5: row 0: /);
  });
});

describe('lint', () => {
  test('the root is the folder that was asked for, and SARIF is relative to it', async (t) => {
    const root = project(t, { 'case/pkg/a.py': SILENCED });
    const { stdout, status } = await dosimeter(root, ['lint', join(root, 'case'), '--format', 'sarif', '--fail-on', 'never', '--no-cache']);
    assert.equal(status, 0);
    const log = JSON.parse(stdout) as any;
    assert.deepEqual(sarifProblems(log), []);
    assert.deepEqual(log.runs[0].results.map((result: any) => result.locations[0].physicalLocation.artifactLocation.uri), ['pkg/a.py', 'pkg/a.py']);
    assert.ok(log.runs[0].originalUriBaseIds.SRCROOT.uri.endsWith('/case/'));
  });

  test('the nearest settings decide, and are the root', async (t) => {
    const root = project(t, { 'dosimeter.jsonc': '{ "rules": { "dosimeter/unused-suppression": "off" }, "exclude": ["sub/skipped"] }', 'sub/a.py': SILENCED, 'sub/skipped/b.py': SILENCED, 'other/c.py': SILENCED });
    const { stdout } = await dosimeter(join(root, 'sub'), ['lint', '--format', 'json']);
    assert.deepEqual((JSON.parse(stdout) as any).findings.map(({ ruleId, file }: any) => [ruleId, file]), [['dosimeter/suppression-without-reason', 'sub/a.py']]);
  });

  test('several reports at once, github by default in a workflow', async (t) => {
    const root = project(t, { 'a.py': SILENCED });
    const { stdout } = await dosimeter(root, ['lint', '--format', 'sarif', '--output', 'r.sarif', '-f', 'html', '-o', 'r.html', '--format', 'junit']);
    assert.match(stdout, /^<\?xml/);
    assert.deepEqual(sarifProblems(JSON.parse(readFileSync(join(root, 'r.sarif'), 'utf8'))), []);
    assert.match(readFileSync(join(root, 'r.html'), 'utf8'), /^<!doctype html>/);
    assert.match((await dosimeter(root, ['lint'], { env: { GITHUB_ACTIONS: 'true' } })).stdout, /^::warning file=a\.py,line=1/);
    assert.match((await dosimeter(root, ['lint', '--format', 'pretty'], { env: { GITHUB_ACTIONS: 'true' } })).stdout, /^a\.py:1:3 {2}warning/);
  });

  test('output is the same for any number of workers', async (t) => {
    const root = project(t, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}/m.py`, SILENCED])));
    const [one, two] = await Promise.all(['1', '2'].map((jobs) => dosimeter(root, ['lint', '--format', 'sarif', '--jobs', jobs])));
    assert.equal(one?.stdout, two?.stdout);
  });

  test('rules can be chosen', async (t) => {
    const root = project(t, { 'a.py': SILENCED });
    const { stdout } = await dosimeter(root, ['lint', '--format', 'json', '--rule', 'dosimeter/suppression-without-reason']);
    assert.equal((JSON.parse(stdout) as any).findings.length, 1);
  });

  test('one buffer in its tree', async (t) => {
    const root = project(t, { 'a.py': 'x = 1\n', 'b.py': SILENCED, 'sub/d.py': '' });
    const { stdout } = await dosimeter(root, ['lint', '--format', 'json', '--stdin', '--stdin-filename', 'a.py'], { input: `\n${SILENCED}` });
    assert.deepEqual((JSON.parse(stdout) as any).findings.map(({ file, startLine }: any) => [file, startLine]), [['a.py', 2], ['a.py', 2]]);
    const fresh = await dosimeter(root, ['lint', '--format', 'json', '--stdin', '--stdin-filename', 'new.py'], { input: SILENCED });
    assert.equal((JSON.parse(fresh.stdout) as any).findings.length, 2);
    const inFolder = await dosimeter(root, ['lint', '--format', 'json', '--stdin', '--stdin-filename', 'sub/c.py'], { input: SILENCED });
    assert.deepEqual((JSON.parse(inFolder.stdout) as any).findings.map(({ file }: any) => file), ['sub/c.py', 'sub/c.py']);
  });

  test('a baseline silences what was there', async (t) => {
    const root = project(t, { 'a.py': SILENCED });
    assert.equal((await dosimeter(root, ['baseline'])).status, 0);
    writeFileSync(join(root, 'a.py'), `import os\n\n${SILENCED}`);
    writeFileSync(join(root, 'b.py'), SILENCED);
    const { stdout } = await dosimeter(root, ['lint', '--format', 'json', '--baseline', 'dosimeter-baseline.json']);
    assert.deepEqual((JSON.parse(stdout) as any).findings.map(({ file }: any) => file), ['b.py', 'b.py']);
    writeFileSync(join(root, 'bad.json'), '[1]');
    assert.equal((await dosimeter(root, ['lint', '--baseline', 'bad.json'])).status, 2);
  });

  test('only what a change touches', async (t) => {
    const root = project(t, { 'a.py': SILENCED, 'sub/b.py': SILENCED, 'sub/ä b.py': SILENCED });
    git(root, 'init', '-q');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'x');
    writeFileSync(join(root, 'sub/ä b.py'), `${SILENCED}y = 2\n`);
    writeFileSync(join(root, 'new.py'), SILENCED);
    const files = async (cwd: string): Promise<readonly string[]> => [...new Set((JSON.parse((await dosimeter(cwd, ['lint', '--format', 'json', '--changed-since', 'HEAD'])).stdout) as any).findings.map(({ file }: any) => file))] as string[];
    assert.deepEqual(await files(root), ['new.py', 'sub/ä b.py']);
    assert.deepEqual(await files(join(root, 'sub')), ['ä b.py']);
    assert.match((await dosimeter(root, ['lint', '--changed-since', 'nosuchref'])).stderr, /no commit "nosuchref"/);
    assert.match((await dosimeter(project(t), ['lint', '--changed-since', 'HEAD'])).stderr, /--changed-since/);
  });

  test('--stats and notices go to standard error', async (t) => {
    const root = project(t, { 'a.py': SILENCED, 'big.py': 'x = 1\n'.repeat(1_000_000), 'empty.py': '' });
    const { stderr, stdout, status } = await dosimeter(root, ['lint', '--stats', '--format', 'json']);
    assert.equal(status, 0);
    assert.match(stderr, /big\.py was not analysed: larger than 5 MB/);
    assert.match(stderr, /total +\d+ ms/);
    assert.equal((JSON.parse(stdout) as any).files.length, 3);
  });
});

describe('other commands', () => {
  test('init writes a file once', async (t) => {
    const root = project(t);
    assert.equal((await dosimeter(root, ['init'])).status, 0);
    assert.ok(existsSync(join(root, 'dosimeter.jsonc')));
    assert.equal((await dosimeter(root, ['lint'])).status, 0);
    assert.match((await dosimeter(root, ['init'])).stderr, /is there already/);
  });

  test('rules as a list and as JSON', async (t) => {
    const root = project(t);
    assert.equal((await dosimeter(root, ['rules'])).stdout.trimEnd().split('\n').length, RULES.length);
    assert.deepEqual((JSON.parse((await dosimeter(root, ['rules', '--format', 'json'])).stdout) as any[]).map(({ id }) => id), RULES.map(({ id }) => id));
  });

  test('explain a source and a sink', async (t) => {
    const root = project(t, { 'app.py': 'import pydicom\nfrom openai import OpenAI\nclient = OpenAI()\ndef go(p):\n    n = int(pydicom.dcmread(p).ImageComments)\n    client.responses.create(model="m", input=n)\n' });
    const { stdout, status } = await dosimeter(root, ['explain', 'app.py:5', 'app.py:6']);
    assert.equal(status, 0);
    assert.match(stdout, /can do no harm there any more:[^]*app\.py:5:9 {2}what int gives holds no free text/);
    assert.equal((JSON.parse((await dosimeter(root, ['explain', 'app.py:5', 'app.py:6', '--format', 'json'])).stdout) as { verdict: string }).verdict, 'cleared');
  });

  test('explain a rule and a finding', async (t) => {
    const root = project(t, { 'a.py': SILENCED });
    assert.match((await dosimeter(root, ['explain', 'prompt-injection/untrusted-text-in-prompt'])).stdout, /^# prompt-injection\/untrusted-text-in-prompt/m);
    const { stdout } = await dosimeter(root, ['lint', '--format', 'json']);
    const { fingerprint, message } = (JSON.parse(stdout) as any).findings[0];
    assert.ok((await dosimeter(root, ['explain', fingerprint])).stdout.includes(message));
    assert.equal((await dosimeter(root, ['explain', '00000000'])).status, 2);
  });

  test('lsp speaks the protocol', async (t) => {
    const message = (content: object): string => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...content });
      return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    };
    const input = message({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }) + message({ id: 2, method: 'shutdown' }) + message({ method: 'exit' });
    const { stdout, status } = await dosimeter(project(t), ['lsp', '--stdio'], { input, endInput: false });
    assert.match(stdout, /"id":1,"result":\{"capabilities"/);
    assert.equal(status, 0);
  });

  test('help and version', async (t) => {
    const root = project(t);
    assert.match((await dosimeter(root, ['--help'])).stdout, /dosimeter lint \[paths\.\.\.\]/);
    assert.match((await dosimeter(root, ['lint', '--help'])).stdout, /--changed-since/);
    assert.match((await dosimeter(root, ['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
  });
});
