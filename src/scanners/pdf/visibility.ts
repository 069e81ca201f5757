/**
 * Whether a person can see a run of text. The principle: a run is hidden if the page would look the same without it. Text below or
 * over a scanned image that shows ink in the same place is the layer that makes a scan searchable; it repeats what can be seen.
 */
import { blended, letsThrough } from './blend.ts';
import { apply, area, contains, intersect, share, type Box } from './matrix.ts';
import { after, behind, buries, covers, difference, mix, pixelAt, type Paint } from './paint.ts';
import type { PageContent, Run } from './page.ts';

/** Channel difference, of 255, that is not seen on paper or screen. */
const UNSEEN_DIFFERENCE = 20;

/** Points on a page as large as a letter. Microprint on banknotes is about 0.7. */
const UNREADABLE_POINTS = 1.1;

/** Longer side of an A4 page in points: a viewer fits the page to the window, so text is as large as its part of the page. */
const USUAL_SIDE = 842;

/** Opacity below which nothing is seen. */
const UNSEEN_OPACITY = 0.06;

/** Part of a run that has to be inside the page and the clip to be seen at all: words that an edge cuts are seen in part. */
const SEEN_SHARE = 0.03;

export interface PageFacts {
  /** The part of the page that is shown, in page space. */
  readonly view: Box;
  /** Points of one unit. */
  readonly userUnit: number;
}

/** Why a run can't be seen, in words; undefined for text that can. */
export function hiddenBecause(run: Run, page: PageContent, facts: PageFacts): string | undefined {
  const reason = unseen(run, page, facts);
  return reason !== undefined && overScan(run, page, facts) ? undefined : reason;
}

function unseen(run: Run, { paints, runs }: PageContent, { view, userUnit }: PageFacts): string | undefined {
  if (run.layerOff) return 'in a layer that is switched off';
  if (run.alpha < UNSEEN_OPACITY) return 'fully transparent';
  if (run.blankGlyphs) return 'set in a font whose glyphs paint nothing';
  const scale = Math.max(1, USUAL_SIDE / Math.max(1, view.x1 - view.x0, view.y1 - view.y0));
  const letters = Math.max(1, [...run.text.trim()].length);
  const pitch = (Math.abs(run.advance) / letters) * Math.hypot(run.matrix[0], run.matrix[1]);
  if (run.size * userUnit * scale < UNREADABLE_POINTS) return `${round(run.size * userUnit)} points tall`;
  if (!run.vertical && letters > 4 && pitch * userUnit * scale < UNREADABLE_POINTS / 6) return 'squeezed to a line';
  if (!(area(run.box) > 0)) return undefined;
  if (outside(run.box, view)) return 'off the page';
  // Long values of form fields are cut off by their field, where a person scrolls to them.
  if (!run.annotation && outside(run.box, intersect(view, run.clip))) return 'clipped away';
  if (run.mode === 3) return 'text render mode 3 (invisible)';
  const later = after(paints, run.order);
  // Mode 7 makes the letters a clip: they are seen where something is painted through them.
  if (run.mode === 7 && !later.some((p) => share(run.box, p.box) > SEEN_SHARE)) return 'text render mode 7 (clip only) with nothing painted';
  const points = samples(run).filter(([x, y]) => contains(view, x, y) && contains(run.clip, x, y));
  if (points.length === 0) return undefined;
  if (run.masks.some((mask) => points.every(([x, y]) => letsThrough(mask, x, y) < UNSEEN_OPACITY))) return 'masked away';
  if (run.mode !== 7 && points.every(([x, y]) => later.some((p) => !run.annotation && buries(p, x, y)))) return 'covered by what is painted over it';
  const ink = run.mode === 1 || run.mode === 5 ? run.stroke : run.mode === 2 || run.mode === 6 ? (run.stroke && run.fill && difference(run.stroke, run.fill) <= UNSEEN_DIFFERENCE ? run.fill : undefined) : run.fill;
  if (!ink || run.mode === 7) return undefined;
  const merges = points.every(([x, y]) => {
    const ground = behind(paints, run.order, x, y);
    if (ground === undefined || (ground.bare && later.some((p) => p.blends && covers(p, x, y)))) return false;
    const shown = ground.bare ? ink : blended(run.blend, ink, ground.colour);
    return shown !== undefined && difference(mix(shown, ground.colour, Math.min(1, run.alpha)), ground.colour) <= UNSEEN_DIFFERENCE;
  });
  return merges && !layered(run, runs) ? 'in the colour of its background' : undefined;
}

/** Runs before one that are looked at for the lower layer of its letters. */
const LAYERS_BACK = 256;

/** Whether letters of another colour stand below these ones, as in outlined lettering and symbols of several colours. */
function layered(run: Run, runs: readonly Run[]): boolean {
  const index = indexOf(runs, run.order);
  for (let i = index - 1; i >= Math.max(0, index - LAYERS_BACK); i--) {
    const below = runs[i]!;
    const near = Math.hypot(below.matrix[4] - run.matrix[4], below.matrix[5] - run.matrix[5]) <= run.size * 0.3 && below.text.length === run.text.length;
    // Single symbols are set over their neighbours, too.
    if ((near || (run.text.length === 1 && share(run.box, below.box) > 0.2)) && Math.abs(below.size - run.size) <= run.size * 0.3 && !below.layerOff && below.mode !== 3 && below.alpha > 0.5 && differs(below, run)) return true;
  }
  return false;
}

/** Index of the run at an order; runs are sorted by it. */
function indexOf(runs: readonly Run[], order: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle]!.order < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether two runs have other colours, outlines counted. */
function differs(a: Run, b: Run): boolean {
  const [x, y] = [a.mode === 1 ? a.stroke : a.fill, b.mode === 1 ? b.stroke : b.fill];
  return x === undefined || y === undefined || difference(x, y) > UNSEEN_DIFFERENCE || (a.mode === 2 && a.stroke !== undefined && difference(a.stroke, y) > UNSEEN_DIFFERENCE);
}

const outside = (box: Box, frame: Box): boolean => share(box, frame) < SEEN_SHARE;

const round = (points: number): string => String(Math.round(points * 100) / 100);

/** Heights at which a run is looked at, as parts of its own: a line through the middle of the letters does not hide them. */
const HEIGHTS = [0.12, 0.3, 0.48] as const;

/** Points along a run at three heights of its small letters, in page space. */
function samples({ matrix, advance, vertical, size }: Run): readonly (readonly [number, number])[] {
  const height = Math.min(size / (Math.hypot(matrix[2], matrix[3]) || 1), Math.abs(advance));
  return [0.04, 0.25, 0.5, 0.75, 0.96].flatMap((part) =>
    vertical ? [apply(matrix, 0, advance * part)] : HEIGHTS.map((level) => apply(matrix, advance * part, height * level)));
}

/** Ink below a searchable layer: pixels that differ this much. */
const INK_DIFFERENCE = 40;

/** Whether an image shows ink where the run stands. Images whose pixels are not at hand count as scans. */
function overScan(run: Run, { paints }: PageContent, { view }: PageFacts): boolean {
  if (run.layerOff) return false;
  const shown = (p: Paint): number => share(run.box, intersect(p.box, view));
  const images = paints.filter((p) => p.kind === 'image' && shown(p) > 0.5);
  const strips = images.length > 0 ? images : paints.filter((p) => p.kind === 'image' && shown(p) > 0.1);
  return strips.some((image) => hasInk(image, run.box));
}

const GRID = 12;

function hasInk(image: Paint, box: Box): boolean {
  if (image.image?.pixels() === undefined) return true;
  const frame = intersect(box, image.box);
  // A little around the run: recognised words stand a few points off.
  const pad = (frame.y1 - frame.y0) * 0.5;
  let first: readonly [number, number, number] | undefined;
  for (let i = 0; i <= GRID * 4; i++) {
    for (let j = 0; j <= GRID; j++) {
      const x = frame.x0 + ((frame.x1 - frame.x0) * i) / (GRID * 4);
      const y = frame.y0 - pad + ((frame.y1 - frame.y0 + 2 * pad) * j) / GRID;
      if (!contains(image.box, x, y)) continue;
      const pixel = pixelAt(image, x, y);
      if (!pixel) return true;
      first ??= pixel;
      if (difference(first, pixel) > INK_DIFFERENCE) return true;
    }
  }
  return false;
}
