import type { AnnotationIR, ClassIR, TypeRef } from '../../ir/ir.ts';
import { childByField, childByKind, firstNamedChild, namedChildren, type SyntaxTree } from '../../syntax/tree.ts';
import { attributesOf } from './attributes.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, expand, hasModifier, hasToken, isTypeDeclaration, trailingValue } from './nodes.ts';
import { declaredType, typeRef } from './types.ts';

/** A field, property, enumeration member or parameter of a primary constructor. */
export interface FieldDecl {
  readonly name: string;
  readonly type: TypeRef | undefined;
  readonly isStatic: boolean;
  /** Initialiser expression or -1. */
  readonly value: number;
  /** The declarator, for places. */
  readonly node: number;
  /** A property whose accessors have code. */
  readonly isComputed: boolean;
  readonly annotations: readonly AnnotationIR[];
}

export interface MethodDecl {
  readonly node: number;
  readonly isStatic: boolean;
  readonly isPrivate: boolean;
  /** Number of parameters, without a variable one, and of those without a default. */
  readonly arity: number;
  readonly required: number;
  readonly isVariadic: boolean;
}

/** What is known of a type of the file before anything of it is lowered, so that names can be looked up in any order. */
export interface TypeScope {
  readonly name: string;
  /** Dotted path inside the file. */
  readonly path: string;
  readonly node: number;
  /** The body, or -1. */
  readonly body: number;
  readonly index: number;
  readonly kind: ClassIR['kind'];
  readonly outer: TypeScope | undefined;
  /** Name in the module's scope; undefined for a member type where another type of the file has taken it. */
  readonly slot: string | undefined;
  readonly bases: readonly TypeRef[];
  /** Has bases, or further parts, from which it may have names that the file does not show. */
  readonly inherits: boolean;
  readonly fields: Map<string, FieldDecl>;
  readonly methods: Map<string, MethodDecl[]>;
  readonly constructors: MethodDecl[];
  readonly nested: Map<string, TypeScope>;
  /** Parameter list of the primary constructor, or -1. */
  readonly primary: number;
  readonly components: readonly FieldDecl[];
  readonly annotations: readonly AnnotationIR[];
}

/** Where types of a file get their numbers and names. */
export interface TypeRegistry {
  readonly tree: SyntaxTree;
  newClassIndex(): number;
  /** Takes a name in the module's scope; undefined if it is taken. */
  claim(name: string): string | undefined;
}

const KINDS = new Map<number, ClassIR['kind']>([
  [K.interface_declaration, 'interface'], [K.enum_declaration, 'enum'], [K.record_declaration, 'record'], [K.struct_declaration, 'struct'],
]);

/** Reads a type declaration and the types inside it. */
export function readType(registry: TypeRegistry, node: number, outer: TypeScope | undefined): TypeScope {
  const { tree } = registry;
  const name = declaredName(tree, node) ?? '';
  const kind = KINDS.get(tree.kind[node]!) ?? 'class';
  const primary = childByKind(tree, node, K.parameter_list);
  const components = primary < 0 ? [] : namedChildren(tree, primary).flatMap((parameter) => component(tree, parameter));
  const bases = writtenBases(tree, node);
  const scope: TypeScope = {
    name, path: outer ? `${outer.path}.${name}` : name, node, body: childByField(tree, node, F.body), index: registry.newClassIndex(), kind, outer,
    slot: outer ? registry.claim(name) : name, bases, inherits: bases.length > 0 || hasModifier(tree, node, K.partial),
    fields: new Map(components.map((one) => [one.name, one])), methods: new Map(), constructors: [], nested: new Map(), primary, components,
    annotations: attributesOf(tree, node),
  };
  for (const member of membersOf(tree, scope.body)) readMember(registry, scope, member);
  return scope;
}

/** Members of a type's body. */
export function membersOf(tree: SyntaxTree, body: number): number[] {
  return body < 0 ? [] : expand(tree, namedChildren(tree, body));
}

function readMember(registry: TypeRegistry, scope: TypeScope, member: number): void {
  const { tree } = registry;
  const kind = tree.kind[member]!;
  if (kind === K.field_declaration || kind === K.event_field_declaration) {
    for (const field of fieldsOf(tree, member)) scope.fields.set(field.name, field);
  } else if (kind === K.property_declaration) {
    const property = propertyOf(tree, member, scope.kind === 'interface');
    if (property) scope.fields.set(property.name, property);
  } else if (kind === K.enum_member_declaration) {
    const name = declaredName(tree, member);
    if (name !== undefined) scope.fields.set(name, { name, type: undefined, isStatic: true, value: -1, node: member, isComputed: false, annotations: [] });
  } else if (kind === K.method_declaration) {
    const name = declaredName(tree, member);
    if (name !== undefined) scope.methods.set(name, [...scope.methods.get(name) ?? [], methodDecl(tree, member)]);
  } else if (kind === K.constructor_declaration) {
    if (!hasModifier(tree, member, K.static)) scope.constructors.push(methodDecl(tree, member));
  } else if (isTypeDeclaration(kind)) {
    const inner = readType(registry, member, scope);
    scope.nested.set(inner.name, inner);
  }
}

function fieldsOf(tree: SyntaxTree, member: number): FieldDecl[] {
  const declaration = childByKind(tree, member, K.variable_declaration);
  if (declaration < 0) return [];
  const isStatic = hasModifier(tree, member, K.static) || hasModifier(tree, member, K.const);
  const type = declaredType(tree, declaration);
  const annotations = attributesOf(tree, member);
  return namedChildren(tree, declaration).filter((child) => tree.kind[child] === K.variable_declarator).flatMap((declarator) => {
    const name = declaredName(tree, declarator);
    return name === undefined ? [] : [{ name, type, isStatic, value: trailingValue(tree, declarator), node: declarator, isComputed: false, annotations }];
  });
}

function propertyOf(tree: SyntaxTree, member: number, isAbstract: boolean): FieldDecl | undefined {
  const name = declaredName(tree, member);
  if (name === undefined) return undefined;
  const value = childByField(tree, member, F.value);
  const isArrow = value >= 0 && tree.kind[value] === K.arrow_expression_clause;
  const accessors = childByField(tree, member, F.accessors);
  const hasCode = accessors >= 0 && namedChildren(tree, accessors).some((accessor) => childByField(tree, accessor, F.body) >= 0);
  return {
    name, type: declaredType(tree, member), isStatic: hasModifier(tree, member, K.static), value: isArrow ? -1 : value, node: member,
    isComputed: (isArrow || hasCode || isGenerated(tree, member)) && !isAbstract, annotations: attributesOf(tree, member),
  };
}

/** A partial property with attributes and no code of its own, which the compiler writes by them. */
export const isGenerated = (tree: SyntaxTree, member: number): boolean => hasModifier(tree, member, K.partial) && attributesOf(tree, member).length > 0;

/** Parameters of a list; a variable one has no node of its own. */
export interface ParameterDecl { readonly name: string; readonly type: TypeRef | undefined; readonly node: number; readonly isRest: boolean; readonly value: number; readonly byReference: boolean; readonly isReceiver: boolean }

export function parametersOf(tree: SyntaxTree, list: number): ParameterDecl[] {
  if (list < 0) return [];
  const found: ParameterDecl[] = [];
  let rest: TypeRef | undefined;
  for (const child of namedChildren(tree, list)) {
    if (tree.kind[child] === K.parameter || tree.kind[child] === K.implicit_parameter) {
      const isReference = hasModifier(tree, child, K.out) || hasModifier(tree, child, K.ref);
      found.push({
        name: declaredName(tree, child) ?? '', type: declaredType(tree, child), node: child, isRest: hasModifier(tree, child, K.params), value: trailingValue(tree, child),
        byReference: isReference && !hasModifier(tree, child, K.readonly) && !hasModifier(tree, child, K.this), isReceiver: hasModifier(tree, child, K.this),
      });
    } else if (tree.field[child] === F.type) rest = typeRef(tree, child);
    else if (tree.field[child] === F.name) found.push({ name: tree.text.slice(tree.start[child], tree.end[child]), type: rest, node: child, isRest: hasToken(tree, list, K.params), value: -1, byReference: false, isReceiver: false });
  }
  return found;
}

export function methodDecl(tree: SyntaxTree, node: number): MethodDecl {
  const parameters = parametersOf(tree, childByField(tree, node, F.parameters));
  const plain = parameters.filter((parameter) => !parameter.isRest);
  const isHidden = !hasModifier(tree, node, K.public) && !hasModifier(tree, node, K.protected) && !hasModifier(tree, node, K.internal);
  return {
    node, arity: plain.length, required: plain.filter((parameter) => parameter.value < 0).length, isVariadic: parameters.length > plain.length,
    isStatic: hasModifier(tree, node, K.static), isPrivate: isHidden,
  };
}

function component(tree: SyntaxTree, parameter: number): FieldDecl[] {
  const name = tree.kind[parameter] === K.parameter ? declaredName(tree, parameter) : undefined;
  if (name === undefined) return [];
  return [{ name, type: declaredType(tree, parameter), isStatic: false, value: -1, node: parameter, isComputed: false, annotations: attributesOf(tree, parameter) }];
}

const NO_BASE = new Set<number>([K.argument_list]);
function writtenBases(tree: SyntaxTree, node: number): TypeRef[] {
  const list = childByKind(tree, node, K.base_list);
  if (list < 0 || firstNamedChild(tree, list) < 0 || tree.kind[node] === K.enum_declaration) return [];
  return namedChildren(tree, list).filter((child) => !NO_BASE.has(tree.kind[child]!)).map((child) => typeRef(tree, child));
}
