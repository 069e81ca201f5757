import assert from 'node:assert/strict';
import { commands, Selection, window, workspace } from 'vscode';
import { closeAll, fileUri, findingOf, openFile, ruleIds, screenshot, until } from './support.ts';

const INJECTION = 'prompt-injection/untrusted-text-in-prompt';
const ASK = 'python/desk/ask.py';
const DESCRIBE = 'python/desk/ct.py';
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
});
