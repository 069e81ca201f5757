import { childByField, childByKind, children, firstNamedChild, Named, namedChildren, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';

/** Questions about syntax nodes that several parts of the front end ask. */

const TYPE_DECLARATIONS = new Set<number>([K.class_declaration, K.interface_declaration, K.enum_declaration, K.record_declaration, K.struct_declaration]);
export const isTypeDeclaration = (kind: number): boolean => TYPE_DECLARATIONS.has(kind);
export const isFunctionExpression = (kind: number): boolean => kind === K.lambda_expression || kind === K.anonymous_method_expression;

/** The operand below parentheses, `!` after an operand, `checked(…)` and `ref`. */
export function unwrap(tree: SyntaxTree, node: number): number {
  let at = node;
  for (;;) {
    const kind = tree.kind[at];
    const isForgiving = kind === K.postfix_unary_expression && childByKind(tree, at, K['!']) >= 0;
    if (kind !== K.parenthesized_expression && kind !== K.checked_expression && kind !== K.ref_expression && !isForgiving) return at;
    const inner = firstNamedChild(tree, at);
    if (inner < 0) return at;
    at = inner;
  }
}

/** Nodes with those that stand below `#if` put in their place: which branch is compiled is not known, so all count. */
export function expand(tree: SyntaxTree, nodes: readonly number[]): number[] {
  return nodes.flatMap((node) => {
    const kind = tree.kind[node];
    if (kind !== K.preproc_if && kind !== K.preproc_else && kind !== K.preproc_elif) return [node];
    return expand(tree, namedChildren(tree, node).filter((child) => tree.field[child] !== F.condition));
  });
}

/** Text of a name without type arguments and `@`. */
export function nameText(tree: SyntaxTree, node: number): string {
  if (tree.kind[node] === K.generic_name) {
    const inner = firstNamedChild(tree, node);
    return inner < 0 ? '' : nameText(tree, inner);
  }
  if (tree.kind[node] === K.alias_qualified_name) {
    const name = childByField(tree, node, F.name);
    return name < 0 ? '' : nameText(tree, name);
  }
  const text = nodeText(tree, node).trim();
  return text.startsWith('@') ? text.slice(1) : text;
}

/** Declared name of a type, member, parameter or variable; undefined where error recovery lost it. */
export function declaredName(tree: SyntaxTree, node: number): string | undefined {
  const name = childByField(tree, node, F.name);
  return name < 0 ? undefined : nameText(tree, name);
}

/** Modifiers that the grammar keeps as plain text in some places. */
const MODIFIERS = new Map<number, string>([
  [K.out, 'out'], [K.ref, 'ref'], [K.this, 'this'], [K.params, 'params'], [K.async, 'async'], [K.static, 'static'], [K.readonly, 'readonly'],
]);

/** Whether a declaration has a modifier: `hasModifier(tree, method, K.static)`. */
export function hasModifier(tree: SyntaxTree, node: number, keyword: number): boolean {
  const text = MODIFIERS.get(keyword);
  return children(tree, node).some((child) => tree.kind[child] === keyword
    || (tree.kind[child] === K.modifier && (childByKind(tree, child, keyword) >= 0 || nodeText(tree, child) === text)));
}

/** Attribute nodes of a declaration. */
export function attributeNodes(tree: SyntaxTree, node: number): number[] {
  return namedChildren(tree, node).filter((child) => tree.kind[child] === K.attribute_list)
    .flatMap((list) => namedChildren(tree, list).filter((child) => tree.kind[child] === K.attribute));
}

/** Parts of a chain of plain names (`a.b.C`), or undefined for any other expression. */
export function dottedParts(tree: SyntaxTree, node: number): string[] | undefined {
  const parts: string[] = [];
  let at = node;
  while (tree.kind[at] === K.member_access_expression || tree.kind[at] === K.qualified_name) {
    const isMember = tree.kind[at] === K.member_access_expression;
    const name = childByField(tree, at, F.name);
    const object = childByField(tree, at, isMember ? F.expression : F.qualifier);
    if (name < 0 || object < 0) return undefined;
    parts.push(nameText(tree, name));
    at = object;
  }
  const kind = tree.kind[at];
  if (kind !== K.identifier && kind !== K.generic_name && kind !== K.alias_qualified_name) return undefined;
  parts.push(nameText(tree, at));
  return parts.reverse();
}

/** Last expression among the children of a declarator, parameter or argument, behind its name and its brackets; -1 without one. */
export function trailingValue(tree: SyntaxTree, node: number): number {
  let found = -1;
  for (const child of namedChildren(tree, node)) {
    const kind = tree.kind[child];
    if (tree.field[child] === F.name || tree.field[child] === F.type || kind === K.bracketed_argument_list || kind === K.tuple_pattern
      || kind === K.attribute_list || kind === K.modifier || kind === K.attribute_target_specifier) continue;
    found = child;
  }
  return found;
}

export const isToken = (tree: SyntaxTree, node: number): boolean => tree.named[node] === Named.token;
/** Whether the declaration has this keyword or operator as a direct child. */
export const hasToken = (tree: SyntaxTree, node: number, kind: number): boolean => children(tree, node).some((child) => tree.kind[child] === kind);
export const looksLikeType = (name: string): boolean => /^\p{Lu}/u.test(name);

/** First operand of a statement or argument: an expression, `this` or `base`; -1 without one. */
export function operandOf(tree: SyntaxTree, node: number): number {
  return children(tree, node).find((child) => tree.field[child] !== F.name && tree.field[child] !== F.type
    && (tree.named[child] === Named.node || tree.kind[child] === K.this || tree.kind[child] === K.base)) ?? -1;
}
