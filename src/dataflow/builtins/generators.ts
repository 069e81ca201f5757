import type { Place } from '../../base/words.ts';
import { RETURNED, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, isNothing, join, ofToken, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';

/** A generator is the list of what it yields; what it returns at its end stands beside it. */

/** What `yield*` gives: that which the generators returned whose elements it handed on. */
export function returnedAtEnd(v: Value): Value {
  let out: Value = v.top ? UNKNOWN : NOTHING;
  for (const t of v.tokens) out = join(out, (t.t === 'obj' ? t.obj.cells.get(RETURNED)?.value : undefined) ?? UNKNOWN);
  return isNothing(out) ? UNKNOWN : { ...out, facts: null };
}

/** `it.next()` where it gives an object: one that was yielded, or the one at the end. Which of them it is, `done` tells. */
export function generatorStep(e: Engine, o: HeapObj, yielded: Value, place: Place): Value | undefined {
  const last = o.cells.get(RETURNED);
  if (!last) return undefined;
  const step = (value: Value, done: boolean): Value => {
    const s = e.heap.alloc('object', place);
    e.heap.fill(s, 'done', e.constant(done), null);
    e.heap.fill(s, 'value', { ...value, facts: null }, place);
    return ofToken(s.token);
  };
  return join(step(yielded, false), step(last.value, true));
}
