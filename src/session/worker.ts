import { parentPort } from 'node:worker_threads';
import { prepareSyntax } from './grammarFiles.ts';
import { lowerText, transferables } from './lower.ts';
import type { WorkerReply, WorkerRequest } from './pool.ts';

/** A thread that parses and lowers batches of texts until it is terminated. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker only');

port.on('message', (request: WorkerRequest) => {
  if ('jobs' in request) {
    const results = request.jobs.map(lowerText);
    port.postMessage({ results } satisfies WorkerReply, results.flatMap(transferables));
    return;
  }
  void prepareSyntax(request.grammars).then(() => port.postMessage({ ready: true } satisfies WorkerReply));
});
