import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { analysed, roundTrip, type Files } from './trip.ts';

const PROGRAMS = join(import.meta.dirname, 'programs');

/** Findings that no fix is offered for, by program: each needs a decision about the program that no edit can make. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {};

/** Programs as people write them, in the layouts that editors leave: every fix of every finding has to do what it says. */
describe('every fix of a whole program', () => {
  for (const language of readdirSync(PROGRAMS).sort()) for (const file of readdirSync(join(PROGRAMS, language)).sort()) {
    const text = readFileSync(join(PROGRAMS, language, file), 'utf8');
    for (const [layout, written] of [['', text], [' with CRLF', text.replaceAll('\n', '\r\n')]] as const) {
      test(`${language}/${file}${layout}`, async () => {
        const files: Files = { [file]: written };
        const before = await analysed(files);
        assert.deepEqual([...before.broken], [], 'it parses');
        assert.ok(before.findings.length > 0, 'it has findings');
        assert.deepEqual(before.findings.filter(({ fixes }) => fixes.length === 0).map(({ ruleId }) => ruleId), WITHOUT[`${language}/${file}`] ?? []);
        for (const finding of before.findings) for (const fix of finding.fixes) {
          const { after, problems } = await roundTrip(files, before, finding, fix);
          assert.deepEqual(problems, [], `${finding.ruleId}, ${fix.title}:\n${after[file]}`);
          const mixed = fix.edits.filter(({ file: edited }) => edited === file).some(({ newText }) => (layout === '' ? /\r/ : /(?<!\r)\n/).test(newText));
          assert.ok(!mixed, `line ends of ${fix.title}`);
        }
      });
    }
  }
});
