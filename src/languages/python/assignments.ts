import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import type { Span } from '../../base/words.ts';
import type { Reg } from '../../ir/builder.ts';
import { childByField, childrenByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { binaryOperator, dottedName, lowerExpression, lowerField, lowerKey } from './expressions.ts';
import { isUntypedField, lowerFieldDeclaration } from './fields.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { loadName, storeName } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { typeOf } from './types.ts';

/** Binds `value` to an assignment target of any shape. */
export function assignTo(lo: Lowering, target: number, value: Reg, span: Span): void {
  const { f, tree } = lo;
  switch (tree.kind[target]) {
    case K.identifier: storeName(lo, textOf(lo, target), value, span); return;
    case K.attribute: {
      const name = childByField(tree, target, F.attribute);
      const base = lowerField(lo, target, F.object);
      if (name >= 0) f.set(base, textOf(lo, name), value, span);
      return;
    }
    case K.subscript: subscriptTarget(lo, target, value, span); return;
    case K.pattern_list: case K.tuple_pattern: case K.list_pattern: case K.tuple: case K.list: case K.expression_list:
      unpack(lo, namedChildren(tree, target), value, span);
      return;
    case K.parenthesized_expression: case K.as_pattern_target: case K.list_splat_pattern: {
      const inner = firstNamedChild(tree, target);
      if (inner >= 0) nested(lo, inner, value, span);
      return;
    }
    default: lowerExpression(lo, target);
  }
}

function nested(lo: Lowering, target: number, value: Reg, span: Span): void {
  if (lo.depth >= MAX_LOWERING_DEPTH) { lo.f.unknown('too-deep', [value], span); return; }
  lo.depth++;
  assignTo(lo, target, value, span);
  lo.depth--;
}

function subscriptTarget(lo: Lowering, target: number, value: Reg, span: Span): void {
  const base = lowerField(lo, target, F.value);
  const keys = childrenByField(lo.tree, target, F.subscript);
  // A slice takes the elements of the value, wherever they land.
  if (keys.length === 1 && lo.tree.kind[keys[0]!] === K.slice) lo.f.spread(base, value, span, span);
  else lo.f.setIndex(base, lowerKey(lo, target), value, span);
}

/** `a, *b, c = value`: elements before the star by index, the star a slice, those after it by negative index. */
function unpack(lo: Lowering, targets: readonly number[], value: Reg, span: Span): void {
  const { f } = lo;
  const isStar = (node: number): boolean => lo.tree.kind[node] === K.list_splat_pattern || lo.tree.kind[node] === K.list_splat;
  const star = targets.findIndex(isStar);
  targets.forEach((target, i) => {
    const at = spanOf(lo, target);
    if (i === star) {
      const after = targets.length - 1 - star;
      const rest = f.slice(value, f.const(star, at), after > 0 ? f.const(-after, at) : undefined, at);
      const inner = firstNamedChild(lo.tree, target);
      if (inner >= 0) nested(lo, inner, rest, span);
    } else nested(lo, target, f.getIndex(value, f.const(star >= 0 && i > star ? i - targets.length : i, at), at), span);
  });
}

/** An assignment statement with its chain `a = b = value`, annotation and all. */
export function lowerAssignment(lo: Lowering, node: number): void {
  const { tree, f } = lo;
  const span = spanOf(lo, node);
  const targets: { target: number; type: number }[] = [];
  let right = node;
  while (right >= 0 && tree.kind[right] === K.assignment) {
    targets.push({ target: childByField(tree, right, F.left), type: childByField(tree, right, F.type) });
    right = childByField(tree, right, F.right);
  }
  const [first] = targets;
  if (first && (first.type >= 0 || isUntypedField(lo, right)) && first.target >= 0 && tree.kind[first.target] === K.identifier && lo.scope.kind === 'class') {
    lowerFieldDeclaration(lo, { name: first.target, type: first.type, value: right, span });
    return;
  }
  if (right < 0) return;
  if (tree.kind[right] === K.augmented_assignment) { lowerAugmented(lo, right); return; }
  if (first && lo.scope.kind === 'module' && tree.kind[first.target] === K.identifier && isWrittenType(lo, right)) lo.typeAliases.set(textOf(lo, first.target), right);
  const value = lowerExpression(lo, right);
  for (const { target, type } of targets) {
    if (target >= 0) assignTo(lo, target, type < 0 ? value : f.cast(value, typeOf(lo, type), span), span);
  }
}

/** `Annotated[…]`, `Literal[…]`, `Optional[…]`, `Union[…]`: what is assigned is a type under another name. */
function isWrittenType(lo: Lowering, node: number): boolean {
  const name = lo.tree.kind[node] === K.subscript ? dottedName(lo, childByField(lo.tree, node, F.value)) : undefined;
  return name !== undefined && /(^|\.)(Annotated|Literal|Optional|Union)$/.test(name);
}

/** `a += b` as `a = a + b`; bases and keys are evaluated once. */
export function lowerAugmented(lo: Lowering, node: number): void {
  const { tree, f } = lo;
  const span = spanOf(lo, node);
  const target = childByField(tree, node, F.left);
  const operator = childByField(tree, node, F.operator);
  const code = binaryOperator(operator < 0 ? '+=' : textOf(lo, operator));
  const kind = target < 0 ? K.ERROR : tree.kind[target];
  if (kind === K.identifier) {
    const name = textOf(lo, target);
    const old = loadName(lo, name, spanOf(lo, target));
    storeName(lo, name, f.binary(code, old, lowerField(lo, node, F.right), span), span);
  } else if (kind === K.attribute && childByField(tree, target, F.attribute) >= 0) {
    const name = textOf(lo, childByField(tree, target, F.attribute));
    const base = lowerField(lo, target, F.object);
    const old = f.get(base, name, spanOf(lo, target));
    f.set(base, name, f.binary(code, old, lowerField(lo, node, F.right), span), span);
  } else if (kind === K.subscript) {
    const base = lowerField(lo, target, F.value);
    const key = lowerKey(lo, target);
    const old = f.getIndex(base, key, spanOf(lo, target));
    f.setIndex(base, key, f.binary(code, old, lowerField(lo, node, F.right), span), span);
  } else lowerField(lo, node, F.right);
}
