import type { FlowStep } from '../base/finding.ts';
import type { Place } from '../base/words.ts';
import type { ProbeEvent } from '../dataflow/probe.ts';
import type { FlowExplanation, FlowVerdict } from '../rules/explainFlow.ts';
import { visible, type ReportView } from './view.ts';

/** What the view of a report offers to show places with. */
export type PlaceView = Pick<ReportView, 'show' | 'region' | 'text'>;

const VERDICTS: Readonly<Record<FlowVerdict, string>> = {
  reported: 'It gets there, and is reported.',
  'not-a-source': 'It gets there, but is not reported: no model row and no setting says that the source is untrusted. If it is, describe it under "models" in dosimeter.jsonc.',
  'not-a-sink': 'It gets there, but no model row says that this call is a danger. If it is, describe it under "models" or "flowRules" in dosimeter.jsonc.',
  'no-danger': 'It gets there, but data of this kind is no danger there.',
  cleared: 'It gets there, but can do no harm there any more:',
  lost: 'It does not get there.',
  'sink-not-run': 'The sink is never executed by the analysis: nothing leads there, or a condition that constants decide leads past it.',
  'source-not-run': 'Nothing at the source is executed by the analysis: nothing leads there, or a condition that constants decide leads past it.',
};

const LIMIT_WORDS: Readonly<Record<string, string>> = {
  callDepth: 'calls nest too deeply', entryBudget: 'the work of one entry point is used up', contexts: 'the function is called with too many different inputs',
};

/** An event as the end of a sentence that begins with its place. */
function reasonOf({ reason, what, lost, row }: ProbeEvent): string {
  const call = what === '' ? 'this' : what;
  const without = lost.length > 0 ? ` (takes away: ${lost.join(', ')})` : '';
  switch (reason) {
    case 'barrier': return `${call} makes it clean, by ${row?.startsWith('policy') ? 'the policy' : `model row ${row}`}${without}`;
    case 'check': return `a check holds from here on${without}`;
    case 'conversion': return `what ${call} gives holds no free text, or not that danger${without}`;
    case 'dropped': return `the result of ${call} holds nothing of it`;
    case 'unknown-call': return 'handed to a call whose code is not known; only its result is followed';
    case 'limit': return `limit ${what}: ${LIMIT_WORDS[what] ?? 'results beyond it are approximate'}`;
  }
}

const at = (view: PlaceView, place: Place): string => {
  const region = view.region(place);
  return region ? `${view.show(place.file)}:${region.startLine}:${region.startColumn}` : view.show(place.file);
};
const step = (view: PlaceView, { place, message }: FlowStep): string => `  ${at(view, place)}  ${message}`;

/** An explanation for people; every line is safe for a terminal. */
export function formatExplanation(view: PlaceView, e: FlowExplanation): string {
  const lines: string[] = [];
  if (e.path.length > 0) lines.push(e.verdict === 'lost' ? 'The text gets as far as this:' : 'The text takes this way:', ...e.path.map((one) => step(view, one)), '');
  lines.push(VERDICTS[e.verdict] + (e.rules.length > 0 ? ` (${e.rules.join(', ')})` : ''));
  if (e.verdict === 'no-danger') lines.push(`  source: ${e.sourceKinds.join(', ')}; dangers of the sink: ${[...new Set(e.arrivals.map(({ sink }) => sink))].join(', ')}`);
  if (e.verdict === 'lost' && e.events.length > 0) lines.push('What happened to it:');
  if (e.verdict === 'reported' && e.events.length > 0) lines.push('What took other dangers away:');
  lines.push(...e.events.map((event) => `  ${at(view, event.place)}  ${reasonOf(event)}`));
  if (!e.isModelled && e.verdict !== 'not-a-source' && e.verdict !== 'source-not-run') lines.push('Nothing says that the source is untrusted; it was taken as untrusted for this explanation.');
  return `${lines.map(visible).join('\n')}\n`;
}

/** The same for programs: lines and columns are 1-based, columns in UTF-16 units. */
export function explanationJson(view: PlaceView, e: FlowExplanation): string {
  const placed = (place: Place): object => ({ file: place.file, ...view.region(place) });
  return `${JSON.stringify({
    verdict: e.verdict, explanation: VERDICTS[e.verdict], modelledSource: e.isModelled, sourceKinds: e.sourceKinds, rules: e.rules,
    path: e.path.map(({ place, message, kind }) => ({ ...placed(place), kind, message })),
    sinks: e.arrivals.map(({ sink, words, row, place, arrived, isHit }) => ({ ...placed(place), danger: sink, sink: words, ...(row === '' ? {} : { row }), arrived, reported: isHit && e.isModelled })),
    reasons: e.events.map((event) => ({ ...placed(event.place), reason: event.reason, what: event.what, lost: event.lost, ...(event.row === undefined ? {} : { row: event.row }), message: reasonOf(event) })),
  }, null, 2)}\n`;
}
