import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import type { Span } from '../../base/words.ts';
import { LoopFlag, Operator, type Reg } from '../../ir/builder.ts';
import { childByField, childByKind, childrenByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { assignTo } from './assignments.ts';
import { literalValue } from './constants.ts';
import { dottedName, lowerExpression, lowerField } from './expressions.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { F, K } from './nodeKinds.ts';
import { lowerBlock } from './statements.ts';

export function lowerIf(lo: Lowering, node: number): void {
  branch(lo, node, childrenByField(lo.tree, node, F.alternative), 0);
}

/** `node` is an if statement or elif clause; the alternatives from `next` on are its else. */
function branch(lo: Lowering, node: number, alternatives: readonly number[], next: number): void {
  const { tree, f } = lo;
  const body = childByField(tree, node, F.consequence);
  const condition = lowerField(lo, node, F.condition);
  const following = alternatives[next];
  const span = spanOf(lo, node);
  f.if(condition, span, () => { if (body >= 0) lowerBlock(lo, body); },
    following === undefined || lo.depth >= MAX_LOWERING_DEPTH ? undefined : () => {
      lo.depth++;
      if (tree.kind[following] === K.elif_clause) branch(lo, following, alternatives, next + 1);
      else elseBody(lo, following);
      lo.depth--;
    });
  // A chain longer than the recursion may be deep goes on flat: the branches then no longer exclude each other.
  if (following !== undefined && lo.depth >= MAX_LOWERING_DEPTH && next < alternatives.length) {
    for (const clause of alternatives.slice(next)) {
      const inner = childByField(tree, clause, F.consequence);
      if (inner >= 0) f.if(lowerField(lo, clause, F.condition), spanOf(lo, clause), () => lowerBlock(lo, inner));
      else elseBody(lo, clause);
    }
  }
}

function elseBody(lo: Lowering, clause: number): void {
  const body = childByField(lo.tree, clause, F.body);
  if (body >= 0) lowerBlock(lo, body);
}

/** A loop body with its jump targets. With an `else`, `break` leaves a block around both, and the else runs after a normal end. */
function loopWithElse(lo: Lowering, node: number, flags: number, round: () => void): void {
  const { f, tree } = lo;
  const span = spanOf(lo, node);
  const alternative = childByField(tree, node, F.alternative);
  const body = childByField(tree, node, F.body);
  const loop = (breakNesting: number): void => f.loop(span, () => {
    round();
    lo.jumps.push({ breakNesting: breakNesting < 0 ? f.nesting : breakNesting, continueNesting: f.nesting });
    if (body >= 0) lowerBlock(lo, body);
    lo.jumps.pop();
  }, flags);
  if (alternative < 0) { loop(-1); return; }
  f.block(span, () => {
    loop(f.nesting);
    elseBody(lo, alternative);
  });
}

export function lowerFor(lo: Lowering, node: number): void {
  const { f } = lo;
  const span = spanOf(lo, node);
  const target = childByField(lo.tree, node, F.left);
  const iterable = lowerField(lo, node, F.right);
  loopWithElse(lo, node, LoopFlag.none, () => {
    const element = f.next(iterable, span);
    if (target >= 0) assignTo(lo, target, element, span);
  });
}

/** Every way out of the loop is a Break, so facts of the condition hold after the loop too. */
export function lowerWhile(lo: Lowering, node: number): void {
  const { f, tree } = lo;
  const condition = childByField(tree, node, F.condition);
  const constant = condition < 0 ? undefined : literalValue(lo, condition);
  loopWithElse(lo, node, LoopFlag.infinite, () => {
    if (constant) return;
    const span = condition < 0 ? spanOf(lo, node) : spanOf(lo, condition);
    f.if(lowerField(lo, node, F.condition), span, () => {}, () => f.break(0, span));
  });
}

export function lowerJump(lo: Lowering, node: number): void {
  const { f } = lo;
  const target = lo.jumps[lo.jumps.length - 1];
  if (!target) return;
  const span = spanOf(lo, node);
  if (lo.tree.kind[node] === K.break_statement) f.break(f.nesting - target.breakNesting, span);
  else f.continue(f.nesting - target.continueNesting, span);
}

export function lowerWith(lo: Lowering, node: number): void {
  const { f, tree } = lo;
  const clause = childByKind(tree, node, K.with_clause);
  const managers: { readonly reg: Reg; readonly span: Span }[] = [];
  for (const item of clause < 0 ? [] : namedChildren(tree, clause)) {
    const value = tree.kind[item] === K.with_item ? childByField(tree, item, F.value) : item;
    if (value < 0) continue;
    const span = spanOf(lo, value);
    const isAs = tree.kind[value] === K.as_pattern;
    const expression = isAs ? firstNamedChild(tree, value) : value;
    const target = isAs ? childByField(tree, value, F.alias) : -1;
    if (expression < 0) continue;
    const manager = lowerExpression(lo, expression);
    if (mayBeOwn(lo, expression)) managers.push({ reg: manager, span });
    const entered = f.enter(manager, span);
    if (target >= 0) assignTo(lo, target, entered, span);
  }
  const body = childByField(tree, node, F.body);
  const run = (): void => { if (body >= 0) lowerBlock(lo, body); };
  if (managers.length === 0) { run(); return; }
  const isAsync = textOf(lo, node).startsWith('async');
  f.try(spanOf(lo, node), run, undefined, () => { for (const { reg, span } of managers.reverse()) f.callMethod(reg, isAsync ? '__aexit__' : '__exit__', [], span); });
}
/** Whether a context manager may be an object of a class of the program: what is made by a class, or held by a variable. */
function mayBeOwn(lo: Lowering, node: number): boolean {
  const { tree } = lo;
  if (tree.kind[node] !== K.call) return tree.kind[node] === K.identifier || tree.kind[node] === K.attribute;
  const callee = childByField(tree, node, F.function);
  return /(^|\.)_*[A-Z]\w*$/.test(callee < 0 ? '' : dottedName(lo, callee) ?? '');
}

/** The else part stands at the end of the protected body: it runs when the body ended normally. */
export function lowerTry(lo: Lowering, node: number): void {
  const { f, tree } = lo;
  const span = spanOf(lo, node);
  const parts = namedChildren(tree, node);
  const handlers = parts.filter((part) => tree.kind[part] === K.except_clause);
  const otherwise = parts.find((part) => tree.kind[part] === K.else_clause);
  const last = parts.find((part) => tree.kind[part] === K.finally_clause);
  const body = childByField(tree, node, F.body);
  f.try(span,
    () => {
      if (body >= 0) lowerBlock(lo, body);
      if (otherwise !== undefined) elseBody(lo, otherwise);
    },
    handlers.length === 0 ? undefined : () => {
      // A variable, so that each handler knows what the ones before it have not taken.
      const exception = f.newVar('');
      f.move(exception, f.catch(spanOf(lo, handlers[0]!)), spanOf(lo, handlers[0]!));
      handler(lo, handlers, 0, exception);
    },
    last === undefined ? undefined : () => {
      const inner = childByKind(tree, last, K.block);
      if (inner >= 0) lowerBlock(lo, inner);
    });
}

/** Handlers are tried in order; what none of them takes is raised again. */
function handler(lo: Lowering, handlers: readonly number[], index: number, exception: Reg): void {
  const { f, tree } = lo;
  const node = handlers[index];
  if (node === undefined) { f.throw(exception, spanOf(lo, handlers[index - 1]!)); return; }
  const [first, second] = childrenByField(tree, node, F.value);
  const isAs = first !== undefined && tree.kind[first] === K.as_pattern;
  const type = isAs ? firstNamedChild(tree, first) : first ?? -1;
  // `except Error, e` of Python 2 names the exception too.
  const name = isAs ? childByField(tree, first, F.alias) : childByField(tree, node, F.alias) >= 0 ? childByField(tree, node, F.alias) : second ?? -1;
  const body = childByKind(tree, node, K.block);
  const run = (): void => {
    if (name >= 0) assignTo(lo, name, exception, spanOf(lo, name));
    if (body >= 0) lowerBlock(lo, body);
  };
  if (type < 0 || catchesAll(lo, type) || lo.depth >= MAX_LOWERING_DEPTH) { run(); return; }
  const span = spanOf(lo, type);
  const matches = f.binary(Operator.instanceOf, exception, lowerExpression(lo, type), span);
  lo.depth++;
  f.if(matches, span, run, () => handler(lo, handlers, index + 1, exception));
  lo.depth--;
}

function catchesAll(lo: Lowering, type: number): boolean {
  if (lo.tree.kind[type] !== K.identifier) return false;
  const name = textOf(lo, type);
  return name === 'Exception' || name === 'BaseException';
}

