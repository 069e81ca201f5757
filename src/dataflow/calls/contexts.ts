import type { Place } from '../../base/words.ts';
import type { FunctionIR } from '../../ir/ir.ts';
import { receivers, withoutConstants, type FnToken, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { LIMITS } from '../limits.ts';
import { consented, reviewed } from '../tools/approvals.ts';
import type { Bound } from './binding.ts';
import { coarse } from './coarse.ts';
import { describeInput, type Context, type Input } from './summaries.ts';

/** The context in which a call is run, or was before. `context`: undefined where no call of this key has been. `hasRoom`: it was, or may be. */
export interface Chosen { readonly contexts: Map<string, Context>; readonly context: Context | undefined; readonly key: string; readonly input: Input; readonly self: Value | null; readonly hasRoom: boolean }

/**
 * Tells calls of a function apart: by all that they are given while there are few, then without constants, in the end by kinds of things and of dangers
 * alone. Takes from the bound arguments what no longer counts. How many contexts there may be of each sort follows what is left of the work.
 */
export function chooseContext(e: Engine, f: Frame, t: FnToken, b: Bound, place: Place): Chosen {
  const { fn, scope } = t;
  let self = receivers(t) ? null : t.self;
  let contexts = e.summaries.get(fn);
  if (!contexts) e.summaries.set(fn, contexts = new Map());
  let input = describeInput([...b.values, self ?? undefined], scope);
  const consent = !consented(f) ? '' : input.labels.every((l) => reviewed(f, l)) ? '?' : '!';
  const prefix = consent + (b.missing.size ? [...b.missing].join(',') + '|' : '');
  let key = prefix + input.key;
  let context = contexts.get(key);
  // What a function does that is handed functions, those do: a composition of them is another one each time.
  const most = fn.code.length <= LIMITS.shortFunction || b.values.some((v) => v?.tokens.some((x) => x.t === 'fn')) ? LIMITS.higherOrderContexts : e.isHot(fn) ? LIMITS.contexts : LIMITS.coldContexts;
  const limit = Math.max(1, Math.round(most * e.thrift() / (input.labels.length ? 1 : 2)));
  let whole: readonly (Value | undefined)[] = b.values;
  if (!context && contexts.size >= limit) {
    whole = [...b.values];
    // Many different inputs: texts no longer tell calls apart, in the end no constant does. Single words do longest: verbs, roles, modes.
    const keepWords = contexts.size < limit * 2 - 4;
    b.values.forEach((v, i) => { if (v) b.values[i] = withoutConstants(v, keepWords); });
    input = describeInput([...b.values, self ?? undefined], scope);
    key = '*' + prefix + input.key;
    context = contexts.get(key);
  }
  // In the end only kinds of things and of dangers do.
  let room = limit * 2;
  const isFull = !context && contexts.size >= room;
  if (input.labels.length ? isFull || (!context?.summary && activations(f, fn) >= LIMITS.recursionDepth) : isFull && e.thrift() > LIMITS.coarseFrom) {
    const keepWords = contexts.size < room + LIMITS.coarseContexts / 2;
    whole.forEach((v, i) => { if (v) b.values[i] = coarse(e, f, v, place, keepWords); });
    if (self) self = coarse(e, f, self, place, keepWords);
    input = describeInput([...b.values, self ?? undefined], scope);
    key = '~' + prefix + input.key;
    context = contexts.get(key);
    room += LIMITS.coarseContexts;
  }
  return { contexts, context, key, input, self, hasRoom: context !== undefined || contexts.size < room };
}

/** How often a function stands on the stack. */
export function activations(f: Frame, fn: FunctionIR): number {
  let n = 0;
  for (let x: Frame | null = f; x; x = x.parent) if (x.fn === fn) n++;
  return n;
}
