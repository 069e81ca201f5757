import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  createConnection, createProtocolConnection, StreamMessageReader, StreamMessageWriter,
  type CodeAction, type Diagnostic, type Hover, type InitializeParams, type InitializeResult, type ProtocolConnection, type PublishDiagnosticsParams, type Range, type TextDocumentEdit, type WorkspaceEdit,
} from 'vscode-languageserver/node.js';
import { STATUS, type InitializationOptions, type Status } from '../../src/protocol/protocol.ts';
import { AnalysisThread } from '../../src/server/analysisThread.ts';
import { serve } from '../../src/server/server.ts';

/** Longest wait in milliseconds for something that should come. */
const PATIENCE_MS = 20_000;

/** A folder on the disk that goes away with the client. */
export async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'dosimeter-server-')));
  for (const [file, text] of Object.entries(files)) await put(folder, file, text);
  return folder;
}

export async function put(folder: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

export interface ClientOptions {
  readonly options?: InitializationOptions;
  /** `settings` answers `workspace/configuration`; absent: the client can not be asked. */
  readonly settings?: Record<string, unknown>;
  /** Speak to a process over its standard streams instead of to a server in this process. */
  readonly process?: ChildProcess;
  /** Leaves the client's abilities out, as an old editor would. */
  readonly bare?: boolean;
}

/** The language client of a test: an editor without a window. */
export class Client {
  readonly folder: string;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: Status[] = [];
  readonly logs: string[] = [];
  readonly shown: string[] = [];
  readonly messages: string[] = [];
  readonly watchers: unknown[] = [];
  settings: Record<string, unknown> | undefined;
  initialized: InitializeResult | undefined;
  readonly connection: ProtocolConnection;
  readonly #documents = new Map<string, TextDocument>();
  readonly #waiting = new Set<() => void>();

  constructor(folder: string, connection: ProtocolConnection) {
    this.folder = folder;
    this.connection = connection;
  }

  uri(file: string): string {
    return pathToFileURL(join(this.folder, file)).href;
  }

  text(file: string): string {
    const document = this.#documents.get(file);
    if (document === undefined) throw new Error(`${file} is not open`);
    return document.getText();
  }

  offset(file: string, of: string): number {
    const at = this.text(file).indexOf(of);
    if (at < 0) throw new Error(`no ${JSON.stringify(of)} in ${file}`);
    return at;
  }

  rangeOf(file: string, of: string): Range {
    const document = this.#documents.get(file)!;
    const start = this.offset(file, of);
    return { start: document.positionAt(start), end: document.positionAt(start + of.length) };
  }

  async open(file: string, text: string, languageId = 'python'): Promise<void> {
    this.#documents.set(file, TextDocument.create(this.uri(file), languageId, 1, text));
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uri(file), languageId, version: 1, text } });
  }

  /** Replaces the whole text. */
  async edit(file: string, text: string): Promise<void> {
    const document = this.#documents.get(file)!;
    TextDocument.update(document, [{ text }], document.version + 1);
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri(file), version: document.version }, contentChanges: [{ text }] });
  }

  async save(file: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri: this.uri(file) } });
  }

  async close(file: string): Promise<void> {
    this.#documents.delete(file);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(file) } });
  }

  async watched(file: string, kind: 'created' | 'changed' | 'deleted'): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: this.uri(file), type: { created: 1, changed: 2, deleted: 3 }[kind] }] });
  }

  hover(file: string, of: string): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri: this.uri(file) }, position: this.rangeOf(file, of).start });
  }

  actions(file: string, range: Range, only?: readonly string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri: this.uri(file) }, range, context: { diagnostics: [], ...(only === undefined ? {} : { only }) } });
  }

  /** What is shown for a file now. */
  diagnostics(file: string): readonly Diagnostic[] {
    return this.published.findLast(({ uri }) => uri === this.uri(file))?.diagnostics ?? [];
  }

  /** Waits until the server has come to rest with a result that satisfies `holds`. */
  async until(holds: () => boolean, what = holds.toString()): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!holds()) {
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}; status ${JSON.stringify(this.statuses.at(-1))}, logs: ${this.logs.join('\n')}, shown: ${JSON.stringify(this.published.at(-1))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async ready(): Promise<void> {
    await this.until(() => this.statuses.at(-1)?.state === 'ready', 'the server to be ready');
  }

  /** Carries out an edit as an editor would: on open documents in memory, on the rest on the disk. */
  async apply(edit: WorkspaceEdit): Promise<void> {
    for (const change of edit.documentChanges ?? []) {
      if ('kind' in change) {
        if (change.kind === 'create') await put(this.folder, this.#file(change.uri), '');
        continue;
      }
      await this.#applyToDocument(change);
    }
  }

  async #applyToDocument({ textDocument, edits }: TextDocumentEdit): Promise<void> {
    const file = this.#file(textDocument.uri);
    const open = this.#documents.get(file);
    if (open !== undefined) {
      if (textDocument.version !== null && textDocument.version !== open.version) throw new Error(`an edit for version ${textDocument.version} of ${file}, which is at ${open.version}`);
      return this.edit(file, TextDocument.applyEdits(open, [...edits]));
    }
    const { readFile } = await import('node:fs/promises');
    const document = TextDocument.create('', '', 0, await readFile(join(this.folder, file), 'utf8'));
    await put(this.folder, file, TextDocument.applyEdits(document, [...edits]));
    await this.watched(file, 'created');
  }

  #file(uri: string): string {
    const path = fileURLToPath(uri);
    if (!path.startsWith(`${this.folder}/`)) throw new Error(`${uri} lies outside of ${this.folder}`);
    return path.slice(this.folder.length + 1);
  }

  wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  async dispose(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Starts a server for a folder and goes through the handshake. */
export async function startClient(folder: string, { options, settings, process: child, bare = false }: ClientOptions = {}): Promise<Client> {
  const client = new Client(folder, child === undefined ? inProcess() : overStreams(child));
  client.settings = settings;
  const { connection } = client;
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    client.published.push(params);
    client.wake();
  });
  connection.onNotification(STATUS, (status: Status) => {
    client.statuses.push(status);
    client.wake();
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => void client.messages.push(message));
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => void client.logs.push(message));
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => client.settings ?? null));
  connection.onRequest('workspace/workspaceFolders', () => [{ uri: pathToFileURL(folder).href, name: 'folder' }]);
  connection.onRequest('client/registerCapability', (params: unknown) => void client.watchers.push(params));
  connection.onRequest('window/showDocument', ({ uri }: { uri: string }) => {
    client.shown.push(uri);
    return { success: true };
  });
  connection.listen();
  const params: InitializeParams = {
    processId: null,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'folder' }],
    capabilities: bare ? {} : {
      textDocument: { publishDiagnostics: { relatedInformation: true } },
      window: { showDocument: { support: true } },
      workspace: {
        workspaceFolders: true,
        configuration: settings !== undefined,
        didChangeWatchedFiles: { dynamicRegistration: true },
        executeCommand: {},
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
      },
    },
    ...(options === undefined ? {} : { initializationOptions: options }),
  };
  client.initialized = await connection.sendRequest('initialize', params);
  await connection.sendNotification('initialized', {});
  return client;
}

/** One for all tests: starting it takes longer than most of them. */
export const thread = new AnalysisThread();

function inProcess(): ProtocolConnection {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  serve(server, '0.0.0', thread);
  server.listen();
  return createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
}

const overStreams = (child: ChildProcess): ProtocolConnection => createProtocolConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!));

/** The server as a program, from its sources. */
export const spawnServer = (): ChildProcess => spawn(process.execPath, [fileURLToPath(new URL('../../src/server/main.ts', import.meta.url)), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
