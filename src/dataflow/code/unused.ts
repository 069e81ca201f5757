import { HEADER, Op, type FunctionIR } from '../../ir/ir.ts';
import { instructionEnd, registersRead } from '../../ir/layout.ts';
import type { Place } from '../../base/words.ts';
import type { FnToken } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import { placeAt, type Frame } from '../frame.ts';

/** Places of the calls of a function whose results nothing reads, by start and end. */
const found = new WeakMap<FunctionIR, ReadonlySet<string>>();

/** Whether a call was made for what it does alone: nothing reads its result (`int(text)` as a statement, which raises where it is no number). */
export function isUnused(f: Frame, place: Place): boolean {
  let known = found.get(f.fn);
  if (!known) found.set(f.fn, known = lookFor(f));
  return known.has(keyOf(place));
}
const keyOf = (place: Place): string => `${place.start}:${place.end}`;

function lookFor(f: Frame): ReadonlySet<string> {
  const { code } = f.fn;
  const read = new Set<number>();
  const calls: [pc: number, result: number][] = [];
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) {
    for (const reg of registersRead(code, pc)) read.add(reg);
    if (code[pc] === Op.Call || code[pc] === Op.CallMethod) calls.push([pc, code[pc + HEADER]!]);
  }
  return new Set(calls.filter(([, result]) => !read.has(result)).map(([pc]) => keyOf(placeAt(f, pc))));
}

/** Whether a module's body starts something with a call (`main()`, `serve(8080)`): it makes nothing of the result and hands over nothing but constants. */
export const isStart = (f: Frame, callee: FnToken, given: readonly Argument[], place: Place): boolean => callee.self === null && given.every((a) => a.value.tokens.every((t) => t.t === 'const')) && isUnused(f, place);
