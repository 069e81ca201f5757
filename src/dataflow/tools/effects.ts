import { INTERPRETERS } from '../../base/programs.ts';
import { sinkBit, type Capability, type Place, type SinkKind } from '../../base/words.ts';
import type { FunctionIR } from '../../ir/ir.ts';
import type { ModelRow } from '../../models/load.ts';
import type { CapabilityRow } from '../../models/schema.ts';
import { ALL_BITS, PHI_BITS, TEXT_BITS, someStrings, type Label, type Step, type Value } from '../../resolve/value.ts';
import type { ArgPath } from '../../models/paths.ts';
import { argPath, holds, partsOf, type CallSite } from '../calls/arguments.ts';
import type { Effect, Engine } from '../engine.ts';
import { deepLabels, words } from '../objects/fields.ts';
import { member } from '../../resolve/api.ts';
import { TOOL } from '../../resolve/heap.ts';
import type { Frame } from '../frame.ts';
import { CHOSEN } from '../code/operators.ts';
import { SCRATCH } from '../library/paths.ts';

/** What sinks say of the callable that reaches them. */
const SINK_CAPABILITY: Partial<Record<SinkKind, Capability>> = { clinical: 'clinical-write', shell: 'execute-shell', code: 'execute-code' };

/** Adds an effect to an activation; of two at one place the one that is less held back counts. */
export function addEffect(effects: Map<string, Effect>, x: Effect): void {
  const key = `${x.capability}|${x.place.file}|${x.place.start}|${x.names.join()}|${x.handler?.name ?? ''}${x.question ? '?' : ''}`;
  const old = effects.get(key);
  if (!old) { effects.set(key, x); return; }
  if ((old.gated && !x.gated) || (!old.free && x.free)) effects.set(key, { ...old, gated: old.gated && x.gated, free: old.free || x.free });
}

/** What a called function did, as the caller sees it: one call further away, under the caller's own conditions. */
export function addEffects(caller: Frame, effects: Iterable<Effect>, call: Place): void {
  for (const x of effects) {
    const names = caller.names.length ? [...new Set([...caller.names, ...x.names])] : x.names;
    addEffect(caller.effects, { ...x, gated: x.gated || caller.asked, names, calls: x.calls.length >= 12 ? x.calls : [call, ...x.calls] });
  }
}

/** The effect of a call that a capability row describes. */
export function effect(e: Engine, f: Frame, r: ModelRow, row: CapabilityRow, site: CallSite): void {
  const targets = row.target ? partsOf(e, f, site, row.target).map((p) => p.value) : [];
  const texts = targets.flatMap(someStrings);
  for (const capability of row.capability) {
    const written = capability === 'write-files' || capability === 'delete';
    if (written && targets.length && targets.every(isScratch)) continue;
    record(e, f, { capability, place: site.place, words: site.callee ?? words(r), row: r.id, target: texts[0] ?? null, free: row.target !== undefined && !(row.base !== undefined && hasBase(e, f, site, row.base)) && isFree(e, f, capability, targets, row.relative === true) });
  }
}

/** What setting a property does to the world: the text of a command. */
export function assignedEffects(e: Engine, f: Frame, base: Value, name: string, value: Value, place: Place): void {
  for (const t of base.tokens) {
    const holder = t.t === 'api' ? t.node : t.t === 'obj' ? t.obj.api : null;
    for (const n of holder ? f.mod.trie.memberNodes(holder, member(name)) : []) for (const r of f.mod.trie.rows(n)) {
      if (!('capability' in r.row)) continue;
      const site: CallSite = { args: [{ value, place, name: 'value', spread: false, reg: -1 }], recv: null, self: null, place };
      if (holds(e, f, site, r.row.when)) effect(e, f, r, r.row, site);
    }
  }
}

/** Whether a call, or the client that it is made on, was given a base. Only what was stored counts: asking a client for a member may make one. */
function hasBase(e: Engine, f: Frame, site: CallSite, text: string): boolean {
  for (let path: ArgPath | undefined = argPath(text); path; path = path.or) {
    if (path.base !== 'self') { if (partsOf(e, f, site, String(path.base)).some((p) => p.value.tokens.some((t) => t.t === 'obj' && path!.steps.every((s) => t.obj.cells.has(s))))) return true; continue; }
    let o = site.recv;
    const found = path.steps.every((s, i) => { const cell = o?.cells.get(s); const next = cell?.value.tokens.find((t) => t.t === 'obj'); if (i < path!.steps.length - 1) o = next?.t === 'obj' ? next.obj : null; return cell !== undefined; });
    if (found && o) return true;
  }
  return false;
}

/**
 * A function that a library will call later, such as a handler of an association: what it does is done by whoever registered it. `tool`: the name
 * of a tool that the program runs here itself.
 */
export function handlerEffect(f: Frame, handler: FunctionIR, place: Place, tool?: string): void {
  addEffect(f.effects, { capability: 'delegate', place, calls: [], words: handler.name || 'a handler', row: '', target: null, free: false, gated: f.asked, names: f.names, handler, ...(tool === undefined ? {} : { tool }) });
}

/** Methods by which code runs a tool object itself. */
export const RUNS_TOOL: ReadonlySet<string> = new Set(['invoke', 'ainvoke', 'run', 'arun', 'call', 'acall', 'execute', 'executeAsync', 'InvokeAsync']);
/** Code that runs a tool object by itself does what the tool does, whichever of several it is. */
export function toolRunEffect(e: Engine, f: Frame, base: Value, method: string, place: Place): void {
  if (!RUNS_TOOL.has(method)) return;
  for (const t of base.tokens) {
    if (t.t === 'fn') { const tool = e.decorated.get(t); if (tool) handlerEffect(f, t.fn, place, tool.registered ?? tool.name); }
    else if (t.t === 'obj' && t.obj.note?.tool) for (const x of t.obj.cells.get(TOOL)?.value.tokens ?? []) if (x.t === 'fn') handlerEffect(f, x.fn, place, t.obj.note.tool.name ?? x.fn.name);
  }
}

/** A question to a person whose answer decides what happens. Functions that stand before tool calls are judged by theirs. */
export function questionEffect(f: Frame, names: readonly string[], place: Place): void {
  addEffect(f.effects, { capability: 'delegate', place, calls: [], words: 'a question', row: '', target: null, free: false, gated: true, names: [...new Set([...f.names, ...names])], question: true });
}

/** A danger that is reached is an ability too: writing to a clinical system, running commands or code that came from outside. */
export function sinkEffect(e: Engine, f: Frame, r: ModelRow, sink: SinkKind, label: string | undefined, reached: boolean, site: CallSite): void {
  const capability = SINK_CAPABILITY[sink];
  if (!capability || (capability !== 'clinical-write' && !reached)) return;
  record(e, f, { capability, place: site.place, words: label ?? site.callee ?? words(r), row: r.id, target: null, free: reached });
}

function record(e: Engine, f: Frame, x: Omit<Effect, 'calls' | 'gated' | 'names'>): void {
  addEffect(f.effects, { ...x, calls: [], gated: f.asked, names: f.names });
}

/** Whether the target is chosen outside: text of a model or a document decides the host, the address, the program. */
function isFree(e: Engine, f: Frame, capability: Capability, targets: readonly Value[], relative: boolean): boolean {
  return targets.some((v) => {
    const chosen = deepLabels(e, f, v).some(capability === 'network-egress' ? leads : decides);
    const texts = someStrings(v);
    if (capability === 'execute-shell' && texts.some((s) => INTERPRETERS.test(s.trim().split(/\s/)[0]!))) return true;
    if (!chosen) return false;
    if (capability !== 'network-egress') return true;
    // Text that was built, of a client with a base of its own, is the rest of a path.
    if (texts.length === 0) return !relative || deepLabels(e, f, v).some((l) => leads(l) && asGiven(l));
    return texts.some((s) => (s.startsWith(CHOSEN) && !relative) || /^[A-Za-z][\w+.-]*:\/\/[^/?#]*$/.test(s.slice(0, s.indexOf(CHOSEN))));
  });
}
/** Whether a value came here as it was chosen: handed on, never put into a longer text. */
function asGiven(l: Label): boolean {
  for (let s: Step | null = l.step; s; s = s.prev) if (s.kind === 'step') return false;
  return true;
}
const leads = (l: Label): boolean => l.capacity > 0 && (l.live & sinkBit('egress')) !== 0;
const decides = (l: Label): boolean => l.capacity > 0 && (l.live & (TEXT_BITS & ALL_BITS & ~PHI_BITS)) !== 0;

/** Buffers in memory and folders that vanish with the process are no files. */
function isScratch(v: Value): boolean {
  const texts = someStrings(v);
  if (texts.length) return texts.every((s) => s.startsWith(SCRATCH));
  const paths = v.tokens.flatMap((t) => t.t === 'api' ? [t.node.path] : t.t === 'obj' && t.obj.api ? [t.obj.api.path] : []);
  return paths.length > 0 && paths.every((p) => /^(tempfile\.|io\.(BytesIO|StringIO)|<io\.Buffer>)/.test(p));
}
