/**
 * Reading and screening PDFs against what pdfjs alone takes for their text and operators, in processor time.
 *
 *     node bench/pdf.ts FOLDER [EVERY]
 *
 * EVERY: only every so many-th file below FOLDER (1 unless given). All files are read once to warm up; the second round counts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanSource } from '../src/rules/fixtures/scan.ts';
import { memorySource } from '../src/scanners/bytes.ts';
import { pdfjs } from '../src/scanners/pdf/engine.ts';
import { readPdf } from '../src/scanners/pdf/read.ts';

/** Larger files would decide the sum alone. */
const MAX_BYTES = 3 << 20;

/** Pages of one file, as many as the scanner reads. */
const MAX_PAGES = 500;

const [folder, every] = [process.argv[2], Number(process.argv[3] ?? 1)];
if (folder === undefined) throw new Error('usage: node bench/pdf.ts FOLDER [EVERY]');

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.pdf$/i.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort()
  .filter((_, i) => i % every === 0)
  .map((file) => ({ file, bytes: new Uint8Array(readFileSync(file)) }))
  .filter(({ bytes }) => bytes.length <= MAX_BYTES);

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What any program pays that asks pdfjs for all text and operators. */
async function byPdfjs(bytes: Uint8Array): Promise<void> {
  const { getDocument } = await pdfjs();
  const task = getDocument({ data: bytes.slice(), verbosity: 0, isEvalSupported: false, disableFontFace: true, useSystemFonts: false, useWorkerFetch: false, useWasm: false, isOffscreenCanvasSupported: false, isImageDecoderSupported: false });
  try {
    const document = await task.promise;
    for (let number = 1; number <= Math.min(MAX_PAGES, document.numPages); number++) {
      const page = await document.getPage(number);
      await page.getTextContent();
      await page.getOperatorList();
      page.cleanup();
    }
  } catch {
    // Damaged files cost what they cost until they fail.
  }
  await task.destroy();
}

let [alone, whole] = [0, 0];
for (const counts of [false, true]) {
  for (const { file, bytes } of files) {
    const begun = processorTime();
    await byPdfjs(bytes);
    const between = processorTime();
    await scanSource(file, memorySource(bytes), { readPdf }, bytes);
    const done = processorTime();
    if (!counts) continue;
    alone += between - begun;
    whole += done - between;
  }
}
console.log(`${files.length} files: pdfjs ${Math.round(alone)} ms, screened ${Math.round(whole)} ms, ratio ${(whole / alone).toFixed(2)}`);
process.exit(0);
