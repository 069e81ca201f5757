import { childByField, childByKind, firstNamedChild, namedChildren, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';

/** Questions about syntax nodes that several parts of the front end ask. */

const TYPE_DECLARATIONS = new Set<number>([
  K.class_declaration, K.interface_declaration, K.enum_declaration, K.record_declaration, K.annotation_type_declaration,
]);
export const isTypeDeclaration = (kind: number): boolean => TYPE_DECLARATIONS.has(kind);

/** The operand below parentheses. */
export function unwrap(tree: SyntaxTree, node: number): number {
  let at = node;
  while (tree.kind[at] === K.parenthesized_expression) {
    const inner = firstNamedChild(tree, at);
    if (inner < 0) return at;
    at = inner;
  }
  return at;
}

export const nameText = (tree: SyntaxTree, node: number): string => nodeText(tree, node).trim();

/** Declared name of a type, member, parameter or variable; undefined where error recovery lost it. */
export function declaredName(tree: SyntaxTree, node: number): string | undefined {
  const name = childByField(tree, node, F.name);
  return name < 0 || tree.kind[name] === K.underscore_pattern ? undefined : nameText(tree, name);
}

/** The `modifiers` node of a declaration, or -1. */
export const modifiersOf = (tree: SyntaxTree, node: number): number => childByKind(tree, node, K.modifiers);

/** Whether a declaration has a modifier: `hasModifier(tree, method, K.static)`. */
export function hasModifier(tree: SyntaxTree, node: number, keyword: number): boolean {
  const modifiers = modifiersOf(tree, node);
  return modifiers >= 0 && childByKind(tree, modifiers, keyword) >= 0;
}

/** Annotation nodes of a declaration. */
export function annotationNodes(tree: SyntaxTree, node: number): number[] {
  const modifiers = modifiersOf(tree, node);
  if (modifiers < 0) return [];
  return namedChildren(tree, modifiers).filter((child) => tree.kind[child] === K.annotation || tree.kind[child] === K.marker_annotation);
}

/** Parts of a chain of plain names (`a.b.C`), or undefined for any other expression. */
export function dottedParts(tree: SyntaxTree, node: number): string[] | undefined {
  const parts: string[] = [];
  let at = node;
  while (tree.kind[at] === K.field_access || tree.kind[at] === K.scoped_identifier) {
    const isField = tree.kind[at] === K.field_access;
    const name = childByField(tree, at, isField ? F.field : F.name);
    const object = childByField(tree, at, isField ? F.object : F.scope);
    if (name < 0 || object < 0 || tree.kind[name] !== K.identifier) return undefined;
    parts.push(nameText(tree, name));
    at = object;
  }
  if (tree.kind[at] !== K.identifier) return undefined;
  parts.push(nameText(tree, at));
  return parts.reverse();
}

/** By Java's naming conventions: packages and members start in lower case, types in upper case. */
export const looksLikeType = (name: string): boolean => /^\p{Lu}/u.test(name);
/** `MAX_SIZE`: the name of a constant. */
export const looksLikeConstant = (name: string): boolean => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(name);

/** A qualified name cut where its package ends: `a.b.C.D` → package `a.b`, names `C`, `D`. */
export function splitQualified(parts: readonly string[]): { packageName: string; names: readonly string[] } {
  const first = parts.findIndex(looksLikeType);
  const at = first < 0 ? parts.length - 1 : first;
  return { packageName: parts.slice(0, at).join('.'), names: parts.slice(at) };
}
