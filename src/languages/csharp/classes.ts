import type { Reg } from '../../ir/builder.ts';
import type { ClassIR, FieldIR } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, namedChildren } from '../../syntax/tree.ts';
import { lowerConstructors, runInitialisers } from './constructors.ts';
import type { FileContext, FunctionContext } from './context.ts';
import { type FieldDecl, isGenerated, membersOf, type TypeScope } from './declarations.ts';
import { addParameters, lowerDispatcher, lowerFunctionBody, lowerMethod, openMethod } from './methods.ts';
import { classValue, scopedType, findShared, typeHere } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { overloadKey } from './overloads.ts';
import { typeRef } from './types.ts';

type Method = ClassIR['methods'][number];
/** Name under which a class holds its indexer's getter. */
const INDEXER = 'get_Item';

/** Puts the class itself and its member types where their names are looked up; their members are lowered by `lowerType`. */
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

/** Static fields, enumeration members and static constructors of the type and of its member types, inner ones first. */
export function initialiseType(open: (type: TypeScope) => FunctionContext, type: TypeScope): void {
  for (const inner of type.nested.values()) initialiseType(open, inner);
  const c = open(type);
  if (type.kind === 'enum') for (const field of type.fields.values()) {
    const span = c.span(field.node);
    c.f.set(classValue(c, type, span), field.name, c.f.const(field.name, span), span);
  }
  runInitialisers(c, type, true);
}

/** Lowers all members of a type and of its member types. */
export function lowerType(file: FileContext, type: TypeScope): void {
  for (const inner of type.nested.values()) lowerType(file, inner);
  const methods: Method[] = [];
  for (const [name, overloads] of type.methods) {
    const isStatic = overloads.every((method) => method.isStatic);
    if (overloads.length === 1) { methods.push({ name, fn: lowerMethod(file, type, name, overloads[0]!), role: isStatic ? 'static' : 'method' }); continue; }
    methods.push({ name, fn: lowerDispatcher(file, type, name, 'method', overloads, isStatic), role: isStatic ? 'static' : 'method' });
    for (const method of overloads) {
      methods.push({ name: overloadKey(name, overloads, method), fn: lowerMethod(file, type, name, method), role: method.isStatic ? 'static' : 'method' });
    }
  }
  for (const field of type.fields.values()) if (field.isComputed) methods.push(...accessorsOf(file, type, field));
  for (const member of membersOf(file.tree, type.body)) {
    if (file.tree.kind[member] === K.indexer_declaration) methods.push(...indexerOf(file, type, member));
    else if (file.tree.kind[member] === K.operator_declaration || file.tree.kind[member] === K.conversion_operator_declaration) methods.push(operatorOf(file, type, member));
  }
  methods.push(...lowerConstructors(file, type));
  const span = { start: file.tree.start[type.node]!, end: file.tree.end[type.node]! };
  file.module.addClass({
    index: type.index, name: type.name, qualifiedName: type.path, kind: type.kind, bases: type.bases.map((base) => scopedType(file, type.outer, base)!), methods,
    fields: fieldsOf(file, type), annotations: type.annotations, span, nameSpan: nameSpan(file, type),
  });
}

function fieldsOf(file: FileContext, type: TypeScope): FieldIR[] {
  return [...type.fields.values()].filter((field) => !field.isComputed).map((field): FieldIR => {
    const written = scopedType(file, type, field.type);
    const span = { start: file.tree.start[field.node]!, end: file.tree.end[field.node]! };
    return { name: field.name, isStatic: field.isStatic, span, ...(written ? { type: written } : {}), ...(field.annotations.length > 0 ? { annotations: field.annotations } : {}) };
  });
}

/** Code of a property: `=> expression`, or the accessors that have a body. */
function accessorsOf(file: FileContext, type: TypeScope, field: FieldDecl): Method[] {
  const { tree } = file;
  const arrow = childByField(tree, field.node, F.value);
  if (arrow >= 0 && tree.kind[arrow] === K.arrow_expression_clause) return [{ name: field.name, fn: getter(file, type, field, arrow), role: field.isStatic ? 'static' : 'getter' }];
  const list = childByField(tree, field.node, F.accessors);
  if (isGenerated(tree, field.node)) return [{ name: field.name, fn: getter(file, type, field, -1), role: field.isStatic ? 'static' : 'getter' }];
  return (list < 0 ? [] : namedChildren(tree, list)).flatMap((accessor): Method[] => {
    const keyword = childByField(tree, accessor, F.name);
    const body = childByField(tree, accessor, F.body);
    if (keyword < 0 || body < 0) return [];
    if (tree.kind[keyword] === K.get) return [{ name: field.name, fn: getter(file, type, field, body), role: 'getter' }];
    return [{ name: field.name, fn: setter(file, type, field, body), role: 'setter' }];
  });
}

function getter(file: FileContext, type: TypeScope, field: FieldDecl, body: number): number {
  const at = { start: file.tree.start[field.node]!, end: file.tree.end[field.node]! };
  const c = openMethod(file, type, { name: field.name, kind: 'getter', span: at, nameSpan: at, isStatic: field.isStatic });
  c.f.returnType = typeHere(c, field.type);
  c.f.annotations.push(...field.annotations);
  findShared(c, body);
  lowerFunctionBody(c, body);
  return c.f.finish().index;
}

function setter(file: FileContext, type: TypeScope, field: FieldDecl, body: number): number {
  const at = { start: file.tree.start[field.node]!, end: file.tree.end[field.node]! };
  const c = openMethod(file, type, { name: field.name, kind: 'setter', span: at, nameSpan: at, isStatic: field.isStatic });
  const written = typeHere(c, field.type);
  findShared(c, body);
  c.declare('value', written, at, c.f.addParam({ name: 'value', kind: 'positional', span: at, ...(written ? { type: written } : {}) }));
  lowerFunctionBody(c, body);
  return c.f.finish().index;
}

/** The reading side of `this[…]`; what is written through it is kept under its key by the engine. */
function indexerOf(file: FileContext, type: TypeScope, member: number): Method[] {
  const { tree } = file;
  const list = childByField(tree, member, F.accessors);
  const value = childByField(tree, member, F.value);
  const accessor = list < 0 ? -1 : namedChildren(tree, list).find((one) => { const name = childByField(tree, one, F.name); return name >= 0 && tree.kind[name] === K.get; }) ?? -1;
  const body = value >= 0 ? value : accessor < 0 ? -1 : childByField(tree, accessor, F.body);
  if (body < 0) return [];
  const at = { start: tree.start[member]!, end: tree.end[member]! };
  const c = openMethod(file, type, { name: INDEXER, kind: 'method', span: at, nameSpan: at });
  addParameters(c, childByField(tree, member, F.parameters));
  lowerFunctionBody(c, body);
  return [{ name: INDEXER, fn: c.f.finish().index, role: 'method' }];
}

/** Operators are static methods that nothing calls by name; their code is analysed all the same. */
function operatorOf(file: FileContext, type: TypeScope, member: number): Method {
  const { tree } = file;
  const at = { start: tree.start[member]!, end: tree.end[member]! };
  const name = `operator@${at.start}`;
  const c = openMethod(file, type, { name, kind: 'method', span: at, nameSpan: at, isStatic: true });
  const returned = childByField(tree, member, F.type);
  if (returned >= 0) c.f.returnType = typeHere(c, typeRef(tree, returned));
  addParameters(c, childByField(tree, member, F.parameters));
  lowerFunctionBody(c, childByField(tree, member, F.body));
  return { name, fn: c.f.finish().index, role: 'static' };
}

function nameSpan(file: FileContext, type: TypeScope): Span {
  const { tree } = file;
  const name = childByField(tree, type.node, F.name);
  const at = name < 0 ? type.node : name;
  return { start: tree.start[at]!, end: name < 0 ? tree.start[at]! : tree.end[at]! };
}
