import { ArgKind, CallFlag, type Reg } from '../../ir/builder.ts';
import type { AnnotationIR, ClassIR, FieldIR, TypeRef } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, childByKind, childrenByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { annotationOf } from './annotations.ts';
import { type FunctionContext, thisValue } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunction, methodKind, openFunction } from './functions.ts';
import { F, K } from './nodeKinds.ts';
import { dottedName, hasToken, identifierText, propertyName, unwrap } from './nodes.ts';
import { lowerStatements } from './statements.ts';
import { annotatedType, typeRef } from './types.ts';

type Method = ClassIR['methods'][number];

/** A class that is being lowered. */
interface ClassParts {
  readonly index: number;
  readonly path: string;
  readonly node: number;
  readonly hasBase: boolean;
  readonly methods: Method[];
  readonly fields: FieldIR[];
  /** Fields with a value, set at the start of the constructor, and once for the class. */
  readonly instanceValues: number[];
  readonly staticValues: number[];
  readonly staticBlocks: number[];
  readonly decorated: { readonly name: string; readonly fn: number; readonly decorators: readonly number[]; readonly span: Span }[];
}

/** `class X {}` as a statement. `outer`: decorators that are written before `export`. */
export function lowerClassDeclaration(c: FunctionContext, node: number, outer: readonly number[] = []): Reg {
  return lowerClass(c, node, undefined, outer);
}

/** A class; `name` is what an unnamed class expression is assigned to. Binds its own name, if it has one. */
export function lowerClass(c: FunctionContext, node: number, name: string | undefined, outer: readonly number[] = []): Reg {
  const { f, tree } = c;
  const own = childByField(tree, node, F.name);
  const className = own >= 0 ? identifierText(tree, own) : name ?? '';
  const nameSpan = c.span(own >= 0 ? own : node);
  const decorators = [...outer, ...childrenByField(tree, node, F.decorator)];
  const bases = lowerHeritage(c, node);
  const parts: ClassParts = {
    index: c.module.newClassIndex(), path: c.qualified(className === '' ? '<anonymous>' : className), node, hasBase: bases.extends,
    methods: [], fields: [], instanceValues: [], staticValues: [], staticBlocks: [], decorated: [],
  };
  const constructor = collectMembers(c, parts, childByField(tree, node, F.body));
  lowerConstructor(c, parts, constructor);
  c.module.addClass({
    index: parts.index, name: className, qualifiedName: parts.path, kind: 'class', bases: bases.types, methods: parts.methods,
    fields: parts.fields, annotations: decorators.map((decorator) => annotationOf(tree, decorator)), span: c.span(node), nameSpan,
  });
  let cls = f.class(parts.index, bases.regs, nameSpan);
  const binding = own >= 0 ? c.binding(own) : undefined;
  if (binding) c.write(binding, cls, nameSpan);
  lowerStatics(c, parts, cls);
  for (const method of parts.decorated) decorateMethod(c, cls, method);
  if (decorators.length > 0) {
    cls = applyDecorators(c, decorators, cls, nameSpan);
    if (binding) c.write(binding, cls, nameSpan);
  }
  return cls;
}

/**
 * A decorated method is what its decorators give for it, or leave in the descriptor that they are handed. Decorators of both kinds are
 * called in one way: what is decorated, its name, its descriptor. The older kind is given the prototype first, of which it has no use here.
 */
function decorateMethod(c: FunctionContext, cls: Reg, { name, fn, decorators, span }: ClassParts['decorated'][number]): void {
  const { f } = c;
  const method = f.closure(fn, [], span);
  const descriptor = f.alloc('object', [{ key: f.const('value', span), value: method, span }], span);
  const made = applyDecorators(c, decorators, method, span, [f.const(name, span), descriptor]);
  f.set(cls, name, made, span);
  f.set(cls, name, f.get(descriptor, 'value', span), span);
}

/** Calls the decorators, the one nearest to the target first; each gets what the one before gave back, and `more`. */
function applyDecorators(c: FunctionContext, decorators: readonly number[], target: Reg, span: Span, more: readonly Reg[] = []): Reg {
  const callees = decorators.map((decorator) => ({ reg: lowerExpression(c, firstNamedChild(c.tree, decorator)), span: c.span(decorator) }));
  let value = target;
  for (const callee of callees.reverse()) {
    value = c.f.call(callee.reg, [value, ...more].map((reg) => ({ kind: ArgKind.positional, reg, span })), callee.span, CallFlag.decorator);
  }
  return value;
}

/** Base class and implemented interfaces: as written, and as values in the same order. */
function lowerHeritage(c: FunctionContext, node: number): { types: TypeRef[]; regs: Reg[]; extends: boolean } {
  const { tree } = c;
  const types: TypeRef[] = [];
  const regs: Reg[] = [];
  const heritage = childByKind(tree, node, K.class_heritage);
  const clause = heritage < 0 ? -1 : childByKind(tree, heritage, K.extends_clause);
  const values = clause < 0 ? [] : childrenByField(tree, clause, F.value);
  const typeArguments = clause < 0 ? -1 : childByField(tree, clause, F.type_arguments);
  const args = typeArguments < 0 ? [] : namedChildren(tree, typeArguments).map((child) => typeRef(tree, child));
  for (const value of values) {
    types.push({ name: dottedName(tree, value) ?? 'unknown', ...(args.length > 0 ? { args } : {}) });
    regs.push(lowerExpression(c, value));
  }
  const implemented = heritage < 0 ? -1 : childByKind(tree, heritage, K.implements_clause);
  for (const type of implemented < 0 ? [] : namedChildren(tree, implemented)) {
    const ref = typeRef(tree, type);
    types.push(ref);
    regs.push(loadTypeName(c, ref, c.span(type)));
  }
  return { types, regs, extends: values.length > 0 };
}

/** Value of a type's dotted name, looked up in the module. */
export function loadTypeName(c: FunctionContext, type: TypeRef, span: Span): Reg {
  const [first = '', ...rest] = type.name.split('.');
  let value = c.readGlobal(first, span);
  for (const part of rest) value = c.f.get(value, part, span);
  return value;
}

/** Lowers the methods, sorts the rest; returns the constructor's node or -1. */
function collectMembers(c: FunctionContext, parts: ClassParts, body: number): number {
  let constructor = -1;
  let decorators: number[] = [];
  for (const member of body < 0 ? [] : namedChildren(c.tree, body)) {
    const kind = c.kind(member);
    if (kind === K.decorator) { decorators.push(member); continue; }
    if (kind === K.public_field_definition) addField(c, parts, member, decorators);
    else if (kind === K.class_static_block) parts.staticBlocks.push(member);
    else if (kind === K.method_definition) {
      if (isConstructor(c, member)) constructor = member;
      else addMethod(c, parts, member, decorators);
    }
    decorators = [];
  }
  return constructor;
}

function isConstructor(c: FunctionContext, member: number): boolean {
  const name = childByField(c.tree, member, F.name);
  return name >= 0 && propertyName(c.tree, name) === 'constructor' && !hasToken(c.tree, member, K.static);
}

/** Name of a member; a computed one keeps its brackets. */
function memberName(c: FunctionContext, name: number): string {
  return propertyName(c.tree, name) ?? c.text(name).replace(/\s+/g, '');
}

function addMethod(c: FunctionContext, parts: ClassParts, member: number, decorators: readonly number[]): void {
  const nameNode = childByField(c.tree, member, F.name);
  if (nameNode < 0) return;
  const name = memberName(c, nameNode);
  const kind = methodKind(c, member);
  const isStatic = hasToken(c.tree, member, K.static);
  const fn = lowerFunction(c, member, {
    name, kind, isStatic, classIndex: parts.index, path: parts.path, nameSpan: c.span(nameNode),
    annotations: decorators.map((decorator) => annotationOf(c.tree, decorator)),
  });
  parts.methods.push({ name, fn, role: kind === 'method' && isStatic ? 'static' : kind });
  if (decorators.length > 0) parts.decorated.push({ name, fn, decorators: [...decorators], span: c.span(nameNode) });
}

function addField(c: FunctionContext, parts: ClassParts, member: number, before: readonly number[]): void {
  const { tree } = c;
  const nameNode = childByField(tree, member, F.name);
  if (nameNode < 0) return;
  const isStatic = hasToken(tree, member, K.static);
  const annotations = [...before, ...childrenByField(tree, member, F.decorator)].map((decorator) => annotationOf(tree, decorator));
  parts.fields.push(field(memberName(c, nameNode), annotatedType(tree, member), isStatic, c.span(member), annotations));
  if (childByField(tree, member, F.value) >= 0) (isStatic ? parts.staticValues : parts.instanceValues).push(member);
}

/** A declared field; also used for interfaces and enumerations. */
export function field(name: string, type: TypeRef | undefined, isStatic: boolean, span: Span, annotations: readonly AnnotationIR[] = []): FieldIR {
  return { name, isStatic, span, ...(type ? { type } : {}), ...(annotations.length > 0 ? { annotations } : {}) };
}

function setField(c: FunctionContext, owner: Reg, member: number): void {
  const nameNode = childByField(c.tree, member, F.name);
  const valueNode = childByField(c.tree, member, F.value);
  const span = c.span(member);
  const name = memberName(c, nameNode);
  const value = lowerExpression(c, valueNode, name);
  const type = annotatedType(c.tree, member);
  c.f.set(owner, name, type ? c.f.cast(value, type, c.span(valueNode)) : value, span);
}

function lowerStatics(c: FunctionContext, parts: ClassParts, cls: Reg): void {
  const before = c.self;
  c.self = cls;
  for (const member of parts.staticValues) setField(c, cls, member);
  for (const block of parts.staticBlocks) {
    const body = childByField(c.tree, block, F.body);
    if (body >= 0) lowerStatements(c, namedChildren(c.tree, body));
  }
  c.self = before;
}

/** The constructor sets parameter properties and fields; a class with field values but no constructor gets one. */
function lowerConstructor(c: FunctionContext, parts: ClassParts, node: number): void {
  if (node >= 0) {
    const nameSpan = c.span(childByField(c.tree, node, F.name));
    const properties = parameterProperties(c, node);
    for (const { parameter, name } of properties) {
      parts.fields.push(field(name, annotatedType(c.tree, parameter), false, c.span(parameter)));
    }
    const fn = lowerFunction(c, node, {
      name: 'constructor', kind: 'constructor', classIndex: parts.index, path: parts.path, nameSpan,
      lowerBody: (inner, body) => lowerConstructorBody(inner, parts, body, properties),
    });
    parts.methods.push({ name: 'constructor', fn, role: 'constructor' });
  } else if (parts.instanceValues.length > 0) {
    parts.methods.push({ name: 'constructor', fn: synthesiseConstructor(c, parts), role: 'constructor' });
  }
}

function synthesiseConstructor(c: FunctionContext, parts: ClassParts): number {
  const span = { start: c.tree.start[parts.node]!, end: c.tree.start[parts.node]! };
  const inner = openFunction(c, parts.node, { name: 'constructor', kind: 'constructor', classIndex: parts.index, path: parts.path, nameSpan: span }, { depth: c.scope.depth + 1 });
  if (parts.hasBase) {
    const args = inner.f.addParam({ name: 'args', kind: 'rest', span });
    inner.f.call(inner.f.super(span), [{ kind: ArgKind.spread, reg: args, span }], span, CallFlag.construct);
  }
  initialiseFields(inner, parts, []);
  return inner.f.finish().index;
}

interface ParameterProperty { readonly parameter: number; readonly pattern: number; readonly name: string }

/** Parameters with an accessibility or `readonly`: TypeScript stores them in fields of the same name. */
function parameterProperties(c: FunctionContext, node: number): ParameterProperty[] {
  const list = childByField(c.tree, node, F.parameters);
  return (list < 0 ? [] : namedChildren(c.tree, list)).flatMap((parameter) => {
    const isProperty = childByKind(c.tree, parameter, K.accessibility_modifier) >= 0
      || childByKind(c.tree, parameter, K.override_modifier) >= 0 || hasToken(c.tree, parameter, K.readonly);
    const pattern = childByField(c.tree, parameter, F.pattern);
    return isProperty && pattern >= 0 && c.kind(pattern) === K.identifier ? [{ parameter, pattern, name: identifierText(c.tree, pattern) }] : [];
  });
}

function lowerConstructorBody(inner: FunctionContext, parts: ClassParts, body: number, properties: readonly ParameterProperty[]): void {
  const statements = body < 0 ? [] : namedChildren(inner.tree, body);
  // Fields get their values when the base constructor has returned.
  const start = statements.findIndex((statement) => isSuperCall(inner, statement)) + 1;
  lowerStatements(inner, statements.slice(0, start));
  initialiseFields(inner, parts, properties);
  lowerStatements(inner, statements.slice(start));
}

function initialiseFields(inner: FunctionContext, parts: ClassParts, properties: readonly ParameterProperty[]): void {
  if (properties.length === 0 && parts.instanceValues.length === 0) return;
  const self = thisValue(inner, inner.f.options.nameSpan);
  for (const { pattern, name } of properties) {
    const span = inner.span(pattern);
    inner.f.set(self, name, inner.readName(pattern), span);
  }
  for (const member of parts.instanceValues) setField(inner, self, member);
}

function isSuperCall(c: FunctionContext, statement: number): boolean {
  if (c.kind(statement) !== K.expression_statement) return false;
  const call = firstNamedChild(c.tree, statement);
  const callee = call < 0 || c.kind(call) !== K.call_expression ? -1 : childByField(c.tree, call, F.function);
  return callee >= 0 && c.kind(unwrap(c.tree, callee)) === K.super;
}
