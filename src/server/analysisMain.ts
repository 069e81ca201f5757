/** The analysis thread's program: analyses the folders of its server, one request of a folder at a time. */
import { parentPort } from 'node:worker_threads';
import { FolderAnalysis, isCancelled } from './analysis.ts';
import type { ThreadReply, ThreadRequest } from './analysisThread.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker only');

const folders = new Map<number, FolderAnalysis>();

port.on('message', (message: ThreadRequest) => {
  if ('forget' in message) folders.delete(message.forget);
  else void answer(message).then((reply) => port.postMessage(reply));
});

async function answer({ id, project, request, flag }: Exclude<ThreadRequest, { forget: number }>): Promise<ThreadReply> {
  const folder = folders.get(project) ?? new FolderAnalysis();
  folders.set(project, folder);
  const cells = new Int32Array(flag);
  try {
    return { id, result: await folder.analyse(request, { get cancelled() { return Atomics.load(cells, 0) === 1; } }) };
  } catch (error) {
    if (isCancelled(error)) return { id, cancelled: true };
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
