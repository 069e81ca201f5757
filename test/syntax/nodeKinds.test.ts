import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './support.ts';

test('the generated node kinds are those of the installed grammars', () => {
  const run = spawnSync(process.execPath, [join(root, 'scripts/gen-node-kinds.mjs'), '--check'], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
});
