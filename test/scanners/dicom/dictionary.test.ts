import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elementByTag } from '../../../src/base/dicom.ts';
import { DICOM_DICTIONARY_TEXT } from '../../../src/base/dicomDictionary.ts';
import { implicitVr, lookUp } from '../../../src/scanners/dicom/dictionary.ts';

test('every element is found by its tag, and no other', () => {
  const lines = DICOM_DICTIONARY_TEXT.trim().split('\n').map((line) => line.split(' '));
  assert.ok(lines.length > 5_000);
  const tags = new Set(lines.map(([tag]) => tag));
  for (const [tag = '', keyword, vr] of lines) {
    assert.deepEqual(elementByTag(tag.toLowerCase()), { tag, keyword, vr });
    const next = (parseInt(tag, 16) + 1).toString(16).toUpperCase().padStart(8, '0');
    if (!tags.has(next)) assert.equal(elementByTag(next), undefined, next);
  }
  for (const nothing of ['', '0', 'FFFFFFFF', '001000100', 'zzzzzzzz']) assert.equal(elementByTag(nothing), undefined, nothing);
});

test('curves and overlays of every group', () => {
  assert.deepEqual([lookUp(0x60000010)?.keyword, lookUp(0x601e3000)?.keyword, lookUp(0x50040022)?.keyword, lookUp(0x70000010)?.keyword], ['OverlayRows', 'OverlayData', 'CurveDescription', undefined]);
  assert.deepEqual([implicitVr(0x60100010), implicitVr(0x60103000), implicitVr(0x00090010), implicitVr(0x00091001), implicitVr(0x00100010), implicitVr(0x00080000)], ['US', 'OW', 'LO', 'UN', 'PN', 'UL']);
});
