import { readFile, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Notice, Report } from '../base/finding.ts';
import type { Severity } from '../base/words.ts';
import { formatConfigError } from '../policy/jsonReader.ts';
import { parseBaseline, BaselineError } from '../report/baseline.ts';
import { reportView, type ReportView } from '../report/view.ts';
import { decodeText } from '../session/decode.ts';
import { nodeEnvironment } from '../session/environment.ts';
import type { Host } from '../session/host.ts';
import { nodeHost } from '../session/hostNode.ts';
import { OcrThread } from '../session/ocrThread.ts';
import { loadProject } from '../session/project.ts';
import { artifactScanners } from '../session/scanners.ts';
import { Session } from '../session/session.ts';
import { defaultSettings, readSettings, type Settings, type SettingsOptions } from '../session/settings.ts';
import { missingForOcr } from '../session/tesseract.ts';
import { changedSince } from './git.ts';
import { version } from './installation.ts';
import { UsageError, type LintOptions } from './options.ts';
import { findTarget, relativePath } from './root.ts';

/** A finished analysis, with what is needed to show it and to change the files. */
export interface Scan {
  readonly view: ReportView;
  readonly host: Host;
  /** Milliseconds by phase. */
  readonly timings: Readonly<Record<string, number>>;
}

/** Settings of a run that are wrong; ends the program with status 2. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Analyses what the options name. Throws `UsageError` and `SettingsError`; anything else is a crash. */
export async function scan(options: LintOptions): Promise<Scan> {
  const started = performance.now();
  const target = options.stdin === undefined ? await findTarget(options.paths, options.config) : await findTarget(treeOfBuffer(options.stdin), options.config);
  const settings = await settingsFor(target.settingsFile, { models: options.fixtures !== 'only' });
  const host = await nodeHost(target.root);
  const { policy, models } = settings;
  const ocr = options.ocr && options.fixtures !== 'no' && options.stdin === undefined ? ocrThread() : undefined;
  const session = new Session({
    policy, models,
    environment: nodeEnvironment(options.jobs === undefined ? {} : { jobs: options.jobs }),
    code: options.fixtures !== 'only',
    scanners: options.fixtures === 'no' || options.stdin !== undefined ? [] : artifactScanners(ocr === undefined ? {} : { ocr }),
    ...(options.rules === undefined ? {} : { onlyRules: options.rules }),
  });
  const modelNotices = (): readonly Notice[] => models.errors.map(({ file, row, message }) => ({ level: 'warning', code: 'model-error', message: `models ${file}${row === null ? '' : ` row ${row}`}: ${message}` }));
  const ready = performance.now();
  const notices = await loadProject(host, session, { paths: options.stdin === undefined ? target.paths : ['.'], include: policy.include, exclude: policy.exclude, artifacts: options.fixtures !== 'no' && options.stdin === undefined, code: options.fixtures !== 'only' }).finally(() => ocr?.stop());
  const buffer = options.stdin === undefined ? undefined : relativePath(target.root, await bufferPath(options.stdin));
  if (buffer !== undefined) session.applyChange([{ file: buffer, text: await standardInput() }]);
  const loaded = performance.now();
  const full = await session.analyze();
  const report = await narrowed({ ...full, notices: [...(session.hasCode ? modelNotices() : []), ...notices, ...full.notices] }, options, host.root, buffer);
  const view = reportView({
    report,
    flowRules: policy.flowRules,
    version: version(),
    rootUri: `${pathToFileURL(host.root).href.replace(/\/$/, '')}/`,
    show: (file) => shownPath(host.root, file),
    text: (file) => session.text(file),
  });
  return { view, host, timings: { settings: ready - started, read: loaded - ready, ...full.timings, total: performance.now() - started } };
}

/** The engine that reads pixels; a `UsageError` with what to install where it is not there. */
function ocrThread(): OcrThread {
  const missing = missingForOcr();
  if (missing !== undefined) throw new UsageError(`--ocr reads pixels with packages that are not installed beside Dosimeter: npm install ${missing}`);
  return new OcrThread();
}

/** The settings of a file, or the defaults; wrong ones are a `SettingsError`. */
export async function settingsFor(file: string | undefined, what: SettingsOptions = {}): Promise<Settings> {
  if (file === undefined) return defaultSettings(what);
  let settings: Settings;
  try {
    settings = await readSettings(file, process.cwd(), what);
  } catch (error) {
    throw new SettingsError(`${file} can not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (settings.errors.length > 0) throw new SettingsError(settings.errors.map(formatConfigError).join('\n'));
  return settings;
}

/** From the current folder, unless the way up and down is longer than the whole path. */
function shownPath(root: string, file: string): string {
  const fromHere = relative(process.cwd(), root);
  const folder = fromHere.length < root.length ? fromHere : root;
  return folder === '' ? file : `${folder}/${file}`;
}

/** The part of a report that the options ask for. */
async function narrowed(report: Report, options: LintOptions, root: string, buffer: string | undefined): Promise<Report> {
  const tests: ((finding: Finding) => boolean)[] = [];
  if (buffer !== undefined) tests.push(({ place }) => place.file === buffer);
  if (options.baseline !== undefined) {
    const known = await readBaseline(options.baseline);
    tests.push(({ fingerprint }) => !known.has(fingerprint));
  }
  if (options.changedSince !== undefined) {
    const changed = await changedSince(root, options.changedSince);
    tests.push(({ place, flow }) => changed.has(place.file) || flow.some((step) => changed.has(step.place.file)));
  }
  return tests.length === 0 ? report : { ...report, findings: report.findings.filter((finding) => tests.every((test) => test(finding))) };
}

async function readBaseline(file: string): Promise<ReadonlySet<string>> {
  try {
    return parseBaseline(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof BaselineError) throw new SettingsError(`${file} ${error.message}.`);
    throw new UsageError(`--baseline: ${file} can not be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
}

/** The tree that a buffer is part of: the current folder where that holds it, else its own. */
function treeOfBuffer(path: string): readonly string[] {
  const way = relative(process.cwd(), dirname(path));
  return way.startsWith('..') || isAbsolute(way) ? [dirname(path)] : ['.', dirname(path)];
}

/** The buffer's file need not exist, the folder that it belongs to must (and does: it is part of the target). */
const bufferPath = async (path: string): Promise<string> => join(await realpath(dirname(path)), basename(path));

async function standardInput(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  const decoded = decodeText(Buffer.concat(chunks));
  if (decoded === undefined) throw new UsageError('Standard input is no text.');
  return decoded.text;
}

const RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, note: 1 };

/** Whether a report is bad enough to fail on. */
export function fails(findings: readonly Finding[], failOn: LintOptions['failOn']): boolean {
  return failOn !== 'never' && findings.some(({ severity }) => RANK[severity] >= RANK[failOn]);
}

/** Writes a report file, or says what is in the way. */
export async function writeReport(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new UsageError(`${file} can not be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
}
