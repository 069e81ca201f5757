import type { Finding, Notice, Report } from '../base/finding.ts';
import { lineIndex, type LineIndex, type Position } from '../base/lines.ts';
import type { Span } from '../base/words.ts';
import type { ConfigError } from '../policy/jsonReader.ts';
import type { Range } from 'vscode-languageserver/node.js';

/** The result of one analysis with the texts that it was made from, so that it can be shown and acted on later. */
export interface Snapshot {
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  readonly files: Report['files'];
  /** Mistakes in the settings file; the analysis then worked by the defaults. */
  readonly settingsErrors: readonly ConfigError[];
  /** There is a settings file, but the folder is not trusted. */
  readonly settingsIgnored: boolean;
  /** The text that was analysed; undefined for files that are no text. */
  text(file: string): string | undefined;
  /** Where a span is, as the editor counts; the start of the file for files that are no text. */
  range(file: string, span: Span): Range;
}

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Texts of all files that a report, or a mistake in the settings, points into. */
export function textsOf(report: Report, settingsErrors: readonly ConfigError[], text: (file: string) => string | undefined): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const keep = (file: string): void => {
    const found = texts.has(file) ? undefined : text(file);
    if (found !== undefined) texts.set(file, found);
  };
  for (const finding of report.findings) {
    keep(finding.place.file);
    for (const { place } of [...finding.flow, ...finding.related]) keep(place.file);
    for (const { edits } of finding.fixes) edits.forEach(({ file }) => keep(file));
  }
  for (const { file } of settingsErrors) keep(file);
  for (const { place } of report.notices) if (place !== undefined) keep(place.file);
  return texts;
}

/** What a snapshot is made of. */
export interface SnapshotParts {
  readonly report: Report;
  readonly texts: ReadonlyMap<string, string>;
  readonly settingsErrors: readonly ConfigError[];
  readonly settingsIgnored: boolean;
}

export function makeSnapshot({ report, texts, settingsErrors, settingsIgnored }: SnapshotParts): Snapshot {
  const indexes = new Map<string, LineIndex>();
  return {
    findings: report.findings,
    notices: report.notices,
    files: report.files,
    settingsErrors,
    settingsIgnored,
    text: (file) => texts.get(file),
    range(file, span) {
      const known = texts.get(file);
      if (known === undefined) return START;
      const index = indexes.get(file) ?? lineIndex(known);
      indexes.set(file, index);
      return rangeAt(index, span);
    },
  };
}

/** The word or string at a place, so that a mistake that is known by its start only can be underlined. */
export function tokenAt(text: string, position: Position): Span {
  const start = lineIndex(text).offset(position);
  const token = /^("(?:[^"\\\n]|\\.)*"|[^\s,:[\]{}]+|.)/.exec(text.slice(start, start + MAX_TOKEN))?.[0] ?? '';
  return { start, end: start + token.length };
}

/** A longer string is underlined by its first character. */
const MAX_TOKEN = 200;

/** LSP range (zero-based) of a span. */
export function rangeAt(index: LineIndex, span: Span): Range {
  const start = index.at(span.start);
  const end = index.at(Math.max(span.start, span.end));
  return { start: { line: start.line - 1, character: start.column - 1 }, end: { line: end.line - 1, character: end.column - 1 } };
}
