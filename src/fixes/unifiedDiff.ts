import type { TextEdit } from '../base/finding.ts';

/** Unchanged lines around a change, as diff tools show them. */
const CONTEXT = 3;

/** Lines of a text with their ends: only `\n` ends a line here, as for `git apply`, so `\r` stays part of it. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

interface Change { readonly from: number; readonly to: number; readonly lines: readonly string[] }

/** A unified diff of edits on a text, in the form that `git apply` takes. The edits must be ascending and apart. */
export function unifiedDiff(path: string, text: string, edits: readonly TextEdit[]): string {
  const old = linesOf(text);
  const changes = lineChanges(text, old, edits);
  if (changes.length === 0) return '';
  const hunks: string[] = [];
  let shift = 0;
  for (const group of grouped(changes)) {
    const { hunk, grown } = formatHunk(old, group, shift);
    hunks.push(hunk);
    shift += grown;
  }
  return `--- ${quoted(`a/${path}`)}\n+++ ${quoted(`b/${path}`)}\n${hunks.join('')}`;
}

/** A diff that creates a file. */
export function creationDiff(path: string, text: string): string {
  const lines = linesOf(text);
  return `--- /dev/null\n+++ ${quoted(`b/${path}`)}\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => marked('+', line)).join('')}`;
}

/** Edits as replaced runs of whole lines; edits that share a line become one change. */
function lineChanges(text: string, old: readonly string[], edits: readonly TextEdit[]): readonly Change[] {
  const starts: number[] = [];
  let offset = 0;
  for (const line of old) {
    starts.push(offset);
    offset += line.length;
  }
  starts.push(offset);
  const lineAt = (at: number): number => {
    const found = starts.findLastIndex((start) => start <= at);
    return Math.min(found, Math.max(0, old.length - 1));
  };
  const changes: Change[] = [];
  for (let i = 0; i < edits.length;) {
    const first = lineAt(edits[i]?.start ?? 0);
    let last = lineAt(edits[i]?.end ?? 0);
    let j = i + 1;
    while (j < edits.length && lineAt(edits[j]?.start ?? 0) <= last) last = Math.max(last, lineAt(edits[j++]?.end ?? 0));
    const from = starts[first] ?? 0;
    const to = old.length === 0 ? 0 : (starts[last] ?? 0) + (old[last]?.length ?? 0);
    let replaced = '';
    let at = from;
    for (const { start, end, newText } of edits.slice(i, j)) {
      replaced += text.slice(at, start) + newText;
      at = end;
    }
    changes.push(trimmed({ from: first, to: old.length === 0 ? 0 : last + 1, lines: linesOf(replaced + text.slice(at, to)) }, old));
    i = j;
  }
  return changes.filter(({ from, to, lines }) => to > from || lines.length > 0);
}

/** Without the lines at either end that are the same before and after. */
function trimmed({ from, to, lines }: Change, old: readonly string[]): Change {
  let head = 0;
  while (from + head < to && head < lines.length && old[from + head] === lines[head]) head++;
  let tail = 0;
  while (to - tail > from + head && lines.length - tail > head && old[to - tail - 1] === lines[lines.length - tail - 1]) tail++;
  return { from: from + head, to: to - tail, lines: lines.slice(head, lines.length - tail) };
}

/** Changes whose contexts touch belong in one hunk. */
function grouped(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  let end = -1;
  for (const change of changes) {
    if (groups.length > 0 && change.from - end <= 2 * CONTEXT) groups.at(-1)?.push(change);
    else groups.push([change]);
    end = change.to;
  }
  return groups;
}

function formatHunk(old: readonly string[], changes: readonly Change[], shift: number): { hunk: string; grown: number } {
  const start = Math.max(0, (changes[0]?.from ?? 0) - CONTEXT);
  const end = Math.min(old.length, (changes.at(-1)?.to ?? 0) + CONTEXT);
  let body = '';
  let added = 0;
  let removed = 0;
  let at = start;
  for (const { from, to, lines } of changes) {
    body += old.slice(at, from).map((line) => marked(' ', line)).join('');
    body += old.slice(from, to).map((line) => marked('-', line)).join('');
    body += lines.map((line) => marked('+', line)).join('');
    removed += to - from;
    added += lines.length;
    at = to;
  }
  body += old.slice(at, end).map((line) => marked(' ', line)).join('');
  const oldCount = end - start;
  const newCount = oldCount - removed + added;
  // A side of no lines is written as the line before it.
  const oldStart = oldCount === 0 ? start : start + 1;
  const newStart = newCount === 0 ? start + shift : start + shift + 1;
  return { hunk: `@@ -${oldStart},${oldCount} +${newStart},${newCount} @@\n${body}`, grown: added - removed };
}

const marked = (mark: string, line: string): string => (line.endsWith('\n') ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`);

/** Names with unusual characters are quoted in the manner of C, as git does. */
const quoted = (path: string): string => (/["\\\u0000-\u001F\u007F]/.test(path) ? `"${path.replace(/["\\]/g, '\\$&').replaceAll('\t', '\\t').replaceAll('\n', '\\n')}"` : path);
