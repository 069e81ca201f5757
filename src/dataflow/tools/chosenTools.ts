import { REST } from '../../resolve/heap.ts';
import { UNKNOWN, ofToken, receivers, truth } from '../../resolve/value.ts';
import { partsOf, type CallSite } from '../calls/arguments.ts';
import { invoke, unnamed } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { agentsIn, type ToolItem } from './grants.ts';

/** Tools that a function is asked about at most; of a larger set all are taken. */
const MOST_ASKED = 64;

/**
 * The tools that the receiver of a call holds and that a function lets pass. It is asked about each by its name: its last parameter is the
 * description of the tool. Where its answer hangs on more than that, the tool passes.
 */
export function chosenTools(e: Engine, f: Frame, site: CallSite, chooser: string): readonly ToolItem[] {
  const holders = site.recv ? agentsIn(ofToken(site.recv.token)) : [];
  const registered = [...e.tools.values()].filter((t) => t.agents.some((a) => holders.includes(a)));
  const held: readonly ToolItem[] = [
    ...holders.flatMap((id) => e.grants.get(id)?.items ?? []),
    ...registered.map((t): ToolItem => ({ place: t.place, name: t.registered ?? (t.name || null), fns: [t.fn], cls: null, declared: [], reads: [], gated: t.gated, agents: [], schema: false, alternative: -1 })),
  ];
  const choosers = partsOf(e, f, site, chooser).flatMap((p) => p.value.tokens.flatMap((t) => t.t === 'fn' ? [t] : []));
  if (choosers.length === 0 || held.length > MOST_ASKED) return held;
  return held.filter(({ name }) => name === null || choosers.some((t) => {
    const described = e.heap.alloc('data', site.place);
    e.heap.fill(described, 'name', e.constant(name), site.place);
    e.heap.fill(described, REST, UNKNOWN, site.place);
    const given = t.fn.params.slice(receivers(t)).map((_, i, all) => unnamed(i === all.length - 1 ? ofToken(described.token) : UNKNOWN, site.place));
    return truth(invoke(e, f, t, given, site.place)) !== false;
  }));
}
