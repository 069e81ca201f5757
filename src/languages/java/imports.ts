import { childByKind, firstNamedChild } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { K } from './nodeKinds.ts';
import { dottedParts, splitQualified } from './nodes.ts';

/** One `import` declaration. */
export interface ImportDecl {
  readonly node: number;
  readonly isStatic: boolean;
  /** `import a.b.*`. */
  readonly isStar: boolean;
  readonly packageName: string;
  /** The class, classes inside it, and for a static import the member; empty for all types of a package. */
  readonly names: readonly string[];
}

/** Reads an import declaration; undefined where it is damaged. */
export function readImport(tree: FunctionContext['tree'], node: number): ImportDecl | undefined {
  const nameNode = firstNamedChild(tree, node);
  const parts = nameNode < 0 ? undefined : dottedParts(tree, nameNode);
  if (!parts) return undefined;
  const isStatic = childByKind(tree, node, K.static) >= 0;
  const isStar = childByKind(tree, node, K.asterisk) >= 0;
  const { packageName, names } = splitQualified(parts);
  const isPackage = isStar && !isStatic && parts.every((part) => !/^\p{Lu}/u.test(part));
  return { node, isStatic, isStar, packageName: isPackage ? parts.join('.') : packageName, names: isPackage ? [] : names };
}

/** Binds what an import names in the module's scope. All types of a package stay to be looked up when they are used. */
export function lowerImport(c: FunctionContext, imported: ImportDecl): void {
  const { f, file } = c;
  const span = c.span(imported.node);
  const { packageName, names } = imported;
  if (names.length === 0) {
    file.module.addImport({ module: packageName, names: ['*'], span });
    f.importStar(packageName, span);
    return;
  }
  const [first = '', ...rest] = names;
  file.module.addImport({ module: packageName, names: [first], span });
  let value = f.import(packageName, first, span);
  for (const name of rest) value = f.get(value, name, span);
  // Static members of a class, or its member classes, on demand: the class itself is what has a name here.
  f.storeScope(0, imported.isStar ? starSlot(names) : names[names.length - 1]!, value, span);
}

/** Name under which the class behind `import static a.B.*` stands in the module's scope. */
export const starSlot = (names: readonly string[]): string => `${names.join('.')}.*`;
