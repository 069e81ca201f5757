import type { Place, SourceKind } from '../base/words.ts';
import { sinkBits } from '../base/words.ts';
import type { Engine, ToolUse } from '../dataflow/engine.ts';
import type { Grant, ToolItem } from '../dataflow/tools/grants.ts';
import type { FunctionIR } from '../ir/ir.ts';
import type { Label } from '../resolve/value.ts';
import { PHI_BITS, joinLabels } from '../resolve/value.ts';
import { abilitiesOf, functionEffects, withMethods, type Ability } from './capabilities.ts';
import { runsAfterConsent, stepsAskFirst, stepsBeside } from './graphs.ts';

/** A tool in the hands of one agent. */
export interface HeldTool { readonly item: ToolItem; readonly abilities: readonly Ability[] }

/** What one agent, or one model call with tools, takes in and may do. */
export interface AgentContext {
  readonly id: string;
  readonly place: Place;
  readonly words: string;
  readonly tools: readonly HeldTool[];
  /** Number of tool lists that are chosen from at run time. */
  readonly alternatives: number;
  /** Untrusted text that reaches it: by its prompts, its tools' results and the agents that it works with. */
  readonly untrusted: readonly Label[];
  /** Whether the only thing from outside is what a person typed. */
  readonly user: boolean;
  /** It only runs tools for a model that is given them elsewhere. */
  readonly executor: boolean;
  /** The argument that switches questions to a person off. */
  readonly unattended: Place | null;
  /** Where private data come from, in words; empty where it has none. */
  readonly privateData: readonly string[];
}

/** Text that can steer a model, or pixels that can. */
const STEERS = sinkBits('prompt', 'system-prompt', 'tool-result', 'image');
const NOT_OUTSIDE: ReadonlySet<SourceKind> = new Set<SourceKind>(['user-text', 'model-output']);
const PRIVATE: ReadonlySet<SourceKind> = new Set<SourceKind>(['fhir-text', 'ehr-text', 'dicom-network', 'retrieved']);
const isUntrusted = (l: Label): boolean => (l.live & STEERS) !== 0 && (l.capacity > 0 || l.source.kind === 'image-pixels') && !NOT_OUTSIDE.has(l.source.kind);

/** All agents of a program with their contexts, by place. */
export function agentContexts(e: Engine): AgentContext[] {
  const tools = new Map<string, readonly HeldTool[]>();
  const groups = connected(e);
  const approved = approvedByExecutors(e, groups);
  const byHand = askedByHand(e);
  const executed = new Set([...e.grants.values()].flatMap((g) => g.executor ? g.items.flatMap((item) => item.fns.map((t) => t.fn)) : []));
  for (const g of e.grants.values()) {
    const asked = askedFor(e, g, groups);
    const runs: ApprovedRuns = (fn, listed) => approved(fn, listed, g.id) || (byHand(fn, g.byHand) && !executed.has(fn));
    tools.set(g.id, [...g.items, ...registeredOn(e, g.id)].map((item) => held(e, g, withMethods(e, item), runs, asked)));
  }
  const reads = new Map<string, readonly Label[]>();
  for (const [id, group] of groups) {
    let labels: readonly Label[] = [];
    const standing = new Set([...group].map((id) => e.grants.get(id)?.standing));
    for (const run of e.runs.values()) if (run.agents.some((a) => group.has(a) || standing.has(a))) labels = joinLabels(labels, run.reads);
    for (const member of group) for (const t of tools.get(member) ?? []) labels = joinLabels(labels, resultsOf(e, t.item));
    reads.set(id, labels);
  }
  return [...e.grants.values()].map((g) => context(g, tools.get(g.id) ?? [], reads.get(g.id) ?? [], (tools.get(g.id) ?? []).flatMap((t) => [...resultsOf(e, t.item)]))).sort((a, b) => a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : a.place.start - b.place.start || (a.id < b.id ? -1 : 1));
}

/** Untrusted text that a tool hands back. */
function resultsOf(e: Engine, item: ToolItem): readonly Label[] {
  let labels: readonly Label[] = item.reads;
  const any = item.schema && item.name === null ? [...e.tools.values()].filter((t) => t.kind === 'mcp').map((t) => t.fn) : item.fns;
  for (const fn of any) labels = joinLabels(labels, e.toolResults.of(fn));
  return labels;
}

function context(g: Grant, tools: readonly HeldTool[], reads: readonly Label[], results: readonly Label[]): AgentContext {
  const untrusted = reads.filter(isUntrusted);
  const privateData = [...new Set([
    ...tools.flatMap((t) => t.item.declared.filter((d) => d.capability === 'read-phi').map((d) => d.words)),
    ...results.filter((l) => l.live & PHI_BITS).map((l) => l.element?.words ?? l.source.what),
    ...untrusted.filter((l) => PRIVATE.has(l.source.kind)).map((l) => l.source.what),
  ])];
  return { id: g.id, place: g.place, words: g.words, tools, executor: g.executor, alternatives: g.alternatives, unattended: g.unattended, untrusted, user: reads.some((l) => l.source.kind === 'user-text'), privateData };
}

/** Which functions of the tools that are run by nodes of graphs wait there for a person's approval: by the place where they were listed, by the agent, and wherever. */
type ApprovedRuns = (fn: FunctionIR, listed: Place) => boolean;
const listedAt = ({ file, start }: Place): string => `${file}|${start}`;
/** The step has to stand before every node that runs what was listed at one place; where a list is not that of a node, before every node of the agent's own graphs that runs the function, or before any. */
function approvedByExecutors(e: Engine, groups: ReadonlyMap<string, ReadonlySet<string>>): (fn: FunctionIR, listed: Place, agent: string) => boolean {
  const runs = new Map<FunctionIR, { readonly listed: string; readonly gated: boolean; readonly id: string }[]>();
  for (const g of e.grants.values()) {
    if (!g.executor) continue;
    const gated = [...groups.get(g.id) ?? [g.id]].some((id) => e.grants.get(id)?.approved === 'all') || runsAfterConsent(e, g);
    for (const item of g.items) for (const { fn } of withMethods(e, item).fns) {
      const own = runs.get(fn);
      const run = { listed: listedAt(item.place), gated, id: g.id };
      if (own) own.push(run); else runs.set(fn, [run]);
    }
  }
  return (fn, listed, agent) => {
    const all = runs.get(fn) ?? [];
    const own = all.filter((x) => x.listed === listedAt(listed));
    if (own.length || all.length < 2) return all.length > 0 && (own.length ? own : all).every((x) => x.gated);
    const beside = stepsBeside(e, agent);
    const near = all.filter((x) => beside.has(x.id) || groups.get(agent)?.has(x.id));
    const meant = near.length ? near : all;
    return meant.length > 0 && meant.every((x) => x.gated);
  };
}

const holds = (holder: Grant, id: string): boolean => holder.members.includes(id) || holder.items.some((item) => item.agents.includes(id));

/** Tools that the program runs itself, each time after a person was asked: about every call, or about the tool by its name. */
function askedByHand(e: Engine): (fn: FunctionIR, byHand: Grant['byHand']) => boolean {
  const runs = new Map<FunctionIR, Map<string, { readonly place: Place; readonly asked: boolean }>>();
  for (const effects of e.effectsOf.values()) {
    const questions = [...effects.values()].filter((x) => x.question).flatMap((x) => x.names);
    for (const x of effects.values()) {
      if (!x.handler || x.tool === undefined) continue;
      const own = runs.get(x.handler) ?? new Map<string, { readonly place: Place; readonly asked: boolean }>();
      const at = `${x.place.file}|${x.place.start}`;
      // Seen from further outside, the same run may stand under more conditions.
      own.set(at, { place: x.place, asked: own.get(at)?.asked === true || x.gated || questions.includes(x.tool) });
      runs.set(x.handler, own);
    }
  }
  return (fn, byHand) => {
    const own = [...runs.get(fn)?.values() ?? []].filter(({ place }) => typeof byHand === 'boolean' ? byHand : place.file === byHand.file && place.start >= byHand.start && place.end <= byHand.end);
    return own.length > 0 ? own.every(({ asked }) => asked) : typeof byHand !== 'boolean' && calledAfterConsent(e, fn, byHand);
  };
}

/** Whether a function that the program itself calls by its name, in the function that called the model, does what it does only after a person agreed. */
function calledAfterConsent(e: Engine, fn: FunctionIR, caller: Place): boolean {
  const file = e.program.list.find((mod) => mod.ir.functions[fn.index] === fn)?.file;
  const within = (at: Place, file: string | undefined, span: { readonly start: number; readonly end: number }): boolean => at.file === file && at.start >= span.start && at.end <= span.end;
  const done = [...e.effectsOf.values()].flatMap((effects) => [...effects.values()]).filter((x) => !x.question && x.calls.some((call) => within(call, caller.file, caller)) && (within(x.place, file, fn.span) || x.calls.some((call) => within(call, file, fn.span))));
  return done.length > 0 && done.every((x) => x.gated);
}

/** For which tools the functions that run before an agent's tool calls ask a person. */
function askedFor(e: Engine, g: Grant, groups: ReadonlyMap<string, ReadonlySet<string>>): 'all' | ReadonlySet<string> {
  const names = new Set<string>();
  for (const a of e.askers.values()) {
    const own = a.recv?.note?.grant;
    const same = own !== undefined && (own === g.id || e.links.some(([x, y]) => (x === own && y === g.id) || (x === g.id && y === own)) || [...e.grants.values()].some((h) => h.id === own && h.members.includes(g.id)));
    // What is put into the container of one agent's builder is for what that builds.
    const everywhere = a.library === g.row.split('#')[0] && (own === undefined || groups.get(own)?.has(g.id) === true);
    if (!same && !everywhere && !(a.call.file === g.place.file && a.call.start === g.place.start)) continue;
    // What somebody holds as it is, others may hold behind a question.
    const wrapper = e.madeBy(a.call);
    if (wrapper !== undefined && wrapper !== g.id && [...e.grants.values()].some((h) => h.id !== wrapper && holds(h, g.id) && ![...e.askers.values()].some((b) => e.madeBy(b.call) === h.id))) continue;
    if (a.names === 'all') return 'all';
    for (const n of a.names) names.add(n);
  }
  return names;
}

function held(e: Engine, g: Grant, item: ToolItem, byExecutors: ApprovedRuns, asked: 'all' | ReadonlySet<string>): HeldTool {
  const approves = (name: string | null): boolean => [g.approved, asked].some((names) => names === 'all' || (name !== null && names.has(name)));
  const approved = approves(item.name) || (item.fns.length > 0 && (item.fns.every((t) => byExecutors(t.fn, item.place)) || stepsAskFirst(e, g, item.fns)));
  return { item, abilities: abilitiesOf(e, approved ? { ...item, gated: true } : item, approves, g.caller) };
}

/** Tools that a decorator or a registration on the agent itself gave it. */
function registeredOn(e: Engine, id: string): ToolItem[] {
  const uses = [...e.tools.values()];
  // An agent that asks before each of its calls may be the one that runs the function for another.
  const asks = (fn: ToolUse['fn']['fn']): boolean => uses.some((t) => t.fn.fn === fn && t.agents.some((a) => e.grants.get(a)?.approved === 'all'));
  return uses.filter((t) => t.agents.includes(id)).map((t) => ({
    place: t.place, name: t.name || null, fns: [t.fn], cls: null, declared: [], reads: [], gated: t.gated || asks(t.fn.fn), agents: [], schema: false, alternative: -1, ...(t.executes ? { executes: true } : {}),
  }));
}

/** Agents that hand text to each other, directly or through others: each with all that it is connected to, itself among them. */
function connected(e: Engine): Map<string, ReadonlySet<string>> {
  const near = new Map<string, Set<string>>();
  const join = (a: string, b: string): void => {
    for (const [x, y] of [[a, b], [b, a]] as const) { const s = near.get(x); if (s) s.add(y); else near.set(x, new Set([y])); }
  };
  for (const g of e.grants.values()) { join(g.id, g.id); for (const m of g.members) join(g.id, m); }
  for (const [a, b] of e.links) join(a, b);
  for (const g of e.grants.values()) if (g.open) for (const o of e.grants.values()) if (o.place.file === g.place.file && o.row.split('#')[0] === g.row.split('#')[0]) join(g.id, o.id);
  const out = new Map<string, ReadonlySet<string>>();
  for (const id of near.keys()) {
    if (out.has(id)) continue;
    const group = new Set<string>([id]);
    for (const x of group) for (const y of near.get(x) ?? []) group.add(y);
    for (const x of group) out.set(x, group);
  }
  return out;
}

/** A tool that clients outside this code call, with what it can do. */
export interface OfferedTool { readonly place: Place; readonly name: string; readonly abilities: readonly Ability[] }

/** Tools of MCP servers: registered functions, and tools that a server only describes and dispatches by name. */
export function offeredTools(e: Engine): OfferedTool[] {
  const spared = new Set(e.models.rows.flatMap((r) => 'tool' in r.row && 'unlessGranted' in r.row && r.row.unlessGranted ? [r.id] : []));
  const granted = new Set([...e.grants.values()].flatMap((g) => g.items.flatMap((item) => withMethods(e, item).fns.map(({ fn }) => fn))));
  const uses = [...e.tools.values()].filter((t) => t.kind === 'mcp' && !(spared.has(t.row) && granted.has(t.fn.fn)));
  const described = [...e.toolAnswers.values()].flat();
  const names = new Set(described.map((d) => d.name));
  return [
    ...uses.map((t) => ({ place: t.place, name: t.name || 'tool', abilities: ownAbilities(e, { ...t, gated: t.gated || askedOn(e, t) }, names) })),
    ...described.map((item) => ({ place: item.place, name: item.name ?? 'tool', abilities: abilitiesOf(e, item) })),
  ];
}

/** Whether the server that a tool is registered on asks a person before it calls it. */
function askedOn(e: Engine, { on, fn }: ToolUse): boolean {
  return !!on && [...e.askers.values()].some(({ call, recv, names }) => (recv === on || (on.place?.file === call.file && on.place.start === call.start)) && (names === 'all' || names.has(fn.fn.name)));
}

/** What a registered function does by itself; what it does only for a described tool's name is that tool's. */
function ownAbilities(e: Engine, t: ToolUse, described: ReadonlySet<string | null>): Ability[] {
  return functionEffects(e, t.fn).filter((x) => !x.names.some((n) => described.has(n))).map((x) => ({
    capability: x.capability, words: x.words, place: x.place, calls: x.calls, free: x.free, gated: t.gated || x.gated,
  }));
}
