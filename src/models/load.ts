import { parse } from 'yaml';
import type { NamedRow } from './schema.ts';
import { PathError, parseApiPath } from './paths.ts';
import type { ApiPath } from './paths.ts';
import { checkFile, checkReferences, isRecord, normaliseRow } from './validate.ts';

/** A model file as YAML text, or already parsed (the compiled models, and the models of a policy file). */
export type ModelSource =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly document: unknown };

/** A row that is ready for look-ups. */
export interface ModelRow extends NamedRow {
  readonly language: string;
  readonly library: string;
  readonly at: readonly ApiPath[];
}

/** Something wrong in a model file. The row is left out, the rest of the file is used. */
export interface ModelError {
  readonly file: string;
  /** Index of the row, or null for the file itself. */
  readonly row: number | null;
  readonly message: string;
}

export interface LoadedModels {
  readonly rows: readonly ModelRow[];
  /** Language → type name → API paths that yield an instance. */
  readonly types: ReadonlyMap<string, ReadonlyMap<string, readonly ApiPath[]>>;
  /** Language → import roots that make a file interesting. */
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
  readonly errors: readonly ModelError[];
}

/** Limits on one model file: shipped files stay far below, a policy's models are somebody else's input. */
const MAX_TEXT_LENGTH = 1_000_000;
const MAX_ROWS = 5_000;
/** YAML aliases can multiply; model files have no use for many. */
const MAX_ALIASES = 50;

/**
 * Turns model files into one flat list of rows. Never throws: what can't be used is in `errors`.
 * The result does not depend on the order of the files.
 */
export function loadModels(files: readonly ModelSource[]): LoadedModels {
  const loading = new Loading();
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const documents = sorted.map((file) => ({ name: file.name, document: loading.document(file) }));
  for (const { document } of documents) loading.collectPackages(document);
  for (const { name, document } of documents) if (document) loading.file(name, document);
  loading.errors.push(...checkReferences(loading.rows, loading.types));
  return loading;
}

class Loading implements LoadedModels {
  readonly rows: ModelRow[] = [];
  readonly types = new Map<string, Map<string, readonly ApiPath[]>>();
  readonly packages = new Map<string, Set<string>>();
  readonly errors: ModelError[] = [];

  document(source: ModelSource): Record<string, unknown> | null {
    let document: unknown;
    if ('document' in source) document = source.document;
    else if (source.text.length > MAX_TEXT_LENGTH) return this.fail(source.name, `is longer than ${MAX_TEXT_LENGTH} characters`);
    else {
      try {
        document = parse(source.text, { maxAliasCount: MAX_ALIASES, logLevel: 'silent' });
      } catch (error) {
        return this.fail(source.name, `is not YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      }
    }
    return isRecord(document) ? document : this.fail(source.name, 'is not a mapping');
  }

  collectPackages(document: Record<string, unknown> | null): void {
    if (!document || typeof document['language'] !== 'string' || !Array.isArray(document['packages'])) return;
    const known = getOrCreate(this.packages, document['language'], () => new Set<string>());
    for (const name of document['packages']) if (typeof name === 'string' && name !== '') known.add(name);
  }

  file(name: string, document: Record<string, unknown>): void {
    const check = checkFile(document);
    for (const message of check.file) this.errors.push({ file: name, row: null, message });
    for (const { row, message } of check.rows) this.errors.push({ file: name, row, message });
    if (check.unusable) return;
    const language = document['language'] as string;
    const packages = this.packages.get(language) ?? new Set<string>();
    this.namedTypes(name, language, document['types'], packages);

    const rows = document['rows'] as unknown[];
    if (rows.length > MAX_ROWS) this.errors.push({ file: name, row: null, message: `has more than ${MAX_ROWS} rows; the rest is ignored` });
    const bad = new Set(check.rows.map(({ row }) => row));
    rows.slice(0, MAX_ROWS).forEach((value, index) => {
      if (bad.has(index)) return;
      const row = normaliseRow(value);
      const at = this.paths(name, index, typeof row.at === 'string' ? [row.at] : row.at, packages);
      if (at.length === 0) return;
      const doc = row.doc ?? (document['doc'] as string);
      this.rows.push({ id: `${name}#${index}`, row, doc, language, library: document['library'] as string, at });
    });
  }

  private namedTypes(file: string, language: string, types: unknown, packages: ReadonlySet<string>): void {
    if (!isRecord(types)) return;
    const known = getOrCreate(this.types, language, () => new Map<string, readonly ApiPath[]>());
    for (const [name, paths] of Object.entries(types)) {
      if (known.has(name)) {
        this.errors.push({ file, row: null, message: `type "${name}" is defined by another file too` });
        continue;
      }
      known.set(name, this.paths(file, null, paths as string[], packages));
    }
  }

  private paths(file: string, row: number | null, texts: readonly string[], packages: ReadonlySet<string>): ApiPath[] {
    const paths: ApiPath[] = [];
    for (const text of texts) {
      try {
        const path = parseApiPath(text, packages);
        if (typeof path.root === 'string' && !packages.has(path.root) && !IMPLICIT_ROOTS.has(path.root)) {
          throw new PathError(`"${text}" starts with "${path.root}", which no file lists under packages`);
        }
        paths.push(path);
      } catch (error) {
        if (!(error instanceof PathError)) throw error;
        this.errors.push({ file, row, message: error.message });
      }
    }
    return paths;
  }

  private fail(file: string, message: string): null {
    this.errors.push({ file, row: null, message });
    return null;
  }
}

/** Roots of names that no import brings. */
const IMPLICIT_ROOTS: ReadonlySet<string> = new Set(['builtins', 'globalThis', 'java', 'System']);

function getOrCreate<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}
