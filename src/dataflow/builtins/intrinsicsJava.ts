import { pendingAnswer } from '../tools/pendingAnswers.ts';
import { settingNamed } from './clinicalSettings.ts';
import { CALL } from '../../resolve/api.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { IterKind } from '../../ir/ir.ts';
import { NOTHING, TEXT_BITS, UNKNOWN, clearLabels, extend, join, ofLabels, ofToken, singleConst, someStrings, withFacts, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import type { Argument } from '../calls/calls.ts';
import { copyOf, equalFacts, listOf, mapOver, tupleOf } from './builtins.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, pushElement } from '../objects/fields.ts';
import { keyOf, originOf } from '../code/guards.ts';
import { iterate, spreadInto } from '../code/exec.ts';
import { concat, percentFormat } from '../code/operators.ts';
import { match } from './regexes.ts';
import { patternFlags } from './patterns.ts';
import { COLLECTOR, COLLECTORS } from './collectors.ts';
import { HOME } from './homes.ts';
import type { Intrinsic } from './intrinsics.ts';
import { genericInstance } from '../objects/classes.ts';
import { provided, providedFor } from '../tools/providers.ts';

/** Calls of Java's own library that the engine itself gives a meaning: containers, futures, formatting, parsing. */

const arg = (s: CallSite, i: number): Value => s.args[i]?.value ?? UNKNOWN;

const first: Intrinsic = (_e, _f, s) => withoutFacts(arg(s, 0));
/** A number, a date, an identifier: no text remains. */
const parsed: Intrinsic = (e, f, s) => {
  const c = singleConst(arg(s, 0));
  if (typeof c === 'string' && c.trim() !== '' && Number.isFinite(Number(c))) return e.constant(Number(c));
  return ofLabels(clearLabels(deepLabels(e, f, arg(s, 0)), TEXT_BITS));
};
const text: Intrinsic = (e, f, s) => {
  const c = singleConst(arg(s, 0));
  return c === undefined ? ofLabels(extend(deepLabels(e, f, arg(s, 0)), 'step', s.place, 'as text')) : e.constant(String(c));
};
/** `String.format(f, …)`, also with a locale in front. */
const format: Intrinsic = (e, f, s) => {
  const at = someStrings(arg(s, 0)).length > 0 || s.args.length < 2 || arg(s, 0).labels.length > 0 ? 0 : someStrings(arg(s, 1)).length > 0 ? 1 : 0;
  return percentFormat(e, f, arg(s, at), tupleOf(e, s.args.slice(at + 1).map((a) => a.value), s.place), s.place);
};
const joined: Intrinsic = (e, f, s) => concat(e, f, s.args.map((a) => ofLabels(deepLabels(e, f, a.value))), [], s.place);

function sequence(e: Engine, kind: 'list' | 'set', args: readonly Argument[], s: CallSite): HeapObj {
  const o = e.heap.alloc(kind, s.place);
  e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
  for (const a of args) pushElement(e, o, withoutFacts(a.value), a.place);
  return o;
}
/** `List.of(a, b)`; a single array is spread. */
const ofElements = (kind: 'list' | 'set'): Intrinsic => (e, f, s) => {
  const only = s.args.length === 1 ? arg(s, 0) : NOTHING;
  if (only.tokens.length > 0 && only.tokens.every((t) => t.t === 'obj' && t.obj.kind === 'list')) return copyOf(e, f, only, kind, s.place);
  return ofToken(sequence(e, kind, s.args, s).token);
};
/** `new ArrayList<>(xs)`; a number is a capacity. */
const collection = (kind: 'list' | 'set'): Intrinsic => (e, f, s) => {
  const v = arg(s, 0);
  if (s.args.length === 0 || typeof singleConst(v) === 'number') return ofToken(sequence(e, kind, [], s).token);
  const known = v.tokens.length > 0 && v.tokens.every((t) => t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'set'));
  return known ? copyOf(e, f, v, kind, s.place) : listOf(e, iterate(e, f, v, IterKind.values, s.place), s.place);
};
const mapping: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('dict', s.place);
  for (const a of s.args) if (a.value.tokens.some((t) => t.t === 'obj') || a.value.labels.length) spreadInto(e, f, o, withoutFacts(a.value), s.place);
  return ofToken(o.token);
};
function put(e: Engine, o: HeapObj, key: Value, value: Value, a: Argument): void {
  const k = keyOf(key);
  if (k !== undefined) e.heap.write(o, k, withoutFacts(value), a.place);
  else e.heap.write(o, REST, join(o.cells.get(REST)?.value ?? NOTHING, withoutFacts(value)), a.place);
}
const mapOf: Intrinsic = (e, _f, s) => {
  const o = e.heap.alloc('dict', s.place);
  for (let i = 0; i + 1 < s.args.length; i += 2) put(e, o, s.args[i]!.value, s.args[i + 1]!.value, s.args[i + 1]!);
  return ofToken(o.token);
};
const entry: Intrinsic = (e, _f, s) => tupleOf(e, [withoutFacts(arg(s, 0)), withoutFacts(arg(s, 1))], s.place);
const mapOfEntries: Intrinsic = (e, _f, s) => {
  const o = e.heap.alloc('dict', s.place);
  for (const a of s.args) for (const t of a.value.tokens) if (t.t === 'obj' && t.obj.cells.has('1')) put(e, o, t.obj.cells.get('0')!.value, t.obj.cells.get('1')!.value, a);
  return ofToken(o.token);
};
/** Optional values and futures are sequences of one element. */
const one: Intrinsic = (e, _f, s) => s.args.length === 0 ? listOf(e, NOTHING, s.place) : listOf(e, withoutFacts(arg(s, 0)), s.place);
const supplied: Intrinsic = (e, f, s) => listOf(e, mapOver(e, f, arg(s, 0), [], s.place), s.place);
const generated: Intrinsic = (e, f, s) => {
  const made = s.args.map((a) => a.value.tokens.some((t) => t.t === 'fn') ? mapOver(e, f, a.value, [arg(s, 0)], s.place) : withoutFacts(a.value));
  return listOf(e, made.reduce(join, NOTHING), s.place);
};
const concatenated: Intrinsic = (e, f, s) => listOf(e, s.args.map((a) => iterate(e, f, a.value, IterKind.values, s.place)).reduce(join, NOTHING), s.place);
/** `Mono.zip(a, b)` gives pairs, `Mono.zip(a, b, f)` what the function makes of them. */
const zipped: Intrinsic = (e, f, s) => {
  const parts = s.args.filter((a) => !a.value.tokens.some((t) => t.t === 'fn')).map((a) => iterate(e, f, a.value, IterKind.values, s.place));
  const combine = s.args.find((a) => a.value.tokens.some((t) => t.t === 'fn'));
  return listOf(e, combine ? mapOver(e, f, combine.value, parts, s.place) : tupleOf(e, parts, s.place), s.place);
};
/** A setting of the operator: unknown, or the default that is written down. */
const setting: Intrinsic = (e, _f, s) => singleConst(arg(s, 0)) === 'user.home' ? e.constant(HOME) : s.args[1] ? join(withoutFacts(s.args[1].value), UNKNOWN) : settingNamed(e, someStrings(arg(s, 0))[0] ?? '');
const compiled: Intrinsic = (e, _f, s) => { const p = someStrings(arg(s, 0))[0]; return p === undefined ? UNKNOWN : ofToken(e.regexToken(p, patternFlags(arg(s, 1)))); };
const matches: Intrinsic = (e, f, s) => {
  const p = someStrings(arg(s, 0))[0];
  return p === undefined ? UNKNOWN : match(f, e.regexToken(p, ''), 'full', s.args[1]);
};
const orElse: Intrinsic = (e, f, s) => {
  const other = s.args[1]?.value ?? NOTHING;
  return join(withoutFacts(arg(s, 0)), other.tokens.some((t) => t.t === 'fn') ? mapOver(e, f, other, [], s.place) : withoutFacts(other));
};
const none: Intrinsic = () => UNKNOWN;
const spelled: Intrinsic = (_e, _f, s) => arg(s, 0);
/** A way of collecting, with what it was made of; `collect` does the work. */
const collector = (name: string): Intrinsic => (e, _f, s) => {
  const o = e.heap.alloc('data', s.place);
  e.heap.fill(o, COLLECTOR, e.constant(name), null);
  s.args.forEach((a, i) => e.heap.fill(o, String(i), withoutFacts(a.value), a.place));
  return ofToken(o.token);
};
/** Text that is put together is a list of its pieces; a number is a capacity. */
const builder: Intrinsic = (e, _f, s) => ofToken(sequence(e, 'list', s.args.slice(0, 1).filter((a) => typeof singleConst(a.value) !== 'number'), s).token);
const table: Record<string, Intrinsic> = {};
const add = (owner: string, names: string, fn: Intrinsic): void => { for (const name of names.split(' ')) table[`${owner}.${name}`] = fn; };
const constructor = (names: string, fn: Intrinsic): void => { for (const name of names.split(' ')) table[name] = fn; };

for (const type of ['Integer', 'Long', 'Short', 'Byte', 'Double', 'Float', 'Boolean']) add(`java.lang.${type}`, 'valueOf parseInt parseLong parseShort parseByte parseDouble parseFloat parseBoolean decode parseUnsignedInt', parsed);
add('java.lang.String', 'valueOf copyValueOf', text);
add('java.lang.String', 'format', format);
add('java.lang.String', 'join', joined);
constructor('java.lang.String', text);
add('java.lang.System', 'getenv getProperty', setting);
add('java.util.Objects', 'requireNonNull', first);
add('java.util.Objects', 'requireNonNullElse requireNonNullElseGet', orElse);
add('java.util.Objects', 'toString', text);
add('java.util.Objects', 'equals', (_e, f, s) => s.args.length === 2 ? withFacts(UNKNOWN, equalFacts(f, originOf(f, s.args[0]!.reg), s.args[0]!.value, s.args[1])) : UNKNOWN);
add('java.util.Objects', 'hash isNull nonNull', none);
add('java.util.List', 'of', ofElements('list'));
add('java.util.Set', 'of', ofElements('set'));
add('java.util.List', 'copyOf', collection('list'));
add('java.util.Set', 'copyOf', collection('set'));
add('java.util.Arrays', 'asList stream', ofElements('list'));
add('java.util.Arrays', 'copyOf copyOfRange', first);
add('java.util.Arrays', 'toString deepToString', text);
add('java.util.EnumSet', 'of', ofElements('set'));
add('java.util.Collections', 'singletonList singleton', ofElements('list'));
add('java.util.Collections', 'unmodifiableList unmodifiableSet unmodifiableMap unmodifiableCollection synchronizedList synchronizedMap', first);
add('java.util.Collections', 'emptyList emptySet', (e, _f, s) => ofToken(sequence(e, 'list', [], s).token));
add('java.util.Collections', 'emptyMap', mapping);
add('java.util.Map', 'of', mapOf);
add('java.util.Collections', 'singletonMap', mapOf);
add('java.util.Map', 'entry', entry);
add('java.util.Map', 'ofEntries', mapOfEntries);
add('java.util.Map', 'copyOf', mapping);
add('java.util.Optional', 'of ofNullable empty', one);
add('java.util.stream.Stream', 'of', ofElements('list'));
add('java.util.stream.Stream', 'ofNullable empty', one);
add('java.util.stream.Stream', 'iterate generate', generated);
add('java.util.stream.Stream', 'concat', concatenated);
add('java.util.stream.IntStream', 'range rangeClosed', none);
add('java.util.stream.StreamSupport', 'stream', collection('list'));
for (const name of COLLECTORS) add('java.util.stream.Collectors', name, collector(name));
constructor('java.lang.StringBuilder java.lang.StringBuffer', builder);
constructor('java.util.concurrent.CompletableFuture', (e, _f, s) => pendingAnswer(e, s.place));
add('java.util.concurrent.CompletableFuture', 'supplyAsync', supplied);
add('java.util.concurrent.CompletableFuture', 'runAsync', supplied);
add('java.util.concurrent.CompletableFuture', 'completedFuture', one);
add('java.util.regex.Pattern', 'compile', compiled);
add('java.util.regex.Pattern', 'matches', matches);
add('java.util.regex.Pattern', 'quote', first);
// Bytes in letters: what is known of the bytes is known of them.
add('java.util.HexFormat.of()', 'formatHex', spelled);
add('java.util.Base64.getEncoder()', 'encodeToString encode', spelled);
add('org.apache.commons.codec.binary.Hex', 'encodeHexString', spelled);
add('java.util.Arrays', 'equals', (_e, f, s) => s.args.length === 2 ? withFacts(UNKNOWN, equalFacts(f, null, s.args[0]!.value, s.args[1])) : UNKNOWN);
add('java.util.UUID', 'fromString', parsed);
add('java.util.UUID', 'randomUUID', none);
for (const type of ['LocalDate', 'LocalDateTime', 'LocalTime', 'Instant', 'ZonedDateTime', 'OffsetDateTime', 'Duration', 'Period', 'Year']) add(`java.time.${type}`, 'parse of', parsed);
add('java.math.BigDecimal', 'valueOf', parsed);
constructor('java.math.BigDecimal java.math.BigInteger java.util.Date', parsed);
constructor('java.util.ArrayList java.util.LinkedList java.util.Vector java.util.ArrayDeque java.util.concurrent.CopyOnWriteArrayList java.util.concurrent.LinkedBlockingQueue java.util.concurrent.ConcurrentLinkedQueue', collection('list'));
constructor('java.util.HashSet java.util.LinkedHashSet java.util.TreeSet', collection('set'));
constructor('java.util.HashMap java.util.LinkedHashMap java.util.TreeMap java.util.concurrent.ConcurrentHashMap java.util.EnumMap java.util.Hashtable java.util.Properties java.util.WeakHashMap', mapping);
constructor('java.util.AbstractMap.SimpleEntry java.util.AbstractMap.SimpleImmutableEntry', entry);
add('com.google.common.collect.ImmutableList', 'of', ofElements('list'));
add('com.google.common.collect.ImmutableList', 'copyOf', collection('list'));
add('com.google.common.collect.ImmutableSet', 'of', ofElements('set'));
add('com.google.common.collect.ImmutableMap', 'of', mapOf);
add('com.google.common.collect.Lists', 'newArrayList', ofElements('list'));
add('com.google.common.collect.Maps', 'newHashMap', mapping);
add('reactor.core.publisher.Mono', 'just justOrEmpty', one);
add('reactor.core.publisher.Mono', 'fromCallable fromSupplier defer', supplied);
add('reactor.core.publisher.Mono', 'zip zipDelayError', zipped);
add('reactor.core.publisher.Flux', 'zip combineLatest', zipped);
add('reactor.core.publisher.Flux', 'merge concat mergeSequential', concatenated);
add('reactor.core.publisher.Flux', 'just', ofElements('list'));
add('reactor.core.publisher.Flux', 'fromIterable fromStream', collection('list'));

/** `context.getBean(X.class)`, `getBean("name", X.class)`: what the container hands to whoever asks for that. */
const bean: Intrinsic = (e, f, s) => {
  const name = s.args.map((a) => singleConst(a.value)).find((c) => typeof c === 'string');
  const asked = typeof name === 'string' ? name : undefined;
  const made = s.args.flatMap((a) => a.value.tokens).flatMap((t) => t.t === 'class' ? [providedFor(e, t.cls, asked) ?? ofToken(genericInstance(e, t.cls).token)]
    : t.t === 'api' ? f.mod.trie.memberNodes(t.node, CALL).map((n) => provided(e, n, asked) ?? ofToken(e.apiToken(n, null))) : []);
  return made.length > 0 ? made.reduce(join) : UNKNOWN;
};
for (const type of ['org.springframework.context.ApplicationContext', 'org.springframework.beans.factory.BeanFactory', 'org.springframework.context.ConfigurableApplicationContext']) add(`${type}()`, 'getBean', bean);

/** API path → what the call does. */
export const JAVA_INTRINSICS: Readonly<Record<string, Intrinsic>> = table;
