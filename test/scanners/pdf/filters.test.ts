import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii85, asciiHex, lzw, runLength, unpredicted } from '../../../src/scanners/pdf/filters.ts';
import { bytesOf } from './make.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

test('hexadecimal and base 85', () => {
  assert.equal(text(asciiHex(bytesOf('48 65\n6c6C6f7>00'), 99)), 'Hellop');
  assert.equal(text(ascii85(bytesOf('87cUR\nD]j7BEbo80~>zz'), 99)), 'Hello world!');
  assert.deepEqual([...ascii85(bytesOf('z!!~>'), 99)], [0, 0, 0, 0, 0]);
});

test('runs', () => {
  assert.equal(text(runLength(Uint8Array.of(2, 97, 98, 99, 253, 120, 128, 0, 1), 99)), 'abcxxxx');
  assert.equal(text(runLength(Uint8Array.of(9, 97), 99)), 'a');
});

/** Compresses with a table, so that codes of every width and the one that is being made occur. */
function compress(data: Uint8Array, early: boolean): Uint8Array {
  const codes: { code: number; width: number }[] = [];
  let table = new Map<string, number>();
  let next = 258;
  let width = 9;
  const emit = (code: number): void => void codes.push({ code, width });
  emit(256);
  let run = '';
  for (const letter of text(data)) {
    if (run === '' || table.has(run + letter)) {
      run += letter;
      continue;
    }
    emit(run.length === 1 ? run.charCodeAt(0) : table.get(run)!);
    table.set(run + letter, next++);
    const reached = next + (early ? 0 : -1);
    width = reached > 2047 ? 12 : reached > 1023 ? 11 : reached > 511 ? 10 : 9;
    if (next >= 4094) {
      emit(256);
      table = new Map();
      next = 258;
      width = 9;
    }
    run = letter;
  }
  if (run !== '') emit(run.length === 1 ? run.charCodeAt(0) : table.get(run)!);
  emit(257);
  const bits = codes.map(({ code, width }) => code.toString(2).padStart(width, '0')).join('');
  return Uint8Array.from(bits.match(/.{1,8}/g)!, (part) => parseInt(part.padEnd(8, '0'), 2));
}

test('LZW with codes of all widths', () => {
  // The example of the specification, 7.4.4.2.
  assert.deepEqual([...lzw(Uint8Array.of(0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01), 99, true)], [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
  const data = Uint8Array.from({ length: 40_000 }, (_, i) => (i % 97 === 0 ? i & 0xff : (i * i) % 11));
  for (const early of [true, false]) assert.deepEqual(lzw(compress(data, early), 1 << 20, early), data);
  assert.equal(lzw(compress(data, true), 1_000, true).length, 1_000);
});

test('predictors', () => {
  const rows = Uint8Array.of(0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 2, 2, 2, 4, 1, 1, 1);
  assert.deepEqual([...unpredicted(rows, { predictor: 15, colors: 1, bits: 8, columns: 3 })], [1, 2, 3, 1, 2, 3, 2, 3, 4, 3, 5, 6, 4, 6, 7]);
  assert.deepEqual([...unpredicted(Uint8Array.of(1, 1, 1, 5, 1, 1), { predictor: 2, colors: 1, bits: 8, columns: 3 })], [1, 2, 3, 5, 6, 7]);
});

test('nothing grows beyond its limit', () => {
  assert.equal(runLength(Uint8Array.of(129, 0, 129, 0, 129, 0), 100).length, 100);
  assert.equal(ascii85(bytesOf('z'.repeat(100)), 70).length, 70);
  assert.equal(asciiHex(bytesOf('00'.repeat(100)), 64).length, 64);
});
