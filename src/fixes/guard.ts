import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { Place, Span } from '../base/words.ts';
import type { ExpressionSite } from '../languages/language.ts';
import type { HelperFunction } from '../policy/helper.ts';
import type { EditableFile, FixContext } from './context.ts';
import { useHelper } from './helperFile.ts';

/** Puts calls of a helper function around the untrusted parts of what is sent. */
export function wrapTainted(finding: Finding, which: HelperFunction, title: string, context: FixContext): Fix | undefined {
  return wrap(finding.tainted ?? [finding.place], which, title, context) ?? wrap([finding.place], which, title, context);
}

/** Puts a call of a helper function around each of some expressions; all of them, or nothing. */
function wrap(places: readonly Place[], which: HelperFunction, title: string, context: FixContext): Fix | undefined {
  const edits: TextEdit[] = [];
  const creates = new Map<string, string>();
  const done: (Place & Span)[] = [];
  for (const place of places) {
    const from = context.editable(place.file);
    const site = from?.language.expressionAt?.(from.tree, place);
    if (from === undefined || site === undefined) return undefined;
    const use = useHelper(from, which, context);
    if (use === undefined || isWrapped(from, site, use.callee)) return undefined;
    if (done.some((other) => other.file === place.file && other.start < site.end && site.start < other.end)) continue;
    done.push({ file: place.file, start: site.start, end: site.end });
    edits.push({ file: place.file, start: site.start, end: site.start, newText: `${site.key === undefined ? '' : `${site.key}: `}${use.callee}(` });
    edits.push({ file: place.file, start: site.end, end: site.end, newText: ')' });
    for (const edit of use.edits) if (!edits.some((other) => other.file === edit.file && other.start === edit.start && other.newText === edit.newText)) edits.push(edit);
    for (const { file, text } of use.creates) creates.set(file, text);
  }
  if (edits.length === 0) return undefined;
  return { title, level: 'suggested', edits: edits.sort(inOrder), creates: [...creates].map(([file, text]) => ({ file, text })) };
}

const inOrder = (a: TextEdit, b: TextEdit): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start || a.end - b.end);

/** Whether an expression is a call of the helper already. */
const isWrapped = ({ text }: EditableFile, { start, end }: ExpressionSite, callee: string): boolean => text.slice(start, end).startsWith(`${callee}(`);
