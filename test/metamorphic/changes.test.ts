import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Finding } from '../../src/base/finding.ts';
import { prepareSyntax } from '../../src/session/grammarFiles.ts';
import { ALL, byLine, byText, differences, original, third, unchanged } from './compare.ts';
import { analyse, random } from './corpus.ts';
import { commented, moved, renamedFiles, renamedFunctions, renamedLocals, wrapped } from './transforms.ts';

before(async () => { await prepareSyntax(); });

describe('the findings do not change with', () => {
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
