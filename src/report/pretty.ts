import type { Finding, FlowStep } from '../base/finding.ts';
import { lineIndex } from '../base/lines.ts';
import type { Severity } from '../base/words.ts';
import { isDisarmable } from '../rules/fixtures/disarm.ts';
import { dumpLines } from './dump.ts';
import { visible, type ReportView } from './view.ts';

/** Longest piece of a source line that is shown; the rest of a long line is cut around the finding. */
const MAX_EXCERPT = 140;

/** Remarks on the run that are shown one by one. */
const MAX_REMARKS = 10;

const COLOURS = { error: '31', warning: '33', note: '36', dim: '2', bold: '1', green: '32' } as const;

/** Applies an ANSI style, or nothing when the output is no terminal. */
type Paint = (style: keyof typeof COLOURS, text: string) => string;

const painter = (colour: boolean): Paint => (colour ? (style, text) => `\u001B[${COLOURS[style]}m${text}\u001B[0m` : (_style, text) => text);

/** The report for people: every finding with its source line and its flow, then one line that sums up. */
export function formatPretty(view: ReportView, { colour }: { readonly colour: boolean }): string {
  const paint = painter(colour);
  const blocks = view.report.findings.map((finding) => formatFinding(view, finding, paint));
  return [...blocks, ...remarks(view, paint), `${summary(view, paint)}\n`].join('\n');
}

/** What limits the analysis had. Warnings stand on standard error already. */
function remarks({ report }: ReportView, paint: Paint): readonly string[] {
  const messages = report.notices.filter(({ level }) => level === 'info').map(({ message }) => visible(message));
  const more = messages.length - MAX_REMARKS;
  return [...messages.slice(0, MAX_REMARKS), ...(more > 0 ? [`… and ${plural(more, 'further remark')} (--format json lists all)`] : [])].map((message) => paint('dim', `note: ${message}`));
}

/** One finding as the report shows it, for `explain`. */
export const formatOne = (view: ReportView, finding: Finding, { colour }: { readonly colour: boolean }): string => formatFinding(view, finding, painter(colour));

function formatFinding(view: ReportView, finding: Finding, paint: Paint): string {
  const { place, severity, ruleId, message, logicalLocation } = finding;
  const inside = logicalLocation === undefined ? '' : ` ${visible(logicalLocation)}`;
  const lines = [`${paint('bold', `${position(view, finding)}${inside}`)}  ${paint(severity, severity)}  ${ruleId}`, `  ${visible(message)}`];
  lines.push(...excerpt(view, place, paint, severity));
  if (finding.dump !== undefined) lines.push(...dumpLines(finding.dump).map((line) => paint('dim', `  ${line}`)));
  if (finding.flow.length > 1) lines.push(...finding.flow.map((step, index) => flowLine(view, step, index, paint)));
  for (const { place: at, message: text } of finding.related) lines.push(paint('dim', `  see ${at.file === place.file ? '' : visible(view.show(at.file))}${lineSuffix(view, at)}: ${visible(text)}`));
  const [fix] = finding.fixes;
  if (fix !== undefined) lines.push(paint('green', `  fix: ${visible(fix.title)}${fix.level === 'safe' ? ' (--fix applies it)' : ''}`));
  else if (isDisarmable(finding)) lines.push(paint('green', `  fix: dosimeter disarm ${visible(shellWord(view.show(place.file)))} writes a copy without it`));
  if (finding.features.length > 0) lines.push(paint('dim', `  confidence ${finding.confidence}: ${finding.features.join(', ')}`));
  lines.push(paint('dim', `  ${finding.fingerprint}`), '');
  return lines.join('\n');
}

/** A path as one can paste it behind a command. */
const shellWord = (path: string): string => (/^[\w./+:=@-]+$/.test(path) && !path.startsWith('-') ? path : `'${path.replaceAll("'", `'\\''`)}'`);

const position = (view: ReportView, { place }: Finding): string => `${visible(view.show(place.file))}${lineSuffix(view, place)}`;

function lineSuffix(view: ReportView, place: Finding['place']): string {
  const region = view.region(place);
  return region === undefined ? '' : `:${region.startLine}:${region.startColumn}`;
}

function flowLine(view: ReportView, step: FlowStep, index: number, paint: Paint): string {
  const at = `${visible(view.show(step.place.file))}${lineSuffix(view, step.place)}`;
  return `  ${String(index + 1).padStart(3)}. ${paint('dim', at)}  ${visible(step.message)}`;
}

/** The source line with carets below the finding. */
function excerpt(view: ReportView, place: Finding['place'], paint: Paint, severity: Severity): readonly string[] {
  const text = view.text(place.file);
  const region = view.region(place);
  if (text === undefined || region === undefined) return [];
  const { start, end } = lineIndex(text).line(region.startLine);
  const line = text.slice(start, end);
  const from = Math.min(region.startColumn - 1, line.length);
  const to = region.endLine === region.startLine ? Math.min(region.endColumn - 1, line.length) : line.length;
  const cutLeft = from > MAX_EXCERPT / 2 && line.length > MAX_EXCERPT ? from - 40 : 0;
  const cut = line.slice(cutLeft, cutLeft + MAX_EXCERPT);
  const before = visible(line.slice(cutLeft, from));
  const marked = visible(cut.slice(from - cutLeft, to - cutLeft));
  const gutter = String(region.startLine).padStart(5);
  return [
    `  ${paint('dim', `${gutter} |`)} ${visible(cut)}`,
    `  ${paint('dim', '      |')} ${' '.repeat(width(before))}${paint(severity, '^'.repeat(Math.max(1, width(marked))))}`,
  ];
}

/** Columns on a terminal, near enough for carets: East Asian wide characters take two, combining marks none. */
function width(text: string): number {
  let columns = 0;
  for (const char of text) {
    if (/\p{M}/u.test(char)) continue;
    columns += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u.test(char) ? 2 : 1;
  }
  return columns;
}

function summary({ report }: ReportView, paint: Paint): string {
  const count = (severity: Severity): number => report.findings.filter((finding) => finding.severity === severity).length;
  const files = report.files.filter(({ status }) => status === 'ok' || status === 'partly').length;
  const partly = report.files.filter(({ status }) => status === 'partly').length;
  const failed = report.files.filter(({ status }) => status === 'failed').length;
  const suppressed = report.suppressed?.length ?? 0;
  const extra = [
    ...(partly > 0 ? [`${partly} in part only`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(suppressed > 0 ? [`${plural(suppressed, 'finding')} suppressed`] : []),
  ];
  const scope = `${plural(files, 'file')} analysed${extra.length > 0 ? `, ${extra.join(', ')}` : ''}`;
  if (report.findings.length === 0) return `${paint('green', 'No findings')} (${scope})`;
  const parts = (['error', 'warning', 'note'] as const).filter((severity) => count(severity) > 0).map((severity) => paint(severity, plural(count(severity), severity)));
  return `${parts.join(', ')} (${scope})`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
