/** Bundles the suite for the extension host. Mocha stays outside: it has to be one instance for the runner and the suites. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Path of the runner. */
export async function buildSuite() {
  const out = join(import.meta.dirname, 'out/suite');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const suite = join(import.meta.dirname, 'suite');
  await build({
    entryPoints: readdirSync(suite).filter((name) => name === 'runner.ts' || name.endsWith('.suite.ts')).map((name) => join(suite, name)),
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(out, 'runner.cjs');
}
