/** Characters that show nothing, and whether they carry or split a message. Their honest uses stay quiet. */
import { showsNothing } from './fold.ts';

/** A use of invisible characters that has no honest reason. */
export interface Invisible {
  readonly kind: 'tag-characters' | 'variation-selectors' | 'zero-width-bits' | 'split-words' | 'bidi-override' | 'stray-tags';
  readonly start: number;
  readonly end: number;
  /** The message that the characters carry, if they carry one. */
  readonly hidden: string;
  readonly message: string;
}

/** Tag characters end a flag emoji in at most this many: `gbeng`, `usca` and the like, and the cancel tag. */
const LONGEST_FLAG = 8;
const FLAG_BASE = 0x1f3f4;

/** Zero-width bits, eight to a letter: fewer than three letters are chance. */
const SHORTEST_BITS = 24;

/** Words split by invisible characters inside, from which on it is no accident. */
const SPLIT_WORDS = 2;

/** Scripts in which joiners are part of spelling. */
const JOINING = /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Thai}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}\p{Script=Syriac}\p{Script=Tibetan}\p{Script=Lao}]/u;
const ANY = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/u;

/** Everything invisible in a text that is not honest. Costs one regular expression where there is nothing invisible. */
export function findInvisible(text: string): readonly Invisible[] {
  if (!ANY.test(text)) return [];
  const found: Invisible[] = [];
  const points: { code: number; at: number }[] = [];
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    points.push({ code, at });
    at += code > 0xffff ? 2 : 1;
  }
  tagRuns(points, found);
  selectorRuns(points, found);
  zeroWidthBits(points, found);
  splitWords(text, found);
  bidi(text, found);
  return found;
}

type Points = readonly { readonly code: number; readonly at: number }[];

function runs(points: Points, test: (code: number) => boolean): { first: number; last: number }[] {
  const out: { first: number; last: number }[] = [];
  for (let i = 0; i < points.length; i++) {
    if (!test(points[i]!.code)) continue;
    const first = i;
    while (i + 1 < points.length && test(points[i + 1]!.code)) i++;
    out.push({ first, last: i });
  }
  return out;
}

const endOf = (points: Points, i: number): number => points[i]!.at + (points[i]!.code > 0xffff ? 2 : 1);

function tagRuns(points: Points, found: Invisible[]): void {
  let carried = '';
  let start = -1;
  let end = -1;
  for (const { first, last } of runs(points, (c) => c >= 0xe0000 && c <= 0xe007f)) {
    if (points[first - 1]?.code === FLAG_BASE && last - first < LONGEST_FLAG) continue;
    for (let i = first; i <= last; i++) {
      const code = points[i]!.code - 0xe0000;
      if (code >= 0x20 && code < 0x7f) carried += String.fromCharCode(code);
    }
    if (start < 0) start = points[first]!.at;
    end = endOf(points, last);
  }
  if (start >= 0) found.push({ kind: carried.length >= 3 ? 'tag-characters' : 'stray-tags', start, end, hidden: carried, message: 'Unicode tag characters, which no font shows and every model reads' });
}

/** Variation selectors that carry bytes: FE00–FE0F are 0–15, E0100–E01EF are 16–255. One after a sign is its honest use. */
function selectorRuns(points: Points, found: Invisible[]): void {
  const isSelector = (c: number): boolean => (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
  for (const { first, last } of runs(points, isSelector)) {
    if (last - first < 3) continue;
    const bytes = points.slice(first, last + 1).map(({ code }) => (code < 0xfff0 ? code - 0xfe00 : code - 0xe0100 + 16));
    const hidden = new TextDecoder().decode(Uint8Array.from(bytes));
    found.push({ kind: 'variation-selectors', start: points[first]!.at, end: endOf(points, last), hidden, message: `a run of ${last - first + 1} variation selectors, each of which can carry a byte` });
  }
}

/** Bits written as two kinds of zero-width character. */
function zeroWidthBits(points: Points, found: Invisible[]): void {
  const isBit = (c: number): boolean => (c >= 0x200b && c <= 0x200f) || (c >= 0x2060 && c <= 0x2064) || c === 0xfeff || c === 0x180e;
  const bits = points.filter(({ code }) => isBit(code));
  if (bits.length < SHORTEST_BITS) return;
  const long = runs(points, isBit).some(({ first, last }) => last - first >= 7);
  if (!long) return;
  const kinds = [...new Set(bits.map(({ code }) => code))];
  let hidden = '';
  if (kinds.length <= 3) {
    for (const [zero, one] of [[kinds[0], kinds[1]], [kinds[1], kinds[0]], [0x200b, 0x200c], [0x200c, 0x200b], [0x200b, 0x200d]] as const) {
      const digits = bits.filter(({ code }) => code === zero || code === one).map(({ code }) => (code === one ? '1' : '0')).join('');
      const letters = (digits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(parseInt(byte, 2))).join('');
      if (/^[\x20-\x7e\n]{3,}$/.test(letters)) {
        hidden = letters;
        break;
      }
    }
  }
  found.push({ kind: 'zero-width-bits', start: bits[0]!.at, end: bits.at(-1)!.at + 1, hidden, message: `${bits.length} zero-width characters in long runs, which can carry ${bits.length >> 3} letters` });
}

/** Invisible characters between the letters of words, in scripts that don't need them. */
function splitWords(text: string, found: Invisible[]): void {
  const pattern = /[\p{L}\p{N}]+(?:[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]+[\p{L}\p{N}]+)+/gu;
  let words = 0;
  let characters = 0;
  let start = -1;
  let end = -1;
  let soft = true;
  for (const match of text.matchAll(pattern)) {
    const word = match[0];
    if (JOINING.test(word)) continue;
    words++;
    if (start < 0) start = match.index;
    end = match.index + word.length;
    for (const ch of word) {
      if (!showsNothing(ch.codePointAt(0)!)) continue;
      characters++;
      if (ch !== '\u00ad') soft = false;
    }
  }
  // Soft hyphens and single break opportunities are how long words are typeset.
  if (soft || words < SPLIT_WORDS || (characters < 4 && words < 3)) return;
  found.push({ kind: 'split-words', start, end, hidden: '', message: `${characters} invisible characters inside ${words} words` });
}

/** Overrides that make text read differently from how it is stored. Marks and embeddings in right-to-left text are honest. */
function bidi(text: string, found: Invisible[]): void {
  const at = text.search(/[\u202d\u202e]/);
  if (at < 0) return;
  const after = text.slice(at + 1, at + 200);
  if (text[at] === '\u202d' && /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)) return;
  if (!/\p{L}{2}/u.test(after)) return;
  found.push({ kind: 'bidi-override', start: at, end: Math.min(text.length, at + 200), hidden: '', message: 'a bidirectional override: what is shown is not what is read' });
}
