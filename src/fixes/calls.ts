import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { Place, Span } from '../base/words.ts';
import type { CallText } from '../languages/language.ts';
import { definitionOf } from './built.ts';
import type { EditableFile, FixContext } from './context.ts';

/** A call at a finding, in its file. */
export interface FoundCall { readonly from: EditableFile; readonly call: CallText }

/** The innermost call of one of the named functions that a finding stands at or in. */
export function callOf({ file, start, end }: Place, callees: RegExp, context: FixContext): FoundCall | undefined {
  const from = context.editable(file);
  if (from === undefined) return undefined;
  const call = from.language.callsAt?.(from.tree, { start, end }).find(({ callee }) => callees.test(from.text.slice(callee.start, callee.end)));
  return call === undefined ? undefined : { from, call };
}

/** Gives a call of one of the named functions a keyword argument, in place of one of the same name. */
export function addArgument({ place }: Finding, callees: RegExp, name: string, value: string, title: string, context: FixContext): Fix | undefined {
  const found = callOf(place, callees, context);
  if (found === undefined || found.from.language.id !== 'python') return undefined;
  const { call } = found;
  const old = call.arguments.find(({ key }) => key === name);
  if (old !== undefined) return { title, level: 'suggested', edits: [{ file: place.file, start: old.start, end: old.end, newText: `${name}=${value}` }] };
  const last = call.arguments.at(-1);
  const at = last?.end ?? call.end;
  return { title, level: 'suggested', edits: [{ file: place.file, start: at, end: at, newText: `${last === undefined ? '' : ', '}${name}=${value}` }] };
}

/** Takes an argument out of a call, with a comma beside it. */
export function argumentEdit({ file }: EditableFile, call: CallText, argument: Span): TextEdit {
  const at = call.arguments.findIndex(({ start }) => start === argument.start);
  const before = call.arguments[at - 1];
  const next = call.arguments[at + 1];
  if (before !== undefined) return { file, start: before.end, end: argument.end, newText: '' };
  return { file, start: argument.start, end: next?.start ?? argument.end, newText: '' };
}

/** The import of a name, where the file lacks it. */
export function importEdits({ file, text, tree, language }: EditableFile, module: string, name: string): readonly TextEdit[] {
  const added = language.addImport?.(text, tree, module, name);
  return added === undefined ? [] : [{ file, start: added.offset, end: added.offset, newText: added.text }];
}

/** Another function in place of the one that is called, with its import. `keep`: arguments that stay; default all. */
export function replaceCallee({ place }: Finding, callees: RegExp, to: { readonly callee: string; readonly module?: string; readonly name?: string; readonly keep?: number; readonly level?: Fix['level'] }, title: string, context: FixContext): Fix | undefined {
  const found = callOf(place, callees, context);
  if (found === undefined) return undefined;
  const { from, call } = found;
  const edits: TextEdit[] = [{ file: place.file, start: call.callee.start, end: call.callee.end, newText: to.callee }];
  const kept = to.keep === undefined ? undefined : call.arguments[to.keep - 1];
  if (kept !== undefined && kept.end < call.end) edits.push({ file: place.file, start: kept.end, end: call.end, newText: '' });
  if (to.module !== undefined) edits.push(...importEdits(from, to.module, to.name ?? ''));
  return { title, level: to.level ?? 'suggested', edits: edits.sort((a, b) => a.start - b.start) };
}

/** Takes an element out of the list at which a finding stands. */
export function removeElement({ place }: Finding, title: string, context: FixContext): Fix | undefined {
  const from = context.editable(place.file);
  const span = from?.language.elementAt?.(from.tree, place);
  return span === undefined ? undefined : { title, level: 'suggested', edits: [{ file: place.file, start: span.start, end: span.end, newText: '' }] };
}

/** Takes an entry or named argument out of what stands around a finding. */
export function removeEntry(finding: Finding, key: string, title: string, context: FixContext): Fix | undefined {
  const from = context.editable(finding.place.file);
  const entry = from?.language.entriesIn?.(from.tree, finding.place).find((one) => one.key === key);
  if (from === undefined || entry === undefined) return undefined;
  const call = from.language.callsAt?.(from.tree, entry.value)[0];
  const argument = call?.arguments.find((one) => one.key === key && one.end === entry.value.end);
  if (call !== undefined && argument !== undefined) return { title, level: 'suggested', edits: [argumentEdit(from, call, argument)] };
  return removeElement({ ...finding, place: { file: finding.place.file, ...entry.value } }, title, context);
}

/** Takes the elements out of the lists at a finding, or in the variables that are handed over there, whose text matches. */
export function removeElements({ place }: Finding, texts: RegExp, title: string, context: FixContext): Fix | undefined {
  const from = context.editable(place.file);
  if (from === undefined) return undefined;
  const { file, text, tree, language } = from;
  const written = text.slice(place.start, place.end);
  const value = /^(?:\w+\s*[=:]\s*)?(\w+)$/.exec(written)?.[1];
  // A finding may stand at the first of several elements.
  const whole = language.entriesIn?.(tree, place).map((entry) => entry.value).find(({ start, end }) => start <= place.start && place.end <= end) ?? place;
  const span = value === undefined ? whole : definitionOf(from, value, place.start)?.value ?? whole;
  const gone = [...text.slice(span.start, span.end).matchAll(/(["'`])([^"'`\n]*)\1/g)].filter((match) => texts.test(match[2] ?? '')).map((match) => ({ start: span.start + match.index, end: span.start + match.index + match[0].length }));
  const edits: { file: string; start: number; end: number; newText: string }[] = [];
  for (const one of gone) {
    const element = language.elementAt?.(tree, one);
    if (element === undefined || element.start > one.start || element.end < one.end) return undefined;
    const last = edits.at(-1);
    // The comma between two of them goes with either.
    if (last !== undefined && last.end >= element.start) last.end = element.end;
    else edits.push({ file, start: element.start, end: element.end, newText: '' });
  }
  return edits.length === 0 ? undefined : { title, level: 'suggested', edits };
}

/** Puts a statement in front of the one that calls a method of one of the named ones. `made`: the new statement, from the object's text; undefined where it can not be made. */
export function insertBefore({ place }: Finding, callees: RegExp, made: (object: string) => string | undefined, title: string, context: FixContext): Fix | undefined {
  const found = callOf(place, callees, context);
  const statement = found?.from.language.statementAt?.(found.from.tree, place.start);
  if (found === undefined || statement === undefined) return undefined;
  const { text } = found.from;
  const start = text.lastIndexOf('\n', statement.start - 1) + 1;
  const indent = text.slice(start, statement.start);
  if (indent.trim() !== '') return undefined;
  const callee = text.slice(found.call.callee.start, found.call.callee.end);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = made(callee.slice(0, callee.lastIndexOf('.')));
  return line === undefined ? undefined : { title, level: 'suggested', edits: [{ file: place.file, start, end: start, newText: `${indent}${line}${newline}` }] };
}

/** Takes the statement of a finding out, where it stands on lines of its own and something else stays in its block. */
export function removeStatement({ place }: Finding, title: string, context: FixContext): Fix | undefined {
  const from = context.editable(place.file);
  const statement = from?.language.statementAt?.(from.tree, place.start);
  if (from === undefined || statement === undefined || statement.end < place.end) return undefined;
  const lines = wholeLines(from.text, statement);
  if (lines === undefined) return undefined;
  const indent = /^[ \t]*/.exec(from.text.slice(lines.start))![0];
  // A block needs a statement: one that is left alone in it becomes an empty one.
  const isAlone = from.language.id === 'python' && !hasSibling(from.text, lines, indent);
  return { title, level: 'suggested', edits: [{ file: place.file, start: isAlone ? statement.start : lines.start, end: isAlone ? statement.end : lines.end, newText: isAlone ? 'pass' : '' }] };
}

/** The lines that a statement is alone on; undefined where something else stands on them. */
export function wholeLines(text: string, { start, end }: Span): Span | undefined {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  const rest = text.slice(end, to < 0 ? text.length : to);
  // A remark behind a statement goes with it.
  return text.slice(from, start).trim() === '' && /^[;\s]*(?:(?:\/\/|#).*)?$/.test(rest) ? { start: from, end: to < 0 ? text.length : to + 1 } : undefined;
}

/** Whether a line of the same block stands next to some lines: the one above or below is indented alike. */
function hasSibling(text: string, { start, end }: Span, indent: string): boolean {
  if (indent === '') return true;
  const above = text.slice(0, start).trimEnd();
  const below = text.slice(end).split('\n').find((line) => line.trim() !== '') ?? '';
  const before = above.slice(above.lastIndexOf('\n') + 1);
  const sameIndent = (line: string): boolean => line.startsWith(indent) && !/^[ \t]/.test(line.slice(indent.length));
  return sameIndent(below) || (sameIndent(before) && !before.endsWith(':'));
}
