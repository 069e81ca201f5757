/**
 * `npm run conformance -- SET… [options of the scorer]`: scores the command line against sets of labelled cases.
 *
 * The cases are no part of this repository. They are looked for in the folder that DOSIMETER_CONFORMANCE names, else in
 * shared/conformance beside the checkout; `score.mjs` there runs the tool on each case. A SET is a folder of cases.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = resolve(root, process.env.DOSIMETER_CONFORMANCE ?? '../shared/conformance');
const scorer = join(folder, 'score.mjs');

if (!existsSync(scorer)) {
  console.error(`No conformance cases: ${scorer} does not exist. Set DOSIMETER_CONFORMANCE to a folder with score.mjs and sets of cases.`);
  process.exit(2);
}

const args = process.argv.slice(2).map((arg) => (!arg.startsWith('-') && !isAbsolute(arg) && existsSync(join(folder, arg)) ? join(folder, arg) : arg));
if (args.length === 0) {
  console.error('Name at least one set: npm run conformance -- python typescript [--misses] [--family F] [--case NAME]');
  process.exit(2);
}
const tool = `${JSON.stringify(process.execPath)} ${JSON.stringify(join(root, 'src/cli/main.ts'))}`;
const { status } = spawnSync(process.execPath, [scorer, ...args, '--tool', tool], { stdio: 'inherit' });
process.exit(status ?? 1);
