import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Diagnostic, Location, TextDocumentEdit } from 'vscode-languageserver/node.js';
import type { Finding, Fix, Report } from '../../src/base/finding.ts';
import { lineIndex } from '../../src/base/lines.ts';
import { actionsAt, FIX_ALL, FIX_RULE, type ActionContext } from '../../src/server/actions.ts';
import { diagnosticsByUri } from '../../src/server/diagnostics.ts';
import { markdown } from '../../src/server/hover.ts';
import { MAX_DIAGNOSTICS_PER_FILE, MAX_STEPS } from '../../src/server/limits.ts';
import { makeSnapshot, rangeAt, tokenAt, type Snapshot } from '../../src/server/snapshot.ts';

const TEXT = 'import openai\nask(text)\n';
const place = { file: 'a.py', start: TEXT.indexOf('text'), end: TEXT.indexOf('text') + 4 };

const FIX: Fix = {
  title: 'Screen the text', level: 'safe',
  edits: [{ file: 'a.py', start: 0, end: 0, newText: 'from guard import screen\n' }, { ...place, newText: 'screen(text)' }],
  creates: [{ file: 'guard.py', text: 'def screen(text):\n    return text\n' }],
};

const finding = (changes: Partial<Finding> = {}): Finding => ({
  ruleId: 'prompt-injection/untrusted-text-in-prompt', severity: 'error', message: 'text reaches a prompt', place, flow: [], related: [],
  confidence: 'high', features: [], fingerprint: 'f', fixes: [FIX], ...changes,
});

const snapshotOf = (...findings: readonly Finding[]): Snapshot => {
  const report: Report = { findings, notices: [], files: [], timings: {} };
  return makeSnapshot({ report, texts: new Map([['a.py', TEXT]]), settingsErrors: [], settingsIgnored: false });
};

const context = (changes: Partial<ActionContext> = {}): ActionContext => ({
  uri: (file) => `file:///p/${file}`, cell: () => undefined,
  location: (place) => ({ uri: `file:///p/${place.file}`, range: rangeAt(lineIndex(TEXT), place) }), pageUri: () => undefined, minimumSeverity: 'note', relatedInformation: true, isOpen: () => true,
  version: (file) => (file === 'a.py' ? 7 : null), openText: (file) => (file === 'a.py' ? TEXT : undefined), exists: (file) => file === 'a.py',
  settings: () => undefined, createFiles: true, previews: true, can: () => false, ...changes,
});

const at = (line: number, character: number): Location => ({ uri: 'file:///p/a.py', range: { start: { line, character }, end: { line, character } } });
const here = at(1, 5);

const shownFor = (...findings: readonly Finding[]): readonly Diagnostic[] => diagnosticsByUri(snapshotOf(...findings), context()).get('file:///p/a.py') ?? [];

describe('fixes', () => {
  test('become one edit of all files, the new ones first', async () => {
    const [action] = await actionsAt(snapshotOf(finding()), 'a.py', here, undefined, context());
    assert.equal(action?.title, 'Screen the text');
    assert.equal(action.isPreferred, true);
    const [create, fill, change] = action.edit?.documentChanges ?? [];
    assert.deepEqual(create, { kind: 'create', uri: 'file:///p/guard.py', options: { ignoreIfExists: true } });
    assert.deepEqual((fill as TextDocumentEdit).textDocument, { uri: 'file:///p/guard.py', version: null });
    assert.deepEqual((fill as TextDocumentEdit).edits.map(({ newText }) => newText), [FIX.creates![0]!.text]);
    assert.deepEqual((change as TextDocumentEdit).textDocument, { uri: 'file:///p/a.py', version: 7 });
    assert.deepEqual((change as TextDocumentEdit).edits.map(({ range }) => range.start), [{ line: 0, character: 0 }, { line: 1, character: 4 }]);
  });

  test('do not create what is there', async () => {
    const [action] = await actionsAt(snapshotOf(finding()), 'a.py', here, undefined, context({ exists: () => true }));
    assert.equal(action?.edit?.documentChanges?.length, 1);
  });

  test('that create files are left out where the client can not', async () => {
    const actions = await actionsAt(snapshotOf(finding()), 'a.py', here, undefined, context({ createFiles: false }));
    assert.deepEqual(actions.map(({ title }) => title), ['Ignore prompt-injection/untrusted-text-in-prompt on this line, with a reason']);
  });

  test('are left out when the text has changed', async () => {
    assert.deepEqual(await actionsAt(snapshotOf(finding()), 'a.py', here, undefined, context({ openText: () => `${TEXT}\n` })), []);
  });

  test('that are safe are applied together on request only', async () => {
    const suggested: Fix = { ...FIX, title: 'Another', level: 'suggested' };
    const snapshot = snapshotOf(finding(), finding({ ruleId: 'sensitive-disclosure/phi-to-external-model', fixes: [suggested] }));
    const all = await actionsAt(snapshot, 'a.py', at(0, 0), ['source.fixAll'], context());
    assert.deepEqual(all.map(({ kind }) => kind), [FIX_ALL]);
    assert.equal(all[0]?.edit?.documentChanges?.length, 3);
    const menu = await actionsAt(snapshot, 'a.py', here, undefined, context());
    assert.ok(menu.every(({ kind }) => kind?.startsWith('quickfix')));
  });

  test('of one rule are offered together, to be confirmed', async () => {
    const suggested: Fix = { title: 'Screen the text', level: 'suggested', edits: [FIX.edits[0]!, { file: 'a.py', start: 14, end: 17, newText: 'tell' }] };
    const snapshot = snapshotOf(finding(), finding({ place: { file: 'a.py', start: 14, end: 17 }, fixes: [suggested] }), finding({ ruleId: 'sensitive-disclosure/phi-in-logs', fixes: [{ ...suggested, title: 'Another' }] }));
    const all = await actionsAt(snapshot, 'a.py', here, [FIX_RULE], context());
    assert.deepEqual(all.map(({ title }) => title), ['Screen the text: all 2 in this file']);
    const { changeAnnotations = {}, documentChanges = [] } = all[0]?.edit ?? {};
    assert.deepEqual(Object.values(changeAnnotations).map(({ needsConfirmation }) => needsConfirmation), [false, true]);
    const change = documentChanges.find((one): one is TextDocumentEdit => 'edits' in one && one.textDocument.uri.endsWith('a.py'));
    assert.deepEqual(change?.edits.map(({ newText }) => newText), ['from guard import screen\n', 'tell(screen(text)', '']);
    assert.deepEqual(change?.edits.map((one) => 'annotationId' in one && changeAnnotations[one.annotationId]?.needsConfirmation), [false, false, true], 'what has to be confirmed changes nothing');
    assert.ok(change?.edits.every((one) => 'annotationId' in one && one.annotationId in changeAnnotations));
    const plain = (await actionsAt(snapshot, 'a.py', here, undefined, context({ previews: false }))).find(({ title }) => title.includes('all '));
    assert.equal(plain?.edit?.changeAnnotations, undefined);
  });
});

describe('hostile findings', () => {
  test('can not put markup or links into a hover', () => {
    assert.equal(markdown('[x](command:evil) <img> `a` https://h www.h a@b'), '\\[x\\](command:evil) \\<img\\> \\`a\\` https&#58;//h www&#46;h a&#64;b');
  });

  test('can not flood the editor', () => {
    const many = Array.from({ length: MAX_DIAGNOSTICS_PER_FILE + 5 }, () => finding());
    const shown = shownFor(...many);
    assert.equal(shown.length, MAX_DIAGNOSTICS_PER_FILE + 1);
    assert.match(shown.at(-1)?.message ?? '', /^5 more findings/);
    const step = { place, message: 'on', kind: 'step', depth: 0 } as const;
    const long = shownFor(finding({ flow: Array.from({ length: 500 }, () => step) }))[0];
    assert.equal(long?.relatedInformation?.length, MAX_STEPS);
    assert.equal(long.relatedInformation.at(-1)?.message, '500/500 on');
  });

  test('can not hide text in a message', () => {
    const [shown] = shownFor(finding({ message: 'a\u202Eb' }));
    assert.equal(shown?.message, 'a\\u{202E}b');
  });
});

test('a mistake is underlined as far as its string or word goes', () => {
  assert.deepEqual(tokenAt('{ "a b": 1 }', { line: 1, column: 3 }), { start: 2, end: 7 });
  assert.deepEqual(tokenAt('{ abc, }', { line: 1, column: 3 }), { start: 2, end: 5 });
  assert.deepEqual(tokenAt('', { line: 3, column: 3 }), { start: 0, end: 0 });
});
