/** Pictures of a frame for reading: as a viewer shows it, and with contrast that makes faint letters stand out. */
import type { Frame, Plane, Planes } from './planes.ts';

/** An image of eight bits, dark letters on a light ground where that could be told. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** How a person would come to see what is on it. */
  readonly view: 'shown' | 'stretched' | 'colour' | 'unused bits';
}

/** Share of pixels at each end of the range that a viewer's automatic window cuts off. */
const TAIL = 0.002;

/** Deviations from the mean of the surroundings that fill the range of the stretched picture. */
const DEVIATIONS = 2;

/** The spread of surroundings that are all but even: what differs less than a quarter of a level is rounding. */
const LEAST_SPREAD = 0.25;

/** Deviations of the noise that count as the spread at least. */
const ABOVE_NOISE = 4;

/** Half the side of the surroundings in pixels: a few letters. */
const RADIUS = 20;

/** Pictures that are narrower are enlarged, since letters of a few pixels are not read. */
const NARROW = 1_000;
const NARROWER = 400;

/** Colours that vary less than this many of 255 levels are compression noise. */
const COLOURLESS = 4;

/** All pictures of a frame that may show text. Empty for a frame of one value. */
export function picturesOf(frame: Frame, planes: Planes): readonly Picture[] {
  const { brightness, colours, unused } = planes;
  const pictures: Picture[] = [];
  const { low, high } = rangeOf(brightness.values, TAIL);
  if (rangeOf(brightness.values, 0).high > rangeOf(brightness.values, 0).low) {
    const window = frame.window && planes.colours.length === 0 ? (frame.photometric === 'MONOCHROME1' ? { low: -frame.window.high, high: -frame.window.low } : frame.window) : { low, high };
    pictures.push(picture(brightness, 'shown', (i) => (brightness.values[i]! - window.low) / Math.max(1e-6, window.high - window.low)));
    // Black and white has no more contrast to show.
    if (frame.bitsAllocated > 1) pictures.push(stretched(brightness, 'stretched'));
  }
  for (const colour of colours) {
    const range = rangeOf(colour.values, 0);
    if (range.high - range.low >= COLOURLESS) pictures.push(stretched(colour, 'colour'));
  }
  if (unused) pictures.push(stretched(unused, 'unused bits'));
  return pictures;
}

/** Each pixel by how much it differs from its surroundings, in terms of how much those vary; noise alone stays pale. */
function stretched(plane: Plane, view: Picture['view']): Picture {
  const { width, values } = plane;
  const { mean, variance } = surroundings(plane);
  const noise = noiseOf(plane);
  return picture(plane, view, (i) => {
    const spread = Math.max(LEAST_SPREAD, Math.sqrt(variance[i]!), ABOVE_NOISE * noise(i % width, Math.floor(i / width)));
    return ((values[i]! - mean[i]!) / spread / DEVIATIONS + 1) / 2;
  });
}

/** Side in pixels of the squares whose noise is estimated. */
const TILE = 32;

/**
 * Standard deviation of the noise around a pixel. In each tile the second differences in both directions (which a gradient does
 * not have) are sorted; the one at 30 % is 0.385 deviations of theirs from zero, and edges of letters are among the larger ones.
 */
function noiseOf({ width, height, values }: Plane): (x: number, y: number) => number {
  const across = Math.ceil(width / TILE);
  const down = Math.ceil(height / TILE);
  const levels = new Float32Array(across * down);
  const differences = new Float32Array(TILE * TILE);
  for (let tile = 0; tile < levels.length; tile++) {
    const left = Math.max(1, (tile % across) * TILE);
    const top = Math.max(1, Math.floor(tile / across) * TILE);
    let count = 0;
    for (let y = top; y < Math.min(height - 1, top + TILE); y++) {
      for (let x = left; x < Math.min(width - 1, left + TILE); x++) {
        const at = y * width + x;
        const sides = values[at - 1]! + values[at + 1]! + values[at - width]! + values[at + width]!;
        const corners = values[at - width - 1]! + values[at - width + 1]! + values[at + width - 1]! + values[at + width + 1]!;
        differences[count++] = Math.abs(4 * values[at]! - 2 * sides + corners);
      }
    }
    // The differences of independent values deviate six times as much as those.
    levels[tile] = count === 0 ? 0 : differences.subarray(0, count).sort()[Math.floor(count * 0.3)]! / (6 * 0.385);
  }
  return (x, y) => {
    const tx = Math.max(0, Math.min(across - 1, (x - TILE / 2) / TILE));
    const ty = Math.max(0, Math.min(down - 1, (y - TILE / 2) / TILE));
    const [x0, y0] = [Math.floor(tx), Math.floor(ty)];
    const [x1, y1] = [Math.min(across - 1, x0 + 1), Math.min(down - 1, y0 + 1)];
    const row = (r: number): number => levels[r * across + x0]! * (1 - tx + x0) + levels[r * across + x1]! * (tx - x0);
    return row(y0) * (1 - ty + y0) + row(y1) * (ty - y0);
  };
}

/** Mean and variance of the square around each pixel, by summed tables. */
function surroundings({ width, height, values }: Plane): { mean: Float32Array; variance: Float32Array } {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  const squares = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let sum = 0;
    let square = 0;
    for (let x = 0; x < width; x++) {
      const value = values[y * width + x]!;
      sum += value;
      square += value * value;
      const at = (y + 1) * stride + x + 1;
      sums[at] = sums[at - stride]! + sum;
      squares[at] = squares[at - stride]! + square;
    }
  }
  const mean = new Float32Array(width * height);
  const variance = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - RADIUS) * stride;
    const bottom = Math.min(height, y + RADIUS + 1) * stride;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - RADIUS);
      const right = Math.min(width, x + RADIUS + 1);
      const area = ((bottom - top) / stride) * (right - left);
      const total = (table: Float64Array): number => (table[bottom + right]! - table[bottom + left]! - table[top + right]! + table[top + left]!) / area;
      const average = total(sums);
      mean[y * width + x] = average;
      variance[y * width + x] = Math.max(0, total(squares) - average * average);
    }
  }
  return { mean, variance };
}

/** Turns 0…1 into eight bits, light ground below, enlarged where small. */
function picture({ width, height }: Plane, view: Picture['view'], level: (index: number) => number): Picture {
  const small = new Uint8Array(width * height);
  for (let i = 0; i < small.length; i++) small[i] = Math.max(0, Math.min(255, Math.round(level(i) * 255)));
  if (median(small) < 128) for (let i = 0; i < small.length; i++) small[i] = 255 - small[i]!;
  const factor = Math.max(width, height) < NARROWER ? 3 : Math.max(width, height) < NARROW ? 2 : 1;
  return { ...enlarged(small, width, height, factor), view };
}

function median(values: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value]!++;
  let seen = 0;
  for (let value = 0; value < 256; value++) if ((seen += counts[value]!) * 2 >= values.length) return value;
  return 255;
}

/** Bilinear. */
function enlarged(pixels: Uint8Array, width: number, height: number, factor: number): { width: number; height: number; pixels: Uint8Array } {
  if (factor === 1) return { width, height, pixels };
  const out = new Uint8Array(width * factor * height * factor);
  for (let y = 0; y < height * factor; y++) {
    const sy = Math.min(height - 1, Math.max(0, (y + 0.5) / factor - 0.5));
    const y0 = Math.floor(sy);
    const y1 = Math.min(height - 1, y0 + 1);
    for (let x = 0; x < width * factor; x++) {
      const sx = Math.min(width - 1, Math.max(0, (x + 0.5) / factor - 0.5));
      const x0 = Math.floor(sx);
      const x1 = Math.min(width - 1, x0 + 1);
      const upper = pixels[y0 * width + x0]! * (x1 === x0 ? 1 : x0 + 1 - sx) + pixels[y0 * width + x1]! * (x1 === x0 ? 0 : sx - x0);
      const lower = pixels[y1 * width + x0]! * (x1 === x0 ? 1 : x0 + 1 - sx) + pixels[y1 * width + x1]! * (x1 === x0 ? 0 : sx - x0);
      out[y * width * factor + x] = Math.round(upper * (y0 + 1 - sy) + lower * (sy - y0));
    }
  }
  return { width: width * factor, height: height * factor, pixels: out };
}

/** The values between which all but a share of `tail` at each end lie, by a histogram of 4,096 steps. */
function rangeOf(values: Float32Array, tail: number): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (tail === 0 || high <= low) return { low, high };
  const counts = new Uint32Array(4096);
  const step = (high - low) / 4095;
  for (const value of values) counts[Math.floor((value - low) / step)]!++;
  const cut = values.length * tail;
  let first = 0;
  for (let seen = counts[0]!; first < 4095 && seen <= cut; seen += counts[++first]!);
  let last = 4095;
  for (let seen = counts[4095]!; last > first && seen <= cut; seen += counts[--last]!);
  return { low: low + first * step, high: low + Math.max(last, first + 1) * step };
}
