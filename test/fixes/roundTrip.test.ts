import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding, Fix, TextEdit } from '../../src/base/finding.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import { loadModels } from '../../src/models/load.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';
import { CASES } from './cases.ts';

const models = loadModels(readModelFiles());
const identity = ({ ruleId, message, place }: Finding): string => `${ruleId} ${place.file} ${message}`;

async function analysed(files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const session = new Session({ policy: defaultPolicy, models, environment: nodeEnvironment({ jobs: 1 }) });
  session.applyChange(Object.entries(files).map(([file, text]) => ({ file, text })));
  const { findings, files: statuses } = await session.analyze();
  assert.deepEqual(statuses.filter(({ status }) => status !== 'ok'), [], 'every file parses');
  return findings;
}

function applied(files: Readonly<Record<string, string>>, { edits, creates = [] }: Fix): Record<string, string> {
  const after: Record<string, string> = { ...files };
  for (const { file, text } of creates) after[file] ??= text;
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  for (const [file, own] of byFile) {
    const text = applyEdits(files[file]!, own);
    assert.ok(text !== undefined, 'edits are ascending, apart and inside of the text');
    after[file] = text;
  }
  return after;
}

describe('every fix makes its finding go and brings no other', () => {
  for (const { name, rule, files, fixes, contains = [] } of CASES) {
    test(`${rule}: ${name}`, async () => {
      const before = await analysed(files);
      const own = before.filter(({ ruleId }) => ruleId === rule);
      assert.ok(own.length > 0, `no finding of ${rule} among ${before.map(({ ruleId }) => ruleId).join(', ')}`);
      const [first] = own;
      assert.deepEqual(first!.fixes.map(({ title }) => title), fixes);
      for (const fix of first!.fixes) {
        const after = applied(files, fix);
        const found = await analysed(after);
        const rest = found.filter(({ ruleId }) => ruleId === rule);
        assert.equal(rest.length, own.length - 1, `${fix.title}:\n${Object.values(after).join('\n')}`);
        const known = new Set(before.map(({ ruleId, place }) => `${ruleId} ${place.file}`));
        assert.deepEqual(found.filter(({ ruleId, place }) => !known.has(`${ruleId} ${place.file}`)).map(identity), []);
        // What is fixed has nothing left to fix: applying again changes nothing.
        assert.deepEqual(rest.flatMap((finding) => finding.fixes).filter(({ edits }) => own.length === 1 && edits.length > 0), []);
      }
      const [safest] = first!.fixes;
      const text = safest === undefined ? '' : Object.values(applied(files, safest)).join('\n');
      for (const part of contains) assert.ok(text.includes(part), `${part} in:\n${text}`);
    });
  }
});
