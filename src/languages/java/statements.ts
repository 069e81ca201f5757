import type { Span } from '../../base/words.ts';
import type { Reg } from '../../ir/builder.ts';
import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import { Operator } from '../../ir/ir.ts';
import { childByField, childByKind, childrenByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { lowerLocalClass } from './classes.ts';
import { ifElse, jump, labelled } from '../cFamilyLoops.ts';
import type { FunctionContext } from './context.ts';
import { lowerElements, lowerExpression } from './expressions.ts';
import { lowerDo, lowerFor, lowerForEach, lowerWhile } from './loops.ts';
import { scopedType, typed, typeValue } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, isTypeDeclaration, nameText, unwrap } from './nodes.ts';
import { lowerSwitch } from './switch.ts';
import { declaredType, typeRef } from './types.ts';

/** Statements of one block. */
export function lowerStatements(c: FunctionContext, nodes: readonly number[]): void {
  c.inBlock(() => { for (const node of nodes) lowerStatement(c, node); });
}

/** A statement that is the body of another: a block, or a single statement. */
export function lowerBody(c: FunctionContext, node: number): void {
  if (node < 0) return;
  lowerStatements(c, c.kind(node) === K.block ? namedChildren(c.tree, node) : [node]);
}

const isLoop = (kind: number): boolean =>
  kind === K.for_statement || kind === K.enhanced_for_statement || kind === K.while_statement || kind === K.do_statement;

export function lowerStatement(c: FunctionContext, node: number): void {
  if (c.nesting >= MAX_LOWERING_DEPTH) {
    c.f.unknown('too-deep', [], c.span(node));
    return;
  }
  c.nesting++;
  const { labels } = c;
  // Only the statement right after a label is labelled.
  if (c.kind(node) !== K.labeled_statement && !isLoop(c.kind(node))) c.labels = [];
  try {
    dispatch(c, node);
  } finally {
    c.labels = labels;
    c.nesting--;
  }
}

function dispatch(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const kind = c.kind(node);
  switch (kind) {
    case K.expression_statement: for (const child of namedChildren(tree, node)) lowerEffect(c, child); return;
    case K.local_variable_declaration: lowerVariables(c, node); return;
    case K.block: lowerStatements(c, namedChildren(tree, node)); return;
    case K.if_statement: lowerIf(c, node); return;
    case K.for_statement: lowerFor(c, node); return;
    case K.enhanced_for_statement: lowerForEach(c, node); return;
    case K.while_statement: lowerWhile(c, node); return;
    case K.do_statement: lowerDo(c, node); return;
    case K.switch_expression: lowerSwitch(c, node, false); return;
    case K.return_statement: f.return(optionalOperand(c, node), span); return;
    case K.throw_statement: f.throw(optionalOperand(c, node), span); return;
    case K.yield_statement: lowerYield(c, node); return;
    case K.break_statement: case K.continue_statement: lowerJump(c, node, kind === K.continue_statement); return;
    case K.labeled_statement: lowerLabeled(c, node); return;
    case K.try_statement: lowerTry(c, node, -1); return;
    case K.try_with_resources_statement: lowerTry(c, node, childByField(tree, node, F.resources)); return;
    case K.synchronized_statement: {
      const lock = childByKind(tree, node, K.parenthesized_expression);
      if (lock >= 0) lowerExpression(c, lock);
      lowerBody(c, childByField(tree, node, F.body));
      return;
    }
    case K.assert_statement: lowerAssert(c, node); return;
    case K.explicit_constructor_invocation: return;
    case K.ERROR: f.module.noteUnsupported('syntax-error'); for (const child of namedChildren(tree, node)) lowerStatement(c, child); return;
    case K.catch_clause: case K.finally_clause: case K.switch_block: for (const child of namedChildren(tree, node)) lowerStatement(c, child); return;
    default:
      if (isTypeDeclaration(kind)) lowerLocalClass(c, node);
      else lowerExpression(c, node);
  }
}

/** An expression for its effect: a `switch` in such a place has no value. */
function lowerEffect(c: FunctionContext, node: number): void {
  if (c.kind(node) === K.switch_expression) lowerSwitch(c, node, false);
  else lowerExpression(c, node);
}

function optionalOperand(c: FunctionContext, node: number): Reg | undefined {
  const value = firstNamedChild(c.tree, node);
  return value < 0 ? undefined : lowerExpression(c, value);
}

/** `T x = v, y[];` */
function lowerVariables(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const written = scopedType(c, declaredType(tree, node));
  for (const declarator of childrenByField(tree, node, F.declarator)) {
    const name = declaredName(tree, declarator);
    const value = childByField(tree, declarator, F.value);
    const span = c.span(declarator);
    const isArray = childByField(tree, declarator, F.dimensions) >= 0;
    const type = isArray && written ? { name: 'Array', args: [written] } : written;
    const reg = value < 0 ? f.const(null, span) : c.kind(value) === K.array_initializer ? lowerElements(c, value) : lowerExpression(c, value);
    // The variable is not in scope in its own initialiser.
    const local = c.declare(name ?? '', type);
    f.move(local.reg, value < 0 ? reg : typed(c, reg, type, span), span);
  }
}

function lowerIf(c: FunctionContext, node: number): void {
  const part = (field: number): number => childByField(c.tree, node, field);
  ifElse(c, node, { condition: part(F.condition), consequence: part(F.consequence), alternative: part(F.alternative) }, (at) => lowerExpression(c, at), (body) => lowerBody(c, body));
}

function lowerJump(c: FunctionContext, node: number, isContinue: boolean): void {
  const label = firstNamedChild(c.tree, node);
  jump(c, isContinue, label < 0 ? undefined : nameText(c.tree, label), c.span(node));
}

/** `yield v;` leaves the innermost `switch` that has a value. */
function lowerYield(c: FunctionContext, node: number): void {
  const { f } = c;
  const span = c.span(node);
  const value = optionalOperand(c, node);
  for (let k = c.jumps.length - 1; k >= 0; k--) {
    const target = c.jumps[k]!;
    if (target.result === undefined) continue;
    if (value !== undefined) f.move(target.result, value, span);
    f.break(f.nesting - target.breakNesting, span);
    return;
  }
  f.unknown('yield', value === undefined ? [] : [value], span);
}

/** A label before a loop belongs to the loop; before anything else, `break` leaves the statement. */
function lowerLabeled(c: FunctionContext, node: number): void {
  const { tree } = c;
  const [label = -1, body = -1] = namedChildren(tree, node);
  if (body < 0) return;
  const labels = [...c.labels, label < 0 ? '' : nameText(tree, label)];
  const kind = c.kind(body);
  if (isLoop(kind) || kind === K.labeled_statement) {
    c.labels = labels;
    lowerStatement(c, body);
    return;
  }
  labelled(c, node, labels, () => lowerBody(c, body));
}

function lowerTry(c: FunctionContext, node: number, resources: number): void {
  const { f, tree } = c;
  const body = childByField(tree, node, F.body);
  const handlers = namedChildren(tree, node).filter((child) => c.kind(child) === K.catch_clause);
  const finalizer = childByKind(tree, node, K.finally_clause);
  const inFinally = finalizer < 0 ? -1 : childByKind(tree, finalizer, K.block);
  const run = (): void => c.inBlock(() => {
    const opened: { readonly reg: Reg; readonly span: Span }[] = [];
    for (const resource of resources < 0 ? [] : namedChildren(tree, resources)) {
      const reg = lowerResource(c, resource);
      if (reg !== undefined) opened.push({ reg, span: c.span(resource) });
    }
    if (opened.length === 0) { lowerBody(c, body); return; }
    f.try(c.span(node), () => lowerBody(c, body), undefined, () => { for (const { reg, span } of opened.reverse()) f.callMethod(reg, '__exit__', [], span); });
  });
  f.try(c.span(node), run,
    handlers.length === 0 ? undefined : () => lowerHandlers(c, handlers, 0),
    inFinally < 0 ? undefined : () => lowerBody(c, inFinally));
}

/** Opens a resource; gives it where the program may say what closing it does: it makes an object itself, or has one. */
function lowerResource(c: FunctionContext, node: number): Reg | undefined {
  const { f, tree } = c;
  const value = childByField(tree, node, F.value);
  const span = c.span(node);
  if (value < 0) {
    const existing = firstNamedChild(tree, node);
    return existing < 0 ? undefined : f.enter(lowerExpression(c, existing), span);
  }
  const type = scopedType(c, declaredType(tree, node));
  const entered = f.enter(lowerExpression(c, value), span);
  const local = c.declare(declaredName(tree, node) ?? '', type);
  f.move(local.reg, typed(c, entered, type, span), span);
  return isLibraryCall(c, value) ? undefined : local.reg;
}
/** `Files.lines(…)`: a call of what another object or class has. */
const isLibraryCall = (c: FunctionContext, node: number): boolean => c.kind(node) === K.method_invocation && childByField(c.tree, node, F.object) >= 0;

/** Which handler runs depends on what is thrown: the first that takes it, the last where no other does. */
function lowerHandlers(c: FunctionContext, handlers: readonly number[], at: number, thrown = c.f.newVar('')): void {
  const { f, tree } = c;
  const handler = handlers[at];
  if (handler === undefined) return;
  const span = c.span(handler);
  if (at === 0) f.move(thrown, f.catch(span), span);
  const run = (): void => c.inBlock(() => {
    const parameter = childByKind(tree, handler, K.catch_formal_parameter);
    if (parameter >= 0) {
      const local = c.declare(declaredName(tree, parameter) ?? '', undefined);
      f.move(local.reg, thrown, c.span(parameter));
    }
    lowerBody(c, childByField(tree, handler, F.body));
  });
  if (at === handlers.length - 1) { run(); return; }
  const parameter = childByKind(tree, handler, K.catch_formal_parameter);
  const written = parameter < 0 ? -1 : childByKind(tree, parameter, K.catch_type);
  const [first, ...others] = written < 0 ? [] : namedChildren(tree, written);
  const isOf = (type: number): Reg => f.binary(Operator.instanceOf, thrown, typeValue(c, typeRef(tree, type).name, span), span);
  const matches = first === undefined ? f.get(thrown, 'class', span) : others.reduce((any, type) => f.orElse(any, span, () => isOf(type)), isOf(first));
  f.if(matches, span, run, () => lowerHandlers(c, handlers, at + 1, thrown));
}

function lowerAssert(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const [condition = -1, message = -1] = namedChildren(tree, node);
  if (condition < 0) return;
  f.if(lowerExpression(c, condition), span, () => {}, () => f.throw(message < 0 ? undefined : lowerExpression(c, message), span));
}

/** Whether control can't run past the end of a statement; used to tell where a `switch` case falls through. */
export function leaves(c: FunctionContext, node: number): boolean {
  const { tree } = c;
  switch (c.kind(node)) {
    case K.return_statement: case K.throw_statement: case K.break_statement: case K.continue_statement: case K.yield_statement: return true;
    case K.block: {
      const inner = namedChildren(tree, node);
      return inner.length > 0 && leaves(c, inner[inner.length - 1]!);
    }
    case K.if_statement: {
      const consequence = childByField(tree, node, F.consequence);
      const alternative = childByField(tree, node, F.alternative);
      return consequence >= 0 && alternative >= 0 && leaves(c, consequence) && leaves(c, alternative);
    }
    case K.while_statement: {
      const condition = childByField(tree, node, F.condition);
      return condition >= 0 && c.kind(unwrap(tree, condition)) === K.true && !hasBreak(c, node);
    }
    default: return false;
  }
}

function hasBreak(c: FunctionContext, node: number): boolean {
  const end = c.tree.next[node]!;
  for (let at = node; at < end; at++) if (c.tree.kind[at] === K.break_statement) return true;
  return false;
}
