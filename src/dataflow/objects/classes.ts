import type { Place } from '../../base/words.ts';
import { CallFlag, ENFORCED, type ClassIR } from '../../ir/ir.ts';
import { LENGTH, type HeapObj } from '../../resolve/heap.ts';
import { ancestry, findMethod, isEnum, isRecord, isValidated, type ClassInfo, type ModuleInfo } from '../../resolve/program.ts';
import type { ApiNode } from '../../resolve/api.ts';
import { CALL } from '../../resolve/api.ts';
import { NOTHING, UNKNOWN, join, ofLabels, ofToken, type ClassToken, type Value } from '../../resolve/value.ts';
import { callFunction, invoke, type Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { copyData } from '../builtins/builtins.ts';
import { deepLabels, noteGeneric, readField, sourceLabels } from './fields.ts';
import { loadModule } from './modules.ts';
import { applyRows } from '../library/rows.ts';
import type { Frame } from '../frame.ts';
import { innerHandlers } from '../tools/tools.ts';
import { resolveType, valueOfType } from './types.ts';
import { validated } from './validation.ts';
import { TEXT_BITS, clear } from '../../resolve/value.ts';

/** Executes a class definition: binds its methods to the current scope and links it to its bases. */
export function defineClass(e: Engine, f: Frame, ir: ClassIR, baseValues: readonly Value[]): Value {
  const mod = f.mod;
  for (const other of e.program.partsOf(mod, ir)) if (other !== mod) loadModule(e, other);
  let cls = mod.classes[ir.index] ?? otherPart(e, mod, ir);
  if (cls && !mod.classes[ir.index]) mod.classes[ir.index] = cls;
  if (!cls) {
    const statics = e.heap.alloc('class', { file: mod.file, start: ir.span.start, end: ir.span.end });
    statics.global = true;
    const id = e.nextId();
    const made: { -readonly [K in keyof ClassInfo]: ClassInfo[K] } = { id, ir, mod, token: null as unknown as ClassToken, statics, methods: new Map(), bases: [], generic: null, subclasses: [] };
    made.token = { t: 'class', id, cls: made };
    cls = made;
    mod.classes[ir.index] = cls;
  }
  const place = { file: mod.file, start: ir.nameSpan.start, end: ir.nameSpan.end };
  const bases: (ClassInfo | ApiNode)[] = [];
  const addBase = (v: Value): void => { for (const b of basesIn(v)) if (b !== cls && !bases.includes(b)) bases.push(b); };
  for (const v of baseValues) addBase(v);
  for (const b of ir.bases) addBase(resolveType(e, mod, b.name, place));
  if (cls.ir === ir) cls.bases = [];
  link(cls, bases);
  for (const m of ir.methods) {
    const fn = mod.ir.functions[m.fn];
    if (!fn) continue;
    const key = m.role === 'setter' && cls.methods.has(m.name) ? `set ${m.name}` : m.name;
    if (m.role === 'getter' && cls.methods.get(m.name)?.role === 'setter') cls.methods.set(`set ${m.name}`, cls.methods.get(m.name)!);
    // Of several parts, one declares a constructor and others may only initialise fields.
    if (cls.ir !== ir && m.role === 'constructor' && cls.methods.has(key) && fn.params.length === 0) continue;
    // A part may only declare what another one has the code of.
    if (cls.ir !== ir && fn.code.length === 0 && cls.methods.has(key)) continue;
    e.nameMethod(key, cls);
    cls.methods.set(key, { token: e.fnToken(mod, fn, f.scope, null, null, null), role: m.role });
  }
  return ofToken(cls.token);
}

/** Links a class to bases that were not there when it was defined. */
export const addBases = (cls: ClassInfo, value: Value): void => link(cls, basesIn(value).filter((b) => b !== cls));
const basesIn = (value: Value): readonly (ClassInfo | ApiNode)[] => value.tokens.flatMap((t): readonly (ClassInfo | ApiNode)[] => t.t === 'class' ? [t.cls] : t.t === 'api' ? [t.node] : []);
function link(cls: ClassInfo, bases: readonly (ClassInfo | ApiNode)[]): void {
  cls.bases = [...new Set([...cls.bases, ...bases])];
  for (const b of bases) if ('ir' in b && !b.subclasses.includes(cls)) b.subclasses.push(cls);
}

/** The class, where a file that was executed before holds another part of it. */
function otherPart(e: Engine, mod: ModuleInfo, ir: ClassIR): ClassInfo | undefined {
  for (const other of e.program.partsOf(mod, ir)) {
    const found = other.classes.find((c) => c !== undefined && c.ir !== ir && c.ir.qualifiedName === ir.qualifiedName);
    if (found) return found;
  }
  return undefined;
}

/** Collections of the standard libraries that classes extend: what is put into such an object comes out of it. */
const MAPPINGS = /(^|\.)(HashMap|LinkedHashMap|TreeMap|ConcurrentHashMap|EnumMap|Properties|Dictionary|SortedDictionary|ConcurrentDictionary)$|^globalThis\.(Weak)?Map$|^builtins\.dict$|^collections\.(UserDict|OrderedDict|defaultdict)$/;
const SEQUENCES = /(^|\.)(ArrayList|LinkedList|ArrayDeque|Vector|HashSet|LinkedHashSet|TreeSet|PriorityQueue)$|^System\.Collections\.(Generic\.(List|Queue|Stack|HashSet)|ObjectModel\.(Observable)?Collection|Concurrent\.Concurrent(Bag|Queue|Stack))$|^globalThis\.(Array|(Weak)?Set)$|^builtins\.(list|set)$|^collections\.(UserList|deque)$/;
function kindOf(cls: ClassInfo): 'instance' | 'dict' | 'list' {
  const { apis } = ancestry(cls);
  return apis.some((n) => MAPPINGS.test(n.path)) ? 'dict' : apis.some((n) => SEQUENCES.test(n.path)) ? 'list' : 'instance';
}

/** `C(args)` / `new C(args)`. */
export function instantiate(e: Engine, f: Frame, cls: ClassInfo, args: readonly Argument[], place: Place): Value {
  if (isEnum(cls)) {
    // An enumeration's constructor accepts only its members.
    const o = e.heap.alloc('instance', place);
    o.cls = cls;
    return ofToken(o.token);
  }
  const own = madeByItself(e, f, cls, args, place);
  if (own) return own;
  const o = e.heap.alloc(kindOf(cls), place);
  o.cls = cls;
  if (o.kind === 'list') e.heap.fill(o, LENGTH, e.constant(0), null);
  const self = ofToken(o.token);
  construct(e, f, cls, o, self, args, place);
  for (const n of ancestry(cls).apis) {
    const instance = f.mod.trie.child(n, CALL);
    if (instance) { const labels = sourceLabels(e, f.mod.trie.rows(instance), place, instance.path); if (labels.length) e.heap.addBase(o, labels); }
  }
  innerHandlers(e, f, cls, self);
  return self;
}

/** What a class's own method makes where it is called: an object that exists once, one of another class. The constructor then sees those of the class. */
function madeByItself(e: Engine, f: Frame, cls: ClassInfo, args: readonly Argument[], place: Place): Value | undefined {
  const { maker, constructors } = cls.mod.profile;
  const m = maker === undefined ? undefined : findMethod(cls, maker);
  if (!m) return undefined;
  const made = invoke(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(cls.token), m.token.defaults, null), args, place);
  const objects = made.tokens.filter((t) => t.t === 'obj' && t.obj.cls !== null);
  if (objects.length === 0) return undefined;
  for (const t of objects) if (t.t === 'obj' && ancestry(t.obj.cls!).classes.includes(cls)) for (const name of constructors) {
    const init = findMethod(t.obj.cls!, name);
    if (init) invoke(e, f, e.fnToken(init.token.mod, init.token.fn, init.token.scope, ofToken(t), init.token.defaults, null), args, place);
  }
  return { ...made, tokens: objects, top: false, facts: null };
}
/** `super().__new__(cls, …)`, `object.__new__(cls)`: an object of the class that no constructor has seen, which holds what a library's class is given. */
export function unconstructed(e: Engine, f: Frame, args: readonly Argument[], place: Place): Value | undefined {
  const [first, ...given] = args;
  const [only] = first?.value.tokens ?? [];
  if (only?.t !== 'class' || isEnum(only.cls)) return undefined;
  const o = e.heap.alloc(kindOf(only.cls), place);
  o.cls = only.cls;
  if (o.kind === 'list') e.heap.fill(o, LENGTH, e.constant(0), null);
  if (isRecord(only.cls)) fillRecord(e, f, only.cls, o, given, place);
  else for (const a of given) { const labels = deepLabels(e, f, a.value); if (labels.length) e.heap.addBase(o, labels); }
  return ofToken(o.token);
}

function construct(e: Engine, f: Frame, cls: ClassInfo, o: HeapObj, self: Value, args: readonly Argument[], place: Place): void {
  for (const name of cls.mod.profile.constructors) {
    const m = findMethod(cls, name);
    if (!m || m.role === 'static') continue;
    callFunction(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, self, m.token.defaults, null), args.map((a) => a.value), place, args);
    return;
  }
  if (isRecord(cls)) fillRecord(e, f, cls, o, args, place);
  else {
    // A library base class constructs the object; its arguments may come back through any field.
    const apis = ancestry(cls).apis;
    for (const n of apis) constructedAs(self, applyRows(e, f, e.apiToken(n, null), args, place, null, CallFlag.none, -1, self));
    for (const a of args) {
      if (a.name && a.name !== '**') e.heap.write(o, a.name, a.value, a.place);
      else { const labels = deepLabels(e, f, a.value); if (labels.length) e.heap.addBase(o, labels); }
    }
  }
}

/** What the constructor of a library's class makes of an object of the program: an agent that is handed out as it. */
export function constructedAs(self: Value, made: Value): void {
  const grant = made.tokens.flatMap((t) => t.t === 'obj' && t.obj.note?.agent ? [t.obj.note.grant] : [])[0];
  if (grant !== undefined) for (const t of self.tokens) if (t.t === 'obj' && t.obj.cls) t.obj.note = { ...t.obj.note, agent: true, grant };
}

/** Constructor arguments of records and data classes become fields; validating classes apply their field types. */
export function fillRecord(e: Engine, f: Frame, cls: ClassInfo, o: HeapObj, args: readonly Argument[], place: Place): void {
  const fields = recordFields(cls);
  const isChecked = isValidated(cls);
  const kept = (v: Value, x: { field: ClassIR['fields'][number]; mod: ModuleInfo }, at: Place): Value => isChecked || x.field.type?.constraints?.[ENFORCED] ? validated(e, f, x.mod, v, x.field.type, at) : v;
  const set = (name: string, v: Value, at: Place): void => { e.heap.write(o, name, v, at); if (!o.global && !cls.mod.profile.checkedTypes) noteGeneric(e, cls, name, v, at); };
  let position = 0;
  for (const a of args) {
    if (a.name === '**' || (a.spread && a.name === null)) {
      // Unknown names: every field that no other argument sets may hold it.
      for (const x of fields) if (!o.cells.has(x.field.name)) set(x.field.name, kept(ofLabels(deepLabels(e, f, a.value)), x, place), a.place);
      continue;
    }
    const entry = a.name === null ? fields[position++] : fields.find((x) => x.field.name === a.name || x.field.annotations?.some((n) => n.name === a.name));
    const name = entry?.field.name ?? a.name;
    if (name == null) continue;
    set(name, entry ? kept(a.value, entry, a.place) : a.value, a.place);
  }
  freshDefaults(e, cls, o, fields, place);
  checkFields(e, f, cls, o, place);
  const post = findMethod(cls, '__post_init__') ?? findMethod(cls, 'model_post_init');
  if (post) callFunction(e, f, e.fnToken(post.token.mod, post.token.fn, post.token.scope, ofToken(o.token), post.token.defaults, null), [], place);
}

/** Collections that fields have by default are made anew for each object: what one collects is in no other. */
function freshDefaults(e: Engine, cls: ClassInfo, o: HeapObj, fields: ReturnType<typeof recordFields>, place: Place): void {
  if (cls.mod.profile.checkedTypes || cls.mod.profile.keyedMembers) return;
  for (const { field } of fields) {
    if (o.cells.has(field.name)) continue;
    const held = ancestry(cls).classes.map((c) => c.statics.cells.get(field.name)?.value).find(Boolean);
    const [only] = held?.tokens ?? [];
    if (held?.top === false && held.tokens.length === 1 && only?.t === 'obj' && COLLECTIONS.has(only.obj.kind) && only.obj.cls === null) e.heap.write(o, field.name, copyData(e, only.obj, place), place);
  }
}
const COLLECTIONS: ReadonlySet<HeapObj['kind']> = new Set(['list', 'dict', 'set']);

/** Builds a validating class from values that nobody checks (`Model.model_construct(**values)`): each field holds what it is given. */
export function recordAsGiven(e: Engine, f: Frame, cls: ClassInfo, args: readonly Argument[], place: Place): Value {
  const o = e.heap.alloc('instance', place);
  o.cls = cls;
  for (const a of args) {
    if (a.name !== null && a.name !== '**') { e.heap.write(o, a.name, a.value, a.place); continue; }
    for (const { field } of recordFields(cls)) if (!o.cells.has(field.name)) e.heap.write(o, field.name, readField(e, f, a.value, field.name, a.place, true), a.place);
  }
  return ofToken(o.token);
}

/** Functions of a class that its library runs on the value of a field, or on the object when all fields are there, by the decorator that says so (pydantic). */
const FIELD_CHECK = /(^|\.)(field_validator|validator)$/, OBJECT_CHECK = /(^|\.)model_validator$/;
/** What the class's own checks make of its fields: a field holds what its check gives back. */
function checkFields(e: Engine, f: Frame, cls: ClassInfo, o: HeapObj, place: Place): void {
  if (!isValidated(cls)) return;
  for (const c of [...ancestry(cls).classes].reverse()) for (const { token } of c.methods.values()) {
    const own = (self: Value) => e.fnToken(token.mod, token.fn, token.scope, self, token.defaults, null);
    for (const { name, args } of token.fn.annotations ?? []) {
      if (OBJECT_CHECK.test(name) && args['mode'] === 'after') callFunction(e, f, own(ofToken(o.token)), [], place);
      if (FIELD_CHECK.test(name)) for (const [at, field] of Object.entries(args)) {
        const cell = /^\d+$/.test(at) && typeof field === 'string' ? o.cells.get(field) : undefined;
        if (cell?.value.labels.length) e.heap.write(o, field as string, callFunction(e, f, own(ofToken(cls.token)), [cell.value], place), cell.place ?? place);
      }
    }
  }
}

/** Fields in constructor order, those of bases first. */
export function recordFields(cls: ClassInfo): { field: ClassIR['fields'][number]; mod: ModuleInfo }[] {
  const out: { field: ClassIR['fields'][number]; mod: ModuleInfo }[] = [];
  for (const c of [...ancestry(cls).classes].reverse()) for (const field of c.ir.fields) {
    if (field.isStatic) continue;
    const at = out.findIndex((x) => x.field.name === field.name);
    if (at >= 0) out[at] = { field, mod: c.mod }; else out.push({ field, mod: c.mod });
  }
  return out;
}

/** A validating class built from one untrusted document (`Model.model_validate_json(text)`): each field keeps what its type admits. */
export function recordFromDocument(e: Engine, f: Frame, cls: ClassInfo, document: Value, place: Place, depth = 0): Value {
  const o = e.heap.alloc('instance', place);
  o.cls = cls;
  const labels = deepLabels(e, f, document);
  for (const { field, mod } of recordFields(cls)) {
    let v: Value = NOTHING;
    for (const t of document.tokens) if (t.t === 'obj' && t.obj.cells.has(field.name)) v = join(v, t.obj.cells.get(field.name)!.value);
    if (v === NOTHING) v = ofLabels(labels);
    e.heap.write(o, field.name, isValidated(cls) ? validated(e, f, mod, v, field.type, place, depth) : v, place);
  }
  checkFields(e, f, cls, o, place);
  return ofToken(o.token);
}

/** The object that stands for all instances whose creation is not seen. */
export function genericInstance(e: Engine, cls: ClassInfo): HeapObj {
  if (cls.generic) return cls.generic;
  const o = e.heap.alloc('instance', { file: cls.mod.file, start: cls.ir.nameSpan.start, end: cls.ir.nameSpan.end });
  o.cls = cls; o.global = true; o.singular = false;
  cls.generic = o;
  for (const [key, { value, place }] of e.heldBefore.get(cls) ?? []) e.heap.write(o, key, value, place);
  for (const name of cls.mod.profile.constructors) {
    const m = findMethod(cls, name);
    if (!m || m.role === 'static') continue;
    const budget = e.budget;
    const f = e.rootFrame(cls.mod);
    invoke(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(o.token), m.token.defaults, null), [], { file: cls.mod.file, start: cls.ir.nameSpan.start, end: cls.ir.nameSpan.end });
    e.budget = budget;
    if (cls.mod.profile.keyedMembers) fillDeclared(e, cls, o);
    return o;
  }
  if (cls.mod.profile.keyedMembers) fillDeclared(e, cls, o);
  else if (isRecord(cls)) for (const { field, mod } of recordFields(cls)) if (field.type) {
    const place = { file: mod.file, start: field.span.start, end: field.span.end };
    const v = valueOfType(e, mod, field.type, place, false, 0, field.name);
    if (v.tokens.length) e.heap.write(o, field.name, v, place);
  }
  return o;
}
/** Fields that are declared with a type and set by nobody that is seen: by a framework that injects them, by who has made the object. */
function fillDeclared(e: Engine, cls: ClassInfo, o: HeapObj): void {
  for (const { field, mod } of recordFields(cls)) if (field.type && !field.isStatic && !o.cells.has(field.name)) {
    const place = { file: mod.file, start: field.span.start, end: field.span.end };
    const v = valueOfType(e, mod, field.type, place, false, 0, field.name);
    if (v.tokens.length) e.heap.write(o, field.name, v, place);
  }
}
export { UNKNOWN, TEXT_BITS, clear };
