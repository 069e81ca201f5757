import { HEADER, Op, type FunctionIR } from '../../ir/ir.ts';
import type { Fact, Label, Value } from '../../resolve/value.ts';
import { BASE } from '../../resolve/heap.ts';
import { instructionEnd } from '../../ir/layout.ts';
import { Exit, VARIABLE_KEY, type Frame } from '../frame.ts';
import { checkedParameters } from '../code/checkedFiles.ts';
import type { ParamFact } from './summaries.ts';

const assigned = new WeakMap<FunctionIR, Set<number>>();
/** Registers that the body assigns; a parameter among them says nothing about the argument. */
function assignedRegs(fn: FunctionIR): Set<number> {
  let s = assigned.get(fn);
  if (s) return s;
  s = new Set();
  for (let pc = 0; pc < fn.code.length; pc = instructionEnd(fn.code, pc)) if (fn.code[pc] === Op.Move) s.add(fn.code[pc + HEADER]!);
  assigned.set(fn, s);
  return s;
}

/** A variable of an enclosing function, as origins name it: scopes outwards, name. */
const CAPTURED = /^s([1-9]\d*):(.+)$/s;
/** Stands for the index of a parameter where a fact is about a variable of the enclosing function. */
export const OUTER_VARIABLE = -3;

/** Labels of a value, or of the one object of a library that it is: bytes, a picture. */
function heldLabels(v: Value): readonly Label[] {
  const [only] = v.tokens;
  return v.labels.length > 0 || v.tokens.length !== 1 || only?.t !== 'obj' || only.obj.kind !== 'data' ? v.labels : only.obj.cells.get(BASE)?.value.labels ?? [];
}

/** Fields of the one record that a value is, with the labels of each. */
function fieldsOf(v: Value): readonly (readonly [string, readonly Label[]])[] {
  const [only] = v.tokens;
  if (v.labels.length > 0 || v.tokens.length !== 1 || only?.t !== 'obj' || !RECORDS.has(only.obj.kind)) return [];
  return [...only.obj.cells].flatMap(([key, { value }]) => key.startsWith('\u0001') || value.labels.length === 0 ? [] : [[key, value.labels] as const]);
}
const RECORDS: ReadonlySet<string> = new Set(['instance', 'dict', 'object']);

/** What a fact about a parameter says of the argument where it is a verdict yet to be reached, or one on bytes or a picture: then it speaks of what they hold. */
export function verdictOn(p: ParamFact, given: Value | undefined): Fact['verdict'] {
  if (p.fields.length > 0) return p.path && given && (p.path.length > 0 || p.words) ? { labels: fieldsOf(given).find(([key]) => key === p.fields[0])?.[1] ?? [], path: p.path, words: p.words } : undefined;
  if (!p.path || !given || (p.path.length === 0 && !p.words && (given.labels.length > 0 || p.when === 'exit'))) return undefined;
  return { labels: heldLabels(given), path: p.path, words: p.words };
}

/** What an activation has established about its parameters, and about variables that it shares with the function that made it. */
export function parameterFacts(f: Frame, entry: readonly Value[], ret: Value): ParamFact[] {
  const fn = f.fn;
  const out: ParamFact[] = [];
  const reassigned = assignedRegs(fn);
  const indexOf = (root: string): number => root === 'this' ? -1 : root.startsWith('r') ? fn.params.findIndex((p) => 'r' + p.reg === root && !reassigned.has(p.reg)) : -2;
  for (const fact of ret.facts ?? []) {
    if (fact.verdict && fact.file) {
      const param = fact.origin.frame === f.id && fact.origin.fields.length === 0 ? indexOf(fact.origin.root) : -2;
      if (param >= 0) out.push({ param, fields: [], when: fact.when, mask: fact.mask, path: fact.verdict.path, file: true });
      continue;
    }
    if (fact.verdict) {
      const { labels, path, words } = fact.verdict;
      const speaksOf = (held: readonly Label[]): boolean => held.length > 0 && held.every((l) => labels.some((x) => x.source === l.source && x.element?.name === l.element?.name));
      fn.params.forEach((_p, i) => {
        const said = [...(speaksOf(heldLabels(entry[i]!)) ? [[]] : []), ...fieldsOf(entry[i]!).flatMap(([key, held]) => speaksOf(held) ? [[key]] : [])];
        for (const fields of said) out.push({ param: i, fields, when: fact.when, mask: fact.mask, path, words });
      });
      continue;
    }
    if (fact.origin.frame !== f.id || !fact.mask || fact.origin.fields.some((x) => x.startsWith(VARIABLE_KEY))) continue;
    const outer = CAPTURED.exec(fact.origin.root);
    if (outer) { out.push({ param: OUTER_VARIABLE, captured: `s${Number(outer[1]) - 1}:${outer[2]}`, fields: fact.origin.fields, when: fact.when, mask: fact.mask }); continue; }
    const i = indexOf(fact.origin.root);
    if (i >= -1 && !(i === -1 && fact.origin.root !== 'this')) out.push({ param: i, fields: fact.origin.fields, when: fact.when, mask: fact.mask, ...(fact.among ? { among: fact.among } : {}) });
  }
  for (const { param, fields, mask, isFile } of checkedParameters(f, fn)) if (!reassigned.has(fn.params[param]!.reg)) out.push({ param, fields, when: 'exit', mask, ...(isFile ? { file: true } : {}) });
  if (f.exitRegs && f.exits & (Exit.threw | Exit.returned)) fn.params.forEach((p, i) => {
    const before = entry[i]!;
    if (before.labels.length === 0 || reassigned.has(p.reg)) return;
    const at = Array.prototype.indexOf.call(fn.vars, p.reg) as number;
    for (const [when, regs] of [['exit', f.exitRegs], [true, f.exitTrue], [false, f.exitFalse]] as const) {
      const after = at >= 0 ? regs?.[at] : undefined;
      if (!after) continue;
      let mask = -1;
      for (const l of before.labels) { const m = after.labels.find((x) => x.source === l.source && x.element === l.element); mask &= l.live & ~(m?.live ?? 0); }
      if (mask > 0) out.push({ param: i, fields: [], when, mask });
    }
  });
  return out;
}
