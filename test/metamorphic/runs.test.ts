import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { prepareSyntax } from '../../src/session/grammarFiles.ts';
import { ALL, third } from './compare.ts';
import { random, reportOf, sessionOf, type Files } from './corpus.ts';

before(async () => { await prepareSyntax(); });

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
});
