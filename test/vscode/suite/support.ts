import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeAction, commands, type Diagnostic, type Hover, languages, MarkdownString, type Position, Range, type TextDocument, type TextEditor, Uri, window, workspace } from 'vscode';

/** Longest wait in milliseconds for something that the editor should come to. */
const PATIENCE_MS = 30_000;

export const EXTENSION_ID = 'dosimeter.dosimeter';

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits for a value other than undefined and false. */
export async function until<T>(what: string, probe: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await pause(50);
  }
}

export function fileUri(file: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  return Uri.joinPath(folder.uri, file);
}

export async function openFile(file: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(fileUri(file)), { preview: false });
}

/** The product's diagnostics of a file. */
export const ours = (file: string): readonly Diagnostic[] => languages.getDiagnostics(fileUri(file)).filter(({ source }) => source === 'dosimeter');

export const codeOf = ({ code }: Diagnostic): string => String(typeof code === 'object' ? code.value : code);

export const ruleIds = (file: string): readonly string[] => ours(file).map(codeOf);

export const findingOf = (file: string, ruleId: string): Promise<Diagnostic> => until(`${ruleId} in ${file}`, () => ours(file).find((diagnostic) => codeOf(diagnostic) === ruleId));

export async function actionsFor(document: TextDocument, range: Range): Promise<readonly CodeAction[]> {
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
}

/** Carries out a code action as the light bulb does. */
export async function perform(action: CodeAction): Promise<void> {
  if (action.edit !== undefined && !(await workspace.applyEdit(action.edit))) throw new Error(`the edit of "${action.title}" was refused`);
  if (action.command !== undefined) await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

export async function hoverText(document: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers.flatMap(({ contents }) => contents).map((content) => (content instanceof MarkdownString ? content.value : String(content))).join('\n');
}

/** Replaces the whole text of a document without saving it. */
export async function replaceText(editor: TextEditor, text: string): Promise<void> {
  const { document } = editor;
  await editor.edit((builder) => builder.replace(new Range(0, 0, document.lineCount, 0), text));
}

/** Closes everything; edits that were not saved are given up. */
export async function closeAll(): Promise<void> {
  for (const document of workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await window.showTextDocument(document);
    await commands.executeCommand('workbench.action.files.revert');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
}

/** Asks the driver for a picture of the window; does nothing where no driver listens. */
export async function screenshot(name: string): Promise<void> {
  const folder = process.env['DOSIMETER_TEST_SCREENSHOTS'];
  if (folder === undefined) return;
  // The window draws a moment after the extension host knows.
  await pause(800);
  writeFileSync(join(folder, `${name}.request`), '');
  await until(`the screenshot ${name}`, () => existsSync(join(folder, `${name}.png`)));
}
