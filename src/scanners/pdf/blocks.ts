/** Puts the runs of a page together to what a reader gets: blocks of lines, visible and hidden ones apart. */
import type { ArtifactText } from '../artifact.ts';
import { apply } from './matrix.ts';
import type { Run } from './page.ts';

/** A run, its number on the page from 1, and why it can't be seen. */
export interface Span { readonly run: Run; readonly number: number; readonly hidden: string | undefined }

/** Consecutive spans that are read as one. */
export interface Block { readonly text: string; readonly first: number; readonly hidden: string | undefined }

/** Characters after which a block is cut even where the page goes on. */
const MAX_BLOCK = 4_000;

/** Blocks in the order of painting. A change of visibility or a wide gap between lines begins a new one. */
export function blocksOf(spans: readonly Span[]): readonly Block[] {
  const blocks: { text: string; first: number; hidden: string | undefined }[] = [];
  // Hidden text is often strewn between visible text: each kind continues its own block.
  const open = new Map<string, { block: { text: string }; last: Run }>();
  for (const { run, number, hidden } of spans) {
    const key = hidden ?? '';
    const previous = open.get(key);
    const glue = previous && previous.block.text.length < MAX_BLOCK ? between(previous.last, run) : undefined;
    if (previous && glue !== undefined) {
      previous.block.text += (/\s$/.test(previous.block.text) || /^\s/.test(run.text) ? '' : glue) + run.text;
      previous.last = run;
      continue;
    }
    const block = { text: run.text, first: number, hidden };
    blocks.push(block);
    open.set(key, { block, last: run });
  }
  return blocks;
}

/** Texts of a page for the screen. */
export function pageTexts(blocks: readonly Block[], page: number): ArtifactText[] {
  return blocks.map(({ text, first, hidden }) => ({
    text, where: `page ${page} / span ${first}`, label: `${hidden ? 'Hidden text' : 'Text'} on page ${page}`, channel: 'value', visibility: hidden ? 'hidden' : 'shown', facts: hidden ? [hidden] : [], group: `page ${page}`,
  }));
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
