import { HEADER, Op, type FunctionIR, type ModuleIR, type TypeRef } from '../ir/ir.ts';
import type { ModelRow } from '../models/load.ts';
import type { Program, ModuleInfo } from '../resolve/program.ts';
import { regionStart } from './frame.ts';
import { composedVariables } from './composed.ts';
import type { Probe } from './probe.ts';
import type { UserRules } from './library/userRules.ts';

/**
 * Which functions are worth running as entries. A flow needs a source, and a finding needs a row: a function from which no name
 * leads to a row of a library that the project imports can give neither. Judged by names alone, so it errs towards running.
 */
export class Relevance {
  private readonly modules = new Set<ModuleInfo>();
  /** Names of the rows of the libraries that a module itself uses. */
  private readonly direct = new Map<ModuleIR, Set<string>>();
  /** Names of functions and classes that lead to such a row. */
  private readonly hot = new Set<string>();
  /** The same for names that are too common to tell anything in files that are not near: the files of the functions, by name. */
  private readonly local = new Map<string, Set<ModuleIR>>();
  /** Files from which a common name may mean a function: those that a file imports, and what they import in turn. */
  private readonly near = new Map<ModuleIR, Set<ModuleIR>>();
  private readonly program: Program;
  /** Module variables that begin as an empty container: what one function puts there another may take. */
  private readonly stores = new Map<ModuleIR, ReadonlySet<string>>();
  /** Names under which barrels hand on what they import. */
  private readonly renamed = new Map<string, string>();
  private readonly aliases = new Map<ModuleIR, Map<string, string>>();
  private readonly verdicts = new Map<FunctionIR, boolean>();
  private readonly mentioned = new Map<FunctionIR, ReadonlySet<string>>();

  private readonly user: UserRules | null;

  private readonly probe: Probe | null;

  constructor(program: Program, user: UserRules | null = null, probe: Probe | null = null) {
    this.program = program;
    this.user = user;
    this.probe = probe;
    const used = usedRoots(program);
    for (const mod of program.list) for (const root of used.get(mod) ?? []) { const names = rowNames(program, mod, root); if (names.size) { this.modules.add(mod); const own = this.direct.get(mod.ir) ?? new Set<string>(); this.direct.set(mod.ir, own); for (const n of names) own.add(n); } }
    for (const mod of program.list) this.aliasesOf(mod.ir);
    if (user || probe) for (const mod of program.list) if (mod.ir.functions.some((fn) => fn && this.startsIn(fn, mod.ir))) this.modules.add(mod);
    this.addNeighbours(program);
    this.close(program);
  }

  /** Whether a module's functions can matter: it uses a modelled library, or imports link it to one that does. */
  module(mod: ModuleInfo): boolean { return this.modules.has(mod); }
  /** Whether a function can reach something modelled. */
  function(fn: FunctionIR, mod: ModuleInfo): boolean {
    let v = this.verdicts.get(fn);
    if (v === undefined) { v = this.isHot(fn, mod.ir); this.verdicts.set(fn, v); }
    return v;
  }

  private addNeighbours(program: Program): void {
    // Importers hand data in; imported classes may be handed objects by interface.
    const linked = new Map<ModuleInfo, ModuleInfo[]>();
    for (const mod of program.list) for (const imp of mod.ir.imports) for (const spec of [imp.module, ...imp.names.map((n) => imp.module.endsWith('.') ? imp.module + n : `${imp.module}.${n}`)]) {
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

  private close(program: Program): void {
    let grew = true;
    const pending = program.list.flatMap((mod) => mod.ir.functions.filter((f) => f && f.index > 0).map((fn) => ({ fn, mod })));
    let rest = pending;
    let composed = program.list.flatMap(({ ir }) => [...composedVariables(ir, (fn) => this.namesOf(fn, ir))].map(([name, names]) => ({ name, names, ir })));
    // A name that many functions have, or that every container has, says nothing about which one is meant.
    const defined = new Map<string, number>();
    for (const x of pending) defined.set(x.fn.name, (defined.get(x.fn.name) ?? 0) + 1);
    while (grew) {
      grew = false;
      const next: typeof rest = [];
      for (const x of rest) {
        if (!this.isHot(x.fn, x.mod.ir)) { next.push(x); continue; }
        const name = x.fn.kind === 'constructor' || /^__\w+__$/.test(x.fn.name) ? x.mod.ir.classes[x.fn.classIndex]?.name : x.fn.name;
        if (!name) continue;
        for (const n of this.namesOf(x.fn, x.mod.ir)) for (const ir of [x.mod.ir, ...this.near.get(x.mod.ir) ?? []]) if (this.storesOf(ir).has(n) && !this.isNear(n, ir)) { getOrCreate(this.local, n).add(ir); grew = true; }
        // Inside one file, and from those that import it, even a common name tells which function is meant.
        if (COMMON.has(name) || (defined.get(name) ?? 0) > MAX_NAMESAKES) { getOrCreate(this.local, name).add(x.mod.ir); grew = true; }
        else if (!this.hot.has(name)) { this.hot.add(name); grew = true; }
      }
      rest = next;
      composed = composed.filter(({ name, names, ir }) => {
        if (!this.leadsOn(names, ir)) return true;
        if (!this.isNear(name, ir)) { getOrCreate(this.local, name).add(ir); grew = true; }
        return false;
      });
    }
  }

  /** Whether the module that a default import means holds anything hot. */
  private hasHot(spec: string, from: ModuleIR): boolean {
    const mod = this.program.modules.get(from.file);
    const target = mod && this.program.resolveImport(spec, mod)?.module;
    return !!target && target.ir.functions.some((f) => f && this.hot.has(f.name));
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

  /** The name of a library that is imported as a whole, as the names of its rows have it. */
  private library(ir: ModuleIR, spec: string): string | undefined {
    const root = this.program.modules.get(ir.file)?.trie.rootOf(spec)?.node.root;
    return root?.slice(root.lastIndexOf('.') + 1);
  }

  private namesOf(fn: FunctionIR, ir: ModuleIR): ReadonlySet<string> {
    let names = this.mentioned.get(fn);
    if (!names) { names = namesIn(fn, ir); this.mentioned.set(fn, names); }
    return names;
  }
  /** Whether data of a rule of the user enters here, or what an explanation asks for. */
  private startsIn(fn: FunctionIR, ir: ModuleIR): boolean {
    if (this.probe?.wants(fn, ir)) return true;
    if (!this.user) return false;
    const aliases = this.aliasesOf(ir);
    const names = this.namesOf(fn, ir);
    return this.user.startsIn(fn, ir, [...names, ...[...names].flatMap((name) => aliases.get(name) ?? []), ...fn.varNames]);
  }

  private storesOf(ir: ModuleIR): ReadonlySet<string> {
    let names = this.stores.get(ir);
    if (!names) this.stores.set(ir, names = emptyContainers(ir));
    return names;
  }
  /** Whether a common name means a function of this file, or of one that is near. */
  private isNear(name: string, ir: ModuleIR): boolean {
    const files = this.local.get(name);
    if (!files) return false;
    if (files.has(ir)) return true;
    const near = this.near.get(ir);
    for (const file of files) if (near?.has(file)) return true;
    return false;
  }

  private isHot(fn: FunctionIR, ir: ModuleIR): boolean {
    return this.startsIn(fn, ir) || this.leadsOn(this.namesOf(fn, ir), ir);
  }
  /** Whether one of the names that code mentions leads to something modelled. */
  private leadsOn(names: ReadonlySet<string>, ir: ModuleIR): boolean {
    const own = this.direct.get(ir);
    const aliases = this.aliasesOf(ir);
    for (const n of names) {
      if (this.hot.has(n) || own?.has(n) || this.isNear(n, ir)) return true;
      const imported = aliases.get(n) ?? n;
      if ((imported !== n && (own?.has(imported) || this.isNear(imported, ir))) || this.hot.has(imported) || this.hot.has(this.renamed.get(imported) ?? '')) return true;
      if (n.startsWith(DEFAULT_OF) && this.hasHot(n.slice(DEFAULT_OF.length), ir)) return true;
    }
    return false;
  }
}

const getOrCreate = <K, V>(map: Map<K, Set<V>>, key: K): Set<V> => { let set = map.get(key); if (!set) map.set(key, set = new Set()); return set; };

/** Names that a function reads, calls or is annotated with, those of its inner functions included. */
function namesIn(fn: FunctionIR, ir: ModuleIR): ReadonlySet<string> {
  const out = new Set<string>();
  const type = (t: TypeRef | undefined): void => { if (!t) return; out.add(t.name.slice(t.name.lastIndexOf('.') + 1)); t.args?.forEach(type); };
  for (const p of fn.params) { type(p.type); p.annotations?.forEach((a) => out.add(a.name)); }
  fn.annotations.forEach((a) => out.add(a.name.slice(a.name.lastIndexOf('.') + 1)));
  const code = fn.code;
  const visit = (from: number, to: number): void => {
    for (let pc = from; pc < to; pc = code[pc + 1]!) {
      const a = pc + HEADER;
      switch (code[pc]) {
        case Op.LoadScope: case Op.Get: out.add(ir.strings[code[a + 2]!]!); break;
        case Op.CallMethod: out.add(ir.strings[code[a + 3]!]!); break;
        case Op.Set: out.add(ir.strings[code[a + 1]!]!); break;
        case Op.Import:
          if (code[a + 2]! < 0) break;
          // A default export has no name that tells: the module stands for it.
          out.add(ir.strings[code[a + 2]!] === 'default' ? DEFAULT_OF + ir.strings[code[a + 1]!]! : ir.strings[code[a + 2]!]!);
          break;
        case Op.Closure: { const inner = ir.functions[code[a + 1]!]; if (inner && inner !== fn) for (const n of namesIn(inner, ir)) out.add(n); break; }
      }
      const inner = regionStart(code[pc]!, pc);
      if (inner >= 0) visit(inner, code[pc + 1]!);
    }
  };
  visit(0, code.length);
  return out;
}

/** Module variables that are set to an empty literal or to a new container without arguments. */
function emptyContainers(ir: ModuleIR): ReadonlySet<string> {
  const names = new Set<string>();
  const code = ir.functions[0]?.code;
  const made = new Set<number>(), called = new Map<number, string>();
  for (let pc = 0; code && pc < code.length; pc = code[pc + 1]!) {
    const a = pc + HEADER;
    switch (code[pc]) {
      case Op.Alloc: if (code[a + 2] === 0) made.add(code[a]!); break;
      case Op.LoadScope: case Op.Get: called.set(code[a]!, ir.strings[code[a + 2]!]!); break;
      case Op.Call: if (code[a + 3] === 0 && CONTAINER.test(called.get(code[a + 2]!) ?? '')) made.add(code[a]!); break;
      case Op.CallMethod: if (code[a + 4] === 0 && CONTAINER.test(ir.strings[code[a + 3]!]!)) made.add(code[a]!); break;
      case Op.Cast: case Op.Move: if (made.has(code[a + 1]!)) made.add(code[a]!); break;
      case Op.StoreScope: if (made.has(code[a + 2]!)) names.add(ir.strings[code[a + 1]!]!); break;
    }
  }
  return names;
}
const CONTAINER = /^(dict|list|set|Map|Set|WeakMap|Array|\w*[Qq]ueue|deque|defaultdict|OrderedDict|ContextVar|\w*Dictionary|\w*List|\w*HashMap)$/;

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
const SIGNIFICANT = ['source', 'model', 'proxy', 'tool', 'entry', 'agent', 'misuse', 'server'] as const;
const significant = (r: ModelRow): boolean => SIGNIFICANT.some((k) => k in r.row) && !('source' in r.row && (r.row as { capacity?: string }).capacity === 'none');
const memo = new WeakMap<Program, Map<string, ReadonlySet<string>>>();

/** Names by which code gets at the rows of a root; for built-ins only those that the module's text holds. */
function rowNames(program: Program, mod: ModuleInfo, root: string): ReadonlySet<string> {
  let table = memo.get(program);
  if (!table) memo.set(program, table = new Map());
  const key = `${mod.ir.language}|${root}`;
  let names = table.get(key);
  if (!names) { names = mod.trie.namesOfRows(root, significant); table.set(key, names); }
  if (root !== mod.profile.builtinRoot) return names;
  const strings = new Set(mod.ir.strings);
  return new Set([...names].filter((n) => strings.has(n)));
}
