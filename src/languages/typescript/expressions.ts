import type { Part, Reg } from '../../ir/builder.ts';
import type { Span } from '../../base/words.ts';
import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import { childByField, firstNamedChild, lastNamedChild, Named, namedChildren } from '../../syntax/tree.ts';
import { applyCall, importedModule, lowerBaseCall, lowerImportCall, lowerNew } from './calls.ts';
import { lowerClass } from './classes.ts';
import { type FunctionContext, thisValue } from './context.ts';
import { exportTarget, isGlobal, isModuleExports, ownExports } from './exports.ts';
import { lowerFunctionExpression } from './functions.ts';
import { lowerJsx } from './jsx.ts';
import { F, K } from './nodeKinds.ts';
import { constantString, hasToken, identifierText, isFunctionExpression, isTransparent, numberValue, unescapeText, unwrap, unwrapCasts } from './nodes.ts';
import { DATA, lowerObject } from './objects.ts';
import { applyBinary, lowerAugmentedAssignment, lowerConditional, lowerUnary, lowerYield } from './operators.ts';
import { bindPattern, lowerUpdate } from './patterns.ts';
import { baseCall } from './prototypes.ts';
import { sampled } from '../tables.ts';
import { typeRef } from './types.ts';

/**
 * Lowers an expression. `name` is what the value is called where it stands (`const name = …`, `{ name: … }`), for
 * functions and classes that have no name of their own.
 */
export function lowerExpression(c: FunctionContext, node: number, name?: string): Reg {
  if (c.depth >= MAX_LOWERING_DEPTH) return c.f.unknown('too-deep', [], c.span(node));
  c.depth++;
  try {
    return lowerChain(c, node, name);
  } finally {
    c.depth--;
  }
}

/** The operand on the left that is computed first, for the operations whose left operands nest deeply in real code. */
function leftOperand(c: FunctionContext, node: number): number {
  const { tree } = c;
  switch (c.kind(node)) {
    case K.call_expression: {
      if (importedModule(c, node) !== undefined || baseCall(c, node)) return -1;
      const callee = childByField(tree, node, F.function);
      return callee >= 0 && c.kind(callee) === K.import ? -1 : callee;
    }
    case K.member_expression: return isModuleExports(c, node) ? -1 : childByField(tree, node, F.object);
    case K.subscript_expression: return childByField(tree, node, F.object);
    case K.binary_expression: return childByField(tree, node, F.left);
    case K.as_expression: return firstNamedChild(tree, node);
    default: return -1;
  }
}

/** Walks down the left operands in a loop, lowers the innermost, and applies the operations on the way back. */
function lowerChain(c: FunctionContext, node: number, name: string | undefined): Reg {
  const chain: number[] = [];
  let at = unwrap(c.tree, node);
  for (let left = leftOperand(c, at); left >= 0; left = leftOperand(c, at)) {
    chain.push(at);
    at = unwrap(c.tree, left);
  }
  let value = lowerLeaf(c, at, name);
  /** Set between a member access and the call that it is the callee of. */
  let method: string | undefined;
  for (let k = chain.length - 1; k >= 0; k--) {
    const step = chain[k]!;
    const isCallee = k > 0 && c.kind(chain[k - 1]!) === K.call_expression;
    const span = c.span(step);
    switch (c.kind(step)) {
      case K.member_expression: case K.subscript_expression: {
        const member = memberName(c, step);
        if (member === undefined) value = c.f.getIndex(value, lowerExpression(c, childByField(c.tree, step, F.index)), span);
        else if (isCallee) method = member;
        else value = c.f.get(value, member, span);
        break;
      }
      case K.call_expression: value = applyCall(c, step, value, method); method = undefined; break;
      case K.binary_expression: value = applyBinary(c, step, value); break;
      default: value = applyCast(c, step, value, namedChildren(c.tree, step)[1] ?? -1);
    }
  }
  return value;
}

/** Constant name of a member access; undefined if the key is computed. */
function memberName(c: FunctionContext, node: number): string | undefined {
  if (c.kind(node) === K.member_expression) {
    const property = childByField(c.tree, node, F.property);
    return property < 0 ? '' : identifierText(c.tree, property);
  }
  const index = childByField(c.tree, node, F.index);
  return index < 0 ? '' : constantString(c.tree, index);
}

/** `x as T`; without a type it is `x as const`. */
function applyCast(c: FunctionContext, node: number, value: Reg, type: number): Reg {
  return type < 0 ? value : c.f.cast(value, typeRef(c.tree, type), c.span(node));
}

function lowerLeaf(c: FunctionContext, node: number, name: string | undefined): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const kind = c.kind(node);
  if (isFunctionExpression(kind)) return lowerFunctionExpression(c, node, name);
  if (isTransparent(kind)) return f.unknown('empty-expression', [], span);
  switch (kind) {
    case K.identifier: case K.shorthand_property_identifier:
      // The parser takes the identifier `undefined` apart only in some places.
      if (identifierText(tree, node) === 'undefined') return f.const(null, span);
      if (isGlobal(c, node, 'arguments')) return c.allArguments ?? f.unknown('arguments', f.params.map((p) => p.reg), span);
      return isGlobal(c, node, 'exports') ? ownExports(c, span) : c.readName(node);
    // `#x in object`
    case K.private_property_identifier: return f.const(identifierText(tree, node), span);
    case K.member_expression: return isModuleExports(c, node) ? ownExports(c, span) : f.unknown('member', [], span);
    case K.this: return thisValue(c, span);
    case K.super: return f.super(span);
    case K.string: case K.template_string: return lowerString(c, node);
    case K.number: return f.const(numberValue(c.text(node)), span);
    case K.true: return f.const(true, span);
    case K.false: return f.const(false, span);
    case K.null: case K.undefined: return f.const(null, span);
    case K.regex: return lowerRegex(c, node);
    case K.object: return lowerObject(c, node);
    case K.array: return lowerArray(c, node);
    case K.call_expression: return lowerBaseCall(c, node) ?? lowerImportCall(c, node);
    case K.new_expression: return lowerNew(c, node);
    case K.class: return lowerClass(c, node, name);
    case K.await_expression: return f.await(operand(c, node, name), span);
    case K.yield_expression: return lowerYield(c, node);
    case K.unary_expression: return lowerUnary(c, node);
    case K.update_expression: return lowerUpdate(c, node);
    case K.ternary_expression: return lowerConditional(c, node);
    case K.assignment_expression: return lowerAssignment(c, node);
    case K.augmented_assignment_expression: return lowerAugmentedAssignment(c, node);
    case K.sequence_expression: return lowerSequence(c, node);
    case K.type_assertion: {
      const types = firstNamedChild(tree, node);
      const value = lastNamedChild(tree, node);
      if (value === types) return f.unknown('type-assertion', [], span);
      const type = firstNamedChild(tree, types);
      return type < 0 ? lowerExpression(c, value, name) : applyCast(c, node, lowerExpression(c, value, name), type);
    }
    // `import.meta` and `new.target`: read as a member of a global, so that models can name what is below.
    case K.meta_property: {
      const [object = '', property = ''] = c.text(node).split('.').map((part) => part.trim());
      return f.get(c.readGlobal(object, span), property, span);
    }
    case K.jsx_element: case K.jsx_self_closing_element: return lowerJsx(c, node);
    case K.jsx_expression: case K.spread_element: return operand(c, node, name);
    default: return lowerUnsupported(c, node);
  }
}

/** What is not understood keeps the taint of what it holds. */
function lowerUnsupported(c: FunctionContext, node: number): Reg {
  const values = namedChildren(c.tree, node).map((child) => lowerExpression(c, child));
  return c.f.unknown(c.kind(node) === K.ERROR ? 'syntax-error' : 'expression', values, c.span(node));
}

function operand(c: FunctionContext, node: number, name?: string): Reg {
  const child = firstNamedChild(c.tree, node);
  return child < 0 ? c.f.const(null, c.span(node)) : lowerExpression(c, child, name);
}

function lowerSequence(c: FunctionContext, node: number): Reg {
  let last: Reg | undefined;
  for (const child of namedChildren(c.tree, node)) last = lowerExpression(c, child);
  return last ?? c.f.const(null, c.span(node));
}

/** `a = b`: the value of the whole is `b`. */
function lowerAssignment(c: FunctionContext, node: number): Reg {
  const left = childByField(c.tree, node, F.left);
  const right = childByField(c.tree, node, F.right);
  const span = c.span(node);
  if (left < 0 || right < 0) return c.f.unknown('assignment', [], span);
  const exported = exportTarget(c, left);
  if (exported) return exported(right);
  const target = unwrapCasts(c.tree, left);
  const targetKind = c.kind(target);
  const name = targetKind === K.identifier ? c.text(target) : targetKind === K.member_expression ? memberName(c, target) : undefined;
  const assigned = lowerExpression(c, right, name);
  // The grammar takes `using x = …` for an assignment.
  const value = hasToken(c.tree, node, K.using) ? c.f.enter(assigned, span) : assigned;
  bindPattern(c, left, value, span);
  return value;
}

export interface TemplatePart extends Part { readonly isText: boolean }

/** A string, or a template whose parts stay apart. */
function lowerString(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const constant = constantString(tree, node);
  return constant !== undefined ? f.const(constant, c.span(node)) : f.concat(templateParts(c, node), c.span(node));
}

/** Texts and values of a template literal in order. Empty texts are left out unless `keepEmpty`: a tag function counts on them. */
export function templateParts(c: FunctionContext, node: number, keepEmpty = false): TemplatePart[] {
  const { f, tree } = c;
  const parts: TemplatePart[] = [];
  let from = tree.start[node]! + 1;
  const text = (to: number): void => {
    const span: Span = { start: Math.min(from, to), end: to };
    if (span.end > span.start || keepEmpty) parts.push({ reg: f.const(unescapeText(tree.text.slice(span.start, span.end)), span), span, isText: true });
  };
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) {
    if (tree.kind[child] !== K.template_substitution) continue;
    text(tree.start[child]!);
    const inner = firstNamedChild(tree, child);
    const span = c.span(inner < 0 ? child : inner);
    parts.push({ reg: inner < 0 ? f.const('', span) : lowerExpression(c, inner), span, isText: false });
    from = tree.end[child]!;
  }
  text(Math.max(from, tree.end[node]! - 1));
  return parts;
}

function lowerRegex(c: FunctionContext, node: number): Reg {
  const pattern = childByField(c.tree, node, F.pattern);
  const flags = childByField(c.tree, node, F.flags);
  return c.f.regex(pattern < 0 ? '' : c.text(pattern), flags < 0 ? '' : c.text(flags), c.span(node));
}

function lowerArray(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const entries = [];
  const end = tree.next[node]!;
  const { rows, sample } = sampled(tree, node, namedChildren(tree, node), DATA);
  if (sample >= 0) return f.alloc('list', [...rows, sample].map((row) => tree.kind[row] === K.spread_element ? { value: operand(c, row), spread: true, span: c.span(row) } : { value: lowerExpression(c, row), span: c.span(row) }), c.span(node));
  let sawElement = false;
  for (let child = node + 1; child < end; child = tree.next[child]!) {
    const span = c.span(child);
    if (tree.kind[child] === K[',']) {
      // A hole: `[a, , b]`.
      if (!sawElement) entries.push({ value: f.const(null, span), span });
      sawElement = false;
    } else if (tree.named[child] === Named.node) {
      sawElement = true;
      const spread = tree.kind[child] === K.spread_element;
      entries.push({ value: spread ? operand(c, child) : lowerExpression(c, child), ...(spread ? { spread } : {}), span });
    }
  }
  return f.alloc('list', entries, c.span(node));
}
