import type { Place } from '../../base/words.ts';
import type { ModuleInfo } from '../../resolve/program.ts';
import type { Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { importValue } from './modules.ts';

interface Import { readonly spec: string; readonly name: string; readonly place: Place }
/** Something that wants what an import of a body has not got yet. */
interface Wish { readonly f: Frame; readonly wanted: Import; readonly use: (value: Value) => void }

/**
 * What module bodies import from a module of their own cycle that has not got so far. Names of a module are bindings (ECMAScript 16.2.1): a program in which
 * that matters is entered elsewhere, so classes get their bases, and barrels what they hand on, as soon as the module that has it was run.
 */
export class LateImports {
  private readonly missing = new WeakMap<Frame, Map<number, Import>>();
  /** What waits for a module: for its body, or for what it gets itself that late. */
  private readonly waiting = new Map<ModuleInfo, Wish[]>();
  private readonly e: Engine;
  constructor(e: Engine) { this.e = e; }

  /** Notes that a register of a module's body got nothing from an import. */
  note(f: Frame, reg: number, spec: string, name: string, place: Place): void {
    const regs = this.missing.get(f);
    if (regs) regs.set(reg, { spec, name, place }); else this.missing.set(f, new Map([[reg, { spec, name, place }]]));
  }
  /** Has `use` called with the value of the register once it is there, if it is one of these. */
  later(f: Frame, reg: number, use: (value: Value) => void): void {
    const wanted = this.missing.get(f)?.get(reg);
    if (wanted) this.wait({ f, wanted, use });
  }
  private wait(wish: Wish): void {
    const target = this.e.program.resolveImport(wish.wanted.spec, wish.f.mod)?.module;
    if (!target) return;
    for (const m of target.state === 'running' ? [target] : [target, ...runningBehind(target)]) {
      const list = this.waiting.get(m);
      if (!list) this.waiting.set(m, [wish]); else if (!list.includes(wish)) list.push(wish);
    }
  }
  /** Called when the body of a module was run. */
  settle(done: ModuleInfo): void {
    const queue = [done];
    for (let m = queue.pop(); m; m = queue.pop()) {
      const wishes = this.waiting.get(m);
      if (!wishes) continue;
      this.waiting.delete(m);
      for (const wish of wishes) {
        const { f, wanted, use } = wish;
        const value = importValue(this.e, f, f.mod, wanted.spec, wanted.name, wanted.place);
        if (value.tokens.length === 0) { this.wait(wish); continue; }
        use(value);
        queue.push(f.mod);
      }
    }
    if (this.e.loading === 0) this.waiting.clear();
  }
}

/** Modules that a barrel hands on as a whole and that are still being run. */
function runningBehind(barrel: ModuleInfo): readonly ModuleInfo[] {
  const seen = new Set([barrel]);
  for (const m of seen) for (const star of m.stars) seen.add(star);
  return [...seen].filter((m) => m.state === 'running');
}
