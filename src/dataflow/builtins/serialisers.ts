import { JSON_OF, REST, type HeapObj } from '../../resolve/heap.ts';
import { ancestry, findMethod, type ClassInfo } from '../../resolve/program.ts';
import { UNKNOWN, ofToken, singleConst, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { callFunction } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Place } from '../../base/words.ts';
import { readField } from '../objects/fields.ts';
import { admitted, through } from '../objects/schemas.ts';
import { isClosedPattern } from './patterns.ts';
import type { Intrinsic } from './intrinsics.ts';

/**
 * Classes whose fields say what a document may hold, each made by a call: marshmallow (https://marshmallow.readthedocs.io/en/stable/),
 * serialisers of the Django REST framework (https://www.django-rest-framework.org/api-guide/serializers/) and forms of Django
 * (https://docs.djangoproject.com/en/stable/ref/forms/); and msgspec, which is told a type when it decodes (https://jcristharif.com/msgspec/).
 */

/** A schema object of a kind, as `objects/schemas.ts` reads them. */
function schema(e: Engine, kind: 'closed' | 'open' | 'array', place: Place, element?: Value): Value {
  const o = e.heap.alloc('data', place);
  o.note = { schema: kind };
  if (element) e.heap.fill(o, REST, element, place);
  return ofToken(o.token);
}
const argument = (s: CallSite, name: string, at = -1): Value | undefined => (s.args.find((a) => a.name === name) ?? s.args.filter((a) => a.name === null)[at])?.value;
const isClosed = (v: Value | undefined): boolean => (v?.tokens ?? []).some((t) => t.t === 'obj' && (t.obj.note?.schema === 'closed' || (['list', 'tuple'].includes(t.obj.kind) && [...t.obj.cells.values()].some(({ value }) => isClosed(value)))));

const closed: Intrinsic = (e, _f, s) => schema(e, 'closed', s.place);
/** A text, as far as its validators narrow it. */
const text: Intrinsic = (e, _f, s) => schema(e, isClosed(argument(s, 'validate')) || isClosed(argument(s, 'validators')) ? 'closed' : 'open', s.place);
const pattern: Intrinsic = (e, _f, s) => {
  const written = singleConst(argument(s, 'regex', 0) ?? UNKNOWN);
  return schema(e, typeof written === 'string' && isClosedPattern(written, '', 'start') ? 'closed' : 'open', s.place);
};
const list: Intrinsic = (e, _f, s) => schema(e, 'array', s.place, withoutFacts(argument(s, 'cls_or_instance', 0) ?? argument(s, 'child', 0) ?? UNKNOWN));

/** The fields of a class and of those above it, as a schema of an object. */
function ofClass(e: Engine, cls: ClassInfo, place: Place): HeapObj {
  const o = e.heap.alloc('data', place);
  o.note = { schema: 'object' };
  for (const c of [...ancestry(cls).classes].reverse()) for (const [name, { value }] of c.statics.cells) if (value.tokens.length > 0 && value.tokens.every((t) => t.t === 'obj' && t.obj.note?.schema)) e.heap.fill(o, name, value, place);
  return o;
}
const nested: Intrinsic = (e, _f, s) => {
  const [only] = argument(s, 'nested', 0)?.tokens ?? [];
  const cls = only?.t === 'class' ? only.cls : only?.t === 'obj' ? only.obj.cls : null;
  return cls ? ofToken(ofClass(e, cls, s.place).token) : schema(e, 'open', s.place);
};
const parsed = (v: Value): Value => { const [only] = v.tokens; return only?.t === 'obj' && v.tokens.length === 1 ? only.obj.cells.get(JSON_OF)?.value ?? v : v; };
/** `Schema().load(document)`: of each field what the field admits. */
const loaded: Intrinsic = (e, f, s) => {
  const given = parsed(withoutFacts(argument(s, 'data', 0) ?? argument(s, 'json_data', 0) ?? UNKNOWN));
  const cls = [...(s.self?.tokens ?? []), ...(s.recv ? [s.recv.token] : [])].flatMap((t) => t.t === 'obj' && t.obj.cls ? [t.obj.cls] : [])[0];
  return cls ? admitted(e, f, ofClass(e, cls, s.place), given, s.place) : given;
};
/** `decode(bytes, type=T)`. */
const decoded: Intrinsic = (e, f, s) => {
  const given = parsed(withoutFacts(argument(s, 'buf', 0) ?? argument(s, 'obj', 0) ?? UNKNOWN));
  const type = argument(s, 'type', 1);
  return type ? through(e, f, type, given, s.place, 0) : given;
};

/** What an object that was given a document keeps of it under a name, field by field, behind the checks that its class has for single fields. */
const checked = (kept: string, raw: string, data: number, check: (field: string) => string, isHanded: boolean): Intrinsic => (e, f, s) => {
  for (const t of s.self?.tokens ?? []) if (t.t === 'obj' && t.obj.cls) {
    const fields = ofClass(e, t.obj.cls, s.place);
    // As a field of another one it is a schema itself; one of many is a list of such.
    if (fields.cells.size > 0) {
      t.obj.note = { ...t.obj.note, schema: singleConst(argument(s, 'many') ?? UNKNOWN) === true ? 'array' : 'object' };
      if (t.obj.note.schema === 'array') e.heap.write(t.obj, REST, ofToken(fields.token), s.place);
      else for (const [name, { value }] of fields.cells) e.heap.write(t.obj, name, value, s.place);
    }
    const given = argument(s, 'data', data);
    if (!given || fields.cells.size === 0) continue;
    const held = admitted(e, f, fields, parsed(withoutFacts(given)), s.place);
    const files = argument(s, 'files', 1);
    if (files) for (const [name, { value }] of fields.cells) for (const h of held.tokens) if (h.t === 'obj' && value.tokens.some((v) => v.t === 'obj' && v.obj.note?.upload)) e.heap.write(h.obj, name, readField(e, f, files, name, s.place, true), s.place);
    e.heap.write(t.obj, kept, held, s.place);
    e.heap.write(t.obj, raw, given, s.place);
    for (const name of fields.cells.keys()) {
      const m = findMethod(t.obj.cls, check(name));
      if (m) for (const h of held.tokens) if (h.t === 'obj') {
        const own = e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(t.obj.token), m.token.defaults, null);
        e.heap.write(h.obj, name, callFunction(e, f, own, isHanded ? [h.obj.cells.get(name)?.value ?? UNKNOWN] : [], s.place), s.place);
      }
    }
  }
  return UNKNOWN;
};
const serialiser = checked('validated_data', 'initial_data', 1, (field) => `validate_${field}`, true);
const form = checked('cleaned_data', 'data', 0, (field) => `clean_${field}`, false);

const upload: Intrinsic = (e, _f, s) => {
  const o = e.heap.alloc('data', s.place);
  o.note = { schema: 'open', upload: true };
  return ofToken(o.token);
};

const DJANGO_CLOSED = ['IntegerField', 'FloatField', 'DecimalField', 'BooleanField', 'NullBooleanField', 'DateField', 'DateTimeField', 'TimeField', 'DurationField', 'UUIDField', 'SlugField', 'IPAddressField', 'GenericIPAddressField', 'ChoiceField', 'MultipleChoiceField', 'TypedChoiceField', 'TypedMultipleChoiceField', 'ModelChoiceField', 'PrimaryKeyRelatedField'];
const DJANGO_TEXT = ['CharField', 'EmailField', 'URLField', 'JSONField', 'Field', 'DictField', 'FilePathField'];
const DJANGO_UPLOADS = ['FileField', 'ImageField'];
const DJANGO_ROOTS = ['django.forms', 'rest_framework.serializers', 'rest_framework.fields'];

const CLOSED_FIELDS = ['Integer', 'Int', 'Float', 'Decimal', 'Number', 'Boolean', 'Bool', 'DateTime', 'NaiveDateTime', 'AwareDateTime', 'Date', 'Time', 'TimeDelta', 'UUID', 'Enum', 'IP', 'IPv4', 'IPv6', 'Constant'];
const TEXT_FIELDS = ['String', 'Str', 'Raw', 'Field', 'Url', 'URL', 'Email'];

/** API path → what the call does. */
export const SERIALISER_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...Object.fromEntries(CLOSED_FIELDS.map((name) => [`marshmallow.fields.${name}`, closed])),
  ...Object.fromEntries(TEXT_FIELDS.map((name) => [`marshmallow.fields.${name}`, text])),
  'marshmallow.fields.List': list, 'marshmallow.fields.Nested': nested,
  'marshmallow.validate.OneOf': closed, 'marshmallow.validate.Equal': closed, 'marshmallow.validate.ContainsOnly': closed, 'marshmallow.validate.Regexp': pattern,
  'marshmallow.Schema().load': loaded, 'marshmallow.Schema().loads': loaded,
  ...Object.fromEntries(DJANGO_ROOTS.flatMap((root) => [
    ...DJANGO_CLOSED.map((name): [string, Intrinsic] => [`${root}.${name}`, closed]), ...DJANGO_TEXT.map((name): [string, Intrinsic] => [`${root}.${name}`, text]),
    ...DJANGO_UPLOADS.map((name): [string, Intrinsic] => [`${root}.${name}`, upload]),
    [`${root}.RegexField`, pattern], [`${root}.ListField`, list],
  ])),
  'django.core.validators.RegexValidator': pattern,
  'rest_framework.serializers.Serializer': serialiser, 'rest_framework.serializers.ModelSerializer': serialiser, 'django.forms.Form': form, 'django.forms.ModelForm': form,
  'msgspec.json.decode': decoded, 'msgspec.yaml.decode': decoded, 'msgspec.toml.decode': decoded, 'msgspec.msgpack.decode': decoded, 'msgspec.convert': decoded,
};
