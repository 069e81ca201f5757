import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { LanguageId, Place } from '../base/words.ts';
import type { FixContext } from '../fixes/context.ts';
import { fixesFor, isFixable } from '../fixes/fixes.ts';
import { readNotebook } from '../languages/notebook/notebook.ts';
import type { OffsetMap } from '../languages/notebook/offsets.ts';
import type { Policy } from '../policy/policy.ts';
import { grammarFor, parseToTree, ParseLimitError, type GrammarId } from '../syntax/parse.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { fileKind } from './fileKinds.ts';
import { frontEnd } from './frontEnds.ts';

/** A code file as it is analysed. */
export interface FixableFile { readonly text: string; readonly language: LanguageId }

/** What fixes need of a session. */
export interface FixableProject {
  readonly policy: Policy;
  file(name: string): FixableFile | undefined;
  exists(name: string): boolean;
  names(): Iterable<string>;
}

/** Code with its tree. Of a notebook it is the text that its cells make, with the way back to the file. */
interface Parsed { readonly text: string; readonly tree: SyntaxTree; readonly map?: OffsetMap }

/** Trees of files with findings, kept as long as their text is. */
export type TreeCache = WeakMap<FixableFile, Parsed>;

/** Grammars that the fixes of some findings need to be loaded. */
export function grammarsForFixes(findings: readonly Finding[], project: FixableProject): readonly GrammarId[] {
  const files = new Set(findings.filter(({ ruleId }) => isFixable(ruleId)).flatMap(({ place, tainted, related }) => [place.file, ...(tainted ?? []).map(({ file }) => file), ...related.map((entry) => entry.place.file)]));
  return [...new Set([...files].flatMap((file) => {
    const known = project.file(file);
    return known === undefined ? [] : [grammarFor(known.language, file)];
  }))].sort();
}

/** Adds fixes to findings. Files are parsed only for findings that can have one, and each once. */
export function fixer(project: FixableProject, trees: TreeCache): (finding: Finding) => Finding {
  const parsed = (file: string): Parsed | undefined => {
    const known = project.file(file);
    if (known === undefined) return undefined;
    let found = trees.get(known);
    try {
      if (found === undefined && (found = parse(file, known)) !== undefined) trees.set(known, found);
    } catch (error) {
      if (error instanceof ParseLimitError) return undefined;
      throw error;
    }
    return found;
  };
  const context: FixContext = {
    policy: project.policy,
    exists: (file) => project.exists(file),
    files: (language) => [...project.names()].filter((name) => project.file(name)?.language === language && fileKind(name).kind === 'code').sort(),
    editable: (file) => {
      const language = frontEnd(project.file(file)?.language ?? 'python');
      const code = parsed(file);
      // An edit in a file that does not parse is a guess.
      return code === undefined || language === undefined || code.tree.errors.length > 0 ? undefined : { file, text: code.text, tree: code.tree, language };
    },
  };
  return (finding) => {
    if (!isFixable(finding.ruleId) || finding.fixes.length > 0) return finding;
    const inner = inTexts(finding, parsed);
    const fixes = inner === undefined ? [] : fixesFor(inner, context).flatMap((fix) => inFiles(fix, parsed, (file) => project.file(file)?.text) ?? []);
    return fixes.length === 0 ? finding : { ...finding, fixes };
  };
}

function parse(file: string, { text, language }: FixableFile): Parsed | undefined {
  if (fileKind(file).kind !== 'notebook') return { text, tree: parseToTree(grammarFor(language, file), text) };
  const notebook = readNotebook(text);
  return notebook === undefined ? undefined : { text: notebook.text, tree: parseToTree(grammarFor(language, file), notebook.text), map: notebook.map };
}

/** A finding with its places in the texts that were parsed; undefined when it stands where a notebook has no code. */
function inTexts(finding: Finding, parsed: (file: string) => Parsed | undefined): Finding | undefined {
  const move = <P extends Place>(place: P): P | undefined => {
    const map = fileKind(place.file).kind === 'notebook' ? parsed(place.file)?.map : undefined;
    if (map === undefined) return place;
    const [start, last] = [firstMapped(map, place.start, place.end, 1), firstMapped(map, place.end - 1, place.start - 1, -1)];
    return start === undefined || last === undefined || last < start ? undefined : { ...place, start, end: last + 1 };
  };
  const tainted = finding.tainted?.map(move);
  const place = move(finding.place) ?? lineOf(tainted?.[0], parsed);
  if (place === undefined || tainted?.some((part) => part === undefined)) return undefined;
  const related = finding.related.flatMap((entry) => { const at = move(entry.place); return at === undefined ? [] : [{ ...entry, place: at }]; });
  return { ...finding, place, related, flow: finding.flow.flatMap((step) => { const at = move(step.place); return at === undefined ? [] : [{ ...step, place: at }]; }), ...(tainted === undefined ? {} : { tainted: tainted as Place[] }) };
}

/** Characters of a place that are looked at for one that the text has: what stands for a shell line is not written as it is. */
const MAX_SKIPPED = 200;

/** Where the text has the first character of a range of the file, in the direction of `step`, that it has at all. */
function firstMapped(map: OffsetMap, from: number, to: number, step: 1 | -1): number | undefined {
  for (let at = from, n = 0; at !== to && n < MAX_SKIPPED; at += step, n++) {
    const found = map.toText(at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The line of a text that a place is on: a call that stands for a line of a shell is not in the file, but what goes into it is. */
function lineOf(place: Place | undefined, parsed: (file: string) => Parsed | undefined): Place | undefined {
  const text = place === undefined ? undefined : parsed(place.file)?.text;
  if (place === undefined || text === undefined) return undefined;
  const end = text.indexOf('\n', place.end);
  return { file: place.file, start: text.lastIndexOf('\n', place.start - 1) + 1, end: end < 0 ? text.length : end };
}

/** A fix with its edits in the files; undefined when it edits what a notebook does not hold as it is written. */
function inFiles(fix: Fix, parsed: (file: string) => Parsed | undefined, textOf: (file: string) => string | undefined): Fix | undefined {
  const edits: TextEdit[] = [];
  for (const edit of fix.edits) {
    const map = fileKind(edit.file).kind === 'notebook' ? parsed(edit.file)?.map : undefined;
    if (map !== undefined && !map.isInFile(edit)) return undefined;
    // What a notebook holds is JSON text: a line end inside a string is written as its escape.
    const moved = map === undefined ? edit : { ...edit, ...placeIn(map, edit), newText: JSON.stringify(edit.newText).slice(1, -1) };
    // In a line for a shell, `$` is followed by a name, and by no call of anything.
    if (map !== undefined && textOf(edit.file)?.[moved.start - 1] === '$') return undefined;
    edits.push(moved);
  }
  return { ...fix, edits };
}

/** A span of the file. What goes in between two characters stands behind the first, so that it stays in its cell, unless the file has only the second. */
function placeIn(map: OffsetMap, { start, end }: TextEdit): { readonly start: number; readonly end: number } {
  if (end > start) return map.toFileSpan({ start, end });
  const at = start === 0 || !map.isInFile({ start: start - 1, end: start }) ? map.toFile(start) : map.toFileSpan({ start: start - 1, end: start }).end;
  return { start: at, end: at };
}
