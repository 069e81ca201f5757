import { before } from 'node:test';
import { csharp } from '../../../src/languages/csharp/csharp.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { type Fuzzed, endure, fuzz } from '../fuzz.ts';
import { CONSTRUCTS } from './constructs.ts';

before(() => prepareSyntax(['csharp']));

const FUZZED: Fuzzed = { frontEnd: csharp, file: 'Fuzz.cs', grammars: ['csharp'], constructs: CONSTRUCTS, letters: '()[]{}:,.;=<>?!`$\n "\'/#@*' };

fuzz(FUZZED);

endure(FUZZED, {
  parentheses: `class C { int x = ${'('.repeat(3000)}1${')'.repeat(3000)}; }`,
  sums: `class C { string s = ${'"a" + '.repeat(5000)}"b"; }`,
  chain: `class C { void F() { x${'.M()'.repeat(4000)}; } }`,
  blocks: `class C { void F() { ${'{'.repeat(2000)}${'}'.repeat(2000)} } }`,
});
