import type { Language } from '../language.ts';
import { addPythonImport, pythonStatementAt } from './edits.ts';
import { builtStringAt } from '../builtStrings.ts';
import { callsAt, elementAt, entriesIn } from '../callText.ts';
import { expressionsAt } from '../expressionSites.ts';
import { formattedSites } from './formatted.ts';
import { functionAt, functionIn } from '../functionText.ts';
import { EXPRESSIONS, FUNCTIONS, SHAPES, STRINGS } from './expressionSites.ts';
import { lowerPython } from './lower.ts';
import { resolvePythonImport } from './modules.ts';

/** The Python front end: Python 3, and what of Python 2 the grammar still reads. */
export const python: Language = {
  id: 'python',
  extensions: ['.py', '.pyw'],
  lower: lowerPython,
  resolveImport: resolvePythonImport,
  addImport: addPythonImport,
  lineComment: '#',
  expressionsAt: (tree, span) => formattedSites(tree, expressionsAt(tree, span, EXPRESSIONS)),
  builtStringAt: (tree, span) => builtStringAt(tree, span, STRINGS),
  functionAt: (tree, offset) => functionAt(tree, offset, FUNCTIONS),
  functionIn: (tree, span) => functionIn(tree, span, FUNCTIONS),
  entriesIn: (tree, span) => entriesIn(tree, span, SHAPES),
  callsAt: (tree, span) => callsAt(tree, span, SHAPES),
  elementAt: (tree, span) => elementAt(tree, span, SHAPES),
  statementAt: pythonStatementAt,
};
