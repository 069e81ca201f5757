import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../../src/base/finding.ts';
import { configComments } from '../../src/report/configComments.ts';
import { applySuppressions } from '../../src/report/suppress.ts';
import { suppressionsIn } from '../../src/report/suppressionComments.ts';

const RULE = 'prompt-injection/untrusted-text-in-prompt';
const OTHER = 'sensitive-disclosure/phi-in-logs';

const finding = (text: string, part: string, ruleId = RULE): Finding => {
  const start = text.indexOf(part);
  return { ruleId, severity: 'error', message: 'm', place: { file: 'a.yml', start, end: start + part.length }, flow: [], related: [], confidence: 'high', features: [], fingerprint: '', fixes: [] };
};

function suppress(text: string, findings: readonly Finding[], statementStart?: (offset: number) => number): { left: string[]; suppressed: string[]; reasons: string[] } {
  const suppressions = suppressionsIn(text, () => configComments('a.yml', text));
  const files = new Map(suppressions.length === 0 ? [] : [['a.yml', { text, suppressions, ...(statementStart === undefined ? {} : { statementStart }) }]]);
  const result = applySuppressions(findings, files, () => true, new Set());
  return { left: result.findings.map(({ ruleId }) => ruleId), suppressed: result.suppressed.map((entry) => entry.finding.ruleId), reasons: result.suppressed.map(({ reason }) => reason) };
}

describe('suppressions', () => {
  test('the next line that holds anything', () => {
    const text = `# dosimeter-ignore-next-line ${RULE} -- screened by the gateway\n\nsend: x\nsend: y\n`;
    assert.deepEqual(suppress(text, [finding(text, 'send: x'), finding(text, 'send: y')]), { left: [RULE], suppressed: [RULE], reasons: ['screened by the gateway'] });
  });

  test('several rules, stacked comments, families', () => {
    const text = `# dosimeter-ignore-next-line ${RULE}, ${OTHER} -- both\nsend: x\n# dosimeter-ignore-next-line ${RULE} -- one\n# dosimeter-ignore-next-line sensitive-disclosure/* -- two\nsend: y\n`;
    const found = suppress(text, [finding(text, 'send: x'), finding(text, 'send: x', OTHER), finding(text, 'send: y'), finding(text, 'send: y', OTHER)]);
    assert.deepEqual(found, { left: [], suppressed: [RULE, OTHER, RULE, OTHER], reasons: ['both', 'both', 'one', 'two'] });
  });

  test('a whole file', () => {
    const text = `send: x\n# dosimeter-ignore-file ${RULE} -- a hostile sample\nsend: y\n`;
    assert.deepEqual(suppress(text, [finding(text, 'send: x'), finding(text, 'send: y')]).left, []);
  });

  test('a statement of several lines', () => {
    const text = `# dosimeter-ignore-next-line ${RULE} -- r\nsend: [\n  x]\n`;
    assert.deepEqual(suppress(text, [finding(text, 'x]')], () => text.indexOf('send')).left, []);
  });

  test('no reason is reported, and still suppresses', () => {
    const text = `# dosimeter-ignore-next-line ${RULE}\nsend: x\n`;
    assert.deepEqual(suppress(text, [finding(text, 'send: x')]).left, ['dosimeter/suppression-without-reason']);
  });

  test('what suppresses nothing is reported', () => {
    const text = `# dosimeter-ignore-next-line ${RULE} -- r\nsend: x\n# dosimeter-ignore-file nonsense/rule -- r\n`;
    assert.deepEqual(suppress(text, []).left, ['dosimeter/unused-suppression', 'dosimeter/unused-suppression']);
  });

  test('strings are no comments', () => {
    const text = `note: "# dosimeter-ignore-next-line ${RULE} -- r"\nsend: x\n`;
    assert.deepEqual(suppress(text, [finding(text, 'send: x')]).left, [RULE]);
    const json = `{"a": "// dosimeter-ignore-file ${RULE} -- r", // dosimeter-ignore-file ${OTHER} -- r\n}`;
    assert.deepEqual(suppressionsIn(json, () => configComments('a.json', json)).map(({ rules }) => rules), [[OTHER]]);
  });

  test('the end of a block comment is no part of the reason', () => {
    const text = `/* dosimeter-ignore-file ${RULE} -- because */`;
    assert.equal(suppressionsIn(text, () => [{ start: 0, end: text.length }])[0]?.reason, 'because');
  });
});
