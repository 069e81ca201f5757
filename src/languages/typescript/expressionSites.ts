import type { Span } from '../../base/words.ts';
import { childByField, firstNamedChild, namedChildren, nodeText, pathCovering, type SyntaxTree } from '../../syntax/tree.ts';
import type { CallShapes } from '../callText.ts';
import type { ExpressionSite } from '../language.ts';
import { F, K } from './nodeKinds.ts';

const EXPRESSIONS: ReadonlySet<number> = new Set([
  K.identifier, K.member_expression, K.subscript_expression, K.call_expression, K.string, K.template_string, K.binary_expression, K.unary_expression, K.ternary_expression,
  K.await_expression, K.parenthesized_expression, K.array, K.object, K.as_expression, K.satisfies_expression, K.non_null_expression, K.new_expression, K.this,
]);

/** Nodes that hold an expression in a field. */
const HOLDERS: ReadonlyMap<number, number> = new Map([
  [K.pair, F.value], [K.variable_declarator, F.value], [K.assignment_expression, F.right], [K.augmented_assignment_expression, F.right],
]);
const WRAPPERS: ReadonlySet<number> = new Set([K.expression_statement, K.return_statement, K.template_substitution, K.jsx_expression]);

/** Expression written at a span: the value of an entry, variable, assignment or `return`, the expression in the braces of a template. */
export function typeScriptExpressionAt(tree: SyntaxTree, span: Span): ExpressionSite | undefined {
  const path = pathCovering(tree, span);
  const isKnown = (node: number): boolean => {
    const kind = tree.kind[node]!;
    return HOLDERS.has(kind) || WRAPPERS.has(kind) || EXPRESSIONS.has(kind) || kind === K.shorthand_property_identifier;
  };
  while (path.length > 1 && !isKnown(path[path.length - 1]!)) path.pop();
  let node = path[path.length - 1]!;
  let parent = path[path.length - 2] ?? 0;
  if (tree.kind[node] === K.shorthand_property_identifier) return { start: tree.start[node]!, end: tree.end[node]!, key: nodeText(tree, node) };
  for (let depth = 0; depth < 4; depth++) {
    const field = HOLDERS.get(tree.kind[node]!);
    const inner = field !== undefined ? childByField(tree, node, field) : WRAPPERS.has(tree.kind[node]!) && namedChildren(tree, node).length === 1 ? firstNamedChild(tree, node) : -1;
    if (inner < 0) break;
    parent = node;
    node = inner;
  }
  // A call whose result nobody reads is an action, not a value.
  if (!EXPRESSIONS.has(tree.kind[node]!) || tree.kind[parent] === K.expression_statement) return undefined;
  node = onlyVariable(tree, node);
  return { start: tree.start[node]!, end: tree.end[node]! };
}

const isLiteral = (tree: SyntaxTree, node: number): boolean => tree.kind[node] === K.string || (tree.kind[node] === K.template_string && !nodeText(tree, node).includes('${'));
/** Of a sum of texts, the one operand that is no literal; else the sum. */
function onlyVariable(tree: SyntaxTree, node: number): number {
  const left = childByField(tree, node, F.left);
  const right = childByField(tree, node, F.right);
  const operator = childByField(tree, node, F.operator);
  if (tree.kind[node] !== K.binary_expression || left < 0 || right < 0 || nodeText(tree, operator) !== '+') return node;
  if (isLiteral(tree, right)) return onlyVariable(tree, left);
  return isLiteral(tree, left) ? onlyVariable(tree, right) : node;
}

/** Calls, arrays and entries as the grammar has them. */
export const SHAPES: CallShapes = {
  calls: new Map([[K.call_expression, F.function], [K.new_expression, F.constructor]]), argumentsField: F.arguments, entries: new Map([[K.pair, F.key]]), valueField: F.value,
  containers: new Set([K.object]), lists: new Set([K.array]),
};
