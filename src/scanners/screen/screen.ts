/**
 * The screen: does this text address or command a model? It weighs evidence (who is addressed, what is commanded, what is to be
 * kept quiet, whose rules are set aside) in twelve languages, and looks behind the usual disguises: invisible characters,
 * look-alike letters, spacing, digits for letters, reversal, encodings. The same text always gets the same verdict, and the verdict
 * says why.
 */
import { SCREEN_CHARACTERS, SCREEN_WINDOWS } from '../limits.ts';
import { LEARNED_WORDS, weigh, type Evidence, type Weighed } from './evidence.ts';
import { fold, type Folded } from './fold.ts';
import type { LearnedModel } from './learned.ts';
import { tokenize } from './tokens.ts';
import { disguises } from './disguise.ts';

/** How the text had to be read for the message to appear. */
export type Disguise = 'none' | 'invisible' | 'lookalike' | 'spaced' | 'unspaced' | 'leetspeak' | 'misspelled' | 'reversed' | 'rot13';

/** A message to a model, found in a text. */
export interface Screened {
  /** At least THRESHOLD. */
  readonly score: number;
  readonly confidence: 'high' | 'medium';
  readonly disguise: Disguise;
  readonly language: string;
  readonly evidence: readonly Evidence[];
  /** Range in the text that was given; the whole text where it was disguised. */
  readonly start: number;
  readonly end: number;
  /** The words that were read, at most 160 characters, printable. */
  readonly excerpt: string;
}

export interface ScreenContext {
  /** The text can't be seen in an ordinary viewer: less evidence is needed. */
  readonly hidden?: boolean;
  /** The place is meant for codes or names, not sentences. */
  readonly short?: boolean;
  /** The place holds instructions to implementers, so that only what speaks to a model counts. */
  readonly technical?: boolean;
  /** Several texts that were put together here: more evidence is needed, and only what speaks to a model counts. */
  readonly across?: boolean;
  /** What was learned, where it is not what ships: training measures with it. */
  readonly model?: LearnedModel;
}

/** Points needed for a finding: what training chose for the learned weights is worth as many. */
export const THRESHOLD = 3;
const HIGH = 4.5;

/** Texts shorter than this hold no message in any of the languages. */
const SHORTEST = 6;

/** Series repeat their texts in every file: verdicts on short texts are kept. */
const verdicts = new Map<string, Screened | undefined>();
const KEPT_VERDICTS = 8_192;
const KEPT_LENGTH = 256;

/** Screens one text. Undefined: nothing that looks like a message to a model. */
export function screen(text: string, context: ScreenContext = {}): Screened | undefined {
  if (text.length < SHORTEST) return undefined;
  if (text.length <= KEPT_LENGTH && !context.model) {
    const key = `${context.hidden ? 1 : 0}${context.short ? 1 : 0}${context.technical ? 1 : 0}${text}`;
    if (verdicts.has(key)) return verdicts.get(key);
    const verdict = screenWindow(text, 0, context);
    if (verdicts.size >= KEPT_VERDICTS) verdicts.clear();
    verdicts.set(key, verdict);
    return verdict;
  }
  if (text.length <= SCREEN_CHARACTERS) return screenWindow(text, 0, context);
  const overlap = 512;
  for (let i = 0, at = 0; i < SCREEN_WINDOWS && at < text.length; i++, at += SCREEN_CHARACTERS - overlap) {
    const found = screenWindow(text.slice(at, at + SCREEN_CHARACTERS), at, context);
    if (found) return found;
  }
  return undefined;
}

function screenWindow(text: string, base: number, context: ScreenContext): Screened | undefined {
  const folded = fold(text);
  const bonus = (context.hidden ? 1 : 0) + (context.short ? 0.3 : 0) - (context.across ? 0.5 : 0) - (context.technical ? 1.5 : 0);
  const strict = context.across === true || context.technical === true;
  const plain = weigh(folded.text, strict, context.model);
  let best: Screened | undefined;
  if (plain && enough(plain, bonus, strict)) {
    best = result(plain, folded, folded.text, base, folded.lookalikes > 0 ? 'lookalike' : splits(text, folded) ? 'invisible' : 'none', bonus);
    if (best.confidence === 'high') return best;
  }
  for (const view of disguises(text, folded)) {
    // A second reading has to convince by itself: the learned weights know plain sentences only.
    const weighed = weigh(view.text, strict || view.disguise === 'unspaced' || view.disguise === 'misspelled' || view.disguise === 'leetspeak', context.model);
    if (!weighed || !enough(weighed, bonus + 0.5, strict) || (best && weighed.score + 0.5 <= best.score)) continue;
    best = result(weighed, undefined, view.text, base, view.disguise, bonus + 0.5, text.length);
  }
  return best;
}

/** Evidence that somebody is spoken to who is no person; the rest commands, which manuals, papers and programs do all the time. */
const SPEAKS: ReadonlySet<string> = new Set([
  'agent', 'addressed', 'occasion', 'authority', 'override', 'system-prompt', 'reveal', 'your-answer', 'relay', 'role', 'henceforth', 'secrecy', 'kept-unknown', 'exfiltration',
]);

/**
 * The place adds to evidence but never makes it; nor does it to words alone, which tell how a text is written and not what it asks for.
 * `strict`: only what speaks to a model counts.
 */
function enough(w: Weighed, bonus: number, strict: boolean): boolean {
  const raised = w.evidence.every((e) => e.rule === LEARNED_WORDS) ? Math.min(bonus, 0) : bonus;
  return w.score >= 2 && w.score + raised >= THRESHOLD && (!strict || w.evidence.some((e) => e.weight > 0 && SPEAKS.has(e.rule)));
}

function splits(text: string, folded: Folded): boolean {
  return folded.dropped >= 2 && /[\p{L}][\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+[\p{L}]/u.test(text);
}

function result(w: Weighed, folded: Folded | undefined, view: string, base: number, disguise: Disguise, bonus: number, length = 0): Screened {
  const tokens = tokenize(view);
  const from = tokens.starts[w.first] ?? 0;
  const to = tokens.ends[w.last] ?? view.length;
  const original = (offset: number): number => (folded?.map ? (folded.map[offset] ?? offset) : offset);
  const score = w.score + bonus;
  return {
    score,
    confidence: score >= HIGH ? 'high' : 'medium',
    disguise,
    language: w.language,
    evidence: w.evidence.filter((e) => e.weight > 0),
    start: base + (folded ? original(from) : 0),
    end: base + (folded ? original(Math.max(from, to - 1)) + 1 : length),
    excerpt: view.slice(from, Math.min(to, from + 160)).replace(/[^\p{L}\p{N}\p{P}\p{S}\p{Zs}\p{M}]+/gu, ' '),
  };
}

/** The files of a series have the same texts in the same order. */
const joinedVerdicts = new Map<string, Screened | undefined>();
const KEPT_JOINED = 64;

function screenJoined(joined: string, context: ScreenContext): Screened | undefined {
  if (joinedVerdicts.has(joined)) return joinedVerdicts.get(joined);
  const verdict = screenWindow(joined, 0, context);
  if (joinedVerdicts.size >= KEPT_JOINED) joinedVerdicts.clear();
  joinedVerdicts.set(joined, verdict);
  return verdict;
}

/** A message that only appears when several texts are read in order. */
export interface ScreenedAcross {
  readonly first: number;
  readonly last: number;
  readonly screened: Screened;
}

/**
 * Looks for a message that is split over texts which are read one after the other. Texts that hold a message alone are the
 * caller's to leave out. Each text counts as a clause of its own unless the one before breaks off in the middle.
 */
export function screenAcross(texts: readonly string[]): ScreenedAcross | undefined {
  const context: ScreenContext = { across: true };
  for (let at = 0; at < texts.length; ) {
    let joined = '';
    const offsets: number[] = [];
    let next = at;
    while (next < texts.length && joined.length < SCREEN_CHARACTERS && next - at < 64) {
      offsets.push(joined.length);
      joined += `${texts[next]!.slice(0, 2048)}\n`;
      next++;
    }
    const screened = screenJoined(joined, context);
    if (screened) {
      const indexOf = (offset: number): number => offsets.findLastIndex((o) => o <= offset);
      const first = indexOf(screened.start);
      const last = Math.max(first, indexOf(Math.max(0, screened.end - 1)));
      if (last > first) return { first: at + first, last: at + last, screened };
    }
    at = next < texts.length ? Math.max(at + 1, next - 8) : next;
  }
  return undefined;
}
