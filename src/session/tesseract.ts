import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Picture } from '../scanners/pixels/render.ts';

/** The part of tesseract.js that is used. */
interface Tesseract {
  createWorker(languages: string, engine: number, options: Readonly<Record<string, unknown>>): Promise<TesseractWorker>;
}
interface TesseractWorker {
  setParameters(parameters: Readonly<Record<string, string>>): Promise<unknown>;
  recognize(image: Uint8Array): Promise<{ readonly data: { readonly text: string } }>;
}

/** Languages of the screen, as tesseract names them; those whose data are installed are read. */
const LANGUAGES = ['eng', 'deu', 'fra', 'spa', 'por', 'ita', 'nld', 'chi_sim', 'jpn', 'kor', 'ara', 'rus'];

/** The neural network engine. */
const LSTM = 1;

/** Letters may stand anywhere: find as much text as possible in no particular order. */
const SPARSE_TEXT = '11';

/** Packages are looked for where Dosimeter itself is installed, never in the tree that is scanned. */
const HERE = import.meta.url;

/** Files with the data of the installed languages, by language. */
function languageFiles(from: string): ReadonlyMap<string, string> {
  const { resolve } = createRequire(from);
  const files = new Map<string, string>();
  for (const language of LANGUAGES) {
    try {
      files.set(language, join(dirname(resolve(`@tesseract.js-data/${language}/package.json`)), '4.0.0_best_int', `${language}.traineddata.gz`));
    } catch {
      // Not installed.
    }
  }
  return files;
}

/** What has to be installed before pixels can be read, for `npm install`; undefined where nothing is missing. */
export function missingForOcr(from = HERE): string | undefined {
  const missing: string[] = [];
  try {
    createRequire(from).resolve('tesseract.js');
  } catch {
    missing.push('tesseract.js');
  }
  if (languageFiles(from).size === 0) missing.push('@tesseract.js-data/eng');
  return missing.length === 0 ? undefined : missing.join(' ');
}

/** Starts the OCR engine; rejects where it is not installed. Everything it needs is on the disk. */
export async function startTesseract(): Promise<(picture: Picture) => Promise<string>> {
  const { createWorker } = createRequire(HERE)('tesseract.js') as Tesseract;
  const files = languageFiles(HERE);
  // All languages have to lie in one folder.
  const folder = await mkdtemp(join(tmpdir(), 'dosimeter-ocr-'));
  try {
    for (const [language, file] of files) await copyFile(file, join(folder, `${language}.traineddata.gz`));
    const worker = await createWorker([...files.keys()].join('+'), LSTM, { langPath: folder, cacheMethod: 'none', errorHandler: () => undefined });
    await worker.setParameters({ tessedit_pageseg_mode: SPARSE_TEXT, user_defined_dpi: '150' });
    return async (picture) => (await worker.recognize(greymap(picture))).data.text;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The picture as a binary portable greymap. */
const greymap = ({ width, height, pixels }: Picture): Uint8Array => Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]);
