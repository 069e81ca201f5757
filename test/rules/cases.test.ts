import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { expectFindings } from '../support/analyse.ts';

/** Files named by their family, `family.txt` or `family.subject.txt`; in each small projects, one after the other: `=== name`, then `--- file` and its text. Marks as `expectFindings` reads them. */
const CASES = join(import.meta.dirname, 'cases');

for (const name of readdirSync(CASES).sort()) {
  const family = name.slice(0, name.indexOf('.'));
  describe(name.replace(/\.txt$/, ''), () => {
    for (const part of readFileSync(join(CASES, name), 'utf8').split(/^=== /m).slice(1)) {
      const [title = '', ...rest] = part.split('\n');
      const files = rest.join('\n').split(/^--- /m).slice(1).map((file): [string, string] => [file.slice(0, file.indexOf('\n')), file.slice(file.indexOf('\n') + 1)]);
      test(title, () => expectFindings(family, Object.fromEntries(files)));
    }
  });
}
