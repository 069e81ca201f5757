import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import type { Span } from '../../base/words.ts';
import { LoopFlag, Operator, type Entry, type Reg } from '../../ir/builder.ts';
import { childByField, childrenByField, firstNamedChild, namedChildren, Named } from '../../syntax/tree.ts';
import { assignTo } from './assignments.ts';
import { lowerCall } from './calls.ts';
import { lowerLambda } from './functions.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { loadName, storeWalrus } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { lowerString } from './strings.ts';
import { sampled } from '../tables.ts';

/** Value of an expression; Unknown with a feature name for what can't be lowered. */
export function lowerExpression(lo: Lowering, node: number): Reg {
  if (lo.depth >= MAX_LOWERING_DEPTH) return lo.f.unknown('too-deep', [], spanOf(lo, node));
  lo.depth++;
  const reg = expression(lo, node);
  lo.depth--;
  return reg;
}

/** Value of the child in a field; Unknown where the tree lacks it. */
export function lowerField(lo: Lowering, node: number, field: number): Reg {
  const child = childByField(lo.tree, node, field);
  return child < 0 ? lo.f.unknown('syntax-error', [], spanOf(lo, node)) : lowerExpression(lo, child);
}

function expression(lo: Lowering, node: number): Reg {
  const { f, tree } = lo;
  const span = spanOf(lo, node);
  switch (tree.kind[node]) {
    case K.identifier: return loadName(lo, textOf(lo, node), span);
    case K.string: case K.concatenated_string: return lowerString(lo, node);
    case K.integer: case K.float: return f.const(numberValue(textOf(lo, node)), span);
    case K.true: return f.const(true, span);
    case K.false: return f.const(false, span);
    case K.none: case K.ellipsis: return f.const(null, span);
    case K.attribute: return attribute(lo, node, span);
    case K.subscript: return subscript(lo, node, span);
    case K.call: return lowerCall(lo, node);
    case K.binary_operator: case K.boolean_operator: return operatorChain(lo, node);
    case K.comparison_operator: return comparison(lo, node, span);
    case K.not_operator: return f.unary(Operator.not, lowerField(lo, node, F.argument), span);
    case K.unary_operator: return unary(lo, node, span);
    case K.conditional_expression: return conditional(lo, node, span);
    case K.parenthesized_expression: case K.type: case K.as_pattern: case K.case_pattern: return parenthesized(lo, node, span);
    case K.list: return f.alloc('list', elements(lo, node), span);
    case K.tuple: case K.expression_list: case K.pattern_list: case K.tuple_pattern: return f.alloc('tuple', elements(lo, node), span);
    case K.list_pattern: return f.alloc('list', elements(lo, node), span);
    case K.set: return f.alloc('set', elements(lo, node), span);
    case K.dictionary: return f.alloc('dict', pairs(lo, node), span);
    case K.list_comprehension: return comprehension(lo, node, 'list', span);
    case K.set_comprehension: return comprehension(lo, node, 'set', span);
    case K.dictionary_comprehension: return comprehension(lo, node, 'dict', span);
    case K.generator_expression: return comprehension(lo, node, 'list', span);
    case K.lambda: return lowerLambda(lo, node);
    case K.named_expression: return walrus(lo, node, span);
    case K.await: return awaited(lo, node, span);
    case K.yield: return lowerYield(lo, node, span);
    case K.assignment: case K.augmented_assignment: return f.unknown('assignment-in-expression', operands(lo, node), span);
    case K.list_splat: case K.dictionary_splat: case K.list_splat_pattern: case K.parenthesized_list_splat: return parenthesized(lo, node, span);
    case K.ERROR: return f.unknown('syntax-error', operands(lo, node), span);
    default: return f.unknown('python-expression', operands(lo, node), span);
  }
}

const operands = (lo: Lowering, node: number): Reg[] => namedChildren(lo.tree, node).map((child) => lowerExpression(lo, child));

/** Number that a literal stands for; suffixes and digit separators are dropped, an imaginary part is taken as real. */
export function numberValue(text: string): number {
  if (text.length < 10 && /^(?:0|[1-9]\d*)$/.test(text)) return Number(text);
  const value = Number(text.replaceAll('_', '').replace(/[lLjJ]$/, '').replace(/^0+(?=\d)/, ''));
  return Number.isNaN(value) ? 0 : value;
}

/** Wrappers that add nothing; nested ones are unwrapped without recursion. */
function parenthesized(lo: Lowering, node: number, span: Span): Reg {
  let inner = firstNamedChild(lo.tree, node);
  while (inner >= 0 && lo.tree.kind[inner] === K.parenthesized_expression) inner = firstNamedChild(lo.tree, inner);
  return inner < 0 ? lo.f.unknown('syntax-error', [], span) : lowerExpression(lo, inner);
}

function attribute(lo: Lowering, node: number, span: Span): Reg {
  const name = childByField(lo.tree, node, F.attribute);
  const base = lowerField(lo, node, F.object);
  return name < 0 ? base : lo.f.get(base, textOf(lo, name), span);
}

function subscript(lo: Lowering, node: number, span: Span): Reg {
  const base = lowerField(lo, node, F.value);
  const keys = childrenByField(lo.tree, node, F.subscript);
  const only = keys[0];
  if (keys.length === 1 && only !== undefined && lo.tree.kind[only] === K.slice) {
    const { low, high } = sliceBounds(lo, only);
    return lo.f.slice(base, low, high, span);
  }
  return lo.f.getIndex(base, lowerKey(lo, node), span);
}

/** Key of a subscript: one expression, or a tuple of several. A slice among several counts as an unknown index. */
export function lowerKey(lo: Lowering, node: number): Reg {
  const keys = childrenByField(lo.tree, node, F.subscript);
  const only = keys[0];
  if (only === undefined) return lo.f.unknown('syntax-error', [], spanOf(lo, node));
  const key = (child: number): Reg => (lo.tree.kind[child] === K.slice ? sliceKey(lo, child) : lowerExpression(lo, child));
  const trailingComma = keys.length === 1 && lo.tree.kind[lo.tree.next[only]!] === K[','] && lo.tree.next[only]! < lo.tree.next[node]!;
  if (keys.length === 1 && !trailingComma) return key(only);
  const entries = keys.map((child): Entry => ({ value: key(child), span: spanOf(lo, child) }));
  return lo.f.alloc('tuple', entries, { start: lo.tree.start[only]!, end: lo.tree.end[keys[keys.length - 1]!]! });
}

function sliceKey(lo: Lowering, node: number): Reg {
  sliceBounds(lo, node);
  return lo.f.const(null, spanOf(lo, node));
}

function sliceBounds(lo: Lowering, node: number): { low: Reg | undefined; high: Reg | undefined } {
  const { tree } = lo;
  const bounds: (Reg | undefined)[] = [undefined, undefined, undefined];
  let position = 0;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (tree.kind[child] === K[':']) position++;
    else if (tree.named[child] === Named.node) bounds[position] = lowerExpression(lo, child);
  }
  return { low: bounds[0], high: bounds[1] };
}

const BINARY: Readonly<Record<string, Operator>> = {
  '+': Operator.add, '-': Operator.sub, '*': Operator.mul, '/': Operator.div, '%': Operator.mod, '**': Operator.pow, '//': Operator.floorDiv,
  '@': Operator.matMul, '|': Operator.bitOr, '&': Operator.bitAnd, '^': Operator.bitXor, '<<': Operator.shift, '>>': Operator.shift,
};

/** Operator of the spelling in the source, `+=` or `+`. */
export const binaryOperator = (text: string): Operator => BINARY[text.replace(/=$/, '')] ?? Operator.add;

/**
 * `a + b + c + …` and `a and b and …` nest to the left as deep as they are long, so the left spine is walked with a loop.
 */
function operatorChain(lo: Lowering, top: number): Reg {
  const { tree } = lo;
  const spine: number[] = [];
  let left = top;
  while (left >= 0 && (tree.kind[left] === K.binary_operator || tree.kind[left] === K.boolean_operator)) {
    spine.push(left);
    left = childByField(tree, left, F.left);
  }
  let value = left < 0 ? lo.f.unknown('syntax-error', [], spanOf(lo, top)) : lowerExpression(lo, left);
  for (let i = spine.length - 1; i >= 0; i--) {
    const node = spine[i]!;
    const span = spanOf(lo, node);
    const operator = childByField(tree, node, F.operator);
    const kind = operator < 0 ? 0 : tree.kind[operator];
    if (kind === K.and) value = lo.f.andThen(value, span, () => lowerField(lo, node, F.right));
    else if (kind === K.or) value = lo.f.orElse(value, span, () => lowerField(lo, node, F.right));
    else value = lo.f.binary(binaryOperator(operator < 0 ? '+' : textOf(lo, operator)), value, lowerField(lo, node, F.right), span);
  }
  return value;
}

function comparisonOperator(kind: number): Operator {
  switch (kind) {
    case K['==']: return Operator.eq;
    case K['!=']: case K['<>']: return Operator.ne;
    case K['<']: return Operator.lt;
    case K['<=']: return Operator.le;
    case K['>']: return Operator.gt;
    case K['>=']: return Operator.ge;
    case K.in: return Operator.in;
    case K['not in']: return Operator.notIn;
    case K.is: return Operator.is;
    case K['is not']: return Operator.isNot;
    default: return Operator.eq;
  }
}

/** `a < b < c` is `a < b and b < c` with `b` evaluated once. */
function comparison(lo: Lowering, node: number, span: Span): Reg {
  const { tree, f } = lo;
  const values: number[] = [];
  const operators: Operator[] = [];
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (tree.field[child] === F.operators) operators.push(comparisonOperator(tree.kind[child]!));
    else if (tree.named[child] === Named.node) values.push(child);
  }
  const [first, second] = values;
  if (first === undefined || second === undefined) return f.unknown('syntax-error', operands(lo, node), span);
  const left = lowerExpression(lo, first);
  const middle = lowerExpression(lo, second);
  let result = f.binary(operators[0] ?? Operator.eq, left, middle, span);
  for (let i = 2; i < values.length; i++) {
    result = f.andThen(result, span, () => {
      // What an earlier part evaluates is defined in its region only, so from the third on the left side is evaluated again.
      const a = i === 2 ? middle : lowerExpression(lo, values[i - 1]!);
      return f.binary(operators[i - 1] ?? Operator.eq, a, lowerExpression(lo, values[i]!), span);
    });
  }
  return result;
}

function unary(lo: Lowering, node: number, span: Span): Reg {
  const operator = childByField(lo.tree, node, F.operator);
  const kind = operator < 0 ? K['+'] : lo.tree.kind[operator];
  const argument = childByField(lo.tree, node, F.argument);
  if (kind === K['-'] && argument >= 0 && (lo.tree.kind[argument] === K.integer || lo.tree.kind[argument] === K.float)) {
    return lo.f.const(-numberValue(textOf(lo, argument)), span);
  }
  const code = kind === K['-'] ? Operator.neg : kind === K['~'] ? Operator.bitNot : Operator.plus;
  return lo.f.unary(code, lowerField(lo, node, F.argument), span);
}

function conditional(lo: Lowering, node: number, span: Span): Reg {
  const [value, condition, otherwise] = namedChildren(lo.tree, node);
  if (value === undefined || condition === undefined || otherwise === undefined) return lo.f.unknown('syntax-error', operands(lo, node), span);
  return lo.f.select(lowerExpression(lo, condition), span, () => lowerExpression(lo, value), () => lowerExpression(lo, otherwise));
}

/** Elements of a sequence literal, `*rest` spread. */
export function elements(lo: Lowering, node: number): Entry[] {
  const { rows, sample } = sampled(lo.tree, node, namedChildren(lo.tree, node), DATA);
  return (sample < 0 ? rows : [...rows, sample]).map((child): Entry => {
    const kind = lo.tree.kind[child];
    const spread = kind === K.list_splat || kind === K.list_splat_pattern;
    return { value: lowerExpression(lo, child), spread, span: spanOf(lo, child) };
  });
}

function pairs(lo: Lowering, node: number): Entry[] {
  const { rows, sample } = sampled(lo.tree, node, namedChildren(lo.tree, node), DATA);
  return (sample < 0 ? rows : [...rows, sample]).map((child): Entry => {
    const span = spanOf(lo, child);
    if (lo.tree.kind[child] !== K.pair) return { value: lowerExpression(lo, child), spread: true, span };
    const key = child === sample ? lo.f.unknown('table', [], span) : lowerField(lo, child, F.key);
    const value = childByField(lo.tree, child, F.value);
    // The span is that of the value: it is what a message names and what a fix wraps.
    return { key, value: lowerField(lo, child, F.value), span: value < 0 ? span : spanOf(lo, value) };
  });
}

/** What constants and containers of constants are written with. */
const DATA: ReadonlySet<number> = new Set([
  K.string, K.string_start, K.string_content, K.string_end, K.escape_sequence, K.concatenated_string, K.integer, K.float, K.true, K.false, K.none, K.unary_operator, K.list, K.tuple, K.set, K.dictionary, K.pair,
]);

function walrus(lo: Lowering, node: number, span: Span): Reg {
  const value = lowerField(lo, node, F.value);
  const name = childByField(lo.tree, node, F.name);
  if (name < 0) return value;
  storeWalrus(lo, textOf(lo, name), value, span);
  // The variable, not the value: guards on the result then hold for the variable too.
  return loadName(lo, textOf(lo, name), spanOf(lo, name));
}

function awaited(lo: Lowering, node: number, span: Span): Reg {
  const inner = firstNamedChild(lo.tree, node);
  return inner < 0 ? lo.f.unknown('syntax-error', [], span) : lo.f.await(lowerExpression(lo, inner), span);
}

function lowerYield(lo: Lowering, node: number, span: Span): Reg {
  const { tree } = lo;
  const inner = firstNamedChild(tree, node);
  const delegate = node + 2 < tree.next[node]! && tree.kind[node + 2] === K.from;
  return lo.f.yield(inner < 0 ? undefined : lowerExpression(lo, inner), delegate, span);
}

/** Comprehensions are loops here: fresh names, one collection that is filled. A generator is taken as the list it yields. */
function comprehension(lo: Lowering, node: number, kind: 'list' | 'set' | 'dict', span: Span): Reg {
  const result = lo.f.alloc(kind, [], span);
  const clauses = namedChildren(lo.tree, node).filter((child) => lo.tree.kind[child] === K.for_in_clause || lo.tree.kind[child] === K.if_clause);
  const outer = lo.scope;
  const scope = lo.scopes.of(node);
  const body = childByField(lo.tree, node, F.body);
  const first = clauses[0];
  if (!scope || body < 0 || first === undefined) return result;
  scope.parent = outer;
  // The first iterable is evaluated outside.
  const iterable = clauseIterable(lo, first);
  lo.scope = scope;
  clause(lo, clauses, 0, iterable, () => {
    if (kind === 'dict') {
      const key = lowerField(lo, body, F.key);
      lo.f.setIndex(result, key, lowerField(lo, body, F.value), spanOf(lo, body));
    } else lo.f.push(result, lowerExpression(lo, body), spanOf(lo, body), spanOf(lo, body));
  });
  lo.scope = outer;
  return result;
}

function clauseIterable(lo: Lowering, node: number): Reg {
  const sources = childrenByField(lo.tree, node, F.right);
  const only = sources[0];
  if (only === undefined) return lo.f.unknown('syntax-error', [], spanOf(lo, node));
  if (sources.length === 1) return lowerExpression(lo, only);
  return lo.f.alloc('tuple', sources.map((s) => ({ value: lowerExpression(lo, s), span: spanOf(lo, s) })), spanOf(lo, node));
}

function clause(lo: Lowering, clauses: readonly number[], index: number, first: Reg, body: () => void): void {
  const node = clauses[index];
  if (node === undefined || lo.depth >= MAX_LOWERING_DEPTH) { body(); return; }
  lo.depth++;
  const span = spanOf(lo, node);
  if (lo.tree.kind[node] === K.if_clause) {
    const condition = firstNamedChild(lo.tree, node);
    if (condition < 0) clause(lo, clauses, index + 1, first, body);
    else lo.f.if(lowerExpression(lo, condition), span, () => clause(lo, clauses, index + 1, first, body));
  } else {
    const iterable = index === 0 ? first : clauseIterable(lo, node);
    lo.f.loop(span, () => {
      const target = childByField(lo.tree, node, F.left);
      const element = lo.f.next(iterable, span);
      if (target >= 0) assignTo(lo, target, element, span);
      clause(lo, clauses, index + 1, first, body);
    }, LoopFlag.none);
  }
  lo.depth--;
}

/** Dotted text of a name or attribute chain, for annotations; undefined for anything else. */
export function dottedName(lo: Lowering, node: number): string | undefined {
  const { tree } = lo;
  const names: string[] = [];
  let at = node;
  while (at >= 0 && tree.kind[at] === K.attribute) {
    const name = childByField(tree, at, F.attribute);
    if (name < 0) return undefined;
    names.push(textOf(lo, name));
    at = childByField(tree, at, F.object);
  }
  if (at < 0 || tree.kind[at] !== K.identifier) return undefined;
  names.push(textOf(lo, at));
  return names.reverse().join('.');
}
