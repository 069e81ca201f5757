import { type Arg, ArgKind, CallFlag, type Reg } from '../../ir/builder.ts';
import { childByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression, templateParts } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { constantString, hasToken, identifierText, unwrap } from './nodes.ts';
import { baseCall } from './prototypes.ts';

/**
 * A call whose callee is computed already. With `method`, `callee` is the object that the method is called on.
 * `super(…)` constructs the base part of the receiver.
 */
export function applyCall(c: FunctionContext, node: number, callee: Reg, method: string | undefined): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const list = childByField(tree, node, F.arguments);
  const args = list < 0 ? [] : tree.kind[list] === K.template_string ? tagArguments(c, list) : lowerArguments(c, list);
  const target = childByField(tree, node, F.function);
  const member = target < 0 ? -1 : unwrap(tree, target);
  const isOptional = hasToken(tree, node, K['?.']) || (member >= 0 && childByField(tree, member, F.optional_chain) >= 0);
  const flags = isOptional ? CallFlag.optional : CallFlag.none;
  if (method !== undefined) return f.callMethod(callee, method, args, span, flags);
  return f.call(callee, args, span, member >= 0 && tree.kind[member] === K.super ? CallFlag.construct : flags);
}

export const lowerArguments = (c: FunctionContext, list: number): Arg[] => argumentsOf(c, namedChildren(c.tree, list));

function argumentsOf(c: FunctionContext, nodes: readonly number[]): Arg[] {
  return nodes.map((child): Arg => {
    const span = c.span(child);
    if (c.kind(child) !== K.spread_element) return { kind: ArgKind.positional, reg: lowerExpression(c, child), span };
    const inner = firstNamedChild(c.tree, child);
    return { kind: ArgKind.spread, reg: inner < 0 ? c.f.const(null, span) : lowerExpression(c, inner), span };
  });
}

/** A tag function gets the list of the template's texts, then its values. */
function tagArguments(c: FunctionContext, template: number): Arg[] {
  const span = c.span(template);
  const parts = templateParts(c, template, true);
  const texts = parts.filter((part) => part.isText).map((part) => ({ value: part.reg, span: part.span }));
  const values = parts.filter((part) => !part.isText).map((part) => ({ kind: ArgKind.positional, reg: part.reg, span: part.span }));
  return [{ kind: ArgKind.positional, reg: c.f.alloc('list', texts, span), span }, ...values];
}

/** `new X(…)`; the parentheses may be absent. */
export function lowerNew(c: FunctionContext, node: number): Reg {
  const span = c.span(node);
  const target = childByField(c.tree, node, F.constructor);
  const list = childByField(c.tree, node, F.arguments);
  const callee = target < 0 ? c.f.unknown('new', [], span) : lowerExpression(c, target);
  return c.f.call(callee, list < 0 ? [] : lowerArguments(c, list), span, CallFlag.construct);
}

/** What a prototype class calls of its base is what `super` calls in a class. */
export function lowerBaseCall(c: FunctionContext, node: number): Reg | undefined {
  const target = baseCall(c, node);
  if (!target) return undefined;
  const span = c.span(node);
  const base = c.f.super(span);
  const args = argumentsOf(c, target.args);
  return target.method === undefined ? c.f.call(base, args, span, CallFlag.construct) : c.f.callMethod(base, target.method, args, span);
}

/** Module that `require('x')` or `import('x')` names; undefined for other calls and computed names. */
export function importedModule(c: FunctionContext, node: number): string | undefined {
  const { tree } = c;
  const callee = childByField(tree, node, F.function);
  if (callee < 0) return undefined;
  const isImport = c.kind(callee) === K.import;
  const isRequire = c.kind(callee) === K.identifier && !c.binding(callee) && identifierText(tree, callee) === 'require';
  if (!isImport && !isRequire) return undefined;
  const list = childByField(tree, node, F.arguments);
  const first = list < 0 ? -1 : firstNamedChild(tree, list);
  return first < 0 ? undefined : constantString(tree, first);
}

/** `require('x')`, `import('x')`, and an `import(…)` of a computed module, which is a call of a global of that name. */
export function lowerImportCall(c: FunctionContext, node: number): Reg {
  const span = c.span(node);
  const name = importedModule(c, node);
  if (name !== undefined) {
    c.module.addImport({ module: name, names: [], span });
    return c.f.import(name, undefined, span);
  }
  const list = childByField(c.tree, node, F.arguments);
  return c.f.call(c.readGlobal('import', span), list < 0 ? [] : lowerArguments(c, list), span);
}
