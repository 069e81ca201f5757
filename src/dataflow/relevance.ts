import { HEADER, Op, type FunctionIR, type ModuleIR, type TypeRef } from '../ir/ir.ts';
import { memberOfModule, type Program, type ModuleInfo } from '../resolve/program.ts';
import { instructionEnd } from '../ir/layout.ts';
import { composedVariables } from './composed.ts';
import { ModuleNames, type Mentions } from './mentions.ts';
import type { Probe } from './probe.ts';
import { filesNaming, makesProxies, rowNames, usedRoots, type RowNames } from './rowNames.ts';
import type { UserRules } from './library/userRules.ts';

/**
 * Which functions are worth running as entries. A flow needs a source, and a finding needs a row: a function from which no name
 * leads to a row of a library that the project imports can give neither. Judged by names alone, so it errs towards running.
 */
export class Relevance {
  private readonly modules: ReadonlySet<ModuleInfo>;
  private readonly distances: ReadonlyMap<FunctionIR, number>;
  private readonly rarest: ReadonlyMap<FunctionIR, number>;

  constructor(program: Program, user: UserRules | null = null, probe: Probe | null = null) {
    const { modules, relevant, rarest } = new Search(program, user, probe);
    this.modules = modules; this.distances = relevant; this.rarest = rarest;
  }

  /** Whether a module's functions can matter: it uses a modelled library, or imports link it to one that does. */
  module(mod: ModuleInfo): boolean { return this.modules.has(mod); }
  /** Calls between a function and something modelled, by names; 0: its own code names it. Beyond all others where nothing leads there. */
  distance(fn: FunctionIR): number { return this.distances.get(fn) ?? Number.MAX_SAFE_INTEGER; }
  /** Of the names of rows in a function's own code, how many functions have the rarest: a name that everything has says little about what is meant. */
  namesakes(fn: FunctionIR): number { return this.rarest.get(fn) ?? Number.MAX_SAFE_INTEGER; }
  /** Whether a function can reach something modelled. */
  function(fn: FunctionIR): boolean { return fn.index === 0 || this.distances.has(fn); }
}

/** What a name means in one file. */
interface Word {
  /** Names of rows. */
  readonly rows: readonly string[];
  /** Names of the program's own functions and containers; the second also those of things of libraries, which it means where it is asked of some object only. */
  readonly own: readonly string[];
  readonly ofObjects: readonly string[];
  /** Containers that it leads to. */
  readonly stores: readonly StoreName[];
}
const NONE: readonly never[] = [];
const MEANINGLESS: Word = { rows: NONE, own: NONE, ofObjects: NONE, stores: NONE };

/** The search behind {@link Relevance}; what it needs on the way is let go of with it. */
class Search {
  readonly modules = new Set<ModuleInfo>();
  /** Functions that can reach something modelled, with the number of calls on the way there, at least. */
  readonly relevant = new Map<FunctionIR, number>();
  readonly rarest = new Map<FunctionIR, number>();
  private readonly program: Program;
  private readonly user: UserRules | null;
  private readonly probe: Probe | null;
  private readonly mentioned = new Map<ModuleIR, ModuleNames>();
  /** Names by which a module gets at rows of the libraries that it and the files near it use, and at those that are there without an import. */
  private readonly direct = new Map<ModuleIR, RowNames[]>();
  private readonly builtin = new Map<ModuleIR, RowNames>();
  /** Files from which a common name may mean a function: those that a file imports, and what they import in turn. */
  private readonly near = new Map<ModuleIR, Set<ModuleIR>>();
  /** The same, from the file that is imported. */
  private readonly importing = new Map<ModuleIR, ModuleIR[]>();
  /** Module variables that begin as an empty container: what one function puts there another may take. */
  private readonly stores = new Map<ModuleIR, ReadonlySet<string>>();
  private readonly shared = new Map<ModuleIR, Map<string, StoreName[]>>();
  private readonly accessors = new Map<ModuleIR, readonly StoreName[]>();
  /** Names under which barrels hand on what they import. */
  private readonly renamed = new Map<string, string>();
  private readonly aliases = new Map<ModuleIR, Map<string, string>>();
  private readonly foreign = new Map<ModuleIR, Set<string>>();
  private readonly written = new Map<ModuleIR, ReadonlySet<string>>();
  /** Names in files that use a library which makes objects of the program's own interfaces: the methods of those a model answers, and their names are all that calls of it have. */
  private readonly proxied = new Set<string>();
  /** Names that somebody asks for: of functions, of what was composed, of containers. */
  private readonly sought = new Set<string>();

  constructor(program: Program, user: UserRules | null, probe: Probe | null) {
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
      const roots = new Set<string>();
      for (const near of this.near.get(mod.ir) ?? []) for (const root of used.get(program.modules.get(near.file)!) ?? []) roots.add(root);
      for (const root of used.get(mod) ?? []) roots.delete(root);
      for (const root of roots) this.addRows(mod, root);
    }
    this.close(program);
  }

  private addRows(mod: ModuleInfo, root: string): void {
    const names = rowNames(this.program, mod, root);
    if (names.size === 0) return;
    if (root === mod.profile.builtinRoot) {
      if (!mod.ir.strings.some((name) => names.has(name))) return;
      this.builtin.set(mod.ir, names);
    } else {
      const own = this.direct.get(mod.ir);
      if (own) own.push(names); else this.direct.set(mod.ir, [names]);
    }
    this.modules.add(mod);
    if (makesProxies(this.program, mod, root)) for (const text of mod.ir.strings) this.proxied.add(text);
  }

  /** Whether a name may mean a row in a file: that file, or one near it, has one of the names that stand before it in the paths of such rows. `isWritten`: the file has the name itself. */
  private namesRow(ir: ModuleIR, name: string, isWritten: boolean): boolean {
    const sets: ReadonlySet<string>[] = [];
    for (const names of this.direct.get(ir) ?? NONE) { const befores = names.get(name); if (befores) sets.push(befores); }
    const befores = isWritten ? this.builtin.get(ir)?.get(name) : undefined;
    if (befores) sets.push(befores);
    if (sets.length === 0) return false;
    const mod = this.program.modules.get(ir.file);
    // Types of a package need no import of their file.
    if (!mod || mod.profile.checkedTypes || mod.profile.namespaces) return true;
    const near = this.near.get(ir);
    const isNear = (before: string): boolean => before === '' || filesNaming(this.program, before).some((file) => file === ir || near?.has(file));
    return sets.some((befores) => { for (const before of befores) if (isNear(before)) return true; return false; });
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
    for (const [ir, targets] of this.near) for (const target of targets) { const files = this.importing.get(target); if (files) files.push(ir); else this.importing.set(target, [ir]); }
    // Types of a namespace or a package need no import of a file: only what functions mention tells them apart.
    for (const mod of program.list) if (mod.profile.namespaces || mod.profile.checkedTypes) this.modules.add(mod);
    const queue = [...this.modules];
    for (let m = queue.pop(); m; m = queue.pop()) for (const i of linked.get(m) ?? []) if (!this.modules.has(i)) { this.modules.add(i); queue.push(i); }
  }

  /** Goes from what mentions a row's name to what mentions that in turn, each function once. */
  private close(program: Program): void {
    const modules = program.list.filter((mod) => this.modules.has(mod));
    const all: Mentioner[] = [];
    // A name that many functions have, or that every container has, says nothing about which one is meant.
    const defined = new Map<string, number>();
    for (const { ir } of modules) {
      const names = this.namesOf(ir);
      for (const fn of ir.functions) {
        if (!fn || fn.index === 0) continue;
        all.push({ fn, ir, name: nameOf(fn, ir), mentions: names.mentions(fn) });
        defined.set(fn.name, (defined.get(fn.name) ?? 0) + 1);
      }
      for (const [name, ids] of composedVariables(ir, (fn) => Array.from(names.mentions(fn), (mention) => mention >> 1))) all.push({ fn: null, ir, name, mentions: Int32Array.from(ids, (id) => 2 * id + 1) });
      for (const store of this.storesOf(ir)) this.sought.add(store);
    }
    for (const { name } of all) this.sought.add(name);
    const isCommon = (name: string): boolean => COMMON.has(name) || (defined.get(name) ?? 0) > MAX_NAMESAKES;

    const words = new Map<ModuleIR, Word[]>();
    const wordsIn = (ir: ModuleIR): Word[] => { let list = words.get(ir); if (!list) words.set(ir, list = new Array<Word>(this.namesOf(ir).size)); return list; };
    /** What mentions a name, by file. */
    const byName = new Map<string, Map<ModuleIR, Mentioner[]>>();
    const queue: Mentioner[] = [];
    const leading = new Map<Mentioner, number>();
    // What is marked is so by the function that is looked at; those that are looked at first are the nearest.
    let distance = 0;
    const mark = (x: Mentioner): void => { if (!leading.has(x)) { leading.set(x, distance); queue.push(x); } };
    const rowsOf = new Map<FunctionIR, readonly string[]>();
    const naming = new Map<string, number>();
    const note = (name: string, x: Mentioner): void => {
      let files = byName.get(name);
      if (!files) byName.set(name, files = new Map());
      const list = files.get(x.ir);
      if (list) list.push(x); else files.set(x.ir, [x]);
    };
    for (const x of all) {
      const known = wordsIn(x.ir);
      const rows = new Set<string>();
      for (const mention of x.mentions) for (const name of (known[mention >> 1] ??= this.wordOf(x.ir, mention >> 1)).rows) rows.add(name);
      for (const name of rows) naming.set(name, (naming.get(name) ?? 0) + 1);
      if (x.fn && rows.size > 0) rowsOf.set(x.fn, [...rows]);
      if (rows.size > 0 || (x.fn && (this.startsIn(x.fn, x.ir) || this.isAnswered(x.fn, x.ir)))) { mark(x); continue; }
      for (const mention of x.mentions) {
        const word = known[mention >> 1]!;
        for (const name of word.own) note(name, x);
        if (mention & 1) for (const name of word.ofObjects) note(name, x);
      }
    }
    for (const [fn, names] of rowsOf) this.rarest.set(fn, names.reduce((least, name) => Math.min(least, naming.get(name)!), Number.MAX_SAFE_INTEGER));

    const everywhere = new Set<string>();
    const local = new Map<string, Set<ModuleIR>>();
    // Inside one file, and from those that import it, even a common name tells which function is meant.
    const leadsHere = (name: string, ir: ModuleIR): void => {
      const files = getOrCreate(local, name);
      if (files.has(ir)) return;
      files.add(ir);
      const mentioning = byName.get(name);
      if (!mentioning) return;
      mentioning.get(ir)?.forEach(mark);
      const importing = this.importing.get(ir) ?? NONE;
      if (importing.length < mentioning.size) for (const file of importing) mentioning.get(file)?.forEach(mark);
      else for (const [file, list] of mentioning) if (this.near.get(file)?.has(ir)) list.forEach(mark);
    };
    // Where types need no import, a common name tells in the files that name its class, too.
    const ofClasses = new Set<string>();
    const leadsToClass = (name: string, fn: FunctionIR, ir: ModuleIR): void => {
      const cls = ir.classes[fn.classIndex]?.name;
      if (!cls || !program.modules.get(ir.file)?.profile.checkedTypes || ofClasses.has(`${cls}.${name}`)) return;
      ofClasses.add(`${cls}.${name}`);
      for (const [file, list] of byName.get(name) ?? NONE) if (this.namesIn(file).has(cls)) list.forEach(mark);
    };
    for (const x of queue) {
      distance = leading.get(x)! + 1;
      if (!x.fn) { leadsHere(x.name, x.ir); continue; }
      this.relevant.set(x.fn, distance - 1);
      const known = wordsIn(x.ir);
      for (const mention of x.mentions) for (const [, store, file] of known[mention >> 1]!.stores) leadsHere(store, file);
      if (isCommon(x.name)) { leadsHere(x.name, x.ir); leadsToClass(x.name, x.fn, x.ir); }
      else if (x.name && !everywhere.has(x.name)) { everywhere.add(x.name); for (const list of byName.get(x.name)?.values() ?? NONE) list.forEach(mark); }
    }
  }

  private namesOf(ir: ModuleIR): ModuleNames {
    let names = this.mentioned.get(ir);
    if (!names) this.mentioned.set(ir, names = new ModuleNames(ir));
    return names;
  }

  /** What a name of a file means there. */
  private wordOf(ir: ModuleIR, id: number): Word {
    const name = this.namesOf(ir).name(id);
    const meant = this.meant(ir, id, name);
    const rows = meant.filter((one) => this.namesRow(ir, one, one === name && id < ir.strings.length));
    const sought = meant.filter((one) => this.sought.has(one));
    const stores = this.storesNear(ir).get(name) ?? NONE;
    if (rows.length === 0 && sought.length === 0 && stores.length === 0) return MEANINGLESS;
    const foreign = this.foreignTo(ir);
    return { rows, own: sought.filter((one) => !foreign.has(one)), ofObjects: sought.filter((one) => foreign.has(one)), stores };
  }
  /** A name, and what it stands for: an import under another name, what a barrel hands on, a default export. */
  private meant(ir: ModuleIR, id: number, name: string): readonly string[] {
    const imported = this.aliasesOf(ir).get(name);
    const handedOn = this.renamed.get(imported ?? name);
    const spec = this.namesOf(ir).defaultOf(id);
    if (imported === undefined && handedOn === undefined && spec === undefined) return [name];
    return [...new Set([name, imported, handedOn, ...(spec === undefined ? [] : this.functionsOf(spec, ir))])].filter((one) => one !== undefined);
  }

  /** Names of the functions of the module that a default import means. */
  private functionsOf(spec: string, from: ModuleIR): readonly string[] {
    const mod = this.program.modules.get(from.file);
    const target = mod && this.program.resolveImport(spec, mod)?.module;
    return target ? target.ir.functions.flatMap((f) => f ? [f.name] : []) : [];
  }
  /** Name of the function that is all that a module exports, where that is asked for as a whole: `const ask = require('./ask')`. */
  private wholeOf(spec: string, from: ModuleIR, depth = 0): string | undefined {
    const mod = this.program.modules.get(from.file);
    const target = mod?.profile.exportTable && depth < 4 ? this.program.resolveImport(spec, mod)?.module?.ir : undefined;
    const code = target?.functions[0]?.code;
    if (!target || !code || !target.strings.includes(WHOLE_EXPORT)) return undefined;
    const names = new Map<number, string | undefined>();
    let whole: string | undefined;
    for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) {
      const a = pc + HEADER;
      if (code[pc] === Op.Closure) names.set(code[a]!, target.functions[code[a + 1]!]?.name);
      else if (code[pc] === Op.LoadScope) names.set(code[a]!, target.strings[code[a + 2]!]);
      else if (code[pc] === Op.Import && code[a + 2]! < 0) names.set(code[a]!, this.wholeOf(target.strings[code[a + 1]!]!, target, depth + 1));
      else if (code[pc] === Op.Export && target.strings[code[a]!] === WHOLE_EXPORT) whole = names.get(code[a + 1]!) ?? whole;
    }
    return whole;
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
        const spec = ir.strings[code[a + 1]!]!;
        const meant = name === undefined || name === 'default' ? this.library(ir, spec) ?? name ?? this.wholeOf(spec, ir) : name;
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
  /** A method of an interface behind which a library may put a model. */
  private isAnswered(fn: FunctionIR, ir: ModuleIR): boolean {
    const cls = this.proxied.size > 0 && fn.code.length === 0 ? ir.classes[fn.classIndex] : undefined;
    return cls?.kind === 'interface' && (cls.annotations.length > 0 || this.proxied.has(cls.name));
  }

  /** Whether data of a rule of the user enters here, or what an explanation asks for. */
  private startsIn(fn: FunctionIR, ir: ModuleIR): boolean {
    if (this.probe?.wants(fn, ir)) return true;
    if (!this.user) return false;
    const aliases = this.aliasesOf(ir), all = this.namesOf(ir);
    const names = [...all.mentions(fn)].map((mention) => all.name(mention >> 1));
    return this.user.startsIn(fn, ir, [...names, ...names.flatMap((name) => aliases.get(name) ?? []), ...fn.varNames]);
  }

  /** Containers that the functions of a file may share, its own and those of the files that are near: by their names, and by those of the functions there that use them. */
  private storesNear(ir: ModuleIR): ReadonlyMap<string, readonly StoreName[]> {
    let shared = this.shared.get(ir);
    if (shared) return shared;
    this.shared.set(ir, shared = new Map());
    for (const file of [ir, ...this.near.get(ir) ?? []]) for (const one of this.storeNames(file)) { const list = shared.get(one[0]); if (list) list.push(one); else shared.set(one[0], [one]); }
    return shared;
  }
  private storeNames(ir: ModuleIR): readonly StoreName[] {
    let pairs = this.accessors.get(ir);
    if (pairs) return pairs;
    const stores = this.storesOf(ir), names = this.namesOf(ir);
    const used = stores.size === 0 ? [] : ir.functions.filter((fn): fn is FunctionIR => fn !== undefined && fn.index > 0 && fn.name !== '');
    const of = (fn: FunctionIR): readonly string[] => [...new Set([...names.mentions(fn)].map((mention) => names.name(mention >> 1)))].filter((name) => stores.has(name));
    this.accessors.set(ir, pairs = [...[...stores].map((store): StoreName => [store, store, ir]), ...used.flatMap((fn) => of(fn).map((store): StoreName => [fn.name, store, ir]))]);
    return pairs;
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

/** Under this name a module's export table has what stands in place of the whole table. */
const WHOLE_EXPORT = '=';
/** A name that leads to a container of a file: the container's own, or that of a function that uses it. */
type StoreName = readonly [name: string, store: string, file: ModuleIR];
/** A function, or a module variable that was made of others, with the names in it. */
interface Mentioner { readonly fn: FunctionIR | null; readonly ir: ModuleIR; readonly name: string; readonly mentions: Mentions }
/** The name by which code asks for a function: that of its class where the language calls it. */
const nameOf = (fn: FunctionIR, ir: ModuleIR): string => (fn.kind === 'constructor' || /^__\w+__$/.test(fn.name) ? ir.classes[fn.classIndex]?.name ?? '' : fn.name);

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

const MAX_NAMESAKES = 12;
const COMMON = new Set(['get', 'set', 'add', 'update', 'items', 'values', 'keys', 'append', 'pop', 'copy', 'close', 'open', 'read', 'write', 'join', 'split', 'format', 'run', 'call', 'map', 'filter', 'find', 'push', 'forEach', 'then', 'catch', 'toString', 'default', 'name', 'id', 'data', 'value', 'text', 'log', 'main', 'init', 'setup', 'start', 'stop', 'load', 'save', 'size', 'length', 'test', 'render']);
