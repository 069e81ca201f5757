import type { Place } from '../../base/words.ts';
import { LENGTH, type HeapObj } from '../../resolve/heap.ts';
import { UNKNOWN, ofToken, singleConst, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { callMethod, type Argument } from '../calls/calls.ts';
import { keyOf } from '../code/guards.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { readField } from '../objects/fields.ts';
import { tupleOf } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Functions that read what they were made for of whatever they are given (module `operator`). */

/** Names under which such a function is a method of what it was made for. */
const ITEMS = 'get items', ATTRIBUTES = 'get attributes', METHOD = 'call method';
export const GETTERS: ReadonlySet<string> = new Set([ITEMS, ATTRIBUTES, METHOD]);

const made = (name: string): Intrinsic => (e, _f, s) => {
  const o = e.heap.alloc('data', s.place);
  s.args.forEach((a, i) => e.heap.fill(o, a.name ?? String(i), withoutFacts(a.value), a.place));
  e.heap.fill(o, LENGTH, e.constant(s.args.filter((a) => a.name === null).length), null);
  return ofToken({ t: 'bound', id: e.nextId(), recv: ofToken(o.token), name });
};
/** What such a function gives for its argument: the one part that it was made for, or a tuple of several. */
export function getterCall(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value {
  const from = args[0] ? withoutFacts(args[0].value) : UNKNOWN;
  const count = singleConst(o.cells.get(LENGTH)?.value ?? UNKNOWN);
  const given = Array.from({ length: typeof count === 'number' ? count : 0 }, (_, i) => o.cells.get(String(i))?.value ?? UNKNOWN);
  if (name === METHOD) {
    const method = keyOf(given[0]);
    const rest: Argument[] = given.slice(1).map((value) => ({ value, place, name: null, spread: false, reg: -1 }));
    return method === undefined ? UNKNOWN : callMethod(e, f, from, args[0]?.reg ?? -1, method, rest, place, 0);
  }
  // `attrgetter("a.b")` goes down.
  const read = (key: Value): Value => name === ITEMS ? readField(e, f, from, keyOf(key), place, true)
    : (keyOf(key)?.split('.') ?? [undefined]).reduce((v: Value, step) => readField(e, f, v, step, place, false), from);
  return given.length === 1 ? read(given[0]!) : tupleOf(e, given.map(read), place);
}

/** API path → what the call does. */
export const GETTER_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'operator.itemgetter': made(ITEMS), 'operator.attrgetter': made(ATTRIBUTES), 'operator.methodcaller': made(METHOD),
  'operator.getitem': (e, f, s: CallSite) => readField(e, f, withoutFacts(s.args[0]?.value ?? UNKNOWN), keyOf(s.args[1]?.value), s.place, true),
};
