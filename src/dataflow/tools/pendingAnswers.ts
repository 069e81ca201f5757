import { NOTHING, UNKNOWN, join, ofToken, type Value } from '../../resolve/value.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import type { Place } from '../../base/words.ts';
import { PROMISE, SETTLE, SETTLE_SECOND, awaited } from '../builtins/builtins.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { touch } from '../objects/fields.ts';

/**
 * Answers that one part of a program waits for and a request of a person gives: a promise whose resolver is kept, a future, a completion source.
 * What is settled while a request runs is what somebody said; settled by a worker it is only a result.
 */
const ANSWERED = 'answered';
/** What is known of all promises that one place makes: whoever waits for one may have waited before somebody answered. */
const madeAt = (e: Engine, { place }: HeapObj): HeapObj | null => place && e.channel(`promise ${place.file} ${place.start}`);
const requests = new WeakSet<Frame>();

/** Notes that what is called from an activation is called by a request of somebody outside. */
export const noteRequest = (root: Frame): void => { requests.add(root); };

/** A promise that somebody else settles, with the property under which .NET keeps it. */
export function pendingAnswer(e: Engine, place: Place): Value {
  const o = e.heap.alloc('data', place);
  e.heap.fill(o, PROMISE, NOTHING, null);
  e.heap.fill(o, 'Task', ofToken(o.token), null);
  return ofToken(o.token);
}

/** Methods of promises, futures and completion sources that settle them or wait for them; undefined for others. */
export function pendingMethod(e: Engine, f: Frame, promise: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const given = (at: number): Value => args[at]?.value ?? UNKNOWN;
  switch (name) {
    case SETTLE: case 'set_result': case 'SetResult': case 'TrySetResult': case 'complete': settle(e, f, promise, given(0), place); return UNKNOWN;
    case SETTLE_SECOND: settle(e, f, promise, given(1), place); return UNKNOWN;
    case 'get': case 'join': case 'result': {
      if (isAnswered(e, f, ofToken(promise.token))) e.asking = true;
      return awaited(e, ofToken(promise.token));
    }
    case 'orTimeout': case 'completeOnTimeout': case 'toCompletableFuture': case 'WaitAsync': case 'ConfigureAwait': return ofToken(promise.token);
    default: return undefined;
  }
}

function settle(e: Engine, f: Frame, promise: HeapObj, v: Value, place: Place): void {
  e.heap.write(promise, PROMISE, join(promise.cells.get(PROMISE)?.value ?? NOTHING, awaited(e, v)), place);
  let root = f;
  while (root.parent) root = root.parent;
  const made = requests.has(root) ? madeAt(e, promise) : null;
  if (made) e.heap.write(made, ANSWERED, e.constant(true), place);
}

/** Whether one of the promises that a value is was settled by a request. */
export function isAnswered(e: Engine, f: Frame, v: Value): boolean {
  let answered = false;
  for (const t of v.tokens) if (t.t === 'obj' && t.obj.cells.has(PROMISE)) {
    const made = madeAt(e, t.obj);
    if (!made) continue;
    touch(f, made, ANSWERED);
    answered ||= made.cells.has(ANSWERED);
  }
  return answered;
}
