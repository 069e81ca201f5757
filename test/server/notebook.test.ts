import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, Diagnostic, Hover, MarkupContent, NotebookCell, Range, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node.js';
import { notebookFile } from '../../src/server/editorFile.ts';
import { Client, folderOf, startClient } from './client.ts';

const INJECTION = 'prompt-injection/untrusted-text-in-prompt';

/** Cells by their URI; a tab, quotes and a non-ASCII letter, so that the stored text has escapes. */
const CELLS = {
  'cell:1': 'import pydicom\nfrom openai import OpenAI\nclient = OpenAI(base_url="http://localhost:1/v1")\n',
  'cell:2': 'notes = pydicom.dcmread("a\\tb.dcm").PatientComments  # \u00E9\t"',
  'cell:3': 'if notes:\n\tclient.chat.completions.create(model="m", messages=[{"role": "user", "content": notes}])',
} as const;

const documents = Object.entries(CELLS).map(([uri, text]) => TextDocument.create(uri, 'python', 1, text));
const cells: NotebookCell[] = documents.map(({ uri }, index) => ({ kind: 2, document: uri, executionSummary: { executionOrder: index + 1 } }));

const stored = (): ReturnType<typeof notebookFile> => notebookFile({ uri: 'file:///a.ipynb', notebookType: 'jupyter-notebook', version: 1, cells }, ({ document }) => documents.find(({ uri }) => uri === document));

describe('a notebook in the editor', () => {
  test('is written as Jupyter stores it', () => {
    const { cells: written } = JSON.parse(stored().text) as { cells: { source: string; execution_count: number }[] };
    assert.deepEqual(written.map(({ source }) => source), Object.values(CELLS));
    assert.deepEqual(written.map(({ execution_count }) => execution_count), [1, 2, 3]);
  });

  test('has a place in a cell for every place in its text', () => {
    const file = stored();
    const start = file.text.indexOf('\\t\\"');
    assert.deepEqual(file.cells?.locate({ start, end: start + 4 }), { uri: 'cell:2', range: { start: { line: 0, character: CELLS['cell:2'].length - 2 }, end: { line: 0, character: CELLS['cell:2'].length } } });
    assert.equal(file.cells?.locate({ start: 3, end: 4 }), undefined);
    assert.equal(file.cells?.at(start)?.offset, CELLS['cell:2'].length - 2);
  });
});

describe('findings of a notebook', () => {
  let client: Client;
  after(() => client.dispose());
  const on = (uri: string): readonly Diagnostic[] => client.published.findLast((params) => params.uri === uri)?.diagnostics ?? [];

  test('stand in its cells while it is open', async () => {
    client = await startClient(await folderOf({ 'a.ipynb': stored().text }));
    await client.until(() => on(client.uri('a.ipynb')).some(({ code }) => code === INJECTION));
    await client.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: { uri: client.uri('a.ipynb'), notebookType: 'jupyter-notebook', version: 1, cells },
      cellTextDocuments: documents.map((document) => ({ uri: document.uri, languageId: 'python', version: 1, text: document.getText() })),
    });
    await client.until(() => on('cell:3').some(({ code }) => code === INJECTION));
    await client.until(() => on(client.uri('a.ipynb')).length === 0);
    const finding = on('cell:3').find(({ code }) => code === INJECTION)!;
    assert.equal(finding.range.start.line, 1);
    assert.equal(finding.relatedInformation?.[0]?.location.uri, 'cell:2');
  });

  test('are explained, and can be ignored in the cell', async () => {
    const { range } = on('cell:3').find(({ code }) => code === INJECTION)!;
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri: 'cell:3' }, position: range.start });
    assert.match((hover?.contents as MarkupContent).value, /PatientComments/);
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: 'cell:3' }, range, context: { diagnostics: [] } });
    const ignore = actions.find(({ title }) => title.startsWith('Ignore'));
    const [change] = ignore?.edit?.documentChanges as TextDocumentEdit[];
    assert.deepEqual(change?.textDocument, { uri: 'cell:3', version: 1 });
    assert.deepEqual(change.edits, [{ range: lineStart(1), newText: `\t# dosimeter-ignore-next-line ${INJECTION} -- reason\n` }]);
  });

  test('are repaired in the cells, with a file of their own beside the notebook', async () => {
    const { range } = on('cell:3').find(({ code }) => code === INJECTION)!;
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: 'cell:3' }, range, context: { diagnostics: [] } });
    const fix = actions.find(({ title }) => title === 'Screen the untrusted text before a model reads it');
    const changes = fix?.edit?.documentChanges ?? [];
    assert.ok(changes.some((change) => 'kind' in change && change.kind === 'create' && change.uri === client.uri('dosimeter_guard.py')), JSON.stringify(fix));
    const inCells = changes.filter((change): change is TextDocumentEdit => 'textDocument' in change && change.textDocument.uri.startsWith('cell:'));
    const after = new Map(documents.map((document) => [document.uri, document.getText()]));
    for (const { textDocument: { uri }, edits } of inCells) after.set(uri, TextDocument.applyEdits(TextDocument.create(uri, 'python', 1, after.get(uri) ?? ''), edits as TextEdit[]));
    assert.match([...after.values()].join('\n---\n'), /^from dosimeter_guard import screen_untrusted$[\s\S]*screen_untrusted\(/m);
    assert.ok(inCells.length > 0 && changes.length === inCells.length + 2);
  });

  test('follow edits, and go back to the file when it is closed', async () => {
    await client.connection.sendNotification('notebookDocument/didChange', {
      notebookDocument: { uri: client.uri('a.ipynb'), version: 2 },
      change: { cells: { textContent: [{ document: { uri: 'cell:3', version: 2 }, changes: [{ text: 'print(1)' }] }] } },
    });
    await client.until(() => on('cell:3').length === 0);
    await client.connection.sendNotification('notebookDocument/didClose', { notebookDocument: { uri: client.uri('a.ipynb') }, cellTextDocuments: cells.map(({ document }) => ({ uri: document })) });
    await client.until(() => on(client.uri('a.ipynb')).some(({ code }) => code === INJECTION));
  });
});

const lineStart = (line: number): Range => ({ start: { line, character: 0 }, end: { line, character: 0 } });
