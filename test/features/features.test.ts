import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { LANGUAGES, readCases } from './cases.ts';
import { featurePage } from './page.ts';
import { reachedLines } from './run.ts';

/** Features of languages that a flow can pass through. Each in every language that has it, with lines that it reaches and lines that it doesn't. */
const cases = readCases();

for (const language of LANGUAGES) {
  describe(language, () => {
    for (const one of cases.filter((c) => c.language === language)) {
      test(`${one.group}: ${one.feature}`, async () => {
        const reached = await reachedLines(one);
        const expected = one.expectations.filter(({ reaches, gap }) => reaches === (gap === undefined)).map(({ place }) => place);
        assert.deepEqual(reached, expected);
      });
    }
  });
}

test('the page of features is up to date (node scripts/gen-feature-docs.ts)', () => {
  assert.equal(readFileSync(join(import.meta.dirname, '../../docs/features.md'), 'utf8'), featurePage(cases));
});

test('every feature asks for text that arrives and for text that does not', () => {
  for (const { group, feature, language, expectations } of cases) {
    assert.ok(expectations.some(({ reaches }) => reaches) && expectations.some(({ reaches }) => !reaches), `${group}: ${feature} in ${language}`);
  }
});
