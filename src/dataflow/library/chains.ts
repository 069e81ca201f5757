import { sinkBit, type Place } from '../../base/words.ts';
import type { ModelRow } from '../../models/load.ts';
import type { ModelCallRow, TemplateRow } from '../../models/schema.ts';
import { CALL } from '../../resolve/api.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { apiOf, NOTHING, UNKNOWN, clear, join, joinLabels, ofLabels, ofToken, singleConst, someStrings, type ApiToken, type Label, type Value } from '../../resolve/value.ts';
import { nearer, partsOf, type CallSite, type Part } from '../calls/arguments.ts';
import { listOf } from '../builtins/builtins.ts';
import { unnamed, invoke } from '../calls/calls.ts';
import { iterate } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, readField, words } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';
import { walkMessages, type SinkContext } from './sinks.ts';

const ESCAPES = 'autoescape';
/** A prompt template: remembers its text, so that filling it can tell which variable stands under which role. */
export function templateObject(e: Engine, f: Frame, r: ModelRow, row: TemplateRow, t: ApiToken, site: CallSite): Value {
  const o = e.heap.alloc('data', site.place);
  o.api = f.mod.trie.memberNodes(t.node, CALL)[0] ?? null;
  o.note = { template: row.template, row: r.id };
  // A template of an environment that escapes, or one that is told to, fills in nothing that is markup.
  const escapes = (site.args.find((a) => a.name === ESCAPES)?.value ?? site.recv?.cells.get(ESCAPES)?.value);
  if (escapes && ![false, null].includes(singleConst(escapes) as false | null)) e.heap.fill(o, ESCAPES, escapes, site.place);
  for (const path of row.content) for (const p of partsOf(e, f, site, path)) e.heap.write(o, 'template', p.value, p.place);
  for (const a of site.args) if (a.name && a.name !== '**') e.heap.write(o, `arg:${a.name}`, a.value, a.place);
  return ofToken(o.token);
}

/** `a | b`: a chain of runnables where one side is a template, a model, a chain or a mapping in front of one. */
export function pipe(e: Engine, f: Frame, a: Value, b: Value, place: Place): Value | undefined {
  if (!isRunnable(f, a) && !isRunnable(f, b)) return undefined;
  return chainOf(e, [...partsOfChain(a), ...partsOfChain(b)], place);
}
/** `a.pipe(b, c)` of runnables that are neither a chain nor a template: models, retrievers. */
export function pipeAll(e: Engine, f: Frame, base: Value, parts: readonly Value[], place: Place): Value | undefined {
  const isOwn = base.tokens.some((t) => t.t === 'obj' && (t.obj.note?.chain || t.obj.note?.template));
  return isOwn || parts.length === 0 || !isRunnable(f, base) ? undefined : chainOf(e, [base, ...parts.flatMap(partsOfChain)], place);
}
export function chainOf(e: Engine, parts: readonly Value[], place: Place): Value {
  const o = e.heap.alloc('data', place);
  o.note = { chain: parts };
  for (const part of parts) e.heap.hold(o, part);
  return ofToken(o.token);
}
/** A chain of one step that runs several runnables on its input; `assigns`: their results are added to it. */
export function mappingOf(e: Engine, site: CallSite, assigns: boolean): Value {
  const o = e.heap.alloc('dict', site.place);
  if (assigns) o.note = { assigns };
  for (const a of site.args) {
    if (a.name && a.name !== '**') { e.heap.write(o, a.name, a.value, a.place); continue; }
    for (const t of a.value.tokens) if (t.t === 'obj' && (t.obj.kind === 'dict' || t.obj.kind === 'object')) for (const [k, c] of t.obj.cells) if (!k.startsWith('\u0001')) e.heap.write(o, k, c.value, c.place ?? a.place);
  }
  return chainOf(e, [ofToken(o.token)], site.place);
}
const partsOfChain = (v: Value): readonly Value[] => v.tokens.length === 1 && v.tokens[0]!.t === 'obj' && v.tokens[0]!.obj.note?.chain ? v.tokens[0]!.obj.note.chain : [v];
function isRunnable(f: Frame, v: Value): boolean {
  return v.tokens.some((t) => (t.t === 'obj' && (t.obj.note?.chain || t.obj.note?.template || (t.obj.api && invocable(f, t.obj.api)))) || (t.t === 'api' && invocable(f, t.node)));
}
const invocable = (f: Frame, n: import('../../resolve/api.ts').ApiNode): boolean => ['.invoke', '.ainvoke', '.stream', '.pipe'].some((m) => f.mod.trie.memberNodes(n, m).length > 0);

const INVOKE = new Set(['invoke', 'ainvoke', 'stream', 'astream', 'run', 'arun', 'call', 'predict', 'apredict', '__call__', 'streamEvents', 'transform']);
/** Methods that run a chain on each element of a list. */
const BATCH = new Set(['batch', 'abatch', 'batch_as_completed', 'abatch_as_completed']);
const FORMAT = new Set(['format', 'aformat', 'format_prompt', 'format_messages', 'aformat_messages', 'formatMessages', 'formatPromptValue', 'invoke', 'ainvoke', 'apply', 'create', 'render', 'Render']);
const TRANSPARENT = new Set(['with_structured_output', 'withStructuredOutput', 'bind', 'bind_tools', 'bindTools', 'with_config', 'withConfig', 'with_retry', 'withRetry', 'with_fallbacks', 'withFallbacks', 'with_types', 'partial']);

/** Methods of chains and templates. Undefined when `o` is neither or the name means nothing for it. */
export function chainMethod(e: Engine, f: Frame, o: HeapObj, name: string, site: CallSite): Value | undefined {
  if (o.note?.chain) {
    if (name === 'pipe') return chainOf(e, [...o.note.chain, ...site.args.map((a) => a.value)], site.place);
    if (TRANSPARENT.has(name)) return ofToken(o.token);
    if (BATCH.has(name)) return batch(e, f, o.note.chain, site);
    if (INVOKE.has(name)) return runChain(e, f, o.note.chain, site);
    return undefined;
  }
  if (o.note?.template) {
    if (name === 'pipe') return chainOf(e, [ofToken(o.token), ...site.args.map((a) => a.value)], site.place);
    if (name === 'partial') return filledInPart(e, o, site);
    if (FORMAT.has(name)) return fill(e, f, o, inputOf(e, site), site.place);
  }
  return undefined;
}

/** A template of its own, some of whose variables are filled: the one it was made from is as it was. */
function filledInPart(e: Engine, template: HeapObj, site: CallSite): Value {
  const o = e.heap.alloc('data', site.place);
  o.api = template.api; o.note = template.note;
  for (const [k, c] of template.cells) e.heap.fill(o, k, c.value, c.place);
  for (const a of site.args) if (a.name) e.heap.fill(o, `arg:${a.name}`, a.value, a.place);
  return ofToken(o.token);
}

/** The values handed in: a mapping by variable name. */
interface Inputs { readonly named: ReadonlyMap<string, Part>; readonly rest: readonly Part[] }
function inputOf(e: Engine, site: CallSite): Inputs {
  const named = new Map<string, Part>();
  const rest: Part[] = [];
  for (const a of site.args) {
    if (a.name && a.name !== '**' && a.name !== 'config') { named.set(a.name, { value: a.value, place: a.place }); continue; }
    if (a.name === 'config') continue;
    let open = a.value.labels.length > 0;
    for (const t of a.value.tokens) if (t.t === 'obj' && (t.obj.kind === 'dict' || t.obj.kind === 'object')) {
      for (const [k, c] of t.obj.cells) if (!k.startsWith('\u0001')) named.set(k, { value: named.has(k) ? join(named.get(k)!.value, c.value) : c.value, place: nearer(c.place, a.place) }); else if (k === REST || k === '\u0001base') open = true;
    } else open = true;
    if (open) rest.push({ value: a.value, place: a.place });
  }
  return { named, rest };
}

/** Fills a template: a string or messages whose parts keep where they came from. */
function fill(e: Engine, f: Frame, o: HeapObj, input: Inputs, place: Place): Value {
  const t = o.cells.get('template')?.value ?? UNKNOWN;
  const own = new Map(input.named);
  for (const [k, c] of o.cells) if (k.startsWith('arg:')) own.set(k.slice(4), { value: c.value, place: c.place ?? place });
  const all: Inputs = { named: own, rest: input.rest };
  if (o.note!.template === 'text' && !t.tokens.some((x) => x.t === 'obj')) { const filled = text(e, f, t, all, place); return o.cells.has(ESCAPES) ? clear(filled, sinkBit('html')) : filled; }
  const list = e.heap.alloc('list', place);
  e.heap.setCell(list, LENGTH, { value: UNKNOWN, place: null });
  const add = (v: Value, role: string, at: Place): void => {
    const m = e.heap.alloc('object', at);
    e.heap.write(m, 'role', e.constant(role), at);
    e.heap.write(m, 'content', v, at);
    e.heap.write(list, String(list.cells.size), ofToken(m.token), at);
  };
  // Names of placeholders for whole messages; `open`: there may be some that are not known.
  const placeholders = new Set<string>();
  let open = t.tokens.length === 0;
  const visit = (v: Value, depth: number): void => {
    if (v.tokens.length === 0 && v.top) open = true;
    for (const x of v.tokens) {
      if (x.t === 'api') open = true;
      if (x.t === 'const' && typeof x.value === 'string') { const filled = text(e, f, { ...v, tokens: [x] }, all, place); add(filled, 'user', partPlace(x.value, all) ?? place); continue; }
      if (x.t !== 'obj' || depth > 4) continue;
      const first = x.obj.cells.get('0')?.value;
      const role = first ? someStrings(first)[0] : undefined;
      if ((x.obj.kind === 'tuple' || x.obj.kind === 'list') && role && x.obj.cells.has('1') && !x.obj.cells.has('2') && /^(system|human|user|ai|assistant|developer|placeholder|tool)$/.test(role)) {
        const content = x.obj.cells.get('1')!.value;
        if (role === 'placeholder') { for (const s of someStrings(content)) placeholders.add(s.replace(/[{}\s]/g, '')); continue; }
        add(text(e, f, content, all, place), role, someStrings(content).map((s) => partPlace(s, all)).find(Boolean) ?? place);
      } else if (x.obj.kind === 'list' || x.obj.kind === 'tuple') for (const [k, c] of x.obj.cells) { if (k !== LENGTH) visit(c.value, depth + 1); }
      else if (x.obj.note?.template) { const inner = x.obj.cells.get('template')?.value ?? UNKNOWN; add(text(e, f, inner, all, place), x.obj.note.role ?? 'user', someStrings(inner).map((s) => partPlace(s, all)).find(Boolean) ?? place); }
      else { const c = x.obj.cells.get('content') ?? x.obj.cells.get('template'); if (!c) open = true; const r = x.obj.note?.role ?? someStrings(x.obj.cells.get('role')?.value ?? UNKNOWN)[0] ?? 'user'; if (c) add(text(e, f, c.value, all, place), r, someStrings(c.value).map((s) => partPlace(s, all)).find(Boolean) ?? place); }
    }
    if (v.labels.length) add(v, 'user', place);
  };
  visit(t, 0);
  for (const [name, p] of all.named) if (placeholders.has(name) || (open && !mentions(e, t, name))) e.heap.write(list, String(list.cells.size), p.value, p.place);
  for (const p of all.rest) add(ofLabels(deepLabels(e, f, p.value)), 'user', p.place);
  return ofToken(list.token);
}

const variable = (name: string): RegExp => new RegExp(`\\{\\{?\\s*${name.replace(/[^\w]/g, '\\$&')}\\s*[^}]*\\}|\\$${name.replace(/[^\w]/g, '\\$&')}\\b`);
/** Statements of a template that give a name to what is in another: `{% for line in lines %}`, `{% set head = title %}`, `{{#each lines}}`. */
const STATEMENT = /\{%-?\s*(?:for|set|with|if|elif|include|call|filter)\b[^%]*%\}|\{\{[#^]\s*[^}]*\}\}/g;
/** Whether a template's text mentions a variable, in a place of its own or in a statement. */
const isMentioned = (name: string, s: string): boolean => variable(name).test(s) || (s.match(STATEMENT) ?? []).some((statement) => new RegExp(`(?<![\\w.'"])${name.replace(/[^\w]/g, '\\$&')}(?![\\w'"])`).test(statement));
const ANY_VARIABLE = /\{\{?\s*[\w#./^]|\$\w/;
function partPlace(s: string, input: Inputs): Place | undefined {
  for (const [name, p] of input.named) if (p.value.labels.length && variable(name).test(s)) return p.place;
  return undefined;
}
function mentions(e: Engine, v: Value, name: string): boolean {
  const re = variable(name);
  const seen = new Set<HeapObj>();
  const visit = (x: Value, depth: number): boolean => x.tokens.some((t) => {
    if (t.t === 'const') return typeof t.value === 'string' && re.test(t.value);
    if (t.t !== 'obj' || seen.has(t.obj) || depth > 5) return false;
    seen.add(t.obj);
    return [...t.obj.cells.values()].some((c) => visit(c.value, depth + 1));
  });
  return visit(v, 0);
}
function text(e: Engine, f: Frame, template: Value, input: Inputs, place: Place): Value {
  let labels: readonly Label[] = template.labels;
  const texts = someStrings(template);
  for (const [name, p] of input.named) if (texts.length === 0 || texts.some((s) => isMentioned(name, s))) labels = joinLabels(labels, deepLabels(e, f, p.value));
  // A text without any variable is filled with nothing.
  if (texts.length === 0 || texts.some((s) => ANY_VARIABLE.test(s))) for (const p of input.rest) labels = joinLabels(labels, deepLabels(e, f, p.value));
  return ofLabels(labels);
}

/** Runs a chain on any element of the list that it is given. */
function batch(e: Engine, f: Frame, chain: readonly Value[], site: CallSite): Value {
  const each = site.args.map((a) => a.name === null || a.name === 'inputs' ? { ...a, name: null, value: iterate(e, f, a.value, 0, a.place) } : a);
  return listOf(e, runChain(e, f, chain, { ...site, args: each }), site.place);
}

/** Runs a chain from left to right on one input. */
function runChain(e: Engine, f: Frame, chain: readonly Value[], site: CallSite): Value {
  let current: Value = site.args.find((a) => a.name === null)?.value ?? UNKNOWN;
  let place = site.args.find((a) => a.name === null)?.place ?? site.place;
  for (const part of chain) {
    const step = runStep(e, f, part, current, place, site);
    current = step;
    place = site.place.file === place.file ? place : site.place;
  }
  return current;
}

function runStep(e: Engine, f: Frame, part: Value, input: Value, place: Place, site: CallSite): Value {
  let out: Value = NOTHING;
  const arg = [unnamed(input, place)];
  for (const t of part.tokens) {
    if (t.t === 'fn') out = join(out, invoke(e, f, t, arg, site.place));
    else if (t.t === 'obj' && t.obj.note?.template) out = join(out, fill(e, f, t.obj, inputOf(e, { ...site, args: arg }), place));
    else if (t.t === 'obj' && t.obj.note?.chain) out = join(out, runChain(e, f, t.obj.note.chain, { ...site, args: arg }));
    else if (t.t === 'obj' && (t.obj.kind === 'dict' || t.obj.kind === 'object')) { // a mapping of runnables runs each on the input
      const o = e.heap.alloc('dict', place);
      if (t.obj.note?.assigns) for (const given of input.tokens) if (given.t === 'obj') for (const [k, c] of given.obj.cells) e.heap.setCell(o, k, c);
      if (t.obj.note?.assigns && input.labels.length) e.heap.addBase(o, input.labels);
      for (const [k, c] of t.obj.cells) if (!k.startsWith('\u0001')) e.heap.write(o, k, runStep(e, f, c.value, input, c.place ?? place, site), c.place ?? place);
      out = join(out, ofToken(o.token));
    } else if (t.t === 'obj' && t.obj.api) out = join(out, invokeNode(e, f, t.obj.api, t.obj, input, place, site));
    else if (t.t === 'api') out = join(out, invokeNode(e, f, t.node, t.recv, input, place, site));
    else out = join(out, input);
  }
  return out === NOTHING ? input : out;
}

/** What a library's runnable does with an input: a model call, a retrieval, or passing on. */
function invokeNode(e: Engine, f: Frame, node: import('../../resolve/api.ts').ApiNode, recv: HeapObj | null, input: Value, place: Place, site: CallSite): Value {
  for (const name of ['.invoke', '.ainvoke', '.get_relevant_documents', '.getRelevantDocuments']) {
    for (const n of f.mod.trie.memberNodes(node, name)) {
      const rows = f.mod.trie.rows(n);
      if (rows.length === 0 && f.mod.trie.memberNodes(n, CALL).every((c) => f.mod.trie.rows(c).length === 0)) continue;
      return e.applyRows(f, e.apiToken(n, recv), [unnamed(input, place)], site.place, recv);
    }
  }
  return input;
}

const QUERIES = ['.invoke', '.ainvoke', '.get_relevant_documents', '.getRelevantDocuments', '.query', '.retrieve', '.search', '.similarity_search', '.similaritySearch'];
/** What the retrievers, stores and query engines among the arguments of a call find when they are asked. */
export function askAll(e: Engine, f: Frame, site: CallSite): readonly Label[] {
  let labels: readonly Label[] = [];
  for (const a of site.args) for (const t of a.value.tokens) {
    const node = apiOf(t);
    const recv = t.t === 'api' ? t.recv : t.t === 'obj' ? t.obj : null;
    if (!node) continue;
    for (const n of QUERIES.flatMap((name) => f.mod.trie.memberNodes(node, name))) labels = joinLabels(labels, deepLabels(e, f, e.applyRows(f, e.apiToken(n, recv), [unnamed(UNKNOWN, a.place)], site.place, recv)));
  }
  return labels;
}

export { readField, walkMessages, words };
export type { ModelCallRow, SinkContext };
