import type { Place } from '../../base/words.ts';
import type { FunctionIR } from '../../ir/ir.ts';
import type { Label, Step, Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { deepLabels } from '../objects/fields.ts';

/**
 * Where the result of a tool is sent. A dispatcher hands on an envelope that the function of one of its tools has made: there. An envelope
 * that a helper only puts around what it is given is no place of its own; then it is the tool's own return (null).
 */
export function envelopeOf(e: Engine, f: Frame, v: Value): Place | null {
  const [t] = v.tokens;
  const made = v.tokens.length === 1 && t!.t === 'obj' && t!.obj.cells.has('content') ? t!.obj.place : null;
  if (!made || (made.file === f.mod.file && within(made, f.fn))) return null;
  const maker = functionAt(e, made);
  return maker && deepLabels(e, f, v).some((l) => wasHandedTo(maker, made.file, l)) ? null : made;
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
