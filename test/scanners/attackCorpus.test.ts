import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanArtifact } from '../../src/rules/fixtures/scan.ts';
import { attackCorpus } from './attackCorpus.ts';

/** Rules that speak of a message, as opposed to the shape of the file. */
const MESSAGE = /injected-instruction|invisible-text|encoded-payload|active-content/;

test('the attack corpus is found and its benign twins are not', () => {
  const files = attackCorpus();
  const missed: string[] = [];
  const alarms: string[] = [];
  for (const { name, bytes, attack } of files) {
    const found = scanArtifact(name, bytes).filter((f) => MESSAGE.test(f.ruleId));
    if (attack && found.length === 0) missed.push(name);
    if (!attack && found.length > 0) alarms.push(`${name}: ${found[0]!.message}`);
  }
  const attacks = files.filter((f) => f.attack).length;
  const benign = files.length - attacks;
  assert.ok(attacks > 500 && benign > 400);
  assert.ok(missed.length <= attacks * 0.02, `missed ${missed.length} of ${attacks}:\n${missed.join('\n')}`);
  assert.ok(alarms.length <= benign * 0.01, `${alarms.length} false alarms of ${benign}:\n${alarms.join('\n')}`);
});
