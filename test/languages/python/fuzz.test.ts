import { before } from 'node:test';
import { python } from '../../../src/languages/python/python.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { type Fuzzed, endure, fuzz } from '../fuzz.ts';
import { CONSTRUCTS } from './constructs.ts';

before(() => prepareSyntax());

const FUZZED: Fuzzed = { frontEnd: python, file: 'fuzz.py', grammars: ['python'], constructs: CONSTRUCTS, letters: '()[]{}:,.*=@\n \t"\'f#\\' };

fuzz(FUZZED);

const n = 20_000;
endure(FUZZED, {
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
});
