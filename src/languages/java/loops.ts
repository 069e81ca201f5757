import { LoopFlag } from '../../ir/builder.ts';
import { childByField, childrenByField } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { declaredType } from './types.ts';
import { lowerExpression } from './expressions.ts';
import { scopedType } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, unwrap } from './nodes.ts';
import { lowerBody, lowerStatement } from './statements.ts';

/** `for (init; condition; update)`: `continue` leaves a block around the body, so that the update runs. */
export function lowerFor(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const { labels } = c;
  c.inBlock(() => {
    for (const init of childrenByField(tree, node, F.init)) {
      if (c.kind(init) === K.local_variable_declaration) lowerStatement(c, init);
      else lowerExpression(c, init);
    }
    const condition = childByField(tree, node, F.condition);
    f.loop(span, () => {
      const breakNesting = f.nesting;
      if (condition >= 0) leaveUnless(c, condition);
      runBody(c, node, labels, breakNesting, true);
      for (const update of childrenByField(tree, node, F.update)) lowerExpression(c, update);
    }, condition < 0 ? LoopFlag.infinite : LoopFlag.none);
  });
}

/** `for (T x : xs)`. */
export function lowerForEach(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const { labels } = c;
  const value = childByField(tree, node, F.value);
  const iterable = value < 0 ? f.unknown('for', [], span) : lowerExpression(c, value);
  c.inBlock(() => {
    const type = scopedType(c, declaredType(tree, node));
    const name = childByField(tree, node, F.name);
    const at = c.span(name < 0 ? node : name);
    const local = c.declare(declaredName(tree, node) ?? '', type);
    f.loop(span, () => {
      const breakNesting = f.nesting;
      const item = f.next(iterable, at);
      f.move(local.reg, type ? f.cast(item, type, at) : item, at);
      runBody(c, node, labels, breakNesting, false);
    });
  });
}

export function lowerWhile(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const { labels } = c;
  const condition = childByField(tree, node, F.condition);
  const endless = condition >= 0 && c.kind(unwrap(tree, condition)) === K.true;
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
  const endless = condition >= 0 && c.kind(unwrap(tree, condition)) === K.true;
  f.loop(c.span(node), () => {
    const breakNesting = f.nesting;
    runBody(c, node, labels, breakNesting, true);
    if (condition >= 0 && !endless) leaveUnless(c, condition);
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
