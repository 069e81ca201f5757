import type { TypeRef } from '../../ir/ir.ts';
import { MAX_TYPE_DEPTH } from '../../base/limits.ts';
import { childByField, firstNamedChild, namedChildren, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';

const UNKNOWN_TYPE: TypeRef = { name: 'Object' };

/** Written types whose values are text, numbers or nothing in particular: asserting them says nothing about what a value is. */
const PLAIN = new Set(['int', 'long', 'short', 'byte', 'double', 'float', 'boolean', 'char', 'void', 'Integer', 'Long', 'Short', 'Byte', 'Double', 'Float', 'Boolean', 'Character', 'Number', 'String', 'CharSequence', 'Object', 'var', 'StringBuilder', 'StringBuffer', 'Runnable']);
const CONTAINERS = new Set(['Array', 'List', 'Set', 'Collection', 'Map', 'Optional', 'ArrayList', 'HashMap']);
export function saysNothing(type: TypeRef): boolean {
  return PLAIN.has(type.name) || (CONTAINERS.has(type.name) && (type.args ?? []).every(saysNothing));
}

/** Type of a declaration, with the dimensions that are written behind its name; undefined for `var`. */
export function declaredType(tree: SyntaxTree, node: number): TypeRef | undefined {
  const type = childByField(tree, node, F.type);
  if (type < 0) return undefined;
  const ref = typeRef(tree, type);
  if (ref.name === 'var') return undefined;
  return childByField(tree, node, F.dimensions) >= 0 ? { name: 'Array', args: [ref] } : ref;
}

/** A written type, by the name that stands in the source. */
export function typeRef(tree: SyntaxTree, node: number, depth = 0): TypeRef {
  if (depth > MAX_TYPE_DEPTH) return UNKNOWN_TYPE;
  switch (tree.kind[node]) {
    case K.type_identifier: case K.identifier: case K.integral_type: case K.floating_point_type: case K.boolean_type: case K.void_type:
      return { name: nodeText(tree, node).trim() };
    case K.scoped_type_identifier: case K.scoped_identifier: return { name: scopedName(tree, node) };
    case K.generic_type: {
      const [base = -1, list = -1] = namedChildren(tree, node);
      const name = base < 0 ? UNKNOWN_TYPE.name : typeRef(tree, base, depth + 1).name;
      return { name, args: list < 0 ? [] : namedChildren(tree, list).map((child) => typeRef(tree, child, depth + 1)) };
    }
    case K.array_type: {
      const element = childByField(tree, node, F.element);
      return { name: 'Array', args: [element < 0 ? UNKNOWN_TYPE : typeRef(tree, element, depth + 1)] };
    }
    case K.annotated_type: {
      const inner = namedChildren(tree, node).find((child) => tree.kind[child] !== K.annotation && tree.kind[child] !== K.marker_annotation);
      return inner === undefined ? UNKNOWN_TYPE : typeRef(tree, inner, depth + 1);
    }
    // `? extends T`
    case K.wildcard: {
      const bound = firstNamedChild(tree, node);
      return bound < 0 ? UNKNOWN_TYPE : typeRef(tree, bound, depth + 1);
    }
    default: return UNKNOWN_TYPE;
  }
}

/** `Outer.Inner` without the type arguments and annotations that may stand between; the package of a type of Java's own is dropped. */
function scopedName(tree: SyntaxTree, node: number): string {
  const parts = nodeText(tree, node).replace(/<[^<>]*(?:<[^<>]*(?:<[^<>]*>[^<>]*)*>[^<>]*)*>|@[\w.]+(?:\([^()]*\))?|\s+/g, '').split('.');
  const first = parts.findIndex((part) => /^\p{Lu}/u.test(part));
  return (first > 0 && OWN_PACKAGES.test(parts.slice(0, first).join('.')) ? parts.slice(first) : parts).join('.');
}
const OWN_PACKAGES = /^java\.(lang|util|util\.(concurrent|function|stream)|time|math|io)$/;

/** The name of a type as it is written where an object of it is made, with its package. */
export function writtenName(tree: SyntaxTree, node: number): string {
  const at = tree.kind[node] === K.generic_type ? firstNamedChild(tree, node) : node;
  return at >= 0 && tree.kind[at] === K.scoped_type_identifier ? nodeText(tree, at).replace(/\s+/g, '') : typeRef(tree, node).name;
}
