import type { ModelRow } from '../../models/load.ts';
import type { ApprovalRow } from '../../models/schema.ts';
import { findMethod } from '../../resolve/program.ts';
import { UNKNOWN, ofToken, singleConst, someStrings, truth, type ApiToken, type FnToken, type Value, receivers } from '../../resolve/value.ts';
import { partsOf, writtenParts, type CallSite } from '../calls/arguments.ts';
import { unnamed, invoke } from '../calls/calls.ts';
import type { Place } from '../../base/words.ts';
import { ELEMENT } from '../../resolve/api.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { valueOfType } from '../objects/types.ts';
import { answerBehind } from './approvals.ts';

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
    else if (row.approval === 'decides' && row.fn !== undefined) { for (const p of writtenParts(e, f, site, row.fn)) if (alwaysAgrees(e, f, p.value)) e.consent(p.place, r.id, 'The function that decides about tool calls agrees to everything.'); }
    else if (row.approval === 'before' && row.fn === undefined) e.asker(site, 'all');
    else if (row.approval === 'before' && row.fn !== 'decorated') for (const p of partsOf(e, f, site, row.fn!)) standsBefore(e, f, r, p.value, site);
  }
  if (asked) e.questions++;
  // What a promise resolves to is the answer that its executor waited for.
  e.asking = asked || (inside && t.node.path.endsWith('Promise'));
}

/** An answer that is written into a table of answers: with nobody asked on the way, in a loop, every pending call is let through. */
export function answersWritten(e: Engine, f: Frame, table: Value, value: Value, reg: number, place: Place): void {
  if (f.asked || f.loops.length === 0 || truth(value) !== true || answerBehind(f, reg) !== null) return;
  for (const t of table.tokens) {
    const node = t.t === 'api' ? t.node : t.t === 'obj' ? t.obj.api : null;
    for (const n of node ? f.mod.trie.memberNodes(node, ELEMENT) : []) for (const r of f.mod.trie.rows(n)) if ('approval' in r.row && r.row.approval === 'gives') e.consent(place, r.id, 'Every pending tool call is approved with nobody asked.');
  }
}

/** Notes that functions run before the tool calls of an agent, where they ask a person: for which tools is what they compare with. */
export function standsBefore(e: Engine, f: Frame, r: ModelRow, v: Value, site: CallSite): void {
  const row = r.row as ApprovalRow;
  const names = new Set<string>();
  let all = false, asks = false;
  for (const t of functionsOf(e, row, v)) {
    const at = { file: t.mod.file, start: t.fn.nameSpan.start, end: t.fn.nameSpan.end };
    const given = t.fn.params.slice(receivers(t));
    invoke(e, f, t, given.map((p) => unnamed(p.type ? valueOfType(e, t.mod, p.type, at, false) : UNKNOWN, at)), at);
    for (const x of e.effectsOf.get(t.fn)?.values() ?? []) {
      if (!x.question) continue;
      asks = true;
      for (const n of x.names) names.add(n);
      all ||= x.names.length === 0;
    }
  }
  if (asks) e.asker(site, all ? 'all' : names, row.everywhere ? r.id.split('#')[0]! : null);
}
function functionsOf(e: Engine, row: ApprovalRow, v: Value): readonly FnToken[] {
  return v.tokens.flatMap((t) => {
    if (t.t === 'fn') return [t];
    const cls = t.t === 'class' ? t.cls : t.t === 'obj' ? t.obj.cls : null;
    if (!cls) return [];
    return (row.methods ?? []).flatMap((name) => {
      const m = findMethod(cls, name);
      if (!m) return [];
      const self = ofToken(t.t === 'obj' ? t : e.generic(cls).token);
      return [e.fnToken(m.token.mod, m.token.fn, m.token.scope, self, m.token.defaults, null)];
    });
  });
}

/** Whether a decision function agrees whatever it is asked: each of its results is a constant yes. */
function alwaysAgrees(e: Engine, f: Frame, v: Value): boolean {
  const fns = v.tokens.filter((t) => t.t === 'fn');
  return fns.length > 0 && fns.every((t) => {
    const at = { file: t.mod.file, start: t.fn.nameSpan.start, end: t.fn.nameSpan.end };
    const result = invoke(e, f, t, t.fn.params.map(() => unnamed(UNKNOWN, at)), at);
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
