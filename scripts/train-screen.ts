/**
 * Trains the weights of the screen (src/scanners/screen/weights.ts) and measures it.
 *
 *     node scripts/train-screen.ts DATA [--write] [--holdout]
 *
 * DATA is a folder with checkouts of the public sets, each under its repository's name: MTS-Dialog, SPACCC_MEDDOCAN,
 * radreport-templates (benign clinical text), pydicom-files and
 * dicomParser (headers), pydicom, pdf.js (benign technical text and user interface strings in a hundred
 * languages), pdf-files (the PDFs that pdf.js and py-pdf/sample-files are tested with), BIPIA and PurpleLlama (attacks). Attack and benign sentences written for this project are in test/scanners/screen/sentences; those in
 * heldout-*.txt are measured only. With --holdout, no public attack and only every second public benign text take part in training, and
 * a run without --write measures what was left out. The same data gives the same weights: the order is shuffled by a fixed generator.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainingFeatures } from '../src/scanners/screen/evidence.ts';
import { memorySource } from '../src/scanners/bytes.ts';
import { readDicom } from '../src/scanners/dicom/read.ts';
import { readPdf } from '../src/scanners/pdf/read.ts';
import { fold } from '../src/scanners/screen/fold.ts';
import { screen } from '../src/scanners/screen/screen.ts';

const root = process.argv[2] ?? '.';
const holdout = process.argv.includes('--holdout');
const sentences = join(import.meta.dirname, '../test/scanners/screen/sentences');

/** Share of the public benign sentences that may lie above the threshold. */
const FALSE_ALARMS = 0.0007;
/** Sets of clinical text, of which there is plenty; the others weigh more. */
const CLINICAL: ReadonlySet<string> = new Set(['MTS-Dialog', 'MEDDOCAN', 'radreport']);

const EPOCHS = 15;
const RATE = 0.3;
const DECAY = 2e-4;

interface Set { readonly name: string; readonly texts: readonly string[] }
interface Item { readonly windows: readonly (readonly string[])[]; readonly label: 0 | 1; readonly weight: number }

const lines = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line.length > 5) : []);

function files(folder: string, pattern: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Sentences of a text, and windows of three of them. */
function pieces(text: string): string[] {
  const out: string[] = [];
  for (const paragraph of text.split(/\n\s*\n|\r/)) {
    const parts = paragraph.split(/(?<=[.!?。！？])\s+|\n/).map((s) => s.trim()).filter((s) => s.length > 7 && s.length < 1_000);
    out.push(...parts);
    for (let i = 0; i + 2 < parts.length; i += 3) out.push(parts.slice(i, i + 3).join(' '));
  }
  return out;
}

const markupFree = (text: string): string => text.replace(/<[^>]+>/g, '\n').replace(/&[a-z]+;/g, ' ');

/** The public benign texts: all, or with --holdout every second, `kept` the ones that are measured. */
function benign(kept: boolean): Set[] {
  const unique = (name: string, texts: string[]): Set => ({ name, texts: [...new Set(texts)].filter((_, i) => !holdout || (i % 2 === 1) === kept) });
  const mts = files(join(root, 'MTS-Dialog'), /Train.*\.csv$/i).flatMap((f) => pieces(readFileSync(f, 'utf8').replace(/","|^"|"$/gm, '\n\n')));
  const spanish = files(join(root, 'SPACCC_MEDDOCAN/corpus/train'), /\.txt$/).flatMap((f) => pieces(readFileSync(f, 'utf8')));
  const radiology = files(join(root, 'radreport-templates'), /\.(?:html|md|json|txt)$/).flatMap((f) => pieces(markupFree(readFileSync(f, 'utf8'))));
  const technical = [...files(join(root, 'pydicom/doc'), /\.(?:rst|txt|md)$/), ...files(join(root, 'pdf.js/docs'), /\.md$/)].flatMap((f) => pieces(readFileSync(f, 'utf8')));
  const interfaces = files(join(root, 'pdf.js/l10n'), /\.ftl$/).flatMap((f) => [...readFileSync(f, 'utf8').matchAll(/^\s*\.?[\w-]+ = (.{8,})$/gm)].map((m) => m[1]!.replace(/\{[^}]*\}/g, '3')));
  const headers = [...files(join(root, 'pydicom-files'), /./), ...files(join(root, 'dicomParser'), /./)].flatMap((f) => {
    const bytes = readFileSync(f);
    return (readDicom(memorySource(bytes), bytes)?.texts ?? []).map((t) => t.text).filter((t) => t.length > 11);
  });
  return [unique('DICOM headers', headers), unique('MTS-Dialog', mts), unique('MEDDOCAN', spanish), unique('radreport', radiology), unique('technical', technical), unique('interfaces', interfaces), unique('PDF texts', fromPdfs)];
}

/** Texts of short pages, notes and fields; of full pages the learned weights are not asked. */
async function pdfTexts(): Promise<string[]> {
  const texts: string[] = [];
  for (const file of files(join(root, 'pdf-files'), /\.pdf$/i)) {
    const content = await readPdf(readFileSync(file), 20_000);
    texts.push(...(content?.texts ?? []).filter(({ channel }) => channel !== 'definition').map(({ text }) => text).filter((text) => text.length > 11 && text.length < 4_000));
  }
  return texts;
}

const fromPdfs = await pdfTexts();

function attacks(): Set[] {
  const bipia = ['text_attack_train.json', 'code_attack_train.json'].map((name) => {
    const file = files(join(root, 'BIPIA'), new RegExp(`^${name}$`))[0];
    const parsed = file ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>) : {};
    return { name: `BIPIA ${name.slice(0, 4)}`, texts: Object.values(parsed).flat() };
  });
  const purple = files(join(root, 'PurpleLlama'), /^prompt_injection\.json$/).flatMap((f) => JSON.parse(readFileSync(f, 'utf8')) as { injection_type: string; user_input: string }[]);
  const ofType = (type: string): Set => ({ name: `PurpleLlama ${type}`, texts: purple.filter((c) => c.injection_type === type).map((c) => c.user_input) });
  // What a user types to a chat is no text of a file: measured, but no example to learn from.
  return [...bipia, ofType('indirect'), ...(holdout ? [ofType('direct')] : [])];
}

/** A fixed sequence of numbers in [0, 1). */
function generator(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x80000000;
}

/** Logistic regression by AdaGrad; an item counts by its strongest window. */
function train(items: readonly Item[]): { weights: Map<string, number>; bias: number } {
  const weights = new Map<string, number>();
  const squares = new Map<string, number>();
  const random = generator();
  const order = [...items];
  let bias = -3;
  let biasSquares = 1;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const { windows, label, weight } of order) {
      let best = windows[0]!;
      let odds = -Infinity;
      for (const window of windows) {
        const sum = window.reduce((s, f) => s + (weights.get(f) ?? 0), bias);
        if (sum > odds) [odds, best] = [sum, window];
      }
      const error = (1 / (1 + Math.exp(-odds)) - label) * weight;
      biasSquares += error * error;
      bias -= (RATE * error) / Math.sqrt(biasSquares);
      for (const feature of best) {
        const value = weights.get(feature) ?? 0;
        const gradient = error + DECAY * value;
        const square = (squares.get(feature) ?? 1) + gradient * gradient;
        squares.set(feature, square);
        weights.set(feature, value - (RATE * gradient) / Math.sqrt(square));
      }
    }
  }
  return { weights, bias };
}

const features = (texts: readonly string[], label: 0 | 1, weight: number): Item[] =>
  texts.map((text) => ({ windows: trainingFeatures(fold(text).text), label, weight })).filter(({ windows }) => windows.length > 0);

const quiet = benign(false);
const publicItems = quiet.flatMap(({ name, texts }) => features(texts, 0, name === 'DICOM headers' ? 8 : CLINICAL.has(name) ? 0.35 : 3));
const ownBenign = features(lines(join(sentences, 'benign.txt')), 0, 20);
const ownAttacks = features(lines(join(sentences, 'attacks.txt')), 1, 10);
const publicAttacks = holdout ? [] : attacks().flatMap(({ texts }) => features(texts, 1, 1));

const { weights, bias } = train([...publicItems, ...ownBenign, ...ownAttacks, ...publicAttacks]);
const oddsOf = ({ windows }: Item): number => Math.max(...windows.map((w) => w.reduce((s, f) => s + (weights.get(f) ?? 0), bias)));
const total = quiet.reduce((sum, { texts }) => sum + texts.length, 0);
const ranked = publicItems.map(oddsOf).sort((a, b) => b - a);
const threshold = ranked[Math.floor(total * FALSE_ALARMS)] ?? 0;
const above = (items: readonly Item[]): string => `${items.filter((i) => oddsOf(i) > threshold).length}/${items.length}`;
console.log(`${total} benign public texts, threshold ${threshold.toFixed(2)}; learned alone: own attacks ${above(ownAttacks)}, own benign ${above(ownBenign)}, public attacks ${above(publicAttacks)}`);

if (process.argv.includes('--write')) {
  const kept = [...weights].filter(([, w]) => Math.abs(w) >= 0.02).sort(([a], [b]) => (a < b ? -1 : 1));
  const body = kept.map(([key, w]) => `  '${key}': ${Number(w.toFixed(2))},`).join('\n');
  writeFileSync(
    join(import.meta.dirname, '../src/scanners/screen/weights.ts'),
    `// Generated by scripts/train-screen.ts; do not edit.\n\n/** Log odds of a text without features, less the threshold that training chose. */\nexport const BIAS = ${(bias - threshold).toFixed(3)};\n\n/** Log odds that each feature adds. */\nexport const WEIGHTS: Readonly<Record<string, number>> = {\n${body}\n};\n`,
  );
  console.log(`${kept.length} weights written`);
} else {
  const rate = ({ name, texts }: Set): void => {
    const found = texts.filter((text) => screen(text)).length;
    console.log(`${name}: ${found}/${texts.length} (${((100 * found) / Math.max(1, texts.length)).toFixed(2)} %)`);
  };
  for (const set of [...benign(true), ...attacks()]) rate(set);
  for (const name of ['attacks', 'heldout-attacks', 'benign', 'heldout-benign']) rate({ name, texts: lines(join(sentences, `${name}.txt`)) });
}
