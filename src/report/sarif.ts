import type { Finding, Fix, FlowStep, Notice, SuppressedFinding } from '../base/finding.ts';
import type { Place, Severity } from '../base/words.ts';
import { familyOf, tagsOf, type RuleMeta } from '../rules/rule.ts';
import type { Region, ReportView } from './view.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** Name under which all relative paths are meant. */
const BASE = 'SRCROOT';

/** Scores that code-scanning services sort by; the scale is that of CVSS. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.5', note: '3.0' };

/** The report as SARIF 2.1.0: flows, related places, fixes, suppressions, and notices as notifications of the run. */
export function formatSarif(view: ReportView): string {
  return `${JSON.stringify(sarifLog(view), null, 2)}\n`;
}

/** The SARIF log as an object. */
export function sarifLog(view: ReportView): object {
  const { report, rules, version, rootUri } = view;
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const finished = report.notices.every(({ code }) => code !== 'internal-error');
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'Dosimeter',
          semanticVersion: version,
          version,
          shortDescription: { text: 'Finds where untrusted imaging data reaches an AI system.' },
          rules: rules.map(sarifRule),
          notifications: [...new Set(report.notices.map(({ code }) => code))].sort().map((id) => ({ id })),
        },
      },
      invocations: [{ executionSuccessful: finished, toolExecutionNotifications: report.notices.map((notice) => notification(view, notice)) }],
      originalUriBaseIds: { [BASE]: { uri: rootUri } },
      columnKind: 'utf16CodeUnits',
      results: [
        ...report.findings.map((finding) => sarifResult(view, finding, indexOf)),
        ...(report.suppressed ?? []).map((entry) => ({ ...sarifResult(view, entry.finding, indexOf), suppressions: [suppression(view, entry)] })),
      ],
    }],
  };
}

function sarifRule(rule: RuleMeta): object {
  const text = `${rule.title}. ${rule.risk} ${rule.remedy}`;
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: `${rule.title}. ${rule.risk}` },
    help: { text, markdown: `**${rule.title}**\n\n${rule.risk}\n\n**What to do.** ${rule.remedy}\n\nRun \`dosimeter explain ${rule.id}\` for examples.` },
    defaultConfiguration: { level: rule.severity },
    properties: {
      tags: tagsOf(rule),
      family: familyOf(rule.id),
      'problem.severity': rule.severity === 'note' ? 'recommendation' : rule.severity,
      ...(rule.scope === 'meta' ? {} : { 'security-severity': SECURITY_SEVERITY[rule.severity] }),
    },
  };
}

const pascalCase = (id: string): string => id.split(/[/-]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');

function sarifResult(view: ReportView, finding: Finding, indexOf: ReadonlyMap<string, number>): object {
  const { ruleId, severity, message, place, logicalLocation, fingerprint, flow, related, fixes, confidence, features, facts } = finding;
  const ruleIndex = indexOf.get(ruleId);
  const primary = location(view, place);
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: severity,
    message: { text: message },
    locations: [logicalLocation === undefined ? primary : { ...primary, logicalLocations: [{ fullyQualifiedName: logicalLocation }] }],
    partialFingerprints: { 'dosimeterFingerprint/v1': fingerprint },
    ...(flow.length === 0 ? {} : { codeFlows: [codeFlow(view, finding)] }),
    ...(related.length === 0 ? {} : { relatedLocations: related.map((entry, id) => ({ id: id + 1, ...location(view, entry.place), message: { text: entry.message } })) }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => sarifFix(view, fix)) }),
    properties: { confidence, features, ...(facts === undefined ? {} : { facts }) },
  };
}

function codeFlow(view: ReportView, { flow, message }: Finding): object {
  // Levels start at 0 at the outermost call: SARIF has no negative ones.
  const outermost = Math.min(...flow.map(({ depth }) => depth));
  return {
    message: { text: message },
    threadFlows: [{
      locations: flow.map((step, index) => ({
        location: { ...location(view, step.place), message: { text: step.message } },
        kinds: [step.kind],
        nestingLevel: step.depth - outermost,
        executionOrder: index + 1,
        importance: importanceOf(step),
        ...(step.row === undefined ? {} : { properties: { model: step.row } }),
      })),
    }],
  };
}

const importanceOf = ({ kind }: FlowStep): string => (kind === 'source' || kind === 'sink' ? 'essential' : 'important');

function location(view: ReportView, place: Place): { physicalLocation: object } {
  const region = view.region(place);
  return { physicalLocation: { artifactLocation: artifact(place.file), ...(region === undefined ? {} : { region: sarifRegion(region) }) } };
}

const sarifRegion = ({ startLine, startColumn, endLine, endColumn }: Region): object => ({ startLine, startColumn, endLine, endColumn });

const artifact = (file: string): object => ({ uri: relativeUri(file), uriBaseId: BASE });

/** A path as a relative URI reference. Colons are encoded too, so that no first part reads as a scheme. */
export const relativeUri = (file: string): string => file.split('/').map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\uFFFD'))).join('/');

function sarifFix(view: ReportView, { title, level, edits, creates = [] }: Fix): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  const start: Region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  return {
    description: { text: title },
    artifactChanges: [
      ...files.map((file) => ({
        artifactLocation: artifact(file),
        replacements: edits.filter((edit) => edit.file === file).map((edit) => ({ deletedRegion: sarifRegion(view.region(edit) ?? start), insertedContent: { text: edit.newText } })),
      })),
      ...creates.map(({ file, text }) => ({ artifactLocation: artifact(file), replacements: [{ deletedRegion: sarifRegion(start), insertedContent: { text } }] })),
    ],
    properties: { level },
  };
}

const suppression = (view: ReportView, { reason, comment }: SuppressedFinding): object => ({
  kind: 'inSource', status: 'accepted', ...(reason === '' ? {} : { justification: reason }), location: location(view, comment),
});

function notification(view: ReportView, { level, code, message, file, place }: Notice): object {
  const at = place !== undefined ? location(view, place) : file !== undefined ? { physicalLocation: { artifactLocation: artifact(file) } } : undefined;
  return { level: level === 'warning' ? 'warning' : 'note', message: { text: message }, descriptor: { id: code }, ...(at === undefined ? {} : { locations: [at] }) };
}
