import { childByField, namedChildren, type SyntaxTree } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { type MethodDecl, parameterType } from './declarations.ts';
import { F, K } from './nodeKinds.ts';

/** Name under which a class holds one overload, where the call can only mean that one. */
export function overloadName(c: FunctionContext, name: string, overloads: readonly MethodDecl[], args: readonly number[]): string {
  if (overloads.length === 1 || !overloads.every((overload) => overload.isStatic || overload.isPrivate)) return name;
  const matching = overloads.filter((overload) => overload.arity === args.length && !overload.isVariadic && takes(c, overload, args));
  return matching.length === 1 && !overloads.some((overload) => overload.isVariadic) ? overloadKey(name, overloads, matching[0]!) : name;
}

/** Name of one of several overloads: `name/2`, or `name/2.1` for the second one with two parameters. */
export function overloadKey(name: string, overloads: readonly MethodDecl[], one: MethodDecl): string {
  const sameArity = overloads.filter((overload) => overload.arity === one.arity && overload.isVariadic === one.isVariadic);
  const at = sameArity.indexOf(one);
  return `${name}/${one.arity}${one.isVariadic ? '+' : ''}${at > 0 ? `.${at}` : ''}`;
}

type LiteralKind = 'text' | 'number' | 'boolean';
const LITERALS = new Map<number, LiteralKind>([
  [K.string_literal, 'text'], [K.true, 'boolean'], [K.false, 'boolean'],
  ...[K.decimal_integer_literal, K.hex_integer_literal, K.octal_integer_literal, K.binary_integer_literal, K.decimal_floating_point_literal, K.hex_floating_point_literal].map((kind) => [kind, 'number'] as const),
]);
const KIND_OF_TYPE = new Map<string, LiteralKind>([
  ['String', 'text'], ['CharSequence', 'text'], ['boolean', 'boolean'], ['Boolean', 'boolean'],
  ...['int', 'long', 'short', 'byte', 'double', 'float', 'Integer', 'Long', 'Short', 'Byte', 'Double', 'Float', 'BigDecimal'].map((name) => [name, 'number'] as const),
]);

/** False where an argument is a literal that a parameter can't take. Other arguments fit anything. */
function takes(c: FunctionContext, overload: MethodDecl, args: readonly number[]): boolean {
  const types = parameterKinds(c.tree, overload.node);
  return args.every((arg, i) => {
    const literal = LITERALS.get(c.kind(arg));
    return literal === undefined || types[i] === undefined || types[i] === literal;
  });
}

function parameterKinds(tree: SyntaxTree, method: number): (LiteralKind | undefined)[] {
  const list = childByField(tree, method, F.parameters);
  return (list < 0 ? [] : namedChildren(tree, list)).filter((parameter) => tree.kind[parameter] === K.formal_parameter)
    .map((parameter) => KIND_OF_TYPE.get(parameterType(tree, parameter)?.name ?? ''));
}
