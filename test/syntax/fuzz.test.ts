import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { prepareSyntax } from '../../src/session/grammarFiles.ts';
import { parseToTree } from '../../src/syntax/parse.ts';
import { checkColumns, random, type Sample, samplesBelow } from './support.ts';

/** Seed of the run; a failure prints it with the case. `FUZZ_SEED` and `FUZZ_CASES` widen the search by hand. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const CASES = Number(process.env['FUZZ_CASES'] ?? 150);

before(() => prepareSyntax());

const changes: Record<string, (text: string, below: (n: number) => number, other: Sample) => string> = {
  truncate: (text, below) => text.slice(0, below(text.length + 1)),
  behead: (text, below) => text.slice(below(text.length + 1)),
  splice: (text, below, { text: other }) => {
    const from = below(other.length);
    const at = below(text.length + 1);
    return text.slice(0, at) + other.slice(from, from + below(400)) + text.slice(at + below(100));
  },
  duplicate: (text, below) => {
    const from = below(text.length);
    const part = text.slice(from, from + below(200));
    return text.slice(0, from) + part.repeat(1 + below(20)) + text.slice(from);
  },
  flip: (text, below) => {
    const units = Array.from(text, (c) => c);
    for (let i = 0; i < 10; i++) units[below(units.length)] = String.fromCharCode(below(4) === 0 ? below(0x10000) : below(128));
    return units.join('');
  },
  noise: (_, below) => Array.from({ length: below(300) }, () => '(){}[]<>"\'`$\\\n \t;:,.=+-*/#@!?&|%^~ax01'[below(41)]).join(''),
};

for (const [name, change] of Object.entries(changes)) {
  test(`any ${name} of a file gives a consistent tree, twice the same`, () => {
    const samples = samplesBelow('test/syntax/corpus');
    for (let i = 0; i < CASES; i++) {
      const below = random(SEED * 1_000_003 + i);
      const sample = samples[below(samples.length)]!;
      const text = change(sample.text, below, samples[below(samples.length)]!);
      const where = `FUZZ_SEED=${SEED}, case ${i}, ${sample.name}`;
      let tree;
      try {
        tree = parseToTree(sample.grammar, text);
        checkColumns(tree);
      } catch (error) {
        throw new Error(`${where}: ${(error as Error).message}\n${JSON.stringify(text)}`, { cause: error });
      }
      if (i % 10 === 0) assert.deepEqual(parseToTree(sample.grammar, text), tree, where);
    }
  });
}
