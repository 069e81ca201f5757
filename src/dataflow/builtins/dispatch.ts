import type { Place } from '../../base/words.ts';
import { CALL } from '../../resolve/api.ts';
import { PARTIAL, type HeapObj } from '../../resolve/heap.ts';
import { ancestry } from '../../resolve/program.ts';
import { NOTHING, UNKNOWN, apiOf, isNothing, join, ofToken, withoutFacts, type FnToken, type Token, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { callValue, type Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { touch } from '../objects/fields.ts';
import { resolveType } from '../objects/types.ts';
import type { Intrinsic } from './intrinsics.ts';

/**
 * Functions that are chosen by the class of an argument (`functools.singledispatch`). The generic function is an object that holds one
 * implementation for each class under its name, and the one for everything else.
 */

/** Name of the function that adds an implementation. */
export const REGISTER = 'register implementation';
const OTHERWISE = '\u0001otherwise', ENTRY = '\u0001for ', POSITION = '\u0001position';


/** `position`: which argument decides, counted with the receiver. */
const generic = (position: number): Intrinsic => (e, _f, s: CallSite) => {
  const given = withoutFacts(s.args[0]?.value ?? UNKNOWN);
  const o = e.heap.alloc('data', s.place);
  e.heap.fill(o, OTHERWISE, given, s.place);
  e.heap.fill(o, POSITION, e.constant(position), null);
  e.heap.fill(o, 'register', ofToken({ t: 'bound', id: e.nextId(), recv: ofToken(o.token), name: REGISTER }), s.place);
  return ofToken(o.token);
};
export const DISPATCH_INTRINSICS: Readonly<Record<string, Intrinsic>> = { 'functools.singledispatch': generic(0), 'functools.singledispatchmethod': generic(1) };

export const isGeneric = (o: HeapObj): boolean => o.cells.has(OTHERWISE);
/** Whether the implementations are methods, which are given the receiver. */
export const isGenericMethod = (v: Value): boolean => v.tokens.length > 0 && v.tokens.every((t) => t.t === 'obj' && t.obj.cells.get(POSITION)?.value.tokens.some((x) => x.t === 'const' && x.value === 1));

/** `register(function)` by the type that its parameter is declared with, `register(type, function)`, or `register(type)` as a decorator. */
export function registerCall(e: Engine, f: Frame, o: HeapObj, args: readonly Argument[], place: Place): Value {
  const [first, second] = args;
  if (!first) return UNKNOWN;
  const fn = first.value.tokens.find((t): t is FnToken => t.t === 'fn');
  if (fn) {
    const declared = fn.fn.params[o.cells.get(POSITION)!.value.tokens.some((t) => t.t === 'const' && t.value === 1) ? 1 : 0]?.type;
    const names = declared === undefined ? [] : declared.name === '|' || /(^|\.)(Union|Optional)$/.test(declared.name) ? (declared.args ?? []).map((x) => x.name) : [declared.name];
    for (const name of names) for (const key of typeKeys(resolveType(e, fn.mod, name, place))) e.heap.write(o, ENTRY + key, withoutFacts(first.value), place);
    return withoutFacts(first.value);
  }
  if (!second) {
    const later = e.heap.alloc('data', place);
    e.heap.fill(later, PARTIAL, ofToken({ t: 'bound', id: e.nextId(), recv: ofToken(o.token), name: REGISTER }), place);
    e.heap.fill(later, '0', withoutFacts(first.value), place);
    return ofToken(later.token);
  }
  for (const key of typeKeys(first.value)) e.heap.write(o, ENTRY + key, withoutFacts(second.value), place);
  return withoutFacts(second.value);
}

const typeKeys = (types: Value): readonly string[] => types.tokens.flatMap((t) => t.t === 'class' ? [`class ${t.cls.id}`] : t.t === 'api' ? [t.node.path] : []);

/** Runs the implementations that the class of the argument can choose; all, where nothing is known of it. */
export function dispatchCall(e: Engine, f: Frame, o: HeapObj, args: readonly Argument[], place: Place): Value {
  touch(f, o);
  const position = isGenericMethod(ofToken(o.token)) ? 1 : 0;
  const value = args[position]?.value ?? UNKNOWN;
  let chosen: Value = NOTHING;
  for (const t of value.tokens) chosen = join(chosen, implementation(f, o, t) ?? all(o));
  if (value.top || value.tokens.length === 0) chosen = join(chosen, all(o));
  return callValue(e, f, chosen, args, place, 0);
}

function all(o: HeapObj): Value {
  let out = o.cells.get(OTHERWISE)?.value ?? NOTHING;
  for (const [key, cell] of o.cells) if (key.startsWith(ENTRY)) out = join(out, cell.value);
  return isNothing(out) ? UNKNOWN : out;
}

const KINDS: Readonly<Record<string, readonly string[]>> = { list: ['list'], tuple: ['tuple'], dict: ['dict', 'Mapping'], set: ['set'], string: ['str'], number: ['int', 'float'], boolean: ['bool', 'int'] };

/** The implementation for what a token is; undefined where that is not known well enough. */
function implementation(f: Frame, o: HeapObj, t: Token): Value | undefined {
  const entry = (key: string): Value | undefined => o.cells.get(ENTRY + key)?.value;
  const otherwise = o.cells.get(OTHERWISE)?.value;
  if (t.t === 'obj' && t.obj.cls) {
    const { classes, apis } = ancestry(t.obj.cls);
    for (const cls of classes) { const found = entry(`class ${cls.id}`); if (found) return found; }
    for (const node of apis) { const found = entry(node.path); if (found) return found; }
    return otherwise;
  }
  const kinds = t.t === 'const' && t.value !== null ? KINDS[typeof t.value] : t.t === 'obj' && t.obj.api === null ? KINDS[t.obj.kind] : undefined;
  if (kinds) {
    for (const kind of kinds) { const found = entry(`builtins.${kind}`) ?? entry(`collections.abc.${kind}`); if (found) return found; }
    return otherwise;
  }
  // Objects of libraries: by the class that made them, as far as the models tell.
  const made = apiOf(t);
  if (!made) return undefined;
  for (const [key, cell] of o.cells) {
    if (!key.startsWith(ENTRY) || key.startsWith(`${ENTRY}class `)) continue;
    const node = f.mod.trie.at(key.slice(ENTRY.length));
    const instance = node ? f.mod.trie.memberNodes(node, CALL) : [];
    if (instance.some((n) => n === made || n.types.some((x) => made.types.includes(x) || x === made) || made.types.includes(n))) return cell.value;
  }
  return undefined;
}
