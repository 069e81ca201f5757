import type { Span } from '../../base/words.ts';
import type { Reg } from '../../ir/builder.ts';
import type { TypeRef } from '../../ir/ir.ts';
import { Named } from '../../syntax/tree.ts';
import { type FileContext, type FunctionContext, type Local, THIS_SLOT } from './context.ts';
import type { FieldDecl, MethodDecl, TypeScope } from './declarations.ts';
import { F, K } from './nodeKinds.ts';
import { hasModifier, looksLikeConstant, looksLikeType, nameText, splitQualified } from './nodes.ts';
import { saysNothing } from './types.ts';

/** A variable, as seen through `hops` function scopes, or a field of a type around the code. */
export type Resolved =
  | { readonly kind: 'local'; readonly local: Local; readonly hops: number }
  | { readonly kind: 'field'; readonly owner: TypeScope; readonly field: FieldDecl };

/** Where a name is looked up from: a function, or the place of a declaration. */
export interface Surroundings {
  readonly file: FileContext;
  readonly type: TypeScope | undefined;
  readonly outer: FunctionContext | undefined;
  local(name: string): Local | undefined;
  readonly localTypes: ReadonlyMap<string, TypeScope>;
}

/** The surroundings of the members of a type, or with `undefined` of its top-level types. */
export function inside(file: FileContext, type: TypeScope | undefined): Surroundings {
  return { file, type, outer: undefined, local: () => undefined, localTypes: new Map() };
}

/** Types around the code, innermost first, as far as no function lies between. */
function* memberTypes(type: TypeScope | undefined): Generator<TypeScope> {
  for (let at = type; at; at = at.outer) yield at;
}

/** Walks the functions and types around the code, innermost first. */
function* enclosing(c: Surroundings): Generator<{ readonly context: Surroundings; readonly hops: number } | { readonly type: TypeScope }> {
  let hops = 0;
  for (let at: Surroundings | undefined = c; at;) {
    yield { context: at, hops };
    let next: Surroundings | undefined = at.outer;
    if (!next) {
      yield* [...memberTypes(at.type)].map((type) => ({ type }));
      next = at.type?.definedIn;
    }
    at = next;
    hops++;
  }
}

/** What a simple name means as a variable; undefined for types, packages and inherited fields. */
export function resolveVariable(c: FunctionContext, name: string): Resolved | undefined {
  for (const at of enclosing(c)) {
    if ('context' in at) {
      const local = at.context.local(name);
      if (local) return { kind: 'local', local, hops: at.hops };
    } else {
      const field = at.type.fields.get(name);
      if (field) return { kind: 'field', owner: at.type, field };
    }
  }
  return undefined;
}

/** The overloads of a method by its simple name, and the type around the code that declares them. */
export function resolveMethod(c: FunctionContext, name: string): { readonly owner: TypeScope; readonly overloads: readonly MethodDecl[] } | undefined {
  for (const at of enclosing(c)) {
    const overloads = 'type' in at ? at.type.methods.get(name) : undefined;
    if (overloads && 'type' in at) return { owner: at.type, overloads };
  }
  return undefined;
}

/** A type of the file by its simple name, as seen from the code. */
export function resolveType(c: Surroundings, name: string): TypeScope | undefined {
  for (const at of enclosing(c)) {
    const found = 'context' in at ? at.context.localTypes.get(name) : at.type.name === name ? at.type : at.type.nested.get(name);
    if (found) return found;
  }
  return c.file.types.get(name);
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

/** The receiver, or the receiver around it that is an instance of `target`. */
export function receiver(c: FunctionContext, target: TypeScope | undefined, span: Span): Reg {
  let hops = 0;
  let crossed = -1;
  for (let at: FunctionContext | undefined = c; at;) {
    while (at.outer) { at = at.outer; hops++; }
    const { type }: FunctionContext = at;
    if (!type) break;
    if (!target || type === target || (type.isConstantBody && type.outer === target)) {
      if (crossed >= 0) return c.f.loadScope(crossed, THIS_SLOT, span);
      return at.isStatic ? classValue(c, type, span) : c.f.this(span);
    }
    at = type.definedIn;
    hops++;
    crossed = hops;
  }
  if (!target) return c.f.this(span);
  const anyInstance = (): Reg => c.f.cast(unknownValue(c, span), { name: typePath(target) }, span);
  // An object that was made elsewhere, or is being made, has no object around it yet: any instance stands for that one.
  const around = surrounding(c, target, span);
  return around === undefined ? anyInstance() : c.f.coalesce(around, span, anyInstance);
}

/** Field of an object of an inner class that holds the object around it. */
export const SURROUNDING_SLOT = 'outer this';

/** Whether objects of a class belong to an object of the class around it. */
export const isInner = (c: FunctionContext, type: TypeScope): boolean =>
  type.kind === 'class' && !type.isConstantBody && type.outer !== undefined && type.outer.kind !== 'interface' && !hasModifier(c.tree, type.node, K.static);

/** The object of a class around the code's own, by the objects in between. */
function surrounding(c: FunctionContext, target: TypeScope, span: Span): Reg | undefined {
  let type = innermostType(c);
  if (isStaticCode(c) || type?.definedIn) return undefined;
  let value = c.f.this(span);
  for (; type && type !== target; type = type.outer) {
    if (!isInner(c, type)) return undefined;
    value = c.f.get(value, SURROUNDING_SLOT, span);
  }
  return type === target ? value : undefined;
}

/** A value of which nothing is known. */
export function unknownValue(c: FunctionContext, span: Span): Reg { return c.f.loadScope(0, '?', span); }

/** Name by which the engine finds a type of the file. */
export function typePath(type: TypeScope): string {
  return type.slot ?? (type.outer ? `${typePath(type.outer)}.${type.name}` : type.name);
}

/** Spells the names of a written type so that they can be looked up in the module's scope. */
export function scopedType(c: Surroundings, type: TypeRef | undefined): TypeRef | undefined {
  if (!type) return undefined;
  const [first = '', ...rest] = type.name.split('.');
  const own = resolveType(c, first);
  const name = own && own.slot !== first ? [typePath(own), ...rest].join('.') : type.name;
  if (!own && rest.length > 0 && !looksLikeType(first)) noteQualified(c, type.name);
  const args = type.args?.map((arg) => scopedType(c, arg)!);
  return { ...type, name, ...(args ? { args } : {}) };
}

/** A type that is written with its package is an import that stands in place. */
function noteQualified(c: Surroundings, name: string): void {
  const { qualified } = c.file;
  if (qualified.has(name)) return;
  qualified.add(name);
  const { packageName, names: [first = ''] } = splitQualified(name.split('.'));
  if (looksLikeType(first)) c.file.module.addImport({ module: packageName, names: [first], span: { start: 0, end: 0 } });
}

/** Value of a type name: a class of the file, an import, or what the package and the library's root hold. */
export function typeValue(c: FunctionContext, name: string, span: Span): Reg {
  const [first = '', ...rest] = name.split('.');
  const own = resolveType(c, first);
  const { packageName, names } = rest.length > 0 && !own && !looksLikeType(first) ? splitQualified(name.split('.')) : { packageName: '', names: [] };
  if (packageName !== '' && looksLikeType(names[0] ?? '')) return qualified(c, packageName, names, span);
  let value = own ? classValue(c, own, span) : c.f.loadScope(c.depth, first, span);
  for (const part of rest) value = c.f.get(value, part, span);
  return value;
}

/** A type that is written with its package, and one inside of it. */
function qualified(c: FunctionContext, packageName: string, [first = '', ...rest]: readonly string[], span: Span): Reg {
  c.file.module.addImport({ module: packageName, names: [first], span });
  let value = c.f.import(packageName, first, span);
  for (const part of rest) value = c.f.get(value, part, span);
  return value;
}

/** Value of a simple name. */
export function readName(c: FunctionContext, name: string, span: Span): Reg {
  const found = resolveVariable(c, name);
  if (found?.kind === 'local') return readLocal(c, found.local, found.hops, span);
  if (found) return readField(c, fieldHolder(c, found.owner, found.field, span), found.field.type, name, span);
  if (c.file.imported.has(name)) return c.f.loadScope(c.depth, name, span);
  const isConstant = looksLikeConstant(name);
  if (looksLikeType(name) && (!isConstant || resolveType(c, name))) return typeValue(c, name, span);
  const [star] = c.file.staticStars;
  const type = innermostType(c);
  if (star !== undefined && (isConstant || !type?.inherits)) return c.f.get(c.f.loadScope(c.depth, star, span), name, span);
  return type ? c.f.get(receiver(c, undefined, span), name, span) : c.f.loadScope(c.depth, name, span);
}

export function readLocal(c: FunctionContext, local: Local, hops: number, span: Span): Reg {
  if (hops === 0) return local.reg;
  const value = c.f.loadScope(hops, local.slot, span);
  return typed(c, value, local.type, span);
}

/** Object or class that holds a field of a type around the code. */
export function fieldHolder(c: FunctionContext, owner: TypeScope, field: FieldDecl, span: Span): Reg {
  return field.isStatic ? classValue(c, owner, span) : receiver(c, owner, span);
}

/** A field's value, with what its declared type says: frameworks inject fields without any assignment in the code. */
export function readField(c: FunctionContext, holder: Reg, type: TypeRef | undefined, name: string, span: Span): Reg {
  return typed(c, c.f.get(holder, name, span), type, span);
}

/** Adds what a declared type says of a value, where it says anything. */
export function typed(c: FunctionContext, value: Reg, type: TypeRef | undefined, span: Span): Reg {
  return !type || saysNothing(type) ? value : c.f.cast(value, scopedType(c, type)!, span);
}

/**
 * Copies the variables that an inner function uses into the scope object. Captured variables never change once they are
 * captured, so the copy at the point of the capture is what the inner function sees.
 */
export function capture(c: FunctionContext, node: number, withReceiver: boolean, span: Span): void {
  const { tree } = c;
  const seen = new Set<string>();
  const end = tree.next[node]!;
  for (let at = node; at < end; at++) {
    if (tree.kind[at] !== K.identifier || tree.named[at] !== Named.node || tree.field[at] === F.field) continue;
    const name = nameText(tree, at);
    if (seen.has(name)) continue;
    seen.add(name);
    const local = c.local(name);
    if (local) c.f.storeScope(0, local.slot, local.reg, span);
  }
  if (withReceiver && !isStaticCode(c) && innermostType(c)) c.f.storeScope(0, THIS_SLOT, receiver(c, undefined, span), span);
}
