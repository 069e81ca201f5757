import type { LowerJob } from './lower.ts';

/** Files given away at a time: enough to hide the hand-over, few enough to share the work evenly. */
const BATCH = 16;
/** Of what is left, at most this share is given away at a time, so that all end together. */
const SHARE = 1 / 16;

/** Texts that wait to be lowered. This thread takes one at a time from it, others some. */
export class LowerQueue {
  readonly #jobs: readonly LowerJob[];
  #next = 0;

  constructor(jobs: readonly LowerJob[]) { this.#jobs = jobs; }

  /** Characters of all texts. */
  get chars(): number { return this.#jobs.reduce((sum, { text }) => sum + text.length, 0); }
  next(): LowerJob | undefined { return this.#jobs[this.#next++]; }
  batch(): readonly LowerJob[] {
    const left = this.#jobs.length - this.#next;
    const batch = this.#jobs.slice(this.#next, this.#next + Math.max(1, Math.min(BATCH, Math.floor(left * SHARE))));
    this.#next += batch.length;
    return batch;
  }
}
