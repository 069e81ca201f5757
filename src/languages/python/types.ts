import { MAX_TYPE_DEPTH } from '../../base/limits.ts';
import type { Const, TypeRef } from '../../ir/ir.ts';
import { childByField, childrenByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { constantArguments, literalValue } from './constants.ts';
import { dottedName } from './expressions.ts';
import { textOf, type Lowering } from './lowering.ts';
import { F, K } from './nodeKinds.ts';
import { constantString } from './strings.ts';
import { applyTypeArguments, parseTypeText, unionOf } from './typeText.ts';

/** The type that an annotation writes. Unions, literals and constraints come out as TypeRef describes; strings are parsed. */
export function typeOf(lo: Lowering, node: number, depth = 0): TypeRef {
  const { tree } = lo;
  if (node < 0 || depth > MAX_TYPE_DEPTH) return { name: 'unknown' };
  switch (tree.kind[node]) {
    case K.type: case K.parenthesized_expression: case K.constrained_type: case K.splat_type: return typeOf(lo, firstNamedChild(tree, node), depth + 1);
    case K.identifier: {
      const name = textOf(lo, node), written = lo.typeAliases.get(name);
      return written === undefined ? { name } : typeOf(lo, written, depth + 1);
    }
    case K.attribute: return { name: dottedName(lo, node) ?? 'unknown' };
    case K.member_type: return { name: textOf(lo, node).replace(/\s+/g, '') };
    case K.none: return { name: 'None' };
    case K.ellipsis: return { name: '...' };
    case K.string: case K.concatenated_string: return parseTypeText(constantString(lo, node) ?? '');
    case K.integer: case K.float: case K.true: case K.false: case K.unary_operator: return { name: 'literal', value: literalValue(lo, node) ?? null };
    case K.union_type: case K.binary_operator: return unionOf(unionMembers(lo, node).map((member) => typeOf(lo, member, depth + 1)));
    case K.list: return { name: '[]', args: namedChildren(tree, node).map((child) => typeOf(lo, child, depth + 1)) };
    case K.call: return callType(lo, node);
    case K.subscript: return generic(lo, dottedName(lo, childByField(tree, node, F.value)), childrenByField(tree, node, F.subscript), depth);
    case K.generic_type: {
      const parameters = namedChildren(tree, node).find((child) => tree.kind[child] === K.type_parameter);
      const name = firstNamedChild(tree, node);
      return generic(lo, name < 0 ? undefined : textOf(lo, name), parameters === undefined ? [] : namedChildren(tree, parameters), depth);
    }
    default: return { name: 'unknown' };
  }
}

/** Members of `A | B | C`, which nests to the left. */
function unionMembers(lo: Lowering, node: number): number[] {
  const { tree } = lo;
  const members: number[] = [];
  let at = node;
  while (at >= 0) {
    const inner = tree.kind[at] === K.type ? firstNamedChild(tree, at) : at;
    const isUnion = inner >= 0 && (tree.kind[inner] === K.union_type
      || (tree.kind[inner] === K.binary_operator && tree.kind[childByField(tree, inner, F.operator)] === K['|']));
    if (!isUnion) { if (inner >= 0 && inner !== node) members.push(inner); break; }
    const [left, right] = namedChildren(tree, inner);
    if (right !== undefined) members.push(right);
    at = left ?? -1;
  }
  return members.reverse();
}

function generic(lo: Lowering, name: string | undefined, parts: readonly number[], depth: number): TypeRef {
  if (name === undefined) return { name: 'unknown' };
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (last === 'Literal') return unionOf(parts.map((part) => literalType(lo, part, depth)));
  if (last === 'Annotated') {
    const [base, ...metadata] = parts;
    return withConstraints(base === undefined ? { name: 'unknown' } : typeOf(lo, base, depth + 1), metadataConstraints(lo, metadata));
  }
  return applyTypeArguments(name, parts.map((part) => typeOf(lo, part, depth + 1)));
}

/** A member of `Literal[…]`: a string there is a value, not a type. */
function literalType(lo: Lowering, node: number, depth: number): TypeRef {
  const value = literalValue(lo, node);
  return value === undefined ? typeOf(lo, node, depth + 1) : { name: 'literal', value };
}

/** `constr(pattern=…)` and the like: the callee is the type, its constant arguments are constraints. */
function callType(lo: Lowering, node: number): TypeRef {
  const callee = childByField(lo.tree, node, F.function);
  return withConstraints({ name: (callee < 0 ? undefined : dottedName(lo, callee)) ?? 'unknown' }, callConstraints(lo, node));
}

/** Constant arguments of a metadata call such as `Field(pattern=…, max_length=16)`. */
export function callConstraints(lo: Lowering, call: number): Record<string, Const> {
  const found: Record<string, Const> = {};
  for (const [key, value] of Object.entries(constantArguments(lo, call))) {
    if (!/^\d+$/.test(key) && (value === null || typeof value !== 'object')) found[key] = value;
  }
  return found;
}

function metadataConstraints(lo: Lowering, nodes: readonly number[]): Record<string, Const> {
  const found: Record<string, Const> = {};
  for (const node of nodes) {
    const inner = lo.tree.kind[node] === K.type ? firstNamedChild(lo.tree, node) : node;
    if (inner >= 0 && lo.tree.kind[inner] === K.call) Object.assign(found, callConstraints(lo, inner));
  }
  return found;
}

/** Expressions beside the type in `Annotated[T, …]`, outermost only; empty for other types. */
export function annotatedMetadata(lo: Lowering, type: number): number[] {
  const { tree } = lo;
  const inner = type >= 0 && tree.kind[type] === K.type ? firstNamedChild(tree, type) : type;
  if (inner < 0) return [];
  const parameters = namedChildren(tree, inner).find((child) => tree.kind[child] === K.type_parameter);
  const name = tree.kind[inner] === K.subscript ? dottedName(lo, childByField(tree, inner, F.value))
    : tree.kind[inner] === K.generic_type ? textOf(lo, inner + 1) : undefined;
  if (name === undefined || !/(^|\.)Annotated$/.test(name)) return [];
  const parts = parameters === undefined ? childrenByField(tree, inner, F.subscript) : namedChildren(tree, parameters);
  return parts.slice(1).map((part) => (tree.kind[part] === K.type ? firstNamedChild(tree, part) : part)).filter((part) => part >= 0);
}

export function withConstraints(type: TypeRef, constraints: Readonly<Record<string, Const>>): TypeRef {
  return Object.keys(constraints).length === 0 ? type : { ...type, constraints: { ...type.constraints, ...constraints } };
}
