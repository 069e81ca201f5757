import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A temporary folder with files, removed when the test ends. */
export function project(t: TestContext, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dosimeter-test-')));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}

export interface CliResult { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** Runs the command line as a process of its own. */
export function dosimeter(cwd: string, args: readonly string[], { input = '', env = {}, endInput = true }: { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>>; readonly endInput?: boolean } = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const { GITHUB_ACTIONS: _unset, FORCE_COLOR: _colour, NODE_TEST_CONTEXT: _context, ...inherited } = process.env;
    const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...inherited, ...env } });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }));
    // A program that ends without reading its input closes the pipe.
    child.stdin.on('error', () => undefined);
    if (endInput) child.stdin.end(input);
    else child.stdin.write(input);
  });
}
