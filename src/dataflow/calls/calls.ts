import type { Place } from '../../base/words.ts';
import { CallFlag, PASSED_VALUE, type FunctionIR } from '../../ir/ir.ts';
import { CALL, ELEMENT, member } from '../../resolve/api.ts';
import { JSON_OF, LENGTH, PARTIAL, REST, RETURNED, type Cell, type HeapObj } from '../../resolve/heap.ts';
import { ancestry, findMethod, isEnum, isRecord, isValidated, type ClassInfo, type Method, type ModuleInfo } from '../../resolve/program.ts';
import {
  apiOf, Feature, NOTHING, UNKNOWN, addFeature, clear, equalValues, extend, isNothing, join, joinAll, joinLabels, ofLabels, ofToken, ofTokens, receivers, withFacts, withLabels,
  type FnToken, type Label, type Token, type Value,
} from '../../resolve/value.ts';
import { builtinMethod, stringMethod } from '../builtins/builtins.ts';
import { dispatchCall, isGeneric, isGenericMethod } from '../builtins/dispatch.ts';
import { provided } from '../builtins/injector.ts';
import { answeredFor } from '../builtins/intrinsicsHolders.ts';
import { gathered } from '../builtins/signatures.ts';
import { STAGE_METHODS, streamStage } from '../builtins/stages.ts';
import { isStart } from '../code/unused.ts';
import { keepMessage } from '../objects/printed.ts';
import { constructedAs, fillRecord, instantiate, recordAsGiven, recordFields, recordFromDocument, unconstructed } from '../objects/classes.ts';
import { addEffects, toolRunEffect } from '../tools/effects.ts';
import { resultByHand } from '../tools/byHand.ts';
import { functionProperty } from '../objects/functionProperties.ts';
import { librarySequence, overLibrarySequence } from '../objects/librarySequences.ts';
import { ownName } from '../tools/names.ts';
import { composed, composition } from './composition.ts';
import type { Engine } from '../engine.ts';
import { answer, asksOf, dottedName, REVIEWED, underNames } from './answers.ts';
import { apiMember, bind, deepLabels, isModule, readField, readObj, stepVerdict, touch, writeObj } from '../objects/fields.ts';
import { decoded, decodes } from '../code/decoded.ts';
import { keyOf } from '../code/guards.ts';
import { OUTER, importStar, noteExit, run } from '../code/exec.ts';
import { narrow, narrowProperty, propertyOf, setterOf } from '../objects/elements.ts';
import { grantedLater, ownCollection } from '../objects/ownCollections.ts';
import { Exit, definitionsOf, Deps, type Frame } from '../frame.ts';
import { LIMITS } from '../limits.ts';
import { activations, chooseContext } from './contexts.ts';
import { bindArguments, noteBound, passedValue, type Bound } from './binding.ts';
import { generatedCall, isDeclaredOnly } from './generated.ts';
import { applied, calledLater, defaultMethod, functionMethod } from './later.ts';
import { finish, reuse } from './results.ts';
import { parameterFacts } from './parameterFacts.ts';
import { isUndefinedPoint } from './undefinedNames.ts';
import { passedFacts } from './passedOn.ts';
import { plainResult, readAsGiven } from './numbers.ts';
import { applyRows } from '../library/rows.ts';
import { Copier, comesFrom, type Context, type Input, type Summary } from './summaries.ts';
import { byName, handedOn, lacksReceiver, pourInto, runCallbacks, unknownCall, unknownObject } from './unknownCalls.ts';
import { pipeAll } from '../library/chains.ts';
import { vouchMethod } from '../library/vouched.ts';
import { calledFunction } from '../library/userRules.ts';
import { dumpOf } from '../objects/dumps.ts';
import { closedType, dropPicture, dropText, valueOfType } from '../objects/types.ts';
import { asksPerson, proxyCall } from '../objects/proxies.ts';

/** An argument as the caller wrote it. `name` is a keyword; `**` marks unknown keywords, `spread` unknown positions. */
export interface Argument { readonly value: Value; readonly place: Place; readonly name: string | null; readonly spread: boolean; readonly reg: number }

/** A positional argument that no variable of the caller holds. */
export const unnamed = (value: Value, place: Place): Argument => ({ value, place, name: null, spread: false, reg: -1 });

/** `callee(args)`. */
export function callValue(e: Engine, f: Frame, callee: Value, args: readonly Argument[], place: Place, flags: number): Value {
  let out: Value = NOTHING;
  let known = false;
  for (const t of callee.tokens.slice(0, LIMITS.callTargets)) {
    const v = callToken(e, f, t, args, place, flags);
    if (v) { known = true; out = join(out, v); }
  }
  if (!known) out = f.mod.profile.namespaces && (flags & CallFlag.construct) ? unknownObject(e, f, args, callee, place) : unknownCall(e, f, args, callee, place);
  // An object of a class that nothing is known of: what is put into it later must have a place.
  if (!known && flags & CallFlag.construct && f.mod.profile.getters && !out.tokens.length) {
    const o = e.heap.alloc('data', place);
    if (out.labels.length) e.heap.addBase(o, out.labels);
    return ofToken(o.token);
  }
  if (flags & CallFlag.decorator && args[0] && !out.tokens.some((t) => t.t !== 'const')) return { ...args[0].value, facts: null };
  return out;
}

const ERROR_CLASS = /^globalThis\.\w*Error$/;
function callToken(e: Engine, f: Frame, t: Token, args: readonly Argument[], place: Place, flags: number): Value | undefined {
  switch (t.t) {
    case 'fn': return underNames(f, e.dispatch.get(t.fn), () => invoke(e, f, t, args, place));
    case 'class': return instantiate(e, f, t.cls, args, place);
    case 'api': return isUndefinedPoint(f.mod, t.node) ? UNKNOWN : applyRows(e, f, t, args, place, null, flags);
    case 'bound': return callMethod(e, f, t.recv, -1, t.name, args, place, flags);
    case 'super': {
      // Constructor call of the base class.
      for (const b of t.cls.bases) {
        if (!('ir' in b)) { constructedAs(t.self, applyRows(e, f, e.apiToken(b, null), args, place, null, CallFlag.none, -1, t.self)); continue; }
        constructBase(e, f, b, t.self, args, place);
      }
      // What the class of a library is given, such as the message of an exception, its methods give back.
      if (!t.cls.bases.some((b) => 'ir' in b)) {
        // An exception's options are no part of its message.
        const isError = t.cls.bases.some((b) => !('ir' in b) && ERROR_CLASS.test(b.path));
        const given = (isError ? args.slice(0, 1) : args).reduce((l: readonly Label[], a) => joinLabels(l, deepLabels(e, f, a.value)), []);
        for (const s of t.self.tokens) if (s.t === 'obj') {
          if (isError && args[1]) e.heap.write(s.obj, 'cause', readField(e, f, args[1].value, 'cause', place, false), place);
          if (given.length) e.heap.addBase(s.obj, extend(given, 'step', place, `given to the class above ${t.cls.ir.name}`));
        }
      }
      return t.self;
    }
    case 'obj': {
      if (t.obj.cls) {
        const call = t.obj.cls.mod.profile.callMethod;
        const m = (call ? findMethod(t.obj.cls, call) : undefined) ?? calledAs(t.obj.cls);
        if (m) return invoke(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(t.obj.token), m.token.defaults, null), args, place);
        for (const n of ancestry(t.obj.cls).apis) { const i = f.mod.trie.child(n, CALL); const c = i ? f.mod.trie.memberNodes(i, CALL) : []; if (c.length && i) return applyRows(e, f, e.apiToken(i, t.obj), args, place, t.obj, flags); }
      }
      if (isGeneric(t.obj)) return dispatchCall(e, f, t.obj, args, place);
      const chord = gathered(e, f, t.obj, args, place);
      if (chord) return chord;
      const together = composed(e, f, t.obj, '', args, place);
      if (together) return together;
      const target = t.obj.cells.get(PARTIAL);
      if (target) return callValue(e, f, target.value, provided(e, f, applied(t.obj, args)), place, flags);
      const whole = t.obj.cells.get('default') ?? t.obj.cells.get('=');
      if (t.obj.module && whole) return callValue(e, f, whole.value, args, place, flags);
      if (t.obj.api) return applyRows(e, f, e.apiToken(t.obj.api, t.obj), args, place, t.obj, flags);
      return undefined;
    }
    default: return undefined;
  }
}
function constructBase(e: Engine, f: Frame, cls: ClassInfo, self: Value, args: readonly Argument[], place: Place): void {
  for (const name of cls.mod.profile.constructors) {
    const m = findMethod(cls, name);
    if (m) { invoke(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, self, m.token.defaults, null), args, place); return; }
  }
  for (const t of self.tokens) if (t.t === 'obj' && isRecord(cls)) fillRecord(e, f, cls, t.obj, args, place);
}

/** `base.name(args)`. `baseReg` is the register of base, for facts about it. */
export function callMethod(e: Engine, f: Frame, base: Value, baseReg: number, name: string, args: readonly Argument[], place: Place, flags: number): Value {
  const r = readAsGiven(e, f, vouchMethod(e, f, baseReg, name, resultByHand(e, f, base, name, args, place) ?? methodResult(e, f, ownCollection(e, f, base, baseReg, name, place) ?? base, baseReg, name, args, place, flags), args, place), args, place);
  const v = decodes(name, args) ? decoded(e, r) : r;
  toolRunEffect(e, f, base, name, place); grantedLater(e, f, baseReg, name, args, place);
  const verdicts = base.facts?.filter((x) => x.verdict);
  return verdicts?.length ? withFacts(v, [...(v.facts ?? []), ...verdicts.flatMap((x) => stepVerdict(x, name))]) : v;
}
/** Whether a row says what a method of a labelled library value hands on. */
const isDescribed = (f: Frame, base: Value, name: string): boolean => base.tokens.length > 0 && base.tokens.every((t) => {
  const node = t.t === 'api' ? t.node : t.t === 'obj' && t.obj.cls === null ? t.obj.api : null;
  if (!node) return false;
  const flows = f.mod.trie.memberNodes(node, member(name)).flatMap((n) => f.mod.trie.rows(n)).flatMap((r) => 'flow' in r.row ? [r.row.flow] : []);
  return flows.length > 0 && (t.t === 'api' || flows.every((flow) => flow === 'none'));
});
/** Methods that give the same text as bytes, or the other way round: what was serialised stays known. */
const ENCODINGS = new Set(['encode', 'decode', 'getBytes', 'strip', 'trim', 'toString']);
const isSerialised = (v: Value): boolean => v.tokens.length > 0 && v.tokens.every((t) => t.t === 'obj' && t.obj.cells.has(JSON_OF));
function methodResult(e: Engine, f: Frame, base: Value, baseReg: number, name: string, args: readonly Argument[], place: Place, flags: number): Value {
  if (name === PASSED_VALUE) return passedValue(f, base, args);
  if (f.mod.profile.namespaces) {
    if (SAME.has(name)) return base;
    const extended = extension(e, f, base, name, args, place, baseReg);
    if (extended) return extended;
  }
  const plain = plainResult(e, f, base, name, args);
  if (plain) return plain;
  if (name === 'pipe' && f.mod.profile.keyedMembers && !base.tokens.some((t) => t.t === 'api' && t.recv === null && f.mod.trie.child(t.node, '.pipe'))) { const chained = pipeAll(e, f, base, args.map((a) => a.value), place); if (chained) return chained; }
  if (f.mod.profile.keyedMembers && STAGE_METHODS.has(name)) { const staged = streamStage(e, f, base, name, args, place); if (staged) return staged; }
  if (ENCODINGS.has(name) && isSerialised(base)) return { ...base, facts: null };
  const record = recordOf(e, f, base, name, place);
  if (record) return methodOfObj(e, f, record, baseReg, name, args, place, flags) ?? UNKNOWN;
  const sequence = librarySequence(e, f, base, name, place);
  if (sequence) return builtinMethod(e, f, sequence, baseReg, name, args, place) ?? UNKNOWN;
  let out: Value = NOTHING;
  let known = false;
  for (const t of base.tokens.slice(0, LIMITS.callTargets)) {
    const v = methodOfToken(e, f, t, baseReg, name, args, place, flags);
    if (v) { known = true; out = join(out, v); }
  }
  // What was made of the one text that is known, the default of a setting, may have been made of another.
  if (base.top && base.tokens.some((t) => t.t === 'const')) out = join(out, UNKNOWN);
  if ((base.labels.length && !isDescribed(f, base, name)) || !known) {
    if (f.mod.profile.checkedTypes) pourInto(e, name, base.labels, args, place);
    const v = partByKey(f, base, name, args, place) ?? stringMethod(e, f, base, baseReg, name, args, place);
    // What the answer says of a text, it says of each that the text may be.
    if (v) { out = base.tokens.length > 0 && base.tokens.every((t) => t.t === 'const') ? withFacts(join(out, v), v.facts ?? []) : join(out, v); known = true; }
    else if (!known || base.labels.length) {
      const given = base.labels.length === 0 && base.tokens.length === 0 ? handedOn(e, f, name, args, place) : undefined;
      out = join(out, given ?? byName(e, f, base, name, args, place, flags) ?? unknownCall(e, f, args, ofLabels(deepLabels(e, f, base)), place));
    }
  }
  return out;
}

/** The part of a labelled library value that a method reads by a constant key, as its row says: a segment of a message by its name. */
function partByKey(f: Frame, base: Value, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const reads = base.tokens.map((t) => t.t === 'api' ? f.mod.trie.memberNodes(t.node, member(name)).flatMap((n) => f.mod.trie.rows(n)).map(({ row }) => row).find((row) => 'read' in row && row.read === 'self' && row.key === '0') : undefined);
  const key = reads.length > 0 && reads.every((row) => row !== undefined) && args[0]?.name === null ? keyOf(args[0].value) : undefined;
  return key === undefined ? undefined : ofLabels(extend(narrow(base.labels, key, place), 'step', place, `${name}()`));
}

/** An item of a sequence whose elements are asked for by their tags: an object, so that each read of an element is judged by itself. */
function recordOf(e: Engine, f: Frame, base: Value, name: string, place: Place): HeapObj | undefined {
  const [only] = base.tokens;
  if (base.tokens.length !== 1 || only?.t !== 'api' || base.labels.length === 0 || base.labels.some((l) => l.shape !== 'dicom')) return undefined;
  if (!f.mod.trie.memberNodes(only.node, member(name)).some((n) => f.mod.trie.rows(n).some((r) => 'read' in r.row))) return undefined;
  const o = e.heap.alloc('data', place);
  o.api = only.node;
  e.heap.addBase(o, base.labels);
  return o;
}

function methodOfToken(e: Engine, f: Frame, t: Token, baseReg: number, name: string, args: readonly Argument[], place: Place, flags: number): Value | undefined {
  switch (t.t) {
    case 'obj': return methodOfObj(e, f, t.obj, baseReg, name, args, place, flags);
    case 'api': {
      const nodes = f.mod.trie.memberNodes(t.node, member(name));
      if (nodes.length === 0) {
        const b = builtinMethod(e, f, t, baseReg, name, args, place) ?? overLibrarySequence(e, f, t, baseReg, name, args, place);
        if (b) return b;
        // A member with a source of its own (pixels) has its own labels; the object that it was read from adds none.
        if (f.mod.trie.rows(t.node).some((r) => 'source' in r.row)) return undefined;
        const given = t.recv && deepLabels(e, f, ofToken(t.recv.token)).length > 0 ? undefined : handedOn(e, f, name, args, place);
        return given ?? unknownCall(e, f, args, t.recv ? ofToken(t.recv.token) : null, place);
      }
      let out: Value = NOTHING;
      for (const n of nodes) out = join(out, applyRows(e, f, e.apiToken(n, t.recv), args, place, t.recv, flags, baseReg, t.recv ? null : ofToken(t)));
      return out;
    }
    case 'class': return classMethod(e, f, t.cls, name, args, place, flags);
    case 'super': {
      const v = readField(e, f, ofToken(t), name, place, false);
      if (f.mod.profile.constructors.includes(name) && !v.tokens.some((x) => x.t === 'fn')) for (const b of t.cls.bases) if (!('ir' in b)) constructedAs(t.self, applyRows(e, f, e.apiToken(b, null), args, place, null, CallFlag.none, -1, t.self));
      if (f.mod.profile.constructors.includes(name)) keepMessage(e, t.self, args, place);
      const bare = v.tokens.length === 0 && name === f.mod.profile.maker ? unconstructed(e, f, args, place) : undefined;
      if (v.tokens.length || bare) return bare ?? callValue(e, f, v, args, place, flags);
      // The method of a collection that the class extends.
      const own = t.self.tokens.flatMap((s) => s.t === 'obj' && (s.obj.kind === 'dict' || s.obj.kind === 'list') ? [builtinMethod(e, f, s, -1, name, args, place)] : []).filter((x) => x !== undefined);
      return own.length ? joinAll(own) : unknownCall(e, f, args, null, place);
    }
    case 'fn':
      // An interface with one method is a function where types are checked; its method may have any name.
      if (f.mod.profile.checkedTypes && !COMPOSING.has(name)) return underNames(f, e.dispatch.get(t.fn), () => invoke(e, f, defaultMethod(e, t, name) ?? t, args, place));
      if (f.mod.profile.checkedTypes) { const made = composition(e, ofToken(t), name, args, place); if (made) return made; }
      if (name === 'call' || name === 'apply' || name === 'bind') return functionMethod(e, f, t, name, args, place);
      const own = functionProperty(e, f, t, name);
      if (own) return callValue(e, f, own, args, place, flags);
      return calledLater(e, f, t, name, args, place) ?? builtinMethod(e, f, t, baseReg, name, args, place) ?? unknownCall(e, f, args, null, place);
    default: return builtinMethod(e, f, t, baseReg, name, args, place);
  }
}

function methodOfObj(e: Engine, f: Frame, o: HeapObj, baseReg: number, name: string, args: readonly Argument[], place: Place, flags: number): Value | undefined {
  touch(f, o, name);
  // Where types are checked, a method and a field may share a name.
  const isMethod = f.mod.profile.checkedTypes && (o.api !== null || (o.cls !== null && findMethod(o.cls, name) !== undefined));
  const own = isMethod ? undefined : o.cells.get(name);
  if (own && own.value.tokens.some((t) => t.t !== 'const')) return underNames(f, e.dispatch.get(o) ?? ownNames(o), () => callValue(e, f, withThis(e, f, own.value, o), args, place, flags));
  const inFront = o.kind === 'data' ? answeredFor(e, f, o, name, place) : undefined;
  if (inFront) return callValue(e, f, inFront, args, place, flags);
  const together = o.kind === 'data' ? composed(e, f, o, name, args, place) : undefined;
  if (together) return together;
  if (isModule(o)) {
    const v = readObj(e, f, o, name, place);
    return callValue(e, f, v, args, place, flags);
  }
  if (o.cls) {
    const m = findMethod(o.cls, name);
    if (m && m.role !== 'getter' && m.role !== 'setter') {
      const self = m.role === 'static' ? null : m.role === 'classMethod' ? ofToken(o.cls.token) : ofToken(o.token);
      return underNames(f, e.dispatch.get(o) ?? e.dispatch.get(o.cls.statics) ?? ownNames(o), () => invoke(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, self, m.token.defaults, null), args, place, baseReg));
    }
    // What it holds as a collection is none of its fields.
    const collected = o.kind === 'instance' ? undefined : builtinMethod(e, f, o.token, baseReg, name, args, place);
    if (collected) return collected;
    const v = readObj(e, f, o, name, place);
    if (args.length === 0 && o.cls.mod.profile.getters && isRecord(o.cls) && recordFields(o.cls).some(({ field }) => field.name === name)) return v;
    if (isGenericMethod(v)) return callValue(e, f, v, [{ value: ofToken(o.token), place, name: null, spread: false, reg: baseReg }, ...args], place, flags);
    if (v.tokens.some((t) => t.t !== 'const')) return callValue(e, f, v, args, place, flags);
    if (isValidated(o.cls) || isRecord(o.cls)) {
      const dumped = dumpOf(e, f, o, name, args, place);
      if (dumped) return dumped;
      if (/^(toString|toJSON|equals|hashCode|ToString)$/.test(name)) return ofLabels(extend(deepLabels(e, f, ofToken(o.token)), 'step', place, `${name}()`));
    }
    return builtinMethod(e, f, o.token, baseReg, name, args, place) ?? unknownCall(e, f, args, ofLabels(deepLabels(e, f, ofToken(o.token))), place);
  }
  if (o.api) {
    const nodes = f.mod.trie.memberNodes(o.api, member(name));
    if (nodes.length) {
      let out: Value = NOTHING;
      for (const n of nodes) out = join(out, applyRows(e, f, e.apiToken(n, o), args, place, o, flags, baseReg));
      return out;
    }
  }
  // What a tool or a toolkit gives (its list of tools, a renamed copy) can do what it can.
  const property = f.mod.profile.getters && args.length === 0 && o.kind === 'data' ? propertyOf(name) : undefined;
  if (property !== undefined) {
    const labels = e.heap.baseLabels(o);
    touch(f, o, property);
    const set = o.cells.get(property);
    if (set && labels.length > 0) return set.value;
    if (labels.some((l) => l.shape !== null)) return ofLabels(extend(narrowProperty(labels, property), 'step', place, `${name}()`));
    // A part of a resource that the program itself fills is filled with it.
    if (labels.length === 0 && o.api && f.mod.trie.rows(o.api).some(({ row }) => 'source' in row && row.parameter === true && row.shape !== undefined)) return ofToken(o.token);
  }
  if (f.mod.profile.getters && o.kind === 'data' && args.length > 0) {
    // What is set takes the place of what came from outside.
    const key = args.length === 1 && o.singular && e.heap.baseLabels(o).some((l) => l.shape === 'fhir') ? setterOf(name) : undefined;
    if (key !== undefined) writeObj(e, f, o, key, { ...args[0]!.value, facts: null }, place);
    // What is handed to an object that is no model row's business may stay in it; setters and builders give it back.
    const given = args.reduce((l: readonly Label[], a) => joinLabels(l, deepLabels(e, f, a.value)), []);
    if (given.length && !/^(get|is|has|equals|compareTo|contains|matches)/.test(name)) e.heap.addBase(o, given);
    if (/^(set|add|with|put|append)([A-Z]|$)/.test(name)) return ofToken(o.token);
  }
  if (o.note?.can || o.note?.tool) return join(ofToken(o.token), handedOn(e, f, name, args, place) ?? unknownCall(e, f, args, null, place));
  const sequence = o.api && f.mod.trie.memberNodes(o.api, ELEMENT).length > 0 ? overLibrarySequence(e, f, o.token, baseReg, name, args, place) : undefined;
  const known = sequence ?? builtinMethod(e, f, o.token, baseReg, name, args, place) ?? (o.api ? overLibrarySequence(e, f, o.token, baseReg, name, args, place) : undefined);
  if (known) return known;
  // Functions that were stored under names which are not known, or that a proxy gives for any name.
  const any = o.cells.get(REST)?.value.tokens.filter((t) => t.t === 'fn');
  if (any?.length) return callValue(e, f, ofTokens(any), args, place, flags);
  const labels = deepLabels(e, f, ofToken(o.token));
  return (labels.length === 0 ? handedOn(e, f, name, args, place) : undefined) ?? unknownCall(e, f, args, ofLabels(labels), place);
}

/** The method that a library runs when an object of a class below one of its own is called. */
function calledAs(cls: ClassInfo): Method | undefined {
  const names = cls.mod.profile.calledAs;
  const name = names && ancestry(cls).apis.flatMap(({ path }) => names[path] ?? [])[0];
  return name === undefined ? undefined : findMethod(cls, name);
}

/** Methods of tasks and sequences that give what they are called on, as far as values go. */
const SAME = new Set(['ConfigureAwait', 'GetAwaiter', 'GetResult', 'AsTask', 'WithCancellation', 'AsEnumerable', 'AsReadOnly', 'WaitAsync']);

/** A static method of the project that extends the type of the receiver, where the receiver has no such method itself. */
function extension(e: Engine, f: Frame, base: Value, name: string, args: readonly Argument[], place: Place, baseReg: number): Value | undefined {
  const found = e.extensionsNamed(name, args.length + 1);
  if (found.length === 0) return undefined;
  for (const t of base.tokens) {
    if (t.t === 'class' || (t.t === 'obj' && t.obj.cls && findMethod(t.obj.cls, name))) return undefined;
    const node = apiOf(t);
    if (node && f.mod.trie.memberNodes(node, member(name)).length) return undefined;
  }
  let out: Value = NOTHING;
  const given = [{ value: base, place, name: null, spread: false, reg: baseReg }, ...args];
  for (const t of found.slice(0, LIMITS.byName)) out = join(out, invoke(e, f, t, given, place));
  return out;
}

/** Methods of functions that make other functions of them. */
const COMPOSING = new Set(['andThen', 'compose', 'negate', 'and', 'or', 'identity', 'reversed', 'thenComparing', 'hashCode', 'equals', 'toString', 'getClass', 'GetType', 'ToString', 'Method', 'Target']);

/** Functions stored on an object get it as their receiver; where only classes bind their functions, those of one object are plain. */
function withThis(e: Engine, f: Frame, v: Value, o: HeapObj): Value {
  if (f.mod.profile.bindsFunctions || !v.tokens.some((t) => t.t === 'fn' && !t.fn.selfParam && t.fn.kind !== 'lambda' && !t.self)) return v;
  return { ...v, tokens: v.tokens.map((t) => t.t === 'fn' && !t.fn.selfParam && t.fn.kind !== 'lambda' && !t.self ? e.fnToken(t.mod, t.fn, t.scope, ofToken(o.token), t.defaults, t.bound) : t).sort((a, b) => a.id - b.id) };
}

/** An object of a list that was found by its name does what it does under that name. */
function ownNames(o: HeapObj): ReadonlySet<string> | undefined { const name = ownName(o); return name === null ? undefined : new Set([name]); }

function classMethod(e: Engine, f: Frame, cls: ClassInfo, name: string, args: readonly Argument[], place: Place, flags: number): Value | undefined {
  const m = findMethod(cls, name, name === cls.mod.profile.subclassHook ? cls : undefined);
  if (!m && name === cls.mod.profile.subclassHook) return UNKNOWN;
  if (m) {
    const self = m.role === 'classMethod' || (m.role === 'static' && !m.token.fn.selfParam && !cls.mod.profile.bindsFunctions) ? ofToken(cls.token) : null;
    return underNames(f, e.dispatch.get(cls.statics), () => invoke(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, self, m.token.defaults, null), args, place));
  }
  const v = readField(e, f, ofToken(cls.token), name, place, false);
  if (v.tokens.some((t) => t.t !== 'const')) return callValue(e, f, v, args, place, flags);
  // What ships with the program, by its address.
  if (cls.mod.profile.getters && /^getResource(AsStream)?$/.test(name)) return e.constant('classpath:');
  if (isEnum(cls)) return UNKNOWN;
  if (UNCHECKED.has(name) && isValidated(cls)) return recordAsGiven(e, f, cls, args, place);
  if ((isRecord(cls) || isValidated(cls)) && args[0]) return recordFromDocument(e, f, cls, args[0].value, place);
  return undefined;
}

/** Methods by which a validating class makes an object without a check. */
const UNCHECKED = new Set(['model_construct', 'construct']);

/** Calls a function with plain positional values. */
export function callFunction(e: Engine, f: Frame, t: FnToken, values: readonly Value[], place: Place, args?: readonly Argument[]): Value {
  return invoke(e, f, t, args ?? values.map((value) => unnamed(value, place)), place);
}

/** Calls a project function, and lets the user's own rules have their say of the call. */
export function invoke(e: Engine, f: Frame, callee: FnToken, given: readonly Argument[], place: Place, baseReg = -1): Value {
  const { gone, back } = e;
  if (!e.settled && f.fn.index === 0 && f.depth === 0 && isStart(f, callee, given, place)) e.fromModules.push({ frame: f, run: () => { const again = e.rootFrame(f.mod); invoke(e, again, callee, given, place); return again; } });
  const answered = invokeFunction(e, f, callee, given, place, baseReg);
  e.gone = gone || e.ended;
  e.back = back || !e.ended;
  e.ended = false;
  const passed = callee.bound ? [] : passedFacts(callee.fn, given, receivers(callee));
  const v = passed.length ? withFacts(answered, [...(answered.facts ?? []), ...passed]) : answered;
  return e.user ? calledFunction(e, f, callee, given, place, v, baseReg) : v;
}

/** By a summary of an equal earlier call, or by running the function. */
function invokeFunction(e: Engine, f: Frame, callee: FnToken, given: readonly Argument[], place: Place, baseReg: number): Value {
  const fn = callee.fn;
  const unbound = takesReceiver(callee, given);
  const t = unbound ? e.fnToken(callee.mod, fn, callee.scope, { ...given[0]!.value, facts: null }, callee.defaults, callee.bound) : callee;
  const args = unbound ? given.slice(1) : given;
  const written = isDeclaredOnly(fn) ? generatedCall(e, f, t, args, place) : undefined;
  if (written) return written;
  if (t.self && isAbstract(t)) return abstractCall(e, f, t, args, place);
  if (f.depth > LIMITS.callDepth || e.budget <= 0) return unknownResult(e, f, args, t, place, e.budget <= 0 ? 'entryBudget' : 'callDepth');
  const b = bindArguments(e, t, args, place);
  const name = fn.name || 'a function';
  for (let i = 0; i < b.values.length; i++) {
    const v = b.values[i];
    const p = fn.params[i]!;
    if (v && v.labels.length) b.values[i] = { ...v, labels: extend(v.labels, 'call', p ? { file: t.mod.file, start: p.span.start, end: p.span.end } : place, `passed to ${name} as ${p?.name ?? 'argument'}`), facts: null };
    else if (v?.facts) b.values[i] = { ...v, facts: null };
    if (p.type && v && v.labels.length && t.mod.profile.checkedTypes && closedType(e, t.mod, p.type, place)) b.values[i] = dropPicture(dropText(b.values[i]!), p.type);
    if (p.type && (!v || (v.tokens.length === 0 && v.labels.length === 0)) && p.kind === 'positional') {
      const typed = valueOfType(e, t.mod, p.type, { file: t.mod.file, start: p.span.start, end: p.span.end }, f.depth === 0, 0, p.name);
      if (typed.tokens.length || typed.labels.length) b.values[i] = join(v ?? UNKNOWN, typed); // What was not handed over may be nothing.
    }
  }
  e.user?.bind(e, t, b);
  e.probe?.bind(e, t, b);
  const { contexts, context, key, input, self, hasRoom } = chooseContext(e, f, t, b, place);
  if (context?.running) { context.recursive = true; return withLabels(context.approximation, []); }
  if (context?.summary && !e.probe?.isAtSink) {
    const { deps } = context.summary;
    if (!deps.stale) return reused(e, f, t, context.summary, input, b, place, baseReg);
    // What keeps changing is looked at again in the next sweep.
    if (context.sweep === e.sweep && context.rounds >= LIMITS.recomputed) { e.deferred.add(f.deps); return reused(e, f, t, context.summary, input, b, place, baseReg); }
  }
  if (!hasRoom || activations(f, fn) >= LIMITS.recursionDepth) return unknownResult(e, f, args, t, place, 'contexts');

  const c: Context = context ?? { key, running: false, recursive: false, approximation: NOTHING, summary: null, sweep: e.sweep, rounds: 0 };
  contexts.set(key, c);
  if (c.sweep !== e.sweep) { c.sweep = e.sweep; c.rounds = 0; }
  c.rounds++;
  c.running = true;
  let result: Value = NOTHING;
  try {
    for (let round = 0; round < LIMITS.recursionRounds; round++) {
      c.recursive = false;
      const done = execute(e, f, t, b, input, self, place, baseReg);
      result = done.result;
      c.summary = done.summary;
      if (!c.recursive || equalValues(done.summary.ret, c.approximation)) break;
      c.approximation = join(c.approximation, { ...done.summary.ret, facts: null });
    }
  } finally { c.running = false; }
  e.ended = neverReturns(t, c.summary);
  return result;
}

/** Whether a call of a function is known not to come back. A method that only its subclasses fill in is no end, and one that is awaited may be started only. */
function neverReturns({ fn, mod }: FnToken, s: Summary | null): boolean {
  if (!s || s.returns || fn.isAsync || fn.isGenerator) return false;
  const cls = fn.classIndex >= 0 ? mod.classes[fn.classIndex] : undefined;
  return !cls?.subclasses.length && !s.thrown.tokens.some((t) => /NotImplemented|UnsupportedOperation|NotSupported/.test(t.t === 'api' ? t.node.path : t.t === 'obj' ? t.obj.api?.path ?? '' : ''));
}
function reused(e: Engine, f: Frame, t: FnToken, s: Summary, input: Input, b: Bound, place: Place, baseReg: number): Value {
  const v = reuse(e, f, t, s, input, b, place, baseReg);
  e.ended = neverReturns(t, s);
  return v;
}

/** A reference to a method of a class (`Type::name`) takes the receiver as its first argument. */
function takesReceiver(t: FnToken, args: readonly Argument[]): boolean {
  const { fn } = t;
  return lacksReceiver(t) && args.length > 0 && args[0]!.name === null
    // Sequences hand a position to their functions beside the element, which not all take.
    && args.length > fn.params.filter((p) => p.kind === 'positional').length;
}
/** A call of a declaration: of the model behind its object, of a person by its name, or of code that is not here. */
function abstractCall(e: Engine, f: Frame, t: FnToken, args: readonly Argument[], place: Place): Value {
  const answered = proxyCall(e, f, t, args, place);
  if (answered) return answered;
  const v = unknownCall(e, f, args, t.self, place);
  const type = t.fn.returnType;
  const given = type && v.tokens.length === 0 ? valueOfType(e, t.mod, type, place, true) : UNKNOWN;
  const result = type && closedType(e, t.mod, type, place) ? dropText(v) : given.tokens.length || given.labels.length ? withLabels(given, v.labels) : v;
  if (!asksPerson(t.fn.name) && !e.isApproval(dottedName(t))) return result;
  e.questions++;
  e.asking = true;
  return clear(result, REVIEWED);
}
/** A declaration without a body: what it does is not known here. */
const isAbstract = (t: FnToken): boolean => t.mod.profile.checkedTypes && t.fn.code.length === 0 && t.fn.kind === 'method' && !t.fn.isStatic;

function unknownResult(e: Engine, f: Frame, args: readonly Argument[], t: FnToken, place: Place, limit: keyof typeof LIMITS): Value {
  e.limit(limit);
  let labels: readonly Label[] = t.self ? deepLabels(e, f, t.self) : [];
  for (const a of args) labels = joinLabels(labels, deepLabels(e, f, a.value));
  e.probe?.limited(labels, place, limit);
  if (limit === 'contexts') runCallbacks(e, f, args, labels, place);
  return labels.length ? ofLabels(addFeature(extend(labels, 'step', place, `through ${t.fn.name}`), Feature.widened)) : UNKNOWN;
}

let frameIds = 1;
export function newFrame(fn: FunctionIR, mod: ModuleInfo, scope: HeapObj, outer: HeapObj | null, self: Value | null, parent: Frame | null): Frame {
  return {
    id: frameIds++, fn, mod, regs: new Array<Value>(fn.nRegs).fill(NOTHING), scope, outer, self, missing: new Set(), ret: NOTHING, returned: false, yields: null, thrown: NOTHING,
    exits: 0, exitWrites: [], thrownWrites: [], exitRegs: null, exitTrue: null, exitFalse: null, loops: [], loopNesting: 0, refined: null, hits: [], effects: new Map(), runs: new Map(), answers: new Map(), asked: false, answered: { allExits: null, value: false, refused: false }, names: [], nesting: 0, deps: new Deps(), allocs: new Map(), parent, depth: parent ? parent.depth + 1 : 0,
  };
}

function execute(e: Engine, caller: Frame, t: FnToken, b: Bound, input: Input, self: Value | null, place: Place, baseReg: number): { result: Value; summary: Summary } {
  const fn = t.fn;
  e.begins(fn);
  const firstFresh = e.nextId();
  const scope = e.heap.alloc('scope', place);
  if (t.scope) e.heap.fill(scope, OUTER, ofToken(t.scope.token), null);
  const f = newFrame(fn, t.mod, scope, t.scope, self, caller);
  noteBound(f, b);
  fn.params.forEach((p, i) => { f.regs[p.reg] = b.values[i] ?? UNKNOWN; });
  for (const r of b.missing) f.missing.add(r);
  const entry = fn.params.map((p) => f.regs[p.reg]!);
  if (e.held.has(fn)) f.asked = true;
  e.heap.begin();
  const alive = run(e, f, 0, fn.code.length);
  if (alive) { noteExit(f, e.constant(null)); f.returned = true; if (f.ret === NOTHING || fn.kind !== 'lambda') f.ret = f.exits & Exit.returned ? join(f.ret, e.constant(null)) : f.ret === NOTHING ? e.constant(null) : f.ret; }
  for (const w of f.exitWrites) e.heap.joinIn(w);
  // Of what was written on the way to a `throw`, only what was made here can be part of the thrown object alone.
  for (const w of f.thrownWrites) e.heap.joinIn(w, 0, firstFresh);
  const written = e.heap.writtenBefore(firstFresh);
  e.heap.commit();

  let ret = f.ret;
  if (f.yields) {
    const o = e.heap.alloc('list', place);
    o.singular = false;
    e.heap.fill(o, REST, { ...f.yields, facts: null }, place);
    e.heap.fill(o, LENGTH, UNKNOWN, null);
    e.heap.fill(o, RETURNED, { ...f.ret, facts: null }, place);
    ret = ofToken(o.token);
  }
  const facts = parameterFacts(f, entry, ret);
  const entrySteps = new Set(input.labels.map((l) => l.step));
  const hits = entrySteps.size ? f.hits.filter((h) => comesFrom(h.label, entrySteps)) : [];
  const isFresh = (o: HeapObj): boolean => o.id > firstFresh;
  const keep = new Copier(e, new Map(), isFresh, null);
  const writes: { obj: HeapObj; key: string; cell: Cell | undefined }[] = [];
  for (const [obj, m] of written) {
    for (const [key, cell] of m) writes.push({ obj, key, cell: cell ? { value: keep.value(cell.value), place: cell.place } : undefined });
  }
  const summary: Summary = {
    labels: input.labels, objs: input.objs, ret: keep.value(ret), thrown: f.thrown === NOTHING ? NOTHING : keep.value(f.thrown), returns: f.returned, writes, hits, effects: f.effects, runs: f.runs, asks: asksOf(f), facts, deps: f.deps,
  };
  f.deps.usedBy(caller.deps);
  for (const h of hits) caller.hits.push(h);
  e.addEffects(fn, f.effects.values());
  addEffects(caller, f.effects.values(), place);
  for (const [k, r] of f.runs) if (!caller.runs.has(k)) caller.runs.set(k, r);
  answer(e, caller, t, summary);
  caller.thrown = f.thrown === NOTHING ? caller.thrown : join(caller.thrown, f.thrown);
  return { result: finish(e, caller, { ...ret, facts: null }, facts, b, t, place, baseReg), summary };
}

/** Executes a module's body. */
export function runModule(e: Engine, mod: ModuleInfo): void {
  const fn = mod.ir.functions[0];
  if (!fn) return;
  const f = newFrame(fn, mod, mod.scope, null, null, null);
  e.begins(fn);
  const budget = e.budget;
  e.budget = e.entryBudget();
  if (mod.profile.namespaces) for (const name of e.program.everywhere) importStar(e, f, name, { file: mod.file, start: 0, end: 0 });
  run(e, f, 0, fn.code.length);
  e.budget = budget;
  for (const w of f.exitWrites) e.heap.joinIn(w);
  for (const o of [mod.scope, mod.exports, ...mod.classes.flatMap((c) => c ? [c.statics] : [])]) e.heap.shareObject(o);
}
export { definitionsOf, isNothing, bind, apiMember };
