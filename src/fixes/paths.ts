import type { Finding, Fix } from '../base/finding.ts';
import type { LanguageId, Place, Span } from '../base/words.ts';
import { definitionOf } from './built.ts';
import type { EditableFile, FixContext } from './context.ts';
import { wrap } from './guard.ts';
import { useHelper } from './helperFile.ts';

/** Functions that put a path together of a folder and what lies below it. */
const JOINS: Readonly<Record<LanguageId, RegExp>> = {
  python: /^(?:os\.path\.|posixpath\.|ntpath\.)?join$|\.joinpath$/,
  typescript: /^(?:path\.(?:posix\.|win32\.)?)?(?:join|resolve)$/,
  java: /^(?:Path\.of|Paths\.get|(?:java\.io\.)?File)$|\.(?:resolve|resolveSibling)$/,
  csharp: /^(?:System\.IO\.)?Path\.(?:Combine|Join)$/,
};
/** Methods whose receiver is the folder. */
const BELOW_RECEIVER = /\.(?:joinpath|resolve|resolveSibling)$/;

/** Refuses a path that leads out of its folder: around what is joined to a folder, else around the whole path. */
export function containPath(finding: Finding, context: FixContext): Fix | undefined {
  const { place, tainted = [place] } = finding;
  const from = context.editable(place.file);
  if (from === undefined) return undefined;
  const parts = tainted.filter((part) => part.file !== place.file || part.start !== place.start || part.end !== place.end);
  const joined = joinedTo(finding, context);
  const places = joined ?? (parts.length > 0 && parts.length === tainted.length ? parts : [place]);
  return wrap(places, (file, at) => useHelper(file, 'containedPath', at, context), joined === undefined && parts.length === 0 ? 'Refuse paths that lead out of the working directory' : 'Refuse names that lead out of the folder', 'suggested', context);
}

/** What is joined to a folder on the way to a finding; undefined where nothing is. */
export function joinedTo({ place, flow }: Finding, context: FixContext): readonly Place[] | undefined {
  const from = context.editable(place.file);
  return from === undefined ? undefined : joinedAt(from, place) ?? flow.toReversed().filter((step) => step.place.file === place.file).map((step) => joinedAt(from, step.place)).find((found) => found !== undefined) ?? receiverAt(from, place);
}

/** What is joined to a folder by the path that a method is called on: `(folder / name).write_text(…)`, or a variable that holds it. */
function receiverAt(from: EditableFile, { file, start, end }: Place): readonly Place[] | undefined {
  const { text, tree, language } = from;
  const found = language.callsAt?.(tree, { start, end })[0];
  if (found === undefined || found.start !== start || found.end + 1 !== end) return undefined;
  const receiver = /^(\(?)([\s\S]*?)(\)?)\s*\.\s*\w+$/.exec(text.slice(found.callee.start, found.callee.end));
  if (receiver === null) return undefined;
  const [, open = '', inner = ''] = receiver;
  const variable = open === '' && /^\w+$/.test(inner) ? definitionOf(from, inner, start)?.value : undefined;
  const at = found.callee.start + open.length;
  return joinedAt(from, { file, ...(variable ?? { start: at, end: at + inner.length }) });
}

/** What is joined to a folder by the expression at a place; undefined where that joins nothing. */
function joinedAt(from: EditableFile, place: Place): readonly Place[] | undefined {
  const { text, tree, language, file } = from;
  const found = language.callsAt?.(tree, place)[0];
  const callee = found === undefined ? '' : text.slice(found.callee.start, found.callee.end).replace(/\s+/g, '');
  const isWhole = found !== undefined && found.start === place.start && found.end + 1 === place.end;
  if (found !== undefined && isWhole && JOINS[language.id].test(callee)) {
    const below = BELOW_RECEIVER.test(callee) ? found.arguments : found.arguments.slice(1);
    return variable(from, below)?.map((part) => ({ file, ...part }));
  }
  if (language.id !== 'python') return undefined;
  const operands = slashed(text.slice(place.start, place.end));
  return operands === undefined ? undefined : variable(from, operands.slice(1).map(({ start, end }) => ({ start: place.start + start, end: place.start + end })))?.map((part) => ({ file, ...part }));
}

/** The parts that are no literals; undefined without any. */
function variable({ text }: EditableFile, parts: readonly Span[]): readonly Span[] | undefined {
  const found = parts.filter(({ start, end }) => !/^(["'])[^"'{]*\1$/.test(text.slice(start, end)));
  return found.length === 0 ? undefined : found;
}

/** Operands of `folder / name`; undefined for text that is no such expression. */
function slashed(text: string): readonly Span[] | undefined {
  const operands: { start: number; end: number }[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (const [i, c] of [...text].entries()) {
    if (quote !== '') { if (c === quote) quote = ''; continue; }
    if (c === '"' || c === "'") quote = c;
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (depth === 0 && c === '/' && text[i + 1] !== '/' && text[i - 1] !== '/') {
      operands.push({ start, end: i });
      start = i + 1;
    } else if (depth === 0 && /[+*%<>=,:]/.test(c)) return undefined;
  }
  if (operands.length === 0) return undefined;
  operands.push({ start, end: text.length });
  return operands.map((span) => ({ start: span.start + /^\s*/.exec(text.slice(span.start))![0].length, end: span.start + text.slice(span.start, span.end).trimEnd().length }));
}
