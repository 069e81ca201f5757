import type { Place } from '../../base/words.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, TEXT_BITS, UNKNOWN, clearLabels, isNothing, join, ofLabels, ofToken, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import { copyOf, filterOver, listOf, mapOver, removeWhere, sequenceMethod, tupleOf } from './builtins.ts';
import { immutable } from './immutable.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, elements, pushElement } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';
import { keyOf } from '../code/guards.ts';
import { iterate, keysOf, spreadInto } from '../code/exec.ts';
import { concat } from '../code/operators.ts';
import { IterKind } from '../../ir/ir.ts';

const STRIPPED = /(Async|Await)$/;

/** Methods of C# sequences, builders of text, queues and stacks that lists of other languages don't have. */
export function linqMethod(e: Engine, f: Frame, o: HeapObj, written: string, args: readonly Argument[], place: Place): Value | undefined {
  const name = written.replace(STRIPPED, '');
  const self = ofToken(o.token);
  const all = (): Value => { const v = elements(e, f, o, place); return isNothing(v) ? UNKNOWN : v; };
  const fn = (i: number): Value => args[i]?.value ?? UNKNOWN;
  const isFn = (i: number): boolean => fn(i).tokens.some((t) => t.t === 'fn');
  const each = (v: Value): Value => iterate(e, f, v, IterKind.values, place);
  switch (name) {
    case 'Append': case 'AppendLine': case 'AppendFormat': case 'AppendJoin': case 'WriteLine': case 'Write': case 'Enqueue': case 'Push': case 'TryWrite':
      for (const a of args) pushElement(e, o, { ...a.value, facts: null }, a.place);
      return self;
    case 'OnNext': for (const a of args) pushElement(e, o, { ...a.value, facts: null }, a.place); return UNKNOWN;
    case 'Subscribe': case 'Do': mapOver(e, f, fn(0), [all()], place); return name === 'Do' ? listOf(e, all(), place) : UNKNOWN;
    case 'ObserveOn': case 'SubscribeOn': case 'Throttle': case 'Sample': case 'Debounce': case 'Delay': case 'Timeout': case 'Retry': case 'Publish': case 'RefCount': case 'AsObservable': case 'DistinctUntilChanged': return listOf(e, all(), place);
    case 'Buffer': case 'Window': return listOf(e, listOf(e, all(), place), place);
    case 'ToString': return concat(e, f, [all()], [], place);
    case 'Select': if (written === name || !isFn(0)) return undefined; return listOf(e, mapOver(e, f, fn(0), [all(), UNKNOWN], place), place);
    case 'Where': case 'FindAll': case 'SkipWhile': case 'TakeWhile': return isFn(0) ? listOf(e, filterOver(e, f, fn(0), all(), place), place) : copyOf(e, f, self, 'list', place);
    case 'ConvertAll': return listOf(e, mapOver(e, f, fn(0), [all()], place), place);
    case 'Find': case 'FindLast': return filterOver(e, f, fn(0), all(), place);
    case 'First': case 'FirstOrDefault': case 'Last': case 'LastOrDefault': case 'Single': case 'SingleOrDefault': case 'MinBy': case 'MaxBy': case 'Dequeue': case 'Pop': case 'Peek':
      return isFn(0) ? filterOver(e, f, fn(0), all(), place) : all();
    case 'TryDequeue': case 'TryPop': case 'TryPeek': case 'TryTake': case 'TryRead': case 'Read': case 'ReadAsync': return all();
    case 'ReadAll': case 'ReadAllAsync': return self;
    case 'Sum': case 'Average': case 'LongCount': case 'Count': {
      const v = isFn(0) ? mapOver(e, f, fn(0), [all()], place) : all();
      return name === 'Count' ? UNKNOWN : ofLabels(clearLabels(deepLabels(e, f, v), TEXT_BITS));
    }
    case 'Max': case 'Min': return isFn(0) ? mapOver(e, f, fn(0), [all()], place) : all();
    case 'ToList': case 'ToArray': case 'ToHashSet': case 'ToImmutableList': case 'ToImmutableArray': case 'AsQueryable': case 'AsParallel': case 'AsNoTracking': case 'OfType': case 'Cast': case 'Take': case 'Skip':
    case 'TakeLast': case 'SkipLast': case 'DistinctBy': case 'OrderBy': case 'OrderByDescending': case 'ThenBy': case 'ThenByDescending': case 'Except': case 'Intersect': case 'GetRange': case 'AsSpan': case 'AsMemory':
    case 'ToImmutableHashSet': case 'ToFrozenSet': case 'AsAsyncEnumerable': case 'ToAsyncEnumerable': case 'Distinct': case 'Order': case 'Reverse': case 'Shuffle': case 'ToBlockingEnumerable':
      if (name.startsWith('OrderBy') || name.startsWith('ThenBy') || name === 'DistinctBy') for (const a of args) if (a.value.tokens.some((t) => t.t === 'fn')) mapOver(e, f, a.value, [all()], place);
      return kept(name, copyOf(e, f, self, 'list', place));
    case 'DefaultIfEmpty': return listOf(e, args[0] ? join(all(), { ...fn(0), facts: null }) : all(), place);
    case 'Prepend': return listOf(e, join(all(), { ...fn(0), facts: null }), place);
    case 'Zip': {
      const other = each(fn(0));
      return listOf(e, isFn(1) ? mapOver(e, f, fn(1), [all(), other], place) : tupleOf(e, [all(), other], place), place);
    }
    case 'Join': return listOf(e, mapOver(e, f, fn(3), [all(), each(fn(0))], place), place);
    case 'GroupBy': case 'ToLookup': case 'Chunk': {
      const group = listOf(e, isFn(1) ? mapOver(e, f, fn(1), [all()], place) : all(), place);
      const key = isFn(0) ? mapOver(e, f, fn(0), [all()], place) : UNKNOWN;
      for (const t of group.tokens) if (t.t === 'obj') e.heap.write(t.obj, 'Key', key, place);
      return listOf(e, group, place);
    }
    case 'ToDictionary': case 'ToImmutableDictionary': case 'ToFrozenDictionary': {
      const d = e.heap.alloc('dict', place);
      if (isFn(0)) mapOver(e, f, fn(0), [all()], place);
      e.heap.write(d, REST, isFn(1) ? mapOver(e, f, fn(1), [all()], place) : all(), place);
      return kept(name, ofToken(d.token));
    }
    case 'Aggregate': {
      const at = isFn(0) ? 0 : 1;
      let acc = at === 0 ? all() : { ...fn(0), facts: null };
      for (let i = 0; i < 2; i++) acc = join(acc, mapOver(e, f, fn(at), [acc, all()], place));
      return isFn(at + 1) ? mapOver(e, f, fn(at + 1), [acc], place) : acc;
    }
    case 'UnionWith': spreadInto(e, f, o, fn(0), place); return UNKNOWN;
    case 'ExceptWith': case 'IntersectWith': case 'Overlaps': case 'SetEquals': case 'IsSubsetOf': case 'IsSupersetOf': return UNKNOWN;
    case 'Exists': case 'TrueForAll': return sequenceMethod(e, f, o, name === 'Exists' ? 'Any' : 'All', args, place);
    case 'CopyTo': case 'InsertRange': if (name === 'InsertRange') spreadInto(e, f, o, fn(1), place); return UNKNOWN;
    case 'RemoveAll': case 'RemoveWhere': removeWhere(e, f, o, fn(0), place); return UNKNOWN;
    case 'Remove': case 'RemoveAt': case 'TrimExcess': case 'EnsureCapacity': e.heap.write(o, LENGTH, UNKNOWN, null); return UNKNOWN;
    default: return undefined;
  }
}

/** `ToImmutableList()` and its kin give a container that does not change. */
function kept(name: string, v: Value): Value {
  if (name.startsWith('ToImmutable')) for (const t of v.tokens) if (t.t === 'obj') immutable(t.obj);
  return v;
}

/** What iterating a dictionary gives: an object with `Key` and `Value` that can be taken apart. */
export function dictionaryEntry(e: Engine, f: Frame, o: HeapObj, place: Place): Value {
  const value = elements(e, f, o, place);
  const pair = tupleOf(e, [keysOf(e, o), isNothing(value) ? UNKNOWN : value], place);
  for (const t of pair.tokens) if (t.t === 'obj') {
    e.heap.setCell(t.obj, 'Key', t.obj.cells.get('0'));
    e.heap.setCell(t.obj, 'Value', t.obj.cells.get('1'));
  }
  return pair;
}

/** Methods of dictionaries under their C# names. */
export function dictionaryMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place, read: (key: Value) => Value): Value | undefined {
  switch (name) {
    // Without a known key there may be no such entry: the result is what was found, and whether it was.
    case 'TryGetValue': return args[0] ? keyOf(args[0].value) === undefined ? join(read(args[0].value), e.constant(null)) : read(args[0].value) : undefined;
    case 'TryRemove': {
      const key = keyOf(args[0]?.value);
      const v = args[0] ? read(args[0].value) : undefined;
      if (key !== undefined && o.singular) e.heap.setCell(o, key, undefined);
      return v;
    }
    case 'AddOrUpdate': for (const a of args.slice(1)) e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, a.value.tokens.some((t) => t.t === 'fn') ? mapOver(e, f, a.value, [UNKNOWN, UNKNOWN], place) : a.value), a.place); return UNKNOWN;
    default: return undefined;
  }
}
