import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { lowerInWorkers, POOL_MAX_THREADS, POOL_MIN_CHARS } from './pool.ts';
import type { Environment } from './session.ts';

/** The environment of a Node process. `jobs`: threads that parse, this one among them; absent: by the size of the work. */
export function nodeEnvironment({ jobs }: { readonly jobs?: number } = {}): Environment {
  return {
    hash: (data) => createHash('sha256').update(data).digest('hex'),
    // Without a grammar to load nobody parses, and the parser need not be there either.
    prepareSyntax: async (grammars) => {
      const wanted = [...grammars];
      if (wanted.length > 0) await (await import('./grammarFiles.ts')).prepareSyntax(wanted);
    },
    helpToLower: (queue, grammars, token) => {
      const threads = jobs ?? (queue.chars < POOL_MIN_CHARS ? 1 : Math.min(availableParallelism(), POOL_MAX_THREADS));
      return threads > 1 ? lowerInWorkers(queue, grammars, threads - 1, token) : undefined;
    },
    now: () => performance.now(),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
