import type { Finding, FlowStep } from '../base/finding.ts';
import type { Capability, Place } from '../base/words.ts';
import { agentContexts, offeredTools, type AgentContext, type HeldTool, type OfferedTool } from '../agents/contexts.ts';
import { abilitiesOf, functionEffects, isOutward, matters, type Ability } from '../agents/capabilities.ts';
import { scopeProblems } from '../agents/serverScope.ts';
import type { Engine } from '../dataflow/engine.ts';
import type { Policy, TrustLevel } from '../policy/policy.ts';
import type { Label } from '../resolve/value.ts';
import { historyOf, sourceWords } from './flows.ts';
import { ruleById } from './catalogue.ts';

/** What an ability is in a message. */
const DOES: Readonly<Record<Capability, string>> = {
  'read-phi': 'reads patient data', 'read-files': 'reads files', 'write-files': 'writes files or records', 'execute-code': 'runs code', 'execute-shell': 'runs commands',
  'network-egress': 'sends to an address that the model chooses', 'clinical-write': 'writes to a clinical system', delete: 'deletes', 'send-message': 'sends messages to whom the model chooses', spend: 'spends money', delegate: 'hands over to other tools',
};
/** Harm, worst first: the one that a message names. */
const WORST: readonly Capability[] = ['execute-shell', 'execute-code', 'clinical-write', 'delete', 'network-egress', 'send-message', 'write-files', 'spend', 'read-phi', 'read-files', 'delegate'];

const READING: ReadonlySet<Capability> = new Set<Capability>(['read-phi', 'read-files']);

/** Findings about what agents and tools are allowed to do. */
export function agencyFindings(e: Engine, policy: Policy): Finding[] {
  const found = new Map<string, Finding>();
  const report = (x: Finding): void => {
    const key = `${x.ruleId}|${x.place.file}|${x.place.start}`;
    if (!found.has(key)) found.set(key, x);
  };
  const contexts = agentContexts(e);
  const asking = contexts.filter((c) => !c.executor);
  for (const c of contexts) {
    const models = c.executor ? asking.filter((other) => sharesTools(c, other)) : [];
    agentFindings(c, policy, report, models.length > 0, (t) => models.some((other) => other.tools.some((o) => isSameTool(t, o))));
  }
  const untrusted = new Set(policy.capabilities.untrusted);
  for (const t of offeredTools(e)) { const worst = worstOf(t.abilities, untrusted); if (worst) report(offered(t, worst)); }
  for (const c of e.consents.values()) report(finding('excessive-agency/auto-approved-tools', c.place, c.message));
  for (const s of e.servers.values()) for (const p of scopeProblems(s)) report({ ...finding('excessive-agency/broad-mcp-scope', p.place, `${p.message}.`), ...(p.instead ? { instead: p.instead } : {}) });
  return onePerPlace([...found.values()]);
}

/** Whether two are given the same list of tools: what runs the tools is no agent of its own beside the model that asks for them. */
const sharesTools = (a: AgentContext, b: AgentContext): boolean => a.tools.some((x) => b.tools.some((y) => (x.item.place.file === y.item.place.file && x.item.place.start === y.item.place.start) || isSameTool(x, y)));
/** Whether two lists name one function. */
const isSameTool = (a: HeldTool, b: HeldTool): boolean => a.item.fns.some((x) => b.item.fns.some((y) => x.fn === y.fn));

function agentFindings(c: AgentContext, policy: Policy, report: (x: Finding) => void, isPart: boolean, isAskedFor: (t: HeldTool) => boolean): void {
  const trust: TrustLevel = c.untrusted.length ? 'untrusted' : c.user ? 'user' : 'trusted';
  const allowed = new Set(policy.capabilities[trust]);
  if (c.unattended && c.tools.some((t) => worstOf(t.abilities, READING))) report(finding('excessive-agency/auto-approved-tools', c.unattended, 'Nobody is asked before this agent uses tools that change something.'));
  for (const t of c.tools) if (!t.item.gated && t.item.declared.some((d) => d.local && (d.capability === 'execute-code' || d.capability === 'execute-shell'))) report(finding('excessive-agency/unsandboxed-code-execution', t.item.place, `What the model writes runs in this process (${t.item.declared.find((d) => d.local)!.words}).`));
  const bad = c.tools.filter((t) => !t.item.executes && !isAskedFor(t)).flatMap((t) => { const worst = worstOf(t.abilities, allowed); return worst ? [{ tool: t, worst }] : []; });
  const chosen = chosenByTrust(c, bad.map((b) => b.tool));
  const places = new Map<string, typeof bad>();
  for (const b of bad) if (!chosen(b.tool)) { const { file, start } = b.tool.item.place; const key = `${file}|${start}`; places.set(key, [...places.get(key) ?? [], b]); }
  for (const [first, ...others] of places.values()) report(granted(c, trust, first!.tool, first!.worst, others.filter((o) => toolWords(o.tool) !== toolWords(first!.tool))));
  if (isPart || c.untrusted.length === 0 || c.privateData.length === 0) return;
  const out = c.tools.find((t) => !chosen(t) && t.abilities.some((a) => isOutward(a) && !allowed.has(a.capability)));
  if (out) report(exfiltration(c, out, out.abilities.find(isOutward)!));
}

/** Where one of several lists holds nothing harmful, the choice between them is what drops the privilege. */
function chosenByTrust(c: AgentContext, bad: readonly HeldTool[]): (t: HeldTool) => boolean {
  const harmful = new Set(bad.map((t) => t.item.alternative));
  const dropped = c.alternatives > 1 && harmful.size < c.alternatives && !harmful.has(-1);
  return (t) => dropped && t.item.alternative >= 0;
}

function worstOf(abilities: readonly Ability[], allowed: ReadonlySet<Capability>): Ability | undefined {
  return abilities.filter((a) => matters(a) && !allowed.has(a.capability)).sort((a, b) => WORST.indexOf(a.capability) - WORST.indexOf(b.capability))[0];
}

const toolWords = (t: HeldTool): string => t.item.name ?? t.item.fns[0]?.fn.name ?? t.item.declared[0]?.words ?? 'a tool';

/** `others`: what else is granted at the same place. */
function granted(c: AgentContext, trust: TrustLevel, t: HeldTool, worst: Ability, others: readonly { readonly tool: HeldTool; readonly worst: Ability }[]): Finding {
  const label = strongest(c.untrusted);
  const also = others.map((o) => `${toolWords(o.tool)} ${DOES[o.worst.capability]}`);
  const why = label ? `takes in ${sourceWords(label)}` : `is ${trust} by the policy`;
  return {
    ...finding('excessive-agency/overprivileged-tool', t.item.place, `The tool ${toolWords(t)} ${DOES[worst.capability]} (${worst.words}), and the agent that holds it ${why}; no approval step stands between.${also.length ? ` Granted here, too: ${also.join('; ')}.` : ''}`),
    severity: label && c.untrusted.every((l) => l.capacity <= 1 && l.source.kind !== 'image-pixels') ? 'warning' : 'error',
    flow: label ? historyOf(label, { place: t.item.place, message: `granted here: ${toolWords(t)}`, kind: 'sink', depth: 0 }) : [],
    related: [...relatedOf(worst, c), ...others.flatMap((o) => relatedOf(o.worst))],
  };
}

function offered(t: OfferedTool, worst: Ability): Finding {
  return {
    ...finding('excessive-agency/overprivileged-tool', t.place, `The tool ${t.name} ${DOES[worst.capability]} (${worst.words}) for any client of this server, with no approval step or constraint in code.`),
    related: relatedOf(worst),
  };
}

function exfiltration(c: AgentContext, t: HeldTool, way: Ability): Finding {
  const label = strongest(c.untrusted)!;
  return {
    ...finding('excessive-agency/data-exfiltration-path', c.place, `This agent has private data (${c.privateData[0]}), takes in ${sourceWords(label)} and ${DOES[way.capability].replace(/s /, ' ').replace(/^/, 'can ')} through ${toolWords(t)}: taking that tool away breaks the path.`),
    flow: historyOf(label, { place: c.place, message: 'reaches this agent', kind: 'sink', depth: 0 }),
    related: [{ place: t.item.place, message: `the way out: ${toolWords(t)}` }, ...relatedOf(way)],
  };
}

function relatedOf(a: Ability, c?: AgentContext): Finding['related'] {
  const out: { place: Place; message: string }[] = [];
  if (c) out.push({ place: c.place, message: 'the agent' });
  if (a.place) out.push({ place: a.place, message: `what it does: ${a.words}` });
  return out;
}

const strongest = (labels: readonly Label[]): Label | undefined => [...labels].sort((a, b) => b.capacity - a.capacity || a.step.length - b.step.length || (a.source.place.file < b.source.place.file ? -1 : a.source.place.file > b.source.place.file ? 1 : a.source.place.start - b.source.place.start))[0];

function finding(ruleId: string, place: Place, message: string): Finding {
  return { ruleId, severity: ruleById(ruleId)?.severity ?? 'error', message, place, flow: [] as readonly FlowStep[], related: [], confidence: 'high', features: [], fingerprint: '', fixes: [] };
}

/** One place, one finding: the way out says more than the single tool. */
function onePerPlace(findings: readonly Finding[]): Finding[] {
  const paths = new Set(findings.filter((x) => x.ruleId.endsWith('data-exfiltration-path')).map((x) => `${x.place.file}|${x.place.start}`));
  return findings.filter((x) => x.ruleId.endsWith('data-exfiltration-path') || !paths.has(`${x.place.file}|${x.place.start}`));
}

/** Whether approval that is switched off at a call frees only tools that do no harm. */
export function harmlessApproval(e: Engine, call: Place): boolean {
  const uses = [...e.tools.values()].filter((t) => t.call.file === call.file && t.call.start === call.start && t.call.end === call.end);
  return uses.length > 0 && uses.every((t) => functionEffects(e, t.fn).every((x) => !matters({ ...x, gated: false }) || x.capability === 'read-phi' || x.capability === 'read-files'));
}
export { abilitiesOf };
