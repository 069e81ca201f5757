import type { Folded } from './fold.ts';
import { latinVocabulary } from './matcher.ts';
import type { Disguise } from './screen.ts';

/** Another reading of a text. */
export interface View { readonly text: string; readonly disguise: Disguise }

/** Five or more single letters in a row, parted by the same kind of small thing. */
const SPACED = /(?:^|[^\p{L}\p{N}])(?:\p{L}[\s._\-*|/\\~+·•]{1,3}){5,}\p{L}(?![\p{L}\p{N}])/u;
const SPACED_RUN = /(?<![\p{L}\p{N}])(?:\p{L}[\s._\-*|/\\~+·•]{1,3}){3,}\p{L}(?![\p{L}\p{N}])/gu;

/** A word that mixes letters with digits or signs which stand for letters. */
const LEET_WORD = /(?<![a-z0-9@$!|+])(?=[0-9@$!|+]{0,24}[a-z])(?=[a-z]{0,24}[0-9@$!|+])[a-z0-9@$!|+]{2,48}(?![a-z0-9@$!|+])/g;
const LEET: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g', '@': 'a', $: 's', '!': 'i', '|': 'l', '+': 't' };

/** A run of letters that is too long for a word. */
const LONG_RUN = /[a-z]{20,}/;
const JOINED_WORDS = /(?<![a-z])(?:[a-z]{2,24}[_.\-*~+]){4,40}[a-z]{2,24}/;
const CAMEL = /(?:[A-Z][a-z]{2,}){4,}/;

/** Stems that any message has one of, backwards and in ROT13: cheap to look for, so that the whole text is turned only where it pays. */
const STEMS = ['ignor', 'instruc', 'prompt', 'disregar', 'assistant', 'report', 'summar', 'system', 'model', 'finding', 'nodule', 'omit', 'mention', 'override', 'forget', 'anweisung', 'ignorier', 'zusammenfass', 'consigne', 'instruccion', 'istruzion', 'instruc', 'rapport', 'bericht'];
const reverse = (s: string): string => [...s].reverse().join('');
const rot13 = (s: string): string => s.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 97 + 13) % 26) + 97));
const REVERSED_STEM = new RegExp(STEMS.map(reverse).join('|'));
const ROT13_STEM = new RegExp(STEMS.map(rot13).join('|'));

/** The other readings that a text could be meant for. Empty for nearly every text. */
export function* disguises(original: string, folded: Folded): Generator<View> {
  const text = folded.text;
  if (folded.dropped > 0) {
    // Invisible characters in the place of spaces.
    const parted = original.replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u034f\u3164]+/g, ' ').toLowerCase();
    yield { text: parted, disguise: 'invisible' };
  }
  if (SPACED.test(text)) {
    yield { text: text.replace(SPACED_RUN, (run) => joinLetters(run)), disguise: 'spaced' };
  }
  if (LONG_RUN.test(text)) {
    const cut = text.replace(/[a-z]{20,}/g, (run) => segment(run));
    if (cut !== text) yield { text: cut, disguise: 'unspaced' };
  }
  if (JOINED_WORDS.test(text)) yield { text: text.replace(/(?<=[a-z])[_.\-*~+](?=[a-z])/g, ' '), disguise: 'unspaced' };
  if (CAMEL.test(original)) yield { text: original.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase(), disguise: 'unspaced' };
  const leet = text.match(LEET_WORD);
  if (leet && leet.filter((word) => word.length > 2).length >= 2) {
    const plain = text.replace(LEET_WORD, (word) => (/[a-z]/.test(word) ? word.replace(/[0-9@$!|+]/g, (c) => LEET[c] ?? c) : word));
    yield { text: plain, disguise: 'leetspeak' };
    const ell = text.replace(LEET_WORD, (word) => (/[a-z]/.test(word) ? word.replace(/[0-9@$!|+]/g, (c) => (c === '1' || c === '!' ? 'l' : (LEET[c] ?? c))) : word));
    if (ell !== plain) yield { text: mixOnes(text), disguise: 'leetspeak' };
  }
  const corrected = correct(text);
  if (corrected !== undefined) yield { text: corrected, disguise: 'misspelled' };
  if (REVERSED_STEM.test(text)) {
    yield { text: reverse(text), disguise: 'reversed' };
    yield { text: text.replace(/[a-z]+/g, reverse), disguise: 'reversed' };
  }
  if (ROT13_STEM.test(text)) yield { text: rot13(text), disguise: 'rot13' };
}

/** Words that a message needs and that are misspelled to get past filters. */
const KEY_WORDS = 'ignore disregard forget override bypass previous prior above earlier instructions instruction prompt prompts guidelines rules system assistant summary report reveal repeat normal findings mention'.split(' ');

/** Misspellings from which on it is on purpose. */
const MISSPELLED = 2;

const WORD = /[a-z]{5,16}/g;
const keyWords: ReadonlySet<string> = new Set(KEY_WORDS);

/** First and last letter kept, the rest in any order: how people still read a word. */
const scrambled = (word: string): string => word[0] + [...word.slice(1, -1)].sort().join('') + word.at(-1);
const byScramble = new Map(KEY_WORDS.filter((w) => w.length >= 5).map((w) => [scrambled(w), w]));
/** Key words with one letter missing. */
const byDeletion = new Map(KEY_WORDS.filter((w) => w.length >= 6).flatMap((w) => [...w].slice(1).map((_, i) => [w.slice(0, i + 1) + w.slice(i + 2), w] as const)));

/** The text with scrambled and shortened key words put right; undefined where fewer than two are. */
function correct(text: string): string | undefined {
  let count = 0;
  const out = text.replace(WORD, (word) => {
    if (keyWords.has(word)) return word;
    const right = byScramble.get(scrambled(word)) ?? byDeletion.get(word) ?? doubled(word);
    if (right === undefined || right === word) return word;
    count++;
    return right;
  });
  return count >= MISSPELLED ? out : undefined;
}

/** A key word with one letter written twice or one letter too many. */
function doubled(word: string): string | undefined {
  for (let i = 1; i < word.length; i++) {
    const shorter = word.slice(0, i) + word.slice(i + 1);
    if (shorter.length >= 6 && keyWords.has(shorter)) return shorter;
  }
  return undefined;
}

/** Joins single letters; a wider gap, or another kind of gap than the usual one, parts words. */
function joinLetters(run: string): string {
  const gaps = run.match(/[^\p{L}]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ' ';
  const words = run.replace(/[^\p{L}]+/gu, (gap) => (gap === usual ? '' : ' '));
  return words.replace(/[a-z]{12,}/g, (word) => segment(word));
}

/** Reads `1` as `i` or `l`, whichever makes a known word. */
function mixOnes(text: string): string {
  const known = latinVocabulary();
  return text.replace(LEET_WORD, (word) => {
    if (!/[a-z]/.test(word)) return word;
    const asI = word.replace(/[0-9@$!|+]/g, (c) => LEET[c] ?? c);
    if (known.has(asI)) return asI;
    const asL = word.replace(/[0-9@$!|+]/g, (c) => (c === '1' || c === '!' ? 'l' : (LEET[c] ?? c)));
    return known.has(asL) ? asL : asI;
  });
}

/** Cuts a run of letters into known words, longest total cover first; unknown letters stay together. */
export function segment(run: string): string {
  const known = latinVocabulary();
  const length = Math.min(run.length, 400);
  // cost[i]: letters not covered by a known word in the first i, then the number of words.
  const cost = new Float64Array(length + 1).fill(Infinity);
  const from = new Int32Array(length + 1);
  cost[0] = 0;
  for (let end = 1; end <= length; end++) {
    for (let start = Math.max(0, end - 18); start < end; start++) {
      const size = end - start;
      const isWord = size > 1 && known.has(run.slice(start, end));
      const price = cost[start]! + (isWord ? 0.1 : size === 1 ? 1.2 : size + 0.5);
      if (price < cost[end]!) {
        cost[end] = price;
        from[end] = start;
      }
    }
  }
  if (cost[length]! > length * 0.5) return run;
  const words: string[] = [];
  for (let at = length; at > 0; at = from[at]!) words.unshift(run.slice(from[at]!, at));
  return `${words.join(' ')}${run.slice(length)}`;
}
