import type { Place } from '../../base/words.ts';
import { HEADER, Op, type FunctionIR } from '../../ir/ir.ts';
import type { Fact, Origin } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import { VARIABLE_KEY, definitionsOf, originKey, refinePath, type Frame } from '../frame.ts';
import { calleeName } from '../tools/approvals.ts';
import { writersOf } from './writers.ts';
import { pathOf } from '../library/files.ts';
import { originOf } from './guards.ts';

/**
 * Files whose content was compared with a digest that was written down before. The content has no name of its own, so the
 * variable that names the file stands for it: what calls make of that variable from then on is what somebody has vouched for.
 */
const FILE = '\u0001file:';

/** Methods of a path or of an open file that give its content, and functions that are handed a path for that. */
const CONTENT_OF_BASE = new Set(['read_bytes', 'read_text', 'read', 'readall', 'readlines', 'getbuffer', 'getvalue']);
const CONTENT_OF_ARGUMENT = new Set(['readFileSync', 'readFile', 'createReadStream', 'readAllBytes', 'readString', 'newInputStream', 'ReadAllBytes', 'ReadAllBytesAsync', 'OpenRead']);
const OPENING = new Set(['open']);
const SAME_CONTENT = new Set(['encode', 'decode', 'strip', 'splitlines']);
const PATHS = new Set(['Path', 'PurePath', 'str', 'fspath']);
const MAX_DEPTH = 12;

/** One instruction that gives the value of a register: its own, or that of the only assignment of a variable. */
function giving(f: Frame, reg: number): number {
  const pc = reg < 0 ? -1 : definitionsOf(f.fn)[reg]!;
  if (pc >= 0) return pc;
  const writers = reg < 0 ? [] : writersOf(f.fn).get(reg);
  return writers.length === 1 ? writers[0]!.pc : -1;
}

interface Called { readonly name: string; readonly base: number; readonly args: readonly number[] }
function called(f: Frame, pc: number): Called | null {
  const code = f.fn.code, a = pc + HEADER;
  const isMethod = code[pc] === Op.CallMethod;
  if (!isMethod && code[pc] !== Op.Call) return null;
  const at = a + (isMethod ? 4 : 3);
  const args = Array.from({ length: code[at]! }, (_one, i) => code[at + 1 + i * ARGUMENT + 2]!);
  return { name: isMethod ? f.mod.ir.strings[code[a + 3]!]! : calleeName(f, code[a + 2]!).split('.').pop()!, base: isMethod ? code[a + 2]! : -1, args };
}
/** Words of an argument of a call: kind, name, register, place. */
const ARGUMENT = 5;

/** The variable that names a file, from a register that holds its path. */
function pathOrigin(f: Frame, reg: number, depth = 0): Origin | null {
  const own = originOf(f, reg);
  const pc = depth < MAX_DEPTH ? giving(f, reg) : -1;
  const c = pc >= 0 ? called(f, pc) : null;
  if (c && PATHS.has(c.name) && c.args.length === 1) return pathOrigin(f, c.args[0]!, depth + 1);
  // A path that is written down stands for itself.
  const written = own ? undefined : pathOf(f.regs[reg]);
  return written === undefined ? own : { frame: f.id, root: `p:${written}`, fields: [] };
}

/** The variable that names the file of which a register holds the content, or which it has open. */
export function fileOrigin(f: Frame, reg: number, depth = 0): Origin | null {
  const pc = depth < MAX_DEPTH ? giving(f, reg) : -1;
  if (pc < 0) return null;
  const code = f.fn.code, a = pc + HEADER;
  if (code[pc] === Op.Move || code[pc] === Op.Await || code[pc] === Op.Enter || code[pc] === Op.Cast) return fileOrigin(f, code[a + 1]!, depth + 1);
  const c = called(f, pc);
  if (!c) return null;
  if (OPENING.has(c.name)) return c.base >= 0 && c.args.length < 2 && !isModule(f, c.base) ? pathOrigin(f, c.base) : c.args.length ? pathOrigin(f, c.args[0]!) : null;
  if (CONTENT_OF_ARGUMENT.has(c.name)) return c.args.length ? pathOrigin(f, c.args[0]!) : null;
  if (SAME_CONTENT.has(c.name)) return fileOrigin(f, c.base, depth + 1);
  if (!CONTENT_OF_BASE.has(c.name) || c.base < 0) return null;
  return fileOrigin(f, c.base, depth + 1) ?? pathOrigin(f, c.base);
}
const isModule = (f: Frame, reg: number): boolean => f.regs[reg]?.tokens.some((t) => t.t === 'api' && /^(io|codecs|gzip)$/.test(t.node.path)) === true;

/** The same for a hash that content was fed to: by what it was made of, by what it was updated with, or by the only file that its function opens. */
export function hashedFile(f: Frame, reg: number): Origin | null {
  const own = fileOrigin(f, reg);
  if (own) return own;
  const pc = giving(f, reg);
  let maker = pc >= 0 ? called(f, pc) : null;
  if (!maker && pc >= 0 && f.fn.code[pc] === Op.Move) { const inner = giving(f, f.fn.code[pc + HEADER + 1]!); maker = inner >= 0 ? called(f, inner) : null; }
  for (const arg of maker?.args ?? []) { const o = fileOrigin(f, arg) ?? originOf(f, arg); if (o) return o; }
  const opened = writersOf(f.fn).all().flatMap((at) => {
    const c = called(f, at);
    return c && (OPENING.has(c.name) || CONTENT_OF_ARGUMENT.has(c.name)) ? [at] : [];
  });
  // Content that came from elsewhere stands for itself.
  if (opened.length !== 1) return maker ? null : originOf(f, reg);
  const c = called(f, opened[0]!)!;
  // A path that is put together has no name either.
  return (OPENING.has(c.name) && c.base >= 0 && c.args.length < 2 && !isModule(f, c.base) ? pathOrigin(f, c.base) : c.args.length ? pathOrigin(f, c.args[0]!) : null) ?? originOf(f, reg);
}

/** What a register that no variable holds is known by: the instruction that gives it. */
const temporary = (f: Frame, reg: number): Origin | null => { const pc = giving(f, reg); return pc < 0 ? null : { frame: f.id, root: `t${pc}`, fields: [] }; };
/** What a register holds, the file that it names, or a field below it, is what somebody has vouched for. */
export function noteChecked(f: Frame, reg: number, mask: number, fields: readonly string[]): void {
  const o = originOf(f, reg) ?? temporary(f, reg);
  if (o) refinePath(f, FILE + originKey({ ...o, fields: [...o.fields, ...fields] }), mask);
}
/** The content that a register holds, of a file or from elsewhere, is what somebody has signed. */
export function noteSigned(f: Frame, reg: number, mask: number): void {
  const o = hashedFile(f, reg) ?? temporary(f, reg);
  if (o) refinePath(f, FILE + originKey(o), mask);
}
/** A digest of the file was what it should be. */
export function noteCheckedFile(f: Frame, fact: Fact): void { refinePath(f, FILE + originKey(fact.origin), fact.mask); }

/** Functions that go on only where something was what it should be: what they fetch is what somebody has vouched for. */
const checking = new WeakMap<Engine, Map<string, Set<FunctionIR>>>();
export function noteChecking(e: Engine, f: Frame): void {
  let files = checking.get(e);
  if (!files) checking.set(e, files = new Map());
  let known = files.get(f.mod.file);
  if (!known) files.set(f.mod.file, known = new Set());
  known.add(f.fn);
}
/** Whether a call stands in such a function. */
export function isCheckedAt(e: Engine, place: Place): boolean {
  for (const { span } of checking.get(e)?.get(place.file) ?? []) if (span.start <= place.start && place.end <= span.end) return true;
  return false;
}

const UNPACKING = new Set(['extractall', 'extract', 'unpack_archive', 'copy', 'copy2', 'copyfile', 'copytree', 'move']);
/** What is unpacked from a checked file, or copied, is checked too. */
export function noteUnpacked(f: Frame, name: string, args: readonly { readonly reg: number }[], mask: number): void {
  if (!UNPACKING.has(name)) return;
  for (const a of args) { const o = a.reg >= 0 ? pathOrigin(f, a.reg) : null; if (o) refinePath(f, FILE + originKey(o), mask); }
}

/** Dangers that are gone from what a call made of files that were checked; 0 where none was. */
export function checkedMask(f: Frame, base: number, args: readonly { readonly reg: number }[]): number {
  if (!f.refined || ![...f.refined.keys()].some((k) => k.startsWith(FILE))) return 0;
  let mask = base >= 0 ? maskOf(f, base, 0) : 0;
  for (const a of args) if (a.reg >= 0) mask |= maskOf(f, a.reg, 0);
  return mask;
}
/** What is known of an object of which a part was checked: the body of an answer stands for the answer. */
function ofPart(f: Frame, key: string): number | undefined {
  for (const [known, mask] of f.refined!) if (known.startsWith(`${key}\0`)) return mask;
  return undefined;
}
/** `fields`: what was read from the value of the register on the way here. */
function maskOf(f: Frame, reg: number, depth: number, fields: readonly string[] = NO_FIELDS): number {
  for (const o of [pathOrigin(f, reg), temporary(f, reg)]) {
    const own = o ? f.refined!.get(FILE + originKey(o)) ?? (fields.length > 0 ? f.refined!.get(FILE + originKey({ ...o, fields: [...o.fields, ...fields] })) : ofPart(f, FILE + originKey(o))) : undefined;
    if (own) return own;
  }
  const pc = depth < MAX_DEPTH ? giving(f, reg) : -1;
  if (pc < 0) return 0;
  const code = f.fn.code, a = pc + HEADER;
  switch (code[pc]) {
    case Op.Get: return maskOf(f, code[a + 1]!, depth + 1, [f.mod.ir.strings[code[a + 2]!]!, ...fields]);
    case Op.Move: case Op.Await: case Op.Enter: case Op.Cast: case Op.GetIndex: case Op.Next: return maskOf(f, code[a + 1]!, depth + 1, fields);
    case Op.Call: case Op.CallMethod: {
      const c = called(f, pc)!;
      let mask = c.base >= 0 ? maskOf(f, c.base, depth + 1, fields) : 0;
      for (const arg of c.args) mask |= maskOf(f, arg, depth + 1, fields);
      return mask;
    }
    default: return 0;
  }
}

const NO_FIELDS: readonly string[] = [];
/** What had been checked at every end of an activation so far. */
const checkedAtEnds = new WeakMap<Frame, Map<string, number>>();
export function noteCheckedAtEnd(f: Frame): void {
  const before = checkedAtEnds.get(f);
  const now = new Map<string, number>();
  for (const [key, mask] of f.refined ?? []) {
    const both = mask & (before ? before.get(key) ?? 0 : mask);
    if (both) now.set(key, both);
  }
  checkedAtEnds.set(f, now);
}

/** Facts of the ends of a function about files, content and fields that its parameters hold: it came to its end only because they were checked. */
export function checkedParameters(f: Frame, fn: FunctionIR): readonly { readonly param: number; readonly fields: readonly string[]; readonly mask: number; readonly isFile: boolean }[] {
  const found = checkedAtEnds.get(f);
  if (!found?.size) return [];
  return [...found].flatMap(([key, mask]) => {
    const isFile = key.startsWith(FILE);
    const [root, ...fields] = (isFile ? key.slice(FILE.length) : key).split('\0');
    const param = fn.params.findIndex((p) => root === `r${p.reg}`);
    return param < 0 || (!isFile && fields.length === 0) || fields.some((x) => x.startsWith(VARIABLE_KEY)) ? [] : [{ param, fields, mask, isFile }];
  });
}
