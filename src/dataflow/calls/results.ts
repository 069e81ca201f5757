import type { Place } from '../../base/words.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { clear, extend, join, NOTHING, receivers, withFacts, type Fact, type FnToken, type Label, type Step, type Value } from '../../resolve/value.ts';
import { noteChecked, noteChecking } from '../code/checkedFiles.ts';
import { establish, originOf } from '../code/guards.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { vouchBound } from '../library/vouched.ts';
import { closedType, dropText } from '../objects/types.ts';
import { addEffects } from '../tools/effects.ts';
import { addRun, type AgentRun } from '../tools/grants.ts';
import { answer, dottedName, REVIEWED } from './answers.ts';
import type { Bound } from './binding.ts';
import { verdictOn } from './parameterFacts.ts';
import { Copier, isTemplate, type Input, type ParamFact, type Summary } from './summaries.ts';

/** What an equal earlier call did, done to this caller's objects and labels. */
export function reuse(e: Engine, f: Frame, t: FnToken, s: Summary, input: Input, b: Bound, place: Place, baseReg: number): Value {
  const objs = new Map<HeapObj, HeapObj>();
  s.objs.forEach((o, i) => objs.set(o, input.objs[i]!));
  const steps = new Map<Step, { from: Label; to: Label }>();
  s.labels.forEach((l, i) => steps.set(l.step, { from: l, to: input.labels[i]! }));
  const known = new Set(s.objs);
  const copy = new Copier(e, objs, (o) => !known.has(o) && isTemplate(s, o), steps);
  for (const w of s.writes) {
    const obj = objs.get(w.obj) ?? w.obj;
    if (!w.cell) { e.heap.setCell(obj, w.key, undefined); continue; }
    const v = copy.value(w.cell.value);
    if (obj.singular) e.heap.setCell(obj, w.key, { value: v, place: w.cell.place });
    else e.heap.write(obj, w.key, v, w.cell.place);
  }
  for (const h of s.hits) { const n = { ...h, label: copy.label(h.label) }; e.report(n); f.hits.push(n); }
  addEffects(f, s.effects.values(), place);
  for (const r of s.runs.values()) replay(e, f, r, copy);
  answer(e, f, t, s);
  if (!s.deps.stale) s.deps.usedBy(f.deps);
  if (s.thrown !== NOTHING) f.thrown = join(f.thrown, copy.value(s.thrown));
  return finish(e, f, copy.value(s.ret), s.facts, b, t, place, baseReg);
}
/** A run of an agent inside a reused call, with the text of this caller. */
function replay(e: Engine, f: Frame, r: AgentRun, copy: Copier): void { addRun(e, f, { ...r, reads: copy.labels(r.reads) }); }

/** The call's value in the caller: history, and facts about the caller's own variables. */
export function finish(e: Engine, f: Frame, ret: Value, facts: readonly ParamFact[], b: Bound, t: FnToken, place: Place, baseReg: number): Value {
  e.lastFacts = facts;
  const called = dottedName(t);
  let v = vouchBound(e, f, called, e.isReview(called) ? clear(ret, REVIEWED) : ret, b.values, b.regs, receivers(t), place, baseReg);
  if (v.labels.length && t.fn.returnType && t.mod.profile.checkedTypes && closedType(e, t.mod, t.fn.returnType, place)) v = dropText(v);
  if (v.labels.length) v = { ...v, labels: extend(v.labels, 'return', place, `returned from ${t.fn.name || 'a function'}`) };
  if (facts.length === 0) return v;
  const out: Fact[] = [];
  for (const p of facts) {
    if (p.captured !== undefined) { if (t.scope === f.scope && p.when !== 'exit') out.push({ origin: { frame: f.id, root: p.captured, fields: p.fields }, when: p.when, mask: p.mask }); continue; }
    const reg = p.param === -1 || b.regs[p.param] === -2 ? baseReg : b.regs[p.param] ?? -1;
    const o = reg >= 0 ? originOf(f, reg) : null;
    if (p.file && p.when === 'exit' && reg >= 0) { noteChecked(f, reg, p.mask, p.fields); noteChecking(e, f); continue; }
    if (!o) continue;
    const origin = { ...o, fields: [...o.fields, ...p.fields] };
    if (p.file) {
      const fact: Fact = { origin, when: p.when !== false, mask: p.mask, file: true, verdict: { labels: [], path: p.path ?? [] } };
      out.push(fact);
      continue;
    }
    const verdict = verdictOn(p, b.values[p.param]); if (verdict) { out.push({ origin, when: p.when === true, mask: p.mask, verdict }); continue; }
    if (p.when === 'exit') establish(e, f, { origin, when: true, mask: p.mask });
    else out.push({ origin, when: p.when, mask: p.mask });
  }
  return withFacts(v, out);
}
