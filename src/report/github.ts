import type { Severity } from '../base/words.ts';
import type { ReportView } from './view.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** Workflow commands that GitHub Actions turns into annotations of the changed files. */
export function formatGithub(view: ReportView): string {
  const lines = view.report.findings.map(({ severity, ruleId, message, place, flow, logicalLocation }) => {
    const region = view.region(place);
    const properties = {
      file: view.show(place.file),
      ...(region === undefined ? {} : { line: region.startLine, endLine: region.endLine, ...(region.startLine === region.endLine ? { col: region.startColumn, endColumn: region.endColumn } : {}) }),
      title: ruleId,
    };
    const steps = flow.length > 1 ? flow.map((step, index) => `${index + 1}. ${view.show(step.place.file)}:${view.region(step.place)?.startLine ?? 0} ${step.message}`) : [];
    const text = [logicalLocation === undefined ? message : `${logicalLocation}: ${message}`, ...steps].join('\n');
    const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
    return `::${COMMANDS[severity]} ${list}::${escapeData(text)}`;
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** A line end in scanned text would start a command of the file's author. */
const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
