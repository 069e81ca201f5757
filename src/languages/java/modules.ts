import type { ImportContext, ResolvedImport } from '../language.ts';

/** Directories of source files, by the last parts of their paths, for the look-up of packages. */
interface Sources { readonly files: ReadonlyMap<string, readonly string[]>; readonly directories: ReadonlyMap<string, readonly string[]> }

/**
 * What a package or a class of one means. A project file declares a class of its own name, below directories that spell its
 * package: `a.b.C` is in `…/a/b/C.java`, or in `b/C.java` where the sources begin below the first names of the package. A name that starts with a dot is in the directory of the importing file, as for
 * files that declare no package.
 */
export function resolveJavaImport(spec: string, fromFile: string, project: ImportContext): ResolvedImport | undefined {
  const directory = fromFile.includes('/') ? fromFile.slice(0, fromFile.lastIndexOf('/')) : '';
  if (spec === '') return { namespaceDir: directory };
  if (spec.startsWith('.')) {
    const file = directory === '' ? `${spec.slice(1)}.java` : `${directory}/${spec.slice(1)}.java`;
    return project.exists(file) ? { file } : undefined;
  }
  const { files, directories } = sourcesOf(project);
  const path = spec.split('.').join('/');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const found = nearest(files.get(name)?.filter((file) => endsWith(file, `${path}.java`)), fromFile) ?? nearest(files.get(name)?.filter((file) => file.includes('/') && endsWith(`${path}.java`, file)), fromFile);
  if (found !== undefined) return { file: found };
  const folder = nearest(directories.get(name)?.filter((one) => endsWith(one, path)), fromFile) ?? nearest(directories.get(name)?.filter((one) => endsWith(path, one)), fromFile);
  return folder === undefined ? { external: spec } : { namespaceDir: folder, external: spec };
}

const endsWith = (path: string, tail: string): boolean => path === tail || path.endsWith(`/${tail}`);

/** Of several candidates, for example the same class in two modules of a build, the one with the longest path in common. */
function nearest(candidates: readonly string[] | undefined, fromFile: string): string | undefined {
  let best: string | undefined;
  let most = -1;
  for (const candidate of candidates ?? []) {
    let common = 0;
    while (common < candidate.length && candidate[common] === fromFile[common]) common++;
    if (common > most || (common === most && candidate < best!)) { best = candidate; most = common; }
  }
  return best;
}

function sourcesOf(project: ImportContext): Sources {
  const known = project.memo.get('java:sources') as Sources | undefined;
  if (known) return known;
  const files = new Map<string, string[]>();
  const directories = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const file of project.files) {
    if (!file.endsWith('.java')) continue;
    add(files, file.slice(file.lastIndexOf('/') + 1, -'.java'.length), file);
    const directory = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
    if (directory === '' || seen.has(directory)) continue;
    seen.add(directory);
    add(directories, directory.slice(directory.lastIndexOf('/') + 1), directory);
  }
  const made: Sources = { files, directories };
  project.memo.set('java:sources', made);
  return made;
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
