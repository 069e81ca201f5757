import type { MethodDecl } from './declarations.ts';

/** Whether an overload can take this many positional arguments. */
export const accepts = (one: MethodDecl, count: number): boolean => count >= one.required && (one.isVariadic || count <= one.arity);

/** Name under which a class holds one overload, where the call can only mean that one. */
export function overloadName(name: string, overloads: readonly MethodDecl[], count: number): string {
  if (overloads.length === 1 || !overloads.every((overload) => overload.isStatic || overload.isPrivate)) return name;
  const matching = overloads.filter((overload) => accepts(overload, count));
  return matching.length === 1 ? overloadKey(name, overloads, matching[0]!) : name;
}

/** Name of one of several overloads: `name/2`, or `name/2.1` for the second one with two parameters. */
export function overloadKey(name: string, overloads: readonly MethodDecl[], one: MethodDecl): string {
  const sameArity = overloads.filter((overload) => overload.arity === one.arity && overload.isVariadic === one.isVariadic);
  const at = sameArity.indexOf(one);
  return `${name}/${one.arity}${one.isVariadic ? '+' : ''}${at > 0 ? `.${at}` : ''}`;
}
