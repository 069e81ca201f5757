/** Writes docs/features.md, the table of what the suite of language features covers. `node scripts/gen-feature-docs.ts`; a test checks that the page is up to date. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCases } from '../test/features/cases.ts';
import { featurePage } from '../test/features/page.ts';

writeFileSync(join(import.meta.dirname, '../docs/features.md'), featurePage(readCases()));
