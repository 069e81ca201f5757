import type { Reg } from '../../ir/builder.ts';
import type { Span } from '../../base/words.ts';
import { childByField, firstNamedChild, nodeText } from '../../syntax/tree.ts';
import { binary, binaryAt, conditionalAt, step, unary } from '../cFamily.ts';
import type { FunctionContext } from './context.ts';
import { lowerElements, lowerExpression } from './expressions.ts';
import { literalValue } from './literals.ts';
import { fieldHolder, innermostType, readName, receiver, resolveVariable, typed } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { nameText, unwrap } from './nodes.ts';

/** A binary operation whose left side is computed already. */
export const applyBinary = (c: FunctionContext, node: number, left: Reg): Reg => binaryAt(c, node, left, F, (part) => lowerExpression(c, part));

export const lowerConditional = (c: FunctionContext, node: number): Reg => conditionalAt(c, node, F, (part) => lowerExpression(c, part));

export function lowerUnary(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const operator = childByField(tree, node, F.operator);
  const operand = childByField(tree, node, F.operand);
  if (operator < 0 || operand < 0) return f.unknown('unary', [], span);
  const op = nodeText(tree, operator);
  const literal = literalValue(tree, unwrap(tree, operand));
  if (op === '-' && typeof literal === 'number') return f.const(-literal, span);
  return unary(f, op, lowerExpression(c, operand), span);
}

/** Something that can be assigned to. */
interface Target { read(): Reg; write(value: Reg): void }

function target(c: FunctionContext, node: number, span: Span): Target {
  const { f, tree } = c;
  const at = unwrap(tree, node);
  switch (c.kind(at)) {
    case K.identifier: return nameTarget(c, nameText(tree, at), span);
    case K.field_access: {
      const object = childByField(tree, at, F.object);
      const field = childByField(tree, at, F.field);
      if (object < 0 || field < 0) break;
      const base = lowerExpression(c, object);
      const name = nameText(tree, field);
      const type = c.kind(object) === K.this ? innermostType(c)?.fields.get(name)?.type : undefined;
      return { read: () => f.get(base, name, c.span(at)), write: (value) => f.set(base, name, typed(c, value, type, span), span) };
    }
    case K.array_access: {
      const array = childByField(tree, at, F.array);
      const index = childByField(tree, at, F.index);
      if (array < 0 || index < 0) break;
      const base = lowerExpression(c, array);
      const key = lowerExpression(c, index);
      return { read: () => f.getIndex(base, key, c.span(at)), write: (value) => f.setIndex(base, key, value, span) };
    }
  }
  return { read: () => lowerExpression(c, at), write: (value) => { f.unknown('assignment', [value], span); } };
}

function nameTarget(c: FunctionContext, name: string, span: Span): Target {
  const { f } = c;
  const found = resolveVariable(c, name);
  const write = (value: Reg): void => {
    if (found?.kind === 'local') {
      const { local, hops } = found;
      const stored = typed(c, value, local.type, span);
      if (hops === 0) f.move(local.reg, stored, span);
      else f.storeScope(hops, local.slot, stored, span);
    } else if (found) f.set(fieldHolder(c, found.owner, found.field, span), name, typed(c, value, found.field.type, span), span);
    else {
      // A field that a class outside the file declares.
      const type = innermostType(c);
      f.set(type ? receiver(c, undefined, span) : f.loadScope(c.depth, name, span), name, value, span);
    }
  };
  return { read: () => readName(c, name, span), write };
}

/** `a = b` and `a += b`: the value of the whole is what is stored. */
export function lowerAssignment(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const left = childByField(tree, node, F.left);
  const right = childByField(tree, node, F.right);
  const operator = childByField(tree, node, F.operator);
  const span = c.span(node);
  if (left < 0 || right < 0) return f.unknown('assignment', [], span);
  const op = operator < 0 ? '=' : nodeText(tree, operator);
  const to = target(c, left, span);
  const value = op === '='
    ? c.kind(right) === K.array_initializer ? lowerElements(c, right) : lowerExpression(c, right)
    : binary(f, op.slice(0, -1), to.read(), lowerExpression(c, right), span);
  to.write(value);
  return value;
}

export function lowerUpdate(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const operand = firstNamedChild(tree, node);
  const span = c.span(node);
  if (operand < 0) return f.unknown('update', [], span);
  return step(f, target(c, operand, span), { isIncrement: c.text(node).includes('++'), isPrefix: tree.start[operand]! > tree.start[node]! }, span);
}
