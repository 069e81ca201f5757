import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PdfContent } from '../scanners/pdf/read.ts';

/** What the thread is asked: to read a file for at most so many milliseconds. */
export interface PdfRequest { readonly bytes: Uint8Array; readonly milliseconds: number }

/** What it answers. */
export interface PdfReply { readonly content: PdfContent | undefined }

/** A reader that keeps to its time answers within this many milliseconds after it; loading it is part of that. */
const GRACE = 5_000;

/** Megabytes of memory that one file may take. Scanned theses of 200 MB reach about 700. */
const MEMORY = 1_500;

/** Files after which a thread is replaced: the library keeps some kilobytes of each. */
const FILES_PER_THREAD = 2_000;

/**
 * Reads PDFs in a thread of its own. A hostile file can make a reader run for ever or eat all memory, and only a thread can be
 * ended then: the file is reported as unreadable and the next one gets a new thread. One file at a time.
 */
export class PdfThread {
  #worker: Worker | undefined;
  #files = 0;
  #last: Promise<unknown> = Promise.resolve();
  readonly #program: URL;
  readonly #grace: number;

  /** `program`: the thread's file. `grace`: milliseconds beyond a file's own time after which the thread is given up. */
  constructor(program: URL = readerProgram(), grace: number = GRACE) {
    this.#program = program;
    this.#grace = grace;
  }

  /** Same contract as `readPdf`; never rejects. */
  readonly read = (bytes: Uint8Array, milliseconds: number): Promise<PdfContent | undefined> => {
    const answer = this.#last.then(() => this.#ask({ bytes, milliseconds }));
    this.#last = answer;
    return answer;
  };

  #ask(request: PdfRequest): Promise<PdfContent | undefined> {
    const worker = (this.#worker ??= new Worker(this.#program, { resourceLimits: { maxOldGenerationSizeMb: MEMORY }, stdout: true, stderr: true }));
    return new Promise((resolve) => {
      const settle = (content: PdfContent | undefined): void => {
        clearTimeout(timer);
        // By name: a worker also has listeners of its own.
        for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
        // An idle thread does not keep the program alive.
        worker.unref();
        resolve(content);
      };
      const lost = (message: string, limit?: string): void => {
        this.#worker = undefined;
        settle(unread(message, limit));
        worker.on('error', () => undefined);
        void worker.terminate();
      };
      const timer = setTimeout(() => lost('reading it did not end and was stopped', 'MAX_MILLISECONDS'), request.milliseconds + this.#grace);
      worker.on('message', ({ content }: PdfReply) => {
        settle(content);
        if (++this.#files % FILES_PER_THREAD > 0) return;
        this.#worker = undefined;
        void worker.terminate();
      });
      worker.on('error', () => lost('reading it failed'));
      worker.on('exit', () => lost('reading it failed'));
      worker.ref();
      worker.postMessage(request);
    });
  }
}

const unread = (message: string, limit: string | undefined): PdfContent => ({
  texts: [], facts: [{ kind: 'unreadable', where: 'document', message: `the file is built so that ${message}` }], limits: limit === undefined ? [] : [{ limit, where: 'document' }], attachments: [], pages: [], tagged: [],
});

/** The thread's file stands beside the bundle, or beside this file in a checkout. */
function readerProgram(): URL {
  const bundled = new URL('./pdf.js', import.meta.url);
  return existsSync(fileURLToPath(bundled)) ? bundled : new URL('./pdfWorker.ts', import.meta.url);
}
