import type { Place } from '../../base/words.ts';
import { JSON_OF, LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { UNKNOWN, extend, isNothing, join, ofToken, singleConst, withoutFacts, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { keyOf } from '../code/guards.ts';
import { spreadInto } from '../code/exec.ts';
import { deepLabels, pushElement, readObj, writeObj } from '../objects/fields.ts';
import type { Intrinsic } from './intrinsics.ts';

/**
 * Trees of JSON that a program builds node by node (Jackson, Gson, org.json, System.Text.Json.Nodes, Json.NET): objects and arrays of the
 * tree are maps and lists of the engine, so that a message keeps its role apart from its text.
 */

/** Text that remembers what it was made of, so that a round trip keeps the fields apart. */
export function serialised(e: Engine, f: Frame, v: Value, place: Place): Value {
  const c = singleConst(v);
  if (c !== undefined && v.labels.length === 0) return e.constant(JSON.stringify(c));
  const o = e.heap.alloc('data', place);
  e.heap.fill(o, JSON_OF, withoutFacts(v), place);
  const labels = deepLabels(e, f, v);
  if (labels.length) e.heap.addBase(o, extend(labels, 'step', place, 'serialised'));
  return ofToken(o.token);
}

function empty(e: Engine, kind: 'dict' | 'list', place: Place): HeapObj {
  const o = e.heap.alloc(kind, place);
  if (kind === 'list') e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
  return o;
}
/** A new object or array; what it is made from (a map, a collection, properties) is taken over, text that is parsed keeps its labels. */
const made = (kind: 'dict' | 'list'): Intrinsic => (e, f, s) => {
  const o = empty(e, kind, s.place);
  for (const a of s.args) {
    if (kind === 'list' && !(s.args.length === 1 && a.value.tokens.some((t) => t.t === 'obj' && t.obj.kind === 'list'))) pushElement(e, o, withoutFacts(a.value), a.place);
    else if (a.value.tokens.some((t) => t.t === 'obj') || a.value.labels.length) spreadInto(e, f, o, withoutFacts(a.value), s.place);
  }
  return ofToken(o.token);
};
/** `new JProperty("name", value)`: a map of one entry, which the object around it takes over. */
const property: Intrinsic = (e, f, s) => {
  const o = empty(e, 'dict', s.place);
  if (s.args[1]) writeObj(e, f, o, keyOf(s.args[0]!.value), withoutFacts(s.args[1].value), s.args[1].place);
  return ofToken(o.token);
};
const same: Intrinsic = (_e, _f, s) => withoutFacts(s.args[0]?.value ?? UNKNOWN);
const text: Intrinsic = (e, f, s) => serialised(e, f, s.args[0]?.value ?? UNKNOWN, s.place);

const table: Record<string, Intrinsic> = {};
for (const root of ['com.fasterxml.jackson.databind', 'tools.jackson.databind']) {
  for (const maker of [`${root}.ObjectMapper()`, `${root}.json.JsonMapper()`, `${root}.node.JsonNodeFactory()`, `${root}.node.JsonNodeFactory.instance`]) {
    for (const name of ['createObjectNode', 'objectNode']) table[`${maker}.${name}`] = made('dict');
    for (const name of ['createArrayNode', 'arrayNode']) table[`${maker}.${name}`] = made('list');
    for (const name of ['valueToTree', 'convertValue']) table[`${maker}.${name}`] = same;
    for (const name of ['writeValueAsString', 'writeValueAsBytes']) table[`${maker}.${name}`] = text;
  }
}
for (const path of ['com.google.gson.JsonObject', 'org.json.JSONObject', 'org.json.simple.JSONObject', 'System.Text.Json.Nodes.JsonObject', 'Newtonsoft.Json.Linq.JObject']) table[path] = made('dict');
for (const path of ['com.google.gson.JsonArray', 'org.json.JSONArray', 'org.json.simple.JSONArray', 'System.Text.Json.Nodes.JsonArray', 'Newtonsoft.Json.Linq.JArray']) table[path] = made('list');
table['Newtonsoft.Json.Linq.JProperty'] = property;
for (const path of ['com.google.gson.Gson().toJsonTree', 'Newtonsoft.Json.Linq.JToken.FromObject', 'Newtonsoft.Json.Linq.JObject.FromObject', 'Newtonsoft.Json.Linq.JArray.FromObject', 'System.Text.Json.JsonSerializer.SerializeToNode', 'System.Text.Json.Nodes.JsonValue.Create']) table[path] = same;
table['com.google.gson.Gson().toJson'] = text;

/** API path → what the call does. */
export const JSON_TREE_INTRINSICS: Readonly<Record<string, Intrinsic>> = table;

/** Methods of trees that maps and lists don't have. */
export function treeMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const [first, second] = args;
  const key = first ? keyOf(first.value) : undefined;
  const child = (kind: 'dict' | 'list'): Value => {
    const v = ofToken(empty(e, kind, place).token);
    if (o.kind === 'list') pushElement(e, o, v, place); else e.heap.write(o, key ?? REST, key === undefined ? join(o.cells.get(REST)?.value ?? v, v) : v, place);
    return v;
  };
  const there = (): Value | undefined => { const v = key !== undefined && o.cells.has(key) ? readObj(e, f, o, key, place, true) : undefined; return v && !isNothing(v) ? v : undefined; };
  switch (name) {
    case 'addObject': case 'putObject': return child('dict');
    case 'addArray': case 'putArray': return child('list');
    case 'withObject': case 'with': case 'withObjectProperty': return o.kind === 'dict' ? there() ?? child('dict') : undefined;
    case 'withArray': case 'withArrayProperty': return o.kind === 'dict' ? there() ?? child('list') : undefined;
    case 'addProperty': case 'putPOJO': case 'putRawValue': case 'add': case 'Add': case 'replace': case 'accumulate': case 'append':
      if (o.kind !== 'dict') return undefined;
      if (second) writeObj(e, f, o, key, withoutFacts(second.value), second.place);
      else if (first && name === 'Add') spreadInto(e, f, o, withoutFacts(first.value), place);
      else return undefined;
      return ofToken(o.token);
    case 'setAll': if (first) spreadInto(e, f, o, withoutFacts(first.value), place); return ofToken(o.token);
    case 'put': if (o.kind !== 'list' || !first || second) return undefined; pushElement(e, o, withoutFacts(first.value), first.place); return ofToken(o.token);
    case 'getString': case 'optString': case 'getJSONObject': case 'optJSONObject': case 'getJSONArray': case 'optJSONArray': case 'getAsJsonObject': case 'getAsJsonArray': case 'getAsJsonPrimitive': case 'path': case 'required':
      return first ? readObj(e, f, o, key, place, true) : undefined;
    case 'toPrettyString': case 'ToJsonString': case 'toString': case 'ToString':
      if (o.kind !== 'dict' && /^to_?string$/i.test(name)) return undefined;
      return serialised(e, f, ofToken(o.token), place);
    default: return undefined;
  }
}
