import { pendingAnswer } from '../tools/pendingAnswers.ts';
import { settingNamed } from './clinicalSettings.ts';
import { IterKind } from '../../ir/ir.ts';
import { LENGTH, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, TEXT_BITS, UNKNOWN, clearLabels, extend, ofLabels, ofToken, singleConst, someStrings, withFacts, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { builtinMethod, copyOf, equalFacts, listOf, mapOver } from './builtins.ts';
import { immutable } from './immutable.ts';
import { originOf } from '../code/guards.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, pushElement } from '../objects/fields.ts';
import { iterate, spreadInto } from '../code/exec.ts';
import type { Intrinsic } from './intrinsics.ts';
import { concat } from '../code/operators.ts';
import { patternFlags } from './patterns.ts';
import { match, substitute } from './regexes.ts';

/** Calls of the .NET base library that the engine itself gives a meaning: containers, tasks, formatting, parsing, patterns. */

const positional = (s: CallSite): readonly Argument[] => s.args.filter((a) => a.name === null);
const arg = (s: CallSite, i: number): Value => positional(s)[i]?.value ?? UNKNOWN;
const isFn = (v: Value): boolean => v.tokens.some((t) => t.t === 'fn');

const first: Intrinsic = (_e, _f, s) => withoutFacts(arg(s, 0));
const none: Intrinsic = () => UNKNOWN;
const spelled: Intrinsic = (_e, _f, s) => arg(s, 0);
/** A number, a date, an identifier: no text remains. */
const parsed: Intrinsic = (e, f, s) => ofLabels(clearLabels(deepLabels(e, f, arg(s, 0)), TEXT_BITS));
const text: Intrinsic = (e, f, s) => {
  const c = singleConst(arg(s, 0));
  return c === undefined ? ofLabels(extend(deepLabels(e, f, arg(s, 0)), 'step', s.place, 'as text')) : e.constant(String(c));
};
/** `string.Format("… {0}", a)`: the pattern, then what fills its holes. */
const formatted: Intrinsic = (e, f, s) => concat(e, f, positional(s).map((a) => singleConst(a.value) === undefined ? ofLabels(deepLabels(e, f, a.value)) : withoutFacts(a.value)), [], s.place);
/** `string.Join(", ", xs)`: a single sequence is taken apart. */
const joined: Intrinsic = (e, f, s) => {
  const rest = positional(s).slice(1);
  const pieces = rest.length === 1 ? [iterate(e, f, rest[0]!.value, IterKind.values, s.place), rest[0]!.value] : rest.map((a) => a.value);
  const values = [...pieces, arg(s, 0)];
  return ofLabels(values.reduce<ReturnType<typeof deepLabels>>((labels, v) => [...labels, ...deepLabels(e, f, v).filter((l) => !labels.includes(l))], []));
};

function sequence(e: Engine, kind: 'list' | 'set', s: CallSite): HeapObj {
  const o = e.heap.alloc(kind, s.place);
  e.heap.setCell(o, LENGTH, { value: e.constant(0), place: null });
  return o;
}
/** `new List<T>(xs)`; a number is a capacity, a comparer says how elements are compared. */
const collection = (kind: 'list' | 'set'): Intrinsic => (e, f, s) => {
  const v = arg(s, 0);
  if (positional(s).length === 0 || typeof singleConst(v) === 'number' || (v.labels.length === 0 && v.tokens.length > 0 && !v.tokens.some((t) => t.t === 'obj'))) return ofToken(sequence(e, kind, s).token);
  const known = v.tokens.length > 0 && v.tokens.every((t) => t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'set'));
  return known ? copyOf(e, f, v, kind, s.place) : listOf(e, iterate(e, f, v, IterKind.values, s.place), s.place);
};
const mapping: Intrinsic = (e, f, s) => {
  const o = e.heap.alloc('dict', s.place);
  for (const a of positional(s)) if (a.value.tokens.some((t) => t.t === 'obj') || a.value.labels.length) spreadInto(e, f, o, withoutFacts(a.value), s.place);
  return ofToken(o.token);
};
/** Text that is put together bit by bit is a list of its bits. */
const builder: Intrinsic = (e, _f, s) => {
  const o = sequence(e, 'list', s);
  const [start] = positional(s);
  if (start && typeof singleConst(start.value) !== 'number') pushElement(e, o, withoutFacts(start.value), start.place);
  return ofToken(o.token);
};
const elementsOf: Intrinsic = (e, f, s) => {
  const only = positional(s).length === 1 ? arg(s, 0) : NOTHING;
  if (only.tokens.length > 0 && only.tokens.every((t) => t.t === 'obj' && t.obj.kind === 'list')) return copyOf(e, f, only, 'list', s.place);
  const o = sequence(e, 'list', s);
  for (const a of positional(s)) pushElement(e, o, withoutFacts(a.value), a.place);
  return ofToken(o.token);
};
/** The same, or a copy of the one sequence that is given. */
const copied: Intrinsic = (e, f, s, reg) => positional(s).length === 1 && arg(s, 0).tokens.some((t) => t.t === 'obj') ? collection('list')(e, f, s, reg) : elementsOf(e, f, s, reg);
/** `Task.Run(f)`: the value of the task is what the function gives. */
const run: Intrinsic = (e, f, s) => isFn(arg(s, 0)) ? mapOver(e, f, arg(s, 0), [], s.place) : withoutFacts(arg(s, 0));
/** A setting of the operator. */
const setting: Intrinsic = (e, _f, s) => settingNamed(e, someStrings(arg(s, 0))[0] ?? '');
const extreme: Intrinsic = (e, f, s) => ofLabels(clearLabels(positional(s).flatMap((a) => deepLabels(e, f, a.value)), TEXT_BITS));

const patternOf = (e: Engine, v: Value, options: Value = NOTHING): ReturnType<Engine['regexToken']> | undefined => { const p = someStrings(v)[0]; return p === undefined ? undefined : e.regexToken(p, patternFlags(options)); };
const compiled: Intrinsic = (e, _f, s) => { const p = someStrings(arg(s, 0))[0]; return p === undefined ? UNKNOWN : ofToken(e.regexToken(p, patternFlags(arg(s, 1)))); };
const matches: Intrinsic = (e, f, s) => { const t = patternOf(e, arg(s, 1), arg(s, 2)); return t ? match(f, t, 'search', positional(s)[0]) : ofLabels(deepLabels(e, f, arg(s, 0))); };
/** The verdict alone holds none of the text. */
const isMatch: Intrinsic = (e, f, s, reg) => ({ ...matches(e, f, s, reg)!, labels: [] });
const replaced: Intrinsic = (e, f, s) => { const t = patternOf(e, arg(s, 1)); return t ? substitute(e, f, t, arg(s, 2), arg(s, 0), s.place) : ofLabels(deepLabels(e, f, arg(s, 0))); };

const equal: Intrinsic = (_e, f, s) => { const [a, b] = positional(s); return a && b ? withFacts(UNKNOWN, equalFacts(f, originOf(f, a.reg), a.value, b)) : UNKNOWN; };

const table: Record<string, Intrinsic> = {};
const add = (owner: string, names: string, fn: Intrinsic): void => { for (const name of names.split(' ')) table[`${owner}.${name}`] = fn; };

for (const type of ['Int32', 'Int64', 'Int16', 'Byte', 'SByte', 'UInt32', 'UInt64', 'UInt16', 'Double', 'Single', 'Decimal', 'Boolean', 'Char', 'DateTime', 'DateTimeOffset', 'DateOnly', 'TimeOnly', 'TimeSpan', 'Guid', 'Enum', 'Version']) {
  add(`System.${type}`, 'Parse TryParse ParseExact TryParseExact', parsed);
}
add('System.Convert', 'ToInt32 ToInt64 ToInt16 ToByte ToDouble ToSingle ToDecimal ToBoolean ToDateTime ToUInt32', parsed);
add('System.Convert', 'ToString', text);
// Bytes in letters: what is known of the bytes is known of them.
add('System.Convert', 'ToHexString ToHexStringLower ToBase64String', spelled);
add('System.BitConverter', 'ToString', spelled);
add('System.String', 'Format Concat', formatted);
add('System.String', 'Join', joined);
add('System.String', 'IsNullOrEmpty IsNullOrWhiteSpace Compare CompareOrdinal', none);
add('System.String', 'Equals', equal);
add('System.Math', 'Max Min Round Abs Floor Ceiling Clamp Truncate', extreme);
add('System.Environment', 'GetEnvironmentVariable', setting);
for (const type of ['IConfiguration', 'ConfigurationManager']) add(`Microsoft.Extensions.Configuration.${type}()`, 'GetValue', setting);
add('System', 'Uri Lazy', run);
add('System.Collections.Generic', 'List LinkedList Queue Stack SortedSet PriorityQueue', collection('list'));
add('System.Collections.Generic', 'HashSet', collection('set'));
add('System.Collections.Generic', 'Dictionary SortedDictionary SortedList', mapping);
add('System.Collections.Concurrent', 'ConcurrentBag ConcurrentQueue ConcurrentStack BlockingCollection', collection('list'));
add('System.Collections.Concurrent', 'ConcurrentDictionary', mapping);
// What is sent into a subject comes to those that observe it.
add('System.Reactive.Subjects', 'Subject BehaviorSubject ReplaySubject AsyncSubject', collection('list'));
add('System.Reactive.Linq.Observable', 'Return', (e, _f, s) => listOf(e, withoutFacts(arg(s, 0)), s.place));
// What is written at one end of a channel is read at the other.
add('System.Threading.Channels.Channel', 'CreateBounded CreateUnbounded CreateUnboundedPrioritized', (e, _f, s) => ofToken(sequence(e, 'list', s).token));
add('System.Collections.ObjectModel', 'ObservableCollection ReadOnlyCollection Collection', collection('list'));
// Containers that never change: the empty one, and what is made of it at once.
const unchanging = (make: Intrinsic): Intrinsic => (e, f, s, reg) => {
  const v = make(e, f, s, reg);
  for (const t of v.tokens) if (t.t === 'obj') immutable(t.obj);
  return v;
};
const ofEmpty = (make: Intrinsic, name: string): Intrinsic => (e, f, s, reg) => {
  const [t] = make(e, f, { ...s, args: [] }, reg).tokens;
  return (t?.t === 'obj' ? builtinMethod(e, f, immutable(t.obj).tokens[0]!, -1, name, s.args, s.place) : undefined) ?? UNKNOWN;
};
for (const [type, make] of [['List', elementsOf], ['Array', elementsOf], ['HashSet', elementsOf], ['SortedSet', elementsOf], ['Queue', elementsOf], ['Stack', elementsOf], ['Dictionary', mapping], ['SortedDictionary', mapping]] as const) {
  const owner = `System.Collections.Immutable.Immutable${type}`;
  add(owner, 'Create CreateRange', unchanging(make === elementsOf ? copied : make));
  add(owner, 'CreateBuilder', (e, f, s, reg) => make(e, f, { ...s, args: [] }, reg));
  for (const name of ['Add', 'AddRange', 'SetItem', 'SetItems', 'Insert', 'InsertRange', 'Push', 'Enqueue', 'Union']) add(`${owner}.Empty`, name, ofEmpty(make, name));
}
add('System.Array', 'Empty', (e, _f, s) => ofToken(sequence(e, 'list', s).token));
add('System.Linq.Enumerable', 'Empty', (e, _f, s) => ofToken(sequence(e, 'list', s).token));
add('System.Linq.Enumerable', 'Range', none);
add('System.Linq.Enumerable', 'Repeat', (e, _f, s) => listOf(e, withoutFacts(arg(s, 0)), s.place));
add('System.Threading.Tasks', 'TaskCompletionSource', (e, _f, s) => pendingAnswer(e, s.place));
add('System.Threading.Tasks.Task', 'FromResult', first);
add('System.Threading.Tasks.ValueTask', 'FromResult', first);
add('System.Threading.Tasks.Task', 'Run', run);
add('System.Threading.Tasks.Task', 'WhenAll WhenEach', elementsOf);
add('System.Threading.Tasks.Task', 'WhenAny', (e, f, s) => iterate(e, f, elementsOf(e, f, s, -1) ?? UNKNOWN, IterKind.values, s.place));
add('System.Threading.Tasks.Task', 'Delay Yield', none);
add('System.Threading.Tasks.Parallel', 'ForEach ForEachAsync', (e, f, s) => { const fn = positional(s).find((a) => isFn(a.value)); if (fn) mapOver(e, f, fn.value, [iterate(e, f, arg(s, 0), IterKind.values, s.place), UNKNOWN], s.place); return UNKNOWN; });
add('System.Text', 'StringBuilder', builder);
add('System.IO', 'StringWriter', builder);
add('System.Text.RegularExpressions', 'Regex', compiled);
// What the compiler writes for a declaration with this attribute.
add('System.Text.RegularExpressions', 'GeneratedRegex', (e, _f, s) => { const t = patternOf(e, s.args.find((a) => a.name === 'value')?.value ?? UNKNOWN); return t ? ofToken(t) : UNKNOWN; });
add('System.Text.RegularExpressions.Regex', 'IsMatch', isMatch);
add('System.Text.RegularExpressions.Regex', 'Match Matches Split', matches);
add('System.Text.RegularExpressions.Regex', 'Replace', replaced);
add('System.Text.RegularExpressions.Regex', 'Escape', first);
add('Microsoft.Extensions.Options.Options', 'Create', first);
add('System.ArgumentNullException', 'ThrowIfNull', none);
// The characters that no name of a file has, those between names among them.
add('System.IO.Path', 'GetInvalidFileNameChars', (e, _f, s) => listOf(e, e.constant('/'), s.place));

/** API path → what the call does. */
export const CSHARP_INTRINSICS: Readonly<Record<string, Intrinsic>> = table;
