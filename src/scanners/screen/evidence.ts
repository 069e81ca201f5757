import { handEvidence } from './handRules.ts';
import { gramOdds, gramsOf, hashTokens, telling } from './grams.ts';
import { featuresOf, learnedEvidence, logOdds, shippedModel, type LearnedModel, type Seen } from './learned.ts';
import type { Concept } from './lexicon/concepts.ts';
import { LANGUAGES, matchConcepts, type Hit } from './matcher.ts';
import { Stretch } from './stretch.ts';
import { tokenize, UNSPACED, type Tokens } from './tokens.ts';

/** One reason why a text looks like a message to a model, with what it adds to the score. */
export interface Evidence {
  readonly rule: string;
  /** The reason in words, for the finding. */
  readonly message: string;
  readonly weight: number;
  /** Tokens that show it. */
  readonly first: number;
  readonly last: number;
}

/** What the evidence of one stretch of text comes to. */
export interface Weighed {
  /** In points: THRESHOLD of them make a finding. */
  readonly score: number;
  readonly language: string;
  readonly evidence: readonly Evidence[];
  readonly first: number;
  readonly last: number;
}

/** The evidence that a text's words give, whatever they mean. */
export const LEARNED_WORDS = 'learned words';

/** Sentences that are read together: a condition, a command and its secrecy clause often take three. */
const SENTENCES_TOGETHER = 3;

/** Fewer points are never asked for. */
const LEAST_POINTS = 1;

/** Points that learned log odds of zero are worth, and what one unit of log odds adds. */
const LEARNED_POINTS = 3;
const POINTS_PER_LOG_ODDS = 0.6;

/** Concepts of which one must occur for a language to be looked at. */
const ANCHORS: ReadonlySet<Concept> = new Set<Concept>([
  'agent', 'machine', 'override', 'sysprompt', 'suppress', 'secrecy', 'role', 'authority', 'task', 'output', 'send', 'execute', 'reveal', 'product', 'yours', 'instruction', 'reply', 'trust', 'tamper', 'wording',
]);

/** Language of a text in which no lexicon has a say. */
const UNDETERMINED = 'und';

/**
 * Weighs a folded text in every language and gives the strongest stretch. `strict` leaves the learned weights out: they were learned
 * on sentences, not on what stands in several fields.
 */
export function weigh(text: string, strict = false, model: LearnedModel = shippedModel()): Weighed | undefined {
  const tokens = tokenize(text);
  if (tokens.words.length < 2) return undefined;
  const hashes = strict ? undefined : hashTokens(tokens, text);
  let best: Weighed | undefined;
  for (const window of windowsOf(tokens, text)) {
    const grams = hashes ? gramsOf(tokens.words, hashes, window.first, window.end) : [];
    const odds = gramOdds(grams, model.grams);
    for (const reading of window.readings.length > 0 || strict ? window.readings : [UNREAD]) {
      const weighed = weighReading(window, reading, odds, strict, model, () => wordEvidence(tokens, hashes!, window, model));
      if (weighed && (!best || weighed.score > best.score)) best = weighed;
    }
  }
  return best;
}

/** What one language sees in a window. */
interface Reading { readonly language: string; readonly stretches: readonly Stretch[]; readonly hand: readonly Evidence[] }

const UNREAD: Reading = { language: UNDETERMINED, stretches: [], hand: [] };

/** One sentence or several together: tokens `first` to before `end`. */
interface Window { readonly first: number; readonly end: number; readonly readings: readonly Reading[] }

/** What training looks at: of every window the numbers of its words, and the features of concepts in each language. */
export function trainingWindows(text: string): readonly { readonly grams: readonly number[]; readonly readings: readonly (readonly string[])[] }[] {
  const tokens = tokenize(text);
  const hashes = hashTokens(tokens, text);
  return windowsOf(tokens, text).map(({ first, end, readings }) => ({
    grams: gramsOf(tokens.words, hashes, first, end),
    readings: readings.map(({ stretches, hand }) => [...featuresOf(stretches, hand).keys()]),
  }));
}

function windowsOf(tokens: Tokens, text: string): readonly Window[] {
  const byLanguage = matchConcepts(tokens, text);
  const readings = LANGUAGES.flatMap((language, index) => {
    const hits = byLanguage[index]!;
    return hits.length >= 2 && hits.some((h) => ANCHORS.has(h.concept)) ? [readSentences(tokens, hits, language)] : [];
  });
  const sentences = sentencesOf(tokens);
  return sentences.flatMap(({ first, end, number }, i): Window[] => {
    const alone: Window = { first, end, readings: readings.flatMap((r) => r.get(number) ?? []) };
    const last = sentences[Math.min(i + SENTENCES_TOGETHER, sentences.length) - 1]!;
    if (last.number === number) return [alone];
    return [alone, { first, end: last.end, readings: readings.flatMap((r) => together(r, number, last.number) ?? []) }];
  });
}

/** Runs of tokens with the same sentence number. */
function sentencesOf({ sentence }: Tokens): readonly { readonly first: number; readonly end: number; readonly number: number }[] {
  const out: { first: number; end: number; number: number }[] = [];
  for (let i = 0; i < sentence.length; i++) {
    if (i > 0 && sentence[i] === sentence[i - 1]) out.at(-1)!.end = i + 1;
    else out.push({ first: i, end: i + 1, number: sentence[i]! });
  }
  return out;
}

/** What a language sees in each sentence, by the sentence's number. */
function readSentences(tokens: Tokens, hits: readonly Hit[], language: string): ReadonlyMap<number, Reading> {
  const bySentence = new Map<number, Hit[]>();
  for (const hit of hits) {
    const sentence = tokens.sentence[hit.first]!;
    // A phrase does not run over the end of a sentence.
    if (tokens.sentence[hit.last] !== sentence) continue;
    const list = bySentence.get(sentence);
    if (list) list.push(hit);
    else bySentence.set(sentence, [hit]);
  }
  const readings = new Map<number, Reading>();
  for (const [sentence, list] of bySentence) {
    const stretch = new Stretch(tokens, list, language);
    readings.set(sentence, { language, stretches: [stretch], hand: handEvidence(stretch) });
  }
  return readings;
}

/** The readings of several sentences as one. */
function together(readings: ReadonlyMap<number, Reading>, from: number, to: number): Reading | undefined {
  const parts: Reading[] = [];
  for (let s = from; s <= to; s++) {
    const reading = readings.get(s);
    if (reading) parts.push(reading);
  }
  if (parts.length < 2) return parts[0];
  return { language: parts[0]!.language, stretches: parts.flatMap((r) => r.stretches), hand: strongest(parts.flatMap((r) => r.hand)) };
}

/** One piece of evidence of each kind, the strongest. */
function strongest(evidence: readonly Evidence[]): readonly Evidence[] {
  const kept = new Map<string, Evidence>();
  for (const e of evidence) {
    const known = kept.get(e.rule);
    if (!known || Math.abs(e.weight) > Math.abs(known.weight)) kept.set(e.rule, e);
  }
  return [...kept.values()];
}

const NONE: ReadonlyMap<string, Seen> = new Map();

/** The points of the rules of thumb or of the learned weights, whichever are more. `wording` gives the words that the latter know. */
function weighReading({ first, end }: Window, { language, stretches, hand }: Reading, odds: number, strict: boolean, model: LearnedModel, wording: () => readonly Evidence[]): Weighed | undefined {
  const features: ReadonlyMap<string, Seen> = strict ? NONE : featuresOf(stretches, hand);
  const points = hand.reduce((sum, e) => sum + e.weight, 0);
  const learned = strict ? 0 : LEARNED_POINTS + POINTS_PER_LOG_ODDS * (logOdds(features, model) + odds);
  const score = Math.max(points, learned);
  if (score < LEAST_POINTS) return undefined;
  const shown = hand.filter((e) => e.weight > 0);
  const evidence = learned > points ? [...shown, ...learnedEvidence(features, model), ...wording()] : shown;
  if (evidence.length === 0) return undefined;
  // The rules of thumb say best where a message stands; single learned concepts and words lie all over.
  if (shown.length === 0) return { score, language, evidence, first, last: end - 1 };
  return { score, language, evidence, first: Math.min(...shown.map((e) => e.first)), last: Math.max(...shown.map((e) => e.last)) };
}

/** The words that the learned weights know best from messages to models. */
function wordEvidence(tokens: Tokens, hashes: Int32Array, { first, end }: Window, model: LearnedModel): readonly Evidence[] {
  const runs = telling(tokens.words, hashes, first, end, model.grams);
  if (runs.length === 0) return [];
  const quoted = runs.map((run) => `“${tokens.words.slice(run.first, run.last + 1).join(UNSPACED.test(tokens.words[run.first]!) ? '' : ' ')}”`).join(', ');
  return [{ rule: LEARNED_WORDS, message: `is worded like such messages: ${quoted}`, weight: runs.reduce((sum, { odds }) => sum + odds, 0), first: runs[0]!.first, last: runs[0]!.last }];
}
