import { HEADER, Op, Operator, type FunctionIR } from '../../ir/ir.ts';
import { instructionEnd } from '../../ir/layout.ts';
import { BASE, REST, type HeapObj } from '../../resolve/heap.ts';
import { joinLabels, ofLabels, type Label, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import { narrow } from '../objects/elements.ts';
import { writersOf } from './writers.ts';
import { definitionsOf, placeAt, regOf, type Frame } from '../frame.ts';
import { removeField } from './cleared.ts';
import { holderOf, isConstantCollection, membersOf, originOf } from './guards.ts';

/**
 * Loops that take out of a record whatever is not on a list (`for key in list(record): if key not in KEEP: del record[key]`,
 * `for element in ds: if element.keyword not in KEEP: del ds[element.tag]`): what is left are the entries of the list.
 */

/** Removal inside a loop: the register of the record, and the comparison of its key with a collection on which it depends. */
interface Removal { readonly record: number; readonly test: number; readonly pc: number }
const found = new WeakMap<FunctionIR, Map<number, Removal | null>>();

const NAMES = new Set(['keyword', 'tag', 'name']);
const REMOVING = new Set(['pop', '__delitem__', 'delete', 'remove', 'Remove']);

/** After a loop whose `Next` stands at `next` and that ends at `end`. */
export function keptByLoop(e: Engine, f: Frame, next: number, end: number): void {
  if (f.fn.code[next] !== Op.Next) return;
  let known = found.get(f.fn);
  if (!known) found.set(f.fn, known = new Map());
  let removal = known.get(next);
  if (removal === undefined) known.set(next, removal = lookFor(f.fn, f.mod.ir.strings, next, end));
  if (!removal) return;
  const names = regOf(f, f.fn.code[removal.test + HEADER + 3]!);
  if (!isConstantCollection(e, names)) return;
  const o = recordOf(e, f, removal.record);
  // A record of which only the whole is known stays one in its variable.
  const origin = o ? null : originOf(f, removal.record), held = regOf(f, removal.record);
  if (origin?.root.startsWith('r') && origin.fields.length === 0 && held.labels.length > 0) f.regs[Number(origin.root.slice(1))] = onlyEntries(held, new Set(membersOf(names)));
  if (o) keepOnly(e, o, new Set(membersOf(names)), f, removal.pc);
}

function recordOf(e: Engine, f: Frame, reg: number): HeapObj | null {
  const [only] = regOf(f, reg).tokens;
  const origin = originOf(f, reg);
  const o = regOf(f, reg).tokens.length === 1 && only?.t === 'obj' ? only.obj : origin ? holderOf(e, f, origin) : null;
  return o?.singular ? o : null;
}

function lookFor(fn: FunctionIR, strings: readonly string[], next: number, end: number): Removal | null {
  const { code } = fn;
  const element = code[next + HEADER]!;
  const variables = new Set([element, ...fn.vars.filter((reg) => { const w = writersOf(fn).get(reg); return w.length === 1 && code[w[0]!.pc] === Op.Move && code[w[0]!.pc + HEADER + 1] === element; })]);
  const defs = definitionsOf(fn);
  const isKey = (reg: number): boolean => {
    if (variables.has(reg)) return true;
    const pc = defs[reg] ?? -1;
    return pc >= 0 && ((code[pc] === Op.Get && variables.has(code[pc + HEADER + 1]!) && NAMES.has(strings[code[pc + HEADER + 2]!]!)) || (code[pc] === Op.Move && isKey(code[pc + HEADER + 1]!)));
  };
  /** The test that holds in the region where `pc` stands: of the only condition around it. */
  const testAround = (pc: number): number => {
    for (let at = code[next + 1]!; at < pc; at = code[at] === Op.If ? code[at + 1]! : instructionEnd(code, at)) {
      if (code[at] !== Op.If) continue;
      const [cond, thenEnd, elseEnd] = [code[at + HEADER]!, code[at + HEADER + 1]!, code[at + HEADER + 2]!];
      const test = defs[cond] ?? -1;
      if (test < 0 || code[test] !== Op.Binary || !isKey(code[test + HEADER + 2]!)) continue;
      const inThen = pc < thenEnd, isIn = code[test + HEADER + 1] === Operator.in, isOut = code[test + HEADER + 1] === Operator.notIn;
      if (pc < elseEnd && ((inThen && isOut) || (!inThen && isIn))) return test;
      // `if key in KEEP: continue`, and then the removal.
      if (pc >= elseEnd && isIn && [...between(code, at, thenEnd)].some((x) => code[x] === Op.Continue)) return test;
    }
    return -1;
  };
  for (let pc = code[next + 1]!; pc < end; pc = instructionEnd(code, pc)) {
    const a = pc + HEADER;
    const record = code[pc] === Op.Delete && code[a + 2]! >= 0 && isKey(code[a + 2]!) ? code[a]!
      : code[pc] === Op.CallMethod && REMOVING.has(strings[code[a + 3]!]!) && code[a + 4]! >= 1 && isKey(code[a + 5 + 2]!) ? code[a + 2]! : -1;
    if (record < 0) continue;
    const test = testAround(pc);
    return test < 0 ? null : { record, test, pc };
  }
  return null;
}
/** Instructions of the region that a condition opens. */
function* between(code: Int32Array, condition: number, end: number): Generator<number> {
  for (let pc = instructionEnd(code, condition); pc < end; pc = instructionEnd(code, pc)) yield pc;
}

function keepOnly(e: Engine, o: HeapObj, names: ReadonlySet<string>, f: Frame, pc: number): void {
  for (const key of [...o.cells.keys()]) if (!key.startsWith('\u0001') && !names.has(key)) removeField(e, o, key, placeAt(f, pc));
  for (const key of [BASE, REST]) {
    const cell = o.cells.get(key);
    if (cell) e.heap.setCell(o, key, { value: onlyEntries(cell.value, names), place: cell.place });
  }
}
/** What values hold of a data set once they are those of some elements. */
function onlyEntries(v: Value, names: ReadonlySet<string>): Value {
  const whole = v.labels.filter((l) => l.element === null && l.source.kind.startsWith('dicom'));
  if (whole.length === 0) return v;
  const entries = [...names].reduce((all: readonly Label[], name) => joinLabels(all, narrow(whole.map((l) => ({ ...l, shape: 'dicom' as const })), name)), v.labels.filter((l) => !whole.includes(l)));
  return { ...ofLabels(entries), tokens: v.tokens, top: v.top };
}
