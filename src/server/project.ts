import { Cancelled, throwIfCancelled } from '../base/cancel.ts';
import type { ClientSettings } from '../protocol/protocol.ts';
import { memorySource } from '../scanners/bytes.ts';
import { nodeEnvironment } from '../session/environment.ts';
import { fileKind } from '../session/fileKinds.ts';
import type { Host, ListedFile } from '../session/host.ts';
import { nodeHost } from '../session/hostNode.ts';
import { loadFile, MAX_TEXT_BYTES } from '../session/project.ts';
import { artifactScanners } from '../session/scanners.ts';
import { Session } from '../session/session.ts';
import { defaultSettings, findSettingsFile, readSettings, type Settings } from '../session/settings.ts';
import { DEBOUNCE_MS } from './limits.ts';
import { makeSnapshot, type Snapshot } from './snapshot.ts';

/** What a project needs of the server. Files are named relative to the folder, with `/`. */
export interface ProjectContext {
  /** Text of a document that is open in the editor; undefined when it is not. */
  openText(file: string): string | undefined;
  openFiles(): Iterable<string>;
  /** Called with every result that is not out of date. */
  publish(snapshot: Snapshot): void;
  stateChanged(state: ProjectState): void;
  log(message: string): void;
}

export type ProjectState = 'analysing' | 'ready' | 'failed';

/** How a project is looked at. */
export interface ProjectOptions {
  /** Absolute path. */
  readonly folder: string;
  /** `false`: only what is open counts, nothing is discovered. For documents outside of all workspace folders. */
  readonly discover: boolean;
  /** `false`: the folder's settings file is not applied. */
  readonly trusted: boolean;
  readonly client: ClientSettings;
  /** Globs of parts that other projects look after. */
  readonly foreign: readonly string[];
}

/** A folder that has been opened with its settings. */
interface Opened { readonly host: Host; readonly settings: Settings; readonly session: Session; readonly ignoredSettings: boolean }

/**
 * One workspace folder: collects what changes in the editor and on the disk, and analyses when that has come to rest.
 * The session's texts change only at the start of an analysis, so a result always belongs to the texts that it names.
 */
export class Project {
  readonly #context: ProjectContext;
  #options: ProjectOptions;
  #opened: Opened | undefined;
  /** What discovery found last. */
  #listed: ReadonlyMap<string, ListedFile> = new Map();
  /** Files whose text the session has not seen yet. */
  readonly #stale = new Set<string>();
  /** What the next analysis has to do first. */
  #reopen = true;
  #relist = true;
  #dirty = false;
  #timer: NodeJS.Timeout | undefined;
  #token = { cancelled: false };
  #running: Promise<void> | undefined;
  #disposed = false;
  #snapshot: Snapshot | undefined;

  constructor(options: ProjectOptions, context: ProjectContext) {
    this.#options = options;
    this.#context = context;
  }

  get folder(): string {
    return this.#options.folder;
  }

  get discovers(): boolean {
    return this.#options.discover;
  }

  /** The last result that was published. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  /** What the user should know beside the findings. */
  get remarks(): readonly string[] {
    const remarks: string[] = [];
    if (this.#opened?.ignoredSettings === true) remarks.push('The settings file dosimeter.jsonc is not applied because this folder is not trusted.');
    if ((this.#opened?.settings.errors.length ?? 0) > 0) remarks.push('The settings file dosimeter.jsonc has mistakes; the defaults apply until they are corrected.');
    return remarks;
  }

  /** Reads everything again, with new options if given. */
  reload(options: ProjectOptions = this.#options): void {
    this.#options = options;
    this.#reopen = true;
    this.#changed(0);
  }

  /** An open document was opened, edited or saved. Files that discovery has not seen yet are looked for. */
  documentChanged(file: string): void {
    this.#stale.add(file);
    if (this.#options.discover && !this.#listed.has(file)) this.#relist = true;
    this.#changed();
  }

  /** A document was closed: from now on the disk decides. */
  documentClosed(file: string): void {
    this.#stale.add(file);
    this.#changed();
  }

  /** The content of a file on the disk changed. What is open in the editor is not affected. */
  fileChanged(file: string): void {
    if (!this.#listed.has(file) || this.#context.openText(file) !== undefined) return;
    this.#stale.add(file);
    this.#changed();
  }

  /** Files or folders came or went, or what is ignored changed. */
  filesMoved(): void {
    this.#relist = true;
    this.#changed();
  }

  /** Brings the result up to date without waiting for rest, and gives it; undefined when there is none. */
  async upToDate(): Promise<Snapshot | undefined> {
    while (!this.#disposed && (this.#dirty || this.#running !== undefined)) await this.#flush();
    return this.#snapshot;
  }

  dispose(): void {
    this.#disposed = true;
    this.#token.cancelled = true;
    clearTimeout(this.#timer);
  }

  #changed(delay = DEBOUNCE_MS): void {
    if (this.#disposed) return;
    this.#dirty = true;
    this.#token.cancelled = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(), delay);
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#loop().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #loop(): Promise<void> {
    // A timer that is set means that more may follow: it starts the next round itself.
    while (this.#dirty && this.#timer === undefined && !this.#disposed) {
      this.#dirty = false;
      await this.#analyse();
    }
  }

  async #analyse(): Promise<void> {
    const token = { cancelled: false };
    this.#token = token;
    this.#context.stateChanged('analysing');
    try {
      const opened = await this.#open();
      await this.#list(opened, token);
      await this.#read(opened, token);
      const report = await opened.session.analyze(token);
      // Edits that arrived while the solver held this thread are handled now; they make the result out of date.
      await new Promise((resolve) => setImmediate(resolve));
      throwIfCancelled(token);
      this.#snapshot = makeSnapshot(report, opened.settings.errors, (file) => opened.session.text(file));
      this.#context.publish(this.#snapshot);
      this.#context.stateChanged('ready');
    } catch (error) {
      if (error instanceof Cancelled) return;
      this.#context.log(`The analysis of ${this.folder} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      this.#context.stateChanged('failed');
    }
  }

  async #open(): Promise<Opened> {
    if (this.#opened !== undefined && !this.#reopen) return this.#opened;
    this.#reopen = false;
    try {
      const { folder, trusted } = this.#options;
      const file = await findSettingsFile(folder);
      const read = file === undefined || !trusted ? defaultSettings() : await readSettings(file, folder);
      const settings = read.errors.length === 0 ? read : { ...defaultSettings(), errors: read.errors };
      const session = new Session({ policy: settings.policy, models: settings.models, environment: nodeEnvironment(), scanners: artifactScanners() });
      this.#opened = { host: await nodeHost(folder), settings, session, ignoredSettings: file !== undefined && !trusted };
      this.#listed = new Map();
      this.#relist = true;
      for (const open of this.#context.openFiles()) this.#stale.add(open);
      return this.#opened;
    } catch (error) {
      this.#reopen = true;
      throw error;
    }
  }

  /** Finds out which files there are, and marks those that the session must read or forget. */
  async #list({ host, session, settings: { policy } }: Opened, token: { readonly cancelled: boolean }): Promise<void> {
    if (!this.#relist || !this.#options.discover) return;
    this.#relist = false;
    try {
      const exclude = [...policy.exclude, ...this.#options.client.exclude, ...this.#options.foreign];
      const listing = await host.list({ paths: ['.'], include: policy.include, exclude });
      for (const { file, reason } of listing.skipped) session.setAside({ file, status: 'skipped', reason });
      const before = this.#listed;
      this.#listed = new Map(listing.files.map((listed) => [listed.file, listed]));
      for (const file of before.keys()) if (!this.#listed.has(file)) this.#stale.add(file);
      for (const [file, { size }] of this.#listed) if (before.get(file)?.size !== size) this.#stale.add(file);
      throwIfCancelled(token);
    } catch (error) {
      if (!(error instanceof Cancelled)) this.#relist = true;
      throw error;
    }
  }

  async #read({ host, session }: Opened, token: { readonly cancelled: boolean }): Promise<void> {
    for (const file of this.#stale) {
      throwIfCancelled(token);
      this.#stale.delete(file);
      const listed = this.#listed.get(file);
      const wanted = listed !== undefined || !this.#options.discover;
      const open = wanted ? this.#context.openText(file) : undefined;
      if (open !== undefined && open.length <= MAX_TEXT_BYTES) await this.#take(session, file, open);
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
