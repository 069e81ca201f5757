/** Puts the runs of a page together to what a reader gets: blocks of lines, visible and hidden ones apart. */
import type { ArtifactText } from '../artifact.ts';
import { apply } from './matrix.ts';
import type { Run } from './page.ts';

/** A run, its number on the page from 1, and why it can't be seen. */
export interface Span { readonly run: Run; readonly number: number; readonly hidden: string | undefined }

/** Consecutive spans that are read as one. */
export interface Block {
  readonly text: string;
  readonly first: number;
  readonly hidden: string | undefined;
  /** Its spans, with the offset in `text` behind each. */
  readonly spans: readonly { readonly span: Span; readonly end: number }[];
}

/** A text of a page, with the spans that it is made of. */
export interface Passage { readonly text: ArtifactText; readonly spans: readonly Span[] }

/** A block that goes on. */
interface Open { text: string; readonly first: number; readonly hidden: string | undefined; readonly spans: { readonly span: Span; readonly end: number }[] }

/** Characters after which a block is cut even where the page goes on. */
const MAX_BLOCK = 4_000;

/** Blocks in the order of painting. A change of visibility or a wide gap between lines begins a new one. */
export function blocksOf(spans: readonly Span[]): readonly Block[] {
  const blocks: Open[] = [];
  // Hidden text is often strewn between visible text: each kind continues its own block.
  const open = new Map<string, { block: Open; last: Run }>();
  for (const span of spans) {
    const { run, number, hidden } = span;
    const key = hidden ?? '';
    const previous = open.get(key);
    const glue = previous && previous.block.text.length < MAX_BLOCK ? between(previous.last, run) : undefined;
    if (previous && glue !== undefined) {
      previous.block.text += (/\s$/.test(previous.block.text) || /^\s/.test(run.text) ? '' : glue) + run.text;
      previous.block.spans.push({ span, end: previous.block.text.length });
      previous.last = run;
      continue;
    }
    const block: Open = { text: run.text, first: number, hidden, spans: [{ span, end: run.text.length }] };
    blocks.push(block);
    open.set(key, { block, last: run });
  }
  return blocks;
}

/**
 * A passage goes on to the end of the sentence in which it reaches this many characters. The screen adds up evidence, so a page of
 * prose at once would collect enough of it by chance.
 */
const PASSAGE = 160;

/** Longest passage, where no sentence ends. */
const LONGEST_PASSAGE = 480;

/**
 * Characters of a page up to which it is read as a report or form: its passages are also looked at together. Fuller pages are
 * papers, manuals and books, whose prose speaks of machines, users and instructions all the time: only what speaks to a model counts.
 */
const SHORT_PAGE = 1_600;

/** Characters of the text of a page. */
export const lengthOf = (blocks: readonly Block[]): number => blocks.reduce((n, b) => n + b.text.length, 0);

/** Whether the pages are those of a paper, manual or book, whose last page may well be short. */
export const isProse = (pages: readonly (readonly Block[])[]): boolean => pages.reduce((n, blocks) => n + lengthOf(blocks), 0) > SHORT_PAGE * pages.length;

/** Texts of a page for the screen. Each is placed at the span in which it begins. `prose`: the file is a paper, manual or book. */
export function pageTexts(blocks: readonly Block[], page: number, prose: boolean): Passage[] {
  const together = !prose && lengthOf(blocks) <= SHORT_PAGE;
  // As much hidden text as a page of a paper holds is what a cut-out leaves of one.
  const cutOut = lengthOf(blocks.filter(({ hidden }) => hidden !== undefined)) > SHORT_PAGE;
  return blocks.flatMap(({ text, hidden, spans }) => {
    let start = 0;
    let from = 0;
    return passages(text).map((passage): Passage => {
      const end = start + passage.length;
      while (from < spans.length - 1 && spans[from]!.end <= start) from++;
      const within: Span[] = [];
      for (let i = from; i < spans.length && (i === from || spans[i - 1]!.end < end); i++) within.push(spans[i]!.span);
      const where = `page ${page} / span ${spans[from]!.span.number}`;
      const group = together ? `page ${page}` : `${where} at ${start}`;
      start = end;
      return {
        spans: within,
        text: { text: passage, where, label: `${hidden ? 'Hidden text' : 'Text'} on page ${page}`, channel: together || (hidden && !cutOut) ? 'value' : 'definition', visibility: hidden ? 'hidden' : 'shown', facts: hidden ? [hidden] : [], group },
      };
    });
  });
}

/** Cuts a text at ends of sentences into passages of a few lines. */
function passages(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(/[.!?:;]["”’)]?\s|[。！？؟।]|\n\s*\n/g)) {
    const end = index + mark.length;
    while (end - start > LONGEST_PASSAGE) {
      const cut = cutAt(text, start);
      found.push(text.slice(start, cut));
      start = cut;
    }
    if (end - start < PASSAGE) continue;
    found.push(text.slice(start, end));
    start = end;
  }
  while (text.length - start > LONGEST_PASSAGE) {
    const cut = cutAt(text, start);
    found.push(text.slice(start, cut));
    start = cut;
  }
  if (start < text.length) found.push(text.slice(start));
  return found;
}

/** The last space within the longest passage. */
function cutAt(text: string, start: number): number {
  const space = Math.max(text.lastIndexOf(' ', start + LONGEST_PASSAGE), text.lastIndexOf('\n', start + LONGEST_PASSAGE));
  return space > start ? space + 1 : start + LONGEST_PASSAGE;
}

/** What stands between two runs: nothing, a space, a line end; undefined where a new block begins. */
function between(a: Run, b: Run): string | undefined {
  const size = Math.max(a.size, b.size, 0.01);
  const [ax, ay] = apply(a.matrix, a.vertical ? 0 : a.advance, a.vertical ? a.advance : 0);
  const [bx, by] = apply(b.matrix, 0, 0);
  // Distance along and across the writing direction of the first run.
  const length = Math.hypot(a.matrix[0], a.matrix[1]) || 1;
  const [ux, uy] = [a.matrix[0] / length, a.matrix[1] / length];
  const along = (bx - ax) * ux + (by - ay) * uy;
  const across = Math.abs(-(bx - ax) * uy + (by - ay) * ux);
  if (a.vertical || b.vertical) return Math.hypot(bx - ax, by - ay) < size * 3 ? '' : '\n';
  if (across < size * 0.4) {
    if (Math.abs(along) < size * 0.15) return '';
    return along < size * 4 && along > -size ? ' ' : '\n';
  }
  return across < size * 2.6 ? '\n' : undefined;
}
