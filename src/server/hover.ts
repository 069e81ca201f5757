import { MarkupKind, type Hover, type Location, type Position, type Range } from 'vscode-languageserver/node.js';
import type { Finding } from '../base/finding.ts';
import type { Place, SourceKind } from '../base/words.ts';
import { visible } from '../report/view.ts';
import { ruleById } from '../rules/catalogue.ts';
import { familyOf } from '../rules/rule.ts';

const SOURCES: Readonly<Record<SourceKind, string>> = {
  'dicom-text': 'text of a DICOM element', 'dicom-network': 'DICOM data received over the network', 'dicom-sr': 'text of a DICOM structured report',
  'pdf-text': 'text of a PDF', 'ocr-text': 'text read from an image', 'hl7-text': 'text of an HL7 message', 'fhir-text': 'text of a FHIR resource',
  'image-pixels': 'pixels of an outside image', 'retrieved': 'text from a document store', 'model-output': 'output of a model',
  'user-text': 'text that a user typed', 'ehr-text': 'text of a health record', 'upload': 'an uploaded file', 'download': 'a downloaded file', 'custom': 'a source of your own rule',
};

const CAPACITIES: Readonly<Record<string, string>> = {
  none: 'cannot carry text', low: 'low: at most 16 characters', medium: 'medium: a short line of text', high: 'high: room for whole instructions',
};

const FEATURES: Readonly<Record<string, string>> = {
  'unknown-call': 'passes through a call whose code is not known',
  'by-name-call': 'passes through a call that was resolved by its name only',
  'widened': 'passes through a structure that is tracked as a whole',
  'partly-analysed': 'passes through a file that was analysed in part only',
};

/** Explains the findings at a position: where the data comes from, what it can carry, where it ends, how sure the analysis is. */
export function hoverAt(findings: readonly Finding[], location: (place: Place) => Location, uri: string, position: Position): Hover | undefined {
  const here = findings.filter((finding) => isAt(location(finding.place), uri, { start: position, end: position }));
  const first = here[0];
  if (first === undefined) return undefined;
  return { contents: { kind: MarkupKind.Markdown, value: here.map(explain).join('\n\n---\n\n') }, range: location(first.place).range };
}

const before = (a: Position, b: Position): boolean => a.line < b.line || (a.line === b.line && a.character < b.character);

/** Whether a location touches a range of a document. */
export const isAt = ({ uri, range }: Location, document: string, asked: Range): boolean =>
  uri === document && !before(range.end, asked.start) && !before(asked.end, range.start);

function explain(finding: Finding): string {
  const rule = ruleById(finding.ruleId);
  const lines = [`**${rule?.title ?? markdown(finding.ruleId)}**`];
  const rows: string[] = [];
  const { facts, flow } = finding;
  if (facts !== undefined) {
    rows.push(`Source: ${SOURCES[facts.sourceKind]}${facts.element === '' ? '' : `, ${markdown(facts.element)}`}`);
    rows.push(`Capacity: ${CAPACITIES[facts.capacity] ?? facts.capacity}`);
    rows.push(`Sink: ${markdown(facts.sink)}`);
  }
  if (flow.length > 0) {
    const files = new Set(flow.map(({ place }) => place.file)).size;
    rows.push(`Path: ${count(flow.length, 'step')} in ${count(files, 'file')}`);
  }
  const features = finding.features.map((feature) => FEATURES[feature] ?? feature);
  rows.push(`Confidence: ${finding.confidence}${features.length === 0 ? '' : ` (${markdown(features.join('; '))})`}`);
  lines.push(rows.map((row) => `- ${row}`).join('\n'));
  if (rule !== undefined) {
    lines.push(rule.remedy);
    const tags = [...rule.owasp, ...rule.cwe, ...rule.atlas];
    if (tags.length > 0) lines.push(`_${[familyOf(rule.id), ...tags].join(' · ')}_`);
  }
  return lines.join('\n\n');
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** Text of scanned files as Markdown that shows it: it must not become links, images or markup. */
export const markdown = (text: string): string => visible(text)
  .replaceAll('&', '&amp;')
  .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
  // Bare addresses become links by themselves.
  .replaceAll('://', '&#58;//')
  .replaceAll('@', '&#64;')
  .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);
