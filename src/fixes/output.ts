import type { Finding, Fix } from '../base/finding.ts';
import type { LanguageId } from '../base/words.ts';
import { replaceCallee } from './calls.ts';
import type { EditableFile, FixContext } from './context.ts';
import { partsOf, wrap, wrapParts, wrapTainted } from './guard.ts';
import { useHelper, type HelperUse } from './helperFile.ts';
import { markupAround } from './markup.ts';
import { containPath, joinedTo } from './paths.ts';
import { bindToStatement } from './prepared.ts';
import { withoutShell } from './shell.ts';
import { quoteWords } from './shellWords.ts';
import { bindParameters } from './sql.ts';

/** A function of a standard library that makes a text harmless for one kind of sink. */
interface Escape {
  readonly callee: string;
  /** Module to import; with `name`, that name of it. */
  readonly module?: string;
  readonly name?: string;
  readonly title: string;
}

const ESCAPE_HTML = 'Escape the text for HTML';
const BASENAME = 'Keep the file in its folder: use the last part of the name only';
const ESCAPES: Readonly<Record<string, Partial<Record<LanguageId, Escape>>>> = {
  html: {
    python: { callee: 'html.escape', module: 'html', title: ESCAPE_HTML },
    csharp: { callee: 'System.Net.WebUtility.HtmlEncode', title: ESCAPE_HTML },
  },
  path: {
    python: { callee: 'os.path.basename', module: 'os', title: BASENAME },
    typescript: { callee: 'basename', module: 'node:path', name: 'basename', title: BASENAME },
    csharp: { callee: 'System.IO.Path.GetFileName', title: BASENAME },
  },
};

/** Fixes of model output that reaches something that interprets it. */
export function outputFixes(finding: Finding, context: FixContext): readonly (Fix | undefined)[] {
  const sink = finding.facts?.sink.split(' ')[0] ?? '';
  const fixes = [
    bindParameters(finding, context) ?? bindToStatement(finding, context),
    escapeParts(finding, sink, context),
    sink === 'shell' && isPython(finding, context) ? quoteWords(finding, context) : undefined,
    sink === 'path' ? containPath(finding, context) : undefined,
    sink === 'html' ? escapeWhole(finding, context) : undefined,
    sink === 'shell' ? withoutShell(finding, context) : undefined,
    replaceCallee(finding, /^(?:builtins\.)?eval$/, { callee: 'ast.literal_eval', module: 'ast', keep: 1 }, 'Read a literal instead of running code', context),
    replaceCallee(finding, /^yaml\.(?:load|unsafe_load|full_load)$/, { callee: 'yaml.safe_load', keep: 1 }, 'Load plain data only', context),
    replaceCallee(finding, /^(?:pickle|cPickle|dill|cloudpickle|marshal)\.loads$/, { callee: 'json.loads', module: 'json', keep: 1 }, 'Exchange JSON instead of pickles', context),
  ].filter((fix) => fix !== undefined);
  // A person is for what no function makes harmless; markup is not what people should have to read.
  const asksPerson = fixes.length < 2 && sink !== 'html';
  return asksPerson ? [...fixes, wrapTainted(finding, 'requireReview', `Have a person accept it before it ${DOES[sink] ?? 'is used'}`, context)] : fixes;
}

const isPython = ({ place }: Finding, context: FixContext): boolean => context.editable(place.file)?.language.id === 'python';

/** What becomes of model output, by sink. */
const DOES: Readonly<Record<string, string>> = { code: 'runs', shell: 'runs', sql: 'runs', template: 'is filled in', deserialise: 'is read', path: 'is used' };

/** Escapes what a function of the project is handed to make HTML of, else the whole: markup in it is shown and does nothing. */
function escapeWhole(finding: Finding, context: FixContext): Fix | undefined {
  const { place, flow } = finding;
  const id = context.editable(place.file)?.language.id;
  const own = id === undefined ? undefined : ESCAPES.html?.[id];
  const use = (from: EditableFile, at: number): HelperUse | undefined => (own !== undefined ? useOf(from, own) : useHelper(from, 'escapeHtml', at, context) ?? ownEscape(from));
  const handed = flow.findLast((step) => step.kind === 'call' && step.place.file === place.file && place.start <= step.place.start && step.place.end <= place.end && (step.place.start !== place.start || step.place.end !== place.end));
  if (handed !== undefined) return wrap([handed.place], use, ESCAPE_HTML, 'suggested', context);
  const parts = (finding.tainted ?? []).filter((part) => part.file !== place.file || part.start !== place.start || part.end !== place.end);
  if (parts.length > 0) return own === undefined && markupAround(parts, context) !== 'other' ? wrap(parts, use, ESCAPE_HTML, 'suggested', context) : undefined;
  return wrap([place], use, 'Show it as text: escape it for HTML', 'suggested', context);
}

/** A function of the project that does the same, by the name that everybody gives it. */
function ownEscape({ text }: EditableFile): HelperUse | undefined {
  const name = /\b(escapeHtml|escapeHTML|htmlEscape|encodeHtml)\b(?=\s*[(,}])/.exec(text)?.[1];
  return name === undefined ? undefined : { callee: name, edits: [], creates: [] };
}

/** Makes the untrusted parts of a string harmless. Within the quotes of an attribute a text stays what it was; elsewhere markup may have been wanted. */
function escapeParts(finding: Finding, sink: string, context: FixContext): Fix | undefined {
  const language = context.editable(finding.place.file)?.language.id;
  const escape = language === undefined ? undefined : ESCAPES[sink]?.[language];
  const markup = sink === 'html' ? markupAround(partsOf(finding, context), context) : 'text';
  const joined = sink === 'path' ? joinedTo(finding, context) : undefined;
  if (escape !== undefined && joined !== undefined) return wrap(joined, (from) => useOf(from, escape), escape.title, 'suggested', context);
  return escape === undefined || markup === 'other' ? undefined : wrapParts(finding, (from) => useOf(from, escape), escape.title, markup === 'attribute' ? 'safe' : 'suggested', context);
}

function useOf(from: EditableFile, { callee, module, name }: Escape): HelperUse {
  const added = module === undefined ? undefined : from.language.addImport?.(from.text, from.tree, module, name ?? '');
  return { callee, edits: added === undefined ? [] : [{ file: from.file, start: added.offset, end: added.offset, newText: added.text }], creates: [] };
}
