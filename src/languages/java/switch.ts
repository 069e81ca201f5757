import { Operator, type Reg } from '../../ir/builder.ts';
import { childByField, childByKind, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { resolveVariable } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { nameText } from './nodes.ts';
import { bindPattern } from './patterns.ts';
import { leaves, lowerStatement, lowerStatements } from './statements.ts';

/** Labels that share one body. */
interface Group {
  readonly labels: readonly number[];
  readonly hasDefault: boolean;
  readonly body: readonly number[];
  /** `case … ->`: never runs on into the next. */
  readonly isRule: boolean;
  readonly node: number;
}

/**
 * A `switch` is a block of tests that `break` and `yield` leave: every body but the last leaves it anyway, so the tests can
 * stand one after the other. Where a body runs on into the next, a variable says that a case has matched. `default` comes last.
 */
export function lowerSwitch(c: FunctionContext, node: number, isExpression: boolean): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const { labels } = c;
  const subject = childByField(tree, node, F.condition);
  const body = childByField(tree, node, F.body);
  const value = subject < 0 ? f.unknown('switch', [], span) : f.copy(lowerExpression(c, subject), c.span(subject));
  const result = f.newVar('');
  if (body < 0) return result;
  const groups = groupLabels(c, body);
  const ordered = [...groups.filter((group) => !group.hasDefault), ...groups.filter((group) => group.hasDefault)];
  const fallsThrough = groups.slice(0, -1).some((group) => !group.isRule && !runsToExit(c, group));
  f.block(span, () => {
    c.jumps.push({ labels, plain: true, breakNesting: f.nesting, ...(isExpression ? { result } : {}) });
    c.inBlock(() => {
      const matched = fallsThrough ? f.newVar('') : undefined;
      if (matched !== undefined) f.move(matched, f.const(false, span), span);
      ordered.forEach((group, position) => lowerGroup(c, group, value, isExpression ? result : undefined, matched, position === ordered.length - 1));
    });
    c.jumps.pop();
  });
  return result;
}

function lowerGroup(c: FunctionContext, group: Group, value: Reg, result: Reg | undefined, matched: Reg | undefined, isLast: boolean): void {
  const { f } = c;
  const span = c.span(group.node);
  const run = (): void => c.inBlock(() => {
    if (matched !== undefined) f.move(matched, f.const(true, span), span);
    lowerBodyOf(c, group, result);
    if (!isLast && matched === undefined && !runsToExit(c, group)) f.break(0, span);
  });
  if (group.hasDefault && isLast) { run(); return; }
  f.if(matchAny(c, group, value, matched), span, run);
}

function lowerBodyOf(c: FunctionContext, group: Group, result: Reg | undefined): void {
  const { f, tree } = c;
  const [only = -1] = group.body;
  // `case X -> value;`
  if (group.isRule && result !== undefined && only >= 0 && c.kind(only) === K.expression_statement) {
    const inner = firstNamedChild(tree, only);
    const span = c.span(only);
    f.move(result, inner < 0 ? f.const(null, span) : lowerExpression(c, inner), span);
    return;
  }
  if (group.isRule && only >= 0 && c.kind(only) === K.block) lowerStatements(c, namedChildren(tree, only));
  else for (const statement of group.body) lowerStatement(c, statement);
}

/** Whether the value matches one of the labels, or an earlier body has run into this one. */
function matchAny(c: FunctionContext, group: Group, value: Reg, matched: Reg | undefined): Reg {
  const { f } = c;
  let condition = matched;
  for (const label of group.labels) for (const node of namedChildren(c.tree, label)) {
    if (c.kind(node) === K.guard || isDefault(c, node)) continue;
    const test = (): Reg => guarded(c, label, testLabel(c, node, value));
    condition = condition === undefined ? test() : f.orElse(condition, c.span(node), test);
  }
  return condition ?? f.const(true, c.span(group.node));
}

function testLabel(c: FunctionContext, node: number, value: Reg): Reg {
  const { f } = c;
  const span = c.span(node);
  if (c.kind(node) === K.pattern) return bindPattern(c, node, value);
  // A constant of an enumeration stands without its type.
  const isEnumConstant = c.kind(node) === K.identifier && !resolveVariable(c, nameText(c.tree, node)) && !c.file.imported.has(nameText(c.tree, node));
  return f.binary(Operator.eq, value, isEnumConstant ? f.const(nameText(c.tree, node), span) : lowerExpression(c, node), span);
}

function guarded(c: FunctionContext, label: number, condition: Reg): Reg {
  const guard = childByKind(c.tree, label, K.guard);
  const inner = guard < 0 ? -1 : firstNamedChild(c.tree, guard);
  return inner < 0 ? condition : c.f.andThen(condition, c.span(guard), () => lowerExpression(c, inner));
}

/** `default` in a list of labels is read as a name by the grammar. */
const isDefault = (c: FunctionContext, node: number): boolean => c.kind(node) === K.identifier && c.text(node) === 'default';

function groupLabels(c: FunctionContext, body: number): Group[] {
  const { tree } = c;
  const groups: Group[] = [];
  let labels: number[] = [];
  const all = namedChildren(tree, body);
  all.forEach((node, position) => {
    const inner = namedChildren(tree, node);
    labels.push(...inner.filter((child) => c.kind(child) === K.switch_label));
    const statements = inner.filter((child) => c.kind(child) !== K.switch_label);
    const isRule = c.kind(node) === K.switch_rule;
    if (!isRule && statements.length === 0 && position < all.length - 1) return;
    const hasDefault = labels.some((label) => childByKind(tree, label, K.default) >= 0 || namedChildren(tree, label).some((child) => isDefault(c, child)));
    groups.push({ labels, hasDefault, body: statements, isRule, node });
    labels = [];
  });
  return groups;
}

function runsToExit(c: FunctionContext, group: Group): boolean {
  const last = group.body[group.body.length - 1];
  return last !== undefined && leaves(c, last);
}
