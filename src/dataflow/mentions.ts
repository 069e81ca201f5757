import { HEADER, Op, type FunctionIR, type ModuleIR, type TypeRef } from '../ir/ir.ts';
import { instructionEnd } from '../ir/layout.ts';

/** Mentions of a function: the number of each name, times two; odd where some object is asked for it. */
export type Mentions = Int32Array;

/** What the name of a default import is told by: the import has none of its own. */
const DEFAULT_OF = 'default of ';

/**
 * The names that a module mentions, by number: its strings first, then what only types, annotations and default imports have. What a name means is
 * asked once a module and not once a function, so that functions are compared by numbers.
 */
export class ModuleNames {
  readonly ir: ModuleIR;
  private readonly others: string[] = [];
  private readonly otherIds = new Map<string, number>();
  private readonly mentioned = new Map<FunctionIR, Mentions>();
  /** What has been seen of each name while one function is looked at: 1 the name, 2 that it is asked of an object. */
  private seen = new Uint8Array(0);

  constructor(ir: ModuleIR) { this.ir = ir; }

  /** How many numbers have been given so far. */
  get size(): number { return this.ir.strings.length + this.others.length; }
  name(id: number): string { return id < this.ir.strings.length ? this.ir.strings[id]! : this.others[id - this.ir.strings.length]!; }
  /** The module whose default export a name stands for, if it does. */
  defaultOf(id: number): string | undefined { const name = id < this.ir.strings.length ? '' : this.name(id); return name.startsWith(DEFAULT_OF) ? name.slice(DEFAULT_OF.length) : undefined; }

  /** Names that a function reads, calls or is annotated with, those of its inner functions included; each once. */
  mentions(fn: FunctionIR): Mentions {
    let known = this.mentioned.get(fn);
    if (!known) this.mentioned.set(fn, known = this.distinct(this.found(fn)));
    return known;
  }

  private found(fn: FunctionIR): number[] {
    const { strings } = this.ir;
    const out: number[] = [];
    const type = (t: TypeRef | undefined): void => { if (!t) return; out.push(2 * this.other(lastName(t.name))); t.args?.forEach(type); };
    for (const p of fn.params) { type(p.type); p.annotations?.forEach((a) => out.push(2 * this.other(a.name))); }
    for (const { name } of fn.annotations) out.push(2 * this.other(lastName(name)));
    const { code } = fn;
    for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) {
      const a = pc + HEADER;
      switch (code[pc]) {
        case Op.LoadScope: out.push(2 * code[a + 2]!); break;
        case Op.Get: out.push(2 * code[a + 2]! + 1); break;
        case Op.CallMethod: out.push(2 * code[a + 3]! + 1); break;
        case Op.Set: out.push(2 * code[a + 1]! + 1); break;
        case Op.Import: if (code[a + 2]! >= 0) out.push(2 * (strings[code[a + 2]!] === 'default' ? this.other(DEFAULT_OF + strings[code[a + 1]!]!) : code[a + 2]!)); break;
        case Op.Closure: { const inner = this.ir.functions[code[a + 1]!]; if (inner && inner !== fn) for (const mention of this.mentions(inner)) out.push(mention); break; }
      }
    }
    return out;
  }

  private distinct(found: readonly number[]): Mentions {
    if (this.seen.length < this.size) this.seen = new Uint8Array(this.size);
    const { seen } = this;
    const ids: number[] = [];
    for (const mention of found) {
      const id = mention >> 1, before = seen[id]!;
      if (before === 0) ids.push(id);
      seen[id] = before | 1 | (mention & 1) << 1;
    }
    const out = new Int32Array(ids.length);
    ids.forEach((id, i) => { out[i] = 2 * id + (seen[id]! >> 1); seen[id] = 0; });
    return out;
  }

  /** The number of a name that may not be among the strings. It may be there, too: then the name has two. */
  private other(name: string): number {
    let id = this.otherIds.get(name);
    if (id === undefined) { this.otherIds.set(name, id = this.ir.strings.length + this.others.length); this.others.push(name); }
    return id;
  }
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
