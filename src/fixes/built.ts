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
  const found = definitionOf(from, written, call.start);
  const built = found === undefined ? undefined : language.builtStringAt?.(tree, { start: found.value.start, end: found.value.start + 1 });
  if (found === undefined || built === undefined || built.start !== found.value.start || built.end !== found.value.end) return undefined;
  // Nothing in between may give a part of it another value.
  const between = text.slice(built.end, call.start);
  const names = built.pieces.filter(({ kind }) => kind === 'value').flatMap((piece) => /^[A-Za-z_]\w*/.exec(text.slice(piece.start, piece.end)) ?? []);
  return names.some((name) => isAssigned(between, name)) ? undefined : built;
}

/** A statement that gives a variable its value. */
export interface Definition { readonly statement: Span; readonly value: Span }

/** The statement that last gave a variable its value before an offset, if it stands in a block around that offset. */
export function definitionOf({ text, tree, language }: EditableFile, name: string, before: number): Definition | undefined {
  const matches = [...text.slice(0, before).matchAll(new RegExp(`(?<![\\w.])${name}\\s*(?::[^=\\n]+)?=(?![=>])\\s*`, 'g'))];
  for (const match of matches.toReversed().slice(0, MAX_MATCHES)) {
    const start = match.index + match[0].length;
    const statement = language.statementAt?.(tree, match.index);
    // In brackets it is a named argument.
    if (statement === undefined || statement.end <= start || /[(=:{[]/.test(text.slice(statement.start, match.index))) continue;
    const path = pathCovering(tree, statement);
    const block = path.findLast((node) => tree.start[node]! < statement.start || tree.end[node]! > statement.end) ?? 0;
    if (before < statement.end || before > tree.end[block]! || isAssigned(text.slice(statement.end, before), name)) return undefined;
    const end = start + text.slice(start, statement.end).replace(/[;\s]+$/, '').length;
    return { statement, value: { start, end } };
  }
  return undefined;
}

/** What made the object that a variable holds: the value that it was last given, or what it was opened with in a `with` statement. */
export function makerOf(from: EditableFile, name: string, before: number): Span | undefined {
  const opened = [...from.text.slice(0, before).matchAll(new RegExp(`\\bwith\\s+(?=[^\\n]*\\)\\s+as\\s+${name}\\b)`, 'g'))].at(-1);
  const start = opened === undefined ? -1 : opened.index + opened[0].length;
  const call = start < 0 ? undefined : from.language.callsAt?.(from.tree, { start, end: start + 1 }).at(-1);
  return call === undefined ? definitionOf(from, name, before)?.value : { start: call.start, end: call.end + 1 };
}

/** Most places that are looked at for the statement. */
const MAX_MATCHES = 20;

/** Whether some code gives a variable another value than it has; a named argument after a bracket or comma does not. */
const isAssigned = (code: string, name: string): boolean => new RegExp(`(?<![(,]\\s*)\\b${name}\\s*(?:[+\\-*/|&]?=(?!=)|\\+\\+|--)`).test(code);
