import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { Place, Span } from '../base/words.ts';
import type { ExpressionSite } from '../languages/language.ts';
import type { HelperFunction } from '../policy/helper.ts';
import { definitionOf } from './built.ts';
import type { EditableFile, FixContext } from './context.ts';
import { useHelper, type HelperUse } from './helperFile.ts';
import { textSites } from './textSites.ts';

/** Puts calls of a helper function around the untrusted parts of what is sent. */
export function wrapTainted(finding: Finding, which: HelperFunction, title: string, context: FixContext): Fix | undefined {
  const { place, tainted = [place] } = finding;
  const use = (from: EditableFile, at: number): HelperUse | undefined => {
    const found = useHelper(from, which, at, context);
    return found === undefined || !GIVES_TEXT.has(which) ? found : { ...found, textFrom: finding.flow.map((step) => step.place) };
  };
  return wrap(withSiblings(finding, tainted, context), use, title, 'suggested', context) ?? (tainted.length === 0 && referenceAt(place, context) === null ? undefined : wrap([place], use, title, 'suggested', context));
}

/** Functions of the helper whose result is a text, where a language has types. */
const GIVES_TEXT: ReadonlySet<HelperFunction> = new Set<HelperFunction>(['screen', 'quote', 'escapeHtml']);

/** Names of elements that are told apart from each other. */
const OF_ONE_ELEMENT = /\([0-9a-f]{4},[0-9a-f]{4}\)|\belement\b|\bfield\b/i;

/**
 * The tainted parts, and what else the same strings take from the same variables: a source whose parts have no names of their own
 * is one label, however many of its parts arrive.
 */
function withSiblings({ facts }: Finding, tainted: readonly Place[], context: FixContext): readonly Place[] {
  if (facts === undefined || OF_ONE_ELEMENT.test(facts.element)) return tainted;
  const all = [...tainted];
  for (const { file, start, end } of tainted) {
    const from = context.editable(file);
    const root = from === undefined ? undefined : originOf(from, { start, end });
    if (from === undefined || root === undefined) continue;
    for (const piece of from.language.builtStringAt?.(from.tree, { start, end })?.pieces ?? []) {
      const isSame = piece.kind === 'value' && originOf(from, piece) === root;
      if (isSame && !all.some((place) => place.file === file && place.start < piece.end && piece.start < place.end)) all.push({ file, start: piece.start, end: piece.end });
    }
  }
  return all;
}

/** What an expression is a part or a result of: the variable that it reads, or the function that it, or the statement that gave it its value, calls. */
function originOf(from: EditableFile, { start, end }: Span): string | undefined {
  const text = from.text.slice(start, end);
  const own = ORIGIN.exec(text)?.[1];
  if (own !== undefined) return CONVERSIONS.test(own) ? undefined : own;
  const value = /^\w+$/.test(text) ? definitionOf(from, text, start)?.value : undefined;
  const given = value === undefined ? undefined : ORIGIN.exec(from.text.slice(value.start, value.end))?.[1];
  return given === undefined || CONVERSIONS.test(given) ? undefined : given;
}
const ORIGIN = /^(?:await\s+)?((?:this\.|self\.)?[A-Za-z_]\w*)(?=[.[(])/;
/** Functions that are called with one thing here and with another there. */
const CONVERSIONS = /^(?:str|repr|int|float|len|json|JSON|String|Number|Integer|Math|Date|datetime|os|path|re)$/;

/** Puts calls of a function of a library around the untrusted parts of a string; not around a whole argument, which has a meaning of its own. */
export function wrapParts(finding: Finding, use: (from: EditableFile) => HelperUse | undefined, title: string, level: Fix['level'], context: FixContext): Fix | undefined {
  const parts = partsOf(finding, context);
  return parts.length === 0 ? undefined : wrap(parts, use, title, level, context);
}

/** The untrusted parts of what is put together at a finding; none where a whole argument is untrusted. */
export function partsOf(finding: Finding, context: FixContext): readonly Place[] {
  const { place, tainted = [] } = finding;
  const parts = tainted.filter(({ file, start, end }) => file !== place.file || start !== place.start || end !== place.end);
  return parts.length < tainted.length ? [] : withSiblings(finding, parts, context);
}

/** Puts a call around each of some expressions; all of them, or nothing. */
export function wrap(places: readonly Place[], useOf: (from: EditableFile, at: number) => HelperUse | undefined, title: string, level: Fix['level'], context: FixContext): Fix | undefined {
  const edits: TextEdit[] = [];
  const creates = new Map<string, string>();
  const done: (Place & Span)[] = [];
  for (const place of places) {
    const from = context.editable(place.file);
    const reference = referenceAt(place, context);
    const found = reference !== null || from === undefined ? [] : sitesAt(from, place);
    const use = from === undefined ? undefined : useOf(from, place.start);
    const sites = from !== undefined && use?.textFrom !== undefined ? found.flatMap((site) => textSites(from, site, use.textFrom ?? [])) : found;
    if (from === undefined || use === undefined || (sites.length === 0 && reference === null)) return undefined;
    if (reference !== null) edits.push({ file: place.file, start: place.start, end: place.end, newText: `text -> ${reference[1]}.${reference[2]}(${use.callee}(text))` });
    for (const site of sites) {
      if (isWrapped(from, site, use.callee) || LITERAL.test(from.text.slice(site.start, site.end))) return undefined;
      if (done.some((other) => other.file === place.file && other.start < site.end && site.start < other.end)) continue;
      done.push({ file: place.file, start: site.start, end: site.end });
      edits.push({ file: place.file, start: site.start, end: site.start, newText: `${site.key === undefined ? '' : `${site.key}: `}${use.callee}(${site.asText?.before ?? ''}` });
      edits.push({ file: place.file, start: site.end, end: site.asText?.end ?? site.end, newText: `${site.asText?.after ?? ''})` });
    }
    for (const edit of use.edits) if (!edits.some((other) => other.file === edit.file && other.start === edit.start && other.newText === edit.newText)) edits.push(edit);
    for (const { file, text } of use.creates) creates.set(file, text);
  }
  if (edits.length === 0) return undefined;
  return { title, level, edits: edits.sort(inOrder), creates: [...creates].map(([file, text]) => ({ file, text })) };
}

/** A method that stands for a function of one argument: `model::chat`. */
const REFERENCE = /^((?:this\.)?[a-z]\w*)::([a-z]\w*)$/;

/** What is written at a place; of a call that only adds something to an object, what it adds. */
function sitesAt(from: EditableFile, place: Place): readonly ExpressionSite[] {
  const { text, tree, language } = from;
  const found = language.expressionsAt?.(tree, place) ?? [];
  if (found.length > 0) return found;
  const calls = (language.callsAt?.(tree, { start: place.start, end: place.start + 1 }) ?? []).filter((call) => call.start === place.start && call.end < place.end && ADDS.test(text.slice(call.callee.start, call.callee.end)));
  return calls.flatMap((call) => call.arguments).filter(({ key, start, end }) => key === undefined && !LITERAL.test(text.slice(start, end)));
}
const ADDS = /\.(?:append|Append|appendLine|AppendLine|add|Add|push|write|Write|WriteLine|print|println)$/;

function referenceAt({ file, start, end }: Place, context: FixContext): RegExpExecArray | null {
  const from = context.editable(file);
  return from?.language.id === 'java' ? REFERENCE.exec(from.text.slice(start, end)) : null;
}

/** A text that is written in the code comes from nobody else. */
const LITERAL = /^(["'])[^"'\\\n]*\1$/;

const inOrder = (a: TextEdit, b: TextEdit): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start || a.end - b.end);

/** Whether an expression is a call of the helper already. */
const isWrapped = ({ text }: EditableFile, { start, end }: ExpressionSite, callee: string): boolean => text.slice(start, end).startsWith(`${callee}(`);
