import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Vouchable } from '../base/finding.ts';
import type { Span } from '../base/words.ts';

/** A replacement in the text of a settings file. */
export interface SettingsEdit extends Span { readonly newText: string }

/** Indentation of a settings file that has none of its own. */
const INDENT = '  ';

/**
 * Edits that add an entry to the text of a `dosimeter.jsonc`, with everything that stands there left as it is: comments, order, line
 * ends, commas. Undefined where the entry is there already, or the text is nothing that an entry can be added to.
 */
export function vouchEdits(text: string, vouchable: Vouchable): readonly SettingsEdit[] | undefined {
  const problems: ParseError[] = [];
  const root = parseTree(text, problems, { allowTrailingComma: true });
  if (problems.length > 0 || root?.type !== 'object') return undefined;
  const property = root.children?.find(({ children }) => children?.[0]?.value === vouchable.role);
  const list = property?.children?.[1];
  const entry = entryText(vouchable);
  if (list === undefined) return property === undefined ? addProperty(text, root, vouchable.role, `[${entry}]`) : undefined;
  if (list.type !== 'array') return undefined;
  const same = canonical(vouchable);
  return (list.children ?? []).some((node) => canonicalOf(node, vouchable.role) === same) ? undefined : addElement(text, list, entry);
}

/** Text of a settings file that holds one entry. `schema`: path of the schema from the file, where there is one. */
export function settingsText(vouchable: Vouchable, schema?: string): string {
  const head = schema === undefined ? '' : `${INDENT}"$schema": ${JSON.stringify(schema)},\n`;
  return `{\n${head}${INDENT}"${vouchable.role}": [${entryText(vouchable)}]\n}\n`;
}

/** The short form where everything else is the default. */
function entryText({ role, name, clears, arg, accepts }: Vouchable): string {
  if (role === 'guards') return object({ name, arg: arg ?? '0', accepts: accepts ?? true, ...(clears === undefined ? {} : { clears }) });
  return clears === undefined ? JSON.stringify(name) : object({ name, clears });
}

const object = (entries: Readonly<Record<string, unknown>>): string => `{ ${Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}: ${Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : JSON.stringify(value)}`).join(', ')} }`;

/** What an entry says, with the defaults filled in, so that two spellings of one are found to be one. */
const canonical = ({ role, name, clears, arg, accepts }: Partial<Vouchable>): string => JSON.stringify([name, [...(clears ?? ['text'])].sort(), ...(role === 'guards' ? [String(arg ?? '0'), accepts ?? true] : [])]);

function canonicalOf(node: Node, role: Vouchable['role']): string {
  if (node.type !== 'object') return canonical({ role, name: node.value as string });
  const value = (key: string): Node | undefined => node.children?.find(({ children }) => children?.[0]?.value === key)?.children?.[1];
  const clears = value('clears')?.children?.map((one) => one.value as string);
  return canonical({ role, name: value('name')?.value as string, arg: value('arg')?.value as string, accepts: value('accepts')?.value as boolean, ...(clears === undefined ? {} : { clears: clears as Vouchable['clears'] & {} }) });
}

const newlineOf = (text: string): string => /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
const endOf = ({ offset, length }: Node): number => offset + length;

/** A property where the file explains it, if it holds a commented one of that name; else behind the last one. */
function addProperty(text: string, root: Node, name: string, value: string): readonly SettingsEdit[] {
  const newline = newlineOf(text);
  const properties = root.children ?? [];
  const explained = placeOfComment(text, properties, name);
  if (explained === undefined && properties.length > 0) return addAfter(text, properties.at(-1)!, root, `"${name}": ${value}`);
  if (explained === undefined) {
    const brace = endOf(root) - 1;
    const before = text.slice(root.offset + 1, brace);
    const isOpen = before.includes('\n');
    const at = isOpen ? text.lastIndexOf('\n', brace) + 1 : brace;
    return [{ start: at, end: at, newText: isOpen ? `${INDENT}"${name}": ${value}${newline}` : `${before.trim() === '' ? newline : `${before.includes('//') ? '' : newline}`}${INDENT}"${name}": ${value}${newline}` }];
  }
  const edit = { start: explained.at, end: explained.at, newText: `${explained.indent}"${name}": ${value},${newline}` };
  const last = properties.findLast((node) => endOf(node) <= explained.at);
  return last === undefined || commaAfter(text, last, explained.at) !== undefined ? [edit] : [{ start: endOf(last), end: endOf(last), newText: ',' }, edit];
}

/** The line of a comment between the properties that holds a setting of a name and nothing before it. */
function placeOfComment(text: string, properties: readonly Node[], name: string): { readonly at: number; readonly indent: string } | undefined {
  const match = new RegExp(`^([ \\t]*)//[ \\t]*"${name}"[ \\t]*:`, 'm').exec(text);
  if (match === null || properties.some((node) => node.offset <= match.index && match.index < endOf(node))) return undefined;
  return { at: match.index, indent: match[1] ?? INDENT };
}

function addElement(text: string, list: Node, entry: string): readonly SettingsEdit[] {
  const last = list.children?.at(-1);
  if (last !== undefined) return addAfter(text, last, list, entry);
  const at = list.offset + 1;
  // Comments in an empty list stay in front.
  const inner = text.slice(at, endOf(list) - 1);
  if (!inner.includes('\n')) return [{ start: at, end: at, newText: entry }];
  const end = text.lastIndexOf('\n', endOf(list) - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(end))?.[0] ?? '';
  return [{ start: end, end, newText: `${indent}${INDENT}${entry}${newlineOf(text)}` }];
}

/** A new last one behind the last entry of an object or list; a comment behind that entry stays with it. */
function addAfter(text: string, last: Node, parent: Node, added: string): readonly SettingsEdit[] {
  const close = endOf(parent) - 1;
  const comma = commaAfter(text, last, close);
  const behind = (comma ?? endOf(last) - 1) + 1;
  const rest = /^[ \t]*(?:\/\*[^\n]*?\*\/[ \t]*)?(?:\/\/[^\n]*?)?(?=\r?\n|\r|$)/.exec(text.slice(behind, close))?.[0];
  const lineStart = text.lastIndexOf('\n', last.offset - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const isMultiline = rest !== undefined && text.slice(behind, close).includes('\n') && lineStart > parent.offset;
  const needed = comma === undefined ? [{ start: endOf(last), end: endOf(last), newText: ',' }] : [];
  if (isMultiline) {
    const at = behind + rest.length;
    const edit = { start: at, end: at, newText: `${newlineOf(text)}${indent}${added}${comma === undefined ? '' : ','}` };
    // Two edits at one place would have no order.
    return needed.length > 0 && at === endOf(last) ? [{ ...edit, newText: `,${edit.newText}` }] : [...needed, edit];
  }
  return [{ start: endOf(last), end: endOf(last), newText: `, ${added}` }];
}

/** Offset of the comma behind a node, with comments skipped. */
function commaAfter(text: string, node: Node, until: number): number | undefined {
  const match = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*,/.exec(text.slice(endOf(node), until));
  return match === null ? undefined : endOf(node) + match[0].length - 1;
}
