import { type Disposable, MarkdownString, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from 'vscode';
import type { Status } from '../protocol/protocol.ts';

/** The entry in the status bar: how many findings there are, and whether the analysis is at work. */
export class StatusItem implements Disposable {
  readonly #item: StatusBarItem = window.createStatusBarItem('dosimeter.status', StatusBarAlignment.Left, 10);

  constructor() {
    this.#item.name = 'Dosimeter';
    this.#item.command = 'workbench.actions.view.problems';
    this.#item.text = '$(shield) Dosimeter';
    this.#item.show();
  }

  show(status: Status): void {
    const { state, errors, warnings, notes, remarks } = status;
    if (state === 'failed') return this.failed();
    const counts = [[errors, 'error'], [warnings, 'warning'], [notes, 'info']] as const;
    const shown = counts.filter(([count]) => count > 0).map(([count, icon]) => `$(${icon}) ${count}`).join(' ');
    const icon = state === 'off' ? '$(circle-slash)' : state === 'analysing' ? '$(sync~spin)' : '$(shield)';
    this.#item.text = `${icon} Dosimeter${shown === '' ? '' : ` ${shown}`}${remarks.length > 0 ? ' $(unverified)' : ''}`;
    this.#item.backgroundColor = undefined;
    this.#item.tooltip = this.#tooltip(describe(status));
  }

  /** The server is not running, or its last analysis broke. */
  failed(): void {
    this.#item.text = '$(shield) Dosimeter $(alert)';
    this.#item.backgroundColor = new ThemeColor('statusBarItem.warningBackground');
    this.#item.tooltip = this.#tooltip(['The analysis failed. The output says why.']);
  }

  dispose(): void {
    this.#item.dispose();
  }

  #tooltip(lines: readonly string[]): MarkdownString {
    const links = '[Scan workspace](command:dosimeter.scanWorkspace) · [Show output](command:dosimeter.showOutput) · [Restart](command:dosimeter.restartServer)';
    const text = new MarkdownString([...lines, links].join('\n\n'), true);
    text.isTrusted = { enabledCommands: ['dosimeter.scanWorkspace', 'dosimeter.showOutput', 'dosimeter.restartServer'] };
    return text;
  }
}

function describe({ state, errors, warnings, notes, files, partly, remarks }: Status): string[] {
  if (state === 'off') return ['Dosimeter is turned off by the setting `dosimeter.enable`.'];
  const found = `${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(notes, 'note')} in ${count(files, 'file')}`;
  return [
    state === 'analysing' ? `Analysing… So far: ${found}` : found,
    ...(partly > 0 ? [`${count(partly, 'file')} analysed in part only because of syntax errors.`] : []),
    ...remarks,
  ];
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
