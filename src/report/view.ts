import type { Report } from '../base/finding.ts';
import { lineIndex, type LineIndex } from '../base/lines.ts';
import type { Place } from '../base/words.ts';
import type { FlowRule } from '../policy/policy.ts';
import { RULES } from '../rules/catalogue.ts';
import type { RuleMeta } from '../rules/rule.ts';

/** Lines and columns of a place: 1-based, columns in UTF-16 units, `endColumn` just behind the last character. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A report with what its shells need to show it. */
export interface ReportView {
  readonly report: Report;
  /** Rules that took part, built-in and of the user. */
  readonly rules: readonly RuleMeta[];
  readonly version: string;
  /** `file:` URI of the root, with a final `/`. */
  readonly rootUri: string;
  /** Path of a project file as people at this terminal would write it. */
  show(file: string): string;
  /** Text of a project file; undefined for binary and vanished files. */
  text(file: string): string | undefined;
  /** Undefined where the place has no text: findings in binary files. */
  region(place: Place): Region | undefined;
}

/** Makes a view; `text` is asked once a file. */
export function reportView(parts: Omit<ReportView, 'region' | 'rules'> & { readonly flowRules: readonly FlowRule[] }): ReportView {
  const indexes = new Map<string, LineIndex | undefined>();
  const indexOf = (file: string): LineIndex | undefined => {
    if (!indexes.has(file)) {
      const text = parts.text(file);
      indexes.set(file, text === undefined ? undefined : lineIndex(text));
    }
    return indexes.get(file);
  };
  return {
    ...parts,
    rules: [...RULES, ...parts.flowRules.map(flowRuleMeta)],
    region: ({ file, start, end }) => {
      const index = indexOf(file);
      if (index === undefined) return undefined;
      const from = index.at(start);
      const to = index.at(Math.max(start, end));
      return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
    },
  };
}

/** A rule that the user wrote, as reports show rules. */
const flowRuleMeta = ({ id, message, severity, tags }: FlowRule): RuleMeta => ({
  id, severity, scope: 'code', title: message, risk: 'A rule of this project, defined in dosimeter.jsonc.', remedy: 'See the rule in dosimeter.jsonc.',
  cwe: tags.filter((tag) => /^CWE-\d+$/.test(tag)), owasp: tags.filter((tag) => /^(LLM|ASI)\d+$/.test(tag)), atlas: tags.filter((tag) => /^AML\.T/.test(tag)),
});

/** Characters that move the cursor, change colours, reorder or hide text: whoever wrote the scanned file must not draw on a terminal or a page. */
const UNPRINTABLE = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** A text safe to show on one line: control, bidirectional and invisible characters are spelled `\u{…}`, tabs become spaces. */
export const visible = (text: string): string =>
  text.replaceAll('\t', '    ').replace(UNPRINTABLE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
