import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LowerQueue } from '../../src/session/lowerQueue.ts';

const jobs = (count: number) => Array.from({ length: count }, (_, i) => ({ file: `${i}.py`, language: 'python' as const, text: 'x = 1\n', contentHash: String(i) }));

test('each text is given away once, whoever asks, and the last ones one by one', () => {
  for (const count of [0, 1, 15, 16, 17, 300]) {
    const queue = new LowerQueue(jobs(count));
    assert.equal(queue.chars, count * 6);
    const given: string[] = [];
    let last = Infinity;
    for (let turn = 0; given.length < count; turn++) {
      if (turn % 3 === 0) { const one = queue.next(); if (one) given.push(one.file); continue; }
      const batch = queue.batch();
      assert.ok(batch.length <= last && batch.length <= 16, 'batches get smaller');
      last = batch.length;
      given.push(...batch.map(({ file }) => file));
    }
    assert.deepEqual(given, jobs(count).map(({ file }) => file));
    assert.equal(queue.next(), undefined);
    assert.deepEqual(queue.batch(), []);
    assert.ok(count < 16 || last === 1);
  }
});
