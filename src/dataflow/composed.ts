import { HEADER, Op, type FunctionIR, type ModuleIR } from '../ir/ir.ts';
import { instructionEnd, LAYOUTS } from '../ir/layout.ts';

const NONE: readonly number[] = [];

/**
 * Module variables that were made of other things of the program: a composition of functions, a table of them, an object that was given
 * some. By name, with the numbers of the names of what they were made of; `namesIn` says which a function mentions. Who uses such a variable
 * uses what it was made of, and mentions none of it. What is called to make one does not count: a library's constructor is no part of it.
 */
export function composedVariables(ir: ModuleIR, namesIn: (fn: FunctionIR) => readonly number[]): ReadonlyMap<string, ReadonlySet<number>> {
  const out = new Map<string, Set<number>>();
  const code = ir.functions[0]?.code;
  if (!code) return out;
  /** Names behind a register, and registers that hold something composed. */
  const names = new Map<number, readonly number[]>();
  const composed = new Set<number>();
  const store = (name: string, reg: number): void => { const made = composed.has(reg) ? names.get(reg) : undefined; if (!made?.length) return; let all = out.get(name); if (!all) out.set(name, all = new Set()); for (const id of made) all.add(id); };
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) {
    const a = pc + HEADER;
    const op = code[pc]!;
    switch (op) {
      case Op.LoadScope: names.set(code[a]!, [code[a + 2]!]); break;
      case Op.Get: names.set(code[a]!, [...names.get(code[a + 1]!) ?? NONE, code[a + 2]!]); break;
      case Op.Closure: { const inner = ir.functions[code[a + 1]!]; if (inner) names.set(code[a]!, namesIn(inner)); break; }
      case Op.Move: case Op.Cast: case Op.Await: names.set(code[a]!, names.get(code[a + 1]!) ?? NONE); if (composed.has(code[a + 1]!)) composed.add(code[a]!); break;
      case Op.Alloc: case Op.Call: case Op.CallMethod: {
        // The result of a method of something composed is more of the same.
        const base = op === Op.CallMethod && composed.has(code[a + 2]!) ? names.get(code[a + 2]!) ?? NONE : NONE;
        const parts = groupsOf(code, pc).flatMap((reg) => names.get(reg) ?? NONE);
        names.set(code[a]!, parts.length === 0 ? base : base.length === 0 ? parts : [...new Set([...base, ...parts])]);
        composed.add(code[a]!);
        break;
      }
      case Op.StoreScope: store(ir.strings[code[a + 1]!]!, code[a + 2]!); break;
      case Op.Export: store(ir.strings[code[a]!]!, code[a + 1]!); break;
      case Op.Set: store(ir.strings[code[a + 1]!]!, code[a + 2]!); break;
    }
  }
  return out;
}

/** Registers in the repeated operands of an instruction: arguments, elements. */
function groupsOf(code: Int32Array, pc: number): readonly number[] {
  const { fixed, repeat = [] } = LAYOUTS.get(code[pc]!)!;
  const out: number[] = [];
  for (let at = pc + HEADER + fixed.length; at < instructionEnd(code, pc); at += repeat.length) {
    repeat.forEach((slot, i) => { if ((slot === 'use' || slot === 'use?') && code[at + i]! >= 0) out.push(code[at + i]!); });
  }
  return out;
}
