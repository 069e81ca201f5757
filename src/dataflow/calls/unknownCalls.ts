import type { Place } from '../../base/words.ts';
import { LENGTH, REST } from '../../resolve/heap.ts';
import { Feature, NOTHING, UNKNOWN, addFeature, extend, join, joinLabels, ofLabels, ofToken, withLabels, type FnToken, type Label, type Value, receivers } from '../../resolve/value.ts';
import { unnamed, callValue, invoke, type Argument } from './calls.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, noteGeneric } from '../objects/fields.ts';
import { CallFlag, HEADER, Op, type FunctionIR } from '../../ir/ir.ts';
import { instructionEnd } from '../../ir/layout.ts';
import { isRecord } from '../../resolve/program.ts';
import type { Frame } from '../frame.ts';
import { LIMITS } from '../limits.ts';
/** What a path says of such a call. */
export const THROUGH_A_CALL = 'through a call';

/** A call about which nothing is known: arguments taint the result, functions among them may be called. */
export function unknownCall(e: Engine, f: Frame, args: readonly Argument[], callee: Value | null, place: Place): Value {
  e.back = true;
  let labels: readonly Label[] = callee ? deepLabels(e, f, callee) : [];
  for (const a of args) labels = joinLabels(labels, deepLabels(e, f, a.value));
  e.probe?.unknown(labels, place);
  if (f.mod.profile.checkedTypes && labels.length) handOver(e, args);
  const given = thunks(e, f, args, place);
  runCallbacks(e, f, args, labels, place);
  if (given) return labels.length ? withLabels(given, addFeature(extend(labels, 'step', place, THROUGH_A_CALL), Feature.unknownCall)) : { ...given, top: true };
  return labels.length ? ofLabels(addFeature(extend(labels, 'step', place, THROUGH_A_CALL), Feature.unknownCall)) : UNKNOWN;
}

/** Records that code which is not seen is handed (`publishEvent(event)`, `mediator.Send(request)`) come to whoever takes one of their class. */
function handOver(e: Engine, args: readonly Argument[]): void {
  for (const a of args) for (const t of a.value.tokens) {
    if (t.t !== 'obj' || !t.obj.cls || t.obj.global || !isRecord(t.obj.cls)) continue;
    for (const [key, cell] of t.obj.cells) if (cell.place) noteGeneric(e, t.obj.cls, key, cell.value, cell.place);
  }
}

/** Names of methods that write what they are called on into an argument: `image.SaveAsPng(stream)`, `in.transferTo(out)`. */
const POURING = /^(save|write|copy|transfer|encode|export|serialize|render|print|pipe)([A-Z]|$)/i;
/** What is written from untrusted data into a stream or another container that was made here is in it. */
export function pourInto(e: Engine, name: string, labels: readonly Label[], args: readonly Argument[], place: Place): void {
  if (labels.length === 0 || !POURING.test(name)) return;
  for (const a of args) for (const t of a.value.tokens) if (t.t === 'obj' && t.obj.kind === 'data' && t.obj.cls === null && t.obj.note === null) e.heap.addBase(t.obj, extend(labels, 'step', place, `written by ${name}()`));
}

/**
 * Sees to it that a function that a module's body hands over, such as a test or the handler of an event, is called once all modules are loaded, too. Gives whether it need not
 * be called before: one that gives nothing is run with what nothing calls, in the order of what matters.
 */
function putOff(e: Engine, f: Frame, t: FnToken, args: readonly Argument[], place: Place): boolean {
  if (e.settled || f.fn.index > 0 || f.depth > 0) return false;
  if (givesNothing(t.fn)) return true;
  if (e.isHot(t.fn) && !e.handedOver.has(t)) {
    e.handedOver.add(t);
    e.pending.push(() => { const later = e.rootFrame(f.mod); invoke(e, later, t, args, place); return later; });
  }
  return false;
}

const silent = new WeakMap<FunctionIR, boolean>();
/** Whether no `return` of a function has a value. */
function givesNothing(fn: FunctionIR): boolean {
  let known = silent.get(fn);
  if (known === undefined) {
    known = true;
    for (let pc = 0; known && pc < fn.code.length; pc = instructionEnd(fn.code, pc)) known = fn.code[pc] !== Op.Return || fn.code[pc + HEADER]! < 0;
    silent.set(fn, known);
  }
  return known;
}

/** What functions without parameters give that are handed to unknown code: it calls them once, and mostly gives what they give. */
function thunks(e: Engine, f: Frame, args: readonly Argument[], place: Place): Value | undefined {
  let out: Value = NOTHING;
  for (const a of args) for (const t of a.value.tokens) if (t.t === 'fn' && t.fn.params.length === 0 && t.fn.kind === 'lambda' && !putOff(e, f, t, [], place)) out = join(out, invoke(e, f, t, [], place));
  return out.labels.length > 0 || out.tokens.some((t) => t.t === 'obj') ? { ...out, facts: null } : undefined;
}

/** An object of a class that is not known: what is set on it afterwards stays apart. */
export function unknownObject(e: Engine, f: Frame, args: readonly Argument[], callee: Value, place: Place): Value {
  const made = unknownCall(e, f, args, callee, place);
  const o = e.heap.alloc('data', place);
  if (made.labels.length) e.heap.addBase(o, made.labels);
  return ofToken(o.token);
}

/** Functions handed to unknown code are run once with what that code could hand them. */
export function runCallbacks(e: Engine, f: Frame, args: readonly Argument[], labels: readonly Label[], place: Place): Value {
  let out: Value = NOTHING;
  for (const a of args) for (const t of a.value.tokens.flatMap((x) => x.t === 'obj' && x.obj.kind === 'object' ? [...x.obj.cells.values()].flatMap((c) => c.value.tokens.filter((y) => y.t === 'fn')) : [x])) {
    if (t.t !== 'fn' || lacksReceiver(t)) continue;
    const own = deepLabels(e, f, a.value);
    const given = labels.filter((l) => !own.includes(l));
    // Run again only for what may be new.
    if (given.length === 0 && e.executed.has(t.fn) && !e.isHot(t.fn) && !e.isHot(f.fn)) continue;
    const v = given.length ? ofLabels(given) : UNKNOWN;
    const passed = t.fn.params.filter((p) => p.kind === 'positional').slice(receivers(t)).map(() => unnamed(v, place));
    if (given.length > 0 || !putOff(e, f, t, passed, place)) out = join(out, invoke(e, f, t, passed, place));
  }
  return out;
}

/** Methods of promises and of sequences that give what a function makes of what they hold, and whether as elements. */
const HANDING_ON: ReadonlyMap<string, boolean> = new Map([['then', false], ['thenApply', false], ['thenCompose', false], ['map', true], ['flatMap', true]]);
/** What such a method gives where nothing is known of its receiver. */
export function handedOn(e: Engine, f: Frame, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const asElements = HANDING_ON.get(name);
  const fn = args[0]?.value;
  if (asElements === undefined || !fn?.tokens.some((t) => t.t === 'fn' || t.t === 'api')) return undefined;
  const made = callValue(e, f, { ...fn, facts: null }, [unnamed(UNKNOWN, place)], place, 0);
  runCallbacks(e, f, args.slice(1), [], place);
  if (!asElements || (made.tokens.length === 0 && made.labels.length === 0)) return made;
  const list = e.heap.alloc('list', place);
  e.heap.fill(list, REST, { ...made, facts: null }, place); e.heap.fill(list, LENGTH, UNKNOWN, null);
  return ofToken(list.token);
}

/** A method of a class that is called as a plain function: who it is called on is not known. */
export const lacksReceiver = (t: FnToken): boolean => !t.self && !t.fn.selfParam && !t.fn.isStatic && t.fn.kind === 'method' && t.fn.classIndex >= 0;

/** What is asked of something unknown by these names, and not waited for, is asked of a mapping. */
const READS_MAPPING = new Set(['get', 'items', 'keys', 'values', 'entries', 'pop', 'setdefault', 'copy']);
/** A method found by its name alone, when few classes of the project have it and the receiver is not known. */
export function byName(e: Engine, f: Frame, base: Value, name: string, args: readonly Argument[], place: Place, flags: number): Value | undefined {
  if (base.tokens.length || base.labels.length || (READS_MAPPING.has(name) && !(flags & CallFlag.awaited) && !f.mod.profile.checkedTypes)) return undefined;
  const found = e.methodsNamed(name, args.length, LIMITS.byName);
  if (found.length === 0) return undefined;
  let out: Value = NOTHING;
  for (const { cls, token } of found) out = join(out, invoke(e, f, e.fnToken(token.mod, token.fn, token.scope, ofToken(e.generic(cls).token), token.defaults, null), args, place));
  return withLabels({ ...out, facts: null }, addFeature(out.labels, Feature.byName));
}
