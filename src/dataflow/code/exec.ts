import { isAnswered } from '../tools/pendingAnswers.ts';
import type { Place } from '../../base/words.ts';
import { methodsNamedLike } from '../objects/namedMethods.ts';
import { ArgKind, CallFlag, EntryFlag, HEADER, IterKind, Op } from '../../ir/ir.ts';
import { CALL, ELEMENT } from '../../resolve/api.ts';
import { flagFacts } from './discriminants.ts';
import { returnedAtEnd } from '../builtins/generators.ts';
import { BASE, KEYS, LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, constants, isNothing, join, joinAll, ofLabels, ofToken, ofTokens, singleConst, truth, withFacts, withLabels, type Token, type Value } from '../../resolve/value.ts';
import { unnamed, callMethod, callValue, type Argument } from '../calls/calls.ts';
import { castTo } from '../objects/types.ts';
import { addBases, defineClass } from '../objects/classes.ts';
import { removeField, setElement } from './cleared.ts';
import { isUndefined, undefinedPoint } from '../calls/undefinedNames.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, elements, noteKey, pushElement, readField, stepVerdict, touch, writeField } from '../objects/fields.ts';
import { dictionaryEntry } from '../builtins/linq.ts';
import { regionStart } from '../../ir/layout.ts';
import { Exit, applyRefined, definitionsOf, forget, forgetField, noteGiven, placeAt, regOf, saveEnv, type Frame } from '../frame.ts';
import { deepClear, guardFacts } from '../library/rows.ts';
import { checkedMask, noteUnpacked, noteCheckedAtEnd } from './checkedFiles.ts';
import { isMemberKey, keyOf, originOf } from './guards.ts';
import { importValue, libraryValue, loadModule } from '../objects/modules.ts';
import { findMethod } from '../../resolve/program.ts';
import { awaited, caught, pairs, tupleOf } from '../builtins/builtins.ts';
import { asksTable, ofTable } from '../builtins/tables.ts';
import { binary, concat, unary } from './operators.ts';
import { answerBehind, calleeName, noteShown } from '../tools/approvals.ts';
import { answersWritten } from '../tools/consent.ts';
import { assignedEffects, questionEffect } from '../tools/effects.ts';
import { keepAnswer, keepAnswerIn, readAnswer, readAnswerIn, throughAccessor } from '../tools/keptAnswers.ts';
import { FORMAT, LEAVES, enter, formatted, leave, setItem } from './ownMethods.ts';
import { leaveLoop, structured } from './regions.ts';
import { starName } from '../objects/fields.ts';
import { calledHere, writtenNames } from '../library/userRules.ts';

/** Runs the instructions in `[pc, end)`. Returns false when the end is not reached (return, throw, break, continue). */
export function run(e: Engine, f: Frame, pc: number, end: number): boolean {
  const code = f.fn.code;
  while (pc < end) {
    e.tick();
    e.budget--;
    const op = code[pc]!;
    const next = code[pc + 1]!;
    const inner = regionStart(op, pc);
    if (inner >= 0) { if (!(e.probe ? e.probe.inside(placeAt(f, pc), () => structured(e, f, op, pc, inner, next)) : structured(e, f, op, pc, inner, next))) return false; }
    else if (!(e.probe ? e.probe.observe(e, f, pc, () => simple(e, f, op, pc, pc + HEADER)) : simple(e, f, op, pc, pc + HEADER))) return false;
    pc = next;
  }
  return true;
}

const text = (f: Frame, id: number): string => f.mod.ir.strings[id]!;

function define(f: Frame, d: number, v: Value): void { f.regs[d] = v; }

function simple(e: Engine, f: Frame, op: number, pc: number, a: number): boolean {
  const code = f.fn.code;
  const d = code[a]!;
  switch (op) {
    case Op.Const: define(f, d, e.constant(f.mod.ir.consts[code[a + 1]!]!)); return true;
    case Op.Regex: define(f, d, ofToken(e.regexToken(text(f, code[a + 1]!), text(f, code[a + 2]!)))); return true;
    case Op.Move: if (f.refined) forget(f, 'r' + d); define(f, d, named(e, f, pc, d, undefined, regOf(f, code[a + 1]!))); return true;
    case Op.LoadScope: {
      const name = text(f, code[a + 2]!);
      define(f, d, named(e, f, pc, d, undefined, loadScope(e, f, code[a + 1]!, name, placeAt(f, pc))));
      readAnswer(e, f, scopeAt(f, code[a + 1]!), name, pc);
      return true;
    }
    case Op.StoreScope: {
      const name = text(f, code[a + 1]!);
      if (f.refined) forget(f, `s${d}:${name}`);
      const scope = scopeAt(f, d);
      if (scope) { e.heap.write(scope, name, regOf(f, code[a + 2]!), placeAt(f, pc)); keepAnswer(e, f, scope, name, code[a + 2]!, placeAt(f, pc)); }
      return true;
    }
    case Op.Get: {
      const name = text(f, code[a + 2]!);
      const v = named(e, f, pc, code[a + 1]!, name, readField(e, f, regOf(f, code[a + 1]!), name, placeAt(f, pc), false));
      if (v.tokens.some((t) => t.t === 'api' && t.node.rows.some((r) => 'approval' in r.row))) f.answers.set(pc, f.names);
      readAnswerIn(e, f, regOf(f, code[a + 1]!), name, pc);
      const base = regOf(f, code[a + 1]!);
      const flags = base.tokens.length > 1 ? flagFacts(base, name, originOf(f, d)) : [];
      const told = toldBy(e, f, flags.length ? withFacts(v, [...(v.facts ?? []), ...flags]) : v, code[a + 1]!, placeAt(f, pc));
      define(f, d, f.refined ? ofCheckedFiles(e, f, code[a + 1]!, '', [], applyRefined(f, originOf(f, d), told)) : told);
      return true;
    }
    case Op.GetIndex: define(f, d, index(e, f, pc, d, regOf(f, code[a + 1]!), regOf(f, code[a + 2]!))); return true;
    case Op.Set: {
      const name = text(f, code[a + 1]!);
      const v = regOf(f, code[a + 2]!);
      if (f.refined) forget(f, 'r' + d);
      openObject(e, f, d, v, placeAt(f, pc));
      e.onAssign(f, regOf(f, d), name, v, placeAt(f, pc));
      assignedEffects(e, f, regOf(f, d), name, v, placeAt(f, pc));
      writeField(e, f, regOf(f, d), name, v, placeAt(f, pc));
      keepAnswerIn(e, f, regOf(f, d), name, code[a + 2]!, placeAt(f, pc));
      if (name.toLowerCase() === 'value') setElement(e, f, d, v, placeAt(f, pc));
      return true;
    }
    case Op.SetIndex: {
      const key = regOf(f, code[a + 1]!), v = regOf(f, code[a + 2]!);
      const k = keyOf(key);
      openObject(e, f, d, v, placeAt(f, pc));
      if (f.refined) forgetField(f, originOf(f, d), k);
      e.onAssign(f, regOf(f, d), k, v, placeAt(f, pc));
      answersWritten(e, f, regOf(f, d), v, code[a + 2]!, placeAt(f, pc));
      writeField(e, f, setItem(e, f, regOf(f, d), key, v, placeAt(f, pc)), k, v, placeAt(f, pc));
      if (k === undefined) noteKey(e, regOf(f, d), key, () => true);
      return true;
    }
    case Op.Delete: {
      const key = code[a + 1]! >= 0 ? text(f, code[a + 1]!) : keyOf(regOf(f, code[a + 2]!));
      for (const t of regOf(f, d).tokens) if (t.t === 'obj' && key !== undefined) removeField(e, t.obj, key, placeAt(f, pc));
      return true;
    }
    case Op.Alloc: define(f, d, alloc(e, f, pc, a)); return true;
    case Op.Concat: {
      const n = code[a + 1]!;
      const parts: Value[] = [], places: Place[] = [];
      for (let i = 0; i < n; i++) { const at = a + 2 + i * 3; parts.push(regOf(f, code[at]!)); places.push({ file: f.mod.file, start: code[at + 1]!, end: code[at + 2]! }); }
      define(f, d, concat(e, f, parts, places, placeAt(f, pc)));
      return true;
    }
    case Op.Binary: define(f, d, binary(e, f, code[a + 1]!, code[a + 2]!, code[a + 3]!, placeAt(f, pc))); return true;
    case Op.Unary: define(f, d, unary(e, code[a + 1]!, regOf(f, code[a + 2]!))); return true;
    case Op.Call: {
      const flags = code[a + 1]!;
      e.asking = e.gone = e.back = false;
      const given = args(e, f, a + 3);
      const callee = regOf(f, code[a + 2]!);
      const v = ofCheckedFiles(e, f, -1, f.refined ? calleeName(f, code[a + 2]!) : '', given, callValue(e, f, callee, given, placeAt(f, pc), flags));
      define(f, d, e.user ? calledHere(e, f, code[a + 2]!, undefined, given, placeAt(f, pc), v) : v);
      if (e.asking || (e.namesApprovals && e.isApproval(calleeName(f, code[a + 2]!)))) answered(e, f, pc, given);
      return callee.top || !stopsHere(e, f, flags);
    }
    case Op.CallMethod: {
      const base = regOf(f, code[a + 2]!);
      e.asking = e.gone = e.back = false;
      const name = text(f, code[a + 3]!), given = args(e, f, a + 4);
      if (name === FORMAT && given.length === 1) { define(f, d, formatted(e, f, base, given[0]!, placeAt(f, pc))); return true; }
      // The end of a `with` statement matters where the program says what happens there.
      if (LEAVES.has(name) && given.length === 0) { define(f, d, UNKNOWN); leave(e, f, base, name, placeAt(f, pc)); return true; }
      const v = ofCheckedFiles(e, f, code[a + 2]!, name, given, callMethod(e, f, base, code[a + 2]!, name, given, placeAt(f, pc), code[a + 1]! | awaits(code, code[pc + 1]!, d)));
      define(f, d, e.user ? calledHere(e, f, code[a + 2]!, name, given, placeAt(f, pc), v) : v);
      if (e.asking || (e.namesApprovals && e.isApproval(calleeName(f, code[a + 2]!, text(f, code[a + 3]!))))) answered(e, f, pc, given);
      throughAccessor(e, f, base, name, given.map(({ reg }) => reg), pc, placeAt(f, pc));
      return base.tokens.length === 0 || base.labels.length > 0 || !stopsHere(e, f, code[a + 1]!);
    }
    case Op.Closure: {
      const fn = f.mod.ir.functions[code[a + 1]!]!;
      const n = code[a + 2]!;
      let defaults: Map<number, Value> | null = null;
      for (let i = 0; i < n; i++) {
        (defaults ??= new Map()).set(code[a + 3 + i * 2]!, regOf(f, code[a + 4 + i * 2]!));
        if (isGivenByLibrary(f, code[a + 4 + i * 2]!)) noteGiven(defaults, code[a + 3 + i * 2]!);
      }
      define(f, d, ofToken(e.fnToken(f.mod, fn, f.scope, fn.kind === 'lambda' ? f.self : null, defaults, null)));
      return true;
    }
    case Op.Class: {
      const n = code[a + 2]!;
      const bases: Value[] = [];
      for (let i = 0; i < n; i++) bases.push(regOf(f, code[a + 3 + i]!));
      const made = defineClass(e, f, f.mod.ir.classes[code[a + 1]!]!, bases);
      for (let i = 0; i < n; i++) e.late.later(f, code[a + 3 + i]!, (base) => { for (const t of made.tokens) if (t.t === 'class') addBases(t.cls, base); });
      define(f, d, made);
      return true;
    }
    case Op.Import: {
      const spec = text(f, code[a + 1]!), name = code[a + 2]! >= 0 ? text(f, code[a + 2]!) : undefined;
      const value = importValue(e, f, f.mod, spec, name, placeAt(f, pc));
      if (value.tokens.length === 0 && name !== undefined && f.fn.index === 0 && f.mod.profile.exportTable) e.late.note(f, d, spec, name, placeAt(f, pc));
      define(f, d, value);
      return true;
    }
    case Op.ImportStar: importStar(e, f, text(f, d), placeAt(f, pc)); return true;
    case Op.ExportStar: importStar(e, f, text(f, d), placeAt(f, pc)); return true;
    case Op.Export: {
      const name = text(f, d);
      e.heap.write(f.mod.exports, name, regOf(f, code[a + 1]!), placeAt(f, pc));
      e.late.later(f, code[a + 1]!, (value) => e.heap.write(f.mod.exports, name, value, placeAt(f, pc)));
      return true;
    }
    case Op.Return: {
      const v = d >= 0 ? regOf(f, d) : e.constant(null);
      e.onReturn(f, v, d >= 0 ? d : -1, placeAt(f, pc));
      f.ret = join(f.ret, v);
      f.returned = true;
      f.exits |= Exit.returned;
      const behind = answerBehind(f, d);
      if (behind) questionEffect(f, behind, placeAt(f, pc));
      f.answered.value ||= behind !== null || (f.asked && singleConst(v) !== undefined);
      noteExit(f, v);
      return false;
    }
    // What the exception holds is noted now: a branch that ends here takes its writes back.
    case Op.Throw: if (d >= 0) f.thrown = join(f.thrown, regOf(f, d)); f.exits |= Exit.threw; if (f.asked) f.answered.refused = true; return false;
    case Op.Yield: {
      const src = code[a + 1]!;
      const v = src >= 0 ? regOf(f, src) : e.constant(null);
      const given = code[a + 2] ? iterate(e, f, v, IterKind.values, placeAt(f, pc)) : v;
      e.onReturn(f, given, src, placeAt(f, pc));
      f.yields = join(f.yields ?? NOTHING, given);
      define(f, d, code[a + 2] ? returnedAtEnd(v) : UNKNOWN);
      return true;
    }
    case Op.Break: case Op.Continue: leaveLoop(e, f, d, op === Op.Continue); return false;
    case Op.Next: define(f, d, iterate(e, f, regOf(f, code[a + 1]!), code[a + 2]!, placeAt(f, pc))); return true;
    case Op.Slice: define(f, d, slice(e, f, pc, regOf(f, code[a + 1]!), code[a + 2]!, code[a + 3]!)); return true;
    case Op.Push: {
      const place = { file: f.mod.file, start: code[a + 2]!, end: code[a + 3]! };
      for (const t of regOf(f, d).tokens) if (t.t === 'obj') pushElement(e, t.obj, regOf(f, code[a + 1]!), place);
      return true;
    }
    case Op.Spread: {
      const place = { file: f.mod.file, start: code[a + 2]!, end: code[a + 3]! };
      for (const t of regOf(f, d).tokens) if (t.t === 'obj') spreadInto(e, f, t.obj, regOf(f, code[a + 1]!), place);
      return true;
    }
    case Op.Cast: define(f, d, castTo(e, f.mod, regOf(f, code[a + 1]!), f.mod.ir.types[code[a + 2]!]!, placeAt(f, pc))); return true;
    case Op.Enter: define(f, d, enter(e, f, regOf(f, code[a + 1]!), placeAt(f, pc))); return true;
    case Op.Await: {
      const promised = regOf(f, code[a + 1]!);
      if (isAnswered(e, f, promised)) f.answers.set(pc, f.names);
      define(f, d, awaited(e, promised));
      return true;
    }
    case Op.This: define(f, d, f.refined ? applyRefined(f, originOf(f, d), f.self ?? UNKNOWN) : f.self ?? UNKNOWN); return true;
    case Op.Super: {
      const cls = f.fn.classIndex >= 0 ? f.mod.classes[f.fn.classIndex] : enclosingClass(f);
      const self = f.fn.selfParam ? f.regs[f.fn.params[0]?.reg ?? -1] ?? UNKNOWN : f.self ?? UNKNOWN;
      define(f, d, cls ? ofToken({ t: 'super', id: e.superId(cls, self), cls, self }) : UNKNOWN);
      return true;
    }
    case Op.Catch: define(f, d, caught(f)); return true;
    case Op.Unknown: {
      const n = code[a + 2]!;
      let v: Value = UNKNOWN;
      for (let i = 0; i < n; i++) v = withLabels(v, deepLabels(e, f, regOf(f, code[a + 3 + i]!)));
      define(f, d, v);
      return true;
    }
    default: return true;
  }
}

/** Whether a register holds what a call of a library has called a function of the program for: `Depends(session)`. */
function isGivenByLibrary(f: Frame, reg: number): boolean {
  const pc = definitionsOf(f.fn)[reg] ?? -1;
  return pc >= 0 && f.fn.code[pc] === Op.Call && regOf(f, f.fn.code[pc + HEADER + 2]!).tokens.some((t) => t.t === 'api' && f.mod.trie.rows(t.node).some(({ row }) => 'calls' in row && row.to === 'return'));
}

/** A value that has a name in the source: of a variable, or of a member of what register `reg` holds. */
function named(e: Engine, f: Frame, pc: number, reg: number, member: string | undefined, v: Value): Value {
  return e.user?.hasNames ? e.user.read(e, f, writtenNames(f, reg, member), placeAt(f, pc), v) : v;
}

/** A variable of which nothing is known is an object once something untrusted is put into it. */
function openObject(e: Engine, f: Frame, reg: number, stored: Value, place: Place): void {
  const held = f.regs[reg];
  if (!held?.top || held.tokens.length || held.labels.length || deepLabels(e, f, stored).length === 0 || !f.fn.vars.includes(reg)) return;
  define(f, reg, { ...ofToken(e.heap.alloc('data', place).token), top: true });
}

/** What a call made of files whose content was checked. */
function ofCheckedFiles(e: Engine, f: Frame, base: number, name: string, args: readonly Argument[], v: Value): Value {
  const mask = f.refined ? checkedMask(f, base, args) : 0;
  if (!mask) return v;
  noteUnpacked(f, name, args, mask);
  return deepClear(e, v, mask);
}

/** Whether the call that was just made never comes back. Cells of a notebook go on after one that ended, so that a bare call ends no module. */
function stopsHere(e: Engine, f: Frame, flags: number): boolean {
  if (!e.gone || e.back || flags & CallFlag.decorator || (f.fn.index === 0 && f.nesting === 0)) return false;
  f.exits |= Exit.threw;
  if (f.asked) f.answered.refused = true;
  return true;
}

function enclosingClass(f: Frame): import('../../resolve/program.ts').ClassInfo | undefined {
  for (let i = f.fn.parent; i >= 0; i = f.mod.ir.functions[i]!.parent) { const c = f.mod.ir.functions[i]!.classIndex; if (c >= 0) return f.mod.classes[c]; }
  return undefined;
}

/** Records the state of the variables at a normal exit. */
export function noteExit(f: Frame, result: Value): void {
  const now = saveEnv(f).regs as Value[];
  const t = truth(result);
  f.answered.allExits = (f.answered.allExits ?? true) && f.asked;
  noteCheckedAtEnd(f);
  f.exitRegs = joinRegs(f.exitRegs, now);
  if (t !== false) f.exitTrue = joinRegs(f.exitTrue, now);
  if (t !== true) f.exitFalse = joinRegs(f.exitFalse, now);
}
const joinRegs = (old: readonly Value[] | null, now: readonly Value[]): Value[] => now.map((v, i) => join(old?.[i] ?? NOTHING, v ?? NOTHING));

function scopeAt(f: Frame, hops: number): HeapObj | null {
  let s: HeapObj | null = f.scope;
  for (let i = 0; i < hops && s; i++) s = s.cells.get(OUTER)?.value.tokens[0]?.t === 'obj' ? (s.cells.get(OUTER)!.value.tokens[0] as { obj: HeapObj }).obj : null;
  return s;
}
/** Key of a scope object under which the enclosing scope stands. */
export const OUTER = '\u0001outer';

function loadScope(e: Engine, f: Frame, hops: number, name: string, place: Place): Value {
  const s = scopeAt(f, hops) ?? f.mod.scope;
  touch(f, s, name);
  const cell = s.cells.get(name);
  let v: Value;
  if (cell) v = cell.value;
  else if (s === f.mod.scope) {
    v = starName(e, f, f.mod, name, place, new Set()) ?? libraryValue(e, f.mod, f.mod.profile.builtinRoot, name, place);
    // What the user speaks of is there.
    if (v.tokens.length === 0 && v.labels.length === 0 && !e.user && !e.vouched.mayEndIn(name) && isUndefined(f.mod, name)) v = ofToken(e.apiToken(undefinedPoint(f.mod, name), null));
  }
  else v = UNKNOWN;
  return f.refined ? applyRefined(f, { frame: f.id, root: `s${hops}:${name}`, fields: [] }, v) : v;
}

export function importStar(e: Engine, f: Frame, spec: string, place: Place): void {
  const r = e.program.resolveImport(spec, f.mod);
  if (r?.module) { loadModule(e, r.module); if (r.module !== f.mod && !f.mod.stars.includes(r.module)) f.mod.stars.push(r.module); return; }
  if (r?.namespaceDir !== undefined && !f.mod.starPackages.includes(spec)) f.mod.starPackages.push(spec);
  const v = libraryValue(e, f.mod, r?.external ?? spec, undefined, place);
  for (const t of v.tokens) if (t.t === 'api' && !f.mod.starApis.includes(t.node)) f.mod.starApis.push(t.node);
}

function index(e: Engine, f: Frame, pc: number, d: number, base: Value, key: Value): Value {
  const place = placeAt(f, pc);
  const k = keyOf(key);
  let v: Value;
  const written = withArguments(f, base);
  const constants = base.tokens.some((t) => t.t === 'api' && f.mod.profile.literalTypes?.includes(t.node.path)) ? admitted(e, key, place) : undefined;
  if (written ?? constants) v = (written ?? constants)!;
  else if (k !== undefined) v = readField(e, f, base, k, place, true);
  else if (asksTable(base, key)) v = ofTable(e, f, base, f.fn.code[pc + HEADER + 1]!, key, place) ?? readField(e, f, base, undefined, place, true);
  else if (base.tokens.some((t) => t.t === 'api' && f.mod.profile.annotatedTypes?.includes(t.node.path))) v = annotated(key);
  else {
    const several = key.top ? [] : key.tokens.flatMap((t) => t.t === 'const' && !t.holes ? [String(t.value)] : []);
    if (several.length > 1 && several.length === key.tokens.length) v = joinAll(several.map((x) => readField(e, f, base, x, place, true)));
    else v = methodsNamedLike(e, base, key) ?? readField(e, f, base, tupleKey(key), place, true);
  }
  if (k === undefined) noteKey(e, base, key, (o) => o.note?.fills === true);
  return f.refined ? applyRefined(f, originOf(f, d), v) : v;
}

/** `Agent[Deps]`: a class of a library that is written with its type arguments is the class itself. */
const withArguments = (f: Frame, base: Value): Value | undefined => f.mod.profile.annotatedTypes !== undefined && base.labels.length === 0 && base.tokens.length === 1 && base.tokens.every((t) => t.t === 'api' && !t.recv && /(^|\.)[A-Z]\w*$/.test(t.node.path) && !f.mod.profile.annotatedTypes!.includes(t.node.path) && f.mod.trie.memberNodes(t.node, ELEMENT).length === 0 && f.mod.trie.memberNodes(t.node, CALL).length > 0) ? { ...base, facts: null } : undefined;

/** `Literal["CT", "MR"]` is the few constants that it admits. */
function admitted(e: Engine, key: Value, place: Place): Value {
  const [only] = key.tokens;
  return key.tokens.length === 1 && only?.t === 'obj' && only.obj.kind === 'tuple' ? { ...key, facts: null } : tupleOf(e, [{ ...key, facts: null }], place);
}

/** `Annotated[T, make()]` stands for the type and for what says where a framework takes the value from. */
const annotated = (key: Value): Value => joinAll(key.tokens.flatMap((t) => t.t === 'obj' && t.obj.kind === 'tuple' ? [...t.obj.cells].flatMap(([k, c]) => k === LENGTH ? [] : [{ ...c.value, facts: null }]) : [{ ...ofToken(t) }]));

/** `ds[0x0008, 0x1030]`: a tuple of two numbers is a tag. */
function tupleKey(key: Value): string | undefined {
  if (key.tokens.length !== 1 || key.tokens[0]!.t !== 'obj' || key.tokens[0]!.obj.kind !== 'tuple') return undefined;
  const o = key.tokens[0]!.obj;
  const g = singleConst(o.cells.get('0')?.value ?? UNKNOWN), x = singleConst(o.cells.get('1')?.value ?? UNKNOWN);
  if (typeof g !== 'number' || typeof x !== 'number') return undefined;
  return g.toString(16).padStart(4, '0') + x.toString(16).padStart(4, '0');
}

/** A fresh object for an allocation; from the third round of a loop on one object stands for all. */
export function allocAt(e: Engine, f: Frame, pc: number, kind: HeapObj['kind'], place: Place): HeapObj {
  const list = f.allocs.get(pc);
  if (list && list.length >= 2) { const o = list[1]!; o.singular = false; return o; }
  const o = e.heap.alloc(kind, place);
  if (list) list.push(o); else f.allocs.set(pc, [o]);
  return o;
}

const KINDS = ['list', 'tuple', 'dict', 'set', 'object'] as const;
function alloc(e: Engine, f: Frame, pc: number, a: number): Value {
  const code = f.fn.code;
  const kind = KINDS[code[a + 1]!]!;
  const n = code[a + 2]!;
  const o = allocAt(e, f, pc, kind, placeAt(f, pc));
  const ordered = kind === 'list' || kind === 'tuple' || kind === 'set';
  if (ordered && !o.cells.has(LENGTH)) e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
  for (let i = 0; i < n; i++) {
    const at = a + 3 + i * 5;
    const keyReg = code[at]!, v = regOf(f, code[at + 1]!);
    const place = { file: f.mod.file, start: code[at + 3]!, end: code[at + 4]! };
    if (code[at + 2] === EntryFlag.spread) { spreadInto(e, f, o, v, place); continue; }
    if (keyReg < 0) { pushElement(e, o, v, place); continue; }
    const k = keyOf(regOf(f, keyReg));
    if (k !== undefined) e.heap.write(o, k, v, place);
    else {
      e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, v), place);
      const kl = regOf(f, keyReg).labels;
      if (kl.length) e.heap.write(o, KEYS, join(o.cells.get(KEYS)?.value ?? NOTHING, ofLabels(kl)), place);
    }
  }
  return ofToken(o.token);
}

/** `[...xs]`, `{**d}`, `list.extend(xs)`: elements or entries move over; known ones keep their keys. */
export function spreadInto(e: Engine, f: Frame, target: HeapObj, v: Value, place: Place): void {
  const isMap = target.kind === 'dict' || target.kind === 'object' || target.kind === 'instance';
  if (v.labels.length) { if (isMap) e.heap.addBase(target, v.labels); else pushElement(e, target, ofLabels(v.labels), place); }
  if (v.top && !v.labels.length && !isMap && v.tokens.length === 0) pushElement(e, target, UNKNOWN, place);
  const spread = isMap ? 0 : pushFirst(e, target, v, place);
  for (const t of v.tokens) {
    if (t.t !== 'obj') continue;
    const src = t.obj;
    touch(f, src);
    if (isMap) {
      for (const [k, c] of src.cells) {
        if (k === LENGTH) continue;
        if (k === BASE) e.heap.addBase(target, c.value.labels);
        else if (k === REST || k === KEYS) e.heap.write(target, k, join(target.cells.get(k)?.value ?? NOTHING, c.value), c.place ?? place);
        else if (k.startsWith('\u0001')) continue;
        else e.heap.write(target, k, v.tokens.length > 1 ? join(target.cells.get(k)?.value ?? NOTHING, c.value) : c.value, c.place ?? place);
      }
      continue;
    }
    if (src.kind === 'dict') { e.heap.write(target, LENGTH, UNKNOWN, null); e.heap.write(target, REST, join(target.cells.get(REST)?.value ?? NOTHING, iterate(e, f, ofToken(src.token), IterKind.values, place)), place); continue; }
    // A kit of tools stands for the tools in it.
    if (isKit(f, src)) { pushElement(e, target, ofToken(src.token), place); continue; }
    const len = singleConst(src.cells.get(LENGTH)?.value ?? UNKNOWN);
    if (spread > 0 && len === spread) continue;
    if (v.tokens.length === 1 && typeof len === 'number' && len <= 64 && !src.cells.has(REST)) {
      for (let i = 0; i < len; i++) { const c = src.cells.get(String(i)); pushElement(e, target, c?.value ?? UNKNOWN, c?.place ?? place); }
    } else {
      e.heap.write(target, LENGTH, UNKNOWN, null);
      const all = spread === 0 ? elements(e, f, src, place) : NOTHING;
      // Each element keeps the place where it was added.
      for (const [k, c] of src.cells) if (k === REST || (/^\d+$/.test(k) && Number(k) >= spread)) e.heap.write(target, REST, join(target.cells.get(REST)?.value ?? NOTHING, c.value), c.place ?? place);
      if (!isNothing(all)) e.heap.write(target, REST, join(target.cells.get(REST)?.value ?? NOTHING, all), target.cells.get(REST)?.place ?? place);
    }
  }
}

/** Of several lists that are written down, the constants that each of them begins with stay in their order. Answers how many these are. */
function pushFirst(e: Engine, target: HeapObj, v: Value, place: Place): number {
  const lists = v.tokens.flatMap((t) => t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'tuple') ? [t.obj] : []);
  if (lists.length < 2 || lists.length !== v.tokens.filter((t) => t.t !== 'const').length || v.labels.length > 0) return 0;
  let shared = 64;
  for (const o of lists) { const n = singleConst(o.cells.get(LENGTH)?.value ?? UNKNOWN); shared = typeof n === 'number' && !o.cells.has(REST) ? Math.min(shared, n) : 0; }
  // Anything but a constant keeps the place where it was put into its list.
  for (let i = 0; i < shared; i++) if (!lists.every((o) => constants(o.cells.get(String(i))?.value ?? UNKNOWN))) shared = i;
  for (let i = 0; i < shared; i++) pushElement(e, target, joinAll(lists.map((o) => o.cells.get(String(i))?.value ?? UNKNOWN)), place);
  return shared;
}

/** A library's tool or kit of tools; what a query of such a library gives has elements of its own. */
const isKit = (f: Frame, o: HeapObj): boolean => (o.note?.can !== undefined || o.note?.tool !== undefined) && !(o.api && f.mod.trie.memberNodes(o.api, ELEMENT).length > 0);

/** What a for loop binds. */
export function iterate(e: Engine, f: Frame, v: Value, kind: number, place: Place): Value {
  let out: Value = NOTHING;
  for (const t of v.tokens) out = join(out, iterateToken(e, f, t, kind, place));
  if (v.labels.length) out = join(out, kind === IterKind.keys ? UNKNOWN : ofLabels(v.labels));
  if (isNothing(out)) out = UNKNOWN;
  const verdicts = v.facts?.filter((x) => x.verdict) ?? [];
  return verdicts.length ? withFacts(out, [...(out.facts ?? []), ...verdicts.flatMap((x) => stepVerdict(x, undefined))]) : out;
}

function iterateToken(e: Engine, f: Frame, t: Token, kind: number, place: Place): Value {
  if (t.t === 'obj') {
    const o = t.obj;
    touch(f, o);
    if (f.mod.profile.mapEntries && o.kind === 'dict' && kind === IterKind.values) return f.mod.profile.namespaces ? dictionaryEntry(e, f, o, place) : iterate(e, f, pairs(e, f, o, place), kind, place);
    const isMap = o.kind === 'dict' || o.kind === 'object';
    if (o.kind === 'object' && kind === IterKind.values && o.cells.has('next')) return stepOf(e, f, o, 'next', place);
    if (kind === IterKind.keys || (isMap && kind === IterKind.values)) return keysOf(e, o);
    if (isKit(f, o)) return ofToken(t);
    if (o.cls) {
      const m = iterMethod(e, f, o, place);
      if (m) return m;
    }
    return elements(e, f, o, place);
  }
  if (t.t === 'api') return readField(e, f, ofToken(t), undefined, place, true);
  if (t.t === 'class') return ofTokens([...t.cls.statics.cells].filter(([k]) => !k.startsWith('\u0001')).flatMap(([k]) => readField(e, f, ofToken(t), k, place, false).tokens).sort((x, y) => x.id - y.id));
  return UNKNOWN;
}
function iterMethod(e: Engine, f: Frame, o: HeapObj, place: Place): Value | undefined {
  for (const name of ['__iter__', '__aiter__', '[Symbol.iterator]', '[Symbol.asyncIterator]', 'iterator', 'GetEnumerator']) {
    const m = o.cls!.methods.get(name);
    if (!m) continue;
    const r = callMethod(e, f, ofToken(o.token), -1, name, [], place, CallFlag.none);
    if (!r.tokens.some((x) => x.t === 'obj' && x.obj === o)) return iterate(e, f, r, IterKind.values, place);
    break;
  }
  const step = ITERATOR_STEPS.find((name) => findMethod(o.cls!, name) !== undefined);
  return step === undefined ? undefined : stepOf(e, f, o, step, place);
}
/** Methods of iterators that give the next element, and the property in which it stands after the iterator went on. */
const ITERATOR_STEPS = ['__next__', '__anext__', 'next', 'Current'];
/** One step of an iterator. Where it gives an object that also says whether it is done, the element is its `value`. */
function stepOf(e: Engine, f: Frame, o: HeapObj, step: string, place: Place): Value {
  if (step === 'Current') return readField(e, f, ofToken(o.token), step, place, false);
  const given = callMethod(e, f, ofToken(o.token), -1, step, [], place, CallFlag.none);
  const steps = given.tokens.filter((t) => t.t === 'obj' && t.obj.cells.has('value'));
  return steps.length === 0 ? given : readField(e, f, { ...given, tokens: steps }, 'value', place, false);
}
/** Keys of a mapping: constants where they are known. */
export function keysOf(e: Engine, o: HeapObj): Value {
  const names = [...o.cells.keys()].filter((k) => !k.startsWith('\u0001'));
  let v = names.length ? joinAll([ofTokens(names.filter((k) => !isMemberKey(k)).map((k) => e.constToken(k)).sort((x, y) => x.id - y.id)), ...(names.some(isMemberKey) ? [UNKNOWN] : [])]) : NOTHING;
  if (o.cells.has(REST)) v = join(v, UNKNOWN);
  const keys = o.cells.get(KEYS);
  if (keys) v = join(v, keys.value);
  const base = e.heap.baseLabels(o);
  if (base.length) v = join(v, ofLabels(base.filter((l) => l.shape !== 'dicom' && l.shape !== 'fhir')));
  return isNothing(v) ? UNKNOWN : v;
}

function slice(e: Engine, f: Frame, pc: number, base: Value, lo: number, hi: number): Value {
  const place = placeAt(f, pc);
  const seqs = base.tokens.filter((t) => t.t === 'obj');
  let v: Value = base.labels.length || base.top || seqs.length < base.tokens.length ? ofLabels(base.labels) : NOTHING;
  for (const t of seqs) if (t.t === 'obj') {
    const o = allocAt(e, f, pc + 1, t.obj.kind === 'tuple' ? 'tuple' : 'list', place);
    const from = lo >= 0 ? singleConst(regOf(f, lo)) : 0;
    const to = hi >= 0 ? singleConst(regOf(f, hi)) : undefined;
    const len = singleConst(t.obj.cells.get(LENGTH)?.value ?? UNKNOWN);
    if (seqs.length === 1 && typeof len === 'number' && !t.obj.cells.has(REST) && typeof from === 'number' && (hi < 0 || typeof to === 'number')) {
      const start = from < 0 ? Math.max(0, len + from) : from;
      const stop = to === undefined ? len : (to as number) < 0 ? len + (to as number) : Math.min(len, to as number);
      e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
      for (let i = start; i < stop; i++) { const c = t.obj.cells.get(String(i)); pushElement(e, o, c?.value ?? UNKNOWN, c?.place ?? place); }
    } else {
      e.heap.setCell(o, LENGTH, { value: UNKNOWN, place: null });
      for (const [k, c] of t.obj.cells) if (k === REST || /^\d+$/.test(k)) e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, c.value), c.place);
      e.heap.addBase(o, e.heap.baseLabels(t.obj));
    }
    v = join(v, ofToken(o.token));
  }
  return v;
}

/** `CallFlag.awaited` where the instruction at `next` awaits the register. */
const awaits = (code: Int32Array, next: number, reg: number): number => code[next] === Op.Await && code[next + HEADER + 1] === reg ? CallFlag.awaited : 0;

/** Arguments of a call, with spreads of known lists expanded. */
function args(e: Engine, f: Frame, at: number): Argument[] {
  const code = f.fn.code;
  const n = code[at]!;
  const out: Argument[] = [];
  for (let i = 0; i < n; i++) {
    const p = at + 1 + i * 5;
    const value = regOf(f, code[p + 2]!);
    const place = { file: f.mod.file, start: code[p + 3]!, end: code[p + 4]! };
    const reg = code[p + 2]!;
    switch (code[p]) {
      case ArgKind.positional: out.push({ value, place, name: null, spread: false, reg }); break;
      case ArgKind.keyword: out.push({ value, place, name: text(f, code[p + 1]!), spread: false, reg }); break;
      case ArgKind.spread: expandList(e, f, value, place, out); break;
      default: expandMap(e, f, value, place, out);
    }
  }
  return out;
}
function expandList(e: Engine, f: Frame, v: Value, place: Place, out: Argument[]): void {
  if (v.tokens.length === 1 && v.tokens[0]!.t === 'obj') {
    const o = v.tokens[0]!.obj;
    touch(f, o);
    const len = singleConst(o.cells.get(LENGTH)?.value ?? UNKNOWN);
    if (typeof len === 'number' && len <= 32 && !o.cells.has(REST)) { for (let i = 0; i < len; i++) { const c = o.cells.get(String(i)); out.push(unnamed(c?.value ?? UNKNOWN, c?.place ?? place)); } return; }
  }
  out.push({ value: iterate(e, f, v, IterKind.values, place), place, name: null, spread: true, reg: -1 });
}
function expandMap(e: Engine, f: Frame, v: Value, place: Place, out: Argument[]): void {
  let rest: Value = v.labels.length ? ofLabels(v.labels) : NOTHING;
  const single = v.tokens.length === 1 && !v.top;
  for (const t of v.tokens) if (t.t === 'obj') {
    touch(f, t.obj);
    for (const [k, c] of t.obj.cells) {
      if (k === REST || k === BASE) rest = join(rest, c.value);
      else if (!k.startsWith('\u0001')) out.push({ value: single ? c.value : join(c.value, UNKNOWN), place: c.place && c.place.file === f.mod.file ? c.place : place, name: k, spread: false, reg: -1 });
    }
  }
  if (!isNothing(rest) || v.top) out.push({ value: isNothing(rest) ? UNKNOWN : rest, place, name: '**', spread: true, reg: -1 });
}

/** What a member says of the object that it is read from, by its rows: `response.ok` tells an answer from a report of what went wrong. */
function toldBy(e: Engine, f: Frame, v: Value, base: number, place: Place): Value {
  const rows = v.tokens.flatMap((t) => t.t === 'api' ? t.node.rows.filter((r) => 'guard' in r.row) : []);
  return rows.length ? withFacts(v, guardFacts(e, f, rows, { args: [], recv: null, self: regOf(f, base), place }, base)) : v;
}

/** A call asked somebody, with these arguments. */
function answered(e: Engine, f: Frame, pc: number, given: readonly Argument[]): void {
  f.answers.set(pc, f.names);
  noteShown(f, given.flatMap((a) => deepLabels(e, f, a.value)));
}
