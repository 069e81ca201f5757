import { isDeepStrictEqual } from 'node:util';
import { Cancelled, throwIfCancelled, type CancelToken } from '../base/cancel.ts';
import type { Report } from '../base/finding.ts';
import type { ConfigError } from '../policy/jsonReader.ts';
import { memorySource } from '../scanners/bytes.ts';
import { nodeEnvironment } from '../session/environment.ts';
import { fileKind } from '../session/fileKinds.ts';
import type { Host, ListedFile } from '../session/host.ts';
import { nodeHost } from '../session/hostNode.ts';
import { loadFile, MAX_TEXT_BYTES } from '../session/project.ts';
import { artifactScanners } from '../session/scanners.ts';
import { Session } from '../session/session.ts';
import { defaultSettings, findSettingsFile, readSettings, type Settings } from '../session/settings.ts';
import { textsOf } from './snapshot.ts';

/** How a folder is looked at. Plain data. */
export interface FolderOptions {
  /** Absolute path. */
  readonly folder: string;
  /** `false`: only what is open counts, nothing is discovered. For documents outside of all workspace folders. */
  readonly discover: boolean;
  /** `false`: the folder's settings file is not applied. */
  readonly trusted: boolean;
  /** Globs of what is left out, beside those of the settings file. */
  readonly exclude: readonly string[];
}

/** What has changed since the last request. Plain data. */
export interface AnalysisRequest {
  /** Opens the folder anew; the first request has to. */
  readonly open?: FolderOptions;
  /** Texts of the settings files at or above the folder that are open in the editor, by absolute path; they count while the file is on the disk. Given when one of them has changed. */
  readonly settings?: ReadonlyMap<string, string>;
  /** Files may have come or gone. */
  readonly relist: boolean;
  /** Files whose text may have changed, with the text in the editor where they are open. */
  readonly changed: readonly { readonly file: string; readonly open?: string }[];
}

/** What an analysis gives. Plain data. */
export interface AnalysisResult {
  readonly report: Report;
  /** Mistakes in the settings; the defaults were applied instead. */
  readonly settingsErrors: readonly ConfigError[];
  /** There are settings, but the folder is not trusted. */
  readonly settingsIgnored: boolean;
  /** Texts of the files that the report points into. */
  readonly texts: ReadonlyMap<string, string>;
  /** What discovery found. */
  readonly listed: readonly string[];
}

interface Opened { readonly options: FolderOptions; readonly host: Host; readonly settings: Settings; readonly session: Session; readonly settingsIgnored: boolean }

/**
 * The analysis of one folder. Requests are cumulative: what a cancelled one did not get to, the next one does.
 * The session's texts change only inside of a request, so a result always belongs to the texts that it names.
 */
export class FolderAnalysis {
  #opened: Opened | undefined;
  #listed: ReadonlyMap<string, ListedFile> = new Map();
  #relist = true;
  #openSettings: ReadonlyMap<string, string> = new Map();
  /** Files that the session has not seen, with their text in the editor. */
  readonly #pending = new Map<string, string | undefined>();
  /** Texts of open files, for when the folder is listed again. */
  readonly #open = new Map<string, string>();
  /** Open files that discovery leaves out, so that every edit of them does not look again. */
  readonly #leftOut = new Set<string>();

  /** One request at a time. Rejects with `Cancelled`; any other rejection means that the folder has to be opened anew. */
  async analyse(request: AnalysisRequest, token: CancelToken): Promise<AnalysisResult> {
    this.#openSettings = request.settings ?? this.#openSettings;
    const known = this.#opened;
    if (request.open !== undefined) this.#opened = await this.#openFolder(request.open);
    else if (request.settings !== undefined && known !== undefined) this.#opened = await this.#settle(known);
    const opened = this.#opened;
    if (opened === undefined) throw new Error('the folder has not been opened');
    this.#note(request, opened.options.discover);
    if (this.#relist && opened.options.discover) await this.#list(opened);
    throwIfCancelled(token);
    await this.#read(opened, token);
    const report = await opened.session.analyze(token);
    const { settings: { errors }, settingsIgnored } = opened;
    const texts = textsOf(report, errors, (file) => opened.session.text(file));
    return { report, settingsErrors: errors, settingsIgnored, texts, listed: [...this.#listed.keys()] };
  }

  #note({ relist, changed }: AnalysisRequest, discovers: boolean): void {
    this.#relist ||= relist;
    for (const { file, open } of changed) {
      this.#pending.set(file, open);
      if (open === undefined) this.#open.delete(file);
      else this.#open.set(file, open);
      this.#relist ||= discovers && open !== undefined && !this.#listed.has(file) && !this.#leftOut.has(file);
    }
  }

  /** The folder as it is, unless other settings apply to it now: somebody who writes a comment into them changes nothing. */
  async #settle(opened: Opened): Promise<Opened> {
    const { settings } = await this.#settings(opened.options);
    const isSame = isDeepStrictEqual(settings.policy, opened.settings.policy) && isDeepStrictEqual(settings.errors, opened.settings.errors);
    return isSame ? opened : this.#openFolder(opened.options);
  }

  async #settings({ folder, trusted }: FolderOptions): Promise<{ readonly settings: Settings; readonly ignored: boolean }> {
    const file = await findSettingsFile(folder);
    const read = file === undefined || !trusted ? defaultSettings() : await readSettings(file, folder, { text: this.#openSettings.get(file) });
    const settings = read.errors.length === 0 ? read : { ...defaultSettings(), errors: read.errors };
    return { settings, ignored: file !== undefined && !trusted };
  }

  async #openFolder(options: FolderOptions): Promise<Opened> {
    const { settings, ignored } = await this.#settings(options);
    const session = new Session({ policy: settings.policy, models: settings.models, environment: nodeEnvironment(), scanners: artifactScanners(), vouchable: true });
    this.#listed = new Map();
    this.#relist = true;
    for (const [open, text] of this.#open) this.#pending.set(open, text);
    return { options, host: await nodeHost(options.folder), settings, session, settingsIgnored: ignored };
  }

  /** Finds out which files there are, and marks those that the session must read or forget. */
  async #list({ options, host, session, settings: { policy } }: Opened): Promise<void> {
    const listing = await host.list({ paths: ['.'], include: policy.include, exclude: [...policy.exclude, ...options.exclude] });
    for (const { file, reason } of listing.skipped) session.setAside({ file, status: 'skipped', reason });
    const before = this.#listed;
    this.#listed = new Map(listing.files.map((listed) => [listed.file, listed]));
    this.#relist = false;
    for (const file of before.keys()) if (!this.#listed.has(file)) this.#pending.set(file, this.#open.get(file));
    for (const [file, { size }] of this.#listed) if (before.get(file)?.size !== size) this.#pending.set(file, this.#open.get(file));
    this.#leftOut.clear();
    for (const file of this.#open.keys()) if (!this.#listed.has(file)) this.#leftOut.add(file);
  }

  async #read({ options, host, session }: Opened, token: CancelToken): Promise<void> {
    for (const [file, open] of this.#pending) {
      throwIfCancelled(token);
      this.#pending.delete(file);
      const listed = this.#listed.get(file);
      const wanted = listed !== undefined || !options.discover;
      if (wanted && open !== undefined && open.length <= MAX_TEXT_BYTES) await this.#take(session, file, open);
      else if (listed !== undefined) await loadFile(host, session, listed, { artifacts: true });
      else session.applyChange([{ file, text: undefined }]);
    }
  }

  /** Settings and text files are screened as they stand in the editor, too. */
  async #take(session: Session, file: string, text: string): Promise<void> {
    session.applyChange([{ file, text }]);
    const { kind } = fileKind(file);
    if (kind !== 'config' && kind !== 'other') return;
    const whole = new TextEncoder().encode(text);
    await session.scanArtifact(file, { source: memorySource(whole), whole });
  }
}

/** Whether a rejection of `analyse` is a cancellation. */
export const isCancelled = (error: unknown): boolean => error instanceof Cancelled;
