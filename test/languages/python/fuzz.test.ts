import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkIR } from '../../../src/ir/validate.ts';
import { python } from '../../../src/languages/python/python.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';
import { random } from '../../syntax/support.ts';
import { CONSTRUCTS } from './constructs.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const CASES = Number(process.env['FUZZ_CASES'] ?? 400);

before(() => prepareSyntax());

function check(text: string, what: string): void {
  const tree = parseToTree('python', text);
  let problems: string[];
  try {
    const input = { tree, file: 'fuzz.py', contentHash: '' };
    const module = python.lower(input);
    problems = checkIR(module, text.length);
    assert.deepEqual(python.lower(input), module, `${what}: not deterministic`);
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
        default: text = text.slice(0, at) + '()[]{}:,.*=@\n \t"\'f#\\'[below(20)]! + text.slice(at);
      }
    }
    check(text, `seed ${SEED}, case ${i}`);
  }
});

test('nesting and length do not overflow the stack', () => {
  const n = 20_000;
  const deep: Record<string, string> = {
    parens: `x = ${'('.repeat(n)}a${')'.repeat(n)}`,
    lists: `x = ${'['.repeat(5000)}${']'.repeat(5000)}`,
    tuples: `${'('.repeat(3000)}a,${',)'.repeat(2999)}) = v`,
    sum: `x = ${'a + '.repeat(n)}a`,
    conjunction: `if ${'a and '.repeat(n)}a: pass`,
    calls: `x = f${'()'.repeat(n)}`,
    attributes: `x = f${'.g()'.repeat(5000)}`,
    nots: `x = ${'not '.repeat(n)}a`,
    lambdas: `x = ${'lambda: '.repeat(5000)}a`,
    conditionals: `x = ${'a if b else '.repeat(5000)}c`,
    elifs: `if a: pass\n${'elif b: pass\n'.repeat(3000)}else: pass\n`,
    blocks: Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}if a:\n`).join('') + `${' '.repeat(400)}pass\n`,
    functions: Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}def f(a=lambda: a):\n`).join('') + `${' '.repeat(300)}return a\n`,
    classes: Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}class C:\n`).join('') + `${' '.repeat(300)}def m(self, x=C): pass\n`,
    handlers: `try: pass\n${'except A: pass\n'.repeat(3000)}`,
    comprehension: `x = [a ${'for a in a if a '.repeat(2000)}]`,
    comprehensions: `x = ${'[a for a in '.repeat(2000)}b${']'.repeat(2000)}`,
    types: `x: ${'list['.repeat(3000)}int${']'.repeat(3000)} = 1`,
    union: `x: ${'int | '.repeat(5000)}int = 1`,
    patterns: `match a:\n case ${'['.repeat(2000)}b${']'.repeat(2000)}: pass\n`,
    alternatives: `match a:\n case ${'1 | '.repeat(5000)}2: pass\n`,
    fstring: `x = ${'f"{'.repeat(150)}a${'}"'.repeat(150)}`,
    comparison: `x = ${'a < '.repeat(3000)}b`,
    arguments: `f(${'a, '.repeat(n)})`,
    stringAnnotation: `x: "${'list['.repeat(3000)}int${']'.repeat(3000)}" = 1`,
    deletion: `del ${'('.repeat(3000)}a${')'.repeat(3000)}`,
    chain: `${'a = '.repeat(5000)}b`,
  };
  for (const [name, text] of Object.entries(deep)) check(text, name);
});
