/** Inflate (RFC 1951) with caps, because a scanner must stop a bomb before it has grown. No dependency on the host. */

export interface Inflated {
  readonly bytes: Uint8Array;
  /** `ok`, `capped` at the limit, or `damaged`: what was read until there is in `bytes`. */
  readonly end: 'ok' | 'capped' | 'damaged';
  /** Input bytes that were used. */
  readonly consumed: number;
}

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Canonical Huffman code: number of codes of each length, and the symbols in code order. */
interface Huffman { readonly count: Uint16Array; readonly symbol: Uint16Array }

class Damaged extends Error {}

function huffman(lengths: Uint8Array): Huffman {
  const count = new Uint16Array(16);
  for (const l of lengths) count[l]!++;
  count[0] = 0;
  const offset = new Uint16Array(16);
  for (let i = 1; i < 15; i++) offset[i + 1] = offset[i]! + count[i]!;
  const symbol = new Uint16Array(lengths.length);
  lengths.forEach((l, s) => {
    if (l !== 0) symbol[offset[l]!++] = s;
  });
  return { count, symbol };
}

const FIXED_LITERALS = huffman(Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)));
const FIXED_DISTANCES = huffman(new Uint8Array(30).fill(5));

/** Inflates raw deflate data up to `limit` bytes of output. Never throws. */
export function inflateRaw(input: Uint8Array, limit: number): Inflated {
  let out = new Uint8Array(Math.min(limit, Math.max(1024, input.length * 4)));
  let size = 0;
  let at = 0;
  let bitBuffer = 0;
  let bitCount = 0;
  let capped = false;

  const bits = (n: number): number => {
    while (bitCount < n) {
      if (at >= input.length) throw new Damaged();
      bitBuffer |= input[at++]! << bitCount;
      bitCount += 8;
    }
    const value = bitBuffer & ((1 << n) - 1);
    bitBuffer >>>= n;
    bitCount -= n;
    return value;
  };
  const decode = ({ count, symbol }: Huffman): number => {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      const n = count[length]!;
      if (code - n < first) return symbol[index + code - first]!;
      index += n;
      first = (first + n) << 1;
      code <<= 1;
    }
    throw new Damaged();
  };
  const room = (n: number): boolean => {
    if (size + n > limit) {
      capped = true;
      return false;
    }
    if (size + n > out.length) {
      const bigger = new Uint8Array(Math.min(limit, Math.max(out.length * 2, size + n)));
      bigger.set(out.subarray(0, size));
      out = bigger;
    }
    return true;
  };
  const codes = (literals: Huffman, distances: Huffman): void => {
    for (;;) {
      const symbol = decode(literals);
      if (symbol < 256) {
        if (!room(1)) return;
        out[size++] = symbol;
      } else if (symbol === 256) return;
      else {
        const s = symbol - 257;
        if (s >= 29) throw new Damaged();
        const length = LENGTH_BASE[s]! + bits(LENGTH_EXTRA[s]!);
        const d = decode(distances);
        if (d >= 30) throw new Damaged();
        const distance = DISTANCE_BASE[d]! + bits(DISTANCE_EXTRA[d]!);
        if (distance > size) throw new Damaged();
        if (!room(length)) return;
        for (let i = 0; i < length; i++, size++) out[size] = out[size - distance]!;
      }
    }
  };

  try {
    for (let last = 0; last === 0 && !capped; ) {
      last = bits(1);
      const type = bits(2);
      if (type === 0) {
        bitBuffer = 0;
        bitCount = 0;
        if (at + 4 > input.length) throw new Damaged();
        const length = input[at]! | (input[at + 1]! << 8);
        if ((length ^ 0xffff) !== (input[at + 2]! | (input[at + 3]! << 8))) throw new Damaged();
        at += 4;
        const part = input.subarray(at, at + length);
        if (!room(part.length)) break;
        out.set(part, size);
        size += part.length;
        at += length;
        if (part.length < length) throw new Damaged();
      } else if (type === 1) codes(FIXED_LITERALS, FIXED_DISTANCES);
      else if (type === 2) {
        const literalCount = bits(5) + 257;
        const distanceCount = bits(5) + 1;
        const codeCount = bits(4) + 4;
        const lengths = new Uint8Array(320);
        for (let i = 0; i < codeCount; i++) lengths[CODE_ORDER[i]!] = bits(3);
        const lengthCode = huffman(lengths.slice(0, 19));
        lengths.fill(0);
        for (let i = 0; i < literalCount + distanceCount; ) {
          const symbol = decode(lengthCode);
          if (symbol < 16) lengths[i++] = symbol;
          else {
            if (symbol === 16 && i === 0) throw new Damaged();
            const value = symbol === 16 ? lengths[i - 1]! : 0;
            const times = symbol === 16 ? 3 + bits(2) : symbol === 17 ? 3 + bits(3) : 11 + bits(7);
            if (i + times > literalCount + distanceCount) throw new Damaged();
            lengths.fill(value, i, i + times);
            i += times;
          }
        }
        codes(huffman(lengths.slice(0, literalCount)), huffman(lengths.slice(literalCount, literalCount + distanceCount)));
      } else throw new Damaged();
    }
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return { bytes: out.subarray(0, size), end: 'damaged', consumed: at };
  }
  return { bytes: out.subarray(0, size), end: capped ? 'capped' : 'ok', consumed: at };
}

/** Inflates gzip (RFC 1952), zlib (RFC 1950) or, failing both headers, raw data. */
export function inflateAny(input: Uint8Array, limit: number): Inflated {
  if (input[0] === 0x1f && input[1] === 0x8b) {
    let at = 10;
    const flags = input[3] ?? 0;
    if (flags & 4) at += 2 + ((input[at] ?? 0) | ((input[at + 1] ?? 0) << 8));
    for (const flag of [8, 16]) {
      if (flags & flag) {
        while (at < input.length && input[at] !== 0) at++;
        at++;
      }
    }
    if (flags & 2) at += 2;
    return inflateRaw(input.subarray(at), limit);
  }
  const isZlib = (input[0]! & 15) === 8 && ((input[0]! << 8) | (input[1] ?? 0)) % 31 === 0;
  return inflateRaw(isZlib ? input.subarray(2) : input, limit);
}
