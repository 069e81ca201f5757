import { HEADER, Op, type FunctionIR, type ModuleIR } from './ir.ts';
import { LAYOUTS, type Layout, type Slot } from './layout.ts';

/**
 * Structural errors of a module's IR, as sentences; empty when it is well formed. For tests and fuzzing of front ends.
 * Checked: opcodes, operand ranges, region nesting and ends, break depths, spans (inside `textLength` when given),
 * and that temporaries are written once and read only where their definition has run.
 */
export function checkIR(module: ModuleIR, textLength = Infinity): string[] {
  const errors: string[] = [];
  module.functions.forEach((fn, i) => {
    if (fn.index !== i) errors.push(`function ${i} has index ${fn.index}`);
    else new FunctionCheck(module, fn, textLength, errors).run();
  });
  for (let i = 0; i < module.functions.length; i++) if (!module.functions[i]) errors.push(`function ${i} was never finished`);
  for (let i = 0; i < module.classes.length; i++) {
    const cls = module.classes[i];
    if (!cls) { errors.push(`class ${i} was never added`); continue; }
    for (const m of cls.methods) if (!module.functions[m.fn]) errors.push(`class ${cls.name}: method ${m.name} has no function`);
  }
  return errors;
}

class FunctionCheck {
  private readonly module: ModuleIR;
  private readonly fn: FunctionIR;
  private readonly textLength: number;
  private readonly errors: string[];
  private readonly vars: Set<number>;
  /** Temporaries whose definition has run at this point. */
  private readonly defined = new Set<number>();
  private readonly written = new Set<number>();
  /** Opcodes of the enclosing loops and blocks, outermost first. */
  private readonly targets: number[] = [];

  constructor(module: ModuleIR, fn: FunctionIR, textLength: number, errors: string[]) {
    this.module = module; this.fn = fn; this.textLength = textLength; this.errors = errors;
    this.vars = new Set(fn.vars);
  }

  run(): void {
    const { fn } = this;
    if (fn.vars.length !== fn.varNames.length) this.fail(0, 'vars and varNames differ in length');
    for (let i = 1; i < fn.vars.length; i++) if ((fn.vars[i] ?? 0) <= (fn.vars[i - 1] ?? 0)) this.fail(0, 'vars are not ascending');
    for (const p of fn.params) if (!this.vars.has(p.reg)) this.fail(0, `parameter ${p.name} is not in a variable register`);
    if (fn.parent >= fn.index) this.fail(0, `parent ${fn.parent} does not precede the function`);
    this.checkSpan(0, fn.span.start, fn.span.end);
    this.region(0, fn.code.length);
  }

  private region(from: number, to: number): void {
    const { code } = this.fn;
    let at = from;
    while (at < to) {
      const layout = LAYOUTS.get(code[at] ?? 0);
      if (!layout) { this.fail(at, `unknown opcode ${code[at]}`); return; }
      const next = code[at + 1] ?? 0;
      if (next <= at || next > to) { this.fail(at, `${layout.name}: next ${next} leaves its region (${from}..${to})`); return; }
      this.checkSpan(at, code[at + 2] ?? -1, code[at + 3] ?? -1);
      this.instruction(at, layout, next);
      at = next;
    }
  }

  private instruction(at: number, layout: Layout, next: number): void {
    const { code } = this.fn;
    const ends: number[] = [];
    let definition = -1;
    let inner = -1;
    let count = 0;
    let p = at + HEADER;
    const operand = (slot: Slot): void => {
      const value = code[p] ?? -2;
      p++;
      if (slot === 'def') definition = value;
      else if (slot === 'inner') inner = value;
      else if (slot === 'end') ends.push(value);
      else if (slot === 'count') count = value;
      else this.value(at, layout, slot, value);
    };
    layout.fixed.forEach(operand);
    for (let i = 0; i < count && p < code.length; i++) layout.repeat?.forEach(operand);
    if (ends.length === 0 && p !== next) this.fail(at, `${layout.name}: operands end at ${p}, next is ${next}`);
    this.regions(at, layout, p, ends, next, inner);
    if (definition !== -1 || layout.fixed[0] === 'def') this.define(at, layout, definition);
    if (code[at] === Op.Break || code[at] === Op.Continue) this.jump(at, code[at + HEADER] ?? -1, code[at] === Op.Continue);
  }

  private regions(at: number, layout: Layout, start: number, ends: readonly number[], next: number, inner: number): void {
    if (ends.length === 0) return;
    if (ends[ends.length - 1] !== next) this.fail(at, `${layout.name}: last region ends at ${ends[ends.length - 1]}, next is ${next}`);
    const op = this.fn.code[at] ?? 0;
    const isTarget = op === Op.Loop || op === Op.Block;
    if (isTarget) this.targets.push(op);
    let from = start;
    for (const end of ends) {
      if (end < from || end > next) { this.fail(at, `${layout.name}: region ${from}..${end} is out of order`); break; }
      const before = [...this.defined];
      this.region(from, end);
      if (inner !== -1) this.use(at, layout, inner);
      this.defined.clear();
      for (const reg of before) this.defined.add(reg);
      from = end;
    }
    if (isTarget) this.targets.pop();
  }

  private value(at: number, layout: Layout, slot: Slot, value: number): void {
    const { module } = this;
    const inTable = (table: readonly unknown[]): boolean => value >= 0 && value < table.length;
    const ok = slot === 'use' || (slot === 'use?' && value !== -1) ? this.use(at, layout, value)
      : slot === 'const' ? inTable(module.consts)
      : slot === 'atom' || (slot === 'atom?' && value !== -1) ? inTable(module.strings)
      : slot === 'type' ? inTable(module.types)
      : slot === 'fn' ? inTable(module.functions)
      : slot === 'class' ? inTable(module.classes)
      : slot === 'start' || slot === 'stop' ? value >= 0 && value <= this.textLength
      : true;
    if (!ok) this.fail(at, `${layout.name}: bad ${slot} operand ${value}`);
  }

  /** True always: an operand's own error is reported here with its register. */
  private use(at: number, layout: Layout, reg: number): boolean {
    if (reg < 0 || reg >= this.fn.nRegs) this.fail(at, `${layout.name}: register ${reg} out of range`);
    else if (!this.vars.has(reg) && !this.defined.has(reg)) this.fail(at, `${layout.name}: temporary ${reg} is read where its definition may not have run`);
    return true;
  }

  private define(at: number, layout: Layout, reg: number): void {
    if (reg < 0 || reg >= this.fn.nRegs) { this.fail(at, `${layout.name}: result register ${reg} out of range`); return; }
    if (this.vars.has(reg)) return;
    if (this.written.has(reg)) this.fail(at, `${layout.name}: temporary ${reg} is written twice`);
    this.written.add(reg);
    this.defined.add(reg);
  }

  private jump(at: number, depth: number, isContinue: boolean): void {
    const target = this.targets[this.targets.length - 1 - depth];
    if (target === undefined) this.fail(at, `jump depth ${depth} leaves the function`);
    else if (isContinue && target !== Op.Loop) this.fail(at, 'continue of a block');
  }

  private checkSpan(at: number, start: number, end: number): void {
    if (start < 0 || end < start || end > this.textLength) this.fail(at, `bad span ${start}..${end}`);
  }

  private fail(at: number, message: string): void { this.errors.push(`${this.fn.qualifiedName || '<module>'}@${at}: ${message}`); }
}
