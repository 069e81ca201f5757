import type { Place, Severity, SinkKind, SourceKind } from './words.ts';

/** One step of a flow, in the order in which the data moves. */
export interface FlowStep {
  readonly place: Place;
  readonly message: string;
  readonly kind: 'source' | 'step' | 'call' | 'return' | 'sink';
  /** Nesting of calls below the step that starts the flow; may be negative. SARIF `nestingLevel`. */
  readonly depth: number;
  /** Id of the model row behind the step, if one is (`file#n`). */
  readonly row?: string;
}

/** A replacement of `[start, end)` in `file` by `newText`. */
export interface TextEdit { readonly file: string; readonly start: number; readonly end: number; readonly newText: string }

/** A way to make a finding go away. All edits and new files of one fix are applied together or not at all. */
export interface Fix {
  readonly title: string;
  /** `safe` never changes what correct input does; `suggested` is offered, never applied by itself. */
  readonly level: 'safe' | 'suggested';
  readonly edits: readonly TextEdit[];
  /** Files that the fix creates where they are absent. */
  readonly creates?: readonly { readonly file: string; readonly text: string }[];
}

/** Settings of a policy that name functions. */
export type VouchedRole = 'sanitizers' | 'guards' | 'reviewers' | 'approvals' | 'deidentifiers';

/** A function at a finding for which the policy of the project could vouch, so that the finding goes away. */
export interface Vouchable {
  readonly role: VouchedRole;
  /** As the policy names it: dotted, matched from the right. */
  readonly name: string;
  /** Dangers that are named with it; default free text. */
  readonly clears?: readonly SinkKind[];
  /** Of guards: argument path of the value that is judged, and the verdict that lets it through. */
  readonly arg?: string;
  readonly accepts?: boolean | 'throws';
}

/** What an explanation needs beside the path; facts, not prose. */
export interface FlowFacts {
  readonly sourceKind: SourceKind;
  /** `PatientComments (0010,4000) LT`, a FHIR field, or the call that produced the text. */
  readonly element: string;
  /** The element alone, in the form of `Finding.elements`; absent where no single one is known. */
  readonly elementKey?: string;
  readonly capacity: 'none' | 'low' | 'medium' | 'high';
  /** The sink in words: `user message of openai chat.completions.create`. */
  readonly sink: string;
}

/** One problem at one place. Plain data: shells make diagnostics, SARIF results and pages from it at the edge. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  /** The path of the data, source first, sink last; empty for findings that are not flows. */
  readonly flow: readonly FlowStep[];
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  readonly confidence: 'high' | 'medium' | 'low';
  /** Approximations that the flow went through: `unknown-call`, `by-name-call`, `widened`, `partly-analysed`. */
  readonly features: readonly string[];
  /** Stable identity without lines: survives edits above the finding. */
  readonly fingerprint: string;
  readonly fixes: readonly Fix[];
  /** Functions that somebody could vouch for instead; only where the session was asked for them. */
  readonly vouchable?: readonly Vouchable[];
  readonly facts?: FlowFacts;
  /** Where untrusted text comes into what is sent: the tainted parts of strings, else the argument. What a fix has to screen. */
  readonly tainted?: readonly Place[];
  /** In data files: elements that hold what was found, as tags of eight hex digits (`00104000`) or names of FHIR elements. */
  readonly elements?: readonly string[];
  /** Bytes of a binary file around the place: where they begin, and two hex digits each. */
  readonly dump?: { readonly offset: number; readonly hex: string };
  /** What of the constant text at the place is wrong, and what a fix writes instead. */
  readonly instead?: { readonly text: string; readonly by: string; readonly title: string };
  /** Place inside a binary file, for example `(0008,1030)` or `page 3 / span 12`. */
  readonly logicalLocation?: string;
}

/** A message about the run itself: an unreadable file, a limit that was hit, an unused suppression. */
export interface Notice {
  readonly level: 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly place?: Place;
}

/** A finding that a comment in the source turned off, with the reason given there (empty: none). */
export interface SuppressedFinding { readonly finding: Finding; readonly reason: string; readonly comment: Place }

/** Everything one run says. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Kept apart, so that nobody shows them by accident; SARIF lists them as suppressed. */
  readonly suppressed?: readonly SuppressedFinding[];
  readonly notices: readonly Notice[];
  readonly files: readonly { readonly file: string; readonly status: 'ok' | 'partly' | 'skipped' | 'failed'; readonly reason?: string }[];
  readonly timings: Readonly<Record<string, number>>;
}
