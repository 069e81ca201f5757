import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FrameReading } from '../rules/fixtures/burnedIn.ts';
import type { Frame } from '../scanners/pixels/planes.ts';

/** Loading the engine is not the fault of the first frame. */
const START_MS = 10_000;

/** One frame's share of a file's time at most: what takes longer is noise to the engine, and the other frames matter more. */
const FRAME_MS = 20_000;

/** Megabytes of JavaScript memory that one frame may take; the engine's own memory is WebAssembly's, at most 2 GB. */
const MEMORY = 1_500;

/** Reads frames in a thread of its own, which is ended when a frame holds it up; the next one gets a new thread. One frame at a time. */
export class OcrThread {
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Same contract as `FrameReader`. */
  readonly read = (frame: Frame, milliseconds: number): Promise<FrameReading> => {
    const answer = this.#last.then(() => this.#ask(frame, Math.min(FRAME_MS, milliseconds)));
    this.#last = answer;
    return answer;
  };

  /** Ends the thread, and the program can end. */
  async stop(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #ask(frame: Frame, milliseconds: number): Promise<FrameReading> {
    const isNew = this.#worker === undefined;
    const worker = (this.#worker ??= start());
    return new Promise((resolve) => {
      const settle = (reading: FrameReading): void => {
        clearTimeout(timer);
        for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
        resolve(reading);
      };
      const lost = (problem: string): void => {
        this.#worker = undefined;
        settle({ texts: [], problem });
        worker.on('error', () => undefined);
        void worker.terminate();
      };
      const timer = setTimeout(() => lost('reading it took too long'), milliseconds + (isNew ? START_MS : 0));
      worker.on('message', settle);
      worker.on('error', () => lost('reading it failed'));
      worker.on('exit', () => lost('reading it failed'));
      worker.postMessage(frame);
    });
  }
}

/** The thread's file stands beside the bundle, or beside this file in a checkout. */
function start(): Worker {
  const bundled = new URL('./ocr.js', import.meta.url);
  const file = existsSync(fileURLToPath(bundled)) ? bundled : new URL('./ocrWorker.ts', import.meta.url);
  return new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MEMORY }, stdout: true, stderr: true });
}
