import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkIR } from '../../../src/ir/validate.ts';
import { typescript } from '../../../src/languages/typescript/typescript.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';
import { random } from '../../syntax/support.ts';
import { CONSTRUCTS } from './constructs.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const CASES = Number(process.env['FUZZ_CASES'] ?? 400);

before(() => prepareSyntax());

function check(text: string, what: string, grammar: 'tsx' | 'typescript' = 'typescript'): void {
  const tree = parseToTree(grammar, text);
  let problems: string[];
  try {
    const input = { tree, file: 'fuzz.ts', contentHash: '' };
    const module = typescript.lower(input);
    problems = checkIR(module, text.length);
    assert.deepEqual(typescript.lower(input), module, `${what}: not deterministic`);
    typescript.addImport?.(text, tree, 'm', 'name');
    for (let offset = 0; offset <= text.length; offset += 1 + (text.length >> 5)) typescript.statementAt?.(tree, offset);
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
        default: text = text.slice(0, at) + '()[]{}:,.;=<>?!`$\n "\'/#@*'[below(24)]! + text.slice(at);
      }
    }
    check(text, `seed ${SEED}, case ${i}`, below(2) === 0 ? 'tsx' : 'typescript');
  }
});

test('nesting and length do not overflow the stack', () => {
  const n = 20_000;
  const deep: Record<string, string> = {
    parens: `x = ${'('.repeat(n)}a${')'.repeat(n)}`,
    arrays: `x = ${'['.repeat(5000)}${']'.repeat(5000)}`,
    objects: `x = ${'{ a: '.repeat(5000)}1${' }'.repeat(5000)}`,
    sum: `x = ${'a + '.repeat(n)}a`,
    conjunction: `if (${'a && '.repeat(n)}a) b();`,
    coalesced: `x = ${'a ?? '.repeat(5000)}b`,
    calls: `x = f${'()'.repeat(n)}`,
    members: `x = f${'.g().h'.repeat(5000)}`,
    casts: `x = a${' as T'.repeat(5000)}`,
    asserted: `x = a${'!'.repeat(5000)}`,
    nots: `x = ${'!'.repeat(n)}a`,
    awaits: `async function f() { ${'await '.repeat(5000)}a }`,
    arrows: `x = ${'a => '.repeat(5000)}a`,
    conditionals: `x = ${'a ? b : '.repeat(5000)}c`,
    elseIfs: `${'if (a) b(); else '.repeat(3000)}c();`,
    blocks: `${'{'.repeat(5000)}${'}'.repeat(5000)}`,
    functions: `${'function f(a = () => a) {'.repeat(300)}${'}'.repeat(300)}`,
    classes: `${'class C { m() {'.repeat(400)}${'} }'.repeat(400)}`,
    fields: `x = ${'class { f = '.repeat(1000)}1${' }'.repeat(1000)}`,
    cases: `switch (a) { ${'case 1: b(); '.repeat(5000)} }`,
    patterns: `const ${'['.repeat(3000)}a${']'.repeat(3000)} = b;`,
    objectPatterns: `const ${'{ a: '.repeat(3000)}b${' }'.repeat(3000)} = c;`,
    targets: `${'['.repeat(3000)}a${']'.repeat(3000)} = b;`,
    templates: `x = ${'`${'.repeat(2000)}a${'}`'.repeat(2000)}`,
    chain: `${'a = '.repeat(5000)}b`,
    labels: `${'a: '.repeat(3000)}f();`,
    loops: `${'for (const a of b) '.repeat(3000)}c();`,
    types: `let x: ${'Array<'.repeat(3000)}string${'>'.repeat(3000)};`,
    union: `let x: ${'A | '.repeat(5000)}B;`,
    functionTypes: `let x: ${'() => '.repeat(3000)}void;`,
    namespaces: `namespace ${'a.'.repeat(3000)}b {}`,
    decorators: `${'@D '.repeat(5000)} class A {}`,
    arguments: `f(${'a, '.repeat(n)})`,
    news: `x = ${'new '.repeat(3000)}A`,
    sequence: `${'a, '.repeat(5000)}b;`,
  };
  for (const [name, text] of Object.entries(deep)) check(text, name);
  check(`x = ${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}`, 'elements', 'tsx');
});
