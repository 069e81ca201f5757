import type { Language } from '../language.ts';
import { addUsing, csharpStatementAt } from './edits.ts';
import { builtStringAt } from '../builtStrings.ts';
import { callsAt, elementAt, entriesIn } from '../callText.ts';
import { expressionsAt } from '../expressionSites.ts';
import { functionAt, functionIn } from '../functionText.ts';
import { EXPRESSIONS, FUNCTIONS, SHAPES, STRINGS } from './expressionSites.ts';
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
  expressionsAt: (tree, span) => expressionsAt(tree, span, EXPRESSIONS),
  builtStringAt: (tree, span) => builtStringAt(tree, span, STRINGS),
  functionAt: (tree, offset) => functionAt(tree, offset, FUNCTIONS),
  functionIn: (tree, span) => functionIn(tree, span, FUNCTIONS),
  entriesIn: (tree, span) => entriesIn(tree, span, SHAPES),
  callsAt: (tree, span) => callsAt(tree, span, SHAPES),
  elementAt: (tree, span) => elementAt(tree, span, SHAPES),
  statementAt: csharpStatementAt,
};
