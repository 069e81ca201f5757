import { HEADER, Op, type FunctionIR } from '../ir/ir.ts';
import { instructionEnd, registersRead } from '../ir/layout.ts';
import type { ModuleInfo } from '../resolve/program.ts';
import type { Place } from '../base/words.ts';
import { definitions, each, rootOf, variable } from './mentions.ts';
import type { Served, ServedCode } from './served.ts';

/**
 * Routes of an application that is set up call by call (Express, Koa, Hono, Fastify): which handlers stand behind a check of who calls. A check that is
 * used before a route, for its path, or in the route itself holds for it; one that is used later, or for another path, does not.
 */

/** What is asked of code: whether it does something that must not be open, and whether it asks who calls. */
export interface Questions {
  readonly drives: (served: Served) => boolean;
  readonly checks: (served: Served) => boolean;
}

/** Methods that bind handlers to requests. */
const ROUTES = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'all', 'use', 'route', 'options', 'head', 'register', 'addHook', 'mount', 'decorate', 'on']);
/** Those whose place among the others does not matter (https://fastify.dev/docs/latest/Reference/Lifecycle/). */
const ANYWHERE = new Set(['addHook', 'register', 'decorate']);
/** Names by which a check is known that is not in this program. */
const CHECK_NAME = /auth|guard|protect|secur|verif|signed_?in|logged_?in|log_?in|jwt|session|api_?key|token|permission|role|acl/i;
/** Applications within applications that are looked into. */
const MAX_DEPTH = 6;

/** What an expression mentions. */
interface Mentioned { readonly names: Set<string>; readonly members: Set<string>; readonly texts: Set<string>; readonly inner: FunctionIR[]; readonly foreign: { readonly module: ModuleInfo; readonly name: string | undefined }[] }

/** What one argument of a call leads to. */
interface Handler { readonly isOpen: boolean; readonly checks: boolean }

/** Names that a call, and what its receiver and arguments were made of, mention in the functions around it. */
export function namesBehindCall(code: ServedCode, mod: ModuleInfo, call: Place): ReadonlySet<string> {
  const routes = new Routes(code, { drives: () => false, checks: () => false });
  const names = new Set<string>();
  for (const fn of mod.ir.functions) for (let pc = 0; fn && pc < fn.code.length; pc = instructionEnd(fn.code, pc)) {
    if ((fn.code[pc] === Op.CallMethod || fn.code[pc] === Op.Call) && fn.code[pc + 2] === call.start && fn.code[pc + 3] === call.end) for (const name of routes.namesBehind(mod, fn, registersRead(fn.code, pc))) names.add(name);
  }
  return names;
}

/** Whether an application that starts to listen in a call has a route that drives something and that no check stands before. */
export function hasOpenRoute(code: ServedCode, mod: ModuleInfo, call: Place, ask: Questions): boolean {
  const routes = new Routes(code, ask);
  for (const fn of mod.ir.functions) {
    if (!fn || fn.span.start > call.start || call.start >= Math.max(fn.span.end, fn.index === 0 ? Infinity : 0)) continue;
    for (let pc = 0; pc < fn.code.length; pc = instructionEnd(fn.code, pc)) {
      if ((fn.code[pc] !== Op.CallMethod && fn.code[pc] !== Op.Call) || fn.code[pc + 2] !== call.start || fn.code[pc + 3] !== call.end) continue;
      for (const name of routes.namesBehind(mod, fn, registersRead(fn.code, pc))) if (routes.isOpen(mod, fn, name, 0)) return true;
    }
  }
  return false;
}

class Routes {
  readonly #code: ServedCode;
  readonly #ask: Questions;
  readonly #made = new Map<FunctionIR, ReadonlyMap<number, number>>();

  constructor(code: ServedCode, ask: Questions) {
    this.#code = code;
    this.#ask = ask;
  }

  #definitions(fn: FunctionIR): ReadonlyMap<number, number> {
    let made = this.#made.get(fn);
    if (!made) this.#made.set(fn, made = definitions(fn));
    return made;
  }

  /** Variables that registers were made from, and those that these were made from. */
  namesBehind(mod: ModuleInfo, fn: FunctionIR, registers: Iterable<number>): ReadonlySet<string> {
    const found = this.#expression(mod, fn, registers).names;
    for (const name of [...found]) for (const reg of this.#written(mod, fn, name)) for (const inner of this.#expression(mod, fn, [reg]).names) found.add(inner);
    return found;
  }

  /** Whether the application that a function knows by a name has an open route. */
  isOpen(mod: ModuleInfo, from: FunctionIR, name: string, depth: number): boolean {
    for (let fn: FunctionIR | undefined = from; fn; fn = fn.index > 0 ? mod.ir.functions[Math.max(fn.parent, 0)] : undefined) {
      if (this.#written(mod, fn, name).length > 0 && !(fn.index === 0 && this.#code.imports(mod).has(name))) return this.#opens(mod, fn, name, depth);
    }
    const imported = this.#code.imports(mod).get(name);
    const body = imported?.module.ir.functions[0];
    if (!imported || !body || imported.name === undefined || depth >= MAX_DEPTH) return false;
    return this.isOpen(imported.module, body, imported.name === 'default' ? exportedName(imported.module) ?? 'default' : imported.name, depth + 1);
  }

  #opens(mod: ModuleInfo, fn: FunctionIR, name: string, depth: number): boolean {
    const { code } = fn;
    const { strings, consts } = mod.ir;
    const made = this.#definitions(fn);
    const steps: { readonly method: string; readonly path: string | undefined; readonly handlers: readonly Handler[] }[] = [];
    each(fn, (op, a) => {
      if (op !== Op.CallMethod && op !== Op.Call) return;
      const isOn = op === Op.CallMethod && rootOf(fn, mod, made, code[a + 2]!) === name;
      const at = op === Op.CallMethod ? a + 4 : a + 3;
      const args = Array.from({ length: code[at]! }, (_, i) => code[at + 1 + i * 5 + 2]!);
      const method = op === Op.CallMethod ? strings[code[a + 3]!]! : '';
      const isHanded = !isOn && args.some((reg) => rootOf(fn, mod, made, reg) === name);
      if (isOn ? !ROUTES.has(method) : !isHanded) return;
      const pc = args.length > 0 ? made.get(args[0]!) : undefined;
      const first = pc !== undefined && code[pc] === Op.Const ? consts[code[pc + HEADER + 1]!] : undefined;
      const path = typeof first === 'string' && (first.startsWith('/') || first === '*') ? first : undefined;
      const own = isHanded ? [...args.filter((reg) => rootOf(fn, mod, made, reg) !== name), ...(op === Op.Call ? [code[a + 2]!] : [])] : args;
      steps.push({ method: isHanded ? 'register' : method, path, handlers: own.map((reg) => this.#handler(mod, fn, reg, name, depth)) });
    });
    let guarded = steps.some((s) => ANYWHERE.has(s.method) && s.handlers.some((h) => h.checks) && !s.handlers.some((h) => h.isOpen));
    const paths: string[] = [];
    for (const { method, path, handlers } of steps) {
      const checks = handlers.some((h) => h.checks);
      if (handlers.some((h) => h.isOpen) && !checks && !guarded && !paths.some((p) => covers(p, path))) return true;
      if (!checks) continue;
      if (path !== undefined && !/^\/?\*?$/.test(path)) { if (method === 'use' || method === 'all') paths.push(path); }
      else if (method === 'use' || method === 'all') guarded = true;
    }
    return false;
  }

  /** What an argument leads to: the routes of another application, or functions. */
  #handler(mod: ModuleInfo, fn: FunctionIR, reg: number, application: string, depth: number): Handler {
    const root = rootOf(fn, mod, this.#definitions(fn), reg);
    if (root !== undefined && root !== application && depth < MAX_DEPTH && this.#setUp(mod, fn, root)) return { isOpen: this.#opens(mod, fn, root, depth + 1), checks: false };
    const { names, texts, members, inner, foreign } = this.#expression(mod, fn, [reg]);
    // What a variable was given is part of what is handed over by it.
    for (const name of [...names]) for (const source of this.#written(mod, fn, name)) {
      const own = this.#expression(mod, fn, [source]);
      for (const x of own.names) names.add(x);
      for (const x of own.members) members.add(x);
      inner.push(...own.inner);
      foreign.push(...own.foreign);
    }
    names.delete(application);
    const wholes = [...names].flatMap((name) => { const target = this.#code.imports(mod).get(name); return target && target.name === undefined ? [target.module] : []; });
    const reached = [...this.#code.leading(mod, names, inner), ...wholes.flatMap((module) => this.#code.leading(module, members, [])), ...foreign.flatMap(({ module, name }) => name === undefined ? [] : this.#code.leading(module, [name], []))];
    const written: Served = { fn, mod, mentions: { names: new Set([...names, ...members]), members, numbers: new Set(), texts, foreign: [], used: [], named: [], held: new Map() } };
    const isKnown = reached.length > 0;
    const checks = reached.some(this.#ask.checks) || this.#ask.checks(written) || [...names, ...members].some((x) => CHECK_NAME.test(x) && !(isKnown && names.has(x)));
    return { isOpen: !checks && reached.some(this.#ask.drives), checks };
  }

  /** Whether routes are bound to a variable in a function. */
  #setUp(mod: ModuleInfo, fn: FunctionIR, name: string): boolean {
    let found = false;
    const made = this.#definitions(fn);
    each(fn, (op, a) => { found ||= op === Op.CallMethod && ROUTES.has(mod.ir.strings[fn.code[a + 3]!]!) && rootOf(fn, mod, made, fn.code[a + 2]!) === name; });
    return found && this.#written(mod, fn, name).length > 0;
  }

  /** Registers that a variable of a function is given. */
  #written(mod: ModuleInfo, fn: FunctionIR, name: string): readonly number[] {
    const out: number[] = [];
    each(fn, (op, a) => {
      if (op === Op.StoreScope && mod.ir.strings[fn.code[a + 1]!] === name) out.push(fn.code[a + 2]!);
      else if (op === Op.Move && variable(fn, fn.code[a]!) === name) out.push(fn.code[a + 1]!);
    });
    return out;
  }

  /** A name of another module: what it means there, or the name alone. */
  #foreign(mod: ModuleInfo, spec: string, name: string, into: Mentioned): void {
    const target = this.#code.resolve(spec, name, mod);
    if (target) into.foreign.push(target);
    else into.names.add(name);
  }

  /** What an expression mentions: the instructions that make its registers. */
  #expression(mod: ModuleInfo, fn: FunctionIR, registers: Iterable<number>): Mentioned {
    const { code } = fn;
    const { strings, consts, functions } = mod.ir;
    const made = this.#definitions(fn);
    const found: Mentioned = { names: new Set(), members: new Set(), texts: new Set(), inner: [], foreign: [] };
    const seen = new Set<number>();
    const queue = [...registers];
    for (let reg = queue.pop(); reg !== undefined; reg = queue.pop()) {
      if (seen.has(reg)) continue;
      seen.add(reg);
      const own = variable(fn, reg);
      if (own !== undefined) { found.names.add(own); continue; }
      const pc = made.get(reg);
      if (pc === undefined) continue;
      const a = pc + HEADER;
      const text = code[pc] === Op.Const ? consts[code[a + 1]!] : undefined;
      if (typeof text === 'string') found.texts.add(text);
      if (code[pc] === Op.LoadScope) found.names.add(strings[code[a + 2]!]!);
      if (code[pc] === Op.Import && code[a + 2]! >= 0) this.#foreign(mod, strings[code[a + 1]!]!, strings[code[a + 2]!]!, found);
      if (code[pc] === Op.Get) {
        const whole = made.get(code[a + 1]!);
        const member = strings[code[a + 2]!]!;
        if (whole !== undefined && code[whole] === Op.Import && code[whole + HEADER + 2]! < 0) this.#foreign(mod, strings[code[whole + HEADER + 1]!]!, member, found);
        else found.members.add(member);
      }
      if (code[pc] === Op.CallMethod) found.members.add(strings[code[a + 3]!]!);
      if (code[pc] === Op.Closure) { const fnOf = functions[code[a + 1]!]; if (fnOf) found.inner.push(fnOf); }
      queue.push(...registersRead(code, pc));
    }
    return found;
  }
}

/** The variable that a module hands out as the whole of itself. */
function exportedName(mod: ModuleInfo): string | undefined {
  const fn = mod.ir.functions[0];
  if (!fn) return undefined;
  const made = definitions(fn);
  let found: string | undefined;
  each(fn, (op, a) => { if (op === Op.Export && mod.ir.strings[fn.code[a]!] === 'default') found = rootOf(fn, mod, made, fn.code[a + 1]!); });
  return found;
}

/** Whether what is used for one path holds for a route of another; of a route whose path is not known it may. */
function covers(prefix: string, path: string | undefined): boolean {
  const base = prefix.replace(/\/?\*$/, '');
  return path === undefined || path === base || path.startsWith(base + '/');
}
