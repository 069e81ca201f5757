import { Operator, type Reg } from '../../ir/builder.ts';
import { childByField, childrenByField, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { unwrap } from './nodes.ts';
import { hoistFunctions, leaves, lowerStatement } from './statements.ts';

/** Cases that share one body. */
interface Group { readonly cases: readonly number[]; readonly hasDefault: boolean; readonly body: readonly number[]; readonly node: number }

/**
 * A `switch` is a block of tests that `break` leaves: every body but the last leaves it anyway, so the tests can stand one
 * after the other. Where a body runs on into the next, a variable says that a case has matched. `default` comes last.
 */
export function lowerSwitch(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const { labels } = c;
  const subject = childByField(tree, node, F.value);
  const body = childByField(tree, node, F.body);
  // `switch (true)` picks the first case that holds.
  const value = subject < 0 ? f.unknown('switch', [], span) : c.kind(unwrap(tree, subject)) === K.true ? undefined : lowerExpression(c, subject);
  if (body < 0) return;
  const groups = groupCases(c, body);
  const ordered = [...groups.filter((group) => !group.hasDefault), ...groups.filter((group) => group.hasDefault)];
  const fallsThrough = groups.slice(0, -1).some((group) => !runsToExit(c, group));
  f.block(span, () => {
    c.jumps.push({ labels, plain: true, breakNesting: f.nesting });
    hoistFunctions(c, groups.flatMap((group) => group.body));
    const matched = fallsThrough ? f.newVar('') : undefined;
    if (matched !== undefined) f.move(matched, f.const(false, span), span);
    for (const group of ordered) lowerGroup(c, group, value, matched, group === ordered[ordered.length - 1]);
    c.jumps.pop();
  });
}

function lowerGroup(c: FunctionContext, group: Group, value: Reg | undefined, matched: Reg | undefined, isLast: boolean): void {
  const { f } = c;
  const span = c.span(group.node);
  const run = (): void => {
    if (matched !== undefined) f.move(matched, f.const(true, span), span);
    for (const statement of group.body) lowerStatement(c, statement);
    // The last body of the source may just end; the default that was moved behind it must not run then.
    if (matched === undefined && !isLast && !runsToExit(c, group)) f.break(0, span);
  };
  if (group.hasDefault) {
    for (const statement of group.body) lowerStatement(c, statement);
    return;
  }
  f.if(matchAny(c, group.cases, value, matched), span, run);
}

/** Whether the value equals one of the cases, or an earlier body has run into this one. */
function matchAny(c: FunctionContext, cases: readonly number[], value: Reg | undefined, matched: Reg | undefined): Reg {
  const { f } = c;
  const test = (node: number): Reg => {
    const label = childByField(c.tree, node, F.value);
    const span = c.span(label < 0 ? node : label);
    const expected = label < 0 ? f.const(null, span) : lowerExpression(c, label);
    return value === undefined ? expected : f.binary(Operator.eq, value, expected, span);
  };
  let condition = matched;
  for (const node of cases) condition = condition === undefined ? test(node) : f.orElse(condition, c.span(node), () => test(node));
  return condition ?? f.const(true, c.span(cases[0] ?? 0));
}

function groupCases(c: FunctionContext, body: number): Group[] {
  const groups: Group[] = [];
  let cases: number[] = [];
  let hasDefault = false;
  const all = namedChildren(c.tree, body);
  all.forEach((node, position) => {
    if (c.kind(node) === K.switch_case) cases.push(node);
    else if (c.kind(node) === K.switch_default) hasDefault = true;
    const statements = childrenByField(c.tree, node, F.body);
    if (statements.length === 0 && position < all.length - 1) return;
    groups.push({ cases, hasDefault, body: statements, node });
    cases = [];
    hasDefault = false;
  });
  return groups;
}

function runsToExit(c: FunctionContext, group: Group): boolean {
  const last = group.body[group.body.length - 1];
  return last !== undefined && leaves(c, last);
}
