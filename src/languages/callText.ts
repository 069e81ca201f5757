import type { Span } from '../base/words.ts';
import { childByField, lastNamedChild, namedChildren, nodeText, pathCovering, type SyntaxTree } from '../syntax/tree.ts';
import type { CallText, NamedEntry } from './language.ts';

/** Which nodes of a grammar are calls, lists and entries. Data, so that the look-ups are written once. */
export interface CallShapes {
  /** Kinds of calls, with the fields in which the text of what is called begins (absent: where the call does) and ends. */
  readonly calls: ReadonlyMap<number, { readonly from?: number; readonly to: number }>;
  readonly argumentsField: number;
  /** Kinds of entries and named arguments, with the fields of the name and of the value; without one of its own the value is the last part. */
  readonly entries: ReadonlyMap<number, { readonly name: number; readonly value?: number }>;
  /** Kinds of nodes that hold entries. */
  readonly containers: ReadonlySet<number>;
  /** Kinds of lists. */
  readonly lists: ReadonlySet<number>;
}

/** Entries at a span, see `Language.entriesIn`. Objects among the arguments of a call count as its arguments. */
export function entriesIn(tree: SyntaxTree, span: Span, shapes: CallShapes): readonly NamedEntry[] {
  const path = pathCovering(tree, span);
  for (let i = path.length - 1; i > 0; i--) {
    const node = path[i]!;
    const kind = tree.kind[node]!;
    if (isEntry(tree, node, shapes)) return [entryOf(tree, node, shapes)];
    if (shapes.containers.has(kind)) return entriesOf(tree, node, shapes);
    if (!shapes.calls.has(kind)) continue;
    const list = childByField(tree, node, shapes.argumentsField);
    if (list < 0) return [];
    return [...entriesOf(tree, list, shapes), ...namedChildren(tree, list).filter((child) => shapes.containers.has(tree.kind[child]!)).flatMap((child) => entriesOf(tree, child, shapes))];
  }
  return [];
}

/** Whether a node is an entry or a named argument: some grammars have one kind for arguments with and without a name. */
const isEntry = (tree: SyntaxTree, node: number, { entries }: CallShapes): boolean => {
  const fields = entries.get(tree.kind[node]!);
  return fields !== undefined && childByField(tree, node, fields.name) >= 0;
};

const entriesOf = (tree: SyntaxTree, node: number, shapes: CallShapes): NamedEntry[] => namedChildren(tree, node).filter((child) => isEntry(tree, child, shapes)).map((child) => entryOf(tree, child, shapes));

function entryOf(tree: SyntaxTree, node: number, shapes: CallShapes): NamedEntry {
  const name = childByField(tree, node, shapes.entries.get(tree.kind[node]!)!.name);
  const value = valueOf(tree, node, shapes);
  return { key: name < 0 ? '' : nodeText(tree, name).replace(/^["'`]|["'`]$/g, ''), value: value < 0 ? { start: tree.end[node]!, end: tree.end[node]! } : spanOf(tree, value) };
}

/** The value of an entry, or -1. */
function valueOf(tree: SyntaxTree, node: number, { entries }: CallShapes): number {
  const field = entries.get(tree.kind[node]!)?.value;
  return field === undefined ? lastNamedChild(tree, node) : childByField(tree, node, field);
}

/** Calls around a span, see `Language.callsAt`. */
export function callsAt(tree: SyntaxTree, span: Span, shapes: CallShapes): readonly CallText[] {
  const calls: CallText[] = [];
  const path = pathCovering(tree, span);
  for (let i = path.length - 1; i > 0; i--) {
    const node = path[i]!;
    const fields = shapes.calls.get(tree.kind[node]!);
    if (fields === undefined) continue;
    const callee = childByField(tree, node, fields.to);
    const list = childByField(tree, node, shapes.argumentsField);
    if (callee < 0 || list < 0) continue;
    const first = fields.from === undefined ? node : childByField(tree, node, fields.from);
    const args = namedChildren(tree, list).map((child) => ({ ...spanOf(tree, child), ...(isEntry(tree, child, shapes) ? { key: entryOf(tree, child, shapes).key } : {}) }));
    calls.push({ start: tree.start[node]!, callee: { start: tree.start[first < 0 ? callee : first]!, end: tree.end[callee]! }, arguments: args, end: tree.end[list]! - 1 });
  }
  return calls;
}

/** Element of a list, or entry of an object, at a span with the comma that goes with it, see `Language.elementAt`. */
export function elementAt(tree: SyntaxTree, span: Span, shapes: CallShapes): Span | undefined {
  const path = pathCovering(tree, span);
  for (let i = path.length - 1; i > 1; i--) {
    const kind = tree.kind[path[i - 1]!]!;
    // An entry goes when it or its value is what is meant, not something inside of it.
    const isOne = shapes.containers.has(kind) && isMeant(tree, path[i]!, span, shapes);
    if (!isOne && !shapes.lists.has(kind)) continue;
    const items = namedChildren(tree, path[i - 1]!);
    const at = items.indexOf(path[i]!);
    if (at < 0) return undefined;
    if (at + 1 < items.length) return { start: tree.start[items[at]!]!, end: tree.start[items[at + 1]!]! };
    if (at > 0) return { start: tree.end[items[at - 1]!]!, end: tree.end[items[at]!]! };
    // Of `[a,]` nothing may stay, nor of a line that holds nothing else.
    const comma = /^\s*,/.exec(tree.text.slice(tree.end[items[at]!]!, tree.end[path[i - 1]!]!));
    const start = tree.start[items[at]!]!;
    const end = tree.end[items[at]!]! + (comma?.[0].length ?? 0);
    const lineStart = tree.text.lastIndexOf('\n', start - 1) + 1;
    const rest = /^[ \t]*\r?\n/.exec(tree.text.slice(end))?.[0];
    return rest !== undefined && tree.text.slice(lineStart, start).trim() === '' ? { start: lineStart, end: end + rest.length } : { start, end };
  }
  return undefined;
}

function isMeant(tree: SyntaxTree, node: number, { start, end }: Span, shapes: CallShapes): boolean {
  const value = isEntry(tree, node, shapes) ? valueOf(tree, node, shapes) : node;
  return [node, value].some((one) => one >= 0 && tree.start[one] === start && tree.end[one] === end);
}

const spanOf = (tree: SyntaxTree, node: number): Span => ({ start: tree.start[node]!, end: tree.end[node]! });
