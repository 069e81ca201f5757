import { picked } from './pickedElements.ts';
import { pendingMethod } from '../tools/pendingAnswers.ts';
import { sinkBit, type Place } from '../../base/words.ts';
import { HEADER, IterKind, OBJECT_COPY, Op } from '../../ir/ir.ts';
import { instructionEnd } from '../../ir/layout.ts';
import { KEYS, LENGTH, REST, WHOLE, type HeapObj } from '../../resolve/heap.ts';
import {
  NOTHING, TEXT_BITS, PHI_BITS, UNKNOWN, clear, clearLabels, extend, isNothing, join, joinAll, joinLabels, ofLabels, ofToken, constants, singleConst, someStrings, withFacts, withLabels,
  type Fact, type Label, type Token, type Value, receivers,
} from '../../resolve/value.ts';
import { callValue, invoke, unnamed, type Argument } from '../calls/calls.ts';
import { chainMethod } from '../library/chains.ts';
import { characterFacts } from './characters.ts';
import { takesAway } from './removed.ts';
import { ofCheckedRecord } from './checkedRecords.ts';
import { hasSeparator, prefixFacts, separatorFacts } from './containment.ts';
import { digestFacts } from './digests.ts';
import { foldOver } from './folds.ts';
import { ASKING, ofAll } from './everyElement.ts';
import { immutableMethod } from './immutable.ts';
import { treeMethod } from './jsonTrees.ts';
import { LIMITS } from '../limits.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, elements, pushElement, readField, readObj, touch, writeObj, truncate } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';
import { WRITTEN_DOWN, clearEach, isConstantCollection, keyOf, keyValue, originOf, hostFacts, membersOf, named, ofCheckedRow, nameFact } from '../code/guards.ts';
import { iterate, keysOf, spreadInto } from '../code/exec.ts';
import { narrowProperty, propertyOf } from '../objects/elements.ts';
import { concat } from '../code/operators.ts';
import { isClosedPattern, isMask } from './patterns.ts';
import { keepsCodes, matcherMethod, regexMethod } from './regexes.ts';
import { dictionaryEntry, dictionaryMethod, linqMethod } from './linq.ts';
import { COMPONENT_CALLS, componentCall } from './components.ts';
import { REGISTER, registerCall } from './dispatch.ts';
import { generatorStep } from './generators.ts';
import { GETTERS, getterCall } from './getters.ts';
import { MAKERS, makeNamed, namedTupleMethod } from './namedTuples.ts';
import { atPosition } from './positions.ts';
import { stageMethod } from './stages.ts';
import { mapStreamMethod, streamMethod } from './streams.ts';
import { schemaMethod } from '../objects/schemas.ts';

const arg = (args: readonly Argument[], i: number): Value => args[i]?.value ?? UNKNOWN;
const UNKNOWN_RESULT = UNKNOWN;

/** A fresh list with these elements under unknown indexes. */
export function listOf(e: Engine, v: Value, place: Place): Value {
  const o = e.heap.alloc('list', place);
  if (!isNothing(v)) e.heap.fill(o, REST, { ...v, facts: null }, place);
  e.heap.fill(o, LENGTH, UNKNOWN, null);
  return ofToken(o.token);
}
export function tupleOf(e: Engine, vs: readonly Value[], place: Place, kind: 'tuple' | 'list' = 'tuple'): Value {
  const o = e.heap.alloc(kind, place);
  vs.forEach((v, i) => e.heap.fill(o, String(i), { ...v, facts: null }, place));
  e.heap.fill(o, LENGTH, e.constant(vs.length), null);
  return ofToken(o.token);
}
export function copyOf(e: Engine, f: Frame, v: Value, kind: HeapObj['kind'], place: Place): Value {
  const o = e.heap.alloc(kind, place);
  if (kind !== 'dict') e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
  spreadInto(e, f, o, v, place);
  return ofToken(o.token);
}

/** Runs function values over elements; joins what they return. */
export function mapOver(e: Engine, f: Frame, fns: Value, given: readonly Value[], place: Place): Value {
  // What stands for several methods of one name goes by the number of arguments: only what is really handed over counts.
  const byNumber = given.length > 1 && f.mod.profile.checkedTypes && fns.tokens.some((t) => t.t === 'fn' && t.fn.params[receivers(t)]?.kind === 'rest');
  const args = byNumber ? given.filter((v, i) => i === 0 || v !== UNKNOWN) : given;
  return { ...callValue(e, f, fns, args.map((v) => unnamed(v, place)), place, 0), facts: null };
}

/** Elements for which a predicate may hold, with what it establishes. */
/** What is known of the variables around a predicate when one element satisfies it: `ALLOWED.some((x) => x === value)`. */
function foundFacts(e: Engine, f: Frame, predicate: Value, element: Value, place: Place): readonly Fact[] {
  const asked = callValue(e, f, predicate, [unnamed(element, place), unnamed(UNKNOWN, place)], place, 0);
  const found = (asked.facts ?? []).filter((x) => x.when && x.origin.frame === f.id && x.origin.root.startsWith('s0:'));
  return found.length === 0 ? found : [...found, ...found.flatMap((x) => keptIn(f, x.origin.root.slice(3)).flatMap((reg) => { const origin = originOf(f, reg); return origin && x.origin.fields.length === 0 ? [{ ...x, origin }] : []; }))];
}
/** Registers that a variable which inner functions see was written from: where variables are not assigned anew, the function itself goes on with those. */
function keptIn({ fn, mod }: Frame, name: string): readonly number[] {
  const out: number[] = [];
  for (let pc = 0; pc < fn.code.length; pc = instructionEnd(fn.code, pc)) if (fn.code[pc] === Op.StoreScope && mod.profile.checkedTypes && fn.code[pc + HEADER] === 0 && mod.ir.strings[fn.code[pc + HEADER + 1]!] === name) out.push(fn.code[pc + HEADER + 2]!);
  return out;
}
export function filterOver(e: Engine, f: Frame, fns: Value, element: Value, place: Place, keep = true): Value {
  element = picked(e, f, fns, element, place, keep);
  let mask = -1;
  let ran = false;
  for (const t of fns.tokens) {
    if (keepsCodes(t)) { ran = true; mask &= TEXT_BITS; continue; }
    if (t.t !== 'fn') { mask = 0; continue; }
    ran = true;
    e.lastFacts = [];
    invoke(e, f, t, [unnamed(element, place)], place);
    const at = receivers(t);
    let m = 0;
    for (const p of e.lastFacts) if (p.param === at && p.fields.length === 0 && p.when === keep) m |= p.mask;
    for (const p of e.lastFacts) if (p.param === at && p.among && p.fields.length === 1 && p.when === keep) element = named(element, p.fields[0]!, p.among);
    for (const p of e.lastFacts) if (p.param === at && p.mask && p.fields.length === 1 && p.when === keep && fns.tokens.length === 1) element = ofCheckedRow(e, element, p.fields[0]!, p.mask) ?? ofCheckedRecord(e, f, element, p.fields[0]!, p.mask, place) ?? element;
    mask &= m;
  }
  return ran && mask > 0 ? clear(element, mask) : element;
}

/** Leaves those elements in a sequence for which a predicate does not hold: `xs.removeIf(f)`, `xs.RemoveAll(f)`. */
export function removeWhere(e: Engine, f: Frame, o: HeapObj, predicate: Value, place: Place): void {
  const kept = filterOver(e, f, predicate, elements(e, f, o, place), place, false);
  if (!o.singular) return;
  for (const k of [...o.cells.keys()]) if (/^\d+$/.test(k)) e.heap.setCell(o, k, undefined);
  e.heap.write(o, LENGTH, UNKNOWN, null);
  e.heap.setCell(o, REST, { value: kept.facts ? { ...kept, facts: null } : kept, place });
}

/** Methods of lists, maps, sets, promises, iterators and regular expressions. Undefined when `name` means nothing for the value. */
export function builtinMethod(e: Engine, f: Frame, t: Token, baseReg: number, name: string, args: readonly Argument[], place: Place): Value | undefined {
  if (t.t === 'regex') return regexMethod(e, f, t, name, args, place);
  if (name === 'then' || name === 'catch' || name === 'finally') return promiseMethod(e, f, ofToken(t), name, args, place);
  // A method that is handed on as a function has one method, whatever it is called.
  if (t.t === 'bound' && f.mod.profile.checkedTypes) return callValue(e, f, ofToken(t), args, place, 0);
  if (t.t === 'const') return stringMethod(e, f, ofToken(t), baseReg, name, args, place);
  if (t.t !== 'obj') return undefined;
  const o = t.obj;
  touch(f, o);
  if (name === OBJECT_COPY) return copyData(e, o, place);
  const pending = o.cells.has(PROMISE) ? pendingMethod(e, f, o, name, args, place) : undefined;
  if (pending) return pending;
  if (GETTERS.has(name)) return getterCall(e, f, o, name, args, place);
  if (MAKERS.has(name)) return makeNamed(e, f, o, name, args, place);
  if (name === REGISTER) return registerCall(e, f, o, args, place);
  if (COMPONENT_CALLS.has(name)) return componentCall(e, f, o, name, args, place);
  if (f.mod.profile.keyedMembers) { const staged = stageMethod(e, f, o, name, args, place); if (staged) return staged; }
  if (o.note?.schema) return schemaMethod(e, f, o, name, args, place);
  const matched = matcherMethod(e, f, o, name, args);
  if (matched) return matched;
  const another = f.mod.profile.namespaces && (o.kind === 'list' || o.kind === 'dict') ? immutableMethod(e, f, o, name, args, place, (copy, as) => builtinMethod(e, f, copy.token, -1, as, args, place)) : undefined;
  if (another) return another;
  const chained = chainMethod(e, f, o, name, { args, recv: o, self: null, place });
  if (chained) return chained;
  switch (o.kind) {
    case 'list': case 'tuple': case 'set': return ofAll(e, f, baseReg, name, args, () => namedTupleMethod(e, f, o, name, args, place) ?? sequenceMethod(e, f, o, name, args, place));
    case 'dict': case 'object': return mapMethod(e, f, o, name, args, place) ?? (f.mod.profile.namespaces && o.kind === 'dict' ? overElements(e, f, dictionaryEntry(e, f, o, place), name, args, place) : undefined) ?? (o.kind === 'object' ? undefined : unknownMethod(e, f, o, args));
    default: return o.cells.size && (o.kind === 'data' || o.kind === 'instance') ? dataMethod(e, f, o, name, args, place) : undefined;
  }
}
function unknownMethod(e: Engine, f: Frame, o: HeapObj, args: readonly Argument[]): Value {
  let l = deepLabels(e, f, ofToken(o.token));
  for (const a of args) l = joinLabels(l, deepLabels(e, f, a.value));
  return ofLabels(l);
}

/** Reading and iterating methods that untrusted objects of libraries share with maps. */
function dataMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  switch (name) {
    case 'get': case 'getattr': case 'getOrDefault': case '__getitem__': {
      const v = readObj(e, f, o, keyOf(arg(args, 0)), place, true);
      return args[1] ? join(v, { ...args[1].value, facts: null }) : v;
    }
    case 'items': case 'entries': return listOf(e, tupleOf(e, [UNKNOWN, elements(e, f, o, place)], place), place);
    case 'values': return listOf(e, elements(e, f, o, place), place);
    case 'keys': return UNKNOWN_RESULT;
    case 'pop': return readObj(e, f, o, keyOf(arg(args, 0)), place, true);
    case 'copy': return copyData(e, o, place);
    case 'walk': {
      const el = elements(e, f, o, place);
      for (const a of args) mapOver(e, f, a.value, [name === 'walk' ? ofToken(o.token) : el, name === 'walk' ? el : UNKNOWN], place);
      return UNKNOWN_RESULT;
    }
    default: return HIGHER_ORDER.has(name) && args.some((a) => a.value.tokens.some((t) => t.t === 'fn')) ? overElements(e, f, elements(e, f, o, place), name, args, place) : undefined;
  }
}
/** Methods that hand each element to a function. */
const HIGHER_ORDER = new Set(['map', 'filter', 'flatMap', 'reduce', 'find', 'findLast', 'forEach', 'some', 'every', 'Select', 'Where', 'SelectMany', 'ForEach', 'Any', 'All', 'First', 'FirstOrDefault', 'Aggregate', 'toSorted', 'sort', 'reduceRight', 'anyMatch', 'allMatch', 'noneMatch', 'findIndex', 'mapToObj', 'Sum', 'Max', 'Min', 'OrderBy']);
/** A higher-order method on an untrusted sequence of which only the element is known. */
function overElements(e: Engine, f: Frame, element: Value, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const list = listOf(e, element, place);
  const t = list.tokens[0]!;
  return t.t === 'obj' ? sequenceMethod(e, f, t.obj, name, args, place) : undefined;
}
/** A copy of an object that shares what it holds. */
export function copyData(e: Engine, o: HeapObj, place: Place): Value {
  const c = e.heap.alloc(o.kind, place);
  c.api = o.api; c.cls = o.cls; c.note = o.note;
  for (const [k, cell] of o.cells) e.heap.fill(c, k, cell.value, cell.place);
  return ofToken(c.token);
}

function promiseMethod(e: Engine, f: Frame, v: Value, name: string, args: readonly Argument[], place: Place): Value {
  const inner = awaited(e, v);
  if (name === 'then') {
    let out: Value = NOTHING;
    if (args[0]) out = mapOver(e, f, args[0].value, [inner], place);
    if (args[1]) out = join(out, mapOver(e, f, args[1].value, [caught(f)], place));
    return isNothing(out) ? inner : out;
  }
  if (name === 'catch') return args[0] ? join(inner, mapOver(e, f, args[0].value, [caught(f)], place)) : inner;
  if (args[0]) mapOver(e, f, args[0].value, [], place);
  return inner;
}
/** What a handler of exceptions is given: anything, and among it what was thrown on the way here. */
export const caught = (f: Frame): Value => ({ tokens: f.thrown.tokens.filter((t) => t.t === 'obj'), labels: f.thrown.labels, top: true, facts: null });
/** Key of a promise object under which its value stands. */
export const PROMISE = '\u0001promise';
/** Name of the function that settles a promise. */
export const SETTLE = 'settle promise';
/** The same for a function that is told of an error first. */
export const SETTLE_SECOND = 'settle promise behind an error';
export function awaited(e: Engine, v: Value): Value {
  if (!v.tokens.some((t) => t.t === 'obj' && t.obj.cells.has(PROMISE))) return v;
  let out: Value = { ...v, tokens: v.tokens.filter((t) => !(t.t === 'obj' && t.obj.cells.has(PROMISE))) };
  for (const t of v.tokens) if (t.t === 'obj') { const c = t.obj.cells.get(PROMISE); if (c) out = join(out, c.value); }
  return out;
}

function membershipFacts(e: Engine, f: Frame, collection: Value, a: Argument | undefined): Fact[] {
  if (!a || a.reg < 0 || !isConstantCollection(e, collection)) return [];
  const o = originOf(f, a.reg);
  return [...hostFacts(f, a.reg, true), ...(o ? [{ origin: o, when: true, mask: WRITTEN_DOWN, among: membersOf(collection) }] : [])];
}

/** The elements of a sequence in their order; behind those that are known by position one value for all others. */
function piecesOf(o: HeapObj): Value[] {
  const pieces: Value[] = [];
  for (let cell = o.cells.get('0'); cell; cell = o.cells.get(String(pieces.length))) pieces.push(cell.value);
  const others = o.cells.get(REST)?.value;
  return others ? [...pieces, others] : pieces;
}

/** Methods of lists, tuples and sets; what it does not know keeps the labels of all that is in it. */
export function sequenceMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const self = ofToken(o.token);
  const all = (): Value => { const v = elements(e, f, o, place); return isNothing(v) ? UNKNOWN : v; };
  const streamed = f.mod.profile.namespaces ? linqMethod(e, f, o, name, args, place) : f.mod.profile.checkedTypes ? streamMethod(e, f, o, name, args, place) : undefined;
  if (streamed) return streamed;
  const tree = f.mod.profile.checkedTypes || f.mod.profile.namespaces ? treeMethod(e, f, o, name, args, place) : undefined;
  if (tree) return tree;
  switch (name) {
    case 'append': case 'push': case 'add': case 'appendleft': case 'addLast': case 'offer': case 'Add': case 'Enqueue': case 'Push': case 'addFirst':
      for (const a of args) if (a.spread) spreadInto(e, f, o, listOf(e, a.value, a.place), a.place); else pushElement(e, o, a.value, place.start <= a.place.start ? statement(place, a) : a.place);
      return name === 'add' ? self : UNKNOWN;
    case 'unshift': case 'insert': case 'Insert': {
      const put = f.mod.profile.checkedTypes ? undefined : atPosition(e, o, name, args, place);
      if (put) return put;
      const v = name === 'unshift' ? args : args.slice(1);
      e.heap.write(o, LENGTH, UNKNOWN, null);
      for (const a of v) e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, a.value), statement(place, a));
      return UNKNOWN;
    }
    case 'put': case 'put_nowait': if (args[0]) pushElement(e, o, args[0].value, args[0].place); return UNKNOWN;
    case 'get_nowait': return all();
    case 'write': for (const a of args) pushElement(e, o, a.value, a.place); return UNKNOWN;
    case 'writerow': case 'writerows': { const l = deepLabels(e, f, arg(args, 0)); pushElement(e, o, ofLabels(l), place); return UNKNOWN; }
    case 'with': if (args.length === 2) { const c = copyOf(e, f, self, 'list', place); for (const t of c.tokens) if (t.t === 'obj') writeObj(e, f, t.obj, keyOf(arg(args, 0)), arg(args, 1), place); return c; } return undefined;
    case 'isDisjointFrom': case 'isSubsetOf': case 'isSupersetOf': case 'issuperset': return UNKNOWN;
    case 'getvalue': return concat(e, f, [all()], [], place);
    case 'extend': case 'writelines': case 'addAll': case 'AddRange': case 'update': for (const a of args) spreadInto(e, f, o, a.value, place); return UNKNOWN;
    case 'concat': case 'union': case 'Concat': case 'Union': { const c = e.heap.alloc(o.kind, place); e.heap.setCell(c, LENGTH, { value: e.constant(0), place: null }); spreadInto(e, f, c, self, place); for (const a of args) if (a.value.tokens.some((t) => t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'set'))) spreadInto(e, f, c, a.value, place); else pushElement(e, c, a.value, a.place); return ofToken(c.token); }
    case 'pop': case 'shift': case 'popleft': case 'removeFirst': case 'removeLast': case 'poll': case 'peek': case 'at': case 'getFirst': case 'getLast': case 'First': case 'Last': case 'first': case 'last': case 'FirstOrDefault': case 'LastOrDefault': case 'Single': case 'SingleOrDefault': case 'Dequeue': case 'Peek': case 'Pop': case 'findFirst': case 'findAny': case 'ElementAt': case 'get': case 'element': case 'next': case 'orElse': case 'orElseThrow': case 'orElseGet': case 'Max': case 'Min': case 'min': case 'max': case 'join_one': {
      const taken = f.mod.profile.checkedTypes ? undefined : atPosition(e, o, name, args, place);
      if (taken) return taken;
      if (name === 'at' || name === 'get' || name === 'ElementAt') return args[0] && args[0].name === null ? readField(e, f, self, keyOf(arg(args, 0)), place, true) : all();
      if (name === 'next' && f.mod.profile.keyedMembers) return generatorStep(e, o, all(), place) ?? all();
      if (name === 'orElse' && args[0]) return join(all(), args[0].value);
      if (name === 'orElseGet' && args[0]) return join(all(), mapOver(e, f, args[0].value, [], place));
      if (args[0]?.value.tokens.some((t) => t.t === 'fn')) return filterOver(e, f, args[0].value, all(), place);
      return all();
    }
    case 'set': case 'getAndSet': if (args.length === 1 && (o.kind === 'list' || o.kind === 'tuple')) { const before = all(); sequenceMethod(e, f, o, 'clear', [], place); pushElement(e, o, arg(args, 0), args[0]!.place); return name === 'set' ? UNKNOWN : before; } if (args.length >= 2) { writeObj(e, f, o, keyOf(arg(args, 0)), arg(args, 1), place); return UNKNOWN; } return undefined;
    case 'clear': case 'Clear': for (const k of [...o.cells.keys()]) if (k !== LENGTH && o.singular) e.heap.setCell(o, k, undefined); if (o.singular) e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null }); return UNKNOWN;
    case 'copy': case 'slice': case 'toSorted': case 'toReversed': case 'toList': case 'ToList': case 'ToArray': case 'toArray': case 'stream': case 'parallelStream': case 'iterator': case 'values': case 'subList': case 'Take': case 'Skip': case 'limit': case 'skip': case 'distinct': case 'Distinct': case 'sorted': case 'OrderBy': case 'OrderByDescending': case 'ThenBy': case 'AsEnumerable': case 'asList': case 'Reverse': case 'peekable': case 'collect': case 'boxed': case 'flat': case 'AsReadOnly': case 'ToHashSet': case 'toSet':
      return name === 'collect' && args[0] ? collected(e, f, self, args, place) : copyOf(e, f, self, 'list', place);
    // Helpers of iterators.
    case 'take': case 'drop': return f.mod.profile.keyedMembers ? copyOf(e, f, self, 'list', place) : undefined;
    case 'reverse': case 'sort': case 'fill': case 'Sort': {
      if (o.singular) { const v = all(); for (const k of [...o.cells.keys()]) if (/^\d+$/.test(k)) e.heap.setCell(o, k, undefined); e.heap.write(o, LENGTH, UNKNOWN, null); e.heap.setCell(o, REST, { value: name === 'fill' ? arg(args, 0) : v, place }); }
      return self;
    }
    case 'index': case 'count': case 'indexOf': case 'lastIndexOf': case 'findIndex': case 'size': case 'Count': case 'isEmpty': case 'some': case 'every': case 'any': case 'anyMatch': case 'allMatch': case 'noneMatch': case 'Any': case 'All': case 'length': case 'isdisjoint': case 'issubset': {
      if (name === 'noneMatch' && args[0]) return withFacts(UNKNOWN, foundFacts(e, f, args[0].value, all(), place).map((x) => ({ ...x, when: false })));
      if (ASKING.has(name)) { for (const a of args.slice(1)) mapOver(e, f, a.value, [all(), UNKNOWN], place); return args[0] ? withFacts(UNKNOWN, foundFacts(e, f, args[0].value, all(), place)) : UNKNOWN; }
      return UNKNOWN;
    }
    case 'includes': case 'contains': case 'has': case 'Contains': return withFacts(UNKNOWN, [...membershipFacts(e, f, self, args[0]), ...digestFacts(arg(args, 0), ofLabels(deepLabels(e, f, self)), true)]);
    case 'join': return joined(e, f, o, args[0]?.value, place);
    case 'map': case 'Select': case 'mapToObj': case 'thenApply': {
      const each = namedPairs(o);
      return each ? inOrder(e, each.map((pair) => mapOver(e, f, arg(args, 0), [pair, UNKNOWN], place)), place) : listOf(e, mapOver(e, f, arg(args, 0), [all(), UNKNOWN], place), place);
    }
    case 'flatMap': case 'SelectMany': return listOf(e, iterate(e, f, mapOver(e, f, arg(args, 0), [all(), UNKNOWN], place), IterKind.values, place), place);
    case 'forEach': case 'ForEach': case 'ifPresent': e.lastFacts = []; mapOver(e, f, arg(args, 0), [all(), UNKNOWN], place); clearEach(e, o, checkedOfEach(e, arg(args, 0))); return UNKNOWN;
    case 'filter': case 'Where': case 'takeWhile': case 'dropWhile': case 'TakeWhile': return listOf(e, filterOver(e, f, arg(args, 0), all(), place), place);
    case 'find': case 'findLast': { const found = filterOver(e, f, arg(args, 0), all(), place); return withFacts(found, [...(found.facts ?? []), ...foundFacts(e, f, arg(args, 0), all(), place)]); }
    case 'reduce': case 'Aggregate': case 'reduceRight': {
      const isFirst = args[0]?.value.tokens.some((t) => t.t === 'fn') ?? false;
      const initial = args[isFirst ? 1 : 0];
      return foldOver(e, f, arg(args, isFirst ? 0 : 1), self, initial && { ...initial.value, facts: null }, place, name === 'reduceRight');
    }
    case 'entries': return listOf(e, tupleOf(e, [UNKNOWN, all()], place), place);
    case 'keys': return UNKNOWN;
    case 'remove': case 'discard': case 'delete': case 'removeIf': case 'Remove': return UNKNOWN;
    case 'splice': {
      const known = atPosition(e, o, name, args, place);
      if (known) return known;
      const removed = listOf(e, all(), place);
      const from = singleConst(arg(args, 0)), count = args[1] ? singleConst(args[1].value) : Infinity, length = singleConst(o.cells.get(LENGTH)?.value ?? UNKNOWN);
      if (from === 0 && typeof count === 'number' && (count === Infinity || (typeof length === 'number' && count >= length))) truncate(e, o, 0);
      for (const a of args.slice(2)) e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, a.value), a.place);
      return removed;
    }
    // What was appended piece by piece stays readable as one text: an address says where it leads.
    case 'toString': case '__str__': case 'ToString': return withLabels(concat(e, f, piecesOf(o), [], place), deepLabels(e, f, self));
    case 'intersection': case 'difference': return copyOf(e, f, name === 'intersection' && args[0] && isConstantCollection(e, args[0].value) ? args[0].value : self, 'set', place);
    case 'GroupBy': case 'groupBy': case 'ToDictionary': case 'ToLookup': { const d = e.heap.alloc('dict', place); e.heap.write(d, REST, all(), place); return ofToken(d.token); }
    default: {
      let l = deepLabels(e, f, self);
      for (const a of args) l = joinLabels(l, deepLabels(e, f, a.value));
      for (const a of args) if (a.value.tokens.some((t) => t.t === 'fn')) mapOver(e, f, a.value, [all(), UNKNOWN], place);
      return ofLabels(l);
    }
  }
}
/** The statement that appends; the argument itself when it is written on its own lines there. */
const statement = (call: Place, a: Argument): Place => a.place.file === call.file ? a.place : call;

function collected(e: Engine, f: Frame, self: Value, args: readonly Argument[], place: Place): Value {
  let l = deepLabels(e, f, self);
  for (const a of args) l = joinLabels(l, deepLabels(e, f, a.value));
  return l.length ? withLabels(copyOf(e, f, self, 'list', place), l) : copyOf(e, f, self, 'list', place);
}

function mapMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const self = ofToken(o.token);
  const all = (): Value => { const v = elements(e, f, o, place); return isNothing(v) ? UNKNOWN : v; };
  const entry = f.mod.profile.namespaces ? dictionaryMethod(e, f, o, name, args, place, (key) => readObj(e, f, o, keyOf(key), place, true)) : undefined;
  if (entry) return entry;
  const ordered = f.mod.profile.checkedTypes ? mapStreamMethod(e, f, o, name, args, place) : undefined;
  if (ordered) return ordered;
  const tree = f.mod.profile.checkedTypes || f.mod.profile.namespaces ? treeMethod(e, f, o, name, args, place) : undefined;
  if (tree) return tree;
  switch (name) {
    case 'most_common': return pairs(e, f, o, place);
    case 'move_to_end': return UNKNOWN;
    case 'get': case 'getItem': case 'getProperty': case 'getOrDefault': case 'GetValueOrDefault': {
      const key = keyOf(arg(args, 0));
      const known = key !== undefined && o.cells.has(key);
      const v = readObj(e, f, o, key, place);
      const absent = args[1] ? { ...args[1].value, facts: null } : e.constant(null);
      return known && !o.cells.get(key)!.value.top ? v : join(v === UNKNOWN && key !== undefined ? NOTHING : v, absent);
    }
    case 'setdefault': case 'computeIfAbsent': case 'putIfAbsent': case 'GetOrAdd': {
      const key = keyOf(arg(args, 0));
      const made = arg(args, 1).tokens.some((t) => t.t === 'fn') ? mapOver(e, f, arg(args, 1), [arg(args, 0)], place) : arg(args, 1);
      if (key !== undefined && !o.cells.has(key)) e.heap.write(o, key, made, place);
      else if (key === undefined) e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, made), place);
      return readObj(e, f, o, key, place);
    }
    case 'set': case 'setItem': case 'setProperty': case 'put': case 'Add': case 'TryAdd': case '__setitem__': {
      if (args.length < 2) return undefined;
      writeObj(e, f, o, keyOf(arg(args, 0)), arg(args, 1), args[1]!.place);
      const kl = arg(args, 0).labels;
      if (kl.length && keyOf(arg(args, 0)) === undefined) e.heap.write(o, KEYS, join(o.cells.get(KEYS)?.value ?? NOTHING, ofLabels(kl)), null);
      return self;
    }
    case 'pop': { const key = keyOf(arg(args, 0)); const v = readObj(e, f, o, key, place); if (key !== undefined && o.singular) e.heap.setCell(o, key, undefined); return args[1] ? join(v, args[1].value) : v; }
    case 'popitem': return tupleOf(e, [keysOf(e, o), all()], place);
    case 'update': case 'putAll': case 'assign': for (const a of args) if (a.name && a.name !== '**') e.heap.write(o, a.name, a.value, a.place); else if (a.name === '**') e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, a.value), a.place); else spreadInto(e, f, o, a.value, place); return UNKNOWN;
    case 'items': case 'entries': case 'entrySet': return pairs(e, f, o, place);
    case 'keys': case 'keySet': return listOf(e, keysOf(e, o), place);
    case 'values': case 'Values': return copyOfValues(e, f, o, place);
    case 'copy': { const c = e.heap.alloc(o.kind, place); spreadInto(e, f, c, self, place); return ofToken(c.token); }
    case 'clear': for (const k of [...o.cells.keys()]) if (o.singular) e.heap.setCell(o, k, undefined); return UNKNOWN;
    case 'has': case 'containsKey': case 'ContainsKey': case 'hasOwnProperty': case '__contains__': return withFacts(UNKNOWN, [...membershipFacts(e, f, self, args[0]), ...digestFacts(arg(args, 0), ofLabels(deepLabels(e, f, self)), true)]);
    case 'delete': { const key = keyOf(arg(args, 0)); if (key !== undefined && o.singular) e.heap.setCell(o, key, undefined); return UNKNOWN; }
    case 'remove': case 'Remove': { const key = keyOf(arg(args, 0)); const v = readObj(e, f, o, key, place); if (key !== undefined && o.singular) e.heap.setCell(o, key, undefined); return v; }
    case 'forEach': mapOver(e, f, arg(args, 0), f.mod.profile.checkedTypes ? [keysOf(e, o), all()] : [all(), keysOf(e, o)], place); return UNKNOWN;
    case 'size': case 'Count': case 'isEmpty': return UNKNOWN;
    case 'toString': case 'ToString': return ofLabels(deepLabels(e, f, self));
    default: return undefined;
  }
}
/** A list of a few values, one after the other. */
export function inOrder(e: Engine, values: readonly Value[], place: Place): Value {
  const o = e.heap.alloc('list', place);
  values.forEach((v, i) => e.heap.fill(o, String(i), { ...v, facts: null }, place));
  e.heap.fill(o, LENGTH, e.constant(values.length), null);
  return ofToken(o.token);
}
/** The elements of a sequence that are pairs of a name and a value, as the entries of an object that is written down: what is made of each stays under its name. */
function namedPairs(o: HeapObj): readonly Value[] | undefined {
  const length = singleConst(o.cells.get(LENGTH)?.value ?? UNKNOWN);
  if (typeof length !== 'number' || length === 0 || length > LIMITS.unrolledObjects || o.cells.size !== length + 1) return undefined;
  const all: Value[] = [];
  for (let i = 0; i < length; i++) {
    const v = o.cells.get(String(i))?.value;
    const [only] = v?.tokens ?? [];
    if (!v || v.top || v.tokens.length !== 1 || only?.t !== 'obj' || only.obj.kind !== 'tuple' || typeof singleConst(only.obj.cells.get('0')?.value ?? UNKNOWN) !== 'string') return undefined;
    all.push(v);
  }
  return all;
}
/** The entries of a map as a list of pairs: each known key with its own value. */
export function pairs(e: Engine, f: Frame, o: HeapObj, place: Place): Value {
  const list = e.heap.alloc('list', place);
  const known = [...o.cells].filter(([k]) => !k.startsWith('\u0001'));
  // Entries that are written down stand one after the other.
  if (known.length > 0 && known.length <= LIMITS.unrolledObjects && !o.cells.has(REST) && !o.cells.has(KEYS) && e.heap.baseLabels(o).length === 0) {
    known.forEach(([k, c], i) => e.heap.fill(list, String(i), tupleOf(e, [keyValue(e, k), c.value], c.place ?? place), c.place ?? place));
    e.heap.fill(list, LENGTH, e.constant(known.length), null);
    return ofToken(list.token);
  }
  e.heap.fill(list, LENGTH, UNKNOWN, null);
  let rest: Value = NOTHING;
  for (const [k, c] of o.cells) if (!k.startsWith('\u0001')) rest = join(rest, tupleOf(e, [keyValue(e, k), c.value], c.place ?? place));
  const keys = o.cells.get(KEYS)?.value ?? UNKNOWN;
  const open = o.cells.get(REST);
  if (open) rest = join(rest, tupleOf(e, [keys, open.value], open.place ?? place));
  const base = e.heap.baseLabels(o);
  if (base.length) rest = join(rest, tupleOf(e, [keys, ofLabels(base)], place));
  if (!isNothing(rest)) e.heap.fill(list, REST, rest, place);
  return ofToken(list.token);
}
function copyOfValues(e: Engine, f: Frame, o: HeapObj, place: Place): Value {
  const list = e.heap.alloc('list', place);
  e.heap.setCell(list, LENGTH, { value: UNKNOWN, place: null });
  const v = elements(e, f, o, place);
  if (!isNothing(v)) e.heap.fill(list, REST, v, place);
  return ofToken(list.token);
}

/** Methods whose result is a number or a truth value. */
const DATE_METHODS = /^(get(UTC)?(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)|getTime|getTimezoneOffset|to(ISO|UTC|GMT|Date|Time|LocaleDate|LocaleTime)String)$/;
const STARTS = new Set(['startswith', 'startsWith', 'StartsWith']);
const CLEAN = new Set(['startswith', 'endswith', 'startsWith', 'endsWith', 'StartsWith', 'EndsWith', 'index', 'rindex', 'indexOf', 'lastIndexOf', 'IndexOf', 'find', 'rfind', 'count', 'size', 'countTokens', 'charCodeAt', 'codePointAt', 'localeCompare', 'length', 'search', 'hashCode', 'GetHashCode', 'compareTo', 'CompareTo', 'compareToIgnoreCase', 'isEmpty', 'isBlank', 'IsNullOrEmpty', 'includes', 'contains', 'Contains', 'isspace', 'isupper', 'islower', 'isidentifier', '__len__', 'bit_length', 'isalpha']);
/** Methods that hold only for digits or letters. */
const PREDICATES = new Set(['isdigit', 'isdecimal', 'isnumeric', 'isalnum', 'isidentifier', 'isalpha']);
const EQUALS = new Set(['equals', 'equalsIgnoreCase', 'Equals', 'contentEquals', 'SequenceEqual']);
/** Methods of a collection that say whether something is in it. */
const MEMBERSHIP = new Set(['contains', 'Contains', 'containsKey', 'ContainsKey', 'has', 'includes']);

/** Methods of strings, known or untrusted. Undefined when the value is nothing that has them. */
export function stringMethod(e: Engine, f: Frame, base: Value, baseReg: number, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const v = stringResult(e, f, base, baseReg, name, args, place);
  // What a result says of what it was made from, its trimmed or parsed form says too.
  return v && base.facts && !v.facts ? withFacts(v, base.facts) : v;
}
const RESOURCE_READERS = new Set(['getResource', 'getResourceAsStream']);
const STREAMED = new Set(['collect', 'mapToInt', 'mapToLong', 'mapToDouble']);
const RESOURCE_METHODS = new Set(['readAllBytes', 'readNBytes', 'getInputStream', 'openStream', 'getContentAsByteArray', 'getFile', 'getFilePath', 'getURI', 'getURL', 'toURI', 'toURL', 'toPath', 'toFile', 'getPath']);
function stringResult(e: Engine, f: Frame, base: Value, baseReg: number, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const text = someStrings(base);
  const untrusted = base.labels.length > 0;
  if (name === 'then' || name === 'catch' || name === 'finally') return promiseMethod(e, f, base, name, args, place);
  const own = originOf(f, baseReg);
  if (PREDICATES.has(name) && args.length === 0) return withFacts(UNKNOWN, own ? [{ origin: own, when: true, mask: TEXT_BITS }] : []);
  if (EQUALS.has(name)) return withFacts(UNKNOWN, equalFacts(f, own, base, args[0]));
  if (name === 'matches' && own && args[0]) { const p = singleConst(args[0].value); return withFacts(UNKNOWN, typeof p === 'string' && isClosedPattern(p, '', 'full') ? [{ origin: own, when: true, mask: TEXT_BITS }] : []); }
  if (name === 'match' || name === 'matchAll') for (const t of args[0]?.value.tokens ?? []) if (t.t === 'regex') return withLabels(withFacts(UNKNOWN, own && isClosedPattern(t.pattern, t.flags, 'search') ? [{ origin: own, when: true, mask: TEXT_BITS }] : []), isClosedPattern(t.pattern, t.flags, t.flags.includes('g') || name === 'matchAll' ? 'search' : 'full') ? clearLabels(base.labels, TEXT_BITS) : base.labels);
  const inside = STARTS.has(name) && args[0] ? prefixFacts(f, baseReg, args[0].value) : [];
  if (inside.length > 0) return withFacts(UNKNOWN, inside);
  if (MEMBERSHIP.has(name) && base.tokens.every((t) => t.t === 'const') && (untrusted || base.tokens.length === 0)) return withFacts(UNKNOWN, [...digestFacts(arg(args, 0), base, true), ...separatorFacts(f, baseReg, arg(args, 0), true)]);
  // A date has no text: what it gives is a number, or itself in a form of its own.
  if (f.mod.profile.keyedMembers && DATE_METHODS.test(name)) return UNKNOWN;
  if (CLEAN.has(name)) return text.length || untrusted || base.tokens.length === 0 ? UNKNOWN : undefined;
  // What ships with the program, by its address.
  if (f.mod.profile.getters && base.tokens.length === 0 && !untrusted && RESOURCE_READERS.has(name)) return e.constant('classpath:');
  // What is read of a resource of the program, or made of its address, is still the program's own.
  if (f.mod.profile.getters && !untrusted && RESOURCE_METHODS.has(name) && text.some((t) => /^classpath\*?:/.test(t))) return base;
  // A sequence of which nothing is known still hands its elements to the function, and holds what it gives.
  if (!untrusted && text.length === 0) return base.tokens.length === 0 && HIGHER_ORDER.has(name) && args.some((a) => a.value.tokens.some((t) => t.t === 'fn')) ? overElements(e, f, UNKNOWN, name, args, place) : undefined;
  const each = untrusted && own && base.tokens.every((t) => t.t === 'const') ? characterFacts(e, f, base, baseReg, own, name, args, place) : [];
  if (each.length > 0) return withFacts(UNKNOWN, each);
  if (untrusted && HIGHER_ORDER.has(name) && args.some((a) => a.value.tokens.some((t) => t.t === 'fn'))) return ofAll(e, f, baseReg, name, args, () => overElements(e, f, ofLabels(base.labels), name, args, place));
  // What a stream of such elements is counted or gathered into.
  if (untrusted && f.mod.profile.getters && STREAMED.has(name)) return sequenceMethodOf(e, f, base, name, args, place);
  if (untrusted && GROUPING.has(name) && args.some((a) => a.value.tokens.some((t) => t.t === 'fn'))) return sequenceMethodOf(e, f, base, name, args, place);
  if (name === 'format' || name === 'formatted' || name === 'Format') return format(e, f, base, args, place);
  if (name === 'format_map' && args[0]) return format(e, f, base, [{ ...args[0], name: '**' }], place);
  if (name === 'join' && args.length === 1 && args[0]!.value.tokens.length === 1 && args[0]!.value.labels.length === 0 && args[0]!.value.tokens[0]!.t === 'obj') return joined(e, f, args[0]!.value.tokens[0]!.obj, base, place);
  if (name === 'join' || name === 'Join') return concat(e, f, [...args.map((a) => ofLabels(deepLabels(e, f, a.value))), base], [], place);
  if (!untrusted && base.tokens.length === 1) { const folded = fold(e, base, name, args); if (folded) return folded; }
  if (name === 'replace' || name === 'replaceAll' || name === 'ReplaceAll') { const r = stripped(e, f, base, args); if (r) return r; }
  // A record of which only the labels are known is read by key as one whose class is known.
  const read = name === 'get' && base.labels.some((l) => l.shape !== null && l.shape !== 'text') ? keyOf(arg(args, 0)) : undefined;
  if (read !== undefined) return join(readField(e, f, ofLabels(base.labels), read, place, true), args[1] ? { ...args[1].value, facts: null } : NOTHING);
  const property = f.mod.profile.getters && args.length === 0 ? propertyOf(name) : undefined;
  let labels: readonly Label[] = property === undefined ? base.labels : narrowProperty(base.labels, property);
  if (takesAway(f, name, args, '<')) labels = clearLabels(labels, sinkBit('html'));
  if (takesAway(f, name, args, '/') || (/^split$/i.test(name) && arg(args, 0).tokens.some((t) => t.t === 'obj') && hasSeparator(arg(args, 0)))) labels = clearLabels(labels, sinkBit('path'));
  if (property !== undefined && labels.length === 0) return UNKNOWN;
  for (const a of args) if (!a.value.tokens.some((t) => t.t === 'fn')) labels = joinLabels(labels, deepLabels(e, f, a.value));
  for (const a of args) if (a.value.tokens.some((t) => t.t === 'fn')) labels = joinLabels(labels, deepLabels(e, f, mapOver(e, f, a.value, [ofLabels(labels), UNKNOWN, UNKNOWN], place)));
  return ofLabels(extend(labels, 'step', place, `${name}()`));
}

/** What the equality of two values says of one of them, where the other is a constant. */
/** One of constants that are written down. */
const isConstants = (v: Value): boolean => (constants(v)?.length ?? 0) > 0;
export function equalFacts(f: Frame, own: ReturnType<typeof originOf>, base: Value, a: Argument | undefined): Fact[] {
  if (!a) return [];
  const out = digestFacts(base, a.value, true);
  for (const v of [base, a.value]) if (typeof singleConst(v) === 'string') out.push(nameFact(v.tokens[0]!, true));
  if (own && isConstants(a.value)) out.push({ origin: own, when: true, mask: TEXT_BITS });
  const o = isConstants(base) ? originOf(f, a.reg) : null;
  if (o) out.push({ origin: o, when: true, mask: TEXT_BITS });
  return out;
}

/** Methods that put the elements of a sequence in order under keys that they compute. */
const GROUPING = new Set(['GroupBy', 'ToDictionary', 'ToLookup', 'CountBy', 'AggregateBy']);
const sequenceMethodOf = (e: Engine, f: Frame, v: Value, name: string, args: readonly Argument[], place: Place): Value | undefined =>
  builtinMethod(e, f, listOf(e, ofLabels(v.labels), place).tokens[0]!, -1, name, args, place);
/** `re.sub("[^A-Z0-9]", "", x)`: what remains is drawn from a repertoire in which no sentence can be written. */
export function leavesNoSentence(pattern: string): boolean {
  const m = /^\[\^((?:\\.|[^\]\\])*)\]\+?$/.exec(pattern);
  return /^(?:\\D|\\W)\+?$/.test(pattern) || !!m && !/ |\\s|\\W|\\D|\\S|\\n|\\t/.test(m[1]!);
}
/** Elements of a sequence with a text between them: in their order, where it is known. */
function joined(e: Engine, f: Frame, o: HeapObj, between: Value | undefined, place: Place): Value {
  const length = singleConst(o.cells.get(LENGTH)?.value ?? UNKNOWN);
  const ordered = (o.kind === 'list' || o.kind === 'tuple') && typeof length === 'number' && length <= LIMITS.unrolledElements && !o.cells.has(REST) && o.singular
    ? Array.from({ length }, (_, i) => o.cells.get(String(i))?.value) : [undefined];
  const separator = between ?? UNKNOWN;
  if (ordered.length === 0 || ordered.includes(undefined)) return concat(e, f, [o.kind === 'dict' && !f.mod.profile.mapEntries ? iterate(e, f, ofToken(o.token), IterKind.values, place) : elements(e, f, o, place), separator], [], place);
  touch(f, o, WHOLE);
  return concat(e, f, (ordered as Value[]).flatMap((v, i) => i === 0 ? [ofText(e, f, v)] : [separator, ofText(e, f, v)]), [], place);
}
/** A part of a text: what it holds where it is an object. */
const ofText = (e: Engine, f: Frame, v: Value): Value => v.tokens.some((t) => t.t === 'obj') ? ofLabels(deepLabels(e, f, v)) : v;

/** Dangers that a function which is called with each element has shown to be none wherever it comes back. */
function checkedOfEach(e: Engine, fns: Value): number {
  const [t] = fns.tokens;
  if (fns.tokens.length !== 1 || fns.top || t!.t !== 'fn') return 0;
  const at = t!.fn.selfParam && t!.self ? 1 : 0;
  return e.lastFacts.reduce((m, p) => p.when === 'exit' && p.param === at && p.fields.length === 0 && !p.file ? m | p.mask : m, 0);
}
function stripped(e: Engine, f: Frame, base: Value, args: readonly Argument[]): Value | undefined {
  const to = singleConst(arg(args, 1));
  if (typeof to !== 'string' || to.includes(' ')) return undefined;
  if (arg(args, 0).tokens.some((t) => t.t === 'regex' && t.flags.includes('g') && isMask(t.pattern, to))) return ofLabels(clearLabels(base.labels, TEXT_BITS | PHI_BITS));
  for (const t of arg(args, 0).tokens) if (t.t === 'regex' && t.flags.includes('g') && leavesNoSentence(t.pattern)) return ofLabels(clearLabels(base.labels, TEXT_BITS));
  const pattern = f.mod.profile.regexStrings ? singleConst(arg(args, 0)) : undefined;
  if (typeof pattern === 'string' && leavesNoSentence(pattern)) return ofLabels(clearLabels(base.labels, TEXT_BITS));
  return undefined;
}

/** `"… {} {name:d} …".format(…)` and its kin. */
function format(e: Engine, f: Frame, base: Value, args: readonly Argument[], place: Place): Value {
  const parts: Value[] = [];
  const positional = args.filter((a) => a.name === null);
  for (const t of base.tokens) {
    if (t.t !== 'const' || typeof t.value !== 'string') continue;
    if (!/\{[^{}]*\}/.test(t.value)) { parts.push(e.constant(t.value, t.holes), ...args.map((a) => a.value)); continue; }
    let next = 0, at = 0;
    const re = /\{\{|\}\}|\{([\w]*)((?:\.\w+|\[[^\]]*\])*)(?:![rsa])?(?::([^{}]*))?\}/g;
    for (let m = re.exec(t.value); m; m = re.exec(t.value)) {
      if (m.index > at) parts.push(e.constant(t.value.slice(at, m.index), t.holes));
      at = re.lastIndex;
      if (m[0] === '{{' || m[0] === '}}') { parts.push(e.constant(m[0][0]!)); continue; }
      const key = m[1]!;
      let v = /^\d*$/.test(key) ? positional[key === '' ? next++ : Number(key)]?.value : args.find((a) => a.name === key)?.value;
      v ??= joinAll(args.filter((a) => a.name === '**' || a.spread).map((a) => a.name === '**' && !/^\d*$/.test(key) ? readField(e, f, a.value, key, place, true) : a.value));
      for (const step of m[2]!.matchAll(/\.(\w+)|\[([^\]]*)\]/g)) v = readField(e, f, v, step[1] ?? step[2]!, place, step[2] !== undefined);
      parts.push(/[dioxXeEfFgGn%]$/.test(m[3] ?? '') ? ofLabels(clearLabels(v.labels, TEXT_BITS)) : v);
    }
    if (at < t.value.length) parts.push(e.constant(t.value.slice(at), t.holes));
  }
  if (base.labels.length || parts.length === 0) parts.push(base, ...args.map((a) => a.value));
  return concat(e, f, parts, [], place);
}

/** Constant folding of the string methods that keys, roles and URLs go through. */
function fold(e: Engine, base: Value, name: string, args: readonly Argument[]): Value | undefined {
  const t = base.tokens[0]!;
  if (t.t !== 'const' || typeof t.value !== 'string') return undefined;
  const s = t.value;
  const a = args.map((x) => singleConst(x.value));
  const str = (v: string): Value => e.constant(v, t.holes);
  switch (name) {
    case 'lower': case 'toLowerCase': case 'ToLower': case 'casefold': return str(s.toLowerCase());
    case 'upper': case 'toUpperCase': case 'ToUpper': return str(s.toUpperCase());
    case 'strip': case 'trim': case 'Trim': case 'toString': case 'dedent': case 'stripIndent': if (args.length === 0) return str(s.trim()); break;
    case 'rstrip': case 'trimEnd': case 'TrimEnd': return typeof a[0] === 'string' ? str(trimEnd(s, a[0])) : args.length === 0 ? str(s.trimEnd()) : undefined;
    case 'replace': case 'replaceAll': if (typeof a[0] === 'string' && typeof a[1] === 'string' && a[0] !== '') return str(s.replaceAll(a[0], a[1])); break;
    case 'concat': if (a.every((x) => typeof x === 'string')) return str(s + a.join('')); break;
    case 'encode': case 'getBytes': return base;
  }
  return undefined;
}
function trimEnd(s: string, chars: string): string { let i = s.length; while (i > 0 && chars.includes(s[i - 1]!)) i--; return s.slice(0, i); }
export { isClosedPattern };
