import type { Finding } from '../base/finding.ts';
import { visible, type ReportView } from './view.ts';

/** JUnit XML: one suite a file, one failed case a finding. A clean run is one case that passed. */
export function formatJunit(view: ReportView): string {
  const { findings } = view.report;
  const files = [...new Set(findings.map(({ place }) => place.file))];
  const suites = files.map((file) => {
    const own = findings.filter(({ place }) => place.file === file);
    return [`  <testsuite name="${escapeXml(file)}" tests="${own.length}" failures="${own.length}" errors="0">`, ...own.map((finding) => testCase(view, finding)), '  </testsuite>'].join('\n');
  });
  const clean = '  <testsuite name="dosimeter" tests="1" failures="0" errors="0">\n    <testcase classname="dosimeter" name="no findings"/>\n  </testsuite>';
  const total = Math.max(1, findings.length);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dosimeter" tests="${total}" failures="${findings.length}" errors="0">\n${suites.length === 0 ? clean : suites.join('\n')}\n</testsuites>\n`;
}

function testCase(view: ReportView, finding: Finding): string {
  const region = view.region(finding.place);
  const at = region === undefined ? finding.logicalLocation ?? '' : `${region.startLine}:${region.startColumn}`;
  const steps = finding.flow.map((step, index) => `${index + 1}. ${step.place.file}:${view.region(step.place)?.startLine ?? 0} ${visible(step.message)}`);
  const body = [`${finding.place.file}:${at}`, visible(finding.message), ...steps].join('\n');
  return `    <testcase classname="${escapeXml(finding.ruleId)}" name="${escapeXml(`${finding.place.file}:${at}`)}">\n      <failure type="${finding.severity}" message="${escapeXml(visible(finding.message))}">${escapeXml(body)}</failure>\n    </testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&#39;' };

/** Text for XML and HTML content and quoted attributes. Lone surrogates and characters that XML forbids are replaced. */
export const escapeXml = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD').replace(/[<>&"']/g, (char) => ENTITIES[char] ?? char);
