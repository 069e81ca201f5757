import { childByField, childByKind, namedChildren } from '../../syntax/tree.ts';
import { ArgKind, type Part, type Reg } from '../../ir/builder.ts';
import { lowerExpression } from './expressions.ts';
import { OF_TEXT } from './formatted.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { F, K } from './nodeKinds.ts';

/** String literals of all sorts: plain, bytes, raw, formatted, and neighbours that the language joins. */
export function lowerString(lo: Lowering, node: number): Reg {
  const span = spanOf(lo, node);
  const constant = constantString(lo, node);
  if (constant !== undefined) return lo.f.const(constant, span);
  const parts: Part[] = [];
  const literals = lo.tree.kind[node] === K.concatenated_string ? namedChildren(lo.tree, node) : [node];
  for (const literal of literals) formattedParts(lo, literal, parts);
  return lo.f.concat(parts, span);
}

/** Value of a string literal without interpolations; undefined for any other. */
export function constantString(lo: Lowering, node: number): string | undefined {
  const { tree } = lo;
  if (tree.kind[node] === K.concatenated_string) {
    let joined = '';
    for (const literal of namedChildren(tree, node)) {
      const part = tree.kind[literal] === K.string ? constantString(lo, literal) : undefined;
      if (part === undefined) return undefined;
      joined += part;
    }
    return joined;
  }
  let value = '';
  const prefix = prefixOf(lo, node);
  for (const child of namedChildren(tree, node)) {
    if (tree.kind[child] === K.interpolation) return undefined;
    if (tree.kind[child] === K.string_content) value += decode(textOf(lo, child), prefix);
  }
  return value;
}

interface Prefix { readonly raw: boolean; readonly formatted: boolean; readonly bytes: boolean }

function prefixOf(lo: Lowering, node: number): Prefix {
  const start = node + 1 < lo.tree.next[node]! ? textOf(lo, node + 1).toLowerCase() : '';
  return { raw: start.includes('r'), formatted: start.includes('f') || start.includes('t'), bytes: start.includes('b') };
}

function formattedParts(lo: Lowering, literal: number, parts: Part[]): void {
  const { tree } = lo;
  const prefix = prefixOf(lo, literal);
  for (const child of namedChildren(tree, literal)) {
    if (tree.kind[child] === K.string_content) {
      const span = spanOf(lo, child);
      parts.push({ reg: lo.f.const(decode(textOf(lo, child), prefix), span), span });
    } else if (tree.kind[child] === K.interpolation) interpolation(lo, child, parts);
    else if (tree.kind[child] === K.ERROR) parts.push({ reg: lowerExpression(lo, child), span: spanOf(lo, child) });
  }
}

function interpolation(lo: Lowering, node: number, parts: Part[]): void {
  const { tree } = lo;
  const expression = childByField(tree, node, F.expression);
  if (expression >= 0) {
    const text = textOf(lo, node);
    // `{x=}` shows the expression's text too.
    if (childHasEquals(lo, node)) parts.push({ reg: lo.f.const(text.slice(1, text.lastIndexOf('=') + 1), spanOf(lo, node)), span: spanOf(lo, node) });
    const value = lowerExpression(lo, expression), span = spanOf(lo, expression);
    const spec = formatOf(lo, node);
    // A text takes few formats; with any other, what stands here is no text, or an object that formats itself.
    parts.push({ reg: spec === undefined || OF_TEXT.test(spec) ? value : lo.f.callMethod(value, '__format__', [{ kind: ArgKind.positional, reg: lo.f.const(spec.slice(1), span), span }], span), span });
  }
  const format = childByField(tree, node, F.format_specifier);
  if (format < 0) return;
  // What is nested in a format (`{x:{width}}`) becomes padding: evaluated, and part of the text.
  for (const inner of namedChildren(tree, format)) if (tree.kind[inner] === K.format_expression) interpolation(lo, inner, parts);
}

/** The format of an interpolation with its colon, where it is written out and no conversion (`!r`) makes a text before. */
function formatOf(lo: Lowering, node: number): string | undefined {
  const { tree } = lo;
  const format = childByField(tree, node, F.format_specifier);
  return format < 0 || childByKind(tree, node, K.type_conversion) >= 0 || namedChildren(tree, format).length > 0 ? undefined : textOf(lo, format);
}

function childHasEquals(lo: Lowering, node: number): boolean {
  const { tree } = lo;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) if (tree.kind[child] === K['=']) return true;
  return false;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': '', '\r\n': '',
};
const ESCAPE = /\\(\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[^])/g;

/** Text that a literal's source stands for. Unknown escapes stay as written, as in Python. */
function decode(source: string, prefix: Prefix): string {
  const braces = prefix.formatted ? source.replaceAll('{{', '{').replaceAll('}}', '}') : source;
  if (prefix.raw || !braces.includes('\\')) return braces;
  return braces.replace(ESCAPE, (all: string, body: string) => {
    const simple = SIMPLE_ESCAPES[body];
    if (simple !== undefined) return simple;
    const kind = body[0] ?? '';
    if (kind >= '0' && kind <= '7') return String.fromCharCode(parseInt(body, 8));
    if (prefix.bytes && kind !== 'x') return all;
    // A named character is not looked up: one placeholder keeps the length near.
    if (kind === 'N' && body.length > 1) return '\uFFFD';
    if ((kind === 'x' || kind === 'u' || kind === 'U') && body.length > 1) {
      const code = parseInt(body.slice(1), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    }
    return all;
  });
}
