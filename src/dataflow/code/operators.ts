import type { Place } from '../../base/words.ts';
import { Operator, type Const } from '../../ir/ir.ts';
import { LENGTH } from '../../resolve/heap.ts';
import {
  apiOf, NOTHING, PHI_BITS, TEXT_BITS, UNKNOWN, clearLabels, constants, extend, join, joinAll, joinLabels, ofLabels, ofTokens, ofToken, singleConst, truth, withFacts, withLabels,
  type Fact, type Label, type Token, type Value
} from '../../resolve/value.ts';
import type { ApiNode } from '../../resolve/api.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, readObj } from '../objects/fields.ts';
import { definitionsOf, placeAt, regOf, type Frame } from '../frame.ts';
import { comparisonFacts, isConstantCollection, negate, originOf } from './guards.ts';
import { LIMITS } from '../limits.ts';
import { sameMember } from './members.ts';
import { spreadInto } from './exec.ts';
import { chainOfTasks } from '../builtins/signatures.ts';
import { pipe } from '../library/chains.ts';
import { joinedPath } from '../library/files.ts';
import { callMethod, unnamed } from '../calls/calls.ts';
import { printed } from '../objects/printed.ts';
import { FORMAT } from './ownMethods.ts';
import { ancestry, findMethod } from '../../resolve/program.ts';

/** Stands for an unknown part in a string constant. */
export const HOLE = '\uFFFC';
/** The same at the start of a string or in the host of a URL, where outside data stands there: it decides where the string leads. */
export const CHOSEN = '\uFFFD';
const LEADS = /^([A-Za-z][\w+.-]*:\/\/[^/?#]*)?$/;

/** Message of the link that a part of a string leaves: its place is the part, not the string. */
export const PUT_INTO_STRING = 'put into a string';

/** A string built from parts; keeps constants foldable and labels united, with a link that names each part. */
export function concat(e: Engine, f: Frame, parts: readonly Value[], places: readonly (Place | null)[], place: Place): Value {
  const few = alternatives(e, parts);
  if (few) return few;
  let labels: readonly Label[] = [];
  let folded: string | null = '';
  let holes = false;
  for (const [i, p] of parts.entries()) {
    const at = places[i];
    const text = textLabels(e, f, p, place);
    const own = at ? extend(text, 'step', at, PUT_INTO_STRING) : text;
    labels = joinLabels(labels, own);
    if (folded !== null) {
      const t = p.tokens.length === 1 && !p.top ? p.tokens[0]! : null;
      if (t && t.t === 'const' && p.labels.length === 0) { folded += String(t.value); holes ||= t.holes; }
      else if (t && t.t === 'const' && t.holes && typeof t.value === 'string') { folded += t.value; holes = true; }
      else { folded += own.some((l) => l.live & TEXT_BITS) && LEADS.test(folded) ? CHOSEN : HOLE; holes = true; }
      if (folded.length > LIMITS.constLength) folded = null;
    }
  }
  // Addresses that are the default of a setting, or that its name tells, stay some of those that the whole may be.
  const usual = parts[0]?.top && parts.length > 1 ? addressesOf(parts[0]) : [];
  if (usual.length > 0 && folded !== null && folded.startsWith(HOLE)) {
    const rest = folded.slice(1);
    const whole = usual.reduce((all, address) => join(e.constant(address + rest, holes), all), UNKNOWN);
    return labels.length ? withLabels(whole, labels) : whole;
  }
  const base = folded !== null && folded.replaceAll(HOLE, '').replaceAll(CHOSEN, '') !== '' ? e.constant(folded, holes) : folded === '' && parts.length === 0 ? e.constant('') : UNKNOWN;
  return labels.length ? withLabels(base, labels) : base;
}

/** As many alternatives stay apart where all parts of a text are constants. */
const FEW = 8;
function alternatives(e: Engine, parts: readonly Value[]): Value | undefined {
  if (!parts.some((p) => p.tokens.length > 1)) return undefined;
  let texts: string[] = [''];
  for (const p of parts) {
    const known = p.labels.length === 0 ? constants(p) : undefined;
    if (!known || known.length * texts.length > FEW) return undefined;
    texts = texts.flatMap((text) => known.map((c) => text + String(c)));
  }
  return texts.length > 1 && texts.every((text) => text.length <= LIMITS.constLength) ? joinAll(texts.map((text) => e.constant(text))) : undefined;
}

const ADDRESS = /^[A-Za-z][\w+.-]*:\/\/[^/]/;
/** The few addresses that a value may be beside what is not known; none where it may be something else as well. */
function addressesOf(v: Value): readonly string[] {
  const texts = v.tokens.flatMap((t) => t.t === 'const' && typeof t.value === 'string' && ADDRESS.test(t.value) ? [t.value] : []);
  return texts.length === v.tokens.length && texts.length <= FEW ? texts : [];
}

/** Labels of a value's text: what its own conversion gives where it has one, else everything that it holds. */
export function textLabels(e: Engine, f: Frame, v: Value, place: Place): readonly Label[] {
  if (!v.tokens.some((t) => t.t === 'obj' && t.obj.cls)) return deepLabels(e, f, v);
  let out: readonly Label[] = v.labels;
  for (const t of v.tokens) {
    if (t.t !== 'obj') continue;
    const name = t.obj.cls ? TEXT_METHODS.find((n) => findMethod(t.obj.cls!, n)) : undefined;
    out = joinLabels(out, deepLabels(e, f, name ? callMethod(e, f, ofToken(t), -1, name, name === FORMAT ? [unnamed(e.constant(''), place)] : [], place, 0) : printed(e, f, t.obj)));
  }
  return out;
}
const TEXT_METHODS = ['[Symbol.toPrimitive]', '__format__', '__str__', '__repr__', 'toString', 'ToString'];

/** What the class of an operand says that the operator does. */
function byOwnOperator(e: Engine, f: Frame, op: number, ra: number, rb: number, place: Place): Value | undefined {
  const names = f.mod.profile.operatorMethods?.get(op);
  if (!names) return undefined;
  const a = regOf(f, ra), b = regOf(f, rb);
  const methodOf = (v: Value, wanted: readonly string[]): string | undefined => {
    if (v.labels.length > 0 || v.top || v.tokens.length === 0) return undefined;
    return wanted.find((name) => v.tokens.every((t) => t.t === 'obj' && t.obj.cls && findMethod(t.obj.cls, name)));
  };
  const left = methodOf(a, names[0]), right = left === undefined ? methodOf(b, [names[1]]) : undefined;
  const given = (value: Value, reg: number) => [{ value: { ...value, facts: null }, place, name: null, spread: false, reg }];
  if (left !== undefined) return { ...callMethod(e, f, a, ra, left, given(b, rb), place, 0), facts: null };
  return right === undefined ? undefined : { ...callMethod(e, f, b, rb, right, given(a, ra), place, 0), facts: null };
}

export function binary(e: Engine, f: Frame, op: number, ra: number, rb: number, place: Place): Value {
  const a = regOf(f, ra), b = regOf(f, rb);
  if (op >= Operator.eq && op <= Operator.instanceOf) return compare(e, f, op, ra, rb, a, b);
  const own = byOwnOperator(e, f, op, ra, rb, place);
  if (own) return own;
  switch (op) {
    case Operator.add: return add(e, f, a, b, place, [operandPlace(f, ra), operandPlace(f, rb)]);
    case Operator.mod: if (isText(a)) return percentFormat(e, f, a, b, place); break;
    case Operator.bitOr: { const p = pipe(e, f, a, b, place) ?? chainOfTasks(e, f, a, b, place); if (p) return p; const m = mergeMaps(e, f, op, a, b, place); if (m) return m; break; }
    case Operator.div: { // pathlib: `folder / name`
      const path = joinedPath(e, f, a, b, { args: [], recv: null, self: null, place });
      if (path) return path;
      const labels = joinLabels(deepLabels(e, f, a), deepLabels(e, f, b));
      const x = singleConst(a), y = singleConst(b);
      if (typeof x === 'number' && typeof y === 'number') return e.constant(y ? x / y : 0);
      const kind = labels.length ? typeOf(a) : undefined;
      if (kind) { // another path of the same type, which holds what it was joined from
        const o = e.heap.alloc('data', place);
        o.api = kind;
        e.heap.addBase(o, labels);
        return ofToken(o.token);
      }
      return a.tokens.some((t) => t.t === 'api' || t.t === 'obj') ? { ...withLabels(a, labels), facts: null } : ofLabels(numeric(labels));
    }
  }
  const x = singleConst(a), y = singleConst(b);
  if (typeof x === 'number' && typeof y === 'number') { const r = arithmetic(op, x, y); if (r !== undefined) return e.constant(r); }
  if (op === Operator.mul) { // repetition of a string or list keeps what it holds
    const seq = a.tokens.some((t) => t.t === 'obj') ? a : b.tokens.some((t) => t.t === 'obj') ? b : null;
    if (seq) return { ...seq, facts: null };
    const both = joinLabels(a.labels, b.labels);
    return ofLabels(both);
  }
  if (op === Operator.bitOr || op === Operator.bitAnd || op === Operator.sub) { // set operators keep elements
    const isSet = (v: Value): boolean => v.tokens.some((t) => t.t === 'obj' && t.obj.kind === 'set');
    // What is in both of two sets is in the one that is written down; what is left of a set was in it.
    if (op === Operator.bitAnd) for (const one of [a, b]) if (isSet(one) && isConstantCollection(e, one)) return { ...one, facts: null };
    if (op === Operator.sub && isSet(a)) return { ...a, facts: null };
    // Options of a library that are put together are each of them.
    const sets = [...a.tokens, ...b.tokens].filter((t) => t.t === 'obj' || (t.t === 'api' && op === Operator.bitOr && f.mod.profile.checkedTypes));
    if (sets.length) return withLabels({ tokens: sets.sort((p, q) => p.id - q.id).filter((t, i, l) => i === 0 || l[i - 1] !== t), labels: [], top: true, facts: null }, joinLabels(a.labels, b.labels));
  }
  const numbers = numeric(joinLabels(a.labels, b.labels));
  // How far a date is from another, an age, tells of nobody.
  return ofLabels(op === Operator.sub && singleConst(b) === undefined ? numbers.flatMap((l) => DATED.test(l.element?.name ?? '') ? clearLabels([l], PHI_BITS) : [l]) : numbers);
}
/** Names of elements that hold a date. */
const DATED = /Date(Time)?$|^(birthDate|issued|period|start)$/;

/** The library type of an object or of a typed value. */
function typeOf(v: Value): ApiNode | undefined {
  for (const t of v.tokens) { const node = apiOf(t); if (node) return node; }
  return undefined;
}

/** Arithmetic gives numbers: nothing that needs text remains. */
const numeric = (labels: readonly Label[]): readonly Label[] => clearLabels(labels, TEXT_BITS);

function arithmetic(op: number, x: number, y: number): number | undefined {
  switch (op) {
    case Operator.sub: return x - y;
    case Operator.mul: return x * y;
    case Operator.mod: return y ? x % y : undefined;
    case Operator.pow: return x ** y;
    case Operator.bitOr: return x | y;
    case Operator.bitAnd: return x & y;
    case Operator.floorDiv: return y ? Math.floor(x / y) : undefined;
    default: return undefined;
  }
}

const isText = (v: Value): boolean => v.tokens.some((t) => t.t === 'const' && typeof t.value === 'string') || (v.tokens.length === 0 && v.labels.length > 0);

/** Where an operand is written, if it is an expression of this place's own. */
function operandPlace(f: Frame, reg: number): Place | null {
  const pc = definitionsOf(f.fn)[reg] ?? -1;
  return pc >= 0 ? placeAt(f, pc) : null;
}
function add(e: Engine, f: Frame, a: Value, b: Value, place: Place, places: readonly (Place | null)[]): Value {
  const listA = a.tokens.filter((t) => t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'tuple'));
  const listB = b.tokens.filter((t) => t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'tuple'));
  // Where types are checked, only numbers and text are added.
  if (!f.mod.profile.checkedTypes && (listA.length || listB.length)) {
    const first = (listA[0] ?? listB[0])!;
    const o = e.heap.alloc(first.t === 'obj' && first.obj.kind === 'tuple' ? 'tuple' : 'list', place);
    e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
    spreadInto(e, f, o, a, place);
    spreadInto(e, f, o, b, place);
    return ofToken(o.token);
  }
  // Functions that are added to others are called with them.
  if ((holdsFunction(a) || holdsFunction(b)) && !isStringy(a) && !isStringy(b) && a.labels.length + b.labels.length === 0) return { ...join(a, b), facts: null };
  const x = singleConst(a), y = singleConst(b);
  if (typeof x === 'number' && typeof y === 'number') return e.constant(x + y);
  // A few alternatives on either side stay alternatives.
  const ca = constants(a), cb = constants(b);
  if (ca && cb && ca.length * cb.length <= 8 && a.labels.length === 0 && b.labels.length === 0 && ca.length * cb.length > 1) {
    let v: Value = NOTHING;
    for (const p of ca) for (const q of cb) v = join(v, typeof p === 'number' && typeof q === 'number' ? e.constant(p + q) : e.constant(String(p) + String(q)));
    return v;
  }
  if (!isStringy(a) && !isStringy(b) && a.labels.length + b.labels.length === 0 && a.tokens.length + b.tokens.length === 0) return UNKNOWN;
  return concat(e, f, [a, b], places, place);
}
const holdsFunction = (v: Value): boolean => v.tokens.some((t) => t.t === 'fn');
const isStringy = (v: Value): boolean => v.tokens.some((t) => t.t === 'const' && typeof t.value === 'string');

/** `"… %s …" % values` */
export function percentFormat(e: Engine, f: Frame, a: Value, b: Value, place: Place): Value {
  const parts: Value[] = [];
  const tuple = b.tokens.length === 1 && b.tokens[0]!.t === 'obj' && b.tokens[0]!.obj.kind === 'tuple' ? b.tokens[0]!.obj : null;
  const map = b.tokens.length === 1 && b.tokens[0]!.t === 'obj' && b.tokens[0]!.obj.kind !== 'tuple' ? b.tokens[0]!.obj : null;
  for (const t of a.tokens) {
    if (t.t !== 'const' || typeof t.value !== 'string') continue;
    let i = 0;
    const re = /%(?:\((\w+)\))?[-+ #0]*(?:\d+|\*)?(?:\.\d+)?([diouxXeEfFgGcrsa%])/g;
    let at = 0;
    for (let m = re.exec(t.value); m; m = re.exec(t.value)) {
      if (m.index > at) parts.push(e.constant(t.value.slice(at, m.index), t.holes));
      at = re.lastIndex;
      if (m[2] === '%') { parts.push(e.constant('%')); continue; }
      const v = m[1] && map ? readObj(e, f, map, m[1], place) : tuple ? tuple.cells.get(String(i++))?.value ?? UNKNOWN : b;
      parts.push('diouxXeEfFgG'.includes(m[2]!) ? ofLabels(clearLabels(v.labels, TEXT_BITS)) : v);
    }
    if (at < t.value.length) parts.push(e.constant(t.value.slice(at), t.holes));
  }
  if (parts.length === 0) parts.push(a, b);
  if (a.labels.length) parts.push(a);
  return concat(e, f, parts, [], place);
}

function mergeMaps(e: Engine, f: Frame, _op: number, a: Value, b: Value, place: Place): Value | undefined {
  const maps = [...a.tokens, ...b.tokens];
  if (maps.length < 2 || !maps.every((t) => t.t === 'obj' && t.obj.kind === 'dict')) return undefined;
  const o = e.heap.alloc('dict', place);
  spreadInto(e, f, o, a, place);
  spreadInto(e, f, o, b, place);
  return ofToken(o.token);
}

function compare(e: Engine, f: Frame, op: number, ra: number, rb: number, a: Value, b: Value): Value {
  const facts = comparisonFacts(e, f, op, ra, rb, a, b);
  const x = constants(a), y = constants(b);
  let result: Value = UNKNOWN;
  if (x && y && x.length === 1 && y.length === 1 && a.labels.length === 0 && b.labels.length === 0) { const r = compareConsts(op, x[0]!, y[0]!); if (r !== undefined) result = e.constant(r); }
  else if (x && y && (op === Operator.eq || op === Operator.ne) && a.labels.length === 0 && b.labels.length === 0 && !x.some((p) => y.includes(p))) result = e.constant(op === Operator.ne);
  else if ((op === Operator.is || op === Operator.isNot || op === Operator.eq || op === Operator.ne) && y?.length === 1 && y[0] === null && isNeverNull(a)) result = e.constant(op === Operator.isNot || op === Operator.ne);
  else if (op === Operator.eq || op === Operator.ne || op === Operator.is || op === Operator.isNot) { const r = sameMember(a, b); if (r !== undefined) result = e.constant(r === (op === Operator.eq || op === Operator.is)); }
  else if (op === Operator.in && x?.length === 1) { const r = constantMembership(b, x[0]!); if (r !== undefined) result = e.constant(r); }
  else if (op === Operator.notIn && x?.length === 1) { const r = constantMembership(b, x[0]!); if (r !== undefined) result = e.constant(!r); }
  facts.push(...emptiness(op, a, y), ...emptiness(op, b, x));
  if (op === Operator.instanceOf) {
    facts.push(...e.instanceFacts(f, ra, b), ...kindFacts(f, ra, a, b));
    const known = isInstance(a, b);
    if (known !== undefined) result = e.constant(known);
  }
  return withFacts(result, facts);
}
/** Whether objects of classes of the project are instances of one of them, where their own classes settle it. */
export function isInstance(v: Value, types: Value): boolean | undefined {
  const wanted = types.tokens[0];
  if (v.top || v.labels.length > 0 || v.tokens.length === 0 || types.top || types.tokens.length !== 1 || wanted?.t !== 'class') return undefined;
  let result: boolean | undefined;
  for (const t of v.tokens) {
    const cls = t.t === 'obj' ? t.obj.cls : null;
    if (t.t !== 'obj' || !cls) return undefined;
    const is = ancestry(cls).classes.includes(wanted.cls);
    // An object that stands for its class's subclasses too may be any of them.
    if (!is && ancestry(wanted.cls).classes.includes(cls)) return undefined;
    if (result !== undefined && result !== is) return undefined;
    result = is;
  }
  return result;
}
/** Which of the objects that a variable may hold it is not, on either branch of a question for a class of the project, or for any of several. */
export function kindFacts(f: Frame, reg: number, v: Value, types: Value): Fact[] {
  const wanted = types.tokens.flatMap((t) => t.t === 'obj' && t.obj.kind === 'tuple' ? [...t.obj.cells].flatMap(([k, c]) => k === LENGTH ? [] : c.value.tokens) : [t]);
  if (types.top || wanted.length === 0 || v.tokens.length < 2 - Number(v.top || v.labels.length > 0)) return [];
  const answers = v.tokens.flatMap((t): [Token, boolean][] => {
    const is = wanted.map((w) => isOfKind(f, t, w));
    return is.includes(true) ? [[t, false]] : is.every((x) => x === false) ? [[t, true]] : [];
  });
  const origin = answers.length > 0 ? originOf(f, reg) : null;
  return origin ? answers.map(([not, when]) => ({ origin, when, mask: 0, not })) : [];
}
/** Whether a thing is of a class: an object of the project of one of its classes, an exception of the language itself of none of these. */
function isOfKind(f: Frame, t: Token, wanted: Token): boolean | undefined {
  if (t.t !== 'obj') return undefined;
  const { cls, api, note } = t.obj;
  const { exceptions } = f.mod.profile;
  if (wanted.t === 'api') {
    if (!exceptions?.has(wanted.node.path)) return undefined;
    if (note?.exception) return exceptions.get(note.exception)?.includes(wanted.node.path);
    const above = cls ? ancestry(cls).apis.map((n) => exceptions.get(n.path)) : [];
    return above.some((paths) => paths?.includes(wanted.node.path)) ? true : above.length === 0 || above.includes(undefined) ? undefined : false;
  }
  if (wanted.t !== 'class') return undefined;
  if (!cls) return note?.exception || (api && isEndOfLibrary(api.path)) ? false : undefined;
  if (ancestry(cls).classes.includes(wanted.cls)) return true;
  // An object that stands for its class's subclasses too may be any of them.
  return ancestry(wanted.cls).classes.includes(cls) ? undefined : false;
}
const isEndOfLibrary = (path: string): boolean => /^(?:builtins|globalThis)\.\w*(?:Error|Exception)\(\)$/.test(path);
/** `found.length > 0` says of `found` what `found` itself says, `== 0` the opposite. */
function emptiness(op: number, v: Value, other: readonly Const[] | undefined): Fact[] {
  // `text === ''` is the same of a text.
  if (v.facts && other?.length === 1 && other[0] === '' && (op === Operator.eq || op === Operator.ne)) return v.facts.map((x) => op === Operator.ne ? x : { ...x, when: !x.when });
  if (!v.facts || other?.length !== 1 || typeof other[0] !== 'number') return [];
  const n = other[0];
  const some = (op === Operator.gt && n >= 0) || (op === Operator.ge && n > 0) || (op === Operator.ne && n === 0);
  const none = (op === Operator.eq && n === 0) || (op === Operator.lt && n <= 1) || (op === Operator.le && n <= 0);
  return some ? [...v.facts] : none ? v.facts.map((x) => ({ ...x, when: !x.when })) : [];
}
const isNeverNull = (v: Value): boolean => !v.top && v.tokens.length > 0 && v.labels.length === 0 && v.tokens.every((t) => t.t === 'obj' || t.t === 'fn' || t.t === 'class' || (t.t === 'const' && t.value !== null));

function compareConsts(op: number, x: Const, y: Const): boolean | undefined {
  switch (op) {
    case Operator.eq: case Operator.is: return x === y || (x !== null && y !== null && typeof x !== typeof y ? undefined : x === y);
    case Operator.ne: case Operator.isNot: return typeof x !== typeof y && x !== null && y !== null ? undefined : x !== y;
    default:
      if (typeof x === 'number' && typeof y === 'number') return op === Operator.lt ? x < y : op === Operator.le ? x <= y : op === Operator.gt ? x > y : op === Operator.ge ? x >= y : undefined;
      if (typeof x === 'string' && typeof y === 'string') return op === Operator.in ? y.includes(x) : op === Operator.notIn ? !y.includes(x) : undefined;
      return undefined;
  }
}
function constantMembership(b: Value, x: Const): boolean | undefined {
  if (b.top || b.tokens.length !== 1 || b.tokens[0]!.t !== 'obj') return undefined;
  const o = b.tokens[0]!.obj;
  if (!['list', 'tuple', 'set', 'dict'].includes(o.kind) || o.global) return undefined;
  if ([...o.cells.keys()].some((k) => k === '\u0001rest' || k === '\u0001base' || k === '\u0001keys')) return undefined;
  if (o.kind === 'dict') return o.cells.has(String(x)) ? undefined : false; // a deleted or conditional key may be absent
  let all = true;
  for (const [k, c] of o.cells) { if (k === LENGTH) continue; const v = singleConst(c.value); if (v === x) return true; if (v === undefined) all = false; }
  return all ? false : undefined;
}

export function unary(e: Engine, op: number, a: Value): Value {
  switch (op) {
    case Operator.not: {
      const t = truth(a);
      return withFacts(t === undefined ? UNKNOWN : e.constant(!t), negate(a.facts));
    }
    case Operator.neg: { const x = singleConst(a); return typeof x === 'number' ? e.constant(-x) : ofLabels(clearLabels(a.labels, TEXT_BITS)); }
    case Operator.plus: { const x = singleConst(a); return typeof x === 'number' ? e.constant(x) : ofLabels(clearLabels(a.labels, TEXT_BITS | PHI_BITS)); }
    case Operator.typeOf: return { tokens: [], labels: [], top: true, facts: a.facts };
    default: return UNKNOWN;
  }
}

export { ofTokens };
