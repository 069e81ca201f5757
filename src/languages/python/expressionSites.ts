import type { Span } from '../../base/words.ts';
import { childByField, firstNamedChild, namedChildren, nodeText, pathCovering, type SyntaxTree } from '../../syntax/tree.ts';
import type { CallShapes } from '../callText.ts';
import type { ExpressionSite } from '../language.ts';
import { F, K } from './nodeKinds.ts';

const EXPRESSIONS: ReadonlySet<number> = new Set([
  K.identifier, K.attribute, K.subscript, K.call, K.string, K.concatenated_string, K.binary_operator, K.boolean_operator, K.not_operator, K.unary_operator, K.comparison_operator,
  K.conditional_expression, K.await, K.parenthesized_expression, K.list, K.dictionary, K.tuple, K.set, K.list_comprehension, K.dictionary_comprehension, K.set_comprehension,
]);

/** Nodes that hold an expression in a field. */
const HOLDERS: ReadonlyMap<number, number> = new Map([
  [K.pair, F.value], [K.keyword_argument, F.value], [K.interpolation, F.expression], [K.assignment, F.right], [K.augmented_assignment, F.right],
]);
const WRAPPERS: ReadonlySet<number> = new Set([K.expression_statement, K.return_statement, K.yield]);

/** Expression written at a span: the value of an entry, argument, assignment or `return`, the expression in the braces of an f-string. */
export function pythonExpressionAt(tree: SyntaxTree, span: Span): ExpressionSite | undefined {
  const path = pathCovering(tree, span);
  while (path.length > 1 && !HOLDERS.has(kindAt(tree, path)) && !WRAPPERS.has(kindAt(tree, path)) && !EXPRESSIONS.has(kindAt(tree, path))) path.pop();
  let node = path[path.length - 1]!;
  let parent = path[path.length - 2] ?? 0;
  for (let depth = 0; depth < 4; depth++) {
    const field = HOLDERS.get(tree.kind[node]!);
    const inner = field !== undefined ? childByField(tree, node, field) : WRAPPERS.has(tree.kind[node]!) ? onlyChild(tree, node) : -1;
    if (inner < 0) break;
    parent = node;
    node = inner;
  }
  // A call whose result nobody reads is an action, not a value.
  if (!EXPRESSIONS.has(tree.kind[node]!) || tree.kind[parent] === K.expression_statement) return undefined;
  node = onlyVariable(tree, node);
  return { start: tree.start[node]!, end: tree.end[node]! };
}

const LITERALS: ReadonlySet<number> = new Set([K.string, K.concatenated_string]);
const isLiteral = (tree: SyntaxTree, node: number): boolean => LITERALS.has(tree.kind[node]!) && !nodeText(tree, node).includes('{');
/** Of a sum of texts, the one operand that is no literal; else the sum. */
function onlyVariable(tree: SyntaxTree, node: number): number {
  const left = childByField(tree, node, F.left);
  const right = childByField(tree, node, F.right);
  const operator = childByField(tree, node, F.operator);
  if (tree.kind[node] !== K.binary_operator || left < 0 || right < 0 || nodeText(tree, operator) !== '+') return node;
  if (isLiteral(tree, right)) return onlyVariable(tree, left);
  return isLiteral(tree, left) ? onlyVariable(tree, right) : node;
}

const kindAt = (tree: SyntaxTree, path: readonly number[]): number => tree.kind[path[path.length - 1]!]!;
const onlyChild = (tree: SyntaxTree, node: number): number => (namedChildren(tree, node).length === 1 ? firstNamedChild(tree, node) : -1);

/** Calls, lists and entries as the grammar has them. */
export const SHAPES: CallShapes = {
  calls: new Map([[K.call, F.function]]), argumentsField: F.arguments, entries: new Map([[K.keyword_argument, F.name], [K.pair, F.key]]), valueField: F.value,
  containers: new Set([K.dictionary]), lists: new Set([K.list, K.tuple, K.set]),
};
