import type { Place } from '../../base/words.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, isNothing, join, ofToken, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import type { CallSite } from '../calls/arguments.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { touch } from '../objects/fields.ts';
import { mapOver, tupleOf } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/**
 * State of components: one object a declaration. The setter stores, the next rendering reads; a component that has read what
 * changed since is rendered again.
 */

/** Names of the functions that store state, hand an action to a reducer, and give a context its value. */
const SET_STATE = 'set state', DISPATCH = 'dispatch', PROVIDE = 'provide', GET_STATE = 'get state';
export const COMPONENT_CALLS: ReadonlySet<string> = new Set([SET_STATE, DISPATCH, PROVIDE, GET_STATE]);
const VALUE = 'value', REDUCER = '\u0001reducer';

const val = (s: CallSite, i: number): Value => { const v = s.args.filter((a) => a.name === null)[i]?.value ?? UNKNOWN; return v.facts ? { ...v, facts: null } : v; };
const calling = (o: HeapObj, name: string): Value => ofToken({ t: 'bound', id: o.id, recv: ofToken(o.token), name });
const hasFunction = (v: Value): boolean => v.tokens.some((t) => t.t === 'fn');
const valueIn = (o: HeapObj): Value => o.cells.get(VALUE)?.value ?? NOTHING;

const useState: Intrinsic = (e, f, s) => {
  const o = e.stateAt(s.place);
  touch(f, o);
  const initial = hasFunction(val(s, 0)) ? mapOver(e, f, val(s, 0), [], s.place) : val(s, 0);
  return tupleOf(e, [join(initial, valueIn(o)), calling(o, SET_STATE)], s.place);
};
const useReducer: Intrinsic = (e, f, s) => {
  const o = e.stateAt(s.place);
  touch(f, o);
  const initial = hasFunction(val(s, 2)) ? mapOver(e, f, val(s, 2), [val(s, 1)], s.place) : val(s, 1);
  if (!o.cells.has(REDUCER)) { e.heap.write(o, REDUCER, val(s, 0), s.place); e.heap.write(o, '\u0001initial', initial, s.place); }
  return tupleOf(e, [join(initial, valueIn(o)), calling(o, DISPATCH)], s.place);
};
const useRef: Intrinsic = (e, _f, s) => { const o = e.stateAt(s.place); if (!o.cells.has('current')) e.heap.write(o, 'current', join(val(s, 0), UNKNOWN), s.place); return ofToken(o.token); };
const callNow: Intrinsic = (e, f, s) => mapOver(e, f, val(s, 0), [], s.place);
const first: Intrinsic = (_e, _f, s) => val(s, 0);
/** `createContext(value)`: what a provider is given, those below it are given. */
const CONTEXT = 'react.createContext()';
const createContext: Intrinsic = (e, f, s) => {
  const o = e.stateAt(s.place);
  o.api = f.mod.trie.at(CONTEXT) ?? null;
  e.heap.write(o, VALUE, join(valueIn(o), val(s, 0)), s.place);
  e.heap.write(o, 'Provider', calling(o, PROVIDE), s.place);
  return ofToken(o.token);
};
/** `<Context value={…}>`: since React 19 a context provides by itself. */
const provideContext: Intrinsic = (e, f, s) => s.recv ? componentCall(e, f, s.recv, PROVIDE, s.args, s.place) : UNKNOWN;
const useContext: Intrinsic = (_e, f, s) => {
  let out: Value = NOTHING;
  for (const t of val(s, 0).tokens) if (t.t === 'obj') { touch(f, t.obj); out = join(out, valueIn(t.obj)); }
  return isNothing(out) ? UNKNOWN : out;
};

/** `create((set, get) => state)` of Zustand, also in two calls: a hook that gives the state, or what a function takes from it. */
const STORE = 'zustand.create()()';
const createStore: Intrinsic = (e, f, s) => {
  if (!hasFunction(val(s, 0))) { const made = f.mod.trie.at('zustand.create()'); return made ? ofToken(e.apiToken(made, null)) : UNKNOWN; }
  const o = e.stateAt(s.place);
  o.api = f.mod.trie.at(STORE) ?? null;
  const initial = mapOver(e, f, val(s, 0), [calling(o, SET_STATE), calling(o, GET_STATE), ofToken(o.token)], s.place);
  if (!isNothing(initial)) e.heap.write(o, VALUE, join(valueIn(o), initial), s.place);
  return ofToken(o.token);
};
const readStore: Intrinsic = (e, f, s) => {
  if (!s.recv) return UNKNOWN;
  touch(f, s.recv);
  const now = valueIn(s.recv);
  return isNothing(now) ? UNKNOWN : hasFunction(val(s, 0)) ? mapOver(e, f, val(s, 0), [now], s.place) : now;
};
const writeStore: Intrinsic = (e, f, s) => s.recv ? componentCall(e, f, s.recv, SET_STATE, s.args, s.place) : UNKNOWN;

/** Reactive values of Vue: `ref(x)` and `computed(() => x)` hold theirs under `value`. */
const reactive: Intrinsic = (e, _f, s) => { const o = e.stateAt(s.place); e.heap.write(o, VALUE, join(valueIn(o), val(s, 0)), s.place); return ofToken(o.token); };
const computed: Intrinsic = (e, f, s) => {
  const o = e.stateAt(s.place);
  const v = mapOver(e, f, hasFunction(val(s, 0)) ? val(s, 0) : val(s, 0).tokens.reduce((g: Value, t) => join(g, t.t === 'obj' ? t.obj.cells.get('get')?.value ?? NOTHING : NOTHING), NOTHING), [], s.place);
  if (!isNothing(v)) e.heap.write(o, VALUE, join(valueIn(o), v), s.place);
  return ofToken(o.token);
};

/** A call of a function that belongs to a state or a context. */
export function componentCall(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value {
  const given: Value = { ...args[0]?.value ?? UNKNOWN, facts: null };
  const now = valueIn(o);
  const store = (next: Value): void => { if (!isNothing(next)) e.heap.write(o, VALUE, join(now, next), place); };
  if (name === GET_STATE) { touch(f, o); return isNothing(now) ? UNKNOWN : now; }
  if (name === PROVIDE) store(given.tokens.reduce((v: Value, t) => join(v, t.t === 'obj' ? t.obj.cells.get(VALUE)?.value ?? NOTHING : NOTHING), NOTHING));
  else if (name === DISPATCH) {
    const state = join(now, o.cells.get('\u0001initial')?.value ?? NOTHING);
    store(mapOver(e, f, o.cells.get(REDUCER)?.value ?? UNKNOWN, [isNothing(state) ? UNKNOWN : state, given], place));
  } else store(hasFunction(given) ? mapOver(e, f, given, [isNothing(now) ? UNKNOWN : now], place) : given);
  return UNKNOWN;
}

const ROOTS = ['react', 'preact', 'preact/hooks', 'preact/compat'];
const HOOKS: Readonly<Record<string, Intrinsic>> = { useState, useReducer, useRef, useContext, use: useContext, createContext, useMemo: callNow, useCallback: first, memo: first, forwardRef: first, useDeferredValue: first };
/** API path → what the call does. */
export const COMPONENT_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...Object.fromEntries(ROOTS.flatMap((root) => Object.entries(HOOKS).map(([name, i]) => [`${root}.${name}`, i]))),
  [CONTEXT]: provideContext,
  'zustand.create': createStore, 'zustand.create()': createStore, 'zustand.createStore': createStore, [STORE]: readStore, [`${STORE}.getState`]: readStore, [`${STORE}.setState`]: writeStore,
  ...Object.fromEntries(['persist', 'devtools', 'immer', 'subscribeWithSelector'].map((name) => [`zustand.${name}`, first])),
  ...Object.fromEntries(['ref', 'shallowRef'].map((name) => [`vue.${name}`, reactive])), 'vue.computed': computed, 'vue.reactive': first, 'vue.readonly': first, 'vue.toRaw': first,
};
