import type { Span } from '../base/words.ts';
import { childByField, children, namedChildren, nodeText, pathCovering, type SyntaxTree } from '../syntax/tree.ts';

/** A piece of a string that is put together: text as it is written, or the expression whose value goes in. */
export interface StringPiece extends Span {
  readonly kind: 'text' | 'value';
  /** Index of the literal that it stands in; -1 for an operand of a sum. */
  readonly literal: number;
  /** The piece with the brackets around it: of an interpolation `${x}`, else the piece itself. */
  readonly outer: Span;
}

/** A string literal: what it begins and ends with, prefixes and quotes. */
export interface StringLiteral extends Span { readonly open: string; readonly close: string }

/** A string that the source puts together of literals, interpolations and sums. */
export interface BuiltString extends Span { readonly pieces: readonly StringPiece[]; readonly literals: readonly StringLiteral[] }

/** Which nodes of a grammar put strings together. */
export interface StringShapes {
  readonly literals: ReadonlySet<number>;
  /** Literals side by side that are one. */
  readonly joined?: number;
  readonly interpolation?: number;
  /** Field of the expression in an interpolation; absent: its first named child that is none of `braces`. */
  readonly expression?: number;
  readonly braces?: number;
  /** What follows the expression in an interpolation: formats, which no other way of building keeps. */
  readonly formats: ReadonlySet<number>;
  readonly binary: number;
  readonly operand: { readonly left: number; readonly right: number; readonly operator: number };
  readonly parenthesized: number;
}

/** Most pieces of a string that are worth rewriting. */
const MAX_PIECES = 64;

/** The largest string that is put together around a span; undefined where none is, or where it has formats in it. */
export function builtStringAt(tree: SyntaxTree, span: Span, shapes: StringShapes): BuiltString | undefined {
  const path = pathCovering(tree, span);
  let at = path.length - 1;
  while (at > 0 && !isString(tree, path[at]!, shapes)) at--;
  if (at === 0) return undefined;
  while (at > 1 && (isString(tree, path[at - 1]!, shapes) || tree.kind[path[at - 1]!] === shapes.parenthesized || isSum(tree, path[at - 1]!, shapes))) at--;
  while (tree.kind[path[at]!] === shapes.parenthesized) at++;
  const node = path[at]!;
  const pieces: StringPiece[] = [];
  const literals: StringLiteral[] = [];
  if (!collect(tree, node, shapes, pieces, literals) || literals.length === 0 || pieces.length > MAX_PIECES) return undefined;
  return { start: tree.start[node]!, end: tree.end[node]!, pieces, literals };
}

const isString = (tree: SyntaxTree, node: number, shapes: StringShapes): boolean => shapes.literals.has(tree.kind[node]!) || tree.kind[node] === shapes.joined || (isSum(tree, node, shapes) && hasLiteral(tree, node, shapes));

function isSum(tree: SyntaxTree, node: number, { binary, operand }: StringShapes): boolean {
  const operator = tree.kind[node] === binary ? childByField(tree, node, operand.operator) : -1;
  return operator >= 0 && nodeText(tree, operator) === '+';
}

/** Whether an operand of a sum is a literal: a sum of numbers is no string. */
function hasLiteral(tree: SyntaxTree, node: number, shapes: StringShapes): boolean {
  if (!isSum(tree, node, shapes)) return shapes.literals.has(tree.kind[node]!) || tree.kind[node] === shapes.joined;
  return [shapes.operand.left, shapes.operand.right].some((field) => { const side = childByField(tree, node, field); return side >= 0 && hasLiteral(tree, side, shapes); });
}

function collect(tree: SyntaxTree, node: number, shapes: StringShapes, pieces: StringPiece[], literals: StringLiteral[]): boolean {
  const span = { start: tree.start[node]!, end: tree.end[node]! };
  if (isSum(tree, node, shapes)) {
    const left = childByField(tree, node, shapes.operand.left);
    const right = childByField(tree, node, shapes.operand.right);
    return left >= 0 && right >= 0 && collect(tree, left, shapes, pieces, literals) && collect(tree, right, shapes, pieces, literals);
  }
  if (tree.kind[node] === shapes.joined) return namedChildren(tree, node).every((child) => collect(tree, child, shapes, pieces, literals));
  if (tree.kind[node] === shapes.parenthesized && namedChildren(tree, node).length === 1 && hasLiteral(tree, namedChildren(tree, node)[0]!, shapes)) return collect(tree, namedChildren(tree, node)[0]!, shapes, pieces, literals);
  if (!shapes.literals.has(tree.kind[node]!)) {
    pieces.push({ kind: 'value', ...span, literal: -1, outer: span });
    return true;
  }
  return literalPieces(tree, node, shapes, pieces, literals);
}

function literalPieces(tree: SyntaxTree, node: number, shapes: StringShapes, pieces: StringPiece[], literals: StringLiteral[]): boolean {
  const text = nodeText(tree, node);
  const open = /^(?:[A-Za-z@$]*)(?:"""|'''|"|'|`)/.exec(text)?.[0];
  if (open === undefined) return false;
  const close = open.replace(/^[A-Za-z@$]*/, '');
  const end = tree.end[node]! - close.length;
  const literal = literals.length;
  literals.push({ start: tree.start[node]!, end: tree.end[node]!, open, close });
  let at = tree.start[node]! + open.length;
  const addText = (to: number): void => { if (to > at) pieces.push({ kind: 'text', start: at, end: to, literal, outer: { start: at, end: to } }); };
  for (const child of children(tree, node)) {
    if (tree.kind[child] !== shapes.interpolation) continue;
    const value = shapes.expression === undefined ? namedChildren(tree, child).find((one) => tree.kind[one] !== shapes.braces) ?? -1 : childByField(tree, child, shapes.expression);
    if (value < 0 || children(tree, child).some((one) => shapes.formats.has(tree.kind[one]!))) return false;
    addText(tree.start[child]!);
    pieces.push({ kind: 'value', start: tree.start[value]!, end: tree.end[value]!, literal, outer: { start: tree.start[child]!, end: tree.end[child]! } });
    at = tree.end[child]!;
  }
  addText(end);
  return true;
}
