/**
 * Trains the screen (src/scanners/screen/weights.ts, gramWeights.ts) and measures it.
 *
 *     node scripts/train-screen.ts DATA [--write] [--measure] [--halves]
 *
 * DATA is a folder with checkouts of the public sets, each under its repository's name: MTS-Dialog, SPACCC_MEDDOCAN,
 * radreport-templates (benign clinical text), pydicom-files and dicomParser (headers), pydicom, pdf.js (benign technical text and user
 * interface strings in a hundred languages), tldr (what commands of a shell do, in eleven languages), pdf-files (the PDFs that pdf.js
 * and py-pdf/sample-files are tested with), BIPIA and PurpleLlama (attacks). Sentences and frames written for this project are in test/scanners/screen/sentences; one in three, and those in
 * heldout-*.txt, are measured only. --measure trains without each source in turn and measures on what was left out; --halves leaves
 * out every second text of the public sets, and then the others. The same data gives the same weights.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainingWindows } from '../src/scanners/screen/evidence.ts';
import { fold } from '../src/scanners/screen/fold.ts';
import { encodeGrams, GRAM_BITS, gramValue } from '../src/scanners/screen/grams.ts';
import type { LearnedModel } from '../src/scanners/screen/learned.ts';
import { screen } from '../src/scanners/screen/screen.ts';
import { framed, generator, ownSentences, publicAttacks, publicBenign, type TextSet } from './screen-texts.ts';

const root = process.argv[2] ?? '.';

/** Sets of clinical text, of which there is plenty; the others weigh more. */
const CLINICAL: ReadonlySet<string> = new Set(['MTS-Dialog', 'MEDDOCAN', 'radreport']);

/** Clinical sets that the threshold is chosen with: each is judged by a model that was trained without it, as a new set would be. */
const UNSEEN: readonly string[] = ['MEDDOCAN', 'radreport'];

/** Share of their sentences that may lie above the threshold. */
const FALSE_ALARMS = 0.0036;

const EPOCHS = 8;
const RATE = 0.4;
const DECAY = 1e-5;

/** What a feature of concepts counts, beside the words that count `gramValue`. */
const CONCEPT_VALUE = 0.7;

/** Weights of words that are kept: those that matter most. */
const KEPT = 90_000;

/** One way to read a text: the words of a window, and the features of concepts that one language sees in it. */
interface Option { readonly grams: readonly number[]; readonly concepts: readonly number[] }
interface Item { readonly options: readonly Option[]; readonly label: 0 | 1; readonly weight: number }

/** Numbers of the features of concepts. */
const numbers = new Map<string, number>();

function numberOf(feature: string): number {
  let number = numbers.get(feature);
  if (number === undefined) numbers.set(feature, (number = numbers.size));
  return number;
}

/** Windows of one text that are looked at; texts of PDFs have hundreds. */
const MAX_OPTIONS = 200;

function optionsOf(text: string): Option[] {
  const options = trainingWindows(fold(text).text).flatMap(({ grams, readings }): Option[] =>
    readings.length === 0 ? [{ grams, concepts: [] }] : readings.map((features) => ({ grams, concepts: features.map(numberOf) })));
  return options.filter(({ grams, concepts }) => grams.length + concepts.length > 0).slice(0, MAX_OPTIONS);
}

const weightOf = ({ name, source, attack }: TextSet): number =>
  name.startsWith('frames') ? 2 : source === 'own' ? 5 : attack ? 12 : CLINICAL.has(name) ? 0.35 : name === 'DICOM headers' ? 8 : 2;

const known = new Map<TextSet, readonly Item[]>();

/** The items of a set, made once. */
function itemsOf(set: TextSet): readonly Item[] {
  let items = known.get(set);
  if (!items) {
    items = set.texts.map((text): Item => ({ options: optionsOf(text), label: set.attack ? 1 : 0, weight: weightOf(set) }));
    known.set(set, items);
  }
  return items;
}

/** Log odds by feature: those of words, those of concepts. */
interface Weights { readonly grams: Float32Array; readonly concepts: Float32Array; readonly bias: number }

function oddsOf(option: Option, { grams, concepts, bias }: Weights): number {
  let words = 0;
  for (const gram of option.grams) words += grams[gram]!;
  let sum = bias + (option.grams.length > 0 ? words * gramValue(option.grams.length) : 0);
  for (const concept of option.concepts) sum += concepts[concept]! * CONCEPT_VALUE;
  return sum;
}

/** The strongest reading of an item. */
function strongest({ options }: Item, weights: Weights): { readonly odds: number; readonly option: Option } | undefined {
  let best: { odds: number; option: Option } | undefined;
  for (const option of options) {
    const odds = oddsOf(option, weights);
    if (!best || odds > best.odds) best = { odds, option };
  }
  return best;
}

/** Logistic regression by AdaGrad, on the strongest reading of each item. */
function train(sets: readonly TextSet[]): Weights {
  const items = sets.flatMap((set) => itemsOf(set).filter(({ options }) => options.length > 0));
  const weights = { grams: new Float32Array(1 << GRAM_BITS), concepts: new Float32Array(numbers.size), bias: -2 };
  const squares = { grams: new Float32Array(1 << GRAM_BITS).fill(1), concepts: new Float32Array(numbers.size).fill(1), bias: 1 };
  const random = generator();
  const learn = (values: Float32Array, sums: Float32Array, feature: number, slope: number): void => {
    const gradient = slope + DECAY * values[feature]!;
    sums[feature]! += gradient * gradient;
    values[feature]! -= (RATE * gradient) / Math.sqrt(sums[feature]!);
  };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = items.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    for (const item of items) {
      const { odds, option } = strongest(item, weights)!;
      const error = (1 / (1 + Math.exp(-odds)) - item.label) * item.weight;
      squares.bias += error * error;
      weights.bias -= (RATE * error) / Math.sqrt(squares.bias);
      const value = gramValue(option.grams.length || 1);
      for (const gram of option.grams) learn(weights.grams, squares.grams, gram, error * value);
      for (const concept of option.concepts) learn(weights.concepts, squares.concepts, concept, error * CONCEPT_VALUE);
    }
  }
  return weights;
}

/** The log odds above which so few sentences of sets lie that training did not see. */
function thresholdOf(sets: readonly TextSet[]): number {
  const odds = sets.filter(({ name }) => UNSEEN.includes(name)).flatMap((set) => {
    const weights = train(sets.filter((other) => other !== set));
    return itemsOf(set).map((item) => strongest(item, weights)?.odds ?? weights.bias);
  });
  odds.sort((a, b) => b - a);
  return odds[Math.floor(odds.length * FALSE_ALARMS)] ?? 0;
}

/** What ships: weights in steps of a byte, the small ones left out. */
function modelOf(sets: readonly TextSet[]): LearnedModel {
  const { grams, concepts, bias } = train(sets);
  const least = Float32Array.from(grams, Math.abs).sort().at(-KEPT)!;
  const largest = grams.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = Number((largest / 127).toPrecision(3));
  const table = Int8Array.from(grams, (weight) => (Math.abs(weight) < least ? 0 : Math.max(-127, Math.min(127, Math.round(weight / step)))));
  const named = [...numbers].map(([feature, number]) => [feature, Number((concepts[number]! * CONCEPT_VALUE).toFixed(2))] as const);
  return {
    bias: Number((bias - thresholdOf(sets)).toFixed(3)),
    concepts: Object.fromEntries(named.filter(([, weight]) => weight !== 0).sort(([a], [b]) => (a < b ? -1 : 1))),
    grams: { step, table },
  };
}

function write(model: LearnedModel): void {
  const file = (name: string, body: string): void => writeFileSync(join(import.meta.dirname, '../src/scanners/screen', name), `// Generated by scripts/train-screen.ts; do not edit.\n\n${body}`);
  const body = Object.entries(model.concepts).map(([key, weight]) => `  '${key}': ${weight},`).join('\n');
  file('weights.ts', `/** Log odds of a text without features, less the threshold that training chose. */\nexport const BIAS = ${model.bias};\n\n/** Log odds that each feature of concepts adds. */\nexport const WEIGHTS: Readonly<Record<string, number>> = {\n${body}\n};\n`);
  file('gramWeights.ts', `/** Log odds that one step of a weight stands for. */\nexport const GRAM_STEP = ${model.grams.step};\n\n/** Weights of words and pairs of words, as decodeGrams of grams.ts reads them. */\nexport const GRAMS = '${encodeGrams(model.grams.table)}';\n`);
}

/** How many texts of each set are found, as the scanners ask: in a field that can be seen. */
function measure(sets: readonly TextSet[], model: LearnedModel): void {
  for (const { name, texts } of sets) {
    if (texts.length === 0) continue;
    const found = texts.filter((text) => screen(text, { model })).length;
    console.log(`  ${name}: ${found}/${texts.length} (${((100 * found) / texts.length).toFixed(2)} %)`);
  }
}

/** Every second text of the public sets, from the first or the second on; what was written for this project whole. */
const halfOf = (sets: readonly TextSet[], start: 0 | 1): TextSet[] => sets.map((set) => (set.source === 'own' ? set : { ...set, texts: set.texts.filter((_text, i) => i % 2 === start) }));

const all = [...(await publicBenign(root)), ...publicAttacks(root), ...ownSentences(false), ...framed()];
const held = ownSentences(true);
for (const set of all) itemsOf(set);
if (process.argv.includes('--halves')) {
  for (const start of [0, 1] as const) {
    console.log(`without every second text, from number ${start + 1} on`);
    measure([...halfOf(all, start).filter(({ source }) => source !== 'own'), ...held], modelOf(halfOf(all, start === 0 ? 1 : 0)));
  }
} else if (process.argv.includes('--measure')) {
  for (const left of [['BIPIA', 'PurpleLlama'], ['BIPIA'], ['PurpleLlama'], ...all.filter(({ source, attack }) => source !== 'own' && !attack).map(({ source }) => [source])]) {
    console.log(`without ${left.join(', ')}`);
    const out = all.filter(({ source }) => left.includes(source));
    measure(left.includes('BIPIA') ? [...out, ...held] : out, modelOf(all.filter((set) => !out.includes(set))));
  }
} else {
  const model = modelOf(all);
  console.log(`bias ${model.bias}, step ${model.grams.step}, ${Object.keys(model.concepts).length} weights of concepts, ${model.grams.table.filter((w) => w !== 0).length} of words, ${encodeGrams(model.grams.table).length} characters`);
  if (process.argv.includes('--write')) write(model);
  measure([...all, ...held], model);
}
