import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { Place, Span } from '../base/words.ts';
import { Named, type SyntaxTree } from '../syntax/tree.ts';
import { definitionOf, makerOf } from './built.ts';
import type { EditableFile, FixContext } from './context.ts';

/** A constant that is a danger, as it is written, and what takes its place. */
export interface Correction {
  /** Key of the argument or entry that has to hold it; absent: any place of its own. */
  readonly key?: RegExp;
  /** Of the whole text of an expression. */
  readonly from: RegExp;
  readonly to: string;
}

/** Longest expression that is taken for a constant. */
const MAX_CHARS = 300;

/**
 * Corrects all constants of some kinds at a finding: in what stands there, or in what the variable that stands there was last
 * given. Undefined where there are none.
 */
export function correctIn({ place }: Finding, corrections: readonly Correction[], title: (from: string, to: string) => string, context: FixContext): Fix | undefined {
  const from = context.editable(place.file);
  if (from === undefined) return undefined;
  const edits = correctedIn(from, place, corrections);
  const all = edits.length > 0 ? edits : variablesAt(from, place).flatMap((span) => correctedIn(from, span, corrections));
  const [first] = all;
  if (first === undefined) return undefined;
  return { title: title(from.text.slice(first.start, first.end), first.newText), level: 'suggested', edits: all };
}

/** What the variables that are handed over at a place were last given, and what made the object that is called there. */
function variablesAt(from: EditableFile, { start, end }: Place): readonly Span[] {
  const text = from.text.slice(start, end);
  const call = from.language.callsAt?.(from.tree, { start, end }).find((one) => one.start === start);
  const receiver = call === undefined ? undefined : /^(\w+)\s*\./.exec(from.text.slice(call.callee.start, call.callee.end))?.[1];
  const maker = receiver === undefined || call === undefined ? undefined : makerOf(from, receiver, call.start);
  const spans = /^\w+$/.test(text) ? [{ start, end }] : [...(call?.arguments ?? []), ...(from.language.entriesIn?.(from.tree, { start, end }) ?? []).map(({ value }) => value)];
  const seen = new Set<number>();
  return [...spans.flatMap((span) => {
    const name = from.text.slice(span.start, span.end).replace(/^\*\*/, '');
    const found = /^\w+$/.test(name) ? definitionOf(from, name, span.start)?.value : undefined;
    if (found === undefined || seen.has(found.start)) return [];
    seen.add(found.start);
    return [found];
  }), ...(maker === undefined ? [] : [maker])];
}

function correctedIn(from: EditableFile, span: Span, corrections: readonly Correction[]): readonly TextEdit[] {
  const { tree, text, file } = from;
  const edits: TextEdit[] = [];
  for (let node = firstFrom(tree, span.start); node < tree.size && tree.start[node]! < span.end;) {
    const start = tree.start[node]!;
    const end = tree.end[node]!;
    const written = start >= span.start && end <= span.end && end - start <= MAX_CHARS && tree.named[node] !== Named.comment ? text.slice(start, end) : undefined;
    const correction = written === undefined ? undefined : corrections.find(({ from: pattern, key }) => pattern.test(written) && (key === undefined || key.test(keyOf(from, { start, end }))));
    if (correction !== undefined && written !== undefined) {
      edits.push({ file, start, end, newText: written.replace(correction.from, correction.to) });
      node = tree.next[node]!;
    } else node++;
  }
  return edits;
}

/** First node that starts at an offset or later. */
function firstFrom(tree: SyntaxTree, offset: number): number {
  let node = 0;
  while (node < tree.size && tree.start[node]! < offset) node++;
  return node;
}

/** Name under which an expression is handed over: that of the entry or named argument whose value it is. */
function keyOf({ language, tree }: EditableFile, span: Span): string {
  const entry = language.entriesIn?.(tree, span).find(({ value }) => value.start === span.start && value.end === span.end);
  return entry?.key ?? '';
}

/** Writes what a finding says should stand at its place, in the last literal there that holds the wrong text as a word of its own. */
export function writeInstead({ place, instead }: Finding, context: FixContext): Fix | undefined {
  const from = context.editable(place.file);
  if (from === undefined || instead === undefined) return undefined;
  // A command may be put together of several calls, at the first of which the finding stands.
  return inSpan(from, place, instead) ?? inSpan(from, from.language.statementAt?.(from.tree, place.start) ?? place, instead);
}

function inSpan({ file, text: whole }: EditableFile, { start: from, end }: Span, instead: NonNullable<Finding['instead']>): Fix | undefined {
  const text = whole.slice(from, end);
  const word = instead.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = [...text.matchAll(new RegExp(`(?<=["'\`=\\s,])${word}(?=["'\`:,\\s]|(?<=://))`, 'g'))].at(-1);
  if (found === undefined) return undefined;
  const start = from + found.index;
  return { title: instead.title, level: 'suggested', edits: [{ file, start, end: start + instead.text.length, newText: instead.by }] };
}
