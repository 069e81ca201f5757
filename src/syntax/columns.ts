import type { Tree } from 'web-tree-sitter';
import { MAX_TREE_DEPTH } from '../base/limits.ts';
import type { Span } from '../base/words.ts';
import { type Grammar, languageOf } from './grammars.ts';
import { ERROR_KIND, type SyntaxTree } from './tree.ts';

/**
 * A bare `&` in the text or an attribute of JSX (`Help & Support`), which compilers take as it is and the grammar does not: the words behind it
 * are skipped up to the next tag, and no code is among them.
 */
const isPlainText = (parent: string | undefined, skipped: string): boolean => (parent === 'jsx_element' || parent === 'string') && /^&[^<>{}]*$/.test(skipped);

/**
 * Copies a tree out of the parser's memory in one cursor pass. Crossing into wasm is what costs, so each node is visited once
 * and nothing is read twice; the pass keeps its own stack, so nesting can't overflow ours.
 */
export function toColumns(source: Tree, text: string, grammar: Grammar): SyntaxTree {
  const { kindOf, fieldOf, namedOf } = grammar;
  const count = source.rootNode.descendantCount;
  const kind = new Uint16Array(count);
  const start = new Uint32Array(count);
  const end = new Uint32Array(count);
  const next = new Uint32Array(count);
  const field = new Uint8Array(count);
  const named = new Uint8Array(count);
  const errors: Span[] = [];
  const truncated: Span[] = [];
  const open = new Uint32Array(MAX_TREE_DEPTH);
  let depth = 0;
  let size = 0;
  let skippedTo = 0;

  const cursor = source.walk();
  try {
    walk: for (;;) {
      const node = size++;
      const nodeKind = kindOf[cursor.nodeTypeId]!;
      const from = cursor.startIndex;
      const to = cursor.endIndex;
      kind[node] = nodeKind;
      start[node] = from;
      end[node] = to;
      field[node] = fieldOf[cursor.currentFieldId]!;
      named[node] = namedOf[nodeKind]!;
      if (nodeKind === ERROR_KIND) {
        // Only the outermost: what is inside a skipped part is skipped with it.
        if ((to > skippedTo || errors.length === 0) && !isPlainText(depth > 0 ? grammar.kindNames[kind[open[depth - 1]!]!] : undefined, text.slice(from, to))) errors.push({ start: from, end: to });
        skippedTo = Math.max(skippedTo, to);
      } else if (from === to && cursor.nodeIsMissing) {
        errors.push({ start: from, end: to });
      }

      if (cursor.gotoFirstChild()) {
        if (depth < MAX_TREE_DEPTH) {
          open[depth++] = node;
          continue;
        }
        cursor.gotoParent();
        truncated.push({ start: from, end: to });
      }
      next[node] = size;
      while (!cursor.gotoNextSibling()) {
        if (depth === 0) break walk;
        cursor.gotoParent();
        next[open[--depth]!] = size;
      }
    }
  } finally {
    cursor.delete();
  }

  const language = languageOf(grammar.id);
  if (size === count) return { language, text, size, kind, start, end, next, field, named, errors, truncated };
  // Fewer nodes than counted: the depth limit dropped some. Copies, so that the larger buffers can be freed.
  return {
    language, text, size, errors, truncated,
    kind: kind.slice(0, size), start: start.slice(0, size), end: end.slice(0, size),
    next: next.slice(0, size), field: field.slice(0, size), named: named.slice(0, size),
  };
}
