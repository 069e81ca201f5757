import { Operator, type Reg } from '../../ir/builder.ts';
import type { Span } from '../../base/words.ts';
import { childByField, firstNamedChild, nodeText } from '../../syntax/tree.ts';
import { BINARY, binary, binaryAt, conditionalAt, shortCircuit, UNARY, unary, type Operators } from '../cFamily.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { hasToken, numberValue, unwrap, unwrapCasts } from './nodes.ts';
import { changeTarget, lowerMember } from './patterns.ts';

/** Operators of ECMAScript beside those of C. */
const OPERATORS: Operators = { ...BINARY, '**': Operator.pow, '===': Operator.eq, '!==': Operator.ne, in: Operator.in, instanceof: Operator.instanceOf };
const PREFIX: Operators = { ...UNARY, typeof: Operator.typeOf };

/** A binary operation whose left side is computed already. */
export const applyBinary = (c: FunctionContext, node: number, left: Reg): Reg => binaryAt(c, node, left, F, (part) => lowerExpression(c, part), OPERATORS);

export const lowerConditional = (c: FunctionContext, node: number): Reg => conditionalAt(c, node, F, (part) => lowerExpression(c, part));

/** `x += v`, `x ??= v` and the like. Where a short-circuit form doesn't compute its right side, the old value is stored back. */
export function lowerAugmentedAssignment(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const left = childByField(tree, node, F.left);
  const right = childByField(tree, node, F.right);
  const operator = childByField(tree, node, F.operator);
  if (left < 0 || right < 0 || operator < 0) return f.unknown('assignment', [], span);
  const op = nodeText(tree, operator).slice(0, -1);
  return changeTarget(c, left, span, (old) => {
    const lazy = shortCircuit(f, op, old, span, () => lowerExpression(c, right));
    if (lazy !== undefined) return { stored: lazy, result: lazy };
    const result = binary(f, op, old, lowerExpression(c, right), span, OPERATORS);
    return { stored: result, result };
  });
}

export function lowerUnary(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const operator = childByField(tree, node, F.operator);
  const argument = childByField(tree, node, F.argument);
  if (operator < 0 || argument < 0) return f.unknown('unary', [], span);
  const op = nodeText(tree, operator);
  if (op === 'delete') return lowerDelete(c, argument, span);
  const literal = unwrap(tree, argument);
  if (op === '-' && c.kind(literal) === K.number) return f.const(-numberValue(nodeText(tree, literal)), span);
  const value = lowerExpression(c, argument);
  if (op === 'void') return f.const(null, span);
  return unary(f, op, value, span, PREFIX);
}

function lowerDelete(c: FunctionContext, argument: number, span: Span): Reg {
  const at = unwrapCasts(c.tree, argument);
  if (c.kind(at) !== K.member_expression && c.kind(at) !== K.subscript_expression) lowerExpression(c, at);
  else {
    const target = lowerMember(c, at);
    if (target.key === undefined) c.f.deleteName(target.base, target.name ?? '', span);
    else c.f.deleteIndex(target.base, target.key, span);
  }
  return c.f.const(true, span);
}

export function lowerYield(c: FunctionContext, node: number): Reg {
  const value = firstNamedChild(c.tree, node);
  return c.f.yield(value < 0 ? undefined : lowerExpression(c, value), hasToken(c.tree, node, K['*']), c.span(node));
}
