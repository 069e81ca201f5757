import type { Place } from '../../base/words.ts';
import type { FunctionIR } from '../../ir/ir.ts';
import type { ModelRow } from '../../models/load.ts';
import type { AgentRow, EntryRow, ToolRow } from '../../models/schema.ts';
import { CALL } from '../../resolve/api.ts';
import { LENGTH } from '../../resolve/heap.ts';
import { ancestry, findMethod, isValidated, type ClassInfo } from '../../resolve/program.ts';
import { NOTHING, UNKNOWN, isNothing, join, ofLabels, ofToken, ofTokens, singleConst, someStrings, withLabels, type FnToken, type Label, type Value, receivers } from '../../resolve/value.ts';
import { holds, partsOf, valueOf, type CallSite } from '../calls/arguments.ts';
import { callMethod, invoke, unnamed, type Argument } from '../calls/calls.ts';
import type { Effect, Engine, ToolUse } from '../engine.ts';
import { chosenTools } from './chosenTools.ts';
import { handlerEffect } from './effects.ts';
import { givenEndpoint } from '../library/endpoints.ts';
import { agentsIn, describedTools, headOf, neverAsks, recordGrant, recordRun } from './grants.ts';
import { deepLabels, sourceLabels, words } from '../objects/fields.ts';
import { isGiven, type Frame } from '../frame.ts';
import { walkMessages } from '../library/sinks.ts';
import { checkedArguments, schemaBeside } from '../objects/schemas.ts';
import { valueOfType } from '../objects/types.ts';
import { checkedRequest, type RequestChecks } from '../objects/requests.ts';
import { closedFields } from '../objects/fieldChecks.ts';
import { recordFromDocument } from '../objects/classes.ts';
import { validated } from '../objects/validation.ts';
import { noteRequest } from './pendingAnswers.ts';
import { noteBefore, resultsBefore } from './steps.ts';
import { nameOf, wrappedBy } from './wrapped.ts';

/** Registers functions as tools: their parameters are model-chosen, their results go to a model. */
export function registerTool(e: Engine, f: Frame, r: ModelRow, row: ToolRow, value: Value, place: Place, site: CallSite): void {
  for (const p of (row.description ?? []).flatMap((d) => partsOf(e, f, site, d))) walkMessages(e, f, p.value, 'system', p.place, { words: 'description of a tool', row: r.id, endpoint: 'unknown', target: null, call: place });
  const gated = isGated(e, f, site, row);
  const agents = [...new Set([...(site.recv ? agentsIn(ofToken(site.recv.token)) : []), ...site.args.flatMap((a) => agentsIn(a.value))])];
  const use = (fn: FnToken): ToolUse => ({ name: (row.fn === 'decorated' ? nameOf(fn) : fn.fn.name) || nameGiven(site), fn, place: row.fn === 'decorated' ? place : headOf(site), call: site.place, kind: row.tool, gated, ...(row.executor ? { executes: true } : {}), ...(row.fn === 'decorated' ? registeredAs(row, site) : {}), row: r.id, agents, on: site.recv, ...(row.context ? { context: row.context } : {}), schema: schemaBeside(site) });
  for (const t of value.tokens) {
    if (t.t === 'fn') toolFunction(e, use(t), row.fn === 'decorated');
    else if (t.t === 'class') toolClass(e, r, row, t.cls, place, gated);
    else if (t.t === 'obj' && t.obj.cls && !row.methods) for (const c of ancestry(t.obj.cls).classes) for (const m of c.methods.values()) { const known = e.decorated.get(m.token); if (known) e.addTool({ ...known, kind: row.tool, row: r.id }); }
    else if (t.t === 'obj' && t.obj.cls) for (const name of row.methods ?? []) { const m = findMethod(t.obj.cls, name); if (m) { const u = use(e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(t.obj.token), m.token.defaults, null)); toolFunction(e, { ...u, name: declaredName(t.obj.cls) ?? u.name }, false); } }
  }
}
/** What a registration makes a tool: where a name says which method of a class or an object, that method. */
export function toolTarget(e: Engine, f: Frame, site: CallSite, row: ToolRow, v: Value): Value {
  if (row.named === undefined) return v;
  let out: Value = { ...v, tokens: v.tokens.filter((t) => t.t === 'fn') };
  for (const name of someStrings(valueOf(e, f, site, [row.named]))) for (const t of v.tokens) {
    const cls = t.t === 'class' ? t.cls : t.t === 'obj' ? t.obj.cls : null;
    const m = cls && findMethod(cls, name);
    if (m) out = join(out, ofToken(e.fnToken(m.token.mod, m.token.fn, m.token.scope, m.role === 'static' ? null : ofToken(t.t === 'obj' ? t : e.generic(cls).token), m.token.defaults, null)));
  }
  return out;
}
/** The name in a registration of a function that has none itself: its first argument, that of the description there or of the builder, or the argument called so. */
export function nameGiven(site: CallSite): string {
  const given = site.args.find((a) => a.name === 'name') ?? site.args.find((a) => a.name === null);
  const described = given?.value.tokens.flatMap((t) => t.t === 'obj' ? [t.obj.cells.get('name')?.value] : [])[0];
  const name = singleConst(described ?? site.recv?.cells.get('name')?.value ?? given?.value ?? UNKNOWN);
  if (typeof name === 'string') return name;
  // Behind the server that the tool is registered on.
  const later = site.args.filter((a) => a.name === null).map((a) => singleConst(a.value)).find((c) => typeof c === 'string' && /^[\w.-]{1,64}$/.test(c));
  return typeof later === 'string' ? later : '';
}
/** The name that a decorator gives a function: an argument called so, or a first argument that no row takes for a description and that is one word. */
function registeredAs(row: ToolRow, site: CallSite): { registered?: string } {
  const first = row.description?.some((d) => /^0\b/.test(d)) ? undefined : site.args.find((a) => a.name === null);
  const name = singleConst((site.args.find((a) => a.name === 'name') ?? first)?.value ?? UNKNOWN);
  return typeof name === 'string' && /^[\w.-]{1,64}$/.test(name) ? { registered: name } : {};
}
/** Whether a registration puts an approval step before the tool. A function in the flag's place that never asks is none. */
export function isGated(e: Engine, f: Frame, site: CallSite, row: ToolRow): boolean {
  return row.gate !== undefined && holds(e, f, site, row.gate) && !row.gate.some((g) => neverAsks(e, f, valueOf(e, f, site, [g.arg]), site.place));
}
/** A plain function in a list of tools. */
export function offerFunction(e: Engine, r: ModelRow, fn: FnToken, place: Place): void {
  toolFunction(e, { name: fn.fn.name, fn, place, call: place, kind: 'agent', gated: false, row: r.id, agents: [] }, false);
}
/** The name under which a model knows a tool that is a class: its constant attribute `name`. */
function declaredName(cls: ClassInfo): string | undefined {
  const name = singleConst(cls.statics.cells.get('name')?.value ?? UNKNOWN);
  return typeof name === 'string' && name !== '' ? name : undefined;
}
export function toolClass(e: Engine, r: ModelRow, row: ToolRow, cls: ClassInfo, place: Place, gated: boolean): void {
  const listed = row.listed === undefined ? [] : (cls.statics.cells.get(row.listed)?.value.tokens ?? []).flatMap((t) => t.t === 'obj' ? [...t.obj.cells].flatMap(([k, c]) => k === LENGTH ? [] : someStrings(c.value)) : []);
  const methods = row.methods?.includes('*') ? [...cls.methods].filter(([own, m]) => m.role === 'method' && !cls.mod.profile.constructors.includes(own) && m.token.fn.params.length === receivers(m.token)).map(([own]) => own) : row.methods ?? [];
  for (const name of [...methods, ...listed]) {
    const m = findMethod(cls, name);
    if (m && m.role !== 'getter') toolFunction(e, { name: (row.methods?.includes(name) ? declaredName(cls) : undefined) ?? name, fn: e.fnToken(m.token.mod, m.token.fn, m.token.scope, m.role === 'static' ? null : ofToken(e.generic(cls).token), m.token.defaults, null), place, call: place, kind: row.tool, gated, row: r.id, agents: [] }, false);
  }
}
/** A method that is registered by itself runs on some instance of its class. */
export function onInstance(e: Engine, t: FnToken): FnToken {
  const { fn } = t;
  const cls = fn.classIndex < 0 || t.self || fn.isStatic || fn.kind !== 'method' ? undefined : t.mod.classes[fn.classIndex];
  return cls ? e.fnToken(t.mod, fn, t.scope, ofToken(e.generic(cls).token), t.defaults, t.bound) : t;
}
function toolFunction(e: Engine, use: ToolUse, decorated: boolean): void {
  const { fn } = use.fn;
  if (decorated) e.decorated.set(use);
  const isNew = e.addTool(use);
  for (const inner of wrappedBy(use.fn)) e.addWrapped(inner.fn, { ...use, fn: inner, name: inner.fn.name || use.name });
  // A function that a factory makes does what the factory was given: each of its closures is run for itself.
  const own = closures(e, fn);
  const made = use.fn.scope !== null && !use.fn.scope.global && own.size > 0 && own.size < MOST_CLOSURES && !own.has(use.fn);
  if (!isNew && !made) return;
  own.set(use.fn, null);
  if (isNew) e.summaries.delete(fn);
  e.pending.push(() => {
    const t = onInstance(e, use.fn);
    const f = e.rootFrame(t.mod);
    const args = parameters(e, t, (p, at, i) => {
      const typed = p.type ? valueOfType(e, t.mod, p.type, at, false) : UNKNOWN;
      // A parameter of a library's own type is filled by the framework (a request context), not by the model.
      if (typed.tokens.some((x) => x.t === 'api' || (x.t === 'obj' && x.obj.api))) return typed;
      const filled = use.context?.[String(i)];
      if (filled !== undefined) return filled === '?' ? typed : e.typedValue(t.mod, filled, at);
      const chosen = withLabels(typed, [e.label('model-output', at, `argument ${p.name} chosen by a model`, use.row, null)]);
      if (i === 0 && use.schema && typed.tokens.length === 0) return checkedArguments(e, f, use.schema, chosen, at);
      // Frameworks check the arguments against the declared types before the call.
      return validated(e, f, t.mod, chosen, p.type, at);
    });
    const answer = invoke(e, f, t, args, { file: t.mod.file, start: t.fn.nameSpan.start, end: t.fn.nameSpan.end });
    // What makes a function for a tool's name makes the tool.
    for (const made of answer.tokens) if (made.t === 'fn' && made.fn.kind === 'lambda' && made.mod === t.mod) {
      e.addWrapped(made.fn, { ...use, fn: made });
      const given = invoke(e, f, made, parameters(e, made, (p, at) => withLabels(p.type ? valueOfType(e, made.mod, p.type, at, false) : UNKNOWN, [e.label('model-output', at, `argument ${p.name} chosen by a model`, use.row, null)])), { file: made.mod.file, start: made.fn.nameSpan.start, end: made.fn.nameSpan.end });
      e.toolResults.add(t.fn, t.scope, deepLabels(e, f, given));
    }
    if (use.kind === 'mcp') e.toolAnswers.set(t.fn, describedTools(t, answer));
    own.set(use.fn, f.effects);
    e.toolResults.add(t.fn, t.scope, []);
    if (isNew) e.toolEffects.set(t.fn, f.effects);
    return f;
  });
}

/** Closures of one function that are run as tools; those beyond it count as the first. */
const MOST_CLOSURES = 24;
const closuresRun = new WeakMap<Engine, Map<FunctionIR, Map<FnToken, ReadonlyMap<string, Effect> | null>>>();
function closures(e: Engine, fn: FunctionIR): Map<FnToken, ReadonlyMap<string, Effect> | null> {
  let all = closuresRun.get(e);
  if (!all) closuresRun.set(e, all = new Map());
  let own = all.get(fn);
  if (!own) all.set(fn, own = new Map());
  return own;
}
/** What a tool's function does with arguments that a model chose, as this closure of it was run; undefined where it was not. */
export const toolEffectsOf = (e: Engine, fn: FnToken): ReadonlyMap<string, Effect> | undefined => closuresRun.get(e)?.get(fn.fn)?.get(fn) ?? e.toolEffects.get(fn.fn);

/** What stands for a parameter where nothing is given: an object of the program or of a library, or whatever a framework hands over for it. */
export function madeByDefault(t: FnToken, p: FnToken['fn']['params'][number]): Value | undefined {
  const index = t.fn.params.indexOf(p), v = t.defaults?.get(index);
  return v && (isGiven(t.defaults, index) || v.tokens.some((x) => x.t === 'obj' && (x.obj.cls !== null || x.obj.api !== null))) ? { ...v, facts: null } : undefined;
}

export function parameters(e: Engine, t: FnToken, give: (p: FnToken['fn']['params'][number], at: Place, index: number) => Value): Argument[] {
  const skip = receivers(t);
  return t.fn.params.slice(skip).flatMap((p, i): Argument[] => {
    const at = { file: t.mod.file, start: p.span.start, end: p.span.end };
    if (p.kind === 'rest') return [{ value: give(p, at, i), place: at, name: null, spread: true, reg: -1 }];
    if (p.kind === 'keywordRest') return [{ value: give(p, at, i), place: at, name: '**', spread: false, reg: -1 }];
    return [{ value: give(p, at, i), place: at, name: p.kind === 'keyword' ? p.name : null, spread: false, reg: -1 }];
  });
}

/** A function that a framework calls: its parameters hold what the row says. `before`: the functions, or names of methods, whose results it is given. */
export function registerEntry(e: Engine, f: Frame, r: ModelRow, row: EntryRow, value: Value, place: Place, before: Value = NOTHING, checks: RequestChecks = new Map()): void {
  for (const t of value.tokens) {
    if (t.t === 'fn') { if (!isNothing(before)) noteBefore(e, t, before); entryFunction(e, r, row, t, f, checks); }
    else if (t.t === 'class') for (const name of row.methods?.includes('*') ? [...t.cls.methods].filter(([own, m]) => m.role === 'method' && !t.cls.mod.profile.constructors.includes(own)).map(([own]) => own) : row.methods ?? []) {
      const m = findMethod(t.cls, name);
      if (m) entryFunction(e, r, row, e.fnToken(m.token.mod, m.token.fn, m.token.scope, m.role === 'static' ? null : ofToken(e.generic(t.cls).token), m.token.defaults, null));
    }
  }
  if (f.fn.index !== 0) for (const t of value.tokens) if (t.t === 'fn') handlerEffect(f, t.fn, place);
}
/** What the classes that are named with a parameter, or in an annotation of its method or class (`by`), make of what came in, one after the other. */
function piped(e: Engine, f: Frame, t: FnToken, p: FunctionIR['params'][number], came: Value, method: string, by: string | undefined, at: Place): Value {
  let v = came;
  const around = [...t.mod.classes[t.fn.classIndex]?.ir.annotations ?? [], ...t.fn.annotations].filter((x) => x.name.split('.').pop() === by);
  for (const name of [...around, ...p.annotations ?? []].flatMap((x) => x.names ?? [])) {
    const pipe = valueOfType(e, t.mod, { name }, at, true);
    if (pipe.tokens.length > 0) v = { ...callMethod(e, f, pipe, -1, method, [unnamed(v, at), unnamed(UNKNOWN, at)], at, 0), facts: null };
  }
  return v;
}
/** `around`: the activation that registers it. A handler that is made there runs there: what it collects is read there, too. */
export function entryFunction(e: Engine, r: ModelRow, row: EntryRow, method: FnToken, around: Frame | null = null, checks: RequestChecks = new Map()): void {
  const key = `${r.id}|${method.id}`;
  const isInner = around !== null && around.fn.index !== 0 && method.scope !== null && !method.scope.global;
  if (!e.once(key) && !isInner) return;
  if (row.returns && !isTyped(method, row.typedBy)) { e.answers.set(method.fn, { sink: row.returns, row: r.id, bare: row.bare === true }); e.summaries.delete(method.fn); }
  const run = (f: Frame): Frame => {
    if (row.entry === 'http' || row.entry === 'chat') noteRequest(f);
    const t = calledOn(e, onInstance(e, method), row.params?.['this']?.type);
    const args = parameters(e, t, (p, at, i) => {
      const spec = row.params?.[String(i)] ?? row.params?.[p.name] ?? row.params?.['*'];
      const made = madeByDefault(t, p);
      if (made) return made;
      const handed = i === 0 && row.after ? resultsBefore(e, f, t) : NOTHING;
      if (!isNothing(handed)) return { ...handed, facts: null };
      let v: Value = p.type ? valueOfType(e, t.mod, p.type, at, true) : UNKNOWN;
      // What the declared type says of its members (`ConsumeContext<Report>`) is more than the row says.
      const isTold = p.type?.args?.length && v.tokens.some((x) => x.t === 'obj' && x.obj.api !== null);
      if (spec?.type && !isTold) v = join(v.tokens.length ? v : NOTHING, e.typedValue(t.mod, spec.type, at));
      if (spec?.source && v.tokens.length > 0 && v.tokens.every((x) => x.t === 'obj' && x.obj.cls && x.obj === x.obj.cls.generic)) v = fromOutside(e, f, v, e.label(spec.source, at, `${row.entry} input ${p.name}`, r.id, spec.shape ?? null), at);
      if (spec?.source && v.tokens.length === 0) {
        const given = ofLabels([e.label(spec.source, at, `${row.entry} input ${p.name}`, r.id, spec.shape ?? null)]);
        v = join(v, t.mod.profile.validatingBases.length > 0 ? validated(e, f, t.mod, given, p.type, at) : given);
      }
      if (checks.size > 0 && spec?.type && i === 0) v = checkedRequest(e, f, v, checks, at);
      return row.pipes === undefined ? v : piped(e, f, t, p, v, row.pipes, row.pipedBy, at);
    });
    invoke(e, f, t, args, { file: t.mod.file, start: t.fn.nameSpan.start, end: t.fn.nameSpan.end });
    return f;
  };
  if (isInner) run(around); else e.pending.push(() => run(e.rootFrame(method.mod)));
}

/** Whether an annotation of a handler says that its answer is something else than a page. */
const isTyped = ({ fn }: FnToken, by: string | undefined): boolean => fn.annotations.some(({ name, args }) => name.split('.').pop() === by && /^content-type$/i.test(String(args['0'])) && !/html/i.test(String(args['1'])));

/** A class inside a function that a library calls the methods of: they run in the activation that makes the object. */
export function innerHandlers(e: Engine, f: Frame, cls: ClassInfo, self: Value): void {
  for (const [name, m] of cls.methods) {
    if (m.token.scope === null || m.token.scope.global) continue;
    for (const n of ancestry(cls).apis) for (const node of [n, ...cls.mod.trie.memberNodes(n, CALL)]) for (const r of cls.mod.trie.rows(node)) {
      if ('entry' in r.row && r.row.fn === 'class' && r.row.methods?.includes(name)) entryFunction(e, r, r.row, e.fnToken(m.token.mod, m.token.fn, m.token.scope, self, m.token.defaults, null), f);
    }
  }
}

/** A handler that a framework calls on an object of its own. */
function calledOn(e: Engine, t: FnToken, type: string | undefined): FnToken {
  if (type === undefined || t.self || t.fn.kind === 'lambda') return t;
  return e.fnToken(t.mod, t.fn, t.scope, e.typedValue(t.mod, type, { file: t.mod.file, start: t.fn.nameSpan.start, end: t.fn.nameSpan.end }), t.defaults, t.bound);
}
/** An object of the program's own class that a framework makes from a request: all that it holds is from outside, as far as the class lets it in. */
function fromOutside(e: Engine, f: Frame, v: Value, label: Label, at: Place): Value {
  let out: Value = NOTHING;
  for (const t of v.tokens) if (t.t === 'obj') {
    if (t.obj.cls && isValidated(t.obj.cls)) { out = join(out, recordFromDocument(e, f, t.obj.cls, ofLabels([label]), at)); continue; }
    const o = e.heap.alloc('instance', at);
    o.cls = t.obj.cls;
    e.heap.addBase(o, [label]);
    if (t.obj.cls) for (const name of closedFields(e, t.obj.cls)) e.heap.fill(o, name, UNKNOWN, null);
    out = join(out, ofToken(o.token));
  }
  return out;
}

export function registerAgent(e: Engine, f: Frame, r: ModelRow, row: AgentRow, site: CallSite): void {
  const c = { words: `instructions of ${words(r)}`, row: r.id, endpoint: givenEndpoint(site) === 'local' ? 'local' as const : 'unknown' as const, target: null, call: site.place };
  let reads: Value = NOTHING;
  for (const path of row.system ?? []) for (const p of partsOf(e, f, site, path)) {
    const text = instructions(e, f, p.value, p.place);
    walkMessages(e, f, text, 'system', p.place, c);
    reads = join(reads, text);
    // What a function gives is known when the program has filled what it reads.
    const makers = p.value.tokens.filter((t) => t.t === 'fn');
    if (makers.length) e.pending.push(() => { const later = e.rootFrame(f.mod); walkMessages(e, later, instructions(e, later, ofTokens(makers), p.place), 'system', p.place, c); return later; });
  }
  const grant = recordGrant(e, f, r, site, { tools: row.tools ?? [], preapproved: row.preapproved, handoffs: row.handoffs ?? [], gate: row.gate, unattended: row.unattended, executor: row.executor, byHand: row.byHand, standing: true, plainFunctions: true, ...(row.chosenBy ? { chosen: chosenTools(e, f, site, row.chosenBy) } : {}) });
  // A registration on an agent that exists gives its tools to that agent.
  const receiver = site.recv && !row.chosenBy ? agentsIn(ofToken(site.recv.token)) : [];
  if (grant && row.agent === 'receiver' && site.recv) {
    if (site.recv.note?.grant) e.link(site.recv.note.grant, grant); else site.recv.note = { ...site.recv.note, grant };
  }
  if (grant) { e.made(site.place, grant); for (const a of receiver) e.link(a, grant); recordRun(e, f, [grant], site.place, deepLabels(e, f, reads)); }
}

/** Instructions that a function gives when the agent runs are its result. */
function instructions(e: Engine, f: Frame, v: Value, place: Place): Value {
  let out: Value = { ...v, tokens: v.tokens.filter((t) => t.t !== 'fn') };
  for (const t of v.tokens) if (t.t === 'fn') out = join(out, invoke(e, f, t, parameters(e, t, (p, at) => p.type ? valueOfType(e, t.mod, p.type, at, false) : UNKNOWN), place));
  return out;
}

/** Classes that become tools or entries by what they extend. */
export function registerSubclasses(e: Engine): void {
  for (const mod of e.program.list) for (const cls of mod.classes) {
    if (!cls) continue;
    const place = { file: mod.file, start: cls.ir.nameSpan.start, end: cls.ir.nameSpan.end };
    for (const n of ancestry(cls).apis) for (const node of [n, ...mod.trie.memberNodes(n, CALL)]) for (const r of mod.trie.rows(node)) {
      if ('tool' in r.row && (r.row as ToolRow).fn === 'class') toolClass(e, r, r.row as ToolRow, cls, place, false);
      else if ('entry' in r.row && (r.row as EntryRow).fn === 'class') registerEntry(e, e.rootFrame(mod), r, r.row as EntryRow, ofToken(cls.token), place);
    }
  }
}
export { sourceLabels };
