import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { Place, Span } from '../base/words.ts';
import type { ExpressionSite } from '../languages/language.ts';
import type { HelperFunction } from '../policy/helper.ts';
import type { EditableFile, FixContext } from './context.ts';
import { useHelper, type HelperUse } from './helperFile.ts';

/** Puts calls of a helper function around the untrusted parts of what is sent. */
export function wrapTainted(finding: Finding, which: HelperFunction, title: string, context: FixContext): Fix | undefined {
  const { place, tainted = [place] } = finding;
  const use = (from: EditableFile, at: number): HelperUse | undefined => useHelper(from, which, at, context);
  return wrap(tainted, use, title, 'suggested', context) ?? (tainted.length === 0 ? undefined : wrap([place], use, title, 'suggested', context));
}

/** Puts calls of a function of a library around the untrusted parts of a string; not around a whole argument, which has a meaning of its own. */
export function wrapParts({ place, tainted = [] }: Finding, use: (from: EditableFile) => HelperUse | undefined, title: string, level: Fix['level'], context: FixContext): Fix | undefined {
  const parts = tainted.filter(({ file, start, end }) => file !== place.file || start !== place.start || end !== place.end);
  return parts.length === 0 || parts.length < tainted.length ? undefined : wrap(parts, use, title, level, context);
}

/** Puts a call around each of some expressions; all of them, or nothing. */
export function wrap(places: readonly Place[], useOf: (from: EditableFile, at: number) => HelperUse | undefined, title: string, level: Fix['level'], context: FixContext): Fix | undefined {
  const edits: TextEdit[] = [];
  const creates = new Map<string, string>();
  const done: (Place & Span)[] = [];
  for (const place of places) {
    const from = context.editable(place.file);
    const sites = from?.language.expressionsAt?.(from.tree, place) ?? [];
    const use = from === undefined ? undefined : useOf(from, place.start);
    if (from === undefined || sites.length === 0 || use === undefined) return undefined;
    for (const site of sites) {
      if (isWrapped(from, site, use.callee)) return undefined;
      if (done.some((other) => other.file === place.file && other.start < site.end && site.start < other.end)) continue;
      done.push({ file: place.file, start: site.start, end: site.end });
      edits.push({ file: place.file, start: site.start, end: site.start, newText: `${site.key === undefined ? '' : `${site.key}: `}${use.callee}(` });
      edits.push({ file: place.file, start: site.end, end: site.end, newText: ')' });
    }
    for (const edit of use.edits) if (!edits.some((other) => other.file === edit.file && other.start === edit.start && other.newText === edit.newText)) edits.push(edit);
    for (const { file, text } of use.creates) creates.set(file, text);
  }
  if (edits.length === 0) return undefined;
  return { title, level, edits: edits.sort(inOrder), creates: [...creates].map(([file, text]) => ({ file, text })) };
}

const inOrder = (a: TextEdit, b: TextEdit): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start || a.end - b.end);

/** Whether an expression is a call of the helper already. */
const isWrapped = ({ text }: EditableFile, { start, end }: ExpressionSite, callee: string): boolean => text.slice(start, end).startsWith(`${callee}(`);
