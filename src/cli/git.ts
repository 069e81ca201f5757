import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UsageError } from './options.ts';

const run = promisify(execFile);

/** Bytes of the longest list of changed files; more changes than that are no change but another project. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Settings in a hostile checkout must not make git start programs. */
const HARMLESS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'diff.external=', '-c', 'core.quotePath=false'];

/** Files below `root`, relative to it with `/`, that differ from a git ref or are not tracked yet. Throws `UsageError`. */
export async function changedSince(root: string, ref: string): Promise<ReadonlySet<string>> {
  if (ref.startsWith('-') || ref.trim() === '') throw new UsageError(`--changed-since takes a branch, tag or commit, not "${ref}".`);
  const commit = (await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], ref)).trim();
  const changed = await git(root, ['diff', '--name-only', '-z', '--relative', '--no-ext-diff', '--no-textconv', '--diff-filter=d', commit, '--'], ref);
  const added = await git(root, ['ls-files', '--others', '--exclude-standard', '-z'], ref);
  return new Set([...changed.split('\0'), ...added.split('\0')].filter((file) => file !== ''));
}

async function git(cwd: string, args: readonly string[], ref: string): Promise<string> {
  try {
    const { stdout } = await run('git', [...HARMLESS, ...args], { cwd, maxBuffer: MAX_OUTPUT_BYTES, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' } });
    return stdout;
  } catch (error) {
    const { code, stderr } = error as { code?: string | number; stderr?: string };
    if (code === 'ENOENT') throw new UsageError('--changed-since needs git, which was not found.');
    const said = stderr?.trim().split('\n')[0];
    throw new UsageError(said ? `--changed-since ${ref}: ${said}` : `--changed-since: git knows no commit "${ref}" here.`);
  }
}
