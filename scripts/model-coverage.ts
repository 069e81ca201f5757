/**
 * `npm run coverage:models`: model rows that no test program gets to. Runs the tests of the models, rules, features, rule pages and
 * examples, and lists by file the rows that the engine never looked up in any of them. `npm test` asks the same of all tests.
 */
import { reportRows, runTests } from './reachedRows.ts';

const { passed, reached } = runTests(['agents', 'docs', 'examples', 'features', 'models', 'rules'], 'dot');
if (!passed) console.log('Some of these tests failed; what they would have reached counts as missed.');
process.exitCode = reportRows(reached) ? 0 : 1;
