import { HEADER, Op, type FunctionIR, type ModuleIR } from '../ir/ir.ts';
import { UNKNOWN, ofToken, type FnToken, type Value } from '../resolve/value.ts';
import { isClassInfo, type ClassInfo, type ModuleInfo } from '../resolve/program.ts';
import { invoke, type Argument } from './calls/calls.ts';
import { Engine, sizeOf, type EngineInput } from './engine.ts';
import { instructionEnd } from '../ir/layout.ts';
import { type Frame } from './frame.ts';
import { LIMITS } from './limits.ts';
import { loadModule } from './objects/modules.ts';
import { Relevance } from './relevance.ts';
import { foldedName } from './tools/grants.ts';
import { registerSubclasses } from './tools/tools.ts';
import { instanceOfClass, valueOfType } from './objects/types.ts';

/** A function that a framework or a model calls, and how it was run last. */
interface Called { readonly run: () => Frame; frame: Frame }
interface Candidate { readonly mod: ModuleInfo; readonly fn: FunctionIR }
interface Entry { readonly mod: ModuleInfo; readonly fn: FunctionIR; frame: Frame | null }

/**
 * Analyses a whole program: module bodies first, then what frameworks and models call, then every function that nothing called,
 * as if somebody outside did. Long-lived objects that grew make the entries that had read them run again.
 */
export function analyze(input: EngineInput): Engine {
  const e = new Engine(input, new Map());
  const relevant = new Relevance(e.program, e.user, e.probe);
  e.relevance = relevant;
  const modules = e.program.list.filter((mod) => relevant.module(mod));
  const candidates = modules.flatMap((mod) => mod.ir.functions.flatMap((fn) => fn && relevant.function(fn) ? [{ mod, fn }] : []));
  e.ahead = candidates.reduce((sum, { fn }) => sum + sizeOf(fn), 0);
  for (const mod of modules) loadModule(e, mod);
  e.settled = true;
  const known = new Set(candidates.map(({ fn }) => fn));
  for (const x of composed(modules)) if (!known.has(x.fn)) { known.add(x.fn); candidates.push(x); }
  registerSubclasses(e);
  const called: Called[] = [];
  const { growth } = e.heap, ran = e.fromModules.length > 0 ? [...e.executed] : [];
  drain(e, called);
  // What bodies of modules have called did not see what handlers have put into objects of these modules since: these were none that live long then.
  const again = e.heap.growth > growth;
  if (again) for (const fn of ran) e.summaries.delete(fn);
  const fromModules: Called[] = e.fromModules.slice(0, LIMITS.callsOfModules).map(({ run, frame }) => ({ run, frame }));
  const entries: Entry[] = [];
  const isReferenced = referenced(input.modules);
  const enter = ({ mod, fn }: Candidate): void => {
    if (fn.index === 0 || e.executed.has(fn)) return;
    const entry: Entry = { mod, fn, frame: null };
    entries.push(entry);
    runEntry(e, entry);
    drain(e, called);
  };
  // What nothing calls comes first, since it calls the others with what they are called with; of that the nearest to what models speak of, as the budget may not suffice.
  const byDistance = [...candidates].sort((a, b) => relevant.distance(a.fn) - relevant.distance(b.fn));
  const nearest = byDistance.filter(({ fn }) => relevant.distance(fn) === 0).sort((a, b) => relevant.namesakes(a.fn) - relevant.namesakes(b.fn));
  for (const x of [...byDistance.filter(({ fn }) => !isReferenced.has(fn.name)), ...candidates]) {
    if (e.isShort) for (const y of nearest.splice(0)) { e.entryLeast = e.isOver ? 0 : LIMITS.nearestLeast + 2 * sizeOf(y.fn); enter(y); e.entryLeast = 0; }
    enter(x);
  }
  while (e.sweep++ < LIMITS.sweeps) {
    for (const d of e.deferred) d.invalidate();
    e.deferred.clear();
    const stale = entries.filter((x) => x.frame && x.frame.deps.stale);
    const rendered = e.states.size ? staleComponents(e) : [];
    const madeAgain = again && e.sweep === 1;
    const calledBefore = [...called.filter((x) => x.frame.deps.stale), ...fromModules.filter((x) => madeAgain || x.frame.deps.stale)];
    if (stale.length === 0 && rendered.length === 0 && calledBefore.length === 0) break;
    for (const x of [...stale, ...rendered]) runEntry(e, x);
    for (const x of calledBefore) x.frame = x.run();
    drain(e, called);
  }
  // Handlers of described tools that only a look-up by name at run time reaches.
  const described = new Set([...e.grants.values()].flatMap((g) => g.items.flatMap((i) => i.schema && i.name !== null ? [foldedName(i.name)] : [])));
  if (described.size) for (const mod of e.program.list) for (const fn of mod.ir.functions) if (fn && fn.index > 0 && described.has(foldedName(fn.name)) && !e.executed.has(fn)) { runEntry(e, { mod, fn, frame: null }); drain(e, called); }
  if (e.heap.cutShort) e.limitsHit.set('deepObjects', e.heap.cutShort);
  return e;
}

/** Functions that modules hand out and that another function has made: what they lead to are the functions that those were made of. */
function composed(modules: readonly ModuleInfo[]): { readonly mod: ModuleInfo; readonly fn: FunctionIR }[] {
  return modules.flatMap((mod) => [...mod.exports.cells.values()].flatMap(({ value }) => value.tokens.flatMap((t) => t.t === 'fn' && t.scope && !t.scope.global ? [{ mod: t.mod, fn: t.fn }] : [])));
}

function drain(e: Engine, called: Called[]): void {
  for (let run = e.pending.shift(); run; run = e.pending.shift()) called.push({ run, frame: run() });
}

/** Components that read state which has changed since: they are rendered again, whoever called them first. */
function staleComponents(e: Engine): Entry[] {
  const out: Entry[] = [];
  for (const mod of e.program.list) for (const fn of mod.ir.functions) {
    const contexts = fn ? e.summaries.get(fn) : undefined;
    if (!contexts) continue;
    for (const c of contexts.values()) {
      if (!c.summary || ![...c.summary.deps.cells.keys()].some((o) => e.states.has(o)) || !c.summary.deps.stale) continue;
      out.push({ mod, fn, frame: null });
      break;
    }
  }
  return out;
}

/** Runs a function with parameters of which only the declared types are known. */
function runEntry(e: Engine, x: Entry): void {
  const token = entryToken(e, x);
  if (!token) return;
  const f = e.rootFrame(x.mod);
  x.frame = f;
  const skip = token.fn.selfParam && token.self ? 1 : 0;
  const args: Argument[] = x.fn.params.slice(skip).flatMap((p) => {
    if (p.kind === 'rest' || p.kind === 'keywordRest') return [];
    if (p.optional && !p.type) return [];
    const place = { file: x.mod.file, start: p.span.start, end: p.span.end };
    const value: Value = p.type ? valueOfType(e, x.mod, p.type, place, true) : UNKNOWN;
    if (p.optional && value === UNKNOWN) return [];
    return [{ value, place, name: p.kind === 'keyword' || skipsOptional(x.fn, p.name) ? p.name : null, spread: false, reg: -1 }];
  });
  invoke(e, f, token, args, { file: x.mod.file, start: x.fn.nameSpan.start, end: x.fn.nameSpan.end });
}
/** A parameter after one that is left out must be given by name. */
function skipsOptional(fn: FunctionIR, name: string): boolean {
  for (const p of fn.params) { if (p.name === name) return false; if (p.optional) return true; }
  return false;
}

/** The function as a value: methods on an instance that stands for all, inner functions in the scope of an earlier activation. */
function entryToken(e: Engine, x: Entry): FnToken | null {
  const { fn, mod } = x;
  const scope = mod.scope;
  if (fn.classIndex >= 0) {
    const cls = mod.classes[fn.classIndex];
    if (!cls) return null;
    const m = [...cls.methods.values()].find((y) => y.token.fn === fn);
    const self = m?.role === 'static' || fn.isStatic ? null : m?.role === 'classMethod' ? ofToken(cls.token) : someInstance(e, cls);
    return e.fnToken(mod, fn, m?.token.scope ?? scope, self, m?.token.defaults ?? null, null);
  }
  // A function that another one gave away keeps what it captured there; one whose definition never ran has no scope to look into.
  return e.madeLast(fn) ?? e.fnToken(mod, fn, scope, null, null, null);
}

/** An instance of a class; of a class that leaves methods to its subclasses, one of theirs. */
function someInstance(e: Engine, cls: ClassInfo): Value {
  const isOpen = cls.mod.profile.checkedTypes && [...cls.methods.values()].some((m) => m.role === 'method' && m.token.fn.code.length === 0);
  return isOpen ? instanceOfClass(e, cls) : ofToken(e.generic(cls).token);
}

const names = new WeakMap<readonly ModuleIR[], Set<string>>();
/** Names that any code of the program reads or calls. */
function referenced(modules: readonly ModuleIR[]): Set<string> {
  let set = names.get(modules);
  if (set) return set;
  set = new Set();
  for (const m of modules) for (const fn of m.functions) {
    if (!fn) continue;
    for (let pc = 0; pc < fn.code.length; pc = instructionEnd(fn.code, pc)) {
      const a = pc + HEADER;
      switch (fn.code[pc]) {
        case Op.LoadScope: if (m.strings[fn.code[a + 2]!] !== fn.name) set.add(m.strings[fn.code[a + 2]!]!); break;
        case Op.Get: set.add(m.strings[fn.code[a + 2]!]!); break;
        case Op.Import: if (fn.code[a + 2]! >= 0) set.add(m.strings[fn.code[a + 2]!]!); break;
        case Op.CallMethod: set.add(m.strings[fn.code[a + 3]!]!); break;
      }
    }
  }
  names.set(modules, set);
  return set;
}
export { isClassInfo };
