import { throwIfCancelled, type CancelToken } from '../base/cancel.ts';
import type { Notice } from '../base/finding.ts';
import { memorySource } from '../scanners/bytes.ts';
import { decodeText, type TextEncoding } from './decode.ts';
import { reasonOf } from './discover.ts';
import { fileKind } from './fileKinds.ts';
import type { Host, ListedFile, ListOptions } from './host.ts';
import type { Session } from './session.ts';

/** Bytes of the largest text that is analysed. Hand-written files stay far below; more is data or generated. */
export const MAX_TEXT_BYTES = 5_000_000;

/** Bytes up to which an artifact is read whole; of larger ones, such as images, only what a scanner asks for is. */
const WHOLE_ARTIFACT_BYTES = 1 << 16;

export interface LoadOptions extends ListOptions {
  /** Screen files that are no code. */
  readonly artifacts: boolean;
  /** `false` leaves source code out. */
  readonly code?: boolean;
  readonly token?: CancelToken;
}

/** Lists the host's files and hands every one to the session. What could not be read is in the returned notices and in the report. */
export async function loadProject(host: Host, session: Session, options: LoadOptions): Promise<readonly Notice[]> {
  const listing = await host.list(options);
  for (const { file, reason } of listing.skipped) session.setAside({ file, status: 'skipped', reason });
  for (const listed of listing.files) {
    throwIfCancelled(options.token);
    await loadFile(host, session, listed, options);
  }
  return listing.notices;
}

/** Reads one file into the session, as code, as configuration, or for the artifact scanners. */
export async function loadFile(host: Host, session: Session, listed: ListedFile, { artifacts, code = true }: Pick<LoadOptions, 'artifacts' | 'code'>): Promise<void> {
  const { file, size } = listed;
  const { kind } = fileKind(file);
  try {
    if (kind === 'other') {
      if (artifacts) await screenFile(host, session, listed);
      return;
    }
    if ((kind === 'code' || kind === 'notebook') && !code) return;
    if (size > MAX_TEXT_BYTES) return setAside(session, file, 'skipped', TOO_LARGE);
    const bytes = await host.read(file);
    if (bytes.length > MAX_TEXT_BYTES) return setAside(session, file, 'skipped', TOO_LARGE);
    const text = decodeText(bytes, { codingLine: /\.pyw?$/i.test(file) })?.text;
    if (text === undefined) setAside(session, file, 'failed', 'is no text');
    else session.applyChange([{ file, text }]);
    if (artifacts && kind === 'config') await session.scanArtifact(file, { source: memorySource(bytes), whole: bytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    setAside(session, file, 'failed', reasonOf(error));
  }
}

const TOO_LARGE = `larger than ${MAX_TEXT_BYTES / 1_000_000} MB`;

async function screenFile(host: Host, session: Session, { file, size }: ListedFile): Promise<void> {
  if (size <= WHOLE_ARTIFACT_BYTES) {
    const whole = await host.read(file);
    return session.scanArtifact(file, { source: memorySource(whole), whole });
  }
  const opened = await host.open(file);
  try {
    await session.scanArtifact(file, { source: opened, stamp: opened.stamp });
  } finally {
    await opened.close();
  }
}

function setAside(session: Session, file: string, status: 'skipped' | 'failed', reason: string): void {
  const message = `${file} was not analysed: ${reason}`;
  session.setAside({ file, status, reason }, { level: 'warning', code: status === 'failed' ? 'unreadable-file' : 'file-too-large', message, file });
}

/** How a text of the project is stored, for writing it back; undefined when it can't be read. */
export async function readForEdit(host: Host, file: string): Promise<{ readonly text: string; readonly encoding: TextEncoding } | undefined> {
  try {
    return decodeText(await host.read(file), { codingLine: /\.pyw?$/i.test(file) });
  } catch {
    return undefined;
  }
}
