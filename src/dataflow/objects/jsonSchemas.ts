import type { Place } from '../../base/words.ts';
import { REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, ofToken, someStrings, type Value } from '../../resolve/value.ts';
import { isClosedPattern } from '../builtins/patterns.ts';
import type { Engine } from '../engine.ts';
import type { SchemaKind } from './schemas.ts';

/** JSON schemas that a program writes as objects: `{ type: 'object', properties: { side: { enum: ['L', 'R'] } } }`. */

const CLOSED_TYPES = new Set(['number', 'integer', 'boolean', 'null']);
/** Formats that hold no sentence (JSON Schema validation, section 7.3). */
const CLOSED_FORMATS = new Set(['date', 'time', 'date-time', 'duration', 'uuid', 'ipv4', 'ipv6']);
/** Schemas within schemas that are read; what lies deeper counts as open (false alarms). */
const MAX_DEPTH = 6;

const field = (o: HeapObj, key: string): Value => o.cells.get(key)?.value ?? NOTHING;
const objectsIn = (v: Value): HeapObj[] => v.tokens.flatMap((t) => t.t === 'obj' ? [t.obj] : []);

/** What a JSON schema admits, as a schema of ours. */
export function ofJsonSchema(e: Engine, schema: Value, place: Place, depth = 0): HeapObj {
  const made = (kind: SchemaKind): HeapObj => { const o = e.heap.alloc('data', place); o.note = { schema: kind }; return o; };
  const [only, ...others] = objectsIn(schema);
  if (!only || others.length > 0 || schema.top || depth > MAX_DEPTH) return made('open');
  if (only.note?.schema) return only;
  if (only.cells.has('enum') || only.cells.has('const')) return made('closed');
  const types = [...someStrings(field(only, 'type')), ...objectsIn(field(only, 'type')).flatMap((list) => [...list.cells.values()].flatMap((c) => someStrings(c.value)))];
  if (types.length > 0 && types.every((t) => CLOSED_TYPES.has(t))) return made('closed');
  const closes = someStrings(field(only, 'format')).some((x) => CLOSED_FORMATS.has(x)) || someStrings(field(only, 'pattern')).some((x) => isClosedPattern(x, '', 'search'));
  if (closes && types.every((t) => t === 'string' || CLOSED_TYPES.has(t)) && types.length > 0) return made('closed');
  const properties = objectsIn(field(only, 'properties'));
  if (properties.length === 1) {
    const o = made('object');
    for (const [key, cell] of properties[0]!.cells) if (!key.startsWith('\u0001')) e.heap.write(o, key, ofToken(ofJsonSchema(e, cell.value, place, depth + 1).token), cell.place);
    return o;
  }
  const items = field(only, 'items');
  if (objectsIn(items).length === 1) {
    const o = made('array');
    e.heap.write(o, REST, ofToken(ofJsonSchema(e, items, place, depth + 1).token), place);
    return o;
  }
  return made('open');
}
/** A text with options: `Type.String({ pattern: '^[A-Z]+$' })`. */
export function textSchema(e: Engine, options: Value | undefined, place: Place): Value {
  const o = e.heap.alloc('object', place);
  for (const given of objectsIn(options ?? UNKNOWN)) for (const [key, cell] of given.cells) e.heap.write(o, key, cell.value, cell.place);
  e.heap.write(o, 'type', e.constant('string'), place);
  return ofToken(o.token);
}
