import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadModels, type ModelRow } from '../src/models/load.ts';
import { readModelFolder } from '../src/session/modelFiles.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** Code as Node has compiled it: each test file is a process, and most of them load the whole program. */
const COMPILED = join(ROOT, 'node_modules/.cache/dosimeter');

/** Runs the test files of these folders below `test` and gives whether all passed, and the ids of the rows that the engine looked up in any of them. */
export function runTests(folders: readonly string[], reporter: string): { readonly passed: boolean; readonly reached: ReadonlySet<string> } {
  const notes = mkdtempSync(join(tmpdir(), 'dosimeter-coverage-'));
  try {
    const hook = pathToFileURL(join(import.meta.dirname, 'record-model-rows.ts')).href;
    const files = folders.flatMap((name) => testsBelow(join(ROOT, 'test', name)));
    const { status } = spawnSync(process.execPath, [`--import=${hook}`, '--test', `--test-concurrency=${availableParallelism()}`, `--test-reporter=${reporter}`, ...files], {
      cwd: ROOT, stdio: ['ignore', reporter === 'dot' ? 'ignore' : 'inherit', 'inherit'], env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, DOSIMETER_MODEL_COVERAGE: notes },
    });
    return { passed: status === 0, reached: new Set(readdirSync(notes).flatMap((name) => readFileSync(join(notes, name), 'utf8').split('\n'))) };
  } finally {
    rmSync(notes, { recursive: true, force: true });
  }
}

/** Prints by file the shipped rows that are not among these, and their share; gives whether there is none. */
export function reportRows(reached: ReadonlySet<string>): boolean {
  const byFile = new Map<string, ModelRow[]>();
  for (const row of loadModels(readModelFolder(join(ROOT, 'models'))).rows) {
    const file = row.id.slice(0, row.id.lastIndexOf('#'));
    const rows = byFile.get(file) ?? [];
    byFile.set(file, rows);
    rows.push(row);
  }
  let missed = 0;
  for (const [file, rows] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rest = rows.filter(({ id }) => !reached.has(id));
    missed += rest.length;
    if (rest.length > 0) console.log(`models/${file}: ${rest.length} of ${rows.length}\n${rest.map((row) => `  #${row.id.slice(row.id.lastIndexOf('#') + 1)} ${kindOf(row)} ${[row.row.at].flat()[0]}`).join('\n')}`);
  }
  const all = [...byFile.values()].flat().length;
  console.log(`${all - missed} of ${all} model rows are reached by a test (${((100 * (all - missed)) / all).toFixed(1)} %)`);
  return missed === 0;
}

function testsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts')).sort().map((name) => join(folder, name));
}

/** The key by which a row says what it is. */
function kindOf({ row }: ModelRow): string {
  return Object.keys(row).find((key) => !['at', 'when', 'doc', 'since'].includes(key)) ?? 'row';
}
