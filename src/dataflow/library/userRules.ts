import { SINK_KINDS, type LanguageId, type Place } from '../../base/words.ts';
import { HEADER, Op, type FunctionIR, type ModuleIR, type ParamIR, type TypeRef } from '../../ir/ir.ts';
import { UNKNOWN, withFacts, withLabels, type FnToken, type Label, type Value } from '../../resolve/value.ts';
import { dottedName } from '../calls/answers.ts';
import { argPath, partsOf, type CallSite } from '../calls/arguments.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { deepLabels } from '../objects/fields.ts';
import { instructionEnd } from '../../ir/layout.ts';
import { definitionsOf, type Frame } from '../frame.ts';
import { deepClear, guardFact } from './rows.ts';

/** Matches a dotted name. `last` is what the name must end in, or null where that is a pattern. */
export interface NameTest { readonly matches: (dotted: string) => boolean; readonly last: string | null }

/** One origin of data, as in `FlowRuleSource` of the policy; exactly one of the first five is there. */
export interface UserSource {
  readonly call?: NameTest;
  readonly name?: NameTest;
  /** `*` for all. */
  readonly parameter?: string;
  readonly annotation?: NameTest;
  readonly decorator?: NameTest;
  readonly inFunction?: NameTest;
  readonly output: string;
}

/** A rule of the user with its names ready to be asked. */
export interface UserRule {
  readonly id: string;
  /** Empty for all. */
  readonly languages: readonly LanguageId[];
  readonly sources: readonly UserSource[];
  readonly sinks: readonly { readonly call: NameTest; readonly args: readonly string[] }[];
  readonly barriers: readonly { readonly call: NameTest; readonly output: readonly string[] }[];
  readonly guards: readonly { readonly call: NameTest; readonly arg: string; readonly accepts: true | false | 'throws' }[];
}

/** A danger that a rule of the user names: the rule's position in its batch. */
export type UserSink = `rule ${number}`;

/** Rules that one analysis can tell apart: the bits of a label's dangers that the built-in sink kinds leave. */
export const MAX_USER_RULES = 31 - SINK_KINDS.length;
const bitOf = (index: number): number => 1 << (SINK_KINDS.length + index);

/** What the rules say of calls of one name. */
interface CallRules {
  readonly sources: readonly { readonly bit: number; readonly output: string; readonly languages: readonly LanguageId[] }[];
  readonly sinks: readonly { readonly index: number; readonly args: readonly string[]; readonly languages: readonly LanguageId[] }[];
  readonly barriers: readonly { readonly bit: number; readonly output: readonly string[] }[];
  readonly guards: readonly { readonly bit: number; readonly arg: string; readonly accepts: true | false | 'throws' }[];
}

/**
 * The rules of the user in one analysis. Each rule has a danger of its own that only its own barriers and guards take away. Names are compared
 * with what a call is written as, with the imports of its file put in, and with what it turns out to call.
 */
export class UserRules {
  private readonly rules: readonly UserRule[];
  private readonly calls = new Map<string, CallRules | null>();
  private readonly names = new Map<string, number>();
  private readonly parameters = new WeakMap<FunctionIR, readonly number[]>();
  private readonly lasts: ReadonlySet<string>;
  private readonly hasPattern: boolean;
  private readonly readsNames: boolean;

  constructor(rules: readonly UserRule[]) {
    this.rules = rules;
    const origins = rules.flatMap((rule) => rule.sources.flatMap(({ call, name, decorator }) => call ?? name ?? decorator ?? []));
    this.lasts = new Set(origins.flatMap(({ last }) => last ?? []));
    this.hasPattern = origins.some(({ last }) => last === null);
    this.readsNames = rules.some((rule) => rule.sources.some(({ name }) => name !== undefined));
  }

  /** Whether a function can be where data of a rule enters: it has such a parameter, or names such a call. */
  startsIn(fn: FunctionIR, mod: ModuleIR, mentioned: readonly string[]): boolean {
    if (this.hasPattern) return true;
    for (const name of mentioned) if (this.lasts.has(name)) return true;
    return this.parametersOf(fn, mod).some((bits) => bits !== 0);
  }

  /** A call was made: `names` are its dotted names. Gives the result with labels added and taken away. */
  called(e: Engine, f: Frame, names: readonly string[], site: CallSite, v: Value, baseReg: number): Value {
    let out = v;
    for (const name of names) {
      const rules = this.ofCall(name);
      if (rules) out = apply(e, f, rules, name, site, out, baseReg);
    }
    return out;
  }

  /** A variable, attribute or global was read, or a local variable set. */
  read(e: Engine, f: Frame, names: readonly string[], place: Place, v: Value): Value {
    let out = v;
    for (const name of names) {
      const bits = this.ofName(name, f.mod.ir.language);
      if (bits) out = withLabels(out, [e.userLabel(bits, place, name)]);
    }
    return out;
  }
  get hasNames(): boolean { return this.readsNames; }

  /** Adds labels to the arguments that parameters of a function are given. */
  bind(e: Engine, t: FnToken, { values, missing }: { readonly values: (Value | undefined)[]; readonly missing: Set<number> }): void {
    this.parametersOf(t.fn, t.mod.ir).forEach((bits, i) => {
      if (!bits) return;
      const p = t.fn.params[i]!;
      missing.delete(p.reg);
      values[i] = withLabels(values[i] ?? UNKNOWN, [e.userLabel(bits, { file: t.mod.file, start: p.span.start, end: p.span.end }, `parameter ${p.name} of ${t.fn.name || 'a function'}`)]);
    });
  }

  private ofCall(name: string): CallRules | null {
    let found = this.calls.get(name);
    if (found !== undefined) return found;
    const made: CallRules = {
      sources: this.rules.flatMap((rule, i) => rule.sources.filter((s) => s.call?.matches(name)).map((s) => ({ bit: bitOf(i), output: s.output, languages: rule.languages }))),
      sinks: this.rules.flatMap((rule, i) => rule.sinks.filter((s) => s.call.matches(name)).map((s) => ({ index: i, args: s.args, languages: rule.languages }))),
      barriers: this.rules.flatMap((rule, i) => rule.barriers.filter((b) => b.call.matches(name)).map((b) => ({ bit: bitOf(i), output: b.output }))),
      guards: this.rules.flatMap((rule, i) => rule.guards.filter((g) => g.call.matches(name)).map((g) => ({ bit: bitOf(i), arg: g.arg, accepts: g.accepts }))),
    };
    found = made.sources.length + made.sinks.length + made.barriers.length + made.guards.length > 0 ? made : null;
    this.calls.set(name, found);
    return found;
  }

  private ofName(name: string, language: LanguageId): number {
    const key = `${language} ${name}`;
    let bits = this.names.get(key);
    if (bits === undefined) this.names.set(key, bits = this.rules.reduce((all, rule, i) => speaks(rule.languages, language) && rule.sources.some((s) => s.name?.matches(name)) ? all | bitOf(i) : all, 0));
    return bits;
  }

  private parametersOf(fn: FunctionIR, mod: ModuleIR): readonly number[] {
    let bits = this.parameters.get(fn);
    if (!bits) this.parameters.set(fn, bits = fn.params.map((p, at) => at === 0 && fn.selfParam ? 0 : this.rules.reduce((all, rule, i) => speaks(rule.languages, mod.language) && rule.sources.some((s) => isSource(s, fn, p, mod)) ? all | bitOf(i) : all, 0)));
    return bits;
  }
}

const speaks = (languages: readonly LanguageId[], language: LanguageId): boolean => languages.length === 0 || languages.includes(language);

function isSource(s: UserSource, fn: FunctionIR, p: ParamIR, mod: ModuleIR): boolean {
  if (s.parameter !== undefined) return (s.parameter === '*' || s.parameter === p.name) && (s.inFunction === undefined || s.inFunction.matches(`${mod.file.replace(/\.\w+$/, '')}.${fn.qualifiedName}`));
  if (s.annotation) return [...typeNames(p.type), ...(p.annotations ?? []).map(({ name }) => name)].some((name) => s.annotation!.matches(name));
  return s.decorator !== undefined && fn.annotations.some(({ name }) => s.decorator!.matches(name));
}
const typeNames = (type: TypeRef | undefined): readonly string[] => type ? [type.name, ...(type.args ?? []).flatMap(typeNames)] : [];

function apply(e: Engine, f: Frame, rules: CallRules, name: string, site: CallSite, v: Value, baseReg: number): Value {
  const { language } = f.mod.ir;
  for (const sink of rules.sinks) {
    if (!speaks(sink.languages, language)) continue;
    for (const path of sink.args) for (const part of partsOf(e, f, site, path)) report(e, f, sink.index, name, deepLabels(e, f, part.value), part.place, site.place);
  }
  let out = v;
  for (const source of rules.sources) {
    if (!speaks(source.languages, language)) continue;
    const label = e.userLabel(source.bit, site.place, `${name}()`);
    if (argPath(source.output).base === 'return') out = withLabels(out, [label]);
    else for (const part of partsOf(e, f, site, source.output)) for (const t of part.value.tokens) if (t.t === 'obj') e.heap.addBase(t.obj, [label]);
  }
  for (const { bit, output } of rules.barriers) for (const path of output) {
    if (argPath(path).base === 'return') out = deepClear(e, out, bit);
    else for (const part of partsOf(e, f, site, path)) deepClear(e, part.value, bit);
  }
  const facts = rules.guards.flatMap(({ bit, arg, accepts }) => guardFact(e, f, { arg, accepts, isWide: false }, bit, site, baseReg));
  return facts.length ? withFacts(out, [...(out.facts ?? []), ...facts]) : out;
}

function report(e: Engine, f: Frame, index: number, name: string, labels: readonly Label[], place: Place, call: Place): void {
  for (const label of labels) {
    if (!(label.live & bitOf(index))) continue;
    const isInside = call.file === place.file && call.start <= place.start && call.end >= place.end;
    const hit = { sink: `rule ${index}` as const, label, place, atCall: isInside && call.start === place.start && call.end === place.end, via: isInside ? null : call, words: name, row: '', endpoint: 'unknown' as const, target: null };
    e.report(hit);
    f.hits.push(hit);
  }
}

/** Dotted names of a call or a read that stands in the source: as written, with its imports put in, and by the declared type of its receiver. */
export function writtenNames(f: { readonly fn: FunctionIR; readonly mod: { readonly ir: ModuleIR } }, reg: number, member?: string): readonly string[] {
  const parts: string[] = member === undefined ? [] : [member];
  let type: string | undefined;
  for (let r = reg, n = 0; r >= 0 && n < 8; n++) {
    const pc = definitionsOf(f.fn)[r] ?? -1;
    if (pc < 0) {
      const variable = f.fn.vars.indexOf(r);
      if (variable >= 0) parts.unshift(f.fn.varNames[variable] ?? '');
      const declared = f.fn.params.find((p) => p.reg === r)?.type?.name;
      if (declared !== undefined && n === 0 && member !== undefined) type = declared;
      break;
    }
    const { code } = f.fn;
    const a = pc + HEADER;
    if (code[pc] === Op.LoadScope) { parts.unshift(f.mod.ir.strings[code[a + 2]!]!); break; }
    // What a file imports from another may be read where it is used.
    if (code[pc] === Op.Import) return [[importedPath(f.mod.ir, pc, code), ...parts].join('.')];
    if (code[pc] === Op.This) { parts.unshift('this'); break; }
    if (code[pc] === Op.Get) { parts.unshift(f.mod.ir.strings[code[a + 2]!]!); r = code[a + 1]!; continue; }
    if (code[pc] === Op.Await || code[pc] === Op.Move || code[pc] === Op.Cast || code[pc] === Op.Enter) { r = code[a + 1]!; continue; }
    break;
  }
  if (parts.length === 0) return [];
  const [first = '', ...rest] = parts;
  const imported = importsOf(f.mod.ir).get(first);
  return [parts.join('.'), ...(imported === undefined ? [] : [[imported, ...rest].join('.')]), ...(type === undefined ? [] : [`${type}.${member}`])];
}

/** Module, and name of it, that an import reads, dotted. */
function importedPath({ strings }: ModuleIR, pc: number, code: Int32Array): string {
  const [module, name] = [strings[code[pc + HEADER + 1]!]!, strings[code[pc + HEADER + 2]!]];
  return name === undefined || name === 'default' ? module : `${module}.${name}`;
}

const imports = new WeakMap<ModuleIR, ReadonlyMap<string, string>>();
/** What each imported name of a file stands for: its module and name, dotted. */
export function importsOf(ir: ModuleIR): ReadonlyMap<string, string> {
  const known = imports.get(ir);
  if (known) return known;
  const found = new Map<string, string>();
  for (const fn of ir.functions) if (fn) {
    const pending = new Map<number, string>();
    for (let pc = 0; pc < fn.code.length; pc = instructionEnd(fn.code, pc)) {
      const a = pc + HEADER;
      const op = fn.code[pc]!;
      if (op === Op.Import) {
        pending.set(fn.code[a]!, importedPath(ir, pc, fn.code));
        const variable = fn.vars.indexOf(fn.code[a]!);
        if (variable >= 0) found.set(fn.varNames[variable]!, pending.get(fn.code[a]!)!);
      } else if (op === Op.StoreScope) { const path = pending.get(fn.code[a + 2]!); if (path !== undefined) found.set(ir.strings[fn.code[a + 1]!]!, path); }
      else if (op === Op.Move) { const path = pending.get(fn.code[a + 1]!); const variable = fn.vars.indexOf(fn.code[a]!); if (path !== undefined && variable >= 0) found.set(fn.varNames[variable]!, path); }
    }
  }
  imports.set(ir, found);
  return found;
}

/** Names of what a callee turned out to be: functions and classes of the project, points of a library. */
export function calleeNames(callee: Value, member?: string): readonly string[] {
  return callee.tokens.flatMap((t) => {
    if (member !== undefined) return t.t === 'api' ? [`${t.node.path}.${member}`] : t.t === 'obj' && t.obj.api ? [`${t.obj.api.path}.${member}`] : [];
    return t.t === 'fn' ? [dottedName(t)] : t.t === 'class' ? [`${t.cls.mod.file.replace(/\.\w+$/, '')}.${t.cls.ir.qualifiedName}`] : t.t === 'api' ? [t.node.path] : [];
  });
}

/** The call of a function of the project, from wherever it was made: a callback is called by the code that it was handed to. */
export function calledFunction(e: Engine, f: Frame, t: FnToken, args: readonly Argument[], place: Place, v: Value, baseReg: number): Value {
  return e.user!.called(e, f, [dottedName(t)], { args, recv: null, self: t.self, place }, v, baseReg);
}

/** A call that stands in the source. */
export function calledHere(e: Engine, f: Frame, reg: number, member: string | undefined, args: readonly Argument[], place: Place, v: Value): Value {
  const base = f.regs[reg] ?? UNKNOWN;
  const names = [...new Set([...writtenNames(f, reg, member), ...calleeNames(base, member)])];
  const recv = member === undefined ? null : base.tokens.find((t) => t.t === 'obj') ?? null;
  return e.user!.called(e, f, names, { args, recv: recv?.t === 'obj' && base.labels.length === 0 ? recv.obj : null, self: member === undefined ? null : base, place }, v, member === undefined ? -1 : reg);
}
