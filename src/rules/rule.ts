import type { Severity } from '../base/words.ts';

/** What a rule says about itself: shown by `dosimeter rules`, in SARIF, in the editor and at the head of its page. */
export interface RuleMeta {
  /** `family/name`; what users suppress and configure. Never changes once shipped. */
  readonly id: string;
  /** Default severity; capacity of the data and the policy may lower or change it. */
  readonly severity: Severity;
  /** `code`: source code and configuration. `artifact`: DICOM, PDF and clinical text files. `meta`: the use of the product itself. */
  readonly scope: 'code' | 'artifact' | 'meta';
  /** One line: what is found. */
  readonly title: string;
  /** What can happen, in a sentence or two. */
  readonly risk: string;
  /** What to do about it. */
  readonly remedy: string;
  /** CWE ids, `CWE-1427`. */
  readonly cwe: readonly string[];
  /** OWASP LLM Top 10 2025 (`LLM01`) and OWASP Agentic (`ASI01`) entries. */
  readonly owasp: readonly string[];
  /** MITRE ATLAS techniques, `AML.T0051.001`. */
  readonly atlas: readonly string[];
}

/** Family of a rule id: the part before the `/`. */
export const familyOf = (ruleId: string): string => ruleId.slice(0, Math.max(0, ruleId.indexOf('/')));

/** All tags of a rule, as SARIF `properties.tags` carries them. */
export function tagsOf(rule: RuleMeta): readonly string[] {
  const cwe = rule.cwe.map((id) => `external/cwe/${id.toLowerCase()}`);
  return [...(rule.scope === 'meta' ? ['maintainability'] : ['security']), familyOf(rule.id), ...rule.owasp, ...rule.cwe, ...cwe, ...rule.atlas];
}

/** Path of a rule's page below the documentation folder. */
export const pageOf = (ruleId: string): string => `rules/${ruleId}.md`;
