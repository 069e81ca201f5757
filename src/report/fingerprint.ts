import type { Finding } from '../base/finding.ts';
import type { ModuleIR } from '../ir/ir.ts';

/** Texts and modules that fingerprints are made from. */
export interface FingerprintContext {
  text(file: string): string | undefined;
  module(file: string): ModuleIR | undefined;
  /** Hex digest of a text. */
  hash(text: string): string;
}

/** Hex digits that are kept: 80 bits, so that chance never makes two findings of one project the same. */
const DIGITS = 20;

/** Longest piece of source text that takes part; a statement of thousands of characters is known by its start. */
const MAX_SOURCE = 200;

/**
 * Gives every finding its identity: rule, enclosing callable, what was read, where it went, and which of several equal ones
 * it is. No lines and no offsets, so that it survives edits elsewhere; the file counts only where no callable tells the
 * place apart. The findings must be in report order.
 */
export function withFingerprints(findings: readonly Finding[], context: FingerprintContext): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const handle = handleOf(finding, context);
    const occurrence = seen.get(handle) ?? 0;
    seen.set(handle, occurrence + 1);
    return { ...finding, fingerprint: context.hash(`${handle}\n${occurrence}`).slice(0, DIGITS) };
  });
}

function handleOf(finding: Finding, context: FingerprintContext): string {
  const { file, start, end } = finding.place;
  const callable = enclosing(context.module(file), start);
  const source = finding.facts === undefined ? '' : `${finding.facts.sourceKind} ${finding.facts.element}`;
  const sink = finding.facts?.sink ?? finding.message;
  const text = (context.text(file) ?? '').slice(start, Math.min(end, start + MAX_SOURCE)).replace(/\s+/g, ' ');
  return [finding.ruleId, callable ?? file, finding.logicalLocation ?? '', source, sink, text].join('\n');
}

/** Dotted path of the innermost named callable around an offset; undefined at module level and outside of code. */
function enclosing(module: ModuleIR | undefined, offset: number): string | undefined {
  let found: { name: string; size: number } | undefined;
  for (const { kind, qualifiedName, span } of module?.functions ?? []) {
    if (kind === 'module' || kind === 'lambda' || offset < span.start || offset >= span.end) continue;
    const size = span.end - span.start;
    if (found === undefined || size < found.size) found = { name: qualifiedName, size };
  }
  return found?.name;
}
