import assert from 'node:assert/strict';
import { parse as parseJson, type ParseError } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import type { Finding } from '../../src/base/finding.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { configFindings } from '../../src/rules/config/run.ts';

/** What the rules say of settings files, as `file:line rule`, in order. Every fix that they offer is tried, too. */
export function findingsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = new Map(Object.entries(files));
  const findings = configFindings(texts, defaultPolicy);
  checkFixes(texts, findings);
  return [...findings]
    .map(({ place, ruleId }) => ({ at: place, line: (texts.get(place.file) ?? '').slice(0, place.start).split('\n').length, ruleId }))
    .sort((a, b) => (a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start))
    .map(({ at, line, ruleId }) => `${at.file}:${line} ${ruleId.slice(ruleId.indexOf('/') + 1)}`);
}

/** After each fix the file is still well-formed, the finding is gone and no other has come. */
function checkFixes(texts: ReadonlyMap<string, string>, findings: readonly Finding[]): void {
  const count = (all: readonly Finding[], rule?: string): number => all.filter(({ ruleId }) => rule === undefined || ruleId === rule).length;
  for (const { ruleId, place: { file }, fixes } of findings) {
    for (const { title, edits } of fixes) {
      const text = texts.get(file) ?? '';
      const after = applyEdits(text, edits);
      assert.ok(after !== undefined && after !== text && edits.every((edit) => edit.file === file), `${title}: edits of ${file}`);
      const said = `${title}:\n${text}\n→\n${after}`;
      if (isWellFormed(file, text)) assert.ok(isWellFormed(file, after), said);
      const rest = configFindings(new Map([...texts, [file, after]]), defaultPolicy);
      assert.equal(count(rest, ruleId), count(findings, ruleId) - 1, said);
      assert.ok(count(rest) < count(findings), said);
    }
  }
}

function isWellFormed(file: string, text: string): boolean {
  if (/\.ya?ml$/.test(file)) return [...parseAllDocuments(text, { logLevel: 'silent' })].every(({ errors }) => errors.length === 0);
  const errors: ParseError[] = [];
  if (/json/.test(file)) parseJson(text, errors, { allowTrailingComma: true });
  return errors.length === 0;
}

/** The same for one file, without its name. */
export const linesOf = (file: string, text: string): readonly string[] => findingsOf({ [file]: text }).map((line) => line.slice(file.length + 1));

/** The text after all fixes of its findings. */
export function fixAll(file: string, text: string): string {
  const edits = configFindings(new Map([[file, text]]), defaultPolicy).flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits));
  return edits.sort((a, b) => b.start - a.start).reduce((done, { start, end, newText }) => done.slice(0, start) + newText + done.slice(end), text);
}
