import type { LanguageId, Span } from '../base/words.ts';

/**
 * A syntax tree as columns in prefix order: node `i` has its first child, if any, at `i + 1`, and its subtree ends before
 * `next[i]`. Node 0 is the root and covers the file. Everything is plain data, so a tree outlives the parser and crosses threads.
 *
 * All visible nodes are here, anonymous tokens too, because operators and keywords carry meaning.
 * Kinds and fields are the numbers in `languages/<language>/nodeKinds.ts`.
 */
export interface SyntaxTree {
  readonly language: LanguageId;
  readonly text: string;
  readonly size: number;
  /** Grammar symbol; `ERROR_KIND` for a part that the parser skipped. */
  readonly kind: Uint16Array;
  /** UTF-16 offsets into `text`, half-open. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Index just past the subtree: the next sibling, if the parent's `next` is larger. */
  readonly next: Uint32Array;
  /** Field that the parent holds the node in, 0 for none. */
  readonly field: Uint8Array;
  /** A value of `Named`. */
  readonly named: Uint8Array;
  /** Outermost skipped parts, and the (empty) spans of tokens that the parser had to assume. Not empty: the file is partly analysed. */
  readonly errors: readonly Span[];
  /** Nodes whose children were dropped because they are deeper than `MAX_TREE_DEPTH`. */
  readonly truncated: readonly Span[];
}

/**
 * Values of the `named` column. Comments, and extras such as a line continuation or `#region`, can stand between any two
 * nodes; they are not counted among the named children.
 */
export const Named = { token: 0, node: 1, comment: 2, extra: 3 } as const;

/** Kind of a part that could not be parsed; the same in all grammars. */
export const ERROR_KIND = 0xffff;

/** First child of any sort, or -1. */
export function firstChild(tree: SyntaxTree, node: number): number {
  return node + 1 < tree.next[node]! ? node + 1 : -1;
}

/** Next sibling of any sort, or -1. `parentEnd` is `tree.next[parent]`; callers that loop over children have it at hand. */
export function nextSibling(tree: SyntaxTree, node: number, parentEnd: number): number {
  const sibling = tree.next[node]!;
  return sibling < parentEnd ? sibling : -1;
}

/** First child in `field`, or -1. */
export function childByField(tree: SyntaxTree, node: number, field: number): number {
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) if (tree.field[child] === field) return child;
  return -1;
}

/** All children in `field`, in order, without the tokens between them (the commas of a repeated field belong to the field). */
export function childrenByField(tree: SyntaxTree, node: number, field: number): number[] {
  const found: number[] = [];
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) {
    if (tree.field[child] === field && tree.named[child] === Named.node) found.push(child);
  }
  return found;
}

/** First child of a kind, or -1. Tokens have kinds too: `childByKind(tree, node, K.async)`. */
export function childByKind(tree: SyntaxTree, node: number, kind: number): number {
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) if (tree.kind[child] === kind) return child;
  return -1;
}

/** All children in order: nodes, tokens and comments. */
export function children(tree: SyntaxTree, node: number): number[] {
  const found: number[] = [];
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) found.push(child);
  return found;
}

/** Named children in order, without comments and extras. */
export function namedChildren(tree: SyntaxTree, node: number): number[] {
  const found: number[] = [];
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) if (tree.named[child] === Named.node) found.push(child);
  return found;
}

/** First named child that is no comment or extra, or -1. */
export function firstNamedChild(tree: SyntaxTree, node: number): number {
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) if (tree.named[child] === Named.node) return child;
  return -1;
}

/** Last named child that is no comment or extra, or -1. */
export function lastNamedChild(tree: SyntaxTree, node: number): number {
  let last = -1;
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) if (tree.named[child] === Named.node) last = child;
  return last;
}

/** Source text of a node. */
export function nodeText(tree: SyntaxTree, node: number): string {
  return tree.text.slice(tree.start[node], tree.end[node]);
}

/** Span of a node. */
export function nodeSpan(tree: SyntaxTree, node: number): Span {
  return { start: tree.start[node]!, end: tree.end[node]! };
}

/** All comments of the file, in order. */
export function comments(tree: SyntaxTree): number[] {
  const found: number[] = [];
  for (let node = 0; node < tree.size; node++) if (tree.named[node] === Named.comment) found.push(node);
  return found;
}

/** The smallest node that covers a span (without the white space around it), and the nodes above it, root first. */
export function pathCovering(tree: SyntaxTree, span: Span): number[] {
  let { start, end } = span;
  while (start < end && /\s/.test(tree.text[start]!)) start++;
  while (end > start && /\s/.test(tree.text[end - 1]!)) end--;
  const path = [0];
  for (let node = 0; ;) {
    const last = tree.next[node]!;
    let inner = -1;
    for (let child = node + 1; child < last && inner < 0; child = tree.next[child]!) if (tree.start[child]! <= start && end <= tree.end[child]! && tree.start[child]! < tree.end[child]!) inner = child;
    if (inner < 0) return path;
    path.push(inner);
    node = inner;
  }
}

/**
 * Nodes that contain `offset`, root first, smallest last. At a boundary between two nodes the right one is taken, so that the
 * offset of a node's first character finds that node.
 */
export function pathAt(tree: SyntaxTree, offset: number): number[] {
  const path = [0];
  for (let node = 0; ;) {
    const end = tree.next[node]!;
    let inner = -1;
    for (let child = node + 1; child < end && tree.start[child]! <= offset; child = tree.next[child]!) {
      if (offset < tree.end[child]!) inner = child;
    }
    if (inner < 0) return path;
    path.push(inner);
    node = inner;
  }
}
