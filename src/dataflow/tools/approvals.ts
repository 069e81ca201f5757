import { HEADER, Op } from '../../ir/ir.ts';
import type { Label, Step } from '../../resolve/value.ts';
import { definitionsOf, type Frame } from '../frame.ts';
import { writersOf } from '../code/writers.ts';

/**
 * What a person was asked, and what depends on the answer. Calls that ask are marked in the frame when they run; a condition
 * depends on an answer when its register can be traced back to such a call inside the function. Code that runs under such a
 * condition is gated: a person can refuse it.
 */

/** The dotted name that a call is written with: `ask_operator`, `self.desk.confirm`. */
export function calleeName(f: Frame, reg: number, member?: string): string {
  const names: string[] = member === undefined ? [] : [member];
  for (let r = reg, n = 0; r >= 0 && n < 8; n++) {
    const pc = definitionsOf(f.fn)[r]!;
    if (pc === undefined || pc < 0) break;
    const a = pc + HEADER;
    if (f.fn.code[pc] === Op.LoadScope) { names.unshift(f.mod.ir.strings[f.fn.code[a + 2]!]!); break; }
    if (f.fn.code[pc] !== Op.Get) break;
    names.unshift(f.mod.ir.strings[f.fn.code[a + 2]!]!);
    r = f.fn.code[a + 1]!;
  }
  return names.join('.');
}

/** Whether the way to here, through all callers, led over a person's answer. */
export function consented(f: Frame): boolean {
  for (let x: Frame | null = f; x; x = x.parent) if (x.asked) return true;
  return false;
}

/** The sources of what a question was asked with: that was there before the answer, wherever it was made. */
const shown = new WeakMap<Frame, Set<Label['source']>>();
/** Notes with what somebody was asked. */
export function noteShown(f: Frame, labels: readonly Label[]): void {
  if (labels.length > 0) shown.set(f, new Set([...shown.get(f) ?? [], ...labels.map(({ source }) => source)]));
}

/**
 * Whether a person was asked on the way to here after a text was there: a yes to what a model has yet to write is no review of it.
 * Where a text was before is told by the first place of its history in the function that asks.
 */
export function reviewed(f: Frame, label: Label): boolean {
  for (let x: Frame | null = f; x; x = x.parent) if (x.asked && !isLater(x, label)) return true;
  return false;
}
function isLater(f: Frame, label: Label): boolean {
  if (f.answers.size === 0 || f.fn.kind === 'module' || shown.get(f)?.has(label.source)) return false;
  let first = -1;
  for (let s: Step | null = label.step; s; s = s.prev) if (s.place.file === f.mod.file && s.place.start >= f.fn.span.start && s.place.end <= f.fn.span.end) first = s.place.start;
  return first >= 0 && ![...f.answers.keys()].some((pc) => f.fn.code[pc + 2]! > first);
}

/** Whether a register's value depends on what a person answered. */
export const dependsOnAnswer = (f: Frame, reg: number): boolean => answerBehind(f, reg) !== null;

/** The names under which a person was asked on whose answer a register's value depends; null where it depends on none. */
export function answerBehind(f: Frame, reg: number): readonly string[] | null {
  if (f.answers.size === 0 || reg < 0) return null;
  const writers = writersOf(f.fn);
  const seen = new Set<number>();
  const work = [reg];
  for (let r = work.pop(); r !== undefined; r = work.pop()) {
    if (seen.has(r)) continue;
    seen.add(r);
    for (const n of writers.get(r)) {
      const names = f.answers.get(n.pc);
      if (names) return names;
      work.push(...n.reads, ...n.under);
    }
  }
  return null;
}
