import { DOWNLOADED } from '../base/downloads.ts';
import { isWidePath, mountSource } from '../base/widePaths.ts';
import type { Place } from '../base/words.ts';

/** A text of a server's description with the place where it is written. */
export interface Located { readonly text: string; readonly place: Place }
export interface NamedText extends Located { readonly name: string }

/** How an MCP server is started or reached, as far as it is constant. Code and configuration files give the same. */
export interface ServerSpec {
  readonly command: Located | null;
  readonly args: readonly Located[];
  readonly url: Located | null;
  readonly env: readonly NamedText[];
  readonly headers: readonly NamedText[];
}

/** What is too wide about it. */
export interface ScopeProblem {
  readonly message: string;
  readonly place: Place;
  /** The part of the text at the place that is too wide, and what is not. */
  readonly instead?: { readonly text: string; readonly by: string; readonly title: string };
}

/** Stand for what somebody has yet to check: nothing is fetched with them. */
const NO_VERSION = '0.0.0';
const NO_DIGEST = `sha256:${'0'.repeat(64)}`;
const PIN = 'Pin the version: put the one that you have checked in';

/** Judges the description of one server: version, reach, transport, secrets. At most one problem a place. */
export function scopeProblems(s: ServerSpec): ScopeProblem[] {
  const out: ScopeProblem[] = [];
  const add = (message: string, place: Place, instead?: ScopeProblem['instead']): void => { if (!out.some((p) => p.place.file === place.file && p.place.start === place.start)) out.push({ message, place, ...(instead ? { instead } : {}) }); };
  const words = commandWords(s);
  const unpinned = unpinnedPackage(words) ?? floatingImage(words);
  if (unpinned) add(unpinned.message, unpinned.at.place, { text: unpinned.at.text, by: unpinned.pin, title: PIN });
  const inContainer = words.slice(0, 2).some((w) => /^(docker|podman|nerdctl)$/.test(base(w.text)));
  for (const [i, a] of words.entries()) {
    if (s.command && i === 0) continue;
    const root = wideRoot(a.text, inContainer, words[i - 1]?.text ?? '');
    if (inContainer && /docker\.sock/.test(a.text)) add('The MCP server holds the socket of the container engine, and with it the host', a.place);
    if (inContainer && a.text === '--privileged') add('The container of the MCP server can do on the host what root can', a.place);
    if (DOWNLOADED.test(a.text)) add('The MCP server runs a script that it downloads when it starts', a.place);
    if (root) add(`The MCP server is given ${root.words}`, a.place, { text: root.path, by: '.', title: 'Give it the folder of the project only' });
    else if (isSecretFlag(a.text)) add('A secret stands in the arguments of the MCP server', a.place);
  }
  s.args.forEach((a, i) => { const next = s.args[i + 1]; if (next && /^--?[\w-]+$/.test(a.text) && SECRET_NAME.test(a.text) && looksSecret(next.text)) add('A secret stands in the arguments of the MCP server', next.place); });
  if (s.url) {
    if (isPlainRemote(s.url.text)) add('The MCP server is reached over plain HTTP', s.url.place, { text: 'http://', by: 'https://', title: 'Use TLS' });
    else if (holdsCredentials(s.url.text)) add('A secret stands in the address of the MCP server', s.url.place);
  }
  for (const e of s.env) if (SECRET_NAME.test(e.name) && looksSecret(e.text)) add(`A secret stands in the settings of the MCP server (${e.name})`, e.place);
  for (const h of s.headers) if ((SECRET_NAME.test(h.name) || /^authorization$/i.test(h.name)) && looksSecret(h.text.replace(/^(bearer|basic|token)\s+/i, ''))) add(`A secret stands in the headers for the MCP server (${h.name})`, h.place);
  return out;
}

/** The program and its arguments, also where a whole command line is one text. */
function commandWords(s: ServerSpec): Located[] {
  if (!s.command) return [...s.args];
  const parts = s.command.text.trim().split(/\s+/);
  return [...parts.map((text) => ({ text, place: s.command!.place })), ...s.args];
}

interface Unpinned { readonly message: string; readonly at: Located; readonly pin: string }
const base = (path: string): string => path.split(/[/\\]/).pop()!.replace(/\.(exe|cmd|bat)$/i, '');

/** A package that a runner fetches in whatever version is newest. */
function unpinnedPackage(words: readonly Located[]): Unpinned | undefined {
  // A shell or `cmd /c` in front changes nothing.
  const start = words.findIndex((w, i) => i < 3 && /^(npx|bunx|pnpx|uvx|pipx|pnpm|yarn|bun|uv|npm)$/.test(base(w.text)));
  if (start < 0) return undefined;
  const runner = base(words[start]!.text);
  let rest = words.slice(start + 1);
  const sub = (names: readonly string[]): boolean => { const first = rest.find((w) => !w.text.startsWith('-')); if (!first || !names.includes(first.text)) return false; rest = rest.slice(rest.indexOf(first) + 1); return true; };
  if (runner === 'pipx' && !sub(['run'])) return undefined;
  if ((runner === 'pnpm' || runner === 'yarn') && !sub(['dlx'])) return undefined;
  if (runner === 'bun' && !sub(['x'])) return undefined;
  if (runner === 'npm' && !sub(['exec', 'x'])) return undefined;
  if (runner === 'uv') { if (!sub(['tool', 'x'])) return undefined; if (!sub(['run'])) return undefined; }
  const spec = packageOf(rest);
  if (!spec || isPinned(spec.text)) return undefined;
  const isPython = /^(uvx|uv|pipx)$/.test(runner);
  const pin = /^(git\+|https?:|github:)/i.test(spec.text) ? `${spec.text.replace(/[#@][^/#@]*$/, '')}${isPython ? '@' : '#'}${'0'.repeat(40)}` : isPython ? `${spec.text.replace(/(==|@|[<>~!]=?).*$/, '')}==${NO_VERSION}` : `${spec.text.replace(/(?<=.)@[^/]*$/, '')}@${NO_VERSION}`;
  return { message: 'The MCP server is fetched without a pinned version when it starts', at: spec, pin };
}
function packageOf(words: readonly Located[]): Located | undefined {
  for (let i = 0; i < words.length; i++) {
    const w = words[i]!;
    if (/^(-p|--package|--from|--spec)$/.test(w.text)) return words[i + 1];
    const inline = /^(--package|--from|--spec)=(.+)$/.exec(w.text);
    if (inline) return { text: inline[2]!, place: w.place };
    if (/^(--python|--index-url|--extra-index-url|--registry|--with|--directory|-c|--call)$/.test(w.text)) { i++; continue; }
    if (!w.text.startsWith('-')) return w;
  }
  return undefined;
}
/** A version, a commit or a local path; a hole in the text is taken for one. */
const isPinned = (spec: string): boolean => /.@v?\d|[=~]=\s*\d|#[0-9a-f]{7,}|@[0-9a-f]{7,}$/i.test(spec) || /^(\.{0,2}\/|[A-Z]:\\|file:)/.test(spec) || /[\uFFFC\uFFFD]|\$\{|\{\{/.test(spec);

/** Options of `docker run` that take a value in the next word. */
const DOCKER_VALUE = /^(-e|--env|--env-file|-v|--volume|--mount|-p|--publish|--name|--network|--net|-u|--user|-w|--workdir|--entrypoint|-l|--label|--platform|--memory|-m|--cpus|--add-host|--pull|--log-driver|--security-opt|--cap-add|--cap-drop|--device|--gpus|--hostname|-h)$/;

/** A container image under a tag that moves. */
function floatingImage(words: readonly Located[]): Unpinned | undefined {
  const start = words.findIndex((w, i) => i < 2 && /^(docker|podman|nerdctl)$/.test(base(w.text)));
  if (start < 0) return undefined;
  const run = words.findIndex((w, i) => i > start && w.text === 'run');
  if (run < 0) return undefined;
  for (let i = run + 1; i < words.length; i++) {
    const w = words[i]!;
    if (DOCKER_VALUE.test(w.text)) { i++; continue; }
    if (w.text.startsWith('-')) continue;
    const tag = /:([\w.-]+)$/.exec(w.text.replace(/^.*\//, ''))?.[1];
    const floats = !w.text.includes('@sha256:') && (tag === undefined || !/\d/.test(tag)) && !/[\uFFFC\uFFFD]|\$\{/.test(w.text);
    return floats ? { message: 'The image of the MCP server has no fixed tag or digest', at: w, pin: `${w.text.replace(/@.*$/, '').replace(/:[^:/]+$/, '')}@${NO_DIGEST}` } : undefined;
  }
  return undefined;
}


/** A disk, a system folder or a home, as an argument, in an option or as the source of a mount; in a container only what is mounted counts. */
function wideRoot(text: string, inContainer: boolean, before: string): { readonly words: string; readonly path: string } | undefined {
  const option = /^(--?[\w-]+)=(.*)$/s.exec(text);
  const value = option?.[2] ?? text;
  const path = inContainer ? (MOUNTS.has(option?.[1] ?? before) ? mountSource(value) ?? '' : '') : value;
  if (!isWidePath(path)) return undefined;
  return { words: /^(\/|[A-Z]:[\\/]?)(\*{1,2})?$/i.test(path) ? 'the root of the file system' : /^(~|\$|%)|^\/(home|users|root)\b|\\users\b/i.test(path) ? 'a whole home folder' : 'a whole folder of the system', path };
}
const MOUNTS: ReadonlySet<string> = new Set(['-v', '--volume', '--mount']);

/** Loopback by address or name. */
const LOOPBACK = /^http:\/\/(localhost|127\.|\[::1\]|0\.0\.0\.0|host\.docker\.internal)/i;
const isPlainRemote = (url: string): boolean => /^http:\/\/[^\uFFFC\uFFFD]/i.test(url) && !LOOPBACK.test(url);
const holdsCredentials = (url: string): boolean => /^[a-z]+:\/\/[^/@\s:]+:[^/@\s]{4,}@/i.test(url) || /[?&](api[_-]?key|token|access_token|secret|password)=([^&$<{\uFFFC\uFFFD]{8,})/i.test(url);

const SECRET_NAME = /(^|[-_.])(token|secret|passw(or)?d|pwd|pat|(api|access|private|auth|signing)[-_]?key|credentials?)($|[-_.])|apikey|(Token|Secret|Password|ApiKey|AccessKey)$/i;
const isSecretFlag = (text: string): boolean => { const m = /^--?([\w-]+)=(.+)$/.exec(text); return m !== null && SECRET_NAME.test(m[1]!) && looksSecret(m[2]!); };
/** A literal of some length that is no reference to a setting and no placeholder. */
const looksSecret = (value: string): boolean =>
  value.length >= 8 && !/[\uFFFC\uFFFD\s]|^\$|\$\{|\{\{|^%.*%$|^<.*>$|^(env|input|file|op|vault|secret|ref|keychain):/i.test(value) && !/^(x{4,}|\*{4,}|\.{3,}|change[-_ ]?me.*|your[-_ ].*|placeholder|example|dummy|none|null|true|false|redacted|todo)$/i.test(value) && !/^(\/|\.\/|~\/|[A-Z]:\\)/.test(value);
