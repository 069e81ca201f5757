import { HEADER, Op, type FunctionIR } from '../../ir/ir.ts';
import { instructionEnd } from '../../ir/layout.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { findMethod, type ModuleInfo } from '../../resolve/program.ts';
import { UNKNOWN, ofToken, someStrings, truth, type Value } from '../../resolve/value.ts';
import type { Place } from '../../base/words.ts';
import type { Engine } from '../engine.ts';
import { regOf, type Frame } from '../frame.ts';
import { touch } from '../objects/fields.ts';
import { answerBehind } from './approvals.ts';

/**
 * Answers of people that are kept in a variable which inner functions see, or in a field of an object, and decided by elsewhere: the
 * cell beside the one that holds the answer names the tools that it was given for. It is written and joined as any other cell, so that
 * an answer that is replaced by something else is none any more.
 */
const keyOf = (name: string): string => `\u0001answer ${name}`;
/** Names under which answers are kept anywhere in the program: a read of any other name needs no look. */
const kept = new WeakMap<Engine, Set<string>>();

/** Notes of a value that was just stored whether it depends on what a person answered. */
export function keepAnswer(e: Engine, f: Frame, obj: HeapObj, name: string, reg: number, place: Place): void {
  // What is only set after a yes says that somebody has said it.
  const names = answerBehind(f, reg) ?? (f.asked && truth(regOf(f, reg)) !== false ? [] : null);
  const known = kept.get(e);
  if (names) {
    if (known) known.add(name); else kept.set(e, new Set([name]));
    e.heap.write(obj, keyOf(name), ofToken(e.constant(names.join('\n')).tokens[0]!), place);
  } else if (obj.singular && known?.has(name) && obj.cells.has(keyOf(name))) e.heap.setCell(obj, keyOf(name), undefined);
}
/** The same for a field of the objects that a value is. */
export function keepAnswerIn(e: Engine, f: Frame, base: Value, name: string, reg: number, place: Place): void {
  if (f.answers.size === 0 && !f.asked && !kept.get(e)?.has(name)) return;
  for (const t of base.tokens) if (t.t === 'obj' && t.obj.kind === 'instance') keepAnswer(e, f, t.obj, name, reg, place);
}

/** Notes of an instruction that reads a name whether what it reads depends on what a person answered. */
export function readAnswer(e: Engine, f: Frame, obj: HeapObj | null, name: string, pc: number): void {
  if (!obj || !kept.get(e)?.has(name)) return;
  touch(f, obj, keyOf(name));
  const cell = obj.cells.get(keyOf(name));
  if (cell) f.answers.set(pc, [...f.names, ...someStrings(cell.value ?? UNKNOWN).flatMap((s) => s ? s.split('\n') : [])]);
}
/** The same for a field of the objects that a value is. */
export function readAnswerIn(e: Engine, f: Frame, base: Value, name: string, pc: number): void {
  if (!kept.get(e)?.has(name)) return;
  for (const t of base.tokens) if (t.t === 'obj' && t.obj.kind === 'instance') readAnswer(e, f, t.obj, name, pc);
}

/** The same where the field is written or read by a method that does nothing else: `draft.setSigned(board.approve(draft))`, `draft.isSigned()`. */
export function throughAccessor(e: Engine, f: Frame, base: Value, name: string, regs: readonly number[], pc: number, place: Place): void {
  if (f.answers.size === 0 && !f.asked && !kept.get(e)) return;
  for (const t of base.tokens) {
    const method = t.t === 'obj' && t.obj.kind === 'instance' && t.obj.cls ? findMethod(t.obj.cls, name) : undefined;
    const field = method && fieldBehind(method.token.mod, method.token.fn, regs.length);
    if (field === undefined) continue;
    if (regs.length === 0) readAnswerIn(e, f, base, field, pc);
    else keepAnswerIn(e, f, base, field, regs[0]!, place);
  }
}

const accessors = new WeakMap<FunctionIR, string | null>();
/** The field that a method of at most one parameter sets to it or gives, and does nothing else. */
function fieldBehind(mod: ModuleInfo, fn: FunctionIR, given: number): string | undefined {
  if (given > 1 || fn.params.length !== given) return undefined;
  let known = accessors.get(fn);
  if (known === undefined) {
    const wanted = given === 0 ? Op.Get : Op.Set;
    let field: string | null = null, isPlain = true;
    for (let pc = 0; pc < fn.code.length; pc = instructionEnd(fn.code, pc)) {
      const op = fn.code[pc]!;
      if (op === wanted && field === null) field = mod.ir.strings[fn.code[pc + HEADER + (given === 0 ? 2 : 1)]!] ?? null;
      else isPlain &&= ACCESSING.has(op);
    }
    accessors.set(fn, known = isPlain ? field : null);
  }
  return known ?? undefined;
}
const ACCESSING: ReadonlySet<number> = new Set([Op.This, Op.Move, Op.Const, Op.Return]);
