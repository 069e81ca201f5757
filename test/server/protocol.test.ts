import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node.js';
import { SCAN, TRUST_GRANTED } from '../../src/protocol/protocol.ts';
import { Client, folderOf, put, spawnServer, startClient, thread, type ClientOptions } from './client.ts';

/** A finding that needs no engine: a suppression of a rule that does not exist. */
const UNUSED = '# dosimeter-ignore-next-line prompt-injection/no-such-rule -- a reason\nx = 1\n';
const CLEAN = 'x = 1\n';

const clients: Client[] = [];
async function start(files: Readonly<Record<string, string>>, options: ClientOptions = {}): Promise<Client> {
  const client = await startClient(await folderOf(files), options);
  clients.push(client);
  return client;
}
after(() => Promise.all(clients.map((client) => client.dispose())));

describe('documents', () => {
  test('findings of files that are not open are shown', async () => {
    const client = await start({ 'a.py': UNUSED, 'b/c.py': CLEAN });
    await client.until(() => client.diagnostics('a.py').length === 1);
    const [diagnostic] = client.diagnostics('a.py');
    assert.equal(diagnostic?.code, 'dosimeter/unused-suppression');
    assert.equal(diagnostic.source, 'dosimeter');
    assert.equal(diagnostic.severity, DiagnosticSeverity.Information);
    assert.deepEqual(diagnostic.tags, [DiagnosticTag.Unnecessary]);
    assert.deepEqual(diagnostic.range.start, { line: 0, character: 2 });
    await client.ready();
    assert.equal(client.published.length, 1, 'clean files are not mentioned');
    assert.deepEqual(client.statuses.at(-1), { state: 'ready', errors: 0, warnings: 0, notes: 1, partly: 0, files: 2, remarks: [] });
  });

  test('what is open counts more than the disk, until it is closed', async () => {
    const client = await start({ 'a.py': CLEAN });
    await client.open('a.py', UNUSED);
    await client.until(() => client.diagnostics('a.py').length === 1);
    assert.equal(client.published.at(-1)?.version, 1);
    await client.edit('a.py', CLEAN);
    await client.until(() => client.diagnostics('a.py').length === 0);
    await client.edit('a.py', UNUSED);
    await client.until(() => client.diagnostics('a.py').length === 1);
    assert.equal(client.published.at(-1)?.version, 3);
    await client.close('a.py');
    await client.until(() => client.diagnostics('a.py').length === 0);
  });

  test('a document outside of the folders is analysed by itself', async () => {
    const client = await start({ 'inside/a.py': CLEAN });
    const outside = await start({ 'b.py': CLEAN });
    const uri = outside.uri('b.py');
    await client.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'python', version: 1, text: UNUSED } });
    const shown = (): number => client.published.findLast((params) => params.uri === uri)?.diagnostics.length ?? -1;
    await client.until(() => shown() === 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.until(() => shown() === 0);
  });

  test('a document that git ignores is left alone', async () => {
    const client = await start({ '.gitignore': 'gen/\n', 'gen/a.py': UNUSED, 'b.py': CLEAN });
    await client.open('gen/a.py', UNUSED);
    await client.open('b.py', UNUSED);
    await client.until(() => client.diagnostics('b.py').length === 1);
    assert.deepEqual(client.diagnostics('gen/a.py'), []);
  });

  test('with run on save, edits wait', async () => {
    const client = await start({ 'a.py': CLEAN }, { settings: { run: 'onSave' } });
    await client.open('a.py', CLEAN);
    await client.ready();
    await client.edit('a.py', UNUSED);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(client.diagnostics('a.py'), []);
    await client.save('a.py');
    await client.until(() => client.diagnostics('a.py').length === 1);
  });

  test('a syntax error makes a file partly analysed, and that is said', async () => {
    const client = await start({ 'a.py': 'def broken(:\n  return )\n' });
    await client.open('a.py', 'def broken(:\n  return )\n');
    await client.until(() => client.diagnostics('a.py').some(({ code }) => code === 'file-partly'));
    assert.equal(client.diagnostics('a.py')[0]?.severity, DiagnosticSeverity.Information);
    await client.ready();
    assert.equal(client.statuses.at(-1)?.partly, 1);
  });
});

describe('results', () => {
  test('a burst of edits gives one result, of the last text', async () => {
    const client = await start({ 'a.py': CLEAN });
    await client.open('a.py', CLEAN);
    await client.ready();
    const before = client.published.length;
    for (let i = 0; i < 20; i++) await client.edit('a.py', i % 2 === 0 ? UNUSED : `${UNUSED}${UNUSED}`);
    await client.until(() => client.diagnostics('a.py').length > 0);
    await client.ready();
    assert.equal(client.published.length, before + 1);
    assert.equal(client.published.at(-1)?.version, 21);
    assert.equal(client.diagnostics('a.py').length, 2);
  });

  test('a result that an edit has made stale is dropped', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`p/m${i}.py`, `def f${i}(x):\n    return [x, ${i}]\n`.repeat(20)]));
    const client = await start({ ...many, 'a.py': CLEAN });
    await client.open('a.py', UNUSED);
    await client.until(() => client.statuses.at(-1)?.state === 'analysing');
    await client.edit('a.py', `\n\n${UNUSED}`);
    await client.until(() => client.diagnostics('a.py').length === 1);
    assert.deepEqual(client.published.map(({ version }) => version), [2]);
    assert.equal(client.diagnostics('a.py')[0]?.range.start.line, 2);
  });

  test('a cancelled request is answered', async () => {
    const client = await start({ 'a.py': CLEAN });
    await client.open('a.py', UNUSED);
    const { CancellationTokenSource } = await import('vscode-languageserver/node.js');
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest<unknown>('textDocument/codeAction', { textDocument: { uri: client.uri('a.py') }, range: client.rangeOf('a.py', 'x'), context: { diagnostics: [] } }, source.token).then(() => 'answered', () => 'refused');
    source.cancel();
    assert.match(await answer, /answered|refused/);
    await client.until(() => client.diagnostics('a.py').length === 1);
  });

  test('the death of the analysis thread costs one result only', async () => {
    const client = await start({ 'a.py': CLEAN });
    await client.open('a.py', CLEAN);
    await client.ready();
    await client.edit('a.py', UNUSED);
    await client.until(() => client.statuses.at(-1)?.state === 'analysing');
    await thread.stop();
    await client.until(() => client.statuses.at(-1)?.state !== 'analysing');
    await client.edit('a.py', `\n${UNUSED}`);
    await client.until(() => client.diagnostics('a.py')[0]?.range.start.line === 1);
    await client.ready();
  });

  test('nonsense from a client does not end the server', async () => {
    const client = await start({ 'a.py': UNUSED });
    await client.connection.sendRequest('textDocument/hover', { textDocument: { uri: 'untitled:1' }, position: { line: -1, character: 1e9 } });
    await client.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: 'file:///%zz', languageId: 'python', version: 1, text: 'x' } });
    await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri: client.uri('never-opened.py'), version: 4 }, contentChanges: [{ text: 'x' }] });
    await client.watched('../../outside.py', 'created');
    await client.until(() => client.diagnostics('a.py').length === 1);
  });
});

describe('files on the disk', () => {
  test('come, change and go', async () => {
    const client = await start({ 'a.py': CLEAN });
    await client.ready();
    assert.equal(client.watchers.length, 1);
    await put(client.folder, 'new/b.py', UNUSED);
    await client.watched('new', 'created');
    await client.until(() => client.diagnostics('new/b.py').length === 1);
    await put(client.folder, 'new/b.py', CLEAN);
    await client.watched('new/b.py', 'changed');
    await client.until(() => client.diagnostics('new/b.py').length === 0);
    await put(client.folder, 'a.py', UNUSED);
    await client.watched('a.py', 'changed');
    await client.until(() => client.diagnostics('a.py').length === 1);
    await rm(join(client.folder, 'a.py'));
    await client.watched('a.py', 'deleted');
    await client.until(() => client.diagnostics('a.py').length === 0);
  });

  test('can all be read again on request', async () => {
    const client = await start({ 'a.py': CLEAN });
    await client.ready();
    await put(client.folder, 'a.py', UNUSED);
    await client.connection.sendRequest(SCAN);
    await client.until(() => client.diagnostics('a.py').length === 1);
  });
});

describe('settings', () => {
  const OFF = '{ "rules": { "dosimeter/unused-suppression": "off" } }';

  test('the settings file of a trusted folder applies, and its changes too', async () => {
    const client = await start({ 'a.py': UNUSED, 'dosimeter.jsonc': OFF });
    await client.ready();
    assert.deepEqual(client.diagnostics('a.py'), []);
    await put(client.folder, 'dosimeter.jsonc', '{}');
    await client.watched('dosimeter.jsonc', 'changed');
    await client.until(() => client.diagnostics('a.py').length === 1);
  });

  test('that of an untrusted folder does not, and the user is told', async () => {
    const client = await start({ 'a.py': UNUSED, 'dosimeter.jsonc': OFF }, { options: { trusted: false } });
    await client.until(() => client.diagnostics('a.py').length === 1);
    await client.ready();
    assert.match(client.statuses.at(-1)?.remarks.join() ?? '', /not trusted/);
    await client.connection.sendNotification(TRUST_GRANTED);
    await client.until(() => client.diagnostics('a.py').length === 0);
    await client.ready();
    assert.deepEqual(client.statuses.at(-1)?.remarks, []);
  });

  test('mistakes stand in the settings file, and the defaults apply', async () => {
    const client = await start({ 'a.py': UNUSED, 'dosimeter.jsonc': '{\n  "ruels": {}\n}' });
    await client.until(() => client.diagnostics('dosimeter.jsonc').length === 1 && client.diagnostics('a.py').length === 1);
    assert.equal(client.diagnostics('dosimeter.jsonc')[0]?.range.start.line, 1);
    assert.equal(client.diagnostics('dosimeter.jsonc')[0]?.severity, DiagnosticSeverity.Error);
  });

  test('of the client: off, severity, exclude', async () => {
    const client = await start({ 'a.py': UNUSED, 'b/c.py': UNUSED }, { settings: { exclude: ['b/'] } });
    await client.until(() => client.diagnostics('a.py').length === 1);
    assert.deepEqual(client.diagnostics('b/c.py'), []);
    const change = async (settings: Record<string, unknown>): Promise<void> => {
      client.settings = settings;
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    };
    await change({ minimumSeverity: 'warning' });
    await client.until(() => client.diagnostics('a.py').length === 0);
    await change({ minimumSeverity: 'note', enable: 'yes, please' });
    await client.until(() => client.diagnostics('b/c.py').length === 1);
    await change({ enable: false });
    await client.until(() => client.diagnostics('a.py').length === 0 && client.statuses.at(-1)?.state === 'off');
  });
});

describe('clients', () => {
  test('without any abilities are served', async () => {
    const client = await start({ 'a.py': UNUSED }, { bare: true });
    await client.until(() => client.diagnostics('a.py').length === 1);
    assert.equal(client.initialized?.capabilities.executeCommandProvider, undefined);
  });

  test('of another process are served over standard streams', async () => {
    const child = spawnServer();
    const client = await startClient(await folderOf({ 'a.py': UNUSED }), { process: child });
    await client.until(() => client.diagnostics('a.py').length === 1);
    assert.equal(client.initialized?.serverInfo?.name, 'dosimeter');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await client.connection.sendRequest('shutdown');
    await client.connection.sendNotification('exit');
    assert.equal(await ended, 0);
    client.connection.dispose();
    await rm(client.folder, { recursive: true });
  });
});
