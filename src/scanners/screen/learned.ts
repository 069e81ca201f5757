import type { Evidence } from './evidence.ts';
import type { Concept } from './lexicon/concepts.ts';
import type { Stretch } from './stretch.ts';
import { COMMANDS } from './stretch.ts';
import { decodeGrams, type GramWeights } from './grams.ts';
import { GRAM_STEP, GRAMS } from './gramWeights.ts';
import { BIAS, WEIGHTS } from './weights.ts';

/** What was learned. */
export interface LearnedModel {
  /** Log odds of a text without features, less the threshold that training chose. */
  readonly bias: number;
  /** Log odds that each feature of concepts adds. */
  readonly concepts: Readonly<Record<string, number>>;
  readonly grams: GramWeights;
}

let shipped: LearnedModel | undefined;

/** The model that the screen uses unless it is given another. */
export const shippedModel = (): LearnedModel => (shipped ??= { bias: BIAS, concepts: WEIGHTS, grams: decodeGrams(GRAM_STEP, GRAMS) });

/** Where a feature was seen: tokens, both included. */
export interface Seen { readonly first: number; readonly last: number }

/** Concepts this close to each other, in reading distance, make a pair. */
const PAIR = 8;

/**
 * What the learned weights look at: which concepts occur, which of them command (`!`), which occur close together (`+`), which rules
 * of thumb hold (`=`). Concepts know no language, so what is learned in one holds in all.
 */
export function featuresOf(stretches: readonly Stretch[], hand: readonly Evidence[]): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>();
  const put = (key: string, ...at: readonly Seen[]): void => {
    if (!seen.has(key)) seen.set(key, { first: Math.min(...at.map((h) => h.first)), last: Math.max(...at.map((h) => h.last)) });
  };
  for (const stretch of stretches) {
    const present = stretch.present();
    for (const concept of present) {
      put(concept, stretch.of(concept)[0]!);
      const command = COMMANDS.includes(concept) ? stretch.commanded(concept)[0] : undefined;
      if (command) put(`!${concept}`, command);
    }
    for (let i = 0; i < present.length; i++) {
      for (let j = i + 1; j < present.length; j++) {
        const [a, b] = [present[i]!, present[j]!].sort();
        const key = `${a}+${b}`;
        if (seen.has(key)) continue;
        const pair = stretch.near(stretch.of(present[i]!), stretch.of(present[j]!), PAIR);
        if (pair) put(key, ...pair);
      }
    }
  }
  for (const e of hand) put(`=${e.rule}`, e);
  return seen;
}

/** Log odds that a text with these features of concepts speaks to a model; 0 is the threshold that training chose. */
export function logOdds(features: ReadonlyMap<string, Seen>, model: LearnedModel): number {
  let sum = model.bias;
  for (const key of features.keys()) sum += model.concepts[key] ?? 0;
  return sum;
}

/** The features that speak loudest, as evidence in words. */
export function learnedEvidence(features: ReadonlyMap<string, Seen>, model: LearnedModel): readonly Evidence[] {
  const loud = [...features].map(([key, at]) => ({ key, at, weight: model.concepts[key] ?? 0 })).filter(({ key, weight }) => weight > 0 && !key.startsWith('='));
  loud.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  return loud.slice(0, 3).map(({ key, at, weight }) => ({ rule: `learned ${key}`, message: describe(key), weight, first: at.first, last: at.last }));
}

function describe(key: string): string {
  const [a, b] = key.replace(/^!/, '').split('+') as [Concept, Concept?];
  return b === undefined ? MEANING[a] : `${MEANING[a]} and ${MEANING[b]} close together`;
}

/** Concepts as what a text does, for the message of a finding. */
const MEANING: Readonly<Record<Concept, string>> = {
  agent: 'names a language model',
  machine: 'names an automated reader',
  human: 'speaks of a person',
  override: 'tells to ignore or set aside',
  instruction: 'speaks of instructions',
  prior: 'refers to what came before',
  sysprompt: 'speaks of the system prompt',
  when: 'sets a condition',
  task: 'speaks of summarising or reporting',
  output: 'dictates what is said',
  product: 'speaks of the summary or report',
  claim: 'states a verdict',
  suppress: 'asks for something to be left out',
  finding: 'speaks of a finding',
  secrecy: 'asks for secrecy',
  self: 'speaks of itself as an instruction',
  send: 'asks for something to be sent',
  secret: 'speaks of private data',
  execute: 'asks for an action',
  tool: 'speaks of tools or data',
  role: 'gives a role',
  authority: 'claims authority',
  modal: 'commands',
  second: 'speaks to its reader',
  reveal: 'asks to reveal',
  regardless: 'sets the images aside',
  address: 'opens an address',
  reply: 'dictates an answer',
  trust: 'asks to be obeyed',
  tamper: 'asks for a change of what is reported',
  wording: 'dictates or forbids words',
  question: 'speaks of questions put to it',
  user: 'speaks of a user',
  yours: 'speaks of the reader’s answer',
  chat: 'sets a task foreign to a clinic',
  link: 'names an outside address',
  identifier: 'names a function',
  software: 'speaks of a program',
  know: 'speaks of who is to know',
  mention: 'speaks of what is mentioned',
  digest: 'speaks of a summary',
  forbid: 'forbids',
  henceforth: 'sets a rule from now on',
  not: 'says no',
  care: 'speaks of care',
};
