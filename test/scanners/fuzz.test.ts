import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz, SEEDS } from './fuzz.ts';

/** A small part of what scripts/fuzz-artifacts.ts runs. */
const MUTANTS = 300;

/** Of kinds that take longer. */
const FEWER: Readonly<Record<string, number>> = { pdf: 100, 'disarmed pdf': 40 };

for (const kind of Object.keys(SEEDS)) {
  test(`mutants of ${kind} neither throw nor hang`, async () => {
    assert.equal((await fuzz(kind, FEWER[kind] ?? MUTANTS, 7))?.problem, undefined);
  });
}
