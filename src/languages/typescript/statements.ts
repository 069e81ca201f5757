import type { Reg } from '../../ir/builder.ts';
import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import { childByField, childByKind, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { lowerClassDeclaration } from './classes.ts';
import { ifElse, jump, labelled } from '../cFamilyLoops.ts';
import type { FunctionContext } from './context.ts';
import { lowerEnum, lowerImportAlias, lowerInterface, lowerNamespace, lowerTypeAlias } from './declarations.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunctionDeclaration } from './functions.ts';
import { lowerFor, lowerForIn, lowerDo, lowerWhile } from './loops.ts';
import { lowerExportStatement, lowerImportStatement } from './moduleItems.ts';
import { F, K } from './nodeKinds.ts';
import { identifierText, isClassDeclaration, isFunctionDeclaration } from './nodes.ts';
import { bindPattern } from './patterns.ts';
import { findPrototypeClasses, isDeferred } from './prototypes.ts';
import { lowerSwitch } from './switch.ts';
import { annotatedType } from './types.ts';

/** Statements of one scope: functions, imports and types first, which exist before the first statement runs. */
export function lowerStatements(c: FunctionContext, nodes: readonly number[]): void {
  findPrototypeClasses(c, nodes);
  // Before the imports: a module that imports this one in a cycle sees its functions already.
  hoistFunctions(c, nodes);
  for (const node of nodes) if (c.kind(node) === K.import_statement) lowerImportStatement(c, node);
  for (const node of nodes) hoistType(c, declarationOf(c, node));
  for (const node of nodes) {
    const declared = c.absorbed.get(node);
    if (declared === undefined) lowerStatement(c, node);
    else if (declared >= 0) lowerFunctionDeclaration(c, declared);
  }
}

/** Binds the functions that the statements declare. */
export function hoistFunctions(c: FunctionContext, nodes: readonly number[]): void {
  for (const node of nodes) {
    const declaration = declarationOf(c, node);
    if (isFunctionDeclaration(c.kind(declaration)) && !isDeferred(c, declaration)) lowerFunctionDeclaration(c, declaration);
  }
}

/** What an `export` statement exports, or the statement itself. */
function declarationOf(c: FunctionContext, node: number): number {
  if (c.kind(node) !== K.export_statement) return node;
  const declaration = childByField(c.tree, node, F.declaration);
  return declaration < 0 ? node : declaration;
}

function hoistType(c: FunctionContext, node: number): void {
  if (c.kind(node) === K.interface_declaration) lowerInterface(c, node);
  else if (c.kind(node) === K.type_alias_declaration) lowerTypeAlias(c, node);
}

export function lowerStatement(c: FunctionContext, node: number): void {
  if (c.depth >= MAX_LOWERING_DEPTH) {
    c.f.unknown('too-deep', [], c.span(node));
    return;
  }
  c.depth++;
  const labels = c.labels;
  // Only the statement right after a label is labelled.
  if (c.kind(node) !== K.labeled_statement && !isLoop(c.kind(node))) c.labels = [];
  try {
    dispatch(c, node);
  } finally {
    c.labels = labels;
    c.depth--;
  }
}

/** A statement that is the body of another: a block, or a single statement. */
export function lowerBody(c: FunctionContext, node: number): void {
  if (node < 0) return;
  if (c.kind(node) === K.statement_block) lowerStatements(c, namedChildren(c.tree, node));
  else lowerStatements(c, [node]);
}

const isLoop = (kind: number): boolean =>
  kind === K.for_statement || kind === K.for_in_statement || kind === K.while_statement || kind === K.do_statement;

function dispatch(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const span = c.span(node);
  const kind = c.kind(node);
  switch (kind) {
    case K.expression_statement: {
      for (const child of namedChildren(tree, node)) {
        if (c.kind(child) === K.internal_module) lowerNamespace(c, child);
        else lowerExpression(c, child);
      }
      return;
    }
    case K.lexical_declaration: case K.variable_declaration: lowerDeclaration(c, node); return;
    case K.statement_block: lowerStatements(c, namedChildren(tree, node)); return;
    case K.if_statement: lowerIf(c, node); return;
    case K.for_statement: lowerFor(c, node); return;
    case K.for_in_statement: lowerForIn(c, node); return;
    case K.while_statement: lowerWhile(c, node); return;
    case K.do_statement: lowerDo(c, node); return;
    case K.switch_statement: lowerSwitch(c, node); return;
    case K.return_statement: f.return(optionalOperand(c, node), span); return;
    case K.throw_statement: f.throw(optionalOperand(c, node), span); return;
    case K.break_statement: case K.continue_statement: lowerJump(c, node, kind === K.continue_statement); return;
    case K.labeled_statement: lowerLabeled(c, node); return;
    case K.try_statement: lowerTry(c, node); return;
    case K.with_statement: {
      const object = childByField(tree, node, F.object);
      f.unknown('with', object < 0 ? [] : [lowerExpression(c, object)], span);
      lowerBody(c, childByField(tree, node, F.body));
      return;
    }
    case K.enum_declaration: lowerEnum(c, node); return;
    case K.internal_module: case K.module: lowerNamespace(c, node); return;
    case K.export_statement: lowerExportStatement(c, node); return;
    case K.import_alias: lowerImportAlias(c, node); return;
    // Done when the scope was entered.
    case K.import_statement: case K.interface_declaration: case K.type_alias_declaration:
    case K.function_declaration: case K.generator_function_declaration:
    // Without effect at run time.
    case K.function_signature: case K.ambient_declaration: case K.empty_statement: case K.debugger_statement: case K.hash_bang_line:
    case K.decorator: return;
    case K.ERROR: f.module.noteUnsupported('syntax-error'); lowerStatements(c, namedChildren(tree, node)); return;
    case K.else_clause: case K.finally_clause: case K.catch_clause: lowerStatements(c, namedChildren(tree, node)); return;
    default:
      if (isClassDeclaration(kind)) lowerClassDeclaration(c, node);
      else lowerExpression(c, node);
  }
}

export function optionalOperand(c: FunctionContext, node: number): Reg | undefined {
  const value = firstNamedChild(c.tree, node);
  return value < 0 ? undefined : lowerExpression(c, value);
}

/** `const x: T = v, { y } = w;`. A variable without a value is `undefined`, a `var` keeps what it holds. */
function lowerDeclaration(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  for (const declarator of namedChildren(tree, node)) {
    if (c.kind(declarator) !== K.variable_declarator) {
      lowerStatement(c, declarator);
      continue;
    }
    const pattern = childByField(tree, declarator, F.name);
    const value = childByField(tree, declarator, F.value);
    if (pattern < 0) continue;
    const span = c.span(declarator);
    if (value < 0) {
      if (c.kind(node) === K.lexical_declaration) bindPattern(c, pattern, f.const(null, span), span);
      const binding = c.binding(pattern);
      if (binding) binding.type = annotatedType(tree, declarator);
      continue;
    }
    const name = c.kind(pattern) === K.identifier ? identifierText(tree, pattern) : undefined;
    const reg = lowerExpression(c, value, name);
    const type = annotatedType(tree, declarator);
    const annotation = childByField(tree, declarator, F.type);
    bindPattern(c, pattern, type ? f.cast(reg, type, span) : reg, span, annotation);
  }
}

function lowerIf(c: FunctionContext, node: number): void {
  const { tree } = c;
  const part = (field: number): number => childByField(tree, node, field);
  const otherwise = part(F.alternative);
  const alternative = otherwise < 0 ? -1 : c.kind(otherwise) === K.else_clause ? firstNamedChild(tree, otherwise) : otherwise;
  ifElse(c, node, { condition: part(F.condition), consequence: part(F.consequence), alternative }, (at) => lowerExpression(c, at), (body) => lowerBody(c, body));
}

function lowerJump(c: FunctionContext, node: number, isContinue: boolean): void {
  const label = childByField(c.tree, node, F.label);
  jump(c, isContinue, label < 0 ? undefined : identifierText(c.tree, label), c.span(node));
}

/** A label before a loop belongs to the loop; before anything else, `break` leaves the statement. */
function lowerLabeled(c: FunctionContext, node: number): void {
  const { tree } = c;
  const label = childByField(tree, node, F.label);
  const body = childByField(tree, node, F.body);
  if (body < 0) return;
  const labels = [...c.labels, label < 0 ? '' : identifierText(tree, label)];
  const kind = c.kind(body);
  if (isLoop(kind) || kind === K.labeled_statement) {
    c.labels = labels;
    lowerStatement(c, body);
    return;
  }
  labelled(c, node, labels, () => lowerBody(c, body));
}

function lowerTry(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const body = childByField(tree, node, F.body);
  const handler = childByField(tree, node, F.handler);
  const finalizer = childByField(tree, node, F.finalizer);
  const inFinally = finalizer < 0 ? -1 : childByField(tree, finalizer, F.body);
  const catchHere = (): void => {
    const parameter = childByField(tree, handler, F.parameter);
    const caught = f.catch(c.span(parameter < 0 ? handler : parameter));
    if (parameter >= 0) bindPattern(c, parameter, caught, c.span(parameter));
    lowerBody(c, childByField(tree, handler, F.body));
  };
  f.try(c.span(node), () => lowerBody(c, body), handler < 0 ? undefined : catchHere, inFinally < 0 ? undefined : () => lowerBody(c, inFinally));
}

/** Whether control can't run past the end of a statement; used to tell where a `switch` case falls through. */
export function leaves(c: FunctionContext, node: number): boolean {
  const { tree } = c;
  switch (c.kind(node)) {
    case K.return_statement: case K.throw_statement: case K.break_statement: case K.continue_statement: return true;
    case K.statement_block: {
      const inner = namedChildren(tree, node);
      return inner.length > 0 && leaves(c, inner[inner.length - 1]!);
    }
    case K.if_statement: {
      const consequence = childByField(tree, node, F.consequence);
      const otherwise = childByKind(tree, node, K.else_clause);
      const alternative = otherwise < 0 ? -1 : firstNamedChild(tree, otherwise);
      return consequence >= 0 && alternative >= 0 && leaves(c, consequence) && leaves(c, alternative);
    }
    default: return false;
  }
}
