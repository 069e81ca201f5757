import type { Place } from '../../base/words.ts';
import { CallFlag } from '../../ir/ir.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { findMethod } from '../../resolve/program.ts';
import { NOTHING, TEXT_BITS, clearLabels, join, ofLabels, ofToken, withLabels, type Value } from '../../resolve/value.ts';
import { callMethod, unnamed, type Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { deepLabels, elements } from '../objects/fields.ts';

/** Methods by which objects of the program take part in statements and literals: contexts that are entered and left, values that format themselves. */

/** What `with value as x` binds. */
export function enter(e: Engine, f: Frame, v: Value, place: Place): Value {
  // What a generator hands out is a list of elements at no known time; other lists are what they are.
  const isGenerated = (o: HeapObj): boolean => o.kind === 'list' && !o.singular && !f.mod.profile.checkedTypes;
  const own = v.tokens.filter((t) => t.t === 'obj' && (t.obj.cls || isGenerated(t.obj)));
  if (own.length === 0) return v;
  let out: Value = NOTHING;
  for (const t of v.tokens) {
    if (t.t === 'obj' && isGenerated(t.obj)) out = join(out, elements(e, f, t.obj, place)); // a generator used as context manager
    else if (t.t === 'obj' && t.obj.cls) {
      const name = ['__enter__', '__aenter__'].find((n) => findMethod(t.obj.cls!, n) !== undefined);
      out = join(out, name ? callMethod(e, f, ofToken(t), -1, name, [], place, CallFlag.none) : ofToken(t));
    } else out = join(out, ofToken(t));
  }
  return v.labels.length ? withLabels(out, v.labels) : out;
}

/** Methods by which a class says what `object[key] = value` does. */
const ITEM_SETTERS = ['__setitem__'];
/** `object[key] = value` on objects of the program whose class says what that does; gives the objects of which no class says it. */
export function setItem(e: Engine, f: Frame, base: Value, key: Value, value: Value, place: Place): Value {
  const own = base.tokens.flatMap((t) => { const name = t.t === 'obj' && t.obj.cls ? ITEM_SETTERS.find((n) => findMethod(t.obj.cls!, n)) : undefined; return name === undefined ? [] : [[t, name] as const]; });
  if (own.length === 0) return base;
  for (const [t, name] of own) callMethod(e, f, ofToken(t), -1, name, [key, value].map((v) => unnamed({ ...v, facts: null }, place)), place, CallFlag.none);
  return { ...base, tokens: base.tokens.filter((t) => !own.some(([one]) => one === t)) };
}

/** How an interpolation with a format asks a value for its text. */
export const FORMAT = '__format__';
/** A value in a format that no text takes: what an object of the program makes of it, else a number or a date. */
export function formatted(e: Engine, f: Frame, v: Value, spec: Argument, place: Place): Value {
  const own = v.tokens.filter((t) => t.t === 'obj' && t.obj.cls && findMethod(t.obj.cls, FORMAT));
  let out: Value = own.length === v.tokens.length && own.length > 0 && v.labels.length === 0 ? NOTHING : ofLabels(clearLabels(deepLabels(e, f, { ...v, tokens: v.tokens.filter((t) => !own.includes(t)) }), TEXT_BITS));
  for (const t of own) out = join(out, { ...callMethod(e, f, ofToken(t), -1, FORMAT, [spec], place, CallFlag.none), facts: null });
  return out;
}
/** As what the end of a statement that opens something is written in the IR. */
export const LEAVES: ReadonlySet<string> = new Set(['__exit__', '__aexit__']);
/** What objects of the program do when the statement that they were opened for ends. */
export function leave(e: Engine, f: Frame, v: Value, name: string, place: Place): void {
  const { closers } = f.mod.profile;
  const given = closers ? [] : NO_EXCEPTION.map(() => unnamed(e.constant(null), place));
  for (const t of v.tokens) if (t.t === 'obj' && t.obj.cls) {
    const { cls } = t.obj;
    const method = (closers ?? [name]).find((one) => findMethod(cls, one) !== undefined);
    if (method !== undefined) callMethod(e, f, ofToken(t), -1, method, given, place, CallFlag.none);
  }
}
/** Class, exception and traceback of a body that has come to its end. */
const NO_EXCEPTION = [0, 1, 2] as const;
