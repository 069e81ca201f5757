import type { Finding, SuppressedFinding } from '../base/finding.ts';
import { lineIndex, type LineIndex } from '../base/lines.ts';
import type { Place } from '../base/words.ts';
import { RULE_IDS } from '../rules/catalogue.ts';
import { namesRule, type SuppressionComment } from './suppressionComments.ts';

/** What is needed of one file to apply its suppressions. */
export interface SuppressibleFile {
  readonly text: string;
  readonly suppressions: readonly SuppressionComment[];
  /** Start of the smallest statement around an offset: a comment above a call of several lines covers all of it. */
  statementStart?(offset: number): number | undefined;
}

export interface SuppressionResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * Takes suppressed findings out and adds findings about the comments themselves: without a reason, or of no use.
 * `ran` says whether a rule took part in the run: a comment for a rule that did not is not called unused.
 */
export function applySuppressions(
  findings: readonly Finding[], files: ReadonlyMap<string, SuppressibleFile>, ran: (ruleId: string) => boolean, customRules: ReadonlySet<string>,
): SuppressionResult {
  if (files.size === 0) return { findings, suppressed: [] };
  const states = new Map([...files].map(([file, source]) => [file, new FileSuppressions(file, source)]));
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const comment = states.get(finding.place.file)?.match(finding);
    if (comment === undefined) kept.push(finding);
    else suppressed.push({ finding, reason: comment.reason, comment: { file: finding.place.file, start: comment.start, end: comment.end } });
  }
  for (const state of states.values()) kept.push(...state.complaints(ran, customRules));
  return { findings: kept, suppressed };
}

class FileSuppressions {
  readonly #file: string;
  readonly #source: SuppressibleFile;
  readonly #lines: LineIndex;
  /** Line that each `next-line` comment covers. */
  readonly #targets: ReadonlyMap<SuppressionComment, number>;
  readonly #used = new Map<SuppressionComment, Set<string>>();

  constructor(file: string, source: SuppressibleFile) {
    this.#file = file;
    this.#source = source;
    this.#lines = lineIndex(source.text);
    this.#targets = new Map(source.suppressions.filter(({ kind }) => kind === 'next-line').map((comment) => [comment, this.#target(comment)]));
  }

  match(finding: Finding): SuppressionComment | undefined {
    const found = this.#source.suppressions.find((comment) => namesRule(comment.rules, finding.ruleId) && this.#covers(comment, finding));
    if (found !== undefined) {
      const used = this.#used.get(found) ?? new Set();
      this.#used.set(found, used.add(finding.ruleId));
    }
    return found;
  }

  #covers(comment: SuppressionComment, finding: Finding): boolean {
    if (comment.kind === 'file') return true;
    const target = this.#targets.get(comment);
    if (this.#lines.at(finding.place.start).line === target) return true;
    const statement = this.#source.statementStart?.(finding.place.start);
    return statement !== undefined && this.#lines.at(statement).line === target;
  }

  /** Comments can be stacked, and a blank line may follow: the next line with anything else counts. */
  #target(comment: SuppressionComment): number {
    const ownLines = new Set(this.#source.suppressions.map((other) => this.#lines.at(other.start).line));
    let line = this.#lines.at(comment.end).line + 1;
    for (; line <= this.#lines.lineCount; line++) {
      const { start, end } = this.#lines.line(line);
      if (this.#source.text.slice(start, end).trim() !== '' && !ownLines.has(line)) return line;
    }
    return line;
  }

  *complaints(ran: (ruleId: string) => boolean, customRules: ReadonlySet<string>): Iterable<Finding> {
    for (const comment of this.#source.suppressions) {
      if (comment.rules.length === 0) {
        yield this.#about(comment, 'dosimeter/unused-suppression', 'note', 'This suppression names no rule and suppresses nothing.');
        continue;
      }
      if (comment.reason === '' && ran('dosimeter/suppression-without-reason')) {
        yield this.#about(comment, 'dosimeter/suppression-without-reason', 'warning', `This suppression of ${comment.rules.join(', ')} gives no reason; write one after "--".`);
      }
      const used = this.#used.get(comment) ?? new Set<string>();
      const unused = comment.rules.filter((pattern) => ![...used].some((id) => namesRule([pattern], id)) && ran(pattern));
      if (unused.length > 0 && ran('dosimeter/unused-suppression')) {
        const unknown = unused.filter((id) => !id.endsWith('/*') && !RULE_IDS.has(id) && !customRules.has(id));
        const hint = unknown.length > 0 ? ` There is no rule ${unknown.map((id) => `"${id}"`).join(', ')}.` : '';
        yield this.#about(comment, 'dosimeter/unused-suppression', 'note', `This comment suppresses nothing for ${unused.join(', ')}.${hint}`);
      }
    }
  }

  #about(comment: SuppressionComment, ruleId: string, severity: Finding['severity'], message: string): Finding {
    const place: Place = { file: this.#file, start: comment.start, end: comment.end };
    return { ruleId, severity, message, place, flow: [], related: [], confidence: 'high', features: [], fingerprint: '', fixes: [] };
  }
}
