import { ARTIFACT_RULES } from './catalogueArtifacts.ts';
import { CODE_RULES } from './catalogueCode.ts';
import type { RuleMeta } from './rule.ts';

/** Rules about the use of the product itself. */
const META_RULES: readonly RuleMeta[] = [
  {
    id: 'dosimeter/suppression-without-reason',
    severity: 'warning',
    scope: 'meta',
    title: 'A suppression comment gives no reason',
    risk: 'Nobody can tell later whether the finding was judged harmless or only silenced.',
    remedy: 'Write the reason after two hyphens: `dosimeter-ignore-next-line RULE -- reason`.',
    cwe: ['CWE-1116'], owasp: [], atlas: [],
  },
  {
    id: 'dosimeter/unused-suppression',
    severity: 'note',
    scope: 'meta',
    title: 'A suppression comment suppresses nothing',
    risk: 'It would silence the next finding that appears there, unseen.',
    remedy: 'Remove the comment, or correct the rule id in it.',
    cwe: ['CWE-1116'], owasp: [], atlas: [],
  },
];

/** Every rule of the product, in the order in which the documentation lists them. */
export const RULES: readonly RuleMeta[] = [...CODE_RULES, ...ARTIFACT_RULES, ...META_RULES];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

/** Metadata of a rule; undefined for ids that are not of the product (user flow rules). */
export const ruleById = (id: string): RuleMeta | undefined => byId.get(id);

/** All rule ids, for validation of settings and suppressions. */
export const RULE_IDS: ReadonlySet<string> = new Set(byId.keys());
