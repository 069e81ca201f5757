import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { Span } from '../base/words.ts';
import { importEdits } from './calls.ts';
import type { EditableFile, FixContext } from './context.ts';
import { partsOf } from './guard.ts';

/** Quotes of a shell as they are open in front of a value: the mark as the source writes it, and what stands between it and the value. */
interface Quoting { readonly mark: string; readonly isAtOnce: boolean }

/**
 * Quotes the untrusted parts of a command line, each as one word. Where the line has quotes around a part already, they end before it and
 * begin behind it, since quotes within quotes would end them. Such a part was one word before, so that nothing changes for what holds no
 * quotes; without them it may have been several, and somebody has to decide.
 */
export function quoteWords(finding: Finding, context: FixContext): Fix | undefined {
  const parts = partsOf(finding, context);
  const edits: TextEdit[] = [];
  const imports = new Map<string, TextEdit>();
  let isSafe = true;
  for (const part of parts) {
    const from = context.editable(part.file);
    const [site, ...others] = from?.language.expressionsAt?.(from.tree, part) ?? [];
    const around = from === undefined || site === undefined ? undefined : linesAround(from, site);
    if (from === undefined || site === undefined || around === undefined || others.length > 0 || from.text.startsWith('shlex.quote(', site.start)) return undefined;
    if (edits.some((edit) => edit.file === part.file && edit.start === site.start)) continue;
    const { file } = part;
    const quoting = quotingBefore(around.before);
    const call: readonly TextEdit[] = [{ file, start: site.start, end: site.start, newText: `shlex.quote(${site.asText?.before ?? ''}` }, { file, start: site.end, end: site.asText?.end ?? site.end, newText: `${site.asText?.after ?? ''})` }];
    if (quoting === undefined) isSafe = false;
    edits.push(...call, ...(quoting === undefined ? [] : endQuotes(from, around, quoting)));
    for (const edit of importEdits(from, 'shlex', '')) imports.set(file, edit);
  }
  if (edits.length === 0) return undefined;
  return { title: 'Quote it as one word of the command', level: isSafe ? 'safe' : 'suggested', edits: [...edits, ...imports.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start || a.end - b.end)) };
}

/** What a command line has in front of a value, as it is written, and where the text before and behind the value meets it. */
interface Around { readonly before: string; readonly start: number; readonly end: number; readonly after: string }

function linesAround(from: EditableFile, site: Span): Around | undefined {
  const { text, tree, language } = from;
  const built = language.builtStringAt?.(tree, site);
  if (built !== undefined) {
    const at = built.pieces.findIndex((piece) => piece.kind === 'value' && piece.start <= site.start && site.end <= piece.end);
    const piece = built.pieces[at];
    if (piece === undefined) return undefined;
    const next = built.pieces[at + 1];
    const previous = built.pieces[at - 1];
    const before = built.pieces.slice(0, at).map((one) => (one.kind === 'text' ? text.slice(one.start, one.end) : 'x')).join('');
    return { before, start: previous?.kind === 'text' ? previous.end : piece.outer.start, end: next?.kind === 'text' ? next.start : piece.outer.end, after: next?.kind === 'text' ? text.slice(next.start, next.end) : '' };
  }
  // A line of a notebook that a shell runs: what is filled in stands in braces.
  const lineStart = text.lastIndexOf('\n', site.start - 1) + 1;
  const lineEnd = text.indexOf('\n', site.end);
  const before = text.slice(lineStart, site.start);
  return /^\s*!.*\{\s*$/.test(before) && text[site.end] === '}' ? { before: before.replace(/\{[^{}]*\}|\{\s*$/g, 'x').slice(0, -1), start: before.lastIndexOf('{') + lineStart, end: site.end + 1, after: text.slice(site.end + 1, lineEnd < 0 ? undefined : lineEnd) } : undefined;
}

/** The quotes that are open at the end of the beginning of a command line. */
function quotingBefore(before: string): Quoting | undefined {
  let mark: string | undefined;
  let at = 0;
  for (const match of before.matchAll(/\\?["']|\\./gs)) {
    if (!/["']$/.test(match[0])) continue;
    if (mark === undefined) [mark, at] = [match[0], match.index + match[0].length];
    else if (match[0].endsWith(mark.at(-1)!)) mark = undefined;
  }
  return mark === undefined ? undefined : { mark, isAtOnce: at === before.length };
}

/** Ends the quotes in front of a value and begins them again behind it; quotes around nothing else go. */
function endQuotes({ file }: EditableFile, { start, end, after }: Around, { mark, isAtOnce }: Quoting): readonly TextEdit[] {
  const closes = after.startsWith(mark);
  return [
    isAtOnce ? { file, start: start - mark.length, end: start, newText: '' } : { file, start, end: start, newText: mark },
    closes ? { file, start: end, end: end + mark.length, newText: '' } : { file, start: end, end, newText: mark },
  ];
}
