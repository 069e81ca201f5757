import { commands, type Disposable, type ExtensionContext, FileType, ProgressLocation, Range, Selection, Uri, window, workspace } from 'vscode';
import { COMMANDS, rulePagePath, type Disarmed } from '../protocol/protocol.ts';

/** What commands ask of the extension. */
export interface Actions {
  scan(): Promise<void>;
  restart(): Promise<void>;
  /** Has the server write a disarmed copy; null when it could not even try. */
  disarm(uri: string): Promise<Disarmed | null | undefined>;
  showOutput(): void;
}

export function registerCommands(context: ExtensionContext, actions: Actions): Disposable[] {
  return [
    commands.registerCommand('dosimeter.scanWorkspace', () => window.withProgress({ location: ProgressLocation.Window, title: 'Dosimeter: scanning' }, () => actions.scan())),
    commands.registerCommand('dosimeter.restartServer', () => actions.restart()),
    commands.registerCommand('dosimeter.showOutput', () => actions.showOutput()),
    commands.registerCommand(COMMANDS.showRulePage, (ruleId?: unknown) => showRulePage(context, ruleId)),
    commands.registerCommand(COMMANDS.editReason, editReason),
    commands.registerCommand(COMMANDS.disarm, (asked?: unknown) => disarm(actions, asked)),
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

/** From the explorer's menu with a URI, from a code action with its text, from the palette with nothing. */
async function disarm(actions: Actions, asked: unknown): Promise<void> {
  const [chosen] = asked === undefined ? ((await window.showOpenDialog({ title: 'File to disarm', openLabel: 'Disarm' })) ?? []) : [];
  const uri = typeof asked === 'string' ? Uri.parse(asked) : asked instanceof Uri ? asked : chosen;
  if (uri === undefined) return;
  const disarmed = await actions.disarm(uri.toString());
  if (!disarmed) return;
  const { message, copy, clean } = disarmed;
  const show = copy === undefined ? [] : ['Show in Explorer'];
  const answer = await (clean ? window.showInformationMessage(message, ...show) : window.showWarningMessage(message, ...show));
  if (answer !== undefined && copy !== undefined) await commands.executeCommand('revealInExplorer', Uri.parse(copy));
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
