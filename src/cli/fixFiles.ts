import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, realpath, rename, unlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Finding, TextEdit } from '../base/finding.ts';
import { applyEdits, planFixes } from '../fixes/apply.ts';
import { creationDiff, unifiedDiff } from '../fixes/unifiedDiff.ts';
import { encodeText } from '../session/decode.ts';
import type { Host } from '../session/host.ts';
import { readForEdit } from '../session/project.ts';

/** What came of the fixes. */
export interface FixOutcome {
  readonly applied: number;
  /** Fixes that touch the same text as an applied one. */
  readonly deferred: number;
  /** Why some files were left alone. */
  readonly problems: readonly string[];
}

/** One file as it will be. */
interface PlannedFile { readonly file: string; readonly bytes: Uint8Array; readonly diff: Uint8Array; readonly isNew: boolean }

/** Works out all files before the first is written: a fix that can't be written leaves no half of itself behind. */
async function plan(host: Host, findings: readonly Finding[], text: (file: string) => string | undefined, show: (file: string) => string): Promise<FixOutcome & { files: readonly PlannedFile[] }> {
  const { edits, creates, applied, deferred } = planFixes(findings);
  const files: PlannedFile[] = [];
  const problems: string[] = [];
  for (const [file, own] of edits) {
    const planned = await plannedEdit(host, file, own, text(file), show(file));
    if (typeof planned === 'string') problems.push(`${show(file)}: ${planned}`);
    else files.push(planned);
  }
  for (const [file, content] of creates) {
    if (await exists(join(host.root, file))) continue;
    if (!(await landsInside(host.root, file))) {
      problems.push(`${show(file)}: a link leads out of the project`);
      continue;
    }
    files.push({ file, bytes: Buffer.from(content), diff: Buffer.from(creationDiff(show(file), content)), isNew: true });
  }
  return problems.length > 0 ? { files: [], problems, applied: 0, deferred: applied + deferred } : { files, problems, applied, deferred };
}

async function plannedEdit(host: Host, file: string, edits: readonly TextEdit[], analysed: string | undefined, shown: string): Promise<PlannedFile | string> {
  const stored = await readForEdit(host, file);
  if (stored === undefined) return 'can not be read';
  if (stored.text !== analysed) return 'changed while it was analysed';
  const text = applyEdits(stored.text, edits);
  const bytes = text === undefined ? undefined : encodeText(text, stored.encoding);
  if (bytes === undefined) return `the fix can not be written in ${stored.encoding.name}`;
  const diff = unifiedDiff(shown, stored.encoding.bom ? `\uFEFF${stored.text}` : stored.text, stored.encoding.bom ? edits.map((edit) => ({ ...edit, start: edit.start + 1, end: edit.end + 1 })) : edits);
  return { file, bytes, diff: encodeText(diff, { name: stored.encoding.name, bom: false }) ?? Buffer.from(diff), isNew: false };
}

/** Writes the safe fixes. Each file is replaced in one step and keeps its encoding, mark, line ends and mode. */
export async function writeFixes(host: Host, findings: readonly Finding[], text: (file: string) => string | undefined, show: (file: string) => string): Promise<FixOutcome> {
  const { files, ...outcome } = await plan(host, findings, text, show);
  for (const { file, bytes, isNew } of files) await replaceFile(join(host.root, file), bytes, isNew);
  return outcome;
}

/** The safe fixes as one unified diff, each file's part in its own encoding. */
export async function printFixes(host: Host, findings: readonly Finding[], text: (file: string) => string | undefined, show: (file: string) => string): Promise<FixOutcome & { readonly diff: Uint8Array }> {
  const { files, ...outcome } = await plan(host, findings, text, show);
  return { ...outcome, diff: Buffer.concat(files.map(({ diff }) => diff)) };
}

async function replaceFile(path: string, bytes: Uint8Array, isNew: boolean): Promise<void> {
  if (isNew) await mkdir(dirname(path), { recursive: true });
  const mode = isNew ? 0o644 : (await lstat(path)).mode & 0o7777;
  const temporary = join(dirname(path), `.dosimeter-${randomBytes(6).toString('hex')}.tmp`);
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    await handle.chmod(mode);
    await handle.close();
    await rename(temporary, path);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** Whether the folder that a new file goes to, links followed, is below the root. */
async function landsInside(root: string, file: string): Promise<boolean> {
  let folder = dirname(join(root, file));
  while (folder !== root && !(await exists(folder))) folder = dirname(folder);
  const way = relative(root, await realpath(folder));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
