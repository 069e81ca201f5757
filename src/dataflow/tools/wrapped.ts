import type { FunctionIR } from '../../ir/ir.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { joinLabels, type FnToken, type Label } from '../../resolve/value.ts';
import { OUTER } from '../code/exec.ts';
import type { Engine, ToolUse } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** Wrappers around wrappers that are looked through. */
const MOST_WRAPPERS = 4;

/**
 * The function that a closure was put around: by a decorator of the program, or as a lambda that was handed to what made the closure. What a
 * factory is handed otherwise is a helper of the function that it makes. Null where there is none, or several could be meant.
 */
export function wrappedIn(scope: HeapObj | null): FnToken | null {
  if (!scope?.cells.has(OUTER)) return null;
  const inner = [...scope.cells.values()].flatMap((c) => c.value.tokens).filter((t) => t.t === 'fn' && (t.fn.kind === 'lambda' || t.fn.annotations.length > 0 || wrappedIn(t.scope === scope ? null : t.scope) !== null));
  return inner.length === 1 ? inner[0] as FnToken : null;
}
/** What a closure wraps, from the outermost to the innermost. */
export function wrappedBy(t: FnToken): readonly FnToken[] {
  const out: FnToken[] = [];
  for (let inner = wrappedIn(t.scope); inner && out.length < MOST_WRAPPERS && !out.includes(inner); inner = wrappedIn(inner.scope)) out.push(inner);
  return out;
}
/** The name under which a closure is known as a tool: that of what a decorator put it around. */
export const nameOf = (t: FnToken): string => wrappedBy(t).at(-1)?.fn.name || t.fn.name;

/** Labels of a result that the wrapped function did not hand back: those stand at its own return. */
export function notReturnedByWrapped(e: Engine, f: Frame, labels: readonly Label[]): readonly Label[] {
  const inner = wrappedIn(f.outer);
  const known = inner ? e.toolResults.of(inner) : [];
  return known.length ? labels.filter((l) => !known.some((k) => k.source === l.source && k.element?.words === l.element?.words)) : labels;
}

/** Functions that decorators made tools of. Closures of one function are told apart. */
export class DecoratedTools {
  private readonly byFunction = new Map<FunctionIR, ToolUse>();
  private readonly byClosure = new Map<FnToken, ToolUse>();
  set(use: ToolUse): void { this.byFunction.set(use.fn.fn, use); this.byClosure.set(use.fn, use); }
  get(t: FnToken): ToolUse | undefined { return this.byClosure.get(t) ?? this.byFunction.get(t.fn); }
}

/** Untrusted text that tools hand back, by function and by the activation that made the closure. */
export class ToolResults {
  private readonly results = new Map<FunctionIR, Map<HeapObj | null, readonly Label[]>>();
  /** Whether this is news. */
  add(fn: FunctionIR, scope: HeapObj | null, labels: readonly Label[]): boolean {
    let own = this.results.get(fn);
    if (!own) this.results.set(fn, own = new Map());
    const before = own.get(scope) ?? [];
    const now = joinLabels(before, labels);
    own.set(scope, now);
    return now !== before;
  }
  /** Of one closure where it was run, else of all that the function has. */
  of(t: FnToken): readonly Label[] {
    const own = this.results.get(t.fn);
    return own?.get(t.scope) ?? [...own?.values() ?? []].reduce((all, labels) => joinLabels(all, labels), []);
  }
  *all(): Iterable<readonly [FunctionIR, readonly Label[]]> { for (const [fn, own] of this.results) for (const labels of own.values()) yield [fn, labels]; }
}
