import type { FlowStep } from '../base/finding.ts';
import { sinkBit, type SinkKind } from '../base/words.ts';
import { analyze } from '../dataflow/analyze.ts';
import type { EngineInput } from '../dataflow/engine.ts';
import { Probe, type ProbeArrival, type ProbeEvent, type ProbeTarget } from '../dataflow/probe.ts';
import { flowFindings, historyOf } from './flows.ts';
import { engineInput, type AnalysisInput } from './run.ts';

/** What became of the text of a source on the way to a sink. */
export type FlowVerdict =
  | 'reported'      // it gets there, and there are findings
  | 'not-a-source'  // it gets there, but nothing says that it is untrusted
  | 'not-a-sink'    // it gets there, but nothing says that this call is a danger
  | 'no-danger'     // it gets there, but data of this kind is no danger there
  | 'cleared'       // it gets there, and can do no harm any more
  | 'lost'          // it does not get there
  | 'sink-not-run'  // the analysis never executes the sink
  | 'source-not-run';

export interface FlowExplanation {
  readonly verdict: FlowVerdict;
  /** Whether a model or the policy makes the source untrusted; else it was taken as untrusted for the explanation. */
  readonly isModelled: boolean;
  readonly sourceKinds: readonly string[];
  /** Rules of the findings at the sink. */
  readonly rules: readonly string[];
  /** Dangers that the sink was checked for. */
  readonly arrivals: readonly ProbeArrival[];
  /** Why, in the order in which the analysis met it. */
  readonly events: readonly ProbeEvent[];
  /** How far the text got, source first. */
  readonly path: readonly FlowStep[];
}

/** Reasons that are shown at most; the first ones, because what comes later only happened to what was left. */
const MAX_EVENTS = 12;

/** Runs the analysis once more, or twice, with an eye on one source and one sink. */
export function explainFlow(input: AnalysisInput, source: ProbeTarget, sink: ProbeTarget): FlowExplanation {
  const program = engineInput(input);
  const modelled = follow(program, new Probe(source, sink, false));
  return modelled.probe.hasStarted ? explained(modelled, true) : explained(follow(program, new Probe(source, sink, true)), false);
}

interface Followed { readonly probe: Probe; readonly rules: readonly string[] }

function follow(program: EngineInput, probe: Probe): Followed {
  const engine = analyze({ ...program, probe });
  const reached = [...probe.arrivals.values()].filter(({ isHit }) => isHit);
  const at = flowFindings(engine.hits.values()).filter(({ place }) => reached.some((a) => a.place.file === place.file && a.place.start === place.start));
  return { probe, rules: [...new Set(at.map(({ ruleId }) => ruleId))].sort() };
}

function explained({ probe, rules }: Followed, isModelled: boolean): FlowExplanation {
  const arrivals = [...probe.arrivals.values()];
  const verdict = verdictOf(probe, arrivals, isModelled);
  const stopped: readonly SinkKind[] = arrivals.filter(({ arrived, isHit }) => arrived && !isHit).map(({ sink }) => sink).filter((sink) => couldReach(probe, sink));
  const told = verdict === 'lost' ? [...probe.events.values()].filter(({ reason, isAll }) => isAll === true || reason === 'dropped' || reason === 'unknown-call' || reason === 'limit') : verdict === 'cleared' || verdict === 'reported' ? cleared([...probe.events.values()], stopped, probe.eventsBefore) : [];
  const label = probe.arrived ?? probe.furthest;
  const path = label ? historyOf(label, { place: label.step.place, message: 'last seen', kind: 'step', depth: 0 }).slice(0, -1) : [];
  return {
    verdict, isModelled, sourceKinds: [...probe.kinds.keys()].sort(), rules: isModelled ? rules : [], arrivals, path,
    events: told.slice(0, MAX_EVENTS),
  };
}

/** Whether text of this kind can do a danger when nothing stops it; of a kind that is not known, any. */
const couldReach = (probe: Probe, sink: SinkKind): boolean => probe.kinds.size === 0 || [...probe.kinds.values()].some((live) => live & sinkBit(sink));

/** What took the dangers of the sink away before the text first arrived there; where nothing is known of that time, at any time. */
function cleared(events: readonly ProbeEvent[], stopped: readonly SinkKind[], before: number): readonly ProbeEvent[] {
  const by = (some: readonly ProbeEvent[]): readonly ProbeEvent[] =>
    some.map((event) => ({ ...event, lost: event.lost.filter((kind) => stopped.includes(kind)) })).filter(({ lost }) => lost.length > 0);
  const first = by(events.slice(0, Math.max(before, 0)));
  return first.length > 0 ? first : by(events);
}

function verdictOf(probe: Probe, arrivals: readonly ProbeArrival[], isModelled: boolean): FlowVerdict {
  if (!probe.hasStarted) return 'source-not-run';
  if (arrivals.some(({ isHit }) => isHit)) return isModelled ? 'reported' : 'not-a-source';
  const arrived = arrivals.filter((one) => one.arrived);
  if (arrived.length > 0) {
    return arrived.some(({ sink }) => couldReach(probe, sink)) ? 'cleared' : 'no-danger';
  }
  if (probe.arrived) return 'not-a-sink';
  return probe.hasSinkRun ? 'lost' : 'sink-not-run';
}

