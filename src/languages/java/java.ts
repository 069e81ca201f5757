import type { Language } from '../language.ts';
import { sitesOf } from '../sites.ts';
import { addJavaImport, javaStatementAt } from './edits.ts';
import * as kinds from './expressionSites.ts';
import { lowerModule } from './lower.ts';
import { resolveJavaImport } from './modules.ts';

/** The front end of Java, up to the patterns and records of Java 21. */
export const java: Language = {
  id: 'java',
  extensions: ['.java'],
  lower: lowerModule,
  resolveImport: resolveJavaImport,
  addImport: addJavaImport,
  lineComment: '//',
  ...sitesOf(kinds),
  statementAt: javaStatementAt,
};
