/** Encoded text inside text: base64, hex, binary, decimal and escape sequences, decoded so that the screen can read them. */
import { base64Run } from '../base64.ts';
import { inflateAny } from '../inflate.ts';
import { MAX_DECODED_RUNS } from '../limits.ts';

export interface Decoded {
  readonly encoding: 'base64' | 'hex' | 'binary' | 'decimal' | 'percent' | 'entities' | 'unicode-escapes' | 'quoted-printable' | 'base32' | 'gzip' | 'morse';
  readonly text: string;
  /** Range of the encoded run. */
  readonly start: number;
  readonly end: number;
}

/** A decoded run must be at least this long to say anything. */
const SHORTEST = 8;

/** Bytes that a compressed run may grow to. */
const MAX_RUN_BYTES = 1 << 18;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const utf16 = new TextDecoder('utf-16le');

/** Text of decoded bytes, if text is what they are. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length < SHORTEST) return undefined;
  let text: string;
  if (bytes[1] === 0 && bytes[3] === 0 && bytes[5] === 0) text = utf16.decode(bytes);
  else {
    try {
      text = utf8.decode(bytes);
    } catch {
      return undefined;
    }
  }
  let printable = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x20 || c === 9 || c === 10 || c === 13) printable++;
  }
  return printable >= text.length * 0.97 && /\p{L}{2}/u.test(text) ? text : undefined;
}

const BASE64 = /(?<![A-Za-z0-9+/=_-])(?:[A-Za-z0-9+/_-]{4}(?:\s{0,2})){3,}(?:[A-Za-z0-9+/_-]{2}==|[A-Za-z0-9+/_-]{3}=|[A-Za-z0-9+/_-]{1,3})?(?![A-Za-z0-9+/])/g;
const BASE32 = /(?<![A-Z2-7=])(?:[A-Z2-7]{8}){2,}(?:[A-Z2-7]{2}={6}|[A-Z2-7]{4}={4}|[A-Z2-7]{5}={3}|[A-Z2-7]{7}=)?(?![A-Z2-7])/g;
const HEX = /(?<![0-9A-Fa-f])(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[\s,:;-]?){10,}/g;
const BINARY = /(?<![01])(?:[01]{8}[\s,]{0,2}){8,}(?![01])/g;
const DECIMAL = /(?<!\d)(?:(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])[\s,;]{1,2}){10,}(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])(?!\d)/g;
const PERCENT = /(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9+._~-]){0,2000}(?:%[0-9A-Fa-f]{2}[A-Za-z0-9+._~-]{0,40}){3,}/g;
const ENTITIES = /(?:&(?:#\d{2,6}|#x[0-9A-Fa-f]{2,6}|lt|gt|amp|quot|nbsp|apos);[^&]{0,24}){4,}/g;
const ESCAPES = /(?:(?:\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}|\\[0-7]{3}|U\+[0-9A-Fa-f]{4}\s?)[^\\]{0,3}){6,}/g;
const QUOTED = /(?:[\x21-\x3c\x3e-\x7e ]{0,30}=[0-9A-F]{2}){5,}[\x21-\x3c\x3e-\x7e ]*/g;
const MORSE = /(?:[.\-·–]{1,6}[ /|]{1,3}){14,}[.\-·–]{1,6}/g;

const MORSE_LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  'a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----.'
    .split(' ')
    .map((pair) => [pair.slice(1), pair[0]!]),
);

/** Every run of a text that decodes to text. Runs that decode to anything else (images, keys, hashes) are left out. */
export function decodeRuns(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  const add = (encoding: Decoded['encoding'], match: RegExpExecArray, decoded: string | undefined): void => {
    if (decoded !== undefined && decoded.trim().length >= SHORTEST && decoded !== match[0]) found.push({ encoding, text: decoded, start: match.index, end: match.index + match[0].length });
  };
  const each = (pattern: RegExp, act: (match: RegExpExecArray) => void): void => {
    let count = 0;
    for (const match of text.matchAll(pattern)) {
      if (++count > MAX_DECODED_RUNS) return;
      act(match as RegExpExecArray);
    }
  };
  each(BASE64, (m) => {
    const run = m[0].replace(/\s/g, '');
    // Words are base64 too: a run with a gap must look like wrapped lines, and case must change or digits occur.
    if (!/[A-Z]/.test(run) || !/[a-z]/.test(run)) return;
    if (/\s/.test(m[0].trim())) {
      for (const part of m[0].trim().split(/\s+/)) if (part.length >= 12) add('base64', m, base64Text(part, add, m));
    }
    add('base64', m, base64Text(run, add, m));
  });
  each(BASE32, (m) => {
    if (/\d/.test(m[0]) || m[0].includes('=')) add('base32', m, textOf(base32(m[0])));
  });
  each(HEX, (m) => {
    const digits = m[0].replace(/0x|\\x|[^0-9A-Fa-f]/g, '');
    add('hex', m, textOf(hexBytes(digits)));
  });
  each(BINARY, (m) => add('binary', m, textOf(Uint8Array.from(m[0].match(/[01]{8}/g) ?? [], (b) => parseInt(b, 2)))));
  each(DECIMAL, (m) => add('decimal', m, textOf(Uint8Array.from(m[0].match(/\d+/g) ?? [], Number))));
  if (text.includes('%')) each(PERCENT, (m) => add('percent', m, percent(m[0])));
  if (text.includes('&')) each(ENTITIES, (m) => add('entities', m, entities(m[0])));
  if (text.includes('\\') || text.includes('U+')) each(ESCAPES, (m) => add('unicode-escapes', m, escapes(m[0])));
  if (text.includes('=')) each(QUOTED, (m) => add('quoted-printable', m, textOf(quoted(m[0]))));
  each(MORSE, (m) => add('morse', m, morse(m[0])));
  return found;
}

function base64Text(run: string, add: (e: Decoded['encoding'], m: RegExpExecArray, t: string | undefined) => void, m: RegExpExecArray): string | undefined {
  const { bytes } = base64Run(run);
  if ((bytes[0] === 0x1f && bytes[1] === 0x8b) || (bytes[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(bytes[1]!))) {
    add('gzip', m, textOf(inflateAny(bytes, MAX_RUN_BYTES).bytes));
    return undefined;
  }
  return textOf(bytes);
}

function base32(run: string): Uint8Array {
  const out: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const c of run) {
    const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c);
    if (value < 0) break;
    buffer = ((buffer << 5) | value) & 0xfffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push((buffer >> bits) & 0xff);
    }
  }
  return Uint8Array.from(out);
}

function hexBytes(digits: string): Uint8Array {
  const out = new Uint8Array(digits.length >> 1);
  for (let i = 0; i < out.length; i++) out[i] = parseInt(digits.slice(i * 2, i * 2 + 2), 16);
  return out;
}

function percent(run: string): string | undefined {
  try {
    return decodeURIComponent(run.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ', apos: "'" };

function entities(run: string): string {
  return run.replace(/&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w+));/g, (all, decimal?: string, hex?: string, name?: string) => {
    const code = decimal ? Number(decimal) : hex ? parseInt(hex, 16) : -1;
    return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (NAMED[name ?? ''] ?? all);
  });
}

function escapes(run: string): string {
  return run.replace(/\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|\\([0-7]{3})|U\+([0-9A-Fa-f]{4})\s?/g, (_all, a?: string, b?: string, c?: string, octal?: string, d?: string) => {
    const code = octal ? parseInt(octal, 8) : parseInt(a ?? b ?? c ?? d ?? '20', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
}

function quoted(run: string): Uint8Array {
  const text = run.replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff);
}

function morse(run: string): string {
  return run.replaceAll('·', '.').replaceAll('–', '-').split(/\s*[/|]\s*| {2,}/).map((word) => word.trim().split(/\s+/).map((letter) => MORSE_LETTERS[letter] ?? '').join('')).join(' ');
}
