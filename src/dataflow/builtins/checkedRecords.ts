import type { Place } from '../../base/words.ts';
import { clear, ofToken, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { readField } from '../objects/fields.ts';

/**
 * A record of which only the labels are known, behind a check of one of its fields: `xs.filter((x) => KNOWN.has(x.code))`. That field is
 * clean of the dangers in `mask`, the others are what they were. Undefined where there is no such record.
 */
export function ofCheckedRecord(e: Engine, f: Frame, v: Value, key: string, mask: number, place: Place): Value | undefined {
  if (v.tokens.length > 0 || v.labels.length === 0 || !v.labels.every((l) => l.shape !== null && l.shape !== 'text')) return undefined;
  const field = readField(e, f, v, key, place, false);
  if (!field.labels.some((l) => l.live & mask)) return undefined;
  const o = e.heap.alloc('data', place);
  e.heap.addBase(o, v.labels);
  e.heap.fill(o, key, { ...clear(field, mask), facts: null }, place);
  return ofToken(o.token);
}
