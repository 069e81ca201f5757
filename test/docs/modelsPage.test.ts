import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadModels, type ModelSource } from '../../src/models/load.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/models.md'), 'utf8');

/** Keys that any row may have. */
const COMMON = new Set(['at', 'when', 'doc', 'since']);

test('the examples are valid model files', () => {
  const files: ModelSource[] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = ''], i) => ({ name: `example${i}.yml`, text }));
  assert.ok(files.length > 0);
  assert.deepEqual(loadModels(files).errors, []);
});

test('every key that a shipped row uses is explained', () => {
  const keys = new Set(loadModels(readModelFiles()).rows.flatMap(({ row }) => Object.keys(row)).filter((key) => !COMMON.has(key)));
  assert.deepEqual([...keys].filter((key) => !page.includes(`\`${key}\``)).sort(), []);
});
