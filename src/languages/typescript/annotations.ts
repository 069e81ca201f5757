import type { AnnotationIR, Const } from '../../ir/ir.ts';
import { childByField, firstNamedChild, namedChildren, nodeSpan, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';
import { constantString, dottedName, numberValue, propertyName, unwrapCasts } from './nodes.ts';

/**
 * A decorator as data: its name as written, its constant arguments under their positions (`'0'`, `'1'`, …), and the
 * constant properties of object arguments under their names.
 */
export function annotationOf(tree: SyntaxTree, decorator: number): AnnotationIR {
  const expression = firstNamedChild(tree, decorator);
  const args: Record<string, Const | readonly Const[]> = {};
  const isCall = expression >= 0 && tree.kind[expression] === K.call_expression;
  const callee = isCall ? childByField(tree, expression, F.function) : expression;
  const list = isCall ? childByField(tree, expression, F.arguments) : -1;
  const names: string[] = [];
  (list < 0 ? [] : namedChildren(tree, list)).forEach((argument, position) => {
    const named = tree.kind[argument] === K.new_expression ? childByField(tree, argument, F.constructor) : argument;
    if (named >= 0) addNames(tree, named, names);
    const value = constantOf(tree, argument);
    if (value !== undefined) args[String(position)] = value;
    else addProperties(tree, unwrapCasts(tree, argument), args);
  });
  return { name: callee < 0 ? '' : dottedName(tree, callee) ?? nodeText(tree, callee), args, span: nodeSpan(tree, decorator), ...(names.length > 0 ? { names } : {}) };
}

/** Names that an argument is, or that stand in the lists and objects that it is written with: `{ controllers: [Desk], providers: [{ useClass: KeyGuard }] }`. */
function addNames(tree: SyntaxTree, node: number, into: string[]): void {
  if (tree.kind[node] === K.identifier) into.push(nodeText(tree, node));
  else if (tree.kind[node] === K.array) for (const item of namedChildren(tree, node)) addNames(tree, item, into);
  else if (tree.kind[node] === K.object) for (const pair of namedChildren(tree, node)) {
    const value = childByField(tree, pair, F.value);
    if (value >= 0) addNames(tree, value, into);
  }
}

function addProperties(tree: SyntaxTree, object: number, into: Record<string, Const | readonly Const[]>): void {
  if (tree.kind[object] !== K.object) return;
  for (const pair of namedChildren(tree, object)) {
    const key = childByField(tree, pair, F.key);
    const value = childByField(tree, pair, F.value);
    const name = key < 0 ? undefined : propertyName(tree, key);
    const constant = value < 0 ? undefined : constantOf(tree, value);
    // `__proto__` as a key would change the record itself.
    if (name !== undefined && name !== '__proto__' && constant !== undefined) into[name] = constant;
  }
}

/** Value of a literal, or of a list of literals; undefined for anything else. */
export function constantOf(tree: SyntaxTree, node: number): Const | readonly Const[] | undefined {
  const at = unwrapCasts(tree, node);
  if (tree.kind[at] !== K.array) return literalOf(tree, at);
  const items = namedChildren(tree, at).map((item) => literalOf(tree, item));
  return items.every((item) => item !== undefined) ? items : undefined;
}

/** Value of a literal that is no list; undefined for anything else. */
export function literalOf(tree: SyntaxTree, node: number): Const | undefined {
  const at = unwrapCasts(tree, node);
  switch (tree.kind[at]) {
    case K.number: return numberValue(nodeText(tree, at));
    case K.true: return true;
    case K.false: return false;
    case K.null: case K.undefined: return null;
    case K.unary_expression: {
      const argument = childByField(tree, at, F.argument);
      const value = argument >= 0 && tree.kind[at + 1] === K['-'] ? literalOf(tree, argument) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    default: return constantString(tree, at);
  }
}
