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
snapshot.setDefaultSnapshotSerializers([String]);

for (const [name, text] of Object.entries(CONSTRUCTS)) {
  test(`IR: ${name}`, (t) => assertSnapshot(t, printModule(lower(text))));
}

test('long statements are well-formed: many elements, operands and branches', () => {
  lower(`x = [${'1, '.repeat(50_000)}]`);
  lower(`x = ${'a + '.repeat(900)}a`);
});

test('positional class patterns read the fields of a class in the same file', () => {
  const text = printed(`
    @dataclass
    class Order:
        body_part: str
        comment: str
    def f(o):
        match o:
            case Order(part, note): return note
  `);
  assert.match(text, /get o%0 'comment'/);
});

test('spans of arguments and parts are those of their expressions', () => {
  const source = 'send(f"Report: {ds.Comments!r}", key=value)';
  const module = lower(source);
  const code = [...module.functions[0]!.code];
  const spanStart = source.indexOf('ds.Comments');
  assert.ok(code.includes(spanStart) && code.includes(spanStart + 'ds.Comments'.length));
  const valueStart = source.indexOf('value');
  assert.ok(code.includes(valueStart) && code.includes(valueStart + 'value'.length));
});

test('errors are reported and what parses is lowered', () => {
  const module = lower('a = f(1\nb = 2\n');
  assert.ok(module.errors.length > 0);
});

test('string literals are decoded', () => {
  const module = lower(String.raw`x = ["\x41\n\t\\", r"\n", b"\x42\u0041", "a\
b", "\101", "\N{BULLET}", 'it''s', "\q", f"{{}}\u0043"]`);
  assert.deepEqual(module.consts.filter((c) => typeof c === 'string'), ['A\n\t\\', '\\n', 'B\\u0041', 'ab', 'A', '\uFFFD', 'its', '\\q', '{}C']);
});
