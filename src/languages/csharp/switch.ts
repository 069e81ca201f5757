import type { Reg } from '../../ir/builder.ts';
import { childByField, children, firstNamedChild, Named, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { operandOf, unwrap } from './nodes.ts';
import { matchPattern } from './patterns.ts';
import { leaves, lowerStatements } from './statements.ts';

function guarded(c: FunctionContext, condition: Reg, clause: number): Reg {
  const inner = clause < 0 ? -1 : firstNamedChild(c.tree, clause);
  return inner < 0 ? condition : c.f.andThen(condition, c.span(clause), () => lowerExpression(c, inner));
}

/** `value switch { pattern when condition => result, … }`: tests one after the other; the first that holds leaves the block. */
export function lowerSwitchExpression(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const subject = operandOf(tree, node);
  const arms = namedChildren(tree, node).filter((child) => c.kind(child) === K.switch_expression_arm);
  const value = subject < 0 ? f.unknown('switch', [], span) : f.copy(lowerExpression(c, subject), c.span(subject));
  const result = f.newVar('');
  f.block(span, () => {
    const nesting = f.nesting;
    for (const arm of arms) c.inBlock(() => {
      const parts = namedChildren(tree, arm);
      const when = parts.find((part) => c.kind(part) === K.when_clause) ?? -1;
      const pattern = parts[0];
      const expression = parts[parts.length - 1];
      const at = c.span(arm);
      if (pattern === undefined || expression === undefined || pattern === expression) return;
      const run = (): void => {
        const isThrow = c.kind(unwrap(tree, expression)) === K.throw_expression;
        const given = lowerExpression(c, expression);
        if (isThrow) return;
        f.move(result, given, at);
        f.break(f.nesting - nesting, at);
      };
      if (c.kind(pattern) === K.discard && when < 0) run();
      else f.if(guarded(c, matchPattern(c, pattern, value), when), at, run);
    });
  });
  return result;
}

/** Labels that share one body. */
interface Section { readonly labels: { readonly pattern: number; when: number }[]; hasDefault: boolean; readonly body: number[]; readonly node: number }

/** A `switch` statement is a block of tests that `break` leaves; sections don't run on into the next. `default` comes last. */
export function lowerSwitch(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const subject = childByField(tree, node, F.value);
  const body = childByField(tree, node, F.body);
  const value = subject < 0 ? f.unknown('switch', [], span) : f.copy(lowerExpression(c, unwrap(tree, subject)), c.span(subject));
  const sections = (body < 0 ? [] : namedChildren(tree, body)).filter((child) => c.kind(child) === K.switch_section).map((child) => readSection(c, child));
  const ordered = [...sections.filter((section) => !section.hasDefault), ...sections.filter((section) => section.hasDefault)];
  f.block(span, () => {
    c.jumps.push({ labels: [], plain: true, breakNesting: f.nesting });
    const nesting = f.nesting;
    c.inBlock(() => ordered.forEach((section) => {
      const at = c.span(section.node);
      const run = (): void => {
        lowerStatements(c, section.body);
        const last = section.body[section.body.length - 1];
        if (last === undefined || !leaves(c, last)) f.break(f.nesting - nesting, at);
      };
      if (section.hasDefault) c.inBlock(run);
      else c.inBlock(() => f.if(matchSection(c, section, value), at, run));
    }));
    c.jumps.pop();
  });
}

function matchSection(c: FunctionContext, section: Section, value: Reg): Reg {
  const at = c.span(section.node);
  const tests = section.labels.map((label) => (): Reg => guarded(c, matchPattern(c, label.pattern, value), label.when));
  const [first, ...rest] = tests;
  return first ? rest.reduce((condition, test) => c.f.orElse(condition, at, test), first()) : c.f.const(true, at);
}

function readSection(c: FunctionContext, node: number): Section {
  const { tree } = c;
  const section: Section = { labels: [], hasDefault: false, body: [], node };
  let afterCase = false;
  for (const child of children(tree, node)) {
    const kind = c.kind(child);
    if (kind === K.case) afterCase = true;
    else if (kind === K.default) section.hasDefault = true;
    else if (tree.named[child] !== Named.node) continue;
    else if (kind === K.when_clause) { const last = section.labels[section.labels.length - 1]; if (last) last.when = child; }
    else if (afterCase) { section.labels.push({ pattern: child, when: -1 }); afterCase = false; }
    else section.body.push(child);
  }
  return section;
}
