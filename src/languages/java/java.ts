import type { Language } from '../language.ts';
import { addJavaImport, javaStatementAt } from './edits.ts';
import { builtStringAt } from '../builtStrings.ts';
import { callsAt, elementAt, entriesIn } from '../callText.ts';
import { expressionsAt } from '../expressionSites.ts';
import { functionAt, functionIn } from '../functionText.ts';
import { EXPRESSIONS, FUNCTIONS, SHAPES, STRINGS } from './expressionSites.ts';
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
  expressionsAt: (tree, span) => expressionsAt(tree, span, EXPRESSIONS),
  builtStringAt: (tree, span) => builtStringAt(tree, span, STRINGS),
  functionAt: (tree, offset) => functionAt(tree, offset, FUNCTIONS),
  functionIn: (tree, span) => functionIn(tree, span, FUNCTIONS),
  entriesIn: (tree, span) => entriesIn(tree, span, SHAPES),
  callsAt: (tree, span) => callsAt(tree, span, SHAPES),
  elementAt: (tree, span) => elementAt(tree, span, SHAPES),
  statementAt: javaStatementAt,
};
