import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModels } from '../../src/models/load.ts';
import { formatApiPath, parseApiPath, parseArgPath } from '../../src/models/paths.ts';

const file = (rows: string, extra = ''): { name: string; text: string } => ({
  name: 'python/lib.yml',
  text: `library: lib\nlanguage: python\npackages: [lib, other.js]\ndoc: https://example.org/lib\n${extra}rows:\n${rows}`,
});
const errorsOf = (rows: string, extra = ''): string[] => loadModels([file(rows, extra)]).errors.map((e) => e.message);

test('API paths keep the longest package as their root', () => {
  assert.deepEqual(parseApiPath('org.dcm4che3.data.Attributes().getString', new Set(['org', 'org.dcm4che3'])), {
    root: 'org.dcm4che3',
    segments: [
      { kind: 'member', name: 'data' }, { kind: 'member', name: 'Attributes' }, { kind: 'call' }, { kind: 'member', name: 'getString' },
    ],
  });
  assert.equal(parseApiPath('@google/genai.GoogleGenAI().models').root, '@google/genai');
  assert.equal(parseApiPath('tesseract.js.recognize()', new Set(['tesseract.js'])).root, 'tesseract.js');
  assert.deepEqual(parseApiPath('<openai.Client>.chat[]').root, { type: 'openai.Client' });
});

test('API paths are written back as they were read', () => {
  for (const at of ['pydicom.dcmread()', 'fitz.open()[].get_text', '<a.B>.c()[]', '@x/y-z.f()']) assert.equal(formatApiPath(parseApiPath(at)), at);
});

test('damaged API paths are refused', () => {
  for (const at of ['', '.x', 'a..b', 'a(', 'a[0]', '<a', 'a b', 'a.' + 'b'.repeat(400)]) assert.throws(() => parseApiPath(at), { name: 'PathError' });
});

test('argument paths', () => {
  assert.deepEqual(parseArgPath('0.messages[].content'), { base: 0, steps: ['messages', '[]', 'content'] });
  assert.deepEqual(parseArgPath('self'), { base: 'self', steps: [] });
  assert.deepEqual(parseArgPath('return.text'), { base: 'return', steps: ['text'] });
  assert.deepEqual(parseArgPath('rest:1'), { base: 'rest:1', steps: [] });
  for (const path of ['', '.a', '0.', '0[1]', 'a b']) assert.throws(() => parseArgPath(path), { name: 'PathError' });
});

test('rows get the id, language and documentation of their file', () => {
  const { rows, packages, errors } = loadModels([file('  - { at: [lib.read(), lib.load()], source: pdf-text }\n  - { at: lib.f, flow: none, doc: "https://example.org/f" }')]);
  assert.deepEqual(errors, []);
  assert.deepEqual(rows.map(({ id, language, doc, at }) => ({ id, language, doc, at: at.map(formatApiPath) })), [
    { id: 'python/lib.yml#0', language: 'python', doc: 'https://example.org/lib', at: ['lib.read()', 'lib.load()'] },
    { id: 'python/lib.yml#1', language: 'python', doc: 'https://example.org/f', at: ['lib.f'] },
  ]);
  assert.deepEqual([...packages.get('python')!], ['lib', 'other.js']);
});

test('a bad row is named and left out, its neighbours stay', () => {
  const { rows, errors } = loadModels([file('  - { at: lib.a(), source: pdf-txt }\n  - { at: lib.b(), source: pdf-text }')]);
  assert.equal(errors.length, 1);
  assert.deepEqual({ file: errors[0]!.file, row: errors[0]!.row }, { file: 'python/lib.yml', row: 0 });
  assert.deepEqual(rows.map((r) => r.id), ['python/lib.yml#1']);
});

test('what validation finds', () => {
  assert.match(errorsOf('  - { at: lib.a, sink: prompt, args: [0], colour: red }')[0]!, /unknown key "colour"/);
  assert.match(errorsOf('  - { at: lib.a }')[0]!, /no kind/);
  assert.match(errorsOf('  - { at: lib.a, sink: prompt, args: ["0"], flow: none }')[0]!, /more than one kind/);
  assert.match(errorsOf('  - { at: lib.a, sink: prompt }')[0]!, /has no "args"/);
  assert.match(errorsOf('  - { at: lib.a, sink: prompt, args: ["0..x"] }')[0]!, /unreadable step/);
  assert.match(errorsOf('  - { at: lib.a, flow: none, when: [{ arg: x, matches: "(" }] }')[0]!, /regular expression/);
  assert.match(errorsOf('  - { at: <lib.Missing>.a, flow: none }')[0]!, /unknown type "lib.Missing"/);
  assert.match(errorsOf('  - { at: elsewhere.a, flow: none }')[0]!, /no file lists under packages/);
  assert.match(errorsOf('  - { at: lib.a, flow: none }\n  - { flow: none, at: lib.a }')[0]!, /repeats row 0/);
  assert.match(errorsOf('  - { at: lib.a, entry: http, fn: "0", params: { "0": { type: <lib.No> } } }')[0]!, /unknown type/);
  assert.match(loadModels([{ name: 'x.yml', text: 'library: x' }]).errors[0]!.message, /has no "language"/);
});

test('the order of the files does not matter', () => {
  const a = file('  - { at: lib.a, flow: none }');
  const b = { ...file('  - { at: lib.b, flow: none }'), name: 'python/a.yml' };
  assert.deepEqual(loadModels([a, b]).rows, loadModels([b, a]).rows);
});
