import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkIR } from '../../../src/ir/validate.ts';
import { java } from '../../../src/languages/java/java.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';
import { random } from '../../syntax/support.ts';
import { CONSTRUCTS } from './constructs.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const CASES = Number(process.env['FUZZ_CASES'] ?? 400);

before(() => prepareSyntax());

function check(text: string, what: string): void {
  const tree = parseToTree('java', text);
  let problems: string[];
  try {
    const input = { tree, file: 'Fuzz.java', contentHash: '' };
    const module = java.lower(input);
    problems = checkIR(module, text.length);
    assert.deepEqual(java.lower(input), module, `${what}: not deterministic`);
    java.addImport?.(text, tree, 'm', 'Name');
    for (let offset = 0; offset <= text.length; offset += 1 + (text.length >> 5)) java.statementAt?.(tree, offset);
  } catch (error) {
    assert.fail(`${what}: ${String((error as Error).stack)}\n${JSON.stringify(text.slice(0, 2000))}`);
  }
  assert.deepEqual(problems, [], `${what}\n${JSON.stringify(text.slice(0, 2000))}`);
}

test('any damage to any construct gives well-formed IR', () => {
  const samples = Object.values(CONSTRUCTS);
  for (let i = 0; i < CASES; i++) {
    const below = random(SEED * 7919 + i);
    let text = samples[below(samples.length)]! + samples[below(samples.length)]!;
    for (let round = below(4); round >= 0; round--) {
      const at = below(text.length + 1);
      const other = samples[below(samples.length)]!;
      const from = below(other.length);
      switch (below(4)) {
        case 0: text = text.slice(0, at); break;
        case 1: text = text.slice(0, at) + text.slice(at + below(12)); break;
        case 2: text = text.slice(0, at) + other.slice(from, from + below(40)) + text.slice(at); break;
        default: text = text.slice(0, at) + '()[]{}:,.;=<>?!@\n "\'/*+->'[below(24)]! + text.slice(at);
      }
    }
    check(text, `seed ${SEED}, case ${i}`);
  }
});

test('nesting and length do not overflow the stack', () => {
  const n = 10_000;
  const inMethod = (body: string): string => `class A { void m() { ${body} } }`;
  const deep: Record<string, string> = {
    parens: inMethod(`x = ${'('.repeat(n)}a${')'.repeat(n)};`),
    sum: inMethod(`x = ${'a + '.repeat(n)}a;`),
    conjunction: inMethod(`if (${'a && '.repeat(n)}a) b();`),
    calls: inMethod(`x = f${'.g()'.repeat(n)};`),
    fields: inMethod(`x = f${'.g'.repeat(n)};`),
    packages: inMethod(`x = ${'a.'.repeat(n)}B;`),
    indexes: inMethod(`x = f${'[1]'.repeat(5000)};`),
    casts: inMethod(`x = ${'(T) '.repeat(5000)}a;`),
    nots: inMethod(`x = ${'!'.repeat(n)}a;`),
    lambdas: inMethod(`x = ${'a -> '.repeat(3000)}a;`),
    conditionals: inMethod(`x = ${'a ? b : '.repeat(3000)}c;`),
    elseIfs: inMethod(`${'if (a) b(); else '.repeat(3000)}c();`),
    blocks: inMethod(`${'{'.repeat(5000)}${'}'.repeat(5000)}`),
    assignments: inMethod(`${'a = '.repeat(5000)}b;`),
    arguments: inMethod(`f(${'a, '.repeat(n)}a);`),
    nested: inMethod(`${'f('.repeat(3000)}a${')'.repeat(3000)};`),
    labels: inMethod(`${'a: '.repeat(3000)}f();`),
    loops: inMethod(`${'for (T a : b) '.repeat(3000)}c();`),
    cases: inMethod(`switch (a) { ${'case 1: b(); '.repeat(5000)} }`),
    switches: inMethod(`x = ${'switch (a) { default -> '.repeat(300)}1;${' }'.repeat(300)}`),
    classes: `${'class C { '.repeat(2000)}${'}'.repeat(2000)}`,
    anonymous: inMethod(`x = ${'new C() { Object m() { return '.repeat(300)}null; ${'} }'.repeat(300)};`),
    types: `class A { ${'List<'.repeat(3000)}String${'>'.repeat(3000)} x; }`,
    annotations: `${'@D '.repeat(5000)} class A {}`,
    imports: `import ${'a.'.repeat(n)}B;`,
    text: inMethod(`x = ${'"a" + '.repeat(n)}s;`),
  };
  for (const [name, text] of Object.entries(deep)) check(text, name);
});
