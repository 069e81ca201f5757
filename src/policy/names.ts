import { lastPart } from '../base/dotted.ts';
import type { FunctionName } from './policy.ts';

/**
 * Tests dotted names (`app.safety.Scrubber.scrub`) against the function names of a policy: parts are compared from the right,
 * `*` stands for one part, and inside a part for any run of characters. The result is made once and asked often.
 */
export function functionMatcher(names: readonly FunctionName[]): (dotted: string) => boolean {
  const patterns = names.map((name) => partsOf(name).reverse()).map((parts) => ({ last: parts[0] ?? '', matchers: parts.map(partMatcher) }));
  if (patterns.length === 0) return () => false;
  // Nearly all names are told apart by their last part.
  const lasts = new Set(patterns.map(({ last }) => last));
  const isOpen = patterns.some(({ last }) => last === '' || last.includes('*'));
  return (dotted) => {
    if (!isOpen && !lasts.has(lastPart(dotted))) return false;
    const parts = partsOf(dotted).reverse();
    return patterns.some(({ matchers }) => matchers.length <= parts.length && matchers.every((matches, i) => matches(parts[i] ?? '')));
  };
}

/** Calls (`f()`), module paths (`src/app/safety`) and package scopes (`@our/pacs`) all come down to parts. */
const partsOf = (name: string): string[] => name.replaceAll('()', '').split(/[./:#\\]+/).filter((part) => part !== '');

function partMatcher(pattern: string): (part: string) => boolean {
  if (pattern === '*') return () => true;
  if (!pattern.includes('*')) return (part) => part === pattern;
  // The pieces are looked for from left to right, so that no pattern makes the test slow.
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  return (part) => {
    if (part.length < first.length + last.length || !part.startsWith(first) || !part.endsWith(last)) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = part.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return at <= part.length - last.length;
  };
}
