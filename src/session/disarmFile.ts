import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Finding } from '../base/finding.ts';
import { disarm, type DisarmChange } from '../rules/fixtures/disarm.ts';
import { PdfThread } from './pdfThread.ts';
import { verifySignature } from './signatures.ts';

/** Bytes of the largest file that is disarmed: it is held in memory twice. */
const MAX_FILE_BYTES = 1 << 30;

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
    const { size } = await stat(file);
    if (size > MAX_FILE_BYTES) return refused(`is larger than ${MAX_FILE_BYTES >> 20} MB`);
    const result = await disarm(await readFile(file), basename(file), { readPdf: pdfs.read, verifySignature });
    if ('error' in result) return refused(result.error);
    const { bytes, changes } = result;
    const left = result.left.map(({ ruleId, severity, logicalLocation, message }) => ({ ruleId, severity, message, ...(logicalLocation === undefined ? {} : { logicalLocation }) }));
    if (changes.length === 0) return { file, changes, left };
    const copy = copyName(file);
    await writeFile(copy, bytes, { flag: 'wx' });
    return { file, copy, changes, left };
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return refused(`was not disarmed: ${path ?? 'its copy'} is there already`);
    if (code !== undefined) return refused(`can not be read or its copy not be written (${code})`);
    throw error;
  }
}

/** Whether a file is not as harmless as disarming should make it. Identities are no attack: de-identification is another tool's. */
export const isArmed = ({ error, left }: DisarmReport): boolean =>
  error !== undefined || left.some(({ ruleId, severity }) => severity !== 'note' && !ruleId.endsWith('/identifiable-data'));
