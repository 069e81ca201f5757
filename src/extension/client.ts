import { type Diagnostic, type ExtensionContext, type LogOutputChannel, Uri, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn, type ServerOptions, TransportKind } from 'vscode-languageclient/node.js';
import { COMMANDS, SECTION, type InitializationOptions } from '../protocol/protocol.ts';

/** What the server looks at. Files that are not among them are screened on the disk only. */
const LANGUAGES = [
  'python', 'javascript', 'typescript', 'javascriptreact', 'typescriptreact', 'java', 'csharp',
  'json', 'jsonc', 'json5', 'yaml', 'toml', 'ini', 'properties', 'dockerfile', 'dotenv', 'lua', 'xml', 'markdown', 'plaintext',
];

/** The client of the bundled language server. Not started yet. */
export function createClient(context: ExtensionContext, output: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6049'] } },
  };
  const options: LanguageClientOptions = {
    documentSelector: [...LANGUAGES.map((language) => ({ language, scheme: 'file' })), { notebook: 'jupyter-notebook', language: 'python' }],
    synchronize: { configurationSection: SECTION },
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Asked for at every start, so that a restart sees the trust of that moment.
    initializationOptions: (): InitializationOptions => ({ trusted: workspace.isTrusted, clientCommands: Object.values(COMMANDS) }),
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(linkedToPage)),
    },
  };
  return new LanguageClient('dosimeter', 'Dosimeter', server, options);
}

/** A click on the rule id opens the rendered page instead of its Markdown source. */
function linkedToPage(diagnostic: Diagnostic): Diagnostic {
  const { code } = diagnostic;
  if (typeof code !== 'object') return diagnostic;
  const target = Uri.parse(`command:${COMMANDS.showRulePage}?${encodeURIComponent(JSON.stringify([code.value]))}`);
  diagnostic.code = { value: code.value, target };
  return diagnostic;
}
