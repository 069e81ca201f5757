import { HEADER, Op, type FunctionIR } from '../../ir/ir.ts';
import { instructionEnd, LAYOUTS, registersRead, tableOf } from '../../ir/layout.ts';

/** An instruction that writes a register: what it reads, and the conditions that it stands under, the outermost first. */
export interface Writer { readonly pc: number; readonly reads: readonly number[]; readonly under: readonly number[] }

const known = new WeakMap<FunctionIR, Writers>();
/** What writes the registers of a function. */
export function writersOf(fn: FunctionIR): Writers {
  let writers = known.get(fn);
  if (!writers) known.set(fn, writers = new Writers(fn));
  return writers;
}

const DEFINES = tableOf([...LAYOUTS].map(([op, { fixed }]) => [op, fixed[0] === 'def' ? 1 : 0]));
const NONE: readonly Writer[] = [];

/** Kept for every function that is run, so only where the instructions are is; what is asked of a register is read from the code. */
export class Writers {
  private readonly code: Int32Array;
  /** By register; -1: nothing. */
  private readonly first: Int32Array;
  private readonly others = new Map<number, number[]>();
  /** Start, end and condition of each branching. */
  private readonly branchings: number[] = [];

  constructor({ code, nRegs }: FunctionIR) {
    this.code = code;
    this.first = new Int32Array(nRegs).fill(-1);
    for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) {
      const op = code[pc]!;
      if (op === Op.If) this.branchings.push(pc, code[pc + 1]!, code[pc + HEADER]!);
      if (DEFINES[op] !== 1) continue;
      const reg = code[pc + HEADER]!;
      const more = this.others.get(reg);
      if (more) more.push(pc);
      else if (this.first[reg] === -1) this.first[reg] = pc;
      else this.others.set(reg, [pc]);
    }
  }

  has(reg: number): boolean { return reg >= 0 && this.first[reg]! >= 0; }
  /** The instructions that write a register, in their order. */
  get(reg: number): readonly Writer[] {
    if (!this.has(reg)) return NONE;
    return [this.first[reg]!, ...this.others.get(reg) ?? []].map((pc) => ({ pc, reads: registersRead(this.code, pc), under: this.under(pc) }));
  }
  /** Where all instructions are that write something, in the order of the registers. */
  all(): readonly number[] { return [...this.first].flatMap((pc, reg) => pc < 0 ? [] : [pc, ...this.others.get(reg) ?? []]); }

  private under(pc: number): readonly number[] {
    const out: number[] = [];
    const { branchings } = this;
    for (let i = 0; i < branchings.length && branchings[i]! < pc; i += 3) if (branchings[i + 1]! > pc) out.push(branchings[i + 2]!);
    return out;
  }
}
