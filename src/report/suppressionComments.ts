import type { Span } from '../base/words.ts';

/** A comment that turns findings off. */
export interface SuppressionComment extends Span {
  /** `next-line`: the statement on the next line that holds code. `file`: the whole file. */
  readonly kind: 'next-line' | 'file';
  /** Rule ids; `family/*` names all of a family. */
  readonly rules: readonly string[];
  /** Empty when none was given. */
  readonly reason: string;
}

const DIRECTIVE = /dosimeter-ignore-(next-line|file)\b[ \t:]*([^\r\n]*)/g;

/** Suppressions in the comments of a text. Cheap for texts without any. */
export function suppressionsIn(text: string, comments: () => Iterable<Span>): readonly SuppressionComment[] {
  if (!text.includes('dosimeter-ignore-')) return [];
  const found: SuppressionComment[] = [];
  for (const { start, end } of comments()) {
    for (const match of text.slice(start, end).matchAll(DIRECTIVE)) found.push(directive(match, start, end));
  }
  return found;
}

function directive(match: RegExpExecArray, start: number, end: number): SuppressionComment {
  // The comment's own end mark is no part of the reason.
  const body = (match[2] ?? '').replace(/\s*(\*\/|-->)?\s*$/, '');
  const separator = /(^|\s)--(\s|$)/.exec(body);
  const rules = separator === null ? body : body.slice(0, separator.index);
  const reason = separator === null ? '' : body.slice(separator.index + separator[0].length).trim();
  return {
    kind: match[1] === 'file' ? 'file' : 'next-line',
    rules: rules.split(/[,\s]+/).filter((rule) => rule !== ''),
    reason,
    start: start + match.index,
    end: Math.min(end, start + match.index + match[0].trimEnd().length),
  };
}

/** Whether a rule id is among the ids and `family/*` patterns. */
export const namesRule = (patterns: readonly string[], ruleId: string): boolean =>
  patterns.some((pattern) => pattern === ruleId || (pattern.endsWith('/*') && ruleId.startsWith(pattern.slice(0, -1))));
