import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelSource } from '../models/load.ts';

/**
 * The shipped model files: the compiled dist/models.json when this code runs from dist/, else models/ of the source tree.
 * Throws when neither is there or the compiled file is damaged: an analysis without models would find nothing and say so as "clean".
 */
export function readModelFiles(): ModelSource[] {
  const here = dirname(fileURLToPath(import.meta.url));
  const compiled = join(here, 'models.json');
  if (existsSync(compiled)) {
    const documents = JSON.parse(readFileSync(compiled, 'utf8')) as Record<string, unknown>;
    return Object.entries(documents).map(([name, document]) => ({ name, document }));
  }
  return readModelFolder(join(here, '..', '..', 'models'));
}

/** All `.yml` files below `folder`, named by their path from it with `/`. */
export function readModelFolder(folder: string): ModelSource[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(folder, name), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
