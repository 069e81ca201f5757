import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** What the driver reads. */
export interface SuiteResult {
  readonly passed: readonly { readonly title: string; readonly milliseconds: number }[];
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** Longest time in milliseconds that one test may take, on a slow and busy machine. */
const TEST_TIMEOUT_MS = 60_000;

/** Runs every `*.suite.cjs` beside this file. Never rejects because of a failing test. */
export async function runSuite(): Promise<SuiteResult> {
  const mocha = new Mocha({ ui: 'tdd', timeout: TEST_TIMEOUT_MS, reporter: 'base' });
  for (const name of readdirSync(__dirname).sort()) if (name.endsWith('.suite.cjs')) mocha.addFile(join(__dirname, name));
  const passed: { title: string; milliseconds: number }[] = [];
  const failures: { title: string; message: string }[] = [];
  const listeners = new Set(process.listeners('uncaughtException'));
  await new Promise<void>((resolve) => {
    mocha.run(() => resolve())
      .on('pass', (test) => passed.push({ title: test.fullTitle(), milliseconds: test.duration ?? 0 }))
      .on('fail', (test, error: Error) => failures.push({ title: test.fullTitle(), message: error.stack ?? error.message }));
    // The editor's own extensions live in this process; without the internet theirs fail in the background, which is no failure of a test.
    for (const listener of process.listeners('uncaughtException')) if (!listeners.has(listener)) process.off('uncaughtException', listener);
  });
  return { passed, failures };
}

/** Entry point of @vscode/test-electron: rejects when a test fails. */
export async function run(): Promise<void> {
  const { passed, failures } = await runSuite();
  for (const { title, milliseconds } of passed) console.log(`✔ ${title} (${milliseconds} ms)`);
  for (const { title, message } of failures) console.error(`✖ ${title}\n${message}`);
  if (failures.length > 0) throw new Error(`${passed.length} passed, ${failures.length} failed`);
}
