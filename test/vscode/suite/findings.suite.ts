import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commands, DiagnosticSeverity, extensions, languages, Selection, Uri, window, workspace } from 'vscode';
import { actionsFor, closeAll, codeOf, EXTENSION_ID, fileUri, findingOf, hoverText, openFile, ours, perform, ruleIds, screenshot, until } from './support.ts';

const INJECTION = 'prompt-injection/untrusted-text-in-prompt';

/** The grammars are two thirds of it. */
const MAX_PACKAGE_BYTES = 25_000_000;

/** The same story in each language: a file with a flow, its safe version, and where the flow starts and ends. */
const LANGUAGES = [
  { name: 'Python', file: 'python/triage.py', safe: 'python/triage_safe.py', sourceLine: /dcmread|PatientComments/, sinkLine: 'Comments of the referrer', comment: '#' },
  { name: 'TypeScript', file: 'typescript/triage.ts', safe: 'typescript/triageSafe.ts', sourceLine: /parseDicom|x00104000/, sinkLine: 'Comments of the referrer', comment: '//' },
] as const;

suite('extension', () => {
  test('is installed and starts', async () => {
    const extension = extensions.getExtension(EXTENSION_ID);
    assert.ok(extension);
    await openFile('python/triage.py');
    await until('the extension to start', () => extension.isActive);
  });

  test('offers its commands', async () => {
    const offered = await commands.getCommands(true);
    for (const name of ['showRulePage', 'scanWorkspace', 'showOutput', 'restartServer']) assert.ok(offered.includes(`dosimeter.${name}`), name);
  });

  test('holds what it needs and nothing else', function () {
    const { extensionPath, packageJSON } = extensions.getExtension(EXTENSION_ID)!;
    // A desktop editor runs the working copy instead of the package.
    if (existsSync(join(extensionPath, 'src'))) this.skip();
    const files = readdirSync(extensionPath, { recursive: true, encoding: 'utf8' }).filter((file) => !statSync(join(extensionPath, file)).isDirectory());
    const allowed = /^(dist\/[\w-]+\.(js|cjs|json)|dist\/grammars\/\w+\.wasm|docs\/rules\/.+\.md|media\/[\w.-]+|syntaxes\/[\w.-]+\.json|package\.json|LICENSE\.txt|readme\.md|changelog\.md|\.vsixmanifest)$/i;
    assert.deepEqual(files.filter((file) => !allowed.test(file)), []);
    for (const { path } of packageJSON.contributes.grammars) assert.ok(existsSync(join(extensionPath, path)), path);
    const bytes = files.reduce((sum, file) => sum + statSync(join(extensionPath, file)).size, 0);
    assert.ok(bytes < MAX_PACKAGE_BYTES, `${bytes} bytes`);
  });

  test('finds what is not open, too', async () => {
    await findingOf('typescript/triage.ts', INJECTION);
  });
});

for (const { name, file, safe, sourceLine, sinkLine, comment } of LANGUAGES) {
  suite(name, () => {
    suiteTeardown(closeAll);

    test('a flow is shown where it ends, with its steps', async () => {
      const { document } = await openFile(file);
      const finding = await findingOf(file, INJECTION);
      assert.equal(finding.severity, DiagnosticSeverity.Error);
      assert.match(document.lineAt(finding.range.start.line).text, new RegExp(sinkLine));
      const steps = finding.relatedInformation ?? [];
      assert.ok(steps.length >= 2, `${steps.length} steps`);
      assert.match(document.lineAt(steps[0]!.location.range.start.line).text, sourceLine);
      assert.match(steps[0]!.message, /PatientComments/);
      assert.equal(steps.at(-1)!.location.uri.toString(), document.uri.toString());
      await commands.executeCommand('workbench.actions.view.problems');
      await window.showTextDocument(document);
      await screenshot(`${name.toLowerCase()}-findings`);
    });

    test('a hover says where the data comes from', async () => {
      const editor = await openFile(file);
      const finding = await findingOf(file, INJECTION);
      const text = await hoverText(editor.document, finding.range.start);
      assert.match(text, /Source: text of a DICOM element, PatientComments/);
      assert.match(text, /Capacity: high/);
      assert.match(text, /Path: \d+ steps? in 1 file/);
      editor.selection = new Selection(finding.range.start.translate(0, 3), finding.range.start.translate(0, 3));
      await commands.executeCommand('editor.action.showHover');
      await screenshot(`${name.toLowerCase()}-hover`);
      await commands.executeCommand('editor.action.hideHover');
    });

    test('its fix makes it go away', async () => {
      const { document } = await openFile(file);
      const finding = await findingOf(file, INJECTION);
      const actions = await actionsFor(document, finding.range);
      // The editor hands actions on without their diagnostics.
      const fix = actions.find(({ edit, title }) => edit !== undefined && title === 'Screen the untrusted text before a model reads it');
      assert.ok(fix, `no fix among ${actions.map(({ title }) => title).join(', ')}`);
      await commands.executeCommand('editor.action.quickFix');
      await screenshot(`${name.toLowerCase()}-quick-fix`);
      await perform(fix);
      await until('the finding to go', () => !ruleIds(file).includes(INJECTION));
      await screenshot(`${name.toLowerCase()}-fixed`);
      await closeAll();
      await findingOf(file, INJECTION);
    });

    test('it can be ignored with a reason', async () => {
      const editor = await openFile(file);
      const finding = await findingOf(file, INJECTION);
      const ignore = (await actionsFor(editor.document, finding.range)).find(({ title }) => title.startsWith(`Ignore ${INJECTION}`));
      assert.ok(ignore);
      await perform(ignore);
      await until('the finding to go', () => !ruleIds(file).includes(INJECTION));
      assert.ok(editor.document.getText().includes(`${comment} dosimeter-ignore-next-line ${INJECTION} -- reason`));
      assert.equal(editor.document.getText(editor.selection), 'reason', 'the reason is selected');
      await screenshot(`${name.toLowerCase()}-ignored`);
      await closeAll();
      await findingOf(file, INJECTION);
    });

    test('the safe version has no finding', async () => {
      await openFile(file);
      await findingOf(file, INJECTION);
      await openFile(safe);
      // The same run judged both files.
      assert.deepEqual(ours(safe), []);
    });
  });
}

suite('notebook', () => {
  suiteTeardown(closeAll);

  test('findings stand in the cells', async () => {
    const notebook = await workspace.openNotebookDocument(fileUri('python/reading.ipynb'));
    await window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(3).document;
    const finding = await until('the finding', () => languages.getDiagnostics(cell.uri).find((diagnostic) => codeOf(diagnostic) === INJECTION));
    assert.equal(finding.range.start.line, 2);
    assert.equal(finding.relatedInformation?.[0]?.location.uri.toString(), notebook.cellAt(2).document.uri.toString());
    assert.match(await hoverText(cell, finding.range.start), /Capacity: high/);
    const titles = (await actionsFor(cell, finding.range)).map(({ title }) => title);
    assert.ok(titles.some((title) => title.startsWith(`Ignore ${INJECTION}`)), titles.join());
    await commands.executeCommand('workbench.action.closePanel');
    await screenshot('notebook');
  });
});

suite('around the findings', () => {
  suiteTeardown(closeAll);

  test('the id of a rule leads to its page', async () => {
    await openFile('python/triage.py');
    const { code } = await findingOf('python/triage.py', INJECTION);
    assert.ok(typeof code === 'object');
    assert.equal(code.target.scheme, 'command');
    await commands.executeCommand('dosimeter.showRulePage', INJECTION);
    await until('the page', () => window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.includes('untrusted-text-in-prompt')));
    await screenshot('rule-page');
  });

  test('the settings file is checked and its mistakes are shown', async () => {
    const uri = fileUri('dosimeter.jsonc');
    await workspace.fs.writeFile(uri, new TextEncoder().encode(SETTINGS));
    try {
      await openFile('dosimeter.jsonc');
      await until('the mistake', () => ours('dosimeter.jsonc').find(({ message }) => /no-such-rule/.test(message)));
      await screenshot('settings');
    } finally {
      await workspace.fs.delete(uri);
    }
    await until('the mistake to go', () => ours('dosimeter.jsonc').length === 0);
  });

  test('a file that goes takes its findings along', async () => {
    const copy = Uri.joinPath(fileUri('python'), 'copy.py');
    await workspace.fs.copy(fileUri('python/triage.py'), copy);
    await findingOf('python/copy.py', INJECTION);
    await workspace.fs.delete(copy);
    await until('the findings to go', () => ours('python/copy.py').length === 0);
  });

  test('the server can be restarted and the folder scanned again', async () => {
    await commands.executeCommand('dosimeter.restartServer');
    await commands.executeCommand('dosimeter.scanWorkspace');
    await findingOf('python/triage.py', INJECTION);
  });
});

const SETTINGS = `{
  // Own functions and libraries.
  "sanitizers": ["safety.scrub"],
  "rules": { "prompt-injection/no-such-rule": "off" },
  "models": [{
    "library": "our-pacs",
    "language": "python",
    "packages": ["our_pacs"],
    "types": { "our_pacs.Study": ["our_pacs.connect()"] },
    "rows": [{ "at": ["our_pacs.connect()[].comments", "<our_pacs.Study>.note()"], "source": "dicom-text" }]
  }]
}
`;
