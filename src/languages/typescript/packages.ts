import { parse } from 'jsonc-parser';
import type { ImportContext } from '../language.ts';
import { matchStar, record, strings } from './configs.ts';
import { ancestors, dirname, join, memoised } from './paths.ts';

/** A package.json of the project. */
export interface Package {
  readonly directory: string;
  readonly name: string | undefined;
  /** Entry files as written (`module`, `main`, `types`, `source`), best first. */
  readonly entries: readonly string[];
  readonly exports: unknown;
  readonly imports: Readonly<Record<string, unknown>>;
}

/** Package in a directory; undefined without a package.json that can be read. */
export function packageIn(directory: string, project: ImportContext): Package | undefined {
  return memoised(project.memo, `ts:package:${directory}`, () => {
    const text = project.readText(join(directory, 'package.json')!);
    const json = text === undefined ? undefined : record(parse(text));
    if (!json) return undefined;
    const { name } = json;
    return {
      directory, name: typeof name === 'string' ? name : undefined,
      entries: ['source', 'module', 'main', 'types', 'typings'].flatMap((key) => strings(json[key])),
      exports: json['exports'], imports: record(json['imports']) ?? {},
    };
  });
}

/** Nearest package at or above a file. */
export function packageOf(file: string, project: ImportContext): Package | undefined {
  for (const directory of ancestors(file)) {
    const found = packageIn(directory, project);
    if (found) return found;
  }
  return undefined;
}

/** Packages of the project by name: the members of a workspace, without reading what the workspace is declared as. */
export function workspacePackages(project: ImportContext): ReadonlyMap<string, Package> {
  return memoised(project.memo, 'ts:workspace', () => {
    const directories = new Set<string>(['']);
    for (const file of project.files) {
      for (let at = dirname(file); at !== '' && !directories.has(at); at = dirname(at)) directories.add(at);
    }
    const found = new Map<string, Package>();
    for (const directory of [...directories].sort()) {
      if (/(^|\/)node_modules(\/|$)/.test(directory)) continue;
      const member = packageIn(directory, project);
      if (member?.name !== undefined && !found.has(member.name)) found.set(member.name, member);
    }
    return found;
  });
}

/**
 * Files (without mapping of endings) that `name` or `name/sub` may mean inside a package of the project, best first. What a
 * package publishes is built, so each target is also guessed in the sources.
 */
export function packageTargets(member: Package, subpath: string): string[] {
  const written = subpath === ''
    ? [...exportTargets(member.exports, '.'), ...member.entries]
    : exportTargets(member.exports, `./${subpath}`);
  const guesses = subpath === '' ? ['src/index', 'index', 'src/main', 'lib/index', 'src'] : [subpath, `src/${subpath}`, `lib/${subpath}`];
  return [...written.flatMap(withSource), ...guesses].flatMap((target) => join(member.directory, target) ?? []);
}

/** Targets of an `#internal` name by the package's `imports`. */
export function internalTargets(member: Package, spec: string): string[] {
  return matchTargets(member.imports, spec).flatMap(withSource).flatMap((target) => target.startsWith('.') ? join(member.directory, target) ?? [] : []);
}

function exportTargets(exports: unknown, subpath: string): string[] {
  const table = record(exports);
  const isTable = table !== undefined && Object.keys(table).some((key) => key.startsWith('.'));
  if (isTable) return matchTargets(table, subpath);
  return subpath === '.' ? conditionTargets(exports, 0) : [];
}

function matchTargets(table: Readonly<Record<string, unknown>>, name: string): string[] {
  const matches = Object.keys(table).flatMap((pattern) => {
    const star = matchStar(pattern, name);
    return star === undefined ? [] : [{ pattern, star }];
  });
  matches.sort((a, b) => b.pattern.length - a.pattern.length);
  const [best] = matches;
  return best ? conditionTargets(table[best.pattern], 0).map((target) => target.replaceAll('*', () => best.star)) : [];
}

/** Conditions nest two or three deep in practice. */
const MAX_CONDITIONS = 6;

/** All targets below conditions, those that lead to sources first. */
function conditionTargets(value: unknown, depth: number): string[] {
  if (depth > MAX_CONDITIONS) return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item) => conditionTargets(item, depth + 1));
  const table = record(value) ?? {};
  const preferred = ['source', 'development', 'import', 'node', 'default', 'require', 'types'];
  const keys = [...preferred.filter((key) => key in table), ...Object.keys(table).filter((key) => !preferred.includes(key))];
  return keys.flatMap((key) => conditionTargets(table[key], depth + 1));
}

/** A published file, and where its source probably is. */
function withSource(target: string): string[] {
  const match = /^(?:\.\/)?(?:dist|build|lib|out|esm|cjs)\/(?:(?:esm|cjs|mjs|es|src|types)\/)?(.+)$/.exec(target);
  const plain = target.replace(/(\.d)?\.[cm]?[jt]sx?$/, '');
  if (!match) return [target, plain];
  const source = match[1]!.replace(/(\.d)?\.[cm]?[jt]sx?$/, '');
  return [target, `src/${source}`, source];
}
