import type { Finding } from '../base/finding.ts';
import type { Hit } from '../dataflow/engine.ts';
import type { UserSink } from '../dataflow/library/userRules.ts';
import type { FlowRule } from '../policy/policy.ts';
import { certainty, pathOf, taintedPart } from './flows.ts';

/** Findings of one batch of the user's own rules: the shortest flow at each place. */
export function userFindings(hits: Iterable<Hit>, rules: readonly FlowRule[]): Finding[] {
  const indexes = new Map(rules.map((rule, i): [UserSink, FlowRule] => [`rule ${i}`, rule]));
  const best = new Map<string, { readonly hit: Hit; readonly rule: FlowRule }>();
  for (const hit of hits) {
    const rule = indexes.get(hit.sink as UserSink);
    if (!rule) continue;
    const key = `${rule.id}|${hit.place.file}|${hit.place.start}|${hit.place.end}`;
    const old = best.get(key);
    if (!old || isNearer(hit, old.hit)) best.set(key, { hit, rule });
  }
  return [...best.values()].map(({ hit, rule }) => finding(hit, rule));
}

/** Shorter; among equals the source that stands first. */
function isNearer(a: Hit, b: Hit): boolean {
  if (a.label.step.length !== b.label.step.length) return a.label.step.length < b.label.step.length;
  const p = a.label.source.place, q = b.label.source.place;
  return p.file === q.file ? p.start < q.start : p.file < q.file;
}

function finding(hit: Hit, rule: FlowRule): Finding {
  const { what } = hit.label.source;
  const part = taintedPart(hit);
  return {
    ruleId: rule.id, severity: rule.severity, message: rule.message.replaceAll('{source}', what).replaceAll('{sink}', hit.words), place: hit.place,
    flow: pathOf(hit, what), related: [], ...certainty(hit.label), fingerprint: '', fixes: [],
    facts: { sourceKind: hit.label.source.kind, element: what, capacity: 'high', sink: hit.words },
    ...(part ? { tainted: [part] } : {}),
  };
}
