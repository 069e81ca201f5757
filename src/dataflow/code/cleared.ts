import { elementByKeyword, elementByTag, tagDigits } from '../../base/dicom.ts';
import type { Place } from '../../base/words.ts';
import { BASE, type HeapObj } from '../../resolve/heap.ts';
import { PHI_BITS, clearLabels, isNothing, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import { VARIABLE_KEY, type Frame } from '../frame.ts';
import { holderOf, originOf } from './guards.ts';

/**
 * Elements without which a data set names nobody by itself: who clears both has cleared what identifies. Another element that is read by itself
 * still identifies; that one of the whole may is not seen (misses).
 */
const NAMING = ['PatientName', 'PatientID'];

/** A field of an object was deleted, or is known not to be there. */
export function removeField(e: Engine, obj: HeapObj, key: string, place: Place | null): void {
  if (!obj.singular) return;
  e.heap.setCell(obj, key, { value: e.constant(null), place });
  noteCleared(e, obj, key);
}

/** After a field was written: a data set whose naming elements hold nothing from outside any more identifies nobody as a whole. */
export function noteCleared(e: Engine, obj: HeapObj, key: string): void {
  if (!obj.singular || !NAMING.includes(keywordOf(key))) return;
  const base = obj.cells.get(BASE);
  if (!base?.value.labels.some((l) => l.shape === 'dicom' && (l.live & PHI_BITS) !== 0)) return;
  const clean = new Set([...obj.cells].filter(([k, c]) => k !== BASE && isClean(c.value)).map(([k]) => keywordOf(k)));
  if (!NAMING.every((name) => clean.has(name))) return;
  obj.note = { ...obj.note, before: base.value.labels };
  e.heap.setCell(obj, BASE, { value: { ...base.value, labels: clearLabels(base.value.labels, PHI_BITS) }, place: base.place });
}
const isClean = (v: Value): boolean => v.labels.length === 0 && !isNothing(v) && v.tokens.every((t) => t.t === 'const');
function keywordOf(key: string): string {
  const digits = tagDigits(key);
  return elementByKeyword(key)?.keyword ?? (digits === undefined ? undefined : elementByTag(digits)?.keyword) ?? key;
}

/** `record[key].value = …`, where reading the element gives a value and no object to write to: the element itself is written. */
export function setElement(e: Engine, f: Frame, reg: number, value: Value, place: Place): void {
  const element = f.regs[reg];
  if (!element || element.tokens.some((t) => t.t === 'obj') || !element.labels.some((l) => l.element !== null)) return;
  const origin = originOf(f, reg);
  const holder = origin ? holderOf(e, f, origin) : null;
  const key = origin?.fields.at(-1);
  if (!holder || key === undefined || key.startsWith(VARIABLE_KEY)) return;
  e.heap.write(holder, key, value, place);
  noteCleared(e, holder, key);
}
