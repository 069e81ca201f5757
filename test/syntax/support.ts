import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { type GrammarId, kindName } from '../../src/syntax/parse.ts';
import { Named, type SyntaxTree } from '../../src/syntax/tree.ts';

export const root = join(import.meta.dirname, '../..');

export interface Sample { readonly name: string; readonly grammar: GrammarId; readonly text: string }

const BY_ENDING: Record<string, GrammarId> = { py: 'python', ts: 'typescript', mts: 'typescript', tsx: 'tsx', js: 'tsx', mjs: 'tsx', cjs: 'tsx', java: 'java', cs: 'csharp' };

/** Grammar for a sample file, or undefined if it is no source file. */
export function grammarOfSample(name: string): GrammarId | undefined {
  return BY_ENDING[name.slice(name.lastIndexOf('.') + 1)];
}

/** Source files below a folder of the repository, sorted. */
export function samplesBelow(folder: string, maxChars = 200_000): Sample[] {
  const samples: Sample[] = [];
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
    const grammar = grammarOfSample(name);
    if (!grammar) continue;
    const text = readFileSync(join(root, folder, name), 'utf8');
    if (text.length <= maxChars) samples.push({ name: `${folder}/${name}`, grammar, text });
  }
  return samples;
}

/** Small seeded generator (mulberry32), so that a failing case can be repeated. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Everything that must hold for the columns of any text. */
export function checkColumns(tree: SyntaxTree): void {
  const { size, text, kind, start, end, next, field, named } = tree;
  assert.ok(size > 0);
  for (const column of [kind, start, end, next, field, named]) assert.equal(column.length, size);
  assert.equal(next[0], size, 'the root holds every node');
  const open: { node: number; lastChild: number }[] = [];
  for (let node = 0; node < size; node++) {
    while (open.length > 0 && next[open.at(-1)!.node]! <= node) open.pop();
    assert.ok(next[node]! > node && next[node]! <= size, `next of node ${node}`);
    assert.ok(start[node]! <= end[node]! && end[node]! <= text.length, `span of node ${node}`);
    assert.ok(named[node]! <= Named.extra);
    const parent = open.at(-1);
    if (parent === undefined) {
      assert.equal(node, 0, 'one root');
    } else {
      assert.ok(next[node]! <= next[parent.node]!, `subtree of ${node} inside its parent`);
      assert.ok(start[node]! >= start[parent.node]! && end[node]! <= end[parent.node]!, `span of ${node} inside its parent`);
      if (parent.lastChild < 0) {
        assert.equal(parent.node, node - 1, `first child ${node} follows its parent`);
      } else {
        assert.equal(next[parent.lastChild], node, `siblings of ${node} are contiguous`);
        assert.ok(start[node]! >= end[parent.lastChild]!, `order of ${node}`);
      }
      parent.lastChild = node;
    }
    open.push({ node, lastChild: -1 });
  }
  for (const { start: from, end: to } of tree.errors) assert.ok(from <= to && to <= text.length);
}

/** The tree as indented lines, for messages and snapshots. */
export function dump(tree: SyntaxTree, grammar: GrammarId): string {
  const lines: string[] = [];
  const ends: number[] = [];
  for (let node = 0; node < tree.size; node++) {
    while (ends.length > 0 && ends.at(-1)! <= node) ends.pop();
    lines.push(`${'  '.repeat(ends.length)}${kindName(grammar, tree.kind[node]!)} ${tree.start[node]}-${tree.end[node]}`);
    ends.push(tree.next[node]!);
  }
  return lines.join('\n');
}
