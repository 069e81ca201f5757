import type { Finding, FlowStep } from '../base/finding.ts';
import type { Place } from '../base/words.ts';
import type { ReportView } from './view.ts';

/** Number of the JSON format; it changes when a reader of the old one would break. */
const FORMAT = 1;

/** The report for programs: the same facts as everywhere, with lines and columns. Paths are relative to the root. */
export function formatJson(view: ReportView): string {
  const { report, version } = view;
  const document = {
    tool: 'dosimeter', version, format: FORMAT,
    findings: report.findings.map((finding) => jsonFinding(view, finding)),
    suppressed: (report.suppressed ?? []).map(({ finding, reason, comment }) => ({ ...jsonFinding(view, finding), reason, comment: location(view, comment) })),
    notices: report.notices.map(({ level, code, message, file, place }) => ({ level, code, message, file, ...(place === undefined ? {} : location(view, place)) })),
    files: report.files,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const location = (view: ReportView, place: Place): object => ({ file: place.file, ...view.region(place) });

const jsonStep = (view: ReportView, { place, message, kind, depth, row }: FlowStep): object => ({ ...location(view, place), kind, depth, message, row });

function jsonFinding(view: ReportView, finding: Finding): object {
  const { ruleId, severity, message, place, logicalLocation, confidence, features, fingerprint, facts, flow, related, fixes, elements, dump } = finding;
  return {
    ruleId, severity, message, ...location(view, place), logicalLocation, elements, dump, confidence, features, fingerprint, facts,
    flow: flow.map((step) => jsonStep(view, step)),
    related: related.map((entry) => ({ ...location(view, entry.place), message: entry.message })),
    fixes: fixes.map(({ title, level, edits, creates = [] }) => ({
      title, level, creates,
      edits: edits.map(({ newText, ...place }) => ({ ...location(view, place), newText })),
    })),
  };
}
