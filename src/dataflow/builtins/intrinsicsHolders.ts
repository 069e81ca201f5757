import { JSON_OF, LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, constants, extend, isNothing, join, ofLabels, ofToken, someStrings, withoutFacts, type Value } from '../../resolve/value.ts';
import type { Place } from '../../base/words.ts';
import type { CallSite } from '../calls/arguments.ts';
import { PROMISE, SETTLE, mapOver } from './builtins.ts';
import { callMethod } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { iterate } from '../code/exec.ts';
import { enter } from '../code/ownMethods.ts';
import { IterKind } from '../../ir/ir.ts';
import { CALL } from '../../resolve/api.ts';
import { instanceOfClass } from '../objects/types.ts';
import { pushElement, readField, sourceLabels, touch } from '../objects/fields.ts';
import { admitted } from '../objects/schemas.ts';
import type { Frame } from '../frame.ts';
import { HOME_INTRINSICS } from './homes.ts';
import type { Intrinsic } from './intrinsics.ts';
import { importValue } from '../objects/modules.ts';

/** Calls that hold, copy or load one value for others: context variables, references, deep copies, modules by name. */

const positional = (s: CallSite): Value[] => s.args.filter((a) => a.name === null).map((a) => withoutFacts(a.value));
const arg = (s: CallSite, i: number): Value => positional(s)[i] ?? UNKNOWN;

/** A place for one value: a list of one element. */
function holder(e: Engine, s: CallSite, first: Value | undefined): HeapObj {
  const o = e.heap.alloc('list', s.place);
  e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
  if (first !== undefined) pushElement(e, o, first, s.place);
  return o;
}
const reference: Intrinsic = (e, _f, s) => ofToken(holder(e, s, positional(s)[0]).token);
const supplied: Intrinsic = (e, f, s) => ofToken(holder(e, s, mapOver(e, f, arg(s, 0), [], s.place)).token);
/** `ContextVar(name, default=…)`. */
const contextVariable: Intrinsic = (e, _f, s) => ofToken(holder(e, s, s.args.find((a) => a.name === 'default')?.value).token);

/** Objects that are copied at once; beyond it the copy shares the rest with the original, so writes to one show in the other. */
const MAX_COPIED = 100;

/** A copy of everything below a value. Objects that outlive the run, functions and points of libraries are shared. */
const deepCopy: Intrinsic = (e, _f, s) => {
  const copies = new Map<HeapObj, HeapObj>();
  const copyOf = (v: Value): Value => {
    if (!v.tokens.some((t) => t.t === 'obj')) return v;
    return { ...v, tokens: v.tokens.map((t) => t.t === 'obj' ? copyObject(t.obj).token : t).sort((a, b) => a.id - b.id) };
  };
  const copyObject = (o: HeapObj): HeapObj => {
    const known = copies.get(o);
    if (known !== undefined) return known;
    if (copies.size >= MAX_COPIED || o.kind === 'module' || o.kind === 'scope' || o.kind === 'class' || o.cells.has(JSON_OF)) return o;
    const copy = e.heap.alloc(o.kind, s.place);
    copies.set(o, copy);
    copy.api = o.api; copy.cls = o.cls; copy.note = o.note; copy.singular = o.singular;
    for (const [key, cell] of o.cells) e.heap.setCell(copy, key, { value: copyOf(cell.value), place: cell.place });
    return copy;
  };
  return copyOf(arg(s, 0));
};

/** Modules that one call may load; those beyond are unknown. */
const MOST_MODULES = 16;
/** `import_module("pkg.tools")`, where the name is known. */
const moduleByName: Intrinsic = (e, f, s) => {
  // A loop over names loads one after the other.
  const names = (constants(arg(s, 0)) ?? []).filter((name) => typeof name === 'string').slice(0, MOST_MODULES);
  return names.length ? names.map((name) => importValue(e, f, f.mod, name, undefined, s.place)).reduce(join) : UNKNOWN;
};

/** `createRequire(import.meta.url)`: the function by which modules load others. */
const loading: Intrinsic = (e, f) => { const node = f.mod.trie.at('globalThis.require'); return node ? ofToken(e.apiToken(node, null)) : UNKNOWN; };

/** `{ promise, resolve, reject }`. */
const resolvers: Intrinsic = (e, _f, s) => {
  const promise = e.heap.alloc('data', s.place);
  e.heap.fill(promise, PROMISE, NOTHING, null);
  const all = e.heap.alloc('object', s.place);
  e.heap.write(all, 'promise', ofToken(promise.token), s.place);
  e.heap.write(all, 'resolve', ofToken({ t: 'bound', id: e.nextId(), recv: ofToken(promise.token), name: SETTLE }), s.place);
  e.heap.write(all, 'reject', UNKNOWN, s.place);
  return ofToken(all.token);
};

/** What entering a context manager gives. */
const entered: Intrinsic = (e, f, s) => enter(e, f, arg(s, 0), s.place);

/** An object that answers for another: what the other holds, or what its own function for reading gives. */
const inFront: Intrinsic = (e, f, s) => {
  const reads = arg(s, 1).tokens.map((t) => t.t === 'obj' ? t.obj.cells.get('get')?.value ?? NOTHING : NOTHING).reduce(join, NOTHING);
  if (isNothing(reads)) return arg(s, 0);
  const o = e.heap.alloc('data', s.place);
  e.heap.fill(o, TRAP, reads, s.place);
  e.heap.fill(o, TARGET, arg(s, 0), s.place);
  return ofToken(o.token);
};
/** What an object in front gives for a name: what its own function answers that is asked for that name. */
export function answeredFor(e: Engine, f: Frame, o: HeapObj, key: string | undefined, place: Place): Value | undefined {
  const reads = o.cells.get(TRAP)?.value;
  return reads && mapOver(e, f, reads, [o.cells.get(TARGET)!.value, key === undefined ? UNKNOWN : e.constant(key), ofToken(o.token)], place);
}
const TRAP = '\u0001trap', TARGET = '\u0001target';
/** `Reflect.get(object, name)`. */
const reflected: Intrinsic = (e, f, s) => { const names = someStrings(arg(s, 1)); return names.length && !arg(s, 1).top ? names.map((name) => readField(e, f, arg(s, 0), name, s.place, true)).reduce(join, NOTHING) : readField(e, f, arg(s, 0), undefined, s.place, true); };

/** `createInterface({ input })`: its elements are lines of what the stream holds. */
const LINES = 'readline.createInterface';
const lines: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at(`${LINES}()`) ?? null;
  const held = iterate(e, f, readField(e, f, arg(s, 0), 'input', s.place, false), IterKind.values, s.place);
  if (held.labels.length) e.heap.fill(o, REST, withoutFacts(held), s.place);
  return ofToken(o.token);
};

/** `new AsyncLocalStorage()`: what a run is given, all that it calls may ask for. */
const LOCAL = 'async_hooks.AsyncLocalStorage()';
const localStore: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at(LOCAL) ?? null;
  return ofToken(o.token);
};
const keepLocal: Intrinsic = (e, _f, s) => {
  if (s.recv) e.heap.write(s.recv, REST, join(s.recv.cells.get(REST)?.value ?? NOTHING, arg(s, 0)), s.place);
  return UNKNOWN;
};
const runWithLocal: Intrinsic = (e, f, s, reg) => { keepLocal(e, f, s, reg); return mapOver(e, f, arg(s, 1), positional(s).slice(2), s.place); };
const readLocal: Intrinsic = (_e, f, s) => { if (s.recv) touch(f, s.recv, REST); return s.recv?.cells.get(REST)?.value ?? UNKNOWN; };

/** A server of this program is asked to run one of its own tools: any of them may be meant. */
const toolByName: Intrinsic = (e, f, s) => {
  const labels = e.resultsOfTools(f);
  return labels.length ? ofLabels(extend(labels, 'step', s.place, 'as the result of a tool')) : UNKNOWN;
};
/** A container is asked for an object of a class: some instance of it. */
const injected: Intrinsic = (e, f, s) => arg(s, 0).tokens.reduce((v: Value, t) => {
  if (t.t === 'class') return join(v, instanceOfClass(e, t.cls));
  const node = t.t === 'api' ? t.node : null;
  return node ? f.mod.trie.memberNodes(node, CALL).reduce((w: Value, n) => join(w, ofToken(e.apiToken(n, null))), v) : v;
}, UNKNOWN);
const BATCH = '\u0001batch';
/** `new DataLoader(batch)`: a key is loaded by calling the function with a list of keys; what it gives for one is an element. */
const loader: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at('dataloader()') ?? null;
  e.heap.fill(o, BATCH, arg(s, 0), s.place);
  return ofToken(o.token);
};
const loaded: Intrinsic = (e, f, s) => {
  const keys = e.heap.alloc('list', s.place);
  e.heap.fill(keys, REST, arg(s, 0), s.place); e.heap.fill(keys, LENGTH, UNKNOWN, null);
  const batch = s.recv?.cells.get(BATCH)?.value;
  return batch ? iterate(e, f, mapOver(e, f, batch, [ofToken(keys.token)], s.place), IterKind.values, s.place) : UNKNOWN;
};
/** A loader of a folder makes one for each file, by the ending of its name. */
const folderLoader = (api: string): Intrinsic => (e, f, s) => {
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at(`${api}()`) ?? null;
  for (const t of arg(s, 1).tokens) if (t.t === 'obj') for (const [key, cell] of t.obj.cells) if (key !== LENGTH) e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, mapOver(e, f, cell.value, [UNKNOWN], s.place)), s.place);
  return ofToken(o.token);
};
const loadedFolder = (method: string): Intrinsic => (e, f, s) => {
  const loaders = s.recv?.cells.get(REST)?.value ?? NOTHING;
  return isNothing(loaders) ? UNKNOWN : callMethod(e, f, loaders, -1, method, [], s.place, 0);
};
const FOLDER_LOADERS = ['langchain', '@langchain/classic', '@langchain/community'].flatMap((root) => [`${root}.DirectoryLoader`, `${root}.MultiFileLoader`]);
const VALID = '<hono.Context>.req.valid';
/** What a request is validated by, where routes and validators stand in one file: `zValidator('json', schema)`, later `c.req.valid('json')`. */
const validators = (e: Engine, f: Frame, target: Value): HeapObj => e.channel(`validated ${f.mod.file} ${someStrings(target)[0] ?? ''}`);
const validator: Intrinsic = (e, f, s) => {
  const o = validators(e, f, arg(s, 0));
  e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, arg(s, 1)), s.place);
  return UNKNOWN;
};
const validatedRequest: Intrinsic = (e, f, s) => {
  const given = ofLabels(sourceLabels(e, f.mod.trie.rows(f.mod.trie.ensure(`${VALID}()`)), s.place));
  const o = validators(e, f, arg(s, 0));
  touch(f, o, REST);
  const schemas = o.cells.get(REST)?.value.tokens.flatMap((t) => t.t === 'obj' && t.obj.note?.schema ? [t.obj] : []) ?? [];
  return schemas.length ? schemas.reduce((v: Value, schema) => join(v, admitted(e, f, schema, given, s.place)), NOTHING) : given;
};
const SERVER = '<mcp.FastMCP>';
/** API path → what the call does. */

export const HOLDER_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...HOME_INTRINSICS,
  [`${SERVER}.call_tool`]: toolByName, [`${SERVER}._tool_manager.call_tool`]: toolByName,
  [`${SERVER}.get_tool().fn`]: toolByName, [`${SERVER}.get_tool().run`]: toolByName,
  [`${SERVER}._tool_manager.get_tool().fn`]: toolByName, [`${SERVER}._tool_manager.get_tool().run`]: toolByName,
  'contextvars.ContextVar': contextVariable,
  ...Object.fromEntries(FOLDER_LOADERS.flatMap((path) => [[path, folderLoader(path)], ...['load', 'loadAndSplit', 'lazyLoad'].map((m) => [`${path}().${m}`, loadedFolder(m)])] as [string, Intrinsic][])),
  ...Object.fromEntries(['@hono/zod-validator.zValidator', '@hono/standard-validator.sValidator'].map((path) => [path, validator])), [VALID]: validatedRequest,
  '@angular/core.inject': injected, '@angular/core.Injector().get': injected, '@nestjs/core.ModuleRef().get': injected, '@nestjs/core.NestFactory.create().get': injected, 'tsyringe.container.resolve': injected, 'typedi.Container.get': injected,
  [LINES]: lines, 'async_hooks.AsyncLocalStorage': localStore, [`${LOCAL}.run`]: runWithLocal, [`${LOCAL}.enterWith`]: keepLocal, [`${LOCAL}.getStore`]: readLocal,
  dataloader: loader, 'dataloader().load': loaded,
  'java.util.concurrent.atomic.AtomicReference': reference, 'java.lang.ThreadLocal.withInitial': supplied, 'java.lang.ThreadLocal': reference, 'java.lang.ref.WeakReference': reference, 'java.lang.ref.SoftReference': reference,
  'copy.deepcopy': deepCopy, 'globalThis.structuredClone': deepCopy,
  'importlib.import_module': moduleByName, 'builtins.__import__': moduleByName, 'globalThis.require': moduleByName, 'globalThis.import': moduleByName, 'module.createRequire': loading,
  'globalThis.Promise.withResolvers': resolvers, 'globalThis.Proxy': inFront, 'globalThis.Reflect.get': reflected,
  'contextlib.ExitStack().enter_context': entered, 'contextlib.AsyncExitStack().enter_async_context': entered, 'contextlib.AsyncExitStack().enter_context': entered,
};
