import { HEADER, Op, type ModuleIR } from '../../ir/ir.ts';
import { instructionEnd } from '../../ir/layout.ts';
import type { ApiNode } from '../../resolve/api.ts';
import type { ModuleInfo } from '../../resolve/program.ts';

/**
 * Whether a name is one that neither the language has nor anything in the module defines: reading it raises, so nothing comes back
 * from a call of it. Only for languages with a closed set of such names, and modules that show all of theirs.
 */
export function isUndefined(mod: ModuleInfo, name: string): boolean {
  const { builtinNames } = mod.profile;
  return builtinNames !== undefined && !builtinNames.has(name) && definedIn(mod.ir)?.has(name) === false;
}
/** What an undefined name gives. */
export const undefinedPoint = (mod: ModuleInfo, name: string): ApiNode => mod.trie.point(mod.profile.builtinRoot, name);
/** Whether a point of a library is what an undefined name gave. */
export function isUndefinedPoint(mod: ModuleInfo, node: ApiNode): boolean {
  return mod.profile.builtinNames !== undefined && node.root === mod.profile.builtinRoot && node.rows.length === 0 && isUndefined(mod, node.path.slice(node.root.length + 1));
}

const defined = new WeakMap<ModuleIR, ReadonlySet<string> | null>();
/** Names that a module stores anywhere; null: some may come from elsewhere, by a star import or by code that is made at run time. */
function definedIn(ir: ModuleIR): ReadonlySet<string> | null {
  let names = defined.get(ir);
  if (names === undefined) defined.set(ir, names = ir.errors.length > 0 ? null : namesIn(ir));
  return names;
}
function namesIn(ir: ModuleIR): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const fn of ir.functions) {
    if (!fn) continue;
    for (let pc = 0; pc < fn.code.length; pc = instructionEnd(fn.code, pc)) {
      const a = pc + HEADER;
      switch (fn.code[pc]) {
        case Op.ImportStar: return null;
        case Op.StoreScope: names.add(ir.strings[fn.code[a + 1]!]!); break;
        case Op.LoadScope: if (MAKES_NAMES.has(ir.strings[fn.code[a + 2]!]!)) return null; break;
      }
    }
  }
  return names;
}
/** Built-in functions by which a program can give itself names. */
const MAKES_NAMES = new Set(['globals', 'locals', 'vars', 'exec', 'get_ipython']);
