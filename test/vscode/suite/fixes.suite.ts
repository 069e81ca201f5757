import assert from 'node:assert/strict';
import { commands, Selection, window, workspace } from 'vscode';
import { actionsFor, closeAll, fileUri, findingOf, openFile, pause, perform, ruleIds, screenshot, until } from './support.ts';

const INJECTION = 'prompt-injection/untrusted-text-in-prompt';
const ASK = 'python/desk/ask.py';
const DESCRIBE = 'python/desk/ct.py';
const SCREEN = 'Screen the untrusted text before a model reads it';
/** Milliseconds in which the preview opens. */
const PREVIEW_MS = 2_000;
const TWO = 'python/desk/two.py';
const SQUEEZED = 'python/desk/squeezed.py';
const MARK = 'Mark squeezed.squeeze as a sanitizer';
const SETTINGS = 'dosimeter.jsonc';
const GUARD = 'python/desk/dosimeter_guard.py';

const textOf = async (file: string): Promise<string> => (await workspace.openTextDocument(fileUri(file))).getText();
const exists = (file: string): Promise<boolean> => Promise.resolve(workspace.fs.stat(fileUri(file))).then(() => true, () => false);

suite('a fix in several files', () => {
  suiteTeardown(closeAll);

  test('edits two files and creates a third, and one undo takes all of it back', async () => {
    const before = { ask: await textOf(ASK), describe: await textOf(DESCRIBE) };
    assert.equal(await exists(GUARD), false);
    const editor = await openFile(ASK);
    const { range } = await findingOf(ASK, INJECTION);
    editor.selection = new Selection(range.start, range.start);
    await until('the fix', async () => (await actionsFor(editor.document, range)).some(({ title }) => title === SCREEN));
    // What the light bulb does when its first entry is taken.
    await commands.executeCommand('editor.action.codeAction', { kind: 'quickfix', apply: 'first' });
    await until('the finding to go', () => !ruleIds(ASK).includes(INJECTION));
    assert.match(await textOf(ASK), /f"MR: \{screen_untrusted\(study\.ImageComments\)\}"/);
    assert.match(await textOf(DESCRIBE), /f"CT: \{screen_untrusted\(study\.PatientComments\)\}"/);
    assert.match(await textOf(GUARD), /^def screen_untrusted\(/m);
    await commands.executeCommand('workbench.view.explorer');
    await window.showTextDocument(editor.document);
    await screenshot('fix-three-files');

    await commands.executeCommand('undo');
    await until('the helper to go', async () => !(await exists(GUARD)));
    assert.equal(await textOf(ASK), before.ask);
    assert.equal(await textOf(DESCRIBE), before.describe);
    await findingOf(ASK, INJECTION);
    await screenshot('fix-undone');
  });

  test('all findings of a rule are repaired together, once somebody has looked at the changes', async () => {
    await closeAll();
    const editor = await openFile(TWO);
    const { document } = editor;
    const { range } = await findingOf(TWO, INJECTION);
    editor.selection = new Selection(range.start, range.start);
    await until('the fix', async () => (await actionsFor(document, range)).some(({ title }) => title === `${SCREEN}: all 2 in this file`));
    const applying = commands.executeCommand('editor.action.codeAction', { kind: 'quickfix.all', apply: 'first' });
    await pause(PREVIEW_MS);
    await screenshot('fix-all-preview');
    assert.doesNotMatch(document.getText(), /screen_untrusted/, 'nothing is changed before it is confirmed');
    await commands.executeCommand('refactorPreview.discard');
    await applying;
    assert.equal(await exists(GUARD), false);
    assert.equal(document.isDirty, false);

    const again = commands.executeCommand('editor.action.codeAction', { kind: 'quickfix.all', apply: 'first' });
    await pause(PREVIEW_MS);
    // All changes are chosen without a click.
    await commands.executeCommand('refactorPreview.apply');
    await again;
    await until('both findings to go', () => !ruleIds(TWO).includes(INJECTION));
    await commands.executeCommand('undo');
    await until('the helper to go', async () => !(await exists(GUARD)));
  });
});

suite('a function is vouched for', () => {
  suiteTeardown(async () => {
    await closeAll();
    await workspace.fs.delete(fileUri(SETTINGS));
  });

  test('by an entry in the settings, with which the finding goes before it is saved; comments may be written beside it', async () => {
    await closeAll();
    assert.equal(await exists(SETTINGS), false);
    const editor = await openFile(SQUEEZED);
    const { range } = await findingOf(SQUEEZED, INJECTION);
    editor.selection = new Selection(range.start, range.start);
    const action = await until('the action', async () => (await actionsFor(editor.document, range)).find(({ title }) => title === MARK));
    await commands.executeCommand('editor.action.quickFix');
    await screenshot('vouch-menu');
    await perform(action);
    await until('the finding to go', () => !ruleIds(SQUEEZED).includes(INJECTION));
    assert.equal(await textOf(SETTINGS), '{\n  "sanitizers": ["squeezed.squeeze"]\n}\n');
    const settings = await openFile(SETTINGS);
    await screenshot('vouch-settings');
    await settings.edit((builder) => builder.insert(settings.document.positionAt(2), '  // Looked at by two of us.\n'));
    assert.deepEqual(ruleIds(SQUEEZED), []);
    await settings.edit((builder) => builder.delete(settings.document.lineAt(2).rangeIncludingLineBreak));
    await findingOf(SQUEEZED, INJECTION);
  });
});
