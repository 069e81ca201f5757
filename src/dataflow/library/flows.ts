import type { Place } from '../../base/words.ts';
import type { FlowRow } from '../../models/schema.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, join, ofLabels, ofToken, type Value } from '../../resolve/value.ts';
import { argPath, partsOf, valueOf, type CallSite, type Part } from '../calls/arguments.ts';
import { noteCleared, removeField } from '../code/cleared.ts';
import { keyOf } from '../code/guards.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { deepLabels, pushElement, readField } from '../objects/fields.ts';

/** What `flow` rows store in arguments, receivers and results. */

/** `flow` rows whose target is an argument or the receiver. */
export function flowOut(e: Engine, f: Frame, row: FlowRow, site: CallSite): void {
  for (const to of row.to ?? []) {
    const path = argPath(to);
    if (path.base === 'return') continue;
    if (path.steps.at(-1) === '*') { putEntries(e, f, row, to.slice(0, -2), site); continue; }
    for (const t of valueOf(e, f, site, [String(path.base)]).tokens) if (t.t === 'obj') {
      // What is put under a name is there for the handlers after this one, too.
      const own = path.base === 'self' && path.steps.length === 1 && row.key === undefined ? e.ownKey(f, t.obj, path.steps[0]!) : null;
      storeFlow(e, f, row, t.obj, own === null ? path.steps : [own], site);
    }
  }
}
/** Puts what a `flow` row moves below an object. */
export function storeFlow(e: Engine, f: Frame, row: FlowRow, target: HeapObj, steps: readonly string[], site: CallSite): void {
  if (row.elements !== undefined) { moveElements(e, f, row, steps.reduce((o, step) => below(e, o, step, false, site.place), target), row.elements, site); return; }
  if (row.key !== undefined) { writeElement(e, f, row, steps.reduce((o, step) => below(e, o, step, false, site.place), target), row.key, site); return; }
  for (const part of (row.from ?? ['*']).flatMap((p) => movedParts(e, f, site, p))) {
    let v: Value = row.flow === 'value' ? { ...part.value, facts: null } : ofLabels(deepLabels(e, f, part.value));
    if (row.role) v = messageOf(e, row.role, v, part.place);
    putBelow(e, f, target, steps, v, part.place, site.place);
  }
}
/** Puts the entries of a mapping that a `flow` row moves under their names into what stands under a path. */
function putEntries(e: Engine, f: Frame, row: FlowRow, into: string, site: CallSite): void {
  const holders = valueOf(e, f, site, [into]).tokens.flatMap((t) => t.t === 'obj' ? [t.obj] : []);
  const moved = valueOf(e, f, site, row.from ?? ['*']);
  for (const o of holders) {
    if (moved.labels.length) e.heap.addBase(o, moved.labels);
    for (const t of moved.tokens) if (t.t === 'obj') for (const [k, c] of t.obj.cells) {
      if (k === REST || !k.startsWith('\u0001')) e.heap.write(o, k, join(o.cells.get(k)?.value ?? NOTHING, { ...c.value, facts: null }), c.place ?? site.place);
    }
  }
}
/** Adds a value to what an object holds under a path of keys. */
export function putBelow(e: Engine, f: Frame, target: HeapObj, steps: readonly string[], v: Value, place: Place, call: Place): void {
  let o = target;
  steps.slice(0, -1).forEach((step, i) => { o = below(e, o, step, steps[i + 1] === '[]', call); });
  const last = steps[steps.length - 1];
  if (last === undefined) e.heap.addBase(o, deepLabels(e, f, v));
  else if (last === '[]') pushElement(e, o, v, place);
  else e.heap.write(o, last, join(o.cells.get(last)?.value ?? NOTHING, v), place);
}
/** The parts that a `flow` row moves: elements that the receiver holds keep the places where they were put into it. */
function movedParts(e: Engine, f: Frame, site: CallSite, path: string): Part[] {
  if (!path.startsWith('self.') || !path.endsWith('[]')) return partsOf(e, f, site, path);
  return valueOf(e, f, site, [path.slice(0, -2)]).tokens.flatMap((t) => t.t !== 'obj' ? [] : [...t.obj.cells].filter(([k]) => k === REST || !k.startsWith('\u0001')).map(([, c]) => ({ value: c.value, place: c.place ?? site.place })));
}
/** An element that a call sets by its tag replaces what was there. */
function writeElement(e: Engine, f: Frame, row: FlowRow, target: HeapObj, at: string, site: CallSite): void {
  const keys = partsOf(e, f, site, at);
  const key = keys[0] ? keyOf(keys[0].value) ?? apiName(keys[0].value) : undefined;
  const v = row.flow === 'none' ? e.constant(null) : { ...valueOf(e, f, site, row.from ?? []), facts: null };
  if (key !== undefined && row.flow === 'none') removeField(e, target, key, site.place);
  else if (key !== undefined) { e.heap.write(target, key, v, site.place); noteCleared(e, target, key); }
  else if (row.flow !== 'none') e.heap.addBase(target, deepLabels(e, f, v));
}
/** Elements that a call takes over by their tags; one that is not known may be any of them. */
function moveElements(e: Engine, f: Frame, row: FlowRow, target: HeapObj, path: string, site: CallSite): void {
  const from = valueOf(e, f, site, row.from ?? []);
  for (const { value } of partsOf(e, f, site, path)) {
    const key = keyOf(value) ?? apiName(value);
    if (key === undefined) e.heap.addBase(target, deepLabels(e, f, from));
    else e.heap.write(target, key, { ...readField(e, f, from, key, site.place, true), facts: null }, site.place);
  }
}
/** The object that `o` keeps under a name; made where there is none. */
function below(e: Engine, o: HeapObj, step: string, isList: boolean, place: Place): HeapObj {
  const key = step === '[]' ? REST : step;
  const there = o.cells.get(key)?.value.tokens.find((t) => t.t === 'obj');
  if (there?.t === 'obj') return there.obj;
  const made = e.heap.alloc(isList ? 'list' : 'object', place);
  if (isList) e.heap.setCell(made, LENGTH, { value: e.constant(0), place: null });
  e.heap.write(o, key, ofToken(made.token), place);
  return made;
}
function messageOf(e: Engine, role: string, content: Value, place: Place): Value {
  const o = e.heap.alloc('data', place);
  o.note = { role };
  e.heap.write(o, 'content', content, place);
  return ofToken(o.token);
}

/** `Tag.StudyDescription`: the name of a library constant is the keyword. */
export const apiName = (v: Value): string | undefined => v.tokens.length === 1 && v.tokens[0]!.t === 'api' ? v.tokens[0]!.node.path.split('.').pop() : undefined;
