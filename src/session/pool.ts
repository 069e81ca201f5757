import { Worker } from 'node:worker_threads';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Cancelled, throwIfCancelled, type CancelToken } from '../base/cancel.ts';
import type { GrammarId } from '../syntax/grammars.ts';
import type { LowerJob, LowerResult } from './lower.ts';

/** Characters of source below which starting workers costs more than they save. */
export const POOL_MIN_CHARS = 1_000_000;

/** More workers than this gain nothing: allocation and the hand-over become the wall. */
export const POOL_MAX_WORKERS = 4;

/** Files given to a worker at a time: enough to hide the hand-over, few enough to share the work evenly. */
const BATCH = 16;

/** What the main thread sends to a worker. */
export type WorkerRequest = { readonly grammars: readonly GrammarId[] } | { readonly jobs: readonly LowerJob[] };

/** What a worker answers: it is ready, or the results of one batch. */
export type WorkerReply = { readonly ready: true } | { readonly results: readonly LowerResult[] };

/**
 * Lowers texts in `workers` threads. The results come in the order of the jobs, whatever thread took which. Rejects when a
 * worker dies, or with `Cancelled`; the threads are gone by then.
 */
export async function lowerInWorkers(jobs: readonly LowerJob[], grammars: readonly GrammarId[], workers: number, token?: CancelToken): Promise<readonly LowerResult[]> {
  const results = new Map<string, LowerResult>();
  let next = 0;
  const take = (): readonly LowerJob[] => {
    const batch = jobs.slice(next, next + BATCH);
    next += batch.length;
    return batch;
  };
  const threads = Array.from({ length: workers }, () => new Worker(workerFile()));
  try {
    await Promise.all(threads.map((thread) => drain(thread, grammars, take, results, token)));
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  throwIfCancelled(token);
  return jobs.map((job) => results.get(job.file)).filter((result) => result !== undefined);
}

function drain(thread: Worker, grammars: readonly GrammarId[], take: () => readonly LowerJob[], results: Map<string, LowerResult>, token?: CancelToken): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`a worker ended with status ${code}`)));
    thread.on('message', (reply: WorkerReply) => {
      if ('results' in reply) for (const result of reply.results) results.set(result.file, result);
      if (token?.cancelled === true) return reject(new Cancelled());
      const jobs = take();
      if (jobs.length === 0) resolve();
      else thread.postMessage({ jobs } satisfies WorkerRequest);
    });
    thread.postMessage({ grammars } satisfies WorkerRequest);
  });
}

/** The worker stands beside the bundle, or beside this file in a checkout. */
function workerFile(): URL {
  const bundled = new URL('./worker.js', import.meta.url);
  return existsSync(fileURLToPath(bundled)) ? bundled : new URL('./worker.ts', import.meta.url);
}
