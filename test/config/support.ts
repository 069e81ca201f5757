import { defaultPolicy } from '../../src/policy/policy.ts';
import { configFindings } from '../../src/rules/config/run.ts';

/** What the rules say of settings files, as `file:line rule`, in order. */
export function findingsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = new Map(Object.entries(files));
  return configFindings(texts, defaultPolicy)
    .map(({ place, ruleId }) => ({ at: place, line: (texts.get(place.file) ?? '').slice(0, place.start).split('\n').length, ruleId }))
    .sort((a, b) => (a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start))
    .map(({ at, line, ruleId }) => `${at.file}:${line} ${ruleId.slice(ruleId.indexOf('/') + 1)}`);
}

/** The same for one file, without its name. */
export const linesOf = (file: string, text: string): readonly string[] => findingsOf({ [file]: text }).map((line) => line.slice(file.length + 1));

/** The text after all fixes of its findings. */
export function fixAll(file: string, text: string): string {
  const edits = configFindings(new Map([[file, text]]), defaultPolicy).flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits));
  return edits.sort((a, b) => b.start - a.start).reduce((done, { start, end, newText }) => done.slice(0, start) + newText + done.slice(end), text);
}
