import type { Place } from '../../base/words.ts';
import { HEADER, Op, type FunctionIR } from '../../ir/ir.ts';
import { instructionEnd } from '../../ir/layout.ts';
import { ofToken, type Label, type Step, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import { definitionsOf, type Frame } from '../frame.ts';
import { deepLabels } from '../objects/fields.ts';

/**
 * Where the result of a tool is sent. A dispatcher hands on an envelope that the function of one of its tools has made: there. An envelope
 * that a helper only puts around what it is given is no place of its own; then it is where the helper was called, or the tool's own return (null).
 */
export function sentBy(e: Engine, f: Frame, v: Value): readonly { readonly value: Value; readonly place: Place | null }[] {
  const envelopes = v.tokens.filter((t) => t.t === 'obj' && t.obj.cells.has('content'));
  const parts = envelopes.length > 1 && envelopes.length === v.tokens.length && v.labels.length === 0 ? envelopes.map(ofToken) : [v];
  return parts.map((value) => ({ value, place: envelopeOf(e, f, value) }));
}
function envelopeOf(e: Engine, f: Frame, v: Value): Place | null {
  const [t] = v.tokens;
  const made = v.tokens.length === 1 && t!.t === 'obj' && t!.obj.cells.has('content') ? t!.obj.place : null;
  if (!made || (made.file === f.mod.file && within(made, f.fn))) return null;
  const maker = functionAt(e, made);
  const labels = deepLabels(e, f, v);
  const handed = maker && labels.find((l) => wasHandedTo(maker, made.file, l));
  if (!maker || !handed) return maker && maker.params.length && labels.length && labels.every((l) => wasReadElsewhere(maker, made.file, l)) ? null : made;
  const call = callOf(e, maker, made.file, handed);
  return !call || (call.file === f.mod.file && within(call, f.fn)) ? null : call;
}
/** The call by which a helper was handed data: the one in the function where the data was before. */
function callOf(e: Engine, helper: FunctionIR, file: string, l: Label): Place | null {
  for (let s: Step | null = l.step; s; s = s.prev) {
    if (s.kind !== 'call' || s.place.file !== file || !s.prev || !helper.params.some((p) => p.span.start === s!.place.start)) continue;
    // Another helper may stand between: `result(table(rows))`.
    for (let before: Step | null = s.prev; before; before = before.prev) {
      const from = before.place;
      const places = callsIn(e, from, helper.name);
      // The call in which the data was read, or the next one after that.
      if (places.length > 0) return places.find((one) => one.start <= from.start && from.end <= one.end) ?? places.find((one) => one.start >= from.start) ?? places[0]!;
    }
    return null;
  }
  return null;
}
/** The calls of a name in the function that a place stands in. */
function callsIn(e: Engine, from: Place, name: string): readonly Place[] {
  const caller = functionAt(e, from);
  const mod = e.program.list.find((one) => one.file === from.file);
  if (!caller || !mod) return [];
  const places: Place[] = [];
  for (let pc = 0; pc < caller.code.length; pc = instructionEnd(caller.code, pc)) if ((caller.code[pc] === Op.Call || caller.code[pc] === Op.CallMethod) && calls(caller, mod.ir.strings, pc, name)) places.push({ file: from.file, start: caller.code[pc + 2]!, end: caller.code[pc + 3]! });
  return places;
}
/** Whether a call is one of a function or method of this name. */
function calls(fn: FunctionIR, strings: readonly string[], pc: number, name: string): boolean {
  const a = pc + HEADER;
  if (fn.code[pc] === Op.CallMethod) return strings[fn.code[a + 3]!] === name;
  const from = definitionsOf(fn)[fn.code[a + 2]!] ?? -1;
  return from >= 0 && (fn.code[from] === Op.LoadScope || fn.code[from] === Op.Import) && strings[fn.code[from + HEADER + 2]!] === name;
}
const within = (place: Place, fn: FunctionIR): boolean => place.start >= fn.span.start && place.end <= fn.span.end;

/** The innermost function that a place stands in. */
function functionAt(e: Engine, place: Place): FunctionIR | undefined {
  let inner: FunctionIR | undefined;
  for (const fn of e.program.list.find((mod) => mod.file === place.file)?.ir.functions ?? []) if (fn && fn.index > 0 && within(place, fn) && (!inner || fn.span.start >= inner.span.start)) inner = fn;
  return inner;
}
/** Whether data came into a function through one of its parameters. */
function wasHandedTo(fn: FunctionIR, file: string, l: Label): boolean {
  for (let s: Step | null = l.step; s; s = s.prev) if (s.kind === 'call' && s.place.file === file && fn.params.some((p) => p.span.start === s.place.start)) return true;
  return false;
}
/** Whether a function neither read data nor called what did: it came in an object, whose history does not tell of the call. */
function wasReadElsewhere(fn: FunctionIR, file: string, l: Label): boolean {
  const isHere = (p: Place): boolean => p.file === file && within(p, fn);
  for (let s: Step | null = l.step; s; s = s.prev) if (s.kind === 'return' && isHere(s.place)) return false;
  return !isHere(l.source.place);
}
