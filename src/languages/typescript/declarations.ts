import type { Reg } from '../../ir/builder.ts';
import type { ClassIR, Const, FieldIR, TypeRef } from '../../ir/ir.ts';
import { childByField, childByKind, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { literalOf } from './annotations.ts';
import { field, loadTypeName } from './classes.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { identifierText, propertyName } from './nodes.ts';
import { namespaceParts } from './scopes.ts';
import { lowerBody } from './statements.ts';
import { annotatedType, typeRef } from './types.ts';

/** `interface X extends Y {}`: a class without methods, bound like a value so that types can be looked up by name. */
export function lowerInterface(c: FunctionContext, node: number): void {
  const clause = childByKind(c.tree, node, K.extends_type_clause);
  const bases = clause < 0 ? [] : namedChildren(c.tree, clause).map((type) => typeRef(c.tree, type));
  defineType(c, node, bases, fieldsOf(c, childByField(c.tree, node, F.body)));
}

/** `type X = …`: an object type is an interface; any other type is its only base. */
export function lowerTypeAlias(c: FunctionContext, node: number): void {
  const value = childByField(c.tree, node, F.value);
  if (value < 0) return;
  const members = c.kind(value) === K.intersection_type ? intersectionMembers(c, value) : [value];
  const isObject = (member: number): boolean => c.kind(member) === K.object_type;
  const bases = members.filter((member) => !isObject(member)).map((member) => typeRef(c.tree, member));
  defineType(c, node, bases, members.filter(isObject).flatMap((member) => fieldsOf(c, member)));
}

function intersectionMembers(c: FunctionContext, node: number): number[] {
  const members: number[] = [];
  const pending = [node];
  while (pending.length > 0) {
    const at = pending.pop()!;
    if (c.kind(at) === K.intersection_type) pending.push(...namedChildren(c.tree, at).reverse());
    else members.push(at);
  }
  return members;
}

/** Names that are looked up as values; `string`, unions, literals and the like are not among them. */
const isNamed = (type: TypeRef): boolean => /^[A-Z_$][\w$.]*$/.test(type.name);

function defineType(c: FunctionContext, node: number, bases: readonly TypeRef[], fields: readonly FieldIR[]): void {
  const nameNode = childByField(c.tree, node, F.name);
  if (nameNode < 0) return;
  const span = c.span(nameNode);
  const index = addClass(c, node, nameNode, 'interface', bases, fields);
  const binding = c.binding(nameNode);
  if (binding) c.write(binding, c.f.class(index, bases.filter(isNamed).map((base) => loadTypeName(c, base, span)), span), span);
}

function addClass(c: FunctionContext, node: number, nameNode: number, kind: ClassIR['kind'], bases: readonly TypeRef[], fields: readonly FieldIR[]): number {
  const name = identifierText(c.tree, nameNode);
  const index = c.module.newClassIndex();
  c.module.addClass({
    index, name, qualifiedName: c.qualified(name), kind, bases, methods: [], fields, annotations: [], span: c.span(node), nameSpan: c.span(nameNode),
  });
  return index;
}

function fieldsOf(c: FunctionContext, body: number): FieldIR[] {
  const fields: FieldIR[] = [];
  for (const member of body < 0 ? [] : namedChildren(c.tree, body)) {
    const name = c.kind(member) === K.property_signature ? childByField(c.tree, member, F.name) : -1;
    const text = name < 0 ? undefined : propertyName(c.tree, name);
    if (text !== undefined) fields.push(field(text, annotatedType(c.tree, member), false, c.span(member)));
  }
  return fields;
}

/** `enum E { A, B = 'b' }`: a class whose static fields are the members' values. */
export function lowerEnum(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const nameNode = childByField(tree, node, F.name);
  const body = childByField(tree, node, F.body);
  if (nameNode < 0) return;
  const members = body < 0 ? [] : namedChildren(tree, body).flatMap((member) => {
    const isAssigned = c.kind(member) === K.enum_assignment;
    const key = isAssigned ? childByField(tree, member, F.name) : member;
    const name = key < 0 ? undefined : propertyName(tree, key);
    return name === undefined ? [] : [{ member, name, value: isAssigned ? childByField(tree, member, F.value) : -1 }];
  });
  const fields = members.map(({ member, name }) => field(name, undefined, true, c.span(member)));
  const cls = f.class(addClass(c, node, nameNode, 'enum', [], fields), [], c.span(nameNode));
  c.writeName(nameNode, cls, c.span(nameNode));
  let next: Const | undefined = 0;
  for (const { member, name, value } of members) {
    const span = c.span(member);
    const constant: Const | undefined = value < 0 ? next : literalOf(tree, value);
    f.set(cls, name, constant !== undefined ? f.const(constant, span) : value < 0 ? f.unknown('enum-value', [], span) : lowerExpression(c, value), span);
    next = typeof constant === 'number' ? constant + 1 : undefined;
  }
}

/** `namespace A.B { … }`: an object (or the function or class of that name); what is exported inside becomes its properties. */
export function lowerNamespace(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const name = childByField(tree, node, F.name);
  const body = childByField(tree, node, F.body);
  if (name < 0 || body < 0 || c.kind(name) === K.string) return;
  const [first = -1, ...rest] = namespaceParts(tree, name);
  const binding = first < 0 ? undefined : c.binding(first);
  if (!binding) return;
  const span = c.span(name);
  // Reopening a namespace, or adding to a class or function, must keep what the name holds.
  let object: Reg = f.coalesce(c.read(binding, span), span, () => f.alloc('object', [], span));
  c.write(binding, object, span);
  for (const part of rest) {
    const inner = f.alloc('object', [], span);
    f.set(object, identifierText(tree, part), inner, span);
    object = inner;
  }
  lowerBody(c, body);
}

/** `import A = B.C`. */
export function lowerImportAlias(c: FunctionContext, node: number): void {
  const name = firstNamedChild(c.tree, node);
  const target = namedChildren(c.tree, node)[1] ?? -1;
  if (name < 0 || target < 0) return;
  const [first = target, ...rest] = namespaceParts(c.tree, target);
  const span = c.span(target);
  let value = c.readName(first);
  for (const part of rest) value = c.f.get(value, identifierText(c.tree, part), span);
  c.writeName(name, value, span);
}
