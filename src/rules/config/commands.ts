import { isLoopback } from '../../policy/endpoints.ts';
import { shellWords } from './words.ts';

/** Programs that run whatever text or file they are handed. */
const INTERPRETERS = new Set(['node', 'nodejs', 'python', 'python2', 'python3', 'py', 'ruby', 'perl', 'php', 'bash', 'sh', 'zsh', 'fish', 'dash', 'ksh', 'pwsh', 'powershell', 'cmd', 'deno', 'bun', 'tsx', 'ts-node', 'eval', 'exec', 'source', 'osascript', 'rscript', 'julia', 'lua', 'ipython', 'jshell', 'dotnet-script', 'csi']);
/** Options after which an interpreter takes code from the command line. */
const CODE_OPTIONS = new Set(['-c', '-e', '-p', '--eval', '--print', '-command', '/c', '/k', '-encodedcommand', '-r', '-']);
/** Programs that run another program. */
const WRAPPERS = new Set(['sudo', 'su', 'doas', 'env', 'xargs', 'watch', 'parallel', 'npx', 'bunx', 'pnpx', 'uvx', 'pipx', 'setsid', 'wsl']);
/** Wrappers that hosts look through: what stands behind them is judged as if it stood alone, by the host too. */
const TRANSPARENT = new Set(['timeout', 'nohup', 'time', 'nice', 'command', 'stdbuf']);
const DELETING = new Set(['rm', 'rmdir', 'del', 'erase', 'rd', 'shred', 'dd', 'mkfs', 'truncate', 'unlink', 'remove-item', 'ri', 'trash', 'rimraf']);
const SENDING = new Set(['curl', 'wget', 'nc', 'ncat', 'netcat', 'socat', 'scp', 'rsync', 'sftp', 'ftp', 'telnet', 'ssh', 'http', 'https', 'httpie', 'invoke-webrequest', 'iwr', 'invoke-restmethod', 'irm', 'rclone', 'aws', 'gcloud', 'gsutil', 'az', 'azcopy', 's3cmd', 'sendmail', 'mail', 'mailx']);
/** Tools that change or send studies: DCMTK, dcm4che, GDCM. */
const CLINICAL = new Set(['storescu', 'movescu', 'getscu', 'dcmsend', 'dcmodify', 'stowrs', 'stgcmtscu', 'hl7snd', 'ianscu', 'mppsscu', 'gdcmscu', 'orthanc-cli']);
const ADMINISTERING = new Set(['chmod', 'chown', 'systemctl', 'crontab', 'iptables', 'mount', 'launchctl', 'psql', 'mysql', 'mongosh', 'mongo', 'redis-cli', 'sqlcmd']);

/** Verbs of programs that do both harmless and harmful things; `*` in front of none of them is all of them. */
const SUBCOMMANDS: Readonly<Record<string, ReadonlySet<string>>> = {
  git: new Set(['push', 'clean', 'reset', 'remote', 'config', 'filter-branch', 'rm', 'restore']),
  gh: new Set(['api', 'secret', 'repo', 'release', 'gist', 'workflow', 'auth', 'ssh-key']),
  docker: new Set(['run', 'exec', 'rm', 'rmi', 'push', 'cp', 'system', 'volume', 'prune']),
  podman: new Set(['run', 'exec', 'rm', 'rmi', 'push', 'cp', 'system', 'volume', 'prune']),
  kubectl: new Set(['exec', 'delete', 'apply', 'create', 'patch', 'edit', 'replace', 'run', 'cp', 'scale', 'drain']),
  helm: new Set(['install', 'upgrade', 'uninstall', 'delete', 'rollback']),
  terraform: new Set(['apply', 'destroy', 'import']),
  npm: new Set(['publish', 'exec', 'x']), pnpm: new Set(['publish', 'dlx', 'exec']), yarn: new Set(['publish', 'dlx', 'exec']),
  twine: new Set(['upload']),
  uv: new Set(['publish']), poetry: new Set(['publish']),
};
/** Verbs of launchers after which the next word is a program. */
const LAUNCHERS: Readonly<Record<string, ReadonlySet<string>>> = { uv: new Set(['run']), poetry: new Set(['run']), pdm: new Set(['run']), conda: new Set(['run']), pixi: new Set(['run']), hatch: new Set(['run']), pipenv: new Set(['run']), bundle: new Set(['exec']) };

/**
 * Why a command line is dangerous to approve in advance; undefined where it is not. `open` says that anything may follow it,
 * as after a wildcard; a command that is fixed to its last word is what somebody chose.
 */
export function commandDanger(line: string, open: boolean): string | undefined {
  if (!open) return undefined;
  if (/^\s*\*?\s*$/.test(line)) return 'any command';
  const segments = line.split(/&&|\|\||[;|]/);
  return danger(shellWords(segments.at(-1) ?? line).filter((word) => !/^\w+=/.test(word)));
}

function danger(words: readonly string[]): string | undefined {
  const [first, ...rest] = words;
  if (first === undefined) return 'any command';
  const program = first.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '').toLowerCase();
  if (program === '*') return 'any command';
  if (INTERPRETERS.has(program)) return interpreter(program, rest);
  if (TRANSPARENT.has(program)) {
    const behind = rest.filter((word, i) => !word.startsWith('-') && !(i === 0 && /^\d+[smhd]?$/.test(word)));
    return behind.length === 0 ? undefined : danger(behind);
  }
  if (WRAPPERS.has(program)) return wrapper(program, rest);
  if (LAUNCHERS[program]?.has(rest[0] ?? '')) return rest.length > 1 ? danger(rest.slice(1).filter((word, i) => i > 0 || !word.startsWith('-'))) : `any program, through ${program} ${rest[0]}`;
  if (DELETING.has(program)) return 'deletes with any argument';
  if (CLINICAL.has(program)) return 'sends or changes studies with any argument';
  if (ADMINISTERING.has(program)) return `changes the system or its data through ${program}`;
  if (SENDING.has(program)) return rest.some((word) => fixedTarget(word)) ? undefined : `sends to any address through ${program}`;
  const verbs = SUBCOMMANDS[program];
  if (verbs === undefined) return undefined;
  const verb = rest.find((word) => !word.startsWith('-'));
  if (verb === undefined || verb === '*') return ['npm', 'pnpm', 'yarn', 'uv', 'poetry'].includes(program) ? `any script or program, through ${program}` : `everything that ${program} can do`;
  if (!verbs.has(verb)) return undefined;
  if (program === 'git' && verb === 'remote' && rest.length > 1 && !/^(add|set-url|remove|rename)$/.test(rest[1] ?? '')) return undefined;
  if (program === 'git' && verb === 'config' && /^(--get|--list|-l)/.test(rest[1] ?? '')) return undefined;
  if (program === 'gh' && verb !== 'api' && /^(list|view|status|clone)$/.test(rest[1] ?? '')) return undefined;
  if ((program === 'docker' || program === 'podman') && (verb === 'volume' || verb === 'system') && /^(ls|inspect|df|info)$/.test(rest[1] ?? '')) return undefined;
  return verb === 'push' && program === 'git' ? 'pushes to any remote' : `${program} ${verb} with any argument`;
}

/** An interpreter with a named script, module or task runs what is in the project; one with a code option, or with nothing, runs anything. */
function interpreter(program: string, rest: readonly string[]): string | undefined {
  const code = rest.find((word) => CODE_OPTIONS.has(word.toLowerCase()));
  if (code !== undefined && !(code === '-p' && program.startsWith('python'))) return `any code, through ${program}`;
  const subject = rest.find((word) => !word.startsWith('-'));
  return subject === undefined || subject === '*' ? `any code, through ${program}` : undefined;
}

function wrapper(program: string, rest: readonly string[]): string | undefined {
  const words = rest.filter((word) => !word.startsWith('-'));
  if (words.length === 0 || words[0] === '*') return `any program, through ${program}`;
  return program === 'sudo' ? `commands with all rights, through sudo` : danger(words);
}

/** A URL whose host is written out: what follows the wildcard can't lead anywhere else. */
const fixedTarget = (word: string): boolean => /^https?:\/\/[^/*$\s]+\/|^https?:\/\/[^/*$\s:]+:\d+/i.test(word) || (!word.startsWith('-') && isLoopback(word) && !word.includes('*'));
