import type { ModelRow } from '../../models/load.ts';
import type { ApprovalRow } from '../../models/schema.ts';
import { UNKNOWN, singleConst, someStrings, truth, type ApiToken, type Value } from '../../resolve/value.ts';
import { partsOf, type CallSite } from '../calls/arguments.ts';
import { invoke } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** Says what a library call does about a person's consent. `inside`: somebody was asked by a function that the call ran. */
export function asks(e: Engine, f: Frame, rows: readonly ModelRow[], t: ApiToken, site: CallSite, inside: boolean): void {
  const name = t.node.path.replace(/\(\)|[<>]/g, '');
  let asked = e.isApproval(name);
  for (const r of rows) {
    if (!('approval' in r.row)) continue;
    const row = r.row as ApprovalRow;
    if (row.approval === 'answer') asked = true;
    else if (row.approval === 'throws') f.asked = true;
    else if (row.approval === 'gives') { if (!f.asked && f.nesting === 0 && f.loops.length > 0) e.consent(site.place, r.id, 'Every pending tool call is approved with nobody asked.'); }
    else if (row.approval === 'decides' && row.fn !== undefined) for (const p of partsOf(e, f, site, row.fn)) if (alwaysAgrees(e, f, p.value)) e.consent(p.place, r.id, 'The function that decides about tool calls agrees to everything.');
  }
  if (asked) e.questions++;
  // What a promise resolves to is the answer that its executor waited for.
  e.asking = asked || (inside && t.node.path.endsWith('Promise'));
}

/** Whether a decision function agrees whatever it is asked: each of its results is a constant yes. */
function alwaysAgrees(e: Engine, f: Frame, v: Value): boolean {
  const fns = v.tokens.filter((t) => t.t === 'fn');
  return fns.length > 0 && fns.every((t) => {
    const at = { file: t.mod.file, start: t.fn.nameSpan.start, end: t.fn.nameSpan.end };
    const result = invoke(e, f, t, t.fn.params.map(() => ({ value: UNKNOWN, place: at, name: null, spread: false, reg: -1 })), at);
    return !result.top && result.tokens.length > 0 && result.tokens.every((x) => isYes({ ...result, tokens: [x], facts: null }, 0));
  });
}
const YES = /^(allow|approve|approved|accept|accepted|yes|y)$/i;
function isYes(v: Value, depth: number): boolean {
  const c = singleConst(v);
  if (typeof c === 'string') return YES.test(c);
  if (c !== undefined) return truth(v) === true;
  const t = v.tokens[0];
  if (t?.t === 'api') return /Allow|Approve/.test(t.node.path.split('.').pop() ?? '');
  if (t?.t !== 'obj' || depth > 1) return false;
  if (t.obj.api && /Allow|Approve/.test(t.obj.api.path.split('.').pop() ?? '')) return true;
  return ['behavior', 'approve', 'approved', 'decision', 'action', 'type', 'kind'].some((k) => {
    const cell = t.obj.cells.get(k);
    return cell !== undefined && (someStrings(cell.value).length ? someStrings(cell.value).every((s) => YES.test(s)) : truth(cell.value) === true);
  });
}
