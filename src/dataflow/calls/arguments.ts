import type { Place } from '../../base/words.ts';
import { Op, type FunctionIR } from '../../ir/ir.ts';
import { parseArgPath, type ArgPath } from '../../models/paths.ts';
import type { When } from '../../models/schema.ts';
import { JSON_OF, REST, type HeapObj } from '../../resolve/heap.ts';
import { findMethod } from '../../resolve/program.ts';
import { addressesIn } from '../library/endpoints.ts';
import { pathOf } from '../library/files.ts';
import { NOTHING, UNKNOWN, constants, isNothing, join, ofToken, singleConst, someConstants, type Token, type Value } from '../../resolve/value.ts';
import { unnamed, invoke, type Argument } from './calls.ts';
import type { Engine } from '../engine.ts';
import { INDEX_METHODS, deepLabels, readField, touch } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';

/** A call as a model row sees it. */
export interface CallSite {
  /** The call constructs an object whose members are set afterwards. */
  readonly made?: boolean;
  readonly args: readonly Argument[];
  readonly recv: HeapObj | null;
  /** Receiver value where there is one that is not a heap object. */
  readonly self: Value | null;
  readonly place: Place;
  /** What is called, in words: `requests.post`. */
  readonly callee?: string;
}

/** A part of a call, with the place where it was written. */
export interface Part { readonly value: Value; readonly place: Place }

const parsed = new Map<string, ArgPath>();
export function argPath(text: string): ArgPath {
  let p = parsed.get(text);
  if (!p) { p = parseArgPath(text); parsed.set(text, p); }
  return p;
}

/** The same, with each part where it was written, also when that is before the call: in a table of a file that the call was made from, but not in a helper or another file that knows nothing of it. */
export function writtenParts(e: Engine, f: Frame, site: CallSite, text: string): Part[] {
  const { steps, or } = argPath(text);
  if (steps.length === 0 || or) return partsOf(e, f, site, text);
  let parts = partsOf(e, f, site, text.slice(0, text.length - steps.map((s) => s === '[]' ? s : `.${s}`).join('').length));
  for (const step of steps) {
    parts = parts.flatMap((p) => p.value.tokens.flatMap((t) => t.t !== 'obj' ? [] : [...t.obj.cells].flatMap(([k, c]): Part[] => (step === '[]' ? k === REST || !k.startsWith('\u0001') : k === step) ? [{ value: c.value, place: c.place && isBeside(f, c.place) ? c.place : p.place }] : [])));
  }
  return parts.length ? parts : partsOf(e, f, site, text);
}
/** Whether a place is in one of the functions that run, or in their files around all functions; a callback without a name belongs to where it stands. */
function isBeside(f: Frame, place: Place): boolean {
  for (let x: Frame | null = f; x; x = x.parent) if (x.mod.file === place.file && isIn(x, place)) return true;
  return false;
}
function isIn(f: Frame, { start, end }: Place): boolean {
  const { functions } = f.mod.ir;
  let inner = functions[0]!;
  for (const fn of functions) if (fn.span.start <= start && fn.span.end >= end && fn.span.end - fn.span.start < inner.span.end - inner.span.start) inner = fn;
  while (inner.name === '' || inner.name === '<lambda>') { if (inner.index === 0 || inner === f.fn) break; inner = functions[inner.parent]!; }
  return inner.index === 0 || inner === f.fn;
}
/** The parts of a call that an argument path names; empty when the call does not give them. */
export function partsOf(e: Engine, f: Frame, site: CallSite, text: string): Part[] {
  for (let path: ArgPath | undefined = argPath(text); path; path = path.or) {
    const parts = partsOfOne(e, f, site, path);
    if (parts.length) return parts;
  }
  return [];
}
function partsOfOne(e: Engine, f: Frame, site: CallSite, path: ArgPath): Part[] {
  let parts: Part[] = [];
  const own = path.base === 'self' && site.recv && path.steps.length === 1 ? e.ownKey(f, site.recv, path.steps[0]!) : null;
  if (own !== null) {
    touch(f, site.recv!, own);
    const cell = site.recv!.cells.get(own);
    if (cell) return [{ value: cell.value, place: nearer(cell.place, site.place) }];
  }
  if (path.base === 'self') { const v = site.recv ? ofToken(site.recv.token) : site.self; if (v) parts.push({ value: v, place: site.place }); }
  else if (typeof path.base === 'string' && path.base.startsWith('<')) parts.push({ value: e.typedValue(f.mod, path.base, site.place), place: site.place });
  else if (path.base === '*') parts = site.args.map((a) => ({ value: a.value, place: a.place }));
  else if (typeof path.base === 'string' && path.base.startsWith('rest:')) parts = positionals(site).slice(Number(path.base.slice(5))).map((a) => ({ value: a.value, place: a.place }));
  else if (typeof path.base === 'number') {
    const pos = positionals(site);
    const a = pos[path.base] ?? (pos.length > 0 && pos[pos.length - 1]!.spread ? pos[pos.length - 1] : undefined);
    if (a) parts.push({ value: a.value, place: a.place });
  } else for (const a of site.args) if (a.name === path.base || a.name === '**') parts.push({ value: a.value, place: a.place });
  for (const step of path.steps) parts = parts.flatMap((p) => stepInto(e, f, p, step));
  return parts;
}
const positionals = (site: CallSite): Argument[] => site.args.filter((a) => a.name === null);

/** An object of a library in which nothing was stored: text that it was made of stands beside it. */
const isEmptyHolder = (t: Token): boolean => t.t === 'obj' && t.obj.kind === 'data' && t.obj.cls === null && t.obj.cells.size === 0;
/** Text that begins as a URL or a path does, also where the host is not known. */
const ADDRESS = /^(https?:\/)?[\uFFFC\uFFFD]?\/|^https?:/;
function stepInto(e: Engine, f: Frame, p: Part, step: string): Part[] {
  const out: Part[] = [];
  let other = p.value.labels.length > 0 || (p.value.top && p.value.tokens.length === 0);
  for (const t of p.value.tokens) {
    if (t.t !== 'obj') { other = true; continue; }
    const made = t.obj.cells.get(JSON_OF);
    if (made) { out.push(...stepInto(e, f, { value: made.value, place: nearer(made.place, p.place) }, step)); continue; }
    if (step === '[]') {
      // An object of the program that is indexed by a method of its own: a data set.
      if (t.obj.cls && INDEX_METHODS.some((name) => findMethod(t.obj.cls!, name))) { out.push({ value: readField(e, f, ofToken(t), undefined, p.place, true), place: p.place }); continue; }
      const before = out.length;
      for (const [k, c] of t.obj.cells) if (k === REST || !k.startsWith('\u0001')) out.push({ value: c.value, place: nearer(c.place, p.place) });
      // The elements of a library's object are made when they are asked for.
      if (out.length === before && t.obj.api && e.heap.baseLabels(t.obj).length) out.push({ value: readField(e, f, ofToken(t), undefined, p.place, true), place: p.place });
      continue;
    }
    const cell = t.obj.cells.get(step);
    if (cell) out.push({ value: cell.value, place: nearer(cell.place, p.place) });
    else if (t.obj.api || t.obj.cls || t.obj.cells.has(REST) || e.heap.baseLabels(t.obj).length) { const v = readField(e, f, ofToken(t), step, p.place, false); if (v.labels.length || v.tokens.some((x) => !isAnyMember(x))) out.push({ value: v, place: p.place }); }
  }
  // The text of an element has no members, nor has an address, nor any text where types are declared.
  const isText = step !== '[]' && p.value.tokens.length > 0 && !p.value.top && p.value.tokens.every((t) => t.t === 'const' && typeof t.value === 'string' && ADDRESS.test(t.value)) || step !== '[]' && p.value.tokens.every((t) => t.t === 'const' || isEmptyHolder(t)) && p.value.labels.every((l) => (l.element !== null && l.shape !== 'fhir') || (f.mod.profile.namespaces && (l.shape === null || l.shape === 'text')));
  if (other && out.length === 0 && p.value.labels.length && !isText) { const v = readField(e, f, { ...p.value, tokens: [] }, step === '[]' ? undefined : step, p.place, false); if (!isNothing(v)) out.push({ value: v, place: p.place }); }
  return out;
}
/** A member that exists only because a row speaks of any member: nothing was stored under that name. */
const isAnyMember = (t: Token): boolean => t.t === 'api' && t.node.rows.length === 0 && t.node.children.size === 0 && t.node.types.some((any) => any.path.endsWith('.*'));
/** A literal written inside the argument is a better place than the argument; one built elsewhere is not. */
export function nearer(cell: Place | null, outer: Place): Place {
  return cell && cell.file === outer.file && cell.start >= outer.start && cell.end <= outer.end ? cell : outer;
}

/** Joined value of all parts that any of the paths names. */
export function valueOf(e: Engine, f: Frame, site: CallSite, paths: readonly string[]): Value {
  let v: Value = NOTHING;
  for (const p of paths) for (const part of partsOf(e, f, site, p)) v = join(v, part.value);
  return v;
}

/** Whether a row's conditions on constant arguments hold. */
export function holds(e: Engine, f: Frame, site: CallSite, whens: readonly When[] | undefined): boolean {
  if (!whens) return true;
  return whens.every((w) => {
    const parts = isStored(e, f, site, w.arg) ? partsOf(e, f, site, w.arg) : [];
    const given = parts.length > 0;
    const v = parts.reduce((x: Value, p) => join(x, p.value), NOTHING);
    // Nothing in the place of an argument is an argument that was left out.
    if (w.given !== undefined && w.given !== given && !(given && singleConst(v) === null)) return false;
    const names = libraryNames(v);
    const all = given ? constants(v) ?? (names.length > 0 && names.length === v.tokens.length && !v.top ? names : undefined) : undefined;
    const some = given ? [...someConstants(v), ...names] : [];
    if (w.is && !some.some((c) => w.is!.includes(c))) return false;
    if (w.not && all && all.length > 0 && all.every((c) => w.not!.includes(c))) return false;
    if (w.matches !== undefined) { const re = regex(w.matches); if (!textsOf(v).some((c) => re.test(c))) return false; }
    if (w.notMatches !== undefined) { const re = regex(w.notMatches); if (textsOf(v).some((c) => re.test(c))) return false; }
    if (w.object !== undefined && w.object !== v.tokens.some((t) => t.t === 'obj' && t.obj.kind !== 'data')) return false;
    if (w.function !== undefined && w.function !== (v.tokens.length > 0 && v.tokens.every((t) => t.t === 'fn'))) return false;
    if (w.gives && !alwaysGives(e, f, v, w.gives, site)) return false;
    if (w.idle !== undefined && !v.tokens.some((t) => t.t === 'obj' && t.obj.cls !== null && isIdle(findMethod(t.obj.cls, w.idle!)?.token.fn))) return false;
    if (w.lacks !== undefined && v.tokens.some((t) => t.t === 'obj' && t.obj.cls !== null && findMethod(t.obj.cls, w.lacks!) !== undefined)) return false;
    if (w.chosen !== undefined && w.chosen !== deepLabels(e, f, v).length > 0) return false;
    if (w.constant !== undefined && w.constant !== (all !== undefined && deepLabels(e, f, v).length === 0)) return false;
    return true;
  });
}
/** Constants of a library by their names: `FilePurpose.FINE_TUNE`. */
const libraryNames = (v: Value): readonly string[] => v.tokens.flatMap((t) => t.t === 'api' && !/[)\]]$/.test(t.node.path) ? [t.node.path.slice(t.node.path.lastIndexOf('.') + 1)] : []);
/** Whether a value is a function, and whatever it is given it answers with one of these constants. */
function alwaysGives(e: Engine, f: Frame, v: Value, wanted: NonNullable<When['gives']>, site: CallSite): boolean {
  const makers = v.tokens.filter((t) => t.t === 'fn');
  return makers.length > 0 && makers.every((t) => {
    const given = t.fn.params.map((): Argument => unnamed(UNKNOWN, site.place));
    const answers = constants(invoke(e, f, t, given, site.place));
    return answers !== undefined && answers.length > 0 && answers.every((c) => wanted.includes(c));
  });
}
/** Whether a function has code in which nothing is called, thrown or decided. */
function isIdle(fn: FunctionIR | undefined): boolean {
  if (!fn) return false;
  for (let pc = 0; pc < fn.code.length; pc = fn.code[pc + 1]!) if (!IDLE.has(fn.code[pc]!)) return false;
  return true;
}
const IDLE: ReadonlySet<number> = new Set([Op.Const, Op.Return, Op.Move, Op.This]);

/** Whether a part of a library's object was stored there; asking for it may make one. Other paths name what the call was given. */
function isStored(e: Engine, f: Frame, site: CallSite, text: string): boolean {
  for (let path: ArgPath | undefined = argPath(text); path; path = path.or) {
    if (path.base !== 'self' || path.steps.length !== 1 || !site.recv || site.recv.cls) return true;
    if (site.recv.cells.has(path.steps[0]!) || site.recv.cells.has(e.ownKey(f, site.recv, path.steps[0]!) ?? '')) return true;
  }
  return false;
}
/** Texts that a pattern of a condition looks at: strings, with U+FFFC for parts that are not known, paths, and names of library constants and objects. */
const textsOf = (v: Value): string[] => [...addressesIn(v), ...v.tokens.flatMap((t) => t.t === 'api' ? [t.node.path] : t.t === 'obj' ? pathOf(ofToken(t)) ?? t.obj.api?.path ?? [] : [])];
const regexes = new Map<string, RegExp>();
function regex(source: string): RegExp {
  let r = regexes.get(source);
  if (!r) { r = new RegExp(source); regexes.set(source, r); }
  return r;
}
