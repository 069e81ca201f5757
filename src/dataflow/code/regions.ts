import { HEADER, LoopFlag, Op } from '../../ir/ir.ts';
import { Change, changeOf, type Writes } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, join, truth, withFacts, type Token, type Value } from '../../resolve/value.ts';
import { answerBehind, dependsOnAnswer } from '../tools/approvals.ts';
import { questionEffect } from '../tools/effects.ts';
import type { Engine } from '../engine.ts';
import { run } from './exec.ts';
import { Exit, definitionsOf, joinEnv, placeAt, regOf, restoreEnv, saveEnv, type Frame, type LoopContext } from '../frame.ts';
import { assume, checkedByLoop, combine, keyOf } from './guards.ts';
import { keptByLoop } from './keptKeys.ts';
import { LIMITS } from '../limits.ts';
import { unroll } from './unrolled.ts';

/** Runs an instruction that has regions of its own. */
export function structured(e: Engine, f: Frame, op: number, pc: number, inner: number, end: number): boolean {
  const code = f.fn.code;
  const a = pc + HEADER;
  switch (op) {
    case Op.If: {
      const behind = answerBehind(f, code[a]!);
      if (behind) questionEffect(f, behind, placeAt(f, pc));
      return branch(e, f, regOf(f, code[a]!), behind !== null, inner, code[a + 1]!, code[a + 1]!, code[a + 2]!);
    }
    case Op.IfMissing: {
      const reg = code[a]!;
      if (f.missing.has(reg)) return run(e, f, inner, end);
      const v = f.regs[reg];
      if (v && (v.tokens.some((t) => (t.t === 'const' && t.value === null) || isDeclared(t)) || (v.top && v.tokens.length === 0 && v.labels.length === 0))) return branch(e, f, UNKNOWN, false, inner, end, end, end);
      return true;
    }
    case Op.Loop: return unroll(e, f, inner, end) ?? loop(e, f, inner, end, code[a + 1]!);
    case Op.Block: return block(e, f, inner, end);
    case Op.Try: return tryRegion(e, f, inner, code[a]!, code[a + 1]!, end);
    default: return shortCircuit(e, f, op, pc, inner, end);
  }
}

/** Keeps what a dead region wrote for the point that control goes to instead. */
function park(f: Frame, exits: number, writes: Writes): void {
  if (writes.size === 0) return;
  if (exits & Exit.returned) f.exitWrites.push(writes);
  if (exits & Exit.threw) f.thrownWrites.push(writes);
}

/** Strings that something equals where a condition has this outcome. */
const namesOf = (cond: Value, outcome: boolean): readonly string[] => (cond.facts ?? []).flatMap((x) => x.when !== outcome ? [] : x.only?.t === 'const' && typeof x.only.value === 'string' ? [x.only.value] : x.among ?? []);
function enterBranch(f: Frame, cond: Value, outcome: boolean, before: readonly string[], asked: boolean): void {
  const names = namesOf(cond, outcome);
  f.names = names.length ? [...before, ...names] : before;
  f.asked = asked;
}

/** `asks`: the condition depends on what a person answered. */
function branch(e: Engine, f: Frame, cond: Value, asks: boolean, thenAt: number, thenEnd: number, elseAt: number, elseEnd: number): boolean {
  const known = truth(cond);
  if (known === true) { assume(e, f, cond, true); return run(e, f, thenAt, thenEnd); }
  if (known === false) { assume(e, f, cond, false); return run(e, f, elseAt, elseEnd); }
  const before = saveEnv(f);
  const exits = f.exits;
  const { asked, names } = f;
  f.nesting++;
  enterBranch(f, cond, true, names, asked || asks);

  f.exits = 0;
  e.heap.begin();
  assume(e, f, cond, true);
  const aliveThen = run(e, f, thenAt, thenEnd);
  const envThen = saveEnv(f);
  const writesThen = e.heap.rollback();
  const exitsThen = f.exits;

  const afterThen = { asked: f.asked, names: f.names };
  restoreEnv(f, before);
  f.exits = 0;
  e.heap.begin();
  enterBranch(f, cond, false, names, asked || asks);
  assume(e, f, cond, false);
  const aliveElse = run(e, f, elseAt, elseEnd);
  const envElse = saveEnv(f);
  const writesElse = e.heap.rollback();
  const exitsElse = f.exits;
  f.exits = exits | exitsThen | exitsElse;
  f.nesting--;
  if (aliveThen && aliveElse) { f.asked = asked || (!asks && afterThen.asked && f.asked); f.names = names; }
  else if (aliveThen) { f.asked = afterThen.asked; f.names = afterThen.names; }

  if (aliveThen && aliveElse) {
    e.heap.applyEither(writesThen, writesElse);
    restoreEnv(f, joinEnv(envThen, envElse)!);
    return true;
  }
  if (!aliveThen) park(f, exitsThen, writesThen);
  if (!aliveElse) park(f, exitsElse, writesElse);
  if (aliveThen) { e.heap.apply(writesThen); restoreEnv(f, envThen); return true; }
  if (aliveElse) { e.heap.apply(writesElse); restoreEnv(f, envElse); return true; }
  return false;
}

/** Break or Continue. */
export function leaveLoop(e: Engine, f: Frame, depth: number, isContinue: boolean): void {
  f.exits |= Exit.loop;
  const ctx = f.loops[f.loops.length - 1 - depth];
  if (!ctx) return;
  const env = saveEnv(f);
  const writes = e.heap.writtenSince(ctx.level);
  if (isContinue) { ctx.continueEnv = joinEnv(ctx.continueEnv, env); if (writes.size) ctx.continueWrites.push(writes); }
  else { ctx.breakAsked = (ctx.breakAsked ?? true) && f.asked; ctx.breakEnv = joinEnv(ctx.breakEnv, env); if (writes.size) ctx.breakWrites.push(writes); }
}
const newLoop = (e: Engine): LoopContext => ({ level: e.heap.level, breakEnv: null, breakWrites: [], continueEnv: null, continueWrites: [], breakAsked: null });

function block(e: Engine, f: Frame, inner: number, end: number): boolean {
  const ctx = newLoop(e);
  const { asked, names } = f;
  f.loops.push(ctx);
  const alive = run(e, f, inner, end);
  f.loops.pop();
  if (!ctx.breakEnv) return alive;
  f.asked = asked || (ctx.breakAsked === true && (!alive || f.asked));
  f.names = names;
  restoreEnv(f, joinEnv(alive ? saveEnv(f) : null, ctx.breakEnv)!);
  for (const w of ctx.breakWrites) e.heap.joinIn(w);
  return true;
}

function loop(e: Engine, f: Frame, inner: number, end: number, flags: number): boolean {
  let head = saveEnv(f);
  const out = newLoop(e);
  const { asked, names } = f;
  let ranThrough = false;
  /** What holds where a round has come to its end. */
  let last: ReturnType<typeof joinEnv> = null;
  const rounds = e.budget <= 0 ? 1 : Math.max(1, LIMITS.loopRounds - (f.loopNesting >> 1));
  f.loopNesting++;
  for (let round = 0; round < rounds; round++) {
    const ctx = newLoop(e);
    const shared = e.heap.growth;
    const newest = e.lastId;
    f.loops.push(ctx);
    e.heap.begin();
    const alive = run(e, f, inner, end);
    const env = saveEnv(f);
    const writes = e.heap.rollback();
    f.loops.pop();
    f.asked = asked;
    f.names = names;
    if (ctx.breakAsked !== null) out.breakAsked = (out.breakAsked ?? true) && ctx.breakAsked;
    out.breakEnv = joinEnv(out.breakEnv, ctx.breakEnv);
    out.breakWrites.push(...ctx.breakWrites);
    const again = joinEnv(alive ? env : null, ctx.continueEnv);
    if (!alive) park(f, f.exits & ~Exit.loop, writes);
    if (!again) { restoreEnv(f, head); break; }
    ranThrough = true;
    last = again;
    const next = joinEnv(head, again)!;
    restoreEnv(f, next);
    let change: number = e.heap.growth === shared ? Change.none : Change.labels;
    if (alive) change = Math.max(change, e.heap.joinIn(writes, newest));
    for (const w of ctx.continueWrites) change = Math.max(change, e.heap.joinIn(w, newest));
    // A variable that had no value where the round began was not read before it was set.
    next.regs.forEach((v, i) => { const old = head.regs[i]; if (change !== Change.labels && old && old !== NOTHING) change = Math.max(change, changeOf(old, v ?? NOTHING)); });
    head = next;
    // Other than labels, what one round has carried around is enough.
    if (change === Change.none || (round > 0 && change !== Change.labels)) break;
  }
  f.loopNesting--;
  // A loop whose condition stands at its end is left there: what was before its first round is gone.
  const runsOn = !(flags & LoopFlag.infinite) && (flags & LoopFlag.atLeastOnce ? ranThrough && out.breakEnv === null : true);
  const wentThrough = runsOn && last !== null && out.breakEnv === null;
  if (wentThrough) { restoreEnv(f, last!); checkedByLoop(e, f, inner); }
  const leave = joinEnv(runsOn ? head : null, out.breakEnv);
  if (!leave) return (flags & LoopFlag.infinite) === 0 && f.exits === 0;
  f.asked = asked || (!runsOn && out.breakAsked === true);
  restoreEnv(f, leave);
  for (const w of out.breakWrites) e.heap.joinIn(w);
  if (wentThrough) keptByLoop(e, f, inner, end);
  return true;
}

function tryRegion(e: Engine, f: Frame, inner: number, handlersAt: number, finallyAt: number, end: number): boolean {
  const before = saveEnv(f);
  const exits = f.exits;
  f.exits = 0;
  e.heap.begin();
  const { asked, names, thrown, thrownWrites } = f;
  f.thrown = NOTHING;
  f.thrownWrites = [];
  const aliveBody = run(e, f, inner, handlersAt);
  const askedBody = f.asked;
  const envBody = saveEnv(f);
  const writesBody = e.heap.rollback();
  const exitsBody = f.exits;
  let alive = aliveBody;
  if (handlersAt < finallyAt) {
    // A handler may start from any point of the body.
    restoreEnv(f, joinEnv(before, envBody)!);
    f.exits = 0;
    e.heap.begin();
    e.heap.joinIn(writesBody);
    for (const w of f.thrownWrites) e.heap.joinIn(w);
    f.asked = asked;
    f.names = names;
    const aliveHandler = run(e, f, handlersAt, finallyAt);
    f.asked = aliveBody ? askedBody && (!aliveHandler || f.asked) : f.asked;
    f.names = names;
    const envHandler = saveEnv(f);
    const writesHandler = e.heap.rollback();
    const exitsHandler = f.exits;
    if (!aliveBody) park(f, exitsBody, writesBody);
    if (!aliveHandler) park(f, exitsHandler, writesHandler);
    f.exits = exits | exitsBody | exitsHandler;
    if (aliveBody && aliveHandler) { e.heap.applyEither(writesBody, writesHandler); restoreEnv(f, joinEnv(envBody, envHandler)!); }
    else if (aliveBody) { e.heap.apply(writesBody); restoreEnv(f, envBody); }
    else if (aliveHandler) { e.heap.apply(writesHandler); restoreEnv(f, envHandler); }
    alive = aliveBody || aliveHandler;
  } else {
    e.heap.apply(writesBody);
    restoreEnv(f, envBody);
    f.exits = exits | exitsBody;
  }
  // A handler sees what its own body throws; whether one matches is not known, so all of it may go on.
  f.thrown = join(thrown, f.thrown);
  f.thrownWrites = [...thrownWrites, ...f.thrownWrites];
  if (finallyAt < end) { const a2 = run(e, f, finallyAt, end); return alive && a2; }
  return alive;
}

function shortCircuit(e: Engine, f: Frame, op: number, pc: number, inner: number, end: number): boolean {
  const code = f.fn.code;
  const a = pc + HEADER;
  const d = code[a]!, first = regOf(f, code[a + 1]!), second = code[a + 2]!;
  const isAnd = op === Op.AndThen;
  const isNull = op === Op.Coalesce;
  const settled = first.tokens.some(isDeclared) ? undefined : isNull ? nullness(first) : truth(first);
  const known = settled === true && !isAnd && isLookup(f, code[a + 1]!) ? undefined : settled;
  if (known !== undefined && known !== isAnd) { define(f, d, first); return true; }
  if (known === isAnd) { if (!isNull) assume(e, f, first, isAnd); if (!run(e, f, inner, end)) return false; define(f, d, withFacts(regOf(f, second), isNull ? [] : combine(first, regOf(f, second), isAnd))); return true; }
  const before = saveEnv(f);
  const exits = f.exits;
  f.exits = 0;
  e.heap.begin();
  if (!isNull) assume(e, f, first, isAnd);
  const { asked, names } = f;
  enterBranch(f, isNull ? UNKNOWN : first, isAnd, names, asked || dependsOnAnswer(f, code[a + 1]!));
  const alive = run(e, f, inner, end);
  f.asked = asked;
  f.names = names;
  const env = saveEnv(f);
  const writes = e.heap.rollback();
  const exitsIn = f.exits;
  f.exits = exits | exitsIn;
  const kept = isAnd ? falsyPart(first) : truthyPart(first, isNull);
  if (!alive) {
    park(f, exitsIn, writes);
    restoreEnv(f, before);
    if (!isNull) assume(e, f, first, !isAnd);
    define(f, d, kept);
    return true;
  }
  const b = regOf(f, second);
  e.heap.joinIn(writes);
  restoreEnv(f, joinEnv(before, env)!);
  define(f, d, withFacts(join(kept, b), isNull ? [] : combine(first, b, isAnd)));
  return true;
}
/** Whether a value was read under a key that is not known: all entries are known, and still there may be none. */
function isLookup(f: Frame, reg: number): boolean {
  const pc = definitionsOf(f.fn)[reg] ?? -1;
  return pc >= 0 && f.fn.code[pc] === Op.GetIndex && keyOf(regOf(f, f.fn.code[pc + HEADER + 2]!)) === undefined;
}
/** Not null → true, null → false. */
/** Whether an object stands for whatever a declared type lets in: it may have been left out. */
const isDeclared = (t: Token): boolean => t.t === 'obj' && t.obj.cls?.generic === t.obj;
function nullness(v: Value): boolean | undefined {
  if (v.top || v.tokens.length === 0) return undefined;
  let r: boolean | undefined;
  for (const t of v.tokens) { const one = !(t.t === 'const' && t.value === null) && t.t !== 'api'; if (t.t === 'api') return undefined; if (r !== undefined && r !== one) return undefined; r = one; }
  return r;
}
/** What `a and b` can give of a: nothing that holds text. */
const falsyPart = (v: Value): Value => { const tokens = v.tokens.filter((t) => t.t === 'const' && !t.value); return tokens.length || v.top ? { tokens, labels: [], top: v.top, facts: null } : NOTHING; };
const truthyPart = (v: Value, onlyNull: boolean): Value => ({ ...v, tokens: v.tokens.filter((t) => !(t.t === 'const' && !t.holes && (onlyNull ? t.value === null : !t.value))), facts: null });

function define(f: Frame, d: number, v: Value): void { f.regs[d] = v; }
