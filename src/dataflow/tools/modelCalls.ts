import type { Place } from '../../base/words.ts';
import type { Engine } from '../engine.ts';

const calls = new WeakMap<Engine, Map<string, Place>>();

/** Notes that a model is called at a place, whatever it is sent. */
export function noteModelCall(e: Engine, place: Place): void {
  let own = calls.get(e);
  if (!own) calls.set(e, own = new Map());
  own.set(`${place.file}|${place.start}|${place.end}`, place);
}

/** Places of all calls of models, of chains and of agents that were run. */
export const modelCalls = (e: Engine): readonly Place[] => [...calls.get(e)?.values() ?? []];
