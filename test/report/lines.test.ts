import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineIndex } from '../../src/base/lines.ts';

test('offsets and positions agree, whatever ends a line', () => {
  const text = 'ab\ncd\r\n\re𝄞f\n';
  const index = lineIndex(text);
  assert.equal(index.lineCount, 5);
  assert.deepEqual(index.at(0), { line: 1, column: 1 });
  assert.deepEqual(index.at(text.indexOf('d')), { line: 2, column: 2 });
  // A character outside the basic plane counts two.
  assert.deepEqual(index.at(text.indexOf('f')), { line: 4, column: 4 });
  assert.deepEqual(index.at(text.length), { line: 5, column: 1 });
  for (let offset = 0; offset <= text.length; offset++) {
    const { start, end } = index.line(index.at(offset).line);
    if (offset >= start && offset <= end) assert.equal(index.offset(index.at(offset)), offset);
  }
});

test('what lies outside is moved inside', () => {
  const index = lineIndex('ab\ncd');
  assert.deepEqual(index.at(99), { line: 2, column: 3 });
  assert.deepEqual(index.at(-1), { line: 1, column: 1 });
  assert.equal(index.offset({ line: 1, column: 99 }), 2);
  assert.equal(index.offset({ line: 9, column: 1 }), 3);
  assert.deepEqual(lineIndex('').at(0), { line: 1, column: 1 });
});
