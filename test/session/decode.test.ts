import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeText, encodeText } from '../../src/session/decode.ts';

describe('decoding', () => {
  const text = 'name = "Müller"\r\nß';
  const utf16be = (value: string): Buffer => Buffer.from(value, 'utf16le').swap16();
  const cases: readonly (readonly [string, Buffer, string, boolean])[] = [
    ['UTF-8', Buffer.from(text), 'utf-8', false],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`), 'utf-8', true],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le', true],
    ['UTF-16 BE with a mark', utf16be(`\uFEFF${text}`), 'utf-16be', true],
    ['UTF-16 LE without a mark', Buffer.from(text, 'utf16le'), 'utf-16le', false],
    ['UTF-16 BE without a mark', utf16be(text), 'utf-16be', false],
    ['Latin-1', Buffer.from(text, 'latin1'), 'latin1', false],
    ['nothing', Buffer.alloc(0), 'utf-8', false],
  ];
  for (const [name, bytes, encoding, bom] of cases) {
    test(name, () => {
      const decoded = decodeText(bytes);
      assert.deepEqual(decoded, { text: bytes.length === 0 ? '' : text, encoding: { name: encoding, bom } });
      assert.deepEqual(Buffer.from(encodeText(decoded!.text, decoded!.encoding)!), bytes);
    });
  }

  test('all bytes of Latin-1 come back as they were', () => {
    const bytes = Buffer.from(Array.from({ length: 255 }, (_, i) => i + 1));
    const decoded = decodeText(bytes)!;
    assert.deepEqual(Buffer.from(encodeText(decoded.text, decoded.encoding)!), bytes);
  });

  test("Python's coding line", () => {
    const source = '#!/usr/bin/python\n# -*- coding: cp1251 -*-\nx = "';
    const bytes = Buffer.concat([Buffer.from(source), Buffer.from([0xcf, 0xf0])]);
    assert.equal(decodeText(bytes, { codingLine: true })?.text.slice(-2), 'Пр');
    assert.equal(decodeText(Buffer.from('# coding: no-such-thing\nä'), { codingLine: true })?.text.at(-1), 'ä');
    assert.equal(decodeText(Buffer.from('x = 1\n\n# coding: latin-1\nä'), { codingLine: true })?.encoding.name, 'utf-8');
  });

  test('binary files are no text', () => assert.equal(decodeText(Buffer.from([0x89, 0x50, 0, 1, 2, 0xff])), undefined));
  test('what does not fit an encoding is not written', () => assert.equal(encodeText('€', { name: 'latin1', bom: false }), undefined));
});
