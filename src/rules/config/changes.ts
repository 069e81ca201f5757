import type { Span } from '../../base/words.ts';
import { entriesOf, itemsOf, type ConfigEntry, type ConfigNode } from '../../languages/config/node.ts';
import type { Settings } from './settings.ts';

/** A rewriting of parts of the file that makes the finding go away; never applied by itself, since somebody chose the value. */
export interface Change { readonly title: string; readonly edits: readonly Replacement[] }
export interface Replacement extends Span { readonly newText: string }

const one = (title: string, { start, end }: Span, newText: string): Change => ({ title, edits: [{ start, end, newText }] });

/** The change that turns a flag over, in the spelling that the file has; none for values that are no plain flags. */
export function turned(s: Settings, { key, value }: ConfigEntry): Change | undefined {
  const text = s.text.slice(value.start, value.end);
  const parts = /^(["']?)(true|false|yes|no|on|off|1|0)\1$/i.exec(text);
  const flag = parts?.[2];
  const other = flag === undefined ? undefined : OTHER[flag.toLowerCase()];
  if (flag === undefined || other === undefined) return undefined;
  const newText = /^[A-Z]{2}/.test(flag) ? other.toUpperCase() : /^[A-Z]/.test(flag) ? other.slice(0, 1).toUpperCase() + other.slice(1) : other;
  return one(`Set ${key} to ${newText}`, value, text.replace(flag, newText));
}
const OTHER: Readonly<Record<string, string>> = { true: 'false', false: 'true', yes: 'no', no: 'yes', on: 'off', off: 'on', 1: '0', 0: '1' };

/** Another text for a scalar, between the quotes that it has. */
export function rewritten(s: Settings, node: ConfigNode, value: string, title: string): Change | undefined {
  if (node.kind !== 'scalar') return undefined;
  const quote = /^["']/.exec(s.text.slice(node.start, node.end))?.[0];
  if (/[\n\r]/.test(s.text.slice(node.start, node.end))) return undefined;
  if (quote === undefined) return one(title, node, NEEDS_QUOTES.test(value) && !/\.(env|properties|ini|cfg)$|^\.env/.test(s.name) ? `"${value}"` : value);
  return one(title, node, quote === '"' ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`);
}
/** Plain scalars of YAML that would be read as something else, or not at all. */
const NEEDS_QUOTES = /^$|^[\s&*!|>%@`?:\-#[\]{},"']|: |\s#|[\s:]$|^(true|false|yes|no|on|off|null|~)$/i;

/** A part of a scalar's text in place of another, which has to stand there exactly once. */
export function replacedIn(s: Settings, node: Span, from: string, to: string, title: string): Change | undefined {
  const text = s.text.slice(node.start, node.end);
  const at = text.indexOf(from);
  if (from === '' || at < 0 || text.indexOf(from, at + 1) >= 0) return undefined;
  return one(title, { start: node.start + at, end: node.start + at + from.length }, to);
}

/** The first pattern's match in a scalar's text in place of another text. */
export function replacedMatch(s: Settings, node: Span, pattern: RegExp, to: string, title: string): Change | undefined {
  const match = pattern.exec(s.text.slice(node.start, node.end));
  if (match === null) return undefined;
  const start = node.start + match.index;
  return one(title, { start, end: start + match[0].length }, match[0].replace(pattern, to));
}

/** A command line without an option: the item of a list that is the option, or the word with the blank before it in a text. */
export function withoutOption(s: Settings, node: ConfigNode, option: string): Change | undefined {
  const title = `Take ${option} away`;
  if (node.kind === 'scalar' && String(node.value) === option) {
    // In a text of several lines the word is no item of a list.
    const blanks = /[ \t]+$/.exec(s.text.slice(0, node.start))?.[0].length ?? 0;
    return without(s, [node], title) ?? (blanks > 0 ? one(title, { start: node.start - blanks, end: node.end }, '') : undefined);
  }
  const words = option.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('=', '[= ]');
  return replacedMatch(s, node, new RegExp(`[ \\t]+${words}(?![\\w-])`), '', title);
}

/** A list or map with nothing in it, in the notations that can say so. */
export function emptied(s: Settings, entry: ConfigEntry, title: string): Change | undefined {
  if (!isFlow(s, entry.value)) return replacedBlock(s, entry, '[]', title);
  return one(title, entry.value, entry.value.kind === 'map' ? '{}' : '[]');
}

/**
 * Takes items out of their list, or entries out of their map, with the commas and lines that belong to them; comments of others
 * stay. Undefined where nothing would be left that can be written, or the parts are not written in this file.
 */
export function without(s: Settings, parts: readonly (ConfigNode | ConfigEntry)[], title: string): Change | undefined {
  const [first] = parts;
  const holder = first === undefined ? undefined : holderOf(s.documents, first);
  if (holder === undefined) return undefined;
  const { all, node, entry } = holder;
  const kept = all.filter((part) => !parts.includes(part));
  if (kept.length + parts.length !== all.length) return undefined;
  if (!isFlow(s, node)) {
    if (kept.length === 0) return node.kind === 'list' && entry !== undefined ? replacedBlock(s, entry, '[]', title) : undefined;
    const lines = parts.map((part) => blockLines(s, part, node.kind === 'list'));
    return lines.some((span) => span === undefined) ? undefined : { title, edits: lines.flatMap((span) => (span === undefined ? [] : [{ ...span, newText: '' }])) };
  }
  if (kept.length === 0) return one(title, node, node.kind === 'map' ? '{}' : '[]');
  const edits = parts.map((part) => flowEdits(s, all, part, parts));
  return { title, edits: edits.flat().sort((a, b) => a.start - b.start) };
}

/** What goes with an item of a list in brackets: its comma, its line when it stands alone on it, or the comma before when it is the last that stays. */
function flowEdits({ text }: Settings, all: readonly Span[], part: Span, gone: readonly Span[]): readonly Replacement[] {
  const at = all.indexOf(part);
  const next = all[at + 1];
  const comma = /^\s*,/.exec(text.slice(part.end));
  const end = part.end + (comma?.[0].length ?? 0);
  const lineStart = text.lastIndexOf('\n', part.start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const isAlone = lineEnd >= 0 && text.slice(lineStart, part.start).trim() === '' && /^[ \t\r]*(\/\/.*|#.*)?$/.test(text.slice(end, lineEnd));
  const own: Replacement = isAlone ? { start: lineStart, end: lineEnd + 1, newText: '' } : { start: part.start, end: next !== undefined && text.slice(end, next.start).trim() === '' ? next.start : end, newText: '' };
  const before = all.slice(0, at).findLast((other) => !gone.includes(other));
  const isLast = comma === null && all.slice(at + 1).every((other) => gone.includes(other));
  if (!isLast || before === undefined) return [own];
  const last = /^\s*,/.exec(text.slice(before.end));
  if (last === null) return [own];
  const commaEnd = before.end + last[0].length;
  const isJoined = !isAlone && text.slice(commaEnd, own.start).trim() === '' && all.indexOf(before) === at - 1;
  return isJoined ? [{ start: before.end, end: own.end, newText: '' }] : [{ start: before.end, end: commaEnd, newText: '' }, own];
}

/** Whole lines of an item (`- x`) or entry of a block; undefined when something else stands on them. */
function blockLines({ text }: Settings, { start, end }: Span, isItem: boolean): Span | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const to = lineEnd < 0 ? text.length : lineEnd + 1;
  const isWhole = (isItem ? /^\s*-\s+$/ : /^\s*$/).test(text.slice(lineStart, start)) && /^[ \t\r]*(#.*)?\s*$/.test(text.slice(end, to));
  return isWhole ? { start: lineStart, end: to } : undefined;
}

/** `key:` and the block below it, with a value on the same line instead. */
function replacedBlock(s: Settings, { keySpan, value }: ConfigEntry, newText: string, title: string): Change | undefined {
  const between = s.text.slice(keySpan.end, value.start);
  return /^\s*:\s*$/.test(between) && !s.text.slice(value.start, value.end).includes('#') ? one(title, { start: keySpan.end, end: value.end }, `: ${newText}`) : undefined;
}

/** Whether a list or map is written in brackets. */
const isFlow = ({ text }: Settings, { start }: Span): boolean => text[start] === '[' || text[start] === '{';

interface Holder { readonly node: ConfigNode; readonly all: readonly (ConfigNode | ConfigEntry)[]; readonly entry: ConfigEntry | undefined }

/** The list or map in which a part stands, and the entry whose value that is. */
function holderOf(documents: readonly ConfigNode[], part: ConfigNode | ConfigEntry): Holder | undefined {
  const search = (node: ConfigNode, entry: ConfigEntry | undefined): Holder | undefined => {
    // What an alias stands for lies elsewhere.
    if (part.start < node.start || part.end > node.end) return undefined;
    const all: readonly (ConfigNode | ConfigEntry)[] = node.kind === 'list' ? node.items : entriesOf(node);
    if (all.includes(part)) return { node, all, entry };
    for (const item of itemsOf(node)) { const found = search(item, undefined); if (found) return found; }
    for (const one of entriesOf(node)) { const found = search(one.value, one); if (found) return found; }
    return undefined;
  };
  for (const document of documents) { const found = search(document, undefined); if (found) return found; }
  return undefined;
}

/** How a value of the environment is referred to: editors write `${env:NAME}`, other hosts `${NAME}`. */
export function reference(s: Settings, name: string): string {
  const plain = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /(^|\/)\.(vscode|cursor)\/|\.code-workspace$/.test(s.file) ? `\${env:${plain}}` : `\${${plain}}`;
}

/** The folder of the project, as the host of the file names it. */
export const ownFolder = (s: Settings): string => (/(^|\/)\.(vscode|cursor|devcontainer)\/|\.code-workspace$/.test(s.file) ? '${workspaceFolder}' : '.');

/** `https` or `wss` in place of the scheme in the clear. */
export const encrypted = (s: Settings, node: Span): Change | undefined => replacedMatch(s, node, /\b(http|ws):\/\//i, '$1s://', 'Use TLS');
