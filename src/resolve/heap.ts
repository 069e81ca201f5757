import type { Capability, Place } from '../base/words.ts';
import type { ApiNode } from './api.ts';
import type { ClassInfo, ModuleInfo } from './program.ts';
import { NOTHING, UNKNOWN, equalValues, join, joinLabels, ofLabels, type Label, type ObjToken, type Value } from './value.ts';

export type ObjKind = 'list' | 'tuple' | 'dict' | 'set' | 'object' | 'instance' | 'scope' | 'module' | 'class' | 'data';

/** A stored value and where it was put there. */
export interface Cell { readonly value: Value; readonly place: Place | null }

/** A result that was computed from what long-lived objects held. */
export interface Reader { stale: boolean; invalidate(): void }

/** Special keys of an object's cells. They can't collide with names of programs. */
export const REST = '\u0001rest';   // elements or entries under keys that are not known
export const BASE = '\u0001base';   // labels that every unset field inherits (an untrusted object read lazily)
export const LENGTH = '\u0001length';
/** What a serialised value was made of. */
export const JSON_OF = '\u0001json';
export const KEYS = '\u0001keys';   // what the unknown keys hold
/** What a generator returns at its end, beside what it yields. */
export const RETURNED = '\u0001returned';
/** The function that a tool object runs. */
export const TOOL = '\u0001tool';
/** What a partially applied call of something that is no function of the project calls; the arguments stand beside it under their names and positions. */
export const PARTIAL = '\u0001partial';
/** Not cells, but what readers of all cells, and of the labels below an object, are noted under. */
export const WHOLE = '\u0001whole';
export const BELOW = '\u0001below';

/** An abstract object: one allocation in one activation (loops reuse it from the second round on). */
export class HeapObj {
  readonly id: number;
  readonly kind: ObjKind;
  /** Written by the heap alone, which keeps account of what is held where. */
  readonly cells: ReadonlyMap<string, Cell> = new Map<string, Cell>();
  readonly token: ObjToken;
  readonly place: Place | null;
  cls: ClassInfo | null = null;
  api: ApiNode | null = null;
  module: ModuleInfo | null = null;
  /** Stands for exactly one concrete object: writes replace what was there. */
  singular = true;
  /** Lives beyond one entry: module scopes, class objects, generic instances. Writes join. */
  global = false;
  /** Results that a change of a cell makes stale, by key. */
  readers: Map<string, Reader[]> | null = null;
  /** The newest read that is noted: most reads repeat it. */
  lastReader: Reader | null = null;
  lastKey = '';
  /** Whether labels were ever put into it or below: if not, there is nothing to collect. */
  carrier = false;
  /** Objects that were seen to hold it while it carried nothing. */
  holders: HeapObj[] | null = null;
  /** Bumped whenever a cell changes. */
  stamp = 0;
  /** Labels of everything below, and the heap's epoch at which they were collected. */
  deep: readonly Label[] | null = null;
  deepEpoch = -1;
  /** The heap's epoch at which labels were last collected through it. */
  collectedEpoch = -1;
  /** Where it was last added to a sequence whose length is not known: cells of such a sequence say it for all elements together. */
  added: Place | null = null;
  /** Facts that rules ask for: endpoint of a client, role of a message, parts of a template, tools of an agent. */
  note: Note | null = null;

  constructor(id: number, kind: ObjKind, place: Place | null) {
    this.id = id; this.kind = kind; this.place = place;
    this.token = { t: 'obj', id, obj: this };
  }
}

/** What a construction through a model row said about an object. */
export interface Note {
  /** A mapping that makes an element for each key that is asked for and is not there. */
  readonly fills?: boolean;
  readonly endpoint?: 'hosted' | 'local';
  readonly role?: string;
  readonly template?: 'text' | 'messages';
  /** A chain of runnables, in order. */
  readonly chain?: readonly Value[];
  /** A mapping of runnables whose results are added to what it is given. */
  readonly assigns?: boolean;
  readonly agent?: boolean;
  /** Identity of an agent's grant. */
  readonly grant?: string;
  /** A function wrapped as a tool. */
  readonly tool?: { readonly name: string | null; readonly gated: boolean };
  /** What a ready-made tool or toolkit of a library can do. */
  readonly can?: readonly { readonly capability: Capability; readonly words: string; readonly row: string; readonly local?: boolean }[];
  /** A run-time schema and what it admits. */
  readonly schema?: 'closed' | 'open' | 'object' | 'array' | 'map' | 'made';
  /** The schema is of a library whose `validate` gives what went wrong beside the value. */
  readonly reports?: boolean;
  /** What the object held from outside before what names somebody was taken out of it: other elements that are read one by one still identify. */
  readonly before?: readonly Label[];
  /** API path of the class of the language whose exception it is. */
  readonly exception?: string;
  /** The schema is of a field that holds an uploaded file. */
  readonly upload?: boolean;
  /** String constants that a store or its client was made with: collection, index, folder. */
  readonly names?: readonly string[];
  /** Stands for a model behind an interface of the program: the row that says so. */
  readonly proxy?: import('../models/load.ts').ModelRow;
  /** A store that was made from documents in this program, so that what it holds is known. */
  readonly built?: boolean;
  /** A container that never changes: what would change it gives another. */
  readonly immutable?: boolean;
  readonly row?: string;
}

/** How much one value says beyond another. */
export const Change = { none: 0, other: 1, labels: 2 } as const;
/** How a value has changed: what matters to flows is whether labels have come, here or below. */
export function changeOf(old: Value, now: Value): number {
  if (equalValues(old, now)) return Change.none;
  if (now.labels.length && !equalValues({ ...old, tokens: [], top: false }, { ...now, tokens: [], top: false })) return Change.labels;
  return now.tokens.some((t) => t.t === 'obj' && t.obj.carrier && !old.tokens.includes(t)) ? Change.labels : Change.other;
}

interface Entry { readonly obj: HeapObj; readonly key: string; readonly old: Cell | undefined }
/** Final state of what a region wrote to objects that were there before it. */
export type Writes = Map<HeapObj, Map<string, Cell | undefined>>;

const NO_LABELS: readonly Label[] = [];
/** Objects looked at when everything below one is collected; beyond it labels are missed, and the run says so. */
export const DEEP_OBJECTS = 300;

/** All objects of one analysis, with an undo journal so that branches can be run one after the other from the same state. */
export class Heap {
  private readonly nextId: () => number;
  private journals: Entry[][] = [];
  /** Number of the last object that was there when a region began, for each open region. */
  private readonly starts: number[] = [];
  /** Bumped whenever labels come into a long-lived object: such writes are in no journal. */
  growth = 0;
  /** Bumped whenever what can be reached from some object may hold other labels than before; caches of collected labels end with it. */
  epoch = 0;
  /** How often labels below an object were collected only in part. */
  cutShort = 0;
  private stamps = 0;

  constructor(nextId: () => number) { this.nextId = nextId; }

  alloc(kind: ObjKind, place: Place | null): HeapObj { return new HeapObj(this.nextId(), kind, place); }

  /** What `key` holds: its own cell, else what the object's labels and unknown entries give. */
  read(obj: HeapObj, key: string): Value | undefined {
    return obj.cells.get(key)?.value;
  }

  /** Sets a cell of an object that nothing refers to yet. */
  fill(obj: HeapObj, key: string, value: Value, place: Place | null): void { this.put(obj, key, { value, place }); }

  private put(obj: HeapObj, key: string, cell: Cell): void {
    cellsOf(obj).set(key, cell);
    if (key !== LENGTH) this.hold(obj, cell.value);
  }
  /** Notes what an object holds, so that labels that come to it later are known to be below the object. */
  hold(obj: HeapObj, value: Value): void {
    if (obj.kind === 'module' || obj.kind === 'scope') return;
    if (!obj.carrier && value.labels.length) this.carries(obj);
    for (const t of value.tokens) {
      if (t.t !== 'obj' || t.obj.kind === 'module' || t.obj.kind === 'scope') continue;
      if (t.obj.carrier) { if (!obj.carrier) this.carries(obj); continue; }
      const holders = t.obj.holders;
      if (!holders) t.obj.holders = [obj];
      else if (!obj.carrier && holders[holders.length - 1] !== obj) holders.push(obj);
    }
  }
  /** Notes that an object, and so whatever holds it, may have labels below. */
  carries(root: HeapObj): void {
    const queue = [root];
    for (let o = queue.pop(); o; o = queue.pop()) {
      if (o.carrier) continue;
      o.carrier = true;
      if (o.collectedEpoch === this.epoch || o.holders) this.epoch++;
      if (o.readers) this.notify(o, BELOW);
      if (o.holders) for (const h of o.holders) queue.push(h);
      o.holders = null;
    }
  }

  setCell(obj: HeapObj, key: string, cell: Cell | undefined): void {
    const old = obj.cells.get(key);
    if (old === cell) return;
    // Writes to what lives longer only ever add, and are there for all paths; what was made in the region is not there without it.
    const level = this.journals.length - 1;
    if (level >= 0 && (obj.singular || !obj.global) && obj.id <= this.starts[level]!) this.journals[level]!.push({ obj, key, old });
    if (cell) this.put(obj, key, cell); else cellsOf(obj).delete(key);
    this.changed(obj, key, old, cell);
  }

  private changed(obj: HeapObj, key: string, old: Cell | undefined, now: Cell | undefined): void {
    obj.stamp = ++this.stamps;
    if (obj.readers && !(old && now && equalValues(old.value, now.value))) { this.notify(obj, key); this.notify(obj, WHOLE); if (obj.carrier) this.notify(obj, BELOW); }
    if (obj.collectedEpoch === this.epoch && (mayCarry(old) || mayCarry(now))) this.epoch++;
  }
  /** Makes everything stale that has read `key` of a long-lived object. */
  notify(obj: HeapObj, key: string): void {
    const list = obj.readers?.get(key);
    if (!list) return;
    obj.readers!.delete(key);
    for (const r of list) r.invalidate();
  }

  /** Labels of everything below an object, collected once for each state of the heap. At most `DEEP_OBJECTS` objects are looked at. */
  labelsBelow(root: HeapObj): readonly Label[] {
    if (!root.carrier || root.kind === 'module' || root.kind === 'scope') return NO_LABELS;
    return root.deepEpoch === this.epoch ? root.deep! : this.collect(root);
  }

  /** Objects that hold each other have the same labels below: all of such a group get theirs at once (R. Tarjan's strongly connected components). */
  private collect(root: HeapObj): readonly Label[] {
    const { epoch } = this;
    const numbers = new Map<HeapObj, number>();
    /** Objects whose group is not complete yet, in the order in which they were met. */
    const open: HeapObj[] = [];
    let complete = true;
    /** Gives the lowest number that the object leads back to. */
    const visit = (o: HeapObj): number => {
      const own = numbers.size;
      let lowest = own;
      let out: readonly Label[] = NO_LABELS;
      numbers.set(o, own);
      open.push(o);
      o.collectedEpoch = epoch;
      const add = (v: Value): void => {
        if (v.labels.length) out = joinLabels(out, v.labels);
        for (const t of v.tokens) {
          if (t.t !== 'obj' || !t.obj.carrier) continue;
          if (t.obj.deepEpoch !== epoch) {
            const met = numbers.get(t.obj);
            if (met === undefined && numbers.size >= DEEP_OBJECTS) { complete = false; continue; }
            lowest = Math.min(lowest, met ?? visit(t.obj));
          }
          if (t.obj.deepEpoch === epoch) out = joinLabels(out, t.obj.deep!);
        }
      };
      for (const [k, c] of o.cells) if (k !== LENGTH) add(c.value);
      if (o.note?.chain) for (const part of o.note.chain) add(part);
      o.deep = out;
      if (lowest === own) {
        const group = open.splice(open.indexOf(o));
        for (let i = 1; i < group.length; i++) out = joinLabels(out, group[i]!.deep!);
        for (const member of group) { member.deep = out; member.deepEpoch = epoch; }
      }
      return lowest;
    };
    visit(root);
    if (!complete) this.cutShort++;
    return root.deep!;
  }

  write(obj: HeapObj, key: string, value: Value, place: Place | null): void {
    const old = obj.cells.get(key);
    let next: Value;
    if (obj.singular && key !== REST && key !== KEYS) next = value;
    else next = old ? join(old.value, value) : obj.singular ? value : join(value, this.inherited(obj));
    if (old && (next === old.value || equalValues(next, old.value)) && !(obj.singular && place !== old.place)) return;
    if (obj.global && !obj.singular && changeOf(old?.value ?? NOTHING, next) === Change.labels) this.growth++;
    this.setCell(obj, key, { value: next, place: old && old.value === next ? old.place : place });
    if (obj.global && !obj.singular) this.share(next);
  }

  /** What a long-lived object holds lives as long: its later writes join, and readers depend on it. */
  share(v: Value): void {
    for (const t of v.tokens) {
      const o = t.t === 'obj' ? t.obj : t.t === 'fn' ? t.scope : t.t === 'api' ? t.recv : null;
      if (o && !o.global) this.shareObject(o);
    }
  }
  shareObject(root: HeapObj): void {
    const queue = [root];
    for (let o = queue.pop(); o; o = queue.pop()) {
      if (o.global && o !== root) continue;
      o.global = true; o.singular = false;
      for (const c of o.cells.values()) for (const t of c.value.tokens) {
        const n = t.t === 'obj' ? t.obj : t.t === 'fn' ? t.scope : t.t === 'api' ? t.recv : null;
        if (n && !n.global) queue.push(n);
      }
    }
  }

  /** Labels that an unset field of `obj` has, as a value. */
  inherited(obj: HeapObj): Value {
    const base = obj.cells.get(BASE)?.value;
    return base && base.labels.length ? ofLabels(base.labels) : NOTHING;
  }
  baseLabels(obj: HeapObj): readonly Label[] { return obj.cells.get(BASE)?.value.labels ?? []; }
  addBase(obj: HeapObj, labels: readonly Label[]): void {
    if (labels.length === 0) return;
    const old = this.baseLabels(obj);
    const next = joinLabels(old, labels);
    if (next !== old) { if (obj.global) this.growth++; this.setCell(obj, BASE, { value: ofLabels(next), place: null }); }
  }

  // ---- regions
  begin(): void { this.journals.push([]); this.starts.push(this.nextId()); }
  /** Ends a region, keeping its writes (they become writes of the enclosing region). */
  commit(): void {
    const j = this.journals.pop()!;
    this.starts.pop();
    const level = this.journals.length - 1;
    if (level >= 0) for (const e of j) if (e.obj.id <= this.starts[level]!) this.journals[level]!.push(e);
  }
  /** Ends a region and undoes it; returns what it had written. */
  rollback(): Writes {
    const j = this.journals.pop()!;
    const finals: Writes = new Map();
    this.starts.pop();
    for (const e of j) { let m = finals.get(e.obj); if (!m) finals.set(e.obj, m = new Map()); m.set(e.key, e.obj.cells.get(e.key)); }
    for (let i = j.length - 1; i >= 0; i--) { const e = j[i]!; const now = e.obj.cells.get(e.key); if (e.old) cellsOf(e.obj).set(e.key, e.old); else cellsOf(e.obj).delete(e.key); this.changed(e.obj, e.key, now, e.old); }
    return finals;
  }
  /** Number of open regions. */
  get level(): number { return this.journals.length; }
  /** What the innermost region has written so far, without undoing it; neither to long-lived objects nor to those above the id `newest`. */
  writtenBefore(newest: number): Writes {
    const finals: Writes = new Map();
    for (const { obj, key } of this.journals.at(-1)!) {
      if (obj.id > newest || obj.global) continue;
      let m = finals.get(obj);
      if (!m) finals.set(obj, m = new Map());
      m.set(key, obj.cells.get(key));
    }
    return finals;
  }
  /** What the regions opened since `level` have written so far, without undoing it. */
  writtenSince(level: number): Writes {
    const finals: Writes = new Map();
    for (let i = level; i < this.journals.length; i++) for (const e of this.journals[i]!) { let m = finals.get(e.obj); if (!m) finals.set(e.obj, m = new Map()); m.set(e.key, e.obj.cells.get(e.key)); }
    return finals;
  }

  /** Sets the state to exactly these finals (the state they were taken from must be current). */
  apply(w: Writes): void { for (const [obj, m] of w) for (const [key, cell] of m) this.setCell(obj, key, cell); }
  /** The state becomes "as it is, or as in `w`", where `w` speaks of objects above the id `after`. Says how what is older than the id `newest` has changed. */
  joinIn(w: Writes, newest = 0, after = 0): number {
    let change: number = Change.none;
    for (const [obj, m] of w) if (obj.id > after) for (const [key, cell] of m) {
      const old = obj.cells.get(key);
      const now = this.joinCells(obj, key, old, cell);
      if (now === old) continue;
      this.setCell(obj, key, now);
      if (obj.id <= newest && change !== Change.labels) change = Math.max(change, changeOf(old?.value ?? NOTHING, now?.value ?? NOTHING));
    }
    return change;
  }
  /** The state becomes "as in a or as in b", both taken from the current state. */
  applyEither(a: Writes, b: Writes): void {
    for (const [obj, m] of a) for (const [key, cell] of m) {
      const mb = b.get(obj);
      const other = mb?.has(key) ? mb.get(key) : obj.cells.get(key);
      this.setCell(obj, key, this.joinCells(obj, key, cell, other));
    }
    for (const [obj, m] of b) for (const [key, cell] of m) if (!a.get(obj)?.has(key)) this.setCell(obj, key, this.joinCells(obj, key, cell, obj.cells.get(key)));
  }
  private joinCells(obj: HeapObj, key: string, x: Cell | undefined, y: Cell | undefined): Cell | undefined {
    if (x === y) return x;
    if (key === LENGTH) return x && y && equalValues(x.value, y.value) ? x : { value: UNKNOWN, place: null };
    if (x && y) { const v = join(x.value, y.value); return v === x.value ? x : v === y.value ? y : { value: v, place: x.value.labels.length >= y.value.labels.length ? x.place : y.place }; }
    const one = (x ?? y)!;
    if (key === REST || key === KEYS || key === BASE) return one;
    const inherited = this.inherited(obj);
    return inherited === NOTHING ? (one.value.top ? one : { value: { ...one.value, top: true }, place: one.place }) : { value: join(one.value, inherited), place: one.place };
  }
}

/** Whether a cell may hold labels, itself or below. */
function mayCarry(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.value.labels.length > 0 || cell.value.tokens.some((t) => t.t === 'obj' && t.obj.carrier));
}
const cellsOf = (obj: HeapObj): Map<string, Cell> => obj.cells as Map<string, Cell>;
