import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanSource } from '../../src/rules/fixtures/scan.ts';
import { memorySource } from '../../src/scanners/bytes.ts';
import { readPdf } from '../../src/scanners/pdf/read.ts';
import { attackCorpus } from './attackCorpus.ts';

/** Rules that speak of a message, as opposed to the shape of the file. */
const MESSAGE = /injected-instruction|invisible-text|encoded-payload|active-content/;

test('the attack corpus is found and its benign twins are not', async () => {
  const files = attackCorpus();
  const missed: string[] = [];
  const alarms: string[] = [];
  for (const { name, bytes, attack } of files) {
    // The name of a folder of fixtures, so that plain text is looked at.
    const { findings } = await scanSource(`fixtures/${name}.txt`, memorySource(bytes), { readPdf, milliseconds: 60_000 }, bytes);
    const found = findings.filter((f) => MESSAGE.test(f.ruleId));
    if (attack && found.length === 0) missed.push(name);
    if (!attack && found.length > 0) alarms.push(`${name}: ${found[0]!.message}`);
  }
  const attacks = files.filter((f) => f.attack).length;
  const benign = files.length - attacks;
  assert.ok(attacks > 1_800 && benign > 1_500, `${attacks} attacks, ${benign} benign files`);
  assert.ok(missed.length <= attacks * 0.02, `missed ${missed.length} of ${attacks}:\n${missed.join('\n')}`);
  assert.ok(alarms.length <= benign * 0.01, `${alarms.length} false alarms of ${benign}:\n${alarms.join('\n')}`);
});
