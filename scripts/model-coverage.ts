/**
 * `npm run coverage:models`: model rows that no test program gets to. Runs the tests of the models, rules, features, rule pages and
 * examples, and lists by file the rows that the engine never looked up in any of them. Says what is missing; fails for nothing.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadModels, type ModelRow } from '../src/models/load.ts';
import { readModelFolder } from '../src/session/modelFiles.ts';

const ROOT = resolve(import.meta.dirname, '..');
const TESTS = ['agents', 'docs', 'examples', 'features', 'models', 'rules'];

const hit = rowsHit();
const byFile = new Map<string, ModelRow[]>();
for (const row of loadModels(readModelFolder(join(ROOT, 'models'))).rows) {
  const file = row.id.slice(0, row.id.lastIndexOf('#'));
  const rows = byFile.get(file) ?? [];
  byFile.set(file, rows);
  rows.push(row);
}
let missed = 0;
for (const [file, rows] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const rest = rows.filter(({ id }) => !hit.has(id));
  missed += rest.length;
  if (rest.length > 0) console.log(`models/${file}: ${rest.length} of ${rows.length}\n${rest.map((row) => `  #${row.id.slice(row.id.lastIndexOf('#') + 1)} ${kindOf(row)} ${[row.row.at].flat()[0]}`).join('\n')}`);
}
const all = [...byFile.values()].flat().length;
console.log(`${all - missed} of ${all} rows are reached by a test (${((100 * (all - missed)) / all).toFixed(1)} %)`);

/** Ids of the rows that some test looked up. */
function rowsHit(): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dosimeter-coverage-'));
  try {
    const hook = pathToFileURL(join(import.meta.dirname, 'record-model-rows.ts')).href;
    const files = TESTS.flatMap((name) => testsBelow(join(ROOT, 'test', name)));
    const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=dot', ...files], {
      cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DOSIMETER_MODEL_COVERAGE: folder, NODE_OPTIONS: `--import=${hook}` },
    });
    if (status !== 0) console.log('Some of these tests failed; what they would have reached counts as missed.');
    return new Set(readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function testsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts')).sort().map((name) => join(folder, name));
}

/** The key by which a row says what it is. */
function kindOf({ row }: ModelRow): string {
  return Object.keys(row).find((key) => !['at', 'when', 'doc', 'since'].includes(key)) ?? 'row';
}
