/**
 * Random access to the bytes of one file. A file in memory is one window; a large file is read in windows by the host, so that the
 * scanners never hold more than a window and the values they look at.
 */
export interface ByteSource {
  readonly length: number;
  /**
   * The bytes of `[start, end)`; shorter only where the file ends. The result may be a view and is not to be changed or kept. Where a
   * buffer that is large enough is given, they may be in it: who reads much and keeps nothing makes no garbage.
   */
  read(start: number, end: number, buffer?: Uint8Array): Uint8Array;
}

/** A file that is in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { length: bytes.length, read: (start, end) => bytes.subarray(Math.max(0, start), Math.min(bytes.length, end)) };
}

/** Bytes that are read at a time: the header of an image fits. */
const WINDOW = 1 << 14;

/**
 * Reads integers and slices at any offset through one moving window. Reading behind the end gives zeros for integers and short
 * slices; callers check offsets against `length` where it matters.
 */
export class ByteReader {
  readonly length: number;
  littleEndian = true;
  private readonly source: ByteSource;
  private window: Uint8Array;
  private view: DataView;
  private base = 0;

  constructor(source: ByteSource, whole?: Uint8Array) {
    this.source = source;
    this.length = source.length;
    this.window = whole ?? source.read(0, WINDOW);
    this.view = new DataView(this.window.buffer, this.window.byteOffset, this.window.byteLength);
  }

  /** Moves the window so that `[at, at + size)` lies in it; false behind the end of the file. */
  private ensure(at: number, size: number): boolean {
    if (at >= this.base && at + size <= this.base + this.window.length) return true;
    if (at < 0 || at + size > this.length) return false;
    this.window = this.source.read(at, Math.min(this.length, at + WINDOW));
    this.view = new DataView(this.window.buffer, this.window.byteOffset, this.window.byteLength);
    this.base = at;
    return size <= this.window.length;
  }

  u8(at: number): number {
    return this.ensure(at, 1) ? this.view.getUint8(at - this.base) : 0;
  }

  u16(at: number): number {
    return this.ensure(at, 2) ? this.view.getUint16(at - this.base, this.littleEndian) : 0;
  }

  u32(at: number): number {
    return this.ensure(at, 4) ? this.view.getUint32(at - this.base, this.littleEndian) : 0;
  }

  /** The bytes of `[start, end)`, a view where they lie in the window. */
  slice(start: number, end: number): Uint8Array {
    const to = Math.min(end, this.length);
    if (to <= start) return new Uint8Array(0);
    if (start >= this.base && to <= this.base + this.window.length) return this.window.subarray(start - this.base, to - this.base);
    return this.source.read(start, to);
  }
}
