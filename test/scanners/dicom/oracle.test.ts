import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { memorySource } from '../../../src/scanners/bytes.ts';
import { readDicom } from '../../../src/scanners/dicom/read.ts';
import { el, image, type FileOptions } from './write.ts';

type Dict = Readonly<Record<string, { readonly vr: string; readonly Value?: readonly unknown[] }>>;
const { data, log } = createRequire(import.meta.url)('dcmjs') as { data: { DicomMessage: { readFile(buffer: ArrayBuffer): { dict: Dict } } }; log: { setLevel(level: string): void } };
log.setLevel('silent');

/** Every text that dcmjs reads out of a data set, items included. */
function* strings(dict: Dict): Generator<string> {
  for (const { vr, Value } of Object.values(dict)) {
    for (const value of Value ?? []) {
      if (typeof value === 'string' && /^(?:LO|LT|SH|ST|UT|UC)$/.test(vr) && value.length >= 3) yield value;
      else if (vr === 'SQ' && typeof value === 'object' && value !== null) yield* strings(value as Dict);
    }
  }
}

test('everything that dcmjs reads as text, this reader reads too', () => {
  const elements = [el('00104000', 'LT', 'Größe der Läsion'), el('0040A730', 'SQ', [[el('0040A160', 'UT', 'first')], [el('0040A730', 'SQ', [[el('0040A160', 'UT', 'nested')]])]]), el('00090010', 'LO', 'ACME'), el('00091001', 'LO', 'one\\two')];
  const variants: FileOptions[] = [{}, { undefinedLengths: true }, { syntax: 'implicit' }, { syntax: 'implicit', undefinedLengths: true }, { syntax: 'deflated' }];
  for (const options of variants) {
    const file = image(elements, options);
    const ours = (readDicom(memorySource(file), file)?.texts ?? []).map((t) => t.text).join('\n');
    const theirs = [...strings(data.DicomMessage.readFile(file.slice().buffer).dict)];
    assert.ok(theirs.length >= 8);
    for (const text of theirs) assert.ok(ours.includes(text.trim()), `${JSON.stringify(options)}: ${text}`);
  }
});
