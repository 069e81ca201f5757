import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadModels } from '../../src/models/load.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';

const MARK = /[ \t]*(?:#|\/\/) <- ([a-z-]+(?:, [a-z-]+)*)[ \t]*$/;

/**
 * One test for each file of a folder, a program as a user of a library would write it. A comment `<- rule, rule` at the end of a
 * line names, without their families, the rules that stand on it. All families count: what is not marked must not be found.
 */
export function testPrograms(folder: string): void {
  const models = loadModels(readModelFiles());
  for (const file of readdirSync(folder).sort()) {
    test(file, async () => {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n');
      const session = new Session({ policy: defaultPolicy, models, environment: nodeEnvironment({ jobs: 1 }) });
      const text = lines.map((line) => line.replace(MARK, '')).join('\n');
      session.applyChange([{ file, text }]);
      const report = await session.analyze();
      assert.deepEqual(report.files.filter(({ status }) => status !== 'ok'), []);
      const expected = lines.flatMap((line, i) => (MARK.exec(line)?.[1] ?? '').split(', ').filter(Boolean).map((rule) => `${i + 1} ${rule}`));
      const found = report.findings.map((f) => `${text.slice(0, f.place.start).split('\n').length} ${f.ruleId.slice(f.ruleId.indexOf('/') + 1)}`);
      const byLine = (a: string, b: string): number => parseInt(a) - parseInt(b) || (a < b ? -1 : 1);
      assert.deepEqual([...new Set(found)].sort(byLine), expected.sort(byLine), report.findings.map((f) => `${f.ruleId}: ${f.message}`).join('\n'));
    });
  }
}
