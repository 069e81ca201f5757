import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import type { Part, Reg } from '../../ir/builder.ts';
import { childByField, childByKind, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { extendedArgument, lowerCall, lowerMethodCall } from './calls.ts';
import type { FunctionContext } from './context.ts';
import { lowerAnonymousObject, lowerArray, lowerCollection, lowerCopy, lowerCreation, lowerElements, lowerTuple } from './creation.ts';
import { lowerLambda } from './lambdas.ts';
import { interpolationStyle, literalValue, pieceText } from './literals.ts';
import { innermostType, qualified, readField, readName, receiver, resolveType, resolveVariable, typeHere, typeValue } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { dottedParts, hasToken, nameText, operandOf, unwrap } from './nodes.ts';
import { applyBinary, lowerAssignment, lowerConditional, lowerPostfix, lowerPrefix } from './operators.ts';
import { matchPattern, typeTest } from './patterns.ts';
import { lowerQuery } from './queries.ts';
import { lowerSwitchExpression } from './switch.ts';
import { libraryName, typeRef } from './types.ts';

export function lowerExpression(c: FunctionContext, node: number): Reg {
  if (c.nesting >= MAX_LOWERING_DEPTH) return c.f.unknown('too-deep', [], c.span(node));
  c.nesting++;
  try {
    return lowerChain(c, node);
  } finally {
    c.nesting--;
  }
}

/** The operand on the left that is computed first, for the operations whose left operands nest deeply in real code; -1 for a leaf. */
function leftOperand(c: FunctionContext, node: number): number {
  const { tree } = c;
  switch (c.kind(node)) {
    case K.binary_expression: return childByField(tree, node, F.left);
    case K.element_access_expression: return childByField(tree, node, F.expression);
    case K.member_access_expression: return namespaceParts(c, node) ? -1 : childByField(tree, node, F.expression);
    case K.invocation_expression: {
      const callee = unwrap(tree, childByField(tree, node, F.function));
      if (callee < 0 || c.kind(callee) !== K.member_access_expression) return -1;
      const extended = extendedArgument(c, node, callee);
      return extended >= 0 ? extended : childByField(tree, callee, F.expression);
    }
    default: return -1;
  }
}

/** Walks down the left operands in a loop, lowers the innermost, and applies the operations on the way back. */
function lowerChain(c: FunctionContext, node: number): Reg {
  const chain: number[] = [];
  let at = unwrap(c.tree, node);
  for (let left = leftOperand(c, at); left >= 0; left = leftOperand(c, at)) {
    chain.push(at);
    at = unwrap(c.tree, left);
  }
  let value = lowerLeaf(c, at);
  for (let k = chain.length - 1; k >= 0; k--) value = applyLink(c, chain[k]!, value);
  return value;
}

function applyLink(c: FunctionContext, node: number, left: Reg): Reg {
  const { tree } = c;
  switch (c.kind(node)) {
    case K.binary_expression: return applyBinary(c, node, left);
    case K.element_access_expression: return readElement(c, left, childByField(tree, node, F.subscript), node);
    case K.member_access_expression: return readMember(c, node, left);
    default: return lowerMethodCall(c, node, unwrap(tree, childByField(tree, node, F.function)), left);
  }
}

/** `base.Name`. The parts of a tuple are called `Item1`, `Item2`, … */
function readMember(c: FunctionContext, node: number, base: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const nameNode = childByField(tree, node, F.name);
  const name = nameNode < 0 ? '' : nameText(tree, nameNode);
  const item = /^Item([1-7])$/.exec(name);
  if (item) return f.getIndex(base, f.const(Number(item[1]) - 1, span), span);
  const object = childByField(tree, node, F.expression);
  const own = object >= 0 && c.kind(object) === K.this ? innermostType(c)?.fields.get(name) : undefined;
  return readField(c, base, own?.type, name, span);
}

/** `base[…]`: one element, or a part for a range. */
export function readElement(c: FunctionContext, base: Reg, list: number, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const index = elementIndex(c, list);
  if (index < 0) return base;
  if (c.kind(index) !== K.range_expression) return f.getIndex(base, lowerIndex(c, index), span);
  const bounds = namedChildren(tree, index);
  const isOpen = bounds.length === 1 && c.text(index).trimStart().startsWith('..');
  const [low, high] = isOpen ? [undefined, bounds[0]] : bounds;
  return f.slice(base, low === undefined ? undefined : lowerIndex(c, low), high === undefined ? undefined : lowerIndex(c, high), span);
}

/** First index expression of a subscript; -1 without one. */
export function elementIndex(c: FunctionContext, list: number): number {
  const argument = list < 0 ? -1 : c.kind(list) === K.argument ? list : firstNamedChild(c.tree, list);
  return argument < 0 ? -1 : operandOf(c.tree, argument);
}

/** `^1` counts from the end. */
export function lowerIndex(c: FunctionContext, node: number): Reg {
  if (c.kind(node) === K.prefix_unary_expression && hasToken(c.tree, node, K['^'])) {
    const inner = firstNamedChild(c.tree, node);
    const literal = inner < 0 ? undefined : literalValue(c.tree, inner);
    if (typeof literal === 'number') return c.f.const(-literal, c.span(node));
  }
  return lowerExpression(c, node);
}

/** Parts of a name that starts with a namespace: `System.IO.File`. */
function namespaceParts(c: FunctionContext, node: number): readonly string[] | undefined {
  const parts = dottedParts(c.tree, node);
  if (!parts || !c.file.roots.has(parts[0]!) || resolveVariable(c, parts[0]!) || resolveType(c.file, innermostType(c), parts[0]!)) return undefined;
  return parts;
}

function lowerLeaf(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const literal = literalValue(tree, node);
  if (literal !== undefined) return f.const(literal, span);
  switch (c.kind(node)) {
    case K.identifier: case K.generic_name: case K.alias_qualified_name: return readName(c, nameText(tree, node), span);
    case K.implicit_parameter: case K.discard: return readName(c, nameText(tree, node), span);
    case K.predefined_type: return typeValue(c, libraryName(nameText(tree, node)), span);
    case K.this: return receiver(c, undefined, span);
    case K.base: return f.super(span);
    case K.member_access_expression: case K.qualified_name: {
      const parts = namespaceParts(c, node);
      return parts ? qualified(c, parts, span) : typeValue(c, dottedParts(tree, node)?.join('.') ?? '', span);
    }
    case K.invocation_expression: return lowerCall(c, node);
    case K.conditional_access_expression: return lowerConditionalAccess(c, node);
    case K.member_binding_expression: return readMember(c, node, conditionalReceiver(c, node));
    case K.element_binding_expression: return readElement(c, conditionalReceiver(c, node), firstNamedChild(tree, node), node);
    case K.interpolated_string_expression: return lowerInterpolation(c, node);
    case K.object_creation_expression: case K.implicit_object_creation_expression: return lowerCreation(c, node, undefined);
    case K.anonymous_object_creation_expression: return lowerAnonymousObject(c, node);
    case K.array_creation_expression: case K.implicit_array_creation_expression: case K.stackalloc_expression: case K.implicit_stackalloc_expression: return lowerArray(c, node);
    case K.initializer_expression: return lowerElements(c, node);
    case K.collection_expression: return lowerCollection(c, node);
    case K.with_expression: return lowerCopy(c, node);
    case K.tuple_expression: return lowerTuple(c, node, undefined);
    case K.assignment_expression: return lowerAssignment(c, node);
    case K.prefix_unary_expression: return lowerPrefix(c, node);
    case K.postfix_unary_expression: return lowerPostfix(c, node);
    case K.conditional_expression: return lowerConditional(c, node);
    case K.cast_expression: {
      const value = childByField(tree, node, F.value);
      const type = childByField(tree, node, F.type);
      // A character by its number: `(char)0x0b`.
      const code = type >= 0 && value >= 0 && nameText(tree, type) === 'char' ? literalValue(tree, value) : undefined;
      if (typeof code === 'number') return f.const(String.fromCharCode(code), span);
      return value < 0 || type < 0 ? f.unknown('cast', [], span) : f.cast(lowerExpression(c, value), typeHere(c, typeRef(tree, type))!, span);
    }
    case K.as_expression: {
      const [left, right] = [childByField(tree, node, F.left), childByField(tree, node, F.right)];
      return left < 0 || right < 0 ? f.unknown('cast', [], span) : f.cast(lowerExpression(c, left), typeHere(c, typeRef(tree, right))!, span);
    }
    case K.is_expression: {
      const [left, right] = [childByField(tree, node, F.left), childByField(tree, node, F.right)];
      return left < 0 || right < 0 ? f.unknown('is', [], span) : typeTest(c, lowerExpression(c, left), typeRef(tree, right), span);
    }
    case K.is_pattern_expression: {
      const [left, pattern] = [childByField(tree, node, F.expression), childByField(tree, node, F.pattern)];
      return left < 0 || pattern < 0 ? f.unknown('is', [], span) : matchPattern(c, pattern, lowerExpression(c, left));
    }
    case K.await_expression: {
      const operand = operandOf(tree, node);
      return operand < 0 ? f.const(null, span) : f.await(lowerExpression(c, operand), span);
    }
    case K.lambda_expression: case K.anonymous_method_expression: return lowerLambda(c, node);
    case K.switch_expression: return lowerSwitchExpression(c, node);
    case K.query_expression: return lowerQuery(c, node);
    case K.typeof_expression: {
      const type = childByField(tree, node, F.type);
      return type < 0 ? f.const(null, span) : typeValue(c, libraryName(typeRef(tree, type).name), span);
    }
    case K.throw_expression: {
      const operand = operandOf(tree, node);
      f.throw(operand < 0 ? undefined : lowerExpression(c, operand), span);
      return f.const(null, span);
    }
    case K.default_expression: case K.sizeof_expression: case K.parenthesized_expression: return f.const(null, span);
    case K.declaration_expression: return f.const(null, span);
    case K.range_expression: return lowerUnsupported(c, node, 'range');
    default: return lowerUnsupported(c, node, c.kind(node) === K.ERROR ? 'syntax-error' : 'expression');
  }
}

/** What is not understood keeps the taint of what it holds. */
function lowerUnsupported(c: FunctionContext, node: number, feature: string): Reg {
  return c.f.unknown(feature, namedChildren(c.tree, node).map((child) => lowerExpression(c, child)), c.span(node));
}

/** `a?.b`: what follows the question mark starts at the value before it. */
function lowerConditionalAccess(c: FunctionContext, node: number): Reg {
  const condition = childByField(c.tree, node, F.condition);
  const rest = namedChildren(c.tree, node).find((child) => child !== condition);
  if (condition < 0 || rest === undefined) return c.f.unknown('conditional-access', [], c.span(node));
  c.conditional.push(lowerExpression(c, condition));
  const value = lowerExpression(c, rest);
  c.conditional.pop();
  return value;
}
export function conditionalReceiver(c: FunctionContext, node: number): Reg {
  return c.conditional[c.conditional.length - 1] ?? c.f.unknown('conditional-access', [], c.span(node));
}

/** `$"… {x:F2} …"`. */
function lowerInterpolation(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const style = interpolationStyle(tree, node);
  const parts: Part[] = [];
  let text = '';
  let textStart = -1;
  let textEnd = -1;
  const flush = (): void => {
    if (textStart < 0) return;
    const span = { start: textStart, end: textEnd };
    const isFirst = parts.length === 0;
    parts.push({ reg: f.const(style.isRaw && isFirst ? text.replace(/^[ \t]*\r?\n/, '') : text, span), span });
    text = ''; textStart = -1;
  };
  for (const child of namedChildren(tree, node)) {
    if (c.kind(child) === K.interpolation) {
      flush();
      const value = namedChildren(tree, child).find((one) => c.kind(one) !== K.interpolation_brace && c.kind(one) !== K.interpolation_alignment_clause && c.kind(one) !== K.interpolation_format_clause);
      const inner = value ?? childByKind(tree, child, K.this);
      if (inner >= 0) parts.push({ reg: lowerExpression(c, inner), span: c.span(inner) });
    } else if (c.kind(child) === K.string_content || c.kind(child) === K.escape_sequence) {
      if (textStart < 0) textStart = tree.start[child]!;
      textEnd = tree.end[child]!;
      text += pieceText(tree, child, style);
    }
  }
  flush();
  if (parts.length === 0) return f.const('', c.span(node));
  return f.concat(parts, c.span(node));
}
