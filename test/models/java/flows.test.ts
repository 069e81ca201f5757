import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { expectFindings } from '../../support/analyse.ts';

/** Families that each program is about. Its lines are marked with the rules that must stand on them; unmarked lines must stay clean. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  'Guards.java': ['prompt-injection'],
  'Structure.java': ['prompt-injection'],
  'SpringRag.java': ['prompt-injection', 'data-poisoning'],
  'Outputs.java': ['improper-output-handling'],
  'Tools.java': ['prompt-injection', 'improper-output-handling', 'sensitive-disclosure', 'excessive-agency'],
  'Phi.java': ['sensitive-disclosure'],
};

const FAMILY_OF: Readonly<Record<string, string>> = {
  'untrusted-text-in-prompt': 'prompt-injection', 'untrusted-text-in-system-prompt': 'prompt-injection', 'untrusted-tool-result': 'prompt-injection',
  'stored-untrusted-context': 'prompt-injection', 'user-text-in-system-prompt': 'prompt-injection', 'model-output-to-code': 'improper-output-handling',
  'phi-to-external-model': 'sensitive-disclosure', 'phi-in-logs': 'sensitive-disclosure', 'unverified-knowledge-base': 'data-poisoning', 'overprivileged-tool': 'excessive-agency',
};

/** The text with the marks of one family only. */
function marksOf(family: string, text: string): string {
  return text.replace(/ \/\/ <- ([a-z-]+(?:, [a-z-]+)*)$/gm, (_, rules: string) => {
    const kept = rules.split(', ').filter((rule) => FAMILY_OF[rule] === family);
    return kept.length > 0 ? ` // <- ${kept.join(', ')}` : '';
  });
}

for (const [name, families] of Object.entries(PROGRAMS)) {
  const text = readFileSync(join(import.meta.dirname, 'programs', name), 'utf8');
  for (const family of families) test(`${name}: ${family}`, () => expectFindings(family, { [`src/main/java/${name}`]: marksOf(family, text) }));
}
