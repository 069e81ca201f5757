import type { AnnotationIR, Const } from '../../ir/ir.ts';
import { childByField, namedChildren, nodeSpan, type SyntaxTree } from '../../syntax/tree.ts';
import { literalValue } from './literals.ts';
import { F, K } from './nodeKinds.ts';
import { annotationNodes, nameText, unwrap } from './nodes.ts';

/** Annotations of a declaration as data. */
export function annotationsOf(tree: SyntaxTree, node: number): AnnotationIR[] {
  return annotationNodes(tree, node).map((annotation) => annotationOf(tree, annotation));
}

/** One annotation: its name as written and its constant elements; a single unnamed one is called `value`. */
export function annotationOf(tree: SyntaxTree, node: number): AnnotationIR {
  const nameNode = childByField(tree, node, F.name);
  const args: Record<string, Const | readonly Const[]> = Object.create(null) as Record<string, Const | readonly Const[]>;
  const list = childByField(tree, node, F.arguments);
  for (const item of list < 0 ? [] : namedChildren(tree, list)) {
    const isPair = tree.kind[item] === K.element_value_pair;
    const key = isPair ? childByField(tree, item, F.key) : -1;
    const value = isPair ? childByField(tree, item, F.value) : item;
    const constant = value < 0 ? undefined : elementValue(tree, value);
    if (constant !== undefined) args[key < 0 ? 'value' : nameText(tree, key)] = constant;
  }
  return { name: nameNode < 0 ? '' : nameText(tree, nameNode).replace(/\s+/g, ''), args: { ...args }, span: nodeSpan(tree, node) };
}

/** Classes that the elements of an annotation name: `tools = A.class`, `{ A.class, B.class }`. */
export function classElements(tree: SyntaxTree, node: number): readonly { readonly key: string; readonly literals: readonly number[]; readonly isList: boolean }[] {
  const list = childByField(tree, node, F.arguments);
  return (list < 0 ? [] : namedChildren(tree, list)).flatMap((item) => {
    const isPair = tree.kind[item] === K.element_value_pair;
    const key = isPair ? childByField(tree, item, F.key) : -1;
    const value = isPair ? childByField(tree, item, F.value) : item;
    const isList = value >= 0 && tree.kind[value] === K.element_value_array_initializer;
    const literals = (isList ? namedChildren(tree, value) : [value]).filter((child) => child >= 0 && tree.kind[child] === K.class_literal);
    return literals.length === 0 ? [] : [{ key: key < 0 ? 'value' : nameText(tree, key), literals, isList }];
  });
}

function elementValue(tree: SyntaxTree, node: number): Const | readonly Const[] | undefined {
  if (tree.kind[node] === K.element_value_array_initializer) {
    return namedChildren(tree, node).flatMap((child) => constantValue(tree, child) ?? []);
  }
  return constantValue(tree, node);
}

/** Literals, strings joined with `+`, and the last name of an enumeration constant (`RequestMethod.POST` → `POST`). */
function constantValue(tree: SyntaxTree, node: number): Const | undefined {
  const parts: string[] = [];
  let at = unwrap(tree, node);
  while (tree.kind[at] === K.binary_expression) {
    const right = childByField(tree, at, F.right);
    const text = right < 0 ? undefined : literalValue(tree, unwrap(tree, right));
    if (typeof text !== 'string') return undefined;
    parts.push(text);
    const left = childByField(tree, at, F.left);
    if (left < 0) return undefined;
    at = unwrap(tree, left);
  }
  const first = literalValue(tree, at);
  if (parts.length > 0) return typeof first === 'string' ? first + parts.reverse().join('') : undefined;
  if (first !== undefined) return first;
  if (tree.kind[at] === K.field_access) {
    const field = childByField(tree, at, F.field);
    return field < 0 ? undefined : nameText(tree, field);
  }
  return undefined;
}
