import { Operator, type Reg } from '../../ir/builder.ts';
import type { TypeRef } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { constantString, identifierText, propertyName, unwrapCasts } from './nodes.ts';
import { memberType } from './types.ts';

/**
 * Binds a value to a pattern: a declared name, a destructuring, or the target of an assignment.
 * `annotation` is the node of the type that is declared for the whole, -1 for none.
 */
export function bindPattern(c: FunctionContext, pattern: number, value: Reg, span: Span, annotation = -1): void {
  if (pattern < 0) return;
  switch (c.kind(pattern)) {
    case K.identifier: case K.shorthand_property_identifier_pattern: c.writeName(pattern, value, span); return;
    case K.object_pattern: bindObject(c, pattern, value, annotation); return;
    case K.array_pattern: bindArray(c, pattern, value); return;
    case K.assignment_pattern: case K.object_assignment_pattern: {
      const left = childByField(c.tree, pattern, F.left);
      bindPattern(c, left, withDefault(c, value, childByField(c.tree, pattern, F.right)), span, annotation);
      return;
    }
    case K.rest_pattern: bindPattern(c, firstNamedChild(c.tree, pattern), value, span); return;
    default: assignTarget(c, pattern, value, span);
  }
}

/** Assignment to a member, an element or a parenthesised target. */
export function assignTarget(c: FunctionContext, target: number, value: Reg, span: Span): void {
  const at = unwrapCasts(c.tree, target);
  switch (c.kind(at)) {
    case K.identifier: c.writeName(at, value, span); return;
    case K.object_pattern: case K.array_pattern: bindPattern(c, at, value, span); return;
    case K.member_expression: case K.subscript_expression: storeMember(c, lowerMember(c, at), value, span); return;
    case K.undefined: return;
    default: c.f.unknown('assignment-target', [value], span);
  }
}

/** A member or element whose object (and key) were computed once, for reading and writing. */
export interface MemberTarget { readonly base: Reg; readonly name: string | undefined; readonly key: Reg | undefined }

export function lowerMember(c: FunctionContext, node: number): MemberTarget {
  const object = childByField(c.tree, node, F.object);
  const base = object < 0 ? c.f.unknown('missing-object', [], c.span(node)) : lowerExpression(c, object);
  if (c.kind(node) === K.member_expression) {
    const property = childByField(c.tree, node, F.property);
    return { base, name: property < 0 ? '' : identifierText(c.tree, property), key: undefined };
  }
  const index = childByField(c.tree, node, F.index);
  const name = index < 0 ? '' : constantString(c.tree, index);
  return name !== undefined ? { base, name, key: undefined } : { base, name: undefined, key: lowerExpression(c, index) };
}
export function loadMember(c: FunctionContext, target: MemberTarget, span: Span): Reg {
  return target.key === undefined ? c.f.get(target.base, target.name ?? '', span) : c.f.getIndex(target.base, target.key, span);
}
export function storeMember(c: FunctionContext, target: MemberTarget, value: Reg, span: Span): void {
  if (target.key === undefined) c.f.set(target.base, target.name ?? '', value, span);
  else c.f.setIndex(target.base, target.key, value, span);
}

function withDefault(c: FunctionContext, value: Reg, fallback: number): Reg {
  if (fallback < 0) return value;
  return c.f.coalesce(value, c.span(fallback), () => lowerExpression(c, fallback));
}

function bindObject(c: FunctionContext, pattern: number, value: Reg, annotation: number): void {
  const taken: (string | Reg)[] = [];
  const bindProperty = (target: number, key: string | Reg, span: Span, type: TypeRef | undefined): void => {
    taken.push(key);
    const property = typeof key === 'string' ? c.f.get(value, key, span) : c.f.getIndex(value, key, span);
    bindPattern(c, target, type ? c.f.cast(property, type, span) : property, span);
  };
  const typeOf = (name: string): TypeRef | undefined => annotation < 0 ? undefined : memberType(c.tree, annotation, name);
  for (const child of namedChildren(c.tree, pattern)) {
    const span = c.span(child);
    switch (c.kind(child)) {
      case K.shorthand_property_identifier_pattern: {
        const name = identifierText(c.tree, child);
        bindProperty(child, name, span, typeOf(name));
        break;
      }
      case K.object_assignment_pattern: {
        const left = childByField(c.tree, child, F.left);
        if (left < 0) break;
        const name = identifierText(c.tree, left);
        bindProperty(child, name, span, typeOf(name));
        break;
      }
      case K.pair_pattern: {
        const key = childByField(c.tree, child, F.key);
        const target = childByField(c.tree, child, F.value);
        if (key < 0 || target < 0) break;
        const name = propertyName(c.tree, key);
        if (name !== undefined) bindProperty(target, name, span, typeOf(name));
        else bindProperty(target, lowerExpression(c, firstNamedChild(c.tree, key)), span, undefined);
        break;
      }
      case K.rest_pattern: {
        const rest = c.f.alloc('object', [{ value, spread: true, span }], span);
        for (const key of taken) {
          if (typeof key === 'string') c.f.deleteName(rest, key, span);
          else c.f.deleteIndex(rest, key, span);
        }
        bindPattern(c, child, rest, span);
        break;
      }
      default: bindPattern(c, child, c.f.unknown('pattern', [value], span), span);
    }
  }
}

function bindArray(c: FunctionContext, pattern: number, value: Reg): void {
  const { tree } = c;
  let index = 0;
  const end = tree.next[pattern]!;
  for (let child = pattern + 1; child < end; child = tree.next[child]!) {
    // A comma ends an element, and an element may be absent.
    if (tree.kind[child] === K[',']) { index++; continue; }
    if (tree.named[child] !== 1) continue;
    const span = c.span(child);
    const position = c.f.const(index, span);
    const part = tree.kind[child] === K.rest_pattern ? c.f.slice(value, position, undefined, span) : c.f.getIndex(value, position, span);
    bindPattern(c, child, part, span);
  }
}

/** `x++`, `--this.n`: reads, changes by one, writes back. */
export function lowerUpdate(c: FunctionContext, node: number): Reg {
  const span = c.span(node);
  const argument = childByField(c.tree, node, F.argument);
  const operator = childByField(c.tree, node, F.operator);
  if (argument < 0) return c.f.unknown('update', [], span);
  const op = operator >= 0 && c.kind(operator) === K['--'] ? Operator.sub : Operator.add;
  const isPrefix = operator < argument;
  return changeTarget(c, argument, span, (old) => {
    const before = isPrefix ? old : c.f.copy(old, span);
    const after = c.f.binary(op, before, c.f.const(1, span), span);
    return { stored: after, result: isPrefix ? after : before };
  });
}

/** Reads a target, computes its new value, stores it. */
export function changeTarget(c: FunctionContext, target: number, span: Span, compute: (old: Reg) => { stored: Reg; result: Reg }): Reg {
  const at = unwrapCasts(c.tree, target);
  const kind = c.kind(at);
  if (kind === K.member_expression || kind === K.subscript_expression) {
    const member = lowerMember(c, at);
    const { stored, result } = compute(loadMember(c, member, c.span(at)));
    storeMember(c, member, stored, span);
    return result;
  }
  const { stored, result } = compute(lowerExpression(c, at));
  assignTarget(c, at, stored, span);
  return result;
}
