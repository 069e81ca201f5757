import { LoopFlag } from '../../ir/builder.ts';
import { childByField, namedChildren } from '../../syntax/tree.ts';
import { Loops } from '../cFamilyLoops.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { hasToken, unwrap } from './nodes.ts';
import { bindPattern } from './patterns.ts';
import { lowerBody, lowerStatement } from './statements.ts';

const loops = new Loops<FunctionContext>({
  fields: F, continueStatement: K.continue_statement, lower: lowerExpression, lowerBody,
  isTrue: (c, condition) => { const at = unwrap(c.tree, condition); return c.kind(at) === K.true || (c.kind(at) === K.number && c.text(at) === '1'); },
});

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
    if (condition >= 0) loops.leaveUnless(c, condition);
    loops.body(c, node, labels, breakNesting, true);
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
    loops.body(c, node, labels, breakNesting, false);
  });
}

export const lowerWhile = (c: FunctionContext, node: number): void => loops.while(c, node);

export const lowerDo = (c: FunctionContext, node: number): void => loops.do(c, node);

/** A `for` holds its condition as an expression, an empty statement or a bare `;`. */
function conditionOf(c: FunctionContext, node: number): number {
  return namedChildren(c.tree, node).find((child) => c.tree.field[child] === F.condition && c.kind(child) !== K.empty_statement) ?? -1;
}
