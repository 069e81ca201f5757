import type { Place } from '../../base/words.ts';
import { IterKind } from '../../ir/ir.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, TEXT_BITS, UNKNOWN, clear, isNothing, join, ofLabels, ofToken, singleConst, withFacts, withLabels, type Fact, type Origin, type Value } from '../../resolve/value.ts';
import { callValue, unnamed } from '../calls/calls.ts';
import type { CallSite } from '../calls/arguments.ts';
import { isConstantCollection, keyOf, originOf } from '../code/guards.ts';
import { iterate } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { deepLabels, touch } from '../objects/fields.ts';
import { listOf, tupleOf } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';
import { isClosedPattern } from './patterns.ts';

/**
 * Tables whose columns have names (pandas): each column is a cell of the table, so that what a program reads of one column is not what stands in
 * another (https://pandas.pydata.org/docs/user_guide/indexing.html). Rows are not told apart. A column that is not known by name is under REST.
 */
const TABLE = '\u0001table';
const API = 'pandas.DataFrame()';
const COLUMN = 'pandas.Series()';

const isTable = (o: HeapObj): boolean => o.cells.has(TABLE);
const tablesIn = (v: Value | undefined): readonly HeapObj[] => v?.tokens.flatMap((t) => t.t === 'obj' && isTable(t.obj) ? [t.obj] : []) ?? [];
const columnsOf = (o: HeapObj): readonly (readonly [string, Value])[] => [...o.cells].flatMap(([k, c]) => k === REST || !k.startsWith('\u0001') ? [[k, c.value] as const] : []);
const named = (s: CallSite, name: string, at = -1): Value | undefined => (s.args.find((a) => a.name === name) ?? (at >= 0 ? s.args.filter((a) => a.name === null)[at] : undefined))?.value;
/** Names in an argument: one, or those of a list. */
function namesIn(v: Value | undefined): readonly string[] | undefined {
  const one = keyOf(v);
  if (one !== undefined) return [one];
  const [only] = v?.tokens ?? [];
  if (!v || v.tokens.length !== 1 || only?.t !== 'obj' || !['list', 'tuple', 'set'].includes(only.obj.kind)) return undefined;
  const names = [...only.obj.cells].filter(([k]) => k !== LENGTH).map(([, c]) => keyOf(c.value));
  return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
}

function fresh(e: Engine, f: Frame, columns: Iterable<readonly [string, Value]>, place: Place): Value {
  const o = e.heap.alloc('data', place);
  o.api = f.mod.trie.at(API) ?? null;
  e.heap.fill(o, TABLE, e.constant(true), null);
  for (const [name, v] of columns) e.heap.fill(o, name, { ...v, facts: null }, place);
  return ofToken(o.token);
}
/** A column that holds the elements of a sequence. */
function column(e: Engine, f: Frame, v: Value): Value {
  const labels = deepLabels(e, f, v);
  const node = f.mod.trie.at(COLUMN);
  return withLabels(node ? ofToken(e.apiToken(node, null)) : UNKNOWN, labels);
}

/** `DataFrame(rows)`, `DataFrame(columns)`, `DataFrame(rows, columns=names)`. */
const made: Intrinsic = (e, f, s) => {
  const data = named(s, 'data', 0);
  const names = namesIn(named(s, 'columns', 2));
  const columns = new Map<string, Value>();
  const add = (name: string, v: Value): void => { columns.set(name, join(columns.get(name) ?? NOTHING, column(e, f, v))); };
  const addRow = (row: Value): void => {
    if (row.labels.length) add(REST, ofLabels(row.labels));
    for (const t of row.tokens) if (t.t === 'obj') {
      touch(f, t.obj);
      const isSequence = t.obj.kind === 'list' || t.obj.kind === 'tuple';
      const known = t.obj.kind === 'dict' || t.obj.kind === 'object' || t.obj.cls !== null || (isSequence && names !== undefined && !t.obj.cells.has(REST));
      if (!known) { add(REST, ofToken(t)); continue; }
      for (const [k, c] of t.obj.cells) if (k === REST || !k.startsWith('\u0001')) add(isSequence && names ? names[Number(k)] ?? REST : k, c.value);
    }
  };
  if (data?.labels.length) add(REST, ofLabels(data.labels));
  for (const t of data?.tokens ?? []) if (t.t === 'obj') {
    if (isTable(t.obj)) for (const [k, v] of columnsOf(t.obj)) add(k, v);
    else if (t.obj.kind === 'dict' || t.obj.kind === 'object') for (const [k, c] of t.obj.cells) { if (k === REST || !k.startsWith('\u0001')) add(k, c.value); }
    else addRow(iterate(e, f, ofToken(t), IterKind.values, s.place));
  }
  return fresh(e, f, columns, s.place);
};

/** The same columns, in another table. */
const same: Intrinsic = (e, f, s) => s.recv && isTable(s.recv) ? (touch(f, s.recv), fresh(e, f, columnsOf(s.recv), s.place)) : s.recv ? ofLabels(deepLabels(e, f, ofToken(s.recv.token))) : s.self ?? UNKNOWN;
/** A method that gives other columns; unless it says `inplace=True`, of another table. */
const changed = (change: (columns: readonly (readonly [string, Value])[], e: Engine, f: Frame, s: CallSite) => readonly (readonly [string, Value])[]): Intrinsic => (e, f, s) => {
  if (!s.recv || !isTable(s.recv)) return same(e, f, s, -1);
  touch(f, s.recv);
  const columns = change(columnsOf(s.recv), e, f, s);
  if (singleConst(named(s, 'inplace') ?? UNKNOWN) !== true) return fresh(e, f, columns, s.place);
  const left = new Map(columns);
  for (const [k] of columnsOf(s.recv)) if (!left.has(k) && s.recv.singular) e.heap.setCell(s.recv, k, undefined);
  for (const [k, v] of columns) if (s.recv.cells.get(k)?.value !== v) e.heap.write(s.recv, k, v, s.place);
  return UNKNOWN;
};
const dropped = changed((columns, _e, _f, s) => {
  const isAxis = ['columns', 1].includes(singleConst(named(s, 'axis', 1) ?? UNKNOWN) as string | number);
  const names = namesIn(named(s, 'columns')) ?? (isAxis ? namesIn(named(s, 'labels', 0)) : undefined);
  return names ? columns.filter(([k]) => !names.includes(k)) : columns;
});
const renamed = changed((columns, _e, _f, s) => {
  const to = named(s, 'columns')?.tokens.flatMap((t) => t.t === 'obj' ? [...t.obj.cells] : []) ?? [];
  return columns.map(([k, v]) => [keyOf(to.find(([from]) => from === k)?.[1].value) ?? k, v] as const);
});
const assigned = changed((columns, e, f, s) => {
  const own = s.args.filter((a) => a.name !== null && a.name !== '**');
  const given = own.map((a) => [a.name!, a.value.tokens.some((t) => t.t === 'fn') ? callValue(e, f, a.value, [unnamed(fresh(e, f, columns, s.place), s.place)], s.place, 0) : a.value] as const);
  return [...columns.filter(([k]) => !own.some((a) => a.name === k)), ...given];
});
/** The columns that are named, where all of them are. */
const selected = changed((columns, _e, _f, s) => {
  const names = s.args.map((a) => a.name === null ? namesIn(a.value) : undefined);
  return names.every((x) => x !== undefined) ? columns.filter(([k]) => k === REST || names.flat().includes(k)) : columns;
});
/** Columns of several tables side by side. */
const united: Intrinsic = (e, f, s) => {
  const columns = new Map<string, Value>();
  const add = (v: Value): void => {
    const own = tablesIn(v);
    for (const o of own) { touch(f, o); for (const [k, c] of columnsOf(o)) columns.set(k, join(columns.get(k) ?? NOTHING, c)); }
    if (own.length < v.tokens.length || v.labels.length) { const labels = deepLabels(e, f, { ...v, tokens: v.tokens.filter((t) => t.t !== 'obj' || !isTable(t.obj)) }); if (labels.length) columns.set(REST, join(columns.get(REST) ?? NOTHING, column(e, f, ofLabels(labels)))); }
  };
  if (s.recv) add(ofToken(s.recv.token));
  for (const a of s.args) add(a.value.tokens.some((t) => t.t === 'obj' && !isTable(t.obj)) ? iterate(e, f, a.value, IterKind.values, s.place) : a.value);
  return fresh(e, f, columns, s.place);
};

/** A row with a field for each column. */
function rowOf(e: Engine, f: Frame, o: HeapObj, place: Place): Value {
  touch(f, o);
  const row = e.heap.alloc('object', place);
  for (const [k, v] of columnsOf(o)) e.heap.fill(row, k, ofLabels(deepLabels(e, f, v)), place);
  return ofToken(row.token);
}
const rows = (row: (e: Engine, v: Value, place: Place) => Value): Intrinsic => (e, f, s) => s.recv && isTable(s.recv) ? listOf(e, row(e, rowOf(e, f, s.recv, s.place), s.place), s.place) : same(e, f, s, -1);
const records: Intrinsic = (e, f, s) => {
  if (!s.recv || !isTable(s.recv)) return same(e, f, s, -1);
  const orient = singleConst(named(s, 'orient', 0) ?? UNKNOWN);
  return orient === 'records' ? listOf(e, rowOf(e, f, s.recv, s.place), s.place) : columnsAsMap(e, f, s.recv, s.place);
};
function columnsAsMap(e: Engine, f: Frame, o: HeapObj, place: Place): Value {
  const map = e.heap.alloc('dict', place);
  for (const [k, v] of columnsOf(o)) e.heap.fill(map, k, listOf(e, ofLabels(deepLabels(e, f, v)), place), place);
  return ofToken(map.token);
}
/** `apply(fn, axis=1)` is given rows, without the axis columns. */
const applied: Intrinsic = (e, f, s) => {
  const fn = named(s, 'func', 0);
  if (!fn || !s.recv || !isTable(s.recv)) return same(e, f, s, -1);
  const byRow = ['columns', 1].includes(singleConst(named(s, 'axis', 1) ?? UNKNOWN) as string | number);
  const given = byRow ? rowOf(e, f, s.recv, s.place) : ofLabels(deepLabels(e, f, ofToken(s.recv.token)));
  return column(e, f, callValue(e, f, fn, [unnamed(given, s.place)], s.place, 0));
};
/** `column.apply(fn)`, `column.map(fn)`: what a function gives for each element. */
const mapped: Intrinsic = (e, f, s) => {
  const fn = named(s, 'func', 0) ?? named(s, 'arg', 0) ?? UNKNOWN;
  const held = s.self ? deepLabels(e, f, s.self) : [];
  if (!fn.tokens.some((t) => t.t === 'fn')) return column(e, f, join(ofLabels(held), ofLabels(deepLabels(e, f, fn))));
  return column(e, f, callValue(e, f, fn, [unnamed(ofLabels(held), s.place)], s.place, 0));
};
const taken: Intrinsic = (e, f, s) => {
  const name = keyOf(named(s, 'item', 0));
  if (!s.recv || !isTable(s.recv) || name === undefined) return same(e, f, s, -1);
  touch(f, s.recv, name);
  const v = s.recv.cells.get(name)?.value ?? UNKNOWN;
  if (s.recv.singular) e.heap.setCell(s.recv, name, undefined);
  return v;
};

/** A column's question whether each element is one of a few, or matches a pattern in which no sentence fits. */
const asked = (o: Origin | null, isClosed: boolean): Value => o && isClosed ? withFacts(UNKNOWN, [{ origin: o, when: true, mask: TEXT_BITS }]) : UNKNOWN;
const within: Intrinsic = (e, f, s, baseReg) => asked(originOf(f, baseReg), isConstantCollection(e, named(s, 'values', 0) ?? UNKNOWN));
const matching = (mode: 'full' | 'start'): Intrinsic => (_e, f, s, baseReg) => {
  const o = originOf(f, baseReg), pattern = singleConst(named(s, 'pat', 0) ?? UNKNOWN);
  return asked(o && o.fields.at(-1) === 'str' ? { ...o, fields: o.fields.slice(0, -1) } : null, typeof pattern === 'string' && isClosedPattern(pattern, '', mode));
};

/** `table[names]`, `table[question]`, `table.loc[question, names]`: a table with some of the columns, or with rows of which a question is answered. */
export function ofTable(e: Engine, f: Frame, base: Value, baseReg: number, key: Value, place: Place): Value | undefined {
  const tables = tablesIn(base);
  if (tables.length === 0 || tables.length < base.tokens.length || base.labels.length > 0) return undefined;
  const [only] = key.tokens;
  const pair = key.tokens.length === 1 && only?.t === 'obj' && only.obj.kind === 'tuple' && only.obj.cells.size === 3 ? only.obj : undefined;
  const question = pair ? pair.cells.get('0')!.value : key;
  const wanted = pair ? pair.cells.get('1')!.value : key;
  const name = pair ? keyOf(wanted) : undefined;
  const names = namesIn(wanted);
  const origin = originOf(f, baseReg);
  const about = (o: Origin): string | undefined => origin && o.frame === origin.frame && o.root === origin.root && o.fields.length === baseFields(origin).length + 1 && baseFields(origin).every((x, i) => x === o.fields[i]) ? o.fields.at(-1) : undefined;
  const answered = (question.facts ?? []).filter((x: Fact) => x.when && x.mask && !x.verdict).flatMap((x) => { const at = about(x.origin); return at === undefined ? [] : [[at, x.mask] as const]; });
  let out: Value = NOTHING;
  for (const o of tables) {
    touch(f, o);
    const columns = columnsOf(o).filter(([k]) => !names || names.includes(k) || k === REST)
      .map(([k, v]) => [k, answered.reduce((w, [at, mask]) => at === k ? clear(w, mask) : w, v)] as const);
    out = join(out, name !== undefined ? columns.reduce((v, [, c]) => join(v, c), NOTHING) : fresh(e, f, columns, place));
  }
  return isNothing(out) ? UNKNOWN : out;
}
/** `table.loc[…]` asks about the table. */
const baseFields = (o: Origin): readonly string[] => o.fields.at(-1) === 'loc' ? o.fields.slice(0, -1) : o.fields;
/** Whether an index is more than the name of one column. */
export const asksTable = (base: Value, key: Value): boolean => keyOf(key) === undefined && base.tokens.some((t) => t.t === 'obj' && isTable(t.obj));

const SAME = ['copy', 'head', 'tail', 'sample', 'reset_index', 'set_index', 'sort_values', 'sort_index', 'dropna', 'fillna', 'drop_duplicates', 'astype', 'convert_dtypes', 'round', 'nlargest', 'nsmallest', 'query', 'infer_objects', 'groupby', 'truncate', 'reindex'];
const INDEXERS = ['loc', 'iloc', 'at', 'iat'];
/** Members of a table that stand for the table itself, or for what all columns hold. */
export function indexerOf(e: Engine, f: Frame, o: HeapObj, key: string): Value | undefined {
  if (!isTable(o)) return undefined;
  return INDEXERS.includes(key) ? ofToken(o.token) : WHOLES.includes(key) ? ofLabels(deepLabels(e, f, ofToken(o.token))) : undefined;
}
const WHOLES = ['values', 'T', 'style'];

export const TABLE_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'pandas.DataFrame': made, 'pandas.DataFrame.from_records': made, 'pandas.DataFrame.from_dict': made, 'pandas.json_normalize': made,
  'pandas.concat': united, 'pandas.merge': united, [`${API}.merge`]: united, [`${API}.join`]: united,
  ...Object.fromEntries(SAME.map((name) => [`${API}.${name}`, same])),
  [`${API}.drop`]: dropped, [`${API}.rename`]: renamed, [`${API}.assign`]: assigned, [`${API}.pop`]: taken,
  [`${API}.iterrows`]: rows((e, v, place) => tupleOf(e, [UNKNOWN, v], place)), [`${API}.itertuples`]: rows((_e, v) => v),
  // Polars has tables of the same kind (https://docs.pola.rs).
  ...Object.fromEntries(['polars.DataFrame', 'polars.from_dicts', 'polars.from_dict', 'polars.from_records', 'polars.from_pandas'].map((path) => [path, made])), 'polars.concat': united,
  [`${API}.iter_rows`]: rows((_e, v) => v), [`${API}.to_dicts`]: rows((_e, v) => v), [`${API}.rows`]: rows((_e, v) => v), [`${API}.with_columns`]: assigned, [`${API}.select`]: selected, [`${API}.to_pandas`]: same, [`${API}.filter`]: same, [`${API}.sort`]: same, [`${API}.unique`]: same,
  [`${API}.to_dict`]: records, [`${API}.apply`]: applied, [`${API}.size`]: (e, f) => column(e, f, NOTHING), [`${API}.ngroups`]: () => UNKNOWN,
  ...Object.fromEntries([COLUMN, '<pandas.Series>'].flatMap((at) => [[`${at}.isin`, within], [`${at}.apply`, mapped], [`${at}.map`, mapped], [`${at}.transform`, mapped], [`${at}.str.fullmatch`, matching('full')], [`${at}.str.match`, matching('start')]] as const)),
};
