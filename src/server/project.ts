import { Cancelled } from '../base/cancel.ts';
import type { FolderOptions } from './analysis.ts';
import type { AnalysisThread, Running } from './analysisThread.ts';
import { DEBOUNCE_MS } from './limits.ts';
import { makeSnapshot, type Snapshot } from './snapshot.ts';

/** What a project needs of the server. Files are named relative to the folder, with `/`. */
export interface ProjectContext {
  readonly thread: AnalysisThread;
  /** Text of a document that is open in the editor; undefined when it is not. */
  openText(file: string): string | undefined;
  openFiles(): Iterable<string>;
  /** Settings files at or above the folder that are open in the editor, by absolute path. */
  openSettings(): ReadonlyMap<string, string>;
  /** Called with every result that is not out of date. */
  publish(snapshot: Snapshot): void;
  stateChanged(state: ProjectState): void;
  log(message: string): void;
}

export type ProjectState = 'analysing' | 'ready' | 'failed';

let lastNumber = 0;

/** One workspace folder: collects what changes in the editor and on the disk, and has it analysed when that has come to rest. */
export class Project {
  readonly options: FolderOptions;
  readonly #context: ProjectContext;
  /** Tells the projects apart on the analysis thread. */
  readonly #number = ++lastNumber;
  /** What discovery found last. */
  #listed: ReadonlySet<string> = new Set();
  /** What the next analysis has to be told. */
  readonly #changed = new Set<string>();
  #reopen = true;
  #relist = false;
  #settingsChanged = false;
  #dirty = false;
  #timer: NodeJS.Timeout | undefined;
  #analysis: Running | undefined;
  #working: Promise<void> | undefined;
  #disposed = false;
  #snapshot: Snapshot | undefined;

  constructor(options: FolderOptions, context: ProjectContext) {
    this.options = options;
    this.#context = context;
  }

  /** The last result that was published. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  /** What the user should know beside the findings. */
  get remarks(): readonly string[] {
    const remarks: string[] = [];
    if (this.#snapshot?.settingsIgnored === true) remarks.push('The settings file dosimeter.jsonc is not applied because this folder is not trusted.');
    if ((this.#snapshot?.settingsErrors.length ?? 0) > 0) remarks.push('The settings file dosimeter.jsonc has mistakes; the defaults apply until they are corrected.');
    return remarks;
  }

  /** Reads the settings and everything else again. */
  reload(): void {
    this.#reopen = true;
    this.#schedule(0);
  }

  /** A settings file that may apply was opened, edited or closed. */
  settingsChanged(): void {
    this.#settingsChanged = true;
    this.#schedule();
  }

  /** A document was opened, edited or closed. */
  documentChanged(file: string): void {
    this.#changed.add(file);
    this.#schedule();
  }

  /** The content of a file on the disk changed. What is open in the editor is not affected. */
  fileChanged(file: string): void {
    if (this.#listed.has(file) && this.#context.openText(file) === undefined) this.documentChanged(file);
  }

  /** Files or folders came or went, or what is ignored changed. */
  filesMoved(): void {
    this.#relist = true;
    this.#schedule();
  }

  /** Brings the result up to date without waiting for rest, and gives it; undefined when there is none. */
  async upToDate(): Promise<Snapshot | undefined> {
    while (!this.#disposed && (this.#dirty || this.#working !== undefined)) await this.#flush();
    return this.#snapshot;
  }

  dispose(): void {
    this.#disposed = true;
    this.#analysis?.cancel();
    clearTimeout(this.#timer);
    this.#context.thread.forget(this.#number);
  }

  #schedule(delay = DEBOUNCE_MS): void {
    if (this.#disposed) return;
    this.#dirty = true;
    this.#analysis?.cancel();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(), delay);
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return this.#working;
  }

  async #work(): Promise<void> {
    // A timer that is set means that more may follow: it starts the next round itself.
    while (this.#dirty && this.#timer === undefined && !this.#disposed) {
      this.#dirty = false;
      await this.#analyse();
    }
  }

  async #analyse(): Promise<void> {
    this.#context.stateChanged('analysing');
    try {
      this.#analysis = this.#context.thread.analyse(this.#number, this.#request());
      const { report, texts, settingsErrors, settingsIgnored, listed } = await this.#analysis.result;
      this.#listed = new Set(listed);
      // An edit may have arrived together with the result.
      if (this.#dirty || this.#disposed) return;
      this.#snapshot = makeSnapshot({ report, texts, settingsErrors, settingsIgnored });
      this.#context.publish(this.#snapshot);
      this.#context.stateChanged('ready');
    } catch (error) {
      if (this.#disposed || error instanceof Cancelled) return;
      this.#reopen = true;
      this.#context.log(`The analysis of ${this.options.folder} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      this.#context.stateChanged('failed');
    }
  }

  #request(): Parameters<AnalysisThread['analyse']>[1] {
    const files = new Set(this.#reopen ? [...this.#changed, ...this.#context.openFiles()] : this.#changed);
    const changed = [...files].map((file) => {
      const open = this.#context.openText(file);
      return open === undefined ? { file } : { file, open };
    });
    const settings = this.#reopen || this.#settingsChanged ? { settings: this.#context.openSettings() } : {};
    const request = { relist: this.#relist, changed, ...settings, ...(this.#reopen ? { open: this.options } : {}) };
    this.#changed.clear();
    this.#relist = false;
    this.#settingsChanged = false;
    this.#reopen = false;
    return request;
  }
}
