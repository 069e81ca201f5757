import { sinkBit, type Place } from '../../base/words.ts';
import { ENFORCED, PROVIDED_NAME, SHIPPED, type TypeRef } from '../../ir/ir.ts';
import { CALL, member, type ApiNode } from '../../resolve/api.ts';
import { BASE, LENGTH, REST } from '../../resolve/heap.ts';
import { ancestry, isEnum, isRecord, isValidated, type ClassInfo, type ModuleInfo } from '../../resolve/program.ts';
import { NOTHING, TEXT_BITS, UNKNOWN, clear, isNothing, join, joinAll, joinLabels, ofLabels, ofToken, withLabels, type Label, type Token, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import { capacityOf, words, readModule } from './fields.ts';
import { importValue, libraryValue } from './modules.ts';
import { isConstantCollection } from '../code/guards.ts';
import { isClosedPattern } from '../builtins/patterns.ts';
import { genericInstance } from './classes.ts';
import { isMutable } from '../library/rows.ts';
import { fitting } from './protocols.ts';
import { provided, providedFor } from '../tools/providers.ts';
import type { SourceRow } from '../../models/schema.ts';

/** What a written type name means in its module: a class of the project or a point of a library. */
export function resolveType(e: Engine, mod: ModuleInfo, name: string, place: Place): Value {
  const parts = name.split('.');
  let v: Value = UNKNOWN;
  const first = parts[0]!;
  // A directive imports the types of a namespace and not the namespaces in it: a name that is there as it is written comes first.
  if (parts.length > 1 && mod.profile.namespaces && mod.trie.rootOf(parts.slice(0, -1).join('.'))?.rest === '') {
    const written = libraryValue(e, mod, parts.slice(0, -1).join('.'), parts[parts.length - 1]!, place);
    if (written.tokens.length > 0) return written;
  }
  const cell = mod.scope.cells.get(first);
  if (cell) v = cell.value;
  else {
    const star = readModule(e, null, mod.scope, first, place);
    v = star !== UNKNOWN ? star : libraryValue(e, mod, mod.profile.builtinRoot, first, place);
    if (v.tokens.length === 0) {
      const cls = mod.classes.find((c) => c?.ir.name === first);
      if (cls) v = ofToken(cls.token);
    }
  }
  if (v.tokens.length === 0 && parts.length > 1 && (mod.profile.namespaces || (mod.profile.checkedTypes && /^\p{Ll}/u.test(first)))) return importValue(e, e.rootFrame(mod), mod, parts.slice(0, -1).join('.'), parts[parts.length - 1]!, place);
  for (const part of parts.slice(1)) {
    let next: Value = NOTHING;
    for (const t of v.tokens) {
      if (t.t === 'api') for (const n of mod.trie.memberNodes(t.node, member(part))) next = join(next, ofToken(e.apiToken(n, null)));
      else if (t.t === 'obj') next = join(next, t.obj.module ? readModule(e, null, t.obj, part, place) : t.obj.cells.get(part)?.value ?? NOTHING);
      else if (t.t === 'class') next = join(next, t.cls.statics.cells.get(part)?.value ?? NOTHING);
    }
    v = next;
  }
  return v;
}

const UNION = new Set(['|', 'Union', 'typing.Union', 'Optional', 'typing.Optional', 'Annotated', 'typing.Annotated', 'Promise', 'Awaitable', 'Coroutine', 'Task', 'ValueTask', 'Readonly', 'Partial', 'Required', 'NonNullable', 'Final', 'ClassVar', 'Optional', 'Nullable', 'CompletableFuture', 'Mono', 'Readonly', 'Awaited', 'IOptions', 'IOptionsSnapshot', 'IOptionsMonitor', 'Lazy']);

/**
 * A value of a declared type about which nothing else is known. `fromOutside`: parameters that a framework or caller outside fills.
 * `holder`: the name of the parameter or field, by which containers choose where there are several of the type.
 */
export function valueOfType(e: Engine, mod: ModuleInfo, type: TypeRef, place: Place, fromOutside: boolean, depth = 0, holder?: string): Value {
  if (depth > 4) return UNKNOWN;
  const p = mod.profile;
  const shipped = type.constraints?.[SHIPPED];
  if (shipped !== undefined) return e.constant(shipped);
  if (UNION.has(type.name)) return type.args?.length ? joinAll(type.args.map((a) => valueOfType(e, mod, a, place, fromOutside, depth + 1))) : UNKNOWN;
  if (type.name === 'literal') return type.value === undefined ? UNKNOWN : e.constant(type.value);
  if (p.plainTypes.includes(type.name) || p.stringTypes.includes(type.name)) return UNKNOWN;
  // Without arguments a name such as `Sequence` may be a library's own class.
  if (p.listTypes.includes(type.name) && (type.args?.length || !/^[A-Z]/.test(type.name))) {
    const item = type.args?.[0] ? valueOfType(e, mod, type.args[0], place, fromOutside, depth + 1) : UNKNOWN;
    if (item.tokens.length === 0 && item.labels.length === 0) return UNKNOWN;
    const o = e.heap.alloc('list', place);
    o.singular = false;
    e.heap.fill(o, REST, item, place); e.heap.fill(o, LENGTH, UNKNOWN, null);
    return ofToken(o.token);
  }
  if (p.mapTypes.includes(type.name)) {
    const item = type.args?.[1] ? valueOfType(e, mod, type.args[1], place, fromOutside, depth + 1) : UNKNOWN;
    if (item.tokens.length === 0 && item.labels.length === 0) return UNKNOWN;
    const o = e.heap.alloc('dict', place);
    o.singular = false;
    e.heap.fill(o, REST, item, place);
    return ofToken(o.token);
  }
  const v = resolveType(e, mod, type.name, place);
  const name = type.constraints?.[PROVIDED_NAME];
  const asked = typeof name === 'string' ? name : undefined;
  let out: Value = NOTHING;
  for (const t of v.tokens) {
    if (t.t === 'obj' && t.obj.cls && v.tokens.length > 1) { out = ofToken(t); break; }
    if (t.t === 'class') out = join(out, providedFor(e, t.cls, asked, holder) ?? instanceOfClass(e, t.cls));
    else if (t.t === 'api') for (const n of mod.trie.memberNodes(t.node, CALL)) {
      const given = provided(e, n, asked, holder);
      if (given) { out = join(out, given); continue; }
      const rows = mod.trie.rows(n);
      let one = ofToken(e.apiToken(n, null));
      for (const r of rows) if ('source' in r.row && (r.row as SourceRow).parameter && fromOutside) {
        const row = r.row as SourceRow;
        one = withLabels(one, [e.label(row.source, place, `parameter of type ${words(r)}`, r.id, row.shape ?? null, capacityOf(row), row.phi)]);
      }
      // What the class was written with is what some of its members are.
      const known = type.args?.length && one.labels.length === 0 ? typedMembers(e, mod, n, type.args, place, fromOutside, depth) : null;
      if (known) { out = join(out, known); continue; }
      if (one.labels.length) { // an untrusted object: fields are set and read on it
        const o = e.heap.alloc('data', place);
        o.api = n;
        e.heap.addBase(o, one.labels);
        one = ofToken(o.token);
      }
      // What is handed in to be filled is an object of its own; a builder is asked for anew each time.
      if (mod.profile.checkedTypes && one.tokens.every((x) => x.t === 'api') && isMutable(n) && !/Builder\(\)$/.test(n.path)) {
        const o = e.heap.alloc('data', place);
        o.api = n;
        one = ofToken(o.token);
      }
      // A client that was made elsewhere is taken to run where its class does by default.
      const home = rows.find((r) => 'endpoint' in r.row && r.row.endpoint === 'local' && !r.row.when);
      if (home && one.labels.length === 0) {
        const o = e.heap.alloc('data', place);
        o.api = n;
        o.note = { endpoint: 'local', row: home.id };
        one = ofToken(o.token);
      }
      out = join(out, one);
    }
  }
  return isNothing(out) ? UNKNOWN : out;
}

/** An object of a library's generic class with the members that are of its type arguments; null where the models name none. */
function typedMembers(e: Engine, mod: ModuleInfo, node: ApiNode, args: readonly TypeRef[], place: Place, fromOutside: boolean, depth: number): Value | null {
  const members: [string, Value][] = [];
  for (const n of [node, ...node.types]) for (const [edge, child] of n.children) for (const { row } of mod.trie.rows(child)) {
    const type = 'typeArgument' in row ? args[row.typeArgument] : undefined;
    if (!type || !edge.startsWith('.')) continue;
    const own = valueOfType(e, mod, type, place, fromOutside, depth + 1);
    // What the member holds may come from outside: then all of the type does that can hold a text.
    const outside = mod.trie.rows(child).flatMap((r) => 'source' in r.row && !r.row.parameter && !r.row.when ? [e.label(r.row.source, place, words(r), r.id, r.row.shape ?? null, capacityOf(r.row), r.row.phi)] : []);
    members.push([edge.slice(1), outside.length ? join(own, readAs(e, mod, ofLabels(outside), type, place)) : own]);
  }
  if (members.length === 0) return null;
  const o = e.heap.alloc('data', place);
  o.api = node;
  for (const [name, v] of members) e.heap.fill(o, name, v, place);
  return ofToken(o.token);
}

/** Instances of a class, or of its implementers where it is abstract. */
export function instanceOfClass(e: Engine, cls: ClassInfo): Value {
  if (isEnum(cls)) return UNKNOWN;
  const isOpen = cls.mod.profile.checkedTypes && [...cls.methods.values()].some((m) => m.role === 'method' && m.token.fn.code.length === 0);
  const concrete = cls.ir.kind === 'interface' || (cls.subclasses.length > 0 && (cls.methods.size === 0 || isOpen))
    ? subclassesOf(cls).filter((c) => c.ir.kind !== 'interface') : [];
  const fit = fitting(e, cls);
  const targets = fit.length ? fit.slice(0, 6) : concrete.length ? concrete.slice(0, 6) : cls.subclasses.length && cls.ir.kind !== 'interface' ? [cls, ...subclassesOf(cls).slice(0, 5)] : [cls];
  return joinAll(targets.map((c) => ofToken(genericInstance(e, c).token)));
}
function subclassesOf(cls: ClassInfo, depth = 0): ClassInfo[] {
  return depth > 8 ? [] : cls.subclasses.flatMap((c) => [c, ...subclassesOf(c, depth + 1)]);
}

/** A declared or asserted type adds what the value is; it clears nothing, because nothing is checked at run time. */
export function castTo(e: Engine, mod: ModuleInfo, v: Value, type: TypeRef, place: Place): Value {
  // Where the language itself checks declared types, a number is one.
  if (v.labels.length && mod.profile.checkedTypes && closedType(e, mod, type, place)) return dropPicture(dropText(v), type);
  // What a library's call brings from outside, read into a class of the program.
  if (mod.profile.namespaces && v.tokens.length > 0 && v.tokens.every(isAnswer)) {
    const labels = v.tokens.reduce((l: readonly Label[], t) => t.t === 'obj' ? joinLabels(l, e.heap.baseLabels(t.obj)) : l, v.labels);
    const read = labels.length > 0 ? readInto(e, { ...v, tokens: [], labels }, valueOfType(e, mod, type, place, false), place) : v;
    if (read !== v && read.tokens.length > 0) return read;
  }
  if (v.tokens.some((t) => t.t !== 'const')) return mod.profile.checkedTypes ? onlyOf(e, mod, v, type, place) : v;
  const typed = valueOfType(e, mod, type, place, false);
  if (typed.tokens.length === 0) return v;
  if (typed.tokens.every((t) => t.t === 'const') && !v.top) return v;
  // A number or a text that is written down is no object of a class.
  if (mod.profile.checkedTypes && v.tokens.length > 0 && !v.top && v.labels.length === 0 && v.tokens.every((t) => t.t === 'const' && t.value !== null)) return v;
  // Records read lazily: an untyped value that is asserted to be an instance keeps its labels.
  if (v.labels.length && typed.tokens.some((t) => t.t === 'obj')) return mod.profile.namespaces && v.tokens.length === 0 ? readInto(e, v, typed, place) : v;
  // Something untrusted that a library's type describes: its methods are known, and what they read.
  if (mod.profile.checkedTypes && v.labels.some((l) => l.shape !== null) && typed.tokens.every((t) => t.t === 'api')) {
    let out: Value = NOTHING;
    for (const t of typed.tokens) if (t.t === 'api') {
      const o = e.heap.alloc('data', place);
      o.api = t.node;
      e.heap.addBase(o, v.labels);
      out = join(out, ofToken(o.token));
    }
    return out;
  }
  return { tokens: joinAll([{ ...v, facts: null }, typed]).tokens, labels: v.labels, top: false, facts: v.facts };
}

/** What a call of a library gave, of which nothing but its source is known. */
const isAnswer = (t: Token): boolean => t.t === 'api' || (t.t === 'obj' && t.obj.kind === 'data' && t.obj.cls === null && t.obj.api !== null && [...t.obj.cells.keys()].every((key) => key === BASE));

/** Of the objects of the program's classes that a value can be, those that the type admits: the others do not get past the cast. */
function onlyOf(e: Engine, mod: ModuleInfo, v: Value, type: TypeRef, place: Place): Value {
  if (v.tokens.length < 2 || !v.tokens.some((t) => t.t === 'obj' && t.obj.cls)) return v;
  const wanted = resolveType(e, mod, type.name, place);
  const [only] = wanted.tokens;
  if (wanted.tokens.length !== 1 || only?.t !== 'class') return v;
  const fits = (t: Token): boolean => t.t !== 'obj' || !t.obj.cls || ancestry(t.obj.cls).classes.includes(only.cls) || ancestry(only.cls).classes.includes(t.obj.cls);
  const tokens = v.tokens.filter(fits);
  return tokens.length > 0 && tokens.length < v.tokens.length ? { ...v, tokens } : v;
}

/** Untrusted data read into a class of the project: members of types that hold no text have none. */
function readInto(e: Engine, v: Value, typed: Value, place: Place): Value {
  const [only] = typed.tokens;
  const cls = typed.tokens.length === 1 && only?.t === 'obj' ? only.obj.cls : null;
  const closed = cls?.ir.fields.filter((x) => !x.isStatic && x.type && closedType(e, cls.mod, x.type, place)) ?? [];
  if (!cls || closed.length === 0) return v;
  const o = e.heap.alloc('instance', place);
  o.cls = cls;
  e.heap.addBase(o, v.labels);
  for (const x of closed) e.heap.write(o, x.name, dropPicture(dropText({ tokens: [], labels: v.labels, top: false, facts: null }), x.type!), place);
  return ofToken(o.token);
}

/** Untrusted data of a declared type: no text where the type admits none, an object of a class of the program where it is one, or a sequence of them. */
export function readAs(e: Engine, mod: ModuleInfo, v: Value, type: TypeRef, place: Place): Value {
  if (closedType(e, mod, type, place)) return dropPicture(dropText(v), type);
  const item = mod.profile.listTypes.includes(type.name) && type.args?.length === 1 ? type.args[0]! : null;
  const made = resolveType(e, mod, (item ?? type).name, place).tokens.flatMap((t) => t.t === 'class' && !isEnum(t.cls) && t.cls.ir.kind !== 'interface' ? [t.cls] : []);
  if (made.length !== 1) return v;
  const o = e.heap.alloc('instance', place);
  o.cls = made[0]!;
  e.heap.addBase(o, v.labels);
  if (!item) return ofToken(o.token);
  const list = e.heap.alloc('list', place);
  list.singular = false;
  e.heap.fill(list, REST, ofToken(o.token), place); e.heap.fill(list, LENGTH, UNKNOWN, null);
  return ofToken(list.token);
}

/** A number or a member of an enumeration is no picture, either; bytes may be one. */
export const dropPicture = (v: Value, type: TypeRef): Value => type.name === 'Array' ? v : clear(v, sinkBit('image'));

/** What a value keeps that was proven to be a number, a date or one of a closed set. */
export const dropText = (v: Value): Value => {
  const c = clear(v, TEXT_BITS);
  return c.tokens.some((t) => t.t === 'obj') ? { ...c, tokens: c.tokens.filter((t) => t.t !== 'obj'), top: true } : c;
};

/** Whether values of a type can't hold a sentence: numbers, enumerations, literals, anchored patterns. */
export function closedType(e: Engine, mod: ModuleInfo, type: TypeRef, place: Place, depth = 0): boolean {
  if (depth > 6) return false;
  const p = mod.profile;
  const pattern = type.constraints?.['pattern'] ?? type.constraints?.['regex'];
  if (typeof pattern === 'string' && isClosedPattern(pattern, '', 'full')) return true;
  if (type.name === 'literal') return true;
  if (UNION.has(type.name)) return !!type.args?.length && type.args.every((a) => closedType(e, mod, a, place, depth + 1));
  if (type.name === 'Literal' || type.name === 'typing.Literal') return true;
  if (p.plainTypes.includes(type.name)) return true;
  if (p.stringTypes.includes(type.name)) return false;
  // Single bytes hold no text, many do.
  if (p.listTypes.includes(type.name)) return !!type.args?.length && type.args.every((a) => !BYTES.has(a.name) && closedType(e, mod, a, place, depth + 1));
  if (p.mapTypes.includes(type.name)) return !!type.args?.length && type.args.every((a) => closedType(e, mod, a, place, depth + 1));
  const v = resolveType(e, mod, type.name, place);
  // A collection is the type of a validator; as the type of a field it is a literal type under another name.
  if (v.tokens.every((t) => t.t === 'obj' && (t.obj.kind === 'tuple' || type.constraints?.[ENFORCED])) && isConstantCollection(e, v)) return true;
  return v.tokens.length > 0 && v.tokens.every((t) => t.t === 'class' && isEnum(t.cls));
}
const BYTES = new Set(['byte', 'Byte', 'sbyte', 'SByte']);
export { isRecord, isValidated };
