import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { CodeAction, Diagnostic, Hover, Location, Position, Range } from 'vscode-languageserver/node.js';
import { POLICY_FILE } from '../policy/load.ts';
import { DEFAULT_SETTINGS, rulePagePath, type ClientSettings, type Status } from '../protocol/protocol.ts';
import { fileKind } from '../session/fileKinds.ts';
import { actionsAt, type ActionContext } from './actions.ts';
import type { FolderOptions } from './analysis.ts';
import type { AnalysisThread } from './analysisThread.ts';
import { diagnosticsByUri, isShown } from './diagnostics.ts';
import type { EditorFile } from './editorFile.ts';
import { hoverAt } from './hover.ts';
import { Project, type ProjectState } from './project.ts';
import { settingsDocument, type SettingsDocument } from './settingsDocument.ts';
import type { Snapshot } from './snapshot.ts';
import { fileIn, pathOf, uriOf } from './uris.ts';

/** What the workspace needs of the connection. */
export interface WorkspaceContext {
  readonly thread: AnalysisThread;
  /** What is open in the editor. */
  files(): readonly EditorFile[];
  /** Version of an open document or notebook cell. */
  version(uri: string): number | undefined;
  sendDiagnostics(uri: string, version: number | undefined, diagnostics: readonly Diagnostic[]): void;
  sendStatus(status: Status): void;
  log(message: string): void;
}

/** What the client can do. */
export interface ClientAbilities {
  readonly relatedInformation: boolean;
  readonly createFiles: boolean;
  /** Shows edits before they are made. */
  readonly previews: boolean;
  readonly commands: ReadonlySet<string>;
}

/** What is open of a project, as it is and as it is to be analysed: as of the last save where the user wants that. */
interface OpenFile { readonly project: Project; readonly file: string; current: EditorFile; analysed: EditorFile }

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
  readonly #open = new Map<string, OpenFile>();
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

  opened(editor: EditorFile): void {
    const place = this.#placeOf(editor.uri);
    if (place === undefined) return;
    this.#open.set(editor.uri, { ...place, current: editor, analysed: editor });
    place.project.documentChanged(place.file);
    this.#settingsChanged(place);
  }

  edited(editor: EditorFile): void {
    const open = this.#open.get(editor.uri);
    if (open === undefined) return;
    open.current = editor;
    if (this.#settings.run === 'onType') this.saved(editor);
  }

  saved(editor: EditorFile): void {
    const open = this.#open.get(editor.uri);
    if (open === undefined) return;
    open.current = editor;
    if (open.analysed.text === editor.text) return;
    open.analysed = editor;
    open.project.documentChanged(open.file);
    this.#settingsChanged(open);
  }

  closed(uri: string): void {
    const open = this.#open.get(uri);
    if (open === undefined) return;
    this.#open.delete(uri);
    open.project.documentChanged(open.file);
    this.#settingsChanged(open);
    if (!open.project.options.discover && !this.#openIn(open.project).length) this.#drop(open.project);
  }

  /** Files changed on the disk. */
  watched(changes: readonly { readonly uri: string; readonly kind: 'created' | 'changed' | 'deleted' }[]): void {
    for (const { uri, kind } of changes) {
      const place = this.#folderPlace(uri);
      if (place === undefined) continue;
      const { project, file } = place;
      const name = file.slice(file.lastIndexOf('/') + 1);
      if (file === POLICY_FILE) project.settingsChanged();
      else if (kind !== 'changed' || name === '.gitignore') project.filesMoved();
      else project.fileChanged(file);
    }
  }

  async hover(uri: string, position: Position): Promise<Hover | undefined> {
    const open = this.#openWith(uri);
    const snapshot = open?.project.snapshot;
    if (open === undefined || snapshot === undefined || snapshot.text(open.file) !== open.current.text) return undefined;
    const { location } = this.#actionContext(open.project, snapshot);
    const inFile = snapshot.findings.filter((finding) => finding.place.file === open.file && isShown(finding, this.#settings.minimumSeverity));
    return hoverAt(inFile, location, uri, position);
  }

  async actions(uri: string, range: Range, only: readonly string[] | undefined): Promise<CodeAction[]> {
    // Data files have findings and are no documents.
    const place = this.#openWith(uri) ?? this.#folderPlace(uri);
    const snapshot = await place?.project.upToDate();
    if (place === undefined || snapshot === undefined) return [];
    return actionsAt(snapshot, place.file, { uri, range }, only, this.#actionContext(place.project, snapshot));
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
    for (const editor of this.#context.files()) this.opened(editor);
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
      openText: (file) => this.#openIn(project).find((open) => open.file === file)?.analysed.text,
      openFiles: () => this.#openIn(project).map(({ file }) => file),
      openSettings: () => new Map(this.#openSettings(project).map(([path, open]) => [path, open.analysed.text])),
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

  #openIn(project: Project): OpenFile[] {
    return [...this.#open.values()].filter((open) => open.project === project);
  }

  /** Settings files at or above the folder of a project that are open, by path. */
  #openSettings(project: Project): readonly (readonly [string, OpenFile])[] {
    return [...this.#open.values()].filter(isSettings).map((open) => [pathOfOpen(open), open] as const).filter(([path]) => isIn(dirname(path), project.options.folder));
  }

  /** Tells the projects below a settings file, if it is one, that other settings may apply to them. */
  #settingsChanged(open: Pick<OpenFile, 'project' | 'file'>): void {
    if (!isSettings(open)) return;
    const folder = dirname(pathOfOpen(open));
    for (const project of this.#projects) if (isIn(folder, project.options.folder)) project.settingsChanged();
  }

  /** The settings that apply to a project as they stand now, or those that would. */
  #settingsDocument(project: Project): SettingsDocument | undefined {
    const { folder, trusted } = project.options;
    const open = new Map(this.#openSettings(project).map(([path, { current }]) => [path, { uri: current.uri, text: current.text, version: this.#context.version(current.uri) ?? null }]));
    return trusted ? settingsDocument(folder, open) : undefined;
  }

  /** What is open under a URI: a document, or the notebook of a cell. */
  #openWith(uri: string): OpenFile | undefined {
    return this.#open.get(uri) ?? [...this.#open.values()].find(({ current }) => current.cells?.has(uri));
  }

  /** Project and file of a document, in a project of its own folder where no workspace folder holds it. */
  #placeOf(uri: string): { readonly project: Project; readonly file: string } | undefined {
    const inFolder = this.#folderPlace(uri);
    if (inFolder !== undefined) return inFolder;
    const path = pathOf(uri);
    if (path === undefined || !this.#settings.enable || this.#folders === undefined || !['code', 'config', 'notebook'].includes(fileKind(path.replaceAll('\\', '/')).kind)) return undefined;
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
    const context = this.#actionContext(project, snapshot);
    const before = this.#shown.get(project.options.folder) ?? new Map<string, string>();
    const now = new Map<string, string>();
    for (const [uri, diagnostics] of diagnosticsByUri(snapshot, context)) {
      const content = JSON.stringify(diagnostics);
      now.set(uri, content);
      if (before.get(uri) !== content) this.#context.sendDiagnostics(uri, this.#context.version(uri), diagnostics);
    }
    for (const uri of before.keys()) if (!now.has(uri)) this.#context.sendDiagnostics(uri, this.#context.version(uri), []);
    this.#shown.set(project.options.folder, now);
  }

  #actionContext(project: Project, snapshot: Snapshot): ActionContext {
    const open = new Map(this.#openIn(project).map((entry) => [entry.file, entry]));
    const uri = (file: string): string => open.get(file)?.current.uri ?? uriOf(project.options.folder, file);
    return {
      uri,
      location: (place): Location => open.get(place.file)?.analysed.cells?.locate(place) ?? { uri: uri(place.file), range: snapshot.range(place.file, place) },
      cell: ({ file, start }) => {
        const found = open.get(file)?.current.cells?.at(start);
        return found === undefined ? undefined : { ...found, version: this.#context.version(found.uri) ?? null };
      },
      pageUri,
      minimumSeverity: this.#settings.minimumSeverity,
      relatedInformation: this.#abilities.relatedInformation,
      createFiles: this.#abilities.createFiles,
      previews: this.#abilities.previews,
      isOpen: (file) => open.has(file),
      version: (file) => this.#context.version(uri(file)) ?? null,
      openText: (file) => open.get(file)?.current.text,
      settings: () => this.#settingsDocument(project),
      exists: (file) => open.has(file) || existsSync(join(project.options.folder, file)),
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

const pathOfOpen = ({ project, file }: Pick<OpenFile, 'project' | 'file'>): string => join(project.options.folder, ...file.split('/'));
const isSettings = ({ file }: Pick<OpenFile, 'file'>): boolean => file.slice(file.lastIndexOf('/') + 1) === POLICY_FILE;
const isIn = (folder: string, path: string): boolean => folder === path || fileIn(folder, path) !== undefined;

/** URI of a rule's page; the bundle lies one folder below the package, the sources two. Undefined when there is no page. */
export function pageUri(ruleId: string): string | undefined {
  for (const up of ['../docs/', '../../docs/']) {
    const file = fileURLToPath(new URL(`${up}${rulePagePath(ruleId)}`, import.meta.url));
    if (existsSync(file)) return pathToFileURL(file).href;
  }
  return undefined;
}
