import { HEADER, Op } from '../../ir/ir.ts';
import type { Place } from '../../base/words.ts';
import { argPath, type CallSite } from '../calls/arguments.ts';
import { boundOf } from '../calls/binding.ts';
import { writersOf } from '../code/writers.ts';
import { definitionsOf, type Frame } from '../frame.ts';
import { keyOf, originOf } from '../code/guards.ts';

/** The register of the part of a call that a path names: an argument, or an entry of an object written in its place. */
function registerOf(f: Frame, site: CallSite, text: string): number {
  for (let path = argPath(text) as ReturnType<typeof argPath> | undefined; path; path = path.or) {
    const base = path.base;
    let reg = typeof base === 'number' ? site.args.filter((a) => a.name === null)[base]?.reg ?? -1 : site.args.find((a) => a.name === base)?.reg ?? -1;
    for (const step of path.steps) reg = entryOf(f, reg, step);
    if (reg >= 0) return reg;
  }
  return -1;
}
function entryOf(f: Frame, reg: number, key: string): number {
  const pc = reg >= 0 ? definitionsOf(f.fn)[reg]! : -1;
  const code = f.fn.code;
  if (pc === undefined || pc < 0 || code[pc] !== Op.Alloc) return -1;
  const n = code[pc + HEADER + 2]!;
  for (let i = 0; i < n; i++) {
    const at = pc + HEADER + 3 + i * 5;
    if (code[at]! >= 0 && keyOf(f.regs[code[at]!]) === key) return code[at + 1]!;
  }
  return -1;
}

/**
 * Where what a part of a call holds was handed to the outermost of the functions that only pass it on: an argument of its call. Null where
 * it begins in this function.
 */
export function handedIn(f: Frame, site: CallSite, text: string): Place | null {
  let out: Place | null = null;
  let reg = registerOf(f, site, text);
  for (let x: Frame = f; x.parent && reg >= 0; x = x.parent) {
    const root = originOf(x, reg)?.root ?? '';
    const at = root.startsWith('r') ? x.fn.params.findIndex((p) => p.reg === Number(root.slice(1))) : -1;
    const given = boundOf(x);
    const place = given?.places[at];
    if (!given || !place || writersOf(x.fn).has(x.fn.params[at]!.reg)) break;
    if (place.file === x.mod.file && place.start >= x.fn.span.start && place.end <= x.fn.span.end) break;
    out = place;
    reg = given.regs[at]!;
  }
  return out;
}

/** The instruction that gives a register its value, seen through copies; -1 where there are several or it is a parameter. */
function madeAt(f: Frame, from: number): number {
  let reg = from;
  for (let n = 0; reg >= 0 && n < 8; n++) {
    const own = definitionsOf(f.fn)[reg] ?? -1;
    const writers = writersOf(f.fn).get(reg);
    const pc = own >= 0 ? own : writers.length === 1 ? writers[0]!.pc : -1;
    if (pc < 0 || f.fn.code[pc] !== Op.Move) return pc;
    reg = f.fn.code[pc + HEADER + 1]!;
  }
  return -1;
}

/** Whether a part of a call is looked up in a table under a key that a loop goes through: all that the table gives is used, one after the other. */
export function lookedUpInLoop(f: Frame, site: CallSite, text: string): boolean {
  const pc = madeAt(f, registerOf(f, site, text));
  if (pc < 0 || f.fn.code[pc] !== Op.GetIndex) return false;
  let key = f.fn.code[pc + HEADER + 2]!;
  for (let x: Frame = f; key >= 0; x = x.parent) {
    const made = madeAt(x, key);
    if (made >= 0) return x.fn.code[made] === Op.Next;
    const root = originOf(x, key)?.root ?? '';
    const at = root.startsWith('r') ? x.fn.params.findIndex((p) => p.reg === Number(root.slice(1))) : -1;
    if (at < 0 || !x.parent) return false;
    key = boundOf(x)?.regs[at] ?? -1;
  }
  return false;
}

/**
 * Whether an argument is one thing or another by a condition of this function. `xs if xs else None` is none: it only spells the
 * empty case.
 */
export function chosenHere(f: Frame, site: CallSite, text: string): boolean {
  let reg = registerOf(f, site, text);
  for (let n = 0; reg >= 0 && n < 8; n++) {
    const nodes = writersOf(f.fn).get(reg);
    const moves = nodes.filter((x) => f.fn.code[x.pc] === Op.Move);
    const conditional = nodes.filter((x) => x.under.length > 0);
    if (nodes.length > 1 && conditional.length > 0) {
      const condition = conditional[0]!.under[conditional[0]!.under.length - 1]!;
      const asked = originOf(f, condition);
      return !asked || !nodes.some((x) => x.reads.some((r) => { const o = originOf(f, r); return o !== null && o.root === asked.root && o.fields.join() === asked.fields.join(); }));
    }
    reg = nodes.length === 1 && moves.length === 1 ? moves[0]!.reads[0]! : -1;
  }
  return false;
}
