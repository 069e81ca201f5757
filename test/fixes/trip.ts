import { parse as parseJson, type ParseError } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import type { Finding, Fix, TextEdit } from '../../src/base/finding.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import { loadModels } from '../../src/models/load.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';

/** Texts of a small project by file. */
export type Files = Readonly<Record<string, string>>;

export interface Analysed {
  readonly findings: readonly Finding[];
  /** Files that were not analysed as a whole, or are no well-formed JSON or YAML. */
  readonly broken: ReadonlySet<string>;
}

const models = loadModels(readModelFiles());

export async function analysed(files: Files): Promise<Analysed> {
  const session = new Session({ policy: defaultPolicy, models, environment: nodeEnvironment({ jobs: 1 }) });
  session.applyChange(Object.entries(files).map(([file, text]) => ({ file, text })));
  const { findings, files: statuses } = await session.analyze();
  const broken = new Set(statuses.filter(({ status }) => status === 'partly' || status === 'failed').map(({ file }) => file));
  for (const [file, text] of Object.entries(files)) if (!isWellFormed(file, text)) broken.add(file);
  return { findings, broken };
}

function isWellFormed(file: string, text: string): boolean {
  if (/\.(jsonc?|ipynb)$/.test(file)) {
    const errors: ParseError[] = [];
    parseJson(text, errors, { allowTrailingComma: true });
    return errors.length === 0;
  }
  return !/\.ya?ml$/.test(file) || [...parseAllDocuments(text, { logLevel: 'silent' })].every(({ errors }) => errors.length === 0);
}

/** The project after a fix; undefined when its edits overlap or lie outside of a text. */
export function applied(files: Files, { edits, creates = [] }: Pick<Fix, 'edits' | 'creates'>): Files | undefined {
  const after: Record<string, string> = { ...files };
  for (const { file, text } of creates) after[file] ??= text;
  for (const [file, own] of byFile(edits)) {
    const text = applyEdits(files[file] ?? '', own);
    if (text === undefined) return undefined;
    after[file] = text;
  }
  return after;
}

function byFile(edits: readonly TextEdit[]): ReadonlyMap<string, readonly TextEdit[]> {
  const all = new Map<string, TextEdit[]>();
  for (const edit of edits) all.set(edit.file, [...(all.get(edit.file) ?? []), edit]);
  return all;
}

export interface Trip {
  readonly after: Files;
  /** Why the fix does not pass; empty when it does. */
  readonly problems: readonly string[];
}

/** Applies a fix of a finding and analyses again: the finding has to be gone, no other may have come, and what parsed still parses. */
export async function roundTrip(files: Files, before: Analysed, finding: Finding, fix: Fix): Promise<Trip> {
  const after = applied(files, fix);
  if (after === undefined) return { after: files, problems: ['its edits do not fit'] };
  if (Object.keys(after).every((file) => after[file] === files[file])) return { after, problems: ['it changes nothing'] };
  const again = await analysed(after);
  const problems = [...again.broken].filter((file) => !before.broken.has(file)).map((file) => `${file} does not parse`);
  const moved = (one: Finding): Finding => ({ ...one, place: movedPlace(one.place, fix.edits) });
  const own = moved(finding);
  const others = before.findings.filter((one) => one !== finding).map(moved);
  const rest = [...again.findings];
  // Exact places first, so that two findings of one statement are not taken for each other. What a fix moves takes its other findings along.
  const fits: readonly ((a: Finding, b: Finding) => boolean)[] = [(a, b) => sameStart(a.place, b.place), (a, b) => overlaps(a.place, b.place), (a, b) => a.place.file === b.place.file && a.message === b.message];
  for (const fit of fits) {
    for (let i = others.length - 1; i >= 0; i--) {
      const at = rest.findIndex((one) => one.ruleId === others[i]!.ruleId && fit(one, others[i]!));
      if (at < 0) continue;
      rest.splice(at, 1);
      others.splice(i, 1);
    }
  }
  for (const one of rest) {
    if (one.ruleId === finding.ruleId && overlaps(one.place, own.place)) problems.push(one.fixes.some(({ title }) => title === fix.title) ? 'the finding and its fix stay' : 'the finding stays');
    else problems.push(`new: ${one.ruleId} in ${one.place.file}: ${one.message}`);
  }
  return { after, problems };
}

type Place = Finding['place'];
const sameStart = (a: Place, b: Place): boolean => a.file === b.file && a.start === b.start;
const overlaps = (a: Place, b: Place): boolean => a.file === b.file && a.start <= b.end && b.start <= a.end;

function movedPlace(place: Place, edits: readonly TextEdit[]): Place {
  let { start, end } = place;
  for (const edit of edits) {
    if (edit.file !== place.file) continue;
    const grown = edit.newText.length - (edit.end - edit.start);
    if (edit.end <= place.start && edit.start < place.start) start += grown;
    if (edit.start <= place.end) end += grown;
  }
  return { ...place, start, end: Math.max(start, end) };
}
