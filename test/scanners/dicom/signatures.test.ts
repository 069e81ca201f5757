import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { memorySource } from '../../../src/scanners/bytes.ts';
import { scanSource, type Scanned } from '../../../src/rules/fixtures/scan.ts';
import { verifySignature } from '../../../src/session/signatures.ts';
import { IMPLICIT_RSA, IN_ITEM, UNDEFINED_LENGTHS } from './signed.ts';
import { el, image } from './write.ts';

const unpack = (packed: string): Buffer => gunzipSync(Buffer.from(packed, 'base64'));
const scan = (bytes: Uint8Array): Promise<Scanned> => scanSource('a', memorySource(bytes), { verifySignature }, bytes);
const remarks = ({ notices }: Scanned): readonly string[] => notices.filter(({ code }) => code === 'dicom-signature').map(({ message }) => message);
const rules = ({ findings }: Scanned): readonly string[] => findings.map(({ ruleId, logicalLocation }) => `${ruleId} ${logicalLocation}`);

/** The file with `from` replaced by `to`, which is as long. */
function changed(file: Buffer, from: string, to: string): Buffer {
  const copy = Buffer.from(file);
  const at = copy.indexOf(from, 0, 'latin1');
  assert.ok(at >= 0 && from.length === to.length);
  copy.write(to, at, 'latin1');
  return copy;
}

test('signatures of another implementation verify', async () => {
  for (const [packed, where, scope] of [[UNDEFINED_LENGTHS, '(FFFA,FFFA)[0]', 'of Dr EC from 2026-11-25 over 3 elements with the pixel data'], [IN_ITEM, '(0040,A730)[2].(FFFA,FFFA)[0]', 'over 1 element without the pixel data'], [IMPLICIT_RSA, '(FFFA,FFFA)[0]', 'of Dr Test from 2026-11-25 over 20 elements with']] as const) {
    const result = await scan(unpack(packed));
    assert.deepEqual(rules(result), []);
    const [remark = '', ...more] = remarks(result);
    assert.deepEqual(more, []);
    assert.ok(remark.startsWith(`a ${where}: the digital signature`) && remark.includes(scope), remark);
    assert.match(remark, /verifies; whose certificate it is was not checked$/);
  }
});

test('a change of what is signed is seen, of the rest it is not', async () => {
  const file = unpack(UNDEFINED_LENGTHS);
  assert.deepEqual(rules(await scan(changed(file, 'No acute', 'An acute'))), ['dicom/invalid-signature (FFFA,FFFA)[0]']);
  assert.deepEqual(rules(await scan(changed(file, 'nested', 'Nested'))), ['dicom/invalid-signature (FFFA,FFFA)[0]']);
  assert.deepEqual(rules(await scan(changed(file, 'CT CHEST', 'MR CHEST'))), []);
  assert.deepEqual(rules(await scan(changed(unpack(IMPLICIT_RSA), 'CT CHEST', 'MR CHEST'))), ['dicom/invalid-signature (FFFA,FFFA)[0]']);
  assert.deepEqual(rules(await scan(changed(unpack(IN_ITEM), 'nested', 'Nested'))), ['dicom/invalid-signature (0040,A730)[2].(FFFA,FFFA)[0]']);
});

test('what can not be checked says why', async () => {
  const because = async (file: Uint8Array): Promise<string> => remarks(await scan(file)).join();
  assert.match(await because(changed(unpack(UNDEFINED_LENGTHS), 'SHA256', 'SHA257')), /the MAC algorithm SHA257 is not known/);
  assert.match(await because(changed(unpack(UNDEFINED_LENGTHS), 'X509_1993', 'X509_2003')), /certificates of type X509_2003_SIG/);
  assert.match(await because(changed(unpack(UNDEFINED_LENGTHS), '1.2.840.10008.1.2.1\0\x00', '1.2.840.10008.1.2.2\0\x00').subarray()), /was not checked/);
  assert.match(await because(image([el('FFFAFFFA', 'SQ', [[el('04000005', 'US', 1)]])])), /nothing says which elements it covers/);
  assert.match(await because(image([el('FFFAFFFA', 'SQ', [])])), /^$/);
});

test('a host that can not check says so', async () => {
  const bytes = unpack(IN_ITEM);
  assert.match(remarks(await scanSource('a', memorySource(bytes), {}, bytes)).join(), /was not checked: this host can not/);
});
