import type { Span } from '../../base/words.ts';
import type { Reg } from '../../ir/builder.ts';
import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import { childByField, childByKind, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { ifElse, jump } from '../cFamilyLoops.ts';
import type { FunctionContext } from './context.ts';
import { lowerInitialValue } from './creation.ts';
import { lowerExpression } from './expressions.ts';
import { lowerLocalFunctions } from './lambdas.ts';
import { lowerDo, lowerFor, lowerForEach, lowerUsing, lowerWhile } from './loops.ts';
import { typed, typeHere } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, expand, hasToken, isTypeDeclaration, operandOf, trailingValue } from './nodes.ts';
import { bindTargets, typeTest } from './patterns.ts';
import { lowerSwitch } from './switch.ts';
import { declaredType, typeRef } from './types.ts';

/** Statements of one block. */
export function lowerStatements(c: FunctionContext, nodes: readonly number[]): void {
  c.inBlock(() => lowerSequence(c, nodes));
}

/** Statements that share the scope around them. */
export function lowerSequence(c: FunctionContext, nodes: readonly number[]): void {
  const all = expand(c.tree, nodes);
  lowerLocalFunctions(c, all);
  lowerFrom(c, all, 0);
}

/** The statements from one on; behind `using var x = …;` they are what it is open for. */
function lowerFrom(c: FunctionContext, all: readonly number[], first: number): void {
  for (let i = first; i < all.length; i++) {
    const node = all[i]!;
    const isUsing = c.kind(node) === K.local_declaration_statement && hasToken(c.tree, node, K.using) && c.nesting < MAX_LOWERING_DEPTH;
    if (!isUsing) { lowerStatement(c, node); continue; }
    const opened = lowerOpened(c, childByKind(c.tree, node, K.variable_declaration));
    if (opened.length === 0) continue;
    c.nesting++;
    whileOpen(c, opened, c.span(node), () => lowerFrom(c, all, i + 1));
    c.nesting--;
    return;
  }
}

/** Runs the statements for which something was opened, and then what its class says of the end. */
export function whileOpen(c: FunctionContext, opened: readonly Reg[], span: Span, run: () => void): void {
  if (opened.length === 0) { run(); return; }
  c.f.try(span, run, undefined, () => { for (const reg of [...opened].reverse()) c.f.callMethod(reg, '__exit__', [], span); });
}

/** Declares what a `using` opens; gives those of which the program may say what closing them does: objects that it makes, or has. */
export function lowerOpened(c: FunctionContext, declaration: number): readonly Reg[] {
  if (declaration < 0) return [];
  lowerVariables(c, declaration, true);
  return namedChildren(c.tree, declaration).flatMap((declarator) => {
    if (c.kind(declarator) !== K.variable_declarator) return [];
    const value = trailingValue(c.tree, declarator);
    const local = c.local(declaredName(c.tree, declarator) ?? '');
    return value >= 0 && local && local.home === 'register' && mayBeOwn(c, value) ? [local.reg] : [];
  });
}
const mayBeOwn = (c: FunctionContext, node: number): boolean => {
  const kind = c.kind(node);
  return kind === K.object_creation_expression || kind === K.implicit_object_creation_expression || kind === K.identifier;
};

/** A statement that is the body of another: a block, or a single statement. */
export function lowerBody(c: FunctionContext, node: number): void {
  if (node < 0) return;
  lowerStatements(c, c.kind(node) === K.block ? namedChildren(c.tree, node) : [node]);
}

function lowerStatement(c: FunctionContext, node: number): void {
  if (c.nesting >= MAX_LOWERING_DEPTH) {
    c.f.unknown('too-deep', [], c.span(node));
    return;
  }
  c.nesting++;
  try {
    dispatch(c, node);
  } finally {
    c.nesting--;
  }
}

function dispatch(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const kind = c.kind(node);
  switch (kind) {
    case K.expression_statement: for (const child of namedChildren(tree, node)) lowerExpression(c, child); return;
    case K.local_declaration_statement: {
      const declaration = childByKind(tree, node, K.variable_declaration);
      if (declaration >= 0) lowerVariables(c, declaration, hasToken(tree, node, K.using)); // a `using` only where the code is too deep for its end
      return;
    }
    case K.variable_declaration: lowerVariables(c, node, false); return;
    case K.block: lowerStatements(c, namedChildren(tree, node)); return;
    case K.if_statement: lowerIf(c, node); return;
    case K.for_statement: lowerFor(c, node); return;
    case K.foreach_statement: lowerForEach(c, node); return;
    case K.while_statement: lowerWhile(c, node); return;
    case K.do_statement: lowerDo(c, node); return;
    case K.using_statement: lowerUsing(c, node); return;
    case K.switch_statement: lowerSwitch(c, node); return;
    case K.return_statement: f.return(returned(c, node), span); return;
    case K.throw_statement: { const value = operandOf(tree, node); f.throw(value < 0 ? undefined : lowerExpression(c, value), span); return; }
    case K.yield_statement: {
      const value = operandOf(tree, node);
      if (value < 0) f.return(undefined, span);
      else f.yield(lowerInitialValue(c, value, c.f.returnType?.args?.[0]), false, span);
      return;
    }
    case K.break_statement: case K.continue_statement: jump(c, kind === K.continue_statement, undefined, c.span(node)); return;
    case K.try_statement: lowerTry(c, node); return;
    case K.lock_statement: case K.fixed_statement: case K.checked_statement: case K.unsafe_statement: case K.labeled_statement:
      c.inBlock(() => { for (const child of namedChildren(tree, node)) if (c.kind(child) !== K.identifier) lowerStatement(c, child); });
      return;
    case K.global_statement: for (const child of namedChildren(tree, node)) lowerStatement(c, child); return;
    case K.local_function_statement: case K.empty_statement: case K.goto_statement: case K.using_directive: case K.modifier: return;
    case K.ERROR: f.module.noteUnsupported('syntax-error'); for (const child of namedChildren(tree, node)) lowerStatement(c, child); return;
    default: if (!isTypeDeclaration(kind)) lowerExpression(c, node);
  }
}

function returned(c: FunctionContext, node: number): Reg | undefined {
  const value = operandOf(c.tree, node);
  const type = c.f.returnType;
  return value < 0 ? undefined : typed(c, lowerInitialValue(c, value, type), type, c.span(value));
}

/** `T x = v, y;` and `var (x, y) = v;`. */
export function lowerVariables(c: FunctionContext, node: number, isUsing: boolean): void {
  const { f, tree } = c;
  const type = typeHere(c, declaredType(tree, node));
  for (const declarator of namedChildren(tree, node)) {
    if (c.kind(declarator) !== K.variable_declarator) continue;
    const span = c.span(declarator);
    const value = trailingValue(tree, declarator);
    const plain = value < 0 ? f.const(null, span) : lowerInitialValue(c, value, type);
    const reg = isUsing ? f.enter(plain, span) : plain;
    const tuple = childByKind(tree, declarator, K.tuple_pattern);
    if (tuple >= 0) { bindTargets(c, tuple, reg); continue; }
    // The variable is not in scope in its own initialiser.
    const local = c.declare(declaredName(tree, declarator) ?? '', type, span);
    c.assign(local, value < 0 ? reg : typed(c, reg, type, span), span);
  }
}

function lowerIf(c: FunctionContext, node: number): void {
  const part = (field: number): number => childByField(c.tree, node, field);
  ifElse(c, node, { condition: part(F.condition), consequence: part(F.consequence), alternative: part(F.alternative) }, (at) => lowerExpression(c, at), (body) => lowerBody(c, body));
}

function lowerTry(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const body = childByField(tree, node, F.body);
  const handlers = namedChildren(tree, node).filter((child) => c.kind(child) === K.catch_clause);
  const finalizer = childByKind(tree, node, K.finally_clause);
  const inFinally = finalizer < 0 ? -1 : childByKind(tree, finalizer, K.block);
  f.try(c.span(node), () => lowerBody(c, body),
    handlers.length === 0 ? undefined : () => lowerHandlers(c, handlers, 0),
    inFinally < 0 ? undefined : () => lowerBody(c, inFinally));
}

/** Which handler runs depends on what is thrown: the first that takes it, the last where no other does. */
function lowerHandlers(c: FunctionContext, handlers: readonly number[], at: number, thrown = c.f.newVar('')): void {
  const { f, tree } = c;
  const handler = handlers[at];
  if (handler === undefined) return;
  const span = c.span(handler);
  if (at === 0) f.move(thrown, f.catch(span), span);
  const run = (): void => c.inBlock(() => {
    const declaration = childByKind(tree, handler, K.catch_declaration);
    const name = declaration < 0 ? undefined : declaredName(tree, declaration);
    if (name !== undefined) c.assign(c.declare(name, undefined, span), thrown, span);
    const filter = childByKind(tree, handler, K.catch_filter_clause);
    const condition = filter < 0 ? -1 : firstNamedChild(tree, filter);
    const block = childByField(tree, handler, F.body);
    if (condition < 0) lowerBody(c, block);
    else f.if(lowerExpression(c, condition), span, () => lowerBody(c, block));
  });
  if (at === handlers.length - 1) { run(); return; }
  const declaration = childByKind(tree, handler, K.catch_declaration);
  const type = declaration < 0 || childByKind(tree, handler, K.catch_filter_clause) >= 0 ? -1 : childByField(tree, declaration, F.type);
  const matches = type < 0 ? f.get(thrown, 'class', span) : typeTest(c, thrown, typeRef(tree, type), span);
  f.if(matches, span, run, () => lowerHandlers(c, handlers, at + 1, thrown));
}

/** Whether control can't run past the end of a statement. */
export function leaves(c: FunctionContext, node: number): boolean {
  const { tree } = c;
  switch (c.kind(node)) {
    case K.return_statement: case K.throw_statement: case K.break_statement: case K.continue_statement: return true;
    case K.block: {
      const inner = namedChildren(tree, node);
      return inner.length > 0 && leaves(c, inner[inner.length - 1]!);
    }
    case K.if_statement: {
      const [consequence, alternative] = [childByField(tree, node, F.consequence), childByField(tree, node, F.alternative)];
      return consequence >= 0 && alternative >= 0 && leaves(c, consequence) && leaves(c, alternative);
    }
    default: return false;
  }
}
