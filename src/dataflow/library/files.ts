import { IterKind } from '../../ir/ir.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, isNothing, join, ofToken, singleConst, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { iterate } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, touch } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';
import { TYPED_FILE_CALLS } from '../builtins/intrinsicsFiles.ts';

/**
 * Round trips through files: what is written under a constant path comes back where the same path is read, in whichever file and
 * order. A path that is not a constant is not followed.
 */
const PATH = '\u0001path';
const CONTENT = '\u0001content';

const text = (v: Value | undefined): string | undefined => { const c = v && singleConst(v); return typeof c === 'string' ? normal(c) : undefined; };
const normal = (path: string): string => path.replace(/\\/g, '/').replace(/^\.\//, '').replace(/\/+/g, '/');

/** The constant path that a string or a path object stands for. */
export function pathOf(v: Value | undefined): string | undefined {
  if (!v) return undefined;
  const plain = text(v);
  if (plain !== undefined) return plain;
  return v.tokens.length === 1 && v.tokens[0]!.t === 'obj' ? text(v.tokens[0]!.obj.cells.get(PATH)?.value) : undefined;
}
const recvPath = (s: CallSite): string | undefined => s.recv ? pathOf(ofToken(s.recv.token)) : undefined;
const positional = (s: CallSite, i: number): Value | undefined => s.args.filter((a) => a.name === null)[i]?.value;

/** An object that knows its path: a path, or an open file. */
export function withPath(e: Engine, f: Frame, path: string, api: string, s: CallSite): Value {
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at(api) ?? null;
  e.heap.setCell(o, PATH, { value: e.constant(path), place: s.place });
  return ofToken(o.token);
}

/** What is in the file at a path from here on, beside what was in it. */
export function writeFile(e: Engine, path: string, v: Value | undefined, s: CallSite): void {
  if (!v) return;
  const o = e.file(path);
  e.heap.write(o, 'value', join(o.cells.get('value')?.value ?? NOTHING, { ...v, facts: null }), s.place);
}
/** What is in the file at a path. */
export function readFile(e: Engine, f: Frame, path: string): Value | undefined {
  const o = e.file(path);
  touch(f, o, 'value');
  const v = o.cells.get('value')?.value;
  return v && !isNothing(v) ? v : undefined;
}

export type FileCall = (e: Engine, f: Frame, s: CallSite) => Value | undefined;
const writing = (path: (s: CallSite) => string | undefined, value: (s: CallSite) => Value | undefined): FileCall => (e, _f, s) => {
  const p = path(s);
  if (p !== undefined) writeFile(e, p, value(s), s);
  return undefined;
};
const reading = (path: (s: CallSite) => string | undefined): FileCall => (e, f, s) => { const p = path(s); return p === undefined ? undefined : readFile(e, f, p); };
const first = (s: CallSite): string | undefined => pathOf(positional(s, 0));

/** An open file holds what the file holds: handing it on hands on its text. */
function opened(e: Engine, f: Frame, path: string, s: CallSite, api = 'builtins.open()'): Value {
  const v = withPath(e, f, path, api, s);
  const o = e.file(path);
  touch(f, o, 'value');
  for (const t of v.tokens) if (t.t === 'obj') e.heap.setCell(t.obj, CONTENT, { value: ofToken(o.token), place: s.place });
  return v;
}
const open: FileCall = (e, f, s) => { const p = first(s); return p === undefined ? undefined : opened(e, f, p, s); };
/** A file that is open for writing, as an object of the API that opened it. */
const openedBy = (api: string): FileCall => (e, f, s) => { const p = first(s); return p === undefined ? undefined : withPath(e, f, p, api, s); };
const path: FileCall = (e, f, s) => {
  const parts = s.args.filter((a) => a.name === null).map((a) => pathOf(a.value));
  if (parts.length === 0 || parts.some((p) => p === undefined)) return undefined;
  return withPath(e, f, normal(parts.join('/')), 'pathlib.Path()', s);
};
/** The lines of a file that is iterated or read line by line are its text. */
const lines: FileCall = (e, f, s) => {
  const p = recvPath(s);
  const v = p === undefined ? undefined : readFile(e, f, p);
  if (!v) return undefined;
  const o: HeapObj = e.heap.alloc('list', s.place);
  e.heap.fill(o, REST, v, s.place); e.heap.fill(o, LENGTH, UNKNOWN, null);
  return ofToken(o.token);
};
/** Rows of a file that is read as a table: those that were written under names or places, so that each field stays by itself. */
const rowsOf = (kind: 'dict' | 'list'): FileCall => (e, f, s) => {
  const p = pathOf(positional(s, 0));
  const v = p === undefined ? undefined : readFile(e, f, p);
  if (!v?.tokens.length || v.labels.length || !v.tokens.every((t) => t.t === 'obj' && (t.obj.kind === kind || (kind === 'list' && t.obj.kind === 'tuple')))) return undefined;
  const o: HeapObj = e.heap.alloc('list', s.place);
  e.heap.fill(o, REST, v, s.place); e.heap.fill(o, LENGTH, UNKNOWN, null);
  return ofToken(o.token);
};
/** A mapping that lives in a file. */
const shelf: FileCall = (e, f, s) => {
  const p = first(s) ?? pathOf(s.args.find((a) => a.name === 'filename' || a.name === 'directory')?.value);
  if (p === undefined) return undefined;
  const file = e.file(p);
  touch(f, file, 'shelf');
  const known = file.cells.get('shelf');
  if (known) return known.value;
  const o = e.heap.alloc('dict', s.place);
  o.global = true; o.singular = false;
  e.heap.write(file, 'shelf', ofToken(o.token), s.place);
  return ofToken(o.token);
};
/** The constant path below an argument by name: itself, or the first of a list or of a table of parts. */
const namedPath = (name: string) => (s: CallSite): string | undefined => {
  const v = s.args.find((a) => a.name === name)?.value;
  const parts = v?.tokens.flatMap((t) => t.t === 'obj' && t.obj.api === null ? [...t.obj.cells].filter(([k]) => k !== LENGTH).map(([, c]) => c.value) : []) ?? [];
  return pathOf(v) ?? parts.map(pathOf).find((p) => p !== undefined);
};
/** What is unpacked holds what the archive holds. */
const unpacking = (from: (s: CallSite) => string | undefined, to: (s: CallSite) => string | undefined): FileCall => (e, f, s) => {
  const archive = from(s), folder = to(s);
  if (archive !== undefined && folder !== undefined) writeFile(e, folder, readFile(e, f, archive), s);
  return undefined;
};
const folderOf = (i: number) => (s: CallSite): string | undefined => pathOf(positional(s, i)) ?? namedPath('path')(s) ?? namedPath('extract_dir')(s);
const arg = (i: number) => (s: CallSite): Value | undefined => positional(s, i);

/** Calls that open, write and read files, by API path. */
export const FILE_CALLS: ReadonlyMap<string, FileCall> = new Map<string, FileCall>([
  ['builtins.open', open], ['io.open', open], ['pathlib.Path', path], ['pathlib.PurePath', path],
  ['pathlib.Path().open', (e, f, s) => { const p = recvPath(s); return p === undefined ? undefined : opened(e, f, p, s); }],
  ['pathlib.Path().write_text', writing(recvPath, arg(0))], ['pathlib.Path().write_bytes', writing(recvPath, arg(0))],
  ['pathlib.Path().read_text', reading(recvPath)], ['pathlib.Path().read_bytes', reading(recvPath)],
  ['builtins.open().write', writing(recvPath, arg(0))], ['builtins.open().writelines', writing(recvPath, arg(0))],
  ['builtins.open().read', reading(recvPath)], ['builtins.open().readline', reading(recvPath)], ['builtins.open().readlines', lines],
  ['builtins.open().writerow', writing(recvPath, arg(0))], ['builtins.open().writerows', (e, f, s) => { const p = recvPath(s); if (p !== undefined && s.args[0]) writeFile(e, p, iterate(e, f, s.args[0].value, IterKind.values, s.place), s); return undefined; }],
  ['csv.DictReader', rowsOf('dict')], ['csv.reader', rowsOf('list')],
  ...['shelve.open', 'dbm.open', 'diskcache.Cache', 'sqlitedict.SqliteDict'].map((name): [string, FileCall] => [name, shelf]),
  ['json.dump', writing((s) => pathOf(positional(s, 1)), arg(0))], ['json.load', reading(first)],
  ['yaml.safe_dump', writing((s) => pathOf(positional(s, 1)), arg(0))], ['yaml.dump', writing((s) => pathOf(positional(s, 1)), arg(0))], ['yaml.safe_load', reading(first)],
  ['datasets.load_dataset', (e, f, s) => reading(namedPath('data_files'))(e, f, s) ?? reading(namedPath('data_dir'))(e, f, s)],
  ...['from_json', 'from_csv', 'from_parquet', 'from_text'].map((name): [string, FileCall] => [`datasets.Dataset.${name}`, reading(first)]),
  ...['to_csv', 'to_json', 'to_parquet', 'to_excel'].map((name): [string, FileCall] => [`pandas.DataFrame().${name}`, writing(first, (s) => s.recv ? ofToken(s.recv.token) : undefined)]),
  ...['zipfile.ZipFile', 'tarfile.open'].map((name): [string, FileCall] => [name, (e, f, s) => { const p = first(s); return p === undefined ? undefined : opened(e, f, p, s, `${name}()`); }]),
  ...['extractall', 'extract'].flatMap((name): [string, FileCall][] => [[`zipfile.ZipFile().${name}`, unpacking(recvPath, folderOf(0))], [`tarfile.open().${name}`, unpacking(recvPath, folderOf(0))]]),
  ['shutil.unpack_archive', unpacking(first, folderOf(1))],
  ...['torchvision.datasets.ImageFolder', 'torchvision.datasets.DatasetFolder', 'tensorflow.keras.utils.image_dataset_from_directory', 'keras.utils.image_dataset_from_directory', 'numpy.load', 'numpy.loadtxt'].map((name): [string, FileCall] => [name, reading(first)]),
  ...['read_csv', 'read_table', 'read_json', 'read_excel', 'read_parquet', 'read_feather'].map((name): [string, FileCall] => [`pandas.${name}`, reading(first)]),
  ...['fs', 'fs.promises'].flatMap((root): [string, FileCall][] => [
    [`${root}.writeFileSync`, writing(first, arg(1))], [`${root}.writeFile`, writing(first, arg(1))], [`${root}.appendFileSync`, writing(first, arg(1))], [`${root}.appendFile`, writing(first, arg(1))],
    [`${root}.createReadStream`, open], [`${root}.createWriteStream`, openedBy(`${root}.createWriteStream()`)], [`${root}.open`, openedBy(`${root}.open()`)],
    ...['createWriteStream().write', 'createWriteStream().end', 'open().write', 'open().writeFile', 'open().appendFile'].map((name): [string, FileCall] => [`${root}.${name}`, writing(recvPath, arg(0))]),
    [`${root}.open().readFile`, reading(recvPath)], [`${root}.readFileSync`, reading(first)], [`${root}.readFile`, reading(first)],
  ]),
  ['globalThis.Bun.write', writing(first, arg(1))], ['globalThis.Bun.file', openedBy('globalThis.Bun.file()')], ['globalThis.Bun.file().text', reading(recvPath)], ['globalThis.Bun.file().json', reading(recvPath)],
  ...['writeTextFile', 'writeTextFileSync', 'writeFile', 'writeFileSync'].map((name): [string, FileCall] => [`globalThis.Deno.${name}`, writing(first, arg(1))]),
  ...['readTextFile', 'readTextFileSync', 'readFile', 'readFileSync'].map((name): [string, FileCall] => [`globalThis.Deno.${name}`, reading(first)]),
  ...TYPED_FILE_CALLS,
]);

/** `folder / "name"` on path objects. */
export function joinedPath(e: Engine, f: Frame, a: Value, b: Value, s: CallSite): Value | undefined {
  const p = a.tokens.length === 1 && a.tokens[0]!.t === 'obj' ? pathOf(a) : undefined;
  const q = pathOf(b);
  if (p === undefined || q === undefined || deepLabels(e, f, b).length > 0) return undefined;
  return withPath(e, f, normal(`${p}/${q}`), 'pathlib.Path()', s);
}
