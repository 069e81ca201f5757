import type { Finding, FlowStep } from '../base/finding.ts';
import type { Place, Severity, SinkKind } from '../base/words.ts';
import type { Hit } from '../dataflow/engine.ts';
import { LIMITS } from '../dataflow/limits.ts';
import { PUT_INTO_STRING } from '../dataflow/code/operators.ts';
import { FEATURE_NAMES, Feature, type Label, type Step } from '../resolve/value.ts';
import { familyOf } from './rule.ts';
import { elementKey } from './witnesses.ts';

/** How the flows that end in one sink kind become findings. */
interface FlowRule {
  readonly id: (hit: Hit) => string;
  readonly severity: Severity;
  /** Whether the carrying capacity of the data lowers the severity. */
  readonly byCapacity: boolean;
  readonly message: (what: string, hit: Hit) => string;
}

const output = (where: string): FlowRule => ({
  id: () => 'improper-output-handling/model-output-to-code', severity: 'error', byCapacity: false,
  message: (what, hit) => `${what} reaches ${where} (${hit.words}) with no check on the way.`,
});

const RULES: Record<SinkKind, FlowRule | null> = {
  prompt: {
    id: (h) => h.label.source.kind === 'retrieved' ? 'prompt-injection/stored-untrusted-context' : 'prompt-injection/untrusted-text-in-prompt', severity: 'error', byCapacity: true,
    message: (what, h) => `${what} reaches the prompt of ${h.words}; text in it can instruct the model.`,
  },
  'system-prompt': {
    id: (h) => h.label.source.kind === 'user-text' ? 'prompt-injection/user-text-in-system-prompt' : 'prompt-injection/untrusted-text-in-system-prompt', severity: 'error', byCapacity: true,
    message: (what, h) => `${what} reaches the system prompt of ${h.words}; text in it speaks with the authority of the operator.`,
  },
  'tool-result': {
    id: () => 'prompt-injection/untrusted-tool-result', severity: 'warning', byCapacity: true,
    message: (what, h) => `${what} is handed to a model as the result of the tool ${h.words}.`,
  },
  image: {
    id: () => 'prompt-injection/unscreened-image', severity: 'note', byCapacity: false,
    message: (what, h) => `${what} reaches ${h.words} with no screening for burned-in text.`,
  },
  code: output('code that is executed'), shell: output('a shell'), sql: output('an SQL statement'), template: output('a template engine'),
  deserialise: output('a deserialiser'), path: output('a file path'), html: output('HTML without escaping'),
  clinical: {
    id: () => 'improper-output-handling/model-output-to-clinical-system', severity: 'error', byCapacity: false,
    message: (what, h) => `${what} is written to a clinical system (${h.words}) with no human review between.`,
  },
  'phi-model': {
    id: () => 'sensitive-disclosure/phi-to-external-model', severity: 'error', byCapacity: false,
    message: (what, h) => `${what} identifies a person and leaves for ${h.words}, an endpoint that the policy does not trust, with no de-identification.`,
  },
  'phi-log': {
    id: () => 'sensitive-disclosure/phi-in-logs', severity: 'warning', byCapacity: false,
    message: (what, h) => `${what} identifies a person and is written to ${h.words}.`,
  },
  'phi-training': {
    id: () => 'sensitive-disclosure/training-on-identifiable-data', severity: 'warning', byCapacity: false,
    message: (what, h) => `${what} identifies a person and becomes training data (${h.words}) without de-identification.`,
  },
  training: {
    id: () => 'data-poisoning/unverified-training-data', severity: 'warning', byCapacity: false,
    message: (what, h) => `${what} becomes training data (${h.words}) with no check of its integrity or origin.`,
  },
  index: {
    id: () => 'data-poisoning/unverified-knowledge-base', severity: 'warning', byCapacity: false,
    message: (what, h) => `${what} is indexed into ${h.words} with no check of its origin; it will come back in prompts.`,
  },
  transport: {
    id: () => 'exposed-service/plaintext-clinical-transport', severity: 'warning', byCapacity: false,
    message: (what, h) => `${what} travels unencrypted (${h.words}).`,
  },
  egress: null,
};

const RANK: Record<Severity, number> = { error: 3, warning: 2, note: 1 };
const weaker = (a: Severity, b: Severity): Severity => RANK[a] <= RANK[b] ? a : b;
const CAPACITY_SEVERITY: readonly Severity[] = ['note', 'note', 'warning', 'error'];
const CAPACITY_WORDS = ['none', 'low', 'medium', 'high'] as const;
/** Defaults of rules that are not the strongest of their sink. */
const MILDER: Readonly<Record<string, Severity>> = { 'prompt-injection/stored-untrusted-context': 'warning', 'prompt-injection/user-text-in-system-prompt': 'warning' };

const SOURCE_WORDS: Readonly<Record<string, string>> = {
  'dicom-text': 'text of a DICOM data set', 'dicom-network': 'an answer of a DICOM peer or archive', 'dicom-sr': 'text of a structured report', 'pdf-text': 'text of a PDF', 'ocr-text': 'text read by OCR',
  'hl7-text': 'text of an HL7 message', 'fhir-text': 'a FHIR resource', 'image-pixels': 'pixels of an outside image', retrieved: 'text retrieved from a store', 'model-output': 'model output', 'user-text': 'text that a user sent',
  'ehr-text': 'text of a clinical record', upload: 'an uploaded file', download: 'a downloaded document', custom: 'data',
};

/** Findings of all flows, one for each place and family. */
export function flowFindings(hits: Iterable<Hit>): Finding[] {
  const groups = new Map<string, { hit: Hit; id: string; severity: Severity; rule: FlowRule }>();
  const tainted = new Map<string, Place[]>();
  for (const hit of hits) {
    const rule = isBuiltIn(hit.sink) ? RULES[hit.sink] : null;
    if (!rule) continue;
    const id = rule.id(hit);
    const byDefault = MILDER[id] ?? rule.severity;
    const severity = rule.byCapacity ? weaker(byDefault, CAPACITY_SEVERITY[hit.label.capacity]!) : byDefault;
    const key = `${familyOf(id)}|${hit.place.file}|${hit.place.start}|${hit.place.end}`;
    const part = taintedPart(hit);
    const parts = tainted.get(key) ?? [];
    tainted.set(key, parts);
    if (part && !parts.some((p) => samePlace(p, part))) parts.push(part);
    const old = groups.get(key);
    if (!old || better({ hit, id, severity }, old)) groups.set(key, { hit, id, severity, rule });
  }
  return [...groups].map(([key, { hit, id, severity, rule }]) => ({ ...finding(hit, id, severity, rule), tainted: tainted.get(key) ?? [] }));
}
const isBuiltIn = (sink: Hit['sink']): sink is SinkKind => sink in RULES;
const samePlace = (a: Place, b: Place): boolean => a.file === b.file && a.start === b.start && a.end === b.end;
const isInside = (a: Place, b: Place): boolean => a.file === b.file && a.start >= b.start && a.end <= b.end;
/** The innermost part of the string that was built last; without one, the last point of the path inside of the argument, else the argument. */
export function taintedPart({ label, place, atCall }: Hit): Place | undefined {
  let part: Place | undefined;
  for (let s: Step | null = label.step; s; s = s.prev) {
    if (part && !(s.message === PUT_INTO_STRING && isInside(s.place, part))) return part;
    if (s.message === PUT_INTO_STRING) part = s.place;
    else if (isInside(s.place, place) && !(atCall && samePlace(s.place, place))) return s.place;
  }
  return part ?? (atCall ? undefined : place);
}
function better(a: { hit: Hit; id: string; severity: Severity }, b: { hit: Hit; id: string; severity: Severity }): boolean {
  if (RANK[a.severity] !== RANK[b.severity]) return RANK[a.severity] > RANK[b.severity];
  if (a.hit.label.capacity !== b.hit.label.capacity) return a.hit.label.capacity > b.hit.label.capacity;
  if (a.id !== b.id) return a.id.includes('system') && !b.id.includes('system');
  if (a.hit.label.step.length !== b.hit.label.step.length) return a.hit.label.step.length < b.hit.label.step.length;
  const p = a.hit.label.source.place, q = b.hit.label.source.place;
  return p.file === q.file ? p.start < q.start : p.file < q.file;
}

function finding(hit: Hit, id: string, severity: Severity, rule: FlowRule): Finding {
  const what = describe(hit.label);
  return {
    ruleId: id, severity, message: rule.message(what, hit), place: hit.place, flow: pathOf(hit, what), related: [], ...certainty(hit.label), fingerprint: '', fixes: [],
    facts: { sourceKind: hit.label.source.kind, element: hit.label.element?.words ?? hit.label.source.what, ...elementKey(hit.label), capacity: CAPACITY_WORDS[hit.label.capacity]!, sink: `${hit.sink} of ${hit.words}` },
  };
}
/** How sure a flow is, by the approximations on its way. */
export function certainty(l: Label): Pick<Finding, 'confidence' | 'features'> {
  const features = FEATURE_NAMES.filter(([bit]) => l.features & bit).map(([, name]) => name);
  return { confidence: l.features & Feature.byName ? 'low' : features.length ? 'medium' : 'high', features };
}
function describe(l: Label): string {
  const kind = SOURCE_WORDS[l.source.kind] ?? l.source.kind;
  const text = l.element ? `${l.element.words} (${kind})` : l.source.what ? `${kind} (${l.source.what})` : kind;
  return text[0]!.toUpperCase() + text.slice(1);
}

/** Where a label's text comes from, in words for the middle of a sentence. */
export function sourceWords(l: Label): string { const text = describe(l); return /^(An? |[A-Z][a-z])/.test(text) && !l.element ? text[0]!.toLowerCase() + text.slice(1) : text; }

/** A label's history as the steps of a path that ends in `end`. */
export function historyOf(l: Label, end: FlowStep): FlowStep[] { return [...stepsOf(l, describe(l)), end]; }

/** The path from the source to the sink, with the nesting of calls. */
export function pathOf(hit: Hit, what: string): FlowStep[] {
  const shown = stepsOf(hit.label, what);
  const depth = shown[shown.length - 1]?.depth ?? 0;
  shown.push({ place: hit.place, message: `sink: ${hit.words}`, kind: hit.via ? 'step' : 'sink', depth, row: hit.row });
  if (hit.via) shown.push({ place: hit.via, message: `sent by ${hit.words}`, kind: 'sink', depth, row: hit.row });
  return shown;
}

function stepsOf(label: Label, what: string): FlowStep[] {
  const chain: Step[] = [];
  for (let s: Step | null = label.step; s; s = s.prev) chain.push(s);
  chain.reverse();
  const steps: FlowStep[] = [];
  let depth = 0;
  for (const s of chain) {
    if (s.kind === 'call') depth++;
    if (s.kind === 'return') depth--;
    const last = steps[steps.length - 1];
    if (last && last.place.file === s.place.file && last.place.start === s.place.start && last.place.end === s.place.end && s.kind === 'step') continue;
    steps.push({ place: s.place, message: s.kind === 'source' ? `source: ${what}` : s.message, kind: s.kind, depth, ...(s.kind === 'source' ? { row: label.source.row } : {}) });
  }
  return steps.length > LIMITS.pathSteps ? [...steps.slice(0, LIMITS.pathSteps / 2), ...steps.slice(-LIMITS.pathSteps / 2)] : steps;
}
