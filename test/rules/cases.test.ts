import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { expectFindings } from '../support/analyse.ts';

/**
 * Files of small projects, one after the other: `=== name [families]`, then `--- file` and its text. Where the name says no families, the file's
 * first word is one. Marks as `expectFindings` reads them.
 */
const CASES = join(import.meta.dirname, 'cases');

for (const name of readdirSync(CASES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.txt')).sort()) {
  describe(name.replace(/\.txt$/, ''), () => {
    for (const part of readFileSync(join(CASES, name), 'utf8').split(/^=== /m).slice(1)) {
      const [title = '', ...rest] = part.split('\n');
      const families = /\[([a-z-]+(?:, [a-z-]+)*)\]$/.exec(title)?.[1]!.split(', ') ?? [basename(name).slice(0, basename(name).indexOf('.'))];
      const files = rest.join('\n').split(/^--- /m).slice(1).map((file): [string, string] => [file.slice(0, file.indexOf('\n')), file.slice(file.indexOf('\n') + 1)]);
      test(title, () => expectFindings(families, Object.fromEntries(files)));
    }
  });
}
