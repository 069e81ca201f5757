import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatReport } from '../../src/report/formats.ts';
import { formatBaseline, parseBaseline } from '../../src/report/baseline.ts';
import { visible } from '../../src/report/view.ts';
import { flowFinding, sampleReport, view } from './sample.ts';
import { sarifProblems } from './sarifSchema.ts';

const empty = { ...sampleReport, findings: [], suppressed: [], notices: [] };
const plain = { colour: false };

const PRETTY = `data/ünï cödé.dcm (0008,1030)  warning  dicom/injected-instruction
  StudyDescription holds <b>"ignore"</b>\\u{1B}[31m & more\\u{D}\\u{A}::error::x
  fix: dosimeter disarm 'data/ünï cödé.dcm' writes a copy without it
  confidence medium: widened
  ffff456789abcdef0123

src/client.py:2:71  error  prompt-injection/untrusted-text-in-prompt
  PatientComments (0010,4000) read from a DICOM file reaches the user message of openai chat.completions.create.
      2 |     return openai.chat.completions.create(messages=[{"role": "user", "content": text}])
        |                                                                       ^^^^^^^^^^^^^^
    1. src/triage.py:5:8  PatientComments is read
    2. src/triage.py:6:1  passed to ask
    3. src/client.py:2:71  sent to the model
  see src/triage.py:4:6: the file is read here
  fix: Screen the text (--fix applies it)
  0123456789abcdef0123

1 error, 1 warning (2 files analysed, 1 in part only, 1 finding suppressed)
`;

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly any[];
  readonly invocations: readonly any[];
}
const sarifRun = (text: string): SarifRun => (JSON.parse(text) as { runs: [SarifRun] }).runs[0];

describe('sarif', () => {
  test('is valid by the schema of the standard, with and without findings', () => {
    assert.deepEqual(sarifProblems(JSON.parse(formatReport('sarif', view(sampleReport), plain))), []);
    assert.deepEqual(sarifProblems(JSON.parse(formatReport('sarif', view(empty), plain))), []);
  });

  test('a flow starts at its source, ends at the result and nests', () => {
    const [, result] = sarifRun(formatReport('sarif', view(sampleReport), plain)).results;
    const steps = result.codeFlows[0].threadFlows[0].locations;
    assert.deepEqual(steps.map((step: any) => [step.kinds[0], step.nestingLevel, step.importance]), [['source', 0, 'essential'], ['call', 0, 'important'], ['sink', 1, 'essential']]);
    assert.deepEqual(steps.at(-1).location.physicalLocation, result.locations[0].physicalLocation);
    assert.deepEqual(steps[0].location.physicalLocation.region, { startLine: 5, startColumn: 8, endLine: 5, endColumn: 26 });
  });

  test('ruleIndex agrees with ruleId, and every rule has help', () => {
    const run = sarifRun(formatReport('sarif', view(sampleReport), plain));
    for (const { ruleId, ruleIndex } of run.results) assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
    for (const rule of run.tool.driver.rules as any[]) assert.ok(rule.help.text && rule.help.markdown && rule.properties.tags.length > 1, rule.id);
  });

  test('paths are relative, encoded, and based on the root', () => {
    const [artifact] = sarifRun(formatReport('sarif', view(sampleReport), plain)).results;
    assert.deepEqual(artifact.locations[0].physicalLocation.artifactLocation, { uri: 'data/%C3%BCn%C3%AF%20c%C3%B6d%C3%A9.dcm', uriBaseId: 'SRCROOT' });
    assert.equal(artifact.locations[0].physicalLocation.region, undefined);
    assert.equal(artifact.locations[0].logicalLocations[0].fullyQualifiedName, '(0008,1030)');
  });

  test('suppressed findings are there and marked, with the reason', () => {
    const results = sarifRun(formatReport('sarif', view(sampleReport), plain)).results;
    assert.deepEqual(results.map((result) => result.suppressions?.[0].justification), [undefined, undefined, 'screened upstream']);
  });

  test('fixes carry replacements and new files', () => {
    const [, result] = sarifRun(formatReport('sarif', view(sampleReport), plain)).results;
    assert.deepEqual(result.fixes[0].artifactChanges.map((change: any) => change.artifactLocation.uri), ['src/triage.py', 'dosimeter_guard.py']);
  });

  test('notices are notifications of the run', () => {
    const { invocations: [invocation] } = sarifRun(formatReport('sarif', view(sampleReport), plain));
    assert.equal(invocation.toolExecutionNotifications[0].descriptor.id, 'unreadable-file');
  });
});

describe('pretty', () => {
  test('shows the line, a caret below the place, the flow and a summary', () => {
    assert.equal(formatReport('pretty', view(sampleReport), plain), PRETTY);
  });

  test('scanned text can not write to the terminal', () => {
    const text = formatReport('pretty', view(sampleReport), plain);
    assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F\u007F]/);
    assert.match(text, /\\u\{1B\}\[31m/);
  });

  test('remarks on the run stand before the summary, ten of them', () => {
    const notices = Array.from({ length: 12 }, (_, i) => ({ level: 'info', code: 'file-partly', message: `m${i}` }) as const);
    const lines = formatReport('pretty', view({ ...empty, notices }), plain).trimEnd().split('\n');
    assert.deepEqual([lines[0], lines[9], lines[10], lines.length], ['note: m0', 'note: m9', 'note: … and 2 further remarks (--format json lists all)', 12]);
  });

  test('colours only when asked', () => {
    assert.match(formatReport('pretty', view(sampleReport), { colour: true }), /\u001B\[31merror/);
  });

  test('says so when nothing was found', () => {
    assert.equal(formatReport('pretty', view(empty), plain), 'No findings (2 files analysed, 1 in part only)\n');
  });
});

test('github: one command a finding, whatever the message holds', () => {
  const lines = formatReport('github', view(sampleReport), plain).trimEnd().split('\n');
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /^::warning file=data\/ünï cödé\.dcm,title=dicom\/injected-instruction::\(0008,1030\)/);
  assert.match(lines[1] ?? '', /^::error file=src\/client\.py,line=2,endLine=2,col=71,endColumn=85,title=/);
});

test('junit: well-formed, one failure a finding', () => {
  const xml = formatReport('junit', view(sampleReport), plain);
  assert.equal(xml.match(/<failure /g)?.length, 2);
  assert.match(xml, /&lt;b&gt;&quot;ignore&quot;&lt;\/b&gt;/);
  assert.doesNotMatch(xml, /\u001B/);
  assert.match(formatReport('junit', view(empty), plain), /tests="1" failures="0"/);
});

test('html: escaped, without scripts and without anything from elsewhere', () => {
  const html = formatReport('html', view(sampleReport), plain);
  assert.doesNotMatch(html, /<script|<b>|https?:\/\/|src=/);
  assert.match(html, /default-src 'none'/);
  assert.match(html, /<mark>content&quot;: text<\/mark>/);
});

test('json: lines and columns, the flow, the fixes', () => {
  const document = JSON.parse(formatReport('json', view(sampleReport), plain)) as any;
  assert.equal(document.findings[1].flow.length, 3);
  assert.deepEqual([document.findings[1].startLine, document.findings[1].startColumn], [2, 71]);
  assert.equal(document.suppressed[0].reason, 'screened upstream');
});

test('a baseline holds the fingerprints and nothing that moves', () => {
  const text = formatBaseline([flowFinding]);
  assert.deepEqual([...parseBaseline(text)], ['0123456789abcdef0123']);
  assert.doesNotMatch(text, /line/i);
  assert.throws(() => parseBaseline('{'), /not valid JSON/);
  assert.throws(() => parseBaseline('[]'), /no baseline/);
  assert.throws(() => parseBaseline('{"tool":"dosimeter","format":99,"findings":[]}'), /format 99/);
});

test('visible spells what would move, hide or reorder', () => {
  assert.equal(visible('a\u202Eb\u200Bc\td\u{E0041}'), 'a\\u{202E}b\\u{200B}c    d\\u{E0041}');
});
