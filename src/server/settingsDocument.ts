import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { POLICY_FILE } from '../policy/load.ts';

/** The settings file that applies to a folder, or the one that would. */
export interface SettingsDocument {
  readonly uri: string;
  /** Version of an open document; `null` for a file that is not open. */
  readonly version: number | null;
  /** Absent where there is no such file yet. */
  readonly text?: string;
  /** Path of the schema from the file, where it is installed. */
  readonly schema?: string;
}

/** Where an installation in a project keeps the schema of the settings. */
const SCHEMA = 'node_modules/dosimeter/media/dosimeter.schema.json';

/** The nearest settings file in a folder or above as it stands now. `open`: those that are open in the editor, by absolute path. */
export function settingsDocument(folder: string, open: ReadonlyMap<string, Omit<SettingsDocument, 'schema'>>): SettingsDocument {
  const path = nearest(folder) ?? join(folder, POLICY_FILE);
  const text = readText(path);
  // What is open of a file that has been deleted does not apply.
  const document = (text === undefined ? undefined : open.get(path)) ?? { uri: pathToFileURL(path).href, version: null, ...(text === undefined ? {} : { text }) };
  return existsSync(join(dirname(path), SCHEMA)) ? { ...document, schema: `./${SCHEMA}` } : document;
}

function nearest(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, POLICY_FILE);
    if (existsSync(path)) return path;
    if (dirname(at) === at) return undefined;
  }
}

/** Undefined for what can not be read as a text. */
function readText(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
