import { CallFlag, HEADER, Op, type FunctionIR, type TypeRef } from '../ir/ir.ts';
import { instructionEnd, registersRead } from '../ir/layout.ts';
import type { ModuleInfo } from '../resolve/program.ts';

/** What code mentions. */
export interface Mentions {
  /** Names that are read, called or written as types. */
  readonly names: ReadonlySet<string>;
  /** Those of the names that only follow a dot: they mean nothing that this module defines. */
  readonly members: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
  readonly texts: ReadonlySet<string>;
  /** Names of other modules that are used where they stand, without a name of this module. */
  readonly foreign: readonly { readonly spec: string; readonly name: string | undefined }[];
  /** Inner functions that are handed on, decorated or have no name. */
  readonly used: readonly FunctionIR[];
  /** Inner functions that only get a name here. */
  readonly named: readonly FunctionIR[];
  /** Inner functions in objects and lists that are written down under a name: they are reached by that. */
  readonly held: ReadonlyMap<string, readonly FunctionIR[]>;
}

/** The statements of a function that belong to the same applications. */
export interface Part {
  readonly fn: FunctionIR;
  readonly mod: ModuleInfo;
  /** Variables of which one must be served for these statements to matter; none for what matters in any case. */
  readonly owners: readonly string[];
  readonly mentions: Mentions;
}

interface Draft {
  readonly scoped: Set<string>; readonly members: Set<string>; readonly numbers: Set<number>; readonly texts: Set<string>;
  readonly foreign: Map<number, { spec: string; name: string | undefined }>;
  readonly inner: Set<FunctionIR>; readonly handed: Set<FunctionIR>; readonly held: Map<string, readonly FunctionIR[]>;
}

/**
 * A function, divided by the applications (servers, routers, blueprints) that are made and set up in it. Several of them may stand side by side, one
 * open and one that asks who calls, so that what is said of one must not count for the other.
 *
 * An application is a variable that is given what a call makes and on which something is called for its effect: a route, a filter, a child. What
 * is called on it, decorated by it or stored in it belongs to it; a statement that has no such receiver belongs to those that it hands on, and
 * what holds no application at all belongs to none and always counts. So `root.mount('/x', child)` is the root's, and leads to the child only where
 * the root is served. Fewer than two applications leave the function in one part. `started` is an offset at which a service starts: its statement
 * always counts.
 */
export function partsOf(fn: FunctionIR, mod: ModuleInfo, started = -1): readonly Part[] {
  const groups = statements(fn);
  const applications = applicationsOf(fn, mod, groups);
  const owners = applications.size < 2 ? new Map<number, readonly string[]>() : ownersOf(fn, mod, groups, applications, started);
  const drafts = new Map<string, Draft>();
  const keys = new Map<string, readonly string[]>();
  const draftOf = (group: number): Draft => {
    const own = owners.get(group) ?? [];
    const key = own.join('\n');
    let draft = drafts.get(key);
    if (!draft) { drafts.set(key, draft = { scoped: new Set(), members: new Set(), numbers: new Set(), texts: new Set(), foreign: new Map(), inner: new Set(), handed: new Set(), held: new Map() }); keys.set(key, own); }
    return draft;
  };
  collect(fn, mod, draftOf(-1), (pc) => draftOf(groups.get(pc) ?? -1), applications);
  return [...drafts].map(([key, draft]) => ({ fn, mod, owners: keys.get(key)!, mentions: finished(draft, fn) }));
}

function finished(draft: Draft, fn: FunctionIR): Mentions {
  const inner = [...draft.inner];
  const used = inner.filter((x) => draft.handed.has(x) || x.name === '' || /^<.*>$/.test(x.name) || x.classIndex !== fn.classIndex);
  const members = new Set([...draft.members].filter((name) => !draft.scoped.has(name)));
  return { names: new Set([...draft.scoped, ...members]), members, numbers: draft.numbers, texts: draft.texts, foreign: [...draft.foreign.values()], used: [...new Set([...used, ...draft.handed])], named: inner.filter((x) => !used.includes(x)), held: draft.held };
}

/** The statement that each instruction is part of, as its last instruction: temporaries join what makes them to what uses them. */
function statements({ code, vars, nRegs }: FunctionIR): ReadonlyMap<number, number> {
  const isVariable = new Uint8Array(nRegs);
  for (const v of vars) isVariable[v] = 1;
  const users = new Map<number, number>();
  const order: number[] = [];
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) order.push(pc);
  const groups = new Map<number, number>();
  // Backwards, so that the user of a temporary is known before what makes it.
  for (let i = order.length - 1; i >= 0; i--) {
    const pc = order[i]!;
    const made = code[pc + HEADER]!;
    const group = users.get(made);
    const own = group !== undefined && defines(code, pc) && isVariable[made] === 0 ? group : pc;
    groups.set(pc, own);
    for (const reg of registersRead(code, pc)) if (isVariable[reg] === 0 && !users.has(reg)) users.set(reg, own);
  }
  return groups;
}

const NO_RESULT: ReadonlySet<number> = new Set<number>([
  Op.StoreScope, Op.Set, Op.SetIndex, Op.Delete, Op.ImportStar, Op.Export, Op.ExportStar, Op.Return, Op.Throw, Op.If, Op.Loop, Op.Block, Op.Break, Op.Continue, Op.Try, Op.Push, Op.Spread, Op.IfMissing,
]);
const defines = (code: Int32Array, pc: number): boolean => !NO_RESULT.has(code[pc]!);

/** The variable that an instruction reads or writes by its name, in a register or in a scope. */
export function variable(fn: FunctionIR, reg: number): string | undefined {
  const at = fn.vars.indexOf(reg);
  return at < 0 ? undefined : fn.varNames[at];
}

/** The variable that a register's value was read from, through members and calls on it. */
export function rootOf(fn: FunctionIR, mod: ModuleInfo, made: ReadonlyMap<number, number>, register: number): string | undefined {
  const { code } = fn;
  for (let reg = register, rounds = 0; rounds < 32; rounds++) {
    const name = variable(fn, reg);
    if (name !== undefined) return name;
    const pc = made.get(reg);
    if (pc === undefined) return undefined;
    const a = pc + HEADER;
    switch (code[pc]) {
      case Op.LoadScope: return mod.ir.strings[code[a + 2]!];
      case Op.Get: case Op.Move: case Op.Cast: case Op.Await: case Op.Enter: reg = code[a + 1]!; break;
      case Op.CallMethod: case Op.Call: reg = code[a + 2]!; break;
      default: return undefined;
    }
  }
  return undefined;
}

/** The instruction that makes each temporary. */
export function definitions(fn: FunctionIR): ReadonlyMap<number, number> {
  const made = new Map<number, number>();
  each(fn, (op, a) => { if (!NO_RESULT.has(op)) made.set(fn.code[a]!, a - HEADER); });
  return made;
}

/** Variables that are given what a call makes, with calls on them whose result nobody keeps. */
function applicationsOf(fn: FunctionIR, mod: ModuleInfo, groups: ReadonlyMap<number, number>): ReadonlySet<string> {
  const made = definitions(fn);
  const { code } = fn;
  const given = new Set<string>();
  const receivers = new Set<string>();
  each(fn, (op, a) => {
    const pc = a - HEADER;
    if (op === Op.StoreScope || op === Op.Move) {
      const name = op === Op.StoreScope ? mod.ir.strings[code[a + 1]!] : variable(fn, code[a]!);
      let from = made.get(code[op === Op.StoreScope ? a + 2 : a + 1]!);
      while (from !== undefined && (code[from] === Op.Await || code[from] === Op.Cast)) from = made.get(code[from + HEADER + 1]!);
      if (name !== undefined && from !== undefined && (code[from] === Op.Call || code[from] === Op.CallMethod) && (code[from + HEADER + 1]! & CallFlag.decorator) === 0) given.add(name);
    } else if (isReceiving(code, pc)) {
      const last = groups.get(pc) ?? pc;
      const isForEffect = code[last] === Op.CallMethod || code[last] === Op.Call || code[last] === Op.Await || isDecorated(fn, made, last);
      const root = isForEffect ? rootOf(fn, mod, made, code[a + 2]!) : undefined;
      if (root !== undefined) receivers.add(root);
    }
  });
  return new Set([...given].filter((name) => receivers.has(name)));
}

/** Whether a call is made on what its third operand holds: a method, or a member that decorates. */
const isReceiving = (code: Int32Array, pc: number): boolean => code[pc] === Op.CallMethod || (code[pc] === Op.Call && (code[pc + HEADER + 1]! & CallFlag.decorator) !== 0);

/** Whether a statement gives a function its name after it was decorated. */
function isDecorated({ code }: FunctionIR, made: ReadonlyMap<number, number>, pc: number): boolean {
  if (code[pc] !== Op.StoreScope && code[pc] !== Op.Move) return false;
  const from = made.get(code[code[pc] === Op.StoreScope ? pc + HEADER + 2 : pc + HEADER + 1]!);
  return from !== undefined && code[from] === Op.Call && (code[from + HEADER + 1]! & CallFlag.decorator) !== 0;
}

/** Which applications each statement belongs to. */
function ownersOf(fn: FunctionIR, mod: ModuleInfo, groups: ReadonlyMap<number, number>, applications: ReadonlySet<string>, started: number): ReadonlyMap<number, readonly string[]> {
  const made = definitions(fn);
  const { code } = fn;
  const stored = new Map<number, string>();
  const receivers = new Map<number, Set<string>>();
  const handed = new Map<number, Set<string>>();
  const always = new Set<number>();
  const note = (map: Map<number, Set<string>>, group: number, name: string | undefined): void => {
    if (name === undefined || !applications.has(name)) return;
    const known = map.get(group);
    if (known) known.add(name); else map.set(group, new Set([name]));
  };
  each(fn, (op, a) => {
    const pc = a - HEADER;
    const group = groups.get(pc) ?? pc;
    switch (op) {
      case Op.StoreScope: case Op.Move: {
        const name = op === Op.StoreScope ? mod.ir.strings[code[a + 1]!] : variable(fn, code[a]!);
        if (name !== undefined && applications.has(name) && group === pc) stored.set(group, name);
        break;
      }
      // What a module hands out under a name counts where that name is asked for.
      case Op.Export: { const name = mod.ir.strings[code[a]!]; if (name !== undefined) stored.set(group, name); break; }
      case Op.CallMethod: case Op.Call: if (isReceiving(code, pc)) note(receivers, group, rootOf(fn, mod, made, code[a + 2]!)); break;
      case Op.LoadScope: note(handed, group, mod.ir.strings[code[a + 2]!]); break;
      // What is given back is what the caller serves; a condition decides over parts of its own.
      case Op.Return: case Op.If: case Op.Loop: always.add(group); break;
    }
    if (op !== Op.LoadScope) for (const reg of registersRead(code, pc)) note(handed, group, variable(fn, reg));
    if ((op === Op.Call || op === Op.CallMethod) && code[pc + 2]! <= started && started < code[pc + 3]!) always.add(group);
  });
  const owners = new Map<number, readonly string[]>();
  for (const group of new Set(groups.values())) {
    const own = stored.get(group);
    // What is made around an application (the API of a framework's extension, a socket server) is served with it.
    const names = own !== undefined ? [...new Set([own, ...handed.get(group) ?? []])] : [...receivers.get(group) ?? handed.get(group) ?? []].sort();
    if (names.length > 0 && !always.has(group)) owners.set(group, names);
  }
  return owners;
}

/** Sorts what a function mentions into drafts; what its signature says goes into the first. */
function collect(fn: FunctionIR, mod: ModuleInfo, signature: Draft, draftAt: (pc: number) => Draft, applications: ReadonlySet<string>): void {
  const { strings, consts, functions } = mod.ir;
  /** Functions that a register holds: itself, or in an object that is written down. */
  const closures = new Map<number, readonly FunctionIR[]>();
  const written = new Set<number>();
  const importedAt = new Map<number, Draft>();
  const type = (t: TypeRef | undefined): void => { if (!t) return; signature.scoped.add(t.name.slice(t.name.lastIndexOf('.') + 1)); t.args?.forEach(type); };
  for (const p of fn.params) { type(p.type); p.annotations?.forEach((x) => signature.scoped.add(x.name)); }
  for (const x of fn.annotations) signature.scoped.add(x.name.slice(x.name.lastIndexOf('.') + 1));
  each(fn, (op, a, code) => {
    const pc = a - HEADER;
    const draft = draftAt(pc);
    const string = (index: number | undefined): void => { const text = strings[index ?? -1]; if (text !== undefined) draft.scoped.add(text); };
    const member = (index: number | undefined): void => { const text = strings[index ?? -1]; if (text !== undefined) draft.members.add(text); };
    const hand = (register: number | undefined): void => { for (const inner of closures.get(register ?? -1) ?? []) draft.handed.add(inner); };
    if (applications.size > 1) for (const reg of registersRead(code, pc)) { const name = variable(fn, reg); if (name !== undefined && applications.has(name)) draft.scoped.add(name); }
    switch (op) {
      case Op.Const: {
        const value = consts[code[a + 1] ?? -1];
        if (typeof value === 'number') draft.numbers.add(value);
        else if (typeof value === 'string' && value.length <= 200) draft.texts.add(value);
        break;
      }
      case Op.LoadScope: string(code[a + 2]); break;
      case Op.Get: member(code[a + 2]); break;
      case Op.Closure: { const inner = functions[code[a + 1] ?? -1]; if (inner && inner !== fn) { closures.set(code[a] ?? -1, [inner]); draft.inner.add(inner); } break; }
      // Handlers in the options of a call: `serve({ fetch: async (req) => … })`.
      case Op.Alloc: { const held = registersRead(code, pc).flatMap((reg) => closures.get(reg) ?? []); if (held.length > 0) { closures.set(code[a] ?? -1, held); written.add(code[a] ?? -1); } break; }
      case Op.Class: {
        const cls = mod.ir.classes[code[a + 1] ?? -1];
        // A decorated class registers its methods by itself; a plain one waits for its name.
        if (cls && cls.annotations.length > 0) for (const m of cls.methods) { const inner = functions[m.fn]; if (inner) draft.handed.add(inner); }
        break;
      }
      case Op.Call: for (let i = 0; i < (code[a + 3] ?? 0); i++) hand(code[a + 4 + i * 5 + 2]); break;
      case Op.CallMethod: member(code[a + 3]); for (let i = 0; i < (code[a + 4] ?? 0); i++) hand(code[a + 5 + i * 5 + 2]); break;
      case Op.Import: draft.foreign.set(code[a] ?? -1, { spec: strings[code[a + 1] ?? -1] ?? '', name: strings[code[a + 2] ?? -1] }); importedAt.set(code[a] ?? -1, draft); break;
      // An import that is given a name is mentioned where that name is.
      case Op.StoreScope: if (written.has(code[a + 2] ?? -1)) draft.held.set(strings[code[a + 1] ?? -1] ?? '', closures.get(code[a + 2] ?? -1) ?? []); importedAt.get(code[a + 2] ?? -1)?.foreign.delete(code[a + 2] ?? -1); if (applications.size > 1 && applications.has(strings[code[a + 1] ?? -1] ?? '')) string(code[a + 1]); break;
      case Op.Move: case Op.Cast: { const inner = closures.get(code[a + 1] ?? -1); if (inner) closures.set(code[a] ?? -1, inner); if (op === Op.Move && applications.size > 1) { const name = variable(fn, code[a] ?? -1); if (name !== undefined && applications.has(name)) draft.scoped.add(name); } break; }
      case Op.Return: hand(code[a]); break;
      case Op.Set: case Op.SetIndex: hand(code[a + 2]); break;
    }
  });
}

/** Instructions of a function with their regions, in order; `a` is the index of the first operand. */
export function each(fn: FunctionIR, visit: (op: number, a: number, code: Int32Array) => void): void {
  const code = fn.code;
  for (let pc = 0; pc < code.length; pc = instructionEnd(code, pc)) visit(code[pc]!, pc + HEADER, code);
}
