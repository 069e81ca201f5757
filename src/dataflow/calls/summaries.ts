import type { FunctionIR } from '../../ir/ir.ts';
import { BASE, type Cell, type HeapObj } from '../../resolve/heap.ts';
import type { Label, Step, Token, Value } from '../../resolve/value.ts';
import type { Effect, Engine, Hit } from '../engine.ts';
import type { Deps } from '../frame.ts';
import { LIMITS } from '../limits.ts';
import type { AgentRun } from '../tools/grants.ts';

/** Something that a call establishes about an argument: when its result has a truth value, or (`exit`) when it returns at all. */
export interface ParamFact { readonly param: number; /** A variable of the function that made the closure, as origins there name it. */ readonly captured?: string; readonly fields: readonly string[]; readonly when: boolean | 'exit'; readonly mask: number; /** The strings that it then is one of. */ readonly among?: readonly string[]; /** Keys from the result down to the verdict. */ readonly path?: readonly string[]; /** The verdict is a word; these accept. */ readonly words?: readonly string[] | undefined; /** It speaks of the content of the file that the parameter names. */ readonly file?: true }

/**
 * What a callable does for one abstract input: its result, its writes, the dangers that its input reaches. Labels and objects of the
 * input are numbered in the order in which the key meets them, so that another caller with an equal key can be given its own.
 */
export interface Summary {
  readonly labels: readonly Label[];
  readonly objs: readonly HeapObj[];
  readonly ret: Value;
  readonly thrown: Value;
  readonly returns: boolean;
  readonly writes: readonly { readonly obj: HeapObj; readonly key: string; readonly cell: Cell | undefined }[];
  readonly hits: readonly Hit[];
  /** What the call does to the world, by key. */
  readonly effects: ReadonlyMap<string, Effect>;
  readonly runs: ReadonlyMap<string, AgentRun>;
  /** `value`: the result tells what a person answered. `throws`: it returns only after consent. */
  readonly asks: 'value' | 'throws' | null;
  readonly facts: readonly ParamFact[];
  readonly deps: Deps;
}

export interface Context { key: string; running: boolean; recursive: boolean; approximation: Value; summary: Summary | null; /** The last sweep in which it was computed, and how often in it. */ sweep: number; rounds: number }
export type SummaryTable = Map<FunctionIR, Map<string, Context>>;

/** The input of a call as a key, with its labels and objects in order. */
export interface Input { readonly key: string; readonly labels: Label[]; readonly objs: HeapObj[] }


export function describeInput(values: readonly (Value | undefined)[], scope: HeapObj | null): Input {
  const labels: Label[] = [];
  const objs: HeapObj[] = [];
  const objIndex = new Map<HeapObj, number>();
  let out = '';
  const label = (l: Label): void => {
    let i = -1;
    for (let k = 0; k < labels.length; k++) if (labels[k]!.source === l.source && labels[k]!.element === l.element && labels[k]!.live === l.live && labels[k]!.step === l.step) { i = k; break; }
    if (i < 0) { i = labels.length; labels.push(l); }
    out += `l${i}:${l.source.kind},${l.live},${l.capacity}${l.shape ?? ''}`;
  };
  const object = (o: HeapObj, depth: number): void => {
    if (o.global) { out += `g${o.id}`; return; }
    const known = objIndex.get(o);
    if (known !== undefined) { out += `#${known}`; return; }
    if (objs.length >= LIMITS.keyObjects || depth > LIMITS.keyDepth) { if (o.carrier) out += `o${o.id}@${o.stamp}`; else out += `o${o.kind}${o.cls?.id ?? 0}`; return; }
    objIndex.set(o, objs.length);
    objs.push(o);
    out += `${o.kind}${o.singular ? '!' : ''}${o.cls ? 'C' + o.cls.id : ''}${o.api ? 'A' + o.api.path : ''}${o.note ? JSON.stringify(noteKey(o)) : ''}{`;
    for (const [k, c] of o.cells) { out += `${k}=`; value(c.value, depth + 1); }
    out += `}`;
  };
  const token = (t: Token, depth: number): void => {
    switch (t.t) {
      case 'obj': object(t.obj, depth); return;
      case 'fn':
        out += `f${t.mod.index}.${t.fn.index}`;
        if (t.scope) object(t.scope, depth + 1);
        if (t.self) value(t.self, depth + 1);
        if (t.bound || t.defaults?.size) out += `b${t.id}`;
        return;
      case 'api': out += `a${t.node.id}${t.node.root}`; if (t.recv) object(t.recv, depth + 1); return;
      case 'bound': out += `m${t.name}`; value(t.recv, depth + 1); return;
      case 'super': out += `s${t.cls.id}`; value(t.self, depth + 1); return;
      default: out += `c${t.id}`;
    }
  };
  const value = (v: Value, depth: number): void => {
    if (v.top) out += `T`;
    for (const t of v.tokens) token(t, depth);
    for (const l of v.labels) label(l);
    out += `;`;
  };
  for (const v of values) if (v) value(v, 0); else out += `-;`;
  if (scope) object(scope, 0);
  return { key: out, labels, objs };
}
const noteKey = (o: HeapObj): unknown => ({ ...o.note, chain: o.note?.chain?.map((v) => v.tokens.map((t) => t.id)) });

/** Objects that a stored summary owns; anything else lives outside the call. */
export const isTemplate = (s: Summary, o: HeapObj): boolean => ownedBy(s).has(o);
const owned = new WeakMap<Summary, Set<HeapObj>>();
function ownedBy(s: Summary): Set<HeapObj> {
  let set = owned.get(s);
  if (set) return set;
  set = new Set();
  const seen = set;
  const entry = new Set(s.objs);
  const min = s.objs.length ? s.objs.reduce((m, o) => Math.max(m, o.id), 0) : 0;
  const visitValue = (v: Value): void => { for (const t of v.tokens) visitToken(t); };
  const visitToken = (t: Token): void => {
    if (t.t === 'obj') visit(t.obj);
    else if (t.t === 'fn') { if (t.scope) visit(t.scope); if (t.self) visitValue(t.self); }
    else if (t.t === 'api') { if (t.recv) visit(t.recv); }
    else if (t.t === 'bound') visitValue(t.recv);
    else if (t.t === 'super') visitValue(t.self);
  };
  const visit = (o: HeapObj): void => {
    if (seen.has(o) || entry.has(o) || o.global || (min > 0 && o.id < min && !s.ret.tokens.some((t) => t.t === 'obj' && t.obj === o))) return;
    seen.add(o);
    for (const c of o.cells.values()) visitValue(c.value);
  };
  visitValue(s.ret);
  for (const w of s.writes) if (w.cell) visitValue(w.cell.value);
  owned.set(s, set);
  return set;
}

/** Copies values from one caller's world to another's: objects and labels are replaced as the maps say, fresh objects are cloned. */
export class Copier {
  private readonly engine: Engine;
  private readonly objs: Map<HeapObj, HeapObj>;
  private readonly isFresh: (o: HeapObj) => boolean;
  private readonly steps: ReadonlyMap<Step, { from: Label; to: Label }> | null;
  private copied = 0;
  private readonly labelMemo = new Map<Label, Label>();

  constructor(engine: Engine, objs: Map<HeapObj, HeapObj>, isFresh: (o: HeapObj) => boolean, steps: ReadonlyMap<Step, { from: Label; to: Label }> | null) {
    this.engine = engine; this.objs = objs; this.isFresh = isFresh; this.steps = steps;
  }

  value(v: Value): Value {
    const labels = this.labels(v.labels);
    const moved = v.tokens.some((t) => this.moves(t));
    if (!moved && labels === v.labels) return v.facts ? { ...v, facts: null } : v;
    const tokens = moved ? dedupe(v.tokens.map((t) => this.token(t))) : v.tokens;
    return { tokens, labels, top: v.top, facts: null };
  }
  private moves(t: Token): boolean { return t.t === 'obj' || t.t === 'fn' || t.t === 'bound' || t.t === 'super' || (t.t === 'api' && t.recv !== null); }

  private token(t: Token): Token {
    switch (t.t) {
      case 'obj': return this.obj(t.obj).token;
      case 'fn': {
        const scope = t.scope ? this.obj(t.scope) : null;
        const self = t.self ? this.value(t.self) : null;
        if (scope === t.scope && self === t.self) return t;
        return this.engine.fnToken(t.mod, t.fn, scope, self, t.defaults, t.bound);
      }
      case 'api': return t.recv ? this.engine.apiToken(t.node, this.obj(t.recv)) : t;
      case 'bound': { const recv = this.value(t.recv); return recv === t.recv ? t : { t: 'bound', id: this.engine.nextId(), recv, name: t.name }; }
      case 'super': { const self = this.value(t.self); return self === t.self ? t : { t: 'super', id: this.engine.superId(t.cls, self), cls: t.cls, self }; }
      default: return t;
    }
  }

  obj(o: HeapObj): HeapObj {
    const known = this.objs.get(o);
    if (known) return known;
    if (o.global || !this.isFresh(o)) return o;
    if (++this.copied > LIMITS.copiedObjects) { o.singular = false; return o; }
    const c = this.engine.heap.alloc(o.kind, o.place);
    this.objs.set(o, c);
    c.cls = o.cls; c.api = o.api; c.module = o.module; c.singular = o.singular;
    c.added = o.added;
    c.note = o.note?.chain ? { ...o.note, chain: o.note.chain.map((v) => this.value(v)) } : o.note;
    for (const part of c.note?.chain ?? []) this.engine.heap.hold(c, part);
    for (const [k, cell] of o.cells) this.engine.heap.fill(c, k, this.value(cell.value), cell.place);
    return c;
  }

  labels(list: readonly Label[]): readonly Label[] {
    if (!this.steps || list.length === 0) return list;
    let changed = false;
    const out = list.map((l) => { const n = this.label(l); if (n !== l) changed = true; return n; });
    return changed ? out : list;
  }
  label(l: Label): Label {
    if (!this.steps) return l;
    const known = this.labelMemo.get(l);
    if (known) return known;
    const n = this.rebase(l);
    this.labelMemo.set(l, n);
    return n;
  }
  private rebase(l: Label): Label {
    const above: Step[] = [];
    for (let s: Step | null = l.step; s; s = s.prev) {
      const m = this.steps!.get(s);
      if (!m) { above.push(s); continue; }
      if (m.from === m.to) return l;
      let step = m.to.step;
      for (let i = above.length - 1; i >= 0; i--) step = { ...above[i]!, prev: step, length: step.length + 1 };
      return {
        ...l, source: l.source === m.from.source ? m.to.source : l.source, element: l.element === m.from.element ? m.to.element : l.element,
        features: l.features | m.to.features, step,
      };
    }
    return l;
  }
}
function dedupe(tokens: Token[]): Token[] {
  tokens.sort((a, b) => a.id - b.id);
  return tokens.filter((t, i) => i === 0 || tokens[i - 1]!.id !== t.id);
}

/** Whether a label's history goes through one of the input's labels. */
export function comesFrom(l: Label, steps: ReadonlySet<Step>): boolean {
  for (let s: Step | null = l.step; s; s = s.prev) if (steps.has(s)) return true;
  return false;
}
export { BASE };
