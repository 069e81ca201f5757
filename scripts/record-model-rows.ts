/**
 * Loaded before a test file by `npm run coverage:models`: notes the model rows that the engine looked up because the program
 * under test got to their place in a library, and writes their ids to the folder DOSIMETER_MODEL_COVERAGE when the process ends.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { ModelRow } from '../src/models/load.ts';
import { ApiTrie, type ApiNode } from '../src/resolve/api.ts';

const folder = process.env['DOSIMETER_MODEL_COVERAGE'];
if (folder !== undefined) {
  const seen = new Set<string>();
  const { rows } = ApiTrie.prototype;
  ApiTrie.prototype.rows = function (this: ApiTrie, node: ApiNode): readonly ModelRow[] {
    const found = rows.call(this, node);
    for (const { id } of found) seen.add(id);
    return found;
  };
  process.on('exit', () => { if (seen.size > 0) writeFileSync(join(folder, `${process.pid}-${threadId}.txt`), [...seen].join('\n')); });
}
