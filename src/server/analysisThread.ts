import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Cancelled } from '../base/cancel.ts';
import type { AnalysisRequest, AnalysisResult } from './analysis.ts';

/** What the server's thread sends. `flag` holds one 32-bit integer; 1 means that the request is no longer wanted. */
export type ThreadRequest =
  | { readonly id: number; readonly project: number; readonly request: AnalysisRequest; readonly flag: SharedArrayBuffer }
  | { readonly forget: number };

/** What the analysis thread answers. */
export type ThreadReply = { readonly id: number } & (
  | { readonly result: AnalysisResult }
  | { readonly cancelled: true }
  | { readonly error: string }
);

/** An analysis under way. */
export interface Running {
  /** Rejects with `Cancelled`, or with an error after which the folder has to be opened anew. */
  readonly result: Promise<AnalysisResult>;
  /** Takes effect within milliseconds, also while the solver is at work. */
  cancel(): void;
}

interface Waiting { resolve(result: AnalysisResult): void; reject(error: Error): void }

/**
 * The thread on which everything is analysed, so that the server answers while it works. Started when needed, and again after
 * it died: a crash costs the request in hand, not the server.
 */
export class AnalysisThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;

  /** `project`: number that the requests of one folder share. */
  analyse(project: number, request: AnalysisRequest): Running {
    const id = ++this.#lastId;
    const flag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const result = new Promise<AnalysisResult>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#start().postMessage({ id, project, request, flag } satisfies ThreadRequest);
    });
    return { result, cancel: () => void Atomics.store(new Int32Array(flag), 0, 1) };
  }

  /** The project is no more. */
  forget(project: number): void {
    this.#worker?.postMessage({ forget: project } satisfies ThreadRequest);
  }

  /** Ends the thread at once; what it was at work on is rejected. */
  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(threadFile());
    this.#worker = worker;
    worker.on('message', (reply: ThreadReply) => this.#settle(reply));
    worker.on('error', (error) => this.#lost(worker, error instanceof Error ? error : new Error(String(error))));
    // The connection keeps the process alive, not the work.
    worker.unref();
    worker.on('exit', (code) => this.#lost(worker, new Error(`the analysis thread ended with status ${code}`)));
    return worker;
  }

  #settle(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('result' in reply) waiting?.resolve(reply.result);
    else waiting?.reject('cancelled' in reply ? new Cancelled() : new Error(reply.error));
  }

  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** The thread's program stands beside the bundle, or beside this file in a checkout. */
function threadFile(): URL {
  const bundled = new URL('./analysis.js', import.meta.url);
  return existsSync(fileURLToPath(bundled)) ? bundled : new URL('./analysisMain.ts', import.meta.url);
}
