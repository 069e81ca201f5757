import { HEADER, Op } from '../../ir/ir.ts';
import { argPath, type CallSite } from '../calls/arguments.ts';
import { writersOf } from './approvals.ts';
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
 * Whether an argument is one thing or another by a condition of this function. `xs if xs else None` is none: it only spells the
 * empty case.
 */
export function chosenHere(f: Frame, site: CallSite, text: string): boolean {
  let reg = registerOf(f, site, text);
  for (let n = 0; reg >= 0 && n < 8; n++) {
    const nodes = writersOf(f.fn).get(reg) ?? [];
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
