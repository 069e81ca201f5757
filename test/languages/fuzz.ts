import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkIR } from '../../src/ir/validate.ts';
import type { Language } from '../../src/languages/language.ts';
import { type GrammarId, parseToTree } from '../../src/syntax/parse.ts';
import { random } from '../syntax/support.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const CASES = Number(process.env['FUZZ_CASES'] ?? 400);

/** A front end under damage. `letters`: what is put into texts, the characters that mean something in the language. */
export interface Fuzzed {
  readonly frontEnd: Language;
  readonly file: string;
  readonly grammars: readonly [GrammarId, ...GrammarId[]];
  readonly constructs: Readonly<Record<string, string>>;
  readonly letters: string;
}

/** Lowers a text twice and asks all that the editor asks: nothing may throw, the IR is well-formed and the same both times. */
export function check({ frontEnd, file, grammars }: Fuzzed, text: string, what: string, grammar: GrammarId = grammars[0]): void {
  const tree = parseToTree(grammar, text);
  let problems: string[];
  try {
    const input = { tree, file, contentHash: '' };
    const module = frontEnd.lower(input);
    problems = checkIR(module, text.length);
    assert.deepEqual(frontEnd.lower(input), module, `${what}: not deterministic`);
    frontEnd.addImport?.(text, tree, 'a.b', 'Name');
    for (let offset = 0; offset <= text.length; offset += 1 + (text.length >> 5)) frontEnd.statementAt?.(tree, offset);
  } catch (error) {
    assert.fail(`${what}: ${String((error as Error).stack)}\n${JSON.stringify(text.slice(0, 2000))}`);
  }
  assert.deepEqual(problems, [], `${what}\n${JSON.stringify(text.slice(0, 2000))}`);
}

/** Cuts, mixes and litters samples of all constructs. `FUZZ_SEED` and `FUZZ_CASES` ask for others, and more. */
export function fuzz(fuzzed: Fuzzed): void {
  test('any damage to any construct gives well-formed IR', () => {
    const samples = Object.values(fuzzed.constructs);
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
          default: text = text.slice(0, at) + fuzzed.letters[below(fuzzed.letters.length)]! + text.slice(at);
        }
      }
      check(fuzzed, text, `seed ${SEED}, case ${i}`, fuzzed.grammars[below(fuzzed.grammars.length)]);
    }
  });
}

/** Texts that nest or go on for thousands of levels. */
export function endure(fuzzed: Fuzzed, texts: Readonly<Record<string, string>>, grammar?: GrammarId): void {
  test(`nesting and length do not overflow the stack${grammar ? ` (${grammar})` : ''}`, () => { for (const [name, text] of Object.entries(texts)) check(fuzzed, text, name, grammar); });
}
