import type { Finding } from '../base/finding.ts';

/** Number of the baseline format. */
const FORMAT = 1;

/** A baseline that can't be used; the message says why. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

/** Text of a baseline file: the findings that are there now, by fingerprint; rule and file are for the people who read its diff. */
export function formatBaseline(findings: readonly Finding[]): string {
  const entries = findings.map(({ fingerprint, ruleId, place }) => ({ fingerprint, ruleId, file: place.file }));
  entries.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.fingerprint < b.fingerprint ? -1 : 1));
  return `${JSON.stringify({ tool: 'dosimeter', format: FORMAT, findings: entries }, null, 2)}\n`;
}

/** Fingerprints of a baseline file. Throws `BaselineError`. */
export function parseBaseline(text: string): ReadonlySet<string> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new BaselineError(`is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { tool, format, findings } = (document ?? {}) as { tool?: unknown; format?: unknown; findings?: unknown };
  if (tool !== 'dosimeter' || !Array.isArray(findings)) throw new BaselineError('is no baseline of dosimeter; `dosimeter baseline` writes one');
  if (format !== FORMAT) throw new BaselineError(`has format ${String(format)}, this version reads ${FORMAT}; write it again with \`dosimeter baseline\``);
  return new Set(findings.map((entry: { fingerprint?: unknown } | null) => entry?.fingerprint).filter((value) => typeof value === 'string'));
}
