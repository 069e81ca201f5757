import type { GraphRow, When } from '../../models/schema.ts';
import { someStrings, type Value } from '../../resolve/value.ts';
import { partsOf, valueOf, type CallSite } from '../calls/arguments.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** A graph of steps as a program builds it: what runs at each name, and which name leads to which. */
export interface StepGraph {
  readonly nodes: Map<string, Value>;
  readonly edges: (readonly [from: string, to: string])[];
  /** Ways that a function chooses: from a step to what it answers, or to the names that are given with it. */
  readonly branches: { readonly from: string; readonly chooser: Value; readonly targets: readonly string[] }[];
}

/** Records a step of a graph, or a way between steps. */
export function recordStep(e: Engine, f: Frame, row: GraphRow, site: CallSite): void {
  if (!site.recv) return;
  const graph: StepGraph = e.graphs.get(site.recv) ?? { nodes: new Map<string, Value>(), edges: [], branches: [] };
  e.graphs.set(site.recv, graph);
  const what = partsOf(e, f, site, row.to)[0]?.value;
  if (!what) return;
  const fns = what.tokens.flatMap((t) => t.t === 'fn' ? [t.fn.name] : []);
  const names = someStrings(valueOf(e, f, site, [row.from]));
  if (row.graph === 'node') { for (const name of names.length ? names : fns) graph.nodes.set(name, what); return; }
  for (const from of names) {
    if (row.graph === 'branch') graph.branches.push({ from, chooser: what, targets: row.among ? textsIn(valueOf(e, f, site, [row.among])) : [] });
    else for (const to of textsIn(what)) graph.edges.push([from, to]);
  }
}

/** Texts that a value is or holds. */
function textsIn(v: Value): readonly string[] {
  return [...someStrings(v), ...v.tokens.flatMap((t) => t.t === 'obj' ? [...t.obj.cells].flatMap(([k, c]) => k.startsWith('\u0001') ? [] : someStrings(c.value)) : [])];
}

/**
 * Whether a stop before steps of a graph leaves out a step that runs the tools: the names are steps of the graph, and a step that the library
 * runs tools in is not among them.
 */
export function stopsElsewhere(e: Engine, f: Frame, site: CallSite, gate: readonly When[]): boolean {
  const graph = site.recv && e.graphs.get(site.recv);
  if (!graph) return false;
  const parts = gate.flatMap((g) => partsOf(e, f, site, g.arg));
  const names = parts.flatMap((p) => textsIn(p.value));
  if (names.length === 0 || parts.some((p) => p.value.top) || !names.every((name) => graph.nodes.has(name))) return false;
  const runsTools = (v: Value): boolean => v.tokens.some((t) => t.t === 'obj' && t.obj.note?.grant !== undefined && e.grants.get(t.obj.note.grant)?.executor === true);
  return [...graph.nodes].some(([name, v]) => runsTools(v) && !names.includes(name));
}
