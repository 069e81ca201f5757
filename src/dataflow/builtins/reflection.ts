import { CallFlag, IterKind } from '../../ir/ir.ts';
import { REST } from '../../resolve/heap.ts';
import { UNKNOWN, join, someStrings, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { callValue, unnamed, type Argument } from '../calls/calls.ts';
import { functionMethod } from '../calls/later.ts';
import { iterate, keysOf } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { writeField } from '../objects/fields.ts';
import { listOf } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Properties that are put on objects by descriptors, calls and constructions through values, and iterators as objects (ECMAScript, Object, Reflect and Iterator). */

const arg = (s: CallSite, i: number): Value => withoutFacts(s.args[i]?.value ?? UNKNOWN);

/** What a property holds that a descriptor describes: its value, or what its getter gives for the object. */
function described(e: Engine, f: Frame, object: Value, descriptor: Value, s: CallSite): Value | undefined {
  for (const t of descriptor.tokens) {
    if (t.t !== 'obj') continue;
    const value = t.obj.cells.get('value');
    if (value) return withoutFacts(value.value);
    const get = t.obj.cells.get('get')?.value.tokens.filter((x) => x.t === 'fn') ?? [];
    if (get.length) return get.map((x) => functionMethod(e, f, x, 'call', [unnamed(object, s.place)], s.place)).reduce(join);
  }
  return undefined;
}
const define: Intrinsic = (e, f, s) => {
  const [name] = someStrings(arg(s, 1));
  const value = described(e, f, arg(s, 0), arg(s, 2), s);
  if (value) writeField(e, f, arg(s, 0), name, value, s.place);
  return arg(s, 0);
};
const defineAll: Intrinsic = (e, f, s) => {
  for (const t of arg(s, 1).tokens) if (t.t === 'obj') for (const [name, cell] of t.obj.cells) {
    const value = name === REST || !name.startsWith('\u0001') ? described(e, f, arg(s, 0), cell.value, s) : undefined;
    if (value) writeField(e, f, arg(s, 0), name === REST ? undefined : name, value, s.place);
  }
  return arg(s, 0);
};

/** Arguments that a list holds. */
function listed(v: Value, s: CallSite): Argument[] {
  return v.tokens.flatMap((t) => t.t === 'obj' ? [...t.obj.cells].flatMap(([key, cell]): Argument[] => key === REST ? [{ ...unnamed(cell.value, cell.place ?? s.place), spread: true }] : /^\d+$/.test(key) ? [unnamed(cell.value, cell.place ?? s.place)] : []) : []);
}
const construct: Intrinsic = (e, f, s) => callValue(e, f, arg(s, 0), listed(arg(s, 1), s), s.place, CallFlag.construct);
const apply: Intrinsic = (e, f, s) => {
  const fns = arg(s, 0).tokens.filter((t) => t.t === 'fn');
  if (fns.length === 0) return callValue(e, f, arg(s, 0), listed(arg(s, 2), s), s.place, CallFlag.none);
  const given = [unnamed(arg(s, 1), s.place), ...listed(arg(s, 2), s)];
  return fns.map((t) => functionMethod(e, f, t, 'call', given, s.place)).reduce(join);
};
const ownKeys: Intrinsic = (e, _f, s) => {
  const names = arg(s, 0).tokens.map((t) => t.t === 'obj' ? keysOf(e, t.obj) : UNKNOWN);
  return listOf(e, names.length === 1 ? names[0]! : UNKNOWN, s.place);
};
const set: Intrinsic = (e, f, s) => { writeField(e, f, arg(s, 0), someStrings(arg(s, 1))[0], arg(s, 2), s.place); return UNKNOWN; };
const none: Intrinsic = () => UNKNOWN;
const iterator: Intrinsic = (e, f, s) => listOf(e, iterate(e, f, arg(s, 0), IterKind.values, s.place), s.place);

/** API path → what the call does. */
export const REFLECTION_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'globalThis.Object.defineProperty': define, 'globalThis.Object.defineProperties': defineAll, 'globalThis.Reflect.defineProperty': define,
  'globalThis.Reflect.construct': construct, 'globalThis.Reflect.apply': apply, 'globalThis.Reflect.ownKeys': ownKeys, 'globalThis.Reflect.set': set, 'globalThis.Reflect.has': none,
  'globalThis.Iterator.from': iterator,
};
