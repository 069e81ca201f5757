import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { prepareSyntax } from '../../src/session/grammarFiles.ts';
import { GRAMMARS, type GrammarId, kindName, parseToTree } from '../../src/syntax/parse.ts';
import { grammar } from '../../src/syntax/grammars.ts';
import { loadNative, type NativeParsers } from './native.ts';
import { type Sample, samplesBelow } from './support.ts';

/**
 * The wasm parser that ships and tree-sitter's native one are separate builds of the same sources, with separate bindings.
 * That both see the same tree in every sample checks the build, the bindings and our column pass at once.
 */
const native = await loadNative();

describe('wasm columns and the native tree are the same', { skip: 'reason' in native ? native.reason : false }, () => {
  before(() => prepareSyntax());
  for (const id of GRAMMARS) {
    test(id, () => {
      const samples = corpus().filter((sample) => sample.grammar === id);
      assert.ok(samples.length > 0);
      for (const sample of samples) compare(sample, native as NativeParsers);
    });
  }
});

let cached: Sample[] | undefined;
function corpus(): Sample[] {
  cached ??= [
    ...samplesBelow('test/syntax/corpus'), ...samplesBelow('src'), ...samplesBelow('scripts'),
    ...samplesBelow('node_modules/yaml'), ...samplesBelow('node_modules/ignore'), ...samplesBelow('node_modules/web-tree-sitter'),
    ...samplesBelow('node_modules/jsonc-parser'), ...samplesBelow('node_modules/vscode-languageserver'),
  ];
  return cached;
}

function compare({ name, grammar: id, text }: Sample, parsers: NativeParsers): void {
  const tree = parseToTree(id, text);
  const cursor = parsers.parse(id, text).walk();
  const names = fieldNames(id);
  for (let node = 0; node < tree.size; node++) {
    const ours = `${kindName(id, tree.kind[node]!)} ${tree.start[node]}-${tree.end[node]} ${names[tree.field[node]!] ?? ''}`;
    const theirs = `${cursor.nodeType} ${cursor.startIndex}-${cursor.endIndex} ${cursor.currentFieldName ?? ''}`;
    if (ours !== theirs) assert.equal(ours, theirs, `${name}, node ${node}`);
    // Children, then siblings, then up: the order of the columns. `next` must agree with it.
    if (cursor.gotoFirstChild()) {
      assert.ok(tree.next[node]! > node + 1);
      continue;
    }
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) { assert.equal(node, tree.size - 1, name); break; }
  }
}

function fieldNames(id: GrammarId): readonly (string | undefined)[] {
  return grammar(id).fieldNames;
}
