import type { Place } from '../../base/words.ts';
import type { ApiNode } from '../../resolve/api.ts';
import { LENGTH, type Cell, type HeapObj } from '../../resolve/heap.ts';
import type { ClassInfo } from '../../resolve/program.ts';
import { isKept, join, NOTHING, ofToken, type Label, type Token, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { deepLabels } from '../objects/fields.ts';

/**
 * An argument as the last contexts of a function tell it apart: what kind of thing it is and which dangers it carries, no more. Containers are
 * their labels, those with names the labels of each; objects are an unset one of their class with those labels; functions, classes and clients
 * stay, since calls depend on them. So a function that is called in many ways is still looked into, where otherwise all of its arguments would
 * taint its result, or nothing would be known of what it reads itself. Single words may stay: roles, modes. What a request does stays to the end.
 */
export function coarse(e: Engine, f: Frame, v: Value, place: Place, keepWords: boolean, depth = 0): Value {
  const tokens: Token[] = [];
  const ofClass = new Map<ClassInfo | ApiNode, HeapObj>();
  let { top, labels } = v;
  let fields: HeapObj | null = null;
  for (const t of v.tokens) {
    if (t.t === 'regex' || (t.t === 'const' && !isKept(t, keepWords))) { top = true; continue; }
    if (t.t !== 'obj' || isFixed(t.obj)) { tokens.push(t); continue; }
    const own = deepLabels(e, f, ofToken(t));
    const kind = t.obj.cls ?? t.obj.api;
    if (!kind && own.length > 0 && depth < DEPTH && (t.obj.kind === 'object' || t.obj.kind === 'dict')) {
      if (!fields) { fields = e.heap.alloc(t.obj.kind, place); fields.singular = false; tokens.push(fields.token); }
      for (const [key, cell] of t.obj.cells) if (key !== LENGTH) e.heap.fill(fields, key, join(fields.cells.get(key)?.value ?? NOTHING, coarse(e, f, cell.value, place, keepWords, depth + 1)), cell.place);
      continue;
    }
    if (!kind) { top = true; labels = [...labels, ...own]; continue; }
    let any = ofClass.get(kind);
    if (!any) { ofClass.set(kind, any = unset(e, t.obj, place)); tokens.push(any.token); }
    for (const [key, cell] of t.obj.cells) addClient(e, any, key, cell);
    e.heap.addBase(any, representatives([...e.heap.baseLabels(any), ...own]));
  }
  return { tokens: tokens.sort((a, b) => a.id - b.id), labels: representatives(labels), top, facts: null };
}
/** Containers in containers that are looked into. */
const DEPTH = 2;

/** Modules, classes, and clients that hold no data: they are told apart. */
const isFixed = (o: HeapObj): boolean => o.kind !== 'instance' && (o.global || ((o.api !== null || o.note !== null) && !o.carrier));

/** An object of the same class, or of the same type of a library, of which nothing is set. */
function unset(e: Engine, o: HeapObj, place: Place): HeapObj {
  const any = e.heap.alloc(o.kind, place);
  any.cls = o.cls; any.api = o.api; any.note = o.note; any.singular = false;
  return any;
}
/** What calls on a field depend on: a client, a class, a function of a module, an object of a class, an address that requests go to. */
function addClient(e: Engine, any: HeapObj, key: string, { value, place }: Cell): void {
  if (value.labels.length) return;
  const kept: Token[] = [];
  for (const t of value.tokens) {
    if (t.t === 'obj' ? isFixed(t.obj) : t.t === 'const' ? typeof t.value === 'string' && ADDRESS.test(t.value) : t.t === 'class' || t.t === 'api' || (t.t === 'fn' && (!t.scope || t.scope.global) && !t.self)) kept.push(t);
    else if (t.t === 'obj' && t.obj.cls && !t.obj.carrier) kept.push(unset(e, t.obj, t.obj.place ?? place ?? any.place!).token);
  }
  if (kept.length === 0) return;
  const old = any.cells.get(key)?.value;
  const now: Value = { tokens: kept.sort((a, b) => a.id - b.id), labels: [], top: true, facts: null };
  if (!old) e.heap.fill(any, key, now, place);
}

const ADDRESS = /^[a-z][a-z+.-]*:\/\//i;

/** One label for each way of being dangerous, and not many. */
function representatives(labels: readonly Label[]): readonly Label[] {
  if (labels.length < 2) return labels;
  const kept = new Map<string, Label>();
  for (const l of labels) { const way = `${l.live}|${l.capacity}|${l.shape}`; if (!kept.has(way) && kept.size < WAYS) kept.set(way, l); }
  return [...kept.values()];
}
const WAYS = 2;
