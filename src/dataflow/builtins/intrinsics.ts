import { pendingAnswer } from '../tools/pendingAnswers.ts';
import { settingNamed } from './clinicalSettings.ts';
import { sinkBit, type Place } from '../../base/words.ts';
import { HEADER, IterKind, Op } from '../../ir/ir.ts';
import { KEYS, PARTIAL, JSON_OF, LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import {
  NOTHING, PHI_BITS, TEXT_BITS, UNKNOWN, clearLabels, extend, isNothing, join, joinAll, joinLabels, ofLabels, ofToken, ofTokens, singleConst, someConstants, someStrings, withFacts, withoutFacts, withLabels,
  type Fact, type Label, type Token, type Value,
} from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { callMethod, callValue, invoke, unnamed, type Argument } from '../calls/calls.ts';
import { PROMISE, SETTLE, SETTLE_SECOND, awaited, copyData, copyOf, filterOver, inOrder, listOf, mapOver, pairs, tupleOf } from './builtins.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, elements, pushElement, readField, touch, writeField } from '../objects/fields.ts';
import { definitionsOf, type Frame } from '../frame.ts';
import { chainOf, mappingOf } from '../library/chains.ts';
import { removeField } from '../code/cleared.ts';
import { digestFacts } from './digests.ts';
import { factOfAll, keyOf, originOf, presenceFacts } from '../code/guards.ts';
import { iterate, keysOf, spreadInto } from '../code/exec.ts';
import { isInstance, kindFacts, textLabels } from '../code/operators.ts';
import { PATH_CALLS, pathCall } from '../library/paths.ts';
import { methodsNamedLike } from '../objects/namedMethods.ts';
import { FILE_CALLS, pathOf } from '../library/files.ts';
import { SCHEMA_PATHS, schemaOf, schemaOfType } from '../objects/schemas.ts';
import { ADDRESS_INTRINSICS } from './addresses.ts';
import { BROKER_INTRINSICS } from './brokers.ts';
import { CHANNEL_INTRINSICS, assignedPaths } from './channels.ts';
import { COMPONENT_INTRINSICS } from './components.ts';
import { unconstructed } from '../objects/classes.ts';
import { DISPATCH_INTRINSICS } from './dispatch.ts';
import { CONNECTION_INTRINSICS } from './connections.ts';
import { EXCEPTION_INTRINSICS } from './exceptions.ts';
import { GETTER_INTRINSICS } from './getters.ts';
import { setFunctionProperty } from '../objects/functionProperties.ts';
import { PIPELINE_INTRINSICS } from './pipelines.ts';
import { TIMER_INTRINSICS } from './timers.ts';
import { REFLECTION_INTRINSICS } from './reflection.ts';
import { NAMED_TUPLE_INTRINSICS } from './namedTuples.ts';
import { SERIALISER_INTRINSICS } from './serialisers.ts';
import { INJECTOR_INTRINSICS } from './injector.ts';
import { CSHARP_INTRINSICS } from './intrinsicsCsharp.ts';
import { COLLECTION_INTRINSICS } from './intrinsicsCollections.ts';
import { HOLDER_INTRINSICS } from './intrinsicsHolders.ts';
import { JAVA_INTRINSICS } from './intrinsicsJava.ts';
import { JSON_TREE_INTRINSICS, serialised } from './jsonTrees.ts';
import { SIGNATURE_INTRINSICS } from './signatures.ts';
import { TABLE_INTRINSICS } from './tables.ts';
import { STAGE_INTRINSICS } from './stages.ts';
import { foldOver } from './folds.ts';
import { allMatches, matchOf, substitute } from './regexes.ts';
import { isEnum, isRecord } from '../../resolve/program.ts';
import { UTILITY_INTRINSICS } from './utilities.ts';

export type Intrinsic = (e: Engine, f: Frame, s: CallSite, baseReg: number) => Value;

const pos = (s: CallSite): Argument[] => s.args.filter((a) => a.name === null);
const val = (s: CallSite, i: number): Value => pos(s)[i]?.value ?? UNKNOWN;
const named = (s: CallSite, name: string): Value | undefined => s.args.find((a) => a.name === name)?.value;

/** The result is a number, a date or a truth value: it identifies at most, it says nothing. */
const number: Intrinsic = (e, f, s) => {
  const v = val(s, 0);
  const c = singleConst(v);
  if (typeof c === 'number') return e.constant(c);
  if (typeof c === 'string' && c.trim() !== '' && Number.isFinite(Number(c))) return e.constant(Number(c));
  // A number shows no image and names nobody, unless it is itself an identifying element (a patient's number).
  const all = deepLabels(e, f, v);
  return ofLabels(joinLabels(clearLabels(all.filter(isNumberOfPerson), TEXT_BITS | IMAGE), clearLabels(all.filter((l) => !isNumberOfPerson(l)), TEXT_BITS | IMAGE | PHI_BITS)));
};
/** Elements of a FHIR resource whose numbers are a person's; one that only holds others says nothing of what was read below it. */
const NUMBERED = new Set(['id', 'identifier', 'telecom', 'contact', 'address', 'birthDate', 'subject', 'patient']);
const isNumberOfPerson = (l: Label): boolean => l.element !== null && (l.source.kind !== 'fhir-text' || NUMBERED.has(l.element.name));
const IMAGE = sinkBit('image');
const clean: Intrinsic = () => UNKNOWN;
/** `all(…)` is true where every verdict among the elements is, `any(…)` false where none is. */
const quantifier = (when: boolean): Intrinsic => (e, f, s) => {
  const all = iterate(e, f, val(s, 0), IterKind.values, s.place).facts ?? [];
  const facts = all.flatMap((x) => {
    if (x.verdict) return x.when === when ? [x] : [];
    // What holds whichever element decides: one of which `any` is true, or for which `all` is false.
    if (x.when !== when) return [x];
    const each = when ? factOfAll(f, x) : null;
    return each ? [each] : [];
  });
  return facts.length ? withFacts(UNKNOWN, facts) : UNKNOWN;
};
/** Length and truth say of a value what it says of itself. */
const measure: Intrinsic = (_e, _f, s) => { const v = val(s, 0); return v.facts ? withFacts(UNKNOWN, v.facts) : UNKNOWN; };
const numberCallingKey: Intrinsic = () => UNKNOWN;
const text: Intrinsic = (e, f, s) => {
  const v = val(s, 0);
  const c = singleConst(v);
  if (c !== undefined && v.labels.length === 0 && pos(s).length === 1) return e.constant(String(c));
  // A path's text is what it was made of; that of a file is not.
  const path = v.labels.length === 0 && v.tokens.length === 1 && v.tokens[0]!.t === 'obj' && v.tokens[0]!.obj.api?.path === 'pathlib.Path()' ? pathOf(v) : undefined;
  if (path !== undefined && pos(s).length === 1) return e.constant(path);
  // What was serialised stays known as bytes and as text.
  if (v.tokens.length > 0 && v.tokens.every((t) => t.t === 'obj' && t.obj.cells.has(JSON_OF))) return withoutFacts(v);
  let labels: readonly Label[] = textLabels(e, f, v, s.place);
  for (const a of pos(s).slice(1)) labels = joinLabels(labels, deepLabels(e, f, a.value));
  return ofLabels(extend(labels, 'step', s.place, 'as text'));
};
/** `format(template, …)` of Node's `util`: `%d`, `%i` and `%f` make a number of what stands for them, all else becomes text as it is. */
const formatted: Intrinsic = (e, f, s) => {
  const template = singleConst(val(s, 0));
  const kinds = typeof template === 'string' && s.args.every((a) => !a.spread) ? [...template.matchAll(/%([sdifjoOc%])/g)].flatMap(([, kind]) => kind === '%' ? [] : [kind!]) : [];
  const args = s.args.map((a, i) => /^[dif]$/.test(kinds[i - 1] ?? '') ? { ...a, value: number(e, f, { ...s, args: [a] }, -1) } : a);
  return text(e, f, { ...s, args }, -1);
};
const sequence = (kind: 'list' | 'tuple' | 'set'): Intrinsic => (e, f, s) => {
  const v = val(s, 0);
  if (pos(s).length === 0) return copyOf(e, f, NOTHING, kind, s.place);
  if (v.tokens.length === 0 || v.tokens.some((t) => t.t !== 'obj' || t.obj.cls || t.obj.kind === 'dict' || t.obj.kind === 'data')) {
    const el = iterate(e, f, v, IterKind.values, s.place);
    return listOf(e, el, s.place);
  }
  return copyOf(e, f, v, kind, s.place);
};
const dict: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('dict', s.place);
  const first = pos(s)[0];
  if (first) {
    for (const t of first.value.tokens) if (t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'tuple')) {
      // pairs
      for (const [k, c] of t.obj.cells) if (k !== LENGTH) for (const p of c.value.tokens) if (p.t === 'obj') {
        const key = keyOf(p.obj.cells.get('0')?.value);
        const v = p.obj.cells.get('1')?.value ?? UNKNOWN;
        if (key !== undefined) { e.heap.write(o, key, v, s.place); continue; }
        e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, v), s.place);
        const names = deepLabels(e, f, p.obj.cells.get('0')?.value ?? NOTHING);
        if (names.length) e.heap.write(o, KEYS, join(o.cells.get(KEYS)?.value ?? NOTHING, ofLabels(names)), null);
      }
    }
    const maps = { ...first.value, tokens: first.value.tokens.filter((t) => t.t !== 'obj' || (t.obj.kind !== 'list' && t.obj.kind !== 'tuple')) };
    spreadInto(e, f, o, maps, s.place);
  }
  for (const a of s.args) if (a.name && a.name !== '**') e.heap.write(o, a.name, a.value, a.place); else if (a.name === '**') e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, a.value), a.place);
  return ofToken(o.token);
};
const enumerate: Intrinsic = (e, f, s) => listOf(e, tupleOf(e, [UNKNOWN, iterate(e, f, val(s, 0), IterKind.values, s.place)], s.place), s.place);
/** Sequences of one known length side by side: what stands at each place of them. `zip(*rows)` turns rows into columns. */
function sideBySide(e: Engine, f: Frame, s: CallSite): Value | undefined {
  const all = pos(s);
  // A tuple that is made in a loop grows anew in each round: its places tell how long it is.
  const lengthOf = (o: HeapObj): number | undefined => (o.kind === 'tuple' || o.kind === 'list') && !o.cells.has(REST) && someConstants(o.cells.get(LENGTH)?.value ?? UNKNOWN).includes(o.cells.size - 1) ? o.cells.size - 1 : undefined;
  const first = all[0]?.value.tokens[0];
  const size = first?.t === 'obj' ? lengthOf(first.obj) : undefined;
  if (typeof size !== 'number' || size > MAX_COLUMNS || !all.every(({ value, spread }) => (!value.top || spread) && value.labels.length === 0 && value.tokens.every((t) => t.t === 'obj' && lengthOf(t.obj) === size))) return undefined;
  for (const x of all) for (const t of x.value.tokens) if (t.t === 'obj') touch(f, t.obj);
  const at = (v: Value, i: number): Value => joinAll(v.tokens.map((t) => t.t === 'obj' ? withoutFacts(t.obj.cells.get(String(i))?.value ?? UNKNOWN) : UNKNOWN));
  return tupleOf(e, Array.from({ length: size }, (_, i) => all.some((x) => x.spread) ? listOf(e, joinAll(all.map((x) => at(x.value, i))), s.place) : tupleOf(e, all.map((x) => at(x.value, i)), s.place)), s.place);
}
const MAX_COLUMNS = 16;
const zip: Intrinsic = (e, f, s) => sideBySide(e, f, s) ?? listOf(e, tupleOf(e, pos(s).map((a) => iterate(e, f, a.value, IterKind.values, s.place)), s.place), s.place);
const map: Intrinsic = (e, f, s) => listOf(e, mapOver(e, f, val(s, 0), pos(s).slice(1).map((a) => iterate(e, f, a.value, IterKind.values, s.place)), s.place), s.place);
const filter: Intrinsic = (e, f, s) => {
  const el = iterate(e, f, val(s, 1), IterKind.values, s.place);
  return listOf(e, val(s, 0).tokens.some((t) => t.t === 'fn' || t.t === 'bound') ? filterOver(e, f, val(s, 0), el, s.place) : el, s.place);
};
const next: Intrinsic = (e, f, s) => { const v = iterate(e, f, val(s, 0), IterKind.values, s.place); return pos(s)[1] ? join(v, val(s, 1)) : v; };
const extreme: Intrinsic = (e, f, s) => {
  const key = named(s, 'key');
  const all = pos(s).length > 1 ? joinAll(pos(s).map((a) => withoutFacts(a.value))) : iterate(e, f, val(s, 0), IterKind.values, s.place);
  if (key) mapOver(e, f, key, [all], s.place);
  const d = named(s, 'default');
  return d ? join(all, d) : all;
};
const sorted: Intrinsic = (e, f, s) => {
  const el = iterate(e, f, val(s, 0), IterKind.values, s.place);
  const key = named(s, 'key');
  if (key) mapOver(e, f, key, [el], s.place);
  return listOf(e, el, s.place);
};
const getattr: Intrinsic = (e, f, s) => {
  const v = methodsNamedLike(e, val(s, 0), val(s, 1)) ?? readField(e, f, val(s, 0), keyOf(val(s, 1)), s.place, false);
  return pos(s)[2] ? join(v, withoutFacts(val(s, 2))) : v;
};
const setattr: Intrinsic = (e, f, s) => { writeField(e, f, val(s, 0), keyOf(val(s, 1)), val(s, 2), s.place); return UNKNOWN; };
const delattr: Intrinsic = (e, _f, s) => { const key = keyOf(val(s, 1)); for (const t of val(s, 0).tokens) if (t.t === 'obj' && key !== undefined) removeField(e, t.obj, key, s.place); return UNKNOWN; };
const hasattr: Intrinsic = (_e, f, s) => withFacts(UNKNOWN, presenceFacts(f, pos(s)[0]?.reg ?? -1, val(s, 1), true));
/** Elements of a list that is written out. */
const stepsOf = (v: Value): readonly Value[] => v.tokens.flatMap((t) => t.t === 'obj' && t.obj.kind === 'list' ? [...t.obj.cells].filter(([k]) => /^\d+$/.test(k)).map(([, c]) => withoutFacts(c.value)) : []);
/** Pairs of a condition and what is run where it holds, and what is run where none does: any of them. */
const branches: Intrinsic = (e, f, s) => {
  const given = pos(s).length === 1 ? [iterate(e, f, val(s, 0), IterKind.values, s.place)] : pos(s).map((a) => withoutFacts(a.value));
  return joinAll(given.flatMap((v) => v.tokens.map((t) => t.t === 'obj' && ['list', 'tuple'].includes(t.obj.kind) ? withoutFacts(t.obj.cells.get('1')?.value ?? NOTHING) : ofToken(t))));
};
const equalBytes: Intrinsic = (_e, _f, s) => withFacts(UNKNOWN, digestFacts(val(s, 0), val(s, 1), true));
const first: Intrinsic = (_e, _f, s) => withoutFacts(val(s, 0));
const copied: Intrinsic = (e, _f, s) => { const v = val(s, 0); return v.tokens.some((t) => t.t === 'obj') ? { ...withoutFacts(v), tokens: v.tokens.map((t) => t.t === 'obj' ? copyData(e, t.obj, s.place).tokens[0]! : t).sort((a, b) => a.id - b.id) } : withoutFacts(v); };
const second: Intrinsic = (_e, _f, s) => withoutFacts(val(s, 1));

const isinstance: Intrinsic = (e, f, s, _r) => {
  const known = isInstance(val(s, 0), val(s, 1));
  return withFacts(known === undefined ? UNKNOWN : e.constant(known), [...e.instanceFacts(f, pos(s)[0]?.reg ?? -1, val(s, 1)), ...kindFacts(f, pos(s)[0]?.reg ?? -1, val(s, 0), val(s, 1))]);
};
const firstIsNumber: Intrinsic = (_e, f, s) => {
  const o = originOf(f, pos(s)[0]?.reg ?? -1);
  return withFacts(UNKNOWN, o ? [{ origin: o, when: true, mask: TEXT_BITS } satisfies Fact] : []);
};
const partial: Intrinsic = (e, f, s) => {
  let out: Value = NOTHING;
  for (const t of val(s, 0).tokens) if (t.t === 'fn') {
    const extra = pos(s).slice(1).map((a) => withoutFacts(a.value));
    const names = new Map(t.bound?.named ?? []);
    for (const a of s.args) if (a.name && a.name !== '**') names.set(a.name, withoutFacts(a.value));
    out = join(out, ofToken(e.fnToken(t.mod, t.fn, t.scope, t.self, t.defaults, { positional: [...(t.bound?.positional ?? []), ...extra], named: names })));
  } else out = join(out, s.args.length > 1 ? partialOf(e, ofToken(t), s) : ofToken(t));
  return isNothing(out) ? UNKNOWN : out;
};
function partialOf(e: Engine, target: Value, s: CallSite): Value {
  const o = e.heap.alloc('data', s.place);
  e.heap.fill(o, PARTIAL, target, s.place);
  pos(s).slice(1).forEach((a, i) => e.heap.fill(o, String(i), withoutFacts(a.value), a.place));
  for (const a of s.args) if (a.name && a.name !== '**') e.heap.fill(o, a.name, withoutFacts(a.value), a.place);
  return ofToken(o.token);
}
const reduce: Intrinsic = (e, f, s) => foldOver(e, f, withoutFacts(val(s, 0)), withoutFacts(val(s, 1)), pos(s)[2] && withoutFacts(val(s, 2)), s.place);
const chain: Intrinsic = (e, f, s) => listOf(e, joinAll(pos(s).map((a) => iterate(e, f, a.value, IterKind.values, s.place))), s.place);
const chainOfLists: Intrinsic = (e, f, s) => listOf(e, iterate(e, f, iterate(e, f, val(s, 0), IterKind.values, s.place), IterKind.values, s.place), s.place);
const gather: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('list', s.place);
  e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
  for (const a of pos(s)) if (a.spread) { e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, awaited(e, a.value)), a.place); e.heap.setCell(o, LENGTH, { value: UNKNOWN, place: null }); } else pushElement(e, o, awaited(e, withoutFacts(a.value)), a.place);
  return ofToken(o.token);
};
const allOf: Intrinsic = (e, f, s) => {
  const v = val(s, 0);
  const o = e.heap.alloc('list', s.place);
  e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
  for (const t of v.tokens) if (t.t === 'obj') {
    const n = singleConst(t.obj.cells.get(LENGTH)?.value ?? UNKNOWN);
    if (typeof n === 'number' && v.tokens.length === 1 && !t.obj.cells.has(REST)) { for (let i = 0; i < n; i++) pushElement(e, o, awaited(e, t.obj.cells.get(String(i))?.value ?? UNKNOWN), s.place); continue; }
    e.heap.setCell(o, LENGTH, { value: UNKNOWN, place: null });
    const el = elements(e, f, t.obj, s.place);
    if (!isNothing(el)) e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, awaited(e, el)), s.place);
  }
  if (v.labels.length) e.heap.addBase(o, v.labels);
  return ofToken(o.token);
};
const callRest = (at: number): Intrinsic => (e, f, s) => callValue(e, f, val(s, at), [...pos(s).slice(at + 1), ...s.args.filter((a) => a.name !== null)], s.place, 0);

/** A serialised value remembers what it was made of, so that a round trip keeps its fields apart. */
const serialise: Intrinsic = (e, f, s) => serialised(e, f, val(s, 0), s.place);
const parse: Intrinsic = (e, f, s) => {
  const v = val(s, 0);
  let out: Value = NOTHING;
  for (const t of v.tokens) if (t.t === 'obj') { const c = t.obj.cells.get(JSON_OF); if (c) out = join(out, c.value); else { const l = deepLabels(e, f, ofToken(t)); out = join(out, ofLabels(l)); } }
  if (v.labels.length) out = join(out, ofLabels(extend(v.labels, 'step', s.place, 'parsed')));
  return isNothing(out) ? UNKNOWN : out;
};

const compile: Intrinsic = (e, _f, s) => { const p = someStrings(val(s, 0))[0]; return p === undefined ? withoutFacts(val(s, 0)) : ofToken(e.regexToken(p, someStrings(val(s, 1)).join(''))); };
const regexOf = (e: Engine, v: Value) => { for (const t of v.tokens) { if (t.t === 'regex') return t; if (t.t === 'const' && typeof t.value === 'string') return e.regexToken(t.value, ''); } return undefined; };
const found: Intrinsic = (e, f, s) => { const r = regexOf(e, val(s, 0)); return r ? allMatches(e, f, r, val(s, 1)) : ofLabels(deepLabels(e, f, val(s, 1))); };
const matching = (mode: 'full' | 'start' | 'search'): Intrinsic => (e, f, s) => { const r = regexOf(e, val(s, 0)); return r ? matchOf(e, f, r, mode, pos(s)[1], s.place) : ofLabels(deepLabels(e, f, val(s, 1))); };
const substituting: Intrinsic = (e, f, s) => { const r = regexOf(e, val(s, 0)); return r ? substitute(e, f, r, val(s, 1), val(s, 2), s.place) : ofLabels(joinLabels(deepLabels(e, f, val(s, 2)), val(s, 1).labels)); };
const subjectText: Intrinsic = (e, f, s) => ofLabels(deepLabels(e, f, val(s, 1)));

/** A setting of the operator: unknown, or the default that is written down. */
const setting = (at: number): Intrinsic => (e, _f, s) => { const d = pos(s)[at]; return d ? join(withoutFacts(d.value), UNKNOWN) : settingNamed(e, someStrings(val(s, 0))[0] ?? ''); };
const container = (kind: 'list' | 'dict' | 'set'): Intrinsic => (e, f, s) => {
  const o = e.heap.alloc(kind, s.place);
  if (kind !== 'dict') e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
  for (const a of pos(s)) {
    const made = a.value.tokens.some((t) => t.t === 'fn' || t.t === 'api' || t.t === 'class');
    if (made) { if (kind === 'dict') { const v = callValue(e, f, a.value, [], s.place, 0); if (!isNothing(v) && v.tokens.length) { for (const t of v.tokens) if (t.t === 'obj') t.obj.singular = false; o.note = { ...o.note, fills: true }; e.heap.write(o, REST, v, s.place); } } continue; }
    if (kind === 'dict') { const d = dict(e, f, { ...s, args: [a] }, -1); spreadInto(e, f, o, d, s.place); } else spreadInto(e, f, o, a.value, s.place);
  }
  return ofToken(o.token);
};
/** `ChainMap(first, then)`: a key is looked up in the first of the mappings that has it. */
const layers: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('dict', s.place);
  for (const a of pos(s).toReversed()) spreadInto(e, f, o, a.spread ? iterate(e, f, a.value, IterKind.values, s.place) : a.value, s.place);
  return ofToken(o.token);
};
const queue: Intrinsic = (e, f, s) => gather(e, f, { ...s, args: [] }, -1);
const CALLED_BACK = '\u0001calledBack';
/** `promisify(fn)`: a function of the program that calls back with an error and a value; those of libraries are asked as they are. */
const promisify: Intrinsic = (e, f, s) => {
  const given = val(s, 0);
  const own: readonly Token[] = given.tokens.filter((t) => t.t === 'fn' || t.t === 'bound');
  const node = f.mod.trie.at('util.promisify()');
  if (own.length === 0 || !node) return given;
  const o = e.heap.alloc('data', s.place);
  o.api = node;
  e.heap.fill(o, CALLED_BACK, ofTokens(own), s.place);
  return join({ ...given, tokens: given.tokens.filter((t) => !own.includes(t)) }, ofToken(o.token));
};
const answeredCall: Intrinsic = (e, f, s) => {
  const promise = e.heap.alloc('data', s.place);
  e.heap.fill(promise, PROMISE, NOTHING, null);
  const back: Argument = { value: ofToken({ t: 'bound', id: e.nextId(), recv: ofToken(promise.token), name: SETTLE_SECOND }), place: s.place, name: null, spread: false, reg: -1 };
  callValue(e, f, s.recv?.cells.get(CALLED_BACK)?.value ?? UNKNOWN, [...pos(s), back], s.place, 0);
  return ofToken(promise.token);
};
/** `Object.hasOwn(table, key)`. */
const hasOwn: Intrinsic = (e, f, s) => callMethod(e, f, val(s, 0), -1, 'hasOwnProperty', s.args.slice(1), s.place, 0);
/** A call that runs elsewhere; what it gives is in the future. */
const submitted: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('data', s.place);
  e.heap.fill(o, PROMISE, callRest(0)(e, f, s, -1), s.place);
  return ofToken(o.token);
};
/** Text that is written bit by bit is a list of its bits. */
const textBuffer: Intrinsic = (e, f, s) => gather(e, f, { ...s, args: pos(s).slice(0, 1) }, -1);
/** The one object that an argument is, if all its entries are written down. */
function writtenDown(v: Value): HeapObj | undefined {
  const [only] = v.tokens;
  if (v.top || v.labels.length > 0 || v.tokens.length !== 1 || only?.t !== 'obj' || (only.obj.kind !== 'object' && only.obj.kind !== 'dict')) return undefined;
  return [...only.obj.cells.keys()].some((k) => k.startsWith('\u0001')) ? undefined : only.obj;
}
const entriesOf: Intrinsic = (e, f, s) => {
  const written = writtenDown(val(s, 0));
  if (written) { touch(f, written); return pairs(e, f, written, s.place); }
  const out = e.heap.alloc('list', s.place);
  e.heap.fill(out, LENGTH, UNKNOWN, null);
  let rest: Value = NOTHING;
  const v = val(s, 0);
  for (const t of v.tokens) if (t.t === 'obj') for (const [k, c] of t.obj.cells) {
    if (k === LENGTH || k === '\u0001keys') continue;
    rest = join(rest, tupleOf(e, [k.startsWith('\u0001') ? t.obj.cells.get('\u0001keys')?.value ?? UNKNOWN : e.constant(k), c.value], c.place ?? s.place));
  }
  if (v.labels.length) rest = join(rest, tupleOf(e, [UNKNOWN, ofLabels(v.labels)], s.place));
  if (!isNothing(rest)) e.heap.fill(out, REST, rest, s.place);
  return ofToken(out.token);
};
const valuesOf: Intrinsic = (e, f, s) => {
  const written = writtenDown(val(s, 0));
  if (written) { touch(f, written); return inOrder(e, [...written.cells.values()].map((c) => c.value), s.place); }
  let v: Value = val(s, 0).labels.length ? ofLabels(val(s, 0).labels) : NOTHING;
  for (const t of val(s, 0).tokens) if (t.t === 'obj') v = join(v, elements(e, f, t.obj, s.place));
  return listOf(e, v, s.place);
};
const keysOfObject: Intrinsic = (e, f, s) => {
  const written = writtenDown(val(s, 0));
  if (written) { touch(f, written); return inOrder(e, [...written.cells.keys()].map((k) => e.constant(k)), s.place); }
  let v: Value = NOTHING; for (const t of val(s, 0).tokens) if (t.t === 'obj') v = join(v, keysOf(e, t.obj));
  return listOf(e, v, s.place);
};
const assign: Intrinsic = (e, f, s) => {
  for (const t of val(s, 0).tokens) for (const a of pos(s).slice(1)) {
    if (t.t === 'obj') spreadInto(e, f, t.obj, a.value, a.place);
    else if (t.t === 'fn') for (const given of a.value.tokens) if (given.t === 'obj') for (const [key, cell] of given.obj.cells) if (!key.startsWith('\u0001')) setFunctionProperty(e, t, key, cell.value, cell.place ?? a.place);
  }
  return withoutFacts(val(s, 0));
};
const arrayFrom: Intrinsic = (e, f, s) => {
  const el = iterate(e, f, val(s, 0), IterKind.values, s.place);
  return listOf(e, pos(s)[1] ? mapOver(e, f, val(s, 1), [el, UNKNOWN], s.place) : el, s.place);
};
const promise: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('data', s.place);
  e.heap.fill(o, PROMISE, NOTHING, null);
  const settle = ofToken({ t: 'bound', id: e.nextId(), recv: ofToken(o.token), name: SETTLE });
  for (const t of val(s, 0).tokens) if (t.t === 'fn') invoke(e, f, t, [settle, UNKNOWN].map((value) => unnamed(value, s.place)), s.place);
  return ofToken(o.token);
};
/** A result that another part of the program will set. */
const pending: Intrinsic = (e, _f, s) => pendingAnswer(e, s.place);
const asdict: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('dict', s.place);
  for (const t of val(s, 0).tokens) if (t.t === 'obj') for (const [k, c] of t.obj.cells) if (!k.startsWith('\u0001')) e.heap.write(o, k, c.value, c.place); else if (k !== LENGTH) e.heap.setCell(o, k, c);
  e.heap.addBase(o, val(s, 0).labels);
  return ofToken(o.token);
};
const replace: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('instance', s.place);
  for (const t of val(s, 0).tokens) if (t.t === 'obj') { o.cls = t.obj.cls; for (const [k, c] of t.obj.cells) e.heap.fill(o, k, c.value, c.place); }
  for (const a of s.args) if (a.name && a.name !== '**') e.heap.write(o, a.name, a.value, a.place);
  return ofToken(o.token);
};
/** A function that runs elsewhere or later, with the arguments that a sequence holds; `fn` and `args`: where both stand. */
const started = (fn: readonly [string, number], args: readonly [string, number]): Intrinsic => (e, f, s) => {
  const at = ([name, position]: readonly [string, number]): Value | undefined => named(s, name) ?? pos(s)[position]?.value;
  const target = at(fn), given = at(args);
  const list = given?.tokens.flatMap((t) => t.t === 'obj' ? [...t.obj.cells].filter(([k]) => /^\d+$/.test(k)).map(([, c]) => c.value) : []) ?? [];
  for (const t of target?.tokens ?? []) if (t.t === 'fn') mapOver(e, f, ofToken(t), list, s.place);
  return UNKNOWN;
};
const typeAdapter: Intrinsic = (e, f, s) => {
  const pc = pos(s)[0] ? definitionsOf(f.fn)[pos(s)[0]!.reg] ?? -1 : -1;
  const written = pc >= 0 && f.fn.code[pc] === Op.Cast ? f.mod.ir.types[f.fn.code[pc + HEADER + 2]!]?.args?.[0] : undefined;
  return written ? schemaOfType(e, f, f.mod, written, s.place) : withoutFacts(val(s, 0));
};

const B = 'builtins.';
const G = 'globalThis.';
const table: Record<string, Intrinsic> = {
  [B + 'int']: number, [B + 'float']: number, [B + 'complex']: number, [B + 'bool']: measure, [B + 'len']: measure, [B + 'abs']: number, [B + 'round']: number, [B + 'hash']: clean, [B + 'ord']: clean, [B + 'id']: clean, [B + 'range']: clean, [B + 'sum']: numberCallingKey, [B + 'any']: quantifier(false), [B + 'all']: quantifier(true), [B + 'hasattr']: hasattr, [B + 'delattr']: delattr, [B + 'callable']: clean, [B + 'issubclass']: clean, [B + 'type']: clean, [B + 'divmod']: clean, [B + 'pow']: number, [B + 'bin']: clean, [B + 'hex']: clean,
  [B + 'isinstance']: isinstance,
  [B + 'object.__new__']: (e, f, s) => unconstructed(e, f, s.args, s.place) ?? UNKNOWN,
  [B + 'str']: text, [B + 'repr']: text, [B + 'ascii']: text, [B + 'format']: text, [B + 'bytes']: text, [B + 'bytearray']: text, [B + 'memoryview']: text, [B + 'chr']: clean,
  [B + 'list']: sequence('list'), [B + 'tuple']: sequence('tuple'), [B + 'set']: sequence('set'), [B + 'frozenset']: sequence('set'), [B + 'iter']: sequence('list'), [B + 'reversed']: sequence('list'), [B + 'dict']: dict,
  [B + 'enumerate']: enumerate, [B + 'zip']: zip, [B + 'map']: map, [B + 'filter']: filter, [B + 'next']: next, [B + 'anext']: next, [B + 'min']: extreme, [B + 'max']: extreme, [B + 'sorted']: sorted,
  [B + 'getattr']: getattr, [B + 'setattr']: setattr, [B + 'vars']: asdict,
  'functools.partial': partial, 'functools.reduce': reduce, 'functools.wraps': clean,
  'itertools.chain': chain, 'itertools.chain.from_iterable': chainOfLists, 'itertools.islice': first, 'itertools.zip_longest': zip, 'itertools.takewhile': second, 'itertools.cycle': first, 'itertools.starmap': map, 'itertools.batched': (e, f, s) => listOf(e, listOf(e, iterate(e, f, val(s, 0), IterKind.values, s.place), s.place), s.place),
  ...Object.fromEntries(['asyncio.Future', 'asyncio.get_running_loop().create_future', 'asyncio.get_event_loop().create_future', 'concurrent.futures.Future'].map((name) => [name, pending])),
  'asyncio.gather': gather, 'asyncio.run': first, 'asyncio.create_task': first, 'asyncio.ensure_future': first, 'asyncio.wait_for': first, 'asyncio.shield': first, 'asyncio.to_thread': callRest(0), 'asyncio.as_completed': first,
  'anyio.to_thread.run_sync': callRest(0), 'anyio.run': callRest(0), 'starlette.concurrency.run_in_threadpool': callRest(0), 'fastapi.concurrency.run_in_threadpool': callRest(0), 'asgiref.sync.sync_to_async': first,
  'copy.copy': copied, 'typing.cast': second, 'typing.get_args': first, 'typing_extensions.get_args': first, 'contextlib.closing': first, 'contextlib.nullcontext': first,
  'json.dumps': serialise, 'json.loads': parse, 'orjson.dumps': serialise, 'orjson.loads': parse, 'ujson.dumps': serialise, 'ujson.loads': parse, 'simplejson.dumps': serialise, 'simplejson.loads': parse,
  're.compile': compile, 'regex.compile': compile, 're.fullmatch': matching('full'), 're.match': matching('start'), 're.search': matching('search'), 're.sub': substituting, 're.subn': substituting, 're.findall': found, 're.finditer': subjectText, 're.split': subjectText, 're.escape': first,
  'os.getenv': setting(1), 'os.environ.get': setting(1), 'os.environ.setdefault': setting(1),
  'collections.defaultdict': container('dict'), 'collections.OrderedDict': container('dict'), 'collections.deque': container('list'), 'io.StringIO': textBuffer, 'types.SimpleNamespace': dict, 'types.MappingProxyType': first, 'collections.ChainMap': layers,
  'dataclasses.asdict': asdict, 'dataclasses.astuple': asdict, 'dataclasses.replace': replace, 'attr.asdict': asdict, 'attrs.asdict': asdict, 'copy.replace': replace,
  ...Object.fromEntries(['queue.Queue', 'queue.SimpleQueue', 'queue.LifoQueue', 'queue.PriorityQueue', 'asyncio.Queue', 'asyncio.LifoQueue', 'multiprocessing.Queue'].map((name) => [name, queue])),
  'concurrent.futures.ThreadPoolExecutor().submit': submitted, 'concurrent.futures.ProcessPoolExecutor().submit': submitted, 'concurrent.futures.as_completed': first, 'concurrent.futures.wait': first,
  'concurrent.futures.ThreadPoolExecutor().map': map, 'concurrent.futures.ProcessPoolExecutor().map': map, 'multiprocessing.Pool().map': map, 'multiprocessing.Pool().imap': map, 'multiprocessing.Pool().imap_unordered': map, 'multiprocessing.Pool().starmap': map,
  'threading.Thread': started(['target', 1], ['args', 3]), 'multiprocessing.Process': started(['target', 1], ['args', 3]), 'threading.Timer': started(['function', 1], ['args', 2]),
  'sched.scheduler().enter': started(['action', 2], ['argument', 3]), 'sched.scheduler().enterabs': started(['action', 2], ['argument', 3]),
  'pydantic.TypeAdapter': typeAdapter,
  'hmac.compare_digest': equalBytes, 'secrets.compare_digest': equalBytes, 'crypto.timingSafeEqual': equalBytes, 'java.security.MessageDigest.isEqual': equalBytes, 'System.Security.Cryptography.CryptographicOperations.FixedTimeEquals': equalBytes,
  ...Object.fromEntries(['@langchain/core.RunnablePassthrough.assign', 'langchain_core.runnables.RunnablePassthrough.assign', 'langchain.schema.runnable.RunnablePassthrough.assign'].map((name): [string, Intrinsic] => [name, (e, _f, s) => mappingOf(e, s, true)])),
  ...Object.fromEntries(['@langchain/core.RunnableParallel.from', '@langchain/core.RunnableMap.from', 'langchain_core.runnables.RunnableParallel', 'langchain_core.runnables.RunnableMap', 'langchain.schema.runnable.RunnableParallel'].map((name): [string, Intrinsic] => [name, (e, _f, s) => mappingOf(e, s, false)])),
  ...Object.fromEntries(['@langchain/core.RunnableBranch.from', '@langchain/core.RunnableBranch', 'langchain_core.runnables.RunnableBranch', 'langchain.schema.runnable.RunnableBranch'].map((name): [string, Intrinsic] => [name, branches])),
  '@langchain/core.RunnableSequence.from': (e, _f, s) => chainOf(e, stepsOf(val(s, 0)), s.place), 'langchain_core.runnables.RunnableSequence': (e, _f, s) => chainOf(e, pos(s).map((a) => withoutFacts(a.value)), s.place),
  '@langchain/core.RunnableLambda.from': (e, _f, s) => chainOf(e, [withoutFacts(val(s, 0))], s.place), '@langchain/core.RunnableLambda': (e, f, s) => chainOf(e, [readField(e, f, val(s, 0), 'func', s.place, false)], s.place), '@langchain/core.RunnablePassthrough': (e, _f, s) => chainOf(e, [], s.place),
  'textwrap.dedent': first, 'textwrap.indent': first, 'textwrap.shorten': first, 'inspect.cleandoc': first,

  [G + 'String']: text, [G + 'Number']: number, [G + 'parseInt']: number, [G + 'parseFloat']: number, [G + 'BigInt']: number, [G + 'Boolean']: measure, [G + 'isNaN']: clean, [G + 'Date']: clean, [G + 'Symbol']: clean, [G + 'isFinite']: clean,
  [G + 'Number.parseInt']: number, [G + 'Number.parseFloat']: number, [G + 'Number.isInteger']: firstIsNumber, [G + 'Number.isFinite']: firstIsNumber, [G + 'Number.isSafeInteger']: firstIsNumber, [G + 'Number.isNaN']: clean, [G + 'Array.isArray']: clean,
  [G + 'Object.keys']: keysOfObject, [G + 'Object.values']: valuesOf, [G + 'Object.entries']: entriesOf, [G + 'Object.fromEntries']: dict, [G + 'Object.assign']: assign, [G + 'Object.freeze']: first, [G + 'Object.seal']: first, [G + 'Object.hasOwn']: hasOwn, [G + 'Object.prototype.hasOwnProperty.call']: hasOwn, [G + 'Object.create']: first,
  [G + 'Array.from']: arrayFrom, [G + 'Array.of']: gather, [G + 'Array']: gather,
  [G + 'JSON.stringify']: serialise, [G + 'JSON.parse']: parse,
  'System.Text.Json.JsonSerializer.Serialize': serialise, 'System.Text.Json.JsonSerializer.SerializeToUtf8Bytes': serialise, 'Newtonsoft.Json.JsonConvert.SerializeObject': serialise, 'System.BinaryData.FromObjectAsJson': serialise,
  [G + 'Promise']: promise, [G + 'Promise.all']: allOf, [G + 'Promise.allSettled']: (e, f, s) => { const l = allOf(e, f, s, -1); return listOf(e, settled(e, iterate(e, f, l, IterKind.values, s.place), s.place), s.place); }, [G + 'Promise.race']: (e, f, s) => iterate(e, f, allOf(e, f, s, -1), IterKind.values, s.place), [G + 'Promise.any']: (e, f, s) => iterate(e, f, allOf(e, f, s, -1), IterKind.values, s.place), [G + 'Promise.resolve']: first, [G + 'Promise.reject']: clean,
  [G + 'Map']: container('dict'), [G + 'Set']: sequence('set'), [G + 'WeakMap']: container('dict'), [G + 'WeakSet']: sequence('set'), [G + 'RegExp']: compile,
  'util.format': formatted, 'util.promisify': promisify, 'util.promisify()': answeredCall, [G + 'Error']: first, [G + 'encodeURI']: first,
  [G + 'Math.round']: number, [G + 'Math.floor']: number, [G + 'Math.ceil']: number, [G + 'Math.abs']: number, [G + 'Math.max']: clean, [G + 'Math.min']: clean, [G + 'Math.trunc']: number, [G + 'Math.random']: clean,
};
function settled(e: Engine, v: Value, place: Place): Value {
  const o = e.heap.alloc('object', place);
  e.heap.write(o, 'value', v, place);
  e.heap.write(o, 'status', UNKNOWN, place);
  return ofToken(o.token);
}

/** All of them, the first table that names a path counts. Made when first asked for: the tables import each other. */
let byPath: Map<string, Intrinsic> | null = null;
function intrinsics(): ReadonlyMap<string, Intrinsic> {
  if (byPath) return byPath;
  byPath = new Map();
  for (const one of [table, COLLECTION_INTRINSICS, HOLDER_INTRINSICS, ADDRESS_INTRINSICS, COMPONENT_INTRINSICS, UTILITY_INTRINSICS, DISPATCH_INTRINSICS, EXCEPTION_INTRINSICS, GETTER_INTRINSICS, REFLECTION_INTRINSICS, TIMER_INTRINSICS, PIPELINE_INTRINSICS, NAMED_TUPLE_INTRINSICS, CONNECTION_INTRINSICS, SERIALISER_INTRINSICS, INJECTOR_INTRINSICS, CHANNEL_INTRINSICS, BROKER_INTRINSICS, STAGE_INTRINSICS, SIGNATURE_INTRINSICS, TABLE_INTRINSICS, JAVA_INTRINSICS, JSON_TREE_INTRINSICS, CSHARP_INTRINSICS]) for (const [path, fn] of Object.entries(one)) if (!byPath.has(path)) byPath.set(path, fn);
  return byPath;
}

/** API paths that the engine itself gives a meaning. */
export const intrinsicPaths = (): readonly string[] => [...intrinsics().keys(), ...assignedPaths(), ...SCHEMA_PATHS.keys(), ...FILE_CALLS.keys(), ...PATH_CALLS];

export function intrinsic(e: Engine, f: Frame, path: string, s: CallSite, baseReg: number): Value | undefined {
  const schema = SCHEMA_PATHS.get(path);
  if (schema !== undefined) return schemaOf(e, f, schema, s);
  const file = FILE_CALLS.get(path)?.(e, f, s);
  if (file) return file;
  const i = intrinsics().get(path);
  return i ? i(e, f, s, baseReg) : pathCall(e, f, path, s);
}
export { PHI_BITS, isEnum, isRecord, withLabels, type HeapObj };
