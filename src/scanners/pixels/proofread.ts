/** Puts right what OCR misread, as far as the words of the screen go: letters of coarse fonts are taken for others of a like shape. */
import { latinVocabulary } from '../screen/matcher.ts';

/** Letters and digits that are taken for each other. */
const ALIKE: readonly string[] = ['nhmr', 'ao0dqg', 'il1tjf', 'ec', 'sz58', 'b68', 'g9q', 'uvw', 'pf', 'kxr', 'yv'];

/** Letters that are taken for two, and the other way round. */
const PAIRS: readonly (readonly [string, string])[] = [['rn', 'm'], ['cl', 'd'], ['vv', 'w'], ['ii', 'n'], ['li', 'h']];

const alike = new Map<string, string>();
for (const group of ALIKE) for (const letter of group) alike.set(letter, (alike.get(letter) ?? '') + group.replace(letter, ''));

/** Shorter words are too much like each other. */
const SHORTEST = 4;

/** Words that are looked at: a page holds some hundred. */
const MOST_WORDS = 2_000;

/** The text with misread words replaced by those of the screen's vocabulary that they look like; undefined where there are none. */
export function proofread(text: string): string | undefined {
  const known = latinVocabulary();
  let words = 0;
  let changed = false;
  const out = text.replace(/[A-Za-z0-9]{4,20}/g, (word) => {
    const small = word.toLowerCase();
    if (++words > MOST_WORDS || known.has(small) || !/[a-z]{2}/.test(small)) return word;
    const right = lookAlike(small, known);
    if (right === undefined) return word;
    changed = true;
    return right;
  });
  return changed ? out : undefined;
}

function lookAlike(word: string, known: ReadonlySet<string>): string | undefined {
  const once = variants(word);
  const found = once.find((variant) => variant.length >= SHORTEST && known.has(variant));
  // Two misread letters leave enough of a long word only.
  if (found !== undefined || word.length < 7) return found;
  for (const variant of once) {
    const twice = variants(variant).find((other) => known.has(other));
    if (twice !== undefined) return twice;
  }
  return undefined;
}

/** The word with one letter, or one pair, read differently. */
function variants(word: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < word.length; i++) {
    for (const other of alike.get(word[i]!) ?? '') out.push(word.slice(0, i) + other + word.slice(i + 1));
    for (const [two, one] of PAIRS) {
      if (word.startsWith(two, i)) out.push(word.slice(0, i) + one + word.slice(i + 2));
      if (word.startsWith(one, i)) out.push(word.slice(0, i) + two + word.slice(i + 1));
    }
  }
  return out;
}
