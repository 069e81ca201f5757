import { DiagnosticSeverity, DiagnosticTag, type Diagnostic, type DiagnosticRelatedInformation, type Location } from 'vscode-languageserver/node.js';
import type { Finding, FlowStep } from '../base/finding.ts';
import type { Place, Severity } from '../base/words.ts';
import { visible } from '../report/view.ts';
import { ruleById } from '../rules/catalogue.ts';
import { tagsOf } from '../rules/rule.ts';
import { MAX_DIAGNOSTICS_PER_FILE, MAX_STEPS } from './limits.ts';
import { tokenAt, type Snapshot } from './snapshot.ts';

export const SOURCE = 'dosimeter';

/** What a diagnostic needs that is not in the snapshot. */
export interface DiagnosticContext {
  /** Where the editor shows a place of the analysed texts. */
  location(place: Place): Location;
  /** URI of a rule's page, where this installation has one. */
  pageUri(ruleId: string): string | undefined;
  readonly minimumSeverity: Severity;
  readonly relatedInformation: boolean;
  /** Files that are open in the editor: remarks about a file are shown only there. */
  isOpen(file: string): boolean;
}

/** `Diagnostic.data` of a finding. */
export interface DiagnosticData { readonly fingerprint: string; readonly tags: readonly string[] }

const RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, note: 1 };

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, note: DiagnosticSeverity.Information,
};

/** Whether the client's settings let a finding be seen. */
export const isShown = (finding: Finding, minimum: Severity): boolean => RANK[finding.severity] >= RANK[minimum];

/** Diagnostics of a whole snapshot by the URI of the document that shows them. Documents without any are absent. */
export function diagnosticsByUri(snapshot: Snapshot, context: DiagnosticContext): ReadonlyMap<string, readonly Diagnostic[]> {
  const byUri = new Map<string, Diagnostic[]>();
  const add = (place: Place, diagnostic: (location: Location) => Diagnostic): void => {
    const location = context.location(place);
    const own = byUri.get(location.uri) ?? [];
    byUri.set(location.uri, own);
    own.push(diagnostic(location));
  };
  for (const finding of snapshot.findings) {
    if (isShown(finding, context.minimumSeverity)) add(finding.place, () => findingDiagnostic(finding, context));
  }
  for (const [uri, own] of byUri) byUri.set(uri, capped(own));
  for (const notice of snapshot.notices) {
    const { file, code, message } = notice;
    if (file === undefined || !context.isOpen(file)) continue;
    add(notice.place ?? { file, start: 0, end: 0 }, ({ range }) => ({ range, severity: DiagnosticSeverity.Information, source: SOURCE, code, message: visible(message) }));
  }
  for (const { file: named, line, column, message } of snapshot.settingsErrors) {
    // Rows in place are named `dosimeter.jsonc:models[0]`.
    const file = named.replace(/:models\[\d+\]$/, '');
    const text = snapshot.text(file);
    const token = text === undefined ? { start: 0, end: 0 } : tokenAt(text, { line, column });
    add({ file, ...token }, ({ range }) => ({ range, severity: DiagnosticSeverity.Error, source: SOURCE, code: 'settings', message: `${visible(message)} (The defaults apply until this is corrected.)` }));
  }
  return byUri;
}

/** The diagnostic of one finding: its message at its place, the path of the data as related information. */
export function findingDiagnostic(finding: Finding, context: DiagnosticContext): Diagnostic {
  const rule = ruleById(finding.ruleId);
  const page = context.pageUri(finding.ruleId);
  const where = finding.logicalLocation === undefined ? '' : ` (at ${visible(finding.logicalLocation)})`;
  const data: DiagnosticData = { fingerprint: finding.fingerprint, tags: rule === undefined ? [] : tagsOf(rule) };
  const related = context.relatedInformation ? relatedInformation(finding, context) : [];
  return {
    range: context.location(finding.place).range,
    severity: SEVERITY[finding.severity],
    source: SOURCE,
    code: finding.ruleId,
    message: visible(finding.message) + where,
    data,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
    ...(finding.ruleId === 'dosimeter/unused-suppression' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

function relatedInformation(finding: Finding, context: DiagnosticContext): DiagnosticRelatedInformation[] {
  const entry = (place: Place, message: string): DiagnosticRelatedInformation => ({
    location: context.location(place),
    message: visible(message),
  });
  const steps = shortened(finding.flow);
  return [
    ...steps.map(({ step, number }) => entry(step.place, `${number}/${finding.flow.length} ${step.message}`)),
    ...finding.related.map(({ place, message }) => entry(place, message)),
  ];
}

/** The steps that are shown, with their numbers in the whole path: both ends matter more than the middle. */
export function shortened(flow: readonly FlowStep[]): readonly { readonly step: FlowStep; readonly number: number }[] {
  const numbered = flow.map((step, index) => ({ step, number: index + 1 }));
  if (numbered.length <= MAX_STEPS) return numbered;
  const head = Math.ceil(MAX_STEPS / 2);
  return [...numbered.slice(0, head), ...numbered.slice(numbered.length - (MAX_STEPS - head))];
}

function capped(diagnostics: Diagnostic[]): Diagnostic[] {
  const hidden = diagnostics.length - MAX_DIAGNOSTICS_PER_FILE;
  const first = diagnostics[0];
  if (hidden <= 0 || first === undefined) return diagnostics;
  const rest: Diagnostic = { range: first.range, severity: DiagnosticSeverity.Information, source: SOURCE, code: 'more', message: `${hidden} more findings in this file are not shown; \`dosimeter lint\` lists them.` };
  return [...diagnostics.slice(0, MAX_DIAGNOSTICS_PER_FILE), rest];
}
