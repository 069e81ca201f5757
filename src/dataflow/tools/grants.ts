import { readsByName } from '../../base/toolNames.ts';
import type { Capability, Place } from '../../base/words.ts';
import type { ModelRow } from '../../models/load.ts';
import type { CapabilityRow, When } from '../../models/schema.ts';
import { LENGTH, TOOL, type HeapObj } from '../../resolve/heap.ts';
import { ancestry, type ClassInfo } from '../../resolve/program.ts';
import { UNKNOWN, joinLabels, singleConst, someStrings, truth, type FnToken, type Label, type Value } from '../../resolve/value.ts';
import { holds, partsOf, writtenParts, type CallSite, type Part } from '../calls/arguments.ts';
import { unnamed, invoke } from '../calls/calls.ts';
import { boundOf } from '../calls/binding.ts';
import { stopsElsewhere } from './graphs.ts';
import { chosenHere, handedIn, lookedUpInLoop } from './choices.ts';
import type { Engine } from '../engine.ts';
import { words } from '../objects/fields.ts';
import { nameOf } from './wrapped.ts';
import type { Frame } from '../frame.ts';

/** What a ready-made tool of a library can do. */
export interface Declared {
  readonly capability: Capability;
  readonly words: string;
  readonly row: string;
  /** A library's function that runs in this process, handed over as it is. */
  readonly local?: boolean;
}

/** One tool that is put into an agent's hands, at the place where it is put there. */
export interface ToolItem {
  readonly place: Place;
  /** The name that the model calls it by, where it is known. */
  readonly name: string | null;
  readonly fns: readonly FnToken[];
  /** A class whose methods are the tools. */
  readonly cls: ClassInfo | null;
  readonly declared: readonly Declared[];
  /** Text that a ready-made tool hands back: what its retriever finds. */
  readonly reads: readonly Label[];
  /** An approval step of the tool's own stands before it. */
  readonly gated: boolean;
  /** Agents that it hands over to. */
  readonly agents: readonly string[];
  /** Only described: what it does is found by the name that a dispatcher tests. Without a name it may be any tool of the program. */
  readonly schema: boolean;
  /** Which of several lists it stands in, when the list is chosen at run time; -1: there is no choice. */
  readonly alternative: number;
  /** The agent only runs it for another, to which it was given. */
  readonly executes?: boolean;
}

/** One agent, or one model call with tools of its own. */
export interface Grant {
  /** The place and what it is given: one line of code that builds several agents makes several of them. */
  readonly id: string;
  readonly place: Place;
  readonly row: string;
  readonly words: string;
  readonly items: readonly ToolItem[];
  /** Number of lists to choose from at run time; 0 where there is no choice. */
  readonly alternatives: number;
  /** Other agents whose text comes here or that are handed text from here. */
  readonly members: readonly string[];
  /** It works with agents of its library that could not be made out: those of its file are taken. */
  readonly open: boolean;
  /** Tools that an approval step stands before: all of them or some names. */
  readonly approved: 'all' | ReadonlySet<string>;
  /** The argument that switches questions to a person off. */
  readonly unattended: Place | null;
  /** It only runs tools for a model that is given them elsewhere. */
  readonly executor: boolean;
  /** The program runs the tools itself: anywhere, or where this is a place, in the function there. */
  readonly byHand: boolean | Place;
  /** The function that makes the agent or calls the model. */
  readonly caller: Place;
  /** What stands for it in conversations that a service keeps; null for the tools of a single call. */
  readonly standing: string | null;
}

/** What stands for all agents that were made with the library of a row and that a service keeps. */
export const standingOf = ({ id }: { readonly id: string }): string => `library ${id.split('#')[0]}`;

/** Text that reaches agents in one run. */
export interface AgentRun { readonly agents: readonly string[]; readonly place: Place; readonly reads: readonly Label[] }

/** The head of a call: up to its first argument. */
export function headOf(site: CallSite): Place {
  const first = site.args.reduce((m, a) => a.place.file === site.place.file && a.place.start > site.place.start ? Math.min(m, a.place.start) : m, site.place.end);
  return { ...site.place, end: first };
}

interface GrantSpec { readonly tools: readonly string[]; readonly preapproved?: readonly string[] | undefined; readonly active?: readonly string[] | undefined; readonly handoffs: readonly string[]; readonly gate: readonly When[] | undefined; readonly unattended?: readonly When[] | undefined; readonly executor?: boolean | undefined; readonly byHand?: boolean | Place | undefined; readonly standing?: boolean; readonly plainFunctions: boolean; readonly chosen?: readonly ToolItem[] }

/** Records what an agent or a model call is given. Returns its identity, or null when it is given nothing. */
export function recordGrant(e: Engine, f: Frame, r: ModelRow, site: CallSite, spec: GrantSpec): string | null {
  const parts: Part[] = [];
  const w = new Walk(e, f, site, r, spec.plainFunctions);
  const names: ToolItem[] = [];
  w.items.push(...spec.chosen ?? []);
  for (const path of spec.tools) for (const p of partsOf(e, f, site, path)) {
    // Settings that are made before the call are the place where the tools are put.
    const written = path.startsWith('self') ? [] : path.split('|').filter((one) => one.includes('.')).flatMap((one) => writtenParts(e, f, site, one));
    if (parts.some((o) => o.place.start === p.place.start && o.value === p.value)) continue;
    parts.push(p);
    const from = w.items.length;
    const at = handedIn(f, site, path) ?? written.find(({ value }) => value === p.value)?.place ?? p.place;
    w.part({ ...p, place: at }, path);
    w.settle(from, at);
    if (spec.preapproved?.includes(path)) names.push(...w.items.splice(from));
  }
  if (spec.preapproved) askUnlessNamed(w.items, names, spec.preapproved.some((path) => partsOf(e, f, site, path).some((p) => p.value.top && p.value.tokens.length === 0)));
  narrow(w.items, (spec.active ?? []).flatMap((path) => partsOf(e, f, site, path)));
  const others = spec.handoffs.flatMap((path) => partsOf(e, f, site, path));
  const members = [...new Set(others.flatMap((p) => agentsIn(p.value)))];
  const open = members.length === 0 && others.some((p) => p.value.top);
  for (const i of w.items) members.push(...i.agents);
  const approved = spec.gate ? approvedTools(e, f, site, spec.gate) : new Set<string>();
  const id = `${site.place.file}|${site.place.start}|${approved === 'all' ? '!' : [...approved].join()}|${w.items.map((i) => `${i.place.start}${i.cls?.id ?? ''}${i.fns.map((t) => `${t.mod.index}.${t.fn.index}`).join('+')}${i.declared.map((d) => d.row).join('+')}${i.name ?? ''}`).join(',')}|${members.join(',')}`;
  const off = spec.unattended && holds(e, f, site, spec.unattended) ? partsOf(e, f, site, spec.unattended[0]!.arg)[0]?.place ?? headOf(site) : null;
  e.addGrant({ id, executor: spec.executor === true, byHand: spec.byHand ?? false, caller: { file: f.mod.file, ...f.fn.span }, standing: spec.standing ? standingOf(r) : null, open, unattended: off, place: headOf(site), row: r.id, words: words(r), items: w.items, alternatives: w.alternatives, members, approved });
  return id;
}

/** Leaves the tools that lists of names hold; all where what a list holds is not known. */
function narrow(items: ToolItem[], lists: readonly Part[]): void {
  const objects = lists.flatMap(({ value }) => value.tokens.flatMap((t) => t.t === 'obj' ? [t.obj] : []));
  const names = new Set(objects.flatMap((o) => [...o.cells].flatMap(([k, c]) => k === LENGTH ? [] : someStrings(c.value))));
  if (objects.length === 0 || lists.some(({ value }) => value.top) || names.size === 0) return;
  items.splice(0, items.length, ...items.filter(({ name }) => name === null || names.has(name)));
}

/**
 * Of tools that are asked for: those that a list of names frees run unasked, and they are granted there. `isOpen`: what the list holds is not known.
 * Names of tools of a server are `mcp__server__tool`, `mcp__server` and `mcp__server__*` for all of its tools.
 */
function askUnlessNamed(items: ToolItem[], names: readonly ToolItem[], isOpen: boolean): void {
  const frees = (freed: string | null, tool: string): boolean => freed !== null && (freed === tool || freed === '*' || freed.endsWith(`__${tool}`) || /^mcp__[^_]+(_[^_]+)*(__\*)?$/.test(freed));
  items.forEach((item, i) => {
    if (item.fns.length === 0 && !item.cls) return;
    const freed = names.find(({ name }) => frees(name, item.name ?? ''));
    if (freed) items[i] = { ...item, place: freed.place };
    else if (!isOpen) items[i] = { ...item, gated: true };
  });
  items.push(...names);
}

/** Records that text reaches agents. */
export function recordRun(e: Engine, f: Frame, agents: readonly string[], place: Place, reads: readonly Label[]): void {
  if (agents.length === 0 || reads.length === 0) return;
  addRun(e, f, { agents, place, reads });
}
export function addRun(e: Engine, f: Frame, run: AgentRun): void {
  const key = `${run.agents.join(' ')}|${run.place.file}|${run.place.start}`;
  for (const runs of [f.runs, e.runs]) {
    const old = runs.get(key);
    runs.set(key, old ? { ...old, reads: joinLabels(old.reads, run.reads) } : run);
  }
}

/** Identities of the agents that a value is or holds. */
export function agentsIn(v: Value): string[] {
  const out: string[] = [];
  const seen = new Set<HeapObj>();
  const visit = (x: Value, depth: number): void => {
    for (const t of x.tokens) {
      if (t.t === 'api' && t.recv?.note?.grant) out.push(t.recv.note.grant);
      const o = t.t === 'obj' ? t.obj : t.t === 'api' ? t.recv : t.t === 'bound' && t.recv.tokens[0]?.t === 'obj' ? t.recv.tokens[0].obj : null;
      if (!o || seen.has(o) || o.kind === 'module' || o.kind === 'scope') continue;
      seen.add(o);
      if (o.note?.grant) out.push(o.note.grant);
      if (depth >= 3) continue;
      for (const part of o.note?.chain ?? []) visit(part, depth + 1);
      for (const [k, c] of o.cells) if (k !== LENGTH) visit(c.value, depth + 1);
    }
  };
  visit(v, 0);
  return [...new Set(out)];
}

/** Which tools the approval step of an agent covers. A list of names or a table of names covers those; anything else all. */
function approvedTools(e: Engine, f: Frame, site: CallSite, gate: readonly When[]): 'all' | ReadonlySet<string> {
  if (!holds(e, f, site, gate) || stopsElsewhere(e, f, site, gate)) return new Set();
  const names = new Set<string>();
  for (const g of gate) for (const p of partsOf(e, f, site, g.arg)) {
    if (truth(p.value) === false || neverAsks(e, f, p.value, p.place)) return new Set();
    for (const t of p.value.tokens) {
      if (t.t !== 'obj') return 'all';
      const named = t.obj.kind === 'dict' || t.obj.kind === 'object';
      if (!named) { const texts = [...t.obj.cells].filter(([k]) => !k.startsWith('\u0001')).flatMap(([, c]) => someStrings(c.value)); if (t.obj.cells.get(LENGTH) && texts.length === 0 && singleConst(t.obj.cells.get(LENGTH)!.value) === 0) return new Set(); return 'all'; }
      for (const [k, c] of t.obj.cells) if (!k.startsWith('\u0001') && singleConst(c.value) !== false) names.add(k);
    }
    if (p.value.tokens.length === 0) return 'all';
  }
  return names.size ? names : 'all';
}

/** A function in the place of a flag that never asks: every result is false. */
export function neverAsks(e: Engine, f: Frame, v: Value, place: Place): boolean {
  const fns = v.tokens.filter((t) => t.t === 'fn');
  return fns.length > 0 && fns.every((t) => truth(invoke(e, f, t, t.fn.params.map(() => unnamed(UNKNOWN, place)), place)) === false);
}

/** Collects the tools of one grant. */
class Walk {
  readonly items: ToolItem[] = [];
  alternatives = 0;
  private readonly e: Engine;
  private readonly f: Frame;
  private readonly site: CallSite;
  private readonly row: ModelRow;
  private readonly plain: boolean;
  private readonly seen = new Set<HeapObj>();
  /** The list is one that a client keeps of what its own calls were given: those calls are the grants. */
  private kept = false;

  constructor(e: Engine, f: Frame, site: CallSite, row: ModelRow, plain: boolean) { this.e = e; this.f = f; this.site = site; this.row = row; this.plain = plain; }

  part(p: Part, path: string): void {
    this.kept = path.startsWith('self.');
    // The agent's own class: each of its methods that a decorator made a tool stands where that did.
    if (path === 'self') { for (const t of p.value.tokens) if (t.t === 'obj' && t.obj.cls) this.ownMethods(t.obj.cls); return; }
    const lists = p.value.tokens.filter((t) => (t.t === 'obj' && !t.obj.note && !t.obj.cls) || (t.t === 'const' && t.value === null));
    const filled = lists.filter((t) => t.t === 'obj' && [...t.obj.cells.keys()].some((k) => k !== LENGTH));
    // Nothing instead of a list is a choice only where it is made on purpose; elsewhere it is an error's answer.
    const choice = lists.length > 1 && lists.length === p.value.tokens.length && !p.value.top && (filled.length === lists.length || chosenHere(this.f, this.site, path)) && !lookedUpInLoop(this.f, this.site, path);
    if (!choice) { this.value(p.value, p.place, null, -1, 0, p.place); return; }
    for (const t of lists) this.value({ ...p.value, tokens: [t] }, p.place, null, this.alternatives++, 0, p.place);
  }

  private ownMethods(cls: ClassInfo): void {
    for (const { methods } of ancestry(cls).classes) for (const { token } of methods.values()) {
      const use = this.e.decorated.get(token);
      if (use && !this.items.some((i) => i.name === use.name)) this.items.push({ place: use.place, name: use.name, fns: [token], cls: null, declared: [], reads: [], gated: use.gated, agents: [], schema: false, alternative: -1 });
    }
  }

  private value(v: Value, place: Place, name: string | null, alternative: number, depth: number, argument: Place): void {
    if (depth > 5) return;
    const add = (item: Partial<ToolItem>): void => {
      const full: ToolItem = { place, name, fns: [], cls: null, declared: [], reads: [], gated: false, agents: [], schema: false, alternative, ...item };
      if (!this.items.some((i) => i.place.start === full.place.start && i.place.file === full.place.file && i.name === full.name && i.cls === full.cls && i.fns.length === full.fns.length && i.fns.every((t, k) => t === full.fns[k]))) this.items.push(full);
    };
    for (const t of v.tokens) {
      if (t.t === 'fn') {
        const known = this.e.decorated.get(t);
        if (!known && this.plain) this.e.offer(this.f, this.row, t, place);
        add({ name: name ?? known?.registered ?? nameOf(t), fns: [t], gated: known?.gated ?? false });
      } else if (t.t === 'class') add({ name: null, cls: t.cls });
      else if (t.t === 'api') { const declared = declaredBy(this.f.mod.trie.rows(t.node), t.node.path); if (declared.length) add({ declared }); }
      else if (t.t === 'const') { if (typeof t.value === 'string' && !t.holes) add({ name: t.value }); }
      else if (t.t === 'obj') this.object(t.obj, place, name, alternative, depth, argument, add);
    }
  }

  private object(o: HeapObj, place: Place, name: string | null, alternative: number, depth: number, argument: Place, add: (item: Partial<ToolItem>) => void): void {
    if (o.note?.grant) { add({ agents: [o.note.grant] }); return; }
    if (o.note?.tool || o.note?.can) {
      const fns = (o.cells.get(TOOL)?.value.tokens ?? []).filter((t) => t.t === 'fn');
      const inner = (o.cells.get(TOOL)?.value.tokens ?? []).flatMap((t) => t.t === 'obj' ? agentsIn({ ...UNKNOWN, tokens: [t], top: false }) : []);
      add({ name: o.note.tool?.name ?? name ?? fns[0]?.fn.name ?? null, fns, declared: o.note.can ?? [], reads: o.note.can ? this.e.heap.baseLabels(o) : [], gated: o.note.tool?.gated ?? false, agents: inner });
      return;
    }
    if (o.cls) { add({ name: null, cls: o.cls }); return; }
    if (this.seen.has(o) && depth > 0) return;
    this.seen.add(o);
    if (someStrings(o.cells.get('type')?.value ?? UNKNOWN)[0] === 'mcp') { unasked(this.e, this.row, o, place); return; }
    const described = schemaNames(o);
    if (described.length) { for (const one of described) add({ name: one, schema: true, ...this.hosted(o, one) }); return; }
    if (isNameless(o)) { add({ name: null, schema: true, place: argument }); return; }
    for (const [k, c] of o.cells) {
      if (k === LENGTH || (k.startsWith('\u0001') && k !== '\u0001rest')) continue;
      const own = o.kind === 'dict' || o.kind === 'object' ? k : null;
      const given = this.kept && depth === 0 ? c.place ?? argument : null;
      this.value(c.value, given ?? this.placeOf(c.place, argument), own?.startsWith('\u0001') ? null : own, alternative, depth + 1, given ?? argument);
    }
  }

  /** Tools that a provider runs itself, by the type in their description. */
  private hosted(o: HeapObj, name: string): Partial<ToolItem> {
    const type = someStrings(o.cells.get('type')?.value ?? UNKNOWN)[0] ?? name;
    const declared = HOSTED.filter(([re]) => re.test(type)).map(([, capability]): Declared => ({ capability, words: type, row: `hosted:${type}` }));
    return declared.length ? { declared, schema: false } : {};
  }

  /** An element stands where it was put into the list, if the code that put it there led here; an imported list stands at the argument. */
  private placeOf(cell: Place | null, argument: Place): Place {
    if (!cell) return argument;
    for (let x: Frame | null = this.f; x; x = x.parent) if (x.mod.file === cell.file) return cell;
    return argument;
  }

  /** Tools that one line of a helper puts into a list, whichever they are: of each it says nothing, so that they stand at the argument. */
  settle(from: number, argument: Place): void {
    const seen = new Map<number, number>();
    for (const { place } of this.items.slice(from)) if (place.file === this.f.mod.file) seen.set(place.start, (seen.get(place.start) ?? 0) + 1);
    for (let i = from; i < this.items.length; i++) {
      const { place } = this.items[i]!;
      if (place.file === this.f.mod.file && (seen.get(place.start) ?? 0) > 1 && this.inHelper(place)) this.items[i] = { ...this.items[i]!, place: argument };
      const { schema, name, place: at } = this.items[i]!;
      if (schema && name !== null && (at === argument || this.inHelper(at))) { const listed = this.listedBy(name); if (listed) this.items[i] = { ...this.items[i]!, place: listed }; }
    }
  }
  /** Where a caller put what a tool is described from into a list of its own. */
  private listedBy(name: string): Place | null {
    for (let x: Frame = this.f; x.parent; x = x.parent) for (const v of boundOf(x)?.values ?? []) for (const t of v?.tokens ?? []) {
      if (t.t !== 'obj' || (t.obj.kind !== 'list' && t.obj.kind !== 'tuple')) continue;
      const { mod, fn } = x.parent;
      for (const { place, value } of t.obj.cells.values()) {
        const isHere = place?.file === mod.file && place.start >= fn.span.start && place.end <= fn.span.end;
        if (isHere && value.tokens.some((own) => own.t === 'obj' && singleConst(own.obj.cells.get('name')?.value ?? UNKNOWN) === name)) return place;
      }
    }
    return null;
  }
  private inHelper({ start, end }: Place): boolean {
    const within = this.f.mod.ir.functions.filter((fn) => fn && fn.index > 0 && fn.span.start <= start && end <= fn.span.end);
    for (let x: Frame | null = this.f; x; x = x.parent) if (within.includes(x.fn)) return false;
    return within.length > 0;
  }
}

/** Tools that a function's result describes: elements of the list that it returns, itself or under `tools`. */
export function describedTools(fn: FnToken, answer: Value): ToolItem[] {
  const out: ToolItem[] = [];
  const argument = { file: fn.mod.file, start: fn.fn.nameSpan.start, end: fn.fn.nameSpan.end };
  const visit = (v: Value, place: Place | null, depth: number): void => {
    for (const t of v.tokens) {
      if (t.t !== 'obj' || t.obj.cls || depth > 3) continue;
      const name = depth > 0 ? schemaName(t.obj) : undefined;
      if (name !== undefined) { if (t.obj.cells.has('inputSchema') || t.obj.cells.has('description')) out.push({ place: place && place.file === fn.mod.file ? place : t.obj.place ?? argument, name, fns: [], cls: null, declared: [], reads: [], gated: false, agents: [], schema: true, alternative: -1 }); continue; }
      const tools = t.obj.cells.get('tools');
      if (tools) { visit(tools.value, null, depth + 1); continue; }
      if (t.obj.kind === 'list' || t.obj.kind === 'tuple') for (const [k, c] of t.obj.cells) if (k !== LENGTH) visit(c.value, c.place, depth + 1);
    }
  };
  visit(answer, null, 0);
  return out;
}

/**
 * Whether a server that the provider calls is called without asking anybody, for tools that do more than read by their names;
 * `require_approval` is one word for all tools, or says for which tools never.
 */
export function unasked(e: Engine, row: ModelRow, o: HeapObj, place: Place): void {
  const cell = o.cells.get('require_approval') ?? o.cells.get('requireApproval');
  if (!cell) return;
  const names = (v: Value | undefined): string[] => (v?.tokens ?? []).flatMap((t) => t.t !== 'obj' ? [] : t.obj.kind === 'list' || t.obj.kind === 'tuple' ? [...t.obj.cells].filter(([k]) => k !== LENGTH).flatMap(([, c]) => someStrings(c.value)) : names(t.obj.cells.get('tool_names')?.value ?? t.obj.cells.get('toolNames')?.value));
  const at = cell.place && cell.place.file === place.file ? cell.place : place;
  if (someStrings(cell.value).includes('never')) {
    const allowed = names(o.cells.get('allowed_tools')?.value ?? o.cells.get('allowedTools')?.value);
    if (allowed.length === 0 || !allowed.every(readsByName)) e.consent(at, row.id, 'Calls of the MCP server\'s tools need no approval.');
    return;
  }
  for (const t of cell.value.tokens) if (t.t === 'obj') {
    const never = names(t.obj.cells.get('never')?.value);
    if (never.some((n) => !readsByName(n))) e.consent(at, row.id, `Calls of ${never.filter((n) => !readsByName(n)).join(', ')} need no approval.`);
  }
}

/** Tool types that run commands or code: where the caller runs them, or in a sandbox of the provider, where it stays an ability. */
const HOSTED: readonly (readonly [RegExp, Capability])[] = [
  [/^(bash_\d+|local_shell|shell)$/, 'execute-shell'], [/^(text_editor_\d+|str_replace_(based_)?edit.*|apply_patch)$/, 'write-files'], [/^(computer(_\d+|_use.*)?)$/, 'execute-shell'],
  [/^(code_interpreter|code_execution(_\d+)?)$/, 'execute-code'],
];

/** The name in a description of a tool, in the forms of the chat interfaces; undefined for anything else. */
export const schemaName = (o: HeapObj): string | undefined => schemaNames(o)[0];
/** All names that a description may have: one that is made for each of several tools has those of all. */
function schemaNames(o: HeapObj): readonly string[] {
  const below = (key: string): readonly string[] => (o.cells.get(key)?.value.tokens ?? []).flatMap((t) => t.t === 'obj' ? someStrings(t.obj.cells.get('name')?.value ?? UNKNOWN) : []).filter(Boolean);
  const inner = [below('function'), below('toolSpec')].find((names) => names.length);
  if (inner) return inner;
  const described = ['description', 'input_schema', 'inputSchema', 'parameters', 'schema', 'parametersJsonSchema', 'inputSchemaJson'].some((k) => o.cells.has(k));
  const names = someStrings(o.cells.get('name')?.value ?? UNKNOWN);
  if (names.length && described) return names;
  const type = someStrings(o.cells.get('type')?.value ?? UNKNOWN)[0];
  return type !== undefined && type !== 'function' ? names.length ? names : [type] : [];
}

/** A description whose name is made at run time, from a list of tools that is asked for. */
function isNameless(o: HeapObj): boolean {
  const described = (x: HeapObj): boolean => x.cells.has('name') && ['description', 'input_schema', 'inputSchema', 'parameters'].some((k) => x.cells.has(k));
  return described(o) || (o.cells.get('function')?.value.tokens.some((t) => t.t === 'obj' && described(t.obj)) ?? false);
}

/** Capabilities that rows give to an object or a class. */
export function declaredBy(rows: readonly ModelRow[], path: string): Declared[] {
  return rows.flatMap((r) => 'capability' in r.row ? (r.row as CapabilityRow).capability.map((capability) => ({ capability, words: path.replace(/\(\)|[<>]/g, ''), row: r.id })) : []);
}

/** A tool's name in one spelling: `rewrite_description`, `rewriteDescription`. */
export const foldedName = (name: string): string => name.replaceAll(/[_-]/g, '').toLowerCase();
