import assert from 'node:assert/strict';
import * as runner from 'node:test';
import { printModule } from '../../../src/ir/printer.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { CONSTRUCTS, grammarOf } from './constructs.ts';
import { lower, printed } from './support.ts';

const { before, test } = runner;
/** Snapshots are newer than the type definitions, which describe the oldest Node that the product runs on. */
const { snapshot } = runner as unknown as { snapshot: { setDefaultSnapshotSerializers(list: ((value: unknown) => string)[]): void } };
const assertSnapshot = (t: runner.TestContext, text: string): void => (t.assert as unknown as { snapshot(value: string): void }).snapshot(text);

before(() => prepareSyntax());
// Printed IR is text already: the default serialisation would escape it.
snapshot.setDefaultSnapshotSerializers([(value) => String(value)]);

for (const [name, text] of Object.entries(CONSTRUCTS)) {
  test(`IR: ${name}`, (t) => assertSnapshot(t, printModule(lower(text, grammarOf(name)))));
}

test('constructs are lowered without gaps', () => {
  // What these snippets hold has no equivalent in the IR.
  const gaps = new Set(['misplaced words', 'dynamic imports', 'enums']);
  for (const [name, text] of Object.entries(CONSTRUCTS)) {
    const module = lower(text, grammarOf(name));
    assert.deepEqual(module.errors, [], name);
    if (!gaps.has(name)) assert.deepEqual(module.unsupported, {}, name);
  }
});

test('long statements are well formed: many elements, operands and links', () => {
  lower(`x = [${'1, '.repeat(50_000)}];`);
  lower(`x = ${'a + '.repeat(900)}a;`);
  lower(`x = a${'.b(1)'.repeat(400)};`);
  lower(`switch (x) { ${Array.from({ length: 2000 }, (_, i) => `case ${i}: f(); break;`).join(' ')} }`);
});

test('a chain keeps its order and its calls', () => {
  const text = printed('a.b(1).c.d(2)[k] + e;');
  const order = [/callMethod %\d+ 'b'/, /get %\d+ 'c'/, /callMethod %\d+ 'd'/, /getIndex/, /binary add/].map((pattern) => text.search(pattern));
  assert.ok(order.every((at, i) => at >= 0 && (i === 0 || at > order[i - 1]!)), text);
});

test('hops count the functions between a use and the declaration', () => {
  const text = printed('const m = 1; function f() { const l = 2; return () => () => [l, m, free]; }');
  assert.match(text, /loadScope 2 'l'/);
  assert.match(text, /loadScope 3 'm'/);
  assert.match(text, /loadScope 3 'free'/);
});

test('field values run in the constructor, after the base constructor', () => {
  const text = printed('class A extends B { x = (() => y)(); constructor() { first(); super(); last(); } }');
  const order = [/'first'/, /call construct/, /set %\d+ 'x'/, /'last'/].map((pattern) => text.search(pattern));
  assert.ok(order.every((at, i) => at >= 0 && (i === 0 || at > order[i - 1]!)), text);
  assert.match(text, /loadScope 2 'y'/);
});

test('the store to an exported name exports', () => {
  const text = printed('export { client as default }; let client; export function init() { client = new Client(); }');
  assert.equal(text.match(/export 'default'/g)?.length, 2, text);
});

test('names of project files are imported where they are used, those of packages once', () => {
  const text = printed("import { a } from './a'; import b from 'b'; function f() { return a(b); }");
  assert.match(text, /function 1 f\(\)\n  %0 = import '\.\/a' 'a'\n  %1 = loadScope 1 'b'/);
});

test('functions exist before imports run, so that modules in a cycle see them', () => {
  const text = printed("import { a } from './a'; export function f() { return a; }");
  assert.ok(text.indexOf("export 'f'") < text.indexOf("%1 = import './a'"), text);
});

test('additions to a prototype that is no function of the file stay', () => {
  const text = printed('class A {} A.prototype.m = function () {}; Date.prototype.n = function () {}; var F = function () {}, F = function () {}; F.prototype.o = function () {};');
  assert.match(text, /set %\d+ 'm'/);
  assert.match(text, /set %\d+ 'n'/);
  assert.match(text, /class F\(\)\n  constructor constructor = fn \d+\n  method o/);
});

test('spans of arguments and parts are those of their expressions', () => {
  const source = 'send(`Report: ${ds.comments.trim()}`, value);';
  const code = [...lower(source).functions[0]!.code];
  for (const part of ['ds.comments.trim()', 'value', 'Report: ']) {
    const at = source.indexOf(part);
    const found = code.some((word, i) => word === at && code[i + 1] === at + part.length);
    assert.ok(found, part);
  }
});

test('errors are reported and what parses is lowered', () => {
  const module = lower('const a = read(;\nprompt(a);\nfunction f( { return g(); }');
  assert.ok(module.errors.length > 0);
  assert.match(printModule(module), /'prompt'/);
});

test('decorator arguments can not change the record that holds them', () => {
  const module = lower('@D({ __proto__: 1, a: 2 }) class A {}');
  assert.deepEqual(module.classes[0]?.annotations[0]?.args, { a: 2 });
});
