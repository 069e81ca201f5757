import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memorySource } from '../../src/scanners/bytes.ts';
import { constantSource, Pieces } from '../../src/scanners/pieces.ts';

test('pieces read like the bytes that they stand for', () => {
  let state = 7;
  const pick = (n: number): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) % n;
  for (let round = 0; round < 50; round++) {
    let bytes: number[] = Array.from({ length: 1 + pick(60) }, () => pick(256));
    let file = Pieces.of(memorySource(Uint8Array.from(bytes)));
    for (let change = 0; change < 8; change++) {
      const start = pick(bytes.length + 1);
      const end = start + pick(bytes.length - start + 1);
      const by = Array.from({ length: pick(9) }, () => 7);
      const source = pick(2) === 0 ? constantSource(7, by.length) : Pieces.of(memorySource(Uint8Array.from(by)));
      bytes = [...bytes.slice(0, start), ...by, ...bytes.slice(end)];
      file = file.replaced(start, end, source);
      assert.equal(file.length, bytes.length);
      const [from, to] = [pick(bytes.length + 3) - 1, pick(bytes.length + 5)];
      assert.deepEqual([...file.read(from, to)], to < from ? [] : bytes.slice(Math.max(0, from), to));
    }
    assert.deepEqual([...file.read(0, file.length)], bytes);
  }
});

test('a buffer is used where one source fills it', () => {
  const given: unknown[] = [];
  const source = { length: 4, read: (start: number, end: number, buffer?: Uint8Array) => { given.push(buffer); return new Uint8Array(end - start); } };
  const buffer = new Uint8Array(4);
  const file = Pieces.of(source, memorySource(Uint8Array.of(1)));
  file.read(1, 3, buffer);
  file.read(3, 5, buffer);
  assert.deepEqual(given, [buffer, undefined]);
});

test('a source that gives less than it said ends what can be read', () => {
  const short = { length: 10, read: (start: number, end: number) => new Uint8Array(4).subarray(start, end) };
  const file = Pieces.of(short, memorySource(Uint8Array.of(1, 2)));
  assert.deepEqual([...file.read(0, 12)], [0, 0, 0, 0]);
});
