/**
 * Feeds mutated files to the artifact scanners and stops at the first throw or hang.
 *
 *     node scripts/fuzz-artifacts.ts [COUNT] [SEED] [KIND…]
 *
 * COUNT mutants (100,000 unless given) of each kind of reader, or of those that are named. The same seed gives the same mutants. On a failure the mutant is
 * written to the temporary folder and its path printed.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzz, SEEDS } from '../test/scanners/fuzz.ts';

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);

const kinds = process.argv.length > 4 ? process.argv.slice(4) : Object.keys(SEEDS);

for (const kind of kinds) {
  const started = Date.now();
  const failure = await fuzz(kind, count, seed);
  if (failure) {
    const file = join(tmpdir(), `fuzz-${kind}-${failure.index}.bin`);
    writeFileSync(file, failure.bytes);
    console.error(`${kind}: mutant ${failure.index} ${failure.problem}; written to ${file}`);
    process.exit(1);
  }
  const memory = Math.round(process.memoryUsage().rss / (1 << 20));
  console.log(`${kind}: ${count} mutants, ${((Date.now() - started) / 1000).toFixed(1)} s, ${memory} MB`);
}
