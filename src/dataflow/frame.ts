import type { Place } from '../base/words.ts';
import { HEADER, Op, type FunctionIR } from '../ir/ir.ts';
import { instructionEnd, tableOf } from '../ir/layout.ts';
import type { HeapObj, Reader, Writes } from '../resolve/heap.ts';
import type { ModuleInfo } from '../resolve/program.ts';
import { NOTHING, UNKNOWN, clear, join, type Origin, type Value } from '../resolve/value.ts';
import type { Effect, Hit } from './engine.ts';
import type { AgentRun } from './tools/grants.ts';

/** Ways in which a region can end other than by running through; a bit set. */
export const Exit = { returned: 1, threw: 2, loop: 4 } as const;

/** Register contents and refinements at one point. */
export interface Env { readonly regs: readonly Value[]; readonly refined: ReadonlyMap<string, number> | null }

export interface LoopContext {
  /** Open heap regions where the loop or block starts. */
  readonly level: number;
  breakEnv: Env | null;
  readonly breakWrites: Writes[];
  continueEnv: Env | null;
  readonly continueWrites: Writes[];
  /** Whether every way out by Break depended on a person's answer; null before the first. */
  breakAsked: boolean | null;
}

const givenDefaults = new WeakMap<ReadonlyMap<number, Value>, Set<number>>();
/** Notes that the default of a parameter stands for what a framework hands over. */
export function noteGiven(defaults: ReadonlyMap<number, Value>, param: number): void {
  const known = givenDefaults.get(defaults);
  if (known) known.add(param); else givenDefaults.set(defaults, new Set([param]));
}
export const isGiven = (defaults: ReadonlyMap<number, Value> | null, param: number): boolean => defaults !== null && givenDefaults.get(defaults)?.has(param) === true;

/** One activation of a function. */
export interface Frame {
  readonly id: number;
  readonly fn: FunctionIR;
  readonly mod: ModuleInfo;
  readonly regs: Value[];
  /** Variables that inner functions see. */
  readonly scope: HeapObj;
  /** Scope of the enclosing function. */
  readonly outer: HeapObj | null;
  readonly self: Value | null;
  /** Parameters that no argument was given for, by register. */
  readonly missing: Set<number>;
  ret: Value;
  returned: boolean;
  yields: Value | null;
  thrown: Value;
  exits: number;
  readonly exitWrites: Writes[];
  /** What was written on the way to a `throw`: a handler sees it, and whoever is handed what was thrown. */
  thrownWrites: Writes[];
  /** Variable registers at normal exits, joined: what a helper that raises has established about its parameters. */
  exitRegs: Value[] | null;
  /** The same for the exits whose result is true, and false. */
  exitTrue: Value[] | null;
  exitFalse: Value[] | null;
  readonly loops: LoopContext[];
  /** Loops that are open here. */
  loopNesting: number;
  /** Sink kinds cleared for paths such as `r3.title`, on the current branch. */
  refined: ReadonlyMap<string, number> | null;
  readonly hits: Hit[];
  /** What the activation does to the world, itself and through calls. */
  readonly effects: Map<string, Effect>;
  /** Runs of agents and model calls with tools, by key. */
  readonly runs: Map<string, AgentRun>;
  /** Instructions that asked a person or read an answer, with the names that held there. */
  readonly answers: Map<number, readonly string[]>;
  /** Whether the current path is taken only after a person's answer. */
  asked: boolean;
  /** What the exits so far say of answers. */
  answered: { allExits: boolean | null; value: boolean; refused: boolean };
  /** Strings that something equals on the current branch: names by which tools are dispatched. */
  names: readonly string[];
  /** Branches of conditions that are open here. */
  nesting: number;
  readonly deps: Deps;
  readonly allocs: Map<number, HeapObj[]>;
  readonly parent: Frame | null;
  readonly depth: number;
}

/** What a result depends on beside its input: cells of long-lived objects, and the results that it used. */
export class Deps implements Reader {
  /** Keys that were read, by object. */
  readonly cells = new Map<HeapObj, Set<string>>();
  /** What was computed from this result. */
  private readonly users = new Set<Deps>();
  /** Whether something that was read is no longer as it was. */
  stale = false;

  /** Notes a read of a cell, of all cells (WHOLE) or of the labels below (BELOW). */
  reads(obj: HeapObj, key: string): void {
    if (obj.lastReader === this && obj.lastKey === key) return;
    obj.lastReader = this; obj.lastKey = key;
    let seen = this.cells.get(obj);
    if (!seen) this.cells.set(obj, seen = new Set());
    if (seen.has(key)) return;
    seen.add(key);
    if (this.stale) return;
    const readers = obj.readers ??= new Map<string, Reader[]>();
    const list = readers.get(key);
    if (list) list.push(this); else readers.set(key, [this]);
  }
  /** Whether a read is noted already. */
  knows(obj: HeapObj, key: string): boolean { return this.cells.get(obj)?.has(key) === true; }
  /** Notes that `user` was computed from this. */
  usedBy(user: Deps): void { if (this.stale) user.invalidate(); else this.users.add(user); }
  invalidate(): void {
    const queue: Deps[] = [this];
    for (let d = queue.pop(); d; d = queue.pop()) {
      if (d.stale) continue;
      d.stale = true;
      queue.push(...d.users);
      d.users.clear();
    }
  }
}

export function saveEnv(f: Frame): Env {
  const vars = f.fn.vars;
  const regs: Value[] = new Array(vars.length);
  for (let i = 0; i < vars.length; i++) regs[i] = f.regs[vars[i]!]!;
  return { regs, refined: f.refined };
}
export function restoreEnv(f: Frame, env: Env): void {
  const vars = f.fn.vars;
  for (let i = 0; i < vars.length; i++) f.regs[vars[i]!] = env.regs[i]!;
  f.refined = env.refined;
}
export function joinEnv(a: Env | null, b: Env | null): Env | null {
  if (!a || !b || a === b) return a ?? b;
  const regs: Value[] = new Array(a.regs.length);
  for (let i = 0; i < regs.length; i++) { const x = a.regs[i] ?? NOTHING, y = b.regs[i] ?? NOTHING; regs[i] = join(x, y); }
  return { regs, refined: joinRefined(a.refined, b.refined) };
}
function joinRefined(a: ReadonlyMap<string, number> | null, b: ReadonlyMap<string, number> | null): ReadonlyMap<string, number> | null {
  if (a === b || !a || !b) return a === b ? a : null;
  const out = new Map<string, number>();
  for (const [k, m] of a) { const both = m & (b.get(k) ?? 0); if (both) out.set(k, both); }
  return out.size ? out : null;
}

/** Adds `mask` to what is cleared at a path. */
export function refinePath(f: Frame, key: string, mask: number): void {
  const next = new Map(f.refined ?? []);
  next.set(key, (next.get(key) ?? 0) | mask);
  f.refined = next;
}
/** In front of a variable that is a key in an origin: it holds in its own frame only. */
export const VARIABLE_KEY = '\u0003';
/** Forgets refinements of a variable that is assigned anew, and of what it is the key of. */
export function forget(f: Frame, root: string): void {
  if (!f.refined) return;
  let next: Map<string, number> | null = null;
  for (const k of f.refined.keys()) if (k === root || k.startsWith(root + '\0') || (k.startsWith('\u0001file:') && k.slice(6).split('\0')[0] === root) || (k.includes(VARIABLE_KEY) && k.split('\0').includes(VARIABLE_KEY + root))) { next ??= new Map(f.refined); next.delete(k); }
  if (next) f.refined = next.size ? next : null;
}
/** Forgets what is known of a field, and of what is below it, when it is written. `key` undefined: it may be any. */
export function forgetField(f: Frame, base: Origin | null, key: string | undefined): void {
  if (!f.refined || !base) return;
  const under = originKey(base) + '\0';
  const isHit = (k: string): boolean => k.startsWith(under) && (key === undefined || k[under.length] === VARIABLE_KEY || k === under + key || k.startsWith(`${under}${key}\0`));
  const left = new Map([...f.refined].filter(([k]) => !isHit(k)));
  if (left.size < f.refined.size) f.refined = left.size ? left : null;
}
export const originKey = (o: Origin): string => o.fields.length ? o.root + '\0' + o.fields.join('\0') : o.root;
export function applyRefined(f: Frame, o: Origin | null, v: Value): Value {
  if (!f.refined || !o || v.labels.length === 0) return v;
  const mask = f.refined.get(originKey(o));
  return mask ? clear(v, mask) : v;
}

/** Defining instruction of each temporary; computed once per function. */
const definitions = new WeakMap<FunctionIR, Int32Array>();
export function definitionsOf(fn: FunctionIR): Int32Array {
  let defs = definitions.get(fn);
  if (defs) return defs;
  defs = new Int32Array(fn.nRegs).fill(-1);
  const code = fn.code;
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) if (HAS_RESULT[code[pc]!] === 1) defs[code[pc + HEADER]!] = pc;
  for (const v of fn.vars) defs[v] = -1;
  definitions.set(fn, defs);
  return defs;
}
const HAS_RESULT = tableOf([Op.Const, Op.Move, Op.LoadScope, Op.Get, Op.GetIndex, Op.Alloc, Op.Concat, Op.Binary, Op.Unary, Op.Call, Op.CallMethod, Op.Closure, Op.Class, Op.Import, Op.Yield, Op.Next, Op.Slice, Op.Cast, Op.Enter, Op.Await, Op.Super, Op.This, Op.AndThen, Op.OrElse, Op.Coalesce, Op.Catch, Op.Unknown, Op.Regex].map((op) => [op, 1]));
export const placeAt = (f: Frame, pc: number): Place => ({ file: f.mod.file, start: f.fn.code[pc + 2]!, end: f.fn.code[pc + 3]! });
export const regOf = (f: Frame, r: number): Value => r < 0 ? UNKNOWN : f.regs[r] ?? UNKNOWN;
