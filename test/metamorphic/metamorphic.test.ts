import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Finding } from '../../src/base/finding.ts';
import { prepareSyntax } from '../../src/session/grammarFiles.ts';
import { analyse, projects, random, reportOf, sessionOf, type Files, type Project } from './corpus.ts';
import { commented, moved, renamedFiles, renamedFunctions, renamedLocals, wrapped, type Changed } from './transforms.ts';

const ALL = projects();
before(async () => { await prepareSyntax(); });

const found = new Map<string, readonly Finding[]>();
/** Findings of a program as it is. */
async function original({ name, files }: Project): Promise<readonly Finding[]> {
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
const byLine: Compare = (a, b, files, c) => [lines(files, a, asIs), lines(c.files, b, c)];
const byText: Compare = (a, b, files, c) => [marked(files, a), marked(c.files, b)];

/** Where the findings of changed programs differ; how many were compared, and in which languages. */
async function differences(change: (files: Files, project: Project) => Changed | undefined, compare: Compare, some: readonly Project[] = ALL): Promise<{ readonly wrong: readonly string[]; readonly count: number; readonly languages: ReadonlySet<string> }> {
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
const third = (rest: 0 | 1 | 2): readonly Project[] => ALL.filter((_project, i) => i % 3 === rest);
async function unchanged(change: Parameters<typeof differences>[0], compare: Compare, least: number, languages: readonly string[], some: readonly Project[]): Promise<void> {
  const { wrong, count, languages: seen } = await differences(change, compare, some);
  assert.deepEqual(wrong, []);
  assert.ok(count >= least, `only ${count} programs were changed`);
  assert.deepEqual(languages.filter((one) => !seen.has(one)), []);
}

describe('the findings do not change with', () => {
  test('the order of files', async () => {
    let several = 0;
    for (const { name, files } of third(1)) {
      const entries = Object.entries(files).map(([file, text]) => ({ file, text }));
      if (entries.length < 2) continue;
      several++;
      const [one, two] = [sessionOf(), sessionOf()];
      one.applyChange(entries);
      two.applyChange([...entries].reverse());
      assert.deepEqual(await reportOf(two), await reportOf(one), name);
    }
    assert.ok(several > 40, `only ${several} programs have several files`);
  });

  test('the number of threads, and the order of many programs', async () => {
    const together = Object.fromEntries(ALL.flatMap(({ files }, i) => Object.entries(files).map(([file, text]) => [`p${i}/${file}`, text])));
    const changes = Object.entries(together).map(([file, text]) => ({ file, text }));
    const reports = [];
    // The same programs beside each other in another order, too: what is shared between modules has more to go wrong.
    for (const [jobs, given] of [[1, changes], [2, changes], [1, [...changes].reverse()]] as const) {
      const session = sessionOf(jobs);
      session.applyChange(given);
      reports.push(await reportOf(session));
    }
    assert.ok(reports[0]!.findings.length > 500);
    assert.deepEqual(reports[1], reports[0]);
    assert.deepEqual(reports[2], reports[0]);
  });

  test('what was analysed before', async () => {
    const session = sessionOf();
    let last: Files = {};
    for (const { name, files } of ALL.filter((_project, i) => i % 5 === 0)) {
      session.applyChange([...Object.keys(last).filter((file) => !(file in files)).map((file) => ({ file, text: undefined })), ...Object.entries(files).map(([file, text]) => ({ file, text }))]);
      const fresh = sessionOf();
      fresh.applyChange(Object.entries(files).map(([file, text]) => ({ file, text })));
      const expected = await reportOf(fresh);
      assert.deepEqual(await reportOf(session), expected, name);
      assert.deepEqual(await reportOf(session), expected, `${name}, a second time`);
      last = files;
    }
  });

  test('edits on the way to a text', async () => {
    for (const { name, files } of ALL.filter((_project, i) => i % 8 === 0)) {
      const pick = random(name, 7);
      const names = Object.keys(files);
      const session = sessionOf();
      session.applyChange(Object.entries(files).map(([file, text]) => ({ file, text })));
      await reportOf(session);
      let now: Record<string, string> = { ...files };
      for (let round = 0; round < 4; round++) {
        const file = names[pick(names.length)]!;
        const rows = (now[file] ?? files[file]!).split('\n');
        const at = pick(rows.length);
        const kind = pick(4);
        const text = kind === 0 ? rows.filter((_row, i) => i !== at).join('\n') : kind === 1 ? [...rows.slice(0, at), rows[pick(rows.length)]!, ...rows.slice(at)].join('\n') : kind === 2 ? files[file]! : undefined;
        now = { ...now };
        if (text === undefined) delete now[file];
        else now[file] = text;
        session.applyChange([{ file, text }]);
        const incremental = await reportOf(session);
        const fresh = sessionOf();
        fresh.applyChange(Object.entries(now).map(([one, t]) => ({ file: one, text: t })));
        assert.deepEqual(incremental, await reportOf(fresh), `${name}, round ${round}`);
      }
    }
  });

  test('comments and empty lines; fingerprints stay', async () => {
    await unchanged(commented, byLine, 150, ['py', 'ts', 'java', 'cs'], third(0));
    for (const project of ALL.filter((_project, i) => i % 8 === 0)) {
      const prints = (findings: readonly Finding[]): readonly string[] => findings.map(({ fingerprint }) => fingerprint);
      assert.deepEqual(prints(await analyse(commented(project.files).files)), prints(await original(project)), project.name);
    }
  });

  test('names of local variables', () => unchanged(renamedLocals, byLine, 60, ['py', 'ts', 'java', 'cs'], third(1)));
  test('names of functions', () => unchanged(renamedFunctions, byLine, 60, ['py', 'ts', 'java', 'cs'], third(2)));
  test('names of files', () => unchanged(renamedFiles, byLine, 30, ['py', 'ts', 'cs'], third(0)));
  test('the file in which a function stands', async () => {
    for (const seed of [1, 2] as const) await unchanged((files, { name }) => moved(files, random(name, seed)), byText, 40, ['py', 'ts', 'java', 'cs'], third(seed));
  });
  test('a function that gives its argument back', async () => {
    for (const seed of [1, 2] as const) await unchanged((files, { name }) => wrapped(files, random(name, seed)), byLine, 100, ['py', 'ts', 'java', 'cs'], third(seed));
  });
});

describe('these tests notice', () => {
  const some = third(0);
  test('a wrapper that loses its argument', async () => {
    assert.ok((await differences((files, { name }) => wrapped(files, random(name, 1), true), byLine, some)).wrong.length > 5);
  });
  test('a moved function that does nothing', async () => {
    assert.ok((await differences((files, { name }) => moved(files, random(name, 1), true), byText, some)).wrong.length > 3);
  });
  test('a file that can no longer be imported', async () => {
    assert.ok((await differences((files) => {
      const [first, ...rest] = Object.entries(files);
      return first && rest.length > 0 ? { files: { ...Object.fromEntries(rest), [`gone/${first[0]}`]: first[1] }, what: first[0], fileOf: (file) => file.replace(/^gone\//, ''), shift: () => 0 } : undefined;
    }, byLine, some)).wrong.length > 10);
  });
});
