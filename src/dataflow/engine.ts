import { sinkBits, type Capability, type Capacity, type Place, type SinkKind, type SourceKind } from '../base/words.ts';
import { Capacity as C } from '../base/words.ts';
import type { Const, FunctionIR } from '../ir/ir.ts';
import type { LoadedModels, ModelRow } from '../models/load.ts';
import type { Shape } from '../models/schema.ts';
import type { ApiNode } from '../resolve/api.ts';
import { Heap, REST, WHOLE, type HeapObj } from '../resolve/heap.ts';
import { Program, type ModuleInfo } from '../resolve/program.ts';
import type { ResolvedImport } from '../languages/language.ts';
import type { ModuleIR } from '../ir/ir.ts';
import {
  ALL_BITS, PHI_BITS, ofToken, someStrings,
  type ApiToken, type BoundArgs, type ConstToken, type FnToken, type Label, type RegexToken, type Source, type Step, type Value,
} from '../resolve/value.ts';
import type { ParamFact, SummaryTable } from './calls/summaries.ts';
import { member } from '../resolve/api.ts';
import { isEnum, type ClassInfo } from '../resolve/program.ts';
import { TEXT_BITS, joinLabels, type Fact } from '../resolve/value.ts';
import type { SinkRow } from '../models/schema.ts';
import { newFrame, type Argument } from './calls/calls.ts';
import type { AgentRun, Grant, ToolItem } from './tools/grants.ts';
import type { StepGraph } from './tools/graphs.ts';
import { genericInstance } from './objects/classes.ts';
import { holds, type CallSite } from './calls/arguments.ts';
import { addEffect } from './tools/effects.ts';
import { applyRows, checkMisuse } from './library/rows.ts';
import { ownName } from './tools/names.ts';
import { sentBy } from './tools/results.ts';
import { DecoratedTools, ToolResults, notReturnedByWrapped, wrappedIn } from './tools/wrapped.ts';
import { offerFunction } from './tools/tools.ts';
import { deepLabels, sourceLabels, touch, words } from './objects/fields.ts';
import { closedType } from './objects/types.ts';
import type { Deps, Frame } from './frame.ts';
import { originOf } from './code/guards.ts';
import { assignHandler } from './builtins/channels.ts';
import { intrinsicPaths } from './builtins/intrinsics.ts';
import type { ServerUse } from './tools/servers.ts';
import { checkSink, hitLabels } from './library/sinks.ts';
import { DANGERS, STORED } from './dangers.ts';
import { LIMITS } from './limits.ts';
import { LateImports } from './objects/lateImports.ts';
import type { Probe } from './probe.ts';
import { UserRules, type UserRule, type UserSink } from './library/userRules.ts';
import { VouchedNames, type Vouched } from './library/vouched.ts';
import type { Relevance } from './relevance.ts';

const idsOf = (v: Value | null): string => v ? v.tokens.length === 1 ? String(v.tokens[0]!.id) : v.tokens.map((t) => t.id).join() : '';
const defaultsKeys = new WeakMap<ReadonlyMap<number, Value>, string>();
function defaultsKey(defaults: ReadonlyMap<number, Value>): string {
  let key = defaultsKeys.get(defaults);
  if (key === undefined) defaultsKeys.set(defaults, key = [...defaults].map(([k, v]) => `${k}=${idsOf(v)}`).join(';'));
  return key;
}

/** A value reached a danger. Collected per activation so that a reused summary can report it for its own caller. */
export interface Hit {
  readonly sink: SinkKind | UserSink;
  /** Rule variant inside the sink kind: role, api words, destination. */
  readonly label: Label;
  readonly place: Place;
  /** `place` is the whole call, because no argument of it holds the data. */
  readonly atCall: boolean;
  /** Where the data goes in the end (the model call), when that is not `place`. */
  readonly via: Place | null;
  readonly words: string;
  readonly row: string;
  readonly endpoint: 'hosted' | 'local' | 'unknown';
  /** URL or host constant of the destination, when known. */
  readonly target: string | null;
}

/** Something that a call does to the world. */
export interface Effect {
  readonly capability: Capability;
  /** The effectful call, and the calls that lead to it from where the effect is looked at. */
  readonly place: Place;
  readonly calls: readonly Place[];
  readonly words: string;
  readonly row: string;
  /** The target when it is a constant: then it is one configured place, not a free choice. */
  readonly target: string | null;
  /** Whether the target comes from what a model or an outside party chose. */
  readonly free: boolean;
  /** Happens only after a person's answer. */
  readonly gated: boolean;
  /** Names that something equals on the way to it: the tool of a dispatcher that does it. */
  readonly names: readonly string[];
  /** A function that is registered here and called later. */
  readonly handler?: FunctionIR;
  /** The handler is a tool of this name that the program runs itself. */
  readonly tool?: string;
  /** No effect on the world: a person was asked, and the answer decides what happens. */
  readonly question?: true;
}

/** Somebody is asked before tool calls: of what the call was made on, or with `library` of all agents of that library. */
export interface Asker { readonly call: Place; readonly recv: HeapObj | null; readonly names: 'all' | ReadonlySet<string>; readonly library: string | null }
/** A call whose constant arguments are a finding by themselves. `call`: the whole call. */
export interface MisuseHit { readonly row: ModelRow; readonly place: Place; readonly call: Place }

/** A function offered to a model. `agents`: the agents that the registration itself gives it to. `call`: the whole registration. */
export interface ToolUse { /** The name that it is registered under. */ readonly name: string; /** The name that a decorator gave it. */ readonly registered?: string; readonly fn: FnToken; readonly place: Place; readonly call: Place; readonly kind: 'mcp' | 'agent'; readonly gated: boolean; /** The agent only runs it for another. */ readonly executes?: boolean; readonly row: string; readonly agents: readonly string[]; /** The object that it is registered on. */ readonly on?: HeapObj | null; /** Parameters by index that the framework fills, with their types. */ readonly context?: Readonly<Record<string, string>>; /** What the framework checks the first argument by. */ readonly schema?: HeapObj | null }

/** Called by the shells to stop early. */
export class Cancelled extends Error { override readonly name = 'Cancelled'; }

export interface EngineInput {
  readonly modules: readonly ModuleIR[];
  readonly models: LoadedModels;
  readonly resolveImport: (spec: string, fromFile: string) => ResolvedImport | undefined;
  readonly cancelled?: () => boolean;
  /** Whether the policy trusts an endpoint with identifying data. */
  readonly trusts?: (url: string) => boolean;
  /** Whether the policy names a function, by its dotted name, as one that asks a person and can refuse. */
  readonly approves?: (name: string) => boolean;
  /** Functions that the policy vouches for, by their dotted names. */
  readonly vouched?: readonly Vouched[];
  /** Whether the policy names a function as one in which a person looks at what a model wrote. */
  readonly reviews?: (name: string) => boolean;
  /** Flow rules of the user, at most MAX_USER_RULES. */
  readonly userRules?: readonly UserRule[];
  /** Watches the text of one source. */
  readonly probe?: Probe;
}

/** All state of one analysis. The functions of this room take it as their first argument. */
export class Engine {
  private id = 1;
  readonly heap: Heap;
  readonly program: Program;
  readonly models: LoadedModels;
  readonly summaries: SummaryTable;
  private readonly constTokens = new Map<Const, ConstToken>();
  private readonly openConsts = new Map<Const, ConstToken>();
  private readonly regexTokens = new Map<string, RegexToken>();
  private readonly fnTokens = new Map<FunctionIR, Map<string, FnToken>>();
  private readonly apiTokens = new Map<ApiNode, Map<HeapObj | null, ApiToken>>();
  private readonly sources = new Map<string, Source>();
  readonly hits = new Map<string, Hit>();
  readonly misuses = new Map<string, MisuseHit>();
  readonly tools = new Map<string, ToolUse>();
  readonly grants = new Map<string, Grant>();
  /** Text that reaches agents, by agents and place. */
  readonly runs = new Map<string, AgentRun>();
  /** Functions that a decorator or a registration made tools of. */
  readonly decorated = new DecoratedTools();
  /** Where markup goes that functions return to a framework. */
  readonly answers = new Map<FunctionIR, { readonly sink: SinkKind; readonly row: string; readonly bare: boolean }>();
  /** Untrusted text that tools hand back, by tool function. */
  readonly toolResults = new ToolResults();
  /** Tools that the results of functions describe to a client, by function. */
  readonly toolAnswers = new Map<FunctionIR, readonly ToolItem[]>();
  /** Effects of every function that was run, over all its activations. */
  readonly effectsOf = new Map<FunctionIR, Map<string, Effect>>();
  /** Keys under which a table that is looked up at run time holds a function or an object. */
  readonly dispatch = new Map<FunctionIR | HeapObj, Set<string>>();
  /** Approvals given with nobody asked: the call that gives them, or the function that always agrees. */
  readonly consents = new Map<string, { readonly place: Place; readonly row: string; readonly message: string }>();
  /** Functions that run before tool calls and ask a person: the agent of the call that set them up, or of the object that it was made on. */
  readonly askers = new Map<string, Asker>();
  /** Graphs of steps, by the object that they are built on. */
  readonly graphs = new Map<HeapObj, StepGraph>();
  readonly factories = new WeakMap<HeapObj, { readonly args: readonly Argument[]; readonly recv: HeapObj | null }>();
  /** Servers of tools that code starts or reaches, by place. */
  readonly servers = new Map<string, ServerUse>();
  /** Functions that a decorator holds back until a person agrees. */
  readonly held = new Set<FunctionIR>();
  /** Of the call that runs: whether one of its targets never comes back, and whether one may. Read by the instruction that made the call. */
  gone = false;
  back = false;
  /** Whether the activation that was just looked at never came back. */
  ended = false;
  /** Set by a call that asked a person; read by the instruction that made the call. */
  asking = false;
  /** Number of questions put to a person so far. */
  questions = 0;
  readonly links: (readonly [string, string])[] = [];
  private readonly makers = new Map<string, string>();
  private readonly approves: (name: string) => boolean;
  private readonly reviews: (name: string) => boolean;
  readonly vouched: VouchedNames;
  readonly user: UserRules | null;
  readonly probe: Probe | null;
  /** Functions that were executed at least once, by function identity. */
  readonly executed = new Set<FunctionIR>();
  /** Functions handed to frameworks and tools, executed as entries with the parameters that the row gives. */
  readonly pending: (() => Frame)[] = [];
  /** What objects of a class were seen to hold before there was one that stands for all of them. */
  readonly heldBefore = new Map<ClassInfo, Map<string, { readonly value: Value; readonly place: Place }>>();
  /** Values that one call publishes for reads of an API member elsewhere (a server's lifespan context, application state). */
  readonly slots = new Map<ApiNode, HeapObj>();
  /** Effects of each tool's body, by tool function. */
  readonly toolEffects = new Map<FunctionIR, ReadonlyMap<string, Effect>>();
  readonly limitsHit = new Map<string, number>();
  budget = 0;
  /** Instructions that the whole analysis may execute. */
  private readonly total: number;
  private poll = 0;
  private readonly cancelled: (() => boolean) | undefined;
  private readonly trusted: (url: string) => boolean;
  /** What the last call of a project function established about its parameters. */
  lastFacts: readonly ParamFact[] = [];
  private readonly seen = new Set<string>();
  private readonly superIds = new Map<string, number>();
  private readonly fills: { readonly library: string; readonly names: readonly string[] }[] = [];
  private readonly stores: HeapObj;
  private readonly typed = new Map<string, HeapObj>();
  private readonly toolFns = new Map<FunctionIR, ToolUse>();
  private readonly byName = new Map<string, ClassInfo[]>();

  constructor(input: EngineInput, summaries: SummaryTable) {
    this.heap = new Heap(() => this.nextId());
    this.summaries = summaries;
    this.stores = this.heap.alloc('object', null);
    this.stores.global = true;
    this.cancelled = input.cancelled;
    this.models = input.models;
    this.total = Math.max(LIMITS.totalLeast, LIMITS.totalFactor * input.modules.reduce((n, m) => n + m.functions.reduce((k, fn) => k + (fn ? sizeOf(fn) : 0), 0), 0));
    this.trusted = input.trusts ?? (() => false);
    this.vouched = new VouchedNames(input.vouched ?? []);
    this.probe = input.probe ?? null;
    this.user = input.userRules?.length ? new UserRules(input.userRules) : null;
    this.approves = input.approves ?? (() => false);
    this.reviews = input.reviews ?? (() => false);
    this.namesApprovals = input.approves !== undefined || input.reviews !== undefined;
    this.program = new Program(input.modules, input.models, input.resolveImport, (kind, file) => {
      const o = this.heap.alloc(kind === 'scope' ? 'module' : 'object', { file, start: 0, end: 0 });
      o.global = true;
      return o;
    }, intrinsicPaths());
  }

  nextId(): number { return this.id++; }
  get lastId(): number { return this.id; }

  tick(): void {
    if ((++this.poll & 1023) === 0 && this.cancelled?.()) throw new Cancelled();
  }
  /** Instructions that one entry point may execute. */
  entryBudget(): number {
    // Bodies of modules leave enough for each function to be run once.
    const left = (this.settled ? this.total : Math.max(LIMITS.moduleShare * this.total, this.total - this.ahead)) - this.poll;
    return Math.max(this.entryLeast, Math.min(LIMITS.entryBudget, left, Math.max(this.settled ? LIMITS.entryLeast : LIMITS.moduleLeast, left * LIMITS.entryShare)));
  }
  /** What an entry point may execute even when nothing is left. */
  entryLeast = 0;
  /** Whether nothing is left of it for what models speak of either. */
  get isOver(): boolean { return this.poll > LIMITS.nearestTo * this.total; }
  /** Whether the budget nears its end, so that what matters most should be run now. */
  get isShort(): boolean { return this.poll > LIMITS.shortFrom * this.total; }
  /** Share of the contexts that a function may still have: all while there is much budget left, few when it runs out. */
  thrift(): number { return Math.max(0, Math.min(1, LIMITS.thrift * (1 - (this.poll + this.ahead) / this.total))); }
  /** Instructions of the functions that are to be run and have not been. */
  ahead = 0;
  /** Notes that a function runs. */
  begins(fn: FunctionIR): void {
    if (this.executed.has(fn)) return;
    this.executed.add(fn);
    if (this.isHot(fn)) this.ahead -= sizeOf(fn);
  }
  limit(name: string): void { this.limitsHit.set(name, (this.limitsHit.get(name) ?? 0) + 1); }

  // ---- tokens, interned so that equal things are identical
  constToken(value: Const, holes = false): ConstToken {
    const known = holes ? this.openConsts : this.constTokens;
    let t = known.get(value);
    if (!t) { t = { t: 'const', id: this.nextId(), value, holes }; known.set(value, t); }
    return t;
  }
  constant(value: Const, holes = false): Value { return ofToken(this.constToken(value, holes)); }
  regexToken(pattern: string, flags: string): RegexToken {
    const key = `${flags}/${pattern}`;
    let t = this.regexTokens.get(key);
    if (!t) { t = { t: 'regex', id: this.nextId(), pattern, flags }; this.regexTokens.set(key, t); }
    return t;
  }
  /** An inner function as it was made last, in an activation of the one around it. */
  madeLast(fn: FunctionIR): FnToken | undefined {
    let last: FnToken | undefined;
    for (const t of this.fnTokens.get(fn)?.values() ?? []) if (t.scope && !t.scope.global && !t.bound) last = t;
    return last;
  }
  fnToken(mod: ModuleInfo, fn: FunctionIR, scope: HeapObj | null, self: Value | null, defaults: ReadonlyMap<number, Value> | null, bound: BoundArgs | null): FnToken {
    const key = `${scope?.id ?? 0}|${idsOf(self)}|${defaults ? defaultsKey(defaults) : ''}${bound ? `|${bound.positional.map(idsOf).join(';')}/${[...bound.named].map(([k, v]) => `${k}=${idsOf(v)}`).join(';')}` : ''}`;
    let own = this.fnTokens.get(fn);
    if (!own) this.fnTokens.set(fn, own = new Map());
    let t = own.get(key);
    if (!t) { t = { t: 'fn', id: this.nextId(), fn, mod, scope, self, defaults, bound }; own.set(key, t); }
    return t;
  }
  apiToken(node: ApiNode, recv: HeapObj | null): ApiToken {
    let own = this.apiTokens.get(node);
    if (!own) this.apiTokens.set(node, own = new Map());
    let t = own.get(recv);
    if (!t) { t = { t: 'api', id: this.nextId(), node, recv }; own.set(recv, t); }
    return t;
  }

  // ---- sources
  source(kind: SourceKind, place: Place, what: string, row: string): Source {
    const key = `${kind}|${place.file}|${place.start}|${place.end}`;
    let s = this.sources.get(key);
    if (!s) { s = { id: this.sources.size, kind, place, what, row }; this.sources.set(key, s); }
    return s;
  }
  /** Everything that brought untrusted data in, in the order in which it was met. */
  seenSources(): readonly Source[] { return [...this.sources.values()]; }
  /** A fresh label of a source, with the dangers that its kind has. */
  label(kind: SourceKind, place: Place, what: string, row: string, shape: Shape | null, capacity: Capacity = C.high, phi?: boolean): Label {
    let live = DANGERS[kind];
    if (phi === false) live &= ~PHI_BITS;
    if (phi === true) live |= PHI_BITS;
    if (this.probe) live = this.probe.tag(kind, place, live);
    return {
      source: this.source(kind, place, what, row), live, capacity, shape: shape === 'text' ? null : shape, element: null, features: 0,
      step: { kind: 'source', place, message: what, prev: null, length: 1 },
    };
  }

  /** A fresh label of a source that rules of the user name; `live` holds their bits. */
  userLabel(live: number, place: Place, what: string): Label {
    return { source: this.source('custom', place, what, ''), live, capacity: C.high, shape: null, element: null, features: 0, step: { kind: 'source', place, message: what, prev: null, length: 1 } };
  }

  trusts(url: string): boolean { return this.trusted(url); }
  /** Whether the policy names any function that asks a person. */
  readonly namesApprovals: boolean;
  isApproval(name: string): boolean { return this.approves(name) || this.reviews(name); }
  isReview(name: string): boolean { return this.reviews(name); }
  /** True the first time that a key is given. */
  once(key: string): boolean { if (this.seen.has(key)) return false; this.seen.add(key); return true; }
  superId(cls: ClassInfo, self: Value): number {
    const key = `${cls.id}|${self.tokens.map((t) => t.id).join(',')}`;
    let id = this.superIds.get(key);
    if (id === undefined) { id = this.nextId(); this.superIds.set(key, id); }
    return id;
  }
  generic(cls: ClassInfo): HeapObj { return genericInstance(this, cls); }
  applyRows(f: Frame, t: ApiToken, args: readonly Argument[], place: Place, recv: HeapObj | null): Value { return applyRows(this, f, t, args, place, recv); }
  rootFrame(mod: ModuleInfo): Frame { this.budget = this.entryBudget(); return newFrame(mod.ir.functions[0]!, mod, mod.scope, null, null, null); }
  /** A value of the type that a model names: `<pynetdicom.Event>`. */
  typedValue(mod: ModuleInfo, type: string, place: Place): Value {
    const node = mod.trie.typeNode(type.replace(/^<|>$/g, ''));
    // One object for all handlers: what one of them stores on it, another may read (middleware).
    const key = `${mod.ir.language}|${type}`;
    const known = this.typed.get(key);
    if (known) return ofToken(known.token);
    const labels = sourceLabels(this, mod.trie.rows(node), place);
    const o = this.heap.alloc('data', place);
    o.api = node;
    if (labels.length) this.heap.addBase(o, labels);
    o.global = true; o.singular = false;
    this.typed.set(key, o);
    this.handed.add(o);
    return ofToken(o.token);
  }
  private readonly handed = new Set<HeapObj>();
  /** Key under which the object that a framework hands to all handlers keeps what one of them has set by a call, such as the type of its answer; null where another object is meant. */
  ownKey(f: Frame, obj: HeapObj, key: string): string | null {
    if (!this.handed.has(obj)) return null;
    let entry = f;
    while (entry.parent && entry.parent.fn.index > 0) entry = entry.parent;
    return `\u0001${key} of ${entry.mod.index}.${entry.fn.index}`;
  }
  /** What was written under a constant path. */
  file(path: string): HeapObj {
    const key = `file ${path}`;
    let o = this.typed.get(key);
    if (!o) { o = this.heap.alloc('object', null); o.global = true; o.singular = false; this.typed.set(key, o); }
    return o;
  }
  /** Where what is sent between threads, processes or windows meets its handlers. */
  channel(name: string): HeapObj {
    const key = `channel ${name}`;
    let o = this.typed.get(key);
    if (!o) { o = this.heap.alloc('object', null); o.global = true; o.singular = false; this.typed.set(key, o); }
    return o;
  }
  private vettedObject: HeapObj | null = null;
  /** An address of which nothing is known but that it leads to a host that the program allows. */
  get vetted(): HeapObj {
    if (!this.vettedObject) { this.vettedObject = this.heap.alloc('object', null); this.vettedObject.global = true; this.vettedObject.singular = false; }
    return this.vettedObject;
  }
  /** Whether a value can be nothing but such an address. */
  isVetted(v: Value): boolean { return !v.top && v.labels.length === 0 && v.tokens.length > 0 && v.tokens.every((t) => t.t === 'obj' && t.obj === this.vettedObject); }
  /** Cells of component state: what reads one is rendered again when it changes. */
  readonly states = new Set<HeapObj>();
  /** The state of a component, by the place that declares it. */
  stateAt(place: Place): HeapObj {
    const key = `state ${place.file} ${place.start}`;
    let o = this.typed.get(key);
    if (!o) { o = this.heap.alloc('object', place); o.global = true; o.singular = false; this.typed.set(key, o); this.states.add(o); }
    return o;
  }
  /** Documents put into a store that feeds prompts: kept so that a retrieval can tell whether outside text may come back. */
  fillStore(library: string, names: readonly string[], labels: readonly Label[]): void {
    if (!labels.some((l) => this.isOutsideText(l)) || this.fills.some((x) => x.library === library && x.names.join() === names.join())) return;
    this.fills.push({ library, names });
    this.heap.notify(this.stores, WHOLE);
  }
  isOutsideText(l: Label): boolean { return (l.live & STORED) !== 0 && l.capacity > 0; }
  /** Whether a store was filled with outside text: the names of one side are among those of the other; without names the library decides. */
  storeHolds(f: Frame, library: string, names: readonly string[]): boolean {
    touch(f, this.stores);
    return this.fills.some((x) => x.names.length && names.length ? x.names.every((n) => names.includes(n)) || names.every((n) => x.names.includes(n)) : x.library === library);
  }
  /** Text that comes back when a server of this program is asked to run one of its tools by name. */
  resultsOfTools(f: Frame): readonly Label[] {
    touch(f, this.stores);
    let out: readonly Label[] = [];
    for (const [fn, labels] of this.toolResults.all()) if (this.toolFns.get(fn)?.kind === 'mcp') out = joinLabels(out, labels);
    return out;
  }
  /** The cell that reads of an API member see; made when something is first published there. */
  slot(node: ApiNode): HeapObj {
    let o = this.slots.get(node);
    if (!o) { o = this.heap.alloc('object', null); o.global = true; o.singular = false; this.slots.set(node, o); }
    return o;
  }

  // ---- what rules ask for beside flows
  misuse(row: ModelRow, place: Place, call: Place = place): void { const key = `${row.id}|${place.file}|${place.start}`; if (!this.misuses.has(key)) this.misuses.set(key, { row, place, call }); }
  addTool(t: ToolUse): boolean {
    const key = `${t.fn.mod.index}.${t.fn.fn.index}|${t.place.file}|${t.place.start}`;
    this.toolFns.set(t.fn.fn, t);
    const known = this.tools.get(key);
    // One registration that several callers reach with tools of their own: each of its closures does something else.
    if (known && known.fn !== t.fn && known.kind === t.kind && t.fn.scope !== null && !t.fn.scope.global) { this.tools.set(`${key}|${t.fn.id}`, t); return false; }
    // What is offered to clients outside is judged as such, also where an agent of this code has it, too.
    if (known && (known.kind === 'mcp' || t.kind !== 'mcp')) return false;
    this.tools.set(key, t);
    if (known) return false;
    return true;
  }
  toolOf(fn: FunctionIR): ToolUse | undefined { return this.toolFns.get(fn); }
  /** What a tool's function wraps hands back the tool's result. */
  addWrapped(fn: FunctionIR, use: ToolUse): void { if (!this.toolFns.has(fn)) this.summaries.delete(fn); this.toolFns.set(fn, use); }
  /** What a decorator factory gives: a decorator that remembers the factory's arguments and receiver. */
  factory(t: ApiToken, args: readonly Argument[], place: Place): HeapObj {
    const o = this.heap.alloc('data', place);
    o.api = t.node;
    this.factories.set(o, { args: args.map((a) => a.name === null ? { ...a, name: '' } : a), recv: t.recv });
    return o;
  }
  /** Takes a plain function in a list of tools as a tool. */
  offer(_f: Frame, row: ModelRow, fn: FnToken, place: Place): void { if (!this.toolFns.has(fn.fn)) offerFunction(this, row, fn, place); }
  addGrant(g: Grant): void {
    const old = this.grants.get(g.id);
    if (!old) { this.grants.set(g.id, g); return; }
    const items = g.items.filter((i) => !old.items.some((o) => o.place.file === i.place.file && o.place.start === i.place.start && o.name === i.name));
    if (items.length) this.grants.set(g.id, { ...old, items: [...old.items, ...items] });
  }
  /** The grant that a construction at a place made last: the construction's result carries it. */
  made(place: Place, grant: string): void { this.makers.set(`${place.file}|${place.start}`, grant); }
  madeBy(place: Place): string | undefined { return this.makers.get(`${place.file}|${place.start}`); }
  /** Two grants are of one agent. */
  link(a: string, b: string): void { if (a !== b) this.links.push([a, b]); }
  asker({ place, recv }: { readonly place: Place; readonly recv: HeapObj | null }, names: 'all' | ReadonlySet<string>, library: string | null = null): void { this.askers.set(`${place.file}|${place.start}|${recv?.id ?? 0}`, { call: place, recv, names, library }); }
  consent(place: Place, row: string, message: string): void { this.consents.set(`${place.file}|${place.start}`, { place, row, message }); }
  addServer(s: ServerUse): void { this.servers.set(`${s.place.file}|${s.place.start}|${s.url?.text ?? ''}|${s.args.map((a) => a.text).join(' ')}`, s); }
  addEffects(fn: FunctionIR, effects: Iterable<Effect>): void {
    let own = this.effectsOf.get(fn);
    if (!own) this.effectsOf.set(fn, own = new Map());
    for (const x of effects) addEffect(own, x);
  }
  /** A table is asked for an entry whose key is only known at run time: a function, a class, or an object or a tuple with functions in it. */
  lookUp(table: HeapObj): void {
    if (this.constantTables.get(table) === table.stamp) return;
    let isConstant = true;
    for (const [k, c] of table.cells) if (!k.startsWith('\u0001')) for (const t of c.value.tokens) {
      isConstant &&= t.t === 'const';
      if (t.t === 'fn') this.named(t.fn, k);
      else if (t.t === 'class') this.named(t.cls.statics, k);
      else if (t.t === 'obj') {
        if (t.obj.cls) this.named(t.obj, k);
        for (const [part, inner] of t.obj.cells) if (!part.startsWith('\u0001')) for (const x of inner.value.tokens) if (x.t === 'fn') this.named(x.fn, k);
      }
    }
    // A table that was made from a list has keys that are not known one by one: an object of a class is there under the name that it has itself.
    for (const t of table.cells.get(REST)?.value.tokens ?? []) if (t.t === 'obj') { const name = ownName(t.obj); if (name !== null) this.named(t.obj, name); }
    if (isConstant && !table.cells.has(REST)) this.constantTables.set(table, table.stamp);
  }
  /** Tables that hold nothing but constants, with their state when that was seen. */
  private readonly constantTables = new Map<HeapObj, number>();
  private named(entry: FunctionIR | HeapObj, name: string): void {
    const names = this.dispatch.get(entry);
    if (names) names.add(name); else this.dispatch.set(entry, new Set([name]));
  }

  /** `base.name = value`: properties that are dangers when they are assigned. */
  onAssign(f: Frame, base: Value, name: string | undefined, value: Value, place: Place): void {
    if (name === undefined || (value.labels.length === 0 && value.tokens.length === 0)) return;
    const nodes = base.tokens.flatMap((t) => t.t === 'api' ? f.mod.trie.memberNodes(t.node, member(name)) : t.t === 'obj' && t.obj.api ? f.mod.trie.memberNodes(t.obj.api, member(name)) : []);
    // What is only known to be filled here may be an element of a page.
    if (base.tokens.length === 0 || (base.top && base.tokens.every((t) => t.t === 'obj' && !t.obj.api && !t.obj.cls))) nodes.push(...f.mod.trie.memberNodes(f.mod.trie.typeNode('dom.Element'), member(name)));
    if (value.tokens.some((t) => t.t === 'fn')) for (const n of nodes) assignHandler(this, f, n.path, value, place);
    for (const n of nodes) for (const r of f.mod.trie.rows(n)) {
      const site: CallSite = { args: [{ value, place, name: 'value', spread: false, reg: -1 }], recv: null, self: null, place };
      if ('misuse' in r.row && holds(this, f, site, r.row.when)) checkMisuse(this, f, r, r.row, site);
      if (!('sink' in r.row)) continue;
      const row = r.row as SinkRow;
      if (row.args.includes('value')) checkSink(this, f, row.sink, value, place, { words: row.label ?? words(r), row: r.id, endpoint: 'unknown', target: null, call: place });
    }
  }
  /** What a tool hands back goes to a model. */
  onReturn(f: Frame, v: Value, _reg: number, place: Place): void {
    const answer = this.answers.get(f.fn);
    if (answer) for (const part of answer.bare ? [v.labels] : markupIn(v)) hitLabels(this, f, answer.sink, part, place, { words: `the response of ${f.fn.name}`, row: answer.row, endpoint: 'unknown', target: null, call: place });
    const tool = this.toolFns.get(f.fn);
    if (!tool || (f.mod.profile.checkedTypes && f.fn.returnType && closedType(this, f.mod, f.fn.returnType, place))) return;
    for (const sent of sentBy(this, f, v)) hitLabels(this, f, 'tool-result', notReturnedByWrapped(this, f, deepLabels(this, f, sent.value)), sent.place ?? place, { words: tool.name, row: tool.row, endpoint: 'unknown', target: null, call: sent.place ?? place });
    const read = deepLabels(this, f, v).filter((l) => l.capacity > 0 && l.live & sinkBits('tool-result'));
    if (read.length === 0 && !wrappedIn(f.outer)) return;
    if (this.toolResults.add(f.fn, f.outer, read)) this.heap.notify(this.stores, WHOLE);
  }
  /** `isinstance(x, T)`: x is clean where T's values can't hold a sentence. */
  instanceFacts(f: Frame, reg: number, types: Value): Fact[] {
    const o = originOf(f, reg);
    if (!o) return [];
    const all = types.tokens.flatMap((t) => t.t === 'obj' && t.obj.kind === 'tuple' ? [...t.obj.cells].filter(([k]) => k !== '\u0001length').flatMap(([, c]) => c.value.tokens) : [t]);
    const plain = all.length > 0 && all.every((t) => (t.t === 'class' && isEnum(t.cls)) || (t.t === 'api' && f.mod.profile.plainTypes.includes(t.node.path.split('.').pop()!)));
    return plain ? [{ origin: o, when: true, mask: TEXT_BITS }] : [];
  }
  /** Notes that a class has a method of a name. */
  nameMethod(name: string, cls: ClassInfo): void {
    const list = this.byName.get(name);
    if (!list) this.byName.set(name, [cls]); else if (!list.includes(cls)) list.push(cls);
  }
  /** Methods of project classes by name, for receivers of which nothing is known; none when more than `most` classes have it. */
  methodsNamed(name: string, arity: number, most: number): { cls: ClassInfo; token: FnToken }[] {
    const out: { cls: ClassInfo; token: FnToken }[] = [];
    for (const cls of this.byName.get(name) ?? []) {
      const m = cls.methods.get(name);
      if (m?.role !== 'method' || m.token.fn.params.length - (m.token.fn.selfParam ? 1 : 0) < arity || !this.isHot(m.token.fn)) continue;
      if (out.length === most) return [];
      out.push({ cls, token: m.token });
    }
    return out;
  }
  private readonly extensions = new Map<string, FnToken[]>();
  /** Static methods of the project whose first parameter is marked as a receiver. */
  extensionsNamed(name: string, arity: number): readonly FnToken[] {
    let list = this.extensions.get(name);
    if (!list) {
      list = [];
      for (const m of this.program.list) if (m.profile.namespaces) for (const c of m.classes) for (const [key, x] of c?.methods ?? []) {
        if ((key === name || key.startsWith(`${name}/`)) && x.token.mod === m && x.token.fn.params[0]?.annotations?.some((a) => a.name === 'this')) list.push(x.token);
      }
      if (this.settled) this.extensions.set(name, list);
    }
    return list.filter((t) => t.fn.params.length >= arity && t.fn.params.filter((p) => !p.optional && p.kind === 'positional').length <= arity);
  }
  /** Whether a function can reach anything that the models speak of. */
  relevance: Relevance | null = null;
  isHot(fn: FunctionIR): boolean { return !this.relevance || this.relevance.function(fn); }
  /** Sweep over the entry points that is under way. */
  sweep = 0;
  /** What used a result that was out of date, to be computed again in the next sweep. */
  readonly deferred = new Set<Deps>();
  /** Set when all modules are loaded, so that look-ups over all classes may be kept. */
  settled = false;
  /** Calls with which bodies of modules start something, each with the activation of the body: they are made again when what they have read has grown. */
  readonly fromModules: { readonly frame: Frame; readonly run: () => Frame }[] = [];
  /** Functions that module bodies have handed to unknown code, to be called again when all is loaded. */
  readonly handedOver = new Set<FnToken>();
  /** Modules whose bodies are being run, one inside of the other. */
  loading = 0;
  readonly late = new LateImports(this);

  private readonly retracted: { readonly mask: number; readonly labels: readonly Label[] }[] = [];
  /** What these labels did before counts as done behind a barrier. */
  retract(mask: number, labels: readonly Label[]): void { if (labels.length) this.retracted.push({ mask, labels }); }
  /** Hits that no later barrier covers. */
  standing(): Hit[] {
    return [...this.hits.values()].filter((hit) => !this.retracted.some(({ mask, labels }) => (mask & sinkBits(hit.sink as SinkKind)) !== 0 && labels.some((l) => l.source === hit.label.source && l.element?.name === hit.label.element?.name && wentThrough(l, hit.place))));
  }

  report(hit: Hit): void {
    const key = `${hit.sink}|${hit.place.file}|${hit.place.start}|${hit.place.end}|${hit.label.source.id}|${hit.label.element?.name ?? ''}|${hit.endpoint}`;
    const old = this.hits.get(key);
    if (!old || old.label.step.length > hit.label.step.length || (old.label.live | hit.label.live) !== old.label.live) this.hits.set(key, hit);
  }
}

/** Labels of markup that a value is, or of the first of several values of which the others are a status and headers. Text without tags is no page. */
function markupIn(v: Value): readonly (readonly Label[])[] {
  return [v, ...v.tokens.flatMap((t) => t.t === 'obj' && t.obj.kind === 'tuple' ? t.obj.cells.get('0')?.value ?? [] : [])].filter((one) => one.labels.length > 0 && someStrings(one).some((text) => text.includes('<'))).map((one) => one.labels);
}
/** Whether data came by a call that a place is part of. */
function wentThrough(l: Label, place: Place): boolean {
  for (let s: Step | null = l.step; s; s = s.prev) if (s.kind !== 'source' && s.place.file === place.file && s.place.start <= place.start && s.place.end >= place.end) return true;
  return false;
}

/** Instructions of a function, roughly: by the words of an average one. */
export const sizeOf = (fn: FunctionIR): number => fn.code.length / 8;
export { ALL_BITS };
