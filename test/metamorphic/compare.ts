import assert from 'node:assert/strict';
import type { Finding } from '../../src/base/finding.ts';
import { analyse, projects, type Files, type Project } from './corpus.ts';
import type { Changed } from './transforms.ts';

/** Every program of the cases and of the models. */
export const ALL = projects();
const found = new Map<string, readonly Finding[]>();
/** Findings of a program as it is. */
export async function original({ name, files }: Project): Promise<readonly Finding[]> {
  let findings = found.get(name);
  if (!findings) found.set(name, findings = await analyse(files));
  return findings;
}

/** `file:line rule` of each finding, in the old names and lines. */
function lines(files: Files, findings: readonly Finding[], c: Pick<Changed, 'fileOf' | 'shift'>): readonly string[] {
  return findings.map(({ ruleId, place }) => `${c.fileOf(place.file)}:${(files[place.file] ?? '').slice(0, place.start).split('\n').length - c.shift(place.file)} ${ruleId}`).sort();
}
const asIs: Pick<Changed, 'fileOf' | 'shift'> = { fileOf: (file) => file, shift: () => 0 };
/** Rule and marked text of each finding, wherever it stands. */
const marked = (files: Files, findings: readonly Finding[]): readonly string[] => findings.map(({ ruleId, place }) => `${ruleId} ${(files[place.file] ?? '').slice(place.start, place.end).replaceAll('MovedQ7.', '').replace(/\s+/g, ' ')}`).sort();

type Compare = (before: readonly Finding[], after: readonly Finding[], files: Files, c: Changed) => readonly [readonly string[], readonly string[]];
export const byLine: Compare = (a, b, files, c) => [lines(files, a, asIs), lines(c.files, b, c)];
export const byText: Compare = (a, b, files, c) => [marked(files, a), marked(c.files, b)];

/** Where the findings of changed programs differ; how many were compared, and in which languages. */
export async function differences(change: (files: Files, project: Project) => Changed | undefined, compare: Compare, some: readonly Project[] = ALL): Promise<{ readonly wrong: readonly string[]; readonly count: number; readonly languages: ReadonlySet<string> }> {
  const wrong: string[] = [];
  const languages = new Set<string>();
  let count = 0;
  for (const project of some) {
    const c = change(project.files, project);
    if (!c) continue;
    count++;
    for (const file of Object.keys(project.files)) languages.add(/\.(py|java|cs)$/.exec(file)?.[1] ?? 'ts');
    const [expected, got] = compare(await original(project), await analyse(c.files), project.files, c);
    if (expected.join('\n') !== got.join('\n')) wrong.push(`${project.name} (${c.what})\n  - ${expected.filter((one) => !got.includes(one)).join('\n  - ')}\n  + ${got.filter((one) => !expected.includes(one)).join('\n  + ')}`);
  }
  return { wrong, count, languages };
}
/** Every third program: a change is made to one third, the next change to another, as all together take minutes. */
export const third = (rest: 0 | 1 | 2): readonly Project[] => ALL.filter((_project, i) => i % 3 === rest);
/** Asserts that a change leaves the findings as they are, in at least so many programs and in these languages. */
export async function unchanged(change: Parameters<typeof differences>[0], compare: Compare, least: number, languages: readonly string[], some: readonly Project[]): Promise<void> {
  const { wrong, count, languages: seen } = await differences(change, compare, some);
  assert.deepEqual(wrong, []);
  assert.ok(count >= least, `only ${count} programs were changed`);
  assert.deepEqual(languages.filter((one) => !seen.has(one)), []);
}
