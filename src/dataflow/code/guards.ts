import { HEADER, Op, Operator, type FunctionIR } from '../../ir/ir.ts';
import { instructionEnd } from '../../ir/layout.ts';
import { BASE, type HeapObj } from '../../resolve/heap.ts';
import { PHI_BITS, TEXT_BITS, UNKNOWN, clear, joinAll, ofToken, sameFact, sameOrigin, singleConst, type Fact, type Label, type ObjToken, type Origin, type Token, type Value } from '../../resolve/value.ts';
import { sinkBit, sinkBits } from '../../base/words.ts';
import { noteCheckedFile, noteChecking } from './checkedFiles.ts';
import { removeField } from './cleared.ts';
import { keepFlagged } from './discriminants.ts';
import { hasSeparator, samePathFacts, separatorFacts } from '../builtins/containment.ts';
import { digestFacts } from '../builtins/digests.ts';
import type { Engine } from '../engine.ts';
import { keepEntries } from './keptNames.ts';
import { calleeName } from '../tools/approvals.ts';
import { writersOf } from './writers.ts';
import { VARIABLE_KEY, definitionsOf, originKey, refinePath, type Frame } from '../frame.ts';
import { ancestry, isConstantOf, isEnum, type ClassInfo } from '../../resolve/program.ts';
import { apiName } from '../library/flows.ts';

/** Methods that give the same text in another dress; a check of the result speaks of the receiver too. */
const DRESSING = new Set(['strip', 'lower', 'upper', 'trim', 'toLowerCase', 'toUpperCase', 'trimStart', 'trimEnd', 'lstrip', 'rstrip', 'casefold', 'title', 'toString', 'normalize', 'ToLower', 'ToUpper', 'Trim', 'ToLowerInvariant', 'ToUpperInvariant', 'strip_edges', 'capitalize', 'getCanonicalPath', 'toRealPath', 'toPath', 'toFile', 'chars', 'codePoints', 'toCharArray', 'ToCharArray']);
/** Methods that read what stands under the key that they are given. */
const KEYED_READS = new Set(['get', 'getOrDefault', 'data_element', 'get_item']);
const DRESSING_FUNCTIONS = new Set(['str', 'String']);

/** What is one of the texts of the program says nothing else, and names nobody. */
export const WRITTEN_DOWN = TEXT_BITS | PHI_BITS;
/** What a check of the host takes away: the text is as free as before, but not where it leads. */
export const EGRESS = sinkBit('egress');
/** What a digest or a signature vouches for, and what a screen of texts speaks of. */
const VOUCHED = sinkBits('training', 'index'), PROMPT = sinkBit('prompt');

/** Where a register's value was read from, if that is a variable or fields below one. */
export function originOf(f: Frame, reg: number, depth = 0): Origin | null {
  if (reg < 0 || depth > 12) return null;
  const defs = definitionsOf(f.fn);
  const pc = defs[reg]!;
  if (pc < 0) return { frame: f.id, root: 'r' + reg, fields: [] };
  const code = f.fn.code;
  const a = pc + HEADER;
  switch (code[pc]) {
    case Op.Move: case Op.Await: case Op.Cast: case Op.Enter: return originOf(f, code[a + 1]!, depth + 1);
    case Op.LoadScope: return { frame: f.id, root: `s${code[a + 1]}:${f.mod.ir.strings[code[a + 2]!]}`, fields: [] };
    case Op.This: return { frame: f.id, root: 'this', fields: [] };
    case Op.Get: {
      const base = originOf(f, code[a + 1]!, depth + 1);
      return base ? { ...base, fields: [...base.fields, f.mod.ir.strings[code[a + 2]!]!] } : null;
    }
    case Op.GetIndex: {
      const base = originOf(f, code[a + 1]!, depth + 1);
      const key = keyOf(f.regs[code[a + 2]!]) ?? variableKey(f, code[a + 2]!, depth + 1);
      return base && key !== undefined ? { ...base, fields: [...base.fields, key] } : null;
    }
    case Op.CallMethod: {
      const name = f.mod.ir.strings[code[a + 3]!]!;
      if (DRESSING.has(name)) return originOf(f, code[a + 2]!, depth + 1);
      // `d.get("k")` reads the same element as `d["k"]`.
      if (KEYED_READS.has(name) && code[a + 4]! >= 1) {
        const base = originOf(f, code[a + 2]!, depth + 1);
        const key = keyOf(f.regs[code[a + 5 + 2]!]);
        return base && key !== undefined ? { ...base, fields: [...base.fields, key] } : null;
      }
      return null;
    }
    case Op.Call: {
      // str(x): the text of x
      const cpc = defs[code[a + 2]!];
      if (cpc !== undefined && cpc >= 0 && code[cpc] === Op.LoadScope && code[a + 3] === 1 && DRESSING_FUNCTIONS.has(f.mod.ir.strings[code[cpc + HEADER + 2]!]!)) return originOf(f, code[a + 4 + 2]!, depth + 1);
      return null;
    }
    case Op.OrElse: case Op.Coalesce: return originOf(f, code[a + 1]!, depth + 1); // `x or ""`
    case Op.Slice: return null;
    default: return null;
  }
}

/** Members that hold the host of a parsed address, and the calls that parse one. */
const HOST_MEMBERS = new Set(['hostname', 'netloc', 'host', 'origin', 'Host', 'Authority']);
const URL_PARSERS = new Set(['urlparse', 'urlsplit', 'URL', 'Uri', 'URI', 'parse', 'create']);

/** Facts of a check of the host that a register holds: they speak of where the address leads, and the object that it was parsed into. */
export function hostFacts(f: Frame, reg: number, when: boolean): Fact[] {
  const host = addressOf(f, reg);
  if (!host) return [];
  const object = parsedInto(f, reg);
  return [host, ...object ? [object] : []].map((origin) => ({ origin, when, mask: EGRESS }));
}
/** The variable that holds what an address was parsed into: `url` of `url.hostname`. */
function parsedInto(f: Frame, reg: number, depth = 0): Origin | null {
  const { code } = f.fn;
  let pc = reg >= 0 && depth < 6 ? definitionsOf(f.fn)[reg]! : -1;
  if (pc < 0 && reg >= 0) { const [writer, ...others] = writersOf(f.fn).get(reg) ?? []; pc = writer && others.length === 0 ? writer.pc : -1; }
  if (pc < 0) return null;
  if (code[pc] === Op.Move) return parsedInto(f, code[pc + HEADER + 1]!, depth + 1);
  const origin = code[pc] === Op.Get ? originOf(f, code[pc + HEADER + 1]!) : null;
  return origin && origin.fields.length === 0 && origin.root.startsWith('r') ? origin : null;
}

/** The address whose host a register holds: `urlparse(x).hostname`, `new URL(x).host`. A check of it speaks of where `x` leads. */
export function addressOf(f: Frame, reg: number, depth = 0): Origin | null {
  const defs = definitionsOf(f.fn);
  const code = f.fn.code;
  const pc = reg >= 0 && depth < 6 ? defs[reg]! : -1;
  if (pc < 0) {
    // A variable that is assigned once.
    const writers = reg >= 0 ? writersOf(f.fn).get(reg) : [];
    return writers.length === 1 && code[writers[0]!.pc] === Op.Move && depth < 6 ? addressOf(f, writers[0]!.reads[0]!, depth + 1) : null;
  }
  const a = pc + HEADER;
  if (code[pc] === Op.Move) return addressOf(f, code[a + 1]!, depth + 1);
  if (code[pc] !== Op.Get || !HOST_MEMBERS.has(f.mod.ir.strings[code[a + 2]!]!)) return null;
  return parsedAddress(f, code[a + 1]!, depth);
}
function parsedAddress(f: Frame, reg: number, depth: number): Origin | null {
  const code = f.fn.code;
  let pc = definitionsOf(f.fn)[reg]!;
  if (pc < 0) { const writers = writersOf(f.fn).get(reg); if (writers.length !== 1 || code[writers[0]!.pc] !== Op.Move || depth > 6) return null; return parsedAddress(f, writers[0]!.reads[0]!, depth + 1); }
  if (code[pc] === Op.Move) return parsedAddress(f, code[pc + HEADER + 1]!, depth + 1);
  const a = pc + HEADER;
  const isCall = code[pc] === Op.Call, isMethod = code[pc] === Op.CallMethod;
  if (!isCall && !isMethod) return null;
  const name = isMethod ? f.mod.ir.strings[code[a + 3]!]! : calleeName(f, code[a + 2]!).split('.').pop()!;
  const n = code[a + (isMethod ? 4 : 3)]!;
  if (!URL_PARSERS.has(name) || n < 1) return null;
  pc = code[a + (isMethod ? 5 : 4) + 2]!;
  return originOf(f, pc);
}

/** The constant key of a subscript, spelled as a field name. */
export function keyOf(v: Value | undefined): string | undefined {
  if (!v || v.top || v.tokens.length !== 1) return undefined;
  const t = v.tokens[0]!;
  if (t.t === 'const' && !t.holes && t.value !== null) return String(t.value);
  // A constant of a library is one thing, whatever its value.
  if (t.t === 'api') return t.recv === null && /\.[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(t.node.path) ? MEMBER_KEY + t.node.path : undefined;
  // A member of an enumeration is one thing, and no text where types are checked.
  return t.t === 'obj' && t.obj.global && t.obj.cls && t.obj !== t.obj.cls.generic && (t.obj.cls.mod.profile.checkedTypes ? isEnumMember(v) : isPlainEnum(t.obj.cls)) ? MEMBER_KEY + t.obj.id : undefined;
}
/** A variable as a key: `titles[i]` is one element as long as `i` is not assigned anew. */
function variableKey(f: Frame, reg: number, depth: number): string | undefined {
  const o = originOf(f, reg, depth);
  return o && o.fields.length === 0 && o.root.startsWith('r') ? VARIABLE_KEY + o.root : undefined;
}
/** Whether members of an enumeration equal nothing but themselves: it is no kind of text or number as well. */
const isPlainEnum = (cls: ClassInfo): boolean => isEnum(cls) && ancestry(cls).apis.every(({ path }) => PLAIN_ENUMS.has(path));
const PLAIN_ENUMS: ReadonlySet<string> = new Set(['enum.Enum', 'enum.Flag']);
/** In front of what stands for a member of an enumeration as a key. */
const MEMBER_KEY = '\u0002';
export const isMemberKey = (key: string): boolean => key.startsWith(MEMBER_KEY);
/** What a key of a mapping is as a value. */
export const keyValue = (e: Engine, key: string): Value => isMemberKey(key) ? UNKNOWN : e.constant(key);

/** Applies what a condition says about variables on the branch where it is `outcome`. */
export function assume(e: Engine, f: Frame, cond: Value, outcome: boolean): void {
  if (!cond.facts) return;
  for (const fact of cond.facts) {
    if (fact.when !== outcome) continue;
    if (fact.verdict) {
      if (fact.verdict.path.length > 0 || fact.verdict.words) continue;
      if (fact.mask & VOUCHED && !(fact.mask & PROMPT)) noteChecking(e, f);
      if (!fact.file) acquit(e, f, fact); else if (fact.origin.frame === f.id) noteCheckedFile(f, fact);
    }
    else if (fact.origin.frame === f.id) establish(e, f, fact);
  }
}

/** A screen found nothing in a text: every variable that holds the text is cleared. */
function acquit(e: Engine, f: Frame, fact: Fact): void {
  for (const r of f.fn.vars) {
    const v = f.regs[r];
    if (!v) continue;
    e.probe?.checked(v.labels.filter((l) => judged(l, fact)), fact.mask);
    if (v.labels.some((l) => judged(l, fact))) f.regs[r] = { ...v, labels: withoutJudged(v.labels, fact) };
    const rows = isOnlyRead(f, r) ? acquittedRows(e, f.regs[r]!, fact) : undefined;
    if (rows) f.regs[r] = rows;
    // A library's object that is made of what was judged: an image of the pixels.
    for (const t of v.tokens) {
      const base = t.t === 'obj' && t.obj.singular ? t.obj.cells.get(BASE) : undefined;
      if (t.t === 'obj' && base?.value.labels.some((l) => judged(l, fact))) e.heap.setCell(t.obj, BASE, { value: { ...base.value, labels: withoutJudged(base.value.labels, fact) }, place: base.place });
    }
  }
}
/** Copies of the few objects that a value may be, with what was judged taken from their fields; undefined where nothing was. */
function acquittedRows(e: Engine, v: Value, fact: Fact): Value | undefined {
  if (v.labels.length > 0 || v.tokens.length === 0 || v.tokens.length > MAX_ROWS || !v.tokens.every(isRowOrTuple)) return undefined;
  const keys = new Set(v.tokens.flatMap((t) => t.t === 'obj' ? [...t.obj.cells].filter(([, c]) => c.value.labels.some((l) => judged(l, fact))).map(([key]) => key) : []));
  let out: Value | undefined;
  for (const key of keys) out = ofCheckedRow(e, out ?? v, key, fact.mask, fact) ?? out;
  return out;
}
const withoutJudged = (labels: readonly Label[], fact: Fact): readonly Label[] =>
  labels.flatMap((l) => { if (!judged(l, fact)) return [l]; const live = l.live & ~fact.mask; return live ? [{ ...l, live }] : []; });
const judged = (l: Label, fact: Fact): boolean => fact.verdict!.labels.some((x) => x.source === l.source && x.element?.name === l.element?.name);

/** As many strings as a variable is one of are kept one by one, so that what is looked up under it is what stands under these. */
const FEW_NAMES = 8;
/** An object that an address was parsed into. */
const isAddress = (t: Token): boolean => t.t === 'obj' && t.obj.api !== null && /(^|\.)(URL|Uri|URI)\(\)$/.test(t.obj.api.path);
/** Makes a fact hold from here on in this frame. */
export function establish(e: Engine, f: Frame, fact: Fact): void {
  const { origin, mask } = fact;
  if (fact.each) { clearElements(e, f, origin, mask); return; }
  if (fact.flag !== undefined) { keepFlagged(f, fact); return; }
  if (fact.absent) {
    const holder = holderOf(e, f, origin), key = origin.fields.at(-1)!;
    if (!key.startsWith(VARIABLE_KEY) && holder?.cells.get(BASE) && !holder.cells.has(key)) removeField(e, holder, key, null);
    return;
  }
  const names = namesIn(fact);
  if (names && origin.root.startsWith('r')) keepEntries(f, origin, names);
  if (origin.fields.length === 0 && origin.root.startsWith('r')) {
    const r = Number(origin.root.slice(1));
    const v = f.regs[r];
    if (v) {
      if (mask) e.probe?.checked(v.labels, mask);
      if (mask === EGRESS && v.labels.length === 0 && v.tokens.every(isAddress)) {
        if (!e.vetted.cells.has('href')) e.heap.fill(e.vetted, 'href', ofToken(e.vetted.token), null);
        f.regs[r] = ofToken(e.vetted.token);
        return;
      }
      let n = mask ? clear(ofCheckedObjects(e, v, mask), mask) : v;
      if (fact.only) n = { ...n, tokens: [fact.only], top: false };
      else if (fact.among && fact.among.length > 0 && fact.among.length <= FEW_NAMES && v.top) n = { ...n, tokens: joinAll(fact.among.map((x) => e.constant(x))).tokens, top: false };
      if (fact.not) n = { ...n, tokens: n.tokens.filter((t) => t !== fact.not) };
      f.regs[r] = n;
    }
    return;
  }
  if (names && origin.fields.length === 1 && origin.root.startsWith('r')) keepNamed(f, Number(origin.root.slice(1)), origin.fields[0]!, names);
  if (!mask) return;
  refinePath(f, originKey(origin), mask);
  // The object itself is known to hold a clean value there, so that the fact survives a call that takes the object.
  if (origin.fields.length === 1 && origin.root.startsWith('r') && checkedOne(e, f, Number(origin.root.slice(1)), origin.fields[0]!, mask)) return;
  const holder = holderOf(e, f, origin);
  if (holder) {
    const key = origin.fields[origin.fields.length - 1]!;
    const cell = holder.cells.get(key);
    if (cell) e.probe?.checked(cell.value.labels, mask);
    if (cell) e.heap.setCell(holder, key, { value: clear(cell.value, mask), place: cell.place });
  }
}
/**
 * Of the rows of a sequence, the variable now holds those whose field was checked: copies, since the object stands for the rows that did not
 * pass, too. Answers whether it is such a row. One that the function writes to stays itself.
 */
function checkedOne(e: Engine, f: Frame, reg: number, key: string, mask: number): boolean {
  const v = f.regs[reg];
  const row = v && isOnlyRead(f, reg) ? ofCheckedRow(e, v, key, mask) : undefined;
  if (row) f.regs[reg] = row;
  return row !== undefined;
}
/** Copies of the few objects that a value may be, without what a check has taken from one of their fields; undefined where there are other things among them, or nothing to take. */
export function ofCheckedRow(e: Engine, v: Value, key: string, mask: number, verdict?: Fact): Value | undefined {
  if (v.labels.length > 0 || v.tokens.length > MAX_ROWS || !v.tokens.every(verdict ? isRowOrTuple : isRow)) return undefined;
  let isChecked = false;
  const tokens = v.tokens.map((t) => {
    const cell = t.t === 'obj' ? t.obj.cells.get(key) : undefined;
    if (t.t !== 'obj' || !cell?.value.labels.some((l) => l.live & mask)) return t;
    isChecked = true;
    e.probe?.checked(cell.value.labels, mask);
    const copy = e.heap.alloc(t.obj.kind, t.obj.place);
    copy.api = t.obj.api; copy.cls = t.obj.cls; copy.note = t.obj.note;
    for (const [k, c] of t.obj.cells) e.heap.fill(copy, k, k !== key ? c.value : verdict ? { ...c.value, labels: withoutJudged(c.value.labels, verdict) } : clear(c.value, mask), c.place);
    return copy.token;
  });
  return isChecked ? { ...v, tokens: tokens.sort((x, y) => x.id - y.id), facts: null } : undefined;
}
/** Rows that are made in a loop are two objects: that of the first round and that of all others. */
const MAX_ROWS = 4;
const isRowOrTuple = (t: Token): boolean => t.t === 'obj' && ['dict', 'object', 'instance', 'tuple'].includes(t.obj.kind);
const isRow = (t: Token): t is ObjToken => t.t === 'obj' && ['dict', 'object', 'instance'].includes(t.obj.kind);
const onlyRead = new WeakMap<FunctionIR, Map<number, boolean>>();
/** Whether a variable is given the elements of a sequence and nothing else, and nothing is written into these. */
function isOnlyRead(f: Frame, reg: number): boolean {
  let known = onlyRead.get(f.fn);
  if (!known) onlyRead.set(f.fn, known = new Map());
  let is = known.get(reg);
  if (is === undefined) {
    const { code } = f.fn;
    const [writer, ...others] = writersOf(f.fn).get(reg);
    const made = writer === undefined ? -1 : code[writer.pc] === Op.Move ? definitionsOf(f.fn)[code[writer.pc + HEADER + 1]!] ?? -1 : writer.pc;
    is = others.length === 0 && made >= 0 && code[made] === Op.Next;
    for (let pc = 0; is && pc < code.length; pc = instructionEnd(code, pc)) if ((code[pc] === Op.Set || code[pc] === Op.SetIndex || code[pc] === Op.Delete) && code[pc + HEADER] === reg) is = false;
    known.set(reg, is);
  }
  return is;
}

/** Each element of the sequences that a variable holds is what a check says of all. */
function clearElements(e: Engine, f: Frame, origin: Origin, mask: number): void {
  const v = origin.fields.length ? undefined : origin.root.startsWith('r') ? f.regs[Number(origin.root.slice(1))] : undefined;
  if (!v || v.labels.length > 0) { if (v) establish(e, f, { origin, when: true, mask }); return; }
  for (const t of v.tokens) if (t.t === 'obj') clearEach(e, t.obj, mask);
}
/** Takes dangers from every element of a sequence. */
export function clearEach(e: Engine, o: HeapObj, mask: number): void {
  if (mask === 0 || !o.singular || (o.kind !== 'list' && o.kind !== 'tuple' && o.kind !== 'set')) return;
  for (const [k, cell] of [...o.cells]) {
    const c = clear(cell.value, mask);
    if (c !== cell.value) { e.probe?.checked(cell.value.labels, mask); e.heap.setCell(o, k, { value: c, place: cell.place }); }
  }
}
/** What a loop has checked of each element, where every way through its body has: `for (const text of texts) if (!isKnown(text)) throw …`. */
export function checkedByLoop(e: Engine, f: Frame, next: number): void {
  const { code } = f.fn;
  if (code[next] !== Op.Next) return;
  const element = f.regs[code[next + HEADER]!];
  const variable = f.fn.vars.find((reg) => { const w = writersOf(f.fn).get(reg); return w.length === 1 && code[w[0]!.pc] === Op.Move && code[w[0]!.pc + HEADER + 1] === code[next + HEADER]; });
  const after = variable === undefined ? undefined : f.regs[variable];
  if (!element?.labels.length || !after) return;
  const mask = element.labels.reduce((m, l) => m & l.live & ~(after.labels.find((x) => x.source === l.source && x.element?.name === l.element?.name)?.live ?? 0), -1);
  const origin = mask === 0 ? null : originOf(f, code[next + HEADER + 1]!);
  if (origin) establish(e, f, { origin, when: true, mask, each: true });
}

/** Library objects made of untrusted text (a path, a URL) as they are once that was checked: copies, because others may hold the unchecked ones. */
function ofCheckedObjects(e: Engine, v: Value, mask: number): Value {
  // An answer that is an error is no record: what is known of it holds for the variable, whatever shape its text had.
  const dirty = (t: Token): boolean => t.t === 'obj' && t.obj.kind === 'data' && t.obj.api !== null && !t.obj.global && e.heap.baseLabels(t.obj).some((l) => (l.shape === null || (mask & ~PHI_BITS) === 0) && (l.live & mask) !== 0);
  if (!v.tokens.some(dirty)) return v;
  const tokens = v.tokens.map((t) => {
    if (t.t !== 'obj' || !dirty(t)) return t;
    const copy = e.heap.alloc('data', t.obj.place);
    copy.api = t.obj.api; copy.note = t.obj.note;
    for (const [k, cell] of t.obj.cells) e.heap.fill(copy, k, clear(cell.value, mask), cell.place);
    return copy.token;
  });
  return { ...v, tokens: tokens.sort((a, b) => a.id - b.id) };
}

/** Strings of a collection: its elements, or the keys of a mapping. */
export function membersOf(v: Value): readonly string[] {
  return v.tokens.flatMap((t) => t.t !== 'obj' ? [] : t.obj.kind === 'dict' || t.obj.kind === 'object' ? [...t.obj.cells.keys()].filter((k) => !k.startsWith('\u0001')) : [...t.obj.cells].filter(([k]) => k !== '\u0001length').flatMap(([, c]) => c.value.tokens.flatMap((x) => x.t === 'const' && typeof x.value === 'string' ? [x.value] : [])));
}

/** Of the alternatives that a variable may be, those whose name is one of some strings: tools that are picked from a list. */
function keepNamed(f: Frame, reg: number, field: string, names: readonly string[]): void {
  const v = f.regs[reg];
  if (v) f.regs[reg] = named(v, field, names);
}
export function named(v: Value, field: string, names: readonly string[]): Value {
  if (v.tokens.length < 2) return v;
  const nameOf = (t: Token): string | undefined => {
    if (t.t === 'fn') return field === 'name' || field === '__name__' ? t.fn.name : undefined;
    if (t.t !== 'obj') return undefined;
    const c = t.obj.cells.get(field)?.value.tokens;
    return c?.length === 1 && c[0]!.t === 'const' && typeof c[0]!.value === 'string' ? c[0]!.value : field === 'name' ? t.obj.note?.tool?.name ?? undefined : undefined;
  };
  const kept = v.tokens.filter((t) => { const n = nameOf(t); return n === undefined || names.includes(n); });
  return kept.length > 0 && kept.length < v.tokens.length ? { ...v, tokens: kept } : v;
}

/** The one object in which the last field of an origin stands. */
export function holderOf(e: Engine, f: Frame, o: Origin): HeapObj | null {
  if (o.fields.length === 0) return null;
  let v: Value | undefined | null = null;
  if (o.root.startsWith('r')) v = f.regs[Number(o.root.slice(1))];
  else if (o.root === 'this') v = f.self;
  for (let i = 0; v && i < o.fields.length; i++) {
    if (v.tokens.length !== 1 || v.tokens[0]!.t !== 'obj') return null;
    const obj = v.tokens[0]!.obj;
    if (!obj.singular) return null;
    if (i === o.fields.length - 1) return obj;
    v = e.heap.read(obj, o.fields[i]!);
  }
  return null;
}

/** Facts of `not v`. */
export const negate = (facts: readonly Fact[] | null): readonly Fact[] => (facts ?? []).map((x) => ({ ...x, when: !x.when }));

/** Facts of `a and b` / `a or b`. `isAnd` decides under which outcome both sides are known. */
export function combine(a: Value, b: Value, isAnd: boolean): readonly Fact[] {
  const fa = a.facts ?? [], fb = b.facts ?? [];
  const out: Fact[] = [...fa, ...fb].filter((x) => x.when === isAnd);
  // On the other outcome only what both sides say holds; `x == "a" or x == "b"` clears x.
  for (const x of fa) if (x.when !== isAnd) for (const y of fb) if (y.when !== isAnd && sameOrigin(x.origin, y.origin) && x.mask & y.mask) {
    const one = namesIn(x), other = namesIn(y);
    out.push({ origin: x.origin, when: x.when, mask: x.mask & y.mask, ...(one && other ? { among: [...one, ...other] } : {}) });
  }
  return out;
}
/** Strings of which a fact says that the variable is one. */
const namesIn = (x: Fact): readonly string[] | undefined => x.among ?? (x.only?.t === 'const' && typeof x.only.value === 'string' ? [x.only.value] : undefined);
export { sameFact };

/** Whether every element of a collection is a constant: membership in it is an allow-list. */
export function isConstantCollection(e: Engine, v: Value, depth = 0): boolean {
  if (v.top || v.tokens.length === 0 || v.labels.length > 0 || depth > 3) return false;
  return v.tokens.every((t) => {
    if (t.t === 'const') return typeof t.value === 'string' ? !t.holes : true;
    if (t.t === 'class') return true; // membership in an enumeration
    if (t.t !== 'obj') return false;
    const o = t.obj;
    if (o.cells.get(BASE)) return false;
    if (o.kind === 'dict' || o.kind === 'object') return o.cells.size > 0 && ![...o.cells.keys()].some((k) => k.startsWith('\u0001rest') || k.startsWith('\u0001keys'));
    if (o.kind !== 'list' && o.kind !== 'tuple' && o.kind !== 'set') return false;
    for (const [k, c] of o.cells) { if (k === '\u0001length') continue; if (!constantElement(c.value)) return false; }
    return true;
  });
}
function constantElement(v: Value): boolean {
  return v.labels.length === 0 && v.tokens.length > 0 && v.tokens.every((t) => (t.t === 'const' && !t.holes) || (t.t === 'obj' && t.obj.kind === 'instance') || (t.t === 'obj' && t.obj.kind === 'tuple'));
}

/** What holds of each element of a sequence where it holds of a loop's variable: `all(x in ALLOWED for x in texts)`. */
export function factOfAll(f: Frame, fact: Fact): Fact | null {
  if (fact.origin.fields.length > 0 || !fact.origin.root.startsWith('r')) return null;
  const writers = writersOf(f.fn).get(Number(fact.origin.root.slice(1)));
  const from = writers.length === 1 && f.fn.code[writers[0]!.pc] === Op.Move ? definitionsOf(f.fn)[f.fn.code[writers[0]!.pc + HEADER + 1]!]! : -1;
  const o = from >= 0 && f.fn.code[from] === Op.Next ? originOf(f, f.fn.code[from + HEADER + 1]!) : null;
  return o ? { origin: o, when: fact.when, mask: fact.mask, each: true } : null;
}

/** Facts of a comparison, for the left and the right operand. */
export function comparisonFacts(e: Engine, f: Frame, op: number, ra: number, rb: number, a: Value, b: Value): Fact[] {
  const out: Fact[] = [];
  const eq = op === Operator.eq || op === Operator.is, ne = op === Operator.ne || op === Operator.isNot;
  out.push(...positionFacts(e, f, op, ra, b));
  if (eq || ne) {
    out.push(...digestFacts(a, b, eq));
    for (const [rx, x, y] of [[ra, a, b], [rb, b, a]] as const) {
      const c = y.tokens.length === 1 && !y.top && y.tokens[0]!.t === 'const' ? (y.tokens[0] as Token) : null;
      // `m is None`: what holds when m is truthy holds on the other branch, what holds when it is not on this one.
      if (c && c.t === 'const' && (c.value === null || c.value === false) && x.facts) for (const g of x.facts) out.push({ ...g, when: g.when === ne });
      if (c && c.t === 'const' && c.value === true && x.facts) for (const g of x.facts) out.push({ ...g, when: g.when === eq });
      out.push(...wordFacts(eq, x, y));
      const kind = typeOperand(f, rx);
      if (kind && c && c.t === 'const' && typeof c.value === 'string') {
        const ko = originOf(f, kind);
        if (ko) out.push({ origin: ko, when: c.value === 'string' || c.value === 'object' || c.value === 'function' ? !eq && c.value === 'string' : eq, mask: TEXT_BITS });
        continue;
      }
      if (c && c.t === 'const' && typeof c.value === 'string') out.push(...hostFacts(f, rx, eq));
      const o = originOf(f, rx);
      // What a call gives has no place of its own; the name that it equals still says which tool a dispatcher runs.
      if (!o) { if (c && c.t === 'const' && typeof c.value === 'string' && !c.holes) out.push(nameFact(c, eq)); continue; }
      if (c && c.t === 'const' && !c.holes) {
        out.push({ origin: o, when: eq, mask: WRITTEN_DOWN, only: c }, { origin: o, when: !eq, mask: 0, not: c });
      } else if (y.labels.length === 0 && (isEnumMember(y) || isOneOfConstants(y))) out.push({ origin: o, when: eq, mask: WRITTEN_DOWN });
      else out.push(...samePathFacts(f, rx, y, eq));
    }
  } else if (op >= Operator.lt && op <= Operator.ge && a.facts && singleConst(b) !== undefined) {
    out.push(...rangeFacts(op, a, b));
  } else if (op === Operator.le && isConstantCollection(e, b)) {
    // A set that lies in one that is written down.
    const o = a.tokens.some((t) => t.t === 'obj' && t.obj.kind === 'set') ? originOf(f, ra) : null;
    if (o) out.push({ origin: o, when: true, mask: TEXT_BITS, each: true });
  } else if (op === Operator.in || op === Operator.notIn) {
    // `folder in target.parents`: the path lies in the folder.
    const inside = a.labels.length === 0 ? memberOf(f, rb, 'parents') : null;
    if (inside) out.push({ origin: inside, when: op === Operator.in, mask: sinkBit('path') });
    if (b.tokens.every((t) => t.t === 'const')) out.push(...separatorFacts(f, rb, a, op === Operator.in));
    out.push(...presenceFacts(f, rb, a, op === Operator.in), ...digestFacts(a, b, op === Operator.in));
    if (isConstantCollection(e, b)) out.push(...hostFacts(f, ra, op === Operator.in));
    const o = originOf(f, ra);
    if (o && isConstantCollection(e, b) && b.tokens.every((t) => t.t !== 'const')) out.push({ origin: o, when: op === Operator.in, mask: WRITTEN_DOWN, among: membersOf(b) });
  }
  return out;
}
/** Methods that give the position of what they are asked for, or -1. */
const POSITIONS = new Set(['indexOf', 'lastIndexOf', 'IndexOf', 'LastIndexOf', 'IndexOfAny', 'find']);
/** `ALLOWED.indexOf(x) !== -1`, `>= 0`, `> -1`, and their opposites: `x` is one of the constants. */
function positionFacts(e: Engine, f: Frame, op: number, reg: number, bound: Value): Fact[] {
  const n = singleConst(bound);
  const found = n === -1 ? (op === Operator.ne || op === Operator.isNot || op === Operator.gt ? true : op === Operator.eq || op === Operator.is || op === Operator.le ? false : undefined)
    : n === 0 ? (op === Operator.ge ? true : op === Operator.lt ? false : undefined) : undefined;
  if (found === undefined) return [];
  const { code } = f.fn;
  let pc = reg < 0 ? -1 : definitionsOf(f.fn)[reg]!;
  if (pc < 0 && reg >= 0) { const [writer, ...others] = writersOf(f.fn).get(reg); pc = writer && others.length === 0 ? writer.pc : -1; }
  if (pc >= 0 && code[pc] === Op.Move) pc = definitionsOf(f.fn)[code[pc + HEADER + 1]!]!;
  if (pc < 0 || code[pc] !== Op.CallMethod || !POSITIONS.has(f.mod.ir.strings[code[pc + HEADER + 3]!]!) || code[pc + HEADER + 4]! < 1) return [];
  const asked = f.regs[code[pc + HEADER + 5 + 2]!], text = code[pc + HEADER + 2]!;
  if (asked && hasSeparator(asked)) return separatorFacts(f, text, asked, found);
  // `Array.IndexOf(ALLOWED, x)`: the collection is the first argument.
  const isStatic = code[pc + HEADER + 4]! > 1 && f.regs[code[pc + HEADER + 2]!]?.tokens.every((t) => t.t === 'api' || t.t === 'class') === true;
  const collection = f.regs[isStatic ? code[pc + HEADER + 5 + 2]! : code[pc + HEADER + 2]!];
  const o = originOf(f, code[pc + HEADER + 5 + (isStatic ? 5 : 0) + 2]!);
  return o && collection && collection.tokens.every((t) => t.t === 'obj') && isConstantCollection(e, collection) ? [{ origin: o, when: found, mask: WRITTEN_DOWN }] : [];
}
/** Something without a place of its own equals a text. */
export const nameFact = (only: Token, when: boolean): Fact => ({ origin: { frame: -1, root: '', fields: [] }, when, mask: 0, only });
/** Whose member of a name a register holds. */
function memberOf(f: Frame, reg: number, name: string): Origin | null {
  const pc = definitionsOf(f.fn)[reg]!;
  return pc >= 0 && f.fn.code[pc] === Op.Get && f.mod.ir.strings[f.fn.code[pc + HEADER + 2]!] === name ? originOf(f, f.fn.code[pc + HEADER + 1]!) : null;
}
const SUCCESS = '200';
/** A verdict that is a number of those that are written down, compared with the least or the greatest of them: `status >= 400`. */
function rangeFacts(op: number, verdict: Value, bound: Value): Fact[] {
  const limit = singleConst(bound);
  if (typeof limit !== 'number') return [];
  return (verdict.facts ?? []).flatMap((x) => {
    const numbers = x.verdict?.words?.map(Number) ?? [];
    if (!x.verdict || numbers.length === 0 || numbers.some(Number.isNaN) || x.verdict.path.length > 0) return [];
    const least = Math.min(...numbers);
    const above = op === Operator.ge ? limit >= least : op === Operator.gt ? limit >= least - 1 : false;
    const below = op === Operator.lt ? limit >= least : op === Operator.le ? limit >= least - 1 : false;
    return above || below ? [{ ...x, when: above, verdict: { labels: x.verdict.labels, path: [] } }] : [];
  });
}
/** A verdict that is a word, compared with one. */
function wordFacts(isEqual: boolean, verdict: Value, word: Value): Fact[] {
  const known = keyOf(word) ?? (word.tokens.length === 1 && word.tokens[0]!.t === 'api' ? word.tokens[0]!.node.path.split('.').pop()! : undefined);
  if (known === undefined) return [];
  // Of the numbers that say that something went well, only the usual one leaves no other such number.
  const isOtherSuccess = (words: readonly string[]): boolean => /^\d+$/.test(words[0] ?? '') && !words.includes(known) && known !== SUCCESS;
  return (verdict.facts ?? []).flatMap((x) => x.verdict?.words && !isOtherSuccess(x.verdict.words) && x.verdict.path.length === 0 ? [{ ...x, when: x.verdict.words.includes(known) === isEqual, verdict: { labels: x.verdict.labels, path: [] } }] : []);
}
/** `key in object`: on the other branch the object has no such field. */
export function presenceFacts(f: Frame, reg: number, key: Value, isIn: boolean): Fact[] {
  const name = keyOf(key) ?? apiName(key), o = originOf(f, reg);
  return name === undefined || !o ? [] : [{ origin: { ...o, fields: [...o.fields, name] }, when: !isIn, mask: 0, absent: true }];
}
/** Operand of a `typeof x` that a register holds, or 0. */
function typeOperand(f: Frame, reg: number): number | undefined {
  const pc = definitionsOf(f.fn)[reg];
  return pc !== undefined && pc >= 0 && f.fn.code[pc] === Op.Unary && f.fn.code[pc + HEADER + 1] === Operator.typeOf ? f.fn.code[pc + HEADER + 2]! : undefined;
}
/** One of several constants, such as any element of a list of them. */
const isOneOfConstants = (v: Value): boolean => !v.top && v.tokens.length > 1 && v.tokens.every((t) => t.t === 'const' && !t.holes);
export const isEnumMember = (v: Value): boolean => v.tokens.length > 0 && v.tokens.every((t) => t.t === 'obj' && t.obj.kind === 'instance' && t.obj.cls !== null && (t.obj.cls.ir.kind === 'enum' || isConstantOf(t.obj.cls)));
