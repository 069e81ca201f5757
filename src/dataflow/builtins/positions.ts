import type { Cell, HeapObj } from '../../resolve/heap.ts';
import { BASE, LENGTH, REST } from '../../resolve/heap.ts';
import { UNKNOWN, singleConst, withoutFacts, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { tupleOf } from './builtins.ts';
import type { Place } from '../../base/words.ts';

/** Methods that take elements out of a list, or put some in, at a place that is known: all others keep theirs, under their new positions. */

/** Elements that are moved at most; a longer list is taken as a whole. */
const MOST = 64;

/** How many elements a list has that are all known by their positions. */
function countOf(o: HeapObj): number | undefined {
  const n = singleConst(o.cells.get(LENGTH)?.value ?? UNKNOWN);
  return o.kind === 'list' && o.singular && !o.global && typeof n === 'number' && n <= MOST && !o.cells.has(REST) && !o.cells.has(BASE) ? n : undefined;
}

/** Takes `count` elements out at a position and puts others there; gives what was taken out. */
function replace(e: Engine, o: HeapObj, n: number, from: number, count: number, items: readonly Cell[]): readonly (Cell | undefined)[] {
  const before = Array.from({ length: n }, (_, i) => o.cells.get(String(i)));
  const after = [...before.slice(0, from), ...items, ...before.slice(from + count)];
  for (let i = 0; i < Math.max(n, after.length); i++) e.heap.setCell(o, String(i), after[i]);
  e.heap.setCell(o, LENGTH, { value: e.constant(after.length), place: null });
  return before.slice(from, from + count);
}

/** `list.pop()`, `list.shift()`, `list.unshift(x)`, `list.insert(0, x)`, `list.splice(1, 2, x)`; undefined where positions are not known. */
export function atPosition(e: Engine, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const n = countOf(o);
  if (n === undefined || args.some((a) => a.spread)) return undefined;
  const number = (i: number, otherwise: number): number | undefined => { const v = args[i] ? singleConst(args[i]!.value) : otherwise; return typeof v === 'number' ? (v < 0 ? Math.max(n + v, 0) : Math.min(v, n)) : undefined; };
  const cells = (from: number): Cell[] => args.slice(from).map((a) => ({ value: withoutFacts(a.value), place: a.place }));
  switch (name) {
    case 'pop': case 'shift': case 'popleft': {
      const at = name === 'pop' ? number(0, n - 1) : 0;
      if (n === 0 || at === undefined || at >= n || (name !== 'pop' && args.length > 0)) return undefined;
      return replace(e, o, n, at, 1, [])[0]?.value ?? UNKNOWN;
    }
    case 'unshift': replace(e, o, n, 0, 0, cells(0)); return e.constant(n + args.length);
    case 'insert': {
      const at = number(0, 0);
      if (at === undefined || args.length !== 2) return undefined;
      replace(e, o, n, at, 0, cells(1));
      return UNKNOWN;
    }
    case 'splice': {
      const at = number(0, 0), count = args.length > 1 ? number(1, 0) : n;
      if (args.length === 0 || at === undefined || count === undefined) return undefined;
      const taken = replace(e, o, n, at, Math.min(count, n - at), cells(2));
      return tupleOf(e, taken.map((c) => c?.value ?? UNKNOWN), place, 'list');
    }
    default: return undefined;
  }
}
