/**
 * Words and pairs of words with learned weights, for what no lexicon holds: `write a poem`, `on behalf of the developers`. Each is a
 * number (a hash), so that the weights are a table of bytes and no list of words.
 */
import { base64Run } from '../base64.ts';
import { UNSPACED, type Tokens } from './tokens.ts';

/** Bits of a feature's number. Of the words that were never trained on, one in fifty meets a weight that is not its own. */
export const GRAM_BITS = 22;
const MASK = (1 << GRAM_BITS) - 1;

/** A sentence of fewer words is not judged by its words alone. */
const FEWEST = 3;

/** What a feature counts in a sentence of one feature; it falls with the root of their number, so that length decides nothing. */
const UNIT = 3;

/** Kinds of features, as seeds of their hash. */
const WORD = 0x2545f491;
const PAIR = 0x1b873593;
const APART = 0x7feb352d;
const OPENING = 0x68e31da4;
const CLOSING = 0x3c6ef372;
const TRIPLE = 0x5f356495;

/** Numbers that stand for the edge of a window, a number, an address; a token that belongs to the address before it is left out. */
const EDGE = 1;
const DIGITS = 2;
const ADDRESS = 3;
const LEFT_OUT = 0;

const LINK = /(?:https?|ftp):\/\/\S{3,}|\bwww\.[a-z0-9-]+\.[a-z]{2,}\S*|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[a-z]{2,})+/g;

function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

function hashWord(word: string): number {
  if (/^\d+$/.test(word)) return DIGITS;
  let x = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) x = Math.imul(x ^ word.charCodeAt(i), 0x01000193);
  return mix(x) | 4;
}

/** A number for each token of a text. */
export function hashTokens(tokens: Tokens, text: string): Int32Array {
  const hashes = Int32Array.from(tokens.words, hashWord);
  if (text.includes('://') || text.includes('@') || text.includes('www.')) {
    let at = 0;
    for (const match of text.matchAll(LINK)) {
      const end = match.index + match[0].length;
      while (at < hashes.length && tokens.ends[at]! <= match.index) at++;
      for (let first = true; at < hashes.length && tokens.starts[at]! < end; at++, first = false) hashes[at] = first ? ADDRESS : LEFT_OUT;
    }
  }
  return hashes;
}

/**
 * Words that say little alone or beside each other (`the`, `que`, `12`): training on few sentences of a language would take the language for
 * the message.
 */
const isSmall = (word: string, hash: number): boolean => hash === DIGITS || (hash !== ADDRESS && word.length <= SMALL && (!UNSPACED.test(word) || KANA.test(word)));
const SMALL = 3;

/** A letter that stands for a sound; most others of scripts without spaces are words. */
const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー]$/u;

/** The features of a run of tokens, first included, end not; with `tokens`, which of them each feature was seen at. */
export function gramsOf(words: readonly string[], hashes: Int32Array, first: number, end: number, at?: [number, number][]): number[] {
  const grams: number[] = [];
  const seen = new Set<number>();
  let before = EDGE;
  let beforeThat = EDGE;
  let beforeAt = first;
  let beforeThatAt = first;
  let count = 0;
  const put = (seed: number, a: number, b: number, c: number, from: number, to: number): void => {
    const gram = mix(Math.imul(mix(Math.imul(a, 31) + b), 0x9e3779b1) + Math.imul(c, 0x85ebca6b) + seed) & MASK;
    if (seen.has(gram)) return;
    seen.add(gram);
    grams.push(gram);
    at?.push([from, to]);
  };
  for (let i = first; i < end; i++) {
    const word = hashes[i]!;
    if (word === LEFT_OUT) continue;
    const small = isSmall(words[i]!, word);
    const smallBefore = count > 0 && isSmall(words[beforeAt]!, before);
    const smallApart = count > 1 && isSmall(words[beforeThatAt]!, beforeThat);
    if (!small) put(WORD, word, 0, 0, i, i);
    if (!(small && smallBefore)) put(PAIR, before, word, 0, beforeAt, i);
    if (count >= 2 && !(small && smallApart)) put(APART, beforeThat, word, 0, beforeThatAt, i);
    if (count === 0) put(OPENING, word, 0, 0, i, i);
    if (count === 1) put(OPENING, before, word, 0, beforeAt, i);
    if (count >= 2 && UNSPACED.test(words[i]!)) put(TRIPLE, beforeThat, before, word, beforeThatAt, i);
    [beforeThat, before, beforeThatAt, beforeAt] = [before, word, beforeAt, i];
    count++;
  }
  if (count < FEWEST) return [];
  put(CLOSING, before, 0, 0, beforeAt, beforeAt);
  return grams;
}

/** What each of so many features counts. */
export const gramValue = (count: number): number => UNIT / Math.sqrt(count);

/** Weights of features, a step of the log odds to the unit. */
export interface GramWeights { readonly step: number; readonly table: Int8Array }

/** Reads weights as they are stored: pairs of how many features without a weight come first, and the weight. */
export function decodeGrams(step: number, base64: string): GramWeights {
  const { bytes } = base64Run(base64);
  const table = new Int8Array(1 << GRAM_BITS);
  let gram = -1;
  for (let i = 0; i < bytes.length; ) {
    let gap = 0;
    // Seven bits a byte; the high bit says that more follow.
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[i++]!;
      gap += (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    gram += gap + 1;
    table[gram] = (bytes[i++]! << 24) >> 24;
  }
  return { step, table };
}

/** Stores weights; decodeGrams reads them. */
export function encodeGrams(table: Int8Array): string {
  const bytes: number[] = [];
  let last = -1;
  table.forEach((weight, gram) => {
    if (weight === 0) return;
    let gap = gram - last - 1;
    for (; gap >= 0x80; gap >>>= 7) bytes.push((gap & 0x7f) | 0x80);
    bytes.push(gap, weight & 0xff);
    last = gram;
  });
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Log odds that the features add. */
export function gramOdds(grams: readonly number[], { step, table }: GramWeights): number {
  let sum = 0;
  for (const gram of grams) sum += table[gram]!;
  return grams.length === 0 ? 0 : sum * step * gramValue(grams.length);
}

/** A run of words and the log odds that it adds. */
export interface Telling { readonly first: number; readonly last: number; readonly odds: number }

/** Runs of words that are shown as evidence of one text. */
const SHOWN = 3;

/** The runs of words that say most for a message, at most SHOWN, none within another. */
export function telling(words: readonly string[], hashes: Int32Array, first: number, end: number, { step, table }: GramWeights): readonly Telling[] {
  const at: [number, number][] = [];
  const grams = gramsOf(words, hashes, first, end, at);
  const value = step * gramValue(Math.max(1, grams.length));
  const ranked = grams.map((gram, i): Telling => ({ first: at[i]![0], last: at[i]![1], odds: table[gram]! * value })).filter(({ odds }) => odds > 0);
  ranked.sort((a, b) => b.odds - a.odds || a.first - b.first || a.last - b.last);
  const kept: Telling[] = [];
  for (const run of ranked) {
    if (kept.length === SHOWN) break;
    if (!kept.some((k) => k.first <= run.last && run.first <= k.last)) kept.push(run);
  }
  return kept;
}
