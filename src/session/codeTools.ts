/** What a session needs for code and configuration, and not for data files: it is loaded when there is some. */
export { explainFlow } from '../rules/explainFlow.ts';
export { runAnalysis } from '../rules/run.ts';
export { vouchableFunctions } from '../rules/vouchable.ts';
export { grammarFor } from '../syntax/grammars.ts';
export { explainTarget } from './explainTargets.ts';
export { fixer, grammarsForFixes } from './fixing.ts';
export { frontEnd } from './frontEnds.ts';
export { lowerText, statementFinder } from './lower.ts';

export type CodeTools = typeof import('./codeTools.ts');
