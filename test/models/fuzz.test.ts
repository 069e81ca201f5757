import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadModels } from '../../src/models/load.ts';
import { readModelFolder } from '../../src/session/modelFiles.ts';

/** Small deterministic generator (mulberry32), so that a failure can be repeated from its seed. */
function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pieces = ['{', '}', '[', ']', '<', '>', '&a ', '*a', ': ', '- ', '\n', '\t', '"', "'", '|', '()', '..', '__proto__: ', 'constructor: ', '!!js/function ', '!!binary ', '\u0000', '💉', '<<: *a', '? ', '0', 'null', '%YAML 9.9\n---\n'];

function damage(text: string, random: () => number): string {
  let out = text;
  const edits = 1 + Math.floor(random() * 6);
  for (let i = 0; i < edits; i++) {
    const at = Math.floor(random() * out.length);
    const length = Math.floor(random() * 30);
    const piece = pieces[Math.floor(random() * pieces.length)]!;
    out = random() < 0.4 ? out.slice(0, at) + out.slice(at + length) : random() < 0.7 ? out.slice(0, at) + piece + out.slice(at) : out.slice(0, at) + out.slice(at, at + length).repeat(2) + out.slice(at);
  }
  return out;
}

test('damaged model files give errors or rows, never an exception', () => {
  const originals = readModelFolder(join(import.meta.dirname, '..', '..', 'models')).slice(0, 40);
  for (let seed = 0; seed < 400; seed++) {
    const random = randomFrom(seed);
    const original = originals[seed % originals.length]!;
    if (!('text' in original)) continue;
    const text = damage(original.text.slice(0, 4000), random);
    let loaded;
    try {
      loaded = loadModels([{ name: original.name, text }]);
    } catch (error) {
      assert.fail(`seed ${seed}: ${String(error)}`);
    }
    for (const row of loaded.rows) assert.ok(row.at.length > 0);
  }
});

test('values of any shape in the place of a file are refused', () => {
  for (const document of [null, 0, '', [], [[]], { rows: {} }, { library: 'x', language: 'python', packages: ['x'], doc: 'https://e.org', rows: [null, 1, [], { at: {} }, { at: 'x', source: {} }] }]) {
    const loaded = loadModels([{ name: 'x.yml', document }]);
    assert.ok(loaded.errors.length > 0);
    assert.equal(loaded.rows.length, 0);
  }
});

test('aliases that multiply are refused', () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let i = 0; i < 8; i++) lines.push(`b${i}: &b${i} [${Array(9).fill(i === 0 ? '*a' : `*b${i - 1}`).join(', ')}]`);
  const loaded = loadModels([{ name: 'bomb.yml', text: lines.join('\n') }]);
  assert.match(loaded.errors[0]!.message, /not YAML|unknown key|has no/);
});
