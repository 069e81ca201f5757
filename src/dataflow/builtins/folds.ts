import type { Place } from '../../base/words.ts';
import { IterKind } from '../../ir/ir.ts';
import { LENGTH } from '../../resolve/heap.ts';
import { UNKNOWN, equalValues, join, singleConst, type Value } from '../../resolve/value.ts';
import { iterate } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { LIMITS } from '../limits.ts';
import { mapOver } from './builtins.ts';

/**
 * All elements of a sequence into one, from its first or its last. Elements that are known each on their own go one after the
 * other: a list of functions, of which each is given what the one before made, is one chain. Others go in rounds, joined.
 */
export function foldOver(e: Engine, f: Frame, fn: Value, sequence: Value, initial: Value | undefined, place: Place, fromEnd = false): Value {
  const apply = (acc: Value, element: Value): Value => mapOver(e, f, fn, [acc, element, UNKNOWN], place);
  const known = elementsInOrder(sequence);
  if (known) {
    const order = fromEnd ? known.toReversed() : known;
    const [first, rest] = initial ? [initial, order] : [order[0] ?? UNKNOWN, order.slice(1)];
    return rest.reduce(apply, first);
  }
  const all = iterate(e, f, sequence, IterKind.values, place);
  let acc = initial ?? all;
  for (let round = 0; round < LIMITS.loopRounds; round++) {
    const next = join(acc, apply(acc, all));
    if (equalValues(next, acc)) break;
    acc = next;
  }
  return acc;
}

/** The elements of the one sequence that a value can be, where each is known by its position and there are few. */
function elementsInOrder(v: Value): readonly Value[] | undefined {
  const [t] = v.tokens;
  if (v.top || v.labels.length > 0 || v.tokens.length !== 1 || t?.t !== 'obj' || (t.obj.kind !== 'list' && t.obj.kind !== 'tuple')) return undefined;
  const { cells } = t.obj;
  const length = singleConst(cells.get(LENGTH)?.value ?? UNKNOWN);
  if (typeof length !== 'number' || length > LIMITS.foldedElements || cells.size !== length + 1) return undefined;
  const out: Value[] = [];
  for (let i = 0; i < length; i++) { const cell = cells.get(String(i)); if (!cell) return undefined; out.push({ ...cell.value, facts: null }); }
  return out;
}
