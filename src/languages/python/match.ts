import { MAX_LOWERING_DEPTH } from '../../base/limits.ts';
import type { Span } from '../../base/words.ts';
import { ArgKind, Operator, type Reg } from '../../ir/builder.ts';
import { childByField, childrenByField, firstNamedChild, Named, namedChildren } from '../../syntax/tree.ts';
import { lowerExpression, numberValue } from './expressions.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { loadName, storeName } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { lowerBlock } from './statements.ts';

/** `match`: one block, an `if` for each case that leaves it. Tests come first, then captures, then the guard. */
export function lowerMatch(lo: Lowering, node: number): void {
  const { f, tree } = lo;
  const span = spanOf(lo, node);
  const subjects = childrenByField(tree, node, F.subject);
  const only = subjects[0];
  if (only === undefined) return;
  const subject = subjects.length === 1 ? subjectOf(lo, only)
    : held(lo, f.alloc('tuple', subjects.map((s) => ({ value: lowerExpression(lo, s), span: spanOf(lo, s) })), span), span);
  const body = childByField(tree, node, F.body);
  if (body < 0) return;
  f.block(span, () => {
    const inside = f.nesting;
    for (const clause of namedChildren(tree, body)) if (tree.kind[clause] === K.case_clause) lowerCase(lo, clause, subject, inside);
  });
}

/** The value that is matched: a register for the tests, and how captures read it, so that they see what the tests have shown. */
interface Subject { readonly reg: Reg; again(): Reg }

function subjectOf(lo: Lowering, node: number): Subject {
  const reg = lowerExpression(lo, node);
  // Names and their attributes are read again; anything else is kept in a variable, which the tests then speak of.
  return isPath(lo, node) ? { reg, again: () => lowerExpression(lo, node) } : held(lo, reg, spanOf(lo, node));
}

function held(lo: Lowering, value: Reg, span: Span): Subject {
  const variable = lo.f.newVar('');
  lo.f.move(variable, value, span);
  return { reg: variable, again: () => variable };
}

function isPath(lo: Lowering, node: number): boolean {
  let at = node;
  while (at >= 0 && lo.tree.kind[at] === K.attribute) at = childByField(lo.tree, at, F.object);
  return at >= 0 && lo.tree.kind[at] === K.identifier;
}

/** True for patterns that mention a name, and so may capture. */
function mentionsName(lo: Lowering, pattern: number): boolean {
  for (let i = pattern; i < lo.tree.next[pattern]!; i++) if (lo.tree.kind[i] === K.identifier) return true;
  return false;
}

function lowerCase(lo: Lowering, clause: number, { reg: subject, again }: Subject, block: number): void {
  const { f, tree } = lo;
  const span = spanOf(lo, clause);
  const patterns = namedChildren(tree, clause).filter((child) => tree.kind[child] === K.case_pattern);
  const guard = childByField(tree, clause, F.guard);
  const body = childByField(tree, clause, F.consequence);
  const [first] = patterns;
  if (first === undefined) return;
  // `case a, b:` is a sequence pattern without brackets.
  const isSequence = patterns.length > 1;
  const test = isSequence ? sequenceTest(lo, patterns, subject, span) : patternTest(lo, first, subject);
  const take = (): void => {
    if (patterns.some((pattern) => mentionsName(lo, pattern))) {
      if (isSequence) sequenceCaptures(lo, patterns, again());
      else captures(lo, first, again());
    }
    const run = (): void => {
      if (body >= 0) lowerBlock(lo, body);
      f.break(f.nesting - block, span);
    };
    const condition = guard < 0 ? -1 : firstNamedChild(tree, guard);
    if (condition >= 0) f.if(lowerExpression(lo, condition), spanOf(lo, guard), run);
    else run();
  };
  if (test === undefined) take();
  else f.if(test, span, take);
}

/** Condition under which a pattern fits; undefined where it always does. */
function patternTest(lo: Lowering, node: number, subject: Reg): Reg | undefined {
  if (lo.depth >= MAX_LOWERING_DEPTH) return lo.f.unknown('too-deep', [subject], spanOf(lo, node));
  lo.depth++;
  const test = testOf(lo, node, subject);
  lo.depth--;
  return test;
}

function testOf(lo: Lowering, node: number, subject: Reg): Reg | undefined {
  const { f, tree } = lo;
  const span = spanOf(lo, node);
  const equals = (value: Reg): Reg => f.binary(Operator.eq, subject, value, span);
  switch (tree.kind[node]) {
    case K.case_pattern: {
      const inner = firstNamedChild(tree, node);
      if (inner < 0) return undefined;
      // A minus sign stands beside its number here.
      return tree.kind[node + 1] === K['-'] ? negativeTest(lo, inner, subject) : patternTest(lo, inner, subject);
    }
    case K.as_pattern: {
      const inner = firstNamedChild(tree, node);
      return inner < 0 ? undefined : patternTest(lo, inner, subject);
    }
    case K.union_pattern: return unionTest(lo, node, subject, span);
    case K.dotted_name: return isCapture(lo, node) ? undefined : equals(dottedValue(lo, node));
    case K.class_pattern: return classTest(lo, node, subject, span);
    case K.dict_pattern: return mappingTest(lo, node, subject, span);
    case K.list_pattern: case K.tuple_pattern: return sequenceTest(lo, namedChildren(tree, node), subject, span);
    case K.splat_pattern: return undefined;
    case K.keyword_pattern: return undefined;
    default: return equals(lowerExpression(lo, node));
  }
}

function negativeTest(lo: Lowering, number: number, subject: Reg): Reg {
  const span = spanOf(lo, number);
  return lo.f.binary(Operator.eq, subject, lo.f.const(-numberValue(textOf(lo, number)), span), span);
}

function unionTest(lo: Lowering, node: number, subject: Reg, span: Span): Reg | undefined {
  const { f, tree } = lo;
  let result: Reg | undefined;
  let isNegative = false;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (tree.kind[child] === K._) return undefined;
    if (tree.named[child] !== Named.node) { isNegative = tree.kind[child] === K['-']; continue; }
    const negative = isNegative;
    const test = (): Reg | undefined => (negative ? negativeTest(lo, child, subject) : patternTest(lo, child, subject));
    isNegative = false;
    const first = result;
    if (first === undefined) {
      result = test();
      if (result === undefined) return undefined;
    } else result = f.orElse(first, span, () => test() ?? f.const(true, span));
  }
  return result;
}

/** Conjunction of a test that is there already and tests that may be absent, each evaluated only where the ones before hold. */
function allOf(lo: Lowering, first: Reg, span: Span, tests: readonly (() => Reg | undefined)[]): Reg {
  let result = first;
  for (const test of tests) result = lo.f.andThen(result, span, () => test() ?? lo.f.const(true, span));
  return result;
}

/** Builtin classes whose one positional pattern is matched against the value itself. */
const SELF_MATCHING = new Set(['bool', 'bytearray', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple']);

function classTest(lo: Lowering, node: number, subject: Reg, span: Span): Reg {
  const name = firstNamedChild(lo.tree, node);
  const cls = dottedValue(lo, name);
  const fits = lo.f.binary(Operator.instanceOf, subject, cls, span);
  // Where it is not known which attribute a positional pattern looks at, a test of the whole value would claim too much.
  const isWhole = name >= 0 && SELF_MATCHING.has(textOf(lo, name));
  const refutable = classParts(lo, node).filter((part) => (part.attribute !== undefined || isWhole) && isRefutable(lo, part.pattern));
  return allOf(lo, fits, span, refutable.map((part) => () => patternTest(lo, part.pattern, partValue(lo, part, subject))));
}

/** A sub-pattern of a class pattern, and the attribute that it looks at (undefined: the value as a whole). */
interface ClassPart { readonly pattern: number; readonly attribute: string | undefined }

function classParts(lo: Lowering, node: number): ClassPart[] {
  const { tree } = lo;
  const [name, ...patterns] = namedChildren(tree, node);
  const fields = name === undefined ? undefined : lo.classFields.get(textOf(lo, name));
  return patterns.map((pattern, i): ClassPart => {
    const inner = firstNamedChild(tree, pattern);
    if (inner >= 0 && tree.kind[inner] === K.keyword_pattern) {
      const [attribute, value] = namedChildren(tree, inner);
      if (attribute !== undefined) return { pattern: value ?? pattern, attribute: textOf(lo, attribute) };
    }
    return { pattern, attribute: fields?.[i] };
  });
}

function partValue(lo: Lowering, part: ClassPart, subject: Reg): Reg {
  return part.attribute === undefined ? subject : lo.f.get(subject, part.attribute, spanOf(lo, part.pattern));
}

function mappingTest(lo: Lowering, node: number, subject: Reg, span: Span): Reg | undefined {
  const { f } = lo;
  let result: Reg | undefined;
  for (const { key, value } of mappingParts(lo, node)) {
    const at = spanOf(lo, key);
    const fits = (): Reg => {
      const keyReg = patternValue(lo, key);
      const present = f.binary(Operator.in, keyReg, subject, at);
      return isRefutable(lo, value) ? allOf(lo, present, at, [() => patternTest(lo, value, f.getIndex(subject, keyReg, at))]) : present;
    };
    result = result === undefined ? fits() : f.andThen(result, span, fits);
  }
  return result ?? f.binary(Operator.instanceOf, subject, loadName(lo, 'dict', span), span);
}

function mappingParts(lo: Lowering, node: number): { key: number; value: number }[] {
  const parts: { key: number; value: number }[] = [];
  let key = -1;
  for (const child of namedChildren(lo.tree, node)) {
    if (lo.tree.field[child] === F.key) key = child;
    else if (lo.tree.field[child] === F.value && key >= 0) { parts.push({ key, value: child }); key = -1; }
  }
  return parts;
}

const patternValue = (lo: Lowering, node: number): Reg =>
  (lo.tree.kind[node] === K.dotted_name ? dottedValue(lo, node) : lowerExpression(lo, node));

/** Length, then the elements that can fail. */
function sequenceTest(lo: Lowering, patterns: readonly number[], subject: Reg, span: Span): Reg {
  const { f } = lo;
  const star = starIndex(lo, patterns);
  const length = f.call(loadName(lo, 'len', span), [{ kind: ArgKind.positional, reg: subject, span }], span);
  const count = f.const(star < 0 ? patterns.length : patterns.length - 1, span);
  const fits = f.binary(star < 0 ? Operator.eq : Operator.ge, length, count, span);
  const refutable = patterns.map((pattern, i) => ({ pattern, i })).filter(({ pattern, i }) => i !== star && isRefutable(lo, pattern));
  return allOf(lo, fits, span, refutable.map(({ pattern, i }) => () => patternTest(lo, pattern, element(lo, patterns, i, star, subject))));
}

function starIndex(lo: Lowering, patterns: readonly number[]): number {
  return patterns.findIndex((p) => {
    const inner = lo.tree.kind[p] === K.case_pattern ? firstNamedChild(lo.tree, p) : p;
    return inner >= 0 && lo.tree.kind[inner] === K.splat_pattern;
  });
}

function element(lo: Lowering, patterns: readonly number[], i: number, star: number, subject: Reg): Reg {
  const at = spanOf(lo, patterns[i]!);
  return lo.f.getIndex(subject, lo.f.const(star >= 0 && i > star ? i - patterns.length : i, at), at);
}

/** False for patterns that fit everything: captures and wildcards. */
function isRefutable(lo: Lowering, node: number): boolean {
  const { tree } = lo;
  let at = node;
  while (at >= 0 && (tree.kind[at] === K.case_pattern || tree.kind[at] === K.as_pattern)) at = firstNamedChild(tree, at);
  if (at < 0 || tree.kind[at] === K.splat_pattern) return false;
  return !(tree.kind[at] === K.dotted_name && isCapture(lo, at));
}

const isCapture = (lo: Lowering, dotted: number): boolean => lo.tree.next[dotted]! === dotted + 2;

function dottedValue(lo: Lowering, node: number): Reg {
  const [first, ...rest] = node < 0 ? [] : namedChildren(lo.tree, node);
  if (first === undefined) return lo.f.unknown('syntax-error', [], node < 0 ? { start: 0, end: 0 } : spanOf(lo, node));
  let value = loadName(lo, textOf(lo, first), spanOf(lo, first));
  for (const name of rest) value = lo.f.get(value, textOf(lo, name), spanOf(lo, node));
  return value;
}

/** Binds what a pattern that fits captures. */
function captures(lo: Lowering, node: number, subject: Reg): void {
  if (lo.depth >= MAX_LOWERING_DEPTH) return;
  lo.depth++;
  const { f, tree } = lo;
  const span = spanOf(lo, node);
  switch (tree.kind[node]) {
    case K.case_pattern: {
      const inner = firstNamedChild(tree, node);
      if (inner >= 0) captures(lo, inner, subject);
      break;
    }
    case K.as_pattern: {
      const [inner, name] = namedChildren(tree, node);
      if (inner !== undefined) captures(lo, inner, subject);
      if (name !== undefined) storeName(lo, textOf(lo, name), subject, span);
      break;
    }
    case K.dotted_name: if (isCapture(lo, node)) storeName(lo, textOf(lo, node), subject, span); break;
    case K.class_pattern: for (const part of classParts(lo, node)) captures(lo, part.pattern, partValue(lo, part, subject)); break;
    case K.dict_pattern:
      for (const { key, value } of mappingParts(lo, node)) captures(lo, value, f.getIndex(subject, patternValue(lo, key), spanOf(lo, key)));
      for (const rest of namedChildren(tree, node)) if (tree.kind[rest] === K.splat_pattern) captures(lo, rest, subject);
      break;
    case K.list_pattern: case K.tuple_pattern: sequenceCaptures(lo, namedChildren(tree, node), subject); break;
    case K.splat_pattern: {
      const name = firstNamedChild(tree, node);
      if (name >= 0) storeName(lo, textOf(lo, name), subject, span);
      break;
    }
    default: break;
  }
  lo.depth--;
}

function sequenceCaptures(lo: Lowering, patterns: readonly number[], subject: Reg): void {
  const star = starIndex(lo, patterns);
  patterns.forEach((pattern, i) => {
    const at = spanOf(lo, pattern);
    if (i !== star) { captures(lo, pattern, element(lo, patterns, i, star, subject)); return; }
    const after = patterns.length - 1 - star;
    captures(lo, pattern, lo.f.slice(subject, lo.f.const(star, at), after > 0 ? lo.f.const(-after, at) : undefined, at));
  });
}

