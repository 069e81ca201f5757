import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver/node.js';
import { Client, folderOf, put, startClient, type ClientOptions } from './client.ts';

const INJECTION = 'prompt-injection/untrusted-text-in-prompt';
const APP = `import pydicom
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")


def squeeze(text):
    return " ".join(text.split())


def ask(path):
    text = squeeze(pydicom.dcmread(path).PatientComments)
    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": text}])
`;
const CLINICAL = `import requests
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")


def shown(text):
    return text.strip()


def file_report(findings):
    answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": findings}]).choices[0].message.content
    requests.post("https://fhir.hospital.example/r4/DiagnosticReport", json={"resourceType": "DiagnosticReport", "status": "final", "conclusion": shown(answer)})
`;
const MARK = 'Mark app.squeeze as a sanitizer';
const SETTINGS = 'dosimeter.jsonc';

const clients: Client[] = [];
async function start(files: Readonly<Record<string, string>>, options: ClientOptions = {}): Promise<Client> {
  const client = await startClient(await folderOf(files), options);
  clients.push(client);
  await client.open('app.py', files['app.py']!);
  await client.ready();
  return client;
}
after(() => Promise.all(clients.map((client) => client.dispose())));

const has = (client: Client, rule: string): boolean => client.diagnostics('app.py').some(({ code }) => code === rule);
async function actionsOf(client: Client, rule = INJECTION): Promise<readonly CodeAction[]> {
  await client.until(() => has(client, rule));
  return client.actions('app.py', client.diagnostics('app.py').find(({ code }) => code === rule)!.range);
}
const marks = (actions: readonly CodeAction[]): readonly string[] => actions.map(({ title }) => title).filter((title) => title.startsWith('Mark '));
const mark = async (client: Client, title: string, rule = INJECTION): Promise<CodeAction> => (await actionsOf(client, rule)).find((action) => action.title === title)!;
const onDisk = (client: Client): Promise<string> => readFile(join(client.folder, SETTINGS), 'utf8');

describe('a function is vouched for', () => {
  test('in a new settings file, and the finding goes', async () => {
    const client = await start({ 'app.py': APP });
    assert.deepEqual(marks(await actionsOf(client)), [MARK]);
    await client.apply((await mark(client, MARK)).edit!);
    await client.until(() => !has(client, INJECTION));
    assert.equal(await onDisk(client), '{\n  "sanitizers": ["app.squeeze"]\n}\n');
  });

  test('in the settings file as the editor has it, before it is saved', async () => {
    const before = '{\n  // Ours.\n  "exclude": ["old"] // gone soon\n}\n';
    const client = await start({ 'app.py': APP, [SETTINGS]: '{}\n' });
    await client.open(SETTINGS, before, 'jsonc');
    await client.apply((await mark(client, MARK)).edit!);
    assert.equal(client.text(SETTINGS), '{\n  // Ours.\n  "exclude": ["old"], // gone soon\n  "sanitizers": ["app.squeeze"]\n}\n');
    await client.until(() => !has(client, INJECTION));
    assert.equal(await onDisk(client), '{}\n');
    await client.edit(SETTINGS, before);
    await client.until(() => has(client, INJECTION));
    await client.edit(SETTINGS, '{ "sanitizers": ["squeeze"] }');
    await client.until(() => !has(client, INJECTION));
    await client.close(SETTINGS);
    await client.until(() => has(client, INJECTION));
  });

  test('of a write to a clinical system, as a reviewer', async () => {
    const rule = 'improper-output-handling/model-output-to-clinical-system';
    const client = await start({ 'app.py': CLINICAL });
    assert.deepEqual(marks(await actionsOf(client, rule)), ['Mark app.shown as a reviewer']);
    await client.apply((await mark(client, 'Mark app.shown as a reviewer', rule)).edit!);
    await client.until(() => !has(client, rule));
    assert.equal(await onDisk(client), '{\n  "reviewers": ["app.shown"]\n}\n');
  });

  test('with the schema that is installed in the project', async () => {
    const client = await start({ 'app.py': APP, 'node_modules/dosimeter/media/dosimeter.schema.json': '{}' });
    await client.apply((await mark(client, MARK)).edit!);
    assert.match(await onDisk(client), /^\{\n {2}"\$schema": ".\/node_modules\/dosimeter\/media\/dosimeter.schema.json",\n/);
    await client.until(() => !has(client, INJECTION));
  });

  test('in an empty settings file', async () => {
    const client = await start({ 'app.py': APP, [SETTINGS]: '' });
    await client.apply((await mark(client, MARK)).edit!);
    await client.until(() => !has(client, INJECTION));
  });
});

describe('nothing is offered', () => {
  test('in a folder that is not trusted', async () => {
    const client = await start({ 'app.py': APP }, { options: { trusted: false } });
    assert.deepEqual(marks(await actionsOf(client)), []);
  });

  test('while the settings have mistakes, since the defaults apply then', async () => {
    const client = await start({ 'app.py': APP, [SETTINGS]: '{ "sanitiser": [] }' });
    assert.deepEqual(marks(await actionsOf(client)), []);
    await put(client.folder, SETTINGS, '{}');
    await client.watched(SETTINGS, 'changed');
    await client.until(() => client.diagnostics(SETTINGS).length === 0);
    assert.deepEqual(marks(await actionsOf(client)), [MARK]);
  });

  test('where the client can not create files', async () => {
    const client = await start({ 'app.py': APP }, { bare: true });
    assert.deepEqual(marks(await actionsOf(client)), []);
  });
});
