/** The language server as a program: `node server.js --stdio`, or `--node-ipc` under an editor. */
import { readFileSync } from 'node:fs';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node.js';
import { AnalysisThread } from './analysisThread.ts';
import { serve } from './server.ts';

/** Set by the bundler; absent when the sources run as they are. */
declare const __DOSIMETER_VERSION__: string | undefined;

const connection = createConnection(ProposedFeatures.all);

// One broken analysis must not take the editor's server away.
process.on('uncaughtException', (error) => connection.console.error(`Unexpected: ${error.stack ?? error.message}`));
process.on('unhandledRejection', (reason) => connection.console.error(`Unexpected: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`));

serve(connection, version(), new AnalysisThread());
connection.listen();

function version(): string {
  if (typeof __DOSIMETER_VERSION__ === 'string') return __DOSIMETER_VERSION__;
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}
