import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { dosimeter } from '../cli/project.ts';

const ROOT = resolve(import.meta.dirname, '../..');

interface JsonFinding { readonly ruleId: string; readonly file: string; readonly flow: readonly { readonly file: string }[] }

/** Rules that stand in each file of the vulnerable versions, one entry a finding. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'triage-python/vulnerable/archive_server.py': [
    'excessive-agency/overprivileged-tool', 'improper-output-handling/model-output-to-clinical-system', 'prompt-injection/untrusted-tool-result',
  ],
  'triage-python/vulnerable/prompts.py': [
    'prompt-injection/untrusted-text-in-prompt', 'prompt-injection/untrusted-text-in-system-prompt', 'sensitive-disclosure/phi-to-external-model',
  ],
  'triage-python/vulnerable/triage.py': ['improper-output-handling/model-output-to-code', 'sensitive-disclosure/phi-in-logs'],
  'triage-typescript/vulnerable/archiveServer.ts': [
    'excessive-agency/overprivileged-tool', 'improper-output-handling/model-output-to-code', 'prompt-injection/untrusted-tool-result',
  ],
  'triage-typescript/vulnerable/prompt.ts': [
    'prompt-injection/untrusted-text-in-prompt', 'prompt-injection/untrusted-text-in-system-prompt', 'sensitive-disclosure/phi-to-external-model',
  ],
  'triage-typescript/vulnerable/study.ts': ['improper-output-handling/model-output-to-code'],
  'triage-typescript/vulnerable/triage.ts': ['improper-output-handling/model-output-to-code'],
};

describe('examples', () => {
  test('the vulnerable versions give the findings that they are there for, the safe ones none', async () => {
    const { status, stdout } = await dosimeter(ROOT, ['lint', 'examples', '--format', 'json']);
    assert.equal(status, 1);
    const found: Record<string, string[]> = {};
    for (const { ruleId, file } of findingsOf(stdout)) (found[file] ??= []).push(ruleId);
    for (const rules of Object.values(found)) rules.sort();
    assert.deepEqual(found, EXPECTED);
  });

  test('the safe versions pass on their own', async () => {
    for (const example of readdirSync(join(ROOT, 'examples'), { withFileTypes: true })) {
      if (!example.isDirectory()) continue;
      const { status, stdout } = await dosimeter(ROOT, ['lint', `examples/${example.name}/safe`, '--fail-on', 'note']);
      assert.equal(status, 0, stdout);
    }
  });

  test('paths lead through several files', async () => {
    const { stdout } = await dosimeter(ROOT, ['lint', 'examples', '--format', 'json', '--rule', 'prompt-injection/*']);
    const prompts = findingsOf(stdout).filter(({ ruleId }) => ruleId === 'prompt-injection/untrusted-text-in-prompt');
    assert.equal(prompts.length, 2);
    for (const { flow } of prompts) assert.equal(new Set(flow.map(({ file }) => file)).size, 3);
  });
});

function findingsOf(json: string): readonly JsonFinding[] {
  return (JSON.parse(json) as { findings: JsonFinding[] }).findings;
}
