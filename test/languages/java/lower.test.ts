import assert from 'node:assert/strict';
import * as runner from 'node:test';
import { printModule } from '../../../src/ir/printer.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { CONSTRUCTS } from './constructs.ts';
import { lower, printed } from './support.ts';

const { before, test } = runner;
/** Snapshots are newer than the type definitions, which describe the oldest Node that the product runs on. */
const { snapshot } = runner as unknown as { snapshot: { setDefaultSnapshotSerializers(list: ((value: unknown) => string)[]): void } };
const assertSnapshot = (t: runner.TestContext, text: string): void => (t.assert as unknown as { snapshot(value: string): void }).snapshot(text);

before(() => prepareSyntax());
// Printed IR is text already: the default serialisation would escape it.
snapshot.setDefaultSnapshotSerializers([(value) => String(value)]);

for (const [name, text] of Object.entries(CONSTRUCTS)) {
  test(`IR: ${name}`, (t) => assertSnapshot(t, printModule(lower(text))));
}

test('constructs are lowered without gaps', () => {
  for (const [name, text] of Object.entries(CONSTRUCTS)) {
    if (name === 'damage') continue;
    const module = lower(text);
    assert.deepEqual(module.errors, [], name);
    assert.deepEqual(module.unsupported, {}, name);
  }
});

const inMethod = (body: string): string => printed(`class A { void m(String s, Object o) { ${body} } }`);

test('literals have their values', () => {
  const { consts } = lower(CONSTRUCTS['literals']!);
  for (const value of [31, 3, 15, 10_000, 1500, 'A', true, 'a\tb"c', null]) assert.ok(consts.includes(value), String(value));
});

test('a text block loses the indentation that its lines share', () => {
  const { consts } = lower(CONSTRUCTS['text blocks']!);
  assert.ok(consts.includes('You read "reports".\n  Indented joined.\n'), JSON.stringify(consts));
});

test('what a lambda captures is copied where the lambda is made', () => {
  const text = inMethod('String t = s.trim(); if (t.isEmpty()) return; Runnable r = () -> use(t);');
  const order = [/'isEmpty'/, /storeScope 0 't'/, /closure/].map((pattern) => text.search(pattern));
  assert.ok(order.every((at, i) => at >= 0 && (i === 0 || at > order[i - 1]!)), text);
  assert.match(text, /loadScope 1 't'/);
});

test('hops count the functions between a use and the variable', () => {
  const text = printed(CONSTRUCTS['nested lambdas']!);
  assert.match(text, /loadScope 2 'own'/);
  assert.match(text, /loadScope 1 'inner'/);
});

test('an anonymous class sees the receiver of the method around it', () => {
  const text = printed(CONSTRUCTS['anonymous classes']!);
  assert.match(text, /storeScope 0 'this'/);
  assert.match(text, /loadScope 1 'this'/);
});

test('fields are read with their declared types, through the receiver', () => {
  const text = printed('class A { private ChatModel model; private String name; String m() { return model.chat(name); } }');
  assert.match(text, /get %\d+ 'model'\n\s+%\d+ = cast %\d+ ChatModel/);
  assert.doesNotMatch(text, /cast %\d+ String/);
});

test('field values run in the constructor, after the base constructor and not again after this(…)', () => {
  const text = printed(CONSTRUCTS['constructors']!);
  assert.equal(text.match(/set %\d+ 'y'/g)?.length, 1, text);
  const order = [/super/, /set %\d+ 'y'/, /set %\d+ 'x'/].map((pattern) => text.search(pattern));
  assert.ok(order.every((at, i) => at >= 0 && (i === 0 || at > order[i - 1]!)), text);
});

test('classes are there before the imports, and linked to their bases after them', () => {
  const text = printed('import x.Base; class A extends Base { static final int N = 1; }');
  const order = [/storeScope 0 'A'/, /import 'x' 'Base'/, /storeScope 0 'Base'/, /class class 0 A[^]*class class 0 A/, /set %\d+ 'N'/].map((pattern) => text.search(pattern));
  assert.ok(order.filter((_, i) => i !== 3).every((at, i, list) => at >= 0 && (i === 0 || at > list[i - 1]!)), text);
});

test('an overload is called by its number of parameters', () => {
  const text = printed(CONSTRUCTS['overloads']!);
  assert.match(text, /callMethod %\d+ 'one\/1'/);
  assert.match(text, /method log\/1 = /);
  assert.match(text, /method log\/1\.1 = /);
});

test('a record answers its component names', () => {
  const [record] = lower(CONSTRUCTS['records']!).classes;
  assert.deepEqual(record?.fields.filter((field) => !field.isStatic).map((field) => field.name), ['text', 'size']);
  const names = record?.methods.map((method) => method.name) ?? [];
  for (const name of ['text', 'size', 'upper', '<init>', '<init>/2', '<init>/1']) assert.ok(names.includes(name), names.join(' '));
  assert.equal(names.filter((name) => name === 'size').length, 1);
});

test('annotations keep their constants', () => {
  const module = lower(CONSTRUCTS['annotations']!);
  const a = module.classes.find((cls) => cls.name === 'A');
  assert.deepEqual(a?.annotations.map(({ name, args }) => ({ name, args })), [
    { name: 'Service', args: { value: 'x' } }, { name: 'Config', args: { names: ['a', 'b'], mode: 'STRICT', text: 'ab' } },
  ]);
  const read = module.functions.find((fn) => fn.name === 'read');
  assert.deepEqual(read?.annotations[0]?.args, { description: 'reads' });
  assert.deepEqual(read?.params[0]?.annotations?.[0]?.args, { value: 'id' });
});

test('methods are handed to their annotations, but not to those of the language', () => {
  const text = printed(CONSTRUCTS['annotations']!);
  assert.match(text, /loadScope 0 'Tool'/);
  assert.match(text, /call decorator/);
  assert.doesNotMatch(text, /'Override'/);
});

test('a type that two others call by the same name is found below its own', () => {
  const module = lower(CONSTRUCTS['inner classes']!);
  const other = module.classes.find((cls) => cls.name === 'Other');
  assert.equal(other?.fields[0]?.type?.name, 'Other.Builder');
});

test('errors are reported and what parses is lowered', () => {
  const module = lower('class A { void m( { int x = ; } void n() { prompt(x); } }');
  assert.ok(module.errors.length > 0);
  assert.match(printModule(module), /'prompt'/);
});

test('spans of arguments are those of their expressions', () => {
  const source = 'class A { void m(String s) { send("Report: " + s.trim(), s); } }';
  const code = lower(source).functions.flatMap((fn) => [...fn.code]);
  for (const part of ['"Report: " + s.trim()', 's.trim()']) {
    const at = source.indexOf(part);
    assert.ok(code.some((word, i) => word === at && code[i + 1] === at + part.length), part);
  }
});
