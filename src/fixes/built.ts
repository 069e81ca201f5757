import type { Span } from '../base/words.ts';
import type { BuiltString } from '../languages/builtStrings.ts';
import type { CallText } from '../languages/language.ts';
import { pathCovering } from '../syntax/tree.ts';
import type { EditableFile } from './context.ts';

/**
 * The string that an argument of a call is: one that is put together there, or by the statement that last gave the variable its
 * value, if that stands in a block around the call, so that the same values can be read at both.
 */
export function builtArgument(from: EditableFile, argument: Span, call: CallText): BuiltString | undefined {
  const { text, tree, language } = from;
  const written = text.slice(argument.start, argument.end);
  const own = language.builtStringAt?.(tree, argument);
  if (own !== undefined && own.start <= argument.start && argument.end <= own.end) return own;
  if (!/^\w+$/.test(written)) return undefined;
  const assignments = [...text.slice(0, call.start).matchAll(new RegExp(`\\b${written}\\s*(?::[^=\\n]+)?=(?!=|>)\\s*`, 'g'))];
  const last = assignments.at(-1);
  if (last === undefined || /[+\-*/|&.]$/.test(text.slice(0, last.index))) return undefined;
  const start = last.index + last[0].length;
  const statement = language.statementAt?.(tree, last.index);
  const built = language.builtStringAt?.(tree, { start, end: start + 1 });
  if (statement === undefined || built === undefined || built.start !== start || !/^[;\s]*$/.test(text.slice(built.end, statement.end))) return undefined;
  // The assignment's block has to be one of those that the call is in.
  const path = pathCovering(tree, statement);
  const block = path.findLast((node) => tree.start[node]! < statement.start || tree.end[node]! > statement.end) ?? 0;
  if (tree.start[block]! > call.start || call.end > tree.end[block]!) return undefined;
  // Nothing in between may give the variable, or a part of it, another value.
  const between = text.slice(built.end, call.start);
  const names = [written, ...built.pieces.filter(({ kind }) => kind === 'value').flatMap((piece) => /^[A-Za-z_]\w*/.exec(text.slice(piece.start, piece.end)) ?? [])];
  return names.some((name) => new RegExp(`\\b${name}\\s*(?:[+\\-*/|&]?=(?!=)|\\+\\+|--)`).test(between)) ? undefined : built;
}
