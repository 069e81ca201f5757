import { sinkBits, type Place } from '../../base/words.ts';
import { REST, TOOL } from '../../resolve/heap.ts';
import { UNKNOWN, clear, join, receivers, type FnToken, type Value } from '../../resolve/value.ts';
import { invoke, type Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { deepLabels } from '../objects/fields.ts';
import { RUNS_TOOL } from './effects.ts';

/**
 * What a tool object hands back that the program runs itself, `letter.invoke({"name": name})`; undefined where the receiver is no tool of the
 * program. What a model asked for goes back to it as a tool's result, which is a finding at the tool's own return.
 */
export function resultByHand(e: Engine, f: Frame, base: Value, method: string, args: readonly Argument[], place: Place): Value | undefined {
  if (!RUNS_TOOL.has(method)) return undefined;
  const tools = base.tokens.flatMap((t): FnToken[] => t.t === 'fn' ? (e.decorated.get(t) ? [t] : []) : t.t === 'obj' && t.obj.note?.tool ? (t.obj.cells.get(TOOL)?.value.tokens ?? []).filter((x) => x.t === 'fn') : []);
  if (tools.length === 0) return undefined;
  let out: Value = UNKNOWN;
  for (const t of tools) out = join(out, invoke(e, f, t, handed(t, args), place));
  const asked = args.some((a) => a.value.tokens.length === 0 || deepLabels(e, f, a.value).some((l) => l.source.kind === 'model-output'));
  return asked ? clear(out, sinkBits('prompt', 'system-prompt', 'tool-result')) : out;
}

/** The arguments of the function, which are entries of the one that the tool object is given, or that one. */
function handed(t: FnToken, args: readonly Argument[]): Argument[] {
  const [first] = args;
  const given = first?.value.tokens.flatMap((x) => x.t === 'obj' && x.obj.kind !== 'list' ? [x.obj] : []) ?? [];
  const params = t.fn.params.slice(receivers(t)).filter((p) => p.kind === 'positional' || p.kind === 'keyword');
  if (!first || given.length === 0) return params.length === 1 ? args.slice(0, 1) : [];
  return params.flatMap((p): Argument[] => {
    const value = given.reduce((v: Value | null, o) => { const c = o.cells.get(p.name) ?? o.cells.get(REST); return c ? (v ? join(v, c.value) : c.value) : v; }, null);
    return value ? [{ ...first, value, name: p.name }] : [];
  });
}
