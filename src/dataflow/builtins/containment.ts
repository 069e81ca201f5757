import { sinkBit } from '../../base/words.ts';
import { HEADER, Op } from '../../ir/ir.ts';
import { singleConst, receivers, type Fact, type Token, type Value } from '../../resolve/value.ts';
import { calleeName } from '../tools/approvals.ts';
import { writersOf } from '../code/writers.ts';
import { definitionsOf, type Frame } from '../frame.ts';
import { EGRESS, originOf } from '../code/guards.ts';
import { returnedParameter } from '../calls/passedOn.ts';

const PATH = sinkBit('path');
/** Calls whose result has no steps upward left in it. */
const RESOLVING = new Set(['realpath', 'realpathSync', 'abspath', 'normpath', 'resolve', 'normalize', 'toRealPath', 'getCanonicalPath', 'GetFullPath']);
/** Calls that give the way from a base to a path. */
const RELATIVE = new Set(['relative', 'relpath', 'GetRelativePath', 'relativize']);

/** A whole origin, up to the slash that ends it. */
const ORIGIN = /^https?:\/\/[^/?#@]+\//;

/**
 * Facts of `text.startsWith(prefix)`: a resolved path that begins with a folder is in it; one whose way from a folder begins with `..` is not;
 * an address that begins with an origin leads there.
 */
export function prefixFacts(f: Frame, reg: number, prefix: Value): Fact[] {
  const text = singleConst(prefix);
  if (prefix.labels.length > 0 || text === '') return [];
  if (typeof text === 'string' && ORIGIN.test(text)) {
    const address = originOf(f, reg);
    return address ? [{ origin: address, when: true, mask: EGRESS }] : [];
  }
  const call = callBehind(f, reg);
  if (!call) return [];
  if (text === '..' || text === '../') {
    // Both the target and the way to it: from the folder, that leads to nothing outside.
    const inside = RELATIVE.has(call.name) ? [originOf(f, call.args[call.name === 'relpath' ? 0 : 1] ?? -1), originOf(f, reg)] : [];
    return inside.flatMap((origin) => origin ? [{ origin, when: false, mask: PATH }] : []);
  }
  const own = RESOLVING.has(call.name) ? originOf(f, reg) : null;
  return own ? [{ origin: own, when: true, mask: PATH }] : [];
}

/** Facts of `target === folder`: a resolved path that is one of the program's own leads nowhere else. `equal`: where the comparison holds. */
export function samePathFacts(f: Frame, reg: number, other: Value, equal: boolean): Fact[] {
  if (other.labels.length > 0 || !RESOLVING.has(callBehind(f, reg)?.name ?? '')) return [];
  const own = originOf(f, reg);
  return own ? [{ origin: own, when: equal, mask: PATH }] : [];
}

/** Members of standard libraries that are the character between the names of a path. */
const SEPARATORS = /\.(sep|separator|separatorChar|DirectorySeparatorChar)$/;
/** The same as a text and as the number of the character. */
const isSlash = (t: Token): boolean => t.t === 'const' && (t.value === '/' || t.value === 0x2f);

/** Whether a value is what stands between the names of a path, or a collection of characters with it. */
export function hasSeparator({ tokens, labels }: Value): boolean {
  return labels.length === 0 && tokens.length > 0 && tokens.every((t) => isSlash(t) || (t.t === 'api' && SEPARATORS.test(t.node.path))
    || (t.t === 'obj' && [...t.obj.cells.values()].some((cell) => cell.value.tokens.some(isSlash))));
}
/** Facts of asking whether a text has such a character, where `found` says that it has: a name without one stays in its folder. */
export function separatorFacts(f: Frame, reg: number, sought: Value, found: boolean): Fact[] {
  const name = hasSeparator(sought) ? originOf(f, reg) : null;
  return name ? [{ origin: name, when: !found, mask: PATH }] : [];
}

/** The call whose result a register holds: itself, or as a variable that is set once. */
function callBehind(f: Frame, reg: number, depth = 0): { readonly name: string; readonly args: readonly number[] } | undefined {
  if (reg < 0 || depth > 6) return undefined;
  const { code } = f.fn;
  const writers = writersOf(f.fn).get(reg);
  const pc = definitionsOf(f.fn)[reg]! >= 0 ? definitionsOf(f.fn)[reg]! : writers.length === 1 ? writers[0]!.pc : -1;
  if (pc < 0) return undefined;
  const a = pc + HEADER;
  switch (code[pc]) {
    case Op.Move: case Op.Await: case Op.Cast: return callBehind(f, code[a + 1]!, depth + 1);
    case Op.Call: {
      // Through a function of the project that gives its argument back.
      const [callee, ...others] = f.regs[code[a + 2]!]?.tokens ?? [];
      const passed = callee?.t === 'fn' && others.length === 0 && !callee.bound ? returnedParameter(callee.fn) - receivers(callee) : -1;
      if (passed >= 0) return callBehind(f, argumentsAt(code, a + 3)[passed] ?? -1, depth + 1);
      return { name: calleeName(f, code[a + 2]!).split('.').pop() ?? '', args: argumentsAt(code, a + 3) };
    }
    case Op.CallMethod: return { name: f.mod.ir.strings[code[a + 3]!]!, args: argumentsAt(code, a + 4) };
    default: return undefined;
  }
}
const argumentsAt = (code: Int32Array, at: number): readonly number[] => Array.from({ length: code[at]! }, (_, i) => code[at + 1 + i * 5 + 2]!);
