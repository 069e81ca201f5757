import type { Place } from '../../base/words.ts';
import { IterKind } from '../../ir/ir.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { findMethod } from '../../resolve/program.ts';
import { NOTHING, UNKNOWN, isNothing, join, ofToken, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { callMethod, callValue, unnamed, type Argument } from '../calls/calls.ts';
import { pathOf, writeFile } from '../library/files.ts';
import { iterate } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { awaited, listOf, mapOver, sequenceMethod, tupleOf } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/**
 * Stages that data flows through: streams of Node and of the web, observables. A stream is what it holds, as a list of unknown length; a stage is
 * an object to whose elements its function adds.
 */

/** Name of the function that hands an element on: `push`, `enqueue`, the callback of a transform. */
export const HAND_ON = 'hand on';
/** Prefix of the name by which an operator is called with the stream that it works on. */
const OPERATOR = 'operator ';
const FUNCTION = '\u0001function';
const SUBSCRIBERS = '\u0001subscribers';

const positional = (s: CallSite): Argument[] => s.args.filter((a) => a.name === null);
const val = (s: CallSite, i: number): Value => { const a = positional(s)[i]; return a ? withoutFacts(a.value) : UNKNOWN; };
const bound = (e: Engine, o: HeapObj, name: string): Value => ofToken({ t: 'bound', id: e.nextId(), recv: ofToken(o.token), name });

/** Adds an element to what a stage holds. */
export function handOn(e: Engine, o: HeapObj, v: Value, place: Place): void {
  if (isNothing(v) || v === UNKNOWN) return;
  e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, withoutFacts(v)), place);
}
/** What a stream, a sequence, a promise or a single value gives, one by one. */
function each(e: Engine, f: Frame, given: Value, place: Place): Value {
  const v = awaited(e, given);
  const streams = v.tokens.filter((t) => t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'tuple' || t.obj.kind === 'set' || t.obj.cells.has(FUNCTION)));
  const rest: Value = { ...withoutFacts(v), tokens: v.tokens.filter((t) => !streams.includes(t)) };
  const one = isNothing(rest) ? NOTHING : rest;
  return streams.length ? join(one, iterate(e, f, { tokens: streams, labels: [], top: false, facts: null }, IterKind.values, place)) : one;
}

/** An object whose function is called for each element, with what it hands on. */
const stage = (...members: string[]): Intrinsic => (e, _f, s) => {
  const o = e.heap.alloc('list', s.place);
  o.singular = false;
  e.heap.fill(o, LENGTH, UNKNOWN, null);
  let fn: Value = NOTHING;
  for (const t of val(s, 0).tokens) if (t.t === 'obj') for (const name of members) fn = join(fn, t.obj.cells.get(name)?.value ?? NOTHING);
  e.heap.fill(o, FUNCTION, fn, s.place);
  return ofToken(o.token);
};
/** The object through which functions of a web stream hand elements on. */
function controller(e: Engine, o: HeapObj, place: Place): Value {
  const c = e.heap.alloc('object', place);
  e.heap.fill(c, 'enqueue', bound(e, o, HAND_ON), null);
  return ofToken(c.token);
}

/** Runs what a stream gives through a stage. Gives the stream behind it. */
function through(e: Engine, f: Frame, source: Value, to: Value, place: Place): Value {
  const element = each(e, f, source, place);
  let out: Value = NOTHING;
  for (const t of to.tokens) {
    if (t.t === 'fn') { out = join(out, callValue(e, f, ofToken(t), [unnamed(listOf(e, element, place), place)], place, 0)); continue; }
    if (t.t !== 'obj') { out = join(out, listOf(e, element, place)); continue; }
    const o = t.obj;
    const path = pathOf(ofToken(t));
    if (path !== undefined) writeFile(e, path, element, { args: [], recv: null, self: null, place });
    const fn = o.cells.get(FUNCTION);
    // The callback of a transform takes an error first; on the web the second argument is the controller, in Node it is an encoding.
    const done = unnamed(bound(e, o, HAND_ON), place);
    if (fn && isNothing(fn.value)) handOn(e, o, element, place);
    else if (fn) callValue(e, f, fn.value, [unnamed(element, place), unnamed(controller(e, o, place), place), done], place, 0);
    else if (o.cls) {
      for (const name of ['_transform', '_write']) if (findMethod(o.cls, name)) callMethod(e, f, ofToken(t), -1, name, [unnamed(element, place), unnamed(UNKNOWN, place), done], place, 0);
      for (const name of ['_flush', '_final']) if (findMethod(o.cls, name)) callMethod(e, f, ofToken(t), -1, name, [done], place, 0);
    } else { out = join(out, listOf(e, element, place)); continue; }
    out = join(out, ofToken(t));
  }
  return isNothing(out) ? listOf(e, element, place) : out;
}
/** `pipeline(source, …stages)`. */
const pipeline: Intrinsic = (e, f, s) => {
  const [first, ...rest] = positional(s).map((a) => withoutFacts(a.value));
  if (!first) return UNKNOWN;
  let stream = first.tokens.some((t) => t.t === 'fn') ? callValue(e, f, first, [], s.place, 0) : first;
  for (const to of rest) stream = through(e, f, stream, to, s.place);
  return stream;
};

/** Methods that lead from one stream to the next. */
export const STAGE_METHODS: ReadonlySet<string> = new Set(['pipe', 'pipeThrough', 'pipeTo', 'getReader', 'read']);
/** Methods of streams on what they are called on. Undefined where a method means nothing for a stream. */
export function streamStage(e: Engine, f: Frame, base: Value, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const operators = args.filter((a) => a.value.tokens.some((t) => t.t === 'bound' && t.name.startsWith(OPERATOR)));
  if (name === 'pipe' && args.length > 0 && operators.length > 0) {
    const piped = (source: Value): Value => args.reduce((v, a) => callValue(e, f, withoutFacts(a.value), [unnamed(v, place)], place, 0), source);
    const out = piped(base);
    // A subject gives later what it is given later.
    for (const t of base.tokens) if (t.t === 'obj' && t.obj.cells.has(SUBSCRIBERS)) {
      const made = e.heap.alloc('object', place);
      e.heap.fill(made, 'operators', tupleOf(e, args.map((a) => a.value), place), place);
      e.heap.fill(made, 'stream', out, place);
      e.heap.write(t.obj, SUBSCRIBERS, join(t.obj.cells.get(SUBSCRIBERS)!.value, ofToken(made.token)), place);
      for (const x of out.tokens) if (x.t === 'obj' && !x.obj.cells.has(SUBSCRIBERS)) e.heap.setCell(x.obj, SUBSCRIBERS, { value: UNKNOWN, place });
    }
    return out;
  }
  const to = args[0]?.value;
  const isStage = to?.tokens.some((t) => t.t === 'obj' && (t.obj.cells.has(FUNCTION) || pathOf(ofToken(t)) !== undefined || (t.obj.cls && ['_transform', '_write'].some((m) => findMethod(t.obj.cls!, m)))));
  if ((name === 'pipe' || name === 'pipeThrough' || name === 'pipeTo') && to && isStage) return through(e, f, base, withoutFacts(to), place);
  if (name === 'getReader' && base.tokens.some((t) => t.t === 'obj' && t.obj.cells.has(FUNCTION))) return base;
  if (name === 'read' && args.length === 0 && base.tokens.some((t) => t.t === 'obj' && t.obj.cells.has(FUNCTION))) {
    const o = e.heap.alloc('object', place);
    e.heap.fill(o, 'value', each(e, f, base, place), place);
    e.heap.fill(o, 'done', UNKNOWN, null);
    return ofToken(o.token);
  }
  return undefined;
}

/** Methods of one stage or stream that other sequences don't have. */
export function stageMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  if (name === HAND_ON) { for (const a of args) handOn(e, o, withoutFacts(a.value), place); return UNKNOWN; }
  if (name.startsWith(OPERATOR)) return operate(e, f, o, name.slice(OPERATOR.length), args[0] ? withoutFacts(args[0].value) : UNKNOWN, place);
  if (o.kind !== 'list' && !o.cells.has(FUNCTION)) return undefined;
  switch (name) {
    case 'subscribe': {
      const observer = args[0]?.value ?? UNKNOWN;
      const next = observer.tokens.reduce((v: Value, t) => join(v, t.t === 'obj' ? t.obj.cells.get('next')?.value ?? NOTHING : ofToken(t)), NOTHING);
      const held = o.cells.get(REST)?.value;
      if (!isNothing(next)) {
        if (o.cells.has(SUBSCRIBERS)) e.heap.write(o, SUBSCRIBERS, join(o.cells.get(SUBSCRIBERS)!.value, next), place);
        mapOver(e, f, next, held || !o.cells.has(SUBSCRIBERS) ? [each(e, f, ofToken(o.token), place)] : [], place);
      }
      return UNKNOWN;
    }
    case 'next': if (!o.cells.has(SUBSCRIBERS)) return undefined; give(e, f, o, args[0] ? withoutFacts(args[0].value) : UNKNOWN, place, 0); return UNKNOWN;
    case 'asObservable': return ofToken(o.token);
    case 'on': case 'once': case 'addListener':
      if (!o.cells.has(FUNCTION)) return undefined;
      if (args[1]) mapOver(e, f, withoutFacts(args[1].value), [each(e, f, ofToken(o.token), place)], place);
      return ofToken(o.token);
    case 'write': case 'end': if (!o.cells.has(FUNCTION) || !args[0]) return undefined; through(e, f, withoutFacts(args[0].value), ofToken(o.token), place); return UNKNOWN;
    default: return undefined;
  }
}
/** A subject is given a value: those who listen to it, and to what was made of it, are given theirs. */
function give(e: Engine, f: Frame, o: HeapObj, v: Value, place: Place, depth: number): void {
  handOn(e, o, v, place);
  for (const t of o.cells.get(SUBSCRIBERS)?.value.tokens ?? []) {
    if (t.t === 'fn') { mapOver(e, f, ofToken(t), [v], place); continue; }
    if (t.t !== 'obj' || depth > 4) continue;
    const operators = [...t.obj.cells.get('operators')?.value.tokens ?? []].flatMap((x) => x.t === 'obj' ? [...x.obj.cells].filter(([k]) => /^\d+$/.test(k)).map(([, c]) => c.value) : []);
    const out = operators.reduce((s: Value, op) => callValue(e, f, op, [unnamed(s, place)], place, 0), listOf(e, v, place));
    for (const x of t.obj.cells.get('stream')?.value.tokens ?? []) if (x.t === 'obj') give(e, f, x.obj, each(e, f, out, place), place, depth + 1);
  }
}

/** Operators that give each element to a function, and the method of sequences that does the same. */
const BY_FUNCTION: Readonly<Record<string, string>> = { map: 'map', filter: 'filter', tap: 'forEach', find: 'filter', takeWhile: 'filter', skipWhile: 'filter', groupBy: 'forEach', every: 'every', distinctUntilKeyChanged: 'forEach' };
/** Operators whose function gives a stream, a promise or a sequence, of which the elements go on. */
const FLATTENING = new Set(['mergeMap', 'flatMap', 'concatMap', 'switchMap', 'exhaustMap', 'expand', 'mergeScan']);
const SAME = ['take', 'skip', 'first', 'last', 'debounceTime', 'throttleTime', 'auditTime', 'delay', 'retry', 'repeat', 'distinct', 'distinctUntilChanged', 'share', 'shareReplay', 'observeOn', 'subscribeOn', 'takeUntil', 'takeLast', 'skipLast', 'timeout', 'sampleTime', 'mergeAll', 'concatAll', 'switchAll', 'defaultIfEmpty', 'startWith', 'endWith', 'catchError', 'finalize', 'toArray', 'bufferCount', 'bufferTime', 'scan', 'reduce', 'withLatestFrom', 'combineLatestWith', 'mergeWith', 'concatWith', 'pairwise', 'count'];
const operator = (name: string): Intrinsic => (e, _f, s) => {
  const o = e.heap.alloc('object', s.place);
  positional(s).forEach((a, i) => e.heap.fill(o, String(i), withoutFacts(a.value), a.place));
  return bound(e, o, OPERATOR + name);
};
/** What an operator makes of a stream. */
function operate(e: Engine, f: Frame, op: HeapObj, name: string, source: Value, place: Place): Value {
  const element = each(e, f, source, place);
  const fn = op.cells.get('0')?.value ?? UNKNOWN;
  const stream = (v: Value): Value => listOf(e, v, place);
  const others = [...op.cells].filter(([k]) => /^\d+$/.test(k)).map(([, c]) => c.value);
  const same = BY_FUNCTION[name];
  if (same !== undefined) {
    const list = stream(element).tokens[0]!;
    const made = list.t === 'obj' ? sequenceMethod(e, f, list.obj, same, [unnamed(fn, place)], place) : undefined;
    return same === 'forEach' || same === 'every' || !made ? stream(element) : made;
  }
  if (FLATTENING.has(name)) return stream(each(e, f, mapOver(e, f, fn, [element, UNKNOWN], place), place));
  switch (name) {
    case 'mergeAll': case 'concatAll': case 'switchAll': return stream(each(e, f, element, place));
    case 'startWith': case 'endWith': case 'defaultIfEmpty': return stream(others.reduce(join, element));
    case 'mergeWith': case 'concatWith': return stream(others.reduce((v, x) => join(v, each(e, f, x, place)), element));
    case 'withLatestFrom': case 'combineLatestWith': return stream(tupleOf(e, [element, ...others.map((x) => each(e, f, x, place))], place));
    case 'catchError': return stream(join(element, each(e, f, mapOver(e, f, fn, [], place), place)));
    case 'toArray': case 'bufferCount': case 'bufferTime': case 'pairwise': return stream(stream(element));
    case 'count': return stream(UNKNOWN);
    case 'scan': case 'reduce': { const first = op.cells.get('1')?.value ?? element; return stream(join(first, mapOver(e, f, fn, [join(first, mapOver(e, f, fn, [first, element, UNKNOWN], place)), element, UNKNOWN], place))); }
    default: return stream(element);
  }
}

const streamOf: Intrinsic = (e, f, s) => listOf(e, positional(s).map((a) => each(e, f, a.value, s.place)).reduce(join, NOTHING), s.place);
const ofValues: Intrinsic = (e, _f, s) => listOf(e, positional(s).map((a) => withoutFacts(a.value)).reduce(join, NOTHING), s.place);
const onlyValue: Intrinsic = (e, f, s) => each(e, f, val(s, 0), s.place);
const combined: Intrinsic = (e, f, s) => {
  for (const t of val(s, 0).tokens) if (t.t === 'obj') {
    const isList = t.obj.kind === 'list';
    const o = e.heap.alloc(isList ? 'tuple' : 'object', s.place);
    for (const [k, c] of t.obj.cells) if (!k.startsWith('\u0001')) e.heap.fill(o, k, each(e, f, c.value, s.place), c.place);
    if (isList) e.heap.fill(o, LENGTH, UNKNOWN, null);
    return listOf(e, ofToken(o.token), s.place);
  }
  return UNKNOWN;
};
const subject: Intrinsic = (e, _f, s) => {
  const o = e.heap.alloc('list', s.place);
  o.singular = false;
  e.heap.fill(o, LENGTH, UNKNOWN, null);
  e.heap.fill(o, SUBSCRIBERS, UNKNOWN, null);
  if (positional(s)[0]) e.heap.fill(o, REST, val(s, 0), s.place);
  return ofToken(o.token);
};
/** `new Observable((subscriber) => …)`, `new ReadableStream({ start(controller) … })`: the function hands the elements on. */
const made = (member: string | null): Intrinsic => (e, f, s) => {
  const o = e.heap.alloc('list', s.place);
  o.singular = false;
  e.heap.fill(o, LENGTH, UNKNOWN, null);
  e.heap.fill(o, FUNCTION, NOTHING, null);
  const to = e.heap.alloc('object', s.place);
  for (const name of ['next', 'enqueue', 'push']) e.heap.fill(to, name, bound(e, o, HAND_ON), null);
  for (const t of val(s, 0).tokens) {
    const fns = t.t === 'obj' ? [member, 'pull'].flatMap((name) => name === null ? [] : t.obj.cells.get(name)?.value ?? []) : member === null ? [ofToken(t)] : [];
    for (const fn of fns) mapOver(e, f, fn, [ofToken(to.token)], s.place);
  }
  return ofToken(o.token);
};
const deferred: Intrinsic = (e, f, s) => listOf(e, each(e, f, mapOver(e, f, val(s, 0), [], s.place), s.place), s.place);
const pushed: Intrinsic = (e, _f, s) => { if (s.recv) for (const a of positional(s)) handOn(e, s.recv, a.value, s.place); return UNKNOWN; };

/** API path → what the call does. */
export const STAGE_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'stream.Transform': stage('transform', 'flush'), 'stream.Writable': stage('write', 'final'), 'stream.Duplex': stage('write', 'transform'), 'stream.PassThrough': stage(), 'through2': (e, f, s) => stage('transform')(e, f, s, -1),
  'stream.Transform().push': pushed, 'stream.Readable().push': pushed, 'stream.Duplex().push': pushed,
  'stream.pipeline': pipeline, 'stream.promises.pipeline': pipeline, 'stream.compose': pipeline,
  'stream.Readable.from': streamOf,
  'globalThis.TransformStream': stage('transform', 'flush'), 'globalThis.WritableStream': stage('write'), 'globalThis.ReadableStream': made('start'), 'globalThis.ReadableStream.from': streamOf,
  ...Object.fromEntries([...Object.keys(BY_FUNCTION), ...FLATTENING, ...SAME].map((name) => [`rxjs.${name}`, operator(name)])),
  'rxjs.from': streamOf, 'rxjs.of': ofValues, 'rxjs.merge': streamOf, 'rxjs.concat': streamOf, 'rxjs.race': streamOf, 'rxjs.defer': deferred, 'rxjs.forkJoin': combined, 'rxjs.combineLatest': combined, 'rxjs.zip': combined,
  'rxjs.firstValueFrom': onlyValue, 'rxjs.lastValueFrom': onlyValue, 'rxjs.Subject': subject, 'rxjs.BehaviorSubject': subject, 'rxjs.ReplaySubject': subject, 'rxjs.AsyncSubject': subject, 'rxjs.Observable': made(null),
};
