import { ArgKind, CallFlag } from '../../ir/builder.ts';
import type { ClassIR } from '../../ir/ir.ts';
import { childByField, childByKind, childrenByField, namedChildren } from '../../syntax/tree.ts';
import { annotationsOf } from './annotations.ts';
import { lowerArguments } from './calls.ts';
import { overloadKey } from './overloads.ts';
import type { FileContext, FunctionContext } from './context.ts';
import { membersOf, type MethodDecl, type TypeScope } from './declarations.ts';
import { lowerElements, lowerExpression } from './expressions.ts';
import { injectedFields } from './lombok.ts';
import { addParameters, lowerDispatcher, openMethod } from './methods.ts';
import { classValue, scopedType, typed } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { hasModifier } from './nodes.ts';
import { lowerStatements } from './statements.ts';

type Method = ClassIR['methods'][number];
/** Name under which classes hold their constructor. */
const CONSTRUCTOR = '<init>';

/** Constructors of a type. One is made where fields have initialisers, or a generator of code would write one. */
export function lowerConstructors(file: FileContext, type: TypeScope): Method[] {
  if (type.kind === 'interface') return [];
  const declared = [...type.constructors];
  const compact = declared.find((one) => file.tree.kind[one.node] === K.compact_constructor_declaration);
  const others = declared.filter((one) => one !== compact);
  if (declared.length === 0) {
    const made = synthesised(file, type);
    return made === undefined ? [] : [{ name: CONSTRUCTOR, fn: made, role: 'constructor' }];
  }
  const canonical = type.kind === 'record' && !others.some((one) => one.arity === type.components.length);
  if (canonical) others.push({ node: compact?.node ?? type.node, arity: type.components.length, isVariadic: false, isStatic: false, isPrivate: false });
  // A compact constructor outside a record is damage.
  if (others.length === 0) others.push(...declared);
  const lower = (one: MethodDecl): number => canonical && one === others[others.length - 1] ? lowerCanonical(file, type, compact) : lowerConstructor(file, type, one);
  if (others.length === 1) return [{ name: CONSTRUCTOR, fn: lower(others[0]!), role: 'constructor' }];
  return [
    { name: CONSTRUCTOR, fn: lowerDispatcher(file, type, CONSTRUCTOR, 'constructor', others, false), role: 'constructor' },
    ...others.map((one): Method => ({ name: overloadKey(CONSTRUCTOR, others, one), fn: lower(one), role: 'method' })),
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
  c.f.annotations.push(...annotationsOf(tree, constructor.node));
  addParameters(c, constructor.node);
  const body = childByField(tree, constructor.node, F.body);
  const statements = body < 0 ? [] : namedChildren(tree, body);
  const explicit = statements.find((statement) => c.kind(statement) === K.explicit_constructor_invocation);
  const callsOther = explicit !== undefined && childByKind(tree, explicit, K.this) >= 0;
  if (explicit !== undefined) invokeOther(c, explicit, callsOther);
  // Fields get their values when the base constructor has returned; `this(…)` has done that already.
  if (!callsOther) initialiseFields(c, type);
  lowerStatements(c, statements.filter((statement) => statement !== explicit));
  return c.f.finish().index;
}

function invokeOther(c: FunctionContext, node: number, isThis: boolean): void {
  const { f } = c;
  const span = c.span(node);
  const args = lowerArguments(c, node);
  if (isThis) f.callMethod(f.this(span), CONSTRUCTOR, args, span);
  else f.call(f.super(span), args, span, CallFlag.construct);
}

/** A record's canonical constructor: the statements of a compact one, then every component into its field. */
function lowerCanonical(file: FileContext, type: TypeScope, compact: MethodDecl | undefined): number {
  const { tree } = file;
  const c = openConstructor(file, type, compact?.node ?? type.node);
  addParameters(c, type.node);
  const body = compact ? childByField(tree, compact.node, F.body) : -1;
  if (body >= 0) lowerStatements(c, namedChildren(tree, body));
  const at = c.f.options.nameSpan;
  for (const component of type.components) {
    const local = c.local(component.name);
    if (local) c.f.set(c.f.this(at), component.name, local.reg, c.span(component.node));
  }
  return c.f.finish().index;
}

function synthesised(file: FileContext, type: TypeScope): number | undefined {
  const injected = injectedFields(type);
  const initialised = [...type.fields.values()].some((field) => !field.isStatic && field.value >= 0)
    || membersOf(file.tree, type.body).some((member) => file.tree.kind[member] === K.block);
  if (!initialised && injected.length === 0) return undefined;
  const start = file.tree.start[type.node]!;
  const at = { start, end: start };
  const c = openMethod(file, type, { name: CONSTRUCTOR, kind: 'constructor', span: at, nameSpan: at });
  const { f } = c;
  for (const field of injected) {
    const written = scopedType(c, field.type);
    const span = c.span(field.node);
    const reg = f.addParam({ name: field.name, kind: 'positional', span, ...(written ? { type: written } : {}) });
    f.set(f.this(span), field.name, reg, span);
  }
  if (injected.length === 0 && type.inherits) {
    const args = f.addParam({ name: 'args', kind: 'rest', span: at });
    f.call(f.super(at), [{ kind: ArgKind.spread, reg: args, span: at }], at, CallFlag.construct);
  }
  initialiseFields(c, type);
  return f.finish().index;
}

/** Runs the initialisers of instance fields and the instance blocks, in the order of the text. */
function initialiseFields(c: FunctionContext, type: TypeScope): void { runInitialisers(c, type, false); }

/** The initialisers of static or of instance fields. The receiver of static code is the class. */
export function runInitialisers(c: FunctionContext, type: TypeScope, isStatic: boolean): void {
  const { tree } = c;
  for (const member of membersOf(tree, type.body)) {
    const kind = c.kind(member);
    if (kind === K.static_initializer && isStatic) {
      const block = childByKind(tree, member, K.block);
      if (block >= 0) lowerStatements(c, namedChildren(tree, block));
    } else if (kind === K.block && !isStatic) lowerStatements(c, namedChildren(tree, member));
    else if (kind === K.field_declaration || kind === K.constant_declaration) {
      const ownStatic = kind === K.constant_declaration || type.kind === 'interface' || hasModifier(tree, member, K.static);
      if (ownStatic !== isStatic) continue;
      for (const declarator of childrenByField(tree, member, F.declarator)) initialise(c, type, declarator, isStatic);
    }
  }
}

function initialise(c: FunctionContext, type: TypeScope, declarator: number, isStatic: boolean): void {
  const { f } = c;
  const field = [...type.fields.values()].find((one) => one.node === declarator);
  if (!field || field.value < 0) return;
  const span = c.span(declarator);
  const value = c.kind(field.value) === K.array_initializer ? lowerElements(c, field.value) : lowerExpression(c, field.value);
  f.set(isStatic ? classValue(c, type, span) : f.this(span), field.name, typed(c, value, field.type, c.span(field.value)), span);
}
