import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { discover, type DirectoryEntry, type DirectoryReader } from '../../src/session/discover.ts';
import { nodeHost } from '../../src/session/hostNode.ts';
import type { Listing, ListOptions } from '../../src/session/host.ts';
import { fileKind, machineWritten } from '../../src/session/fileKinds.ts';
import { project } from '../cli/project.ts';

const list = async (root: string, options: Partial<ListOptions> = {}): Promise<Listing> => (await nodeHost(root)).list({ paths: ['.'], include: [], exclude: [], ...options });
const names = ({ files }: Listing): readonly string[] => files.map(({ file }) => file);

describe('discovery', () => {
  test('leaves out other people\'s code, tools and build results, and says so', async (t) => {
    const root = project(t, {
      'a.py': '', 'node_modules/x/i.js': '', '.venv/b.py': '', 'env/pyvenv.cfg': '', 'env/lib.py': '', 'dist/o.js': '', '__pycache__/a.pyc': '',
      'java/pom.xml': '', 'java/target/A.java': '', 'target/ok.py': '', '.claude/settings.json': '{}', 'vendor/v.ts': '', '.history/a_20260101.py': '',
    });
    const listing = await list(root);
    assert.deepEqual(names(listing), ['.claude/settings.json', 'a.py', 'java/pom.xml', 'target/ok.py']);
    assert.deepEqual(listing.skipped.map(({ file, reason }) => `${file}: ${reason}`), [
      '.history: local history', '.venv: virtual environment', '__pycache__: tool cache', 'dist: build result', 'env: virtual environment', 'java/target: build result', 'node_modules: vendored', 'vendor: vendored',
    ]);
  });

  test('ignore files, nested ones and those above the root', async (t) => {
    const root = project(t, {
      '.git/HEAD': '', '.gitignore': '*.gen.py\n/only-here.py\n!keep.gen.py\n', 'a.gen.py': '', 'keep.gen.py': '', 'only-here.py': '',
      'sub/.gitignore': 'local.py\n!b.gen.py\nfolder/\n', 'sub/local.py': '', 'sub/b.gen.py': '', 'sub/only-here.py': '', 'sub/c.gen.py': '', 'sub/folder/x.py': '', 'sub/deep/local.py': '',
    });
    assert.deepEqual(names(await list(root)), ['.gitignore', 'keep.gen.py', 'sub/.gitignore', 'sub/b.gen.py', 'sub/only-here.py']);
    assert.deepEqual(names(await list(join(root, 'sub'))), ['.gitignore', 'b.gen.py', 'only-here.py']);
  });

  test('what is named is read, even where git ignores it', async (t) => {
    const root = project(t, { '.gitignore': 'out/\n', 'out/a.py': '', 'build/b.py': '', 'c.py': '' });
    assert.deepEqual(names(await list(root, { paths: ['out', 'build/b.py'] })), ['build/b.py', 'out/a.py']);
  });

  test('include and exclude', async (t) => {
    const root = project(t, { 'src/a.py': '', 'src/gen/b.py': '', 'test/c.py': '' });
    assert.deepEqual(names(await list(root, { include: ['src/**'], exclude: ['gen/'] })), ['src/a.py']);
  });

  test('links are not followed: no loop, no way out', async (t) => {
    const outside = project(t, { 'secret.py': '' });
    const root = project(t, { 'a.py': '' });
    symlinkSync('..', join(root, 'up'));
    symlinkSync('.', join(root, 'self'));
    symlinkSync(outside, join(root, 'outside'));
    symlinkSync('a.py', join(root, 'alias.py'));
    symlinkSync('loop', join(root, 'loop'));
    const listing = await list(root);
    assert.deepEqual(names(listing), ['a.py']);
    assert.deepEqual(listing.skipped.map(({ file }) => file), ['alias.py', 'outside', 'self', 'up']);
    assert.deepEqual(listing.notices.map(({ code, file }) => [code, file]), [['broken-link', 'loop']]);
  });

  test('a file that became a link after it was listed is not read', async (t) => {
    const root = project(t, { 'a.py': 'x' });
    const host = await nodeHost(root);
    symlinkSync('/etc/passwd', join(root, 'b.py'));
    await assert.rejects(host.read('b.py'));
  });

  test('a folder that can not be listed ends nothing, unless it was asked for', async () => {
    const file = (name: string): DirectoryEntry => ({ name, type: 'file', size: 1 });
    const denied = (): Promise<never> => Promise.reject(new Error("EACCES: permission denied, scandir '/x/closed'"));
    const reader: DirectoryReader = {
      entries: (folder) => (folder === 'closed' ? denied() : Promise.resolve([{ name: 'closed', type: 'directory', size: 0 }, file('z.py')])),
      typeOf: () => Promise.resolve(undefined),
      size: () => Promise.resolve(1),
      text: () => Promise.resolve(undefined),
      outerIgnores: () => Promise.resolve([]),
    };
    const everything = { paths: ['.'], include: [], exclude: [] };
    const { files, skipped, notices } = await discover(reader, everything);
    await assert.rejects(discover({ ...reader, entries: denied }, everything), { message: 'the root can not be listed: EACCES: permission denied' });
    assert.deepEqual(files, [{ file: 'z.py', size: 1 }]);
    assert.deepEqual(skipped, [{ file: 'closed', reason: 'unreadable' }]);
    assert.deepEqual(notices.map(({ code, message }) => [code, message]), [['unreadable-folder', 'closed can not be listed: EACCES: permission denied']]);
  });

  test('names that are no UTF-8', { skip: process.platform === 'linux' ? false : 'the file system decides here' }, async (t) => {
    const root = project(t);
    const odd = (...parts: (string | number)[]): Buffer => Buffer.concat([Buffer.from(`${root}/`), ...parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part])))]);
    writeFileSync(odd('caf', 0xe9, '.py'), 'x = 1');
    mkdirSync(odd('d', 0xff));
    writeFileSync(odd('d', 0xff, '/inner.py'), 'y = 2');
    writeFileSync(join(root, 'größe.py'), 'z = 3');
    const host = await nodeHost(root);
    assert.deepEqual(names(await list(root)), ['caf%E9.py', 'd%FF/inner.py', 'größe.py']);
    const listing = await host.list({ paths: ['.'], include: [], exclude: [] });
    const texts = await Promise.all(listing.files.map(async ({ file }) => Buffer.from(await host.read(file)).toString()));
    assert.deepEqual(texts, ['x = 1', 'y = 2', 'z = 3']);
  });
});

test('kinds of files', () => {
  const kinds = ['a.PY', 'b.tsx', 'c.cjs', 'D.java', 'e.cs', 'n.ipynb', 'mcp.json', 'Dockerfile', '.env.local', 'docker-compose.yml', '.github/agents/x.md', 'x.agent.md', 'README.md', 'scan', 'img.dcm'];
  assert.deepEqual(kinds.map((file) => fileKind(file).kind), ['code', 'code', 'code', 'code', 'code', 'notebook', 'config', 'config', 'config', 'config', 'config', 'config', 'other', 'other', 'other']);
});

test('what a tool wrote', () => {
  assert.equal(machineWritten('a.js', `${'x=1;'.repeat(3000)}\n`), 'minified');
  assert.equal(machineWritten('jquery.min.js', 'x'), 'minified');
  assert.equal(machineWritten('a_pb2.py', '# Generated by the protocol buffer compiler.  DO NOT EDIT!\nx = 1\n'), 'generated');
  assert.equal(machineWritten('A.cs', '// <auto-generated/>\nclass A {}\n'), 'generated');
  assert.equal(machineWritten('a.py', 'PROMPT = "The report was generated by a model, do not edit it"\n'), undefined);
  assert.equal(machineWritten('a.py', 'x = 1\n'.repeat(2000)), undefined);
});
