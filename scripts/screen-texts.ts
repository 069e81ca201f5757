/** The texts that the screen is trained on and measured with: public sets from checkouts, and the sentences written for this project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memorySource } from '../src/scanners/bytes.ts';
import { readDicom } from '../src/scanners/dicom/read.ts';
import { readPdf } from '../src/scanners/pdf/read.ts';

/** Texts of one origin. What is left out of training to be measured is left out by `source`. */
export interface TextSet {
  readonly name: string;
  readonly source: string;
  readonly attack: boolean;
  readonly texts: readonly string[];
}

const SENTENCES = join(import.meta.dirname, '../test/scanners/screen/sentences');

const lines = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line.length > 1) : []);

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
const read = (file: string): string => readFileSync(file, 'utf8');

/** Time that one PDF may take: more than any needs, so that the same files give the same texts on a slow machine. */
const MILLISECONDS = 600_000;

/** Texts of short pages, notes and fields; of full pages the learned weights are not asked. */
async function pdfTexts(folder: string): Promise<string[]> {
  const texts: string[] = [];
  for (const file of files(folder, /\.pdf$/i)) {
    const content = await readPdf(readFileSync(file), MILLISECONDS);
    texts.push(...(content?.texts ?? []).filter(({ channel }) => channel !== 'definition').map(({ text }) => text).filter((text) => text.length > 11 && text.length < 4_000));
  }
  return texts;
}

/** Languages of the screen, as translations are named after them. */
const TRANSLATED = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'pt', 'ru', 'zh'];

/** Texts of a language that are taken, evenly from all: what programs tell their users is much alike. */
const MOST_TRANSLATED = 3_000;

function evenly(texts: readonly string[]): string[] {
  const kept = [...new Set(texts)];
  const step = Math.max(1, kept.length / MOST_TRANSLATED);
  return Array.from({ length: Math.min(kept.length, MOST_TRANSLATED) }, (_, i) => kept[Math.floor(i * step)]!);
}

/** What commands of a shell do, in one language: most of it in the imperative. */
function commands(root: string, language: string): string[] {
  return files(join(root, 'tldr'), /\.md$/).filter((file) => new RegExp(`/pages\\.${language}(?:_\\w+)?/`).test(file)).flatMap((file) =>
    [...read(file).matchAll(/^[->] (.{24,})$/gm)].map(([, line]) => line!.replace(/<https?:[^>]*>/g, '')));
}

/** The public benign texts below `root`, which holds a checkout of each set under its repository's name; a set that is not there is empty. */
export async function publicBenign(root: string): Promise<TextSet[]> {
  const set = (name: string, texts: string[]): TextSet => ({ name, source: name, attack: false, texts: [...new Set(texts)] });
  const headers = [...files(join(root, 'pydicom-files'), /./), ...files(join(root, 'dicomParser'), /./)].flatMap((file) => {
    const bytes = readFileSync(file);
    return (readDicom(memorySource(bytes), bytes)?.texts ?? []).map(({ text }) => text).filter((text) => text.length > 11);
  });
  return [
    set('DICOM headers', headers),
    set('MTS-Dialog', files(join(root, 'MTS-Dialog'), /Train.*\.csv$/i).flatMap((file) => pieces(read(file).replace(/","|^"|"$/gm, '\n\n')))),
    set('MEDDOCAN', files(join(root, 'SPACCC_MEDDOCAN/corpus/train'), /\.txt$/).flatMap((file) => pieces(read(file)))),
    set('radreport', files(join(root, 'radreport-templates'), /\.(?:html|md|json|txt)$/).flatMap((file) => pieces(markupFree(read(file))))),
    set('technical', [...files(join(root, 'pydicom/doc'), /\.(?:rst|txt|md)$/), ...files(join(root, 'pdf.js/docs'), /\.md$/)].flatMap((file) => pieces(read(file)))),
    set('interfaces', files(join(root, 'pdf.js/l10n'), /\.ftl$/).flatMap((file) => [...read(file).matchAll(/^\s*\.?[\w-]+ = (.{8,})$/gm)].map((m) => m[1]!.replace(/\{[^}]*\}/g, '3')))),
    ...TRANSLATED.map((language) => ({ ...set(`commands ${language}`, evenly(commands(root, language))), source: 'tldr' })),
    set('PDF texts', await pdfTexts(join(root, 'pdf-files'))),
  ];
}

/** The public attacks below `root`. */
export function publicAttacks(root: string): TextSet[] {
  const bipia = ['text', 'code'].map((kind): TextSet => {
    const file = files(join(root, 'BIPIA'), new RegExp(`^${kind}_attack_train\\.json$`))[0];
    const parsed = file ? (JSON.parse(read(file)) as Record<string, string[]>) : {};
    return { name: `BIPIA ${kind}`, source: 'BIPIA', attack: true, texts: Object.values(parsed).flat() };
  });
  const purple = files(join(root, 'PurpleLlama'), /^prompt_injection\.json$/).flatMap((file) => JSON.parse(read(file)) as { injection_type: string; user_input: string }[]);
  const ofType = (type: string): TextSet => ({ name: `PurpleLlama ${type}`, source: 'PurpleLlama', attack: true, texts: purple.filter((c) => c.injection_type === type).map((c) => c.user_input) });
  return [...bipia, ofType('indirect'), ofType('direct')];
}

/** One sentence in three is held back. By its own letters alone, so that what is held back stays so when others come and go. */
export function heldBack(sentence: string): boolean {
  let hash = 0x811c9dc5;
  for (const unit of sentence) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % 3 === 0;
}

/** The sentences written for this project: for training, or those held back. */
export function ownSentences(held: boolean): TextSet[] {
  return [false, true].flatMap((attack): TextSet[] => {
    const name = attack ? 'attacks' : 'benign';
    const first: TextSet = { name: `own ${name}`, source: 'own', attack, texts: lines(join(SENTENCES, held ? `heldout-${name}.txt` : `${name}.txt`)) };
    const wide = files(join(SENTENCES, name), /\.txt$/).map((file): TextSet => ({ name: `own ${name} ${file.slice(-6, -4)}${file.includes('clinical.') ? ' clinical' : ''}`, source: 'own', attack, texts: lines(file).filter((line) => heldBack(line) === held) }));
    return [first, ...wide];
  });
}

/** A fixed sequence of numbers in [0, 1). */
export function generator(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x100000000;
  };
}

/** Sentences made of each frame. */
const PER_FRAME = 16;

/**
 * Sentences made from frames: lines `name = word | word` fill `{name}` in lines that begin with `>`. Made in a fixed order, so that the
 * same frames give the same sentences. They are for training alone.
 */
export function framed(): TextSet[] {
  return files(join(SENTENCES, 'frames'), /\.txt$/).map((file): TextSet => {
    const words = new Map<string, string[]>();
    const texts = new Set<string>();
    const random = generator();
    for (const line of read(file).split('\n')) {
      const slot = /^(\S+) = (.+)$/.exec(line);
      if (slot) words.set(slot[1]!, slot[2]!.split(' | '));
      if (!line.startsWith('> ')) continue;
      const count = line.includes('{') ? PER_FRAME : 1;
      for (let i = 0; i < count; i++) {
        texts.add(line.slice(2).replace(/\{([^}]+)\}/g, (_all, name: string) => {
          const list = words.get(name);
          if (!list) throw new Error(`${file}: no words for {${name}}`);
          return list[Math.floor(random() * list.length)]!;
        }));
      }
    }
    const benign = /benign\.\w+\.txt$/.test(file);
    return { name: `frames ${file.slice(file.lastIndexOf('/') + 1, -4)}`, source: 'own', attack: !benign, texts: [...texts] };
  });
}
