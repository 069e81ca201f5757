import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  CodeActionKind, DidChangeWatchedFilesNotification, FileChangeType, MessageType, NotebookDocuments, ShowMessageNotification, TextDocumentSyncKind, TextDocuments,
  type CancellationToken, type Connection, type InitializeParams, type InitializeResult, type NotebookDocument,
} from 'vscode-languageserver/node.js';
import { COMMANDS, DEFAULT_SETTINGS, DISARM, SCAN, SECTION, STATUS, TRUST_GRANTED, type ClientSettings, type InitializationOptions, type Status } from '../protocol/protocol.ts';
import { FIX_ALL } from './actions.ts';
import type { AnalysisThread } from './analysisThread.ts';
import { disarmUri } from './disarm.ts';
import { notebookFile, textFile, type EditorFile } from './editorFile.ts';
import { pathOf } from './uris.ts';
import { pageUri, Workspace } from './workspace.ts';

/** What can change a result. Folders are watched by the client for files that come and go. */
const WATCHED = '**/*.{py,pyw,ts,tsx,mts,cts,js,jsx,mjs,cjs,java,cs,ipynb,json,jsonc,json5,yml,yaml,toml,ini,cfg,conf,properties,lua,gitignore,env,md,mdc,xml,csproj,config}';

const KINDS = { [FileChangeType.Created]: 'created', [FileChangeType.Changed]: 'changed', [FileChangeType.Deleted]: 'deleted' } as const;

/**
 * Serves one client; `version` is told to it, `thread` does the work. Returns when the handlers are in place; the caller then
 * calls `connection.listen()`.
 */
export function serve(connection: Connection, version: string, thread: AnalysisThread): void {
  const documents = new TextDocuments(TextDocument);
  const notebookDocuments = new NotebookDocuments(TextDocument);
  let notebooks: readonly NotebookDocument[] = [];
  const asFile = (notebook: NotebookDocument): EditorFile => notebookFile(notebook, (cell) => notebookDocuments.getCellTextDocument(cell));
  const log = (message: string): void => connection.console.error(message);
  let workspace: Workspace | undefined;
  let params: InitializeParams | undefined;
  let begin = (): void => undefined;
  /** Settled when the folders are known; requests that come earlier wait. */
  const begun = new Promise<void>((resolve) => (begin = resolve));

  /** Whatever goes wrong in a handler is logged; the server goes on. */
  const guarded = <A extends unknown[], T>(what: string, fallback: T, handler: (...args: A) => Promise<T> | T) => async (...args: A): Promise<T> => {
    try {
      return await handler(...args);
    } catch (error) {
      log(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return fallback;
    }
  };

  connection.onInitialize((received): InitializeResult => {
    params = received;
    const { capabilities } = received;
    const options = (received.initializationOptions ?? {}) as InitializationOptions;
    const own = new Set(options.clientCommands ?? []);
    const canShow = capabilities.window?.showDocument?.support === true;
    const canRun = capabilities.workspace?.executeCommand !== undefined;
    const offered = [...(canRun ? [COMMANDS.disarm] : []), ...(canShow ? [COMMANDS.showRulePage] : [])];
    const commands = new Set([...own, ...offered]);
    workspace = new Workspace(
      {
        thread,
        files: () => [...documents.all().map(textFile), ...notebooks.map(asFile)],
        version: (uri) => (documents.get(uri) ?? notebookDocuments.cellTextDocuments.get(uri))?.version,
        sendDiagnostics: (uri, known, diagnostics) => void connection.sendDiagnostics({ uri, diagnostics: [...diagnostics], ...(known === undefined ? {} : { version: known }) }),
        sendStatus: (status: Status) => void connection.sendNotification(STATUS, status),
        log,
      },
      {
        relatedInformation: capabilities.textDocument?.publishDiagnostics?.relatedInformation === true,
        createFiles: capabilities.workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
        previews: capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
        commands,
      },
      options.trusted !== false,
    );
    // Commands that the client carries out itself must not be registered a second time.
    const served = offered.filter((command) => !own.has(command));
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        notebookDocumentSync: { notebookSelector: [{ notebook: 'jupyter-notebook', cells: [{ language: 'python' }] }], save: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(served.length === 0 ? {} : { executeCommandProvider: { commands: served } }),
      },
      serverInfo: { name: 'dosimeter', version },
    };
  });

  connection.onInitialized(guarded('Starting', undefined, async () => {
    const { capabilities } = params ?? {};
    try {
      if (capabilities?.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: WATCHED }] });
      }
      if (capabilities?.workspace?.workspaceFolders === true) {
        connection.workspace.onDidChangeWorkspaceFolders(guarded('Changing folders', undefined, async () => setFolders()));
      }
      workspace?.configure(await settings());
      await setFolders();
    } finally {
      begin();
    }
  }));

  async function setFolders(): Promise<void> {
    const canAsk = params?.capabilities.workspace?.workspaceFolders === true;
    const folders = canAsk ? await connection.workspace.getWorkspaceFolders() : params?.workspaceFolders;
    const uris = folders?.map(({ uri }) => uri) ?? (params?.rootUri ? [params.rootUri] : []);
    workspace?.setFolders(uris.map(pathOf).filter((path) => path !== undefined));
  }

  async function settings(pushed?: unknown): Promise<ClientSettings> {
    const canAsk = params?.capabilities.workspace?.configuration === true;
    const initial = (params?.initializationOptions as InitializationOptions | undefined)?.settings;
    return readSettings(canAsk ? await connection.workspace.getConfiguration(SECTION) : (pushed ?? initial));
  }

  connection.onDidChangeConfiguration(guarded('Changing settings', undefined, async ({ settings: pushed }) => {
    workspace?.configure(await settings((pushed as Record<string, unknown> | null)?.[SECTION]));
  }));

  documents.onDidOpen(guarded('Opening a document', undefined, ({ document }) => workspace?.opened(textFile(document))));
  documents.onDidChangeContent(guarded('Taking an edit', undefined, ({ document }) => workspace?.edited(textFile(document))));
  documents.onDidSave(guarded('Taking a saved document', undefined, ({ document }) => workspace?.saved(textFile(document))));
  documents.onDidClose(guarded('Closing a document', undefined, ({ document }) => workspace?.closed(document.uri)));
  notebookDocuments.onDidOpen(guarded('Opening a notebook', undefined, (notebook) => {
    notebooks = [...notebooks, notebook];
    workspace?.opened(asFile(notebook));
  }));
  notebookDocuments.onDidChange(guarded('Taking an edit of a notebook', undefined, ({ notebookDocument }) => workspace?.edited(asFile(notebookDocument))));
  notebookDocuments.onDidSave(guarded('Taking a saved notebook', undefined, (notebook) => workspace?.saved(asFile(notebook))));
  notebookDocuments.onDidClose(guarded('Closing a notebook', undefined, ({ uri }) => {
    notebooks = notebooks.filter((notebook) => notebook.uri !== uri);
    workspace?.closed(uri);
  }));
  connection.onDidChangeWatchedFiles(guarded('Taking changed files', undefined, ({ changes }) => workspace?.watched(changes.map(({ uri, type }) => ({ uri, kind: KINDS[type] })))));

  connection.onHover(guarded('Hover', null, async ({ textDocument, position }) => (await workspace?.hover(textDocument.uri, position)) ?? null));
  connection.onCodeAction(guarded('Code actions', [], async ({ textDocument, range, context }, token: CancellationToken) => {
    await begun;
    const actions = await workspace?.actions(textDocument.uri, range, context.only);
    return token.isCancellationRequested ? [] : (actions ?? []);
  }));
  connection.onExecuteCommand(guarded('Command', null, async ({ command, arguments: args }) => {
    const [argument]: readonly unknown[] = args ?? [];
    if (command === COMMANDS.disarm && typeof argument === 'string') {
      const { message, clean } = await disarmUri(argument);
      await connection.sendNotification(ShowMessageNotification.type, { type: clean ? MessageType.Info : MessageType.Warning, message });
      return null;
    }
    const page = command === COMMANDS.showRulePage && typeof argument === 'string' ? pageUri(argument) : undefined;
    if (page !== undefined) await connection.window.showDocument({ uri: page, takeFocus: true });
    return null;
  }));
  connection.onRequest(SCAN, guarded('Scanning', null, async () => {
    await begun;
    await workspace?.rescan();
    return null;
  }));
  connection.onRequest(DISARM, guarded('Disarming', null, (uri: unknown) => (typeof uri === 'string' ? disarmUri(uri) : null)));
  connection.onNotification(TRUST_GRANTED, guarded('Taking trust', undefined, () => workspace?.grantTrust()));
  connection.onShutdown(() => workspace?.dispose());

  documents.listen(connection);
  notebookDocuments.listen(connection);
}

/** Settings as the client sent them, with defaults for what is absent or of the wrong type. */
export function readSettings(value: unknown): ClientSettings {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const oneOf = <T extends string>(key: string, allowed: readonly T[], fallback: T): T => allowed.find((option) => option === given[key]) ?? fallback;
  return {
    enable: typeof given['enable'] === 'boolean' ? given['enable'] : DEFAULT_SETTINGS.enable,
    run: oneOf('run', ['onType', 'onSave'], DEFAULT_SETTINGS.run),
    minimumSeverity: oneOf('minimumSeverity', ['error', 'warning', 'note'], DEFAULT_SETTINGS.minimumSeverity),
    exclude: Array.isArray(given['exclude']) ? given['exclude'].filter((glob) => typeof glob === 'string') : DEFAULT_SETTINGS.exclude,
  };
}
