import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { lowerInWorkers, POOL_MAX_WORKERS, POOL_MIN_CHARS } from './pool.ts';
import type { Environment } from './session.ts';

/** The environment of a Node process. `jobs`: worker threads; 1 keeps everything on this thread, absent: by the size of the work. */
export function nodeEnvironment({ jobs }: { readonly jobs?: number } = {}): Environment {
  return {
    hash: (data) => createHash('sha256').update(data).digest('hex'),
    // Without a grammar to load nobody parses, and the parser need not be there either.
    prepareSyntax: async (grammars) => {
      const wanted = [...grammars];
      if (wanted.length > 0) await (await import('./grammarFiles.ts')).prepareSyntax(wanted);
    },
    lowerElsewhere: (work, grammars, token) => {
      const chars = work.reduce((sum, { text }) => sum + text.length, 0);
      const workers = jobs ?? (chars < POOL_MIN_CHARS ? 1 : Math.min(availableParallelism(), POOL_MAX_WORKERS));
      return workers > 1 ? lowerInWorkers(work, grammars, Math.min(workers, work.length), token) : undefined;
    },
    now: () => performance.now(),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
