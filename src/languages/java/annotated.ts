import { ArgKind, CallFlag } from '../../ir/builder.ts';
import type { AnnotationIR } from '../../ir/ir.ts';
import { childByField, nodeSpan } from '../../syntax/tree.ts';
import { annotationsOf, classElements } from './annotations.ts';
import { overloadKey } from './overloads.ts';
import type { FunctionContext } from './context.ts';
import type { TypeScope } from './declarations.ts';
import { lowerExpression } from './expressions.ts';
import { classValue, typeValue } from './names.ts';
import { F } from './nodeKinds.ts';
import { annotationNodes, splitQualified } from './nodes.ts';

/** Annotations of the language itself, which no library gives a meaning. */
const PLAIN = new Set(['Override', 'Deprecated', 'SuppressWarnings', 'FunctionalInterface', 'SafeVarargs']);

/**
 * Applies the annotations of a type and of its methods as decorators: frameworks find what they call by them. The constant
 * elements of an annotation, and the classes that one of a type names, are named arguments.
 */
export function decorateType(open: (type: TypeScope) => FunctionContext, type: TypeScope): void {
  for (const inner of type.nested.values()) decorateType(open, inner);
  const c = open(type);
  const nodes = annotationNodes(c.tree, type.node);
  type.annotations.forEach((annotation, i) => apply(c, type, undefined, annotation, nodes[i]));
  for (const [name, overloads] of type.methods) for (const method of overloads) {
    // Without a body there is nothing to call.
    if (childByField(c.tree, method.node, F.body) < 0) continue;
    const member = overloads.length === 1 ? name : overloadKey(name, overloads, method);
    for (const annotation of annotationsOf(c.tree, method.node)) apply(c, type, member, annotation);
  }
}

function apply(c: FunctionContext, type: TypeScope, member: string | undefined, annotation: AnnotationIR, node = -1): void {
  const { f, file } = c;
  const { span } = annotation;
  const { packageName, names: [first = '', ...rest] } = splitQualified(annotation.name.split('.'));
  if (first === '' || (packageName === '' && (PLAIN.has(first) || file.types.has(first)))) return;
  const callee = packageName === '' ? typeValue(c, [first, ...rest].join('.'), span) : f.import(packageName, first, span);
  const cls = classValue(c, type, span);
  const target = member === undefined ? cls : f.get(cls, member, span);
  const named = Object.entries(annotation.args).map(([key, value]) => ({
    kind: ArgKind.keyword, name: key, span,
    reg: Array.isArray(value) ? f.alloc('list', value.map((one) => ({ value: f.const(one, span), span })), span) : f.const(value as string, span),
  }));
  const classes = (node < 0 ? [] : classElements(c.tree, node)).map(({ key, literals, isList }) => {
    const values = literals.map((literal) => ({ value: lowerExpression(c, literal), span: nodeSpan(c.tree, literal) }));
    return { kind: ArgKind.keyword, name: key, span: values[0]!.span, reg: isList ? f.alloc('list', values, span) : values[0]!.value };
  });
  f.call(callee, [{ kind: ArgKind.positional, reg: target, span }, ...named, ...classes], span, CallFlag.decorator);
}
