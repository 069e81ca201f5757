import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { expectFindings } from '../support/analyse.ts';

/** A file a family; in it small projects, one after the other: `=== name`, then `--- file` and its text. Marks as `expectFindings` reads them. */
const CASES = join(import.meta.dirname, 'cases');

for (const name of readdirSync(CASES).sort()) {
  const family = name.replace(/\.txt$/, '');
  describe(family, () => {
    for (const part of readFileSync(join(CASES, name), 'utf8').split(/^=== /m).slice(1)) {
      const [title = '', ...rest] = part.split('\n');
      const files = rest.join('\n').split(/^--- /m).slice(1).map((file): [string, string] => [file.slice(0, file.indexOf('\n')), file.slice(file.indexOf('\n') + 1)]);
      test(title, () => expectFindings(family, Object.fromEntries(files)));
    }
  });
}
