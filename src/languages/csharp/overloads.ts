import { childByField, namedChildren, type SyntaxTree } from '../../syntax/tree.ts';
import type { MethodDecl } from './declarations.ts';
import type { FunctionContext } from './context.ts';
import { F, K } from './nodeKinds.ts';
import { operandOf } from './nodes.ts';
import { declaredType } from './types.ts';

/** Whether an overload can take this many positional arguments. */
export const accepts = (one: MethodDecl, count: number): boolean => count >= one.required && (one.isVariadic || count <= one.arity);

/** Name under which a class holds one overload, where the call can only mean that one. */
export function overloadName(c: FunctionContext, name: string, overloads: readonly MethodDecl[], args: readonly number[]): string {
  if (overloads.length === 1 || !overloads.every((overload) => overload.isStatic || overload.isPrivate)) return name;
  const matching = overloads.filter((overload) => accepts(overload, args.length) && takes(c, overload, args));
  return matching.length === 1 ? overloadKey(name, overloads, matching[0]!) : name;
}

/** Name of one of several overloads: `name/2`, or `name/2.1` for the second one with two parameters. */
export function overloadKey(name: string, overloads: readonly MethodDecl[], one: MethodDecl): string {
  const sameArity = overloads.filter((overload) => overload.arity === one.arity && overload.isVariadic === one.isVariadic);
  const at = sameArity.indexOf(one);
  return `${name}/${one.arity}${one.isVariadic ? '+' : ''}${at > 0 ? `.${at}` : ''}`;
}

type LiteralKind = 'text' | 'number' | 'boolean';
const LITERALS = new Map<number, LiteralKind>([
  [K.boolean_literal, 'boolean'], [K.integer_literal, 'number'], [K.real_literal, 'number'],
  ...[K.string_literal, K.verbatim_string_literal, K.raw_string_literal, K.interpolated_string_expression].map((kind) => [kind, 'text'] as const),
]);
const KIND_OF_TYPE = new Map<string, LiteralKind>([
  ['string', 'text'], ['String', 'text'], ['bool', 'boolean'], ['Boolean', 'boolean'],
  ...['int', 'long', 'short', 'byte', 'double', 'float', 'decimal', 'uint', 'ulong', 'Int32', 'Int64', 'Double', 'Decimal'].map((name) => [name, 'number'] as const),
]);

/** False where an argument is a literal that a parameter can't take. Other arguments fit anything. */
function takes(c: FunctionContext, overload: MethodDecl, args: readonly number[]): boolean {
  const kinds = parameterKinds(c.tree, overload.node);
  return args.every((arg, i) => {
    const literal = LITERALS.get(c.kind(operandOf(c.tree, arg)));
    return literal === undefined || kinds[i] === undefined || kinds[i] === literal;
  });
}

function parameterKinds(tree: SyntaxTree, method: number): (LiteralKind | undefined)[] {
  const list = childByField(tree, method, F.parameters);
  return (list < 0 ? [] : namedChildren(tree, list)).filter((parameter) => tree.kind[parameter] === K.parameter)
    .map((parameter) => KIND_OF_TYPE.get(declaredType(tree, parameter)?.name ?? ''));
}
