/** Decoders of stream filters (ISO 32000-2, 7.4) beside Flate, and predictors. None gives more than `limit` bytes, none throws. */

/** A buffer that grows up to a limit. */
class Output {
  private bytes: Uint8Array;
  private size = 0;
  private readonly limit: number;

  constructor(expected: number, limit: number) {
    this.bytes = new Uint8Array(Math.min(limit, Math.max(64, expected)));
    this.limit = limit;
  }

  /** False where there is no more room. */
  push(byte: number): boolean {
    if (this.size === this.bytes.length && !this.grow()) return false;
    this.bytes[this.size++] = byte;
    return true;
  }

  done(): Uint8Array {
    return this.bytes.subarray(0, this.size);
  }

  private grow(): boolean {
    if (this.size >= this.limit) return false;
    const bigger = new Uint8Array(Math.min(this.limit, this.bytes.length * 2));
    bigger.set(this.bytes);
    this.bytes = bigger;
    return true;
  }
}

const hexDigit = (c: number): number => (c >= 0x30 && c <= 0x39 ? c - 0x30 : c >= 0x41 && c <= 0x46 ? c - 0x37 : c >= 0x61 && c <= 0x66 ? c - 0x57 : -1);

export function asciiHex(data: Uint8Array, limit: number): Uint8Array {
  const out = new Output(data.length >> 1, limit);
  let high = -1;
  for (const c of data) {
    if (c === 0x3e) break;
    const digit = hexDigit(c);
    if (digit < 0) continue;
    if (high < 0) high = digit;
    else {
      if (!out.push(high * 16 + digit)) break;
      high = -1;
    }
  }
  if (high >= 0) out.push(high * 16);
  return out.done();
}

export function ascii85(data: Uint8Array, limit: number): Uint8Array {
  const out = new Output(data.length, limit);
  const group = [0, 0, 0, 0, 0];
  let count = 0;
  const flush = (): void => {
    let value = 0;
    for (let i = 0; i < 5; i++) value = value * 85 + (i < count ? group[i]! : 84);
    for (let i = 0; i < count - 1; i++) out.push(Math.floor(value / 2 ** (24 - 8 * i)) & 0xff);
    count = 0;
  };
  for (const c of data) {
    if (c === 0x7e) break;
    if (c === 0x7a && count === 0) for (let i = 0; i < 4; i++) out.push(0);
    else if (c >= 0x21 && c <= 0x75) {
      group[count++] = c - 0x21;
      if (count === 5) flush();
    }
  }
  if (count > 1) flush();
  return out.done();
}

export function runLength(data: Uint8Array, limit: number): Uint8Array {
  const out = new Output(data.length * 2, limit);
  for (let at = 0; at < data.length; ) {
    const length = data[at++]!;
    if (length === 128) break;
    const repeated = length > 128;
    for (let i = repeated ? 257 - length : length + 1; i > 0 && at < data.length; i--) {
      if (!out.push(data[at]!)) return out.done();
      if (!repeated) at++;
    }
    if (repeated) at++;
  }
  return out.done();
}

const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/** `early`: the width of codes grows one code before it has to, which is the default of PDF. */
export function lzw(data: Uint8Array, limit: number, early: boolean): Uint8Array {
  const out = new Output(data.length * 3, limit);
  // An entry is the entry before it and one more byte.
  const prefix = new Uint16Array(MOST_CODES);
  const last = new Uint8Array(MOST_CODES);
  const stack = new Uint8Array(MOST_CODES);
  let next = 258;
  let width = 9;
  let previous = -1;
  let first = 0;
  let buffer = 0;
  let bits = 0;
  for (const byte of data) {
    buffer = ((buffer << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (buffer >> bits) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = 258;
      width = 9;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0)) break;
    // The entry that is being made by this very code ends with the byte that it begins with.
    let depth = 0;
    let at = code;
    if (code === next) {
      stack[depth++] = first;
      at = previous;
    }
    while (at >= 258) {
      stack[depth++] = last[at]!;
      at = prefix[at]!;
    }
    first = at;
    stack[depth++] = first;
    while (depth > 0) if (!out.push(stack[--depth]!)) return out.done();
    if (previous >= 0 && next < MOST_CODES) {
      prefix[next] = previous;
      last[next] = first;
      next++;
    }
    previous = code;
    const reached = next + (early ? 1 : 0);
    width = reached > 2047 ? 12 : reached > 1023 ? 11 : reached > 511 ? 10 : 9;
  }
  return out.done();
}

export interface Predictor { readonly predictor: number; readonly colors: number; readonly bits: number; readonly columns: number }

/** Undoes PNG prediction, and TIFF prediction of whole bytes; other data stay as they are. */
export function unpredicted(data: Uint8Array, { predictor, colors, bits, columns }: Predictor): Uint8Array {
  const pixel = Math.max(1, (colors * bits + 7) >> 3);
  const row = (colors * bits * columns + 7) >> 3;
  if (!(row > 0) || row > data.length + 1) return data;
  if (predictor === 2 && bits === 8) {
    const out = data.slice();
    for (let at = 0; at < out.length; at++) if (at % row >= colors) out[at] = (out[at]! + out[at - colors]!) & 0xff;
    return out;
  }
  if (predictor < 10) return data;
  const out = new Uint8Array(Math.ceil(data.length / (row + 1)) * row);
  let size = 0;
  for (let at = 0; at < data.length; at += row + 1) {
    const kind = data[at]!;
    const length = Math.min(row, data.length - at - 1);
    for (let i = 0; i < length; i++) {
      const left = i >= pixel ? out[size + i - pixel]! : 0;
      const up = size >= row ? out[size + i - row]! : 0;
      const corner = i >= pixel && size >= row ? out[size + i - row - pixel]! : 0;
      out[size + i] = data[at + 1 + i]! + (kind === 1 ? left : kind === 2 ? up : kind === 3 ? (left + up) >> 1 : kind === 4 ? paeth(left, up, corner) : 0);
    }
    size += length;
  }
  return out.subarray(0, size);
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
