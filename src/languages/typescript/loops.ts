import { LoopFlag } from '../../ir/builder.ts';
import { childByField, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { hasToken, unwrap } from './nodes.ts';
import { bindPattern } from './patterns.ts';
import { lowerBody, lowerStatement } from './statements.ts';

/** `for (init; condition; update)`: `continue` leaves a block around the body, so that the update runs. */
export function lowerFor(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const { labels } = c;
  const initializer = childByField(tree, node, F.initializer);
  if (initializer >= 0) lowerStatement(c, initializer);
  const condition = conditionOf(c, node);
  const update = childByField(tree, node, F.increment);
  f.loop(span, () => {
    const breakNesting = f.nesting;
    if (condition >= 0) leaveUnless(c, condition);
    runBody(c, node, labels, breakNesting, true);
    if (update >= 0) lowerExpression(c, update);
  }, condition < 0 ? LoopFlag.infinite : LoopFlag.none);
}

/** `for (x of xs)`, `for await (x of xs)` and `for (k in o)`. */
export function lowerForIn(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const { labels } = c;
  const left = childByField(tree, node, F.left);
  const right = childByField(tree, node, F.right);
  const operator = childByField(tree, node, F.operator);
  const overKeys = operator >= 0 && c.kind(operator) === K.in;
  const iterable = right < 0 ? f.unknown('for', [], span) : lowerExpression(c, right);
  const itemSpan = c.span(left < 0 ? node : left);
  f.loop(span, () => {
    const breakNesting = f.nesting;
    const item = f.next(iterable, itemSpan, overKeys ? 'keys' : 'values');
    bindPattern(c, left, hasToken(tree, node, K.await) ? f.await(item, itemSpan) : item, itemSpan);
    runBody(c, node, labels, breakNesting, false);
  });
}

export function lowerWhile(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const { labels } = c;
  const condition = childByField(tree, node, F.condition);
  const endless = condition >= 0 && isTrue(c, condition);
  f.loop(c.span(node), () => {
    const breakNesting = f.nesting;
    if (condition >= 0 && !endless) leaveUnless(c, condition);
    runBody(c, node, labels, breakNesting, false);
  }, endless ? LoopFlag.infinite : LoopFlag.none);
}

export function lowerDo(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const { labels } = c;
  const condition = childByField(tree, node, F.condition);
  f.loop(c.span(node), () => {
    const breakNesting = f.nesting;
    runBody(c, node, labels, breakNesting, true);
    if (condition >= 0 && !isTrue(c, condition)) leaveUnless(c, condition);
  }, LoopFlag.atLeastOnce);
}

/** Lowers the loop's body. `inBlock`: something runs after it in each round, which `continue` must not skip. */
function runBody(c: FunctionContext, node: number, labels: readonly string[], breakNesting: number, inBlock: boolean): void {
  const { f, tree } = c;
  const body = childByField(tree, node, F.body);
  const run = (): void => {
    c.jumps.push({ labels, plain: true, breakNesting, continueNesting: f.nesting, continueByBreak: inBlock });
    lowerBody(c, body);
    c.jumps.pop();
  };
  c.labels = [];
  if (inBlock && body >= 0 && mayContinue(c, body)) f.block(c.span(body), run);
  else run();
}

/** Whether a `continue` is written anywhere inside; one that means an inner loop only costs a block. */
function mayContinue(c: FunctionContext, body: number): boolean {
  const end = c.tree.next[body]!;
  for (let node = body; node < end; node++) if (c.tree.kind[node] === K.continue_statement) return true;
  return false;
}

function leaveUnless(c: FunctionContext, condition: number): void {
  const span = c.span(condition);
  c.f.if(lowerExpression(c, condition), span, () => {}, () => c.f.break(0, span));
}

/** A `for` holds its condition as an expression, an empty statement or a bare `;`. */
function conditionOf(c: FunctionContext, node: number): number {
  return namedChildren(c.tree, node).find((child) => c.tree.field[child] === F.condition && c.kind(child) !== K.empty_statement) ?? -1;
}

function isTrue(c: FunctionContext, condition: number): boolean {
  const at = unwrap(c.tree, condition);
  return c.kind(at) === K.true || (c.kind(at) === K.number && c.text(at) === '1');
}
