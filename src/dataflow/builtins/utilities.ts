import { IterKind } from '../../ir/ir.ts';
import { REST, type HeapObj } from '../../resolve/heap.ts';
import { UNKNOWN, isNothing, join, joinAll, ofToken, ofTokens, someStrings, withoutFacts, type Value } from '../../resolve/value.ts';
import { keyOf } from '../code/guards.ts';
import { iterate, spreadInto } from '../code/exec.ts';
import type { CallSite } from '../calls/arguments.ts';
import { unnamed, callMethod } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { readField, writeField } from '../objects/fields.ts';
import { copyOf, listOf, mapOver, tupleOf } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Lodash and its kin: functions of collections and of paths into objects, also as a chain. https://lodash.com/docs */

const arg = (s: CallSite, i: number): Value => withoutFacts(s.args[i]?.value ?? UNKNOWN);
const elementsOf = (e: Engine, f: Frame, v: Value, s: CallSite): Value => iterate(e, f, v, IterKind.values, s.place);
/** What a function, or the name of a property that stands for one, makes of a value. */
function through(e: Engine, f: Frame, iteratee: Value, v: Value, s: CallSite): Value {
  const key = keyOf(iteratee);
  return key !== undefined ? readAt(e, f, v, key, s) : iteratee.tokens.length > 0 ? mapOver(e, f, iteratee, [v, UNKNOWN], s.place) : v;
}
/** `a.b[0].c`: the value at a path. */
const readAt = (e: Engine, f: Frame, v: Value, path: string, s: CallSite): Value =>
  path.split(/[.[\]]+/).filter(Boolean).reduce((at: Value, key) => readField(e, f, at, key, s.place, true), v);

type Helper = (e: Engine, f: Frame, s: CallSite) => Value;
/** The method of lists that does the same. */
const native = (name: string): Helper => (e, f, s) => callMethod(e, f, s.args[0]?.value ?? UNKNOWN, s.args[0]?.reg ?? -1, name, s.args.slice(1), s.place, 0);
/** Some of the elements, or all in another order. */
const some: Helper = (e, f, s) => listOf(e, elementsOf(e, f, arg(s, 0), s), s.place);
const one: Helper = (e, f, s) => elementsOf(e, f, arg(s, 0), s);
/** Where the predicate is a function, what it establishes of an element counts. */
const chosen = (name: string): Helper => (e, f, s) => arg(s, 1).tokens.some((t) => t.t === 'fn') ? native(name)(e, f, s) : name === 'find' ? one(e, f, s) : some(e, f, s);
const nested: Helper = (e, f, s) => listOf(e, listOf(e, elementsOf(e, f, arg(s, 0), s), s.place), s.place);
const byKey = (made: (e: Engine, element: Value, s: CallSite) => Value): Helper => (e, f, s) => {
  const o = e.heap.alloc('dict', s.place);
  e.heap.write(o, REST, made(e, elementsOf(e, f, arg(s, 0), s), s), s.place);
  return ofToken(o.token);
};
const names = (e: Engine, f: Frame, s: CallSite): Set<string> | null => {
  const given = s.args.slice(1).flatMap((a) => a.value.tokens.some((t) => t.t === 'obj') ? [elementsOf(e, f, a.value, s)] : [a.value]);
  return given.some((v) => v.top || v.tokens.length === 0) ? null : new Set(given.flatMap(someStrings));
};
const pick: Helper = (e, f, s) => {
  const keys = names(e, f, s);
  if (!keys) return copyOf(e, f, arg(s, 0), 'object', s.place);
  const o = e.heap.alloc('object', s.place);
  for (const key of keys) e.heap.write(o, key, readField(e, f, arg(s, 0), key, s.place, true), s.place);
  return ofToken(o.token);
};
const omit: Helper = (e, f, s) => {
  const copy = copyOf(e, f, arg(s, 0), 'object', s.place);
  const keys = names(e, f, s);
  for (const t of copy.tokens) if (t.t === 'obj' && keys) for (const key of keys) if (t.obj.cells.has(key)) e.heap.setCell(t.obj, key, undefined);
  return copy;
};
const copied: Helper = (e, f, s) => arg(s, 0).tokens.some((t) => t.t === 'obj' && ['list', 'tuple'].includes(t.obj.kind)) ? some(e, f, s) : copyOf(e, f, arg(s, 0), 'object', s.place);
const spread: Helper = (e, f, s) => {
  for (const t of arg(s, 0).tokens) if (t.t === 'obj') for (const a of s.args.slice(1)) spreadInto(e, f, t.obj, a.value, a.place);
  return arg(s, 0);
};
const get: Helper = (e, f, s) => {
  const path = keyOf(arg(s, 1));
  const found = path === undefined ? elementsOf(e, f, arg(s, 0), s) : readAt(e, f, arg(s, 0), path, s);
  return s.args[2] ? join(found, arg(s, 2)) : found;
};
const set: Helper = (e, f, s) => {
  const path = (keyOf(arg(s, 1)) ?? '').split(/[.[\]]+/).filter(Boolean);
  const holder = path.slice(0, -1).reduce((at: Value, key) => readField(e, f, at, key, s.place, true), arg(s, 0));
  writeField(e, f, holder, path.at(-1), arg(s, 2), s.place);
  return arg(s, 0);
};
const mapValues: Helper = (e, f, s) => {
  const o = e.heap.alloc('dict', s.place);
  for (const t of arg(s, 0).tokens) if (t.t === 'obj') for (const [key, cell] of t.obj.cells) if (!key.startsWith('\u0001')) e.heap.write(o, key, through(e, f, arg(s, 1), withoutFacts(cell.value), s), s.place);
  if (o.cells.size === 0) e.heap.write(o, REST, through(e, f, arg(s, 1), elementsOf(e, f, arg(s, 0), s), s), s.place);
  return ofToken(o.token);
};

const HELPERS: Readonly<Record<string, Helper>> = {
  map: (e, f, s) => keyOf(arg(s, 1)) === undefined ? native('map')(e, f, s) : listOf(e, through(e, f, arg(s, 1), elementsOf(e, f, arg(s, 0), s), s), s.place),
  flatMap: (e, f, s) => listOf(e, elementsOf(e, f, through(e, f, arg(s, 1), elementsOf(e, f, arg(s, 0), s), s), s), s.place),
  forEach: native('forEach'), each: native('forEach'), reduce: native('reduce'), join: native('join'), includes: native('includes'), concat: native('concat'), some: native('some'), every: native('every'),
  filter: chosen('filter'), find: chosen('find'), findLast: chosen('find'),
  ...Object.fromEntries(['reject', 'uniq', 'uniqBy', 'sortBy', 'orderBy', 'compact', 'take', 'takeRight', 'takeWhile', 'drop', 'dropRight', 'shuffle', 'sampleSize', 'slice', 'tail', 'initial', 'without', 'difference', 'intersection', 'reverse', 'toArray', 'values'].map((name) => [name, some])),
  ...Object.fromEntries(['head', 'first', 'last', 'nth', 'sample', 'maxBy', 'minBy'].map((name) => [name, one])),
  flatten: (e, f, s) => listOf(e, elementsOf(e, f, elementsOf(e, f, arg(s, 0), s), s), s.place), flattenDeep: (e, f, s) => listOf(e, elementsOf(e, f, elementsOf(e, f, arg(s, 0), s), s), s.place),
  chunk: nested, partition: (e, f, s) => tupleOf(e, [some(e, f, s), some(e, f, s)], s.place),
  groupBy: byKey((e, v, s) => listOf(e, v, s.place)), keyBy: byKey((_e, v) => v), mapValues,
  pick, omit, pickBy: copied, omitBy: copied, clone: copied, cloneDeep: copied,
  merge: spread, assign: spread, extend: spread, defaults: spread, defaultsDeep: spread, get, set,
};

const WRAPPED = '\u0001wrapped';
const CHAIN = 'lodash.chain()';
/** `_.chain(x)`: an object that hands its value from helper to helper, until `value()` gives it. */
function wrap(e: Engine, f: Frame, v: Value, s: CallSite): Value {
  const o: HeapObj = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at(CHAIN) ?? null;
  e.heap.fill(o, WRAPPED, withoutFacts(v), s.place);
  return ofToken(o.token);
}
const wrapped = (s: CallSite): Value => s.recv?.cells.get(WRAPPED)?.value ?? UNKNOWN;
const linked = (name: string): Intrinsic => (e, f, s) => wrap(e, f, HELPERS[name]!(e, f, { ...s, args: [unnamed(wrapped(s), s.place), ...s.args] }), s);

/** `produce(base, recipe)` of Immer: what the recipe makes of a draft, or the draft that it has changed. */
const produce: Intrinsic = (e, f, s) => {
  const draft = joinAll(arg(s, 0).tokens.map((t) => t.t === 'obj' ? ofToken(copyBelow(e, t.obj, 0).token) : ofTokens([t])));
  const base = isNothing(draft) ? arg(s, 0) : draft;
  const made = mapOver(e, f, arg(s, 1), [base], s.place);
  return made.tokens.some((t) => t.t === 'obj') ? join(base, { ...made, top: false }) : base;
};
/** Objects within objects that a draft copies; what lies deeper is shared (false alarms). */
const DRAFT_DEPTH = 4;
function copyBelow(e: Engine, o: HeapObj, depth: number): HeapObj {
  if (o.kind === 'module' || o.kind === 'class' || o.kind === 'scope' || depth > DRAFT_DEPTH) return o;
  const copy = e.heap.alloc(o.kind, o.place);
  copy.api = o.api; copy.cls = o.cls; copy.note = o.note;
  for (const [key, cell] of o.cells) e.heap.fill(copy, key, cell.value.tokens.some((t) => t.t === 'obj') ? { ...cell.value, tokens: cell.value.tokens.map((t) => t.t === 'obj' ? copyBelow(e, t.obj, depth + 1).token : t).sort((a, b) => a.id - b.id) } : cell.value, cell.place);
  return copy;
}

const ROOTS = ['lodash', 'lodash-es', 'underscore'];
/** API path → what the call does. */
export const UTILITY_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...Object.fromEntries(ROOTS.flatMap((root) => Object.entries(HELPERS).map(([name, helper]): [string, Intrinsic] => [`${root}.${name}`, helper]))),
  ...Object.fromEntries(ROOTS.flatMap((root) => [`${root}.chain`, root].map((path): [string, Intrinsic] => [path, (e, f, s) => wrap(e, f, arg(s, 0), s)]))),
  ...Object.fromEntries(Object.keys(HELPERS).map((name) => [`${CHAIN}.${name}`, linked(name)])),
  [`${CHAIN}.value`]: (_e, _f, s) => wrapped(s), [`${CHAIN}.tap`]: (_e, _f, s) => s.recv ? ofToken(s.recv.token) : UNKNOWN,
  // `validator.isIn(text, ALLOWED)`
  'validator.isIn': (e, f, s) => callMethod(e, f, s.args[1]?.value ?? UNKNOWN, s.args[1]?.reg ?? -1, 'includes', s.args.slice(0, 1), s.place, 0),
  'immer.produce': produce, 'immer.default': produce,
};
