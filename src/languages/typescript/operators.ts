import { Operator, type Reg } from '../../ir/builder.ts';
import type { Span } from '../../base/words.ts';
import { childByField, firstNamedChild, nodeText } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { hasToken, numberValue, unwrap, unwrapCasts } from './nodes.ts';
import { changeTarget, lowerMember } from './patterns.ts';

const BINARY: Readonly<Record<string, number>> = {
  '+': Operator.add, '-': Operator.sub, '*': Operator.mul, '/': Operator.div, '%': Operator.mod, '**': Operator.pow,
  '|': Operator.bitOr, '&': Operator.bitAnd, '^': Operator.bitXor, '<<': Operator.shift, '>>': Operator.shift, '>>>': Operator.shift,
  '==': Operator.eq, '===': Operator.eq, '!=': Operator.ne, '!==': Operator.ne,
  '<': Operator.lt, '<=': Operator.le, '>': Operator.gt, '>=': Operator.ge, in: Operator.in, instanceof: Operator.instanceOf,
};
const UNARY: Readonly<Record<string, number>> = {
  '!': Operator.not, '-': Operator.neg, '+': Operator.plus, '~': Operator.bitNot, typeof: Operator.typeOf,
};

/** A binary operation whose left side is computed already. */
export function applyBinary(c: FunctionContext, node: number, left: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const operator = childByField(tree, node, F.operator);
  const right = childByField(tree, node, F.right);
  const op = operator < 0 ? '' : nodeText(tree, operator);
  if (right < 0) return f.unknown('binary', [left], span);
  const shortCircuit = lazyOperator(c, op, left, span, () => lowerExpression(c, right));
  if (shortCircuit !== undefined) return shortCircuit;
  const code = BINARY[op];
  const value = lowerExpression(c, right);
  return code === undefined ? f.unknown('binary', [left, value], span) : f.binary(code, left, value, span);
}

function lazyOperator(c: FunctionContext, op: string, left: Reg, span: Span, right: () => Reg): Reg | undefined {
  switch (op) {
    case '&&': return c.f.andThen(left, span, right);
    case '||': return c.f.orElse(left, span, right);
    case '??': return c.f.coalesce(left, span, right);
    default: return undefined;
  }
}

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
    const lazy = lazyOperator(c, op, old, span, () => lowerExpression(c, right));
    if (lazy !== undefined) return { stored: lazy, result: lazy };
    const value = lowerExpression(c, right);
    const code = BINARY[op];
    const result = code === undefined ? f.unknown('binary', [old, value], span) : f.binary(code, old, value, span);
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
  const code = UNARY[op];
  return code === undefined ? f.unknown('unary', [value], span) : f.unary(code, value, span);
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

export function lowerConditional(c: FunctionContext, node: number): Reg {
  const part = (field: number): number => childByField(c.tree, node, field);
  const [condition, consequence, alternative] = [part(F.condition), part(F.consequence), part(F.alternative)];
  const span = c.span(node);
  if (condition < 0 || consequence < 0 || alternative < 0) return c.f.unknown('conditional', [], span);
  return c.f.select(lowerExpression(c, condition), span, () => lowerExpression(c, consequence), () => lowerExpression(c, alternative));
}

export function lowerYield(c: FunctionContext, node: number): Reg {
  const value = firstNamedChild(c.tree, node);
  return c.f.yield(value < 0 ? undefined : lowerExpression(c, value), hasToken(c.tree, node, K['*']), c.span(node));
}
