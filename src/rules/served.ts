import { HEADER, Op, type FunctionIR, type TypeRef } from '../ir/ir.ts';
import { instructionEnd } from '../ir/layout.ts';
import type { ModuleInfo, Program } from '../resolve/program.ts';

/** A function with the module it is in. */
export interface Served { readonly fn: FunctionIR; readonly mod: ModuleInfo }

/** What the code of one function mentions. */
export interface Mentions {
  /** Names that are read, called or written as types. */
  readonly names: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
  readonly texts: ReadonlySet<string>;
  /** Names of other modules that are used where they stand, without a name of this module. */
  readonly foreign: readonly { readonly spec: string; readonly name: string | undefined }[];
  /** Inner functions that are handed on, decorated or have no name. */
  readonly used: readonly FunctionIR[];
  /** Inner functions that only get a name here. */
  readonly named: readonly FunctionIR[];
}

/** Functions served at most: above it an application is taken as it is. */
const MAX_SERVED = 20_000;

/**
 * What a program serves that starts to listen in a function: the functions that the module and what it names lead to, by the
 * names in code and through imports. Errs towards more where a name can mean several things.
 */
export class ServedCode {
  readonly #program: Program;
  readonly #mentions = new Map<FunctionIR, Mentions>();
  readonly #imports = new Map<ModuleInfo, ReadonlyMap<string, { readonly module: ModuleInfo; readonly name: string | undefined }>>();

  #classes: Map<string, ModuleInfo[]> | null = null;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Everything that is served from the module in which `offset` starts a service. */
  from(mod: ModuleInfo, offset: number): readonly Served[] {
    const walk = new Walk(this);
    const starts = mod.ir.functions.filter((fn) => fn && fn.index > 0 && fn.span.start <= offset && offset < fn.span.end);
    const body = mod.ir.functions[0];
    // Where all code is in classes, the module's body only sets their static fields.
    if (body && (starts.every((fn) => fn.kind === 'lambda') || mod.ir.language === 'python' || mod.ir.language === 'typescript')) walk.add(mod, body);
    for (const fn of starts) walk.add(mod, fn);
    return walk.finish();
  }

  /** Methods of the project's classes that are named between two offsets of a module; undefined where none is. */
  classesIn(mod: ModuleInfo, { start, end }: { readonly start: number; readonly end: number }): readonly Served[] | undefined {
    const found: Served[] = [];
    for (const fn of mod.ir.functions) {
      if (!fn || fn.span.start > start || fn.span.end < end) continue;
      for (const name of namesBetween(fn, mod, start, end)) {
        const imported = this.imports(mod).get(name);
        const [home, own] = imported ? [imported.module, imported.name ?? name] : [mod, name];
        for (const cls of home.ir.classes) if (cls?.name === own) for (const method of cls.methods) { const code = home.ir.functions[method.fn]; if (code) found.push({ fn: code, mod: home }); }
      }
    }
    return found.length > 0 ? found : undefined;
  }

  mentions({ fn, mod }: Served): Mentions {
    let found = this.#mentions.get(fn);
    if (!found) this.#mentions.set(fn, found = mentionsOf(fn, mod));
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

  /** What an import of a module means in the project. */
  resolve(spec: string, name: string | undefined, from: ModuleInfo): { readonly module: ModuleInfo; readonly name: string | undefined } | undefined {
    return resolved(this.#program, spec, name, from);
  }

  /** The module that a server's `package.module:app` names. */
  named(text: string): ModuleInfo | undefined {
    const path = /^([A-Za-z_][\w.]*):[A-Za-z_][\w.]*(\(\))?$/.exec(text)?.[1]?.replaceAll('.', '/');
    return path === undefined ? undefined : this.#program.list.find((mod) => mod.file === `${path}.py` || mod.file.endsWith(`/${path}.py`) || mod.file === `${path}/__init__.py`);
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
  readonly #found = new Map<FunctionIR, Served>();
  readonly #queue: Served[] = [];
  /** Functions that have a name in a module but were not mentioned yet, and names that were. */
  readonly #waiting = new Map<ModuleInfo, Map<string, FunctionIR[]>>();
  readonly #asked = new Map<ModuleInfo, Set<string>>();

  constructor(code: ServedCode) {
    this.#code = code;
  }

  add(mod: ModuleInfo, fn: FunctionIR): void {
    if (this.#found.has(fn) || this.#found.size >= MAX_SERVED) return;
    const served = { fn, mod };
    this.#found.set(fn, served);
    this.#queue.push(served);
  }

  finish(): readonly Served[] {
    for (let next = this.#queue.pop(); next; next = this.#queue.pop()) this.#visit(next);
    return [...this.#found.values()];
  }

  #visit({ fn, mod }: Served): void {
    const mentions = this.#code.mentions({ fn, mod });
    for (const inner of mentions.used) this.add(mod, inner);
    for (const inner of mentions.named) {
      // Only names of the module can be left unmentioned by what is served; a function's own helpers belong to it.
      if (fn.index !== 0 || this.#asked.get(mod)?.has(inner.name)) this.add(mod, inner);
      else this.#wait(mod, inner);
    }
    for (const name of mentions.names) this.#ask(mod, name);
    for (const { spec, name } of mentions.foreign) this.#reach(mod, this.#code.resolve(spec, name, mod), name ?? spec);
    for (const text of mentions.texts) {
      const target = this.#code.named(text);
      if (target?.ir.functions[0]) this.add(target, target.ir.functions[0]);
    }
  }

  #wait(mod: ModuleInfo, fn: FunctionIR): void {
    let names = this.#waiting.get(mod);
    if (!names) this.#waiting.set(mod, names = new Map());
    const list = names.get(fn.name);
    if (list) list.push(fn);
    else names.set(fn.name, [fn]);
  }

  /** A name is mentioned in a module: what it means there is served. */
  #ask(mod: ModuleInfo, name: string): void {
    let asked = this.#asked.get(mod);
    if (!asked) this.#asked.set(mod, asked = new Set());
    if (asked.has(name)) return;
    asked.add(name);
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
    return [...this.#found.values()].filter((served) => served.mod === mod).flatMap((served) => [...this.#code.mentions(served).names]);
  }

  /** A name of another module: a function or a class by itself, anything else with the code that makes it. */
  #askIn(mod: ModuleInfo, name: string, onlyDefined = false): void {
    const before = this.#found.size;
    this.#define(mod, name);
    const again = this.#code.imports(mod).get(name);
    if (again) this.#ask(mod, name);
    else if (this.#found.size === before && !onlyDefined && !isDefined(mod, name)) { const body = mod.ir.functions[0]; if (body) this.add(mod, body); }
    if (onlyDefined && !isDefined(mod, name) && mod.ir.strings.includes(name) && /^(app|router|api|server|mcp|application|blueprint|bp)$/.test(name)) { const body = mod.ir.functions[0]; if (body) this.add(mod, body); }
  }

  /** A function or class that a module defines at its top; of a class, all methods. */
  #define(mod: ModuleInfo, name: string): void {
    for (const fn of mod.ir.functions) if (fn && fn.index > 0 && fn.classIndex < 0 && fn.name === name && fn.parent <= 0) this.add(mod, fn);
    for (const cls of mod.ir.classes) if (cls?.name === name) {
      for (const method of cls.methods) { const fn = mod.ir.functions[method.fn]; if (fn) this.add(mod, fn); }
      for (const base of cls.bases) this.#ask(mod, base.name.split('.').at(-1) ?? base.name);
    }
  }
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

function mentionsOf(fn: FunctionIR, mod: ModuleInfo): Mentions {
  const { strings, consts, functions } = mod.ir;
  const names = new Set<string>();
  const numbers = new Set<number>();
  const texts = new Set<string>();
  const closures = new Map<number, FunctionIR>();
  const handed = new Set<FunctionIR>();
  const imported = new Map<number, { spec: string; name: string | undefined }>();
  const string = (index: number | undefined): void => { const text = strings[index ?? -1]; if (text !== undefined) names.add(text); };
  const type = (t: TypeRef | undefined): void => { if (!t) return; names.add(t.name.slice(t.name.lastIndexOf('.') + 1)); t.args?.forEach(type); };
  const hand = (register: number | undefined): void => { const inner = closures.get(register ?? -1); if (inner) handed.add(inner); };
  for (const p of fn.params) { type(p.type); p.annotations?.forEach((a) => names.add(a.name)); }
  for (const a of fn.annotations) names.add(a.name.slice(a.name.lastIndexOf('.') + 1));
  each(fn, (op, a, code) => {
    switch (op) {
      case Op.Const: {
        const value = consts[code[a + 1] ?? -1];
        if (typeof value === 'number') numbers.add(value);
        else if (typeof value === 'string' && value.length <= 200) texts.add(value);
        break;
      }
      case Op.LoadScope: case Op.Get: string(code[a + 2]); break;
      case Op.Closure: { const inner = functions[code[a + 1] ?? -1]; if (inner && inner !== fn) closures.set(code[a] ?? -1, inner); break; }
      case Op.Class: {
        const cls = mod.ir.classes[code[a + 1] ?? -1];
        // A decorated class registers its methods by itself; a plain one waits for its name.
        if (cls && cls.annotations.length > 0) for (const m of cls.methods) { const inner = functions[m.fn]; if (inner) handed.add(inner); }
        break;
      }
      case Op.Call: for (let i = 0; i < (code[a + 3] ?? 0); i++) hand(code[a + 4 + i * 5 + 2]); break;
      case Op.CallMethod: string(code[a + 3]); for (let i = 0; i < (code[a + 4] ?? 0); i++) hand(code[a + 5 + i * 5 + 2]); break;
      case Op.Import: imported.set(code[a] ?? -1, { spec: strings[code[a + 1] ?? -1] ?? '', name: strings[code[a + 2] ?? -1] }); break;
      // An import that is given a name is mentioned where that name is.
      case Op.StoreScope: imported.delete(code[a + 2] ?? -1); break;
      case Op.Move: case Op.Cast: { const inner = closures.get(code[a + 1] ?? -1); if (inner) closures.set(code[a] ?? -1, inner); break; }
      case Op.Return: hand(code[a]); break;
      case Op.Set: case Op.SetIndex: hand(code[a + 2]); break;
    }
  });
  const inner = [...new Set(closures.values())];
  const used = inner.filter((x) => handed.has(x) || x.name === '' || /^<.*>$/.test(x.name) || x.classIndex !== fn.classIndex);
  return { names, numbers, texts, foreign: [...imported.values()], used: [...new Set([...used, ...handed])], named: inner.filter((x) => !used.includes(x)) };
}

/** Instructions of a function with their regions, in order; `a` is the index of the first operand. */
function each(fn: FunctionIR, visit: (op: number, a: number, code: Int32Array) => void): void {
  const code = fn.code;
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) visit(code[pc]!, pc + HEADER, code);
}
