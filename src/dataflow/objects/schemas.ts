import type { Place } from '../../base/words.ts';
import { IterKind, type TypeRef } from '../../ir/ir.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { isRecord, isValidated, type ModuleInfo } from '../../resolve/program.ts';
import { NOTHING, TEXT_BITS, UNKNOWN, clearLabels, isNothing, join, joinAll, ofLabels, ofToken, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, elements, readField } from './fields.ts';
import type { Frame } from '../frame.ts';
import { iterate } from '../code/exec.ts';
import { isConstantCollection } from '../code/guards.ts';
import { mapOver, tupleOf } from '../builtins/builtins.ts';
import { ofJsonSchema, textSchema } from './jsonSchemas.ts';
import { isClosedPattern } from '../builtins/patterns.ts';
import { recordFromDocument } from './classes.ts';
import { CHECK, passed, tells } from './schemaChecks.ts';
import { closedType, resolveType } from './types.ts';

/**
 * Schema objects built at run time (`z.object({ side: z.enum([...]) })`): parsing a value through one leaves of each field what
 * the field's schema admits. A schema is an object with `note.schema`; fields and element schemas are its cells.
 */
export type SchemaKind = 'closed' | 'open' | 'object' | 'array' | 'map' | 'made';

const CLOSED = ['number', 'int', 'int32', 'uint32', 'float32', 'float64', 'bigint', 'boolean', 'date', 'literal', 'enum', 'nativeEnum', 'null', 'undefined', 'nan', 'uuid', 'uuidv4', 'cuid', 'cuid2', 'ulid', 'nanoid', 'ipv4', 'ipv6', 'hex', 'stringbool', 'void', 'never', 'symbol'];
const OPEN = ['string', 'any', 'unknown', 'email', 'url', 'base64', 'jwt', 'custom', 'instanceof', 'lazy', 'templateLiteral', 'json', 'file'];
/** Methods that narrow a string to something that holds no sentence. */
const CLOSING = new Set(['guid', 'isoDate', 'isoDuration', 'alphanum', 'token', 'creditCard', 'hex', 'uuid', 'cuid', 'cuid2', 'ulid', 'nanoid', 'datetime', 'date', 'time', 'duration', 'ip', 'int', 'cidr', 'ipv4', 'ipv6']);
const PARSERS = new Set(['validate_python', 'validate_json', 'validate_strings', 'parse', 'parseAsync', 'validate', 'validateSync', 'validateAsync', 'cast', 'decode']);
/** Parsers that throw where a value does not fit; what is given to them is checked behind them, too. */
const THROWING = new Set(['validate_python', 'parse', 'parseAsync', 'validateSync', 'validateAsync', 'decode']);
/** Methods that answer whether a value fits. */
const CHECKS = new Set(['isValid', 'isValidSync', 'Check', CHECK]);
/** Methods that list all values that are admitted. */
const ONE_OF = new Set(['valid', 'oneOf', 'equal']);
const SAFE_PARSERS = new Set(['safeParse', 'safeParseAsync', 'spa']);

/** Constructors of libraries that only differ in a few names. */
const MORE: readonly (readonly [root: string, names: Readonly<Record<string, string>>])[] = [
  ['yup', { mixed: 'any', bool: 'boolean' }],
  ['superstruct', { enums: 'enum', integer: 'number', type: 'object', pattern: 'superstruct pattern', nonempty: 'optional', size: 'optional', trimmed: 'optional', defaulted: 'optional', refine: 'optional', create: 'superstruct create', mask: 'superstruct create', assert: 'superstruct assert', is: 'superstruct is', validate: 'superstruct validate' }],
  ...['@sinclair/typebox', 'typebox'].flatMap((root): [string, Record<string, string>][] => [
    [`${root}.Type`, { Object: 'object', Array: 'array', Record: 'record', Tuple: 'tuple', Union: 'alternatives', Optional: 'optional', Readonly: 'optional', Integer: 'number', Number: 'number', Boolean: 'boolean', Literal: 'literal', Enum: 'enum', Null: 'null', Date: 'date', BigInt: 'bigint', String: 'typebox string', RegExp: 'typebox pattern', Any: 'any', Unknown: 'unknown' }],
    [`${root}.Value`, { Check: 'typebox check', Parse: 'typebox parse', Decode: 'typebox parse', Assert: 'typebox assert', Errors: 'typebox errors' }],
    [`${root}.TypeCompiler`, { Compile: 'optional' }],
  ]),
];
const COMMON = ['string', 'number', 'boolean', 'date', 'array', 'object', 'literal', 'any', 'record', 'tuple', 'union', 'intersection', 'optional', 'nullable', 'unknown'];
const more: [string, string][] = MORE.flatMap(([root, names]) => [...Object.entries(names), ...(root.includes('typebox') ? [] : COMMON.map((name) => [name, name]))].map(([name, kind]): [string, string] => [`${root}.${name}`, kind!]));
const joi: [string, string][] = ['joi', 'joi.Joi', 'celebrate.Joi', '@hapi/joi'].flatMap((root) => ['string', 'number', 'boolean', 'bool', 'date', 'array', 'object', 'any', 'alternatives', 'valid', 'equal', 'binary', 'attempt', 'assert'].map((name): [string, string] => [`${root}.${name}`, `joi ${name}`]));
const ajv: [string, string][] = ['ajv', 'ajv.default', 'ajv.Ajv'].flatMap((root) => ['compile', 'compileAsync', 'validate'].map((name): [string, string] => [`${root}().${name}`, `ajv ${name}`]));

/** API paths of the constructors, for each of the spellings under which the library is imported. */
export const SCHEMA_PATHS: ReadonlyMap<string, string> = new Map<string, string>(
  ['zod.z', 'zod', 'zod.z.coerce', 'zod.coerce', 'valibot'].flatMap((root) =>
    [...CLOSED, ...OPEN, 'object', 'strictObject', 'looseObject', 'interface', 'array', 'set', 'record', 'map', 'tuple', 'union', 'discriminatedUnion', 'intersection', 'optional', 'nullable', 'nullish', 'preprocess', 'promise']
      .map((name): [string, string] => [`${root}.${name}`, name])).concat(['zod.z.iso', 'zod.iso'].flatMap((root) => ['date', 'time', 'datetime', 'duration'].map((name): [string, string] => [`${root}.${name}`, 'date'])), ['picklist', 'variant', 'pipe', 'parse', 'safeParse', 'parseAsync', 'safeParseAsync'].map((name): [string, string] => [`valibot.${name}`, `valibot ${name}`]), more, joi, ajv, [['ai.Output.choice', 'choice'], ['ai.Output.array', 'array of elements'], ['ai.jsonSchema', 'json schema']], [['jsonschema.validate', 'jsonschema validate'], ['jsonschema.validators.validate', 'jsonschema validate']]));

function make(e: Engine, kind: SchemaKind, place: Place): HeapObj {
  const o = e.heap.alloc('data', place);
  o.note = { schema: kind };
  return o;
}
function makeJoi(e: Engine, kind: SchemaKind, place: Place): HeapObj {
  const o = make(e, kind, place);
  o.note = { schema: kind, reports: true };
  return o;
}
/** A schema like another one of the same library, of another kind. */
function derived(e: Engine, o: HeapObj, kind: SchemaKind, place: Place): HeapObj {
  const made = make(e, kind, place);
  made.note = { ...o.note, schema: kind };
  return made;
}
const value = (o: HeapObj): Value => ofToken(o.token);

/** `z.name(args)`. */
export function schemaOf(e: Engine, f: Frame, name: string, s: CallSite): Value {
  const a = s.args.map((x) => x.value);
  switch (name) {
    case 'looseObject': return elementOf(e, schemaObject(e, make(e, 'object', s.place), a[0]), value(make(e, 'open', s.place)));
    case 'object': case 'strictObject': case 'interface': return value(schemaObject(e, make(e, 'object', s.place), a[0]));
    case 'array': case 'set': case 'promise': return elementOf(e, make(e, name === 'promise' ? 'open' : 'array', s.place), a[0]);
    case 'record': case 'map': return elementOf(e, make(e, 'array', s.place), a[1] ?? a[0]);
    case 'tuple': return elementOf(e, make(e, 'array', s.place), a[0] ? iterate(e, f, a[0], IterKind.values, s.place) : undefined);
    case 'union': case 'discriminatedUnion': return either(e, f, a[a.length - 1] ? iterate(e, f, a[a.length - 1]!, IterKind.values, s.place) : UNKNOWN, s.place);
    case 'alternatives': return either(e, f, a[0] ? iterate(e, f, a[0], IterKind.values, s.place) : UNKNOWN, s.place);
    case 'superstruct pattern': case 'typebox pattern': return value(make(e, (a[1] ?? a[0])?.tokens.some((t) => t.t === 'regex' && isClosedPattern(t.pattern, t.flags, 'search')) ? 'closed' : 'open', s.place));
    case 'superstruct create': return through(e, f, a[1] ?? UNKNOWN, a[0] ?? UNKNOWN, s.place, 0);
    case 'superstruct assert': passed(e, f, a[1] ?? UNKNOWN, s.args[0]); return UNKNOWN;
    case 'superstruct is': return tells(f, a[1] ?? UNKNOWN, s.args[0], true);
    case 'superstruct validate': return tupleOf(e, [tells(f, a[1] ?? UNKNOWN, s.args[0], false), through(e, f, a[1] ?? UNKNOWN, a[0] ?? UNKNOWN, s.place, 0)], s.place);
    case 'typebox string': return value(ofJsonSchema(e, textSchema(e, a[0], s.place), s.place));
    case 'typebox check': return tells(f, a[0] ?? UNKNOWN, s.args[1], true);
    case 'typebox parse': return through(e, f, a[0] ?? UNKNOWN, a[1] ?? UNKNOWN, s.place, 0);
    case 'typebox assert': passed(e, f, a[0] ?? UNKNOWN, s.args[1]); return UNKNOWN;
    // A function that tells whether a document fits a JSON schema.
    case 'ajv compile': case 'ajv compileAsync': return ofToken({ t: 'bound', id: e.nextId(), recv: value(ofJsonSchema(e, a[0] ?? UNKNOWN, s.place)), name: CHECK });
    case 'ajv validate': return tells(f, value(ofJsonSchema(e, a[0] ?? UNKNOWN, s.place)), s.args[1], true);
    // What an answer has to be: one of some words, a list, a document that fits a JSON schema.
    case 'choice': return value(make(e, isConstantCollection(e, fieldOf(a[0], 'options')) ? 'closed' : 'open', s.place));
    case 'array of elements': return elementOf(e, make(e, 'array', s.place), fieldOf(a[0], 'element'));
    case 'json schema': return value(ofJsonSchema(e, a[0] ?? UNKNOWN, s.place));
    // It raises where the document does not fit.
    case 'jsonschema validate': passed(e, f, value(ofJsonSchema(e, (s.args.find((x) => x.name === 'schema') ?? s.args[1])?.value ?? UNKNOWN, s.place)), s.args.find((x) => x.name === 'instance') ?? s.args[0]); return UNKNOWN;
    case 'joi object': return value(schemaObject(e, makeJoi(e, 'object', s.place), a[0]));
    case 'joi array': return value(makeJoi(e, 'array', s.place));
    case 'joi number': case 'joi boolean': case 'joi bool': case 'joi date': case 'joi valid': case 'joi equal': return value(makeJoi(e, 'closed', s.place));
    case 'joi attempt': passed(e, f, a[1] ?? UNKNOWN, s.args[0]); return through(e, f, a[1] ?? UNKNOWN, a[0] ?? UNKNOWN, s.place, 0);
    case 'joi assert': passed(e, f, a[1] ?? UNKNOWN, s.args[0]); return UNKNOWN;
    case 'joi string': case 'joi any': case 'joi alternatives': case 'joi binary': return value(makeJoi(e, 'open', s.place));
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
const fieldOf = (v: Value | undefined, name: string): Value => joinAll((v?.tokens ?? []).map((t) => t.t === 'obj' ? t.obj.cells.get(name)?.value ?? NOTHING : NOTHING));
/** An object schema; one without fields admits any. */
function schemaObject(e: Engine, o: HeapObj, shape: Value | undefined): HeapObj {
  if (shape) fieldsOf(e, o, shape); else e.heap.write(o, REST, value(make(e, 'open', o.place!)), o.place);
  return o;
}
/** Methods that let fields through that the schema does not name. */
const LOOSENING = new Set(['passthrough', 'loose', 'unknown', 'catchall']);
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

const BEFORE = '\u0001before', BY = '\u0001by';
/** A method of a schema object. */
export function schemaMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value {
  const first = args[0]?.value;
  if (CHECKS.has(name)) return tells(f, value(o), args[0], true);
  if (o.note!.reports && name === 'validate') {
    const r = e.heap.alloc('object', place);
    e.heap.write(r, 'error', tells(f, value(o), args[0], false), place);
    e.heap.write(r, 'value', first ? admitted(e, f, o, first, place) : UNKNOWN, place);
    return value(r);
  }
  if (PARSERS.has(name)) {
    if (THROWING.has(name)) passed(e, f, value(o), args[0]);
    return first ? admitted(e, f, o, first, place) : UNKNOWN;
  }
  if (SAFE_PARSERS.has(name)) {
    const r = e.heap.alloc('object', place);
    e.heap.write(r, 'success', tells(f, value(o), args[0], true), place);
    e.heap.write(r, 'error', UNKNOWN, place);
    e.heap.write(r, 'data', first ? admitted(e, f, o, first, place) : UNKNOWN, place);
    return value(r);
  }
  if (name === 'regex' || name === 'pattern' || name === 'matches') return first?.tokens.some((t) => t.t === 'regex' && isClosedPattern(t.pattern, t.flags, 'search')) ? value(derived(e, o, 'closed', place)) : value(o);
  if (CLOSING.has(name) || (ONE_OF.has(name) && o.note!.schema === 'open')) return value(derived(e, o, 'closed', place));
  if (name === 'array') return elementOf(e, make(e, 'array', place), value(o));
  if (name === 'items' || name === 'of') return args.reduce((_v: Value, a) => elementOf(e, o, join(o.cells.get(REST)?.value ?? NOTHING, a.value)), value(o));
  if (name === 'try' && args.length > 0) return either(e, f, args.reduce((v: Value, a) => join(v, a.value), NOTHING), place);
  if (name === 'or') return first ? either(e, f, join(value(o), first), place) : value(o);
  if (name === 'and' || name === 'merge' || name === 'extend' || name === 'safeExtend' || name === 'augment' || name === 'keys' || name === 'append' || name === 'shape') {
    if (o.note!.schema !== 'object') return value(o);
    const c = derived(e, o, 'object', place);
    fieldsOf(e, c, value(o));
    const others = [...o.cells.keys()].every((k) => k.startsWith('\u0001')) ? undefined : o.cells.get(REST);
    if (others) e.heap.write(c, REST, others.value, place);
    return fieldsOf(e, c, first);
  }
  if (name === 'transform' && first?.tokens.some((t) => t.t === 'fn')) {
    const made = derived(e, o, 'made', place);
    e.heap.write(made, BEFORE, value(o), place);
    e.heap.write(made, BY, first, place);
    return value(made);
  }
  if (name === 'pipe') return first ?? value(o);
  if (LOOSENING.has(name) && o.note!.schema === 'object') {
    const c = derived(e, o, 'object', place);
    fieldsOf(e, c, value(o));
    return elementOf(e, c, value(make(e, 'open', place)));
  }
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

/**
 * The schema that a written type is: what holds no sentence, a class that checks its fields, or a sequence, a mapping or a choice of these.
 * `depth`: how many types lie around this one.
 */
export function schemaOfType(e: Engine, f: Frame, mod: ModuleInfo, type: TypeRef, place: Place, depth = 0): Value {
  if (closedType(e, mod, type, place)) return value(make(e, 'closed', place));
  const open = (): Value => value(make(e, 'open', place));
  const inner = (x: TypeRef | undefined): Value => x && depth < MAX_TYPES ? schemaOfType(e, f, mod, x, place, depth + 1) : open();
  const around = (kind: 'array' | 'map', x: TypeRef | undefined): Value => {
    const element = inner(x);
    return isOpen(element) ? element : elementOf(e, make(e, kind, place), element);
  };
  const { listTypes, mapTypes } = mod.profile;
  const parts = type.name === '|' ? (type.args ?? []).filter((x) => x.name !== 'None') : [];
  if (parts.length > 0) return parts.length === 1 ? inner(parts[0]) : either(e, f, joinAll(parts.map(inner)), place);
  if (listTypes.includes(type.name)) return around('array', type.args?.[0]);
  if (mapTypes.includes(type.name)) return around('map', type.args?.[1]);
  const classes = depth < MAX_TYPES ? resolveType(e, mod, type.name, place).tokens.filter((t) => t.t === 'class' && (isValidated(t.cls) || isRecord(t.cls))) : [];
  return classes.length === 1 ? ofToken(classes[0]!) : open();
}
/** Types within types that are looked into. */
const MAX_TYPES = 6;
const isOpen = (v: Value): boolean => v.tokens.some((t) => t.t === 'obj' && t.obj.note?.schema === 'open');

/** What of a value passes a schema. */
export function admitted(e: Engine, f: Frame, o: HeapObj, v: Value, place: Place, depth = 0): Value {
  if (depth > 6) return v;
  switch (o.note?.schema) {
    case 'closed': return ofLabels(clearLabels(deepLabels(e, f, v), TEXT_BITS));
    // What a function makes of what passes the schema before it.
    case 'made': return mapOver(e, f, o.cells.get(BY)?.value ?? UNKNOWN, [through(e, f, o.cells.get(BEFORE)?.value ?? UNKNOWN, v, place, depth)], place);
    case 'object': {
      const r = e.heap.alloc('object', place);
      if (o.cells.has(REST)) e.heap.addBase(r, deepLabels(e, f, v));
      for (const [k, c] of o.cells) if (!k.startsWith('\u0001')) e.heap.write(r, k, through(e, f, c.value, readField(e, f, v, k, place, true), place, depth), place);
      return value(r);
    }
    case 'array': {
      const r = e.heap.alloc('list', place);
      e.heap.setCell(r, LENGTH, { value: UNKNOWN, place: null });
      e.heap.write(r, REST, through(e, f, o.cells.get(REST)?.value ?? UNKNOWN, iterate(e, f, v, IterKind.values, place), place, depth), place);
      return value(r);
    }
    case 'map': {
      const r = e.heap.alloc('dict', place);
      let held = ofLabels(v.labels);
      for (const t of v.tokens) if (t.t === 'obj') held = join(held, elements(e, f, t.obj, place));
      e.heap.write(r, REST, through(e, f, o.cells.get(REST)?.value ?? UNKNOWN, held, place, depth), place);
      return value(r);
    }
    default: return { ...v, facts: null };
  }
}
/** What of a value passes any of some schemas. */
export function through(e: Engine, f: Frame, schema: Value, v: Value, place: Place, depth: number): Value {
  let out: Value = NOTHING;
  for (const t of schema.tokens) {
    if (t.t === 'obj' && t.obj.note?.schema) out = join(out, admitted(e, f, t.obj, v, place, depth + 1));
    else if (t.t === 'class') out = join(out, recordFromDocument(e, f, t.cls, v, place, depth + 1));
  }
  return isNothing(out) ? { ...v, facts: null } : out;
}
