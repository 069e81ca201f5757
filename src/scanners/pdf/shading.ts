/** Colours of shadings and patterns (ISO 32000-2, 8.7) as far as a page of them can be told. */
import { apply, invert, type Matrix } from './matrix.ts';
import { difference, type Colour } from './paint.ts';

/** An axial or radial shading as pdfjs hands it out: a box or null, stops, two points. */
interface Gradient {
  readonly type: unknown;
  readonly bounded: boolean;
  /** Offset from 0 to 1; undefined colours are transparent. */
  readonly stops: readonly { readonly at: number; readonly colour: Colour | undefined }[];
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** What a filled shading looks like. */
export interface Shade {
  /** Colour at a point of the page. */
  readonly colourAt: (x: number, y: number) => Colour | undefined;
  /** It covers all of the area that it fills. */
  readonly covers: boolean;
}

/** Stops that are read; more have a few colours between which nothing new comes. */
const MAX_STOPS = 256;

function gradientOf(ir: unknown): Gradient | undefined {
  if (!Array.isArray(ir) || ir[0] !== 'RadialAxial' || !Array.isArray(ir[3])) return undefined;
  const stops = (ir[3] as readonly unknown[]).slice(0, MAX_STOPS).map((stop) => {
    const [at, hex] = Array.isArray(stop) ? stop : [];
    return { at: Number(at) || 0, colour: typeof hex === 'string' ? parseColour(hex) : undefined };
  });
  const [from, to] = [ir[4], ir[5]].map((point) => (Array.isArray(point) ? [Number(point[0]) || 0, Number(point[1]) || 0] as const : undefined));
  return from && to && stops.length > 0 ? { type: ir[1], bounded: Boolean(ir[2]), stops, from, to } : undefined;
}

/** `#rrggbb`; undefined for anything else, `transparent` among it. */
export function parseColour(hex: string): Colour | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  return match ? [parseInt(match[1]!, 16), parseInt(match[2]!, 16), parseInt(match[3]!, 16)] : undefined;
}

/** The shading `ir` painted with `matrix`; undefined for meshes and what pdfjs did not hand out. */
export function shadeOf(ir: unknown, matrix: Matrix): Shade | undefined {
  const gradient = gradientOf(ir);
  const back = invert(matrix);
  if (!gradient || !back) return undefined;
  const { type, stops, from, to, bounded } = gradient;
  const plain = uniform(gradient);
  // Circles may leave parts of the plane out.
  const covers = type === 'axial' && !bounded && stops.every(({ colour }) => colour !== undefined);
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  if (type !== 'axial' || length === 0) return { colourAt: () => plain, covers };
  return {
    covers,
    colourAt: (x, y) => {
      const [px, py] = apply(back, x, y);
      return colourOf(stops, ((px - from[0]) * dx + (py - from[1]) * dy) / length);
    },
  };
}

function colourOf(stops: Gradient['stops'], position: number): Colour | undefined {
  const at = Math.min(1, Math.max(0, position));
  let last = stops[0]!;
  for (const stop of stops) {
    if (stop.at >= at && stop !== last) {
      const part = stop.at > last.at ? Math.min(1, Math.max(0, (at - last.at) / (stop.at - last.at))) : 1;
      const [a, b] = [last.colour, stop.colour];
      return a && b ? [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part] : undefined;
    }
    last = stop;
  }
  return last.colour;
}

/** The colour of a shading that has one. */
function uniform({ stops }: Gradient): Colour | undefined {
  const first = stops[0]!.colour;
  return first && stops.every(({ colour }) => colour !== undefined && difference(colour, first) <= 8) ? first : undefined;
}

/** How text in a pattern looks: in one colour, not at all, or in a way that can't be told. */
export type PatternLook = Colour | 'nothing' | undefined;

/** The look of a pattern from the operands of pdfjs's `setFillColorN`. `names`: the operators by number. */
export function patternLook(args: readonly unknown[], names: readonly string[], shading: (id: string) => unknown): PatternLook {
  if (args[0] === 'Shading') {
    const gradient = typeof args[1] === 'string' ? gradientOf(shading(args[1])) : undefined;
    return gradient && uniform(gradient);
  }
  const list = args[2] as { readonly fnArray?: ArrayLike<number>; readonly argsArray?: ArrayLike<unknown> } | undefined;
  if (args[0] !== 'TilingPattern' || !list?.fnArray || !list.argsArray) return undefined;
  let colour: PatternLook = Array.isArray(args[1]) || typeof args[1] === 'string' ? colourOfArguments(args[1]) : [0, 0, 0];
  const first = colour;
  let paints = 0;
  for (let i = 0; i < list.fnArray.length; i++) {
    const name = names[list.fnArray[i]!] ?? '';
    if (name === 'setFillRGBColor' || name === 'setStrokeRGBColor') {
      const next = colourOfArguments(list.argsArray[i]);
      if (!next || (paints > 0 && (colour === undefined || difference(next, colour as Colour) > 8))) return undefined;
      colour = next;
    } else if (/^(?:constructPath|rawFillPath)/.test(name)) paints++;
    else if (/^(?:paint|shadingFill|showText|setFillColorN|setGState|beginGroup)/.test(name)) return undefined;
  }
  return paints === 0 ? 'nothing' : (colour ?? first);
}

function colourOfArguments(args: unknown): Colour | undefined {
  if (typeof args === 'string') return parseColour(args);
  if (!Array.isArray(args) && !ArrayBuffer.isView(args)) return undefined;
  const [first, second, third] = Array.from(args as ArrayLike<unknown>);
  if (typeof first === 'string') return parseColour(first);
  return typeof first === 'number' && typeof second === 'number' && typeof third === 'number' ? [first, second, third] : undefined;
}
