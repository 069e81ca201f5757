import type { Place } from '../../base/words.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { UNKNOWN, isNothing, join, ofToken, withoutFacts, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { unnamed, callValue, type Argument } from './calls.ts';

/** A function that is put together from two: `read.andThen(String::strip)`, `strip.compose(read)`. */
const FIRST = '\u0001first', THEN = '\u0001then';

/** The function that a function's own method makes of it and another one; undefined for other methods. */
export function composition(e: Engine, fn: Value, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const other = args[0]?.value;
  if (!other || args.length !== 1 || (name !== 'andThen' && name !== 'compose')) return undefined;
  const o = e.heap.alloc('data', place);
  e.heap.fill(o, FIRST, withoutFacts(name === 'andThen' ? fn : other), place);
  e.heap.fill(o, THEN, withoutFacts(name === 'andThen' ? other : fn), place);
  return ofToken(o.token);
}

/** Calls such a function, by whatever name its interface gives to that: what the first gives is handed to the second. What takes and gives nothing (`accept`) is handed the same again. */
export function composed(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const first = o.cells.get(FIRST), then = o.cells.get(THEN);
  if (!first || !then) return undefined;
  const further = composition(e, ofToken(o.token), name, args, place);
  if (further) return further;
  const made = callValue(e, f, first.value, args, place, 0);
  if (name === 'accept') return join(made, callValue(e, f, then.value, args, place, 0));
  return callValue(e, f, then.value, [unnamed(isNothing(made) ? UNKNOWN : withoutFacts(made), place)], place, 0);
}
