import type { Place } from '../../base/words.ts';
import { PASSED_VALUE } from '../../ir/ir.ts';
import { LENGTH, REST } from '../../resolve/heap.ts';
import { UNKNOWN, join, ofToken, receivers, type FnToken, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { touch } from '../objects/fields.ts';
import type { Argument } from './calls.ts';

/** What the parameters of a function hold in one call, the registers that the caller wrote it from and where, and the registers of parameters that are left out. */
export interface Bound { readonly values: (Value | undefined)[]; readonly regs: number[]; readonly places: (Place | null)[]; readonly missing: Set<number> }

const bounds = new WeakMap<Frame, Bound>();
/** Remembers what an activation was called with. */
export const noteBound = (f: Frame, b: Bound): void => { bounds.set(f, b); };
export const boundOf = (f: Frame): Bound | undefined => bounds.get(f);

interface Given { readonly value: Value; readonly reg: number; readonly place: Place | null }

/** Matches arguments to parameters. */
export function bindArguments(e: Engine, t: FnToken, args: readonly Argument[], place: Place): Bound {
  const fn = t.fn;
  const queue: Given[] = [];
  const named = new Map<string, Given>();
  let rest: Value | null = null;      // further positions that are not known
  let restNames: Value | null = null; // further keywords that are not known
  if (t.self && receivers(t)) queue.push({ value: t.self, reg: -2, place: null });
  if (t.bound) { for (const v of t.bound.positional) queue.push({ value: v, reg: -1, place: null }); for (const [k, v] of t.bound.named) named.set(k, { value: v, reg: -1, place: null }); }
  for (const a of args) {
    if (a.name === '**') restNames = restNames ? join(restNames, a.value) : a.value;
    else if (a.name !== null) named.set(a.name, a);
    else if (a.spread) rest = rest ? join(rest, a.value) : a.value;
    else queue.push(rest ? { value: join(rest, a.value), reg: a.reg, place: a.place } : a);
  }
  const values: (Value | undefined)[] = [], regs: number[] = [], places: (Place | null)[] = [];
  const missing = new Set<number>();
  let next = 0;
  fn.params.forEach((p, i) => {
    let v: Value | undefined;
    let reg = -1;
    let at: Place | null = null;
    if (p.kind === 'rest') {
      const o = e.heap.alloc('list', place);
      let n = 0;
      for (; next < queue.length; next++) { e.heap.fill(o, String(n++), queue[next]!.value, place); }
      e.heap.fill(o, LENGTH, rest ? UNKNOWN : e.constant(n), null);
      if (rest) e.heap.fill(o, REST, rest, place);
      v = ofToken(o.token);
    } else if (p.kind === 'keywordRest') {
      const o = e.heap.alloc('dict', place);
      const taken = new Set(fn.params.map((x) => x.name));
      for (const [k, x] of named) if (!taken.has(k)) e.heap.fill(o, k, x.value, place);
      if (restNames) e.heap.fill(o, REST, restNames, place);
      v = ofToken(o.token);
    } else if (p.kind === 'positional' && next < queue.length) { v = queue[next]!.value; ({ reg, place: at } = queue[next]!); next++; }
    else {
      const k = named.get(p.name);
      if (k) { v = k.value; reg = k.reg; at = k.place; }
      else if (p.kind === 'positional' && rest) v = rest;
      else if (restNames) v = t.defaults?.get(i) ? join(restNames, t.defaults.get(i)!) : restNames;
      else { v = t.defaults?.get(i); if (v === undefined) missing.add(p.reg); }
    }
    values.push(v); regs.push(reg); places.push(at);
  });
  return { values, regs, places, missing };
}

/** What a callee left in the object that stands for a variable of its caller; code that is not seen leaves its result. */
export function passedValue(f: Frame, box: Value, args: readonly Argument[]): Value {
  for (const t of box.tokens) if (t.t === 'obj') {
    touch(f, t.obj, PASSED_VALUE);
    const cell = t.obj.cells.get(PASSED_VALUE);
    if (cell) return { ...cell.value, facts: null };
  }
  return args[0] ? { ...args[0].value, facts: null } : UNKNOWN;
}
