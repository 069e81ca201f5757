import type { Place } from '../../base/words.ts';
import type { FunctionIR } from '../../ir/ir.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import type { FnToken, Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** Functions are objects: `read.pages = …`, `Object.assign(read, { … })`. Properties belong to the function as it is written, whichever closure they were put on. */

const held = new WeakMap<Engine, Map<FunctionIR, HeapObj>>();

/** `fn.key = value`. */
export function setFunctionProperty(e: Engine, { fn, mod }: FnToken, key: string, value: Value, place: Place): void {
  let known = held.get(e);
  if (!known) held.set(e, known = new Map());
  let o = known.get(fn);
  if (!o) known.set(fn, o = e.channel(`properties of ${mod.file} ${fn.index}`));
  e.heap.write(o, key, value.facts ? { ...value, facts: null } : value, place);
}

/** What was put on a function under a name. */
export function functionProperty(e: Engine, f: Frame, { fn }: FnToken, key: string): Value | undefined {
  const o = held.get(e)?.get(fn);
  if (!o) return undefined;
  if (o.global) f.deps.reads(o, key);
  return o.cells.get(key)?.value;
}
