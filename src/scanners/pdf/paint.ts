/** What a page paints: areas with their colour, in order, so that one can ask what lies behind or over a point. */
import { apply, contains, invert, type Box, type Matrix } from './matrix.ts';

/** Red, green, blue from 0 to 255. */
export type Colour = readonly [number, number, number];

export const WHITE: Colour = [255, 255, 255];

/** Decoded pixels of an image as pdfjs hands them out. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 1: one bit a pixel, 2: RGB, 3: RGBA. */
  readonly kind: number;
  readonly data: ArrayLike<number>;
}

/** The outline of an area in page space: closed polygons. */
export type Outline = readonly (readonly number[])[];

export interface Paint {
  readonly order: number;
  /** The area lies in this box, clip included. */
  readonly box: Box;
  readonly kind: 'area' | 'image';
  /** One known colour all over; undefined for patterns, shadings, stencils, blends. */
  readonly colour: Colour | undefined;
  /** The colour at a point, where it is not one all over. */
  readonly colourAt?: (x: number, y: number) => Colour | undefined;
  /** From 0 to 1. */
  readonly alpha: number;
  /** What is below can't be seen. False where a mask or a blend mode plays a part. */
  readonly opaque: boolean;
  /** The same at a point, for images with opacity of their own. */
  readonly opaqueAt?: (x: number, y: number) => boolean;
  /** A blend mode is at work: over bare paper it paints as it is, over what is painted it does not. */
  readonly blends: boolean;
  /** Undefined: the whole box. */
  readonly outline: (() => Outline) | undefined;
  readonly evenOdd: boolean;
  readonly image?: { readonly matrix: Matrix; readonly pixels: () => Pixels | undefined };
}

/** Whether what is below a point can't be seen for a paint. */
export const buries = (paint: Paint, x: number, y: number): boolean => covers(paint, x, y) && (paint.opaque || paint.opaqueAt?.(x, y) === true);

/** Whether a paint touches a point. */
export function covers(paint: Paint, x: number, y: number): boolean {
  if (!contains(paint.box, x, y)) return false;
  return paint.outline === undefined || inside(paint.outline(), x, y, paint.evenOdd);
}

function inside(outline: Outline, x: number, y: number, evenOdd: boolean): boolean {
  let winding = 0;
  for (const points of outline) {
    const n = points.length;
    for (let i = 0; i < n; i += 2) {
      const x0 = points[i]!;
      const y0 = points[i + 1]!;
      const x1 = points[(i + 2) % n]!;
      const y1 = points[(i + 3) % n]!;
      if (y0 <= y === y1 <= y) continue;
      if (x0 + ((y - y0) / (y1 - y0)) * (x1 - x0) > x) winding += y1 > y0 ? 1 : -1;
    }
  }
  return evenOdd ? winding % 2 !== 0 : winding !== 0;
}

/** Straight pieces that stand for one curve. */
const CURVE_STEPS = 6;

/** Flattens a path of pdfjs (`DrawOPS`) and moves it into page space. */
export function flatten(path: ArrayLike<number>, matrix: Matrix): Outline {
  const outline: number[][] = [];
  let current: number[] = [];
  let x = 0;
  let y = 0;
  const point = (px: number, py: number): void => void current.push(...apply(matrix, px, py));
  for (let i = 0; i < path.length; ) {
    const op = path[i++];
    if (op === 0) {
      if (current.length >= 6) outline.push(current);
      current = [];
      point((x = path[i++]!), (y = path[i++]!));
    } else if (op === 1) point((x = path[i++]!), (y = path[i++]!));
    else if (op === 2) {
      const [x1, y1, x2, y2, x3, y3] = [path[i]!, path[i + 1]!, path[i + 2]!, path[i + 3]!, path[i + 4]!, path[i + 5]!];
      i += 6;
      for (let step = 1; step <= CURVE_STEPS; step++) {
        const t = step / CURVE_STEPS;
        const s = 1 - t;
        const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
        point(a * x + b * x1 + c * x2 + d * x3, a * y + b * y1 + c * y2 + d * y3);
      }
      x = x3;
      y = y3;
    } else if (op === 3) {
      point(path[i]!, path[i + 1]!);
      point((x = path[i + 2]!), (y = path[i + 3]!));
      i += 4;
    }
  }
  if (current.length >= 6) outline.push(current);
  return outline;
}

/** Number of the pixel of an image that lies at a point of the page. */
function pixelIndex({ width, height }: Pixels, matrix: Matrix, x: number, y: number): { readonly column: number; readonly row: number } | undefined {
  const back = invert(matrix);
  if (!back) return undefined;
  const [u, v] = apply(back, x, y);
  return { column: Math.min(width - 1, Math.max(0, Math.floor(u * width))), row: Math.min(height - 1, Math.max(0, Math.floor((1 - v) * height))) };
}

/** Opacity, of 255, from which a pixel lets nothing through. */
const OPAQUE_PIXEL = 243;

/** Whether the pixel of an image with opacity of its own lets nothing through. */
export function opaquePixel(pixels: Pixels, matrix: Matrix, x: number, y: number): boolean {
  const at = pixelIndex(pixels, matrix, x, y);
  return at !== undefined && (pixels.data[(at.row * pixels.width + at.column) * 4 + 3] ?? 0) >= OPAQUE_PIXEL;
}

/** The colour of an image at a point of the page; undefined where its pixels are not at hand. */
export function pixelAt(paint: Paint, x: number, y: number): Colour | undefined {
  const pixels = paint.image?.pixels();
  const place = pixels && pixelIndex(pixels, paint.image!.matrix, x, y);
  if (!pixels || !place) return undefined;
  const { column, row } = place;
  const { data, kind, width } = pixels;
  if (kind === 1) {
    const byte = data[row * ((width + 7) >> 3) + (column >> 3)];
    if (byte === undefined) return undefined;
    const level = byte & (0x80 >> (column & 7)) ? 255 : 0;
    return [level, level, level];
  }
  const size = kind === 2 ? 3 : 4;
  const at = (row * width + column) * size;
  const [r, g, b] = [data[at], data[at + 1], data[at + 2]];
  return r === undefined || g === undefined || b === undefined ? undefined : [r, g, b];
}

/** Index of the last paint before `order` (paints are sorted). */
function before(paints: readonly Paint[], order: number): number {
  let low = 0;
  let high = paints.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paints[middle]!.order < order) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What lies behind a point. */
export interface Ground {
  readonly colour: Colour;
  /** Nothing is painted there: blend modes find nothing to blend with (ISO 32000-2, 11.3.5, 11.4.7). */
  readonly bare: boolean;
}

/** What is behind a point for what is painted at `order`; undefined where it can't be told. `paper`: where nothing is painted. */
export function behind(paints: readonly Paint[], order: number, x: number, y: number, paper: Colour = WHITE): Ground | undefined {
  const layers: { colour: Colour; alpha: number }[] = [];
  let base: Colour | undefined = paper;
  let bare = true;
  for (let i = before(paints, order); i >= 0; i--) {
    const paint = paints[i]!;
    if (!covers(paint, x, y)) continue;
    bare = false;
    const colour = paint.kind === 'image' ? pixelAt(paint, x, y) : (paint.colourAt?.(x, y) ?? paint.colour);
    if (!colour || (!paint.opaque && paint.alpha >= 1 && paint.opaqueAt?.(x, y) !== true)) {
      base = undefined;
      break;
    }
    if (paint.alpha >= 0.99) {
      base = colour;
      break;
    }
    layers.push({ colour, alpha: paint.alpha });
  }
  if (!base) return undefined;
  return { bare, colour: layers.reduceRight<Colour>((below, { colour, alpha }) => mix(colour, below, alpha), base) };
}

/** `top` with an opacity over `below`. */
export const mix = (top: Colour, below: Colour, alpha: number): Colour => [0, 1, 2].map((i) => top[i]! * alpha + below[i]! * (1 - alpha)) as unknown as Colour;

/** The largest difference of a channel. */
export const difference = (a: Colour, b: Colour): number => Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));

/** Paints after `order`. */
export const after = (paints: readonly Paint[], order: number): readonly Paint[] => paints.slice(before(paints, order + 0.5) + 1);
