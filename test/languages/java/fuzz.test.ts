import { before } from 'node:test';
import { java } from '../../../src/languages/java/java.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { type Fuzzed, endure, fuzz } from '../fuzz.ts';
import { CONSTRUCTS } from './constructs.ts';

before(() => prepareSyntax());

const FUZZED: Fuzzed = { frontEnd: java, file: 'Fuzz.java', grammars: ['java'], constructs: CONSTRUCTS, letters: '()[]{}:,.;=<>?!@\n "\'/*+->' };

fuzz(FUZZED);

const n = 10_000;
const inMethod = (body: string): string => `class A { void m() { ${body} } }`;
endure(FUZZED, {
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
});
