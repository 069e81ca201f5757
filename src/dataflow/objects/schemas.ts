import type { Place } from '../../base/words.ts';
import { IterKind } from '../../ir/ir.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, TEXT_BITS, UNKNOWN, clearLabels, isNothing, join, ofLabels, ofToken, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, readField } from './fields.ts';
import type { Frame } from '../frame.ts';
import { iterate } from '../code/exec.ts';
import { isClosedPattern } from '../builtins/patterns.ts';

/**
 * Schema objects built at run time (`z.object({ side: z.enum([...]) })`): parsing a value through one leaves of each field what
 * the field's schema admits. A schema is an object with `note.schema`; fields and element schemas are its cells.
 */
export type SchemaKind = 'closed' | 'open' | 'object' | 'array';

const CLOSED = ['number', 'int', 'int32', 'uint32', 'float32', 'float64', 'bigint', 'boolean', 'date', 'literal', 'enum', 'nativeEnum', 'null', 'undefined', 'nan', 'uuid', 'uuidv4', 'cuid', 'cuid2', 'ulid', 'nanoid', 'ipv4', 'ipv6', 'hex', 'stringbool', 'void', 'never', 'symbol'];
const OPEN = ['string', 'any', 'unknown', 'email', 'url', 'base64', 'jwt', 'custom', 'instanceof', 'lazy', 'templateLiteral', 'json', 'file'];
/** Methods that narrow a string to something that holds no sentence. */
const CLOSING = new Set(['uuid', 'cuid', 'cuid2', 'ulid', 'nanoid', 'datetime', 'date', 'time', 'duration', 'ip', 'int', 'guid', 'cidr', 'ipv4', 'ipv6']);
const PARSERS = new Set(['parse', 'parseAsync', 'validate', 'validateSync', 'cast', 'decode']);
const SAFE_PARSERS = new Set(['safeParse', 'safeParseAsync', 'spa']);

/** API paths of the constructors, for each of the spellings under which the library is imported. */
export const SCHEMA_PATHS: ReadonlyMap<string, string> = new Map(
  ['zod.z', 'zod', 'zod.z.coerce', 'zod.coerce', 'valibot'].flatMap((root) =>
    [...CLOSED, ...OPEN, 'object', 'strictObject', 'looseObject', 'interface', 'array', 'set', 'record', 'map', 'tuple', 'union', 'discriminatedUnion', 'intersection', 'optional', 'nullable', 'nullish', 'preprocess', 'promise']
      .map((name) => [`${root}.${name}`, name] as const)).concat(['picklist', 'variant', 'pipe', 'parse', 'safeParse', 'parseAsync', 'safeParseAsync'].map((name) => [`valibot.${name}`, `valibot ${name}`] as const)));

function make(e: Engine, kind: SchemaKind, place: Place): HeapObj {
  const o = e.heap.alloc('data', place);
  o.note = { schema: kind };
  return o;
}
const value = (o: HeapObj): Value => ofToken(o.token);

/** `z.name(args)`. */
export function schemaOf(e: Engine, f: Frame, name: string, s: CallSite): Value {
  const a = s.args.map((x) => x.value);
  switch (name) {
    case 'object': case 'strictObject': case 'looseObject': case 'interface': return fieldsOf(e, make(e, 'object', s.place), a[0]);
    case 'array': case 'set': case 'promise': return elementOf(e, make(e, name === 'promise' ? 'open' : 'array', s.place), a[0]);
    case 'record': case 'map': return elementOf(e, make(e, 'array', s.place), a[1] ?? a[0]);
    case 'tuple': return elementOf(e, make(e, 'array', s.place), a[0] ? iterate(e, f, a[0], IterKind.values, s.place) : undefined);
    case 'union': case 'discriminatedUnion': return either(e, f, a[a.length - 1] ? iterate(e, f, a[a.length - 1]!, IterKind.values, s.place) : UNKNOWN, s.place);
    case 'intersection': return a[0] ? join(a[0], a[1] ?? NOTHING) : UNKNOWN;
    case 'optional': case 'nullable': case 'nullish': return a[0] ?? UNKNOWN;
    case 'preprocess': return a[1] ?? UNKNOWN;
    // Valibot's functions take the schema first; what it parses safely is under `output`.
    case 'valibot picklist': return value(make(e, 'closed', s.place));
    case 'valibot variant': return either(e, f, a[1] ? iterate(e, f, a[1], IterKind.values, s.place) : UNKNOWN, s.place);
    case 'valibot pipe': return a[0] ?? UNKNOWN;
    case 'valibot parse': case 'valibot parseAsync': return through(e, f, a[0] ?? UNKNOWN, a[1] ?? UNKNOWN, s.place, 0);
    case 'valibot safeParse': case 'valibot safeParseAsync': {
      const r = e.heap.alloc('object', s.place);
      e.heap.write(r, 'success', UNKNOWN, s.place);
      e.heap.write(r, 'output', through(e, f, a[0] ?? UNKNOWN, a[1] ?? UNKNOWN, s.place, 0), s.place);
      return value(r);
    }
    default: return value(make(e, CLOSED.includes(name) ? 'closed' : 'open', s.place));
  }
}
function fieldsOf(e: Engine, o: HeapObj, shape: Value | undefined): Value {
  for (const t of shape?.tokens ?? []) if (t.t === 'obj') for (const [k, c] of t.obj.cells) if (!k.startsWith('\u0001')) e.heap.write(o, k, c.value, c.place);
  return value(o);
}
function elementOf(e: Engine, o: HeapObj, element: Value | undefined): Value {
  if (element) e.heap.write(o, REST, element, o.place);
  return value(o);
}
/** A choice is closed where every alternative is; otherwise each alternative may apply. */
function either(e: Engine, _f: Frame, options: Value, place: Place): Value {
  const all = options.tokens.flatMap((t) => t.t === 'obj' && t.obj.note?.schema ? [t.obj] : []);
  if (all.length > 0 && all.every((o) => o.note!.schema === 'closed')) return value(make(e, 'closed', place));
  return options;
}

/** A method of a schema object. */
export function schemaMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value {
  const first = args[0]?.value;
  if (PARSERS.has(name)) return first ? admitted(e, f, o, first, place) : UNKNOWN;
  if (SAFE_PARSERS.has(name)) {
    const r = e.heap.alloc('object', place);
    e.heap.write(r, 'success', UNKNOWN, place);
    e.heap.write(r, 'error', UNKNOWN, place);
    e.heap.write(r, 'data', first ? admitted(e, f, o, first, place) : UNKNOWN, place);
    return value(r);
  }
  if (name === 'regex') return first?.tokens.some((t) => t.t === 'regex' && isClosedPattern(t.pattern, t.flags, 'search')) ? value(make(e, 'closed', place)) : value(o);
  if (CLOSING.has(name)) return value(make(e, 'closed', place));
  if (name === 'array') return elementOf(e, make(e, 'array', place), value(o));
  if (name === 'or') return first ? either(e, f, join(value(o), first), place) : value(o);
  if (name === 'and' || name === 'merge' || name === 'extend' || name === 'safeExtend' || name === 'augment') {
    const c = make(e, o.note!.schema!, place);
    fieldsOf(e, c, value(o));
    return fieldsOf(e, c, first);
  }
  if (name === 'pipe') return first ?? value(o);
  return value(o); // optional, default, min, max, trim, describe, refine …
}

/** The schema that stands beside a function in its registration: a schema object, or an object of schemas by parameter. */
export function schemaBeside(site: CallSite): HeapObj | null {
  const isShape = (o: HeapObj): boolean => {
    const named = [...o.cells].filter(([k]) => !k.startsWith('\u0001'));
    return o.note?.schema === 'object' || (named.length > 0 && named.every(([, c]) => c.value.tokens.length > 0 && c.value.tokens.every((t) => t.t === 'obj' && t.obj.note?.schema !== undefined)));
  };
  for (const a of site.args) for (const t of a.value.tokens) {
    if (t.t !== 'obj') continue;
    if (isShape(t.obj)) return t.obj;
    for (const [k, c] of t.obj.cells) if (!k.startsWith('\u0001') && !/output|result|response/i.test(k)) for (const inner of c.value.tokens) if (inner.t === 'obj' && isShape(inner.obj)) return inner.obj;
  }
  return null;
}
/** Arguments that were checked by such a schema: each field holds what its own schema admits, anything else what was given. */
export function checkedArguments(e: Engine, f: Frame, schema: HeapObj, given: Value, place: Place): Value {
  const o = e.heap.alloc('object', place);
  e.heap.addBase(o, given.labels);
  for (const [k, c] of schema.cells) if (!k.startsWith('\u0001')) e.heap.write(o, k, through(e, f, c.value, readField(e, f, given, k, place, true), place, 0), place);
  return value(o);
}

/** What of a value passes a schema. */
export function admitted(e: Engine, f: Frame, o: HeapObj, v: Value, place: Place, depth = 0): Value {
  if (depth > 6) return v;
  switch (o.note?.schema) {
    case 'closed': return ofLabels(clearLabels(deepLabels(e, f, v), TEXT_BITS));
    case 'object': {
      const r = e.heap.alloc('object', place);
      for (const [k, c] of o.cells) if (!k.startsWith('\u0001')) e.heap.write(r, k, through(e, f, c.value, readField(e, f, v, k, place, true), place, depth), place);
      return value(r);
    }
    case 'array': {
      const r = e.heap.alloc('list', place);
      e.heap.setCell(r, LENGTH, { value: UNKNOWN, place: null });
      e.heap.write(r, REST, through(e, f, o.cells.get(REST)?.value ?? UNKNOWN, iterate(e, f, v, IterKind.values, place), place, depth), place);
      return value(r);
    }
    default: return { ...v, facts: null };
  }
}
function through(e: Engine, f: Frame, schema: Value, v: Value, place: Place, depth: number): Value {
  let out: Value = NOTHING;
  for (const t of schema.tokens) if (t.t === 'obj' && t.obj.note?.schema) out = join(out, admitted(e, f, t.obj, v, place, depth + 1));
  return isNothing(out) ? { ...v, facts: null } : out;
}
