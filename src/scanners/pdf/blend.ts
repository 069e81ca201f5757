/** Blend modes and soft masks (ISO 32000-2, 11.3.5, 11.5), as far as they decide whether a text can be seen. */
import { behind, covers, type Colour, type Paint } from './paint.ts';

/** The mode of ordinary painting, as pdfjs names it. */
export const NORMAL = 'source-over';

/** More modes at once than can be followed. */
export const UNKNOWN_BLEND = 'unknown';

/** One channel of each separable mode: `s` is painted over `b`, both from 0 to 1. */
const CHANNEL: Readonly<Record<string, (b: number, s: number) => number>> = {
  multiply: (b, s) => b * s,
  screen: (b, s) => b + s - b * s,
  darken: (b, s) => Math.min(b, s),
  lighten: (b, s) => Math.max(b, s),
  overlay: (b, s) => hardLight(s, b),
  'hard-light': (b, s) => hardLight(b, s),
  'color-dodge': (b, s) => (b === 0 ? 0 : s >= 1 ? 1 : Math.min(1, b / (1 - s))),
  'color-burn': (b, s) => (b >= 1 ? 1 : s <= 0 ? 0 : 1 - Math.min(1, (1 - b) / s)),
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
};

function hardLight(b: number, s: number): number {
  return s <= 0.5 ? b * 2 * s : b + (2 * s - 1) - b * (2 * s - 1);
}

/** What `ink` becomes on `ground`; undefined for modes that mix the channels. */
export function blended(mode: string, ink: Colour, ground: Colour): Colour | undefined {
  if (mode === NORMAL) return ink;
  const channel = Object.hasOwn(CHANNEL, mode) ? CHANNEL[mode] : undefined;
  return channel && ([0, 1, 2].map((i) => channel(ground[i]! / 255, ink[i]! / 255) * 255) as unknown as Colour);
}

/** What a soft mask lets through: by the brightness of what its group paints, or by its opacity. */
export interface SoftMask {
  readonly luminosity: boolean;
  /** Colour below the group. */
  readonly backdrop: Colour;
  readonly paints: Paint[];
  /** Text, a transfer function or lines play a part: nothing is known of it. */
  vague: boolean;
}

/** Part of what is painted that a mask lets through at a point, from 0 to 1; 1 where it can't be told. */
export function letsThrough(mask: SoftMask, x: number, y: number): number {
  if (mask.vague) return 1;
  if (!mask.luminosity) return mask.paints.reduce((rest, paint) => (covers(paint, x, y) ? rest + (1 - rest) * paint.alpha : rest), 0);
  const ground = behind(mask.paints, Infinity, x, y, mask.backdrop);
  if (ground === undefined) return 1;
  const [red, green, blue] = ground.colour;
  return (0.3 * red + 0.59 * green + 0.11 * blue) / 255;
}
