import type { FunctionIR } from '../../ir/ir.ts';
import type { ModuleInfo } from '../../resolve/program.ts';
import type { Value } from '../../resolve/value.ts';
import type { Place } from '../../base/words.ts';
import type { Engine } from '../engine.ts';

interface Handler { readonly fn: FunctionIR; readonly mod: ModuleInfo }
const handed = new WeakMap<Engine, Map<string, Set<Handler> | null>>();
const keyOf = ({ file, start }: Place): string => `${file}|${start}`;

/** Notes the functions that a call hands to a framework; a value that may be something else makes them unknown. */
export function noteHanded(e: Engine, call: Place, v: Value): void {
  let calls = handed.get(e);
  if (!calls) handed.set(e, calls = new Map());
  const key = keyOf(call);
  const fns = v.tokens.flatMap((t) => t.t === 'fn' ? [t] : []);
  const before = calls.get(key);
  if (v.top || fns.length < v.tokens.length || before === null) { calls.set(key, null); return; }
  const own = before ?? new Set<Handler>();
  calls.set(key, own);
  for (const { fn, mod } of fns) if (![...own].some((h) => h.fn === fn)) own.add({ fn, mod });
}

/** The functions that a call hands to a framework, where all of them are known and there is one. */
export function handedTo(e: Engine, call: Place): readonly Handler[] | undefined {
  const own = handed.get(e)?.get(keyOf(call));
  return own?.size ? [...own] : undefined;
}
