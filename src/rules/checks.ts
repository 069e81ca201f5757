import type { Span } from '../base/words.ts';
import { definitionsOf } from '../dataflow/frame.ts';
import { writtenNames } from '../dataflow/library/userRules.ts';
import { ArgKind, HEADER, Op, Operator, type FunctionIR, type ModuleIR } from '../ir/ir.ts';
import { instructionEnd, registersRead } from '../ir/layout.ts';

/** A call whose answer decides whether a function goes on to a place. */
export interface Check {
  /** What is called, as it is written, and under the name that it is imported by. */
  readonly names: readonly string[];
  readonly arguments: readonly (Span & { readonly key?: string })[];
  /** The answer with which the place is reached; `throws`: nobody looks at the answer. */
  readonly accepts: boolean | 'throws';
}

/** Checks in a function on the way to an offset of its file. */
export function checksOf(module: ModuleIR, fn: FunctionIR, until: number): readonly Check[] {
  const { code } = fn;
  const found: Check[] = [];
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) {
    const op = code[pc]!;
    if ((op !== Op.Call && op !== Op.CallMethod) || code[pc + 2]! >= until || code[pc + 3]! > until) continue;
    const accepts = answerWanted(fn, pc, until);
    if (accepts === undefined) continue;
    const a = pc + HEADER;
    const names = op === Op.Call ? writtenNames({ fn, mod: { ir: module } }, code[a + 2]!) : writtenNames({ fn, mod: { ir: module } }, code[a + 2]!, module.strings[code[a + 3]!]!);
    if (names.length > 0) found.push({ names, arguments: argumentsOf(module, code, op === Op.Call ? a + 3 : a + 4), accepts });
  }
  return found;
}

function argumentsOf({ strings }: ModuleIR, code: Int32Array, at: number): Check['arguments'] {
  return Array.from({ length: code[at]! }, (_, i) => {
    const p = at + 1 + i * 5;
    const key = code[p] === ArgKind.keyword ? strings[code[p + 1]!] : undefined;
    return { start: code[p + 3]!, end: code[p + 4]!, ...(key === undefined ? {} : { key }) };
  });
}

/** What a register says of an answer: the same or the opposite, and the value with which alone it says so. */
interface Verdict { readonly isSame: boolean; readonly onlyWhen?: boolean }

/** With which answer of the call at `pc` the function goes on to an offset; undefined where that does not hang on it. */
function answerWanted(fn: FunctionIR, pc: number, until: number): Check['accepts'] | undefined {
  const { code } = fn;
  const known = new Map<number, Verdict>([[code[pc + HEADER]!, { isSame: true }]]);
  let isUsed = false;
  for (let at = instructionEnd(code, pc); at < code.length; at = instructionEnd(code, at)) {
    const a = at + HEADER;
    const condition = code[at] === Op.If ? verdictOf(fn, code[a]!, known) : undefined;
    if (condition !== undefined) {
      const way = wayTo(code, at, until);
      if (way !== undefined && (condition.onlyWhen ?? way) === way) return condition.isSame === way;
    }
    const kept = code[at] === Op.Move ? verdictOf(fn, code[a + 1]!, known) : undefined;
    if (kept !== undefined) known.set(code[a]!, kept);
    isUsed ||= code[at] !== Op.Await && registersRead(code, at).some((reg) => verdictOf(fn, reg, known) !== undefined);
  }
  return isUsed ? undefined : 'throws';
}

/** Instructions that a condition is followed through. */
const MAX_DEPTH = 16;

/** What a register says of the answer, if it is made of one that says something. */
function verdictOf(fn: FunctionIR, reg: number, known: ReadonlyMap<number, Verdict>, depth = 0): Verdict | undefined {
  const own = known.get(reg);
  const pc = definitionsOf(fn)[reg] ?? -1;
  if (own !== undefined || pc < 0 || depth > MAX_DEPTH) return own;
  const { code } = fn;
  const a = pc + HEADER;
  const of = (operand: number): Verdict | undefined => verdictOf(fn, code[a + operand]!, known, depth + 1);
  switch (code[pc]) {
    case Op.Await: case Op.Move: case Op.Cast: return of(1);
    case Op.Unary: {
      const inner = code[a + 1] === Operator.not ? of(2) : undefined;
      return inner === undefined ? undefined : { isSame: !inner.isSame, ...(inner.onlyWhen === undefined ? {} : { onlyWhen: !inner.onlyWhen }) };
    }
    case Op.AndThen: case Op.OrElse: {
      // Both of a conjunction hold where it does; neither of a disjunction does where it does not.
      const holds = code[pc] === Op.AndThen;
      const part = of(1) ?? of(2);
      return part === undefined || (part.onlyWhen ?? holds) !== holds ? undefined : { isSame: part.isSame, onlyWhen: holds };
    }
    default: return undefined;
  }
}

/** The condition with which an offset is reached past an `If`: the branch that it is in, or the one that does not end. */
function wayTo(code: Int32Array, pc: number, until: number): boolean | undefined {
  const [thenAt, elseAt, endAt] = [instructionEnd(code, pc), code[pc + HEADER + 1]!, code[pc + HEADER + 2]!];
  if (holds(code, thenAt, elseAt, until)) return true;
  if (holds(code, elseAt, endAt, until)) return false;
  const [thenEnds, elseEnds] = [ends(code, thenAt, elseAt), ends(code, elseAt, endAt)];
  return thenEnds === elseEnds ? undefined : elseEnds;
}

function holds(code: Int32Array, from: number, to: number, offset: number): boolean {
  for (let pc = from; pc < to; pc = instructionEnd(code, pc)) if (code[pc + 2]! <= offset && offset < code[pc + 3]!) return true;
  return false;
}

const ENDS: ReadonlySet<number> = new Set<number>([Op.Return, Op.Throw, Op.Break, Op.Continue]);

/** Whether the last instruction of a region leaves it for good. */
function ends(code: Int32Array, from: number, to: number): boolean {
  let last = -1;
  for (let pc = from; pc < to; pc = code[pc + 1]!) last = pc;
  return last >= 0 && ENDS.has(code[last]!);
}
