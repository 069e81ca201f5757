import type { Span } from '../base/words.ts';
import { childByField, namedChildren, nodeText, pathCovering, type SyntaxTree } from '../syntax/tree.ts';
import type { CallText, NamedEntry } from './language.ts';

/** Which nodes of a grammar are calls, lists and entries. Data, so that the look-ups are written once. */
export interface CallShapes {
  /** Kinds of calls, with the field of what is called. */
  readonly calls: ReadonlyMap<number, number>;
  readonly argumentsField: number;
  /** Kinds of entries and named arguments, with the field of the name. */
  readonly entries: ReadonlyMap<number, number>;
  readonly valueField: number;
  /** Kinds of nodes that hold entries. */
  readonly containers: ReadonlySet<number>;
  readonly lists: ReadonlySet<number>;
}

/** Entries at a span, see `Language.entriesIn`. Objects among the arguments of a call count as its arguments. */
export function entriesIn(tree: SyntaxTree, span: Span, shapes: CallShapes): readonly NamedEntry[] {
  const path = pathCovering(tree, span);
  for (let i = path.length - 1; i > 0; i--) {
    const node = path[i]!;
    const kind = tree.kind[node]!;
    if (shapes.entries.has(kind)) return [entryOf(tree, node, shapes)];
    if (shapes.containers.has(kind)) return entriesOf(tree, node, shapes);
    if (!shapes.calls.has(kind)) continue;
    const list = childByField(tree, node, shapes.argumentsField);
    if (list < 0) return [];
    return [...entriesOf(tree, list, shapes), ...namedChildren(tree, list).filter((child) => shapes.containers.has(tree.kind[child]!)).flatMap((child) => entriesOf(tree, child, shapes))];
  }
  return [];
}

const entriesOf = (tree: SyntaxTree, node: number, shapes: CallShapes): NamedEntry[] => namedChildren(tree, node).filter((child) => shapes.entries.has(tree.kind[child]!)).map((child) => entryOf(tree, child, shapes));

function entryOf(tree: SyntaxTree, node: number, { entries, valueField }: CallShapes): NamedEntry {
  const name = childByField(tree, node, entries.get(tree.kind[node]!)!);
  const value = childByField(tree, node, valueField);
  return { key: name < 0 ? '' : nodeText(tree, name).replace(/^["'`]|["'`]$/g, ''), value: value < 0 ? { start: tree.end[node]!, end: tree.end[node]! } : spanOf(tree, value) };
}

/** Calls around a span, see `Language.callsAt`. */
export function callsAt(tree: SyntaxTree, span: Span, shapes: CallShapes): readonly CallText[] {
  const calls: CallText[] = [];
  const path = pathCovering(tree, span);
  for (let i = path.length - 1; i > 0; i--) {
    const node = path[i]!;
    const field = shapes.calls.get(tree.kind[node]!);
    if (field === undefined) continue;
    const callee = childByField(tree, node, field);
    const list = childByField(tree, node, shapes.argumentsField);
    if (callee < 0 || list < 0) continue;
    const args = namedChildren(tree, list).map((child) => ({ ...spanOf(tree, child), ...(shapes.entries.has(tree.kind[child]!) ? { key: entryOf(tree, child, shapes).key } : {}) }));
    calls.push({ callee: spanOf(tree, callee), arguments: args, end: tree.end[list]! - 1 });
  }
  return calls;
}

/** Element of a list, or entry of an object, at a span with the comma that goes with it, see `Language.elementAt`. */
export function elementAt(tree: SyntaxTree, span: Span, shapes: CallShapes): Span | undefined {
  const path = pathCovering(tree, span);
  for (let i = path.length - 1; i > 1; i--) {
    const kind = tree.kind[path[i - 1]!]!;
    // An entry goes when it or its value is what is meant, not something inside of it.
    const isEntry = shapes.containers.has(kind) && isMeant(tree, path[i]!, span, shapes);
    if (!isEntry && !shapes.lists.has(kind)) continue;
    const items = namedChildren(tree, path[i - 1]!);
    const at = items.indexOf(path[i]!);
    if (at < 0) return undefined;
    if (at + 1 < items.length) return { start: tree.start[items[at]!]!, end: tree.start[items[at + 1]!]! };
    return { start: at > 0 ? tree.end[items[at - 1]!]! : tree.start[items[at]!]!, end: tree.end[items[at]!]! };
  }
  return undefined;
}

function isMeant(tree: SyntaxTree, node: number, { start, end }: Span, shapes: CallShapes): boolean {
  const value = shapes.entries.has(tree.kind[node]!) ? childByField(tree, node, shapes.valueField) : node;
  return [node, value].some((one) => one >= 0 && tree.start[one] === start && tree.end[one] === end);
}

const spanOf = (tree: SyntaxTree, node: number): Span => ({ start: tree.start[node]!, end: tree.end[node]! });
