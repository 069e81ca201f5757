import { ArgKind, type Reg } from '../../ir/builder.ts';
import type { FunctionIR, ParamIR } from '../../ir/ir.ts';
import { Operator } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, namedChildren } from '../../syntax/tree.ts';
import { annotationsOf } from './annotations.ts';
import { type FileContext, FunctionContext } from './context.ts';
import { asked, type MethodDecl, parameterName, parameterType, type TypeScope } from './declarations.ts';
import { overloadKey } from './overloads.ts';
import { scopedType } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { lowerStatements } from './statements.ts';
import { typeRef } from './types.ts';

export interface MethodDetails {
  readonly name: string;
  readonly kind: FunctionIR['kind'];
  readonly span: Span;
  readonly nameSpan: Span;
  readonly isStatic?: boolean;
}

/** Starts a member function of a type. The caller must `finish` its builder. */
export function openMethod(file: FileContext, type: TypeScope, details: MethodDetails): FunctionContext {
  const isStatic = details.isStatic ?? false;
  const path = `${type.path}.${details.name}`;
  const f = file.module.newFunction({
    name: details.name, qualifiedName: path, kind: details.kind, parent: type.definedIn?.f.index ?? 0, classIndex: type.index,
    isStatic, selfParam: false, span: details.span, nameSpan: details.nameSpan,
  });
  return new FunctionContext(file, f, {
    depth: (type.definedIn?.depth ?? 0) + 1, path, type, isStatic, nesting: type.definedIn?.nesting ?? 0,
  });
}

/** Adds the declared parameters of a method, constructor or record. */
export function addParameters(c: FunctionContext, node: number): void {
  const { tree } = c;
  const list = childByField(tree, node, F.parameters);
  for (const parameter of list < 0 ? [] : namedChildren(tree, list)) {
    const isRest = c.kind(parameter) === K.spread_parameter;
    if (!isRest && c.kind(parameter) !== K.formal_parameter) continue;
    const name = parameterName(tree, parameter) ?? '';
    const annotations = annotationsOf(tree, parameter);
    const type = scopedType(c, asked(parameterType(tree, parameter), annotations));
    const kind: ParamIR['kind'] = isRest ? 'rest' : 'positional';
    const reg = c.f.addParam({ name, kind, span: c.span(parameter), ...(type ? { type } : {}), ...(annotations.length > 0 ? { annotations } : {}) });
    c.declare(name, isRest ? undefined : type, reg);
  }
}

/** Lowers a method; an abstract one has no code, which tells the engine that nothing is known of it. */
export function lowerMethod(file: FileContext, type: TypeScope, name: string, method: MethodDecl): number {
  const { tree } = file;
  const nameNode = childByField(tree, method.node, F.name);
  const span = { start: tree.start[method.node]!, end: tree.end[method.node]! };
  const nameSpan = nameNode < 0 ? span : { start: tree.start[nameNode]!, end: tree.end[nameNode]! };
  const c = openMethod(file, type, { name, kind: 'method', span, nameSpan, isStatic: method.isStatic });
  c.f.annotations.push(...annotationsOf(tree, method.node));
  const written = childByField(tree, method.node, F.type);
  if (written >= 0) c.f.returnType = scopedType(c, typeRef(tree, written));
  addParameters(c, method.node);
  const body = childByField(tree, method.node, F.body);
  if (body >= 0) lowerStatements(c, namedChildren(tree, body));
  return c.f.finish().index;
}

/**
 * Lowers the function that stands for all overloads of a name: it calls the one that takes as many arguments as were given,
 * or each of several that do. Types of arguments are not compared.
 */
export function lowerDispatcher(file: FileContext, type: TypeScope, name: string, kind: 'method' | 'constructor', overloads: readonly MethodDecl[], isStatic: boolean): number {
  const node = overloads[0]!.node;
  const span = { start: file.tree.start[node]!, end: file.tree.start[node]! };
  const c = openMethod(file, type, { name, kind, span, nameSpan: span, isStatic });
  const { f } = c;
  const args = f.addParam({ name: 'args', kind: 'rest', span });
  const count = f.get(args, 'length', span);
  const arities = [...new Set(overloads.filter((overload) => !overload.isVariadic).map((overload) => overload.arity))];
  for (const arity of arities) {
    const same = overloads.filter((overload) => overload.arity === arity && !overload.isVariadic);
    f.if(f.binary(Operator.eq, count, f.const(arity, span), span), span, () => callOneOf(c, name, overloads, same, args, arity, span));
  }
  const variadic = overloads.filter((overload) => overload.isVariadic);
  callOneOf(c, name, overloads, variadic, args, undefined, span);
  return f.finish().index;
}

function callOneOf(c: FunctionContext, name: string, overloads: readonly MethodDecl[], candidates: readonly MethodDecl[], args: Reg, arity: number | undefined, span: Span): void {
  const { f } = c;
  const call = (overload: MethodDecl): void => {
    const given = arity === undefined
      ? [{ kind: ArgKind.spread, reg: args, span }]
      : Array.from({ length: arity }, (_, i) => ({ kind: ArgKind.positional, reg: f.getIndex(args, f.const(i, span), span), span }));
    f.return(f.callMethod(f.this(span), overloadKey(name, overloads, overload), given, span), span);
  };
  candidates.forEach((overload, position) => {
    if (position === candidates.length - 1) call(overload);
    // A condition of which nothing is known.
    else f.if(f.get(args, 'types', span), span, () => call(overload));
  });
}

