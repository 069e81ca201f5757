import { childByField, childByKind, firstNamedChild, namedChildren, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';

/** Questions about syntax nodes that several parts of the front end ask. */

export const isFunctionExpression = (kind: number): boolean =>
  kind === K.arrow_function || kind === K.function_expression || kind === K.generator_function;
export const isFunctionDeclaration = (kind: number): boolean =>
  kind === K.function_declaration || kind === K.generator_function_declaration;
export const isClassDeclaration = (kind: number): boolean =>
  kind === K.class_declaration || kind === K.abstract_class_declaration;

/** Nodes that stand for their only operand at run time. */
const TRANSPARENT = new Set<number>([K.parenthesized_expression, K.non_null_expression, K.satisfies_expression, K.instantiation_expression]);
export const isTransparent = (kind: number): boolean => TRANSPARENT.has(kind);

/** The operand below parentheses, `!`, `satisfies` and explicit type arguments. */
export function unwrap(tree: SyntaxTree, node: number): number {
  let at = node;
  while (TRANSPARENT.has(tree.kind[at]!)) {
    const inner = firstNamedChild(tree, at);
    if (inner < 0) return at;
    at = inner;
  }
  return at;
}

/** The operand below all of those and below `as T` and `<T>x`. */
export function unwrapCasts(tree: SyntaxTree, node: number): number {
  let at = unwrap(tree, node);
  for (;;) {
    const kind = tree.kind[at]!;
    const inner = kind === K.as_expression ? firstNamedChild(tree, at) : kind === K.type_assertion ? namedChildren(tree, at)[1] ?? -1 : -1;
    if (inner < 0) return at;
    at = unwrap(tree, inner);
  }
}

/** Whether a token of this kind is among the node's own children: `hasToken(tree, method, K.async)`. */
export const hasToken = (tree: SyntaxTree, node: number, kind: number): boolean => childByKind(tree, node, kind) >= 0;

/** Text of an identifier, without anything that an error recovery put around it. */
export const identifierText = (tree: SyntaxTree, node: number): string => nodeText(tree, node).trim();

/**
 * Name that a property, method or field is declared with: `x`, `#x`, `'x'`, `1`, `['x']`.
 * Undefined if it is computed from anything but a literal.
 */
export function propertyName(tree: SyntaxTree, node: number): string | undefined {
  switch (tree.kind[node]) {
    case K.string: return stringValue(tree, node);
    case K.number: return String(numberValue(nodeText(tree, node)));
    case K.computed_property_name: {
      const inner = firstNamedChild(tree, node);
      if (inner < 0) return undefined;
      // A method under a symbol of the language has a name of its own: `[Symbol.iterator]`.
      if (tree.kind[inner] === K.member_expression) { const name = nodeText(tree, inner); return /^Symbol\.\w+$/.test(name) ? `[${name}]` : undefined; }
      return tree.kind[inner] === K.string || tree.kind[inner] === K.number ? propertyName(tree, inner) : undefined;
    }
    default: return identifierText(tree, node);
  }
}

/** Value of a string literal, or of a template without substitutions; undefined for anything else. */
export function constantString(tree: SyntaxTree, node: number): string | undefined {
  const at = unwrapCasts(tree, node);
  if (tree.kind[at] === K.string) return stringValue(tree, at);
  if (tree.kind[at] === K.template_string && childByKind(tree, at, K.template_substitution) < 0) {
    return unescapeText(tree.text.slice(tree.start[at]! + 1, tree.end[at]! - 1));
  }
  return undefined;
}

/** Value of a string literal node. */
export function stringValue(tree: SyntaxTree, node: number): string {
  const raw = nodeText(tree, node);
  const quote = raw[0];
  const body = quote === '"' || quote === "'" ? raw.slice(1, raw.length > 1 && raw.endsWith(quote) ? -1 : undefined) : raw;
  return unescapeText(body);
}

const SINGLE_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' };

/** Applies the escape sequences of ECMAScript string and template literals; broken ones keep their text. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
    (whole, braced: string | undefined, four: string | undefined, two: string | undefined, single: string | undefined) => {
      const hex = braced ?? four ?? two;
      if (hex !== undefined) {
        const point = Number.parseInt(hex, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      }
      if (single === '\n' || single === '\r\n' || single === '\r' || single === '\u2028' || single === '\u2029') return '';
      return SINGLE_ESCAPES[single!] ?? single!;
    });
}

/** Value of a numeric literal; a BigInt literal loses its `n`. */
export function numberValue(text: string): number {
  return Number(text.replace(/_/g, '').replace(/n$/, ''));
}

/** Dotted text of a chain of plain names (`a.b.C`), or undefined for any other expression. */
export function dottedName(tree: SyntaxTree, node: number): string | undefined {
  const parts: string[] = [];
  let at = unwrap(tree, node);
  while (tree.kind[at] === K.member_expression) {
    const property = childByField(tree, at, F.property);
    const object = childByField(tree, at, F.object);
    if (property < 0 || object < 0) return undefined;
    parts.push(identifierText(tree, property));
    at = unwrap(tree, object);
  }
  if (tree.kind[at] !== K.identifier && tree.kind[at] !== K.this && tree.kind[at] !== K.type_identifier) return undefined;
  parts.push(identifierText(tree, at));
  return parts.reverse().join('.');
}
