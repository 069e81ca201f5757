import { ArgKind, type Reg } from '../../ir/builder.ts';
import type { TypeRef } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, firstNamedChild, nodeText } from '../../syntax/tree.ts';
import { binary, binaryAt, conditionalAt, step, unary } from '../cFamily.ts';
import type { FunctionContext } from './context.ts';
import { lowerInitialValue } from './creation.ts';
import { conditionalReceiver, elementIndex, lowerExpression, lowerIndex } from './expressions.ts';
import { literalValue } from './literals.ts';
import { fieldHolder, innermostType, readName, receiver, resolveMethod, resolveVariable, typed, typeHere, writeLocal } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { isFunctionExpression, nameText, operandOf, unwrap } from './nodes.ts';
import { bindTargets } from './patterns.ts';
import { declaredType } from './types.ts';

/** A binary operation whose left side is computed already. */
export const applyBinary = (c: FunctionContext, node: number, left: Reg): Reg => binaryAt(c, node, left, F, (part) => lowerExpression(c, part));

export const lowerConditional = (c: FunctionContext, node: number): Reg => conditionalAt(c, node, F, (part) => lowerExpression(c, part));

export function lowerPrefix(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const operand = operandOf(tree, node);
  if (operand < 0) return f.unknown('unary', [], span);
  const op = c.text(node).slice(0, tree.start[operand]! - span.start).trim();
  if (op === '++' || op === '--') return step(f, target(c, operand, span), { isIncrement: op === '++', isPrefix: true }, span);
  const literal = literalValue(tree, unwrap(tree, operand));
  if (op === '-' && typeof literal === 'number') return f.const(-literal, span);
  return unary(f, op, lowerExpression(c, operand), span);
}

export function lowerPostfix(c: FunctionContext, node: number): Reg {
  const operand = firstNamedChild(c.tree, node);
  const span = c.span(node);
  return operand < 0 ? c.f.unknown('unary', [], span) : step(c.f, target(c, operand, span), { isIncrement: !c.text(node).endsWith('--'), isPrefix: false }, span);
}

/** Something that can be assigned to. */
export interface Target { readonly type: TypeRef | undefined; read(): Reg; write(value: Reg): void; listen?(handler: Reg): void }

export function target(c: FunctionContext, node: number, span: Span): Target {
  const { f, tree } = c;
  const at = unwrap(tree, node);
  switch (c.kind(at)) {
    case K.identifier: case K.discard: return nameTarget(c, nameText(tree, at), span);
    case K.declaration_expression: {
      const nameNode = childByField(tree, at, F.name);
      const type = typeHere(c, declaredType(tree, at));
      const local = c.declare(nameNode < 0 ? '' : nameText(tree, nameNode), type, span);
      return { type, read: () => f.const(null, span), write: (value) => c.assign(local, typed(c, value, type, span), span) };
    }
    case K.member_access_expression: case K.member_binding_expression: {
      const object = childByField(tree, at, F.expression);
      const nameNode = childByField(tree, at, F.name);
      if (nameNode < 0) break;
      const base = object < 0 ? conditionalReceiver(c, at) : lowerExpression(c, object);
      const name = nameText(tree, nameNode);
      const type = object >= 0 && c.kind(object) === K.this ? innermostType(c)?.fields.get(name)?.type : undefined;
      return {
        type, read: () => f.get(base, name, c.span(at)), write: (value) => f.set(base, name, typed(c, value, type, span), span),
        listen: (handler) => { f.callMethod(base, `add_${name}`, [{ kind: ArgKind.positional, reg: handler, span }], span); },
      };
    }
    case K.element_access_expression: {
      const object = childByField(tree, at, F.expression);
      const index = elementIndex(c, childByField(tree, at, F.subscript));
      if (object < 0 || index < 0) break;
      const base = lowerExpression(c, object);
      const key = lowerIndex(c, index);
      return { type: undefined, read: () => f.getIndex(base, key, c.span(at)), write: (value) => f.setIndex(base, key, value, span) };
    }
    case K.tuple_expression: case K.tuple_pattern: return { type: undefined, read: () => lowerExpression(c, at), write: (value) => bindTargets(c, at, value) };
  }
  return { type: undefined, read: () => lowerExpression(c, at), write: (value) => { f.unknown('assignment', [value], span); } };
}

function nameTarget(c: FunctionContext, name: string, span: Span): Target {
  const { f } = c;
  const found = resolveVariable(c, name);
  const write = (value: Reg): void => {
    if (found?.kind === 'local') writeLocal(c, found.local, found.hops, typed(c, value, found.local.type, span), span);
    else if (found) f.set(fieldHolder(c, found.owner, found.field, span), name, typed(c, value, found.field.type, span), span);
    else if (name !== '_') {
      // A member that a class outside the file declares.
      f.set(innermostType(c) ? receiver(c, undefined, span) : f.loadScope(c.depth, name, span), name, value, span);
    }
  };
  return { type: found?.kind === 'local' ? found.local.type : found?.field.type, read: () => readName(c, name, span), write };
}

/** `a = b`, `a += b` and `a ??= b`: the value of the whole is what is stored. */
export function lowerAssignment(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const left = childByField(tree, node, F.left);
  const right = childByField(tree, node, F.right);
  const operator = childByField(tree, node, F.operator);
  const span = c.span(node);
  if (left < 0 || right < 0) return f.unknown('assignment', [], span);
  const op = operator < 0 ? '=' : nodeText(tree, operator);
  const to = target(c, left, span);
  const isHandler = isFunctionExpression(c.kind(right)) || (op === '+=' && c.kind(right) === K.identifier && !resolveVariable(c, nameText(tree, right)) && resolveMethod(c, nameText(tree, right)) !== undefined);
  const given = (): Reg => lowerInitialValue(c, right, to.type);
  const value = op === '=' || isHandler ? given()
    : op === '??=' ? f.coalesce(to.read(), span, given)
    : binary(f, op.slice(0, -1), to.read(), given(), span);
  to.write(value);
  if (isHandler) to.listen?.(value);
  return value;
}
