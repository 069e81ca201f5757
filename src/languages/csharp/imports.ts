import { childByField, namedChildren, type SyntaxTree } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { qualified } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { dottedParts, hasToken, nameText } from './nodes.ts';
import { typeRef } from './types.ts';

/** One `using` directive. */
export interface Using {
  readonly node: number;
  readonly isStatic: boolean;
  /** Holds for all files of the project. */
  readonly isGlobal: boolean;
  readonly alias: string | undefined;
  /** The namespace or type. */
  readonly name: string;
}

/** Namespaces that projects import without saying so: those of the SDK for console and web programs. */
export const IMPLICIT_USINGS: readonly string[] = [
  'System', 'System.Collections.Generic', 'System.IO', 'System.Linq', 'System.Net.Http', 'System.Net.Http.Json', 'System.Threading', 'System.Threading.Tasks',
  'Microsoft.AspNetCore.Builder', 'Microsoft.AspNetCore.Hosting', 'Microsoft.AspNetCore.Http', 'Microsoft.AspNetCore.Routing',
  'Microsoft.Extensions.Configuration', 'Microsoft.Extensions.DependencyInjection', 'Microsoft.Extensions.Hosting', 'Microsoft.Extensions.Logging',
];
/** In front of the namespace of a directive that holds for all files. */
export const GLOBAL_PREFIX = 'global::';

/** Reads a directive; undefined where it is damaged. */
export function readUsing(tree: SyntaxTree, node: number): Using | undefined {
  const alias = childByField(tree, node, F.name);
  const target = namedChildren(tree, node).find((child) => child !== alias);
  if (target === undefined) return undefined;
  const name = dottedParts(tree, target)?.join('.') ?? typeRef(tree, target).name;
  return { node, isStatic: hasToken(tree, node, K.static), isGlobal: hasToken(tree, node, K.global), alias: alias < 0 ? undefined : nameText(tree, alias), name };
}

/** Binds an alias or a class with static members in the module's scope; the types of a namespace stay to be looked up when they are used. */
export function lowerUsing(c: FunctionContext, using: Using): void {
  const { f, file } = c;
  const span = c.span(using.node);
  if (using.alias === undefined && !using.isStatic) {
    file.module.addImport({ module: using.isGlobal ? GLOBAL_PREFIX + using.name : using.name, names: ['*'], span });
    f.importStar(using.name, span);
    return;
  }
  const parts = using.name.split('.');
  const value = parts.length === 1 ? f.loadScope(0, parts[0]!, span) : qualified(c, parts, span);
  f.storeScope(0, using.alias ?? staticSlot(using.name), value, span);
}

/** Name under which the class behind `using static A.B` stands in the module's scope. */
export const staticSlot = (name: string): string => `${name}.*`;
