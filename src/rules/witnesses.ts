/**
 * Data files of a tree as witnesses for flows in its code: where a file carries an instruction in the very element that the code
 * hands to a model, the finding on the code says so.
 */
import { elementByKeyword, tagDigits } from '../base/dicom.ts';
import type { Finding } from '../base/finding.ts';
import type { Label } from '../resolve/value.ts';
import { familyOf } from './rule.ts';

/** Files that one finding names; more would bury its path. */
const MOST_WITNESSES = 3;

/** What text of an untrusted element can do: flows of these families are what an instruction in a data file is made for. */
const HARMED: ReadonlySet<string> = new Set(['prompt-injection', 'data-poisoning', 'improper-output-handling']);

/** Key of the element that a label's text was read from: the tag of a DICOM keyword or tag, the name of a FHIR element. */
export function elementKey({ element, source }: Pick<Label, 'element' | 'source'>): { readonly elementKey?: string } {
  if (element === null) return {};
  const key = elementByKeyword(element.name)?.tag ?? tagDigits(element.name) ?? (source.kind === 'fhir-text' ? element.name : undefined);
  return key === undefined ? {} : { elementKey: key };
}

/** The findings, those on flows with a reference to each data file that carries an instruction in the element they start from. */
export function withWitnesses(findings: readonly Finding[]): readonly Finding[] {
  const byElement = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const element of finding.elements ?? []) {
      const known = byElement.get(element) ?? [];
      byElement.set(element, known);
      known.push(finding);
    }
  }
  if (byElement.size === 0) return findings;
  return findings.map((finding) => {
    const witnesses = finding.facts?.elementKey !== undefined && HARMED.has(familyOf(finding.ruleId)) ? (byElement.get(finding.facts.elementKey) ?? []) : [];
    if (witnesses.length === 0) return finding;
    const { element } = finding.facts!;
    const related = witnesses.slice(0, MOST_WITNESSES).map(({ place, ruleId, logicalLocation = '' }) => ({ place, message: `this file carries ${CARRIED[ruleId.slice(ruleId.indexOf('/') + 1)] ?? 'an instruction'} in that element, ${element}: ${ruleId} at ${logicalLocation}` }));
    const more = witnesses.length - related.length;
    if (more > 0) related[related.length - 1] = { ...related.at(-1)!, message: `${related.at(-1)!.message} (and ${more} more)` };
    return { ...finding, related: [...finding.related, ...related] };
  });
}

const CARRIED: Readonly<Record<string, string>> = { 'encoded-payload': 'an encoded payload', 'active-content': 'active content', 'invisible-text': 'a hidden message' };
