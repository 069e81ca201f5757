import type { FunctionIR } from '../../ir/ir.ts';
import { findMethod } from '../../resolve/program.ts';
import { NOTHING, UNKNOWN, isNothing, join, someStrings, type FnToken, type Value } from '../../resolve/value.ts';
import { invoke } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { onInstance, parameters } from './tools.ts';

/** Steps of a flow: functions that a framework calls one after the other, each with what those before it gave. */
const steps = new WeakMap<Engine, Map<FunctionIR, Value>>();

/** Steps that are run to learn what one is given; what lies further back is unknown. */
const MOST_STEPS = 12;

/** Notes that a step is called with what other functions, or methods of these names, gave. */
export function noteBefore(e: Engine, { fn }: FnToken, before: Value): void {
  let all = steps.get(e);
  if (!all) steps.set(e, all = new Map());
  all.set(fn, join(all.get(fn) ?? NOTHING, before));
}

/** What the steps before one give; nothing where it comes first. */
export function resultsBefore(e: Engine, f: Frame, step: FnToken, seen: readonly FunctionIR[] = []): Value {
  const before = steps.get(e)?.get(step.fn);
  if (!before || seen.includes(step.fn) || seen.length >= MOST_STEPS) return NOTHING;
  const cls = step.self?.tokens.flatMap((t) => t.t === 'obj' && t.obj.cls ? [t.obj.cls] : [])[0];
  const named = cls ? someStrings(before).flatMap((name) => findMethod(cls, name)?.token ?? []) : [];
  let out: Value = NOTHING;
  for (const t of [...before.tokens.filter((x) => x.t === 'fn'), ...named]) {
    const own = onInstance(e, t);
    const args = parameters(e, own, (_p, _at, i) => {
      const handed = i === 0 ? resultsBefore(e, f, own, [...seen, step.fn]) : NOTHING;
      return isNothing(handed) ? UNKNOWN : { ...handed, facts: null };
    });
    out = join(out, invoke(e, f, own, args, { file: own.mod.file, start: own.fn.nameSpan.start, end: own.fn.nameSpan.end }));
  }
  return out;
}
