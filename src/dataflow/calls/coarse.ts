import type { Place } from '../../base/words.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { ofToken, type Label, type Token, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { deepLabels } from '../objects/fields.ts';

/**
 * An argument as the last contexts of a function tell it apart: what kind of thing it is and which dangers it carries, no more. Containers are their labels, objects an unset
 * one of their class with those labels; functions, classes and clients stay, since calls depend on them. So a function that is called in many ways is still looked into, where
 * otherwise all of its arguments would taint its result.
 */
export function coarse(e: Engine, f: Frame, v: Value, place: Place, depth = 0): Value {
  const tokens: Token[] = [];
  let { top } = v;
  let labels = v.labels;
  for (const t of v.tokens) {
    if (t.t === 'const' || t.t === 'regex') top = true;
    else if (t.t !== 'obj' || t.obj.global || ((t.obj.api || t.obj.note) && !t.obj.carrier)) tokens.push(t);
    else if (t.obj.cls || t.obj.api) tokens.push(unset(e, f, t.obj, place, depth).token);
    else { top = true; labels = [...labels, ...deepLabels(e, f, ofToken(t))]; }
  }
  return { tokens: tokens.sort((a, b) => a.id - b.id), labels: representatives(labels), top, facts: null };
}

/** An object of the same class, or of the same type of a library, of which only labels, functions and clients are known. */
function unset(e: Engine, f: Frame, o: HeapObj, place: Place, depth: number): HeapObj {
  const any = e.heap.alloc(o.kind, place);
  any.cls = o.cls; any.api = o.api; any.note = o.note; any.singular = false;
  if (depth < DEPTH) for (const [key, cell] of o.cells) {
    if (cell.value.labels.length) continue;
    const kept = coarse(e, f, cell.value, place, depth + 1);
    if (kept.tokens.length && kept.labels.length === 0) e.heap.fill(any, key, kept, cell.place);
  }
  e.heap.addBase(any, representatives(deepLabels(e, f, ofToken(o.token))));
  return any;
}
const DEPTH = 2;

/** One label for each way of being dangerous, and not many. */
function representatives(labels: readonly Label[]): readonly Label[] {
  if (labels.length < 2) return labels;
  const kept = new Map<string, Label>();
  for (const l of labels) { const way = `${l.live}|${l.capacity}|${l.shape}`; if (!kept.has(way) && kept.size < WAYS) kept.set(way, l); }
  return [...kept.values()];
}
const WAYS = 2;
