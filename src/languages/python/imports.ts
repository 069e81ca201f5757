import { childByField, childByKind, childrenByField } from '../../syntax/tree.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { storeName } from './names.ts';
import { F, K } from './nodeKinds.ts';

/** Dotted text without the blanks that may stand around the dots. */
const dotted = (lo: Lowering, node: number): string => textOf(lo, node).replace(/[\s\\]+/g, '');

/** `import a.b` binds `a`, `import a.b as c` binds the submodule. */
export function lowerImport(lo: Lowering, node: number): void {
  const { f } = lo;
  for (const item of childrenByField(lo.tree, node, F.name)) {
    const span = spanOf(lo, item);
    const alias = lo.tree.kind[item] === K.aliased_import ? childByField(lo.tree, item, F.alias) : -1;
    const name = lo.tree.kind[item] === K.aliased_import ? childByField(lo.tree, item, F.name) : item;
    if (name < 0) continue;
    const module = dotted(lo, name);
    lo.module.addImport({ module, names: [], span: spanOf(lo, node) });
    if (alias >= 0) { storeName(lo, textOf(lo, alias), f.import(module, undefined, span), span); continue; }
    const root = module.split('.', 1)[0] ?? module;
    // The submodule is loaded as well, so that it is known as an attribute of its package.
    if (root !== module) f.import(module, undefined, span);
    storeName(lo, root, f.import(root, undefined, span), span);
  }
}

/** `from m import x as y`, `from . import x`, `from m import *`. */
export function lowerFromImport(lo: Lowering, node: number): void {
  const { f, tree } = lo;
  const moduleNode = childByField(tree, node, F.module_name);
  if (moduleNode < 0) return;
  const module = dotted(lo, moduleNode);
  const whole = spanOf(lo, node);
  if (childByKind(tree, node, K.wildcard_import) >= 0) {
    lo.module.addImport({ module, names: ['*'], span: whole });
    f.importStar(module, whole);
    return;
  }
  const names: string[] = [];
  for (const item of childrenByField(tree, node, F.name)) {
    const span = spanOf(lo, item);
    const isAliased = tree.kind[item] === K.aliased_import;
    const nameNode = isAliased ? childByField(tree, item, F.name) : item;
    const alias = isAliased ? childByField(tree, item, F.alias) : -1;
    if (nameNode < 0) continue;
    const name = dotted(lo, nameNode);
    names.push(name);
    storeName(lo, alias < 0 ? name : textOf(lo, alias), f.import(module, name, span), span);
  }
  lo.module.addImport({ module, names, span: whole });
}
