import type { Place } from '../../base/words.ts';
import { IterKind } from '../../ir/ir.ts';
import { NOTHING, UNKNOWN, join, ofLabels, ofToken, clearLabels, singleConst, TEXT_BITS, type Value } from '../../resolve/value.ts';
import { KEYS, REST, type HeapObj } from '../../resolve/heap.ts';
import type { Argument } from '../calls/calls.ts';
import { filterOver, listOf, mapOver, pairs, removeWhere, sequenceMethod, tupleOf } from './builtins.ts';
import { collectWith } from './collectors.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, elements, pushElement } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';
import { iterate, keysOf } from '../code/exec.ts';
import { keyOf } from '../code/guards.ts';

/** Methods of streams, optional values and futures that lists don't have. They are sequences of which the length is not known. */
export function streamMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const all = (): Value => { const v = elements(e, f, o, place); return v === NOTHING ? UNKNOWN : v; };
  const fn = (i: number): Value => args[i]?.value ?? UNKNOWN;
  const each = (v: Value): Value => iterate(e, f, v, IterKind.values, place);
  switch (name) {
    case 'mapToInt': case 'mapToLong': case 'mapToDouble': {
      const v = mapOver(e, f, fn(0), [all()], place);
      return listOf(e, ofLabels(clearLabels(deepLabels(e, f, v), TEXT_BITS)), place);
    }
    case 'sum': case 'average': case 'summaryStatistics': return ofLabels(clearLabels(deepLabels(e, f, all()), TEXT_BITS));
    case 'peek': if (!args[0]) return undefined; mapOver(e, f, fn(0), [all()], place); return listOf(e, all(), place);
    case 'mapMulti': case 'thenCompose': case 'thenComposeAsync': case 'concatMap': return listOf(e, each(mapOver(e, f, fn(0), [all(), UNKNOWN], place)), place);
    case 'thenApplyAsync': case 'handle': case 'handleAsync': return listOf(e, mapOver(e, f, fn(0), [all(), UNKNOWN], place), place);
    case 'thenCombine': case 'thenCombineAsync': case 'zipWith': if (!args[1]) return listOf(e, tupleOf(e, [all(), each(fn(0))], place), place); return listOf(e, mapOver(e, f, fn(1), [all(), each(fn(0))], place), place);
    case 'thenAccept': case 'thenAcceptAsync': case 'thenRun': case 'doOnNext': case 'whenComplete': case 'ifPresentOrElse': case 'subscribe': case 'blockingForEach':
      mapOver(e, f, fn(0), [all(), UNKNOWN], place);
      if (name === 'ifPresentOrElse') mapOver(e, f, fn(1), [], place);
      return listOf(e, all(), place);
    case 'exceptionally': case 'onErrorReturn': case 'onErrorResume': case 'defaultIfEmpty': case 'or': case 'completeOnTimeout':
      return listOf(e, join(all(), args[0]?.value.tokens.some((t) => t.t === 'fn') ? name === 'or' || name === 'onErrorResume' ? each(mapOver(e, f, fn(0), [UNKNOWN], place)) : mapOver(e, f, fn(0), [UNKNOWN], place) : fn(0)), place);
    case 'join': case 'block': case 'blockFirst': case 'blockLast': case 'getNow': case 'resultNow': return args.length > 0 && name === 'join' ? undefined : all();
    case 'isPresent': return UNKNOWN;
    case 'mapNotNull': return listOf(e, mapOver(e, f, fn(0), [all()], place), place);
    case 'switchIfEmpty': return listOf(e, join(all(), each(fn(0))), place);
    case 'flatMapMany': case 'flatMapIterable': case 'flatMapSequential': case 'switchMap': return listOf(e, each(mapOver(e, f, fn(0), [all()], place)), place);
    case 'doOnSuccess': mapOver(e, f, fn(0), [all()], place); return listOf(e, all(), place);
    case 'timeout': case 'retry': case 'retryWhen': case 'publishOn': case 'subscribeOn': case 'checkpoint': case 'doOnError': case 'doFinally': case 'doOnSubscribe': case 'doOnTerminate': case 'delayElement': case 'delayElements': case 'share': case 'single': case 'toFuture': case 'toStream': case 'toIterable': case 'onBackpressureBuffer':
      return listOf(e, all(), place);
    case 'pollFirst': case 'pollLast': case 'peekFirst': case 'peekLast': case 'takeFirst': case 'take': return args.length > 0 && name === 'take' ? undefined : all();
    case 'offerFirst': case 'offerLast': case 'putFirst': case 'putLast': if (args[0]) pushElement(e, o, { ...args[0].value, facts: null }, args[0].place); return UNKNOWN;
    case 'orTimeout': case 'toCompletableFuture': case 'onClose': case 'sequential': case 'parallel': case 'unordered': case 'asLongStream': case 'collectList': case 'reversed': return listOf(e, all(), place);
    case 'removeFirst': case 'takeLast': case 'element': return all();
    case 'removeIf': removeWhere(e, f, o, fn(0), place); return UNKNOWN;
    case 'collect': return args[0] && collectWith(e, f, ofToken(o.token), args[0].value, place);
    case 'getT1': case 'getT2': case 'getT3': case 'getT4': case 'getT5': case 'getT6': case 'getT7': case 'getT8': return o.kind === 'tuple' ? o.cells.get(String(Number(name[4]) - 1))?.value : undefined;
    case 'getKey': case 'getValue': return o.kind === 'tuple' ? o.cells.get(name === 'getKey' ? '0' : '1')?.value : undefined;
    // Text that is put together is a list of its pieces.
    case 'append': case 'insert': for (const a of args.slice(name === 'insert' ? 1 : 0)) pushElement(e, o, { ...a.value, facts: null }, a.place); return ofToken(o.token);
    case 'setLength': return singleConst(fn(0)) === 0 ? sequenceMethod(e, f, o, 'clear', [], place) : UNKNOWN;
    case 'deleteCharAt': return ofToken(o.token);
    // A reference is a sequence of what it held.
    case 'updateAndGet': case 'getAndUpdate': case 'accumulateAndGet': case 'getAndAccumulate': {
      const before = all();
      const made = name.includes('ccumulate') ? mapOver(e, f, fn(1), [before, fn(0)], place) : mapOver(e, f, fn(0), [before], place);
      pushElement(e, o, { ...made, facts: null }, place);
      return name.startsWith('getAnd') ? before : made;
    }
    case 'getAndSet': case 'compareAndSet': case 'lazySet': case 'setRelease': {
      const before = all();
      pushElement(e, o, { ...fn(name === 'compareAndSet' ? 1 : 0), facts: null }, place);
      return name === 'getAndSet' ? before : UNKNOWN;
    }
    case 'getPlain': case 'getAcquire': return all();
    case 'partition': return listOf(e, filterOver(e, f, fn(0), all(), place), place);
    default: return undefined;
  }
}

/** Methods of maps that keep an order, and those that change an entry by a function of what it was. */
export function mapStreamMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const at = (i: number): Value => args[i]?.value ?? UNKNOWN;
  const isFn = (v: Value): boolean => v.tokens.some((t) => t.t === 'fn');
  switch (name) {
    case 'firstEntry': case 'lastEntry': case 'pollFirstEntry': case 'pollLastEntry': case 'floorEntry': case 'ceilingEntry': case 'higherEntry': case 'lowerEntry': return iterate(e, f, pairs(e, f, o, place), IterKind.values, place);
    case 'firstKey': case 'lastKey': case 'floorKey': case 'ceilingKey': case 'higherKey': case 'lowerKey': return keysOf(e, o);
    case 'navigableKeySet': case 'descendingKeySet': return listOf(e, keysOf(e, o), place);
    case 'descendingMap': case 'headMap': case 'tailMap': case 'subMap': return ofToken(o.token);
    case 'merge': case 'compute': case 'computeIfPresent': case 'replace': {
      const given = name === 'merge' ? at(2) : at(1);
      if (!isFn(given)) return undefined;
      const key = keyOf(at(0));
      const before = (key === undefined ? o.cells.get(REST) : o.cells.get(key))?.value ?? NOTHING;
      const made = mapOver(e, f, given, name === 'merge' ? [before === NOTHING ? UNKNOWN : before, at(1)] : [at(0), before === NOTHING ? UNKNOWN : before], place);
      const after = name === 'merge' ? join({ ...at(1), facts: null }, made) : made;
      if (key !== undefined) e.heap.write(o, key, after, place);
      else {
        e.heap.write(o, REST, join(before, after), place);
        const labels = deepLabels(e, f, at(0));
        if (labels.length) e.heap.write(o, KEYS, join(o.cells.get(KEYS)?.value ?? NOTHING, ofLabels(labels)), null);
      }
      return after;
    }
    default: return undefined;
  }
}
