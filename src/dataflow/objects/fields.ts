import { isGenericMethod } from '../builtins/dispatch.ts';
import type { Place } from '../../base/words.ts';
import { PASSED_VALUE } from '../../ir/ir.ts';
import type { ModelRow } from '../../models/load.ts';
import type { SourceRow } from '../../models/schema.ts';
import { CALL, ELEMENT, member, type ApiNode } from '../../resolve/api.ts';
import { BASE, BELOW, KEYS, LENGTH, REST, WHOLE, type HeapObj } from '../../resolve/heap.ts';
import { ancestry, findMethod, isEnum, isRecord, type ClassInfo, type ModuleInfo } from '../../resolve/program.ts';
import {
  NOTHING, UNKNOWN, isNothing, join, joinAll, joinLabels, ofLabels, ofToken, ofTokens, singleConst, withLabels, clear, clearLabels, PHI_BITS, TEXT_BITS,
  withFacts, type Fact, type FnToken, type Label, type Token, type Value,
} from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import { Capacity } from '../../base/words.ts';
import { narrow } from './elements.ts';
import type { Frame } from '../frame.ts';
import { unnamed, callFunction, callValue } from '../calls/calls.ts';
import { declaredSetting, environmentSetting } from '../builtins/clinicalSettings.ts';
import { answeredFor } from '../builtins/intrinsicsHolders.ts';
import { patternMethod } from '../builtins/regexes.ts';
import { indexerOf } from '../builtins/tables.ts';
import { noteCleared } from '../code/cleared.ts';
import { kindsMask } from '../library/rows.ts';
import { recordFields } from './classes.ts';
import { functionProperty, setFunctionProperty } from './functionProperties.ts';
import { loadModule } from './modules.ts';
import { readAs, valueOfType } from './types.ts';

/** Notes that this activation depends on a cell of a long-lived object (on all of them without `key`). */
export function touch(f: Frame | null, obj: HeapObj, key: string = WHOLE): void {
  if (f && obj.global) f.deps.reads(obj, key);
}

/** Labels that source rows give to a value read or returned at a point of a library, whose `path` names it where a row has several. */
export function sourceLabels(e: Engine, rows: readonly ModelRow[], place: Place, path?: string): readonly Label[] {
  let out: readonly Label[] = [];
  for (const r of rows) {
    if (!('source' in r.row)) continue;
    const row = r.row as SourceRow;
    if (row.output !== undefined || row.element !== undefined || row.when || row.parameter || row.capacity === 'none') continue;
    out = joinLabels(out, [e.label(row.source, place, words(r, path), r.id, row.shape ?? null, capacityOf(row), row.phi)]);
  }
  return out;
}
export const capacityOf = (row: SourceRow): Capacity => row.capacity === undefined ? Capacity.high : Capacity[row.capacity];
/** How messages call a row: by that of its paths that was met, where it is one of several. */
export function words(r: ModelRow, path?: string): string {
  const at = typeof r.row.at === 'string' ? r.row.at : r.row.at.find((x) => x === path) ?? r.row.at[0]!;
  return at.replace(/\(\)|[<>]/g, '');
}

/** Members of an API point: its tokens and what source rows say of it. */
export function apiMember(e: Engine, f: Frame | null, mod: ModuleInfo, node: ApiNode, edge: string, recv: HeapObj | null, place: Place): Value {
  const nodes = mod.trie.memberNodes(node, edge);
  let v: Value = nodes.length ? ofTokens(nodes.map((n) => e.apiToken(n, recv)).sort((a, b) => a.id - b.id)) : NOTHING;
  for (const n of nodes) {
    const rows = mod.trie.rows(n);
    const keeps = rows.find((r) => 'keeps' in r.row);
    if (keeps) { v = join({ ...v, tokens: v.tokens.filter((t) => t.t !== 'api' || t.node !== n) }, keptIn(e, mod.trie.at(keeps.row.at[0]!) ?? n)); continue; }
    const labels = sourceLabels(e, rows, place, n.path);
    // A data set with accessors of its own is an object, so that each read of an element is judged by itself.
    if (labels.some((l) => l.shape === 'dicom') && mod.trie.hasMembers(n)) {
      const o = e.heap.alloc('data', place);
      o.api = n;
      e.heap.addBase(o, labels);
      // It stays with the object that it was read from: what is written into it later is in that one, too.
      if (recv && edge.startsWith('.')) e.heap.write(recv, edge.slice(1), ofToken(o.token), place);
      v = { ...v, tokens: v.tokens.filter((t) => t.t !== 'api' || t.node !== n) };
      v = join(v, ofToken(o.token));
      continue;
    }
    v = withLabels(v, labels);
    const slot = e.slots.get(n);
    if (slot) { touch(f, slot, 'value'); const c = slot.cells.get('value'); if (c) v = join(v, c.value); }
  }
  return v;
}
/** The mapping in which the program keeps values at an API point; the same for all its parts, and for all paths of a row. */
function keptIn(e: Engine, n: ApiNode): Value {
  const slot = e.slot(n);
  const known = slot.cells.get('value');
  if (known) return known.value;
  const o = e.heap.alloc('dict', null);
  o.global = true;
  o.singular = false;
  e.heap.fill(slot, 'value', ofToken(o.token), null);
  return ofToken(o.token);
}
/** Whether the models say themselves what a member holds: pixels, a status, a count. It then has nothing of the object's own labels. */
const hasOwnSource = (mod: ModuleInfo, node: ApiNode, key: string): boolean => mod.trie.memberNodes(node, member(key)).some((n) => isOwnSource(mod, n));
const isOwnSource = (mod: ModuleInfo, node: ApiNode): boolean => mod.trie.rows(node).some((r) => 'source' in r.row && !(r.row as SourceRow).when && !(r.row as SourceRow).parameter);

/** Dangers that a member no longer has: the last name of a path holds no folder. */
const memberBarrier = (mod: ModuleInfo, node: ApiNode, key: string): number => mod.trie.memberNodes(node, member(key)).flatMap((n) => mod.trie.rows(n)).reduce((mask, { row }) => 'barrier' in row && !row.when ? mask | kindsMask(row.barrier) : mask, 0);

/** Reads `base.key` or `base[key]`; `key` undefined means any. */
export function readField(e: Engine, f: Frame, base: Value, key: string | undefined, place: Place, isIndex: boolean): Value {
  let out: Value = NOTHING;
  for (const t of base.tokens) out = join(out, readToken(e, f, t, f.mod.profile.namespaces && key !== undefined && isSize(t, key) ? 'length' : key, place, isIndex));
  if (f.mod.profile.namespaces && key !== undefined && !isIndex) {
    if (SIZES.has(key)) return isNothing(out) ? UNKNOWN : base.tokens.some((t) => t.t === 'obj' && (t.obj.cls !== null || t.obj.cells.has(key))) ? out : { ...out, labels: [], top: out.top || base.top || base.labels.length > 0 };
    // The value of a task, of a nullable or of options is the thing itself.
    if (INNER.has(key) && !base.tokens.some((t) => t.t === 'obj' && t.obj.api !== null && hasOwnSource(f.mod, t.obj.api, key)) && (out === UNKNOWN || isInside(base, key))) return { ...base, facts: null };
  }
  const own = key !== undefined && base.tokens.length > 0 && base.tokens.every((t) => t.t === 'api' && hasOwnSource(f.mod, t.node, key));
  if (base.labels.length && !own) out = join(out, key !== undefined && MEASURES.has(key) && !isIndex ? UNKNOWN : ofLabels(narrow(base.labels, key, place)));
  else if (base.top || base.tokens.length === 0) out = join(out, UNKNOWN);
  if (isNothing(out)) out = UNKNOWN;
  const verdicts = base.facts?.filter((x) => x.verdict) ?? [];
  return verdicts.length ? withFacts(out, [...(out.facts ?? []), ...verdicts.flatMap((x) => stepVerdict(x, key))]) : out;
}
/** Properties that tell how long or how large something is, or of what numbers an array consists. */
const MEASURES = new Set(['length', 'byteLength', 'byteOffset', 'size', 'shape', 'ndim', 'dtype', 'nbytes', 'itemsize']);
/** Properties of .NET types that tell how much a value holds, and those that give what it wraps. */
const SIZES = new Set(['Length', 'Count', 'LongLength', 'HasValue', 'IsEmpty']);
const INNER = new Set(['Result', 'Value', 'CurrentValue']);
/** Whether a value is already what a wrapper's property would give: objects of classes without such a member. */
const isInside = (v: Value, key: string): boolean => v.tokens.length > 0 && v.tokens.every((t) =>
  t.t === 'obj' && t.obj.cls !== null && !t.obj.cells.has(key) && !findMethod(t.obj.cls, key) && !recordFields(t.obj.cls).some(({ field }) => field.name === key));
const isSize = (t: Token, key: string): boolean => SIZES.has(key) && (t.t === 'const' || (t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'tuple')));

/** A verdict that lies deeper in a result: reading its key, or an element, comes closer to it, any other key may lead there. */
export function stepVerdict(x: Fact, key: string | undefined): Fact[] {
  const [next, ...rest] = x.verdict!.path;
  return next !== undefined && (key === next || (next === '[]' && (key === undefined || /^\d+$/.test(key)))) ? [{ ...x, verdict: { ...x.verdict!, path: rest } }] : [x];
}

function readToken(e: Engine, f: Frame, t: Token, key: string | undefined, place: Place, isIndex: boolean): Value {
  switch (t.t) {
    case 'obj': return readObj(e, f, t.obj, key, place, isIndex);
    case 'api': {
      let v: Value = NOTHING;
      if (f.mod.profile.checkedTypes && key !== undefined) noteMisuse(e, f, t.node, key, place);
      if (key !== undefined) v = join(apiMember(e, f, f.mod, t.node, member(key), t.recv, place), isIndex || (f.mod.profile.keyedMembers && f.mod.trie.memberNodes(t.node, member(key)).length === 0) ? apiMember(e, f, f.mod, t.node, ELEMENT, t.recv, place) : NOTHING);
      else v = apiMember(e, f, f.mod, t.node, ELEMENT, t.recv, place);
      if (t.recv && isNothing(v) && !isOwnSource(f.mod, t.node)) { const inh = e.heap.baseLabels(t.recv); if (inh.length) v = ofLabels(narrow(inh, key, place)); }
      const set = key === undefined ? undefined : environmentSetting(e, t.node.path, key);
      if (set) v = join(v, set);
      return isNothing(v) ? UNKNOWN : v;
    }
    case 'class': return key === undefined ? joinAll([...t.cls.statics.cells.values()].map((c) => c.value)) : readStatic(e, f, t.cls, key, place);
    case 'super': return key === undefined ? UNKNOWN : readSuper(e, f, t.cls, t.self, key, place);
    case 'fn': return (key === undefined ? undefined : functionProperty(e, f, t, key)) ?? (t.fn.name !== '' && (key === 'name' || key === '__name__') ? e.constant(t.fn.name) : UNKNOWN);
    case 'regex': { const method = key === undefined || isIndex ? undefined : patternMethod(e, t, key); return method ? ofToken(method) : UNKNOWN; }
    case 'bound': return UNKNOWN;
    case 'const':
      if (key === 'length') return typeof t.value === 'string' && !t.holes ? e.constant(t.value.length) : UNKNOWN;
      return UNKNOWN;
  }
}

/** A member whose mere use is the finding: a constant that switches a protection off. */
export function noteMisuse(e: Engine, f: Frame, node: ApiNode, key: string, place: Place): void {
  for (const n of f.mod.trie.memberNodes(node, member(key))) for (const r of f.mod.trie.rows(n)) if ('misuse' in r.row && !r.row.when) e.misuse(r, place);
}

/** All elements or entries of an object, joined. */
export function elements(e: Engine, f: Frame, obj: HeapObj, place: Place): Value {
  touch(f, obj);
  let v: Value = NOTHING;
  for (const [k, c] of obj.cells) if (k === REST || !k.startsWith('\u0001')) v = join(v, c.value);
  const inh = e.heap.baseLabels(obj);
  if (inh.length) v = join(v, ofLabels(inh));
  if (obj.api) v = join(v, apiMember(e, f, f.mod, obj.api, ELEMENT, obj, place));
  return v;
}

export function readObj(e: Engine, f: Frame, obj: HeapObj, key: string | undefined, place: Place, isIndex = false): Value {
  if (key === undefined) touch(f, obj); else { touch(f, obj, key); if (obj.kind !== 'module' && obj.kind !== 'instance') touch(f, obj, BASE); }
  const answered = obj.kind === 'data' ? answeredFor(e, f, obj, key, place) : undefined;
  if (answered) return answered;
  if (key === undefined) {
    const m = isIndex && obj.cls ? INDEX_METHODS.map((n) => findMethod(obj.cls!, n)).find(Boolean) : undefined;
    if (m) return callFunction(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(obj.token), m.token.defaults, null), [UNKNOWN], place);
    if (obj.kind === 'dict' || obj.kind === 'object') e.lookUp(obj);
    const v = elements(e, f, obj, place);
    return isNothing(v) ? UNKNOWN : v;
  }
  const own = obj.cells.get(key);
  // An agent may have a method that is called as one of the arguments that it was made with.
  if (own && obj.note?.agent && obj.api && !isIndex && f.mod.trie.memberNodes(obj.api, member(key)).some((n) => f.mod.trie.rows(n).length > 0)) return join(own.value, apiMember(e, f, f.mod, obj.api, member(key), obj, place));
  if (own && obj.cls && isBlank(own.value)) { const set = declaredSetting(e, obj.cls, key); if (set !== UNKNOWN) return set; }
  if (own) return own.value.tokens[0]?.t === 'fn' ? accessed(e, f, obj, own.value, place) : own.value;
  if (isModule(obj)) return readModule(e, f, obj, key, place);
  if (obj.kind === 'dict' && !isIndex && key === 'size' && f.mod.profile.keyedMembers) return UNKNOWN; // how many entries a `Map` has
  const indexer = isIndex ? undefined : indexerOf(e, f, obj, key);
  if (indexer) return indexer;
  if (obj.kind === 'dict' && !isIndex && f.mod.profile.namespaces && (key === 'Keys' || key === 'Values')) return key === 'Keys' ? UNKNOWN : sequenceOf(e, elements(e, f, obj, place), place);
  // A sequence of groups that is asked for one by its key.
  if (isIndex && obj.kind === 'list' && f.mod.profile.namespaces && !/^-?\d+$/.test(key)) { const v = elements(e, f, obj, place); return isNothing(v) ? UNKNOWN : v; }
  if (obj.kind === 'list' || obj.kind === 'tuple') return readSequence(e, f, obj, key, place);
  if (obj.cls && /^\d+$/.test(key) && isRecord(obj.cls)) { // a named tuple read by position
    const field = recordFields(obj.cls)[Number(key)]?.field.name;
    if (field !== undefined && (obj.cells.has(field) || obj.cls.mod.profile.checkedTypes)) return readObj(e, f, obj, field, place);
  }
  const parts = obj.cls && /^\d+$/.test(key) && f.mod.profile.namespaces ? deconstructed(e, f, obj, obj.cls, Number(key), place) : undefined;
  if (parts) return parts;
  if (obj.cls && isIndex) { // an index operator of the class's own
    const m = INDEX_METHODS.map((n) => findMethod(obj.cls!, n)).find(Boolean);
    if (m) return callFunction(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(obj.token), m.token.defaults, null), [e.constant(key)], place);
  }
  let v: Value = NOTHING;
  if (obj.cls) {
    v = readInstance(e, f, obj, obj.cls, key, place);
    const open = isNothing(v) ? findMethod(obj.cls, '__getattr__') : undefined;
    if (open) v = callFunction(e, f, e.fnToken(open.token.mod, open.token.fn, open.token.scope, ofToken(obj.token), open.token.defaults, null), [e.constant(key)], place);
    if (obj.kind === 'dict' && !isIndex && !isNothing(v)) return v; // a member of the class is none of the entries
  }
  if (obj.api) {
    v = join(v, apiMember(e, f, f.mod, obj.api, member(key), obj, place));
    // An element that is read by its key has the labels of that key, not of the whole.
    if (isIndex) v = join(v, apiMember(e, f, f.mod, obj.api, ELEMENT, e.heap.baseLabels(obj).length ? null : obj, place));
  }
  // What a class computes comes from the fields that it reads.
  const base = obj.cls && findMethod(obj.cls, key)?.token.fn.kind === 'getter' ? [] : obj.note?.before ?? e.heap.baseLabels(obj);
  if (base.length && !(obj.api && hasOwnSource(f.mod, obj.api, key)) && !(MEASURES.has(key) && !isIndex)) v = join(v, heldFromOutside(e, obj, key, clearLabels(narrow(base, key, place), obj.api && !isIndex ? memberBarrier(f.mod, obj.api, key) : 0), place));
  const rest = obj.cells.get(REST);
  if (rest) v = join(v, rest.value);
  if (isNothing(v) && base.length === 0 && obj.global && obj.kind === 'data' && obj.api) return heldOpen(e, obj, key, place);
  return isNothing(v) ? (obj.cls ? declaredSetting(e, obj.cls, key) : UNKNOWN) : v;
}

/** Nothing, or a text of no length: what a field of settings is before they are read. */
const isBlank = ({ tokens: [only, more], labels }: Value): boolean => !more && labels.length === 0 && only?.t === 'const' && (only.value === null || only.value === '');

/** What a class's own method hands out for a position when an object of it is taken apart: `var (text, size) = fact`. */
function deconstructed(e: Engine, f: Frame, obj: HeapObj, cls: ClassInfo, at: number, place: Place): Value | undefined {
  const m = findMethod(cls, 'Deconstruct');
  if (!m || at >= m.token.fn.params.length) return undefined;
  const boxes = m.token.fn.params.map(() => e.heap.alloc('object', place));
  callFunction(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(obj.token), m.token.defaults, null), boxes.map((o) => ofToken(o.token)), place);
  return boxes[at]!.cells.get(PASSED_VALUE)?.value ?? UNKNOWN;
}

/** What a field of an object that came from outside as a whole holds: all that its declared type admits. */
function heldFromOutside(e: Engine, obj: HeapObj, key: string, labels: readonly Label[], place: Place): Value {
  const v = ofLabels(labels);
  if (!obj.cls?.mod.profile.checkedTypes || labels.length === 0) return v;
  const declared = recordFields(obj.cls).find(({ field }) => field.name === key);
  if (!declared?.field.type) return v;
  const held = readAs(e, declared.mod, v, declared.field.type, place);
  // A number counts or measures, unless its name says that it stands for somebody.
  return NUMBER_TYPES.has(declared.field.type.name) && !NAMES_SOMEBODY.test(key) ? clear(held, PHI_BITS) : held;
}
const NUMBER_TYPES = new Set(['int', 'long', 'short', 'double', 'float', 'boolean', 'Integer', 'Long', 'Short', 'Double', 'Float', 'Boolean', 'bool', 'decimal', 'Int32', 'Int64']);
const NAMES_SOMEBODY = /patient|birth|born|mrn|ssn|phone|accession|insur|account|(^i|I)d$|(^a|A)ge(?![a-z])|(^n|N)(umber|o)$/;

/** What a property gives: accessors of an object literal are run. */
function accessed(e: Engine, f: Frame, obj: HeapObj, v: Value, place: Place): Value {
  if (!v.tokens.some((t) => t.t === 'fn' && t.fn.kind === 'getter')) return v;
  return joinAll(v.tokens.map((t) => t.t === 'fn' && t.fn.kind === 'getter' ? callFunction(e, f, e.fnToken(t.mod, t.fn, t.scope, ofToken(obj.token), t.defaults, null), [], place) : ofToken(t)));
}

/** A member of a framework's own object (`res.locals`) of which nothing is known: a place where handlers leave things for each other. */
function heldOpen(e: Engine, obj: HeapObj, key: string, place: Place): Value {
  const o = e.heap.alloc('object', place);
  o.global = true; o.singular = false;
  const v: Value = { ...ofToken(o.token), top: true };
  e.heap.write(obj, key, v, place);
  return v;
}
/** A list with these elements under positions that are not known. */
function sequenceOf(e: Engine, element: Value, place: Place): Value {
  const o = e.heap.alloc('list', place);
  if (!isNothing(element)) e.heap.fill(o, REST, { ...element, facts: null }, place);
  e.heap.fill(o, LENGTH, UNKNOWN, null);
  return ofToken(o.token);
}

export const INDEX_METHODS = ['__getitem__', 'get_Item', 'this[]'];

function readSequence(e: Engine, f: Frame, obj: HeapObj, key: string, place: Place): Value {
  if (/^-\d+$/.test(key)) {
    const n = singleConst(obj.cells.get(LENGTH)?.value ?? UNKNOWN);
    if (typeof n === 'number') { const c = obj.cells.get(String(n + Number(key))); if (c) return c.value; }
    return orUnknown(elements(e, f, obj, place));
  }
  if (key === 'length') { const n = obj.cells.get(LENGTH); return n ? n.value : UNKNOWN; }
  // The two ends of a channel.
  if (f.mod.profile.namespaces && (key === 'Reader' || key === 'Writer')) return ofToken(obj.token);
  if (!/^\d+$/.test(key)) return UNKNOWN;
  const rest = obj.cells.get(REST);
  const base = e.heap.baseLabels(obj);
  let v = rest ? rest.value : NOTHING;
  if (base.length) v = join(v, ofLabels(narrow(base, key, place)));
  // An index past the known ones of a list that lost its length: any element.
  return isNothing(v) ? UNKNOWN : v;
}
const orUnknown = (v: Value): Value => isNothing(v) ? UNKNOWN : v;

function readInstance(e: Engine, f: Frame, obj: HeapObj, cls: ClassInfo, key: string, place: Place): Value {
  const m = findMethod(cls, key);
  const self = ofToken(obj.token);
  if (m) {
    if (isGetter(m)) return callFunction(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, self, m.token.defaults, null), [], place);
    return bind(e, m.token, m.role === 'static' ? null : m.role === 'classMethod' ? ofToken(cls.token) : self);
  }
  let v: Value = NOTHING;
  const { classes, apis } = ancestry(cls);
  for (const c of classes) {
    touch(f, c.statics, key);
    const cell = c.statics.cells.get(key);
    if (cell) { v = descriptorMethod(e, f, cls, cell.value, '__get__', [self, ofToken(cls.token)], place) ?? bindAll(e, cell.value, self, cls.mod.profile.bindsFunctions); break; }
  }
  // What other instances of the class were seen to hold: an injected or restored object.
  if (isNothing(v) && !obj.singular === false && cls.generic && cls.generic !== obj && obj.cells.size === 0) { touch(f, cls.generic, key); const g = cls.generic.cells.get(key); if (g) v = g.value; }
  for (const n of apis) {
    const instance = f.mod.trie.child(n, CALL);
    if (instance) v = join(v, ofTypeArgument(e, f, cls, instance, key, place) ?? apiMember(e, f, f.mod, instance, member(key), obj, place));
  }
  return v;
}

/** A member that is of a type which a class was written with (`Flow[State]`), the same for all of its objects; without one, a mapping. */
function ofTypeArgument(e: Engine, f: Frame, cls: ClassInfo, instance: ApiNode, key: string, place: Place): Value | undefined {
  const index = f.mod.trie.memberNodes(instance, member(key)).flatMap((n) => f.mod.trie.rows(n)).flatMap(({ row }) => 'typeArgument' in row ? [row.typeArgument] : [])[0];
  if (index === undefined) return undefined;
  const holder = e.generic(cls);
  touch(f, holder, key);
  const known = holder.cells.get(key);
  if (known) return known.value;
  const type = ancestry(cls).classes.flatMap((c) => c.ir.bases).find((base) => base.args?.length)?.args?.[index];
  let v = type ? valueOfType(e, cls.mod, type, place, false) : UNKNOWN;
  if (v.tokens.length === 0) {
    const o = e.heap.alloc('dict', place);
    o.global = true; o.singular = false;
    v = ofToken(o.token);
  }
  e.heap.write(holder, key, v, place);
  return v;
}

/** Functions that a class holds become methods when they are read from an instance; `all`: those that were put there from outside too. */
function bindAll(e: Engine, v: Value, self: Value, all: boolean): Value {
  const isMethod = (t: Token): t is FnToken => t.t === 'fn' && !t.self && (t.fn.selfParam || (all && !t.bound));
  if (!v.tokens.some(isMethod)) return v;
  const bound = (t: FnToken): FnToken => t.fn.selfParam ? e.fnToken(t.mod, t.fn, t.scope, self, t.defaults, t.bound) : e.fnToken(t.mod, t.fn, t.scope, null, t.defaults, { positional: [self], named: new Map() });
  return { ...v, tokens: v.tokens.map((t) => isMethod(t) ? bound(t) : t).sort((a, b) => a.id - b.id) };
}
export function bind(e: Engine, t: import('../../resolve/value.ts').FnToken, self: Value | null): Value {
  return ofToken(e.fnToken(t.mod, t.fn, t.scope, self, t.defaults, t.bound));
}

/** A property is a getter of instances, or one of the class. */
const isGetter = (m: { readonly role: string; readonly token: FnToken }): boolean => m.role === 'getter' || (m.role === 'static' && m.token.fn.kind === 'getter');

export function readStatic(e: Engine, f: Frame, cls: ClassInfo, key: string, place: Place): Value {
  const { classes, apis } = ancestry(cls);
  for (const c of classes) {
    touch(f, c.statics, key);
    const cell = c.statics.cells.get(key);
    if (cell) return isEnum(cls) && cell.value.labels.length === 0 ? enumMember(e, cls, key, cell.value) : cell.value;
    const m = c.methods.get(key);
    if (m) {
      if (isGetter(m)) return callFunction(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(cls.token), m.token.defaults, null), [], place);
      return bind(e, m.token, m.role === 'classMethod' || (m.role === 'static' && !m.token.fn.selfParam) ? ofToken(cls.token) : null);
    }
  }
  let v: Value = NOTHING;
  for (const n of apis) v = join(v, apiMember(e, f, f.mod, n, member(key), null, place));
  return orUnknown(v);
}

/** Members of an enumeration stay constants; what languages wrap around them (`.value`, `.name`) is built on demand. */
function enumMember(e: Engine, cls: ClassInfo, key: string, value: Value): Value {
  if (cls.ir.kind === 'enum' && cls.mod.profile.exportTable) return value; // the member is the constant itself
  const k = `\u0001member:${key}`;
  const made = cls.statics.cells.get(k);
  if (made) return made.value;
  const o = e.heap.alloc('instance', null);
  // A constant with a body is the only object of a class of its own.
  const own = value.tokens.find((t) => t.t === 'class' && t.cls.bases.includes(cls));
  o.cls = own?.t === 'class' ? own.cls : cls; o.global = true;
  e.heap.fill(o, 'value', own ? e.constant(key) : value, null);
  e.heap.fill(o, 'name', e.constant(key), null);
  const v = ofToken(o.token);
  e.heap.fill(cls.statics, k, v, null);
  return v;
}

function readSuper(e: Engine, f: Frame, after: ClassInfo, self: Value, key: string, place: Place): Value {
  const own = self.tokens.flatMap((t): { cls: ClassInfo; obj: HeapObj | null }[] => t.t === 'obj' && t.obj.cls ? [{ cls: t.obj.cls, obj: t.obj }] : t.t === 'class' ? [{ cls: t.cls, obj: null }] : []);
  let v: Value = NOTHING;
  for (const { cls, obj } of own.length ? own : [{ cls: after, obj: null }]) {
    const m = findMethod(cls, key, after);
    if (m) { v = join(v, m.role === 'getter' ? callFunction(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, self, m.token.defaults, null), [], place) : bind(e, m.token, self)); continue; }
    for (const n of ancestry(cls).apis) {
      const i = f.mod.trie.child(n, CALL);
      // What a row says of a method, it says of this object.
      const isModelled = i !== undefined && f.mod.trie.memberNodes(i, member(key)).some((at) => f.mod.trie.rows(at).length > 0);
      if (i) v = join(v, apiMember(e, f, f.mod, i, member(key), isModelled ? obj : null, place));
    }
  }
  return orUnknown(v);
}

/** Whether an object is a module as others see it: its scope, or its table of exports. */
export const isModule = (o: HeapObj): boolean => o.kind === 'module' || (o.kind === 'object' && o.module?.exports === o);

/** A public name of a module: its own, of a star import, a submodule. */
export function readModule(e: Engine, f: Frame | null, obj: HeapObj, key: string, place: Place): Value {
  if (f) touch(f, obj, key);
  const cell = obj.cells.get(key);
  if (cell) return cell.value;
  const mod = obj.module;
  if (!mod) return UNKNOWN;
  return starName(e, f, mod, key, place, new Set()) ?? submodule(e, mod, key) ?? madeByHook(e, f, mod, key, place) ?? UNKNOWN;
}

/** `key` among the star imports of a module, or undefined. */
export function starName(e: Engine, f: Frame | null, mod: ModuleInfo, key: string, place: Place, seen: Set<ModuleInfo>): Value | undefined {
  if (seen.has(mod)) return undefined;
  seen.add(mod);
  for (const m of mod.stars) {
    loadModule(e, m);
    if (f) touch(f, m.exports, key);
    const c = m.exports.cells.get(key);
    if (c) return c.value;
    const deeper = starName(e, f, m, key, place, seen);
    if (deeper) return deeper;
  }
  for (const name of mod.starPackages) {
    const sub = e.program.resolveImport(`${name}.${key}`, mod)?.module;
    if (!sub || sub === mod) continue;
    loadModule(e, sub);
    if (f) touch(f, sub.exports);
    const c = sub.exports.cells.get(key);
    if (c) return c.value;
  }
  // Rows for any member of a package do not say which names it has.
  for (const n of mod.starApis) if (mod.trie.names(n, member(key))) { const v = apiMember(e, f, mod, n, member(key), null, place); if (!isNothing(v)) return v; }
  return undefined;
}

/** What a module's own function gives for names that it does not have (`__getattr__`). */
function madeByHook(e: Engine, f: Frame | null, mod: ModuleInfo, key: string, place: Place): Value | undefined {
  const hook = mod.profile.memberHook === undefined || key === mod.profile.memberHook ? undefined : mod.exports.cells.get(mod.profile.memberHook);
  return hook && callValue(e, f ?? e.rootFrame(mod), hook.value, [unnamed(e.constant(key), place)], place, 0);
}

function submodule(e: Engine, mod: ModuleInfo, key: string): Value | undefined {
  if (!mod.profile.submodules) return undefined;
  const r = e.program.resolveImport('.' + key, mod);
  if (!r?.module || r.module === mod) return undefined;
  loadModule(e, r.module);
  return ofToken(r.module.exports.token);
}

/** `base.key = value` or `base[key] = value`. */
export function writeField(e: Engine, f: Frame, base: Value, key: string | undefined, value: Value, place: Place): void {
  const many = base.tokens.length > 1 || (base.top && !isOpened(e, base));
  for (const t of base.tokens) {
    if (t.t === 'obj') writeObj(e, f, t.obj, key, value, place, many);
    else if (t.t === 'class' && key !== undefined) { if (!replaceMethod(e, f, t.cls, key, value)) { e.heap.write(t.cls.statics, key, value, place); descriptorMethod(e, f, t.cls, value, '__set_name__', [ofToken(t), e.constant(key)], place); } }
    else if (t.t === 'fn' && key !== undefined && f.mod.profile.keyedMembers) setFunctionProperty(e, t, key, value, place);
    else if (t.t === 'api' && t.recv) writeObj(e, f, t.recv, REST, value, place, true);
    else if (t.t === 'api' && key !== undefined && singleConst(value) !== undefined) for (const type of t.node.types) writeSetting(e, f, e.typedValue(f.mod, type.path, place), key, value, place);
  }
}
/** A value of which nothing was known until something was put into it: what is put there next takes the place of that. */
function isOpened(e: Engine, v: Value): boolean {
  const [t] = v.tokens;
  return v.tokens.length === 1 && v.labels.length === 0 && t?.t === 'obj' && t.obj.kind === 'data' && t.obj.singular && e.heap.baseLabels(t.obj).length === 0;
}
/** Keeps a key that is not known with the mappings that have it: what it holds, or the object that it is (`{submit(path): path}`). */
export function noteKey(e: Engine, mappings: Value, key: Value, has: (o: HeapObj) => boolean): void {
  const kept: Value = { ...ofLabels(key.labels), tokens: key.tokens.filter((t) => t.t === 'obj' && t.obj.kind === 'data') };
  if (!isNothing(kept)) for (const t of mappings.tokens) if (t.t === 'obj' && has(t.obj)) e.heap.write(t.obj, KEYS, join(t.obj.cells.get(KEYS)?.value ?? NOTHING, kept), null);
}
/** Settings of a library that hold for the whole program (`env.allowRemoteModels = false`) are kept by the type that the models give them. */
function writeSetting(e: Engine, f: Frame, settings: Value, key: string, value: Value, place: Place): void {
  for (const t of settings.tokens) if (t.t === 'obj') writeObj(e, f, t.obj, key, value, place, true);
}

/** What a method of the object that a class holds for an attribute gives, where the language calls it on reads and writes of that attribute (descriptors). */
function descriptorMethod(e: Engine, f: Frame, cls: ClassInfo, held: Value, name: string, args: readonly Value[], place: Place): Value | undefined {
  const [only] = held.tokens;
  if (!cls.mod.profile.bindsFunctions || held.tokens.length !== 1 || only?.t !== 'obj' || !only.obj.cls) return undefined;
  const m = findMethod(only.obj.cls, name);
  return m && callFunction(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(only), m.token.defaults, null), args, place);
}
/** `object.attribute = value` where the class holds a descriptor for the attribute. */
function setDescribed(e: Engine, f: Frame, obj: HeapObj, cls: ClassInfo, key: string, value: Value, place: Place): boolean {
  if (!cls.mod.profile.bindsFunctions) return false;
  for (const c of ancestry(cls).classes) {
    const cell = c.statics.cells.get(key);
    if (cell) return descriptorMethod(e, f, cls, cell.value, '__set__', [ofToken(obj.token), value], place) !== undefined;
  }
  return false;
}

/** A method of a class becomes another function: what a decorator gives for it, itself or as a descriptor. Answers whether there is such a method. */
function replaceMethod(e: Engine, f: Frame, cls: ClassInfo, name: string, value: Value): boolean {
  const method = (f.mod.profile.keyedMembers || f.mod.profile.bindsFunctions) && cls.mod === f.mod ? cls.methods.get(name) : undefined;
  if (!method) return false;
  // A function that is chosen by the class of an argument is no method any more, but an attribute that is called.
  if (isGenericMethod(value)) { cls.methods.delete(name); return false; }
  const written = new Set(cls.ir.methods.map((m) => m.fn));
  const fns = value.tokens.flatMap((t) => t.t === 'obj' ? t.obj.cells.get('value')?.value.tokens ?? [] : [t]).filter((t): t is FnToken => t.t === 'fn' && !written.has(t.fn.index));
  if (fns.length === 1) { e.nameMethod(name, cls); cls.methods.set(name, { token: fns[0]!, role: method.role }); }
  return true;
}

export function writeObj(e: Engine, f: Frame, obj: HeapObj, key: string | undefined, value: Value, place: Place, weak = false): void {
  if (obj.cls && key !== undefined) {
    const setter = findMethod(obj.cls, key);
    if (setter?.role === 'setter') { callFunction(e, f, e.fnToken(setter.token.mod, setter.token.fn, setter.token.scope, ofToken(obj.token), setter.token.defaults, null), [value], place); return; }
    if (setDescribed(e, f, obj, obj.cls, key, value, place)) return;
    const hidden = findMethod(obj.cls, `set ${key}`);
    if (hidden) { callFunction(e, f, e.fnToken(hidden.token.mod, hidden.token.fn, hidden.token.scope, ofToken(obj.token), hidden.token.defaults, null), [value], place); return; }
  }
  // `list.length = 0` leaves as many elements as it says.
  const length = obj.kind === 'list' && key === 'length' && f.mod.profile.keyedMembers ? singleConst(value) : undefined;
  if (typeof length === 'number') { if (!weak) truncate(e, obj, length); return; }
  if (key === undefined) { e.heap.write(obj, REST, join(obj.cells.get(REST)?.value ?? NOTHING, value), place); return; }
  const old = weak ? obj.cells.get(key)?.value : undefined;
  e.heap.write(obj, key, old ? join(old, value) : value, place);
  if (!weak) noteCleared(e, obj, key);
  // What one instance holds, an instance that is not tracked may hold too.
  if (obj.kind === 'instance' && obj.cls && obj.singular) noteGeneric(e, obj.cls, key, value, place);
}

export function noteGeneric(e: Engine, cls: ClassInfo, key: string, held: Value, place: Place): void {
  // A text that a library gives may be an object of its own.
  const value = held.tokens.reduce((v, t) => t.t === 'obj' && t.obj.kind === 'data' ? withLabels(v, e.heap.baseLabels(t.obj)) : v, held);
  if (value.labels.length === 0) return;
  const g = cls.generic;
  if (g) { e.heap.write(g, key, value, place); return; }
  let before = e.heldBefore.get(cls);
  if (!before) e.heldBefore.set(cls, before = new Map());
  before.set(key, { value: { ...value, tokens: [], facts: null, labels: joinLabels(before.get(key)?.value.labels ?? [], value.labels) }, place });
}

/** Takes away the elements of a sequence from a position on. */
export function truncate(e: Engine, obj: HeapObj, length: number): void {
  if (!obj.singular || obj.global) return;
  for (const k of [...obj.cells.keys()]) if (/^\d+$/.test(k) ? Number(k) >= length : length === 0 && k !== LENGTH) e.heap.setCell(obj, k, undefined);
  if (!obj.cells.has(REST)) e.heap.setCell(obj, LENGTH, { value: e.constant(length), place: null });
}

/** Appends one element to a sequence. */
export function pushElement(e: Engine, obj: HeapObj, value: Value, place: Place): void {
  const n = singleConst(obj.cells.get(LENGTH)?.value ?? UNKNOWN);
  if (obj.singular && !obj.global && typeof n === 'number' && n < 64 && (obj.kind === 'list' || obj.kind === 'tuple')) {
    e.heap.write(obj, String(n), value, place);
    e.heap.write(obj, LENGTH, e.constant(n + 1), null);
    return;
  }
  if (typeof n === 'number') e.heap.write(obj, LENGTH, UNKNOWN, null);
  for (const t of value.tokens) if (t.t === 'obj') t.obj.added = place;
  e.heap.write(obj, REST, join(obj.cells.get(REST)?.value ?? NOTHING, value), place);
}

/** Everything below a value that can carry text: its labels and those of what it holds. */
export function deepLabels(e: Engine, f: Frame | null, v: Value): readonly Label[] {
  let out: readonly Label[] = v.labels;
  for (const t of v.tokens) if (t.t === 'obj') out = joinLabels(out, labelsBelow(e, f, t.obj));
  return out;
}

/** Labels below one object. What a long-lived object holds is a dependency. */
function labelsBelow(e: Engine, f: Frame | null, root: HeapObj): readonly Label[] {
  if (f && !f.deps.knows(root, BELOW)) {
    touch(f, root, BELOW);
    if (root.carrier) for (const c of root.cells.values()) for (const t of c.value.tokens) if (t.t === 'obj' && t.obj.global) touch(f, t.obj, BELOW);
  }
  return e.heap.labelsBelow(root);
}

export { KEYS, clear, TEXT_BITS };
