import type { ByteSource } from './bytes.ts';

/** Part of a source, where it lies in the whole. */
interface Piece { readonly start: number; readonly end: number; readonly source: ByteSource; readonly from: number }

/**
 * A file that is put together from parts of other sources: a changed copy costs what was changed and not what was kept. Every change
 * gives a new one; the sources are read, never written.
 */
export class Pieces implements ByteSource {
  readonly length: number;
  private readonly pieces: readonly Piece[];

  private constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
    this.length = pieces.at(-1)?.end ?? 0;
  }

  /** The sources, one after the other. */
  static of(...sources: readonly ByteSource[]): Pieces {
    return new Pieces(inRow(sources.map((source) => ({ source, from: 0, length: source.length }))));
  }

  /** The same with the bytes of `[start, end)` replaced; what is longer or shorter moves what follows. */
  replaced(start: number, end: number, by: ByteSource): Pieces {
    return new Pieces(inRow([...this.parts(0, start), { source: by, from: 0, length: by.length }, ...this.parts(end, this.length)]));
  }

  read(start: number, end: number, buffer?: Uint8Array): Uint8Array {
    const from = Math.max(0, start);
    const parts = this.parts(from, end);
    const [only] = parts;
    if (only === undefined) return new Uint8Array(0);
    if (parts.length === 1) return only.source.read(only.from, only.from + only.length, buffer);
    const out = new Uint8Array(Math.min(end, this.length) - from);
    let at = 0;
    for (const part of parts) {
      const bytes = part.source.read(part.from, part.from + part.length);
      out.set(bytes, at);
      at += bytes.length;
      // A source that is shorter than it said ends what can be read.
      if (bytes.length < part.length) return out.subarray(0, at);
    }
    return out;
  }

  /** What the bytes of `[start, end)` are made of. */
  private parts(start: number, end: number): Part[] {
    const found: Part[] = [];
    for (let i = this.at(start); i < this.pieces.length; i++) {
      const piece = this.pieces[i]!;
      if (piece.start >= end) break;
      const from = Math.max(start, piece.start);
      found.push({ source: piece.source, from: piece.from + from - piece.start, length: Math.min(end, piece.end) - from });
    }
    return found;
  }

  /** Index of the piece that holds an offset. */
  private at(offset: number): number {
    let low = 0;
    for (let high = this.pieces.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.pieces[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Part { readonly source: ByteSource; readonly from: number; readonly length: number }

function inRow(parts: readonly Part[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const { source, from, length } of parts) {
    if (length <= 0) continue;
    pieces.push({ start, end: start + length, source, from });
    start += length;
  }
  return pieces;
}

/** `length` times the same byte. */
export const constantSource = (byte: number, length: number): ByteSource => ({
  length,
  read: (start, end) => new Uint8Array(Math.max(0, Math.min(length, end) - Math.max(0, start))).fill(byte),
});
