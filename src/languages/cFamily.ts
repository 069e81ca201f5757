/** Operators and conditions that Java, C#, TypeScript and JavaScript took from C, for their front ends. */
import type { Span } from '../base/words.ts';
import { Operator, type FunctionBuilder, type Reg } from '../ir/builder.ts';
import { childByField, nodeText, type SyntaxTree } from '../syntax/tree.ts';

/** What is needed of a front end's state of lowering. */
export interface Lowering {
  readonly f: FunctionBuilder;
  readonly tree: SyntaxTree;
  span(node: number): Span;
}

/** Operators of the IR by how they are written. */
export type Operators = Readonly<Record<string, number>>;

export const BINARY: Operators = {
  '+': Operator.add, '-': Operator.sub, '*': Operator.mul, '/': Operator.div, '%': Operator.mod,
  '|': Operator.bitOr, '&': Operator.bitAnd, '^': Operator.bitXor, '<<': Operator.shift, '>>': Operator.shift, '>>>': Operator.shift,
  '==': Operator.eq, '!=': Operator.ne, '<': Operator.lt, '<=': Operator.le, '>': Operator.gt, '>=': Operator.ge,
};

export const UNARY: Operators = { '!': Operator.not, '-': Operator.neg, '+': Operator.plus, '~': Operator.bitNot };

export function binary(f: FunctionBuilder, op: string, left: Reg, right: Reg, span: Span, operators = BINARY): Reg {
  const code = operators[op];
  return code === undefined ? f.unknown('binary', [left, right], span) : f.binary(code, left, right, span);
}

export function unary(f: FunctionBuilder, op: string, value: Reg, span: Span, operators = UNARY): Reg {
  const code = operators[op];
  return code === undefined ? f.unknown('unary', [value], span) : f.unary(code, value, span);
}

/** An operation that computes its right side only if the left one asks for it; undefined for the others. */
export function shortCircuit(f: FunctionBuilder, op: string, left: Reg, span: Span, right: () => Reg): Reg | undefined {
  switch (op) {
    case '&&': return f.andThen(left, span, right);
    case '||': return f.orElse(left, span, right);
    case '??': return f.coalesce(left, span, right);
    default: return undefined;
  }
}

/** A binary operation whose left side is computed already. `fields`: the numbers of the grammar's fields. */
export function binaryAt(c: Lowering, node: number, left: Reg, fields: { readonly operator: number; readonly right: number }, lower: (node: number) => Reg, operators = BINARY): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const operator = childByField(tree, node, fields.operator);
  const right = childByField(tree, node, fields.right);
  const op = operator < 0 ? '' : nodeText(tree, operator);
  if (right < 0) return f.unknown('binary', [left], span);
  return shortCircuit(f, op, left, span, () => lower(right)) ?? binary(f, op, left, lower(right), span, operators);
}

/** `condition ? consequence : alternative`. */
export function conditionalAt(c: Lowering, node: number, fields: { readonly condition: number; readonly consequence: number; readonly alternative: number }, lower: (node: number) => Reg): Reg {
  const part = (field: number): number => childByField(c.tree, node, field);
  const [condition, consequence, alternative] = [part(fields.condition), part(fields.consequence), part(fields.alternative)];
  const span = c.span(node);
  if (condition < 0 || consequence < 0 || alternative < 0) return c.f.unknown('conditional', [], span);
  return c.f.select(lower(condition), span, () => lower(consequence), () => lower(alternative));
}

/** `x++` gives the old value, `++x` the new one; numbers either way. */
export function step(f: FunctionBuilder, to: { read(): Reg; write(value: Reg): void }, how: { readonly isIncrement: boolean; readonly isPrefix: boolean }, span: Span): Reg {
  const old = f.copy(to.read(), span);
  const next = f.binary(how.isIncrement ? Operator.add : Operator.sub, old, f.const(1, span), span);
  to.write(next);
  return how.isPrefix ? next : old;
}
