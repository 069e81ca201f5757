import type { Finding, Fix, TextEdit } from '../base/finding.ts';

/** Edits of several fixes that can be made together. */
export interface FixPlan {
  /** By file: edits that do not overlap, in ascending order. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** Files to create where they are absent, by name. */
  readonly creates: ReadonlyMap<string, string>;
  /** How many fixes the plan holds, and how many had to wait because they touch the same text. */
  readonly applied: number;
  readonly deferred: number;
}

/**
 * Puts one fix of each finding, the first safe one unless `choose` says another, into one plan, in the order of the findings. A fix goes in whole or not at all:
 * one whose edits overlap earlier ones waits for the next run. Equal edits, such as the same import twice, are made once.
 */
export function planFixes(findings: readonly Finding[], choose: (finding: Finding) => Fix | undefined = firstSafe): FixPlan {
  const edits = new Map<string, TextEdit[]>();
  const creates = new Map<string, string>();
  let applied = 0;
  let deferred = 0;
  for (const finding of findings) {
    const fix = choose(finding);
    if (fix === undefined) continue;
    if (!fits(fix, edits, creates)) {
      deferred++;
      continue;
    }
    applied++;
    for (const edit of fix.edits) {
      const own = edits.get(edit.file) ?? [];
      edits.set(edit.file, own);
      if (!own.some((other) => isSame(other, edit))) own.push(edit);
    }
    for (const { file, text } of fix.creates ?? []) creates.set(file, text);
  }
  for (const own of edits.values()) own.sort((a, b) => a.start - b.start || a.end - b.end);
  return { edits, creates, applied, deferred };
}

const firstSafe = ({ fixes }: Finding): Fix | undefined => fixes.find(({ level }) => level === 'safe');

function fits({ edits: wanted, creates: files = [] }: Fix, edits: ReadonlyMap<string, readonly TextEdit[]>, creates: ReadonlyMap<string, string>): boolean {
  if (files.some(({ file, text }) => creates.has(file) && creates.get(file) !== text)) return false;
  return wanted.every((edit) => (edits.get(edit.file) ?? []).every((other) => isSame(other, edit) || isApart(other, edit)));
}

const isSame = (a: TextEdit, b: TextEdit): boolean => a.start === b.start && a.end === b.end && a.newText === b.newText;

/** Two different insertions at one offset are not apart: their order would be a guess. */
const isApart = (a: TextEdit, b: TextEdit): boolean => (a.end <= b.start || b.end <= a.start) && !(a.start === b.start && (a.end === a.start || b.end === b.start));

/** The text after the edits, which must be ascending and apart. Undefined when one lies outside the text. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  let result = '';
  let at = 0;
  for (const { start, end, newText } of edits) {
    if (start < at || end < start || end > text.length) return undefined;
    result += text.slice(at, start) + newText;
    at = end;
  }
  return result + text.slice(at);
}
