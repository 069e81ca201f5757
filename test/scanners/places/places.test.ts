import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../src/base/finding.ts';
import { scanSource } from '../../../src/rules/fixtures/scan.ts';
import { memorySource } from '../../../src/scanners/bytes.ts';
import { readPdf } from '../../../src/scanners/pdf/read.ts';
import { CLINICAL_PAIRS } from './clinical.ts';
import { DICOM_PAIRS } from './dicom.ts';
import { NESTED_PAIRS } from './nested.ts';
import type { Pair } from './pair.ts';
import { PDF_PAIRS } from './pdf.ts';

async function found(file: string, bytes: Uint8Array): Promise<readonly Finding[]> {
  const { findings } = await scanSource(file, memorySource(bytes), { readPdf, milliseconds: 60_000 }, bytes);
  return findings.filter(({ ruleId, severity }) => severity !== 'note' && !ruleId.endsWith('/identifiable-data'));
}

const PAIRS: readonly Pair[] = [...DICOM_PAIRS, ...PDF_PAIRS, ...CLINICAL_PAIRS, ...NESTED_PAIRS];

test('a message is found in every place, and what is honest there is not', async () => {
  const missed: string[] = [];
  const alarms: string[] = [];
  for (const { name, attack, benign, file = `fixtures/${name}.txt` } of PAIRS) {
    if (!(await found(file, attack)).some(({ ruleId }) => !ruleId.endsWith('/unreadable'))) missed.push(name);
    for (const { ruleId, message } of await found(file, benign)) alarms.push(`${name}: ${ruleId} ${message}`);
  }
  assert.equal(new Set(PAIRS.map(({ name }) => name)).size, PAIRS.length);
  assert.deepEqual([missed, alarms], [[], []]);
});
