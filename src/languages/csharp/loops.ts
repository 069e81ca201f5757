import { LoopFlag } from '../../ir/builder.ts';
import { childByField, childByKind, childrenByField, firstNamedChild } from '../../syntax/tree.ts';
import { Loops } from '../cFamilyLoops.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { typed, typeHere } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { nameText, unwrap } from './nodes.ts';
import { bindTargets } from './patterns.ts';
import { lowerBody, lowerOpened, lowerVariables, whileOpen } from './statements.ts';
import { declaredType } from './types.ts';

const loops = new Loops<FunctionContext>({
  fields: F, continueStatement: K.continue_statement, lower: lowerExpression, lowerBody,
  isTrue: (c, condition) => { const at = unwrap(c.tree, condition); return c.kind(at) === K.boolean_literal && c.text(at) === 'true'; },
});

/** `for (init; condition; update)`: `continue` leaves a block around the body, so that the update runs. */
export function lowerFor(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  c.inBlock(() => {
    for (const init of childrenByField(tree, node, F.initializer)) {
      if (c.kind(init) === K.variable_declaration) lowerVariables(c, init, false);
      else lowerExpression(c, init);
    }
    const condition = childByField(tree, node, F.condition);
    f.loop(c.span(node), () => {
      const breakNesting = f.nesting;
      if (condition >= 0) loops.leaveUnless(c, condition);
      loops.body(c, node, [], breakNesting, true);
      for (const update of childrenByField(tree, node, F.update)) lowerExpression(c, update);
    }, condition < 0 ? LoopFlag.infinite : LoopFlag.none);
  });
}

/** `foreach (T x in xs)`, also over what arrives bit by bit. */
export function lowerForEach(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const right = childByField(tree, node, F.right);
  const left = childByField(tree, node, F.left);
  const iterable = right < 0 ? f.unknown('foreach', [], c.span(node)) : lowerExpression(c, right);
  c.inBlock(() => {
    const type = typeHere(c, declaredType(tree, node));
    const at = c.span(left < 0 ? node : left);
    f.loop(c.span(node), () => {
      const breakNesting = f.nesting;
      const item = f.next(iterable, at);
      if (left >= 0 && c.kind(left) !== K.identifier) bindTargets(c, left, item);
      else c.assign(c.declare(left < 0 ? '' : nameText(tree, left), type, at), typed(c, item, type, at), at);
      loops.body(c, node, [], breakNesting, false);
    });
  });
}

export const lowerWhile = (c: FunctionContext, node: number): void => loops.while(c, node);

export const lowerDo = (c: FunctionContext, node: number): void => loops.do(c, node);

/** `using (…) { … }`. */
export function lowerUsing(c: FunctionContext, node: number): void {
  const { tree } = c;
  c.inBlock(() => {
    const declaration = childByKind(tree, node, K.variable_declaration);
    const body = childByField(tree, node, F.body);
    const resource = firstNamedChild(tree, node);
    if (declaration >= 0) { whileOpen(c, lowerOpened(c, declaration), c.span(node), () => lowerBody(c, body)); return; }
    const opened = resource >= 0 && resource !== body ? [c.f.enter(lowerExpression(c, resource), c.span(resource))] : [];
    whileOpen(c, opened, c.span(node), () => lowerBody(c, body));
  });
}
