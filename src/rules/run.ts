import type { Finding, Notice } from '../base/finding.ts';
import { agentCards, type AgentCard } from '../agents/card.ts';
import { inAskedSteps } from '../agents/graphs.ts';
import { analyze } from '../dataflow/analyze.ts';
import { isCheckedAt } from '../dataflow/code/checkedFiles.ts';
import type { Engine, EngineInput, Hit, MisuseHit } from '../dataflow/engine.ts';
import { MAX_USER_RULES } from '../dataflow/library/userRules.ts';
import type { ModuleIR } from '../ir/ir.ts';
import type { ResolvedImport } from '../languages/language.ts';
import type { LoadedModels } from '../models/load.ts';
import type { MisuseRow } from '../models/schema.ts';
import { isTrustedEndpoint } from '../policy/endpoints.ts';
import { functionMatcher } from '../policy/names.ts';
import type { Policy } from '../policy/policy.ts';
import { userRules, withNamedPoints } from '../policy/userRules.ts';
import { vouchedFunctions } from '../policy/vouched.ts';
import { ruleById } from './catalogue.ts';
import { agencyFindings, harmlessApproval } from './agency.ts';
import { configFindings } from './config/run.ts';
import { exposedServices, openListeners } from './exposure.ts';
import { surveyOf, type Survey } from './survey.ts';
import { flowFindings } from './flows.ts';
import { userFindings } from './userFlows.ts';

/** Everything that one analysis of a project needs. */
export interface AnalysisInput {
  /** By file, relative to the root. */
  readonly modules: ReadonlyMap<string, ModuleIR>;
  resolveImport(spec: string, fromFile: string): ResolvedImport | undefined;
  readonly models: LoadedModels;
  readonly policy: Policy;
  /** Text of configuration files by file. */
  readonly configFiles: ReadonlyMap<string, string>;
  readonly cancelled?: () => boolean;
  /** Is given what each agent reads and may do. */
  readonly onAgents?: (cards: readonly AgentCard[]) => void;
  /** Is given what a policy of the project would have to decide on. */
  readonly onSurvey?: (survey: Survey) => void;
}

/** What the engine is given for a project and its policy. */
export function engineInput(input: AnalysisInput): EngineInput {
  return {
    modules: [...input.modules.values()], models: input.models, resolveImport: (spec, from) => input.resolveImport(spec, from),
    trusts: (url) => isTrustedEndpoint(input.policy, url), ...(input.policy.approvals.length ? { approves: functionMatcher(input.policy.approvals) } : {}), ...(input.policy.reviewers.length ? { reviews: functionMatcher(input.policy.reviewers) } : {}), vouched: vouchedFunctions(input.policy),
    ...(input.cancelled ? { cancelled: input.cancelled } : {}),
  };
}

/** Runs all rules over code and configuration. */
export function runAnalysis(input: AnalysisInput): { findings: Finding[]; notices: Notice[] } {
  const asked = new Set<string>();
  const plain = engineInput(input);
  const program = input.onSurvey ? { ...plain, trusts: (url: string) => { asked.add(url); return plain.trusts?.(url) ?? false; } } : plain;
  const engine = analyze(program);
  const findings = [...flowFindings(unreviewed(engine)), ...ownFindings(program, input.policy), ...misuseFindings(engine), ...agencyFindings(engine, input.policy), ...configFindings(input.configFiles, input.policy, input.cancelled)];
  input.onAgents?.(agentCards(engine));
  input.onSurvey?.(surveyOf(engine, program.modules, agentCards(engine), asked));
  findings.sort((a, b) => a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : a.place.start - b.place.start || a.place.end - b.place.end || (a.ruleId < b.ruleId ? -1 : 1));
  const notices: Notice[] = [...engine.limitsHit].map(([name, n]) => ({ level: 'info', code: 'dosimeter/limit', message: `The analysis met its limit ${name} ${n} time${n === 1 ? '' : 's'}; results beyond it are approximate.` }));
  return { findings, notices };
}

/** Hits that stand; what a step of a graph writes to a clinical system after a person was asked was reviewed. */
function unreviewed(engine: Engine): Iterable<Hit> {
  const isAsked = engine.graphs.size > 0 ? inAskedSteps(engine) : undefined;
  const hits = engine.standing();
  return isAsked ? [...hits].filter((hit) => hit.sink !== 'clinical' || !isAsked(hit.place)) : hits;
}

/** Findings of the user's own rules. They run apart from the built-in ones, so that neither changes what the other finds. */
function ownFindings(program: EngineInput, { flowRules }: Policy): Finding[] {
  const found: Finding[] = [];
  for (let i = 0; i < flowRules.length; i += MAX_USER_RULES) {
    const batch = flowRules.slice(i, i + MAX_USER_RULES);
    const engine = analyze({ ...program, models: withNamedPoints(program.models, batch), userRules: userRules(batch) });
    found.push(...userFindings(engine.hits.values(), batch));
  }
  return found;
}

/** Listening is judged by what is served, too. */
const ENDPOINT = 'exposed-service/unauthenticated-model-endpoint';
/** What is fetched by a name that may change is fixed by a digest that the function compares. */
const UNPINNED = 'model-supply-chain/unpinned-model';
const LISTENER = 'exposed-service/open-dicom-listener';

/** Calls whose constant arguments are the finding. */
function misuseFindings(e: Engine): Finding[] {
  const ruleOf = (hit: MisuseHit): string => (hit.row.row as MisuseRow).misuse;
  const all = [...e.misuses.values()];
  const services = all.filter((hit) => ruleOf(hit) === ENDPOINT);
  const exposed = new Set(services.length === 0 ? [] : exposedServices(e, services));
  const listeners = all.filter((hit) => ruleOf(hit) === LISTENER);
  const open = new Set(listeners.length === 0 ? [] : openListeners(e, listeners));
  const shown = all.filter((hit) => ruleOf(hit) === ENDPOINT ? exposed.has(hit) : ruleOf(hit) === LISTENER ? open.has(hit) : ruleOf(hit) === UNPINNED ? !isCheckedAt(e, hit.call) : ruleOf(hit) !== 'excessive-agency/auto-approved-tools' || !harmlessApproval(e, hit.call));
  return shown.map(({ row, place }) => {
    const r = row.row as MisuseRow;
    return {
      ruleId: r.misuse, severity: r.severity ?? ruleById(r.misuse)?.severity ?? 'warning', message: r.message, place, flow: [], related: [],
      confidence: 'high', features: [], fingerprint: '', fixes: [],
    };
  });
}
