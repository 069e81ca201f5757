import type { AgentCard } from '../agents/card.ts';
import { throwIfCancelled, type CancelToken } from '../base/cancel.ts';
import type { Finding, Notice, Report } from '../base/finding.ts';
import type { LanguageId } from '../base/words.ts';
import type { ModuleIR } from '../ir/ir.ts';
import type { ImportContext, ResolvedImport } from '../languages/language.ts';
import { loadModels, type LoadedModels } from '../models/load.ts';
import { ruleSeverity, type Policy } from '../policy/policy.ts';
import { configComments } from '../report/configComments.ts';
import { withFingerprints } from '../report/fingerprint.ts';
import { applySuppressions, type SuppressibleFile } from '../report/suppress.ts';
import { namesRule, suppressionsIn, type SuppressionComment } from '../report/suppressionComments.ts';
import type { ByteSource } from '../scanners/bytes.ts';
import { ruleById } from '../rules/catalogue.ts';
import type { FlowExplanation } from '../rules/explainFlow.ts';
import type { Survey } from '../rules/survey.ts';
import { withWitnesses } from '../rules/witnesses.ts';
import type { GrammarId } from '../syntax/grammars.ts';
import type { CodeTools } from './codeTools.ts';
import { decodeText } from './decode.ts';
import { fileKind, machineWritten } from './fileKinds.ts';
import type { FixableProject, TreeCache } from './fixing.ts';
import type { LowerResult } from './lower.ts';
import { LowerQueue } from './lowerQueue.ts';

/** What a session needs of the machine that it runs on. */
export interface Environment {
  /** Hex digest of a text or of bytes; at least 80 bits. */
  hash(data: string | Uint8Array): string;
  /** Loads grammars so that texts can be parsed on this thread. */
  prepareSyntax(grammars: Iterable<GrammarId>): Promise<void>;
  /** Helps to lower many texts on other threads: takes from the same queue as this one until it is empty. Undefined where nobody helps. */
  helpToLower?(queue: LowerQueue, grammars: readonly GrammarId[], token?: CancelToken): Promise<readonly LowerResult[]> | undefined;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  /** Lets waiting events run. */
  pause(): Promise<void>;
}

/** A file to screen. Large ones are read in windows and are not in memory as a whole. */
export interface Artifact {
  readonly source: ByteSource;
  readonly whole?: Uint8Array;
  /** Changes when the bytes may have; needed where `whole` is absent. */
  readonly stamp?: string;
}

/** What a scanner says of a file: nothing of one that is not of its kind. */
export interface Screened { readonly findings: readonly Finding[]; readonly notices: readonly Notice[] }

/** Looks into a file that is no code. Must not throw. */
export type ArtifactScanner = (file: string, artifact: Artifact) => Screened | Promise<Screened>;

export interface SessionOptions {
  readonly policy: Policy;
  readonly models: LoadedModels;
  readonly environment: Environment;
  readonly scanners?: readonly ArtifactScanner[];
  /** Rule ids or `family/*`; absent for all. */
  readonly onlyRules?: readonly string[];
  /** Is given, with each analysis, what each agent reads and may do. */
  readonly onAgents?: (cards: readonly AgentCard[]) => void;
  /** Is given, with each analysis, what a policy of the project would have to decide on. */
  readonly onSurvey?: (survey: Survey) => void;
  /** `false` leaves code and configuration out. */
  readonly code?: boolean;
  /** `true`: findings name the functions that the policy could vouch for. */
  readonly vouchable?: boolean;
}

/** A text that is new or has changed; `undefined` when the file is gone. */
export interface FileChange { readonly file: string; readonly text: string | undefined }

type FileStatus = Report['files'][number];

interface CodeFile {
  readonly text: string;
  readonly language: LanguageId;
  readonly contentHash: string;
  /** Absent until the text has been lowered. */
  lowered?: LowerResult;
  /** Why it is not lowered at all. */
  readonly leftOut?: string;
}

interface ConfigFile { readonly text: string; readonly suppressions: readonly SuppressionComment[] }

const NO_MODELS = loadModels([]);

/** What an analysis finds where there is neither code nor configuration. */
const NOTHING = { findings: [], notices: [] };

/** The analysis of code is most of the program: a run over data files does without it. */
const loadTools = (): Promise<CodeTools> => import('./codeTools.ts');

/** Longest time in milliseconds between two pauses, so that a cancellation can arrive. */
const SLICE_MS = 10;

/**
 * One project: takes changes, analyses on demand, keeps what unchanged files gave. The findings depend on the current texts
 * only, never on the order of changes. One analysis at a time.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #code = new Map<string, CodeFile>();
  readonly #config = new Map<string, ConfigFile>();
  readonly #artifacts = new Map<string, Screened & { readonly stamp: string; readonly text?: string }>();
  readonly #other = new Map<string, FileStatus>();
  readonly #notices = new Map<string, Notice>();
  readonly #trees: TreeCache = new WeakMap();
  /** Memo of the import resolvers; dropped when files come or go or a settings file changes. */
  #memo = new Map<string, unknown>();

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Takes texts in. Nothing is analysed yet. */
  applyChange(changes: Iterable<FileChange>): void {
    for (const { file, text } of changes) {
      if (text === undefined) this.#remove(file);
      else this.#set(file, text);
    }
  }

  /** Screens a file that is no code, unless its bytes are the ones seen last. */
  async scanArtifact(file: string, artifact: Artifact): Promise<void> {
    const scanners = this.#options.scanners ?? [];
    if (scanners.length === 0) return;
    const { whole, stamp = '' } = artifact;
    const current = whole === undefined ? stamp : this.#options.environment.hash(whole);
    if (this.#artifacts.get(file)?.stamp === current) return;
    const findings: Finding[] = [];
    const notices: Notice[] = [];
    for (const scan of scanners) {
      const screened = await scan(file, artifact);
      findings.push(...screened.findings);
      notices.push(...screened.notices);
    }
    // Offsets into a text need the text to become lines; binary files have places of their own.
    const isText = findings.some(({ place }) => place.end > 0);
    const text = isText ? decodeText(whole ?? artifact.source.read(0, artifact.source.length))?.text : undefined;
    this.#artifacts.set(file, { findings, notices, stamp: current, ...(text === undefined ? {} : { text }) });
  }

  /** Whether there is code to analyse. */
  get hasCode(): boolean {
    return this.#options.code !== false && this.#code.size > 0;
  }

  /** Records a file that is not analysed, so that the report says so. */
  setAside(status: FileStatus, notice?: Notice): void {
    this.#remove(status.file);
    this.#other.set(status.file, status);
    if (notice !== undefined) this.#notices.set(status.file, notice);
  }

  /** Current text of a file, as the analysis sees it. */
  text(file: string): string | undefined {
    return this.#source(file) ?? this.#artifacts.get(file)?.text;
  }

  /** Analyses the project as it is now. Rejects with `Cancelled` when the token says so. */
  async analyze(token?: CancelToken): Promise<Report> {
    const { environment, policy, models, onAgents, onSurvey } = this.#options;
    const started = environment.now();
    const tools = this.#code.size + this.#config.size > 0 || onAgents !== undefined || onSurvey !== undefined ? await loadTools() : undefined;
    await this.#lowerPending(tools, token);
    const lowered = environment.now();
    throwIfCancelled(token);
    const modules = this.#modules();
    const configFiles = new Map(sorted([...this.#config].map(([file, { text }]) => [file, text] as const)));
    const analysis = tools === undefined ? NOTHING : tools.runAnalysis({
      modules,
      resolveImport: this.#importResolver(tools),
      // Without code nobody asks what libraries do.
      models: modules.size === 0 ? NO_MODELS : models,
      policy,
      configFiles,
      cancelled: () => token?.cancelled === true,
      ...(onAgents ? { onAgents } : {}),
      ...(onSurvey ? { onSurvey } : {}),
    });
    throwIfCancelled(token);
    const solved = environment.now();
    const artifacts = sorted([...this.#artifacts]).map(([, screened]) => screened);
    if (tools !== undefined) await environment.prepareSyntax(tools.grammarsForFixes(analysis.findings, this.#fixable()));
    const report = this.#report([...analysis.findings, ...artifacts.flatMap(({ findings }) => findings)], modules, tools);
    const notices = [...analysis.notices, ...artifacts.flatMap((screened) => screened.notices), ...this.#failures(), ...this.#notices.values()];
    const ended = environment.now();
    return { ...report, notices, files: this.#statuses(), timings: { lower: lowered - started, analyse: solved - lowered, report: ended - solved } };
  }

  /**
   * Says what becomes of the text of a source on the way to a sink, each written as `file:line`, `file:line:column` or the name of a function.
   * Rejects with `TargetError` when there is no such place.
   */
  async explain(source: string, sink: string, token?: CancelToken): Promise<FlowExplanation> {
    const tools = await loadTools();
    await this.#lowerPending(tools, token);
    throwIfCancelled(token);
    const { models, policy } = this.#options;
    const modules = this.#modules();
    const code = { modules, text: (file: string) => this.#code.get(file)?.text };
    const [from, to] = [tools.explainTarget(source, 'source', code), tools.explainTarget(sink, 'sink', code)];
    return tools.explainFlow({ modules, resolveImport: this.#importResolver(tools), models, policy, configFiles: new Map(), cancelled: () => token?.cancelled === true }, from, to);
  }

  /** Text of a code or settings file as it is stored. */
  #source(file: string): string | undefined {
    return this.#code.get(file)?.text ?? this.#config.get(file)?.text;
  }

  #set(file: string, text: string): void {
    const known = this.#source(file);
    if (known !== undefined && known === text) return this.#forgetStatus(file);
    if (known === undefined) this.#memo = new Map();
    this.#forgetStatus(file);
    const kind = fileKind(file);
    if (kind.kind === 'code' || kind.kind === 'notebook') {
      const language = kind.kind === 'code' ? kind.language : 'python';
      const contentHash = this.#options.environment.hash(text);
      const leftOut = kind.kind === 'code' ? machineWritten(file, text) : undefined;
      this.#code.set(file, { text, language, contentHash, ...(leftOut === undefined ? {} : { leftOut }) });
    } else if (kind.kind === 'config') {
      this.#config.set(file, { text, suppressions: suppressionsIn(text, () => configComments(file, text)) });
      this.#memo = new Map();
    }
  }

  #remove(file: string): void {
    this.#forgetStatus(file);
    if (this.#code.delete(file) || this.#config.delete(file)) this.#memo = new Map();
    this.#artifacts.delete(file);
  }

  #forgetStatus(file: string): void {
    this.#other.delete(file);
    this.#notices.delete(file);
  }

  async #lowerPending(tools: CodeTools | undefined, token?: CancelToken): Promise<void> {
    if (tools === undefined || this.#options.code === false) return;
    const pending = sorted([...this.#code]).filter(([, code]) => code.lowered === undefined && code.leftOut === undefined);
    if (pending.length === 0) return;
    const { environment } = this.#options;
    const jobs = pending.map(([file, { language, text, contentHash }]) => ({ file, language, text, contentHash }));
    const grammars = [...new Set(jobs.map((job) => tools.grammarFor(job.language, job.file)))].sort();
    const queue = new LowerQueue(jobs);
    const helped = environment.helpToLower?.(queue, grammars, token);
    // What goes wrong there is met below; here it must not end the process.
    helped?.catch(() => undefined);
    await environment.prepareSyntax(grammars);
    let sliceStart = environment.now();
    for (let job = queue.next(); job; job = queue.next()) {
      this.#take(tools.lowerText(job));
      // Whoever helps asks for more by an event.
      if (!helped && environment.now() - sliceStart < SLICE_MS) continue;
      await environment.pause();
      throwIfCancelled(token);
      sliceStart = environment.now();
    }
    for (const result of await helped ?? []) this.#take(result);
  }

  /** A result counts only while the text that it was made from is still the current one. */
  #take(result: LowerResult): void {
    const code = this.#code.get(result.file);
    if (code?.contentHash === result.contentHash) code.lowered = result;
  }

  #modules(): ReadonlyMap<string, ModuleIR> {
    const modules = new Map<string, ModuleIR>();
    for (const [file, { lowered }] of sorted([...this.#code])) if (lowered?.module !== undefined) modules.set(file, lowered.module);
    return modules;
  }

  #importResolver({ frontEnd }: CodeTools): (spec: string, fromFile: string) => ResolvedImport | undefined {
    const filesOf = new Map<LanguageId, string[]>();
    for (const [file, { language }] of sorted([...this.#code])) {
      const files = filesOf.get(language) ?? [];
      filesOf.set(language, files);
      files.push(file);
    }
    const exists = (file: string): boolean => this.#code.has(file) || this.#config.has(file);
    const readText = (file: string): string | undefined => this.#config.get(file)?.text;
    const contexts = new Map<LanguageId, ImportContext>();
    return (spec, fromFile) => {
      const language = this.#code.get(fromFile)?.language;
      if (language === undefined) return undefined;
      let context = contexts.get(language);
      if (context === undefined) contexts.set(language, (context = { exists, readText, files: filesOf.get(language) ?? [], memo: this.#memo }));
      return frontEnd(language)?.resolveImport(spec, fromFile, context);
    };
  }

  #report(raw: readonly Finding[], modules: ReadonlyMap<string, ModuleIR>, tools: CodeTools | undefined): Pick<Report, 'findings' | 'suppressed'> {
    const { policy, environment } = this.#options;
    const custom = new Set(policy.flowRules.map(({ id }) => id));
    const judged = withWitnesses(raw.map((finding) => this.#judge(finding, custom)).filter((finding) => finding !== undefined));
    const ran = (ruleId: string): boolean => this.#wanted(ruleId) && ruleSeverity(policy, ruleId, 'note') !== 'off';
    const { findings, suppressed } = applySuppressions(judged, this.#suppressible(tools), ran, custom);
    const all = [...findings, ...suppressed.map(({ finding }) => finding)].sort(byPlace);
    const context = { text: (file: string) => this.#code.get(file)?.text ?? this.text(file), module: (file: string) => modules.get(file), hash: (text: string) => environment.hash(text) };
    const identified = new Map(withFingerprints(all, context).map((finding, index) => [all[index], finding]));
    const identify = (finding: Finding): Finding => identified.get(finding) ?? finding;
    const meta = (finding: Finding): Finding | undefined => (finding.ruleId.startsWith('dosimeter/') ? this.#judge(finding, custom) : finding);
    const shown = findings.map(identify).map(meta).filter((finding) => finding !== undefined);
    const fixed = tools === undefined ? shown : shown.map(tools.fixer(this.#fixable(), this.#trees));
    const vouched = (finding: Finding): Finding => {
      const vouchable = tools === undefined || this.#options.vouchable !== true ? [] : tools.vouchableFunctions(finding, { modules, text: context.text });
      return vouchable.length === 0 ? finding : { ...finding, vouchable };
    };
    return {
      findings: fixed.map(vouched).sort(byPlace),
      suppressed: suppressed.map((entry) => ({ ...entry, finding: identify(entry.finding) })),
    };
  }

  #fixable(): FixableProject {
    return {
      policy: this.#options.policy,
      file: (name) => this.#code.get(name),
      exists: (name) => this.#code.has(name) || this.#config.has(name) || this.#other.has(name),
      names: () => this.#code.keys(),
    };
  }

  #wanted(ruleId: string): boolean {
    const { onlyRules } = this.#options;
    return onlyRules === undefined || namesRule(onlyRules, ruleId);
  }

  /** The finding with the severity that the policy gives it; undefined when it is not to be shown. */
  #judge(finding: Finding, custom: ReadonlySet<string>): Finding | undefined {
    const { policy } = this.#options;
    const { ruleId } = finding;
    if (!this.#wanted(ruleId)) return undefined;
    if (!policy.builtins.rules && !custom.has(ruleId) && ruleById(ruleId)?.scope !== 'meta') return undefined;
    const severity = ruleSeverity(policy, ruleId, finding.severity);
    return severity === 'off' ? undefined : severity === finding.severity ? finding : { ...finding, severity };
  }

  #suppressible(tools: CodeTools | undefined): ReadonlyMap<string, SuppressibleFile> {
    const files = new Map<string, SuppressibleFile>();
    for (const [file, { text, language, lowered }] of sorted([...this.#code])) {
      if (tools === undefined || lowered === undefined || lowered.suppressions.length === 0) continue;
      const find = tools.statementFinder(language, file, text);
      files.set(file, { text, suppressions: lowered.suppressions, statementStart: (offset) => find(offset)?.start });
    }
    for (const [file, { text, suppressions }] of sorted([...this.#config])) if (suppressions.length > 0) files.set(file, { text, suppressions });
    return files;
  }

  #failures(): readonly Notice[] {
    const notices: Notice[] = [];
    for (const [file, { lowered, leftOut }] of sorted([...this.#code])) {
      if (leftOut !== undefined || lowered === undefined || lowered.status === 'ok') continue;
      const { status, reason = '' } = lowered;
      const message = status === 'partly' ? `${file} was analysed in part only: ${reason}` : `${file} was not analysed: ${reason}`;
      notices.push({ level: status === 'partly' ? 'info' : 'warning', code: `file-${status}`, message, file });
    }
    return notices;
  }

  #statuses(): readonly FileStatus[] {
    const statuses: FileStatus[] = [...this.#other.values()];
    for (const [file, { lowered, leftOut }] of this.#code) {
      if (leftOut !== undefined) statuses.push({ file, status: 'skipped', reason: leftOut });
      else if (lowered !== undefined) statuses.push({ file, status: lowered.status, ...(lowered.reason === undefined ? {} : { reason: lowered.reason }) });
    }
    if (this.#options.code !== false) for (const file of this.#config.keys()) statuses.push({ file, status: 'ok' });
    const known = new Set(statuses.map(({ file }) => file));
    for (const file of this.#artifacts.keys()) if (!known.has(file)) statuses.push({ file, status: 'ok' });
    return statuses.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  }
}

/** Entries in the order of their keys, so that nothing depends on the order in which files arrived. */
function sorted<T extends readonly [string, unknown]>(entries: T[]): T[] {
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Report order: by file, then place, then rule, then message. */
function byPlace(a: Finding, b: Finding): number {
  const text = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);
  return text(a.place.file, b.place.file) || a.place.start - b.place.start || a.place.end - b.place.end || text(a.ruleId, b.ruleId) || text(a.logicalLocation ?? '', b.logicalLocation ?? '') || text(a.message, b.message);
}
