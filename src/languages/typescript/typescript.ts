import type { Language } from '../language.ts';
import { sitesOf } from '../sites.ts';
import { addTypeScriptImport, typeScriptAwaitsAt, typeScriptStatementAt } from './edits.ts';
import * as kinds from './expressionSites.ts';
import { lowerModule } from './lower.ts';
import { resolveTypeScriptImport } from './modules.ts';

/** The front end of TypeScript and JavaScript, with and without JSX, as ECMAScript modules and as CommonJS. */
export const typescript: Language = {
  id: 'typescript',
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
  lower: lowerModule,
  resolveImport: resolveTypeScriptImport,
  addImport: addTypeScriptImport,
  lineComment: '//',
  ...sitesOf(kinds),
  awaitsAt: typeScriptAwaitsAt,
  statementAt: typeScriptStatementAt,
};
