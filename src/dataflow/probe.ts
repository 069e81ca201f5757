import { SINK_KINDS, type Place, type SinkKind, type SourceKind } from '../base/words.ts';
import { HEADER, Op, type FunctionIR, type ModuleIR } from '../ir/ir.ts';
import { instructionEnd, LAYOUTS } from '../ir/layout.ts';
import type { HeapObj } from '../resolve/heap.ts';
import { ALL_BITS, UNKNOWN, withLabels, type FnToken, type Label, type Value } from '../resolve/value.ts';
import type { Engine } from './engine.ts';
import { deepLabels } from './objects/fields.ts';
import { placeAt, regOf, type Frame } from './frame.ts';
import { calleeNames, writtenNames } from './library/userRules.ts';

/** Bit of a label that is followed: nothing takes it away, so that it shows where the dangers beside it went. */
const FOLLOWED = 1 << SINK_KINDS.length;
const isFollowed = (l: Label): boolean => (l.live & FOLLOWED) !== 0;
const kindsOf = (bits: number): readonly SinkKind[] => SINK_KINDS.filter((_kind, i) => bits & (1 << i));

/** Where to look: a call or value as it stands in the source. */
export interface ProbeTarget { readonly places: readonly Place[]; /** Values that start anywhere inside of the places count, not only the places themselves. */ readonly isArea: boolean }

/** Something that happened to the followed text. */
export interface ProbeEvent {
  /**
   * `barrier`: the models or the policy say that the call makes clean. `check`: a condition or a checking call holds here. `conversion`: what comes out
   * can't hold free text. `dropped`: the result of the call or read has nothing of it. `unknown-call`: handed to code that is not known.
   * `limit`: a bound of the analysis was met while it was in hand.
   */
  readonly reason: 'barrier' | 'check' | 'conversion' | 'dropped' | 'unknown-call' | 'limit';
  readonly place: Place;
  /** The call, read or limit in words. */
  readonly what: string;
  /** Dangers that it could do before and can't after; empty where that is not what happened. */
  readonly lost: readonly SinkKind[];
  /** No danger is left after it. */
  readonly isAll?: boolean;
  readonly row?: string;
}

/** A danger that was checked at the sink. */
export interface ProbeArrival { readonly sink: SinkKind; readonly words: string; readonly row: string; readonly place: Place; readonly arrived: boolean; readonly isHit: boolean }

/** Follows the text of one source through an analysis. Made for explanations: the analysis is slower with it, and the same otherwise. */
export class Probe {
  readonly events = new Map<string, ProbeEvent>();
  readonly arrivals = new Map<string, ProbeArrival>();
  /** Kinds of the sources that the models see at the source, with the dangers that they begin with. */
  readonly kinds = new Map<SourceKind, number>();
  hasStarted = false;
  hasSinkRun = false;
  /** A followed value among what the sink is given, however harmless, with its history. */
  arrived: Label | null = null;
  /** The followed label with the longest history. */
  furthest: Label | null = null;
  /** Number of events before the text first arrived; -1 until then. */
  eventsBefore = -1;
  /** Calls of the sink that are being run. */
  private depth = 0;
  private current: Place = { file: '', start: 0, end: 0 };
  private readonly source: ProbeTarget;
  private readonly sink: ProbeTarget;
  private readonly isForced: boolean;

  /** `isForced`: take what is at the source as untrusted although no model says so. */
  constructor(source: ProbeTarget, sink: ProbeTarget, isForced: boolean) {
    this.source = source; this.sink = sink; this.isForced = isForced;
  }

  /** Whether the sink is being run: what it calls counts as the sink, too. */
  get isAtSink(): boolean { return this.depth > 0; }

  /** Functions that have to run so that there is something to follow. */
  wants(fn: FunctionIR, mod: ModuleIR): boolean {
    return [...this.source.places, ...this.sink.places].some((p) => p.file === mod.file && p.end > fn.span.start && p.start < fn.span.end && fn.index > 0);
  }

  /** Marks a label that the models make at the source. */
  tag(kind: SourceKind, place: Place, live: number): number {
    if (this.isForced || !covers(this.source, place)) return live;
    this.hasStarted = true;
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) | live);
    return live | FOLLOWED;
  }

  /** Takes parameters at the source as untrusted. */
  bind(e: Engine, t: FnToken, { values, missing }: { readonly values: (Value | undefined)[]; readonly missing: Set<number> }): void {
    if (!this.isForced) return;
    t.fn.params.forEach((p, i) => {
      const place = { file: t.mod.file, start: p.span.start, end: p.span.end };
      if ((i === 0 && t.fn.selfParam) || !covers(this.source, place)) return;
      this.hasStarted = true;
      missing.delete(p.reg);
      values[i] = withLabels(values[i] ?? UNKNOWN, [e.userLabel(ALL_BITS | FOLLOWED, place, `parameter ${p.name}`)]);
    });
  }

  /** Runs one instruction and compares what came out with what went in. */
  observe(e: Engine, f: Frame, pc: number, runIt: () => boolean): boolean {
    const { code } = f.fn;
    const op = code[pc]!;
    const place = placeAt(f, pc);
    const outer = this.current;
    this.current = place;
    const { def, uses } = operands(code, pc);
    const given = uses.flatMap((reg) => deepLabels(e, f, regOf(f, reg)).filter(isFollowed));
    const isCall = op === Op.Call || op === Op.CallMethod;
    if (isCall && covers(this.sink, place)) {
      this.hasSinkRun = true;
      this.arrive(given);
      this.depth++;
    }
    const callee = op === Op.Call ? regOf(f, code[pc + HEADER + 2]!) : undefined;
    const alive = runIt();
    if (isCall && covers(this.sink, place)) this.depth--;
    this.current = outer;
    if (def < 0) return alive;
    let result = regOf(f, def);
    if (!this.isForced && covers(this.source, place) && isStart(op)) f.regs[def] = result = this.follow(e, result);
    if (this.isForced && covers(this.source, place) && isStart(op)) {
      this.hasStarted = true;
      f.regs[def] = result = withLabels(result, [e.userLabel(ALL_BITS | FOLLOWED, place, nameAt(f, pc) || 'this value')]);
    }
    if (given.length > 0 && TELLING.has(op)) this.compare(e, f, pc, place, given, deepLabels(e, f, result).filter(isFollowed), callee);
    return alive;
  }

  /** Marks what the models have made untrusted before it comes out of the source: the source only hands it on. */
  private follow(e: Engine, v: Value): Value {
    const mark = (labels: readonly Label[]): readonly Label[] => labels.some((l) => !isFollowed(l)) ? labels.map((l) => {
      this.hasStarted = true;
      this.kinds.set(l.source.kind, (this.kinds.get(l.source.kind) ?? 0) | l.live);
      return { ...l, live: l.live | FOLLOWED };
    }) : labels;
    const seen = new Set<HeapObj>();
    const visit = (one: Value, depth: number): void => {
      for (const t of one.tokens) {
        if (t.t !== 'obj' || seen.has(t.obj) || depth > MAX_DEPTH || t.obj.kind === 'module' || t.obj.kind === 'scope') continue;
        seen.add(t.obj);
        for (const [key, cell] of [...t.obj.cells]) {
          const labels = mark(cell.value.labels);
          if (labels !== cell.value.labels) e.heap.setCell(t.obj, key, { value: { ...cell.value, labels }, place: cell.place });
          visit(cell.value, depth + 1);
        }
      }
    };
    visit(v, 0);
    const labels = mark(v.labels);
    return labels === v.labels ? v : { ...v, labels };
  }

  /** What arrived, and how much had happened when it first did. */
  private arrive(labels: readonly Label[]): void {
    if (labels.length > 0 && this.eventsBefore < 0) this.eventsBefore = this.events.size;
    for (const label of labels) if (!this.arrived || label.step.length < this.arrived.step.length) this.arrived = label;
  }

  private compare(e: Engine, f: Frame, pc: number, place: Place, given: readonly Label[], left: readonly Label[], callee: Value | undefined): void {
    for (const label of left) if (!this.furthest || label.step.length > this.furthest.step.length) this.furthest = label;
    // What a function of the project does shows inside of it.
    const isRun = callee !== undefined && callee.tokens.length > 0 && callee.tokens.every((t) => t.t === 'fn' && t.fn.code.length > 0);
    const what = nameAt(f, pc);
    if (left.length === 0) { this.add({ reason: 'dropped', place, what, lost: [] }); return; }
    const leftBits = left.reduce((bits, l) => bits | l.live, 0);
    const lost = given.reduce((bits, l) => bits | l.live, 0) & ~leftBits;
    const row = lost === 0 ? undefined : [
      ...(callee?.tokens ?? []).flatMap((t) => t.t === 'api' ? f.mod.trie.rows(t.node) : []),
      ...[...namesAt(f, pc), ...calleeNames(callee ?? UNKNOWN)].flatMap((name) => e.vouched.rows(name)),
    ].find((r) => 'barrier' in r.row);
    if (lost === 0 || (isRun && !row)) return;
    this.add({ reason: row ? 'barrier' : 'conversion', place, what, lost: kindsOf(lost), isAll: (leftBits & ALL_BITS) === 0, ...(row ? { row: row.id } : {}) });
  }

  /** A check holds from here on for a value that held the text. */
  checked(labels: readonly Label[], mask: number): void {
    const lost = labels.filter(isFollowed).reduce((bits, l) => bits | l.live, 0) & mask & ALL_BITS;
    if (lost !== 0) this.add({ reason: 'check', place: this.current, what: '', lost: kindsOf(lost) });
  }
  /** The text was handed to a call about which nothing is known. */
  unknown(labels: readonly Label[], place: Place): void {
    if (labels.some(isFollowed)) this.add({ reason: 'unknown-call', place, what: '', lost: [] });
  }
  /** The text was handed to a call that a bound of the analysis kept from being looked into. */
  limited(labels: readonly Label[], place: Place, limit: string): void {
    if (labels.some(isFollowed)) this.add({ reason: 'limit', place, what: limit, lost: [] });
  }
  /** A danger was checked against labels. */
  atSink(sink: SinkKind, labels: readonly Label[], place: Place, call: Place, words: string, row: string, isHit: (l: Label) => boolean): void {
    if (this.depth === 0 && !covers(this.sink, call) && !covers(this.sink, place)) return;
    this.hasSinkRun = true;
    const followed = labels.filter(isFollowed);
    this.arrive(followed);
    const key = `${sink}|${place.start}`;
    const old = this.arrivals.get(key);
    this.arrivals.set(key, { sink, words, row, place, arrived: followed.length > 0 || old?.arrived === true, isHit: followed.some(isHit) || old?.isHit === true });
  }
  /** Runs what stands at a place; checks that hold from there on are told as if they stood there. */
  inside<T>(place: Place, run: () => T): T {
    const outer = this.current;
    this.current = place;
    const result = run();
    this.current = outer;
    return result;
  }

  private add(event: ProbeEvent): void {
    const key = `${event.reason}|${event.place.file}|${event.place.start}|${event.place.end}|${event.what}`;
    const old = this.events.get(key);
    this.events.set(key, old ? { ...event, lost: SINK_KINDS.filter((kind) => old.lost.includes(kind) || event.lost.includes(kind)) } : event);
  }
}

/** Objects below a value at the source that are looked into. */
const MAX_DEPTH = 4;

function covers(target: ProbeTarget, place: Place): boolean {
  return target.places.some((p) => p.file === place.file && (target.isArea ? place.start >= p.start && place.start < p.end : place.start === p.start && place.end === p.end));
}

/** Instructions of which it says something when their result has less than what they were given: not comparisons, not negations. */
const TELLING = new Set<number>([Op.Call, Op.CallMethod, Op.Get, Op.GetIndex, Op.Cast, Op.Slice, Op.Concat]);
const isStart = (op: number): boolean => op === Op.Call || op === Op.CallMethod || op === Op.Get || op === Op.GetIndex || op === Op.Move;

/** Register that an instruction writes (-1: none), and those that it reads. */
function operands(code: Int32Array, pc: number): { def: number; uses: readonly number[] } {
  const layout = LAYOUTS.get(code[pc]!);
  const uses: number[] = [];
  let def = -1, count = 0, at = pc + HEADER;
  const slot = (kind: string, word: number): void => {
    if (kind === 'def') def = word;
    else if ((kind === 'use' || kind === 'use?') && word >= 0) uses.push(word);
    else if (kind === 'count') count = word;
  };
  for (const kind of layout?.fixed ?? []) slot(kind, code[at++]!);
  for (let i = 0; i < count; i++) for (const kind of layout?.repeat ?? []) slot(kind, code[at++]!);
  return { def, uses };
}

/** What an instruction calls or reads, as it is written. */
const nameAt = (f: Frame, pc: number): string => namesAt(f, pc)[0] ?? '';
function namesAt(f: Frame, pc: number): readonly string[] {
  const { code } = f.fn;
  const a = pc + HEADER;
  switch (code[pc]) {
    case Op.Call: return writtenNames(f, code[a + 2]!);
    case Op.CallMethod: return writtenNames(f, code[a + 2]!, f.mod.ir.strings[code[a + 3]!]!);
    case Op.Get: return writtenNames(f, code[a + 1]!, f.mod.ir.strings[code[a + 2]!]!);
    default: return [];
  }
}

/** A call as it stands in the source: its function, and the names that it is written with. */
export interface WrittenCall { readonly place: Place; readonly fn: FunctionIR; readonly names: readonly string[] }

/** Every call of a module. */
export function callsOf(mod: ModuleIR): readonly WrittenCall[] {
  const found: WrittenCall[] = [];
  for (const fn of mod.functions) if (fn) {
    const at = { fn, mod: { ir: mod } };
    for (let pc = 0; pc < fn.code.length; pc = instructionEnd(fn.code, pc)) {
      const a = pc + HEADER;
      const op = fn.code[pc]!;
      const place = { file: mod.file, start: fn.code[pc + 2]!, end: fn.code[pc + 3]! };
      if (op === Op.Call) found.push({ place, fn, names: writtenNames(at, fn.code[a + 2]!) });
      else if (op === Op.CallMethod) found.push({ place, fn, names: writtenNames(at, fn.code[a + 2]!, mod.strings[fn.code[a + 3]!]!) });
    }
  }
  return found;
}
