import type { Language } from '../language.ts';
import { addTypeScriptImport, typeScriptAwaitsAt, typeScriptStatementAt } from './edits.ts';
import { builtStringAt } from '../builtStrings.ts';
import { callsAt, elementAt, entriesIn } from '../callText.ts';
import { expressionsAt } from '../expressionSites.ts';
import { functionAt, functionIn } from '../functionText.ts';
import { EXPRESSIONS, FUNCTIONS, SHAPES, STRINGS } from './expressionSites.ts';
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
  expressionsAt: (tree, span) => expressionsAt(tree, span, EXPRESSIONS),
  builtStringAt: (tree, span) => builtStringAt(tree, span, STRINGS),
  functionAt: (tree, offset) => functionAt(tree, offset, FUNCTIONS),
  functionIn: (tree, span) => functionIn(tree, span, FUNCTIONS),
  entriesIn: (tree, span) => entriesIn(tree, span, SHAPES),
  callsAt: (tree, span) => callsAt(tree, span, SHAPES),
  elementAt: (tree, span) => elementAt(tree, span, SHAPES),
  awaitsAt: typeScriptAwaitsAt,
  statementAt: typeScriptStatementAt,
};
