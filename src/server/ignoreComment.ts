import type { TextEdit } from '../base/finding.ts';
import { lineIndex } from '../base/lines.ts';
import type { Span } from '../base/words.ts';
import { prepareSyntax } from '../session/grammarFiles.ts';
import { fileKind } from '../session/fileKinds.ts';
import { frontEnd } from '../session/frontEnds.ts';
import { statementFinder } from '../session/lower.ts';
import { grammarFor } from '../syntax/grammars.ts';

/** What stands for the reason until the user writes one. */
export const REASON = 'reason';

/** An edit that suppresses a rule, and where in the text that it inserts the reason stands. */
export interface IgnoreEdit { readonly edit: TextEdit; readonly reason: Span }

/**
 * The edit that puts a suppression comment above the statement at `offset`, indented like it.
 * Undefined for files whose format has no comments.
 */
export async function ignoreEdit(file: string, text: string, offset: number, ruleId: string): Promise<IgnoreEdit | undefined> {
  const marks = commentMarks(file, text);
  if (marks === undefined) return undefined;
  const index = lineIndex(text);
  const { start } = index.line(index.at(await statementStart(file, text, offset)).line);
  const indentation = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const ending = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const before = `${indentation}${marks[0]} dosimeter-ignore-next-line ${ruleId} -- `;
  const newText = `${before}${REASON}${marks[1]}${ending}`;
  return { edit: { file, start, end: start, newText }, reason: { start: before.length, end: before.length + REASON.length } };
}

async function statementStart(file: string, text: string, offset: number): Promise<number> {
  const kind = fileKind(file);
  if (kind.kind !== 'code') return offset;
  await prepareSyntax([grammarFor(kind.language, file)]);
  return statementFinder(kind.language, file, text)(offset)?.start ?? offset;
}

/** How a comment on a line of its own starts and ends. */
function commentMarks(file: string, text: string): readonly [string, string] | undefined {
  const kind = fileKind(file);
  if (kind.kind === 'code') return [frontEnd(kind.language)?.lineComment ?? (kind.language === 'python' ? '#' : '//'), ''];
  if (kind.kind !== 'config') return undefined;
  if (/\.json[c5]$/i.test(file)) return ['//', ''];
  // Many readers of plain JSON refuse comments; where one stands already, the reader of this file does not.
  if (/\.json$/i.test(file)) return /^\s*(\/\/|\/\*)/m.test(text) ? ['//', ''] : undefined;
  if (/\.lua$/i.test(file)) return ['--', ''];
  if (/\.(md|mdc|xml|csproj|config)$/i.test(file)) return ['<!--', ' -->'];
  return ['#', ''];
}
