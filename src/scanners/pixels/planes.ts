/** The samples of one uncompressed frame as planes of brightness and colour. */
import type { PaletteTable } from '../dicom/image.ts';

/** One frame with what it takes to show it; can be sent to another thread. */
export interface Frame {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly signed: boolean;
  readonly planar: boolean;
  readonly photometric: string;
  readonly littleEndian: boolean;
  /** In stored values. */
  readonly window: { readonly low: number; readonly high: number } | undefined;
  readonly palette: readonly PaletteTable[] | undefined;
  /** Transfer syntax of the bytes; empty for native ones. */
  readonly compression: string;
  readonly bytes: Uint8Array;
}

/** One value a pixel, in rows from the top. */
export interface Plane { readonly width: number; readonly height: number; readonly values: Float32Array }

export interface Planes {
  /** Higher is brighter. */
  readonly brightness: Plane;
  /** Differences of colour, for images that have any: text may differ from what is behind it in colour alone. */
  readonly colours: readonly Plane[];
  /** Bits above those that viewers show, where something is in them. */
  readonly unused: Plane | undefined;
}

/** Pixels above this are averaged away before anything else: text that people can read survives that. */
export const MAX_PLANE_PIXELS = 6_000_000;

/** Bytes of one native frame; undefined for numbers that make none. */
export function frameLength({ rows, columns, samples, bitsAllocated, photometric }: Pick<Frame, 'rows' | 'columns' | 'samples' | 'bitsAllocated' | 'photometric'>): number | undefined {
  if (samples !== 1 && samples !== 3) return undefined;
  if (bitsAllocated === 1) return samples === 1 ? Math.ceil((rows * columns) / 8) : undefined;
  // Two pixels share their colour.
  if (photometric === 'YBR_FULL_422' && samples === 3) return rows * columns * 2;
  return (rows * columns * samples * bitsAllocated) / 8;
}

/** Planes of a native frame; undefined where its bytes do not suffice. */
export function planesOf(frame: Frame): Planes | undefined {
  const length = frameLength(frame);
  if (length === undefined || frame.bytes.length < length) return undefined;
  const { photometric, samples } = frame;
  if (samples === 1) {
    const stored = channel(frame, sampleReader(frame, 0));
    const unused = unusedBits(frame);
    if (photometric === 'PALETTE COLOR' && frame.palette) {
      const [red, green, blue] = frame.palette.map((table) => mapped(stored, table));
      return { ...fromRgb(red!, green!, blue!), unused };
    }
    return { brightness: photometric === 'MONOCHROME1' ? negated(stored) : stored, colours: [], unused };
  }
  const [a, b, c] = [0, 1, 2].map((index) => channel(frame, sampleReader(frame, index)));
  if (photometric.startsWith('YBR')) return { brightness: a!, colours: [b!, c!], unused: undefined };
  return { ...fromRgb(a!, b!, c!), unused: undefined };
}

/** Reads the bits of sample `index` of a pixel, without what lies above them. */
function sampleReader({ rows, columns, samples, bitsAllocated, bitsStored, signed, planar, photometric, littleEndian, bytes }: Frame, index: number): (pixel: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bitsAllocated === 1) return (pixel) => (bytes[pixel >> 3]! >> (pixel & 7)) & 1;
  if (photometric === 'YBR_FULL_422' && samples === 3) return (pixel) => bytes[(pixel >> 1) * 4 + (index === 0 ? pixel & 1 : index + 1)]!;
  const size = bitsAllocated / 8;
  const at = planar ? (pixel: number): number => (index * rows * columns + pixel) * size : (pixel: number): number => (pixel * samples + index) * size;
  const raw = bitsAllocated === 8 ? (pixel: number): number => bytes[at(pixel)]! : bitsAllocated === 16 ? (pixel: number): number => view.getUint16(at(pixel), littleEndian) : (pixel: number): number => view.getUint32(at(pixel), littleEndian);
  const shift = 32 - bitsStored;
  return signed ? (pixel) => (raw(pixel) << shift) >> shift : (pixel) => (raw(pixel) << shift) >>> shift;
}

/** A plane of one sample, averaged down where the image is large. */
function channel({ rows, columns }: Pick<Frame, 'rows' | 'columns'>, sample: (pixel: number) => number): Plane {
  const factor = Math.ceil(Math.sqrt((rows * columns) / MAX_PLANE_PIXELS));
  const width = Math.max(1, Math.floor(columns / factor));
  const height = Math.max(1, Math.floor(rows / factor));
  const values = new Float32Array(width * height);
  for (let y = 0; y < height * factor && y < rows; y++) {
    const out = Math.floor(y / factor) * width;
    for (let x = 0; x < width * factor && x < columns; x++) values[out + Math.floor(x / factor)]! += sample(y * columns + x);
  }
  if (factor > 1) for (let i = 0; i < values.length; i++) values[i]! /= factor * factor;
  return { width, height, values };
}

/** What lies in the bits that are allocated and not stored, unless it is nothing or the sign. */
function unusedBits(frame: Frame): Plane | undefined {
  const { rows, columns, bitsAllocated, bitsStored } = frame;
  if (bitsAllocated <= 1 || bitsStored >= bitsAllocated) return undefined;
  const raw = sampleReader({ ...frame, bitsStored: bitsAllocated, signed: false }, 0);
  const sign = 2 ** (bitsStored - 1);
  const full = 2 ** (bitsAllocated - bitsStored) - 1;
  const above = (pixel: number): number => {
    const value = raw(pixel);
    const high = Math.floor(value / 2 ** bitsStored);
    return high === full && Math.floor(value / sign) % 2 === 1 ? 0 : high;
  };
  for (let pixel = 0; pixel < rows * columns; pixel++) if (above(pixel) !== 0) return channel(frame, above);
  return undefined;
}

const combined = (of: Plane, value: (index: number) => number): Plane => ({ ...of, values: of.values.map((_, index) => value(index)) });
const negated = (plane: Plane): Plane => combined(plane, (i) => -plane.values[i]!);

function mapped(stored: Plane, { entries, first, bits, data }: PaletteTable): Plane {
  const isWide = data.length >= entries * 2;
  const most = 2 ** (isWide ? (bits > 8 ? 16 : bits) : 8) - 1;
  return combined(stored, (i) => {
    const index = Math.max(0, Math.min(entries - 1, Math.round(stored.values[i]!) - first));
    const value = isWide ? (data[index * 2] ?? 0) | ((data[index * 2 + 1] ?? 0) << 8) : (data[index] ?? 0);
    return (value / most) * 255;
  });
}

/** ITU-R BT.601 luma, and how far red and blue are from it. */
function fromRgb(red: Plane, green: Plane, blue: Plane): Pick<Planes, 'brightness' | 'colours'> {
  const brightness = combined(red, (i) => 0.299 * red.values[i]! + 0.587 * green.values[i]! + 0.114 * blue.values[i]!);
  return { brightness, colours: [red, blue].map((plane) => combined(plane, (i) => plane.values[i]! - brightness.values[i]!)) };
}
