import { HEADER, Op, type FunctionIR } from '../../ir/ir.ts';
import type { Fact } from '../../resolve/value.ts';
import type { Argument } from './calls.ts';
import { instructionEnd } from '../../ir/layout.ts';
import { definitionsOf } from '../frame.ts';
import { writersOf } from '../code/writers.ts';

const known = new WeakMap<FunctionIR, number>();
/** Index of the parameter that a function gives back as it is, whatever else it does; -1 for none. */
export function returnedParameter(fn: FunctionIR): number {
  let index = known.get(fn);
  if (index === undefined) known.set(fn, index = lookForReturned(fn));
  return index;
}
function lookForReturned(fn: FunctionIR): number {
  const { code } = fn;
  let register = -2;
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) {
    if (code[pc] === Op.Yield) register = -1;
    if (code[pc] === Op.Return) {
      const d = code[pc + HEADER]!, at = d >= 0 ? definitionsOf(fn)[d]! : -1;
      const from = at >= 0 && code[at] === Op.Move ? code[at + HEADER + 1]! : d;
      register = register === -2 || register === from ? from : -1;
    }
  }
  if (register < 0 || fn.isAsync) return -1;
  const index = fn.params.findIndex((p) => p.reg === register && p.kind === 'positional');
  return index >= 0 && writersOf(fn).has(register) ? -1 : index;
}

/** What is known by the argument that a function gives back: a verdict that goes through it stays one. `skip`: parameters that the caller did not write. */
export function passedFacts(fn: FunctionIR, args: readonly Argument[], skip: number): readonly Fact[] {
  const index = returnedParameter(fn) - skip;
  const positional = args.filter((a) => a.name === null);
  if (index < 0 || positional.slice(0, index + 1).some((a) => a.spread)) return [];
  return positional[index]?.value.facts ?? [];
}
