import { CallFlag, type Reg } from '../../ir/builder.ts';
import type { ClassIR, FieldIR } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField } from '../../syntax/tree.ts';
import { lowerArguments } from './calls.ts';
import { overloadKey } from './overloads.ts';
import { lowerConstructors, runInitialisers } from './constructors.ts';
import type { FileContext, FunctionContext } from './context.ts';
import { constantClass, readType, type TypeScope } from './declarations.ts';
import { generatedLogger, generatedMethods, hasBuilder } from './lombok.ts';
import { lowerDispatcher, lowerMethod, openMethod } from './methods.ts';
import { capture, classValue, inside, scopedType } from './names.ts';
import { F, K } from './nodeKinds.ts';

type Method = ClassIR['methods'][number];

/** Puts the class itself and its member classes where their names are looked up; their members are lowered by `lowerType`. */
export function declareType(c: FunctionContext, type: TypeScope): Reg {
  const { f } = c;
  const span = nameSpan(c.file, type);
  const cls = f.class(type.index, [], span);
  if (type.slot !== undefined) f.storeScope(c.depth, type.slot, cls, span);
  for (const inner of type.nested.values()) f.set(cls, inner.name, declareType(c, inner), nameSpan(c.file, inner));
  return cls;
}

/** Defines the class again, when all names that its bases may mean are bound. */
export function linkType(c: FunctionContext, type: TypeScope): void {
  if (type.bases.length > 0) c.f.class(type.index, [], nameSpan(c.file, type));
  for (const inner of type.nested.values()) linkType(c, inner);
}

/** Static fields, enumeration constants and static blocks of the type and of its member types, inner ones first. */
export function initialiseType(open: (type: TypeScope) => FunctionContext, type: TypeScope): void {
  for (const inner of type.nested.values()) initialiseType(open, inner);
  const c = open(type);
  const { f } = c;
  const logger = generatedLogger(type);
  if (logger) {
    const span = nameSpan(c.file, type);
    const factory = f.import(logger.packageName, logger.factory, span);
    c.file.module.addImport({ module: logger.packageName, names: [logger.factory], span });
    f.set(classValue(c, type, span), 'log', f.callMethod(factory, logger.method, [], span), span);
  }
  if (type.kind === 'enum') for (const field of type.fields.values()) if (c.kind(field.node) === K.enum_constant) enumConstant(c, type, field.node, field.name);
  runInitialisers(c, type, true);
}

/** The member object of an enumeration is made by the engine, of the constant's own class where it has one; the constructor's arguments are given to it. */
function enumConstant(c: FunctionContext, type: TypeScope, node: number, name: string): void {
  const { f } = c;
  const span = c.span(node);
  const cls = classValue(c, type, span);
  const own = type.nested.get(constantClass(type.name, name));
  f.set(cls, name, own ? classValue(c, own, span) : f.const(name, span), span);
  if (own && own.fields.size > 0 || type.constructors.length > 0 && childByField(c.tree, node, F.arguments) >= 0) {
    f.callMethod(f.get(cls, name, span), '<init>', lowerArguments(c, node), span);
  }
}

/** Lowers all members of a type and of its member types. */
export function lowerType(file: FileContext, type: TypeScope): void {
  for (const inner of type.nested.values()) lowerType(file, inner);
  const methods: Method[] = [];
  for (const [name, overloads] of type.methods) {
    const isStatic = overloads.every((method) => method.isStatic);
    if (overloads.length === 1) methods.push({ name, fn: lowerMethod(file, type, name, overloads[0]!), role: isStatic ? 'static' : 'method' });
    else {
      methods.push({ name, fn: lowerDispatcher(file, type, name, 'method', overloads, isStatic), role: isStatic ? 'static' : 'method' });
      for (const method of overloads) {
        methods.push({ name: overloadKey(name, overloads, method), fn: lowerMethod(file, type, name, method), role: method.isStatic ? 'static' : 'method' });
      }
    }
  }
  methods.push(...accessors(file, type), ...generated(file, type), ...lowerConstructors(file, type));
  const span = { start: file.tree.start[type.node]!, end: file.tree.end[type.node]! };
  file.module.addClass({
    index: type.index, name: type.name, qualifiedName: type.path, kind: type.kind, bases: type.bases.map((base) => scopedType(inside(file, type.outer), base)!), methods, fields: fieldsOf(file, type),
    annotations: type.annotations, span, nameSpan: nameSpan(file, type),
  });
}

function fieldsOf(file: FileContext, type: TypeScope): FieldIR[] {
  return [...type.fields.values()].map((field): FieldIR => {
    const written = scopedType(inside(file, type), field.type);
    const span = { start: file.tree.start[field.node]!, end: file.tree.end[field.node]! };
    return { name: field.name, isStatic: field.isStatic, span, ...(written ? { type: written } : {}), ...(field.annotations.length > 0 ? { annotations: field.annotations } : {}) };
  });
}

/** A record answers a call of each component's name. */
function accessors(file: FileContext, type: TypeScope): Method[] {
  return type.components.filter((component) => !type.methods.has(component.name)).map((component): Method => {
    const at = { start: file.tree.start[component.node]!, end: file.tree.end[component.node]! };
    return { name: component.name, fn: getter(file, type, component.name, component.name, at), role: 'method' };
  });
}

function getter(file: FileContext, type: TypeScope, name: string, field: string, span: Span): number {
  const c = openMethod(file, type, { name, kind: 'method', span, nameSpan: span });
  c.f.return(c.f.get(c.f.this(span), field, span), span);
  return c.f.finish().index;
}

/** Members that Lombok writes. */
function generated(file: FileContext, type: TypeScope): Method[] {
  const start = file.tree.start[type.node]!;
  const at = { start, end: start };
  const methods = generatedMethods(type).map(({ name, field, role }): Method => {
    const span = { start: file.tree.start[field.node]!, end: file.tree.end[field.node]! };
    if (role === 'getter') return { name, fn: getter(file, type, name, field.name, span), role: 'method' };
    const c = openMethod(file, type, { name, kind: 'method', span, nameSpan: span });
    const value = c.f.addParam({ name: field.name, kind: 'positional', span });
    c.f.set(c.f.this(span), field.name, value, span);
    if (role === 'fluent') c.f.return(c.f.this(span), span);
    return { name, fn: c.f.finish().index, role: 'method' };
  });
  if (!hasBuilder(type)) return methods;
  const make = openMethod(file, type, { name: 'builder', kind: 'method', span: at, nameSpan: at, isStatic: true });
  make.f.return(make.f.call(classValue(make, type, at), [], at, CallFlag.construct), at);
  const build = openMethod(file, type, { name: 'build', kind: 'method', span: at, nameSpan: at });
  build.f.return(build.f.this(at), at);
  return [...methods, { name: 'builder', fn: make.f.finish().index, role: 'static' }, { name: 'build', fn: build.f.finish().index, role: 'method' }];
}

/** `class X {}` among statements. */
export function lowerLocalClass(c: FunctionContext, node: number): void {
  const type = readType(c.file.registry, node, undefined, c);
  c.localTypes.set(type.name, type);
  lowerInner(c, type, c.span(node));
}

/** The class of `new X() { … }`. */
export function lowerAnonymousClass(c: FunctionContext, type: TypeScope, span: Span): Reg {
  return lowerInner(c, type, span);
}

function lowerInner(c: FunctionContext, type: TypeScope, span: Span): Reg {
  lowerType(c.file, type);
  capture(c, type.body < 0 ? type.node : type.body, true, span);
  const cls = declareType(c, type);
  if (type.kind === 'enum' || hasStatics(type)) initialiseType(() => c, type);
  return cls;
}

const hasStatics = (type: TypeScope): boolean => [...type.fields.values()].some((field) => field.isStatic);

function nameSpan(file: FileContext, type: TypeScope): Span {
  const { tree } = file;
  const name = tree.kind[type.node] === K.object_creation_expression ? childByField(tree, type.node, F.type) : childByField(tree, type.node, F.name);
  const at = name < 0 ? type.node : name;
  return { start: tree.start[at]!, end: name < 0 ? tree.start[at]! : tree.end[at]! };
}
