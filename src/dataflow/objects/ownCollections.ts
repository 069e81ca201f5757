import { HEADER, Op } from '../../ir/ir.ts';
import { LENGTH } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, join, ofToken, type Value } from '../../resolve/value.ts';
import type { Place } from '../../base/words.ts';
import type { Engine } from '../engine.ts';
import { definitionsOf, regOf, type Frame } from '../frame.ts';

/** Methods by which a collection is filled. */
const FILLS: ReadonlySet<string> = new Set(['Add', 'AddRange', 'Insert', 'AddLast', 'Push', 'Enqueue']);

/**
 * `options.Tools.Add(x)`: a collection that an object of a library makes for itself, and of which nothing is known yet, is there once
 * something is put into it. Undefined where a method is called on anything else.
 */
export function ownCollection(e: Engine, f: Frame, base: Value, reg: number, method: string, place: Place): Value | undefined {
  if (!f.mod.profile.namespaces || base.tokens.length > 0 || base.labels.length > 0 || reg < 0 || !FILLS.has(method)) return undefined;
  const pc = definitionsOf(f.fn)[reg]!;
  if (pc < 0 || f.fn.code[pc] !== Op.Get) return undefined;
  const name = f.mod.ir.strings[f.fn.code[pc + HEADER + 2]!]!;
  let out: Value = NOTHING;
  for (const t of regOf(f, f.fn.code[pc + HEADER + 1]!).tokens) {
    if (t.t !== 'obj' || t.obj.kind !== 'data' || t.obj.cls) continue;
    const made = e.heap.alloc('list', place);
    e.heap.setCell(made, LENGTH, { value: UNKNOWN, place: null });
    e.heap.write(t.obj, name, ofToken(made.token), place);
    out = join(out, ofToken(made.token));
  }
  return out === NOTHING ? undefined : out;
}
