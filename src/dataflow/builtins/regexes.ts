import type { Place } from '../../base/words.ts';
import { LENGTH, type HeapObj } from '../../resolve/heap.ts';
import { TEXT_BITS, UNKNOWN, clearLabels, joinLabels, ofLabels, ofToken, singleConst, withFacts, withLabels, type Fact, type Label, type RegexToken, type Token, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { leavesNoSentence, mapOver, tupleOf } from './builtins.ts';
import { deepLabels } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';
import { originOf } from '../code/guards.ts';
import { groupOf, groupsOf, isClosedPattern, isMask, spellsNothing } from './patterns.ts';

const FULL = new Set(['fullmatch', 'matches', 'IsMatch_full']);
const START = new Set(['match']);
const SEARCH = new Set(['search', 'test', 'exec', 'find', 'IsMatch', 'Match', 'findIter']);

const methods = new WeakMap<RegexToken, Map<string, Token>>();
/** A method of a pattern that is handed on as a function: `filter(CODE.fullmatch, codes)`. */
export function patternMethod(e: Engine, t: RegexToken, name: string): Token | undefined {
  if (!FULL.has(name) && !START.has(name) && !SEARCH.has(name)) return undefined;
  let own = methods.get(t);
  if (!own) methods.set(t, own = new Map());
  let bound = own.get(name);
  if (!bound) own.set(name, bound = { t: 'bound', id: e.nextId(), recv: ofToken(t), name });
  return bound;
}
/** Whether a function that says which texts to keep is a method of a pattern in which no sentence fits. */
export const keepsCodes = (t: Token): boolean => t.t === 'bound' && t.recv.tokens.length === 1 && t.recv.tokens.every((r) => r.t === 'regex' && isClosedPattern(r.pattern, r.flags, FULL.has(t.name) ? 'full' : START.has(t.name) ? 'start' : 'search'));

/** What `pattern.matcher(text)` gave: the pattern, the text and the variable that holds it. */
const matchers = new WeakMap<HeapObj, { readonly regex: RegexToken; readonly subject: Argument; readonly fn: Frame['fn'] }>();

/** Methods of a matcher: whole matches are guards, a search is one only if the pattern is anchored. */
export function matcherMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[]): Value | undefined {
  const m = matchers.get(o);
  if (!m) return undefined;
  const subject = m.fn === f.fn ? m.subject : { ...m.subject, reg: -1 };
  switch (name) {
    case 'matches': return withoutText(match(f, m.regex, 'full', subject));
    case 'lookingAt': return withoutText(match(f, m.regex, 'start', subject));
    case 'find': case 'hitEnd': return withoutText(match(f, m.regex, 'search', subject));
    case 'groups': case 'groupdict': {
      const all = e.heap.alloc(name === 'groups' ? 'tuple' : 'dict', subject.place);
      const { count, names } = groupsOf(m.regex.pattern);
      const keys = name === 'groups' ? Array.from({ length: count }, (_, i) => i + 1) : names;
      keys.forEach((which, i) => e.heap.fill(all, name === 'groups' ? String(i) : String(which), ofLabels(partOf(m.regex, which, deepLabels(e, f, subject.value))), subject.place));
      if (name === 'groups') e.heap.fill(all, LENGTH, e.constant(count), null);
      return ofToken(all.token);
    }
    case 'group': {
      if (args.length > 1) return tupleOf(e, args.map((a) => ofLabels(partOf(m.regex, singleConst(a.value), deepLabels(e, f, subject.value)))), subject.place);
      const part = args[0] ? groupOf(m.regex.pattern, singleConst(args[0].value)) : m.regex.pattern;
      const held = deepLabels(e, f, subject.value);
      return ofLabels(isClosedPattern(part ?? m.regex.pattern, m.regex.flags, 'full') ? clearLabels(held, TEXT_BITS) : held);
    }
    case 'replaceAll': case 'replaceFirst': return substitute(e, f, m.regex, UNKNOWN, subject.value, subject.place);
    case 'start': case 'end': case 'groupCount': return UNKNOWN;
    case 'results': return ofLabels(subject.value.labels);
    default: return undefined;
  }
}
/** A truth value holds none of the text. */
const withoutText = (v: Value): Value => ({ ...v, labels: [] });

/** Methods of a compiled pattern: matches are guards, substitutions may leave nothing to fear. */
export function regexMethod(e: Engine, f: Frame, t: RegexToken, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const subject = args[0];
  if (name === 'matcher' && subject) {
    const o = e.heap.alloc('data', place);
    matchers.set(o, { regex: t, subject, fn: f.fn });
    e.heap.write(o, 'subject', ofLabels(deepLabels(e, f, subject.value)), place);
    return ofToken(o.token);
  }
  if (name === 'asPredicate' || name === 'asMatchPredicate') return ofToken(patternMethod(e, t, name === 'asPredicate' ? 'find' : 'matches')!);
  const mode = FULL.has(name) ? 'full' : START.has(name) ? 'start' : SEARCH.has(name) ? 'search' : undefined;
  if (mode !== undefined) return f.mod.profile.bindsFunctions ? matchOf(e, f, t, mode, subject, place) : match(f, t, mode, subject);
  if (name === 'sub' || name === 'subn') return substitute(e, f, t, args[0]?.value ?? UNKNOWN, args[1]?.value ?? UNKNOWN, place);
  if (name === 'findall' && subject) return allMatches(e, f, t, subject.value);
  if (name === 'finditer' || name === 'split') return ofLabels(subject ? deepLabels(e, f, subject.value) : []);
  return undefined;
}

export function match(f: Frame, t: RegexToken, mode: 'full' | 'start' | 'search', subject: Argument | undefined): Value {
  if (!subject) return UNKNOWN;
  const closed = isClosedPattern(t.pattern, t.flags, mode);
  const o = closed && subject.reg >= 0 ? originOf(f, subject.reg) : null;
  // A match holds the text that the pattern took out: clean where it admits no sentence. One match of many may be put together again.
  const labels = isClosedPattern(t.pattern, t.flags, 'full') && !t.flags.includes('g') ? clearLabels(subject.value.labels, TEXT_BITS) : subject.value.labels;
  return withLabels(withFacts(UNKNOWN, [...(o ? [{ origin: o, when: true, mask: TEXT_BITS }] : []), ...(mode === 'search' ? verdictsOf(t, subject) : [])]), labels);
}
/** A match as an object, where what a group of it holds says more than the whole: each group by its number and its name. */
export function matchOf(e: Engine, f: Frame, t: RegexToken, mode: 'full' | 'start' | 'search', subject: Argument | undefined, place: Place): Value {
  const v = match(f, t, mode, subject);
  const { count, names } = groupsOf(t.pattern);
  if (!subject || v.labels.length === 0 || count === 0 || count > MAX_GROUPS) return v;
  const o = e.heap.alloc('data', place);
  matchers.set(o, { regex: t, subject, fn: f.fn });
  for (const which of [0, ...Array.from({ length: count }, (_, i) => i + 1), ...names]) e.heap.fill(o, String(which), ofLabels(partOf(t, which, subject.value.labels)), place);
  e.heap.fill(o, 'string', ofLabels(subject.value.labels), place);
  return { tokens: [o.token], labels: [], top: true, facts: v.facts };
}
const MAX_GROUPS = 12;
/** What of a text a group of a pattern can hold. */
function partOf(t: RegexToken, which: unknown, held: readonly Label[]): readonly Label[] {
  const part = groupOf(t.pattern, which);
  return part !== undefined && isClosedPattern(part, t.flags, 'full') ? clearLabels(held, TEXT_BITS) : held;
}
/** All matches of a pattern in a text, which may be put together again. */
export function allMatches(e: Engine, f: Frame, t: RegexToken, subject: Value): Value {
  const held = deepLabels(e, f, subject);
  const { count } = groupsOf(t.pattern);
  const part = count === 0 ? t.pattern : count === 1 ? groupOf(t.pattern, 1) : undefined;
  return ofLabels(part !== undefined && !t.flags.includes('x') && spellsNothing(part) ? clearLabels(held, TEXT_BITS) : held);
}
/** Patterns that any text of words has a match of, and those that only an empty text is. */
const ANY_TEXT = /^(?:\\S|\\w|\.|\[(?:\w-\w|\w|\\w)+\])\+?$/, NO_TEXT = /^\^\\s\*\$$/;
/** Where a text is itself a verdict (what a reader has found on a picture), whether there is any tells what it tells. */
function verdictsOf(t: RegexToken, subject: Argument): readonly Fact[] {
  const any = ANY_TEXT.test(t.pattern), none = NO_TEXT.test(t.pattern);
  return any || none ? (subject.value.facts ?? []).flatMap((x) => x.verdict ? [any ? x : { ...x, when: !x.when }] : []) : [];
}

export function substitute(e: Engine, f: Frame, t: RegexToken, replacement: Value, subject: Value, place: Place): Value {
  let out = deepLabels(e, f, subject);
  if (leavesNoSentence(t.pattern) && replacement.labels.length === 0) out = clearLabels(out, TEXT_BITS);
  if (isMask(t.pattern, singleConst(replacement))) return UNKNOWN;
  if (replacement.tokens.some((x) => x.t === 'fn')) out = joinLabels(out, deepLabels(e, f, mapOver(e, f, replacement, [ofLabels(out)], place)));
  return ofLabels(joinLabels(out, replacement.labels));
}
