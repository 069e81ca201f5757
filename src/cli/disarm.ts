import { stat } from 'node:fs/promises';
import { visible } from '../report/view.ts';
import type { DisarmReport } from '../session/disarmFile.ts';
import { UsageError } from './options.ts';

/** Throws `UsageError` unless all paths are files, so that nothing is written for a mistyped list. */
export async function requireFiles(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const found = await stat(file).catch(() => undefined);
    if (found === undefined) throw new UsageError(`${file} does not exist.`);
    if (!found.isFile()) throw new UsageError(`${file} is no file; \`dosimeter disarm\` takes files.`);
  }
}

/** The reports for people. */
export function formatDisarmed(reports: readonly DisarmReport[]): string {
  return reports.map((report) => `${linesOf(report).map(visible).join('\n')}\n`).join('');
}

function linesOf({ file, copy, changes, left, error }: DisarmReport): string[] {
  if (error !== undefined) return [`${file} ${error}`];
  const width = Math.min(32, Math.max(0, ...changes.map(({ where }) => where.length)));
  return [
    copy === undefined ? `${file}: nothing to take out` : `${file} -> ${copy}`,
    ...changes.map(({ where, what }) => `  ${where.padEnd(width)}  ${what}`),
    ...left.map(({ ruleId, severity, logicalLocation, message }) => `  left: ${severity} ${ruleId}${logicalLocation === undefined ? '' : ` ${logicalLocation}`}: ${message}`),
  ];
}
