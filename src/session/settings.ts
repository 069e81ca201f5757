import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { loadModels, type LoadedModels, type ModelSource } from '../models/load.ts';
import type { ConfigError } from '../policy/jsonReader.ts';
import { parsePolicy, POLICY_FILE } from '../policy/load.ts';
import { defaultPolicy, type Policy } from '../policy/policy.ts';
import { RULE_IDS } from '../rules/catalogue.ts';
import { decodeText } from './decode.ts';
import { readModelFiles } from './modelFiles.ts';

/** What a run works by. */
export interface Settings {
  readonly policy: Policy;
  readonly models: LoadedModels;
  /** Absolute path of the settings file, if there is one. */
  readonly file?: string;
  /** Not empty: the settings can't be trusted and a run must not start. */
  readonly errors: readonly ConfigError[];
}

/** Bytes of the largest settings or model file that is read. */
const MAX_SETTINGS_BYTES = 1_000_000;

/** The nearest `dosimeter.jsonc` in `folder` or above; undefined when there is none. */
export async function findSettingsFile(folder: string): Promise<string | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, POLICY_FILE);
    if (await isFile(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

/** What to load. `models: false` for runs over data files alone, which need none. `text`: of the settings file, where it is open in an editor. */
export interface SettingsOptions { readonly models?: boolean; readonly text?: string | undefined }

/** Settings without a file: the defaults with the shipped models. */
export const defaultSettings = ({ models = true }: SettingsOptions = {}): Settings => ({ policy: defaultPolicy, models: models ? onDemand(() => loadModels(readModelFiles())) : loadModels([]), errors: [] });

/** Models that are loaded when they are first asked for: a tree without code needs none, and they are most of a start. */
function onDemand(load: () => LoadedModels): LoadedModels {
  let loaded: LoadedModels | undefined;
  const models = (): LoadedModels => (loaded ??= load());
  return {
    get rows() { return models().rows; },
    get types() { return models().types; },
    get packages() { return models().packages; },
    get errors() { return models().errors; },
  };
}

/**
 * Reads a settings file and the model files that it names. Mistakes are in `errors`, their file names relative to `shownFrom`.
 * Rejects only when the settings file itself can't be read.
 */
export async function readSettings(file: string, shownFrom: string, { models: wanted = true, text: open }: SettingsOptions = {}): Promise<Settings> {
  const text = open !== undefined && open.length <= MAX_SETTINGS_BYTES ? open : await readText(file);
  const shown = relative(shownFrom, file) || POLICY_FILE;
  const folder = dirname(file);
  const named = await namedModelTexts(text, folder);
  const { policy, errors } = parsePolicy(shown, text, { knownRules: RULE_IDS, readFile: (path) => named.get(path) });
  const own: readonly ModelSource[] = policy.models.map(({ origin, file: document }, index) => ({ name: `${origin}${origin === shown ? `:models[${index}]` : ''}`, document }));
  const load = (): LoadedModels => loadModels([...(policy.builtins.models ? readModelFiles() : []), ...own]);
  // Mistakes in models of one's own are told before a run starts.
  const models = !wanted ? loadModels([]) : own.length > 0 ? load() : onDemand(load);
  const ownNames = new Set(own.map(({ name }) => name));
  const rowErrors = (own.length > 0 ? models.errors : [])
    .filter((error) => ownNames.has(error.file))
    .map(({ file: name, row, message }) => {
      const models = policy.models[own.findIndex((source) => source.name === name)];
      return { file: models?.origin ?? name, ...(models?.rowPlaces[row ?? -1] ?? { line: 1, column: 1 }), message: row === null ? message : `row ${row}: ${message}` };
    });
  return { policy, models, file, errors: [...errors, ...rowErrors] };
}

/** The policy reader asks for files synchronously, so whatever looks like a name of a model file is read beforehand. */
async function namedModelTexts(text: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(/"([^"\\\n]+\.ya?ml)"/g)) {
    const path = match[1] ?? '';
    if (found.has(path) || path.startsWith('/') || path.split(/[\\/]/).includes('..')) continue;
    try {
      found.set(path, await readText(join(folder, path)));
    } catch {
      // The policy reader says so where the name stands.
    }
  }
  return found;
}

async function readText(path: string): Promise<string> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new Error(`${path} is no regular file`);
    if (found.size > MAX_SETTINGS_BYTES) throw new Error(`${path} is larger than ${MAX_SETTINGS_BYTES} bytes`);
    const text = decodeText(await handle.readFile())?.text;
    if (text === undefined) throw new Error(`${path} is no text file`);
    return text;
  } finally {
    await handle.close();
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
