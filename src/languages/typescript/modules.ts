import type { ImportContext, ResolvedImport } from '../language.ts';
import { mapped, pathMapping } from './configs.ts';
import { internalTargets, packageOf, packageTargets, workspacePackages } from './packages.ts';
import { ancestors, dirname, join, memoised } from './paths.ts';

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
/** Ending that an import names → endings that the source may have. TypeScript imports the name of the file that it will emit. */
const SOURCE_ENDINGS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'],
};

/** File of the project, or name of the external package, that an import means. Undefined for a file that isn't there. */
export function resolveTypeScriptImport(spec: string, fromFile: string, project: ImportContext): ResolvedImport | undefined {
  // Bundlers take a query that says how to load the file.
  const name = spec.replace(/\?.*$/s, '');
  if (name === '') return undefined;
  if (/^\.{1,2}(\/|$)/.test(name)) return asFile(firstFile(join(dirname(fromFile), name), project));
  if (name.startsWith('/')) return asFile(firstFile(join('', name), project));
  const file = name.startsWith('#') ? resolveInternal(name, fromFile, project) : undefined;
  const found = file ?? resolveMapped(name, fromFile, project) ?? resolveWorkspace(name, project) ?? resolveConventional(name, fromFile, project);
  return asFile(found) ?? { external: externalName(name) };
}

const asFile = (file: string | undefined): ResolvedImport | undefined => file === undefined ? undefined : { file };

/** Name of a package as its models are filed: without the scheme of a runtime or the address of a package mirror. */
function externalName(spec: string): string {
  const bare = spec.replace(/^node:/, '').replace(/^(?:npm|jsr):\/?/, '').replace(/^https:\/\/(?:esm\.sh|cdn\.skypack\.dev|cdn\.jsdelivr\.net\/npm|unpkg\.com)\//, '');
  // `npm:openai@4/helpers` → `openai/helpers`
  return bare === spec ? spec : bare.replace(/^((?:@[^/@]+\/)?[^/@]+)@[^/]*/, '$1');
}

function resolveInternal(name: string, fromFile: string, project: ImportContext): string | undefined {
  const own = packageOf(fromFile, project);
  return own && firstOf(internalTargets(own, name), project);
}

/** By the nearest tsconfig.json or jsconfig.json. */
function resolveMapped(name: string, fromFile: string, project: ImportContext): string | undefined {
  for (const directory of ancestors(fromFile)) {
    const mapping = pathMapping(directory, project);
    if (mapping) return firstOf(mapped(mapping, name), project);
  }
  return undefined;
}

function resolveWorkspace(name: string, project: ImportContext): string | undefined {
  const parts = name.split('/');
  const length = name.startsWith('@') ? 2 : 1;
  const member = workspacePackages(project).get(parts.slice(0, length).join('/'));
  return member && firstOf(packageTargets(member, parts.slice(length).join('/')), project);
}

/** `@/x` and `~/x` are no package names: frameworks map them to the sources without saying so in a file that is read here. */
function resolveConventional(name: string, fromFile: string, project: ImportContext): string | undefined {
  const rest = /^[@~]\/(.+)$/.exec(name)?.[1];
  if (rest === undefined) return undefined;
  return firstOf(ancestors(fromFile).flatMap((directory) => [join(directory, `src/${rest}`)!, join(directory, rest)!]), project);
}

function firstOf(paths: readonly string[], project: ImportContext): string | undefined {
  for (const path of paths) {
    const file = firstFile(path, project);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Source file for a path that may lack its ending, name the emitted file, or be a directory. */
function firstFile(path: string | undefined, project: ImportContext): string | undefined {
  return path === undefined ? undefined : memoised(project.memo, `ts:file:${path}`, () => findFile(path, project));
}
function findFile(path: string, project: ImportContext): string | undefined {
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
  const stem = path.slice(0, path.length - ending.length);
  for (const candidate of SOURCE_ENDINGS[ending] ?? []) if (project.exists(stem + candidate)) return stem + candidate;
  if (/\.[cm]?tsx?$/.test(path) && project.exists(path)) return path;
  for (const candidate of ENDINGS) if (path !== '' && project.exists(path + candidate)) return path + candidate;
  const index = path === '' ? 'index' : `${path}/index`;
  for (const candidate of ENDINGS) if (project.exists(index + candidate)) return index + candidate;
  return undefined;
}
