import type { Span } from '../base/words.ts';
import { childByField, namedChildren, nodeText, pathCovering, type SyntaxTree } from '../syntax/tree.ts';
import type { ExpressionSite } from './language.ts';

/** Which nodes of a grammar are expressions, and which hold one. Data, so that the look-up is written once. */
export interface ExpressionShapes {
  /** Expressions around which a call can be put. */
  readonly expressions: ReadonlySet<number>;
  /** Nodes that hold an expression in a field: entries, arguments, assignments. */
  readonly holders: ReadonlyMap<number, number>;
  /** Nodes whose last child is the expression: statements, interpolations. */
  readonly wrappers: ReadonlySet<number>;
  /** An entry that is name and value at once (`{ content }`). */
  readonly shorthand?: number;
  readonly statement: number;
  /** Waiting for a result: what is waited for is no value yet. */
  readonly awaiting?: number;
  /** Assignments, whose left side is a variable and no value, whatever it reads. */
  readonly assignments: ReadonlySet<number>;
  readonly binary: number;
  readonly operand: { readonly left: number; readonly right: number; readonly operator: number };
  /** Literals of text; one with `interpolation` in it is no constant. */
  readonly literals: ReadonlySet<number>;
  readonly interpolation: string;
}

/** Expressions written at a span, see `Language.expressionsAt`. */
export function expressionsAt(tree: SyntaxTree, span: Span, shapes: ExpressionShapes): readonly ExpressionSite[] {
  const { expressions, holders, wrappers, shorthand, statement, assignments, operand } = shapes;
  const path = pathCovering(tree, span);
  const kindOf = (at: number): number => tree.kind[path[at]!]!;
  let at = path.length - 1;
  while (at > 0 && !holders.has(kindOf(at)) && !wrappers.has(kindOf(at)) && !expressions.has(kindOf(at)) && kindOf(at) !== shorthand) at--;
  let node = path[at]!;
  let parent = path[at - 1] ?? 0;
  if (tree.kind[node] === shorthand) return [{ start: tree.start[node]!, end: tree.end[node]!, key: nodeText(tree, node) }];
  // A few nodes can stand around an expression: an entry in a statement, an expression in braces.
  for (let depth = 0; depth < 4; depth++) {
    const field = holders.get(tree.kind[node]!);
    const inner = field !== undefined ? childByField(tree, node, field) : wrappers.has(tree.kind[node]!) ? namedChildren(tree, node).at(-1) ?? -1 : -1;
    if (inner < 0) break;
    parent = node;
    node = inner;
  }
  if (shapes.awaiting !== undefined && tree.kind[parent] === shapes.awaiting) {
    node = parent;
    parent = path[path.indexOf(parent) - 1] ?? 0;
  }
  // A call whose result nobody reads is an action, not a value.
  if (!expressions.has(tree.kind[node]!) || tree.kind[parent] === statement) return [];
  if (assignments.has(tree.kind[parent]!) && tree.field[node] === operand.left) return [];
  return variables(tree, node, shapes).map((part) => ({ start: tree.start[part]!, end: tree.end[part]! }));
}

/** Of a sum with literal texts in it, the operands that are no literals; else the expression. */
function variables(tree: SyntaxTree, node: number, shapes: ExpressionShapes): readonly number[] {
  const operands = operandsOf(tree, node, shapes);
  const others = operands.filter((one) => !isLiteral(tree, one, shapes));
  return others.length === operands.length || others.length === 0 ? [node] : others;
}

/** Also a name that is written as constants are: what comes from elsewhere is no constant. */
const isLiteral = (tree: SyntaxTree, node: number, { literals, interpolation }: ExpressionShapes): boolean => (literals.has(tree.kind[node]!) ? !nodeText(tree, node).includes(interpolation) : CONSTANT.test(nodeText(tree, node)));
const CONSTANT = /^(?:[\w.]+\.)?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

function operandsOf(tree: SyntaxTree, node: number, shapes: ExpressionShapes): readonly number[] {
  const { left: l, right: r, operator: o } = shapes.operand;
  const left = childByField(tree, node, l);
  const right = childByField(tree, node, r);
  const operator = childByField(tree, node, o);
  const isSum = tree.kind[node] === shapes.binary && left >= 0 && right >= 0 && operator >= 0 && nodeText(tree, operator) === '+';
  return isSum ? [...operandsOf(tree, left, shapes), ...operandsOf(tree, right, shapes)] : [node];
}
