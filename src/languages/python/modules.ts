import type { ImportContext, ResolvedImport } from '../language.ts';

/** What the resolver knows of a project's folders; computed once and kept in the context's memo. */
interface Layout {
  /** Folders that hold Python files at any depth, `''` for the root. */
  readonly folders: ReadonlySet<string>;
  /** Folders that are import roots for the whole project, best first. */
  readonly roots: readonly string[];
  /** Names of all modules and folders, wherever they are: an absolute import that begins otherwise is of a library. */
  readonly names: ReadonlySet<string>;
  /** Distributions that the project says it depends on, in lower case with `_`. */
  readonly declared: ReadonlySet<string>;
}

const join = (folder: string, name: string): string => (folder === '' ? name : name === '' ? folder : `${folder}/${name}`);
const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Folder names that commonly are import roots without being packages themselves. */
const ROOT_FOLDERS = ['src', 'lib', 'python'];
/** Standard modules whose names projects like to reuse for modules of their own. */
const STANDARD_MODULES = new Set([
  'abc', 'ast', 'asyncio', 'base64', 'calendar', 'code', 'collections', 'copy', 'csv', 'dataclasses', 'datetime', 'email', 'enum', 'hashlib',
  'html', 'http', 'inspect', 'io', 'json', 'logging', 'math', 'operator', 'os', 'parser', 'pickle', 'platform', 'profile', 'queue', 'random', 're', 'secrets',
  'select', 'signal', 'site', 'socket', 'sqlite3', 'ssl', 'statistics', 'string', 'subprocess', 'sys', 'test', 'time', 'token', 'types', 'typing',
  'uuid', 'warnings', 'xml',
]);
const PROJECT_FILES = ['pyproject.toml', 'setup.py', 'setup.cfg'];

/**
 * Resolves a module name as written: with its leading dots where it is relative. Absolute names are looked for in the folder
 * of the importing file's outermost package, its own folder (scripts run from there), the folders above, and the project's
 * import roots. A name whose first part is nowhere in the project is external.
 */
export function resolvePythonImport(spec: string, fromFile: string, project: ImportContext): ResolvedImport | undefined {
  const key = `python:${fromFile}\0${spec}`;
  if (project.memo.has(key)) return project.memo.get(key) as ResolvedImport | undefined;
  const found = resolve(spec, fromFile, project);
  project.memo.set(key, found);
  return found;
}

function resolve(spec: string, fromFile: string, project: ImportContext): ResolvedImport | undefined {
  const layout = layoutOf(project);
  const dots = /^\.*/.exec(spec)?.[0].length ?? 0;
  const parts = spec.slice(dots).split('.').filter((part) => part !== '');
  if (dots > 0) return resolveRelative(parts, dots, fromFile, project, layout);
  const [top] = parts;
  if (top === undefined) return undefined;
  if (!layout.names.has(top)) return { external: spec };
  let isOurs = false;
  for (const root of searchPath(top, fromFile, project, layout)) {
    // A folder without __init__.py gives way to an installed package of its name: only files count here.
    const found = fileAt(join(root, parts.join('/')), fromFile, project);
    if (found !== undefined) return { file: found };
    isOurs ||= fileAt(join(root, top), fromFile, project) !== undefined;
  }
  return isOurs && parts.length > 1 ? undefined : { external: spec };
}

function resolveRelative(parts: readonly string[], dots: number, fromFile: string, project: ImportContext, layout: Layout): ResolvedImport | undefined {
  let folder = parentOf(fromFile);
  for (let i = 1; i < dots; i++) {
    if (folder === '') return undefined;
    folder = parentOf(folder);
  }
  const path = join(folder, parts.join('/'));
  const file = fileAt(path, '', project);
  if (file !== undefined) return { file };
  // `%run other.ipynb` is read as an import; modules can't import notebooks.
  const notebook = `${path}.ipynb`;
  if (fromFile.endsWith('.ipynb') && notebook !== fromFile && project.exists(notebook)) return { file: notebook };
  return layout.folders.has(path) ? { namespaceDir: path } : undefined;
}

/** File of the module or package at a path without ending. A module never imports itself by its own absolute name. */
function fileAt(path: string, fromFile: string, project: ImportContext): string | undefined {
  const initializer = join(path, '__init__.py');
  if (initializer !== fromFile && project.exists(initializer)) return initializer;
  const module = `${path}.py`;
  return path !== '' && module !== fromFile && project.exists(module) ? module : undefined;
}

function searchPath(top: string, fromFile: string, project: ImportContext, layout: Layout): string[] {
  const own = parentOf(fromFile);
  const found: string[] = [];
  const add = (folder: string): void => { if (!found.includes(folder)) found.push(folder); };
  const isPackage = (folder: string): boolean => project.exists(join(folder, '__init__.py'));
  let packageRoot = own;
  while (packageRoot !== '' && isPackage(packageRoot)) packageRoot = parentOf(packageRoot);
  add(packageRoot);
  for (let folder = own; ; folder = parentOf(folder)) {
    // Inside a package, a sibling named like a dependency or a standard module is not what an absolute import means.
    if (!isPackage(folder) || !(layout.declared.has(top.toLowerCase()) || STANDARD_MODULES.has(top))) add(folder);
    for (const name of ROOT_FOLDERS) if (layout.folders.has(join(folder, name))) add(join(folder, name));
    if (folder === '') break;
  }
  layout.roots.forEach(add);
  return found;
}

function layoutOf(project: ImportContext): Layout {
  const known = project.memo.get('python:layout') as Layout | undefined;
  if (known) return known;
  const folders = new Set<string>(['']);
  for (const file of project.files) {
    for (let folder = parentOf(file); folder !== '' && !folders.has(folder); folder = parentOf(folder)) folders.add(folder);
  }
  const sorted = [...folders].sort();
  const roots = new Set<string>(['']);
  for (const folder of sorted) {
    if (PROJECT_FILES.some((name) => project.exists(join(folder, name)))) {
      roots.add(folder);
      if (folders.has(join(folder, 'src'))) roots.add(join(folder, 'src'));
    }
  }
  for (const folder of sorted) {
    const isTopPackage = project.exists(join(folder, '__init__.py')) && !project.exists(join(parentOf(folder), '__init__.py'));
    if (isTopPackage) roots.add(parentOf(folder));
  }
  for (const folder of configuredRoots(project)) if (folders.has(folder)) roots.add(folder);
  const names = new Set([...folders].map(nameOf));
  for (const file of project.files) if (file.endsWith('.py')) names.add(nameOf(file).slice(0, -'.py'.length));
  const layout = { folders, roots: [...roots], names, declared: declaredDependencies(project) };
  project.memo.set('python:layout', layout);
  return layout;
}

/** Source folders named in pyproject.toml: `where = ["src"]`, `package-dir`, `pythonpath`, `packages = [{ from = "lib" }]`. */
function configuredRoots(project: ImportContext): string[] {
  const text = project.readText('pyproject.toml') ?? '';
  const found: string[] = [];
  for (const line of text.split('\n')) {
    if (!/^\s*(?:where|pythonpath|package-dir|packages|""|from)\b|^\s*""\s*=|from\s*=/.test(line)) continue;
    for (const quoted of line.matchAll(/["']([\w./-]+)["']/g)) found.push((quoted[1] ?? '').replace(/^\.\//, '').replace(/\/+$/, ''));
  }
  return found;
}

/** Names of distributions in requirements files and pyproject.toml. Only used to prefer an external package over a sibling file. */
function declaredDependencies(project: ImportContext): Set<string> {
  const found = new Set<string>();
  for (const file of ['requirements.txt', 'requirements-dev.txt', 'pyproject.toml', 'setup.cfg', 'setup.py']) {
    const text = project.readText(file);
    if (text === undefined) continue;
    const names = file.endsWith('.txt') || file.endsWith('.cfg')
      ? text.matchAll(/^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[<>=!~;]|$)/gm)
      : text.matchAll(/(?:^\s*|["'])([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[<>=!~;"'])/gm);
    for (const name of names) found.add((name[1] ?? '').toLowerCase().replace(/[-.]+/g, '_'));
  }
  return found;
}

