import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz, SEEDS } from './fuzz.ts';

/** A small part of what scripts/fuzz-artifacts.ts runs. */
const MUTANTS = 300;

for (const kind of Object.keys(SEEDS)) {
  test(`mutants of ${kind} neither throw nor hang`, () => {
    assert.equal(fuzz(kind, MUTANTS, 7)?.problem, undefined);
  });
}
