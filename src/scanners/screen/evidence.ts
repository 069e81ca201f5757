import { handEvidence } from './handRules.ts';
import { featuresOf, learnedEvidence, logOdds, type Seen } from './learned.ts';
import type { Concept } from './lexicon/concepts.ts';
import { LANGUAGES, matchConcepts, type Hit } from './matcher.ts';
import { Stretch } from './stretch.ts';
import { tokenize, type Tokens } from './tokens.ts';

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

/** Sentences that are read together: a condition, a command and its secrecy clause often take three. */
const SENTENCES_TOGETHER = 3;

/** Points that learned log odds of zero are worth, and what one unit of log odds adds. */
const LEARNED_POINTS = 3;
const POINTS_PER_LOG_ODDS = 0.6;

/** Concepts of which one must occur for a language to be looked at. */
const ANCHORS: ReadonlySet<Concept> = new Set<Concept>([
  'agent', 'machine', 'override', 'sysprompt', 'suppress', 'secrecy', 'role', 'authority', 'task', 'output', 'send', 'execute', 'reveal', 'product', 'yours', 'instruction', 'reply', 'trust', 'tamper', 'wording',
]);

/**
 * Weighs a folded text in every language and gives the strongest stretch. `strict` leaves the learned weights out: they were learned
 * on sentences, not on what stands in several fields.
 */
export function weigh(text: string, strict = false): Weighed | undefined {
  let best: Weighed | undefined;
  for (const { language, windows } of windowsOf(text)) {
    for (const window of windows) {
      const weighed = weighWindow(window, language, strict);
      if (weighed && (!best || weighed.score > best.score)) best = weighed;
    }
  }
  return best;
}

/** One sentence or several together. */
interface Window { readonly stretches: readonly Stretch[]; readonly hand: readonly Evidence[] }

/** The features of every window of a text, for training. */
export function trainingFeatures(text: string): readonly (readonly string[])[] {
  return windowsOf(text).flatMap(({ windows }) => windows.map(({ stretches, hand }) => [...featuresOf(stretches, hand).keys()]));
}

function windowsOf(text: string): readonly { readonly language: string; readonly windows: readonly Window[] }[] {
  const tokens = tokenize(text);
  if (tokens.words.length < 2) return [];
  const byLanguage = matchConcepts(tokens, text);
  return LANGUAGES.flatMap((language, index) => {
    const hits = byLanguage[index]!;
    return hits.length >= 2 && hits.some((h) => ANCHORS.has(h.concept)) ? [{ language, windows: windowsIn(tokens, hits, language) }] : [];
  });
}

function windowsIn(tokens: Tokens, hits: readonly Hit[], language: string): readonly Window[] {
  const bySentence = new Map<number, Hit[]>();
  for (const hit of hits) {
    const sentence = tokens.sentence[hit.first]!;
    // A phrase does not run over the end of a sentence.
    if (tokens.sentence[hit.last] !== sentence) continue;
    const list = bySentence.get(sentence);
    if (list) list.push(hit);
    else bySentence.set(sentence, [hit]);
  }
  const single = new Map<number, Window>();
  for (const [sentence, list] of bySentence) {
    const stretch = new Stretch(tokens, list, language);
    single.set(sentence, { stretches: [stretch], hand: handEvidence(stretch) });
  }
  const windows = [...single.values()];
  for (const start of single.keys()) {
    const together: Window[] = [];
    for (let s = start; s < start + SENTENCES_TOGETHER; s++) {
      const window = single.get(s);
      if (window) together.push(window);
    }
    if (together.length > 1) windows.push({ stretches: together.flatMap((w) => w.stretches), hand: strongest(together.flatMap((w) => w.hand)) });
  }
  return windows;
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

/** The points of the rules of thumb or of the learned weights, whichever are more. */
function weighWindow({ stretches, hand }: Window, language: string, strict: boolean): Weighed | undefined {
  const features: ReadonlyMap<string, Seen> = strict ? NONE : featuresOf(stretches, hand);
  const points = hand.reduce((sum, e) => sum + e.weight, 0);
  const learned = strict ? 0 : LEARNED_POINTS + POINTS_PER_LOG_ODDS * logOdds(features);
  const score = Math.max(points, learned);
  if (score <= 0) return undefined;
  const shown = hand.filter((e) => e.weight > 0);
  const evidence = learned > points ? [...shown, ...learnedEvidence(features)] : shown;
  if (evidence.length === 0) return undefined;
  // The rules of thumb say best where a message stands; single learned concepts lie all over.
  const spanned = shown.length > 0 ? shown : evidence;
  return { score, language, evidence, first: Math.min(...spanned.map((e) => e.first)), last: Math.max(...spanned.map((e) => e.last)) };
}
