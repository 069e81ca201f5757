import { type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node.js';
import { DISARM, SCAN, STATUS, TRUST_GRANTED, type Disarmed, type Status } from '../protocol/protocol.ts';
import { createClient } from './client.ts';
import { registerCommands } from './commands.ts';
import { StatusItem } from './status.ts';

let client: LanguageClient | undefined;

/** Starts the language server and shows what it says about itself. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('Dosimeter', { log: true });
  const status = new StatusItem();
  client = createClient(context, output);
  client.onNotification(STATUS, (received: Status) => status.show(received));
  context.subscriptions.push(
    output,
    status,
    workspace.onDidGrantWorkspaceTrust(() => void client?.sendNotification(TRUST_GRANTED)),
    ...registerCommands(context, {
      scan: async () => void (await client?.sendRequest(SCAN)),
      restart: () => restart(output, status),
      disarm: (uri) => client?.sendRequest<Disarmed | null>(DISARM, uri) ?? Promise.resolve(undefined),
      showOutput: () => output.show(true),
    }),
  );
  await start(output, status);
}

/** Ends the server with the editor. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(output: LogOutputChannel, status: StatusItem): Promise<void> {
  try {
    await client?.start();
  } catch (error) {
    output.error(`The language server did not start: ${error instanceof Error ? error.message : String(error)}`);
    status.failed();
  }
}

async function restart(output: LogOutputChannel, status: StatusItem): Promise<void> {
  try {
    await client?.stop();
  } catch (error) {
    // A server that is stuck or gone is what a restart is for.
    output.warn(`The language server did not stop in time: ${error instanceof Error ? error.message : String(error)}`);
  }
  await start(output, status);
}
