/** The frames of an image, one by one. */
import type { ByteRange } from '../artifact.ts';
import type { ImageDescription, Overlay } from '../dicom/image.ts';
import { MAX_FRAME_BYTES } from '../limits.ts';
import { frameLength, type Frame } from './planes.ts';

/** Fragments of one frame on average that are looked through for its start. */
const MAX_FRAGMENTS = 64;

/** Frame numbers in an order in which every part of the image comes soon: first, last, middle, quarters, … */
export function* frameOrder(count: number): Generator<number> {
  const given = new Set<number>();
  const take = function* (index: number): Generator<number> {
    if (given.has(index)) return;
    given.add(index);
    yield index;
  };
  yield* take(0);
  yield* take(count - 1);
  for (let step = 2; given.size < count; step *= 2) {
    for (let part = 1; part < step; part += 2) yield* take(Math.floor((part * count) / step));
    // Finer than one frame: the rest one after the other.
    if (step > count) for (let index = 0; index < count; index++) yield* take(index);
  }
}

/** One frame, counted from 0; or why there is none. */
export function frameAt(image: ImageDescription, index: number): Frame | { readonly missing: string } {
  const uncompressed = frameLength(image);
  if (uncompressed === undefined) return { missing: `${image.samples} samples of ${image.bitsAllocated} bits make no image` };
  const ranges = image.fragments ? encapsulated(image, index) : native(image, index);
  if (ranges === undefined || ranges.length === 0) return { missing: 'where it lies can not be told' };
  const length = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  if (length > MAX_FRAME_BYTES || uncompressed > MAX_FRAME_BYTES) return { missing: `it is larger than ${MAX_FRAME_BYTES >> 20} MB` };
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const { start, end } of ranges) {
    bytes.set(image.read(start, end), at);
    at += end - start;
  }
  const { rows, columns, samples, bitsAllocated, bitsStored, signed, planar, photometric, littleEndian, palette, window, slope, intercept } = image;
  const stored = (value: number): number => (value - intercept) / slope;
  const ends = window && [stored(window.center - window.width / 2), stored(window.center + window.width / 2)];
  return {
    rows, columns, samples, bitsAllocated, bitsStored, signed, planar, photometric, littleEndian, palette, bytes,
    compression: image.fragments ? image.transferSyntax : '',
    window: ends && { low: Math.min(...ends), high: Math.max(...ends) },
  };
}

/** An overlay as a frame of single bits. */
export function overlayFrame({ rows, columns, data }: Overlay, { read }: ImageDescription): Frame {
  return {
    rows, columns, samples: 1, bitsAllocated: 1, bitsStored: 1, signed: false, planar: false, photometric: 'MONOCHROME2', littleEndian: true, palette: undefined, compression: '',
    window: undefined, bytes: read(data.start, Math.min(data.end, data.start + Math.ceil((rows * columns) / 8))),
  };
}

function native(image: ImageDescription, index: number): readonly ByteRange[] | undefined {
  const length = frameLength(image);
  if (length === undefined || image.native === undefined) return undefined;
  // Frames of single bits follow each other without a gap.
  if (image.bitsAllocated === 1 && index > 0 && (image.rows * image.columns) % 8 !== 0) return undefined;
  const start = image.native.start + index * length;
  return start + length > image.native.end ? undefined : [{ start, end: start + length }];
}

/** Without an offset table a frame begins where a fragment does that starts like a JPEG or JPEG 2000 image. */
function byStart(fragments: readonly ByteRange[], frames: number, index: number, read: ImageDescription['read']): readonly ByteRange[] | undefined {
  if (fragments.length > frames * MAX_FRAGMENTS) return undefined;
  const starts = fragments.flatMap(({ start }, at) => {
    const [first, second] = read(start, start + 2);
    return first === 0xff && (second === 0xd8 || second === 0x4f) ? [at] : [];
  });
  return starts.length === frames ? fragments.slice(starts[index], starts[index + 1]) : undefined;
}

/** By the offset table where a frame may have several fragments (PS3.5 A.4). */
function encapsulated({ fragments: all = [], frames, read }: ImageDescription, index: number): readonly ByteRange[] | undefined {
  const [table, ...fragments] = all;
  if (frames === 1) return index === 0 ? fragments : undefined;
  if (fragments.length === frames) return fragments.slice(index, index + 1);
  if (table === undefined || fragments[0] === undefined) return undefined;
  if (table.end - table.start < frames * 4) return byStart(fragments, frames, index, read);
  const bytes = read(table.start, table.start + frames * 4);
  const offset = (frame: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(frame * 4, true);
  // Offsets count from the tag of the first fragment's item, eight bytes before its value.
  const base = fragments[0].start - 8;
  const from = base + offset(index);
  const to = index + 1 < frames ? base + offset(index + 1) : Infinity;
  return fragments.filter(({ start }) => start - 8 >= from && start - 8 < to);
}
