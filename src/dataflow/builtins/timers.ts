import { UNKNOWN, ofToken, ofTokens, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { callValue } from '../calls/calls.ts';
import { awaited, mapOver } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Functions that run later, with what they are handed beside, and functions that call back with what a promise gives (Node.js, timers and util). */

const values = (s: CallSite): Value[] => s.args.filter((a) => a.name === null).map((a) => withoutFacts(a.value));
/** `setTimeout(fn, 100, x)`; `from`: where the arguments of the function begin. */
const later = (from: number): Intrinsic => (e, f, s) => {
  const [fn, ...others] = values(s);
  const run = ofTokens(fn?.tokens.filter((t) => t.t === 'fn' || t.t === 'bound') ?? []);
  if (run.tokens.length) mapOver(e, f, run, others.slice(from), s.place);
  return UNKNOWN;
};
/** `await setTimeout(100, x)` gives `x`. */
const valueAt = (at: number): Intrinsic => (_e, _f, s) => values(s)[at] ?? UNKNOWN;

const CALLED = '\u0001callbackified';
const callbackify: Intrinsic = (e, f, s) => {
  const [fn] = values(s);
  const node = f.mod.trie.at('util.callbackify()');
  if (!fn || !node) return UNKNOWN;
  const o = e.heap.alloc('data', s.place);
  o.api = node;
  e.heap.fill(o, CALLED, fn, s.place);
  return ofToken(o.token);
};
/** What the function gives is the second argument of the one that is called back. */
const calledBack: Intrinsic = (e, f, s) => {
  const given = s.args.slice(0, -1);
  const result = awaited(e, callValue(e, f, s.recv?.cells.get(CALLED)?.value ?? UNKNOWN, given, s.place, 0));
  const back = values(s).at(-1);
  if (back) mapOver(e, f, back, [UNKNOWN, { ...result, facts: null }], s.place);
  return UNKNOWN;
};

/** API path → what the call does. */
export const TIMER_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...Object.fromEntries(['globalThis.setTimeout', 'globalThis.setInterval', 'timers.setTimeout', 'timers.setInterval'].map((path) => [path, later(1)])),
  ...Object.fromEntries(['globalThis.setImmediate', 'globalThis.queueMicrotask', 'globalThis.process.nextTick', 'process.nextTick', 'timers.setImmediate'].map((path) => [path, later(0)])),
  'timers/promises.setTimeout': valueAt(1), 'timers/promises.setImmediate': valueAt(0),
  'util.callbackify': callbackify, 'util.callbackify()': calledBack,
};
