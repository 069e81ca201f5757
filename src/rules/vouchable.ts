import type { Finding, FlowStep, Vouchable, VouchedRole } from '../base/finding.ts';
import { SINK_KINDS, type Place, type SinkKind } from '../base/words.ts';
import { THROUGH_A_CALL } from '../dataflow/calls/unknownCalls.ts';
import { callsOf, type WrittenCall } from '../dataflow/probe.ts';
import type { FunctionIR, ModuleIR } from '../ir/ir.ts';
import { checksOf } from './checks.ts';
import { nameIn, sounds } from './survey.ts';

/** What is needed of the project beside the finding. */
export interface VouchableContext {
  readonly modules: ReadonlyMap<string, ModuleIR>;
  text(file: string): string | undefined;
}

/** Most functions that are offered for one finding: a menu of more is none. */
const MAX_OFFERED = 4;

/** Roles in which a function takes the danger of a sink away, the nearest first. */
const ROLES: Readonly<Record<SinkKind, readonly VouchedRole[]>> = {
  prompt: ['sanitizers'], 'system-prompt': ['sanitizers'], 'tool-result': ['sanitizers'], image: ['sanitizers'], index: ['sanitizers'], html: ['sanitizers'],
  code: ['sanitizers', 'reviewers'], shell: ['sanitizers', 'reviewers'], sql: ['sanitizers', 'reviewers'], template: ['sanitizers', 'reviewers'],
  deserialise: ['sanitizers', 'reviewers'], path: ['sanitizers', 'reviewers'], clinical: ['reviewers'], training: ['reviewers'],
  'phi-model': ['deidentifiers'], 'phi-log': ['deidentifiers'], 'phi-training': ['deidentifiers'], transport: [], egress: [],
};
/** Sinks of free text, for which the short form of an entry is enough. */
const OF_TEXT: ReadonlySet<SinkKind> = new Set<SinkKind>(['prompt', 'system-prompt', 'tool-result', 'index']);

/**
 * Functions on the way of a finding that are the project's own, or whose code is not known, and for which its policy could vouch: those that
 * handed the data on, and checks on the way whose answer the analysis does not understand.
 */
export function vouchableFunctions(finding: Finding, context: VouchableContext): readonly Vouchable[] {
  if (finding.ruleId === 'excessive-agency/overprivileged-tool') return approvals(finding, context);
  const sink = SINK_KINDS.find((kind) => finding.facts?.sink.startsWith(`${kind} of `));
  if (sink === undefined) return [];
  const entry = (role: VouchedRole, name: string): Vouchable => ({ role, name, ...(role === 'sanitizers' && !OF_TEXT.has(sink) ? { clears: [sink] } : {}) });
  const passed = [...functionsOnTheWay(finding.flow, context), ...unknownOnTheWay(finding.flow, context)];
  const roles = ROLES[sink];
  return distinct([...passed.flatMap((name) => roles.map((role) => entry(role, name))), ...guards(finding, sink, roles, context)]).slice(0, MAX_OFFERED);
}

const distinct = (all: readonly Vouchable[]): readonly Vouchable[] => all.filter((one, i) => all.findIndex((other) => other.role === one.role && other.name === one.name) === i);

/** A name that can be written in a policy. */
const PLAIN_NAME = /^[\p{L}\p{N}_$]+(\.[\p{L}\p{N}_$]+)*$/u;

/** Functions of the project that returned the data, those that were given it first. */
function functionsOnTheWay(flow: readonly FlowStep[], { modules }: VouchableContext): readonly string[] {
  const given: string[] = [];
  const read: string[] = [];
  flow.forEach(({ kind, place }, i) => {
    const call = kind === 'return' ? callAt(place, modules) : undefined;
    const before = flow[i - 1]?.place;
    const inside = before === undefined ? undefined : functionAround(modules.get(before.file), before);
    const own = call?.names[0]?.split('.').at(-1);
    if (call === undefined || own === undefined) return;
    const name = before !== undefined && inside?.name === own ? nameIn(modules.get(before.file)!, inside) : projectName(call.names, modules);
    const takes = flow.slice(0, i).some((step) => step.kind === 'call' && functionAround(modules.get(step.place.file), step.place)?.name === own);
    if (name !== undefined) (takes ? given : read).push(name);
  });
  return [...given, ...read].filter((name) => PLAIN_NAME.test(name));
}

const NAMED: ReadonlySet<FunctionIR['kind']> = new Set<FunctionIR['kind']>(['function', 'method', 'lambda']);

/** The innermost function with a name of its own around a place. */
function functionAround(module: ModuleIR | undefined, { start, end }: Place): FunctionIR | undefined {
  let found: FunctionIR | undefined;
  for (const fn of module?.functions ?? []) {
    if (fn.kind === 'module' || fn.span.start > start || fn.span.end < end) continue;
    if (found === undefined || fn.span.start >= found.span.start) found = fn;
  }
  return found === undefined || !NAMED.has(found.kind) ? undefined : found;
}

/** Calls on the way of which nothing is known, by a name under which the policy finds them. */
function unknownOnTheWay(flow: readonly FlowStep[], { modules }: VouchableContext): readonly string[] {
  return flow.flatMap(({ place, message }) => {
    const call = message === THROUGH_A_CALL ? callAt(place, modules) : undefined;
    const name = call === undefined ? undefined : policyName(modules.get(place.file)!, call);
    return name === undefined || !PLAIN_NAME.test(name) ? [] : [name];
  });
}

/** The last two parts of what is called: under the name of its module or class, where one is known, else of the method alone. */
function policyName(module: ModuleIR, { names, fn }: WrittenCall): string | undefined {
  const [written = '', known] = names;
  const parts = (known ?? written).split(/[./:]+/).filter((part) => part !== '');
  if (known !== undefined || /[/:]/.test(written)) return parts.slice(-2).join('.');
  const isVariable = parts.length > 1 && (parts[0] === 'this' || parts[0] === 'self' || fn.varNames.includes(parts[0]!));
  const isName = parts.length === 1 && !module.imports.some(({ names: imported }) => imported.includes(written));
  // A function that is a value has no name.
  return isName ? undefined : isVariable ? parts.at(-1) : parts.slice(-2).join('.');
}

const known = new WeakMap<ModuleIR, readonly WrittenCall[]>();

function callAt({ file, start, end }: Place, modules: ReadonlyMap<string, ModuleIR>): WrittenCall | undefined {
  const module = modules.get(file);
  if (module === undefined) return undefined;
  let found = known.get(module);
  if (found === undefined) known.set(module, found = callsOf(module));
  return found.find(({ place }) => place.start === start && place.end === end);
}

/** Checks of the project's own of what flows, in the functions that it flows through. */
function guards({ flow, tainted = [] }: Finding, sink: SinkKind, roles: readonly VouchedRole[], context: VouchableContext): readonly Vouchable[] {
  const clears: readonly SinkKind[] | undefined = roles.includes('deidentifiers') ? undefined : OF_TEXT.has(sink) ? [] : [sink];
  if (clears === undefined || roles.length === 0) return [];
  const places = [...flow.map(({ place }) => place), ...tainted];
  const texts = new Set(places.map(({ file, start, end }) => context.text(file)?.slice(start, end) ?? ''));
  const found: Vouchable[] = [];
  for (const [module, fn, until] of functionsAround(places, context)) {
    for (const check of checksOf(module, fn, until)) {
      const at = check.arguments.findIndex(({ start, end }) => texts.has(context.text(module.file)?.slice(start, end) ?? ''));
      const name = at < 0 ? undefined : projectName(check.names, context.modules);
      if (name === undefined || (check.accepts === 'throws' && !sounds(name, 'guards'))) continue;
      found.push({ role: 'guards', name, arg: check.arguments[at]!.key ?? String(at), accepts: check.accepts, ...(clears.length === 0 ? {} : { clears }) });
    }
  }
  return found;
}

/** Functions of a tool that could be a person's consent to what it does. */
function approvals({ related }: Finding, context: VouchableContext): readonly Vouchable[] {
  const acts = related.filter(({ message }) => message.startsWith('what it does')).map(({ place }) => place);
  const found: Vouchable[] = [];
  for (const [module, fn, until] of functionsAround(acts, context)) for (const check of checksOf(module, fn, until)) {
    const name = projectName(check.names, context.modules);
    if (name !== undefined && (check.accepts === true || sounds(name, 'approvals'))) found.push({ role: 'approvals', name });
  }
  return distinct(found).slice(0, MAX_OFFERED);
}

/** Each function around some of the places, with the last of them in it. */
function functionsAround(places: readonly Place[], { modules }: VouchableContext): readonly (readonly [ModuleIR, FunctionIR, number])[] {
  const found = new Map<FunctionIR, readonly [ModuleIR, FunctionIR, number]>();
  for (const place of places) {
    const module = modules.get(place.file);
    const fn = functionAround(module, place);
    if (module !== undefined && fn !== undefined) found.set(fn, [module, fn, Math.max(place.start, found.get(fn)?.[2] ?? 0)]);
  }
  return [...found.values()];
}

const indexes = new WeakMap<ReadonlyMap<string, ModuleIR>, ReadonlyMap<string, readonly string[]>>();

/** Names of the project's functions as a policy may write them, by their last part. */
function namesIn(modules: ReadonlyMap<string, ModuleIR>): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(modules);
  if (known !== undefined) return known;
  const found = new Map<string, string[]>();
  for (const module of modules.values()) for (const fn of module.functions) {
    if (!NAMED.has(fn.kind)) continue;
    const own = found.get(fn.name) ?? [];
    found.set(fn.name, own);
    own.push(nameIn(module, fn));
  }
  indexes.set(modules, found);
  return found;
}

/** The name of the project's own function that a call may be of. */
function projectName(names: readonly string[], modules: ReadonlyMap<string, ModuleIR>): string | undefined {
  const last = names[0]?.split('.').at(-1);
  if (last === undefined) return undefined;
  const all = namesIn(modules).get(last) ?? [];
  const [only] = all;
  return only === undefined ? undefined : all.length === 1 ? only : all.find((one) => names.some((name) => name.endsWith(one))) ?? last;
}
