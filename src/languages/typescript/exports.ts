import type { Reg } from '../../ir/builder.ts';
import type { Span } from '../../base/words.ts';
import { childByField } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { constantString, identifierText, unwrapCasts } from './nodes.ts';
import { lowerObject } from './objects.ts';

/** Export table's key for what `module.exports = …` and `export = …` put in place of the table. */
export const WHOLE_EXPORT = '=';

/**
 * If `target` is `module.exports`, `module.exports.x` or `exports.x`, a function that lowers the assigned expression and
 * exports it. CommonJS only: a file that declares `module` or `exports` itself means something else.
 */
export function exportTarget(c: FunctionContext, target: number): ((value: number) => Reg) | undefined {
  const at = unwrapCasts(c.tree, target);
  if (isModuleExports(c, at)) return (value) => exportWhole(c, value);
  if (c.kind(at) !== K.member_expression && c.kind(at) !== K.subscript_expression) return undefined;
  const object = childByField(c.tree, at, F.object);
  if (object < 0 || !(isModuleExports(c, object) || isGlobal(c, object, 'exports'))) return undefined;
  const name = memberKey(c, at);
  if (name === undefined) return undefined;
  return (value) => {
    const reg = lowerExpression(c, value, name);
    c.f.export(name, reg, c.span(value));
    // What stands in place of the table is what importers are given: the property is one of it.
    if (c.module.hasString(WHOLE_EXPORT)) c.f.set(ownExports(c, c.span(target)), name, reg, c.span(value));
    return reg;
  };
}

/** The whole export value, and each property of an object literal as an export of its own. */
export function exportWhole(c: FunctionContext, value: number): Reg {
  const { f } = c;
  const literal = unwrapCasts(c.tree, value);
  const span = c.span(value);
  const reg = c.kind(literal) === K.object
    ? lowerObject(c, literal, (name, property, entry) => { if (name !== 'default') f.export(name, property, c.span(entry)); })
    : lowerExpression(c, value, 'default');
  f.export('default', reg, span);
  f.export(WHOLE_EXPORT, reg, span);
  return reg;
}

/** The module's own export table where it is read: what an import of this file gives. */
export function ownExports(c: FunctionContext, span: Span): Reg {
  const { file } = c.module;
  return c.f.import(`./${file.slice(file.lastIndexOf('/') + 1)}`, undefined, span);
}

/** Whether the node is the `module.exports` of CommonJS. */
export function isModuleExports(c: FunctionContext, node: number): boolean {
  const at = unwrapCasts(c.tree, node);
  if (c.kind(at) !== K.member_expression || memberKey(c, at) !== 'exports') return false;
  const object = childByField(c.tree, at, F.object);
  return object >= 0 && isGlobal(c, object, 'module');
}
/** Whether the node is an identifier of that name which no declaration of the file explains. */
export function isGlobal(c: FunctionContext, node: number, name: string): boolean {
  return c.kind(node) === K.identifier && !c.binding(node) && identifierText(c.tree, node) === name;
}
function memberKey(c: FunctionContext, node: number): string | undefined {
  const property = childByField(c.tree, node, F.property);
  if (property >= 0) return identifierText(c.tree, property);
  const index = childByField(c.tree, node, F.index);
  return index < 0 ? undefined : constantString(c.tree, index);
}
