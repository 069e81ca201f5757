import { ArgKind, CallFlag } from '../../ir/builder.ts';
import { PROVIDED_NAME, type AnnotationIR, type Const, type TypeRef } from '../../ir/ir.ts';
import { childByField, childByKind, namedChildren, nodeSpan, type SyntaxTree } from '../../syntax/tree.ts';
import { overloadKey } from './overloads.ts';
import type { FunctionContext } from './context.ts';
import type { TypeScope } from './declarations.ts';
import { literalValue } from './literals.ts';
import { classValue, typeValue } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { attributeNodes, dottedParts, nameText, trailingValue, unwrap } from './nodes.ts';

/** Attributes of a declaration as data. */
export function attributesOf(tree: SyntaxTree, node: number): AnnotationIR[] {
  return attributeNodes(tree, node).map((attribute) => attributeOf(tree, attribute));
}

/** One attribute: its name without `Attribute`, its constant arguments; the first unnamed one is called `value`, further ones by position. */
function attributeOf(tree: SyntaxTree, node: number): AnnotationIR {
  const nameNode = childByField(tree, node, F.name);
  const name = nameNode < 0 ? '' : dottedParts(tree, nameNode)?.join('.') ?? nameText(tree, nameNode);
  const args: Record<string, Const | readonly Const[]> = Object.create(null) as Record<string, Const | readonly Const[]>;
  const list = childByKind(tree, node, K.attribute_argument_list);
  let position = 0;
  for (const item of list < 0 ? [] : namedChildren(tree, list)) {
    const key = childByField(tree, item, F.name);
    const value = trailingValue(tree, item);
    const constant = value < 0 ? undefined : constantValue(tree, value);
    const at = key >= 0 ? nameText(tree, key) : position === 0 ? 'value' : String(position);
    if (key < 0) position++;
    if (constant !== undefined) args[at] = constant;
  }
  return { name: name.replace(/(?<=.)Attribute$/, ''), args: { ...args }, span: nodeSpan(tree, node) };
}

/** A parameter's type, with the key by which a container is asked for the object: `[FromKeyedServices("ward")]`, of Autofac `[KeyFilter("ward")]`. */
export function askedFor(tree: SyntaxTree, parameter: number, type: TypeRef | undefined): TypeRef | undefined {
  return type && withKey(type, attributesOf(tree, parameter).find(({ name }) => /(^|\.)(FromKeyedServices|KeyFilter)$/.test(name))?.args['value']);
}

/** The type that a container is asked for, with the key that the call says: `GetRequiredKeyedService<INotes>("ward")`, `ResolveNamed<INotes>("ward")`. */
export function askedByKey(tree: SyntaxTree, name: string, args: readonly number[], type: TypeRef): TypeRef {
  const at = /^(Get|GetRequired)KeyedService$|^(Resolve|ResolveOptional)(Named|Keyed)$/.test(name) ? args[0] : undefined;
  return at === undefined ? type : withKey(type, constantValue(tree, trailingValue(tree, at)));
}

const withKey = (type: TypeRef, key: Const | readonly Const[] | undefined): TypeRef =>
  typeof key === 'string' ? { ...type, constraints: { ...type.constraints, [PROVIDED_NAME]: key } } : type;

/** Literals, strings joined with `+`, and the last name of an enumeration member or of `nameof`. */
function constantValue(tree: SyntaxTree, node: number): Const | undefined {
  const at = unwrap(tree, node);
  const literal = literalValue(tree, at);
  if (literal !== undefined) return literal;
  if (tree.kind[at] === K.binary_expression) {
    const [left, right] = [childByField(tree, at, F.left), childByField(tree, at, F.right)];
    const [a, b] = [left < 0 ? undefined : constantValue(tree, left), right < 0 ? undefined : constantValue(tree, right)];
    return typeof a === 'string' && typeof b === 'string' ? a + b : undefined;
  }
  return dottedParts(tree, at)?.pop();
}

/**
 * Applies the attributes of a type and of its methods as decorators: frameworks find what they call by them. The constant
 * arguments of an attribute are named arguments.
 */
export function decorateType(open: (type: TypeScope) => FunctionContext, type: TypeScope): void {
  for (const inner of type.nested.values()) decorateType(open, inner);
  const c = open(type);
  for (const attribute of type.annotations) apply(c, type, undefined, attribute);
  for (const [name, overloads] of type.methods) for (const method of overloads) {
    // Without a body there is nothing to call.
    if (childByField(c.tree, method.node, F.body) < 0) continue;
    const member = overloads.length === 1 ? name : overloadKey(name, overloads, method);
    for (const attribute of attributesOf(c.tree, method.node)) apply(c, type, member, attribute);
  }
}

function apply(c: FunctionContext, type: TypeScope, member: string | undefined, attribute: AnnotationIR): void {
  const { f } = c;
  const { span } = attribute;
  if (attribute.name === '') return;
  const cls = classValue(c, type, span);
  const target = member === undefined ? cls : f.get(cls, member, span);
  const named = Object.entries(attribute.args).map(([key, value]) => ({ kind: ArgKind.keyword, name: key, span, reg: f.const(value as Const, span) }));
  f.call(typeValue(c, attribute.name, span), [{ kind: ArgKind.positional, reg: target, span }, ...named], span, CallFlag.decorator);
}
