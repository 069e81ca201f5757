import type { Place } from '../base/words.ts';
import { HEADER, Op, type FunctionIR } from '../ir/ir.ts';
import { instructionEnd } from '../ir/layout.ts';
import { ancestry, type ModuleInfo, type Program } from '../resolve/program.ts';
import { each, partsOf, type Mentions, type Part } from './mentions.ts';

/** A function with the module it is in, and what that part of it mentions that belongs to the application. */
export interface Served { readonly fn: FunctionIR; readonly mod: ModuleInfo; readonly mentions: Mentions }

/** Functions served at most: above it an application is taken as it is. */
const MAX_SERVED = 20_000;

/**
 * What a program serves that starts to listen in a function: the functions that the module and what it names lead to, by the
 * names in code and through imports. Errs towards more where a name can mean several things.
 */
export class ServedCode {
  readonly #program: Program;
  readonly #parts = new Map<FunctionIR, readonly Part[]>();
  readonly #imports = new Map<ModuleInfo, ReadonlyMap<string, { readonly module: ModuleInfo; readonly name: string | undefined }>>();

  #classes: Map<string, ModuleInfo[]> | null = null;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Everything that is served from the module in which `offset` starts a service: where several applications stand in it, what belongs to the one that is started. `others` are places at which other services start. */
  from(mod: ModuleInfo, offset: number, others: readonly Place[] = []): readonly Served[] {
    const walk = new Walk(this, mod, offset, others);
    const starts = mod.ir.functions.filter((fn) => fn && fn.index > 0 && fn.span.start <= offset && offset < fn.span.end);
    const body = mod.ir.functions[0];
    // Where all code is in classes, the module's body only sets their static fields.
    if (body && (starts.every((fn) => fn.kind === 'lambda') || mod.ir.language === 'python' || mod.ir.language === 'typescript')) walk.add(mod, body);
    for (const fn of starts) walk.add(mod, fn);
    return walk.finish();
  }

  /** What functions that a service is handed lead to. */
  behind(handlers: readonly { readonly fn: FunctionIR; readonly mod: ModuleInfo }[]): readonly Served[] {
    const walk = new Walk(this, handlers[0]!.mod, -1, []);
    for (const { fn, mod } of handlers) walk.add(mod, fn);
    return walk.finish();
  }

  /** What names of a module and functions in it lead to. */
  leading(mod: ModuleInfo, names: Iterable<string>, inner: readonly FunctionIR[]): readonly Served[] {
    const walk = new Walk(this, mod, -1, []);
    for (const fn of inner) walk.add(mod, fn);
    for (const name of names) walk.mention(mod, name);
    return walk.finish();
  }

  /** Methods of the project's classes that are named between two offsets of a module, and of the classes above them; undefined where none is. */
  classesIn(mod: ModuleInfo, { start, end }: { readonly start: number; readonly end: number }): readonly Served[] | undefined {
    return this.classesNamed(mod, mod.ir.functions.flatMap((fn) => !fn || fn.span.start > start || fn.span.end < end ? [] : namesBetween(fn, mod, start, end)));
  }

  /** The same for classes of some names. */
  classesNamed(mod: ModuleInfo, names: Iterable<string>): readonly Served[] | undefined {
    const found: Served[] = [];
    for (const name of names) {
      const imported = this.imports(mod).get(name);
      const [home, own] = imported ? [imported.module, imported.name ?? name] : [mod, name];
      // Classes of one package or namespace need no import.
      const homes = imported || home.classes.some((made) => made?.ir.name === own) || !home.profile.checkedTypes ? [home] : this.#program.list.filter((other) => other.ir.language === home.ir.language);
      for (const made of homes.flatMap((one) => one.classes)) if (made?.ir.name === own) for (const cls of ancestry(made).classes) for (const method of cls.ir.methods) { const code = cls.mod.ir.functions[method.fn]; if (code) found.push(...this.parts({ fn: code, mod: cls.mod })); }
    }
    return found.length > 0 ? found : undefined;
  }

  /** A function in parts by application; with the offset at which a service starts if that is in it. */
  parts({ fn, mod }: { readonly fn: FunctionIR; readonly mod: ModuleInfo }, started = -1): readonly Part[] {
    if (started >= 0) return partsOf(fn, mod, started);
    let found = this.#parts.get(fn);
    if (!found) this.#parts.set(fn, found = partsOf(fn, mod));
    return found;
  }

  /** Names of a module that come from other modules of the project. */
  imports(mod: ModuleInfo): ReadonlyMap<string, { readonly module: ModuleInfo; readonly name: string | undefined }> {
    let found = this.#imports.get(mod);
    if (!found) this.#imports.set(mod, found = importedNames(this.#program, mod));
    return found;
  }

  /** Other modules whose class of a name is seen without naming the module: that of the same package or namespace, or of one that is used as a whole. */
  visibleClasses(mod: ModuleInfo, name: string): readonly ModuleInfo[] {
    if (!mod.profile.checkedTypes) return [];
    if (!this.#classes) {
      this.#classes = new Map();
      for (const other of this.#program.list) for (const cls of other.ir.classes) {
        if (!cls) continue;
        const known = this.#classes.get(cls.name);
        if (known) known.push(other); else this.#classes.set(cls.name, [other]);
      }
    }
    return (this.#classes.get(name) ?? []).filter((other) => other !== mod && other.ir.language === mod.ir.language);
  }

  /** Methods of all classes of a language that one of these annotations or base classes marks. */
  marked({ ir: { language } }: ModuleInfo, marks: ReadonlySet<string>): readonly { readonly mod: ModuleInfo; readonly fn: FunctionIR }[] {
    return this.#program.list.flatMap((mod) => mod.ir.language !== language ? [] : mod.ir.classes.flatMap((cls) => cls && [...cls.bases, ...cls.annotations].some(({ name }) => marks.has(name.split('.').at(-1)!))
      ? cls.methods.flatMap((method) => { const fn = mod.ir.functions[method.fn]; return fn ? [{ mod, fn }] : []; }) : []));
  }

  /** What an import of a module means in the project. */
  resolve(spec: string, name: string | undefined, from: ModuleInfo): { readonly module: ModuleInfo; readonly name: string | undefined } | undefined {
    return resolved(this.#program, spec, name, from);
  }

  /** The module and the name in it that a server's `package.module:app` means. */
  named(text: string): { readonly module: ModuleInfo; readonly name: string } | undefined {
    const [, dotted, name] = /^([A-Za-z_][\w.]*):([A-Za-z_]\w*)[\w.]*(?:\(\))?$/.exec(text) ?? [];
    const path = dotted?.replaceAll('.', '/');
    const module = path === undefined ? undefined : this.#program.list.find((mod) => mod.file === `${path}.py` || mod.file.endsWith(`/${path}.py`) || mod.file === `${path}/__init__.py`);
    return module && name !== undefined ? { module, name } : undefined;
  }
}

/** Names that a function's code looks up between two offsets. */
function namesBetween(fn: FunctionIR, mod: ModuleInfo, start: number, end: number): readonly string[] {
  const names: string[] = [];
  const { code } = fn;
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) if (code[pc] === Op.LoadScope && code[pc + 2]! >= start && code[pc + 3]! <= end) names.push(mod.ir.strings[code[pc + HEADER + 2]!]!);
  return names;
}

class Walk {
  readonly #code: ServedCode;
  readonly #start: { readonly mod: ModuleInfo; readonly offset: number };
  readonly #added = new Set<FunctionIR>();
  readonly #found: Served[] = [];
  readonly #queue: Served[] = [];
  /** Functions that have a name in a module but were not mentioned yet, and names that were. */
  readonly #waiting = new Map<ModuleInfo, Map<string, FunctionIR[]>>();
  readonly #asked = new Map<ModuleInfo, Set<string>>();
  /** Parts of functions whose application was not mentioned yet. */
  readonly #held = new Map<FunctionIR, Part[]>();
  /** Functions of which an application was mentioned. */
  readonly #decided = new Set<FunctionIR>();

  readonly #others: readonly Place[];

  constructor(code: ServedCode, mod: ModuleInfo, offset: number, others: readonly Place[]) {
    this.#code = code;
    this.#start = { mod, offset };
    this.#others = others;
  }

  /** Whether a function starts another service and not this one. */
  #startsAnother(mod: ModuleInfo, fn: FunctionIR): boolean {
    const within = (file: string, offset: number): boolean => file === mod.file && fn.span.start <= offset && offset < fn.span.end;
    return fn.index !== 0 && !within(this.#start.mod.file, this.#start.offset) && this.#others.some(({ file, start }) => within(file, start));
  }

  add(mod: ModuleInfo, fn: FunctionIR): void {
    if (this.#added.has(fn) || this.#found.length >= MAX_SERVED || this.#startsAnother(mod, fn)) return;
    this.#added.add(fn);
    const { mod: home, offset } = this.#start;
    const isStart = mod === home && (fn.index === 0 || (fn.span.start <= offset && offset < fn.span.end));
    const held: Part[] = [];
    for (const part of this.#code.parts({ fn, mod }, isStart ? offset : -1)) {
      if (part.owners.length === 0) this.#serve(part);
      else held.push(part);
    }
    if (held.length === 0) return;
    this.#held.set(fn, held);
    for (const name of this.#asked.get(mod) ?? []) this.#release(mod, name);
  }

  #serve({ fn, mod, mentions }: Part): void {
    const served = { fn, mod, mentions };
    this.#found.push(served);
    this.#queue.push(served);
  }

  /** An application is mentioned in a module: what belongs to it is served. */
  #release(mod: ModuleInfo, name: string): void {
    for (const [fn, parts] of this.#held) {
      if (parts[0]!.mod !== mod || !parts.some((part) => part.owners.includes(name))) continue;
      this.#decided.add(fn);
      const left = parts.filter((part) => !part.owners.includes(name));
      for (const part of parts) if (part.owners.includes(name)) this.#serve(part);
      if (left.length > 0) this.#held.set(fn, left);
      else this.#held.delete(fn);
    }
  }

  finish(): readonly Served[] {
    for (;;) {
      for (let next = this.#queue.pop(); next; next = this.#queue.pop()) this.#visit(next);
      // Where nothing tells which application it is, it may be any.
      const undecided = [...this.#held].filter(([fn]) => !this.#decided.has(fn));
      if (undecided.length === 0) return this.#found;
      for (const [fn, parts] of undecided) {
        this.#held.delete(fn);
        for (const part of parts) this.#serve(part);
      }
    }
  }

  #visit({ fn, mod, mentions }: Served): void {
    for (const inner of mentions.used) this.add(mod, inner);
    for (const inner of mentions.named) {
      // Only names of the module can be left unmentioned by what is served; a function's own helpers belong to it.
      if (fn.index !== 0 || this.#asked.get(mod)?.has(inner.name)) this.add(mod, inner);
      else this.#wait(mod, inner, inner.name);
    }
    for (const [name, inner] of mentions.held) for (const one of inner) {
      if (fn.index !== 0 || this.#asked.get(mod)?.has(name)) this.add(mod, one);
      else this.#wait(mod, one, name);
    }
    // A method of the same class, which may be called without naming the object.
    const own = mod.profile.checkedTypes ? classAround(mod, fn) : undefined;
    if (own) for (const method of own.methods) { const code = mentions.members.has(method.name) ? mod.ir.functions[method.fn] : undefined; if (code) this.add(mod, code); }
    for (const name of mentions.names) {
      // Behind a dot a name may still be the last one of a package's module.
      const imported = mentions.members.has(name) ? this.#code.imports(mod).get(name) : undefined;
      if (!mentions.members.has(name) || (imported !== undefined && imported.name === undefined)) this.#ask(mod, name);
    }
    for (const [serves, marks] of SERVING_ALL) if ([...mentions.names].some((name) => serves.has(name))) for (const { mod: home, fn: method } of this.#code.marked(mod, marks)) this.add(home, method);
    for (const { spec, name } of mentions.foreign) this.#reach(mod, this.#code.resolve(spec, name, mod), name ?? spec);
    for (const text of mentions.texts) {
      const target = this.#code.named(text);
      const body = target?.module.ir.functions[0];
      if (target && body) { this.add(target.module, body); this.#ask(target.module, target.name); }
    }
  }

  mention(mod: ModuleInfo, name: string): void {
    this.#ask(mod, name);
  }

  #wait(mod: ModuleInfo, fn: FunctionIR, name: string): void {
    let names = this.#waiting.get(mod);
    if (!names) this.#waiting.set(mod, names = new Map());
    const list = names.get(name);
    if (list) list.push(fn);
    else names.set(name, [fn]);
  }

  /** A name is mentioned in a module: what it means there is served. */
  #ask(mod: ModuleInfo, name: string): void {
    let asked = this.#asked.get(mod);
    if (!asked) this.#asked.set(mod, asked = new Set());
    if (asked.has(name)) return;
    asked.add(name);
    this.#release(mod, name);
    for (const fn of this.#waiting.get(mod)?.get(name) ?? []) this.add(mod, fn);
    const imported = this.#code.imports(mod).get(name);
    if (imported === undefined) {
      this.#define(mod, name);
      for (const other of this.#code.visibleClasses(mod, name)) this.#define(other, name);
      return;
    }
    this.#reach(mod, imported, name);
  }

  /** What an import means is mentioned in a module under a name. */
  #reach(mod: ModuleInfo, imported: { readonly module: ModuleInfo; readonly name: string | undefined } | undefined, name: string): void {
    if (imported === undefined) return;
    if (imported.name !== undefined) return this.#askIn(imported.module, imported.name);
    // The module itself: its functions are reached as members, by names that this module mentions.
    for (const member of this.#members(mod)) if (member !== name) this.#askIn(imported.module, member, true);
  }

  #members(mod: ModuleInfo): readonly string[] {
    return this.#found.filter((served) => served.mod === mod).flatMap((served) => [...served.mentions.names]);
  }

  /** A name of another module: a function or a class by itself, anything else with the code that makes it. */
  #askIn(mod: ModuleInfo, name: string, onlyDefined = false): void {
    const before = this.#found.length;
    this.#define(mod, name);
    const again = this.#code.imports(mod).get(name);
    this.#ask(mod, name);
    if (again) return;
    if (this.#found.length === before && !onlyDefined && !isDefined(mod, name)) { const body = mod.ir.functions[0]; if (body) this.add(mod, body); }
    if (onlyDefined && !isDefined(mod, name) && mod.ir.strings.includes(name) && /^(app|router|api|server|mcp|application|blueprint|bp)$/.test(name)) { const body = mod.ir.functions[0]; if (body) this.add(mod, body); }
  }

  /** A function or class that a module defines at its top; of a class, all methods. */
  #define(mod: ModuleInfo, name: string): void {
    for (const fn of mod.ir.functions) if (fn && fn.index > 0 && fn.classIndex < 0 && fn.name === name && fn.parent <= 0) this.add(mod, fn);
    for (const cls of mod.ir.classes) if (cls?.name === name) {
      for (const method of cls.methods) { const fn = mod.ir.functions[method.fn]; if (fn) this.add(mod, fn); }
      for (const base of cls.bases) this.#ask(mod, base.name.split('.').at(-1) ?? base.name);
      // What a class is annotated with belongs to it: the controllers and providers of a module, the guards of a controller.
      for (const { names } of cls.annotations) for (const named of names ?? []) this.#ask(mod, named);
    }
  }
}

/** Calls that serve all classes of a kind, wherever they stand, with the annotations and base classes that mark these. */
const SERVING_ALL: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [
  [new Set(['MapControllers', 'MapControllerRoute', 'MapDefaultControllerRoute', 'UseMvc']), new Set(['ApiController', 'ControllerBase', 'Controller'])],
  [new Set(['WithToolsFromAssembly']), new Set(['McpServerToolType'])],
];

/** The class whose code a function is, lambdas in its methods included. */
function classAround(mod: ModuleInfo, fn: FunctionIR): ModuleInfo['ir']['classes'][number] | undefined {
  for (let at: FunctionIR | undefined = fn; at && at.index > 0; at = mod.ir.functions[at.parent]) if (at.classIndex >= 0) return mod.ir.classes[at.classIndex];
  return undefined;
}

const isDefined = (mod: ModuleInfo, name: string): boolean => mod.ir.functions.some((fn) => fn && fn.index > 0 && fn.classIndex < 0 && fn.name === name) || mod.ir.classes.some((cls) => cls?.name === name);

function importedNames(program: Program, mod: ModuleInfo): ReadonlyMap<string, { readonly module: ModuleInfo; readonly name: string | undefined }> {
  const found = new Map<string, { module: ModuleInfo; name: string | undefined }>();
  const body = mod.ir.functions[0];
  if (!body) return found;
  const registers = new Map<number, { module: ModuleInfo; name: string | undefined }>();
  each(body, (op, a, code) => {
    if (op === Op.Import) {
      const spec = mod.ir.strings[code[a + 1] ?? -1] ?? '';
      const name = (code[a + 2] ?? -1) < 0 ? undefined : mod.ir.strings[code[a + 2] ?? -1];
      const target = resolved(program, spec, name, mod);
      if (target) registers.set(code[a] ?? -1, target);
    } else if (op === Op.Get) {
      // `const { check } = require('./auth')`
      const whole = registers.get(code[a + 1] ?? -1);
      const name = mod.ir.strings[code[a + 2] ?? -1];
      if (whole && whole.name === undefined && name !== undefined && mod.profile.exportTable) registers.set(code[a] ?? -1, { module: whole.module, name });
    } else if (op === Op.StoreScope) {
      const imported = registers.get(code[a + 2] ?? -1);
      const name = mod.ir.strings[code[a + 1] ?? -1];
      if (imported && name !== undefined) found.set(name, imported);
    }
  });
  // `import pkg.routes` binds `pkg`; the module is meant where its last name is mentioned.
  for (const imp of mod.ir.imports) {
    const target = program.resolveImport(imp.module, mod)?.module;
    const last = imp.module.split(/[./]/).at(-1) ?? '';
    if (target && imp.names.length === 0 && !found.has(last)) found.set(last, { module: target, name: undefined });
  }
  return found;
}

/** A module of the project, or a name in one. */
function resolved(program: Program, spec: string, name: string | undefined, from: ModuleInfo): { module: ModuleInfo; name: string | undefined } | undefined {
  const sub = name === undefined ? undefined : program.resolveImport(spec.endsWith('.') ? spec + name : `${spec}.${name}`, from)?.module;
  const module = sub ?? program.resolveImport(spec, from)?.module;
  return module && { module, name: sub ? undefined : name };
}
