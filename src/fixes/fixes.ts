import type { Finding, Fix } from '../base/finding.ts';
import type { FixContext } from './context.ts';
import { wrapTainted } from './guard.ts';

type Fixer = (finding: Finding, context: FixContext) => readonly (Fix | undefined)[];

const screen: Fixer = (finding, context) => [
  wrapTainted(finding, 'screen', 'Screen the untrusted text before a model reads it', context),
  wrapTainted(finding, 'quote', 'Screen and quote the untrusted text as data', context),
];

/** Fixes of each rule, the safest first. */
const FIXERS: Readonly<Record<string, Fixer>> = {
  'prompt-injection/untrusted-text-in-prompt': screen,
  'prompt-injection/untrusted-text-in-system-prompt': screen,
  'prompt-injection/untrusted-tool-result': screen,
  'prompt-injection/stored-untrusted-context': screen,
};

/** Ways to make a finding go away, the safest first; none where the code is not as a fix needs it. */
export function fixesFor(finding: Finding, context: FixContext): readonly Fix[] {
  const fixer = FIXERS[finding.ruleId];
  return fixer === undefined ? [] : fixer(finding, context).filter((fix) => fix !== undefined);
}

/** Whether a rule has fixes, so that its findings' files need to be parsed. */
export const isFixable = (ruleId: string): boolean => Object.hasOwn(FIXERS, ruleId);
