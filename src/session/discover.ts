import ignore, { type Ignore } from 'ignore';
import type { Notice } from '../base/finding.ts';
import type { ListedFile, Listing, ListOptions } from './host.ts';

/** One entry of a folder, as the file system reports it. */
export interface DirectoryEntry {
  /** Name as shown; see `ListedFile.file`. */
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** Bytes of a file. */
  readonly size: number;
}

/** The little of a file system that discovery needs. Paths are relative to the root, `''` is the root itself. */
export interface DirectoryReader {
  /** Entries of a folder; rejects when it can't be read. */
  entries(folder: string): Promise<readonly DirectoryEntry[]>;
  /** Kind of a path after following links; undefined when it is not there. */
  typeOf(path: string): Promise<'file' | 'directory' | 'other' | undefined>;
  size(path: string): Promise<number>;
  text(path: string): Promise<string | undefined>;
  /** Texts of the ignore files above the root up to the top of the repository, outermost first, with their folder's path to the root. */
  outerIgnores(): Promise<readonly { readonly prefix: string; readonly text: string }[]>;
}

/** Folders of other people's code, of tools and of build results, by name. */
const SKIPPED_FOLDERS = new Map<string, string>([
  ...['node_modules', 'bower_components', 'jspm_packages', 'site-packages', 'dist-packages', 'vendor', 'vendored', 'third_party', 'third-party', 'Pods', '.yarn', '.pnpm-store'].map((name) => [name, 'vendored'] as const),
  ...['.venv', 'venv', 'virtualenv', '.tox', '.nox', '.conda', '__pypackages__'].map((name) => [name, 'virtual environment'] as const),
  ...['.git', '.hg', '.svn', '.bzr', '.jj'].map((name) => [name, 'version control'] as const),
  ...['__pycache__', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.gradle', '.next', '.nuxt', '.svelte-kit', '.angular', '.parcel-cache', '.turbo', '.vs', '.idea', '.ipynb_checkpoints', '.vscode-test', '.dosimeter-cache', '.terraform', '.eggs', 'htmlcov', 'coverage'].map((name) => [name, 'tool cache'] as const),
  ...['.history', '.lh'].map((name) => [name, 'local history'] as const),
  ...['dist', 'build'].map((name) => [name, 'build result'] as const),
]);

/** Deepest folder nesting that is followed; real trees stay below 30. Deeper folders are reported as skipped. */
const MAX_FOLDER_DEPTH = 100;

/** Files looked at in one run; above it the rest is reported as skipped. A tree of a million files is no source tree. */
const MAX_FILES = 200_000;

/** Lists what lies below the asked paths; rejects when one of them can't be listed at all. Links are never followed, so that loops and ways out of the root can't be taken. */
export async function discover(reader: DirectoryReader, options: ListOptions): Promise<Listing> {
  const walk = new Walk(reader, options);
  const layers: IgnoreLayer[] = [];
  for (const { prefix, text } of await reader.outerIgnores()) layers.push({ folder: '', prefix, rules: ignore().add(text) });
  for (const path of options.paths) await walk.start(path, layers);
  return walk.listing();
}

/** Rules of one ignore file: they see paths below `folder`, put behind `prefix` when the file stands above the root. */
interface IgnoreLayer { readonly folder: string; readonly prefix: string; readonly rules: Ignore }

class Walk {
  readonly #reader: DirectoryReader;
  readonly #include: Ignore | undefined;
  readonly #exclude: Ignore;
  readonly #files = new Map<string, ListedFile>();
  readonly #skipped = new Map<string, string>();
  readonly #notices: Notice[] = [];

  constructor(reader: DirectoryReader, options: ListOptions) {
    this.#reader = reader;
    this.#include = options.include.length === 0 ? undefined : ignore().add([...options.include]);
    this.#exclude = ignore().add([...options.exclude]);
  }

  listing(): Listing {
    const byFile = (a: { file: string }, b: { file: string }): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0);
    const skipped = [...this.#skipped].map(([file, reason]) => ({ file, reason }));
    return { files: [...this.#files.values()].sort(byFile), skipped: skipped.sort(byFile), notices: this.#notices };
  }

  /** A path that the user named: ignore files and folder names do not apply to it, only to what lies below. */
  async start(path: string, outer: readonly IgnoreLayer[]): Promise<void> {
    const clean = path === '.' ? '' : path;
    const type = clean === '' ? 'directory' : await this.#reader.typeOf(clean);
    if (type === 'file') this.#addFile(clean, await this.#reader.size(clean));
    else if (type === 'directory') {
      const layers = await this.#layersTo(clean, outer);
      await this.#folder(clean, clean === '' ? layers : layers.filter((layer) => !isIgnored(clean, true, [layer])), 0);
    }
    else this.#warn(clean, 'path-missing', type === undefined ? 'there is no such file or folder' : 'is neither a file nor a folder');
  }

  /** Ignore files of the folders between the root and `folder`, without the folder's own. */
  async #layersTo(folder: string, outer: readonly IgnoreLayer[]): Promise<readonly IgnoreLayer[]> {
    const layers = [...outer];
    const parts = folder === '' ? [] : folder.split('/');
    for (let i = 0; i < parts.length; i++) layers.push(...(await this.#ownLayer(parts.slice(0, i).join('/'))));
    return layers;
  }

  async #ownLayer(folder: string): Promise<readonly IgnoreLayer[]> {
    const text = await this.#reader.text(join(folder, '.gitignore'));
    return text === undefined ? [] : [{ folder, prefix: '', rules: ignore().add(text) }];
  }

  async #folder(folder: string, above: readonly IgnoreLayer[], depth: number): Promise<void> {
    if (depth > MAX_FOLDER_DEPTH) return this.#skip(folder, `nested deeper than ${MAX_FOLDER_DEPTH} folders`);
    let entries: readonly DirectoryEntry[];
    try {
      entries = await this.#reader.entries(folder);
    } catch (error) {
      // What was asked for by name must not look clean because it could not be read.
      if (depth === 0) throw new Error(`${folder || 'the root'} can not be listed: ${reasonOf(error)}`);
      this.#warn(folder, 'unreadable-folder', `can not be listed: ${reasonOf(error)}`);
      return this.#skip(folder, 'unreadable');
    }
    const names = new Set(entries.map((entry) => entry.name));
    const layers = names.has('.gitignore') ? [...above, ...(await this.#ownLayer(folder))] : above;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (isIgnored(path, entry.type === 'directory', layers)) continue;
      if (entry.type === 'directory') await this.#subfolder(path, entry.name, names, layers, depth);
      else if (entry.type === 'link') await this.#link(path);
      else if (entry.type === 'file') this.#addFile(path, entry.size);
    }
  }

  async #subfolder(path: string, name: string, siblings: ReadonlySet<string>, layers: readonly IgnoreLayer[], depth: number): Promise<void> {
    if (excludes(this.#exclude, `${path}/`)) return;
    const reason = SKIPPED_FOLDERS.get(name) ?? buildFolder(name, siblings);
    if (reason !== undefined) return this.#skip(path, reason);
    if ((await this.#reader.typeOf(join(path, 'pyvenv.cfg'))) === 'file') return this.#skip(path, 'virtual environment');
    await this.#folder(path, layers, depth + 1);
  }

  /** What a link points to inside the root is read in its own place; what lies outside was not asked for. */
  async #link(path: string): Promise<void> {
    const type = await this.#reader.typeOf(path);
    if (type === undefined) this.#warn(path, 'broken-link', 'is a link to nothing, or to itself');
    else this.#skip(path, 'symbolic link');
  }

  #addFile(path: string, size: number): void {
    if (excludes(this.#exclude, path) || (this.#include !== undefined && !excludes(this.#include, path))) return;
    if (this.#files.size >= MAX_FILES) {
      if (this.#files.size === MAX_FILES && !this.#skipped.has('…')) this.#warn(path, 'too-many-files', `and what follows was not read: there are more than ${MAX_FILES} files`);
      return this.#skip('…', 'too many files');
    }
    this.#files.set(path, { file: path, size });
  }

  #skip(file: string, reason: string): void {
    this.#skipped.set(file, reason);
  }

  #warn(file: string, code: string, message: string): void {
    this.#notices.push({ level: 'warning', code, message: `${file} ${message}`, file });
  }
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** `target`, `bin` and `obj` are ordinary names; beside a project file of their tool they hold its output. */
function buildFolder(name: string, siblings: ReadonlySet<string>): string | undefined {
  const beside = (pattern: RegExp): boolean => [...siblings].some((sibling) => pattern.test(sibling));
  if (name === 'target' && beside(/^(pom\.xml|build\.gradle(\.kts)?|Cargo\.toml)$/)) return 'build result';
  if ((name === 'bin' || name === 'obj') && beside(/\.(cs|fs|vb)proj$/i)) return 'build result';
  return undefined;
}

/** The innermost ignore file that says something decides. */
function isIgnored(path: string, isFolder: boolean, layers: readonly IgnoreLayer[]): boolean {
  for (let i = layers.length - 1; i >= 0; i--) {
    const layer = layers[i];
    if (layer === undefined) continue;
    const below = layer.folder === '' ? path : path.slice(layer.folder.length + 1);
    const verdict = test(layer.rules, `${layer.prefix}${below}${isFolder ? '/' : ''}`);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

const excludes = (rules: Ignore, path: string): boolean => test(rules, path).ignored;

/** The matcher refuses paths such as `..\x` or `./x`, which a file may well be called. */
function test(rules: Ignore, path: string): { ignored: boolean; unignored: boolean } {
  return ignore.isPathValid(path) ? rules.test(path) : { ignored: false, unignored: false };
}

/** The system's word for what went wrong (`EACCES: permission denied`), without the machine's paths. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(',')[0] ?? message;
}
