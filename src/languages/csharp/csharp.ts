import type { Language } from '../language.ts';
import { sitesOf } from '../sites.ts';
import { addUsing, csharpStatementAt } from './edits.ts';
import * as kinds from './expressionSites.ts';
import { lowerModule } from './lower.ts';
import { resolveUsing } from './modules.ts';

/** The front end of C#, up to the primary constructors and collection expressions of C# 12. */
export const csharp: Language = {
  id: 'csharp',
  extensions: ['.cs'],
  lower: lowerModule,
  resolveImport: resolveUsing,
  addImport: addUsing,
  lineComment: '//',
  ...sitesOf(kinds),
  statementAt: csharpStatementAt,
};
