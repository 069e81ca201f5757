import { HEADER, Op, type FunctionIR, type ModuleIR, type TypeRef } from '../ir/ir.ts';
import type { ModelRow } from '../models/load.ts';
import { memberOfModule, type Program, type ModuleInfo } from '../resolve/program.ts';
import { instructionEnd } from '../ir/layout.ts';
import { composedVariables } from './composed.ts';
import type { Probe } from './probe.ts';
import type { UserRules } from './library/userRules.ts';

/**
 * Which functions are worth running as entries. A flow needs a source, and a finding needs a row: a function from which no name
 * leads to a row of a library that the project imports can give neither. Judged by names alone, so it errs towards running.
 */
export class Relevance {
  private readonly modules = new Set<ModuleInfo>();
  /** Names by which a module gets at rows of the libraries that it and the files near it use. */
  private readonly direct = new Map<ModuleIR, Map<string, ReadonlySet<string>[]>>();
  /** Files from which a common name may mean a function: those that a file imports, and what they import in turn. */
  private readonly near = new Map<ModuleIR, Set<ModuleIR>>();
  private readonly program: Program;
  /** Module variables that begin as an empty container: what one function puts there another may take. */
  private readonly stores = new Map<ModuleIR, ReadonlySet<string>>();
  private readonly shared = new Map<ModuleIR, readonly StoreName[]>();
  private readonly accessors = new Map<ModuleIR, readonly StoreName[]>();
  /** Names under which barrels hand on what they import. */
  private readonly renamed = new Map<string, string>();
  private readonly aliases = new Map<ModuleIR, Map<string, string>>();
  /** Functions that can reach something modelled, with the number of calls on the way there, at least. */
  private readonly relevant = new Map<FunctionIR, number>();
  private readonly named = new Map<FunctionIR, readonly string[]>();
  private readonly naming = new Map<string, number>();
  private readonly foreign = new Map<ModuleIR, Set<string>>();
  private readonly mentioned = new Map<FunctionIR, Mentions>();
  private readonly written = new Map<ModuleIR, ReadonlySet<string>>();

  private readonly meaning = new Map<ModuleIR, Map<string, boolean>>();
  private held: ReadonlyMap<string, readonly ModuleIR[]> | null = null;
  private readonly user: UserRules | null;

  private readonly probe: Probe | null;
  /** Names in files that use a library which makes objects of the program's own interfaces: the methods of those a model answers, and their names are all that calls of it have. */
  private readonly proxied = new Set<string>();

  constructor(program: Program, user: UserRules | null = null, probe: Probe | null = null) {
    this.program = program;
    this.user = user;
    this.probe = probe;
    const used = usedRoots(program);
    for (const mod of program.list) for (const root of used.get(mod) ?? []) this.addRows(mod, root);
    for (const mod of program.list) this.aliasesOf(mod.ir);
    if (user || probe) for (const mod of program.list) if (mod.ir.functions.some((fn) => fn && this.startsIn(fn, mod.ir))) this.modules.add(mod);
    this.addNeighbours(program);
    // Objects of a library come from the files that are near, too.
    for (const mod of program.list) {
      const roots = new Set([...this.near.get(mod.ir) ?? []].flatMap((near) => [...used.get(program.modules.get(near.file)!) ?? []]));
      for (const root of used.get(mod) ?? []) roots.delete(root);
      for (const root of roots) this.addRows(mod, root);
    }
    this.close(program);
  }

  /** Whether a module's functions can matter: it uses a modelled library, or imports link it to one that does. */
  module(mod: ModuleInfo): boolean { return this.modules.has(mod); }
  /** Calls between a function and something modelled, by names; 0: its own code names it. Beyond all others where nothing leads there. */
  distance(fn: FunctionIR): number { return this.relevant.get(fn) ?? Number.MAX_SAFE_INTEGER; }
  /** Of the names of rows in a function's own code, how many functions have the rarest: a name that everything has says little about what is meant. */
  namesakes(fn: FunctionIR): number { return (this.named.get(fn) ?? []).reduce((least, name) => Math.min(least, this.naming.get(name)!), Number.MAX_SAFE_INTEGER); }
  /** Whether a function can reach something modelled. */
  function(fn: FunctionIR): boolean { return fn.index === 0 || this.relevant.has(fn); }

  private addRows(mod: ModuleInfo, root: string): void {
    const names = rowNames(this.program, mod, root);
    if (names.size === 0) return;
    this.modules.add(mod);
    if (makesProxies(this.program, mod, root)) for (const text of mod.ir.strings) this.proxied.add(text);
    let own = this.direct.get(mod.ir);
    if (!own) this.direct.set(mod.ir, own = new Map());
    for (const [name, before] of names) { const known = own.get(name); if (known) known.push(before); else own.set(name, [before]); }
  }

  /** Whether a name may mean a row in a file: that file, or one near it, has one of the names that stand before it in the paths of such rows. */
  private namesRow(ir: ModuleIR, name: string): boolean {
    let known = this.meaning.get(ir);
    if (!known) this.meaning.set(ir, known = new Map());
    let isRow = known.get(name);
    if (isRow === undefined) known.set(name, isRow = this.leadsToRow(ir, name));
    return isRow;
  }
  private leadsToRow(ir: ModuleIR, name: string): boolean {
    const mod = this.program.modules.get(ir.file);
    // Types of a package need no import of their file.
    if (!mod || mod.profile.checkedTypes || mod.profile.namespaces) return true;
    const near = this.near.get(ir);
    const isNear = (before: string): boolean => before === '' || (this.holders().get(before)?.some((file) => file === ir || near?.has(file)) ?? false);
    return this.direct.get(ir)!.get(name)!.some((befores) => { for (const before of befores) if (isNear(before)) return true; return false; });
  }
  /** The files that have a name which stands before that of a row. */
  private holders(): ReadonlyMap<string, readonly ModuleIR[]> {
    if (this.held) return this.held;
    const held = this.held = new Map<string, ModuleIR[]>();
    for (const names of this.direct.values()) for (const sets of names.values()) for (const befores of sets) for (const before of befores) if (!held.has(before)) held.set(before, []);
    for (const { ir } of this.program.list) wordsOf(ir, (word) => { const files = held.get(word); if (files && files.at(-1) !== ir) files.push(ir); });
    return held;
  }

  private addNeighbours(program: Program): void {
    // Importers hand data in; imported classes may be handed objects by interface.
    const linked = new Map<ModuleInfo, ModuleInfo[]>();
    for (const mod of program.list) for (const imp of mod.ir.imports) for (const spec of [imp.module, ...imp.names.flatMap((n) => memberSpec(mod, imp.module, n) ?? [])]) {
      const target = program.resolveImport(spec, mod)?.module;
      if (!target || target === mod) continue;
      getOrCreate(this.near, mod.ir).add(target.ir);
      for (const [a, b] of [[target, mod], [mod, target]] as const) { const list = linked.get(a); if (list) list.push(b); else linked.set(a, [b]); }
    }
    // A barrel hands on what it imports.
    const direct = new Map([...this.near].map(([ir, targets]) => [ir, [...targets]]));
    for (const [ir, targets] of direct) for (const target of targets) for (const next of direct.get(target) ?? []) if (next !== ir) this.near.get(ir)!.add(next);
    // Types of a namespace or a package need no import of a file: only what functions mention tells them apart.
    for (const mod of program.list) if (mod.profile.namespaces || mod.profile.checkedTypes) this.modules.add(mod);
    const queue = [...this.modules];
    for (let m = queue.pop(); m; m = queue.pop()) for (const i of linked.get(m) ?? []) if (!this.modules.has(i)) { this.modules.add(i); queue.push(i); }
  }

  /** Goes from what mentions a row's name to what mentions that in turn, each function once. */
  private close(program: Program): void {
    const modules = program.list.filter((mod) => this.modules.has(mod));
    const all: Mentioner[] = modules.flatMap(({ ir }) => ir.functions.flatMap((fn) => fn && fn.index > 0 ? [{ fn, ir, name: nameOf(fn, ir), mentions: this.mentionsOf(fn, ir) }] : []));
    // A name that many functions have, or that every container has, says nothing about which one is meant.
    const defined = new Map<string, number>();
    for (const { fn } of all) defined.set(fn!.name, (defined.get(fn!.name) ?? 0) + 1);
    const isCommon = (name: string): boolean => COMMON.has(name) || (defined.get(name) ?? 0) > MAX_NAMESAKES;
    for (const { ir } of modules) for (const [name, names] of composedVariables(ir, (fn) => this.mentionsOf(fn, ir).all)) all.push({ fn: null, ir, name, mentions: { all: names, members: names } });

    const byName = new Map<string, Mentioner[]>();
    const queue: Mentioner[] = [];
    const leading = new Map<Mentioner, number>();
    // What is marked is so by the function that is looked at; those that are looked at first are the nearest.
    let distance = 0;
    const mark = (x: Mentioner): void => { if (!leading.has(x)) { leading.set(x, distance); queue.push(x); } };
    for (const x of all) {
      const own = this.direct.get(x.ir);
      const meant = this.meant(x);
      const named = own ? meant.filter((name) => own.has(name) && this.namesRow(x.ir, name)) : [];
      for (const name of named) this.naming.set(name, (this.naming.get(name) ?? 0) + 1);
      if (x.fn && named.length > 0) this.named.set(x.fn, named);
      if (named.length > 0 || (x.fn && (this.startsIn(x.fn, x.ir) || this.isAnswered(x.fn, x.ir)))) { mark(x); continue; }
      const foreign = this.foreignTo(x.ir);
      for (const name of meant) if (!foreign.has(name) || x.mentions.members.has(name)) { const list = byName.get(name); if (list) list.push(x); else byName.set(name, [x]); }
    }
    const everywhere = new Set<string>();
    const local = new Map<string, Set<ModuleIR>>();
    // Inside one file, and from those that import it, even a common name tells which function is meant.
    const leadsHere = (name: string, ir: ModuleIR): void => {
      const files = getOrCreate(local, name);
      if (files.has(ir)) return;
      files.add(ir);
      for (const x of byName.get(name) ?? []) if (x.ir === ir || this.near.get(x.ir)?.has(ir)) mark(x);
    };
    // Where types need no import, a common name tells in the files that name its class, too.
    const ofClasses = new Set<string>();
    const leadsToClass = (name: string, fn: FunctionIR, ir: ModuleIR): void => {
      const cls = ir.classes[fn.classIndex]?.name;
      if (!cls || !program.modules.get(ir.file)?.profile.checkedTypes || ofClasses.has(`${cls}.${name}`)) return;
      ofClasses.add(`${cls}.${name}`);
      for (const x of byName.get(name) ?? []) if (this.namesIn(x.ir).has(cls)) mark(x);
    };
    for (const x of queue) {
      distance = leading.get(x)! + 1;
      if (!x.fn) { leadsHere(x.name, x.ir); continue; }
      this.relevant.set(x.fn, distance - 1);
      for (const [name, store, file] of this.storesNear(x.ir)) if (x.mentions.all.has(name)) leadsHere(store, file);
      if (isCommon(x.name)) { leadsHere(x.name, x.ir); leadsToClass(x.name, x.fn, x.ir); }
      else if (x.name && !everywhere.has(x.name)) { everywhere.add(x.name); byName.get(x.name)?.forEach(mark); }
    }
  }

  /** The names that code mentions, and what they stand for: imports under another name, what barrels hand on, default exports. */
  private meant({ mentions, ir }: Mentioner): readonly string[] {
    const names: string[] = [];
    const aliases = this.aliasesOf(ir);
    for (const name of mentions.all) {
      const imported = aliases.get(name);
      names.push(name);
      if (imported !== undefined) names.push(imported);
      const handedOn = this.renamed.get(imported ?? name);
      if (handedOn !== undefined) names.push(handedOn);
      if (name.startsWith(DEFAULT_OF)) names.push(...this.functionsOf(name.slice(DEFAULT_OF.length), ir));
    }
    return names;
  }

  /** Names of the functions of the module that a default import means. */
  private functionsOf(spec: string, from: ModuleIR): readonly string[] {
    const mod = this.program.modules.get(from.file);
    const target = mod && this.program.resolveImport(spec, mod)?.module;
    return target ? target.ir.functions.flatMap((f) => f ? [f.name] : []) : [];
  }
  /** Local names of imports under another name. */
  private aliasesOf(ir: ModuleIR): ReadonlyMap<string, string> {
    let m = this.aliases.get(ir);
    if (m) return m;
    this.aliases.set(ir, m = new Map());
    const code = ir.functions[0]?.code;
    if (!code) return m;
    const imported = new Map<number, string>();
    for (let pc = 0; pc < code.length; pc = code[pc + 1]!) {
      const a = pc + HEADER;
      if (code[pc] === Op.Import) {
        const name = code[a + 2]! >= 0 ? ir.strings[code[a + 2]!]! : undefined;
        const meant = name === undefined || name === 'default' ? this.library(ir, ir.strings[code[a + 1]!]!) ?? name : name;
        if (meant !== undefined) imported.set(code[a]!, meant);
      }
      else if (code[pc] === Op.StoreScope && imported.has(code[a + 2]!)) m.set(ir.strings[code[a + 1]!]!, imported.get(code[a + 2]!)!);
      else if (code[pc] === Op.Export && imported.has(code[a + 1]!)) this.renamed.set(ir.strings[code[a]!]!, imported.get(code[a + 1]!)!);
    }
    return m;
  }

  /** Names that a module imports from libraries: they are no function of the project. */
  private foreignTo(ir: ModuleIR): ReadonlySet<string> {
    let names = this.foreign.get(ir);
    if (names) return names;
    names = new Set();
    this.foreign.set(ir, names);
    const mod = this.program.modules.get(ir.file);
    const code = ir.functions[0]?.code;
    if (!mod || !code) return names;
    const imported = new Set<number>();
    for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) {
      const a = pc + HEADER;
      if (code[pc] === Op.Import) { if (this.isForeign(mod, ir.strings[code[a + 1]!]!, code[a + 2]! >= 0 ? ir.strings[code[a + 2]!]! : null)) imported.add(code[a]!); }
      else if (code[pc] === Op.StoreScope) { if (imported.has(code[a + 2]!)) names.add(ir.strings[code[a + 1]!]!); else if (names.size) names.delete(ir.strings[code[a + 1]!]!); }
    }
    return names;
  }
  private isForeign(mod: ModuleInfo, spec: string, name: string | null): boolean {
    const from = this.program.resolveImport(spec, mod);
    if (!from || from.module || from.external === undefined) return false;
    const member = name === null ? undefined : memberSpec(mod, spec, name);
    return member === undefined || !this.program.resolveImport(member, mod)?.module;
  }

  /** The name of a library that is imported as a whole, as the names of its rows have it. */
  private library(ir: ModuleIR, spec: string): string | undefined {
    const root = this.program.modules.get(ir.file)?.trie.rootOf(spec)?.node.root;
    return root?.slice(root.lastIndexOf('.') + 1);
  }

  /** All names and types that a file writes. */
  private namesIn(ir: ModuleIR): ReadonlySet<string> {
    let names = this.written.get(ir);
    if (!names) {
      const all = new Set(ir.strings);
      const type = (t: TypeRef | undefined): void => { if (!t) return; all.add(t.name.slice(t.name.lastIndexOf('.') + 1)); t.args?.forEach(type); };
      ir.types.forEach(type);
      for (const fn of ir.functions) for (const p of fn?.params ?? []) type(p.type);
      this.written.set(ir, names = all);
    }
    return names;
  }
  private mentionsOf(fn: FunctionIR, ir: ModuleIR): Mentions {
    let names = this.mentioned.get(fn);
    if (!names) this.mentioned.set(fn, names = mentionsIn(fn, ir, (inner) => this.mentionsOf(inner, ir)));
    return names;
  }
  /** A method of an interface behind which a library may put a model. */
  private isAnswered(fn: FunctionIR, ir: ModuleIR): boolean {
    const cls = this.proxied.size > 0 && fn.code.length === 0 ? ir.classes[fn.classIndex] : undefined;
    return cls?.kind === 'interface' && (cls.annotations.length > 0 || this.proxied.has(cls.name));
  }

  /** Whether data of a rule of the user enters here, or what an explanation asks for. */
  private startsIn(fn: FunctionIR, ir: ModuleIR): boolean {
    if (this.probe?.wants(fn, ir)) return true;
    if (!this.user) return false;
    const aliases = this.aliasesOf(ir);
    const names = this.mentionsOf(fn, ir).all;
    return this.user.startsIn(fn, ir, [...names, ...[...names].flatMap((name) => aliases.get(name) ?? []), ...fn.varNames]);
  }

  /** Containers that the functions of a file may share, its own and those of the files that are near: by their names, and by those of the functions there that use them. */
  private storesNear(ir: ModuleIR): readonly StoreName[] {
    let pairs = this.shared.get(ir);
    if (!pairs) this.shared.set(ir, pairs = [ir, ...this.near.get(ir) ?? []].flatMap((file) => this.storeNames(file)));
    return pairs;
  }
  private storeNames(ir: ModuleIR): readonly StoreName[] {
    let names = this.accessors.get(ir);
    if (!names) {
      const stores = [...this.storesOf(ir)];
      const used = stores.length === 0 ? [] : ir.functions.filter((fn): fn is FunctionIR => fn !== undefined && fn.index > 0 && fn.name !== '');
      this.accessors.set(ir, names = [...stores.map((store): StoreName => [store, store, ir]), ...used.flatMap((fn) => stores.filter((store) => this.mentionsOf(fn, ir).all.has(store)).map((store): StoreName => [fn.name, store, ir]))]);
    }
    return names;
  }
  private storesOf(ir: ModuleIR): ReadonlySet<string> {
    let names = this.stores.get(ir);
    if (!names) this.stores.set(ir, names = emptyContainers(ir));
    return names;
  }
}

/** The module that an imported name may be, where modules have members that are modules or types of their own files. */
const memberSpec = (mod: ModuleInfo, spec: string, name: string): string | undefined => (mod.profile.exportTable ? undefined : memberOfModule(spec, name));

const getOrCreate = <K, V>(map: Map<K, Set<V>>, key: K): Set<V> => { let set = map.get(key); if (!set) map.set(key, set = new Set()); return set; };

/** A name that leads to a container of a file: the container's own, or that of a function that uses it. */
type StoreName = readonly [name: string, store: string, file: ModuleIR];
/** A function, or a module variable that was made of others, with the names in it. */
interface Mentioner { readonly fn: FunctionIR | null; readonly ir: ModuleIR; readonly name: string; readonly mentions: Mentions }
/** The name by which code asks for a function: that of its class where the language calls it. */
const nameOf = (fn: FunctionIR, ir: ModuleIR): string => (fn.kind === 'constructor' || /^__\w+__$/.test(fn.name) ? ir.classes[fn.classIndex]?.name ?? '' : fn.name);
/** Names in a function; `members`: those that it asks of some object. */
interface Mentions { readonly all: ReadonlySet<string>; readonly members: ReadonlySet<string> }
/** Names that a function reads, calls or is annotated with, those of its inner functions included. */
function mentionsIn(fn: FunctionIR, ir: ModuleIR, mentionsOf: (inner: FunctionIR) => Mentions): Mentions {
  const out = new Set<string>();
  const members = new Set<string>();
  const type = (t: TypeRef | undefined): void => { if (!t) return; out.add(t.name.slice(t.name.lastIndexOf('.') + 1)); t.args?.forEach(type); };
  for (const p of fn.params) { type(p.type); p.annotations?.forEach((a) => out.add(a.name)); }
  fn.annotations.forEach((a) => out.add(a.name.slice(a.name.lastIndexOf('.') + 1)));
  const { code } = fn;
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) {
    const a = pc + HEADER;
    switch (code[pc]) {
      case Op.LoadScope: out.add(ir.strings[code[a + 2]!]!); break;
      case Op.Get: members.add(ir.strings[code[a + 2]!]!); break;
      case Op.CallMethod: members.add(ir.strings[code[a + 3]!]!); break;
      case Op.Set: members.add(ir.strings[code[a + 1]!]!); break;
      case Op.Import:
        if (code[a + 2]! < 0) break;
        // A default export has no name that tells: the module stands for it.
        out.add(ir.strings[code[a + 2]!] === 'default' ? DEFAULT_OF + ir.strings[code[a + 1]!]! : ir.strings[code[a + 2]!]!);
        break;
      case Op.Closure: { const inner = ir.functions[code[a + 1]!]; if (inner && inner !== fn) { const own = mentionsOf(inner); for (const n of own.all) out.add(n); for (const n of own.members) members.add(n); } break; }
    }
  }
  for (const name of members) out.add(name);
  return { all: out, members };
}

/** Module variables that are set to an empty literal, to a new container or channel without arguments, or to a context of components. */
function emptyContainers(ir: ModuleIR): ReadonlySet<string> {
  const names = new Set<string>();
  const code = ir.functions[0]?.code;
  const made = new Set<number>(), called = new Map<number, string>();
  for (let pc = 0; code && pc < code.length; pc = code[pc + 1]!) {
    const a = pc + HEADER;
    switch (code[pc]) {
      case Op.Alloc: if (code[a + 2] === 0) made.add(code[a]!); break;
      case Op.LoadScope: case Op.Get: called.set(code[a]!, ir.strings[code[a + 2]!]!); break;
      case Op.Call: if ((code[a + 3] === 0 && CONTAINER.test(called.get(code[a + 2]!) ?? '')) || called.get(code[a + 2]!) === 'createContext') made.add(code[a]!); break;
      case Op.CallMethod: if (code[a + 4] === 0 && CONTAINER.test(ir.strings[code[a + 3]!]!)) made.add(code[a]!); break;
      case Op.Cast: case Op.Move: if (made.has(code[a + 1]!)) made.add(code[a]!); break;
      case Op.StoreScope: if (made.has(code[a + 2]!)) names.add(ir.strings[code[a + 1]!]!); break;
    }
  }
  return names;
}
const CONTAINER = /^(EventEmitter|EventTarget|mitt|\w*Subject|dict|list|set|Map|Set|WeakMap|Array|\w*[Qq]ueue|deque|defaultdict|OrderedDict|ContextVar|\w*Dictionary|\w*List|\w*HashMap)$/;

/** Library roots that each module imports or reads as a built-in name. */
function usedRoots(program: Program): Map<ModuleInfo, Set<string>> {
  const out = new Map<ModuleInfo, Set<string>>();
  for (const mod of program.list) {
    const roots = new Set<string>([mod.profile.builtinRoot]);
    if (mod.profile.namespaces) for (const name of program.everywhere) { const found = mod.trie.rootOf(name); if (found) roots.add(found.node.root); }
    for (const imp of mod.ir.imports) {
      const r = program.resolveImport(imp.module, mod);
      if (r?.module) continue;
      for (const spec of [r?.external ?? imp.module, ...imp.names.map((n) => `${r?.external ?? imp.module}.${n}`)]) { const found = mod.trie.rootOf(spec); if (found) roots.add(found.node.root); }
    }
    out.set(mod, roots);
  }
  return out;
}

const DEFAULT_OF = 'default of ';
const MAX_NAMESAKES = 12;
const COMMON = new Set(['get', 'set', 'add', 'update', 'items', 'values', 'keys', 'append', 'pop', 'copy', 'close', 'open', 'read', 'write', 'join', 'split', 'format', 'run', 'call', 'map', 'filter', 'find', 'push', 'forEach', 'then', 'catch', 'toString', 'default', 'name', 'id', 'data', 'value', 'text', 'log', 'main', 'init', 'setup', 'start', 'stop', 'load', 'save', 'size', 'length', 'test', 'render']);
/** Rows from which a finding can come; what a tool does to the world is looked at when the tool is run. */
const SIGNIFICANT = ['source', 'model', 'proxy', 'tool', 'entry', 'agent', 'misuse', 'server', 'provides'] as const;
const significant = (r: ModelRow): boolean => SIGNIFICANT.some((k) => k in r.row) && !('source' in r.row && (r.row as { capacity?: string }).capacity === 'none');
type RowNames = ReadonlyMap<string, ReadonlySet<string>>;
/** What a program says about which rows its modules can get at; computed once for it. */
interface Vocabulary { readonly names: ReadonlySet<string>; readonly rows: Map<string, RowNames>; readonly proxies: Map<string, boolean> }
const vocabularies = new WeakMap<Program, Vocabulary>();
function vocabularyOf(program: Program): Vocabulary {
  let known = vocabularies.get(program);
  if (known) return known;
  const names = new Set<string>(['*']);
  for (const { ir } of program.list) wordsOf(ir, (word) => { names.add(word); });
  vocabularies.set(program, known = { names, rows: new Map(), proxies: new Map() });
  return known;
}

/** Calls `take` for all names, texts and types that a file has, and the parts of the names of what it imports; some of them more than once. */
function wordsOf(ir: ModuleIR, take: (word: string) => void): void {
  const type = (t: TypeRef | undefined): void => { if (!t) return; for (const part of t.name.split('.')) take(part); t.args?.forEach(type); };
  for (const text of ir.strings) take(text);
  for (const c of ir.consts) if (typeof c === 'string') take(c);
  for (const { module } of ir.imports) for (const part of module.split(/[./:\\]/)) take(part);
  ir.types.forEach(type);
  for (const fn of ir.functions) if (fn) { type(fn.returnType); for (const p of fn.params) type(p.type); }
}

/** Whether rows of a library that put a model behind an interface are named in the program. */
function makesProxies(program: Program, mod: ModuleInfo, root: string): boolean {
  const { names: mentioned, proxies } = vocabularyOf(program);
  const key = `${mod.ir.language}|${root}`;
  let found = proxies.get(key);
  if (found === undefined) proxies.set(key, found = mod.trie.namesOfRows(root, (r) => 'proxy' in r.row, (name) => mentioned.has(name)).size > 0);
  return found;
}

/** Names by which code gets at the rows of a root, where the program has all names on the way there; for built-ins only those that the module's text holds. */
function rowNames(program: Program, mod: ModuleInfo, root: string): RowNames {
  const { names: mentioned, rows } = vocabularyOf(program);
  const key = `${mod.ir.language}|${root}`;
  let names = rows.get(key);
  if (!names) rows.set(key, names = mod.trie.namesOfRows(root, significant, (name) => mentioned.has(name)));
  if (root !== mod.profile.builtinRoot) return names;
  const strings = new Set(mod.ir.strings);
  return new Map([...names].filter(([name]) => strings.has(name)));
}
