import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SINK_KINDS } from '../../src/base/words.ts';
import { loadModels } from '../../src/models/load.ts';
import { checkAgainstRules } from '../../src/models/validate.ts';
import { readModelFolder } from '../../src/session/modelFiles.ts';
import { RULE_IDS } from '../../src/rules/catalogue.ts';

const folder = join(import.meta.dirname, '..', '..', 'models');
const files = readModelFolder(folder);
const models = loadModels(files);

test('all shipped model files load without an error', () => {
  assert.deepEqual(models.errors, []);
  assert.ok(models.rows.length > 500);
});

test('every file lies in the folder of its language', () => {
  for (const row of models.rows) assert.equal(row.id.split('/')[0], row.language, row.id);
  for (const language of new Set(models.rows.map((row) => row.language))) assert.ok(readdirSync(folder).includes(language));
});

test('rows name sinks and rules that exist', () => {
  assert.deepEqual(checkAgainstRules(models.rows, new Set(SINK_KINDS), RULE_IDS), []);
});

test('two rows never give the same call two places where the model runs', () => {
  const seen = new Map<string, string>();
  for (const row of models.rows) {
    if (!('endpoint' in row.row) || row.row.when) continue;
    for (const at of typeof row.row.at === 'string' ? [row.row.at] : row.row.at) {
      const key = `${row.language} ${at}`;
      assert.equal(seen.get(key), undefined, `${key} in ${row.id} and ${seen.get(key)}`);
      seen.set(key, row.id);
    }
  }
});

test('an endpoint belongs to what a call gives, a sink to what is called', () => {
  for (const row of models.rows) {
    for (const at of typeof row.row.at === 'string' ? [row.row.at] : row.row.at) {
      if ('endpoint' in row.row) assert.match(at, /\)$/, `${row.id}: ${at}`);
      if ('sink' in row.row) assert.doesNotMatch(at, /\)$/, `${row.id}: ${at}`);
    }
  }
});
