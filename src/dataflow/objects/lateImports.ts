import type { Place } from '../../base/words.ts';
import type { Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { importValue } from './modules.ts';

interface Import { readonly spec: string; readonly name: string; readonly place: Place }
/** How many modules may hand one on to the next, each of them in the cycle. */
const ROUNDS = 4;

/**
 * What module bodies import from a module of their own cycle that has not got so far. Names of a module are bindings (ECMAScript 16.2.1): a program in which
 * that matters is entered elsewhere, so classes get their bases, and barrels what they hand on, as soon as the cycle is loaded.
 */
export class LateImports {
  private readonly missing = new WeakMap<Frame, Map<number, Import>>();
  private waiting: (() => boolean)[] = [];
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
    if (!wanted) return;
    this.waiting.push(() => {
      const value = importValue(this.e, f, f.mod, wanted.spec, wanted.name, wanted.place);
      if (value.tokens.length === 0) return false;
      use(value);
      return true;
    });
  }
  /** Called when no module is being loaded. */
  settle(): void {
    for (let round = 0; round < ROUNDS && this.waiting.length > 0; round++) {
      const before = this.waiting.length;
      this.waiting = this.waiting.filter((isThere) => !isThere());
      if (this.waiting.length === before) break;
    }
    this.waiting = [];
  }
}
