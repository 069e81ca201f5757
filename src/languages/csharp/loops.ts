import { LoopFlag } from '../../ir/builder.ts';
import { childByField, childByKind, childrenByField, firstNamedChild } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { typed, typeHere } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { nameText, unwrap } from './nodes.ts';
import { bindTargets } from './patterns.ts';
import { lowerBody, lowerVariables } from './statements.ts';
import { declaredType } from './types.ts';

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
      if (condition >= 0) leaveUnless(c, condition);
      runBody(c, node, breakNesting, true);
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
      runBody(c, node, breakNesting, false);
    });
  });
}

export function lowerWhile(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const condition = childByField(tree, node, F.condition);
  const literal = condition < 0 ? -1 : unwrap(tree, condition);
  const endless = literal >= 0 && c.kind(literal) === K.boolean_literal && c.text(literal) === 'true';
  f.loop(c.span(node), () => {
    const breakNesting = f.nesting;
    if (condition >= 0 && !endless) leaveUnless(c, condition);
    runBody(c, node, breakNesting, false);
  }, endless ? LoopFlag.infinite : LoopFlag.none);
}

export function lowerDo(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const condition = childByField(tree, node, F.condition);
  f.loop(c.span(node), () => {
    const breakNesting = f.nesting;
    runBody(c, node, breakNesting, true);
    if (condition >= 0) leaveUnless(c, condition);
  }, LoopFlag.atLeastOnce);
}

/** Lowers the loop's body. `inBlock`: something runs after it in each round, which `continue` must not skip. */
function runBody(c: FunctionContext, node: number, breakNesting: number, inBlock: boolean): void {
  const { f, tree } = c;
  const body = childByField(tree, node, F.body);
  const run = (): void => {
    c.jumps.push({ breakNesting, continueNesting: f.nesting, continueByBreak: inBlock });
    lowerBody(c, body);
    c.jumps.pop();
  };
  if (inBlock && body >= 0) f.block(c.span(body), run);
  else run();
}

function leaveUnless(c: FunctionContext, condition: number): void {
  const span = c.span(condition);
  c.f.if(lowerExpression(c, condition), span, () => {}, () => c.f.break(0, span));
}

/** `using (…) { … }`. */
export function lowerUsing(c: FunctionContext, node: number): void {
  const { tree } = c;
  c.inBlock(() => {
    const declaration = childByKind(tree, node, K.variable_declaration);
    const body = childByField(tree, node, F.body);
    const resource = firstNamedChild(tree, node);
    if (declaration >= 0) lowerVariables(c, declaration, true);
    else if (resource >= 0 && resource !== body) c.f.enter(lowerExpression(c, resource), c.span(resource));
    lowerBody(c, body);
  });
}
