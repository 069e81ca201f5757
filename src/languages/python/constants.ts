import type { AnnotationIR, Const } from '../../ir/ir.ts';
import { childByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { dottedName, numberValue } from './expressions.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { F, K } from './nodeKinds.ts';
import { constantString } from './strings.ts';

/** Value of a literal expression; undefined for anything that must be evaluated. */
export function literalValue(lo: Lowering, node: number): Const | undefined {
  const { tree } = lo;
  switch (tree.kind[node]) {
    case K.string: case K.concatenated_string: return constantString(lo, node);
    case K.integer: case K.float: return numberValue(textOf(lo, node));
    case K.true: return true;
    case K.false: return false;
    case K.none: return null;
    case K.parenthesized_expression: case K.type: {
      const inner = firstNamedChild(tree, node);
      return inner < 0 ? undefined : literalValue(lo, inner);
    }
    case K.unary_operator: {
      const argument = childByField(tree, node, F.argument);
      const operator = childByField(tree, node, F.operator);
      const value = argument < 0 ? undefined : literalValue(lo, argument);
      if (typeof value !== 'number' || operator < 0) return undefined;
      return tree.kind[operator] === K['-'] ? -value : tree.kind[operator] === K['+'] ? value : undefined;
    }
    default: return undefined;
  }
}

/** Constant arguments of a call: keywords by name, positional ones by index; those that are not literal are left out. */
export function constantArguments(lo: Lowering, call: number): Record<string, Const | readonly Const[]> {
  const { tree } = lo;
  const list = childByField(tree, call, F.arguments);
  const found: Record<string, Const | readonly Const[]> = Object.create(null) as Record<string, Const | readonly Const[]>;
  if (list < 0 || tree.kind[list] !== K.argument_list) return { ...found };
  let position = 0;
  for (const argument of namedChildren(tree, list)) {
    const isKeyword = tree.kind[argument] === K.keyword_argument;
    const name = isKeyword ? childByField(tree, argument, F.name) : -1;
    const value = isKeyword ? childByField(tree, argument, F.value) : argument;
    const key = name >= 0 ? textOf(lo, name) : String(position);
    if (!isKeyword) position++;
    const constant = value < 0 ? undefined : constantOrList(lo, value);
    if (constant !== undefined) found[key] = constant;
  }
  return { ...found };
}

function constantOrList(lo: Lowering, node: number): Const | readonly Const[] | undefined {
  const kind = lo.tree.kind[node];
  if (kind !== K.list && kind !== K.tuple && kind !== K.set) return literalValue(lo, node);
  const values: Const[] = [];
  for (const child of namedChildren(lo.tree, node)) {
    const value = literalValue(lo, child);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** A decorator or metadata expression as data: its name as written and its constant arguments. */
export function annotationOf(lo: Lowering, node: number): AnnotationIR | undefined {
  const isCall = lo.tree.kind[node] === K.call;
  const callee = isCall ? childByField(lo.tree, node, F.function) : node;
  const name = callee < 0 ? undefined : dottedName(lo, callee);
  if (name === undefined) return undefined;
  return { name, args: isCall ? constantArguments(lo, node) : {}, span: spanOf(lo, node) };
}
