import type { Place, SourceKind } from '../../base/words.ts';
import { CallFlag } from '../../ir/ir.ts';
import type { ModelRow } from '../../models/load.ts';
import type { CallsRow } from '../../models/schema.ts';
import { LENGTH, REST } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, isNothing, join, ofLabels, ofToken, type FnToken, type Label, type Value } from '../../resolve/value.ts';
import { argPath, partsOf, valueOf, type CallSite } from '../calls/arguments.ts';
import { unnamed, callValue, invoke, type Argument } from '../calls/calls.ts';
import { iterate } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { valueOfType } from '../objects/types.ts';
import { validated } from '../objects/validation.ts';
import { madeByDefault, parameters } from '../tools/tools.ts';
import { putBelow } from './flows.ts';

/** Runs a function that a call was handed. An object of a named type that it is given holds what the call itself brings from outside (`sources`): `taken`. */
export function callsRow(e: Engine, f: Frame, r: ModelRow, row: CallsRow, site: CallSite, sources: readonly Label[]): { readonly made: Value; readonly taken: boolean } {
  let out: Value = NOTHING;
  let taken = false;
  for (const fnPart of partsOf(e, f, site, row.calls)) for (const t of fnPart.value.tokens) {
    if (t.t !== 'fn' && t.t !== 'class') continue;
    const given: Argument[] = [];
    for (const w of row.with) {
      if (w === '[]') { given.push(unnamed(UNKNOWN, site.place)); continue; }
      if (w.startsWith('rest:')) { for (const p of partsOf(e, f, site, w)) given.push(unnamed(p.value, p.place)); continue; }
      let v: Value = NOTHING;
      for (const p of partsOf(e, f, site, w)) v = join(v, p.value);
      if (w.startsWith('<') && sources.length) { v = holding(e, v, sources, site.place); taken = true; }
      given.push(unnamed(isNothing(v) ? UNKNOWN : { ...v, facts: null }, site.place));
    }
    for (const a of site.args) if (a.name !== null && row.with.some((w) => w.startsWith('rest:'))) given.push(a);
    if (row.fills && t.t === 'fn' && given.length === 0) given.push(...filled(e, f, t, row.fills, r));
    const v = t.t === 'class' ? callValue(e, f, ofToken(t), given, site.place, CallFlag.none) : invoke(e, f, t, given, site.place);
    // A dependency that yields hands on what it yields.
    out = join(out, t.t === 'fn' && t.fn.isGenerator && row.to === 'return' ? iterate(e, f, v, 0, site.place) : v);
  }
  if (!row.to || isNothing(out)) return { made: NOTHING, taken };
  if (row.to.startsWith('<')) {
    const node = f.mod.trie.at(row.to);
    // A generator publishes what it yields.
    const given = out.tokens.some((t) => t.t === 'obj' && t.obj.kind === 'list') ? iterate(e, f, out, 0, site.place) : out;
    if (node) e.heap.write(e.slot(node), 'value', join(e.slot(node).cells.get('value')?.value ?? NOTHING, { ...given, facts: null }), site.place);
    return { made: NOTHING, taken };
  }
  const to = argPath(row.to);
  if (to.base !== 'return') {
    for (const t of valueOf(e, f, site, [String(to.base)]).tokens) if (t.t === 'obj') putBelow(e, f, t.obj, to.steps, { ...out, facts: null }, site.place, site.place);
    return { made: NOTHING, taken };
  }
  if (to.steps.length > 0 && to.steps[0] !== '[]') {
    const o = e.heap.alloc('object', site.place);
    putBelow(e, f, o, to.steps, { ...out, facts: null }, site.place, site.place);
    return { made: { ...ofToken(o.token), top: true }, taken };
  }
  if (to.steps.includes('[]')) {
    const o = e.heap.alloc('list', site.place);
    e.heap.fill(o, REST, out, site.place); e.heap.fill(o, LENGTH, UNKNOWN, null);
    return { made: ofToken(o.token), taken };
  }
  return { made: out, taken };
}
/** The parameters of a function that a framework reads out of what came in. */
function filled(e: Engine, f: Frame, t: FnToken, source: SourceKind, r: ModelRow): Argument[] {
  return parameters(e, t, (p, at) => {
    const made = madeByDefault(t, p);
    if (made) return made;
    const typed = p.type ? valueOfType(e, t.mod, p.type, at, true) : UNKNOWN;
    return typed.tokens.length > 0 ? typed : validated(e, f, t.mod, ofLabels([e.label(source, at, `input ${p.name}`, r.id, null)]), p.type, at);
  });
}
/** An object of a library's type that holds these labels. */
function holding(e: Engine, typed: Value, labels: readonly Label[], place: Place): Value {
  const o = e.heap.alloc('data', place);
  const [first] = typed.tokens;
  o.api = first?.t === 'api' ? first.node : first?.t === 'obj' ? first.obj.api : null;
  e.heap.addBase(o, labels);
  return ofToken(o.token);
}
