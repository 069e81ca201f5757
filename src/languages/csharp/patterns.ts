import { Operator, type Reg } from '../../ir/builder.ts';
import type { TypeRef } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, childByKind, children, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { innermostType, resolveMethod, resolveType, resolveVariable, typeHere, typeValue } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, dottedParts, looksLikeType, nameText, unwrap } from './nodes.ts';
import { target } from './operators.ts';
import { declaredType, libraryName, typeRef } from './types.ts';

const RELATIONS = new Map<number, number>([[K['<'], Operator.lt], [K['<='], Operator.le], [K['>'], Operator.gt], [K['>='], Operator.ge]]);

/** `x is T`. */
export function typeTest(c: FunctionContext, value: Reg, type: TypeRef, span: Span): Reg {
  return c.f.binary(Operator.instanceOf, value, typeValue(c, libraryName(typeHere(c, type)!.name), span), span);
}

/** Tests a value against a pattern, binds the variables in it, and gives the condition. */
export function matchPattern(c: FunctionContext, node: number, value: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const yes = (): Reg => f.const(true, span);
  switch (c.kind(node)) {
    case K.discard: return yes();
    case K.constant_pattern: return matchConstant(c, node, value);
    case K.declaration_pattern: {
      bind(c, declaredName(tree, node), declaredType(tree, node), value, span);
      const type = declaredType(tree, node);
      return type ? typeTest(c, value, type, span) : yes();
    }
    case K.var_pattern: {
      const tuple = childByKind(tree, node, K.parenthesized_variable_designation);
      const names = children(tree, node).filter((child) => c.kind(child) === K.identifier);
      if (tuple >= 0) bindTargets(c, tuple, value);
      else if (names.length > 0) bind(c, nameText(tree, names[names.length - 1]!), undefined, value, span);
      return yes();
    }
    case K.type_pattern: {
      const type = childByField(tree, node, F.type);
      return type < 0 ? yes() : typeTest(c, value, typeRef(tree, type), span);
    }
    case K.relational_pattern: {
      const operator = children(tree, node).find((child) => RELATIONS.has(c.kind(child)));
      const [operand = -1] = namedChildren(tree, node);
      return operator === undefined || operand < 0 ? yes() : f.binary(RELATIONS.get(c.kind(operator))!, value, lowerExpression(c, operand), span);
    }
    case K.negated_pattern: case K.parenthesized_pattern: {
      const [inner = -1] = namedChildren(tree, node);
      const condition = inner < 0 ? yes() : matchPattern(c, inner, value);
      return c.kind(node) === K.negated_pattern ? f.unary(Operator.not, condition, span) : condition;
    }
    case K.and_pattern: case K.or_pattern: {
      const [left, right] = [childByField(tree, node, F.left), childByField(tree, node, F.right)];
      if (left < 0 || right < 0) return yes();
      const first = matchPattern(c, left, value);
      return c.kind(node) === K.and_pattern ? f.andThen(first, span, () => matchPattern(c, right, value)) : f.orElse(first, span, () => matchPattern(c, right, value));
    }
    case K.list_pattern: return matchAll(c, listParts(c, node).map(({ part, index }) => () => matchPattern(c, part, f.getIndex(value, f.const(index, c.span(part)), c.span(part)))), span);
    case K.recursive_pattern: return matchRecursive(c, node, value);
    case K.invocation_expression: return matchPositions(c, node, value);
    case K.declaration_expression: {
      const type = declaredType(tree, node);
      bind(c, declaredName(tree, node), type, value, span);
      return type ? typeTest(c, value, type, span) : yes();
    }
    default: return f.binary(Operator.eq, value, lowerExpression(c, node), span);
  }
}

/** Parts of `[a, .., z]` with their positions, those after the gap counted from the end. */
function listParts(c: FunctionContext, node: number): { readonly part: number; readonly index: number }[] {
  const all = children(c.tree, node).filter((child) => c.kind(child) !== K['['] && c.kind(child) !== K[']'] && c.kind(child) !== K[',']);
  const gap = all.findIndex((child) => c.kind(child) === K['..']);
  return all.flatMap((part, at) => at === gap ? [] : [{ part, index: gap < 0 || at < gap ? at : at - all.length }]);
}

/** A name in the place of a constant may be a type. */
function matchConstant(c: FunctionContext, node: number, value: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const [inner = -1] = namedChildren(tree, node);
  if (inner < 0) return f.const(true, span);
  const kind = c.kind(inner);
  if (kind === K.invocation_expression) return matchPositions(c, inner, value);
  if (kind === K.predefined_type || kind === K.generic_name || kind === K.nullable_type || kind === K.array_type) return typeTest(c, value, typeRef(tree, inner), span);
  const name = kind === K.identifier ? nameText(tree, inner) : undefined;
  const isType = name !== undefined && looksLikeType(name) && !resolveVariable(c, name) && !resolveMethod(c, name)
    && (resolveType(c.file, innermostType(c), name) !== undefined || !innermostType(c)?.inherits);
  return isType ? typeTest(c, value, { name }, span) : f.binary(Operator.eq, value, lowerExpression(c, inner), span);
}

function bind(c: FunctionContext, name: string | undefined, written: TypeRef | undefined, value: Reg, span: Span): void {
  if (name === undefined || name === '_') return;
  const type = typeHere(c, written);
  const local = c.declare(name, type, span);
  c.assign(local, type ? c.f.cast(value, type, span) : value, span);
}

/** `Type (a, b) { P: pattern } name`. */
function matchRecursive(c: FunctionContext, node: number, value: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const type = typeHere(c, declaredType(tree, node));
  const subject = type ? f.cast(value, type, span) : value;
  const tests: (() => Reg)[] = type ? [() => typeTest(c, value, type, span)] : [];
  const positional = childByKind(tree, node, K.positional_pattern_clause);
  const own = type ? resolveType(c.file, innermostType(c), type.name)?.components : undefined;
  (positional < 0 ? [] : namedChildren(tree, positional)).forEach((part, position) => tests.push(() => {
    const at = c.span(part);
    const [pattern = -1] = namedChildren(tree, part).slice(-1);
    const name = own?.[position]?.name;
    return pattern < 0 ? f.const(true, at) : matchPattern(c, pattern, name === undefined ? f.getIndex(subject, f.const(position, at), at) : f.get(subject, name, at));
  }));
  const properties = childByKind(tree, node, K.property_pattern_clause);
  for (const part of properties < 0 ? [] : namedChildren(tree, properties)) tests.push(() => {
    const at = c.span(part);
    const [path = -1, pattern = -1] = namedChildren(tree, part);
    const names = path < 0 ? undefined : dottedParts(tree, path);
    if (!names || pattern < 0) return f.const(true, at);
    return matchPattern(c, pattern, names.reduce((base, name) => f.get(base, name, at), subject));
  });
  bind(c, declaredName(tree, node), undefined, subject, span);
  return matchAll(c, tests, span);
}

/** `Type(var a, _)` without a name behind it: the grammar takes it for a call, which no pattern can be. */
function matchPositions(c: FunctionContext, node: number, value: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const [name = -1, list = -1] = namedChildren(tree, node);
  const type = typeHere(c, typeRef(tree, name));
  const subject = type ? f.cast(value, type, span) : value;
  const own = type ? resolveType(c.file, innermostType(c), type.name)?.components : undefined;
  const parts = list < 0 ? [] : namedChildren(tree, list);
  const tests = parts.map((part, position) => (): Reg => {
    const at = c.span(part);
    const [pattern = -1] = namedChildren(tree, part).slice(-1);
    if (pattern < 0 || (c.kind(pattern) === K.identifier && nameText(tree, pattern) === '_')) return f.const(true, at);
    const field = own?.[position]?.name;
    return matchPattern(c, pattern, field === undefined ? f.getIndex(subject, f.const(position, at), at) : f.get(subject, field, at));
  });
  return matchAll(c, type ? [() => typeTest(c, value, type, span), ...tests] : tests, span);
}

function matchAll(c: FunctionContext, tests: readonly (() => Reg)[], span: Span): Reg {
  const [first, ...rest] = tests;
  if (!first) return c.f.const(true, span);
  return rest.reduce((condition, test) => c.f.andThen(condition, span, test), first());
}

/** Takes a tuple or record apart into what can be assigned to: `(x, var y) = …`, `var (x, y) = …`. */
export function bindTargets(c: FunctionContext, node: number, value: Reg): void {
  const { f, tree } = c;
  const isDesignation = c.kind(node) !== K.tuple_expression;
  namedChildren(tree, node).forEach((part, position) => {
    const span = c.span(part);
    const inner = c.kind(part) === K.argument ? unwrap(tree, namedChildren(tree, part).pop() ?? part) : part;
    const element = f.getIndex(value, f.const(position, span), span);
    if (c.kind(inner) === K.tuple_pattern || c.kind(inner) === K.parenthesized_variable_designation || c.kind(inner) === K.tuple_expression) bindTargets(c, inner, element);
    else if (isDesignation) bind(c, c.kind(inner) === K.discard ? '_' : nameText(tree, inner), undefined, element, span);
    else target(c, inner, span).write(element);
  });
}
