/**
 * What the server and its clients say to each other beyond the Language Server Protocol. Plain data and names only.
 * A client that knows nothing of this page gets diagnostics, hovers and code actions all the same.
 */

/** `initializationOptions` of the `initialize` request. All optional. */
export interface InitializationOptions {
  /**
   * `false`: the user does not trust the folder, so its `dosimeter.jsonc` (models, sanitizers, exclusions) is not applied.
   * Default `true`: clients without such a notion.
   */
  readonly trusted?: boolean;
  /** Ids of `COMMANDS` that the client carries out itself. */
  readonly clientCommands?: readonly string[];
  /** Settings of clients that do not answer `workspace/configuration`. */
  readonly settings?: Partial<ClientSettings>;
}

/** When open documents are analysed again. */
export type RunMode = 'onType' | 'onSave';

/** The configuration section `dosimeter`. */
export interface ClientSettings {
  readonly enable: boolean;
  readonly run: RunMode;
  /** Findings below it are not shown. */
  readonly minimumSeverity: 'error' | 'warning' | 'note';
  /** Globs in gitignore syntax, from the workspace folder; in addition to those of `dosimeter.jsonc`. */
  readonly exclude: readonly string[];
}

export const SECTION = 'dosimeter';

export const DEFAULT_SETTINGS: ClientSettings = { enable: true, run: 'onType', minimumSeverity: 'note', exclude: [] };

/** Commands that code actions carry. */
export const COMMANDS = {
  /** Argument: a rule id. Shows the rule's page. */
  showRulePage: 'dosimeter.showRulePage',
  /** Arguments: document URI, LSP range of the reason in a suppression comment that was just inserted. Selects it. */
  editReason: 'dosimeter.editReason',
  /** Argument: URI of a DICOM or PDF file. Writes a copy beside it without what the rules object to. */
  disarm: 'dosimeter.disarm',
} as const;

/** Notification of the client: the user has come to trust the folder. No parameters. */
export const TRUST_GRANTED = 'dosimeter/trustGranted';

/** Request of the client: read all folders again. No parameters; answered with `null` when the findings have been sent. */
export const SCAN = 'dosimeter/scan';

/** Request of the client with the URI of a file: write a disarmed copy. Answered with `Disarmed`. */
export const DISARM = 'dosimeter/disarm';

export interface Disarmed {
  /** What came of it, in one sentence. */
  readonly message: string;
  /** URI of the copy; absent where none was written. */
  readonly copy?: string;
  /** Whether the user can rely on the file, or on its copy. */
  readonly clean: boolean;
}

/** Notification of the server after every change of its state, with `Status`. */
export const STATUS = 'dosimeter/status';

export interface Status {
  readonly state: 'off' | 'analysing' | 'ready' | 'failed';
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Files that were analysed in part only. */
  readonly partly: number;
  /** Files that were looked at. */
  readonly files: number;
  /** What the user should know beside the findings, one sentence each. */
  readonly remarks: readonly string[];
}

/** Path of a rule's documentation page below the folder `docs`. */
export const rulePagePath = (ruleId: string): string => `rules/${ruleId}.md`;
