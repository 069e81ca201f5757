import { sinkBits } from '../../base/words.ts';
import type { FunctionIR } from '../../ir/ir.ts';
import type { FnToken, Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import type { Summary } from './summaries.ts';

/** What an activation hands to its caller beside values: answers of people, and the names under which a table led to it. */

/** Runs a call that a table of names leads to: what it does is done under those names. */
export function underNames(f: Frame, names: ReadonlySet<string> | undefined, call: () => Value): Value {
  if (!names) return call();
  const before = f.names;
  f.names = [...before, ...names];
  const v = call();
  f.names = before;
  return v;
}

/** What the exits of an activation say of a person's answer. */
export function asksOf(f: Frame): Summary['asks'] {
  if (f.answered.allExits && f.answered.refused) return 'throws';
  return f.answered.value ? 'value' : null;
}
/** The danger that a review takes away. */
export const REVIEWED = sinkBits('clinical');
const dottedNames = new WeakMap<FunctionIR, string>();
export function dottedName(t: FnToken): string {
  let name = dottedNames.get(t.fn);
  if (name === undefined) dottedNames.set(t.fn, name = `${t.mod.file.replace(/\.\w+$/, '').replaceAll('/', '.')}.${t.fn.qualifiedName}`);
  return name;
}
/** Tells the caller that a person was asked, and goes on under the consent where the call returns only with it. */
export function answer(e: Engine, caller: Frame, t: FnToken, s: Summary): void {
  const name = dottedName(t);
  e.asking = e.isApproval(name) || s.asks === 'value';
  if (s.asks === 'throws' || e.vouched.isConsent(name)) caller.asked = true;
}
