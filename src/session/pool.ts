import { Worker } from 'node:worker_threads';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Cancelled, throwIfCancelled, type CancelToken } from '../base/cancel.ts';
import type { GrammarId } from '../syntax/grammars.ts';
import type { LowerJob, LowerResult } from './lower.ts';
import type { LowerQueue } from './lowerQueue.ts';

/** Characters of source below which starting workers costs more than they save. */
export const POOL_MIN_CHARS = 1_000_000;

/** More threads than this, the one that starts them among them, gain nothing: allocation and the hand-over become the wall. */
export const POOL_MAX_THREADS = 4;

/** What the main thread sends to a worker. */
export type WorkerRequest = { readonly grammars: readonly GrammarId[] } | { readonly jobs: readonly LowerJob[] };

/** What a worker answers: it is ready, or the results of one batch. */
export type WorkerReply = { readonly ready: true } | { readonly results: readonly LowerResult[] };

/**
 * Lowers texts from a queue in `workers` threads until it is empty, whatever thread takes which. Rejects when a worker dies, or with
 * `Cancelled`; the threads are gone by then.
 */
export async function lowerInWorkers(queue: LowerQueue, grammars: readonly GrammarId[], workers: number, token?: CancelToken): Promise<readonly LowerResult[]> {
  const results: LowerResult[] = [];
  const threads = Array.from({ length: workers }, () => new Worker(workerFile()));
  try {
    await Promise.all(threads.map((thread) => drain(thread, grammars, queue, results, token)));
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  throwIfCancelled(token);
  return results;
}

/** Batches that a worker has at a time: while it works on one, the next is on its way. */
const AHEAD = 2;

function drain(thread: Worker, grammars: readonly GrammarId[], queue: LowerQueue, results: LowerResult[], token?: CancelToken): Promise<void> {
  return new Promise((resolve, reject) => {
    let open = 0;
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`a worker ended with status ${code}`)));
    thread.on('message', (reply: WorkerReply) => {
      if ('results' in reply) { results.push(...reply.results); open--; }
      if (token?.cancelled === true) return reject(new Cancelled());
      while (open < AHEAD) {
        const jobs = queue.batch();
        if (jobs.length === 0) break;
        thread.postMessage({ jobs } satisfies WorkerRequest);
        open++;
      }
      if (open === 0) resolve();
    });
    thread.postMessage({ grammars } satisfies WorkerRequest);
  });
}

/** The worker stands beside the bundle, or beside this file in a checkout. */
function workerFile(): URL {
  const bundled = new URL('./worker.js', import.meta.url);
  return existsSync(fileURLToPath(bundled)) ? bundled : new URL('./worker.ts', import.meta.url);
}
