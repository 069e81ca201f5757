import { SINK_KINDS, sinkBits, type Place, type SinkKind } from '../../base/words.ts';
import { CallFlag } from '../../ir/ir.ts';
import type { ModelRow } from '../../models/load.ts';
import type {
  AgentRow, BarrierRow, CallsRow, CapabilityRow, EndpointRow, EntryRow, FlowRow, GuardRow, MessageRow, MisuseRow, ModelCallRow, ReadRow, SinkRow, SourceRow, TemplateRow, ToolRow,
} from '../../models/schema.ts';
import type { ArgPath } from '../../models/paths.ts';
import { CALL, type ApiNode } from '../../resolve/api.ts';
import { findMethod } from '../../resolve/program.ts';
import { BASE, LENGTH, TOOL, type HeapObj } from '../../resolve/heap.ts';
import {
  ALL_BITS, Feature, NOTHING, PHI_BITS, TEXT_BITS, UNKNOWN, addFeature, clear, clearLabels, extend, isNothing, join, joinAll, joinLabels, ofLabels, ofToken, ofTokens, someStrings, singleConst, withFacts, withLabels,
  type ApiToken, type Fact, type Label, type Value,
} from '../../resolve/value.ts';
import { holds, partsOf, writtenParts, valueOf, argPath, nearer, type CallSite, type Part } from '../calls/arguments.ts';
import { type Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { dicomLabel } from '../objects/elements.ts';
import { INDEX_METHODS, capacityOf, deepLabels, elements, readField, words } from '../objects/fields.ts';
import { answerBehind, proxyObject } from '../objects/proxies.ts';
import { runCallbacks } from '../calls/unknownCalls.ts';
import type { Frame } from '../frame.ts';
import { isUnused } from '../code/unused.ts';
import { hashedFile, noteSigned } from '../code/checkedFiles.ts';
import { establish, keyOf, originOf, presenceFacts } from '../code/guards.ts';
import { apiName, flowOut, storeFlow } from './flows.ts';
import { callsRow } from './callbacks.ts';
import { requestChecks } from '../objects/requests.ts';
import { omittedBy, withoutFields } from './omitted.ts';
import { checkSink, hitLabels, NOT_IN_ANSWERS, THROUGH_A_MODEL, walkMessages, type SinkContext } from './sinks.ts';
import { intrinsic } from '../builtins/intrinsics.ts';
import { addressesIn, endpointOf, givenEndpoint, isModelUrl } from './endpoints.ts';
import { askAll, templateObject } from './chains.ts';
import { consented, reviewed } from '../tools/approvals.ts';
import { asks, standsBefore } from '../tools/consent.ts';
import { recordStep } from '../tools/graphs.ts';
import { recordServers } from '../tools/servers.ts';
import { holdParsed, parsedAnswer } from '../objects/structured.ts';
import { effect, sinkEffect } from '../tools/effects.ts';
import { noteHanded } from '../tools/handedTo.ts';
import { noteModelCall } from '../tools/modelCalls.ts';
import { pathOf, readFile, writeFile } from './files.ts';
import { agentsIn, declaredBy, recordGrant, recordRun, standingOf } from '../tools/grants.ts';
import { provide, provider } from '../tools/providers.ts';
import { isGated, nameGiven, registerAgent, registerEntry, registerTool, toolTarget } from '../tools/tools.ts';
import { nameOf, wrappedBy } from '../tools/wrapped.ts';
import { iterate } from '../code/exec.ts';

/** Calls a point of a library: checks its sinks, runs its callbacks, gives its result, all as the rows say. `self`: what it is called on, where that is no object. */
export function applyRows(e: Engine, f: Frame, t: ApiToken, args: readonly Argument[], place: Place, recvObj: HeapObj | null, flags: number = CallFlag.none, baseReg = -1, self: Value | null = null): Value {
  const trie = f.mod.trie;
  const node = t.node;
  // The second call of a decorator factory: what the first was given counts too.
  const factory = recvObj ? e.factories.get(recvObj) : undefined;
  if (factory) return applyRows(e, f, e.apiToken(node, factory.recv), [...args, ...factory.args], place, factory.recv, flags, baseReg);
  const recv = recvObj ?? t.recv;
  const site: CallSite = { args, recv, self, place, callee: node.path.replace(/\(\)|[<>]/g, ''), made: f.mod.profile.namespaces && (flags & CallFlag.construct) !== 0 };
  const named = e.vouched.rows(node.path);
  const modelled = trie.rows(node).filter((r) => holds(e, f, site, r.row.when));
  const rows = named.length ? [...modelled, ...named] : modelled;
  const resultNodes = trie.memberNodes(node, CALL);
  const resultRows = resultNodes.flatMap((n) => trie.rows(n)).filter((r) => holds(e, f, site, r.row.when));

  if (rows.some((r) => 'ends' in r.row)) e.gone = true; else e.back = true;
  const decorated = decorate(e, f, rows, t, args, place);
  if (decorated) return decorated;

  const proxy = rows.find((r) => 'proxy' in r.row);
  if (proxy) return proxyObject(e, f, proxy, site);
  const questions = e.questions;
  const built = intrinsic(e, f, node.path, site, baseReg);
  const screens = rows.some((r) => 'guard' in r.row);
  // What is sent to a screen is not sent to a model.
  const acting = screens ? rows.filter((r) => !('model' in r.row)) : rows;
  for (const r of acting) checkRow(e, f, r, site, place);
  const facts = [...guardFacts(e, f, rows, site, baseReg), ...(args[0] && PRESENCE.test(node.path) ? presenceFacts(f, baseReg, args[0].value, true) : [])];
  let v = built ?? chainResult(e, f, rows, resultRows, t, site) ?? resultOf(e, f, acting, resultRows, resultNodes, t, site);
  for (const r of [...rows, ...resultRows]) if ('barrier' in r.row) v = applyBarrier(e, f, r.row as BarrierRow, site, v, baseReg);
  asks(e, f, rows, t, site, e.questions > questions);
  return facts.length ? withFacts(v, [...(v.facts ?? []), ...facts]) : v;
}

/** Questions of a data set whether it has an element. */
const PRESENCE = /\.[cC]ontains(Value)?$/;

/** The name of what a decorator was given itself, where it has none. */
const OF_FACTORY = '';
/** Decorators and registration calls that take the function itself; a factory call gives the decorator back. */
function decorate(e: Engine, f: Frame, rows: readonly ModelRow[], t: ApiToken, args: readonly Argument[], place: Place): Value | undefined {
  const own = rows.filter((r) => ('tool' in r.row || 'entry' in r.row) && (r.row as ToolRow | EntryRow).fn === 'decorated' || ('approval' in r.row && (r.row.approval === 'decorated' || r.row.fn === 'decorated')) || ('proxy' in r.row && r.row.proxy === 'decorated') || ('provides' in r.row && r.row.provides === 'decorated'));
  if (own.length === 0) return undefined;
  const target = args.find((a) => a.name === null && a.value.tokens.some((x) => x.t === 'fn' || x.t === 'class'));
  // A function that the decorator itself is given is not the one that it decorates.
  const awaits = own.some(({ row }) => 'entry' in row && row.after) && !args.some(({ name }) => name === OF_FACTORY);
  if (!target || awaits) return ofToken(e.factory(t, args, place).token);
  for (const r of own) {
    if ('approval' in r.row && r.row.approval === 'before') standsBefore(e, f, r, target.value, { args, recv: t.recv, self: null, place });
    else if ('approval' in r.row) for (const x of target.value.tokens) { if (x.t === 'fn') e.held.add(x.fn); }
    else if ('provides' in r.row) provider(e, f, r.row, target.value, { args, recv: t.recv, self: null, place });
    else if ('proxy' in r.row) answerBehind(e, f, r, target.value, { args, recv: t.recv, self: null, place });
    else if ('tool' in r.row) registerTool(e, f, r, r.row as ToolRow, target.value, place, { args, recv: t.recv, self: null, place });
    else { const row = r.row as EntryRow; registerEntry(e, f, r, row, target.value, place, row.after ? joinAll(args.flatMap((a) => a.name === OF_FACTORY ? [a.value] : [])) : NOTHING); }
  }
  return { ...target.value, facts: null };
}

function context(e: Engine, site: CallSite, r: ModelRow, label: string | undefined, endpoint: SinkContext['endpoint'], target: string | null): SinkContext {
  return { words: label ?? site.callee ?? words(r), row: r.id, endpoint, target, call: site.place };
}

function checkRow(e: Engine, f: Frame, r: ModelRow, site: CallSite, place: Place): void {
  const row = r.row;
  if ('sink' in row) checkSinkRow(e, f, r, row as SinkRow, site);
  else if ('model' in row) { noteModelCall(e, place); modelCall(e, f, r, row as ModelCallRow, site); }
  else if ('misuse' in row) checkMisuse(e, f, r, row as MisuseRow, site);
  else if ('tool' in row) { const tr = row as ToolRow; if (tr.fn !== 'decorated' && tr.fn !== 'class') for (const p of partsOf(e, f, site, tr.fn)) registerTool(e, f, r, tr, toolTarget(e, f, site, tr, p.value), p.place, site); }
  else if ('entry' in row) { const er = row as EntryRow; if (er.fn !== 'decorated' && er.fn !== 'class') for (const p of partsOf(e, f, site, er.fn)) { noteHanded(e, place, p.value); registerEntry(e, f, r, er, p.value, p.place, NOTHING, requestChecks(e, f, site, er.schema)); } }
  else if ('provides' in row) provide(e, f, row, site);
  else if ('agent' in row) registerAgent(e, f, r, row as AgentRow, site);
  else if ('flow' in row) flowOut(e, f, row as FlowRow, site);
  else if ('source' in row) sourceOut(e, f, r, row as SourceRow, site);
  else if ('server' in row) recordServers(e, f, row, site);
  else if ('graph' in row) recordStep(e, f, row, site);
  else if ('capability' in row) effect(e, f, r, row as CapabilityRow, site);
}

/** A misuse stands where the flag was written, in the call or before it; of several parts there, at those that are meant. */
export function checkMisuse(e: Engine, f: Frame, r: ModelRow, row: MisuseRow, site: CallSite): void {
  const parts = row.place && row.place !== 'call' ? writtenParts(e, f, site, row.place) : [];
  const own = (row.when ?? []).filter((w) => w.arg === row.place).map((w) => ({ ...w, arg: 'value' }));
  const meant = own.length && parts.length > 1 ? parts.filter((p) => holds(e, f, { args: [{ ...p, name: 'value', spread: false, reg: -1 }], recv: null, self: null, place: site.place }, own)) : [];
  for (const { place } of meant.length ? meant : [parts[0] ?? site]) e.misuse(r, place, site.place);
}

function checkSinkRow(e: Engine, f: Frame, r: ModelRow, row: SinkRow, site: CallSite): void {
  const url = row.url ? addressesIn(valueOf(e, f, site, [row.url])) : [];
  const endpoint = row.sink === 'phi-model' ? modelEndpoint(e, f, 'inherit', row.url, site, row.client) : row.url && url.length ? endpointOf(e, url) : 'unknown';
  if (row.sink === 'phi-model' && endpoint === 'local') return;
  const c = context(e, site, r, row.label, endpoint, url[0] ?? null);
  let reached = false;
  // What a person has agreed to is no longer the model's own.
  const asked = row.sink === 'clinical' && consented(f);
  const omitted = row.omits ? omittedBy(e, f, row, site) : [];
  for (const a of row.args) for (const given of partsOf(e, f, site, a)) {
    const part = omitted.length ? { ...given, value: withoutFields(e, given.value, omitted) } : given;
    const p = heldBy(e, f, row.sink, row.args.includes(`${a}[]`) ? withoutIndexed(part) : part);
    reached = (asked ? hitLabels(e, f, row.sink, deepLabels(e, f, p.value).filter((l) => !reviewed(f, l)), p.place, c) : checkSink(e, f, row.sink, p.value, p.place, c)) || reached;
    if (row.sink === 'index') e.fillStore(r.library, storeNames(e, site), deepLabels(e, f, p.value));
  }
  sinkEffect(e, f, r, row.sink, row.label, reached, site);
}
/** What is handed over by its path is what the program wrote into the file. */
function heldBy(e: Engine, f: Frame, kind: SinkRow['sink'], part: Part): Part {
  const path = kind === 'training' || kind === 'index' || kind === 'phi-model' || kind === 'phi-training' ? pathOf(part.value) : undefined;
  const held = path === undefined || part.value.labels.length > 0 ? undefined : readFile(e, f, path);
  return held ? { value: held, place: part.place } : part;
}
/** A part without objects that are read by an index of their own: of those the elements count, and not what they are made from. */
const withoutIndexed = (p: Part): Part => ({ ...p, value: { ...p.value, tokens: p.value.tokens.filter((t) => t.t !== 'obj' || !t.obj.cls || !INDEX_METHODS.some((name) => findMethod(t.obj.cls!, name))) } });
/** Names that tell one store from another: constants of this call and of the calls that made the receiver. */
function storeNames(_e: Engine, site: CallSite): readonly string[] {
  const own = site.args.flatMap((a) => a.value.labels.length ? [] : someStrings(a.value)).filter((x) => x.length < 200);
  return [...new Set([...(site.recv?.note?.names ?? []), ...own, ...namesInOptions(site)])];
}
/** Names of stores in an object of options: `{ collection: 'reports', limit: 3 }`. */
function namesInOptions(site: CallSite): readonly string[] {
  return site.args.flatMap((a) => a.value.tokens).flatMap((t) => t.t === 'obj' && t.obj.cls === null && t.obj.api === null
    ? [...t.obj.cells].flatMap(([key, { value }]) => STORE_NAME.test(key) && value.labels.length === 0 ? someStrings(value) : []) : []);
}
const STORE_NAME = /(^|_)(name|index|collection|table|namespace|indexname|collectionname|tablename)$/i;
/** Whether a point of a library leads to a store: something that is filled and asked. */
function isStore(node: ApiNode, depth = 0): boolean {
  if (node.rows.some((r) => ('sink' in r.row && (r.row as SinkRow).sink === 'index') || ('source' in r.row && (r.row as SourceRow).source === 'retrieved'))) return true;
  return depth < 4 && ([...node.children.values()].some((c) => isStore(c, depth + 1)) || node.types.some((t) => isStore(t, depth + 1)));
}
/** Whether outside text can come back from the store that a call asks. */
function comesBack(e: Engine, f: Frame, library: string, site: CallSite): boolean {
  const note = site.recv?.note;
  if (note?.built) return deepLabels(e, f, ofToken(site.recv!.token)).some((l) => e.isOutsideText(l));
  return e.storeHolds(f, library, [...(note?.names ?? []), ...namesInOptions(site)]);
}
const storeNodes = new WeakMap<ApiNode, boolean>();
function leadsToStore(node: ApiNode): boolean {
  let v = storeNodes.get(node);
  if (v === undefined) { v = isStore(node); storeNodes.set(node, v); }
  return v;
}
const filledLibraries = new WeakMap<object, Set<string>>();
/** Libraries whose rows say how their stores are filled. */
function fillable(e: Engine): Set<string> {
  let s = filledLibraries.get(e.models);
  if (!s) { s = new Set(e.models.rows.filter((r) => 'sink' in r.row && (r.row as SinkRow).sink === 'index').map((r) => r.library)); filledLibraries.set(e.models, s); }
  return s;
}

/** Where the model of a call runs. */
function modelEndpoint(e: Engine, f: Frame, model: ModelCallRow['model'], url: string | undefined, site: CallSite, client?: string, base?: string): 'hosted' | 'local' {
  const bases = base ? addressesIn(valueOf(e, f, site, [base])) : [];
  if (url) { const urls = addressesIn(valueOf(e, f, site, [url])); const whole = urls.filter((u) => /^\w+:/.test(u)); if (urls.length || bases.length) return endpointOf(e, whole.length > 0 || bases.length === 0 ? urls : bases); }
  if (model === 'local') return 'local';
  if (client) {
    const notes = valueOf(e, f, site, [client]).tokens.flatMap((t) => t.t === 'obj' ? [endpointNote(t.obj)] : t.t === 'api' && t.recv ? [endpointNote(t.recv)] : []);
    if (notes.includes('hosted')) return 'hosted';
    if (notes.includes('local')) return 'local';
  }
  const own = site.recv ? endpointNote(site.recv) : null;
  return own ?? 'hosted';
}
const endpointNote = (o: HeapObj): 'hosted' | 'local' | null => o.note?.endpoint ?? null;

export function modelCall(e: Engine, f: Frame, r: ModelRow, row: ModelCallRow, site: CallSite): void {
  if (!isModelCall(e, f, row, site)) return;
  const endpoint = modelEndpoint(e, f, row.model, row.url, site, row.client, row.base);
  const c = context(e, site, r, row.label, endpoint, null);
  for (const p of unique(e, f, site, row.messages)) walkMessages(e, f, p.value, 'user', p.place, c);
  for (const p of unique(e, f, site, row.prompt)) walkMessages(e, f, p.value, 'user', p.place, c);
  for (const p of unique(e, f, site, row.system)) walkMessages(e, f, p.value, 'system', p.place, c);
  for (const p of unique(e, f, site, row.images)) { checkSink(e, f, 'image', p.value, p.place, c); if (endpoint !== 'local') checkSink(e, f, 'phi-model', p.value, p.place, c); }
  const agents = [...(site.recv ? agentsIn(ofToken(site.recv.token)) : []), ...site.args.flatMap((a) => agentsIn(a.value))];
  if (row.tools && row.tools.some((t) => partsOf(e, f, site, t).length)) {
    const own = recordGrant(e, f, r, site, { tools: row.tools, preapproved: row.preapproved, active: row.active, byHand: row.byHand && { file: f.mod.file, ...f.fn.span }, handoffs: [], gate: undefined, plainFunctions: true });
    if (own) agents.push(own);
  }
  if (row.thread && agents.length === 0) agents.push(standingOf(r));
  if (agents.length) recordRun(e, f, [...new Set(agents)], site.place, deepLabels(e, f, valueOf(e, f, site, [...(row.messages ?? []), ...(row.prompt ?? []), ...(row.system ?? []), ...(row.images ?? [])])));
}
function unique(e: Engine, f: Frame, site: CallSite, paths: readonly string[] | undefined): Part[] {
  const out: Part[] = [];
  for (const p of paths ?? []) for (const part of partsOf(e, f, site, p)) if (!out.some((o) => o.place.start === part.place.start && o.value === part.value)) out.push(part);
  return out;
}

/** Raw HTTP is a model call only if its URL or the shape of its body says so. */
function isModelCall(e: Engine, f: Frame, row: ModelCallRow, site: CallSite): boolean {
  if (!row.url) return true;
  const urls = addressesIn(valueOf(e, f, site, [row.url]));
  if (urls.some(isModelUrl)) return true;
  for (const path of row.messages ?? []) for (const p of partsOf(e, f, site, path)) for (const t of p.value.tokens) {
    if (t.t !== 'obj') continue;
    for (const [k, cell] of t.obj.cells) if (k !== LENGTH && cell.value.tokens.some((x) => x.t === 'obj' && x.obj.cells.has('role') && (x.obj.cells.has('content') || x.obj.cells.has('parts')))) return true;
  }
  // A body that names a model beside its prompt.
  for (const path of row.prompt ?? []) {
    const parent = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : null;
    if (!parent) continue;
    for (const p of partsOf(e, f, site, parent)) for (const t of p.value.tokens) if (t.t === 'obj' && t.obj.cells.has('model') && ['prompt', 'input', 'messages', 'contents', 'inputs'].some((k) => t.obj.cells.has(k))) return true;
  }
  return false;
}

/** `source` rows that fill an argument. */
function sourceOut(e: Engine, f: Frame, r: ModelRow, row: SourceRow, site: CallSite): void {
  if (row.output === undefined || argPath(row.output).base === 'return') return;
  for (const p of partsOf(e, f, site, row.output)) {
    const labels = [e.label(row.source, site.place, site.callee ?? words(r), r.id, row.shape ?? null, capacityOf(row), row.phi)];
    for (const t of p.value.tokens) if (t.t === 'obj') e.heap.addBase(t.obj, labels);
    // A path is where the call puts what it brings.
    const path = pathOf(p.value);
    if (path !== undefined) writeFile(e, path, ofLabels(labels), site);
  }
}

/** What guards establish about the arguments of a call. */
export function guardFacts(e: Engine, f: Frame, rows: readonly ModelRow[], site: CallSite, baseReg: number): Fact[] {
  const out: Fact[] = [];
  for (const r of rows) {
    if (!('guard' in r.row)) continue;
    const g = r.row as GuardRow;
    if (g.alone && !isUnused(f, site.place)) continue;
    out.push(...guardFact(e, f, { arg: g.arg, accepts: g.accepts, verdict: g.verdict, words: g.words, isWide: g.guard.includes('image') }, kindsMask(g.guard), site, baseReg));
  }
  return out;
}
/** What one guard establishes: `mask` is what it takes away. `isWide`: it judges everything that is made of the argument, too. */
export function guardFact(e: Engine, f: Frame, g: Pick<GuardRow, 'arg' | 'accepts'> & { readonly verdict?: string | undefined; readonly words?: readonly string[] | undefined; readonly isWide: boolean }, mask: number, site: CallSite, baseReg: number): Fact[] {
  if (g.accepts !== 'throws' && (g.verdict !== undefined || g.words !== undefined || g.isWide || !simpleArgument(g.arg, site))) {
    const labels = deepLabels(e, f, valueOf(e, f, site, [g.arg]));
    const verdict = { labels, path: g.verdict ? argPath(g.verdict).steps : [], words: g.words };
    // The content of a file has no name of its own: the variable that names the file stands for it.
    const file = mask & VOUCHED ? hashedFile(f, registerOf(g.arg, site, baseReg)) : null;
    return [...(labels.length ? [{ origin: NO_ORIGIN, when: g.accepts, mask, verdict }] : []), ...(file ? [{ origin: file, when: g.accepts, mask, verdict, file: true as const }] : [])];
  }
  const reg = registerOf(g.arg, site, baseReg);
  // A signature that did not fit would have ended this. What only says that there is no text in it vouches for nothing else.
  if (g.accepts === 'throws' && mask & VOUCHED && mask !== TEXT_BITS && reg >= 0) noteSigned(f, reg, mask);
  const o = reg >= 0 ? originOf(f, reg) : null;
  if (!o) return [];
  if (g.accepts !== 'throws') {
    const file = mask & VOUCHED ? hashedFile(f, reg) : null;
    return [{ origin: o, when: g.accepts, mask }, ...(file ? [{ origin: file, when: g.accepts, mask, verdict: { labels: [], path: [] }, file: true as const }] : [])];
  }
  establish(e, f, { origin: o, when: true, mask });
  return [];
}
/** The register of the argument that a path names. */
function registerOf(arg: string, site: CallSite, baseReg: number): number {
  let reg = -1;
  for (let path: ArgPath | undefined = argPath(arg); path && reg < 0; path = path.or) {
    const base: number | string = path.base;
    reg = base === 'self' ? baseReg : typeof base === 'number' ? site.args.filter((a) => a.name === null)[base]?.reg ?? -1 : site.args.find((a) => a.name === base)?.reg ?? -1;
  }
  return reg;
}
/** Dangers against which content is vouched for: it is what somebody has looked at. */
const VOUCHED = sinkBits('training', 'index');
const NO_ORIGIN = { frame: -1, root: '', fields: [] };
/** Whether a guard's argument is one that the caller wrote as it is, so that the fact can name its variable. */
function simpleArgument(arg: string, site: CallSite): boolean {
  const p = argPath(arg);
  if (p.steps.length) return false;
  if (p.base === 'self') return true;
  if (typeof p.base === 'number' && site.args.some((a, i) => i === p.base && a.name === null)) return true;
  return typeof p.base === 'string' && site.args.some((a) => a.name === p.base) ? true : p.or ? p.or.steps.length === 0 : false;
}
export function kindsMask(kinds: readonly (SinkKind | 'text' | 'any' | 'phi')[]): number {
  let m = 0;
  for (const k of kinds) m |= k === 'any' ? ALL_BITS : k === 'text' ? TEXT_BITS : k === 'phi' ? PHI_BITS : 1 << SINK_KINDS.indexOf(k);
  return m;
}

/** A call's result, and the arguments that it changes, without what a barrier takes away. */
export function applyBarrier(e: Engine, f: Frame, row: BarrierRow, site: CallSite, v: Value, baseReg = -1): Value {
  const mask = kindsMask(row.barrier);
  let out = v;
  for (const path of row.output ?? ['return']) {
    if (argPath(path).base === 'return') { out = deepClear(e, out, mask); continue; }
    for (const p of partsOf(e, f, site, path)) {
      if (row.earlier) e.retract(mask, deepLabels(e, f, p.value));
      deepClear(e, p.value, mask);
      // A part of a library's object that has no cells of its own holds what the object does.
      for (const t of p.value.tokens) if (t.t === 'api' && t.recv) deepClear(e, ofToken(t.recv.token), mask);
    }
    if (argPath(path).steps.length === 0) guardFact(e, f, { arg: path, accepts: 'throws', isWide: false }, mask, site, baseReg);
  }
  return out;
}
/** Takes dangers away from a value and from everything that it holds. */
export function deepClear(e: Engine, v: Value, mask: number): Value {
  const seen = new Set<HeapObj>();
  const visit = (o: HeapObj, depth: number): void => {
    if (seen.has(o) || depth > 5 || o.kind === 'module') return;
    seen.add(o);
    if (o.note?.before) o.note = { ...o.note, before: clearLabels(o.note.before, mask) };
    for (const [k, cell] of [...o.cells]) {
      const c = clear(cell.value, mask);
      if (c !== cell.value) e.heap.setCell(o, k, { value: c, place: cell.place });
      for (const t of cell.value.tokens) if (t.t === 'obj') visit(t.obj, depth + 1);
    }
  };
  for (const t of v.tokens) if (t.t === 'obj') visit(t.obj, 0);
  return clear(v, mask);
}

function chainResult(e: Engine, f: Frame, rows: readonly ModelRow[], resultRows: readonly ModelRow[], t: ApiToken, site: CallSite): Value | undefined {
  for (const r of [...rows, ...resultRows]) {
    if ('template' in r.row) return templateObject(e, f, r, r.row as TemplateRow, t, site);
    if ('message' in r.row && !('misuse' in r.row)) return messageObject(e, f, r, r.row as MessageRow, t, site);
  }
  return undefined;
}

/** A role in words, or as a member of a library's enumeration: `ChatRole.System`, `ChatMessageRole.SYSTEM.value()`. */
function roleOf(v: Value): string {
  const named = v.tokens.length === 1 && v.tokens[0]!.t === 'api' ? v.tokens[0]!.node.path.toLowerCase().split(/[.()]+/).findLast((x) => ROLES.has(x)) : undefined;
  const role = someStrings(v)[0] ?? named ?? 'user';
  return role === 'developer' ? 'system' : role;
}

const ROLES: ReadonlySet<string> = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

function messageObject(e: Engine, f: Frame, r: ModelRow, row: MessageRow, t: ApiToken, site: CallSite): Value {
  const o = e.heap.alloc('data', site.place);
  const nodes = f.mod.trie.memberNodes(t.node, CALL);
  o.api = nodes[0] ?? null;
  const role = row.message === 'by-argument' ? roleOf(valueOf(e, f, site, row.role ? [row.role] : [])) : row.message;
  o.note = { role, row: r.id };
  for (const path of row.content) for (const p of partsOf(e, f, site, path)) e.heap.write(o, 'content', p.value, p.place);
  return ofToken(o.token);
}

function resultOf(e: Engine, f: Frame, rows: readonly ModelRow[], resultRows: readonly ModelRow[], nodes: readonly ApiNode[], t: ApiToken, site: CallSite): Value {
  let labels: readonly Label[] = [];
  let value: Value = NOTHING;
  let explicit = false;
  let sources: readonly Label[] = [];
  for (const r of resultRows) if ('source' in r.row) {
    const row = r.row as SourceRow;
    if (row.output !== undefined || row.parameter) continue;
    if (row.source === 'retrieved' && fillable(e).has(r.library) && !comesBack(e, f, r.library, site)) { explicit = true; continue; }
    if (row.source === 'model-output') noteModelCall(e, site.place);
    // What an address on the program's own list gives has the origin that the program wants.
    if (row.source === 'download' && site.args.some((a) => e.isVetted(a.value))) { explicit = true; continue; }
    const l = sourceOfCall(e, f, r, row, site);
    if (l) sources = joinLabels(sources, [l]);
    else if (row.capacity === 'none') explicit = true;
  }
  for (const r of [...rows, ...resultRows]) {
    const row = r.row;
    if ('flow' in row) {
      const fr = row as FlowRow;
      const toReturn = !fr.to || fr.to.some((x) => argPath(x).base === 'return');
      explicit = true;
      if (fr.flow === 'none' || !toReturn || fr.elements !== undefined) continue;
      for (const to of fr.to ?? ['return']) {
        const v = valueOf(e, f, site, fr.from ?? ['*', 'self']);
        if (argPath(to).base !== 'return' || argPath(to).steps.length > 0) continue;
        if (fr.flow === 'value') value = join(value, { ...v, facts: null });
        else labels = joinLabels(labels, extend(deepLabels(e, f, v), 'step', site.place, `through ${site.callee ?? words(r)}`));
      }
    } else if ('read' in row) {
      explicit = true;
      const rr = row as ReadRow;
      const keys = partsOf(e, f, site, rr.key);
      for (const p of partsOf(e, f, site, rr.read)) value = join(value, readField(e, f, p.value, keys[0] ? keyOf(keys[0].value) ?? apiName(keys[0].value) : undefined, site.place, true));
      if (rr.default) for (const p of partsOf(e, f, site, rr.default)) value = join(value, { ...p.value, facts: null });
    } else if ('calls' in row) {
      explicit = true;
      const { made, taken } = callsRow(e, f, r, row as CallsRow, site, sources);
      value = join(value, made);
      // What the function was handed is in what it makes of it, or is not.
      if (taken) sources = [];
    }
  }
  for (const r of rows) if ('source' in r.row && (r.row as SourceRow).output !== undefined && argPath((r.row as SourceRow).output!).base === 'return') {
    const l = sourceOfCall(e, f, r, r.row as SourceRow, site);
    if (l) sources = joinLabels(sources, [l]);
  }
  const models = rows.filter((r) => 'model' in r.row && isModelCall(e, f, r.row as ModelCallRow, site));
  let parsed: Value | undefined;
  let parsedAt: readonly string[] = [];
  for (const r of models) {
    const row = r.row as ModelCallRow;
    if (row.output && row.output.length === 0) continue;
    sources = joinLabels(sources, [e.label('model-output', site.place, `answer of ${row.label ?? site.callee ?? words(r)}`, r.id, null)]);
    // What was sent can come back: a summary of untrusted text is untrusted.
    const sent = deepLabels(e, f, valueOf(e, f, site, [...(row.messages ?? []), ...(row.prompt ?? []), ...(row.system ?? [])]));
    labels = joinLabels(labels, clearLabels(extend(sent, 'step', site.place, THROUGH_A_MODEL), NOT_IN_ANSWERS));
    parsed ??= parsedAnswer(e, f, row, site, joinLabels(sources, labels));
    if (parsed) parsedAt = row.parsed ?? [];
    explicit = true;
  }
  const isSource = sources.length > 0;
  if (!explicit && !isSource) {
    for (const a of site.args) labels = joinLabels(labels, deepLabels(e, f, a.value));
    if (site.recv) labels = joinLabels(labels, deepLabels(e, f, ofToken(site.recv.token)));
    labels = extend(labels, 'step', site.place, `through ${shortName(t.node)}`);
    const back = runCallbacks(e, f, site.args, labels, site.place);
    labels = joinLabels(labels, deepLabels(e, f, back));
  } else if (!rows.some((r) => 'calls' in r.row || 'tool' in r.row || 'entry' in r.row)) runCallbacks(e, f, site.args, joinLabels(sources, site.recv ? e.heap.baseLabels(site.recv) : []), site.place);
  const all = joinLabels(sources, labels);
  if (parsed && parsedAt.length === 0) return parsed;
  // A wrapper hands on the client that it was given, which knows where it runs; another client of the same kind would not.
  const wraps = site.recv === null && all.length === 0 && value.tokens.some((x) => x.t === 'obj' && x.obj.note?.endpoint) && ![...resultRows, ...rows].some((r) => 'endpoint' in r.row || 'agent' in r.row);
  // An item that is read out of a data set is one itself: its elements are judged when they are read.
  const nested = f.mod.profile.checkedTypes && nodes.length > 0 && value.tokens.length === 0 && value.labels.length > 0 && value.labels.every((l) => l.shape === 'dicom');
  const typed = wraps ? NOTHING : typedResult(e, f, nodes, resultRows, rows, nested ? joinLabels(all, value.labels) : all, t, site);
  if (nested) value = NOTHING;
  let out = isNothing(value) ? typed : isNothing(typed) || typed === UNKNOWN ? withLabels(value, all) : join(value, typed);
  if (isNothing(out)) out = ofLabels(all);
  if (!parsed) return out;
  let holder = out.tokens.find((x) => x.t === 'obj')?.obj;
  if (!holder) {
    holder = e.heap.alloc('data', site.place);
    holder.api = nodes[0] ?? null;
    if (all.length) e.heap.addBase(holder, all);
    out = ofToken(holder.token);
  }
  holdParsed(e, holder, parsedAt, parsed, all, site.place);
  return out;
}
const shortName = (n: ApiNode): string => n.path.replace(/\(\)|[<>]/g, '');

function sourceOfCall(e: Engine, f: Frame, r: ModelRow, row: SourceRow, site: CallSite): Label | null {
  let l: Label = e.label(row.source, site.place, site.callee ?? words(r), r.id, row.shape ?? null, capacityOf(row), row.phi);
  if (row.element) {
    const key = valueOf(e, f, site, [row.element]);
    const k = keyOf(key) ?? (key.tokens.length === 1 && key.tokens[0]!.t === 'obj' ? tagOf(key.tokens[0]!.obj) : undefined) ?? apiName(key);
    if (k !== undefined) { const n = dicomLabel(l, k); if (!n) return row.shape === 'dicom' || row.source === 'dicom-text' || row.source === 'dicom-network' ? null : l; l = n; }
  }
  return l.capacity === 0 && !(l.live & PHI_BITS) && row.source !== 'image-pixels' ? null : l;
}
function tagOf(o: HeapObj): string | undefined {
  const g = singleConst(o.cells.get('0')?.value ?? UNKNOWN), x = singleConst(o.cells.get('1')?.value ?? UNKNOWN);
  return typeof g === 'number' && typeof x === 'number' ? g.toString(16).padStart(4, '0') + x.toString(16).padStart(4, '0') : undefined;
}
const storing = new WeakMap<ApiNode, boolean>();
/** Whether a member is a data set, which is written to where it stands. */
const holdsData = (n: ApiNode): boolean => n.rows.some((r) => 'source' in r.row && r.row.shape === 'dicom' && r.row.parameter !== true);
/** Whether calls on what a call gives store something in it, give it tools, or hand it on: builders. That needs an object of its own. */
export function isMutable(node: ApiNode, depth = 0): boolean {
  const known = storing.get(node);
  if (known !== undefined) return known;
  storing.set(node, false);
  const writes = (n: ApiNode): boolean => n.rows.some((r) => ('source' in r.row && (r.row as SourceRow).output === 'self') || ('agent' in r.row && r.row.agent === 'receiver') || 'flow' in r.row && ((r.row as FlowRow).to?.some((to) => argPath(to).base === 'self') === true || ((r.row as FlowRow).flow === 'value' && (r.row as FlowRow).from?.includes('self') === true)));
  const found = [...node.children].some(([edge, n]) => writes(n) || (edge.startsWith('.') && holdsData(n))) || (depth < 3 && node.types.some((t) => isMutable(t, depth + 1)));
  storing.set(node, found);
  return found;
}

/** The object that a call gives: typed by the models, holding what it was made of. */
function typedResult(e: Engine, f: Frame, nodes: readonly ApiNode[], resultRows: readonly ModelRow[], rows: readonly ModelRow[], labels: readonly Label[], t: ApiToken, site: CallSite): Value {
  const endpoint = resultRows.find((r) => 'endpoint' in r.row);
  const agent = [...resultRows, ...rows].find((r) => 'agent' in r.row);
  const shaped = labels.some((l) => l.shape !== null);
  const store = nodes.some(leadsToStore);
  const kept = rows.filter((r) => 'flow' in r.row && (r.row as FlowRow).to?.some((to) => argPath(to).base === 'return' && (argPath(to).steps.length > 0 || (r.row as FlowRow).elements !== undefined)));
  const mutable = kept.length > 0 || site.made || (f.mod.profile.getters && /\.[A-Z]\w*$/.test(t.node.path)) || nodes.some((n) => isMutable(n));
  const tool = rows.find((r) => 'tool' in r.row && !['decorated', 'class'].includes((r.row as ToolRow).fn));
  const can = declaredBy([...rows, ...resultRows], t.node.path);
  const brought = rows.flatMap((r) => 'capability' in r.row && r.row.brings ? [e.label(r.row.brings, site.place, `what ${site.callee ?? words(r)} hands back`, r.id, null)] : []);
  const found = can.some((c) => c.capability === 'read-phi' || c.capability === 'read-files') ? joinLabels(askAll(e, f, site), brought) : [];
  if (tool || (can.length && (labels.length === 0 || found.length > 0) && !agent && !endpoint)) {
    const o = toolObject(e, f, tool, can, found, nodes[0] ?? null, site);
    for (const r of kept) for (const to of (r.row as FlowRow).to!) if (argPath(to).base === 'return') storeFlow(e, f, r.row as FlowRow, o, argPath(to).steps, site);
    return ofToken(o.token);
  }
  if (nodes.length === 0 && !endpoint && !agent && !shaped && !mutable) return ofLabels(labels);
  // Text that a call gives: nothing is known of members.
  if (f.mod.profile.checkedTypes && labels.length > 0 && !endpoint && !agent && labels.every((l) => l.shape === null || l.shape === 'hl7') && !mutable && nodes.every((n) => n.children.size === 0 && n.types.length === 0)) return ofLabels(labels);
  // What a constructor gives is an object of its own: it is filled by subscripts, methods and assignments.
  const holder = nodes.length > 0 && (f.mod.profile.namespaces ? site.made === true : /\.[A-Z]\w*$/.test(t.node.path));
  const asks = nodes.some((n) => leadsToModel(n)) && givenEndpoint(site) !== null;
  if (labels.length === 0 && !endpoint && !agent && !store && !holder && !mutable && !asks) return ofTokens(nodes.map((n) => e.apiToken(n, rows.some((r) => 'read' in r.row) ? null : site.recv)).sort((a, b) => a.id - b.id));
  const o = e.heap.alloc('data', site.place);
  o.api = nodes[0] ?? null;
  if (labels.length) e.heap.addBase(o, labels);
  if (endpoint) {
    const row = endpoint.row as EndpointRow;
    const urls = addressesIn(valueOf(e, f, site, row.url ?? []));
    const given = urls.length > 0;
    o.note = { endpoint: given ? endpointOf(e, urls) : row.endpoint, row: endpoint.id };
  } else {
    const given = site.recv?.note?.endpoint ?? (asks ? givenEndpoint(site) : null);
    if (given) o.note = { endpoint: given };
  }
  if (store) o.note = { ...o.note, names: storeNames(e, site), ...(site.recv?.note?.built || rows.some((r) => 'sink' in r.row && (r.row as SinkRow).sink === 'index') ? { built: true } : {}) };
  if (agent && (agent.row as AgentRow).agent === 'agent') { const grant = e.madeBy(site.place); o.note = { ...o.note, agent: true, row: agent.id, ...(grant ? { grant } : {}) }; for (const a of site.args) if (a.name) e.heap.write(o, a.name, a.value, a.place); }
  for (const r of kept) for (const to of (r.row as FlowRow).to!) if (argPath(to).base === 'return') storeFlow(e, f, r.row as FlowRow, o, argPath(to).steps, site);
  let v: Value = ofToken(o.token);
  for (const n of nodes.slice(1)) v = join(v, ofToken(e.apiToken(n, o)));
  return v;
}

const asking = new WeakMap<ApiNode, boolean>();
/** Whether calls on a point of a library ask the model that it was made with. */
function leadsToModel(node: ApiNode, depth = 0): boolean {
  const known = asking.get(node);
  if (known !== undefined) return known;
  asking.set(node, false);
  const found = [...node.children.values()].some((c) => c.rows.some((r) => 'model' in r.row && (r.row as ModelCallRow).model === 'inherit')) || (depth < 3 && node.types.some((t) => leadsToModel(t, depth + 1)));
  asking.set(node, found);
  return found;
}

/** A function wrapped as a tool, or a ready-made tool or toolkit. */
function toolObject(e: Engine, f: Frame, tool: ModelRow | undefined, can: ReturnType<typeof declaredBy>, found: readonly Label[], node: ApiNode | null, site: CallSite): HeapObj {
  const o = e.heap.alloc('data', site.place);
  o.api = node;
  o.note = can.length ? { can } : {};
  if (site.recv?.note?.grant) e.heap.fill(o, TOOL, ofToken(site.recv.token), site.place);
  else if (can.length) for (const a of site.args) if (agentsIn(a.value).length) e.heap.fill(o, TOOL, { ...a.value, facts: null }, a.place);
  if (found.length) e.heap.addBase(o, found);
  if (!tool) return o;
  const row = tool.row as ToolRow;
  const fn = toolTarget(e, f, site, row, valueOf(e, f, site, [row.fn]));
  const name = [...site.args.filter((a) => a.name === 'name' || a.name === null).flatMap((a) => [...(a.name ? someStrings(a.value) : []), ...a.value.tokens.flatMap((t) => t.t === 'obj' && !t.obj.cls ? someStrings(t.obj.cells.get('name')?.value ?? NOTHING) : [])])][0] ?? null;
  const wrapped = fn.tokens.length === 1 && fn.tokens[0]!.t === 'fn' && wrappedBy(fn.tokens[0]!).length ? nameOf(fn.tokens[0]!) : null;
  const unnamed = fn.tokens.some((x) => x.t === 'fn') && fn.tokens.every((x) => x.t !== 'fn' || x.fn.name === '');
  // A method of a library's own object that runs code is a tool that runs code.
  const ready = fn.tokens.flatMap((x) => x.t === 'api' ? declaredBy(f.mod.trie.rows(x.node), x.node.path).map((d) => ({ ...d, local: true })) : []);
  o.note = { ...(ready.length || can.length ? { can: [...can, ...ready] } : {}), tool: { name: name ?? wrapped ?? (unnamed ? nameGiven(site) || null : null), gated: isGated(e, f, site, row) } };
  e.heap.fill(o, TOOL, { ...fn, facts: null }, site.place);
  return o;
}

export { BASE, Feature, addFeature, elements, iterate, nearer };
