import { before } from 'node:test';
import { typescript } from '../../../src/languages/typescript/typescript.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { type Fuzzed, endure, fuzz } from '../fuzz.ts';
import { CONSTRUCTS } from './constructs.ts';

before(() => prepareSyntax());

const FUZZED: Fuzzed = { frontEnd: typescript, file: 'fuzz.ts', grammars: ['typescript', 'tsx'], constructs: CONSTRUCTS, letters: '()[]{}:,.;=<>?!`$\n "\'/#@*' };

fuzz(FUZZED);

const n = 20_000;
endure(FUZZED, {
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
});
endure(FUZZED, { elements: `x = ${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}` }, 'tsx');
