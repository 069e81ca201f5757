import { PARTIAL } from '../../resolve/heap.ts';
import { ofToken, withoutFacts, type Value } from '../../resolve/value.ts';
import { callValue, type Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Providers of a container of parts (`dependency_injector`): something to call with arguments, of which those that are providers are called first. */
const PROVIDES = '\u0001provides';

const provider: Intrinsic = (e, _f, s) => {
  const o = e.heap.alloc('data', s.place);
  const [target, ...given] = s.args.filter((a) => a.name === null);
  e.heap.fill(o, PROVIDES, e.constant(true), null);
  if (target) e.heap.fill(o, PARTIAL, withoutFacts(target.value), s.place);
  given.forEach((a, i) => e.heap.fill(o, String(i), withoutFacts(a.value), a.place));
  for (const a of s.args) if (a.name && a.name !== '**') e.heap.fill(o, a.name, withoutFacts(a.value), a.place);
  return ofToken(o.token);
};

/** Arguments of a call of a provider: what other providers give stands for them. */
export function provided(e: Engine, f: Frame, args: readonly Argument[]): readonly Argument[] {
  const isProvider = (v: Value): boolean => v.tokens.some((t) => t.t === 'obj' && t.obj.cells.has(PROVIDES));
  return args.some((a) => isProvider(a.value)) ? args.map((a) => isProvider(a.value) ? { ...a, value: callValue(e, f, a.value, [], a.place, 0) } : a) : args;
}

const KINDS = ['Factory', 'Singleton', 'ThreadSafeSingleton', 'ThreadLocalSingleton', 'ContextLocalSingleton', 'Callable', 'Coroutine', 'Resource'];
export const INJECTOR_INTRINSICS: Readonly<Record<string, Intrinsic>> = Object.fromEntries(KINDS.map((kind) => [`dependency_injector.providers.${kind}`, provider]));
