import { DOWNLOADED } from '../../base/downloads.ts';
import type { ConfigNode } from '../../languages/config/node.ts';
import { shellWords } from './words.ts';

/** One argument of a command with its place. */
export interface Argument { readonly text: string; readonly node: ConfigNode }

/** Something that a launcher downloads and runs, and whether its version is fixed. `pin`: the same with a version that nobody has published, to be filled in. */
export interface Launched { readonly argument: Argument; readonly what: string; readonly pinned: boolean; readonly pin: string | null; readonly kind: 'package' | 'image' | 'script' }

/** Stand for what somebody has yet to check: nothing is fetched with them. */
const NO_VERSION = '0.0.0';
const NO_COMMIT = '0'.repeat(40);
const NO_DIGEST = `sha256:${'0'.repeat(64)}`;

/** Options of the launchers that take a value of their own, which is not the package. */
const NPX_VALUES = new Set(['-c', '--call', '-w', '--workspace', '--registry', '--cache', '--userconfig', '--prefix', '-C', '--dir']);
const UVX_VALUES = new Set(['--python', '-p', '--with', '--with-editable', '--with-requirements', '--index', '--index-url', '-i', '--extra-index-url', '--directory', '--project', '--cache-dir', '--link-mode', '--env-file', '--config-file', '--refresh-package', '--exclude-newer']);
const DOCKER_FLAGS = new Set(['-i', '-t', '-it', '-ti', '-d', '-q', '-P', '--rm', '--init', '--privileged', '--interactive', '--tty', '--detach', '--read-only', '--no-healthcheck', '--quiet', '--publish-all', '--oom-kill-disable', '--sig-proxy', '--disable-content-trust']);

/** What a server's command downloads; undefined where it runs something that is installed or lies in the project. */
export function launchedBy(command: string, args: readonly Argument[]): Launched | undefined {
  const program = command.replace(/^.*[\\/]/, '').replace(/\.(cmd|exe|ps1|bat)$/i, '').toLowerCase();
  const first = args[0]?.text;
  switch (program) {
    case 'cmd': return /^\/c$/i.test(first ?? '') && args[1] ? launchedBy(args[1].text, args.slice(2)) : undefined;
    case 'bash': case 'sh': case 'zsh': {
      const line = /^-\w*c$/.test(first ?? '') ? args[1] : undefined;
      const [inner, ...rest] = line ? shellWords(line.text.replace(/^\s*(exec|cd\s+\S+\s*&&)\s+/, '')).map((text) => ({ text, node: line.node })) : [];
      if (line && DOWNLOADED.test(line.text)) return { argument: line, what: 'that it downloads', pinned: false, pin: null, kind: 'script' };
      return inner ? launchedBy(inner.text, rest) : undefined;
    }
    case 'wsl': case 'env': case 'sudo': case 'nice': return args[0] ? launchedBy(args[0].text, args.slice(1)) : undefined;
    case 'npx': case 'bunx': case 'pnpx': return npm(args);
    case 'npm': return first === 'exec' || first === 'x' ? npm(args.slice(1)) : undefined;
    case 'pnpm': case 'yarn': return first === 'dlx' ? npm(args.slice(1)) : undefined;
    case 'bun': return first === 'x' ? npm(args.slice(1)) : undefined;
    case 'uvx': return python(args);
    case 'uv': return first === 'tool' && args[1]?.text === 'run' ? python(args.slice(2)) : undefined;
    case 'deno': return first === 'run' || first === 'x' ? deno(args.slice(1)) : undefined;
    case 'pipx': return first === 'run' ? python(args.slice(1)) : undefined;
    case 'docker': case 'podman': case 'nerdctl': return first === 'run' ? image(args.slice(1)) : first === 'container' && args[1]?.text === 'run' ? image(args.slice(2)) : undefined;
    default: return undefined;
  }
}

function npm(args: readonly Argument[]): Launched | undefined {
  const named = optionValue(args, ['-p', '--package']);
  const argument = named ?? positional(args, NPX_VALUES);
  if (argument === undefined) return undefined;
  const spec = argument.text.replace(/^--?p(ackage)?=/, '');
  if (isLocal(spec)) return undefined;
  if (/^(git\+|github:|https?:)/i.test(spec) || /^[\w.-]+\/[\w.-]+(#.*)?$/.test(spec)) return { argument, what: spec, pinned: /#[0-9a-f]{7,40}$/i.test(spec), pin: `${spec.replace(/#.*$/, '')}#${NO_COMMIT}`, kind: 'package' };
  return { argument, what: spec, pinned: /^(@[^/@]+\/)?[^@]+@v?\d+\.\d+\.\d+[\w.+-]*$/.test(spec) || /^(@[^/@]+\/)?[^@]+@\$\{/.test(spec), pin: `${spec.replace(/(?<=.)@[^/]*$/, '')}@${NO_VERSION}`, kind: 'package' };
}

/** A module of a registry or of an address; what lies in the project has a path. */
function deno(args: readonly Argument[]): Launched | undefined {
  const argument = args.find(({ text }) => /^(jsr:|npm:|https?:\/\/)/.test(text));
  if (argument === undefined) return undefined;
  const pinned = /^https?:/.test(argument.text) ? /@v?\d+\.\d+\.\d+/.test(argument.text) : /^(jsr|npm):\/?(@[^/@]+\/)?[^@/]+@v?\d+\.\d+\.\d+/.test(argument.text);
  return { argument, what: argument.text, pinned, pin: `${argument.text.replace(/(?<=.\/.*|:[^@]*)@[^@]*$/, '')}@${NO_VERSION}`, kind: 'package' };
}

function python(args: readonly Argument[]): Launched | undefined {
  const from = optionValue(args, ['--from', '--spec']);
  const argument = from ?? positional(args, UVX_VALUES);
  if (argument === undefined) return undefined;
  const spec = argument.text.replace(/^--(from|spec)=/, '');
  if (isLocal(spec)) return undefined;
  if (/^git\+|^https?:/i.test(spec)) return { argument, what: spec, pinned: /@(v?\d+\.\d+[\w.]*|[0-9a-f]{7,40})(#.*)?$/i.test(spec) || /\.whl(#|$)|#sha256=/i.test(spec), pin: `${spec.replace(/#.*$/, '').replace(/@[^@/]*$/, '')}@${NO_COMMIT}`, kind: 'package' };
  return { argument, what: spec, pinned: /(==|@)\s*v?\d+(\.\d+)+[\w.+-]*$/.test(spec), pin: `${spec.replace(/(==|@|[<>~!]=?).*$/, '')}==${NO_VERSION}`, kind: 'package' };
}

function image(args: readonly Argument[]): Launched | undefined {
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (argument === undefined) break;
    if (argument.text.startsWith('-')) {
      if (!argument.text.includes('=') && !DOCKER_FLAGS.has(argument.text) && !/^-(e|v|p|u|w)./.test(argument.text)) i++;
      continue;
    }
    return { argument, what: argument.text, pinned: isPinnedImage(argument.text), pin: `${argument.text.replace(/@.*$/, '').replace(/:[^:/]+$/, '')}@${NO_DIGEST}`, kind: 'image' };
  }
  return undefined;
}

/** Whether a container image is named by a digest or by a tag that names a version. */
export function isPinnedImage(image: string): boolean {
  if (/@sha256:[0-9a-f]{32,}/i.test(image)) return true;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag !== undefined && !/^(latest|main|master|edge|nightly|dev|develop|stable|beta|alpha|rolling|canary|next|current)$/i.test(tag);
}

const isLocal = (spec: string): boolean => /^(\.{0,2}[\\/]|~|[a-z]:\\|file:|\$\{(workspaceFolder|cwd|CLAUDE_PLUGIN_ROOT|__dirname)|\.$)/i.test(spec);

/** Value of an option in the forms `--from x` and `--from=x`. */
function optionValue(args: readonly Argument[], names: readonly string[]): Argument | undefined {
  for (const [i, argument] of args.entries()) {
    if (names.includes(argument.text)) return args[i + 1];
    if (names.some((name) => argument.text.startsWith(`${name}=`))) return argument;
    if (argument.text === '--') return undefined;
  }
  return undefined;
}

/** First argument that is neither an option nor the value of one. */
function positional(args: readonly Argument[], withValue: ReadonlySet<string>): Argument | undefined {
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (argument === undefined) return undefined;
    if (argument.text === '--') return args[i + 1];
    if (!argument.text.startsWith('-')) return argument;
    if (withValue.has(argument.text)) i++;
  }
  return undefined;
}
