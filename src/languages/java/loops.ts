import { LoopFlag } from '../../ir/builder.ts';
import { childByField, childrenByField } from '../../syntax/tree.ts';
import { Loops } from '../cFamilyLoops.ts';
import type { FunctionContext } from './context.ts';
import { declaredType } from './types.ts';
import { lowerExpression } from './expressions.ts';
import { scopedType } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, unwrap } from './nodes.ts';
import { lowerBody, lowerStatement } from './statements.ts';

const loops = new Loops<FunctionContext>({
  fields: F, continueStatement: K.continue_statement, lower: lowerExpression, lowerBody,
  isTrue: (c, condition) => c.kind(unwrap(c.tree, condition)) === K.true,
});

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
      if (condition >= 0) loops.leaveUnless(c, condition);
      loops.body(c, node, labels, breakNesting, true);
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
      loops.body(c, node, labels, breakNesting, false);
    });
  });
}

export const lowerWhile = (c: FunctionContext, node: number): void => loops.while(c, node);

export const lowerDo = (c: FunctionContext, node: number): void => loops.do(c, node);
