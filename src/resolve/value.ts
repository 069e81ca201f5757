import { SINK_KINDS, type Capacity, type Place, type SourceKind } from '../base/words.ts';
import { sinkBits } from '../base/words.ts';
import type { Const, FunctionIR } from '../ir/ir.ts';
import type { Shape } from '../models/schema.ts';
import type { ApiNode } from './api.ts';
import type { ClassInfo, ModuleInfo } from './program.ts';
import type { HeapObj } from './heap.ts';

/** Every sink kind. */
export const ALL_BITS = (1 << SINK_KINDS.length) - 1;
/** The dangers that need free text: cleared by type conversions, allow-lists and anchored patterns. */
export const TEXT_BITS = sinkBits('prompt', 'system-prompt', 'tool-result', 'code', 'shell', 'sql', 'template', 'deserialise', 'path', 'html', 'training', 'index', 'egress');
export const PHI_BITS = sinkBits('phi-model', 'phi-log', 'phi-training', 'transport');

/** One link of a label's history, newest first. `prev` is where the data was before. */
export interface Step {
  readonly kind: 'source' | 'step' | 'call' | 'return';
  readonly place: Place;
  readonly message: string;
  readonly prev: Step | null;
  /** Number of links down to the source; shorter histories win when labels are joined. */
  readonly length: number;
}

/** Where untrusted data entered the program. One object per program point and kind. */
export interface Source {
  readonly id: number;
  readonly kind: SourceKind;
  readonly place: Place;
  /** What was read, in words: `pydicom.dcmread`, `page.extract_text`. */
  readonly what: string;
  readonly row: string;
}

/** The first element read off a source object: a DICOM element, a FHIR field, an HL7 field. */
export interface ElementInfo { readonly name: string; readonly words: string }

/** Taint: what it is, what it can still do, how it came here. Immutable. */
export interface Label {
  readonly source: Source;
  /** Sink kinds that it can still reach; a barrier takes bits away, a label without bits is dropped. */
  readonly live: number;
  readonly capacity: Capacity;
  /** Unread shape: fields read off the value derive their element from it. */
  readonly shape: Shape | null;
  readonly element: ElementInfo | null;
  readonly step: Step;
  /** Approximations on the way (Feature bits). */
  readonly features: number;
}

export const Feature = { unknownCall: 1, byName: 2, widened: 4, partly: 8, deferred: 16 } as const;
export const FEATURE_NAMES: readonly [number, string][] = [[1, 'unknown-call'], [2, 'by-name-call'], [4, 'widened'], [8, 'partly-analysed'], [16, 'framework-call']];

/** Where the value that is only this token is kept. */
interface Alone { alone?: Value }
export interface ConstToken extends Alone { readonly t: 'const'; readonly id: number; readonly value: Const; /** String with unknown parts, each written as U+FFFC. */ readonly holes: boolean }
export interface RegexToken extends Alone { readonly t: 'regex'; readonly id: number; readonly pattern: string; readonly flags: string }
export interface FnToken extends Alone { readonly t: 'fn'; readonly id: number; readonly fn: FunctionIR; readonly mod: ModuleInfo; readonly scope: HeapObj | null; readonly self: Value | null; readonly defaults: ReadonlyMap<number, Value> | null; readonly bound: BoundArgs | null }
/** Parameters that the receiver fills: where a language binds functions to objects, any function that stands for a method takes it first. */
export const receivers = (t: FnToken): 0 | 1 => t.self !== null && (t.fn.selfParam || (t.mod.profile.bindsFunctions && !t.fn.isStatic)) ? 1 : 0;
export interface BoundArgs { readonly positional: readonly Value[]; readonly named: ReadonlyMap<string, Value> }
export interface ClassToken extends Alone { readonly t: 'class'; readonly id: number; readonly cls: ClassInfo }
export interface ObjToken extends Alone { readonly t: 'obj'; readonly id: number; readonly obj: HeapObj }
/** A point of a library's surface. `recv`: the object that the member chain started from. `bound`: partially applied. */
export interface ApiToken extends Alone { readonly t: 'api'; readonly id: number; readonly node: ApiNode; readonly recv: HeapObj | null }
/** A method of a built-in value (`xs.append`) that was read but not called. */
export interface BoundToken extends Alone { readonly t: 'bound'; readonly id: number; readonly recv: Value; readonly name: string }
export interface SuperToken extends Alone { readonly t: 'super'; readonly id: number; readonly cls: ClassInfo; readonly self: Value }
export type Token = ConstToken | RegexToken | FnToken | ClassToken | ObjToken | ApiToken | BoundToken | SuperToken;

/** A place in a frame that a condition speaks of: a variable register or scope name with fields below it. */
export interface Origin { readonly frame: number; readonly root: string; readonly fields: readonly string[] }
/** When the value that carries it is true (or false), `origin` can't reach the sink kinds in `mask`. `only`: the constants it then equals. */
export interface Fact {
  readonly origin: Origin; readonly when: boolean; readonly mask: number; readonly only?: Token; readonly not?: Token; /** The strings that it then is one of. */ readonly among?: readonly string[]; /** The field is then not there. */ readonly absent?: true; /** The field is then true, or is not. */ readonly flag?: boolean; /** It speaks of the content of the file that the variable names. */ readonly file?: true; /** It speaks of every element of the sequence. */ readonly each?: true;
  /** A verdict on text rather than on one variable: it speaks of everything that holds these labels. `path`: keys down to the verdict itself; `words`: it is a word, and these accept. */
  readonly verdict?: { readonly labels: readonly Label[]; readonly path: readonly string[]; readonly words?: readonly string[] | undefined };
}

/** An abstract value: everything that the concrete value may be. Immutable; joined with `join`. */
export interface Value {
  readonly tokens: readonly Token[];
  readonly labels: readonly Label[];
  /** May also be something that no token stands for. */
  readonly top: boolean;
  readonly facts: readonly Fact[] | null;
}

const NO_TOKENS: readonly Token[] = [];
const NO_LABELS: readonly Label[] = [];
/** Nothing is known. */
export const UNKNOWN: Value = { tokens: NO_TOKENS, labels: NO_LABELS, top: true, facts: null };
/** No value at all: unreachable, or not yet computed. */
export const NOTHING: Value = { tokens: NO_TOKENS, labels: NO_LABELS, top: false, facts: null };

/** Most values hold few alternatives; beyond this many tokens the rest is `top`. */
export const MAX_TOKENS = 24;
/** Distinct sources kept on one value. */
export const MAX_LABELS = 24;

/** The value that is exactly one token; one for each token, so that equal values are mostly identical. */
export const ofToken = (token: Token): Value => token.alone ??= { tokens: [token], labels: NO_LABELS, top: false, facts: null };
/** The point of a library that a token stands for, or that its object was made by. */
export const apiOf = (t: Token): ApiNode | null => t.t === 'api' ? t.node : t.t === 'obj' ? t.obj.api : null;
export const ofTokens = (tokens: readonly Token[], top = false): Value => tokens.length ? { tokens, labels: NO_LABELS, top, facts: null } : top ? UNKNOWN : NOTHING;
export const ofLabels = (labels: readonly Label[]): Value => labels.length ? { tokens: NO_TOKENS, labels, top: true, facts: null } : UNKNOWN;
export const withLabels = (v: Value, labels: readonly Label[]): Value =>
  labels.length === 0 ? v : { tokens: v.tokens, labels: v.labels.length ? joinLabels(v.labels, labels) : labels, top: v.top, facts: v.facts };
export const withFacts = (v: Value, facts: readonly Fact[]): Value => facts.length ? { tokens: v.tokens, labels: v.labels, top: v.top, facts } : v;
export const isNothing = (v: Value): boolean => !v.top && v.tokens.length === 0 && v.labels.length === 0;

/** Least upper bound. Facts survive only where both sides agree. */
export function join(a: Value, b: Value): Value {
  if (a === b || b === NOTHING) return a;
  if (a === NOTHING) return b;
  const labels = joinLabels(a.labels, b.labels);
  let top = a.top || b.top;
  let tokens = joinTokens(a.tokens, b.tokens);
  if (tokens.length > MAX_TOKENS) { tokens = tokens.slice(0, MAX_TOKENS); top = true; }
  if (tokens === a.tokens && labels === a.labels && top === a.top && a.facts === null) return a;
  return { tokens, labels, top, facts: a.facts && b.facts ? a.facts.filter((f) => b.facts!.some((g) => sameFact(f, g))) : null };
}

export const joinAll = (values: readonly Value[]): Value => values.reduce(join, NOTHING);

export function sameFact(f: Fact, g: Fact): boolean {
  return f.when === g.when && f.mask === g.mask && sameOrigin(f.origin, g.origin);
}
export function sameOrigin(a: Origin, b: Origin): boolean {
  return a.frame === b.frame && a.root === b.root && a.fields.length === b.fields.length && a.fields.every((x, i) => x === b.fields[i]);
}

function joinTokens(a: readonly Token[], b: readonly Token[]): readonly Token[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  let out: Token[] | null = null;
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (j >= b.length || (i < a.length && a[i]!.id < b[j]!.id)) { if (out) out.push(a[i]!); i++; }
    else if (i < a.length && a[i]!.id === b[j]!.id) { if (out) out.push(a[i]!); i++; j++; }
    else { if (!out) out = a.slice(0, i); out.push(b[j]!); j++; }
  }
  return out ?? a;
}

const sameLabelSlot = (x: Label, y: Label): boolean => x.source === y.source && x.element?.name === y.element?.name && x.shape === y.shape;

/** Union by source and element; the surviving dangers are united, the shorter history is kept. */
export function joinLabels(a: readonly Label[], b: readonly Label[]): readonly Label[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b.length > MAX_LABELS ? b.slice(0, MAX_LABELS) : b;
  let out: Label[] | null = null;
  for (const y of b) {
    const list: readonly Label[] = out ?? a;
    let k = -1;
    for (let i = 0; i < list.length; i++) if (sameLabelSlot(list[i]!, y)) { k = i; break; }
    if (k < 0) { if (list.length < MAX_LABELS) { out ??= a.slice(); out.push(y); } continue; }
    const x = list[k]!;
    if (x === y) continue;
    const live = x.live | y.live;
    const capacity = x.capacity > y.capacity ? x.capacity : y.capacity;
    const shorter = y.step.length < x.step.length ? y : x;
    if (live === x.live && capacity === x.capacity && shorter === x) continue;
    out ??= a.slice();
    out[k] = { ...shorter, live, capacity };
  }
  return out ?? a;
}

/** Takes dangers away; labels that can do nothing more are dropped. */
export function clearLabels(labels: readonly Label[], mask: number): readonly Label[] {
  if (labels.length === 0 || !labels.some((l) => l.live & mask)) return labels;
  const out: Label[] = [];
  for (const l of labels) { const live = l.live & ~mask; if (live) out.push(live === l.live ? l : { ...l, live }); }
  return out;
}
export function clear(v: Value, mask: number): Value {
  const labels = clearLabels(v.labels, mask);
  return labels === v.labels ? v : { tokens: v.tokens, labels, top: v.top, facts: v.facts };
}

/** Adds a link to every label's history. */
export function extend(labels: readonly Label[], kind: Step['kind'], place: Place, message: string): readonly Label[] {
  if (labels.length === 0) return labels;
  return labels.map((l) => ({ ...l, step: { kind, place, message, prev: l.step, length: l.step.length + 1 } }));
}
export const extendValue = (v: Value, kind: Step['kind'], place: Place, message: string): Value =>
  v.labels.length ? { tokens: v.tokens, labels: extend(v.labels, kind, place, message), top: v.top, facts: v.facts } : v;
export const addFeature = (labels: readonly Label[], feature: number): readonly Label[] =>
  labels.every((l) => l.features & feature) ? labels : labels.map((l) => ({ ...l, features: l.features | feature }));

/** Same abstract content, histories aside. */
export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.top !== b.top || a.tokens.length !== b.tokens.length || a.labels.length !== b.labels.length) return false;
  for (let i = 0; i < a.tokens.length; i++) if (a.tokens[i]!.id !== b.tokens[i]!.id) return false;
  for (const x of a.labels) {
    const y = b.labels.find((l) => sameLabelSlot(l, x));
    if (!y || y.live !== x.live || y.capacity !== x.capacity) return false;
  }
  return true;
}

/** The only constants that a value can be, or undefined when it can be something else. */
export function constants(v: Value): readonly Const[] | undefined {
  if (v.top || v.tokens.length === 0) return undefined;
  const out: Const[] = [];
  for (const t of v.tokens) { if (t.t !== 'const' || t.holes) return undefined; out.push(t.value); }
  return out;
}
/** Constants among what a value may be (others may exist). */
export const someConstants = (v: Value): Const[] => v.tokens.flatMap((t) => t.t === 'const' && !t.holes ? [t.value] : []);
export const someStrings = (v: Value): string[] => v.tokens.flatMap((t) => t.t === 'const' && typeof t.value === 'string' ? [t.value] : []);
/** The single constant that a value is, or undefined. */
export const singleConst = (v: Value): Const | undefined => !v.top && v.tokens.length === 1 && v.tokens[0]!.t === 'const' && !v.tokens[0]!.holes ? v.tokens[0]!.value : undefined;

/** A sequence that is known to hold something. That it holds nothing is never known: somebody may fill it later. */
const isFilled = (o: HeapObj): boolean => { if (o.kind !== 'list' && o.kind !== 'tuple') return false; const n = o.cells.get('\u0001length'); const c = n && singleConst(n.value); return typeof c === 'number' && c > 0; };

/** true / false where every alternative agrees, else undefined. */
export function truth(v: Value): boolean | undefined {
  if (v.top || v.tokens.length === 0) return undefined;
  let result: boolean | undefined;
  for (const t of v.tokens) {
    let one: boolean | undefined;
    if (t.t === 'const') one = t.holes ? undefined : Boolean(t.value);
    else if (t.t === 'obj' && t.obj.kind === 'tuple' && singleConst(t.obj.cells.get('\u0001length')?.value ?? UNKNOWN) === 0) one = false;
    else if (t.t === 'obj') one = t.obj.kind === 'instance' || t.obj.kind === 'module' || isFilled(t.obj) ? true : undefined;
    else if (t.t === 'api' || t.t === 'bound' || t.t === 'super') one = undefined;
    else one = true;
    if (one === undefined || (result !== undefined && result !== one)) return undefined;
    result = one;
  }
  return result;
}

const WORD = /^[$/.\w-]{1,24}$/;
const isWord = (t: Token): boolean => t.t === 'const' && (t.value === null || typeof t.value === 'boolean' || (typeof t.value === 'string' && !t.holes && WORD.test(t.value)));
/** A method of HTTP (RFC 9110 §9, RFC 5789), or a flag: a few values, on which it depends what a call does. */
const isVerb = (t: Token): boolean => t.t === 'const' && (typeof t.value === 'boolean' || (typeof t.value === 'string' && VERB.test(t.value)));
const VERB = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/i;
/** Constants that calls are told apart by longest: verbs to the end, other single words (roles, modes) before. */
export const isKept = (t: Token, keepWords: boolean): boolean => keepWords ? isWord(t) : isVerb(t);
/** The value without what is known of variables because of it. */
export const withoutFacts = (v: Value): Value => v.facts ? { ...v, facts: null } : v;
/** The value with its constants forgotten, but for those that are kept. */
export function withoutConstants(v: Value, keepWords: boolean): Value {
  const kept = v.tokens.filter((t) => t.t !== 'const' || isKept(t, keepWords));
  return kept.length === v.tokens.length ? v : { tokens: kept, labels: v.labels, top: true, facts: null };
}
