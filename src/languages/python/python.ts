import type { Language } from '../language.ts';
import { sitesOf } from '../sites.ts';
import { addPythonImport, pythonStatementAt } from './edits.ts';
import { formattedSites } from './formatted.ts';
import * as kinds from './expressionSites.ts';
import { lowerPython } from './lower.ts';
import { resolvePythonImport } from './modules.ts';

const sites = sitesOf(kinds);

/** The Python front end: Python 3, and what of Python 2 the grammar still reads. */
export const python: Language = {
  id: 'python',
  extensions: ['.py', '.pyw'],
  lower: lowerPython,
  resolveImport: resolvePythonImport,
  addImport: addPythonImport,
  lineComment: '#',
  ...sites,
  expressionsAt: (tree, span) => formattedSites(tree, sites.expressionsAt(tree, span)),
  statementAt: pythonStatementAt,
};
