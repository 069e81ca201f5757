import type { Place } from '../base/words.ts';
import type { Effect, Engine } from '../dataflow/engine.ts';
import { agentsIn, type Grant } from '../dataflow/tools/grants.ts';
import type { StepGraph } from '../dataflow/tools/graphs.ts';
import { ofTokens, someStrings, type FnToken, type Value } from '../resolve/value.ts';

/** Whether the step of a graph that runs an agent's tools is reached only from steps that ask a person. */
export function runsAfterConsent(e: Engine, g: Grant): boolean {
  for (const graph of e.graphs.values()) {
    const own = [...graph.nodes].filter(([, v]) => v.tokens.some((t) => (t.t === 'obj' && t.obj.note?.grant === g.id) || (t.t === 'api' && t.recv?.note?.grant === g.id))).map(([name]) => name);
    if (own.length > 0) return own.every((name) => isAsked(e, graph, name));
  }
  return false;
}

/**
 * Whether a tool is run by steps of the graphs that run the agent, and by such steps only as are reached after a person was asked:
 * steps that run the tools which the model chose by code of their own.
 */
export function stepsAskFirst(e: Engine, g: Grant, tools: readonly FnToken[]): boolean {
  const graphs = [...e.graphs.values()].filter((graph) => [...graph.nodes.values()].some((v) => functionsOf(v).some((t) => runsAgent(e, t, g.id))));
  return graphs.length > 0 && graphs.every((graph) => tools.every(({ fn }) => {
    const does = new Set([...e.effectsOf.get(fn)?.values() ?? []].map(placeKey));
    const own = [...graph.nodes].filter(([, v]) => functionsOf(v).some((t) => [...e.effectsOf.get(t.fn)?.values() ?? []].some((x) => x.handler === fn || does.has(placeKey(x))))).map(([name]) => name);
    return own.length > 0 && own.every((name) => isAsked(e, graph, name));
  }));
}
/** The agents of a library that are steps of the graphs in which a step runs an agent: of steps made in a function, that which was made around the agent. */
export function stepsBeside(e: Engine, agent: string): ReadonlySet<string> {
  const own = [...e.graphs.values()].filter((graph) => [...graph.nodes.values()].some((v) => functionsOf(v).some((t) => runsAgent(e, t, agent) && isAround(t, agent))));
  return new Set(own.flatMap((graph) => [...graph.nodes.values()].flatMap((v) => v.tokens.flatMap((t) => t.t === 'obj' && t.obj.note?.grant ? [t.obj.note.grant] : []))));
}
/** Whether a closure may run an agent: it was made where that agent is, or no agent is known there. */
function isAround(t: FnToken, agent: string): boolean {
  const known = !t.scope || t.scope.module ? [] : agentsIn(ofTokens([...t.scope.cells.values()].flatMap((c) => c.value.tokens)));
  return known.length === 0 || known.includes(agent);
}
const placeKey = ({ place }: Effect): string => `${place.file}|${place.start}`;
const runsAgent = (e: Engine, t: FnToken, id: string): boolean => [...e.summaries.get(t.fn)?.values() ?? []].some((c) => [...c.summary?.runs.values() ?? []].some((r) => r.agents.includes(id)));

/** Whether a place lies in a step that every graph with it reaches only after a person was asked. */
export function inAskedSteps(e: Engine): (place: Place) => boolean {
  const spans: { readonly file: string; readonly start: number; readonly end: number; readonly asked: boolean }[] = [];
  // What a builder hands on knows the later steps only: the graph with all of them speaks for it.
  const all = [...e.graphs.values()];
  const isPart = (g: StepGraph, of: StepGraph): boolean => of.nodes.size > g.nodes.size && [...g.nodes].every(([name, v]) => functionsOf(v).every((t) => functionsOf(of.nodes.get(name)).some((x) => x.fn === t.fn)));
  for (const graph of all) if (!all.some((of) => isPart(graph, of))) for (const [name, v] of graph.nodes) {
    const asked = isAsked(e, graph, name);
    for (const { mod, fn } of functionsOf(v)) spans.push({ file: mod.file, start: fn.span.start, end: fn.span.end, asked });
  }
  return (place) => {
    const around = spans.filter((s) => s.file === place.file && s.start <= place.start && place.end <= s.end);
    return around.length > 0 && around.every((s) => s.asked);
  };
}

/** Whether each way to a step leads over a person's answer. */
function isAsked(e: Engine, graph: StepGraph, name: string): boolean {
  const ways = waysTo(e, graph, name);
  return ways.length > 0 && ways.every((asked) => asked);
}

/** For each way to a step: whether it leads over a person's answer. */
function waysTo(e: Engine, graph: StepGraph, name: string): readonly boolean[] {
  const asked = (step: string): boolean => functionsOf(graph.nodes.get(step)).some((t) => asks(e, t));
  return [
    ...graph.edges.filter(([, to]) => to === name).map(([from]) => asked(from)),
    ...graph.branches.filter((b) => leadsTo(e, b, name)).map((b) => asked(b.from) || functionsOf(b.chooser).some((t) => asks(e, t))),
    ...[...graph.nodes].filter(([, v]) => functionsOf(v).some((t) => results(e, t).some((r) => gotos(r).includes(name)))).map(([from]) => asked(from)),
  ];
}

/** A chooser whose answers are not known may lead to any of the names that are given with it, or to any step. */
function leadsTo(e: Engine, { chooser, targets }: StepGraph['branches'][number], name: string): boolean {
  if (targets.length > 0) return targets.includes(name);
  const answers = functionsOf(chooser).flatMap((t) => results(e, t).flatMap(someStrings));
  return answers.length === 0 || answers.includes(name);
}

const functionsOf = (v: Value | undefined): readonly FnToken[] => (v?.tokens ?? []).flatMap((t) => t.t === 'fn' ? [t] : []);
const asks = (e: Engine, t: FnToken): boolean => [...e.effectsOf.get(t.fn)?.values() ?? []].some((x) => x.question);
const results = (e: Engine, t: FnToken): readonly Value[] => [...e.summaries.get(t.fn)?.values() ?? []].flatMap((c) => c.summary ? [c.summary.ret] : []);
/** Steps to which a result sends the graph. */
const gotos = (v: Value): readonly string[] => v.tokens.flatMap((t) => t.t === 'obj' ? someStrings(t.obj.cells.get('goto')?.value ?? { ...v, tokens: [] }) : []);
