import { type Arg, ArgKind, CallFlag, type Reg } from '../../ir/builder.ts';
import type { Span } from '../../base/words.ts';
import { childByField, childByKind, namedChildren } from '../../syntax/tree.ts';
import { lowerAnonymousClass } from './classes.ts';
import type { FunctionContext } from './context.ts';
import { readType, type TypeScope } from './declarations.ts';
import { anonymousBody, lowerExpression } from './expressions.ts';
import { classValue, innermostType, isInner, isStaticCode, receiver, resolveMethod, resolveType, SURROUNDING_SLOT, typeValue } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { nameText } from './nodes.ts';
import { overloadName } from './overloads.ts';
import { typeRef, writtenName } from './types.ts';

/** `base.name(args)`, with the base computed already. */
export function applyInvocation(c: FunctionContext, node: number, base: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const name = childByField(tree, node, F.name);
  // `Interface.super.method()`
  const object = childByKind(tree, node, K.super) >= 0 ? f.super(span) : base;
  return f.callMethod(object, name < 0 ? '' : nameText(tree, name), lowerArguments(c, node), span);
}

/** A call without an object: of a method around the code, an imported one, or an inherited one. */
export function lowerInvocation(c: FunctionContext, node: number): Reg {
  const { f, tree, file } = c;
  const span = c.span(node);
  const nameNode = childByField(tree, node, F.name);
  const name = nameNode < 0 ? '' : nameText(tree, nameNode);
  const at = nameNode < 0 ? span : c.span(nameNode);
  const own = resolveMethod(c, name);
  if (own) {
    const args = lowerArguments(c, node);
    const isStatic = own.overloads.every((overload) => overload.isStatic);
    const holder = isStatic ? classValue(c, own.owner, at) : receiver(c, own.owner, at);
    return f.callMethod(holder, overloadName(c, name, own.overloads, argumentNodes(c, node)), args, span);
  }
  if (file.imported.has(name)) return f.call(f.loadScope(c.depth, name, at), lowerArguments(c, node), span);
  const type = innermostType(c);
  const [star] = file.staticStars;
  if (star !== undefined && !type?.inherits) return f.callMethod(f.loadScope(c.depth, star, at), name, lowerArguments(c, node), span);
  const holder = receiver(c, inheriting(type), at);
  return f.callMethod(holder, name, lowerArguments(c, node), span);
}

/** The innermost type around the code that may inherit a method that the file doesn't declare. */
function inheriting(type: TypeScope | undefined): TypeScope | undefined {
  for (let at = type; at; at = at.outer) if (at.inherits) return at;
  return type;
}

/** Arguments of a call, creation or constructor invocation. */
export function lowerArguments(c: FunctionContext, node: number): Arg[] {
  return argumentNodes(c, node).map((child): Arg => ({ kind: ArgKind.positional, reg: lowerExpression(c, child), span: c.span(child) }));
}
function argumentNodes(c: FunctionContext, node: number): readonly number[] {
  const list = childByField(c.tree, node, F.arguments);
  return list < 0 ? [] : namedChildren(c.tree, list);
}

/** `new X(…)`, `outer.new X(…)` and `new X(…) { … }`. */
export function lowerCreation(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const type = childByField(tree, node, F.type);
  const body = anonymousBody(c, node);
  let around: Reg | undefined;
  for (const child of namedChildren(tree, node)) if (tree.field[child] === 0 && c.kind(child) !== K.class_body && isExpressionBefore(c, child, type)) around = lowerExpression(c, child);
  const written = type < 0 ? { name: 'Object' } : typeRef(tree, type);
  const args = lowerArguments(c, node);
  if (body >= 0) {
    const name = `${written.name.split('.').pop() ?? ''}$${tree.start[node]}`;
    const scope = readType(c.file.registry, node, undefined, c, { body, bases: [written], name });
    return f.call(lowerAnonymousClass(c, scope, span), args, span, CallFlag.construct);
  }
  const nameSpan: Span = type < 0 ? span : c.span(type);
  const made = f.call(typeValue(c, type < 0 ? written.name : writtenName(tree, type), nameSpan), args, span, CallFlag.construct);
  const own = memberType(c, written.name, around !== undefined);
  if (own?.outer && isInner(c, own)) {
    around ??= isAround(c, own.outer) ? receiver(c, own.outer, span) : undefined;
    if (around !== undefined) f.set(made, SURROUNDING_SLOT, around, span);
  }
  return made;
}

/** The class of the file that is made; behind an object, `new Inner()` names a member of that object's class. */
function memberType(c: FunctionContext, name: string, isQualified: boolean): TypeScope | undefined {
  const [first = '', ...rest] = name.split('.');
  const own = rest.reduce<TypeScope | undefined>((type, part) => type?.nested.get(part), resolveType(c, first));
  if (own !== undefined || !isQualified) return own;
  const members = [...c.file.types.values(), ...(innermostType(c)?.nested.values() ?? [])].flatMap((type) => type.nested.get(name) ?? []);
  return members.length === 1 ? members[0] : undefined;
}

/** Whether the code belongs to objects of a class, or of one inside of it. */
function isAround(c: FunctionContext, type: TypeScope): boolean {
  if (isStaticCode(c)) return false;
  for (let at = innermostType(c); at; at = at.outer) if (at === type) return true;
  return false;
}

const isExpressionBefore = (c: FunctionContext, child: number, type: number): boolean =>
  type >= 0 && c.tree.start[child]! < c.tree.start[type]! && c.kind(child) !== K.annotation && c.kind(child) !== K.marker_annotation && c.kind(child) !== K.type_arguments;
