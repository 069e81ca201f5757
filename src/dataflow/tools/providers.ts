import type { Place } from '../../base/words.ts';
import type { ProvidesRow } from '../../models/schema.ts';
import { CALL, type ApiNode } from '../../resolve/api.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { ancestry, type ClassInfo, type ModuleInfo } from '../../resolve/program.ts';
import { NOTHING, UNKNOWN, join, joinAll, ofToken, singleConst, type FnToken, type Token, type Value } from '../../resolve/value.ts';
import { mapOver } from '../builtins/builtins.ts';
import { partsOf, valueOf, type CallSite } from '../calls/arguments.ts';
import { invoke } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { genericInstance } from '../objects/classes.ts';
import { resolveType } from '../objects/types.ts';
import { onInstance, parameters } from './tools.ts';
import { valueOfType } from '../objects/types.ts';

/** By which name something can be asked for, whether only by that (`keyed`), and whether it is preferred to others. */
interface Handed { readonly name: string | undefined; readonly prefer: boolean; readonly keyed: boolean }

/**
 * What a container hands to whoever asks for a type: classes that are registered or marked, methods that are marked as makers of an object, and
 * objects that are registered. Parameters and fields of that type hold these, objects of a library with the endpoint, tools and instructions that
 * they were made with.
 */
export function provide(e: Engine, f: Frame, row: ProvidesRow, site: CallSite): void {
  const written = row.type === undefined ? undefined : f.mod.trie.at(row.type);
  const asked = row.as === undefined ? NOTHING : valueOf(e, f, site, [row.as]);
  const named = written ? [e.slot(written)] : asked.tokens.flatMap((t) => holders(e, f.mod, t));
  const handed = handedAs(e, f, row, site);
  for (const p of partsOf(e, f, site, row.provides)) {
    const made = p.value.tokens.some((t) => t.t === 'fn') ? mapOver(e, f, p.value, [UNKNOWN, UNKNOWN], p.place) : p.value;
    publish(e, named.length ? named : made.tokens.flatMap((t) => t.t === 'obj' ? ownHolders(e, t.obj) : t.t === 'class' ? typesOf(t.cls) : []), made, handed, p.place);
  }
}

/** A marked method or class. */
export function provider(e: Engine, f: Frame, row: ProvidesRow, target: Value, site: CallSite): void {
  const handed = handedAs(e, f, row, site);
  for (const t of target.tokens) {
    if (t.t === 'class') publish(e, typesOf(t.cls), ofToken(t), { ...handed, name: handed.name ?? beanName(t.cls.ir.name) }, site.place);
    else if (t.t === 'fn') maker(e, t, handed);
  }
}
const handedAs = (e: Engine, f: Frame, row: ProvidesRow, site: CallSite): Handed => {
  const name = row.name === undefined ? undefined : singleConst(valueOf(e, f, site, [row.name]));
  return { name: typeof name === 'string' && name !== '' ? name : undefined, prefer: row.prefer === true, keyed: row.keyed === true && typeof name === 'string' };
};
const beanName = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

/** A method that makes what its declared result type says, before anything that asks for it runs. */
function maker(e: Engine, method: FnToken, handed: Handed): void {
  const type = method.fn.returnType;
  if (!type) return;
  const at = { file: method.mod.file, start: method.fn.nameSpan.start, end: method.fn.nameSpan.end };
  const under = resolveType(e, method.mod, type.name, at).tokens.flatMap((t) => holders(e, method.mod, t));
  if (under.length === 0 || !e.once(`provides|${method.id}|${handed.name ?? ''}|${handed.prefer}`)) return;
  e.pending.unshift(() => {
    const t = onInstance(e, method);
    const f = e.rootFrame(t.mod);
    const args = parameters(e, t, (p, place) => p.type ? valueOfType(e, t.mod, p.type, place, true, 0, p.name) : UNKNOWN);
    publish(e, under, invoke(e, f, t, args, at), { ...handed, name: handed.name ?? method.fn.name }, at);
    return f;
  });
}

/** Where what is handed out for a type is kept: of a library's type at its point, of a class of the program at the class. */
const holders = (e: Engine, mod: ModuleInfo, t: Token): readonly HeapObj[] =>
  t.t === 'api' ? mod.trie.memberNodes(t.node, CALL).map((n) => e.slot(n)) : t.t === 'class' ? [t.cls.statics] : [];
const typesOf = (cls: ClassInfo): readonly HeapObj[] => ancestry(cls).classes.map((c) => c.statics);
const ownHolders = (e: Engine, o: HeapObj): readonly HeapObj[] => [...(o.api ? [e.slot(o.api)] : []), ...(o.cls ? typesOf(o.cls) : [])];

function publish(e: Engine, under: readonly HeapObj[], v: Value, { name, prefer, keyed }: Handed, place: Place): void {
  const made = { ...v, labels: [], facts: null, top: false, tokens: v.tokens.filter((t) => t.t === 'class' || (t.t === 'obj' && (t.obj.api !== null || t.obj.cls !== null))) };
  if (made.tokens.length === 0) return;
  const keys = [...(keyed ? [] : [PROVIDED]), ...(name === undefined ? [] : [PROVIDED + name]), ...(prefer ? [PREFERRED] : [])];
  for (const o of new Set(under)) for (const key of keys) e.heap.write(o, key, join(o.cells.get(key)?.value ?? NOTHING, made), place);
}
const PROVIDED = '\u0001provided:';
const PREFERRED = '\u0001preferred';

/** What is handed out for an object of a library's type; undefined where nobody provides one. `holder`: the name of what it is put into. */
export function provided(e: Engine, node: ApiNode, name: string | undefined, holder?: string): Value | undefined {
  const slot = e.slots.get(node);
  return slot && handedOut(e, slot, name, holder);
}
/** What is handed out for an object of a class of the program, or one of its subclasses. */
export const providedFor = (e: Engine, cls: ClassInfo, name: string | undefined, holder?: string): Value | undefined => handedOut(e, cls.statics, name, holder);

/** By the name that is asked for; else what is preferred; else what is called like its holder; else all of the type. */
function handedOut(e: Engine, o: HeapObj, name: string | undefined, holder: string | undefined): Value | undefined {
  const all = o.cells.get(PROVIDED)?.value;
  const v = (name === undefined ? undefined : o.cells.get(PROVIDED + name)?.value) ?? o.cells.get(PREFERRED)?.value
    ?? (holder !== undefined && all !== undefined ? o.cells.get(PROVIDED + holder)?.value : undefined) ?? all;
  return v && joinAll(v.tokens.map((t) => ofToken(t.t === 'class' ? genericInstance(e, t.cls).token : t)));
}
