import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import type { Reg } from '../../ir/builder.ts';
import type { Span } from '../../base/words.ts';
import { Operator } from '../../ir/ir.ts';
import { childByField, childByKind, childrenByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { applyInvocation, lowerCreation, lowerInvocation } from './calls.ts';
import type { FunctionContext } from './context.ts';
import { lowerLambda, lowerMethodReference } from './lambdas.ts';
import { literalValue } from './literals.ts';
import { innermostType, readField, readName, receiver, resolveType, resolveVariable, scopedType, typeValue } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { dottedParts, looksLikeType, nameText, splitQualified, unwrap } from './nodes.ts';
import { applyBinary, lowerAssignment, lowerConditional, lowerUnary, lowerUpdate } from './operators.ts';
import { bindRecord } from './patterns.ts';
import { lowerSwitch } from './switch.ts';
import { typeRef } from './types.ts';

export function lowerExpression(c: FunctionContext, node: number): Reg {
  if (c.nesting >= MAX_LOWERING_DEPTH) return c.f.unknown('too-deep', [], c.span(node));
  c.nesting++;
  try {
    return lowerChain(c, node);
  } finally {
    c.nesting--;
  }
}

/** The operand on the left that is computed first, for the operations whose left operands nest deeply in real code; -1 for a leaf. */
function leftOperand(c: FunctionContext, node: number): number {
  const { tree } = c;
  switch (c.kind(node)) {
    case K.binary_expression: case K.instanceof_expression: return childByField(tree, node, F.left);
    case K.array_access: return childByField(tree, node, F.array);
    case K.field_access: {
      const field = childByField(tree, node, F.field);
      return field < 0 || c.kind(field) !== K.identifier || qualifiedType(c, node) ? -1 : childByField(tree, node, F.object);
    }
    case K.method_invocation: return childByField(tree, node, F.object);
    default: return -1;
  }
}

/** Walks down the left operands in a loop, lowers the innermost, and applies the operations on the way back. */
function lowerChain(c: FunctionContext, node: number): Reg {
  const chain: number[] = [];
  let at = unwrap(c.tree, node);
  for (let left = leftOperand(c, at); left >= 0; left = leftOperand(c, at)) {
    chain.push(at);
    at = unwrap(c.tree, left);
  }
  let value = lowerLeaf(c, at);
  for (let k = chain.length - 1; k >= 0; k--) value = applyLink(c, chain[k]!, value);
  return value;
}

function applyLink(c: FunctionContext, node: number, left: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  switch (c.kind(node)) {
    case K.binary_expression: return applyBinary(c, node, left);
    case K.instanceof_expression: return applyInstanceOf(c, node, left);
    case K.array_access: {
      const index = childByField(tree, node, F.index);
      return index < 0 ? left : f.getIndex(left, lowerExpression(c, index), span);
    }
    case K.field_access: {
      const name = nameText(tree, childByField(tree, node, F.field));
      const object = childByField(tree, node, F.object);
      // `this.x`: the declared type of the field is known.
      const own = object >= 0 && c.kind(object) === K.this ? innermostType(c)?.fields.get(name) : undefined;
      return readField(c, left, own?.type, name, span);
    }
    default: return applyInvocation(c, node, left);
  }
}

/** `a.b.C`, where `a` is no variable: the class, with what stands behind it. */
function qualifiedType(c: FunctionContext, node: number): readonly string[] | undefined {
  const parts = dottedParts(c.tree, node);
  if (!parts || looksLikeType(parts[0]!) || resolveVariable(c, parts[0]!)) return undefined;
  return parts.some(looksLikeType) ? parts : undefined;
}

function lowerLeaf(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const literal = literalValue(tree, node);
  if (literal !== undefined) return f.const(literal, span);
  switch (c.kind(node)) {
    case K.identifier: return readName(c, nameText(tree, node), span);
    case K.this: return receiver(c, undefined, span);
    case K.super: return f.super(span);
    case K.field_access: return lowerQualified(c, node);
    case K.method_invocation: return lowerInvocation(c, node);
    case K.object_creation_expression: return lowerCreation(c, node);
    case K.array_creation_expression: return lowerArrayCreation(c, node);
    case K.array_initializer: case K.element_value_array_initializer: return lowerElements(c, node);
    case K.assignment_expression: return lowerAssignment(c, node);
    case K.unary_expression: return lowerUnary(c, node);
    case K.update_expression: return lowerUpdate(c, node);
    case K.ternary_expression: return lowerConditional(c, node);
    case K.cast_expression: return lowerCast(c, node);
    case K.lambda_expression: return lowerLambda(c, node);
    case K.method_reference: return lowerMethodReference(c, node);
    case K.class_literal: {
      const type = firstNamedChild(tree, node);
      return type < 0 ? f.const(null, span) : typeValue(c, typeRef(tree, type).name, span);
    }
    case K.switch_expression: return lowerSwitch(c, node, true);
    case K.template_expression: return lowerUnsupported(c, node, 'string-template');
    case K.type_identifier: case K.scoped_type_identifier: case K.generic_type: return typeValue(c, typeRef(tree, node).name, span);
    case K.parenthesized_expression: return f.const(null, span);
    default: return lowerUnsupported(c, node, c.kind(node) === K.ERROR ? 'syntax-error' : 'expression');
  }
}

/** What is not understood keeps the taint of what it holds. */
function lowerUnsupported(c: FunctionContext, node: number, feature: string): Reg {
  return c.f.unknown(feature, namedChildren(c.tree, node).map((child) => lowerExpression(c, child)), c.span(node));
}

/** `Outer.this`, `Outer.super`, and a type with its package in front. */
function lowerQualified(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const field = childByField(tree, node, F.field);
  if (field >= 0 && c.kind(field) === K.this) {
    const object = childByField(tree, node, F.object);
    return receiver(c, object < 0 ? undefined : resolveType(c, nameText(tree, object)), span);
  }
  const parts = qualifiedType(c, node);
  if (!parts) return field >= 0 && c.kind(field) === K.super ? f.super(span) : lowerUnsupported(c, node, 'expression');
  const { packageName, names: [first = '', ...rest] } = splitQualified(parts);
  c.file.module.addImport({ module: packageName, names: [first], span });
  let value = f.import(packageName, first, span);
  for (const name of rest) value = f.get(value, name, span);
  return value;
}

function lowerCast(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const value = childByField(tree, node, F.value);
  const types = childrenByField(tree, node, F.type);
  const span = c.span(node);
  if (value < 0) return f.unknown('cast', [], span);
  const [type] = types;
  // A character by its number: `(char) 0x0b`.
  const code = type !== undefined && nameText(tree, type) === 'char' ? literalValue(tree, value) : undefined;
  if (typeof code === 'number') return f.const(String.fromCharCode(code), span);
  const reg = lowerExpression(c, value);
  return type === undefined ? reg : f.cast(reg, scopedType(c, typeRef(tree, type))!, span);
}

function applyInstanceOf(c: FunctionContext, node: number, left: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const pattern = childByField(tree, node, F.pattern);
  if (pattern >= 0) return bindRecord(c, pattern, left);
  const right = childByField(tree, node, F.right);
  if (right < 0) return f.unknown('instanceof', [left], span);
  const type = typeRef(tree, right);
  const result = f.binary(Operator.instanceOf, left, typeValue(c, type.name, c.span(right)), span);
  const name = childByField(tree, node, F.name);
  if (name >= 0) {
    const scoped = scopedType(c, type)!;
    const local = c.declare(nameText(tree, name), scoped);
    f.move(local.reg, f.cast(left, scoped, span), span);
  }
  return result;
}

/** `new T[n]` and `new T[] { … }`. */
function lowerArrayCreation(c: FunctionContext, node: number): Reg {
  const value = childByField(c.tree, node, F.value);
  if (value >= 0) return lowerElements(c, value);
  const sizes = namedChildren(c.tree, node).flatMap((child) => c.kind(child) === K.dimensions_expr ? [firstNamedChild(c.tree, child)] : []);
  for (const size of sizes) if (size >= 0) lowerExpression(c, size);
  return emptyArray(c, sizes.map((size) => literalSize(c, size)), c.span(node));
}
/** The elements come later, under positions that are often not known; arrays inside are made at once, one a row where their number is small and known. */
function emptyArray(c: FunctionContext, [size, ...inner]: readonly number[], span: Span): Reg {
  if (inner.length === 0) return c.f.alloc('list', [], span);
  if (size !== undefined && size <= MOST_ROWS) return c.f.alloc('list', Array.from({ length: size }, () => ({ value: emptyArray(c, inner, span), span })), span);
  const rows = c.f.alloc('list', [], span);
  c.f.setIndex(rows, c.f.unknown('array-row', [], span), emptyArray(c, inner, span), span);
  return rows;
}
/** Above this many rows all are one, so that they are no longer told apart. */
const MOST_ROWS = 8;
const literalSize = (c: FunctionContext, node: number): number => {
  const size = node >= 0 ? literalValue(c.tree, node) : undefined;
  return typeof size === 'number' ? size : Infinity;
};

export function lowerElements(c: FunctionContext, node: number): Reg {
  const entries = namedChildren(c.tree, node).map((child) => ({ value: lowerExpression(c, child), span: c.span(child) }));
  return c.f.alloc('list', entries, c.span(node));
}

/** Whether a creation expression has a body of its own. */
export const anonymousBody = (c: FunctionContext, node: number): number => childByKind(c.tree, node, K.class_body);
