import { HEADER, IterKind, Op } from '../../ir/ir.ts';
import { instructionEnd, LAYOUTS } from '../../ir/layout.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { ofToken, singleConst, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import { run } from './exec.ts';
import { regOf, type Frame } from '../frame.ts';
import { LIMITS } from '../limits.ts';

/**
 * A loop over a few constants, functions or objects that uses each as a key (`for name in NAMES: del record[name]`) is run element by element: what it does to one
 * key after the other is not what it does to any of them. So is one that calls each (`for step in STEPS: state = step(state)`), as each step is given what those
 * before it have made, and one that picks some by what their fields say (`[x.tool for x in TABLE if not x.writes]`). Answers undefined where the loop is no such loop.
 */
export function unroll(e: Engine, f: Frame, inner: number, end: number): boolean | undefined {
  const { code } = f.fn;
  if (code[inner] !== Op.Next || code[inner + HEADER + 2] !== IterKind.values) return undefined;
  const elements = constantsOf(regOf(f, code[inner + HEADER + 1]!));
  if (!elements) return undefined;
  const use = useOfElements(f, inner, end);
  if (use === 'other' || (use === 'call' && !elements.every(isOneThing)) || (use === 'pick' && !elements.every(isEntry))) return undefined;
  for (const element of elements) {
    f.regs[code[inner + HEADER]!] = element;
    if (!run(e, f, code[inner + 1]!, end)) return false;
  }
  return true;
}

/** The elements of the only sequence that a value can be, if each is one constant. */
function constantsOf(v: Value): readonly Value[] | undefined {
  if (v.top || v.labels.length > 0 || v.tokens.length !== 1 || v.tokens[0]!.t !== 'obj') return undefined;
  const o: HeapObj = v.tokens[0]!.obj;
  if (o.kind === 'set') return constantsOfSet(o);
  const length = singleConst(o.cells.get(LENGTH)?.value ?? { tokens: [], labels: [], top: true, facts: null });
  if (!['list', 'tuple', 'set'].includes(o.kind) || typeof length !== 'number' || length === 0 || length > LIMITS.unrolledElements) return undefined;
  const elements: Value[] = [];
  for (let i = 0; i < length; i++) {
    const cell = o.cells.get(String(i));
    if (!cell || !(singleConst(cell.value) !== undefined || (length <= LIMITS.unrolledObjects && isOneThing(cell.value)))) return undefined;
    elements.push(cell.value);
  }
  return o.cells.size === length + 1 ? elements : undefined;
}

/** A set that is written down keeps its elements together. */
function constantsOfSet(o: HeapObj): readonly Value[] | undefined {
  const all = o.cells.get(REST)?.value;
  if (!all || all.top || all.labels.length > 0 || all.tokens.length > LIMITS.unrolledElements || [...o.cells.keys()].some((k) => k !== REST && k !== LENGTH)) return undefined;
  return all.tokens.every((t) => t.t === 'const' && !t.holes) ? all.tokens.map(ofToken) : undefined;
}

/** One function, class, object or name of a library: tools, handlers, tags and pairs in a list that is written down. What nothing is known of is one thing, too (`str.strip`). */
const isOneThing = (v: Value): boolean => (v.top && v.labels.length === 0 && v.tokens.length === 0) || (!v.top && v.labels.length === 0 && v.tokens.length === 1 && (v.tokens[0]!.t === 'fn' || v.tokens[0]!.t === 'api' || v.tokens[0]!.t === 'class' || (v.tokens[0]!.t === 'obj' && v.tokens[0]!.obj.kind !== 'data')));

/** An object of the program, with fields that it was given: an entry of a table. */
export const isEntry = ({ tokens: [t, more], top, labels }: Value): boolean => !top && !more && labels.length === 0 && t?.t === 'obj' && (t.obj.kind === 'object' || t.obj.kind === 'dict' || t.obj.kind === 'instance') && !t.obj.note && !t.obj.api;

type Use = 'key' | 'call' | 'pick' | 'other';
const uses = new WeakMap<Int32Array, Map<number, Use>>();
/** What the body of a loop does with its variable, if it runs to its end each time. */
function useOfElements(f: Frame, inner: number, end: number): Use {
  const { code } = f.fn;
  let known = uses.get(code);
  if (!known) uses.set(code, known = new Map());
  let use = known.get(inner);
  if (use === undefined) known.set(inner, use = lookForUse(f, inner, end));
  return use;
}
function lookForUse(f: Frame, inner: number, end: number): Use {
  const { code } = f.fn;
  const variables = new Set([code[inner + HEADER]!]);
  // What is read of a field of the element, and what follows from it.
  const fields = new Set<number>();
  let isKey = false, isCalled = false, isPicked = false, isStraight = true, size = 0;
  for (let pc = code[inner + 1]!; pc < end; pc = instructionEnd(code, pc)) {
    const a = pc + HEADER;
    size++;
    switch (code[pc]) {
      case Op.Get: if (variables.has(code[a + 1]!)) { variables.add(code[a]!); fields.add(code[a]!); } break;
      case Op.Unary: if (fields.has(code[a + 2]!)) fields.add(code[a]!); break;
      case Op.Binary: if (fields.has(code[a + 2]!) || fields.has(code[a + 3]!)) fields.add(code[a]!); break;
      case Op.If: isPicked ||= fields.has(code[a]!); break;
      case Op.Move: case Op.Cast: if (variables.has(code[a + 1]!)) variables.add(code[a]!); break;
      case Op.SetIndex: isKey ||= variables.has(code[a + 1]!); break;
      case Op.GetIndex: case Op.Delete:
        isKey ||= variables.has(code[a + 2]!);
        // A part of a pair: `for key, name in NAMES.items()`.
        if (code[pc] === Op.GetIndex && variables.has(code[a + 1]!)) { variables.add(code[a]!); fields.add(code[a]!); }
        break;
      case Op.Call: case Op.CallMethod:
        // The name of a field as an argument: `setattr(record, name, "")`, `record.pop(name)`.
        isKey ||= reads(code, pc).some((reg) => variables.has(reg));
        isCalled ||= variables.has(code[a + 2]!);
        break;
      case Op.Break: case Op.Continue: case Op.Yield: isStraight = false; break;
    }
  }
  return !isStraight || size > LIMITS.unrolledBody ? 'other' : isKey ? 'key' : isCalled ? 'call' : isPicked ? 'pick' : 'other';
}
function reads(code: Int32Array, pc: number): readonly number[] {
  const layout = LAYOUTS.get(code[pc]!)!;
  const out: number[] = [];
  let at = pc + HEADER, count = 0;
  for (const kind of layout.fixed) { if (kind === 'count') count = code[at]!; at++; }
  for (let i = 0; i < count; i++) for (const kind of layout.repeat ?? []) { if (kind === 'use') out.push(code[at]!); at++; }
  return out;
}
