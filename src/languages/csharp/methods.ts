import { ArgKind, type Reg } from '../../ir/builder.ts';
import type { AnnotationIR, FunctionIR } from '../../ir/ir.ts';
import { Operator } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, namedChildren } from '../../syntax/tree.ts';
import { askedFor, attributesOf } from './attributes.ts';
import { type FileContext, FunctionContext } from './context.ts';
import { type MethodDecl, parametersOf, type TypeScope } from './declarations.ts';
import { lowerInitialValue } from './creation.ts';
import { lowerExpression } from './expressions.ts';
import { findShared, typed, typeHere } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { hasModifier } from './nodes.ts';
import { overloadKey } from './overloads.ts';
import { lowerStatements } from './statements.ts';
import { typeRef } from './types.ts';

export interface MethodDetails {
  readonly name: string;
  readonly kind: FunctionIR['kind'];
  readonly span: Span;
  readonly nameSpan: Span;
  readonly isStatic?: boolean;
  readonly isAsync?: boolean;
}

/** Starts a member function of a type. The caller must `finish` its builder. */
export function openMethod(file: FileContext, type: TypeScope, details: MethodDetails): FunctionContext {
  const isStatic = details.isStatic ?? false;
  const path = `${type.path}.${details.name}`;
  const f = file.module.newFunction({
    name: details.name, qualifiedName: path, kind: details.kind, parent: 0, classIndex: type.index, isStatic, isAsync: details.isAsync ?? false,
    selfParam: false, span: details.span, nameSpan: details.nameSpan,
  });
  return new FunctionContext(file, f, { depth: 1, path, type, isStatic, nesting: 0 });
}

/** Adds the declared parameters of a callable, with their defaults. */
export function addParameters(c: FunctionContext, list: number): void {
  for (const parameter of parametersOf(c.tree, list)) {
    const span = c.span(parameter.node);
    const type = typeHere(c, askedFor(c.tree, parameter.node, parameter.type));
    const receiverMark: AnnotationIR[] = parameter.isReceiver ? [{ name: 'this', args: {}, span }] : [];
    const annotations = [...receiverMark, ...attributesOf(c.tree, parameter.node)];
    const reg = c.f.addParam({
      name: parameter.name, kind: parameter.isRest ? 'rest' : 'positional', span, ...(type && !parameter.byReference ? { type } : {}),
      ...(parameter.value >= 0 ? { optional: true } : {}), ...(annotations.length > 0 ? { annotations } : {}),
    });
    if (parameter.value >= 0) {
      const { value } = parameter;
      c.f.ifMissing(reg, c.span(value), () => c.f.move(reg, lowerExpression(c, value), c.span(value)));
    }
    c.declare(parameter.name, parameter.isRest ? undefined : type, span, reg, parameter.byReference);
  }
}

/** Body of a callable: a block, `=> expression`, or nothing. */
export function lowerFunctionBody(c: FunctionContext, body: number): void {
  if (body < 0) return;
  const { tree } = c;
  if (c.kind(body) === K.block) { lowerStatements(c, namedChildren(tree, body)); return; }
  const [expression = -1] = c.kind(body) === K.arrow_expression_clause ? namedChildren(tree, body) : [body];
  if (expression >= 0) c.f.return(typed(c, lowerInitialValue(c, expression, c.f.returnType), c.f.returnType, c.span(expression)), c.span(expression));
}

/** Lowers a method; an abstract one has no code, which tells the engine that nothing is known of it. */
export function lowerMethod(file: FileContext, type: TypeScope, name: string, method: MethodDecl): number {
  const { tree } = file;
  const nameNode = childByField(tree, method.node, F.name);
  const span = { start: tree.start[method.node]!, end: tree.end[method.node]! };
  const nameSpan = nameNode < 0 ? span : { start: tree.start[nameNode]!, end: tree.end[nameNode]! };
  const c = openMethod(file, type, { name, kind: 'method', span, nameSpan, isStatic: method.isStatic, isAsync: hasModifier(tree, method.node, K.async) });
  c.f.annotations.push(...attributesOf(tree, method.node));
  const written = childByField(tree, method.node, F.returns);
  if (written >= 0) c.f.returnType = typeHere(c, typeRef(tree, written));
  const body = childByField(tree, method.node, F.body);
  findShared(c, body);
  addParameters(c, childByField(tree, method.node, F.parameters));
  lowerFunctionBody(c, body);
  return c.f.finish().index;
}

/**
 * Lowers the function that stands for all overloads of a name: it calls the one that takes as many arguments as were given,
 * or each of several that may. Types of arguments are not compared.
 */
export function lowerDispatcher(file: FileContext, type: TypeScope, name: string, kind: 'method' | 'constructor', overloads: readonly MethodDecl[], isStatic: boolean): number {
  const node = overloads[0]!.node;
  const span = { start: file.tree.start[node]!, end: file.tree.start[node]! };
  const c = openMethod(file, type, { name, kind, span, nameSpan: span, isStatic });
  const { f } = c;
  const args = f.addParam({ name: 'args', kind: 'rest', span });
  const named = f.addParam({ name: 'named', kind: 'keywordRest', span });
  const count = f.get(args, 'length', span);
  const exact = overloads.filter((overload) => !overload.isVariadic);
  for (const arity of new Set(exact.map((overload) => overload.arity))) {
    const same = exact.filter((overload) => overload.arity === arity);
    f.if(f.binary(Operator.eq, count, f.const(arity, span), span), span, () => callOneOf(c, name, overloads, same, args, named, arity, span));
  }
  const loose = overloads.filter((overload) => overload.isVariadic || overload.required < overload.arity);
  callOneOf(c, name, overloads, loose.length > 0 ? loose : overloads, args, named, undefined, span);
  return f.finish().index;
}

function callOneOf(
  c: FunctionContext, name: string, overloads: readonly MethodDecl[], candidates: readonly MethodDecl[], args: Reg, named: Reg, arity: number | undefined, span: Span,
): void {
  const { f } = c;
  const call = (overload: MethodDecl): void => {
    const given = arity === undefined
      ? [{ kind: ArgKind.spread, reg: args, span }, { kind: ArgKind.keywordSpread, reg: named, span }]
      : Array.from({ length: arity }, (_, i) => ({ kind: ArgKind.positional, reg: f.getIndex(args, f.const(i, span), span), span }));
    f.return(f.callMethod(f.this(span), overloadKey(name, overloads, overload), given, span), span);
  };
  candidates.forEach((overload, position) => {
    if (position === candidates.length - 1) call(overload);
    // A condition of which nothing is known.
    else f.if(f.get(args, 'types', span), span, () => call(overload));
  });
}
