import type { ResolvedImport } from '../languages/language.ts';
import { PROFILES, type LanguageProfile } from '../languages/profile.ts';
import type { LoadedModels } from '../models/load.ts';
import type { ClassIR, ModuleIR } from '../ir/ir.ts';
import { ApiTrie, type ApiNode } from './api.ts';
import type { HeapObj } from './heap.ts';
import type { ClassToken, FnToken } from './value.ts';

/** In front of the module of an import that holds for all files. */
const GLOBAL = 'global::';

/** One project file in the analysis. */
export interface ModuleInfo {
  readonly index: number;
  readonly file: string;
  readonly ir: ModuleIR;
  readonly profile: LanguageProfile;
  readonly trie: ApiTrie;
  /** Module-level names. */
  readonly scope: HeapObj;
  /** What importers see: the scope itself, or a table of its own. */
  readonly exports: HeapObj;
  /** Modules whose public names are visible here (`from m import *`, `export * from`). */
  readonly stars: ModuleInfo[];
  readonly starApis: ApiNode[];
  /** Packages of the project whose names are visible here; each name is looked up when it is used. */
  readonly starPackages: string[];
  /** Classes by index, once their definition was executed. */
  readonly classes: (ClassInfo | undefined)[];
  state: 'new' | 'running' | 'done';
}

export interface Method { readonly token: FnToken; readonly role: ClassIR['methods'][number]['role'] }

/** A class of the project. */
export interface ClassInfo {
  readonly id: number;
  readonly ir: ClassIR;
  readonly mod: ModuleInfo;
  readonly token: ClassToken;
  /** Static and class-level fields. */
  readonly statics: HeapObj;
  readonly methods: Map<string, Method>;
  /** Resolved bases; an API node stands for a library class (its instances are `node()`). */
  bases: (ClassInfo | ApiNode)[];
  /** Stands for all instances whose creation is not seen: receivers of entry points, injected services. */
  generic: HeapObj | null;
  /** Direct subclasses, filled as classes are defined. */
  readonly subclasses: ClassInfo[];
}

export const isClassInfo = (b: ClassInfo | ApiNode): b is ClassInfo => 'ir' in b;

/** The class and its bases in method resolution order: depth first, left to right, later duplicates win as in C3's common cases. */
export function ancestry(cls: ClassInfo): { classes: ClassInfo[]; apis: ApiNode[] } {
  const classes: ClassInfo[] = [];
  const apis: ApiNode[] = [];
  const visit = (c: ClassInfo, depth: number): void => {
    const at = classes.indexOf(c);
    if (at >= 0) { if (depth === 0) return; classes.splice(at, 1); }
    classes.push(c);
    if (depth > 16) return;
    for (const b of c.bases) if (isClassInfo(b)) { if (b !== cls) visit(b, depth + 1); } else if (!apis.includes(b)) apis.push(b);
  };
  visit(cls, 0);
  return { classes, apis };
}

/** The method or accessor that `name` means on instances of `cls`. */
export function findMethod(cls: ClassInfo, name: string, after?: ClassInfo): Method | undefined {
  const { classes } = ancestry(cls);
  let start = 0;
  if (after) start = classes.indexOf(after) + 1;
  for (let i = start; i < classes.length; i++) { const m = classes[i]!.methods.get(name); if (m) return m; }
  return undefined;
}

/** Whether one of the library bases of `cls` is one of these API paths. */
export function hasApiBase(cls: ClassInfo, paths: readonly string[]): boolean {
  return paths.length > 0 && ancestry(cls).apis.some((n) => paths.includes(n.path));
}

/** Whether the class's fields are its constructor's parameters. */
export function isRecord(cls: ClassInfo): boolean {
  const { classes, apis } = ancestry(cls);
  const p = cls.mod.profile;
  return classes.some((c) => c.ir.kind === 'record' || c.ir.annotations.some((a) => p.recordAnnotations.includes(a.name))) || apis.some((n) => p.recordBases.includes(n.path));
}
export const isEnum = (cls: ClassInfo): boolean => cls.ir.kind === 'enum' || isConstantOf(cls) || hasApiBase(cls, cls.mod.profile.enumBases);
/** Whether a class is that of one constant of an enumeration. */
export const isConstantOf = (cls: ClassInfo): boolean => cls.bases.some((b) => isClassInfo(b) && b.ir.kind === 'enum');
export const isValidated = (cls: ClassInfo): boolean => hasApiBase(cls, cls.mod.profile.validatingBases);

const typeKey = (mod: ModuleInfo, namespace: string, name: string): string => `${mod.ir.language}:${namespace}.${name}`;
const directoryOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

/** What an import means: a module of the project, a folder of modules, or a library by its own name. */
export interface ImportTarget { readonly module?: ModuleInfo; readonly external?: string; readonly namespaceDir?: string }

/** All modules, their libraries and their imports. */
export class Program {
  readonly modules = new Map<string, ModuleInfo>();
  readonly list: ModuleInfo[] = [];
  private readonly tries = new Map<string, ApiTrie>();
  private readonly resolved = new Map<ModuleInfo, Map<string, ImportTarget | undefined>>();
  /** Modules that declare a type, by its language, namespace and name. */
  private readonly declaring = new Map<string, ModuleInfo[]>();
  /** Namespaces that directives of any file make visible in all. */
  readonly everywhere: string[] = [];
  private readonly resolver: (spec: string, fromFile: string) => ResolvedImport | undefined;
  private readonly models: LoadedModels;
  /** API paths that code recognises, beside those of the models. */
  private readonly known: readonly string[];

  constructor(irs: readonly ModuleIR[], models: LoadedModels, resolver: (spec: string, fromFile: string) => ResolvedImport | undefined, newScope: (kind: 'scope' | 'object', file: string) => HeapObj, known: readonly string[]) {
    this.models = models;
    this.known = known;
    this.resolver = resolver;
    for (const ir of [...irs].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))) {
      const profile = PROFILES[ir.language];
      const scope = newScope('scope', ir.file);
      const mod: ModuleInfo = {
        index: this.list.length, file: ir.file, ir, profile, trie: this.trie(ir.language), scope,
        exports: profile.exportTable ? newScope('object', ir.file) : scope,
        stars: [], starApis: [], starPackages: [], classes: [], state: 'new',
      };
      scope.module = mod; mod.exports.module = mod;
      this.modules.set(ir.file, mod);
      this.list.push(mod);
      if (profile.checkedTypes) this.noteTypes(mod);
    }
  }

  private noteTypes(mod: ModuleInfo): void {
    for (const cls of mod.ir.classes) {
      if (cls.qualifiedName !== cls.name) continue;
      const key = typeKey(mod, mod.ir.packageName, cls.name);
      const known = this.declaring.get(key);
      if (known) known.push(mod); else this.declaring.set(key, [mod]);
    }
    for (const { module } of mod.ir.imports) {
      const name = module.startsWith(GLOBAL) ? module.slice(GLOBAL.length) : '';
      if (name && !this.everywhere.includes(name)) this.everywhere.push(name);
    }
  }
  /** The other modules that hold parts of a class. */
  partsOf(mod: ModuleInfo, cls: ClassIR): readonly ModuleInfo[] {
    return mod.profile.namespaces && cls.qualifiedName === cls.name ? this.declaring.get(typeKey(mod, mod.ir.packageName, cls.name)) ?? [] : [];
  }

  /** A type that stands in a file of another name. One without a package is seen from its own directory. */
  private besideOthers(spec: string, from: ModuleInfo): ModuleInfo | undefined {
    const found = this.declaring.get(`${from.ir.language}:${spec}`) ?? [];
    return spec.startsWith('.') ? found.find((mod) => directoryOf(mod.file) === directoryOf(from.file)) : found[0];
  }

  trie(language: string): ApiTrie {
    let t = this.tries.get(language);
    if (!t) {
      t = new ApiTrie(this.models, language);
      const p = PROFILES[language as keyof typeof PROFILES];
      for (const path of [...p.enumBases, ...p.validatingBases, ...p.recordBases, ...(p.structuralBases ?? []), ...Object.keys(p.calledAs ?? {})]) t.ensure(path);
      for (const path of this.known) t.at(path);
      this.tries.set(language, t);
    }
    return t;
  }

  /** Project module or library that an import means; memoised. */
  resolveImport(spec: string, from: ModuleInfo): ImportTarget | undefined {
    const own = from.profile.namespaces ? this.declaring.get(`${from.ir.language}:${spec}`)?.[0] : undefined;
    if (own) return { module: own };
    let known = this.resolved.get(from);
    if (!known) this.resolved.set(from, known = new Map());
    if (known.has(spec)) return known.get(spec);
    const r = this.resolver(spec, from.file);
    const module = r?.file === undefined ? undefined : this.modules.get(r.file);
    const beside = r?.file === undefined && r?.namespaceDir === undefined ? this.besideOthers(spec, from) : undefined;
    const target: ImportTarget | undefined = beside ? { module: beside } : !r ? undefined : r.file !== undefined ? module && { module }
      : { ...(r.external !== undefined ? { external: r.external } : {}), ...(r.namespaceDir !== undefined ? { namespaceDir: r.namespaceDir } : {}) };
    known.set(spec, target);
    return target;
  }
}

/** A name of a module as a module of its own: `.` and `a` are `.a`, `pkg` and `a` are `pkg.a`. */
export const memberOfModule = (spec: string, name: string): string => (spec.endsWith('.') ? spec + name : `${spec}.${name}`);
