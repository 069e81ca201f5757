import { constants } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Finding } from '../base/finding.ts';
import { disarm, type DisarmChange } from '../rules/fixtures/disarm.ts';
import type { ByteSource } from '../scanners/bytes.ts';
import { openFile } from './openFile.ts';
import { PdfThread } from './pdfThread.ts';
import { verifySignature } from './signatures.ts';

/** Bytes that are copied at a time: the rest of a file is on the disk and not in memory. */
const CHUNK = 1 << 20;

/** What came of one file. */
export interface DisarmReport {
  readonly file: string;
  /** Path of the copy; absent where none was written. */
  readonly copy?: string;
  readonly changes: readonly DisarmChange[];
  /** What the rules still object to: in the copy, or in the file where nothing was to be done. */
  readonly left: readonly Pick<Finding, 'ruleId' | 'severity' | 'logicalLocation' | 'message'>[];
  /** Why there is no copy. */
  readonly error?: string;
}

/** Where the copy of a file goes: `a/b.dcm` → `a/b.disarmed.dcm`. */
export function copyName(file: string): string {
  const extension = extname(file);
  return join(dirname(file), `${basename(file, extension)}.disarmed${extension}`);
}

/** Writes a disarmed copy beside each file that needs one, never over a file. Rejects for what is no trouble of the file only. */
export async function disarmFiles(files: readonly string[]): Promise<readonly DisarmReport[]> {
  const pdfs = new PdfThread();
  const reports: DisarmReport[] = [];
  for (const file of files) reports.push(await disarmFile(file, pdfs));
  return reports;
}

async function disarmFile(file: string, pdfs: PdfThread): Promise<DisarmReport> {
  const refused = (error: string): DisarmReport => ({ file, changes: [], left: [], error });
  try {
    // Who asks for a file by its name may name a link.
    const source = openFile(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const result = await disarm(source, basename(file), { readPdf: pdfs.read, verifySignature });
      if ('error' in result) return refused(result.error);
      const { copy, changes } = result;
      const left = result.left.map(({ ruleId, severity, logicalLocation, message }) => ({ ruleId, severity, message, ...(logicalLocation === undefined ? {} : { logicalLocation }) }));
      if (changes.length === 0) return { file, changes, left };
      const path = copyName(file);
      return (await written(path, copy)) ? { file, copy: path, changes, left } : refused('was not disarmed: it changed while it was read');
    } finally {
      await source.close();
    }
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return refused(`was not disarmed: ${path ?? 'its copy'} is there already`);
    if (code !== undefined) return refused(`can not be read or its copy not be written (${code})`);
    throw error;
  }
}

/** Writes a new file. False, and no file, where the source gives less than it said. Rejects where there is a file already, or no room. */
async function written(path: string, source: ByteSource): Promise<boolean> {
  const handle = await open(path, 'wx');
  const buffer = new Uint8Array(CHUNK);
  let whole = false;
  try {
    let at = 0;
    while (at < source.length) {
      const bytes = source.read(at, Math.min(source.length, at + CHUNK), buffer);
      if (bytes.length === 0) break;
      // Not one write: a disk may take less than it is given.
      await handle.writeFile(bytes);
      at += bytes.length;
    }
    whole = at === source.length;
  } finally {
    await handle.close();
    // Half a copy would look like one.
    if (!whole) await rm(path, { force: true });
  }
  return whole;
}

/** Whether a file is not as harmless as disarming should make it. Identities are no attack: de-identification is another tool's. */
export const isArmed = ({ error, left }: DisarmReport): boolean =>
  error !== undefined || left.some(({ ruleId, severity }) => severity !== 'note' && !ruleId.endsWith('/identifiable-data'));
