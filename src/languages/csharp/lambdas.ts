import { ArgKind, type Reg } from '../../ir/builder.ts';
import { childByField, childByKind } from '../../syntax/tree.ts';
import { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { addParameters, lowerFunctionBody } from './methods.ts';
import { capture, findShared, innermostType, isStaticCode, typeHere } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, hasModifier, nameText } from './nodes.ts';
import { typeRef } from './types.ts';

/** Starts a function below the current one. The caller must `finish` its builder. */
function openInner(c: FunctionContext, node: number, name: string | undefined): FunctionContext {
  const shown = name ?? '<lambda>';
  const path = c.path === '' ? shown : `${c.path}.${shown}`;
  const nameNode = childByField(c.tree, node, F.name);
  const f = c.file.module.newFunction({
    name: name ?? '', qualifiedName: path, kind: name === undefined ? 'lambda' : 'function', parent: c.f.index, isStatic: isStaticCode(c), selfParam: false,
    isAsync: hasModifier(c.tree, node, K.async), span: c.span(node), nameSpan: c.span(nameNode < 0 ? node : nameNode),
  });
  return new FunctionContext(c.file, f, { depth: c.depth + 1, path, type: innermostType(c), outer: c, isStatic: isStaticCode(c), nesting: c.nesting });
}

/** `x => …`, `(a, b) => { … }`, `delegate (T x) { … }`. */
export function lowerLambda(c: FunctionContext, node: number): Reg {
  const { tree } = c;
  const inner = openInner(c, node, undefined);
  const body = childByField(tree, node, F.body);
  const block = body >= 0 ? body : childByKind(tree, node, K.block);
  findShared(inner, block);
  const parameters = childByField(tree, node, F.parameters);
  if (parameters >= 0 && (c.kind(parameters) === K.implicit_parameter || c.kind(parameters) === K.identifier)) {
    const name = nameText(tree, parameters);
    const span = c.span(parameters);
    inner.declare(name, undefined, span, inner.f.addParam({ name, kind: 'positional', span }));
  } else addParameters(inner, parameters);
  lowerFunctionBody(inner, block);
  const { index } = inner.f.finish();
  capture(c, node, c.span(node));
  return c.f.closure(index, [], c.span(node));
}

/** Methods of collections and patterns that are handed on by their name: library objects have no functions that could be taken out. */
const METHOD_GROUPS = new Set(['Contains', 'ContainsKey', 'IsMatch', 'Add', 'Enqueue', 'Push', 'AppendLine']);

/** `set.Contains` as a function that calls it; undefined for other expressions. */
export function lowerMethodGroup(c: FunctionContext, node: number): Reg | undefined {
  const { f, tree } = c;
  if (c.kind(node) !== K.member_access_expression) return undefined;
  const name = nameText(tree, childByField(tree, node, F.name));
  const object = childByField(tree, node, F.expression);
  if (!METHOD_GROUPS.has(name) || object < 0) return undefined;
  const span = c.span(node);
  const slot = `::${span.start}`;
  f.storeScope(0, slot, lowerExpression(c, object), span);
  const inner = openInner(c, node, undefined);
  const argument = inner.f.addParam({ name: 'argument', kind: 'positional', span });
  inner.f.return(inner.f.callMethod(inner.f.loadScope(1, slot, span), name, [{ kind: ArgKind.positional, reg: argument, span }], span), span);
  return f.closure(inner.f.finish().index, [], span);
}

/** Makes the functions that a block declares; they can be called from anywhere in it. */
export function lowerLocalFunctions(c: FunctionContext, nodes: readonly number[]): void {
  const functions = nodes.filter((node) => c.kind(node) === K.local_function_statement)
    .map((node) => ({ node, local: c.declare(declaredName(c.tree, node) ?? '', undefined, c.span(node)) }));
  for (const { node, local } of functions) {
    const span = c.span(node);
    const inner = openInner(c, node, local.name);
    const body = childByField(c.tree, node, F.body);
    const written = childByField(c.tree, node, F.type);
    if (written >= 0) inner.f.returnType = typeHere(inner, typeRef(c.tree, written));
    findShared(inner, body);
    addParameters(inner, childByField(c.tree, node, F.parameters));
    lowerFunctionBody(inner, body);
    capture(c, node, span);
    c.assign(local, c.f.closure(inner.f.finish().index, [], span), span);
  }
}
