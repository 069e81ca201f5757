import { keyWords } from '../../languages/config/node.ts';
import { isLoopback } from '../../policy/endpoints.ts';

/** Addresses that mean every interface of the machine. */
const EVERYWHERE = /^(0\.0\.0\.0|\[?::\]?|\*|0|\+)$/;
export const isEverywhere = (host: string): boolean => EVERYWHERE.test(host.trim());

/** Verbs with which the name of a tool says that it only reads. */
const READING = new Set(['list', 'get', 'read', 'search', 'find', 'query', 'fetch', 'show', 'view', 'describe', 'count', 'lookup', 'look', 'check', 'browse', 'inspect', 'explain', 'summarize', 'summarise', 'resolve', 'status', 'stat', 'info', 'ping', 'echo', 'help', 'think', 'grep', 'glob', 'ls', 'cat', 'head', 'tail', 'diff', 'log', 'validate', 'compare', 'preview', 'watch', 'monitor', 'is', 'has', 'retrieve', 'select', 'peek', 'open']);
/** Verbs that change something, wherever they stand in a name. */
const CHANGING = new Set(['write', 'create', 'update', 'delete', 'remove', 'edit', 'move', 'send', 'store', 'push', 'post', 'put', 'patch', 'set', 'insert', 'upload', 'run', 'execute', 'exec', 'shell', 'bash', 'command', 'eval', 'drop', 'purge', 'modify', 'rename', 'merge', 'publish', 'approve', 'sign', 'order', 'book', 'cancel', 'submit', 'forward', 'route', 'export', 'import', 'email', 'mail', 'message', 'notify', 'kill', 'start', 'stop', 'restart', 'deploy', 'install', 'commit', 'append', 'overwrite', 'anonymize', 'anonymise', 'click', 'type', 'navigate', 'schedule', 'assign', 'save', 'add', 'replace', 'clear', 'reset', 'pay', 'transfer', 'copy', 'download', 'terminal', 'python', 'code', 'cmove', 'cstore', 'stow']);

/** Whether the name of a tool says that it only reads: a reading verb in front (after a server's prefix) and no changing verb. */
export function readsByName(tool: string): boolean {
  const name = tool.slice(tool.lastIndexOf('__') + 1).replace(/^.*[./:]/, '');
  const words = keyWords(name);
  if (words[0] === undefined || !words.some((word) => READING.has(word))) return false;
  return READING.has(words[0]) || !words.some((word) => CHANGING.has(word));
}

/** Whether the name of a tool says that it changes something. */
export const changesByName = (tool: string): boolean => !readsByName(tool) && keyWords(tool).some((word) => CHANGING.has(word));

/** Values that stand for another one: references to the environment, prompts, templates, and words to be replaced. */
const REFERENCE = /\$\{[^}]*\}|\$\([^)]*\)|^\$[A-Za-z_]\w*$|\{\{.*\}\}|^%\w+%$|^<[^>]*>$|^(env|file|secret|vault|op|os\.environ|keyring|ref|arn|projects|gcp|aws|azure|kv|ssm):?[:/].*|^\[.*\]$/i;
const PLACEHOLDER = /^(x+|\*+|\.+|-+|null|none|todo|tbd|n\/a|(your|my|the|insert|enter|add|paste|replace|change|put|example|sample|dummy|placeholder|fake|redacted|removed)\b.*|(your|my|replace|insert|change|example|sample|dummy|placeholder|redacted)[-_ ].*|change-?me.*|.*[-_ ](here|placeholder)|.*(x{4,}|\.\.\.|…).*)$/i;

/** Whether a text is a literal value, and neither a reference nor a word that stands for one. */
export const isLiteral = (value: string): boolean => value.trim() !== '' && !REFERENCE.test(value.trim()) && !PLACEHOLDER.test(value.trim());

const SECRET_WORDS = new Set(['password', 'passwd', 'pwd', 'secret', 'token', 'apikey', 'credential', 'credentials', 'pat', 'authorization', 'passphrase', 'pass']);
const KEY_OWNERS = new Set(['api', 'access', 'private', 'secret', 'auth', 'subscription', 'encryption', 'service', 'account', 'signing', 'master', 'admin']);

/** Whether a key names a secret: its last word does. `MAX_TOKENS`, `TOKEN_URL` and `PASSWORD_FILE` name none. */
export function namesSecret(key: string): boolean {
  const words = keyWords(key);
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  return SECRET_WORDS.has(last) || (last === 'key' && KEY_OWNERS.has(before));
}

/** Whether a value is written in full and is as long as secrets are; numbers, flags and paths are none. */
export function holdsSecret(value: string): boolean {
  const bare = value.trim().replace(/^(bearer|basic|token|apikey)\s+/i, '');
  if (!isLiteral(value) || !isLiteral(bare)) return false;
  return bare.length >= 4 && !/^(true|false|yes|no|on|off|\d{1,5})$/i.test(bare) && !/^(\.{0,2}\/|~\/|[a-z]:\\|https?:\/\/)/i.test(bare);
}

/** Prefixes with which providers mark their keys, whatever they are called. */
const KNOWN_KEY = /\b(sk-(ant-|proj-|or-)?[\w-]{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|hf_\w{20,}|gsk_\w{20,}|pk\.eyJ[\w.-]+|eyJ[\w-]{10,}\.eyJ[\w-]{10,})/;
export const looksLikeKey = (value: string): boolean => KNOWN_KEY.test(value) && !/x{6,}|\.\.\./i.test(value);

/** An address that a reference to the environment falls back to: `${PACS:-http://pacs}/mcp`, and Spring's `${pacs:http://pacs}`. */
const withDefault = (url: string): string => url.replace(/^\$\{[\w.:-]*?:-?((?:https?|wss?):\/\/[^{}]*)\}/i, '$1');

/** Whether a URL leads to another machine in the clear. References to the environment are unknown and pass. */
export function isPlainRemote(url: string): boolean {
  const text = withDefault(url.trim());
  return /^(http|ws):\/\/[^\s/$<{%]/i.test(text) && !isLoopback(text.replace(/^ws:/i, 'http:'));
}

/** Splits a command line as a shell does; no expansion. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const match of line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(?:[^\s"'\\]|\\.)+/g)) words.push(match[1] ?? match[2] ?? match[0]);
  return words;
}

/** Value that a compose-like text falls back to: `${PORT:-8042}` gives `8042`; undefined where it has no fallback. */
export function withDefaults(value: string): string {
  return value.replace(/\$\{\w+:?-([^${}]*)\}/g, '$1');
}
