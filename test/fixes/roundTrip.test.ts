import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CASES } from './cases.ts';
import { LIBRARY_CASES } from './libraryCases.ts';
import { MORE_CASES } from './moreCases.ts';
import { analysed, applied, roundTrip } from './trip.ts';

describe('every fix makes its finding go and brings no other', () => {
  for (const { name, rule, files, fixes, contains = [] } of [...CASES, ...MORE_CASES, ...LIBRARY_CASES]) {
    test(`${rule}: ${name}`, async () => {
      const before = await analysed(files);
      assert.deepEqual([...before.broken], [], 'every file parses');
      const [first] = before.findings.filter(({ ruleId }) => ruleId === rule);
      assert.ok(first !== undefined, `no finding of ${rule} among ${before.findings.map(({ ruleId }) => ruleId).join(', ')}`);
      assert.deepEqual(first.fixes.map(({ title }) => title), fixes);
      for (const fix of first.fixes) {
        const { after, problems } = await roundTrip(files, before, first, fix);
        assert.deepEqual(problems, [], `${fix.title}:\n${Object.values(after).join('\n')}`);
      }
      const [safest] = first.fixes;
      const text = safest === undefined ? '' : Object.values(applied(files, safest) ?? {}).join('\n');
      for (const part of contains) assert.ok(text.includes(part), `${part} in:\n${text}`);
    });
  }
});
