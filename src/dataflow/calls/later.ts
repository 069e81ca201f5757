import type { Place } from '../../base/words.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { UNKNOWN, ofToken, type FnToken, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { signature } from '../builtins/signatures.ts';
import { unnamed, invoke, type Argument } from './calls.ts';

/**
 * Methods by which the decorators of task libraries let a function run later or elsewhere, with the same arguments: Celery
 * (`delay`, `s`), Dramatiq (`send`), Ray (`remote`), Prefect (`submit`), Taskiq (`kiq`), Procrastinate (`defer`). `apply_async` takes them in a list and a table.
 */
const LATER = new Set(['delay', 's', 'si', 'send', 'remote', 'submit', 'kiq', 'defer', 'defer_async']);
const PACKED = new Set(['apply_async', 'send_with_options', 'signature', 'apply']);

/** A method with code of its own that an interface gives to the functions that stand for it: `step.andAlso(other)`. */
export function defaultMethod(e: Engine, t: FnToken, name: string): FnToken | undefined {
  const found = e.methodsNamed(name, 0, 4).filter(({ cls, token }) => cls.ir.kind === 'interface' && token.fn.code.length > 0);
  const [only] = found;
  return found.length === 1 && only ? e.fnToken(only.token.mod, only.token.fn, only.token.scope, ofToken(t), only.token.defaults, null) : undefined;
}

/** `task.delay(text)`: what the function gives is in a store by then, and not in the result. */
export function calledLater(e: Engine, f: Frame, t: FnToken, name: string, args: readonly Argument[], place: Place): Value | undefined {
  if (!f.mod.profile.bindsFunctions || !(LATER.has(name) || PACKED.has(name))) return undefined;
  const given = PACKED.has(name) ? unpacked(args, place) : args;
  const v = runTask(e, f, t, given, place);
  if (name === 's' || name === 'si' || name === 'signature') return signature(e, t, given, v, name === 'si', place);
  return name === 'remote' || name === 'submit' ? { ...v, facts: null } : UNKNOWN;
}

/** Runs a function that a task library decorated. A bound task is handed itself first. */
export function runTask(e: Engine, f: Frame, t: FnToken, given: readonly Argument[], place: Place): Value {
  const isBound = !t.self && t.fn.kind === 'function' && t.fn.params[0]?.name === 'self';
  return invoke(e, f, t, isBound ? [unnamed(UNKNOWN, place), ...given] : given, place);
}

function unpacked(args: readonly Argument[], place: Place): readonly Argument[] {
  const part = (name: string, at: number): Value | undefined => (args.find((a) => a.name === name) ?? args.filter((a) => a.name === null)[at])?.value;
  const cells = (v: Value | undefined): readonly (readonly [string, Value])[] => v?.tokens.flatMap((t) => t.t === 'obj' ? [...t.obj.cells].flatMap(([k, c]): [string, Value][] => k === LENGTH ? [] : [[k, c.value]]) : []) ?? [];
  return [
    ...cells(part('args', 0)).map(([k, value]): Argument => ({ value, place, name: null, spread: k === REST, reg: -1 })),
    ...cells(part('kwargs', 1)).map(([k, value]): Argument => ({ value, place, name: k === REST ? '**' : k, spread: false, reg: -1 })),
  ];
}

/** Arguments of a call of something partially applied: those that were given before, unless they are given anew. */
export function applied(partial: HeapObj, args: readonly Argument[]): readonly Argument[] {
  const before = [...partial.cells].flatMap(([k, c]): Argument[] => k.startsWith('\u0001') || args.some((a) => a.name === k) ? []
    : [{ value: c.value, place: c.place ?? args[0]?.place ?? partial.place!, name: /^\d+$/.test(k) ? null : k, spread: false, reg: -1 }]);
  return [...before.filter((a) => a.name === null), ...args, ...before.filter((a) => a.name !== null)];
}

/** `f.call(self, …)`, `f.apply(self, list)`, `f.bind(self, …)`. */
export function functionMethod(e: Engine, f: Frame, t: FnToken, name: string, args: readonly Argument[], place: Place): Value {
  const self = args[0]?.value ?? null;
  if (name === 'bind') return ofToken(e.fnToken(t.mod, t.fn, t.scope, t.fn.kind === 'lambda' ? t.self : self, t.defaults, args.length > 1 ? { positional: args.slice(1).map((a) => a.value), named: new Map() } : t.bound));
  const target = t.fn.kind === 'lambda' ? t : e.fnToken(t.mod, t.fn, t.scope, self, t.defaults, t.bound);
  if (name === 'call') return invoke(e, f, target, args.slice(1), place);
  const list: Argument[] = [];
  for (const x of args[1]?.value.tokens ?? []) if (x.t === 'obj') for (const [k, c] of x.obj.cells) if (/^\d+$/.test(k)) list.push(unnamed(c.value, place));
  return invoke(e, f, target, list, place);
}
