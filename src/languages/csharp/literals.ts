import type { Const } from '../../ir/ir.ts';
import { childByKind, namedChildren, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import { K } from './nodeKinds.ts';

const SINGLE_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', a: '\x07', v: '\v', 0: '\0', e: '\x1b' };

/** Applies the escape sequences of regular literals; broken ones keep their text. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|([\s\S]))/g,
    (whole, u: string | undefined, long: string | undefined, x: string | undefined, single: string | undefined) => {
      const hex = u ?? long ?? x;
      if (hex === undefined) return SINGLE_ESCAPES[single!] ?? single!;
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}

/** Content of a raw string: when it has lines of its own, without the indentation of its last line. */
export function rawText(content: string): string {
  if (!/^[ \t]*\r?\n/.test(content)) return content;
  const lines = content.replace(/\r\n?/g, '\n').split('\n').slice(1);
  const indent = lines.length > 0 ? /^[ \t]*$/.exec(lines[lines.length - 1]!)?.[0] : undefined;
  if (indent === undefined) return lines.join('\n');
  return lines.slice(0, -1).map((line) => line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()).join('\n');
}

function numberValue(text: string): number { return Number(text.replace(/_/g, '').replace(/^(?!0[xX])(.*?)[fFdDmM]$/, '$1').replace(/[uUlL]+$/, '')); }

/** Constant of a literal node; undefined for any other node. */
export function literalValue(tree: SyntaxTree, node: number): Const | undefined {
  const text = (): string => nodeText(tree, node).trim();
  switch (tree.kind[node]) {
    case K.string_literal: return unescapeText(text().replace(/^"/, '').replace(/"(u8|U8)?$/, ''));
    case K.verbatim_string_literal: return text().replace(/^@"/, '').replace(/"(u8|U8)?$/, '').replaceAll('""', '"');
    case K.raw_string_literal: {
      const content = childByKind(tree, node, K.raw_string_content);
      return content < 0 ? '' : rawText(nodeText(tree, content));
    }
    case K.character_literal: return unescapeText(text().replace(/^'/, '').replace(/'$/, ''));
    case K.integer_literal: case K.real_literal: {
      const value = numberValue(text());
      return Number.isNaN(value) ? null : value;
    }
    case K.boolean_literal: return text() === 'true';
    case K.null_literal: return null;
    default: return undefined;
  }
}

/** Text of the pieces between the holes of an interpolated string. */
export function pieceText(tree: SyntaxTree, node: number, style: { readonly isVerbatim: boolean; readonly isRaw: boolean }): string {
  const raw = nodeText(tree, node);
  if (style.isRaw) return raw;
  const text = raw.replaceAll('{{', '{').replaceAll('}}', '}');
  return style.isVerbatim ? text.replaceAll('""', '"') : unescapeText(text);
}

/** How an interpolated string is written. */
export function interpolationStyle(tree: SyntaxTree, node: number): { readonly isVerbatim: boolean; readonly isRaw: boolean } {
  const parts = namedChildren(tree, node);
  return {
    isRaw: parts.some((part) => tree.kind[part] === K.interpolation_quote),
    isVerbatim: parts.some((part) => tree.kind[part] === K.interpolation_start && nodeText(tree, part).includes('@')),
  };
}
