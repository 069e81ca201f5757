import { throwIfCancelled, type CancelToken } from '../base/cancel.ts';
import type { Notice } from '../base/finding.ts';
import { decodeText, type TextEncoding } from './decode.ts';
import { reasonOf } from './discover.ts';
import { fileKind } from './fileKinds.ts';
import type { Host, ListedFile, ListOptions } from './host.ts';
import type { Session } from './session.ts';

/** Bytes of the largest text that is analysed. Hand-written files stay far below; more is data or generated. */
export const MAX_TEXT_BYTES = 5_000_000;

/** Bytes of the largest artifact that is screened: multi-frame studies reach hundreds of megabytes, a reader of text need not. */
export const MAX_ARTIFACT_BYTES = 64_000_000;

export interface LoadOptions extends ListOptions {
  /** Screen files that are no code. */
  readonly artifacts: boolean;
  readonly token?: CancelToken;
}

/** Lists the host's files and hands every one to the session. What could not be read is in the returned notices and in the report. */
export async function loadProject(host: Host, session: Session, options: LoadOptions): Promise<readonly Notice[]> {
  const listing = await host.list(options);
  for (const { file, reason } of listing.skipped) session.setAside({ file, status: 'skipped', reason });
  for (const listed of listing.files) {
    throwIfCancelled(options.token);
    await loadFile(host, session, listed, options.artifacts);
  }
  return listing.notices;
}

/** Reads one file into the session, as code, as configuration, or for the artifact scanners. */
export async function loadFile(host: Host, session: Session, { file, size }: ListedFile, artifacts: boolean): Promise<void> {
  const { kind } = fileKind(file);
  const textual = kind !== 'other';
  if (!textual && !artifacts) return;
  const limit = textual ? MAX_TEXT_BYTES : MAX_ARTIFACT_BYTES;
  if (size > limit) return setAside(session, file, 'skipped', `larger than ${limit / 1_000_000} MB`);
  let bytes: Uint8Array;
  try {
    bytes = await host.read(file);
  } catch (error) {
    return setAside(session, file, 'failed', reasonOf(error));
  }
  if (bytes.length > limit) return setAside(session, file, 'skipped', `larger than ${limit / 1_000_000} MB`);
  if (textual) {
    const text = decodeText(bytes, { codingLine: /\.pyw?$/i.test(file) })?.text;
    if (text === undefined) setAside(session, file, 'failed', 'is no text');
    else session.applyChange([{ file, text }]);
  }
  if (artifacts && kind !== 'code') await session.scanArtifact(file, bytes);
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
