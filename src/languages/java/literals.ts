import { nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import type { Const } from '../../ir/ir.ts';
import { K } from './nodeKinds.ts';

const SINGLE_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ' };

/** Applies the escape sequences of Java literals; broken ones keep their text. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(\r\n|[\s\S]))/g,
    (_whole, hex: string | undefined, octal: string | undefined, single: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (single === '\n' || single === '\r\n' || single === '\r') return '';
      return SINGLE_ESCAPES[single!] ?? single!;
    });
}

/** Content of a text block: without the indentation that all its lines share and without blanks at the ends of lines (JLS 3.10.6). */
function textBlock(raw: string): string {
  const body = raw.slice(3, raw.length > 5 && raw.endsWith('"""') ? -3 : undefined).replace(/^[^\n]*\n/, '').replace(/\r\n?/g, '\n');
  const lines = body.split('\n');
  const last = lines[lines.length - 1]!;
  // A closing delimiter on a line of its own counts for the indentation.
  const counted = lines.filter((line, i) => line.trim() !== '' || (i === lines.length - 1 && last.trim() === ''));
  const indent = Math.min(...counted.map((line) => line.length - line.trimStart().length), Infinity);
  const shared = Number.isFinite(indent) ? indent : 0;
  return unescapeText(lines.map((line) => line.slice(shared).trimEnd()).join('\n'));
}

/** Value of a string literal or text block. */
export function stringValue(tree: SyntaxTree, node: number): string {
  const raw = nodeText(tree, node);
  if (raw.startsWith('"""')) return textBlock(raw);
  return unescapeText(raw.replace(/^"/, '').replace(/"$/, ''));
}

/** Value of a character literal, as a string of one character. */
export function characterValue(tree: SyntaxTree, node: number): string {
  return unescapeText(nodeText(tree, node).replace(/^'/, '').replace(/'$/, ''));
}

/** Value of a numeric literal of any base. */
export function numberValue(text: string): number {
  const plain = text.replace(/_/g, '');
  if (/^0[xX]/.test(plain)) return Number(plain.replace(/[lL]$/, '').replace(/\.[\s\S]*$|[pP][\s\S]*$/, ''));
  if (/^0[bB]/.test(plain)) return Number(plain.replace(/[lL]$/, ''));
  if (/^0[0-7]+[lL]?$/.test(plain)) return Number.parseInt(plain, 8);
  return Number(plain.replace(/[lLfFdD]$/, ''));
}

/** Constant of a literal node; undefined for any other node. */
export function literalValue(tree: SyntaxTree, node: number): Const | undefined {
  switch (tree.kind[node]) {
    case K.string_literal: return stringValue(tree, node);
    case K.character_literal: return characterValue(tree, node);
    case K.decimal_integer_literal: case K.hex_integer_literal: case K.octal_integer_literal: case K.binary_integer_literal:
    case K.decimal_floating_point_literal: case K.hex_floating_point_literal: {
      const value = numberValue(nodeText(tree, node));
      return Number.isNaN(value) ? null : value;
    }
    case K.true: return true;
    case K.false: return false;
    case K.null_literal: return null;
    default: return undefined;
  }
}
