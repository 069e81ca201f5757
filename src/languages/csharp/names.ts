import type { Span } from '../../base/words.ts';
import type { Reg } from '../../ir/builder.ts';
import { PASSED_VALUE, type TypeRef } from '../../ir/ir.ts';
import { Named } from '../../syntax/tree.ts';
import type { FileContext, FunctionContext, Local } from './context.ts';
import type { FieldDecl, MethodDecl, TypeScope } from './declarations.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, isFunctionExpression, looksLikeType, nameText } from './nodes.ts';
import { saysNothing } from './types.ts';

/** A variable, as seen through `hops` function scopes, or a field or property of a type around the code. */
export type Resolved =
  | { readonly kind: 'local'; readonly local: Local; readonly hops: number }
  | { readonly kind: 'field'; readonly owner: TypeScope; readonly field: FieldDecl };

/** What a simple name means as a variable; undefined for types, namespaces and inherited members. */
export function resolveVariable(c: FunctionContext, name: string): Resolved | undefined {
  let hops = 0;
  for (let at: FunctionContext | undefined = c; at; at = at.outer, hops++) {
    const local = at.local(name);
    if (local) return { kind: 'local', local, hops };
    // A local function comes before the variables that it uses.
    if (hops > 0 && at.pending.has(name)) return { kind: 'local', hops, local: { name, reg: -1, slot: name, type: undefined, home: 'scope' } };
  }
  for (let type = innermostType(c); type; type = type.outer) {
    const field = type.fields.get(name);
    if (field) return { kind: 'field', owner: type, field };
  }
  return undefined;
}

/** The overloads of a method by its simple name, and the type around the code that declares them. */
export function resolveMethod(c: FunctionContext, name: string): { readonly owner: TypeScope; readonly overloads: readonly MethodDecl[] } | undefined {
  for (let type = innermostType(c); type; type = type.outer) {
    const overloads = type.methods.get(name);
    if (overloads) return { owner: type, overloads };
  }
  return undefined;
}

/** A type of the file by its simple name, as seen from inside `type`. */
export function resolveType(file: FileContext, from: TypeScope | undefined, name: string): TypeScope | undefined {
  for (let type = from; type; type = type.outer) {
    if (type.name === name) return type;
    const found = type.nested.get(name);
    if (found) return found;
  }
  return file.types.get(name);
}

/** The type whose member the code is, lambdas in it included. */
export function innermostType(c: FunctionContext): TypeScope | undefined {
  let at = c;
  while (at.outer) at = at.outer;
  return at.type;
}
export function isStaticCode(c: FunctionContext): boolean {
  let at = c;
  while (at.outer) at = at.outer;
  return at.isStatic;
}

/** The class value of a type of the file. */
export function classValue(c: FunctionContext, type: TypeScope, span: Span): Reg {
  if (type.slot !== undefined) return c.f.loadScope(c.depth, type.slot, span);
  return type.outer ? c.f.get(classValue(c, type.outer, span), type.name, span) : c.f.loadScope(c.depth, type.name, span);
}

/** The receiver; where the member belongs to a type further out, any instance of that one. */
export function receiver(c: FunctionContext, target: TypeScope | undefined, span: Span): Reg {
  const type = innermostType(c);
  if (type && target && type !== target) return c.f.cast(unknownValue(c, span), { name: typePath(target) }, span);
  return type && isStaticCode(c) ? classValue(c, type, span) : c.f.this(span);
}

/** A value of which nothing is known. */
export function unknownValue(c: FunctionContext, span: Span): Reg { return c.f.loadScope(c.depth, '?', span); }

/** Name by which the engine finds a type of the file. */
export function typePath(type: TypeScope): string {
  return type.slot ?? (type.outer ? `${typePath(type.outer)}.${type.name}` : type.name);
}

/** Spells the names of a written type so that they can be looked up in the module's scope. */
export function scopedType(file: FileContext, from: TypeScope | undefined, type: TypeRef | undefined): TypeRef | undefined {
  if (!type) return undefined;
  const [first = '', ...rest] = type.name.split('.');
  const own = resolveType(file, from, first);
  const name = own && own.slot !== first ? [typePath(own), ...rest].join('.') : type.name;
  if (!own && rest.length > 0) noteQualified(file, type.name);
  const args = type.args?.map((arg) => scopedType(file, from, arg)!);
  return { ...type, name, ...(args ? { args } : {}) };
}
export const typeHere = (c: FunctionContext, type: TypeRef | undefined): TypeRef | undefined => scopedType(c.file, innermostType(c), type);

/** A type that is written with its namespace is a directive that stands in place. */
function noteQualified(file: FileContext, name: string): void {
  if (file.qualified.has(name)) return;
  file.qualified.add(name);
  const at = name.lastIndexOf('.');
  file.module.addImport({ module: name.slice(0, at), names: [name.slice(at + 1)], span: { start: 0, end: 0 } });
}

/** Value of a type name: a class of the file, of the project's namespaces, or of a library. */
export function typeValue(c: FunctionContext, name: string, span: Span): Reg {
  const parts = name.split('.');
  const [first = '', ...rest] = parts;
  const own = resolveType(c.file, innermostType(c), first);
  if (!own && (rest.length > 1 || (rest.length === 1 && c.file.roots.has(first)))) return qualified(c, parts, span);
  let value = own ? classValue(c, own, span) : c.f.loadScope(c.depth, first, span);
  for (const part of rest) value = c.f.get(value, part, span);
  return value;
}

/** A name that starts with a namespace. */
export function qualified(c: FunctionContext, parts: readonly string[], span: Span): Reg {
  const namespace = parts.slice(0, -1).join('.');
  const last = parts[parts.length - 1]!;
  c.file.module.addImport({ module: namespace, names: [last], span });
  return c.f.import(namespace, last, span);
}

/** Value of a simple name. */
export function readName(c: FunctionContext, name: string, span: Span): Reg {
  const found = resolveVariable(c, name);
  if (found?.kind === 'local') return readLocal(c, found.local, found.hops, span);
  if (found) return readField(c, fieldHolder(c, found.owner, found.field, span), found.field.type, name, span);
  const method = resolveMethod(c, name);
  if (method) return c.f.get(methodHolder(c, method, span), name, span);
  const type = innermostType(c);
  if (resolveType(c.file, type, name)) return typeValue(c, name, span);
  const inherits = type !== undefined && type.inherits;
  // A type of another file, or an inherited property: both are written with a capital.
  if (looksLikeType(name)) {
    const value = typeValue(c, name, span);
    return inherits && !isStaticCode(c) ? c.f.coalesce(value, span, () => c.f.get(receiver(c, undefined, span), name, span)) : value;
  }
  return inherits ? c.f.get(receiver(c, undefined, span), name, span) : c.f.loadScope(c.depth, name, span);
}

export function readLocal(c: FunctionContext, local: Local, hops: number, span: Span): Reg {
  if (hops === 0 && local.home === 'register') return local.reg;
  const held = hops === 0 && local.home === 'box' ? local.reg : c.f.loadScope(hops, local.slot, span);
  return typed(c, local.home === 'box' ? c.f.get(held, PASSED_VALUE, span) : held, local.type, span);
}

/** Gives a local variable, of this function or one around it, a value. */
export function writeLocal(c: FunctionContext, local: Local, hops: number, value: Reg, span: Span): void {
  if (hops === 0) c.assign(local, value, span);
  else if (local.home === 'box') c.f.set(c.f.loadScope(hops, local.slot, span), PASSED_VALUE, value, span);
  else c.f.storeScope(hops, local.slot, value, span);
}

/** Object or class that holds a field of a type around the code. */
export function fieldHolder(c: FunctionContext, owner: TypeScope, field: FieldDecl, span: Span): Reg {
  return field.isStatic ? classValue(c, owner, span) : receiver(c, owner, span);
}
export function methodHolder(c: FunctionContext, method: NonNullable<ReturnType<typeof resolveMethod>>, span: Span): Reg {
  return method.overloads.every((overload) => overload.isStatic) ? classValue(c, method.owner, span) : receiver(c, method.owner, span);
}

/** A field's value, with what its declared type says: frameworks inject fields without any assignment in the code. */
export function readField(c: FunctionContext, holder: Reg, type: TypeRef | undefined, name: string, span: Span): Reg {
  return typed(c, c.f.get(holder, name, span), type, span);
}

/** Adds what a declared type says of a value, where it says anything. */
export function typed(c: FunctionContext, value: Reg, type: TypeRef | undefined, span: Span): Reg {
  return !type || saysNothing(type) ? value : c.f.cast(value, typeHere(c, type)!, span);
}

/** Copies the variables that an inner function uses into the scope object; those it assigns live there already. */
export function capture(c: FunctionContext, node: number, span: Span): void {
  const { tree } = c;
  const seen = new Set<string>();
  const end = tree.next[node]!;
  for (let at = node; at < end; at++) {
    if (tree.kind[at] !== K.identifier || tree.named[at] !== Named.node || (tree.field[at] === F.name && tree.kind[at - 1] !== K.argument)) continue;
    const name = nameText(tree, at);
    if (seen.has(name)) continue;
    seen.add(name);
    const local = c.local(name);
    if (local && local.home !== 'scope') c.f.storeScope(0, local.slot, local.reg, span);
  }
}

const BINDERS = new Set<number>([K.variable_declarator, K.declaration_expression, K.declaration_pattern, K.recursive_pattern]);

/**
 * Finds the variables that must live in the scope object: those that an inner function assigns, and all that a local function
 * mentions, because it can be called before the variables that it uses have their values.
 */
export function findShared(c: FunctionContext, body: number): void {
  if (body < 0) return;
  const { tree } = c;
  const shared = new Set<string>();
  const declared = new Set<string>();
  const end = tree.next[body]!;
  let inLambda = body;
  let inLocal = body;
  for (let at = body; at < end; at++) {
    const kind = tree.kind[at]!;
    if (at > body && isFunctionExpression(kind)) inLambda = Math.max(inLambda, tree.next[at]!);
    if (kind === K.local_function_statement) inLocal = Math.max(inLocal, tree.next[at]!);
    if (at >= inLocal && BINDERS.has(kind)) declared.add(declaredName(tree, at) ?? '');
    if (kind !== K.identifier || tree.named[at] !== Named.node) continue;
    if (at < inLocal || (at < inLambda && isAssigned(c, at))) shared.add(nameText(tree, at));
  }
  c.shared = shared;
  c.pending = new Set([...declared].filter((name) => shared.has(name)));
}

function isAssigned(c: FunctionContext, node: number): boolean {
  const { tree } = c;
  const before = tree.kind[node - 1];
  return (tree.field[node] === F.left && before === K.assignment_expression) || before === K.postfix_unary_expression
    || before === K['++'] || before === K['--'] || before === K.out || before === K.ref;
}
