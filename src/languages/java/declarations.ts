import { PROVIDED_NAME, SHIPPED, type AnnotationIR, type ClassIR, type TypeRef } from '../../ir/ir.ts';
import { childByField, childByKind, childrenByField, firstNamedChild, namedChildren, type SyntaxTree } from '../../syntax/tree.ts';
import { annotationsOf } from './annotations.ts';
import type { FunctionContext } from './context.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, hasModifier, isTypeDeclaration } from './nodes.ts';
import { declaredType, typeRef } from './types.ts';

/** A field, enumeration constant or record component. */
export interface FieldDecl {
  readonly name: string;
  readonly type: TypeRef | undefined;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  /** Initialiser expression or -1. */
  readonly value: number;
  /** The declarator, for places. */
  readonly node: number;
  readonly annotations: readonly AnnotationIR[];
}

export interface MethodDecl {
  readonly node: number;
  readonly isStatic: boolean;
  readonly isPrivate: boolean;
  /** Number of parameters, without a variable one. */
  readonly arity: number;
  readonly isVariadic: boolean;
}

/** What is known of a type of the file before anything of it is lowered, so that names can be looked up in any order. */
export interface TypeScope {
  readonly name: string;
  /** Dotted path inside the file. */
  readonly path: string;
  readonly node: number;
  /** The class body, or -1. */
  readonly body: number;
  readonly index: number;
  readonly kind: ClassIR['kind'];
  readonly outer: TypeScope | undefined;
  /** Function that a local or anonymous class is written in; its member classes have the same. */
  readonly definedIn: FunctionContext | undefined;
  /** Name in the module's scope; undefined for a member class where another type of the file has taken it. */
  readonly slot: string | undefined;
  readonly bases: readonly TypeRef[];
  /** Has a superclass, or interfaces, from which it may inherit names that the file does not show. */
  readonly inherits: boolean;
  readonly fields: Map<string, FieldDecl>;
  readonly methods: Map<string, MethodDecl[]>;
  readonly constructors: MethodDecl[];
  readonly nested: Map<string, TypeScope>;
  readonly components: readonly FieldDecl[];
  readonly annotations: readonly AnnotationIR[];
  /** The class of one constant of the enumeration around it: `SIZE { … }`. Its objects are the constant. */
  readonly isConstantBody: boolean;
}

/** Where types of a file get their numbers and names. */
export interface TypeRegistry {
  readonly tree: SyntaxTree;
  newClassIndex(): number;
  /** Takes a name in the module's scope; undefined if it is taken. */
  claim(name: string): string | undefined;
}

const KINDS = new Map<number, ClassIR['kind']>([
  [K.interface_declaration, 'interface'], [K.annotation_type_declaration, 'interface'], [K.enum_declaration, 'enum'], [K.record_declaration, 'record'],
]);

/** Reads a type declaration and the types inside it. `anonymous` is given for classes without a declaration of their own. */
export function readType(
  registry: TypeRegistry, node: number, outer: TypeScope | undefined, definedIn: FunctionContext | undefined,
  anonymous?: { readonly body: number; readonly bases: readonly TypeRef[]; readonly name: string; readonly isConstantBody?: boolean },
): TypeScope {
  const { tree } = registry;
  const name = anonymous?.name ?? declaredName(tree, node) ?? '';
  const body = anonymous?.body ?? childByField(tree, node, F.body);
  const bases = anonymous?.bases ?? writtenBases(tree, node);
  const kind = KINDS.get(tree.kind[node]!) ?? 'class';
  const prefix = outer?.path ?? definedIn?.path ?? '';
  const components = kind === 'record' ? recordComponents(tree, node) : [];
  const scope: TypeScope = {
    name, path: prefix === '' ? name : `${prefix}.${name}`, node, body, index: registry.newClassIndex(), kind, outer, definedIn,
    slot: outer || definedIn ? slotOf(registry, node, name, outer === undefined) : name, bases, inherits: bases.length > 0 || kind === 'enum',
    fields: new Map(), methods: new Map(), constructors: [], nested: new Map(), components,
    annotations: anonymous ? [] : annotationsOf(tree, node), isConstantBody: anonymous?.isConstantBody === true,
  };
  for (const component of components) scope.fields.set(component.name, component);
  for (const member of membersOf(tree, body)) readMember(registry, scope, member);
  return scope;
}

/** Classes inside functions must have a name of their own in the module: nothing else leads to them. */
function slotOf(registry: TypeRegistry, node: number, name: string, isInFunction: boolean): string | undefined {
  return registry.claim(name) ?? (isInFunction ? registry.claim(`${name}@${registry.tree.start[node]}`) : undefined);
}

/** Members of a class body; those of an enumeration that stand behind its constants included. */
export function membersOf(tree: SyntaxTree, body: number): number[] {
  if (body < 0) return [];
  return namedChildren(tree, body).flatMap((member) => tree.kind[member] === K.enum_body_declarations ? namedChildren(tree, member) : [member]);
}

function readMember(registry: TypeRegistry, scope: TypeScope, member: number): void {
  const { tree } = registry;
  const kind = tree.kind[member]!;
  if (kind === K.field_declaration || kind === K.constant_declaration) {
    for (const field of fieldsOf(tree, member, kind === K.constant_declaration || scope.kind === 'interface')) scope.fields.set(field.name, field);
  } else if (kind === K.enum_constant) {
    const name = declaredName(tree, member);
    if (name === undefined) return;
    scope.fields.set(name, { name, type: undefined, isStatic: true, isFinal: true, value: -1, node: member, annotations: [] });
    const body = childByField(tree, member, F.body);
    if (body < 0) return;
    const own = readType(registry, member, scope, scope.definedIn, { body, bases: [{ name: scope.name }], name: constantClass(scope.name, name), isConstantBody: true });
    scope.nested.set(own.name, own);
  } else if (kind === K.method_declaration) {
    const name = declaredName(tree, member);
    if (name !== undefined) scope.methods.set(name, [...scope.methods.get(name) ?? [], methodDecl(tree, member)]);
  } else if (kind === K.constructor_declaration || kind === K.compact_constructor_declaration) {
    scope.constructors.push(methodDecl(tree, member));
  } else if (isTypeDeclaration(kind) && !scope.nested.has(declaredName(tree, member) ?? '')) {
    const inner = readType(registry, member, scope, scope.definedIn);
    scope.nested.set(inner.name, inner);
  }
}

/** Name of the class of an enumeration's constant that has a body. */
export const constantClass = (enumeration: string, constant: string): string => `${enumeration}$${constant}`;

function fieldsOf(tree: SyntaxTree, member: number, isConstant: boolean): FieldDecl[] {
  const isStatic = isConstant || hasModifier(tree, member, K.static);
  const isFinal = isConstant || hasModifier(tree, member, K.final);
  const annotations = annotationsOf(tree, member);
  const type = declaredType(tree, member);
  return childrenByField(tree, member, F.declarator).flatMap((declarator) => {
    const name = declaredName(tree, declarator);
    if (name === undefined) return [];
    const isArray = childByField(tree, declarator, F.dimensions) >= 0;
    return [{ name, type: isArray && type ? { name: 'Array', args: [type] } : asked(type, annotations, name), isStatic, isFinal, value: childByField(tree, declarator, F.value), node: declarator, annotations }];
  });
}

/**
 * A declared type, with the name by which a container is asked for an object of it, or the resource of the program that is injected.
 * `field`: the name of a field, which counts where it is injected without another.
 */
export function asked(type: TypeRef | undefined, annotations: readonly AnnotationIR[], field?: string): TypeRef | undefined {
  const name = annotations.find((one) => NAMED_BY.test(one.name))?.args['value'] ?? (annotations.some((one) => INJECTED.test(one.name)) ? field : undefined);
  const address = annotations.find((one) => /(^|\.)Value$/.test(one.name))?.args['value'];
  if (type && typeof address === 'string' && /^classpath\*?:/.test(address)) return { ...type, constraints: { [SHIPPED]: address } };
  return type && typeof name === 'string' ? { ...type, constraints: { [PROVIDED_NAME]: name } } : type;
}
/** `Qualifier` of Spring, `Named` of jakarta.inject and Guice. */
const NAMED_BY = /(^|\.)(Qualifier|Named)$/;
/** Fields that a container fills. */
const INJECTED = /(^|\.)(Autowired|Inject|Resource)$/;

function methodDecl(tree: SyntaxTree, node: number): MethodDecl {
  const list = childByField(tree, node, F.parameters);
  const parameters = list < 0 ? [] : namedChildren(tree, list);
  const arity = parameters.filter((parameter) => tree.kind[parameter] === K.formal_parameter).length;
  return {
    node, arity, isStatic: hasModifier(tree, node, K.static), isPrivate: hasModifier(tree, node, K.private),
    isVariadic: parameters.some((parameter) => tree.kind[parameter] === K.spread_parameter),
  };
}

function recordComponents(tree: SyntaxTree, node: number): FieldDecl[] {
  const list = childByField(tree, node, F.parameters);
  return (list < 0 ? [] : namedChildren(tree, list)).flatMap((parameter) => {
    const name = parameterName(tree, parameter);
    if (name === undefined) return [];
    return [{ name, type: parameterType(tree, parameter), isStatic: false, isFinal: true, value: -1, node: parameter, annotations: annotationsOf(tree, parameter) }];
  });
}

/** Name of a parameter; a variable one holds it in a declarator. */
export function parameterName(tree: SyntaxTree, parameter: number): string | undefined {
  if (tree.kind[parameter] !== K.spread_parameter) return declaredName(tree, parameter);
  const declarator = childByKind(tree, parameter, K.variable_declarator);
  return declarator < 0 ? undefined : declaredName(tree, declarator);
}

/** Declared type of a parameter; for a variable one, of its elements. */
export function parameterType(tree: SyntaxTree, parameter: number): TypeRef | undefined {
  if (tree.kind[parameter] !== K.spread_parameter) return declaredType(tree, parameter);
  const type = namedChildren(tree, parameter).find((child) => tree.kind[child] !== K.modifiers && tree.kind[child] !== K.variable_declarator);
  return type === undefined ? undefined : typeRef(tree, type);
}

function writtenBases(tree: SyntaxTree, node: number): TypeRef[] {
  const superclass = childByField(tree, node, F.superclass);
  const extended = superclass < 0 ? -1 : firstNamedChild(tree, superclass);
  const lists = [childByField(tree, node, F.interfaces), childByKind(tree, node, K.extends_interfaces)];
  return [
    ...(extended < 0 ? [] : [extended]),
    ...lists.flatMap((list) => {
      const types = list < 0 ? -1 : childByKind(tree, list, K.type_list);
      return types < 0 ? [] : namedChildren(tree, types);
    }),
  ].map((type) => typeRef(tree, type));
}
