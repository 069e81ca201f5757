import { ArgKind, CallFlag } from '../../ir/builder.ts';
import type { ClassIR } from '../../ir/ir.ts';
import { childByField, childByKind, namedChildren } from '../../syntax/tree.ts';
import { attributesOf } from './attributes.ts';
import { lowerArgumentList } from './calls.ts';
import type { FileContext, FunctionContext } from './context.ts';
import { type FieldDecl, membersOf, type MethodDecl, parametersOf, type TypeScope } from './declarations.ts';
import { lowerInitialValue } from './creation.ts';
import { addParameters, lowerDispatcher, lowerFunctionBody, openMethod } from './methods.ts';
import { classValue, findShared, typed } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { hasModifier, hasToken } from './nodes.ts';
import { overloadKey } from './overloads.ts';

type Method = ClassIR['methods'][number];
/** Name under which classes hold their constructor. */
const CONSTRUCTOR = '.ctor';

/** Constructors of a type. One is made where there is a primary constructor, or fields have initialisers. */
export function lowerConstructors(file: FileContext, type: TypeScope): Method[] {
  if (type.kind === 'interface' || type.kind === 'enum') return [];
  const declared = [...type.constructors];
  if (type.primary >= 0) {
    const parameters = parametersOf(file.tree, type.primary);
    declared.push({ node: type.node, arity: parameters.length, required: parameters.filter((one) => one.value < 0).length, isVariadic: false, isStatic: false, isPrivate: false });
  }
  const lower = (one: MethodDecl): number => one.node === type.node ? lowerPrimary(file, type) : lowerConstructor(file, type, one);
  if (declared.length === 0) {
    const made = synthesised(file, type);
    return made === undefined ? [] : [{ name: CONSTRUCTOR, fn: made, role: 'constructor' }];
  }
  if (declared.length === 1) return [{ name: CONSTRUCTOR, fn: lower(declared[0]!), role: 'constructor' }];
  return [
    { name: CONSTRUCTOR, fn: lowerDispatcher(file, type, CONSTRUCTOR, 'constructor', declared, false), role: 'constructor' },
    ...declared.map((one): Method => ({ name: overloadKey(CONSTRUCTOR, declared, one), fn: lower(one), role: 'method' })),
  ];
}

function openConstructor(file: FileContext, type: TypeScope, node: number): FunctionContext {
  const { tree } = file;
  const name = childByField(tree, node, F.name);
  const span = { start: tree.start[node]!, end: tree.end[node]! };
  const nameSpan = name < 0 ? { start: span.start, end: span.start } : { start: tree.start[name]!, end: tree.end[name]! };
  return openMethod(file, type, { name: CONSTRUCTOR, kind: 'constructor', span, nameSpan });
}

function lowerConstructor(file: FileContext, type: TypeScope, constructor: MethodDecl): number {
  const { tree } = file;
  const c = openConstructor(file, type, constructor.node);
  const { f } = c;
  f.annotations.push(...attributesOf(tree, constructor.node));
  const body = childByField(tree, constructor.node, F.body);
  findShared(c, body);
  addParameters(c, childByField(tree, constructor.node, F.parameters));
  const initializer = childByKind(tree, constructor.node, K.constructor_initializer);
  const callsOther = initializer >= 0 && hasToken(tree, initializer, K.this);
  const list = initializer < 0 ? -1 : childByKind(tree, initializer, K.argument_list);
  // Fields get their values before the base constructor runs; `this(…)` does that itself.
  if (!callsOther) runInitialisers(c, type, false);
  if (initializer >= 0) {
    const span = c.span(initializer);
    const { args } = lowerArgumentList(c, list);
    if (callsOther) f.callMethod(f.this(span), CONSTRUCTOR, args, span);
    else f.call(f.super(span), args, span, CallFlag.construct);
  }
  lowerFunctionBody(c, body);
  return f.finish().index;
}

/** The constructor that stands at the name of the type: every parameter becomes a field. */
function lowerPrimary(file: FileContext, type: TypeScope): number {
  const { tree } = file;
  const c = openConstructor(file, type, type.node);
  const { f } = c;
  addParameters(c, type.primary);
  const at = f.options.nameSpan;
  for (const component of type.components) {
    const local = c.local(component.name);
    if (local) f.set(f.this(at), component.name, local.reg, c.span(component.node));
  }
  runInitialisers(c, type, false);
  const bases = childByKind(tree, type.node, K.base_list);
  const based = bases < 0 ? -1 : childByKind(tree, bases, K.primary_constructor_base_type);
  const list = bases < 0 ? -1 : childByKind(tree, based < 0 ? bases : based, K.argument_list);
  if (list >= 0) f.call(f.super(at), lowerArgumentList(c, list).args, at, CallFlag.construct);
  return f.finish().index;
}

function synthesised(file: FileContext, type: TypeScope): number | undefined {
  if (![...type.fields.values()].some((field) => !field.isStatic && field.value >= 0)) return undefined;
  const start = file.tree.start[type.node]!;
  const at = { start, end: start };
  const c = openMethod(file, type, { name: CONSTRUCTOR, kind: 'constructor', span: at, nameSpan: at });
  const { f } = c;
  runInitialisers(c, type, false);
  if (type.bases.length > 0) {
    const args = f.addParam({ name: 'args', kind: 'rest', span: at });
    f.call(f.super(at), [{ kind: ArgKind.spread, reg: args, span: at }], at, CallFlag.construct);
  }
  return f.finish().index;
}

/** The initialisers of static or of instance fields in the order of the text; static constructors too. The receiver of static code is the class. */
export function runInitialisers(c: FunctionContext, type: TypeScope, isStatic: boolean): void {
  for (const field of type.fields.values()) if (field.isStatic === isStatic && field.value >= 0) initialise(c, type, field);
  if (!isStatic) return;
  for (const member of membersOf(c.tree, type.body)) {
    if (c.kind(member) !== K.constructor_declaration || !hasModifier(c.tree, member, K.static)) continue;
    const body = childByField(c.tree, member, F.body);
    if (body >= 0 && c.kind(body) === K.block) c.inBlock(() => lowerFunctionBody(c, body));
    else if (body >= 0) for (const child of namedChildren(c.tree, body)) lowerInitialValue(c, child, undefined);
  }
}

function initialise(c: FunctionContext, type: TypeScope, field: FieldDecl): void {
  const { f } = c;
  const span = c.span(field.node);
  const value = lowerInitialValue(c, field.value, field.type);
  f.set(field.isStatic ? classValue(c, type, span) : f.this(span), field.name, typed(c, value, field.type, c.span(field.value)), span);
}
