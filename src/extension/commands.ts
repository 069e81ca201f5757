import { commands, type Disposable, type ExtensionContext, FileType, ProgressLocation, Range, Selection, Uri, window, workspace } from 'vscode';
import { COMMANDS, rulePagePath } from '../protocol/protocol.ts';

/** What commands ask of the extension. */
export interface Actions {
  scan(): Promise<void>;
  restart(): Promise<void>;
  showOutput(): void;
}

export function registerCommands(context: ExtensionContext, actions: Actions): Disposable[] {
  return [
    commands.registerCommand('dosimeter.scanWorkspace', () => window.withProgress({ location: ProgressLocation.Window, title: 'Dosimeter: scanning' }, () => actions.scan())),
    commands.registerCommand('dosimeter.restartServer', () => actions.restart()),
    commands.registerCommand('dosimeter.showOutput', () => actions.showOutput()),
    commands.registerCommand(COMMANDS.showRulePage, (ruleId?: unknown) => showRulePage(context, ruleId)),
    commands.registerCommand(COMMANDS.editReason, editReason),
  ];
}

async function showRulePage(context: ExtensionContext, asked: unknown): Promise<void> {
  const docs = Uri.joinPath(context.extensionUri, 'docs');
  const ids = await ruleIds(Uri.joinPath(docs, 'rules'));
  const ruleId = typeof asked === 'string' ? asked : await window.showQuickPick(ids, { placeHolder: 'Rule', title: 'Show rule page' });
  if (ruleId === undefined) return;
  if (!ids.includes(ruleId)) {
    void window.showInformationMessage(`There is no page about ${ruleId}. Rules of a project are described in its dosimeter.jsonc.`);
    return;
  }
  await commands.executeCommand('markdown.showPreview', Uri.joinPath(docs, rulePagePath(ruleId)));
}

/** Ids of all rules with a page: `family/name` from the files below docs/rules. */
async function ruleIds(folder: Uri): Promise<string[]> {
  const families = (await workspace.fs.readDirectory(folder)).filter(([, type]) => type === FileType.Directory);
  const pages = await Promise.all(families.map(async ([family]) => {
    const files = await workspace.fs.readDirectory(Uri.joinPath(folder, family));
    return files.filter(([name]) => name.endsWith('.md')).map(([name]) => `${family}/${name.slice(0, -3)}`);
  }));
  return pages.flat().sort();
}

/** Selects the reason in a suppression comment that a code action has just inserted, so that the user can type it. */
function editReason(uri: string, { start, end }: { readonly start: { line: number; character: number }; readonly end: { line: number; character: number } }): void {
  const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === Uri.parse(uri).toString());
  if (editor === undefined) return;
  const range = new Range(start.line, start.character, end.line, end.character);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range);
}
