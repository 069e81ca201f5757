import type { Const, TypeRef } from '../../ir/ir.ts';
import { MAX_TYPE_DEPTH } from '../../base/limits.ts';
import { childByField, firstNamedChild, namedChildren, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';
import { numberValue, stringValue } from './nodes.ts';

const UNKNOWN_TYPE: TypeRef = { name: 'unknown' };

/** Type of a declaration whose annotation is in the given field, or undefined when it has none. */
export function annotatedType(tree: SyntaxTree, node: number, field: number = F.type): TypeRef | undefined {
  const annotation = childByField(tree, node, field);
  return annotation < 0 ? undefined : typeRef(tree, annotation);
}

/** A written type. Types that the engine has no use for (mapped, conditional, …) become `unknown`. */
export function typeRef(tree: SyntaxTree, node: number, depth = 0): TypeRef {
  if (depth > MAX_TYPE_DEPTH) return UNKNOWN_TYPE;
  const inner = (): TypeRef => {
    const child = firstNamedChild(tree, node);
    return child < 0 ? UNKNOWN_TYPE : typeRef(tree, child, depth + 1);
  };
  const all = (): TypeRef[] => namedChildren(tree, node).map((child) => typeRef(tree, child, depth + 1));
  switch (tree.kind[node]) {
    case K.type_annotation: case K.adding_type_annotation: case K.omitting_type_annotation: case K.opting_type_annotation:
    case K.parenthesized_type: case K.readonly_type: case K.optional_type: case K.rest_type: case K.constraint: case K.default_type:
      return inner();
    case K.type_predicate_annotation: case K.type_predicate: return { name: 'boolean' };
    case K.asserts_annotation: case K.asserts: return { name: 'void' };
    case K.flow_maybe_type: return { name: '|', args: [inner(), { name: 'null' }] };
    case K.predefined_type: case K.type_identifier: case K.identifier: case K.this_type: case K.this: return { name: nodeText(tree, node) };
    case K.nested_type_identifier: case K.nested_identifier: case K.member_expression: return { name: nodeText(tree, node).replace(/\s+/g, '') };
    case K.generic_type: return genericType(tree, node, depth);
    case K.array_type: return { name: 'Array', args: [inner()] };
    case K.tuple_type: return { name: 'Array', args: tupleElements(tree, node, depth) };
    case K.union_type: return { name: '|', args: flatten(tree, node, K.union_type, depth) };
    case K.intersection_type: return { name: '&', args: flatten(tree, node, K.intersection_type, depth) };
    case K.literal_type: return { name: 'literal', value: literalValue(tree, firstNamedChild(tree, node)) };
    case K.template_literal_type: return { name: 'string' };
    case K.function_type: {
      const result = childByField(tree, node, F.return_type);
      return { name: 'Function', ...(result < 0 ? {} : { args: [typeRef(tree, result, depth + 1)] }) };
    }
    case K.constructor_type: return { name: 'Function' };
    case K.object_type: return { name: 'object' };
    case K.type_query: return { name: 'typeof', args: all() };
    case K.index_type_query: return { name: 'keyof', args: all() };
    default: return UNKNOWN_TYPE;
  }
}

/** Type of the property `name` in an object type that is written in place; undefined where it can't be seen. */
export function memberType(tree: SyntaxTree, annotation: number, name: string): TypeRef | undefined {
  const object = tree.kind[annotation] === K.type_annotation ? firstNamedChild(tree, annotation) : annotation;
  if (object < 0 || tree.kind[object] !== K.object_type) return undefined;
  for (const member of namedChildren(tree, object)) {
    if (tree.kind[member] !== K.property_signature) continue;
    const key = childByField(tree, member, F.name);
    if (key >= 0 && nodeText(tree, key) === name) return annotatedType(tree, member);
  }
  return undefined;
}

function genericType(tree: SyntaxTree, node: number, depth: number): TypeRef {
  const name = childByField(tree, node, F.name);
  const list = childByField(tree, node, F.type_arguments);
  const args = list < 0 ? [] : namedChildren(tree, list).map((child) => typeRef(tree, child, depth + 1));
  const written = name < 0 ? 'unknown' : nodeText(tree, name).replace(/\s+/g, '');
  return { name: written, args };
}

function tupleElements(tree: SyntaxTree, node: number, depth: number): TypeRef[] {
  return namedChildren(tree, node).map((child) => {
    const kind = tree.kind[child];
    if (kind !== K.required_parameter && kind !== K.optional_parameter) return typeRef(tree, child, depth + 1);
    return annotatedType(tree, child) ?? UNKNOWN_TYPE;
  });
}

/** Members of a union or intersection, which the grammar nests to the left. */
function flatten(tree: SyntaxTree, node: number, kind: number, depth: number): TypeRef[] {
  const members: number[] = [];
  const pending = [node];
  while (pending.length > 0) {
    const at = pending.pop()!;
    if (tree.kind[at] === kind) pending.push(...namedChildren(tree, at).reverse());
    else members.push(at);
  }
  return members.map((member) => typeRef(tree, member, depth + 1));
}

function literalValue(tree: SyntaxTree, node: number): Const {
  if (node < 0) return null;
  switch (tree.kind[node]) {
    case K.string: return stringValue(tree, node);
    case K.number: return numberValue(nodeText(tree, node));
    case K.unary_expression: return Number(nodeText(tree, node).replace(/[\s_]/g, ''));
    case K.true: return true;
    case K.false: return false;
    default: return null;
  }
}
