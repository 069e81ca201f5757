import { IterKind } from '../../ir/ir.ts';
import { KEYS, LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, isNothing, join, ofLabels, ofToken, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { listOf, mapOver, tupleOf } from './builtins.ts';
import type { Engine } from '../engine.ts';
import { iterate, spreadInto } from '../code/exec.ts';
import { deepLabels } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Calls of standard libraries that sort, count and group what is in a container. */

const arg = (s: CallSite, i: number): Value => { const a = s.args.filter((one) => one.name === null)[i]; return a ? withoutFacts(a.value) : UNKNOWN; };
const named = (s: CallSite, name: string): Value | undefined => s.args.find((a) => a.name === name)?.value;
const each = (e: Engine, f: Frame, s: CallSite, v: Value): Value => iterate(e, f, v, IterKind.values, s.place);
const containers = (v: Value): HeapObj[] => v.tokens.flatMap((t) => t.t === 'obj' ? [t.obj] : []);

/** Adds an element at a place that is not known. */
function put(e: Engine, o: HeapObj, v: Value, s: CallSite): void {
  e.heap.write(o, LENGTH, UNKNOWN, null);
  e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, v), s.place);
}
const pushed: Intrinsic = (e, _f, s) => { for (const o of containers(arg(s, 0))) put(e, o, arg(s, 1), s); return UNKNOWN; };
const popped: Intrinsic = (e, f, s) => each(e, f, s, arg(s, 0));
const exchanged: Intrinsic = (e, f, s) => { pushed(e, f, s, -1); return each(e, f, s, arg(s, 0)); };
const best: Intrinsic = (e, f, s) => {
  const all = each(e, f, s, arg(s, 1));
  const key = named(s, 'key');
  if (key) mapOver(e, f, key, [all], s.place);
  return listOf(e, all, s.place);
};
const none: Intrinsic = () => UNKNOWN;

/** `Counter(xs)`: elements are keys, numbers are values. */
const counter: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('dict', s.place);
  const [first] = s.args;
  const keys = first === undefined ? [] : deepLabels(e, f, each(e, f, s, withoutFacts(first.value)));
  if (keys.length) e.heap.setCell(o, KEYS, { value: ofLabels(keys), place: s.place });
  if (first !== undefined) e.heap.setCell(o, REST, { value: UNKNOWN, place: s.place });
  return ofToken(o.token);
};
/** `groupby(xs, key)`: keys beside their elements. */
const neighbours: Intrinsic = (e, f, s) => {
  const all = each(e, f, s, arg(s, 0));
  const key = named(s, 'key') ?? (s.args.length > 1 ? arg(s, 1) : undefined);
  return listOf(e, tupleOf(e, [key ? mapOver(e, f, key, [all], s.place) : all, listOf(e, all, s.place)], s.place), s.place);
};
/** `csv.writer(buffer)`, `csv.DictWriter(buffer, names)`: rows go to the buffer. */
const onto: Intrinsic = (_e, _f, s) => arg(s, 0);
/** `Object.groupBy(xs, key)`. */
const grouped: Intrinsic = (e, f, s) => {
  const all = each(e, f, s, arg(s, 0));
  const key = mapOver(e, f, arg(s, 1), [all, UNKNOWN], s.place);
  const o = e.heap.alloc('dict', s.place);
  if (key.labels.length) e.heap.setCell(o, KEYS, { value: ofLabels(key.labels), place: s.place });
  e.heap.setCell(o, REST, { value: listOf(e, all, s.place), place: s.place });
  return ofToken(o.token);
};
/** `Collections.addAll(xs, a, b)`. */
const addedAll: Intrinsic = (e, f, s) => { for (const o of containers(arg(s, 0))) for (const a of s.args.slice(1)) if (a.spread) spreadInto(e, f, o, withoutFacts(a.value), s.place); else put(e, o, withoutFacts(a.value), s); return UNKNOWN; };
const repeated: Intrinsic = (e, _f, s) => listOf(e, arg(s, 1), s.place);
const extreme: Intrinsic = (e, f, s) => { const v = each(e, f, s, arg(s, 0)); return isNothing(v) ? UNKNOWN : v; };

/** API path → what the call does. */
export const COLLECTION_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'heapq.heappush': pushed, 'heapq.heappop': popped, 'heapq.heappushpop': exchanged, 'heapq.heapreplace': exchanged, 'heapq.heapify': none, 'heapq.nlargest': best, 'heapq.nsmallest': best, 'bisect.insort': pushed,
  'collections.Counter': counter, 'itertools.groupby': neighbours, 'csv.writer': onto, 'csv.DictWriter': onto,
  'globalThis.Object.groupBy': grouped, 'globalThis.Map.groupBy': grouped,
  'java.util.Collections.addAll': addedAll, 'java.util.Collections.nCopies': repeated, 'java.util.Collections.max': extreme, 'java.util.Collections.min': extreme,
  'java.util.Collections.disjoint': none, 'java.util.Collections.frequency': none, 'java.util.Collections.shuffle': none, 'java.util.Collections.swap': none,
};
