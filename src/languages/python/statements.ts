import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import { ArgKind, type Reg } from '../../ir/builder.ts';
import { childByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { lowerAssignment, lowerAugmented, assignTo } from './assignments.ts';
import { lowerClass, lowerMethod } from './classes.ts';
import { lowerFor, lowerIf, lowerJump, lowerTry, lowerWhile, lowerWith } from './control.ts';
import { readDecorators, type Decorator } from './decorators.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunctionDefinition } from './functions.ts';
import { lowerFromImport, lowerImport } from './imports.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { lowerMatch } from './match.ts';
import { loadName } from './names.ts';
import { F, K } from './nodeKinds.ts';

/** Statements of a block, module or skipped part, in order. */
export function lowerBlock(lo: Lowering, node: number): void {
  const { tree } = lo;
  if (lo.depth >= MAX_LOWERING_DEPTH) { lo.f.unknown('too-deep', [], spanOf(lo, node)); return; }
  lo.depth++;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) if (tree.named[child] === 1) lowerStatement(lo, child);
  lo.depth--;
}

function lowerStatement(lo: Lowering, node: number): void {
  const { tree, f } = lo;
  const span = spanOf(lo, node);
  switch (tree.kind[node]) {
    case K.expression_statement: expressionStatement(lo, node); return;
    case K.return_statement: f.return(firstValue(lo, node), span); return;
    case K.if_statement: lowerIf(lo, node); return;
    case K.for_statement: lowerFor(lo, node); return;
    case K.while_statement: lowerWhile(lo, node); return;
    case K.try_statement: lowerTry(lo, node); return;
    case K.with_statement: lowerWith(lo, node); return;
    case K.match_statement: lowerMatch(lo, node); return;
    case K.break_statement: case K.continue_statement: lowerJump(lo, node); return;
    case K.function_definition: case K.class_definition: definition(lo, node, [], node); return;
    case K.decorated_definition: {
      const inner = childByField(tree, node, F.definition);
      if (inner >= 0) definition(lo, inner, readDecorators(lo, node), node);
      return;
    }
    case K.import_statement: lowerImport(lo, node); return;
    case K.import_from_statement: lowerFromImport(lo, node); return;
    case K.raise_statement: f.throw(firstValue(lo, node), span); return;
    case K.assert_statement: assertStatement(lo, node); return;
    case K.delete_statement: {
      const target = firstNamedChild(tree, node);
      if (target >= 0) deleteTarget(lo, target);
      return;
    }
    case K.print_statement: builtinCall(lo, node, 'print'); return;
    case K.exec_statement: builtinCall(lo, node, 'exec'); return;
    case K.type_alias_statement: typeAlias(lo, node); return;
    case K.global_statement: case K.nonlocal_statement: case K.pass_statement: case K.future_import_statement: return;
    case K.block: case K.ERROR: case K.else_clause: case K.finally_clause: case K.except_clause: case K.case_clause: lowerBlock(lo, node); return;
    default: lowerExpression(lo, node);
  }
}

function expressionStatement(lo: Lowering, node: number): void {
  const { tree } = lo;
  for (const child of namedChildren(tree, node)) {
    const kind = tree.kind[child];
    if (kind === K.assignment) lowerAssignment(lo, child);
    else if (kind === K.augmented_assignment) lowerAugmented(lo, child);
    // A string that stands alone is documentation.
    else if (kind !== K.string) lowerExpression(lo, child);
  }
}

function firstValue(lo: Lowering, node: number): Reg | undefined {
  const value = firstNamedChild(lo.tree, node);
  return value < 0 ? undefined : lowerExpression(lo, value);
}

function definition(lo: Lowering, node: number, decorators: readonly Decorator[], whole: number): void {
  const span = spanOf(lo, whole);
  if (lo.depth >= MAX_LOWERING_DEPTH) { lo.f.unknown('too-deep', [], span); return; }
  lo.depth++;
  if (lo.tree.kind[node] === K.class_definition) lowerClass(lo, node, decorators, span);
  else if (lo.scope.kind === 'class' && lo.frame) lowerMethod(lo, node, decorators, lo.frame, span);
  // An overload only declares: the definition without the decorator follows.
  else if (!decorators.some((d) => /(^|\.)overload$/.test(d.annotation?.name ?? ''))) lowerFunctionDefinition(lo, node, decorators, span);
  lo.depth--;
}

/** `assert c, m`: what follows runs only where the condition holds. */
function assertStatement(lo: Lowering, node: number): void {
  const [condition, message] = namedChildren(lo.tree, node);
  if (condition === undefined) return;
  const span = spanOf(lo, node);
  lo.f.if(lowerExpression(lo, condition), span, () => {}, () => lo.f.throw(message === undefined ? undefined : lowerExpression(lo, message), span));
}

function deleteTarget(lo: Lowering, target: number): void {
  const { tree, f } = lo;
  const span = spanOf(lo, target);
  switch (tree.kind[target]) {
    case K.expression_list: case K.tuple: case K.list: case K.parenthesized_expression:
      if (lo.depth >= MAX_LOWERING_DEPTH) return;
      lo.depth++;
      for (const child of namedChildren(tree, target)) deleteTarget(lo, child);
      lo.depth--;
      return;
    case K.attribute: {
      const base = childByField(tree, target, F.object);
      const name = childByField(tree, target, F.attribute);
      if (base >= 0 && name >= 0) f.deleteName(lowerExpression(lo, base), tree.text.slice(tree.start[name], tree.end[name]), span);
      return;
    }
    case K.subscript: {
      const base = childByField(tree, target, F.value);
      const key = childByField(tree, target, F.subscript);
      if (base < 0 || key < 0) return;
      const container = lowerExpression(lo, base);
      f.deleteIndex(container, tree.kind[key] === K.slice ? f.const(null, span) : lowerExpression(lo, key), span);
      return;
    }
    case K.identifier: assignTo(lo, target, f.const(null, span), span); return;
    default: lowerExpression(lo, target);
  }
}

/** Statements of Python 2 that are calls today. */
function builtinCall(lo: Lowering, node: number, name: string): void {
  const { tree } = lo;
  const span = spanOf(lo, node);
  const args = namedChildren(tree, node).map((child) => {
    const inner = tree.kind[child] === K.chevron ? firstNamedChild(tree, child) : child;
    return { kind: ArgKind.positional, reg: lowerExpression(lo, inner < 0 ? child : inner), span: spanOf(lo, child) };
  });
  lo.f.call(loadName(lo, name, span), args, span);
}

/** `type X = …`: the name is bound, the type itself is not a value that data flows through. */
function typeAlias(lo: Lowering, node: number): void {
  const { tree } = lo;
  const left = childByField(tree, node, F.left);
  const span = spanOf(lo, node);
  const name = left < 0 ? -1 : firstNamedChild(tree, left);
  if (name < 0 || tree.kind[name] !== K.identifier) return;
  const right = childByField(tree, node, F.right);
  if (lo.scope.kind === 'module' && right >= 0) lo.typeAliases.set(textOf(lo, name), right);
  assignTo(lo, name, lo.f.const(null, span), span);
}
