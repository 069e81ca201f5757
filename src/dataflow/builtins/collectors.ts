import type { Place } from '../../base/words.ts';
import { IterKind } from '../../ir/ir.ts';
import { KEYS, REST } from '../../resolve/heap.ts';
import { UNKNOWN, isNothing, join, joinAll, ofLabels, ofToken, singleConst, type Value } from '../../resolve/value.ts';
import { copyOf, filterOver, listOf, mapOver } from './builtins.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { iterate } from '../code/exec.ts';
import { concat } from '../code/operators.ts';

/** Key of a collector object under which its name stands; its arguments are under their positions. */
export const COLLECTOR = '\u0001collector';
/** Factory methods of collectors that are told apart. */
export const COLLECTORS = [
  'joining', 'toList', 'toSet', 'toUnmodifiableList', 'toUnmodifiableSet', 'toCollection', 'toMap', 'toUnmodifiableMap', 'toConcurrentMap', 'groupingBy', 'groupingByConcurrent', 'partitioningBy',
  'mapping', 'filtering', 'flatMapping', 'collectingAndThen', 'reducing', 'counting', 'summingInt', 'summingLong', 'summingDouble', 'averagingInt', 'averagingLong', 'averagingDouble', 'minBy', 'maxBy', 'teeing',
] as const;

/** `stream.collect(collector)`: what is made of the elements of `list`. A collector that is not known keeps all of them. */
export function collectWith(e: Engine, f: Frame, list: Value, how: Value, place: Place): Value {
  const known = how.tokens.flatMap((t) => t.t === 'obj' && t.obj.cells.has(COLLECTOR) ? [t.obj] : []);
  if (known.length === 0) return copyOf(e, f, list, 'list', place);
  return joinAll(known.map((o) => collectBy(e, f, list, String(singleConst(o.cells.get(COLLECTOR)!.value)), (i) => o.cells.get(String(i))?.value, place)));
}

function collectBy(e: Engine, f: Frame, list: Value, name: string, part: (i: number) => Value | undefined, place: Place): Value {
  const all = iterate(e, f, list, IterKind.values, place);
  const over = (i: number, ...args: Value[]): Value => mapOver(e, f, part(i) ?? UNKNOWN, args, place);
  const within = (elements: Value, i: number): Value => { const down = part(i); return down ? collectWith(e, f, listOf(e, elements, place), down, place) : listOf(e, elements, place); };
  switch (name) {
    case 'joining': return concat(e, f, [all, ...[0, 1, 2].flatMap((i) => part(i) ?? [])], [], place);
    case 'toMap': case 'toUnmodifiableMap': case 'toConcurrentMap': {
      const value = over(1, all);
      return mapOf(e, over(0, all), part(2) ? join(value, over(2, value, value)) : value, place);
    }
    case 'groupingBy': case 'groupingByConcurrent': return mapOf(e, over(0, all), within(all, part(2) ? 2 : 1), place);
    case 'partitioningBy': return mapOf(e, UNKNOWN, within(all, 1), place);
    case 'mapping': return within(over(0, all), 1);
    case 'flatMapping': return within(iterate(e, f, over(0, all), IterKind.values, place), 1);
    case 'filtering': return within(filterOver(e, f, part(0) ?? UNKNOWN, all, place), 1);
    case 'collectingAndThen': return over(1, within(all, 0));
    case 'reducing': {
      const operation = part(2) ? 2 : part(1) ? 1 : 0;
      const mapped = operation === 2 ? over(1, all) : all;
      const start = operation === 0 ? mapped : join(part(0)!, mapped);
      return join(start, over(operation, start, mapped));
    }
    case 'teeing': return over(2, within(all, 0), within(all, 1));
    case 'minBy': case 'maxBy': return listOf(e, all, place);
    case 'counting': case 'summingInt': case 'summingLong': case 'summingDouble': case 'averagingInt': case 'averagingLong': case 'averagingDouble': return UNKNOWN;
    default: return copyOf(e, f, list, name.endsWith('Set') ? 'set' : 'list', place);
  }
}

/** A map of which the keys are computed. */
function mapOf(e: Engine, keys: Value, values: Value, place: Place): Value {
  const o = e.heap.alloc('dict', place);
  const labels = keys.labels;
  if (labels.length) e.heap.fill(o, KEYS, ofLabels(labels), null);
  e.heap.fill(o, REST, isNothing(values) ? UNKNOWN : { ...values, facts: null }, place);
  return ofToken(o.token);
}
