import { HEADER, Op } from './ir.ts';

/**
 * What one operand word holds.
 * `def` register written · `use` register read · `use?` register or -1 · `inner` register defined in the instruction's own region ·
 * `const`, `atom`, `atom?`, `type`, `fn`, `class` indexes into the module's tables · `end` end of a region ·
 * `count` number of repeated groups · `start`/`stop` source offsets · `number` anything else.
 */
export type Slot =
  | 'def' | 'use' | 'use?' | 'inner' | 'const' | 'atom' | 'atom?' | 'type' | 'fn' | 'class' | 'end' | 'count' | 'start' | 'stop' | 'number';

/** Operands of one opcode: the fixed ones in order, then `count` groups of `repeat`. Regions follow, delimited by the `end` slots. */
export interface Layout { readonly name: string; readonly fixed: readonly Slot[]; readonly repeat?: readonly Slot[] }

const layout = (name: string, fixed: string, repeat?: string): Layout => ({
  name, fixed: words(fixed), ...(repeat === undefined ? {} : { repeat: words(repeat) }),
});
const words = (text: string): Slot[] => (text === '' ? [] : (text.split(' ') as Slot[]));

/** Operand layout of every opcode; the one description that the printer and the validator share. */
export const LAYOUTS: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [Op.Const, layout('const', 'def const')],
  [Op.Move, layout('move', 'def use')],
  [Op.LoadScope, layout('loadScope', 'def number atom')],
  [Op.StoreScope, layout('storeScope', 'number atom use')],
  [Op.Get, layout('get', 'def use atom')],
  [Op.GetIndex, layout('getIndex', 'def use use')],
  [Op.Set, layout('set', 'use atom use')],
  [Op.SetIndex, layout('setIndex', 'use use use')],
  [Op.Delete, layout('delete', 'use atom? use?')],
  [Op.Alloc, layout('alloc', 'def number count', 'use? use number start stop')],
  [Op.Concat, layout('concat', 'def count', 'use start stop')],
  [Op.Binary, layout('binary', 'def number use use')],
  [Op.Unary, layout('unary', 'def number use')],
  [Op.Call, layout('call', 'def number use count', 'number atom? use start stop')],
  [Op.CallMethod, layout('callMethod', 'def number use atom count', 'number atom? use start stop')],
  [Op.Closure, layout('closure', 'def fn count', 'number use')],
  [Op.Class, layout('class', 'def class count', 'use')],
  [Op.Import, layout('import', 'def atom atom?')],
  [Op.ImportStar, layout('importStar', 'atom')],
  [Op.Export, layout('export', 'atom use')],
  [Op.ExportStar, layout('exportStar', 'atom')],
  [Op.Return, layout('return', 'use?')],
  [Op.Yield, layout('yield', 'def use? number')],
  [Op.Throw, layout('throw', 'use?')],
  [Op.If, layout('if', 'use end end')],
  [Op.Loop, layout('loop', 'end number')],
  [Op.Block, layout('block', 'end')],
  [Op.Break, layout('break', 'number')],
  [Op.Continue, layout('continue', 'number')],
  [Op.Try, layout('try', 'end end end')],
  [Op.Next, layout('next', 'def use number')],
  [Op.Slice, layout('slice', 'def use use? use?')],
  [Op.Push, layout('push', 'use use start stop')],
  [Op.Spread, layout('spread', 'use use start stop')],
  [Op.Cast, layout('cast', 'def use type')],
  [Op.Enter, layout('enter', 'def use')],
  [Op.Await, layout('await', 'def use')],
  [Op.Super, layout('super', 'def')],
  [Op.This, layout('this', 'def')],
  [Op.IfMissing, layout('ifMissing', 'use end')],
  [Op.AndThen, layout('andThen', 'def use inner end')],
  [Op.OrElse, layout('orElse', 'def use inner end')],
  [Op.Coalesce, layout('coalesce', 'def use inner end')],
  [Op.Catch, layout('catch', 'def')],
  [Op.Unknown, layout('unknown', 'def atom count', 'use')],
  [Op.Regex, layout('regex', 'def atom atom')],
]);

/** A table by opcode; 0 for those that it does not name. */
export function tableOf(entries: readonly (readonly [op: number, value: number])[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const [op, value] of entries) table[op] = value;
  return table;
}
/** Where the regions of structured instructions begin, counted from the instruction. */
const REGIONS = tableOf([...LAYOUTS].flatMap(([op, { fixed }]) => (fixed.includes('end') ? [[op, HEADER + fixed.length] as const] : [])));
/** First instruction of the regions of a structured instruction, or -1. */
export function regionStart(op: number, pc: number): number { const at = REGIONS[op]!; return at === 0 ? -1 : pc + at; }
/** Where the instruction at `pc` ends and what follows it in the array begins: its own regions, or the next instruction. */
export function instructionEnd(code: Int32Array, pc: number): number { const at = REGIONS[code[pc]!]!; return at === 0 ? code[pc + 1]! : pc + at; }

/** Registers that an instruction reads, and those that its own region defines for it. */
export function registersRead(code: Int32Array, pc: number): readonly number[] {
  const layout = LAYOUTS.get(code[pc]!);
  const found: number[] = [];
  let at = pc + HEADER;
  let count = 0;
  for (const slot of layout?.fixed ?? []) {
    const word = code[at++]!;
    if (slot === 'count') count = word;
    else if ((slot === 'use' || slot === 'use?' || slot === 'inner') && word >= 0) found.push(word);
  }
  for (let i = 0; i < count; i++) for (const slot of layout?.repeat ?? []) {
    const word = code[at++]!;
    if ((slot === 'use' || slot === 'use?') && word >= 0) found.push(word);
  }
  return found;
}
