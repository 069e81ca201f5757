/** The object syntax of PDF (ISO 32000-2, 7.3): a lenient tokenizer and parser over bytes. */
import { MAX_DEPTH } from '../limits.ts';

export type Cos = null | boolean | number | CosName | CosString | CosRef | CosArray | CosDict | CosWord;
export interface CosName { readonly kind: 'name'; readonly value: string }
/** `value` holds one byte in each UTF-16 unit. */
export interface CosString { readonly kind: 'string'; readonly value: string }
export interface CosRef { readonly kind: 'ref'; readonly number: number; readonly generation: number }
export interface CosArray { readonly kind: 'array'; readonly items: readonly Cos[] }
export interface CosDict { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, Cos> }
/** A keyword: `obj`, `stream`, an operator of a content stream. */
export interface CosWord { readonly kind: 'word'; readonly value: string }

const WHITE = new Uint8Array(256);
for (const c of [0, 9, 10, 12, 13, 32]) WHITE[c] = 1;
const DELIMITER = new Uint8Array(256);
for (const c of '()<>[]{}/%') DELIMITER[c.charCodeAt(0)] = 1;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Longest string that is kept; the rest is skipped. */
const MAX_STRING = 1 << 20;

/** Longest name or keyword that is kept. */
const MAX_WORD = 4_096;

/** Reads objects one after the other. Never throws; broken syntax gives null or a word. */
export class CosReader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Moves behind white space and comments. */
  skip(): void {
    const { bytes, end } = this;
    while (this.at < end) {
      const c = bytes[this.at]!;
      if (WHITE[c]) this.at++;
      else if (c === 0x25) while (this.at < end && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at++;
      else return;
    }
  }

  /** The next object; undefined at the end. */
  next(depth = 0): Cos | undefined {
    this.skip();
    const { bytes } = this;
    if (this.at >= this.end) return undefined;
    const c = bytes[this.at]!;
    if (c === 0x2f) return this.name();
    if (c === 0x28) return this.literal();
    if (c === 0x3c) return bytes[this.at + 1] === 0x3c ? this.dict(depth) : this.hex();
    if (c === 0x5b) return this.array(depth);
    if (DELIMITER[c]) {
      const size = c === 0x3e && bytes[this.at + 1] === 0x3e ? 2 : 1;
      this.at += size;
      return { kind: 'word', value: size === 2 ? '>>' : String.fromCharCode(c) };
    }
    const word = this.word();
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return this.numberOrRef(Number(word));
    return word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : { kind: 'word', value: word };
  }

  private word(): string {
    const { bytes, end } = this;
    const start = this.at;
    while (this.at < end && !WHITE[bytes[this.at]!] && !DELIMITER[bytes[this.at]!]) this.at++;
    return text(bytes, start, Math.min(this.at, start + MAX_WORD));
  }

  private numberOrRef(value: number): Cos {
    const { bytes, end } = this;
    if (!Number.isInteger(value) || value < 0) return value;
    // Looks ahead for `G R`.
    let at = this.at;
    while (at < end && WHITE[bytes[at]!]) at++;
    const first = at;
    while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39 && at - first < 6) at++;
    if (at === first) return value;
    const generation = Number(text(bytes, first, at));
    const gap = at;
    while (at < end && WHITE[bytes[at]!]) at++;
    if (at === gap || bytes[at] !== 0x52 || (at + 1 < end && !WHITE[bytes[at + 1]!] && !DELIMITER[bytes[at + 1]!])) return value;
    this.at = at + 1;
    return { kind: 'ref', number: value, generation };
  }

  private name(): CosName {
    this.at++;
    const raw = this.word();
    return { kind: 'name', value: raw.includes('#') ? raw.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : raw };
  }

  private literal(): CosString {
    const { bytes, end } = this;
    const parts: string[] = [];
    let depth = 1;
    this.at++;
    while (this.at < end) {
      const c = bytes[this.at++]!;
      if (c === 0x28) depth++;
      else if (c === 0x29 && --depth === 0) break;
      if (parts.length >= MAX_STRING) continue;
      if (c !== 0x5c) parts.push(String.fromCharCode(c));
      else parts.push(this.escape());
    }
    return { kind: 'string', value: parts.join('') };
  }

  private escape(): string {
    const { bytes } = this;
    const c = bytes[this.at++];
    if (c === undefined) return '';
    if (c === 13) {
      if (bytes[this.at] === 10) this.at++;
      return '';
    }
    if (c === 10) return '';
    if (c >= 0x30 && c <= 0x37) {
      let value = c - 0x30;
      for (let i = 0; i < 2 && bytes[this.at]! >= 0x30 && bytes[this.at]! <= 0x37; i++) value = value * 8 + bytes[this.at++]! - 0x30;
      return String.fromCharCode(value & 0xff);
    }
    const letter = String.fromCharCode(c);
    return ESCAPES[letter] ?? letter;
  }

  private hex(): CosString {
    const { bytes, end } = this;
    this.at++;
    const parts: string[] = [];
    let high = -1;
    while (this.at < end) {
      const c = bytes[this.at++]!;
      if (c === 0x3e) break;
      const digit = c >= 0x30 && c <= 0x39 ? c - 0x30 : c >= 0x41 && c <= 0x46 ? c - 0x37 : c >= 0x61 && c <= 0x66 ? c - 0x57 : -1;
      if (digit < 0) continue;
      if (high < 0) high = digit;
      else {
        if (parts.length < MAX_STRING) parts.push(String.fromCharCode(high * 16 + digit));
        high = -1;
      }
    }
    if (high >= 0) parts.push(String.fromCharCode(high * 16));
    return { kind: 'string', value: parts.join('') };
  }

  private array(depth: number): CosArray {
    this.at++;
    const items: Cos[] = [];
    while (this.at < this.end) {
      this.skip();
      if (this.bytes[this.at] === 0x5d) {
        this.at++;
        break;
      }
      const before = this.at;
      const item = depth < MAX_DEPTH ? this.next(depth + 1) : undefined;
      if (item === undefined) break;
      if (isWord(item) && (item.value === 'endobj' || item.value === 'stream' || item.value === '>>')) {
        this.at = before;
        break;
      }
      items.push(item);
    }
    return { kind: 'array', items };
  }

  private dict(depth: number): CosDict {
    this.at += 2;
    const entries = new Map<string, Cos>();
    while (this.at < this.end) {
      this.skip();
      if (this.bytes[this.at] === 0x3e) {
        this.at += this.bytes[this.at + 1] === 0x3e ? 2 : 1;
        break;
      }
      const before = this.at;
      const key = depth < MAX_DEPTH ? this.next(depth + 1) : undefined;
      if (key === undefined) break;
      if (isWord(key) && (key.value === 'endobj' || key.value === 'stream')) {
        this.at = before;
        break;
      }
      if (!isName(key)) continue;
      this.skip();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) continue;
      const value = this.next(depth + 1);
      if (value === undefined) break;
      entries.set(key.value, value);
    }
    return { kind: 'dict', entries };
  }
}

const kindOf = (cos: Cos | undefined): string | undefined => (typeof cos === 'object' && cos !== null ? cos.kind : undefined);
export const isName = (cos: Cos | undefined): cos is CosName => kindOf(cos) === 'name';
export const isString = (cos: Cos | undefined): cos is CosString => kindOf(cos) === 'string';
export const isRef = (cos: Cos | undefined): cos is CosRef => kindOf(cos) === 'ref';
export const isArray = (cos: Cos | undefined): cos is CosArray => kindOf(cos) === 'array';
export const isDict = (cos: Cos | undefined): cos is CosDict => kindOf(cos) === 'dict';
export const isWord = (cos: Cos | undefined): cos is CosWord => kindOf(cos) === 'word';

/** All dictionaries of a value, itself included; those behind references are not. */
export function visitDicts(cos: Cos | undefined, visit: (dict: CosDict) => void): void {
  if (isDict(cos)) {
    visit(cos);
    for (const value of cos.entries.values()) visitDicts(value, visit);
  } else if (isArray(cos)) for (const item of cos.items) visitDicts(item, visit);
}

/** Up to this length, adding single characters is faster than spreading. */
const SHORT_TEXT = 32;

/** Bytes as a string of one unit a byte. */
export function text(bytes: Uint8Array, start: number, end: number): string {
  let out = '';
  if (end - start <= SHORT_TEXT) {
    for (let at = start; at < end && at < bytes.length; at++) out += String.fromCharCode(bytes[at]!);
    return out;
  }
  for (let at = start; at < end; at += 8192) out += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 8192)));
  return out;
}

/** PDFDocEncoding where it differs from Latin-1 and matters for text. */
const DOC_ENCODING: Readonly<Record<number, string>> = { 0x80: '•', 0x84: '—', 0x85: '–', 0x8d: '“', 0x8e: '”', 0x8f: '‘', 0x90: '’', 0x93: 'fi', 0x94: 'fl', 0xa0: '€' };

/** A text string (7.9.2.2): UTF-16, UTF-8 with a mark, or PDFDocEncoding. */
export function textString(value: string): string {
  if (value.startsWith('\xfe\xff')) return wide(value, 0).replace(/\u001b[^\u001b]{0,8}\u001b/g, '');
  if (value.startsWith('\xff\xfe')) return wide(value, 1);
  const bytes = Uint8Array.from(value, (c) => c.charCodeAt(0));
  if (value.startsWith('\xef\xbb\xbf')) return new TextDecoder().decode(bytes);
  if (/[\x80-\xff]/.test(value)) {
    // Writers that put bare UTF-8 here are common.
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return value.replace(/[\x80-\xa0]/g, (c) => DOC_ENCODING[c.charCodeAt(0)] ?? c);
    }
  }
  return value;
}

function wide(value: string, low: 0 | 1): string {
  const units: string[] = [];
  for (let i = 2; i + 1 < value.length; i += 2) units.push(String.fromCharCode((value.charCodeAt(i + low) << 8) | value.charCodeAt(i + 1 - low)));
  return units.join('');
}
