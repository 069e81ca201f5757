import { LENGTH, REST } from '../../resolve/heap.ts';
import { UNKNOWN, ofToken, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { originOf } from '../code/guards.ts';
import type { Engine } from '../engine.ts';
import { originKey, type Frame } from '../frame.ts';
import { pathOf, readFile, withPath, writeFile, type FileCall } from '../library/files.ts';

/**
 * Round trips through files in Java and .NET. There a path is mostly a variable: within one activation the same variable is the same file.
 */
function fileAt(f: Frame, s: CallSite, i: number): string | undefined {
  const given = s.args.filter((a) => a.name === null)[i];
  if (!given) return undefined;
  const known = pathOf(given.value);
  if (known !== undefined) return known;
  const origin = given.reg >= 0 ? originOf(f, given.reg) : null;
  return origin ? `\u0001${f.id}\u0001${originKey(origin)}` : undefined;
}
const arg = (s: CallSite, i: number): Value | undefined => s.args.filter((a) => a.name === null)[i]?.value;
const behind = (s: CallSite): string | undefined => s.recv ? pathOf(ofToken(s.recv.token)) : undefined;

const writes = (i: number): FileCall => (e, f, s) => { const p = fileAt(f, s, 0); if (p !== undefined) writeFile(e, p, arg(s, i), s); return undefined; };
const reads: FileCall = (e, f, s) => { const p = fileAt(f, s, 0); return p === undefined ? undefined : readFile(e, f, p); };
const readsLines: FileCall = (e, f, s) => { const v = reads(e, f, s); return v && listOfLines(e, v, s); };
function listOfLines(e: Engine, v: Value, s: CallSite): Value {
  const o = e.heap.alloc('list', s.place);
  e.heap.fill(o, REST, v, s.place); e.heap.fill(o, LENGTH, UNKNOWN, null);
  return ofToken(o.token);
}
/** A writer or reader on a file, as an object of the API that made it. */
const opens = (api: string): FileCall => (e, f, s) => { const p = fileAt(f, s, 0); return p === undefined ? undefined : withPath(e, f, p, api, s); };
/** What is written in memory, whatever stands around it. */
const IN_MEMORY = /^(java\.io\.(StringWriter|ByteArrayOutputStream)|System\.IO\.MemoryStream)\(\)$/;
const isInMemory = (v: Value): boolean => v.tokens.length > 0 && v.tokens.every((t) => (t.t === 'obj' && IN_MEMORY.test(t.obj.api?.path ?? '')) || (t.t === 'api' && IN_MEMORY.test(t.node.path)));
/** A writer or reader around another one. */
const wraps = (api: string): FileCall => (e, f, s) => { const inner = arg(s, 0); if (inner && isInMemory(inner)) return { ...inner, facts: null }; const p = pathOf(arg(s, 0)); return p === undefined ? undefined : withPath(e, f, p, api, s); };
const writesBehind: FileCall = (e, _f, s) => { const p = behind(s); if (p !== undefined) writeFile(e, p, arg(s, 0), s); return undefined; };
const readsBehind: FileCall = (e, f, s) => { const p = behind(s); return p === undefined ? undefined : readFile(e, f, p); };
/** What is uploaded or learned from is what the file holds. */
const handsOver = (field: string): FileCall => (e, f, s) => {
  const p = fileAt(f, s, 0);
  const v = p === undefined ? undefined : readFile(e, f, p);
  if (v && s.recv) e.heap.write(s.recv, field, { ...v, facts: null }, s.place);
  return undefined;
};

const NIO = 'java.nio.file.Files.';
const WRITERS = ['java.io.BufferedWriter', 'java.io.PrintWriter', 'java.io.OutputStreamWriter', 'java.io.BufferedOutputStream', 'java.io.DataOutputStream', 'java.io.PrintStream'];
const READERS = ['java.io.BufferedReader', 'java.io.InputStreamReader', 'java.io.BufferedInputStream'];
const JAVA_OPENED = [`${NIO}newBufferedWriter`, `${NIO}newOutputStream`, `${NIO}newBufferedReader`, `${NIO}newInputStream`, 'java.io.FileWriter', 'java.io.FileOutputStream', 'java.io.FileReader', 'java.io.FileInputStream'];
const NET = 'System.IO.File.';
const NET_OPENED = [`${NET}CreateText`, `${NET}AppendText`, `${NET}OpenText`, `${NET}OpenRead`, `${NET}OpenWrite`, `${NET}Create`, 'System.IO.FileStream', 'System.IO.StreamWriter', 'System.IO.StreamReader'];
const each = (names: readonly string[], make: (name: string) => readonly (readonly [string, FileCall])[]): [string, FileCall][] => names.flatMap((name) => make(name).map(([path, call]): [string, FileCall] => [path, call]));

/** Calls of Java and .NET that open, write and read files, by API path. */
export const TYPED_FILE_CALLS: readonly [string, FileCall][] = [
  ...each(['writeString', 'write'], (name) => [[NIO + name, writes(1)]]),
  ...each(['readString', 'readAllBytes'], (name) => [[NIO + name, reads]]),
  ...each(['readAllLines', 'lines'], (name) => [[NIO + name, readsLines]]),
  ...each(JAVA_OPENED, (name) => [[name, opens(`${name}()`)]]),
  ...each([...WRITERS, ...READERS], (name) => [[name, wraps(`${name}()`)]]),
  ...each([...WRITERS, ...JAVA_OPENED], (name) => ['write', 'append', 'println', 'print', 'printf', 'writeUTF'].map((m): [string, FileCall] => [`${name}().${m}`, writesBehind])),
  ...each([...READERS, ...JAVA_OPENED], (name) => ['readLine', 'read', 'readAllBytes', 'readString', 'lines'].map((m): [string, FileCall] => [`${name}().${m}`, readsBehind])),
  ...each(['WriteAllText', 'WriteAllLines', 'WriteAllBytes', 'AppendAllText', 'AppendAllLines'], (name) => [[NET + name, writes(1)], [`${NET}${name}Async`, writes(1)]]),
  ...each(['ReadAllText', 'ReadAllBytes'], (name) => [[NET + name, reads], [`${NET}${name}Async`, reads]]),
  ...each(['ReadAllLines', 'ReadLines'], (name) => [[NET + name, readsLines], [`${NET}${name}Async`, readsLines]]),
  ...each(NET_OPENED, (name) => [[name, (e, f, s) => wraps(`${name}()`)(e, f, s) ?? opens(`${name}()`)(e, f, s)], ...['Write', 'WriteLine', 'WriteAsync', 'WriteLineAsync'].map((m): [string, FileCall] => [`${name}().${m}`, writesBehind]), ...['ReadToEnd', 'ReadToEndAsync', 'ReadLine', 'ReadLineAsync'].map((m): [string, FileCall] => [`${name}().${m}`, readsBehind])]),
  ['com.openai.models.files.FileCreateParams.builder().file', handsOver('file')],
];
