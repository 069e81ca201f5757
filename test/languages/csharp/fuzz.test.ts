import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkIR } from '../../../src/ir/validate.ts';
import { csharp } from '../../../src/languages/csharp/csharp.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';
import { random } from '../../syntax/support.ts';
import { CONSTRUCTS } from './constructs.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const CASES = Number(process.env['FUZZ_CASES'] ?? 300);

before(() => prepareSyntax(['csharp']));

function check(text: string, what: string): void {
  const tree = parseToTree('csharp', text);
  let problems: string[];
  try {
    const input = { tree, file: 'Fuzz.cs', contentHash: '' };
    const module = csharp.lower(input);
    problems = checkIR(module, text.length);
    assert.deepEqual(csharp.lower(input), module, `${what}: not deterministic`);
    csharp.addImport?.(text, tree, 'A.B', 'Name');
    for (let offset = 0; offset <= text.length; offset += 1 + (text.length >> 5)) csharp.statementAt?.(tree, offset);
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
    check(text, `seed ${SEED}, case ${i}`);
  }
});

test('deep nesting does not overflow', () => {
  check(`class C { int x = ${'('.repeat(3000)}1${')'.repeat(3000)}; }`, 'parentheses');
  check(`class C { string s = ${'"a" + '.repeat(5000)}"b"; }`, 'sums');
  check(`class C { void F() { x${'.M()'.repeat(4000)}; } }`, 'chain');
  check(`class C { void F() { ${'{'.repeat(2000)}${'}'.repeat(2000)} } }`, 'blocks');
});
