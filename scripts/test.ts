/**
 * `npm test`, behind the type check: all tests, and that each model row is looked up in one of them. A row that no test gets to may as well be
 * misspelt; how to give it a test is in docs/models.md.
 */
import { reportRows, runTests } from './reachedRows.ts';

const { passed, reached } = runTests([''], 'spec');
const complete = reportRows(reached);
if (!complete) console.log('Each row needs a program that uses it: a case in test/rules/cases or a program in test/models.');
process.exitCode = passed && complete ? 0 : 1;
