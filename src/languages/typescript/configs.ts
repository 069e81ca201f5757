import { parse } from 'jsonc-parser';
import type { ImportContext } from '../language.ts';
import { dirname, join, memoised } from './paths.ts';

/** How a tsconfig or jsconfig maps module names to files. Directories are relative to the project root. */
export interface PathMapping {
  /** Where names without a pattern are looked up, if anywhere. */
  readonly baseUrl: string | undefined;
  /** Patterns with at most one `*`, and where they lead, in the order in which they are tried. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

/** `"compilerOptions"` of tsconfig files that nothing else is read from. */
interface RawConfig { readonly baseUrl?: string; readonly paths?: Readonly<Record<string, readonly string[]>>; readonly extends: readonly string[]; readonly references: readonly string[] }

/**
 * Mapping of the configuration in `directory`, undefined without one. Options come from the file, from what it extends
 * (one step, files of the project only), or else from the projects that it refers to.
 */
export function pathMapping(directory: string, project: ImportContext): PathMapping | undefined {
  return memoised(project.memo, `ts:config:${directory}`, () => {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const file = join(directory, name)!;
      const config = readConfig(file, project);
      if (!config) continue;
      const candidates = [file, ...[...config.extends].reverse(), ...config.references];
      const sources = candidates.flatMap((path) => { const raw = readConfig(path, project); return raw ? [{ raw, directory: dirname(path) }] : []; });
      return mappingFrom(sources);
    }
    return undefined;
  });
}

function mappingFrom(sources: readonly { raw: RawConfig; directory: string }[]): PathMapping {
  const withBase = sources.find(({ raw }) => raw.baseUrl !== undefined);
  const withPaths = sources.find(({ raw }) => raw.paths !== undefined);
  const baseUrl = withBase && join(withBase.directory, withBase.raw.baseUrl!);
  // Without a base, patterns are relative to the file that has them.
  const from = baseUrl ?? withPaths?.directory ?? '';
  const paths = Object.entries(withPaths?.raw.paths ?? {}).map(([pattern, targets]) => ({
    pattern,
    targets: targets.flatMap((target) => join(from, target) ?? []),
  }));
  // The longest text before the star is the best match.
  paths.sort((a, b) => prefixLength(b.pattern) - prefixLength(a.pattern));
  return { baseUrl, paths };
}

const prefixLength = (pattern: string): number => pattern.includes('*') ? pattern.indexOf('*') : pattern.length + 1;

/** Files (without ending) that a name may mean by the mapping, best first. */
export function mapped(mapping: PathMapping, spec: string): string[] {
  const found: string[] = [];
  for (const { pattern, targets } of mapping.paths) {
    const star = matchStar(pattern, spec);
    if (star === undefined) continue;
    found.push(...targets.map((target) => target.replace('*', () => star)));
    break;
  }
  const below = mapping.baseUrl === undefined ? undefined : join(mapping.baseUrl, spec);
  return below === undefined ? found : [...found, below];
}

/** What the `*` of a pattern stands for in a text; empty for equal texts without a star; undefined if they don't match. */
export function matchStar(pattern: string, text: string): string | undefined {
  const at = pattern.indexOf('*');
  if (at < 0) return pattern === text ? '' : undefined;
  const [before, after] = [pattern.slice(0, at), pattern.slice(at + 1)];
  const fits = text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
  return fits ? text.slice(before.length, text.length - after.length) : undefined;
}

function readConfig(file: string, project: ImportContext): RawConfig | undefined {
  return memoised(project.memo, `ts:rawConfig:${file}`, () => {
    const text = project.readText(file);
    const json = text === undefined ? undefined : record(parse(text));
    if (!json) return undefined;
    const options = record(json['compilerOptions']) ?? {};
    const baseUrl = options['baseUrl'];
    const paths = record(options['paths']);
    return {
      ...(typeof baseUrl === 'string' ? { baseUrl } : {}),
      ...(paths ? { paths: Object.fromEntries(Object.entries(paths).map(([key, value]) => [key, strings(value)])) } : {}),
      extends: strings(json['extends']).flatMap((path) => configFile(file, path)),
      references: (Array.isArray(json['references']) ? json['references'] : []).flatMap((item) => strings(record(item)?.['path'])).flatMap((path) => configFile(file, path)),
    };
  });
}

/** File that `extends` or a reference names; those in packages are not part of the project. */
function configFile(from: string, path: string): string[] {
  if (!path.startsWith('.')) return [];
  const target = join(dirname(from), path);
  if (target === undefined) return [];
  return target.endsWith('.json') ? [target] : [`${target}.json`, join(target, 'tsconfig.json')!];
}

export function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
}
/** The strings in a value that is a string or a list. */
export function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}
