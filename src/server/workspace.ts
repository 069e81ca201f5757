import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, Diagnostic, Hover, Position, Range } from 'vscode-languageserver/node.js';
import { POLICY_FILE } from '../policy/load.ts';
import { DEFAULT_SETTINGS, rulePagePath, type ClientSettings, type Status } from '../protocol/protocol.ts';
import { fileKind } from '../session/fileKinds.ts';
import { actionsAt, type ActionContext } from './actions.ts';
import type { FolderOptions } from './analysis.ts';
import type { AnalysisThread } from './analysisThread.ts';
import { diagnosticsByFile, isShown } from './diagnostics.ts';
import { hoverAt } from './hover.ts';
import { Project, type ProjectState } from './project.ts';
import type { Snapshot } from './snapshot.ts';
import { fileIn, pathOf, uriOf } from './uris.ts';

/** What the workspace needs of the connection. */
export interface WorkspaceContext {
  readonly thread: AnalysisThread;
  /** Documents that are open in the editor, by URI. */
  document(uri: string): TextDocument | undefined;
  documents(): readonly TextDocument[];
  sendDiagnostics(uri: string, version: number | undefined, diagnostics: readonly Diagnostic[]): void;
  sendStatus(status: Status): void;
  log(message: string): void;
}

/** What the client can do. */
export interface ClientAbilities {
  readonly relatedInformation: boolean;
  readonly createFiles: boolean;
  readonly commands: ReadonlySet<string>;
}

/** An open document, and the part of it that is to be analysed: the text as of the last save where the user wants that. */
interface OpenDocument { readonly uri: string; readonly project: Project; readonly file: string; text: string }

/** All projects of a client: one for each workspace folder, and one for each folder of documents outside of them. */
export class Workspace {
  readonly #context: WorkspaceContext;
  readonly #abilities: ClientAbilities;
  #settings: ClientSettings = DEFAULT_SETTINGS;
  #trusted: boolean;
  /** Absent until the client has told them: what is opened before that waits. */
  #folders: readonly string[] | undefined;
  #projects: Project[] = [];
  readonly #states = new Map<Project, ProjectState>();
  readonly #open = new Map<string, OpenDocument>();
  /** What the client shows, by project folder and URI, so that only changes are sent, also when a project starts anew. */
  readonly #shown = new Map<string, ReadonlyMap<string, string>>();

  constructor(context: WorkspaceContext, abilities: ClientAbilities, trusted: boolean) {
    this.#context = context;
    this.#abilities = abilities;
    this.#trusted = trusted;
  }

  /** Sets the workspace folders, absolute paths. */
  setFolders(folders: readonly string[]): void {
    this.#folders = [...new Set(folders)];
    this.#rebuild();
  }

  configure(settings: ClientSettings): void {
    // Editors tell their settings again whenever any of them changes.
    if (isDeepStrictEqual(settings, this.#settings)) return;
    this.#settings = settings;
    this.#rebuild();
  }

  /** The user has come to trust the folders: their settings files apply from now on. */
  grantTrust(): void {
    this.#trusted = true;
    this.#rebuild();
  }

  /** Reads all folders again; settles when the findings have been sent. */
  async rescan(): Promise<void> {
    for (const project of this.#projects) project.reload();
    await Promise.all(this.#projects.map((project) => project.upToDate()));
  }

  opened(document: TextDocument): void {
    const place = this.#placeOf(document.uri);
    if (place === undefined) return;
    this.#open.set(document.uri, { uri: document.uri, ...place, text: document.getText() });
    place.project.documentChanged(place.file);
  }

  edited(document: TextDocument): void {
    if (this.#settings.run === 'onType') this.saved(document);
  }

  saved(document: TextDocument): void {
    const open = this.#open.get(document.uri);
    if (open === undefined || open.text === document.getText()) return;
    open.text = document.getText();
    open.project.documentChanged(open.file);
  }

  closed(document: TextDocument): void {
    const open = this.#open.get(document.uri);
    if (open === undefined) return;
    this.#open.delete(document.uri);
    open.project.documentChanged(open.file);
    if (!open.project.options.discover && !this.#openIn(open.project).length) this.#drop(open.project);
  }

  /** Files changed on the disk. */
  watched(changes: readonly { readonly uri: string; readonly kind: 'created' | 'changed' | 'deleted' }[]): void {
    for (const { uri, kind } of changes) {
      const place = this.#folderPlace(uri);
      if (place === undefined) continue;
      const { project, file } = place;
      const name = file.slice(file.lastIndexOf('/') + 1);
      if (file === POLICY_FILE) project.reload();
      else if (kind !== 'changed' || name === '.gitignore') project.filesMoved();
      else project.fileChanged(file);
    }
  }

  async hover(uri: string, position: Position): Promise<Hover | undefined> {
    const open = this.#open.get(uri);
    const snapshot = open?.project.snapshot;
    if (open === undefined || snapshot === undefined || snapshot.text(open.file) !== this.#context.document(uri)?.getText()) return undefined;
    return hoverAt(snapshot, open.file, position, (finding) => isShown(finding, this.#settings.minimumSeverity));
  }

  async actions(uri: string, range: Range, only: readonly string[] | undefined): Promise<CodeAction[]> {
    const open = this.#open.get(uri);
    const snapshot = await open?.project.upToDate();
    if (open === undefined || snapshot === undefined) return [];
    return actionsAt(snapshot, open.file, range, only, this.#actionContext(open.project));
  }

  dispose(): void {
    for (const project of this.#projects) project.dispose();
  }

  #rebuild(): void {
    if (this.#folders === undefined) return;
    for (const project of this.#projects) project.dispose();
    this.#projects = [];
    this.#states.clear();
    this.#open.clear();
    if (this.#settings.enable) {
      for (const folder of this.#folders) this.#add(this.#folderOptions(folder, true)).reload();
    }
    for (const document of this.#context.documents()) this.opened(document);
    this.#clearAbandoned();
    this.#sendStatus();
  }

  /** Folders inside this one that are workspace folders themselves are looked after by their own project. */
  #folderOptions(folder: string, discover: boolean): FolderOptions {
    const inner = (this.#folders ?? []).map((other) => fileIn(folder, other)).filter((inside) => inside !== undefined);
    return { folder, discover, trusted: this.#trusted, exclude: [...this.#settings.exclude, ...inner.map((inside) => `/${inside}/`)] };
  }

  #add(options: FolderOptions): Project {
    const project: Project = new Project(options, {
      thread: this.#context.thread,
      openText: (file) => this.#openIn(project).find((open) => open.file === file)?.text,
      openFiles: () => this.#openIn(project).map(({ file }) => file),
      publish: (snapshot) => this.#publish(project, snapshot),
      stateChanged: (state) => {
        this.#states.set(project, state);
        this.#sendStatus();
      },
      log: (message) => this.#context.log(message),
    });
    this.#projects.push(project);
    this.#states.set(project, 'analysing');
    return project;
  }

  #drop(project: Project): void {
    project.dispose();
    this.#projects = this.#projects.filter((other) => other !== project);
    this.#states.delete(project);
    this.#clearAbandoned();
  }

  /** Takes back what projects showed that are no more. */
  #clearAbandoned(): void {
    const folders = new Set(this.#projects.map(({ options }) => options.folder));
    for (const [folder, shown] of this.#shown) {
      if (folders.has(folder)) continue;
      for (const uri of shown.keys()) this.#context.sendDiagnostics(uri, undefined, []);
      this.#shown.delete(folder);
    }
  }

  #openIn(project: Project): OpenDocument[] {
    return [...this.#open.values()].filter((open) => open.project === project);
  }

  /** Project and file of a document, in a project of its own folder where no workspace folder holds it. */
  #placeOf(uri: string): { readonly project: Project; readonly file: string } | undefined {
    const inFolder = this.#folderPlace(uri);
    if (inFolder !== undefined) return inFolder;
    const path = pathOf(uri);
    if (path === undefined || !this.#settings.enable || this.#folders === undefined || !['code', 'config'].includes(fileKind(path.replaceAll('\\', '/')).kind)) return undefined;
    const folder = dirname(path);
    const project = this.#projects.find(({ options }) => !options.discover && options.folder === folder) ?? this.#add(this.#folderOptions(folder, false));
    const file = fileIn(folder, path);
    return file === undefined ? undefined : { project, file };
  }

  /** Project and file of a URI below a workspace folder; the innermost folder where they nest. */
  #folderPlace(uri: string): { readonly project: Project; readonly file: string } | undefined {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    const places = this.#projects.filter(({ options }) => options.discover).flatMap((project) => {
      const file = fileIn(project.options.folder, path);
      return file === undefined ? [] : [{ project, file }];
    });
    return places.sort((a, b) => a.file.length - b.file.length)[0];
  }

  #publish(project: Project, snapshot: Snapshot): void {
    const context = this.#actionContext(project);
    const before = this.#shown.get(project.options.folder) ?? new Map<string, string>();
    const now = new Map<string, string>();
    for (const [file, diagnostics] of diagnosticsByFile(snapshot, context)) {
      const uri = context.uri(file);
      const content = JSON.stringify(diagnostics);
      now.set(uri, content);
      if (before.get(uri) !== content) this.#context.sendDiagnostics(uri, context.version(file) ?? undefined, diagnostics);
    }
    for (const uri of before.keys()) if (!now.has(uri)) this.#context.sendDiagnostics(uri, this.#context.document(uri)?.version, []);
    this.#shown.set(project.options.folder, now);
  }

  #actionContext(project: Project): ActionContext {
    const uris = new Map(this.#openIn(project).map(({ file, uri }) => [file, uri]));
    const uri = (file: string): string => uris.get(file) ?? uriOf(project.options.folder, file);
    const document = (file: string): TextDocument | undefined => {
      const known = uris.get(file);
      return known === undefined ? undefined : this.#context.document(known);
    };
    return {
      uri,
      pageUri,
      minimumSeverity: this.#settings.minimumSeverity,
      relatedInformation: this.#abilities.relatedInformation,
      createFiles: this.#abilities.createFiles,
      isOpen: (file) => uris.has(file),
      version: (file) => document(file)?.version ?? null,
      openText: (file) => document(file)?.getText(),
      exists: (file) => uris.has(file) || existsSync(join(project.options.folder, file)),
      can: (command) => this.#abilities.commands.has(command),
    };
  }

  #sendStatus(): void {
    const states = [...this.#states.values()];
    const snapshots = this.#projects.flatMap(({ snapshot }) => snapshot ?? []);
    const shown = snapshots.flatMap(({ findings }) => findings).filter((finding) => isShown(finding, this.#settings.minimumSeverity));
    const files = snapshots.flatMap((snapshot) => snapshot.files);
    const number = (severity: string): number => shown.filter((finding) => finding.severity === severity).length;
    this.#context.sendStatus({
      state: !this.#settings.enable ? 'off' : states.includes('analysing') ? 'analysing' : states.includes('failed') ? 'failed' : 'ready',
      errors: number('error'),
      warnings: number('warning'),
      notes: number('note'),
      partly: files.filter(({ status }) => status === 'partly').length,
      files: files.filter(({ status }) => status === 'ok' || status === 'partly').length,
      remarks: [...new Set(this.#projects.flatMap(({ remarks }) => remarks))],
    });
  }
}

/** URI of a rule's page; the bundle lies one folder below the package, the sources two. Undefined when there is no page. */
export function pageUri(ruleId: string): string | undefined {
  for (const up of ['../docs/', '../../docs/']) {
    const file = fileURLToPath(new URL(`${up}${rulePagePath(ruleId)}`, import.meta.url));
    if (existsSync(file)) return pathToFileURL(file).href;
  }
  return undefined;
}
