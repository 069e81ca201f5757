import type { Capability, Place } from '../base/words.ts';
import type { Effect, Engine } from '../dataflow/engine.ts';
import { declaredBy, foldedName, type ToolItem } from '../dataflow/tools/grants.ts';
import { toolEffectsOf } from '../dataflow/tools/tools.ts';
import { ancestry, type ClassInfo } from '../resolve/program.ts';
import type { FunctionIR } from '../ir/ir.ts';
import type { FnToken } from '../resolve/value.ts';

/** One thing that a tool can do to the world, with what proves it. */
export interface Ability {
  readonly capability: Capability;
  /** The call or the library tool in words: `requests.post`. */
  readonly words: string;
  /** The effectful call in the tool's code; absent for ready-made tools. */
  readonly place?: Place;
  /** Calls from the tool's function down to it. */
  readonly calls: readonly Place[];
  /** The model decides where it goes, what it runs or whom it reaches. */
  readonly free: boolean;
  /** A person can refuse it. */
  readonly gated: boolean;
}

/** Methods of a class that were registered as tools, by decorator or by base class; the most derived of a name. */
function toolMethods(e: Engine, cls: ClassInfo): readonly { readonly fn: FnToken; readonly gated: boolean }[] {
  const out: { fn: FnToken; gated: boolean }[] = [];
  for (const c of ancestry(cls).classes) for (const m of c.methods.values()) {
    const use = e.decorated.get(m.token) ?? e.toolOf(m.token.fn);
    if (use && !out.some((x) => x.fn.fn.name === m.token.fn.name)) out.push({ fn: m.token, gated: use.gated });
  }
  return out;
}

/** The item with the functions that its class stands for. */
export function withMethods(e: Engine, item: ToolItem): ToolItem {
  // A tool that is only named is one of that name that the program has registered.
  if (!item.cls) return item.fns.length === 0 && !item.schema && item.name !== null && item.declared.length === 0 ? { ...item, fns: [...e.tools.values()].filter((t) => t.kind === 'agent' && t.name === item.name && t.agents.length === 0).map((t) => t.fn) } : item;
  const methods = toolMethods(e, item.cls);
  const declared = ancestry(item.cls).apis.flatMap((n) => declaredBy(n.rows, n.path));
  return { ...item, name: item.name ?? item.cls.ir.name, fns: methods.map((m) => m.fn), declared: [...item.declared, ...declared], gated: item.gated || (methods.length > 0 && methods.every((m) => m.gated)) };
}

/**
 * What a tool in an agent's hands can do: by its functions, by what its library says, by the branch of the dispatcher that its name
 * selects. `approves`: whether a person is asked before the function of a name runs. `caller`: the function that calls the model; what it
 * does for a tool is what that tool does there, whatever other callers do for one of that name.
 */
export function abilitiesOf(e: Engine, item: ToolItem, approves: (name: string) => boolean = () => false, caller?: Place): Ability[] {
  const out: Ability[] = item.declared.map((d) => ({ capability: d.capability, words: d.words, calls: [], free: true, gated: item.gated }));
  for (const fn of item.fns) for (const x of functionEffects(e, fn)) out.push(ability(x, item.gated || approves(fn.fn.name)));
  if (item.schema) for (const x of item.name !== null ? dispatchedEffects(e, item.name, caller) : anyTool(e)) out.push(ability(x, item.gated));
  return out;
}

const ability = (x: Effect, gated: boolean): Ability => ({ capability: x.capability, words: x.words, place: x.place, calls: x.calls, free: x.free, gated: gated || x.gated });

/** Effects of a tool's function: with arguments that a model chose where it was run so, else over all of its calls. */
export function functionEffects(e: Engine, fn: FnToken): readonly Effect[] {
  return withHandlers(e, [...(toolEffectsOf(e, fn) ?? e.effectsOf.get(fn.fn) ?? new Map<string, Effect>()).values()].filter((x) => !x.question));
}

/** Effects with those of the handlers that are registered on the way. */
function withHandlers(e: Engine, effects: readonly Effect[]): readonly Effect[] {
  const out = [...effects];
  const seen = new Set<FunctionIR>();
  for (const x of out) {
    if (!x.handler || seen.has(x.handler)) continue;
    seen.add(x.handler);
    for (const y of e.effectsOf.get(x.handler)?.values() ?? []) out.push({ ...y, calls: [...x.calls, x.place, ...y.calls], gated: y.gated || x.gated, names: x.names });
  }
  return out;
}

/**
 * Effects that happen where something equals the tool's name: in a table of handlers, in a chain of conditions, in a switch. Where
 * neither exists, a function of the tool's own name is taken for its handler.
 */
function dispatchedEffects(e: Engine, name: string, caller: Place | undefined): readonly Effect[] {
  const found = new Map<string, Effect>();
  for (const effects of e.effectsOf.values()) for (const x of effects.values()) if (!x.question && x.names.includes(name)) found.set(`${x.capability}|${x.place.file}|${x.place.start}|${x.gated}`, x);
  const here = caller ? [...found.values()].filter((x) => passes(x, caller)) : [];
  if (found.size || dispatches(e, name)) return withHandlers(e, withoutGatedTwins(here.length ? here : [...found.values()]));
  const same = [...e.effectsOf].filter(([fn]) => foldedName(fn.name) === foldedName(name));
  const bodies = caller ? same.filter(([, own]) => own.size > 0).flatMap(([fn]) => bodyOf(e, fn)) : [];
  const called = caller && bodies.length ? [...e.effectsOf.values()].flatMap((effects) => [...effects.values()]).filter((x) => !x.question && passes(x, caller) && bodies.some((body) => passes(x, body))) : [];
  if (called.length) return withHandlers(e, called);
  // How it is called is not seen: what it does not fix itself, the model chooses.
  return withHandlers(e, same.flatMap(([, effects]) => [...effects.values()].map((x) => ({ ...x, free: x.free || x.target === null }))));
}
/** Whether an effect is had in a function, or by way of a call in it. */
const passes = (x: Effect, { file, start, end }: Place): boolean => [x.place, ...x.calls].some((at) => at.file === file && at.start >= start && at.end <= end);
function bodyOf(e: Engine, fn: FunctionIR): readonly Place[] {
  const file = e.program.list.find((mod) => mod.ir.functions[fn.index] === fn)?.file;
  return file === undefined ? [] : [{ file, ...fn.span }];
}
const dispatches = (e: Engine, name: string): boolean => [...e.dispatch.values()].some((names) => names.has(name));

/** Effects of every tool that this program offers. */
function anyTool(e: Engine): readonly Effect[] {
  return [...e.tools.values()].filter((t) => t.kind === 'mcp').flatMap((t) => functionEffects(e, t.fn).map((x) => ({ ...x, gated: x.gated || t.gated })));
}

/** The same call seen from further outside may stand under more conditions than from inside; it is gated if the way from outside is. */
function withoutGatedTwins(effects: readonly Effect[]): readonly Effect[] {
  const gated = new Set(effects.filter((x) => x.gated).map((x) => `${x.capability}|${x.place.file}|${x.place.start}`));
  return effects.filter((x) => x.gated || !gated.has(`${x.capability}|${x.place.file}|${x.place.start}`));
}

/** Whether an ability needs leave: reaching a configured target or running a fixed program is no free hand. */
export function matters(a: Ability): boolean {
  if (a.gated) return false;
  if (a.capability === 'network-egress' || a.capability === 'send-message' || a.capability === 'execute-shell' || a.capability === 'execute-code') return a.free;
  return a.capability !== 'delegate';
}

/** Whether an ability leads out of the house at the model's will. */
export function isOutward(a: Ability): boolean {
  if (a.gated) return false;
  return a.free && (a.capability === 'network-egress' || a.capability === 'send-message' || a.capability === 'execute-shell');
}
