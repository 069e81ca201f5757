import type { Span } from '../../base/words.ts';
import { type Arg, ArgKind, CallFlag, type Entry, type Reg } from '../../ir/builder.ts';
import { OBJECT_COPY, type TypeRef } from '../../ir/ir.ts';
import { childByField, childByKind, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { lowerArgumentList } from './calls.ts';
import type { FunctionContext } from './context.ts';
import { elementIndex, lowerExpression } from './expressions.ts';
import { typeHere, typeValue } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { dottedParts, isFunctionExpression, nameText, operandOf, unwrap } from './nodes.ts';
import { libraryName, typeRef } from './types.ts';

/** Types that hand on what they hold: the value of `await` and of `x!`. */
const WRAPPERS = new Set(['Task', 'ValueTask', 'Nullable', 'Lazy']);
function unwrapped(type: TypeRef | undefined): TypeRef | undefined {
  let at = type;
  while (at && WRAPPERS.has(at.name) && at.args?.[0]) at = at.args[0];
  return at;
}

/** A value whose type is known from where it goes: `Foo x = new() { … }`, `(string A, int B) t = (…)`. */
export function lowerInitialValue(c: FunctionContext, node: number, type: TypeRef | undefined): Reg {
  const at = unwrap(c.tree, node);
  switch (c.kind(at)) {
    case K.implicit_object_creation_expression: return lowerCreation(c, at, unwrapped(type));
    case K.tuple_expression: return lowerTuple(c, at, unwrapped(type));
    case K.initializer_expression: return lowerElements(c, at, unwrapped(type)?.args?.[0]);
    case K.collection_expression: return lowerCollection(c, at, unwrapped(type)?.args?.[0]);
    default: return lowerExpression(c, at);
  }
}

/** `new X(…) { … }` and `new(…) { … }`. */
export function lowerCreation(c: FunctionContext, node: number, expected: TypeRef | undefined): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const typeNode = childByField(tree, node, F.type);
  const type = typeNode >= 0 ? typeRef(tree, typeNode) : expected;
  const listed = childByField(tree, node, F.arguments);
  const { args, finish } = lowerArgumentList(c, listed >= 0 ? listed : childByKind(tree, node, K.argument_list));
  const initializer = childByKind(tree, node, K.initializer_expression);
  if (!type) {
    const object = f.alloc('object', args.map((arg, i): Entry => ({ key: f.const(arg.name ?? String(i), arg.span), value: arg.reg, span: arg.span })), span);
    if (initializer >= 0) initialise(c, object, initializer, undefined);
    return object;
  }
  const object = f.call(typeValue(c, typeHere(c, { name: libraryName(type.name) })!.name, typeNode < 0 ? span : c.span(typeNode)), args, span, CallFlag.construct);
  finish(object);
  const held = type.args;
  if (initializer >= 0) initialise(c, object, initializer, held?.[held.length - 1]);
  return object;
}

/** `{ X = 1, ["k"] = 2, item, { key, value } }` behind a creation. */
function initialise(c: FunctionContext, object: Reg, node: number, held: TypeRef | undefined): void {
  const { f, tree } = c;
  for (const item of namedChildren(tree, node)) {
    const span = c.span(item);
    if (c.kind(item) === K.assignment_expression) assignMember(c, object, item, held);
    else if (c.kind(item) === K.initializer_expression) f.callMethod(object, 'Add', namedChildren(tree, item).map((part) => argument(c, part, held)), span);
    else f.callMethod(object, 'Add', [argument(c, item, held)], span);
  }
}
const argument = (c: FunctionContext, node: number, type: TypeRef | undefined): Arg => ({ kind: ArgKind.positional, reg: lowerInitialValue(c, node, type), span: c.span(node) });

function assignMember(c: FunctionContext, object: Reg, item: number, held: TypeRef | undefined): void {
  const { f, tree } = c;
  const span = c.span(item);
  const left = childByField(tree, item, F.left);
  const right = childByField(tree, item, F.right);
  if (left < 0 || right < 0) return;
  if (c.kind(left) === K.element_binding_expression) {
    const index = elementIndex(c, firstNamedChild(tree, left));
    const key = index < 0 ? f.const(null, span) : lowerExpression(c, index);
    f.setIndex(object, key, lowerInitialValue(c, right, held), span);
    return;
  }
  const name = nameText(tree, left);
  // `Items = { a, b }` adds to what the object holds there already.
  if (c.kind(right) === K.initializer_expression) { addMembers(c, object, name, right, span); return; }
  const value = lowerExpression(c, right);
  f.set(object, name, value, span);
  if (isFunctionExpression(c.kind(right))) f.callMethod(object, `add_${name}`, [{ kind: ArgKind.positional, reg: value, span: c.span(right) }], span);
}

/** What `Items = { a, b }` or `Items = { ["k"] = v }` adds is added to what is there. Where a library makes that, it is these and what it held. */
function addMembers(c: FunctionContext, object: Reg, name: string, node: number, span: Span): void {
  const { f, tree } = c;
  const before = f.get(object, name, span);
  const items = namedChildren(tree, node);
  const isKeyed = items.length > 0 && items.every((item) => c.kind(childByField(tree, item, F.left)) === K.element_binding_expression);
  if (isKeyed) {
    const pairs: Entry[] = items.map((item) => {
      const index = elementIndex(c, firstNamedChild(tree, childByField(tree, item, F.left)));
      return { key: index < 0 ? f.const(null, c.span(item)) : lowerExpression(c, index), value: lowerInitialValue(c, childByField(tree, item, F.right), undefined), span: c.span(item) };
    });
    const all = f.alloc('dict', [{ value: before, spread: true, span }, ...pairs], c.span(node));
    for (const pair of pairs) f.setIndex(before, pair.key!, pair.value, pair.span);
    f.set(object, name, all, span);
    return;
  }
  if (items.some((item) => c.kind(item) === K.assignment_expression || c.kind(item) === K.initializer_expression)) { initialise(c, before, node, undefined); return; }
  const entries: Entry[] = items.map((item) => ({ value: lowerInitialValue(c, item, undefined), span: c.span(item) }));
  const all = f.alloc('list', [...entries, { value: before, spread: true, span }], c.span(node));
  for (const entry of entries) f.callMethod(before, 'Add', [{ kind: ArgKind.positional, reg: entry.value, span: entry.span }], entry.span);
  f.set(object, name, all, span);
}

/** `new { N = 1, x.M }`. */
export function lowerAnonymousObject(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const parts = namedChildren(tree, node);
  const entries: Entry[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    const next = parts[at + 1];
    // A name before `=` is a child of its own.
    const isNamed = next !== undefined && c.kind(part) === K.identifier && /^\s*=(?![=>])/.test(tree.text.slice(tree.end[part], tree.start[next]));
    const value = isNamed ? next : part;
    if (isNamed) at++;
    const name = isNamed ? nameText(tree, part) : dottedParts(tree, unwrap(tree, part))?.pop();
    const span = c.span(value);
    entries.push({ ...(name === undefined ? {} : { key: f.const(name, c.span(part)) }), value: lowerExpression(c, value), span });
  }
  return f.alloc('object', entries, c.span(node));
}

/** `new T[n]`, `new[] { … }`. The elements of an empty one come later, under positions that are often not known. */
export function lowerArray(c: FunctionContext, node: number): Reg {
  const elements = childByKind(c.tree, node, K.initializer_expression);
  const type = childByField(c.tree, node, F.type);
  return elements >= 0 ? lowerElements(c, elements, type < 0 ? undefined : typeRef(c.tree, type).args?.[0]) : c.f.alloc('list', [], c.span(node));
}

export function lowerElements(c: FunctionContext, node: number, type?: TypeRef): Reg {
  const entries = namedChildren(c.tree, node).map((child) => ({ value: lowerInitialValue(c, child, type), span: c.span(child) }));
  return c.f.alloc('list', entries, c.span(node));
}

/** `[a, .. b]`. */
export function lowerCollection(c: FunctionContext, node: number, type?: TypeRef): Reg {
  const entries: Entry[] = namedChildren(c.tree, node).flatMap((element) => {
    const inner = c.kind(element) === K.collection_element ? firstNamedChild(c.tree, element) : element;
    if (inner < 0) return [];
    const isSpread = c.kind(inner) === K.spread_element;
    const value = isSpread || c.kind(inner) === K.expression_element ? operandOf(c.tree, inner) : inner;
    return value < 0 ? [] : [{ value: isSpread ? lowerExpression(c, value) : lowerInitialValue(c, value, type), span: c.span(value), ...(isSpread ? { spread: true } : {}) }];
  });
  return c.f.alloc('list', entries, c.span(node));
}

/** `x with { A = 1 }`. */
export function lowerCopy(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const [source = -1, ...changes] = namedChildren(tree, node);
  if (source < 0) return f.unknown('with', [], span);
  const copy = f.callMethod(lowerExpression(c, source), OBJECT_COPY, [], span);
  for (const change of changes) {
    const [name = -1, value = -1] = namedChildren(tree, change);
    if (name >= 0 && value >= 0) f.set(copy, nameText(tree, name), lowerExpression(c, value), c.span(change));
  }
  return copy;
}

/** `(a, name: b)`: elements by position, and by the names that the tuple, its variables or its expected type give them; where no type is
 * expected, by those that any tuple type of the file with as many parts has for the position. */
export function lowerTuple(c: FunctionContext, node: number, expected: TypeRef | undefined): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const parts = namedChildren(tree, node).map((part) => {
    const value = operandOf(tree, part);
    const nameNode = childByField(tree, part, F.name);
    const reg = value < 0 ? f.const(null, span) : lowerExpression(c, value);
    return { reg, span: c.span(part), name: nameNode >= 0 ? nameText(tree, nameNode) : value < 0 ? undefined : impliedName(c, value) };
  });
  const tuple = f.alloc('tuple', parts.map((part) => ({ value: part.reg, span: part.span })), span);
  parts.forEach((part, position) => {
    const typeName = expected?.name === 'ValueTuple' ? expected.args?.[position]?.constraints?.['name'] : undefined;
    const names = typeof typeName === 'string' ? [typeName] : expected === undefined ? c.file.tupleNames.get(parts.length)?.[position] ?? [] : [];
    for (const name of new Set([...(part.name === undefined ? [] : [part.name]), ...names])) f.set(tuple, name, part.reg, part.span);
  });
  return tuple;
}
/** `(note.Text, count)` has parts called `Text` and `count`. */
function impliedName(c: FunctionContext, value: number): string | undefined {
  const name = c.kind(value) === K.member_access_expression ? childByField(c.tree, value, F.name) : c.kind(value) === K.identifier ? value : -1;
  return name < 0 ? undefined : nameText(c.tree, name);
}
