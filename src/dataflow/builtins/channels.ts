import type { Place } from '../../base/words.ts';
import { NOTHING, UNKNOWN, isNothing, join, ofToken, someStrings, type Value } from '../../resolve/value.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { findMethod } from '../../resolve/program.ts';
import type { CallSite } from '../calls/arguments.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import type { Intrinsic } from './intrinsics.ts';
import { PROMISE, listOf, mapOver, tupleOf } from './builtins.ts';
import { touch } from '../objects/fields.ts';
import { loadModule } from '../objects/modules.ts';

/**
 * What is sent under a name and received by handlers of that name: event emitters, worker threads, processes, windows. Handlers and what
 * was sent meet on one object, in whichever order they come.
 */

export const positional = (s: CallSite): Value[] => s.args.filter((a) => a.name === null).map((a) => a.value.facts ? { ...a.value, facts: null } : a.value);
export const nameOf = (v: Value | undefined): string => v ? someStrings(v)[0] ?? ANY : ANY;

/** A name that is not known may be any. */
const ANY = '*';
const ON = 'on ', SENT = 'sent ', AWAITED = 'awaited ';
/** What a channel holds under a name, or may. */
function under(channel: HeapObj, prefix: string, name: string): Value {
  let v: Value = NOTHING;
  for (const [key, cell] of channel.cells) if (key.startsWith(prefix) && (name === ANY || key === prefix + name || key === prefix + ANY)) v = join(v, cell.value);
  return v;
}

/** Registers a handler; it is called with what was sent so far, or with nothing known. `before`: what it is given ahead of that. */
export function listen(e: Engine, f: Frame, channel: HeapObj, name: string, handler: Value, s: CallSite, before: readonly Value[] = []): Value {
  e.heap.write(channel, ON + name, join(channel.cells.get(ON + name)?.value ?? NOTHING, handler), s.place);
  return mapOver(e, f, handler, [...before, ...together(under(channel, SENT, name))], s.place);
}
/** Hands values to the handlers of a name, those of now and those to come. Gives what the handlers give. */
export function send(e: Engine, f: Frame, channel: HeapObj, name: string, values: readonly Value[], s: CallSite, before: readonly Value[] = []): Value {
  const old = channel.cells.get(SENT + name)?.value ?? NOTHING;
  const sent = tupleOf(e, values, s.place);
  e.heap.write(channel, SENT + name, join(old, sent), s.place);
  for (const t of under(channel, AWAITED, name).tokens) if (t.t === 'obj') e.heap.write(t.obj, PROMISE, join(t.obj.cells.get(PROMISE)?.value ?? NOTHING, sent), s.place);
  const handlers = under(channel, ON, name);
  return handlers.tokens.length ? mapOver(e, f, handlers, [...before, ...values], s.place) : UNKNOWN;
}
/** The arguments of several sendings, joined by position. */
export function together(v: Value): Value[] {
  const out: Value[] = [];
  for (const t of v.tokens) if (t.t === 'obj') for (const [k, cell] of t.obj.cells) if (/^\d+$/.test(k)) out[Number(k)] = join(out[Number(k)] ?? NOTHING, cell.value);
  return out;
}

const eventOn: Intrinsic = (e, f, s) => {
  const [name, handler] = positional(s);
  if (s.recv && handler) listen(e, f, s.recv, nameOf(name), handler, s);
  return s.recv ? ofToken(s.recv.token) : UNKNOWN;
};
const eventEmit: Intrinsic = (e, f, s) => {
  const [name, ...values] = positional(s);
  if (s.recv) send(e, f, s.recv, nameOf(name), values, s);
  return UNKNOWN;
};
const emitter = (api: string): Intrinsic => (e, f, s) => {
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at(api) ?? null;
  return ofToken(o.token);
};
/** `once(emitter, name)`: the arguments of the event. */
const awaitedEvent: Intrinsic = (e, f, s) => {
  const [target, name] = positional(s);
  const promise = e.heap.alloc('data', s.place);
  let v: Value = NOTHING;
  for (const t of target?.tokens ?? []) if (t.t === 'obj') {
    touch(f, t.obj);
    v = join(v, under(t.obj, SENT, nameOf(name)));
    const key = AWAITED + nameOf(name);
    e.heap.write(t.obj, key, join(t.obj.cells.get(key)?.value ?? NOTHING, ofToken(promise.token)), s.place);
  }
  // What is sent later settles it, too.
  e.heap.fill(promise, PROMISE, v, s.place);
  return ofToken(promise.token);
};
/** `on(emitter, name)`: the arguments of each of its events. */
const awaitedEvents: Intrinsic = (e, f, s) => {
  const [target, name] = positional(s);
  let v: Value = NOTHING;
  for (const t of target?.tokens ?? []) if (t.t === 'obj') { touch(f, t.obj); v = join(v, under(t.obj, SENT, nameOf(name))); }
  return listOf(e, isNothing(v) ? UNKNOWN : v, s.place);
};
/** `new Worker(file)` runs the module, which may send something at once. */
const startedThread = (api: string): Intrinsic => (e, f, s) => {
  for (const file of filesNamed(s.args[0]?.value)) { const m = e.program.resolveImport(file, f.mod)?.module; if (m) loadModule(e, m); }
  const node = f.mod.trie.at(api);
  return node ? ofToken(e.apiToken(node, null)) : UNKNOWN;
};
/** A file beside the one that names it: a path, or an address that was made of one. */
const filesNamed = (v: Value | undefined): readonly string[] => [...new Set((v ? someStrings(v) : []).concat((v?.tokens ?? []).flatMap((t) => t.t === 'obj' ? [...t.obj.cells.values()].flatMap((cell) => someStrings(cell.value)) : [])))]
  .flatMap((text) => { const path = /(?:^|[/\uFFFC])((?:\.{1,2}\/)*[\w@-]+(?:[/.][\w@-]+)*\.[cm]?[jt]sx?)$/.exec(text)?.[1]; return path === undefined ? [] : [path.startsWith('.') ? path : `./${path}`]; });

/** `target.dispatchEvent(new CustomEvent(name, { detail }))`: the handler is given the event. */
const dispatch = (channel: (e: Engine, s: CallSite) => HeapObj | null): Intrinsic => (e, f, s) => {
  const [event] = positional(s);
  const to = channel(e, s);
  for (const t of event?.tokens ?? []) if (to && t.t === 'obj') send(e, f, to, nameOf(t.obj.cells.get('type')?.value), [ofToken(t)], s);
  return UNKNOWN;
};
const await_ = (channel: (e: Engine, s: CallSite) => HeapObj | null): Intrinsic => (e, f, s) => {
  const [name, handler] = positional(s);
  const from = channel(e, s);
  if (from && handler) listen(e, f, from, nameOf(name), handler, s);
  return UNKNOWN;
};
const customEvent: Intrinsic = (e, _f, s) => {
  const [name, options] = positional(s);
  const o = e.heap.alloc('object', s.place);
  e.heap.fill(o, 'type', name ?? UNKNOWN, s.place);
  for (const t of options?.tokens ?? []) if (t.t === 'obj') { const detail = t.obj.cells.get('detail'); if (detail) e.heap.fill(o, 'detail', detail.value, detail.place); }
  return ofToken(o.token);
};

/** Between threads, processes and windows there is one channel for each direction. */
const outOf = (channel: string, name?: string): Intrinsic => (e, f, s) => {
  const values = positional(s);
  return name === undefined ? send(e, f, e.channel(channel), nameOf(values[0]), values.slice(1), s, [UNKNOWN]) : send(e, f, e.channel(channel), name, values.slice(0, 1), s);
};
const into = (channel: string, withEvent = false): Intrinsic => (e, f, s) => {
  const [name, handler] = positional(s);
  if (handler) listen(e, f, e.channel(channel), nameOf(name), handler, s, withEvent ? [UNKNOWN] : []);
  return UNKNOWN;
};
/** In the browser a handler is given an event, whose `data` is what was sent. */
const posted = (channel: string): Intrinsic => (e, f, s) => {
  const event = e.heap.alloc('object', s.place);
  e.heap.fill(event, 'data', positional(s)[0] ?? UNKNOWN, s.place);
  return send(e, f, e.channel(channel), 'message', [ofToken(event.token)], s);
};
/** The name that hears all topics of a broker. */
export const ALL = '*all';
/** Members to which a handler is assigned: the channel that it listens to, the name there, and the number of arguments before what was sent. */
const ASSIGNED: ReadonlyMap<string, readonly [string, string, number]> = new Map([
  ['globalThis.Worker().onmessage', ['web worker up', 'message', 0]], ['globalThis.onmessage', ['web worker down', 'message', 0]], ['globalThis.self.onmessage', ['web worker down', 'message', 0]],
  ['paho.mqtt.client.Client().on_message', ['mqtt', ALL, 2]],
]);
/** API paths of members that take a handler by assignment. */
export const assignedPaths = (): readonly string[] => [...ASSIGNED.keys()];
/** `port.onmessage = handler`. */
export function assignHandler(e: Engine, f: Frame, path: string, handler: Value, place: Place): void {
  const at = ASSIGNED.get(path);
  if (at) listen(e, f, e.channel(at[0]), at[1], after(e, handler, at[2]), { args: [], recv: null, self: null, place });
}
/** A handler that is given so many things of which nothing is known before what was sent. */
export function after(e: Engine, handler: Value, before: number): Value {
  const tokens = before === 0 ? handler.tokens : handler.tokens.map((t) => t.t === 'fn' && !t.bound ? e.fnToken(t.mod, t.fn, t.scope, t.self, t.defaults, { positional: new Array<Value>(before).fill(UNKNOWN), named: new Map() }) : t).sort((a, b) => a.id - b.id);
  return { ...handler, tokens, facts: null };
}

/** Name under which an object of a queue's library keeps the name of its queue. */
const QUEUE = '\u0001queue';
const queueName = (s: CallSite): string => s.recv ? nameOf(s.recv.cells.get(QUEUE)?.value) : ANY;
/** `new Queue(name)`. */
const queue = (api: string): Intrinsic => (e, f, s) => {
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at(api) ?? null;
  e.heap.fill(o, QUEUE, positional(s)[0] ?? UNKNOWN, s.place);
  return ofToken(o.token);
};
const job = (e: Engine, data: Value, s: CallSite): Value => {
  const o = e.heap.alloc('object', s.place);
  e.heap.fill(o, 'data', data, s.place);
  return ofToken(o.token);
};
/** A job is put into a queue; `at`: which argument is its data. */
const enqueue = (at: (values: readonly Value[]) => number): Intrinsic => (e, f, s) => {
  const values = positional(s);
  send(e, f, e.channel('jobs'), queueName(s), [job(e, values[at(values)] ?? UNKNOWN, s)], s);
  return UNKNOWN;
};
/** `new Worker(name, handler)`. */
const worker: Intrinsic = (e, f, s) => {
  const [name, handler] = positional(s);
  if (handler) listen(e, f, e.channel('jobs'), nameOf(name), handler, s);
  return UNKNOWN;
};
const process: Intrinsic = (e, f, s) => {
  const handler = positional(s).findLast((v) => v.tokens.some((t) => t.t === 'fn'));
  if (handler) listen(e, f, e.channel('jobs'), queueName(s), handler, s);
  return UNKNOWN;
};
/** A class whose method `process` is given the jobs of a queue: `@Processor('reports')`. */
const processor: Intrinsic = (e, f, s) => {
  for (const t of positional(s)[0]?.tokens ?? []) {
    const method = t.t === 'class' ? findMethod(t.cls, 'process') : undefined;
    if (t.t === 'class' && method) listen(e, f, e.channel('jobs'), queueName(s), ofToken(e.fnToken(method.token.mod, method.token.fn, method.token.scope, ofToken(e.generic(t.cls).token), method.token.defaults, null)), s);
  }
  return positional(s)[0] ?? UNKNOWN;
};
/** A method that is given jobs; the queue is named at its class. */
const jobMethod: Intrinsic = (e, f, s) => {
  for (const t of positional(s)[0]?.tokens ?? []) {
    const cls = t.t === 'fn' && t.fn.classIndex >= 0 ? t.mod.classes[t.fn.classIndex] : undefined;
    if (t.t === 'fn' && cls) listen(e, f, e.channel('jobs'), ANY, ofToken(e.fnToken(t.mod, t.fn, t.scope, ofToken(e.generic(cls).token), t.defaults, null)), s);
  }
  return positional(s)[0] ?? UNKNOWN;
};
/** A message of a broker under a topic; handlers are given it inside of an object, or as it is. */
const publish = (broker: string, at: number): Intrinsic => (e, f, s) => {
  const [topic] = positional(s);
  send(e, f, e.channel(broker), nameOf(topic), [messageOf(e, positional(s)[at] ?? UNKNOWN, s)], s);
  return UNKNOWN;
};
const consume = (broker: string): Intrinsic => (e, f, s) => {
  const [topic, handler] = positional(s);
  if (handler) listen(e, f, e.channel(broker), nameOf(topic), handler, s);
  return UNKNOWN;
};
const messageOf = (e: Engine, content: Value, s: CallSite): Value => {
  const o = e.heap.alloc('object', s.place);
  e.heap.fill(o, 'content', content, s.place);
  return ofToken(o.token);
};

const own = (_e: Engine, s: CallSite): HeapObj | null => s.recv;
const page = (e: Engine): HeapObj => e.channel('page');
const named = (paths: readonly string[], i: Intrinsic): [string, Intrinsic][] => paths.map((path) => [path, i]);
const EMITTERS = ['events.EventEmitter', 'eventemitter3.EventEmitter', 'eventemitter3', 'eventemitter2.EventEmitter2', 'mitt', 'tiny-emitter.TinyEmitter', 'emittery', 'events'];

/** API path → what the call does. */
export const CHANNEL_INTRINSICS: Readonly<Record<string, Intrinsic>> = Object.fromEntries([
  ...EMITTERS.flatMap((path) => [
    [path, emitter(`${path}()`)] as [string, Intrinsic],
    ...named(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'].map((m) => `${path}().${m}`), eventOn),
    ...named([`${path}().emit`], eventEmit),
  ]),
  ...named(['bullmq.Queue'], queue('bullmq.Queue()')), ...named(['bullmq.Queue().add'], enqueue(() => 1)), ...named(['bullmq.Worker'], worker),
  ...named(['@nestjs/bullmq.Processor'], queue('@nestjs/bullmq.Processor()')), ...named(['@nestjs/bullmq.Processor()'], processor), ...named(['@nestjs/bull.Process()'], jobMethod),
  ...named(['bull'], queue('bull()')), ...named(['bull().add'], enqueue((values) => values.length > 1 && values[0]!.tokens.some((t) => t.t === 'const') ? 1 : 0)), ...named(['bull().process'], process),
  ...named(['amqplib.connect().createChannel().sendToQueue', 'amqplib.connect().createConfirmChannel().sendToQueue'], publish('amqp', 1)),
  ...named(['amqplib.connect().createChannel().consume', 'amqplib.connect().createConfirmChannel().consume'], consume('amqp')),
  ...named(['events.once', 'events.EventEmitter.once'], awaitedEvent), ...named(['events.on', 'events.EventEmitter.on'], awaitedEvents),
  ...named(['worker_threads.Worker'], startedThread('worker_threads.Worker()')), ...named(['globalThis.Worker'], startedThread('globalThis.Worker()')), ...named(['child_process.fork'], startedThread('child_process.fork()')),
  ...named(['globalThis.CustomEvent'], customEvent),
  ...named(['globalThis.EventTarget'], emitter('globalThis.EventTarget()')),
  ...named(['globalThis.EventTarget().dispatchEvent'], dispatch(own)), ...named(['globalThis.EventTarget().addEventListener'], await_(own)),
  ...named(['globalThis.dispatchEvent', 'globalThis.window.dispatchEvent', 'globalThis.document.dispatchEvent'], dispatch(page)),
  ...named(['globalThis.addEventListener', 'globalThis.window.addEventListener', 'globalThis.document.addEventListener'], await_(page)),

  ...named(['worker_threads.Worker().on', 'worker_threads.Worker().once'], into('worker up')), ...named(['worker_threads.parentPort.postMessage'], outOf('worker up', 'message')),
  ...named(['worker_threads.parentPort.on', 'worker_threads.parentPort.once'], into('worker down')), ...named(['worker_threads.Worker().postMessage'], outOf('worker down', 'message')),
  ...named(['child_process.fork().on', 'child_process.fork().once'], into('process up')), ...named(['process.send', 'globalThis.process.send'], outOf('process up', 'message')),
  ...named(['process.on', 'globalThis.process.on'], into('process down')), ...named(['child_process.fork().send'], outOf('process down', 'message')),
  ...named(['globalThis.Worker().addEventListener'], await_((e) => e.channel('web worker up'))), ...named(['globalThis.postMessage', 'globalThis.self.postMessage'], posted('web worker up')),
  ...named(['globalThis.self.addEventListener'], await_((e) => e.channel('web worker down'))), ...named(['globalThis.Worker().postMessage'], posted('web worker down')),

  ...named(['electron.ipcMain.on', 'electron.ipcMain.once', 'electron.ipcMain.handle', 'electron.ipcMain.handleOnce'], into('window up', true)),
  ...named(['electron.ipcRenderer.send', 'electron.ipcRenderer.sendSync', 'electron.ipcRenderer.invoke'], outOf('window up')),
  ...named(['electron.ipcRenderer.on', 'electron.ipcRenderer.once'], into('window down', true)),
  ...named(['electron.BrowserWindow().webContents.send', 'electron.BrowserWindow.getFocusedWindow().webContents.send', 'electron.WebContents().send'], outOf('window down')),
]);
