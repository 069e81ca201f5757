import type { Place } from '../base/words.ts';
import { IterKind } from '../ir/ir.ts';
import { NOTHING, UNKNOWN, join, ofLabels, ofToken, clearLabels, singleConst, TEXT_BITS, type Value } from '../resolve/value.ts';
import type { HeapObj } from '../resolve/heap.ts';
import type { Argument } from './calls.ts';
import { filterOver, listOf, mapOver, sequenceMethod } from './builtins.ts';
import { collectWith } from './collectors.ts';
import type { Engine } from './engine.ts';
import { deepLabels, elements, pushElement } from './fields.ts';
import type { Frame } from './frame.ts';
import { iterate } from './exec.ts';

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
    case 'thenCombine': case 'thenCombineAsync': case 'zipWith': return listOf(e, mapOver(e, f, fn(1), [all(), each(fn(0))], place), place);
    case 'thenAccept': case 'thenAcceptAsync': case 'thenRun': case 'doOnNext': case 'whenComplete': case 'ifPresentOrElse': case 'subscribe': case 'blockingForEach':
      mapOver(e, f, fn(0), [all(), UNKNOWN], place);
      if (name === 'ifPresentOrElse') mapOver(e, f, fn(1), [], place);
      return listOf(e, all(), place);
    case 'exceptionally': case 'onErrorReturn': case 'onErrorResume': case 'defaultIfEmpty': case 'or': case 'completeOnTimeout':
      return listOf(e, join(all(), args[0]?.value.tokens.some((t) => t.t === 'fn') ? name === 'or' || name === 'onErrorResume' ? each(mapOver(e, f, fn(0), [UNKNOWN], place)) : mapOver(e, f, fn(0), [UNKNOWN], place) : fn(0)), place);
    case 'join': case 'block': case 'blockFirst': case 'blockLast': case 'getNow': case 'resultNow': return args.length > 0 && name === 'join' ? undefined : all();
    case 'isPresent': return UNKNOWN;
    case 'orTimeout': case 'toCompletableFuture': case 'onClose': case 'sequential': case 'parallel': case 'unordered': case 'asLongStream': case 'collectList': case 'reversed': return listOf(e, all(), place);
    case 'removeFirst': case 'takeLast': case 'element': return all();
    case 'removeIf': mapOver(e, f, fn(0), [all()], place); return UNKNOWN;
    case 'collect': return args[0] && collectWith(e, f, ofToken(o.token), args[0].value, place);
    case 'getKey': case 'getValue': return o.kind === 'tuple' ? o.cells.get(name === 'getKey' ? '0' : '1')?.value : undefined;
    // Text that is put together is a list of its pieces.
    case 'append': case 'insert': for (const a of args.slice(name === 'insert' ? 1 : 0)) pushElement(e, o, { ...a.value, facts: null }, a.place); return ofToken(o.token);
    case 'setLength': return singleConst(fn(0)) === 0 ? sequenceMethod(e, f, o, 'clear', [], place) : UNKNOWN;
    case 'deleteCharAt': return ofToken(o.token);
    case 'partition': return listOf(e, filterOver(e, f, fn(0), all(), place), place);
    default: return undefined;
  }
}
