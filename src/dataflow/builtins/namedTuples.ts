import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, join, ofLabels, ofToken, singleConst, withoutFacts, type Value } from '../../resolve/value.ts';
import type { Place } from '../../base/words.ts';
import { IterKind } from '../../ir/ir.ts';
import type { Argument } from '../calls/calls.ts';
import { iterate } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { deepLabels } from '../objects/fields.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Tuples whose places have names, of a class that a call makes (`collections.namedtuple`). */

/** Name under which a call of such a class is a method of what it was made with. */
export const MAKE = 'make named tuple';
const MAKE_OF = 'make named tuple of';
export const MAKERS: ReadonlySet<string> = new Set([MAKE, MAKE_OF]);
/** The names, in a tuple that was made. */
const NAMES = '\u0001names';

const named = (args: readonly Argument[], name: string, at: number): Value | undefined => (args.find((a) => a.name === name) ?? args.filter((a) => a.name === null)[at])?.value;
/** `"number note"`, `"number, note"`, `["number", "note"]`, `[("number", int)]`. */
function fieldNames(v: Value | undefined): readonly string[] | undefined {
  const text = v && singleConst(v);
  if (typeof text === 'string') return text.split(/[\s,]+/).filter(Boolean);
  const [only] = v?.tokens ?? [];
  if (only?.t !== 'obj' || v?.tokens.length !== 1 || only.obj.cells.has(REST)) return undefined;
  const names = [...only.obj.cells].filter(([k]) => k !== LENGTH).map(([, { value }]) => {
    const [pair] = value.tokens;
    return singleConst(pair?.t === 'obj' ? pair.obj.cells.get('0')?.value ?? UNKNOWN : value);
  });
  return names.every((name) => typeof name === 'string') ? names as string[] : undefined;
}
const factory: Intrinsic = (e, _f, s) => {
  const names = fieldNames(named(s.args, 'field_names', 1) ?? named(s.args, 'fields', 1));
  if (!names) return UNKNOWN;
  const o = e.heap.alloc('data', s.place);
  names.forEach((name, i) => e.heap.fill(o, String(i), e.constant(name), s.place));
  e.heap.fill(o, LENGTH, e.constant(names.length), null);
  const defaults = s.args.find((a) => a.name === 'defaults')?.value;
  if (defaults) e.heap.fill(o, REST, withoutFacts(defaults), s.place);
  e.heap.fill(o, '_make', ofToken({ t: 'bound', id: e.nextId(), recv: ofToken(o.token), name: MAKE_OF }), s.place);
  return ofToken({ t: 'bound', id: e.nextId(), recv: ofToken(o.token), name: MAKE });
};
const namesOf = (o: HeapObj): readonly string[] => {
  const count = singleConst(o.cells.get(LENGTH)?.value ?? UNKNOWN);
  return Array.from({ length: typeof count === 'number' ? count : 0 }, (_, i) => String(singleConst(o.cells.get(String(i))?.value ?? UNKNOWN)));
};

/** A call of the class, with values by place and by name, or of `_make` with a sequence of them. */
export function makeNamed(e: Engine, f: Frame, o: HeapObj, method: string, args: readonly Argument[], place: Place): Value {
  const names = namesOf(o);
  const given = new Map<string, Value>();
  let position = 0, others: Value = NOTHING;
  const all = (v: Value): void => {
    const [only] = v.tokens;
    const known = v.tokens.length === 1 && v.labels.length === 0 && only?.t === 'obj' && !only.obj.cells.has(REST) && ['list', 'tuple'].includes(only.obj.kind) ? only.obj : undefined;
    if (known) names.forEach((name, i) => { const cell = known.cells.get(String(i)); if (cell) given.set(name, cell.value); });
    else others = join(others, iterate(e, f, v, IterKind.values, place));
  };
  for (const a of args) {
    if (method === MAKE_OF || a.spread) all(a.value);
    else if (a.name === '**') others = join(others, ofLabels(deepLabels(e, f, a.value)));
    else { const name = a.name ?? names[position++]; if (name !== undefined) given.set(name, withoutFacts(a.value)); }
  }
  const defaults = o.cells.get(REST)?.value;
  return tupleWith(e, names, (name) => given.get(name) ?? join(withoutFacts(others), defaults ? iterate(e, f, defaults, IterKind.values, place) : NOTHING), place);
}
function tupleWith(e: Engine, names: readonly string[], valueOf: (name: string) => Value, place: Place): Value {
  const made = e.heap.alloc('tuple', place);
  names.forEach((name, i) => {
    const v = valueOf(name);
    e.heap.fill(made, String(i), v, place);
    e.heap.fill(made, name, v, place);
  });
  e.heap.fill(made, LENGTH, e.constant(names.length), null);
  e.heap.fill(made, NAMES, e.constant(names.join(' ')), null);
  return ofToken(made.token);
}

/** What such a tuple can do beyond others: the same with some values changed, and its values by name. */
export function namedTupleMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const names = singleConst(o.cells.get(NAMES)?.value ?? UNKNOWN);
  if (typeof names !== 'string') return undefined;
  const held = (key: string): Value => o.cells.get(key)?.value ?? UNKNOWN;
  if (name === '_replace') return tupleWith(e, names.split(' '), (key) => withoutFacts(args.find((a) => a.name === key)?.value ?? held(key)), place);
  if (name !== '_asdict') return undefined;
  const made = e.heap.alloc('dict', place);
  for (const key of names.split(' ')) e.heap.fill(made, key, held(key), place);
  return ofToken(made.token);
}

/** API path → what the call does. */
export const NAMED_TUPLE_INTRINSICS: Readonly<Record<string, Intrinsic>> = { 'collections.namedtuple': factory, 'typing.NamedTuple': factory };
