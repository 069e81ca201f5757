import type { Fact, Value } from '../../resolve/value.ts';

/** Key of a verdict that lies in a comparison yet to be made: the result has to equal something that does not come from outside. */
export const EQUALS_TRUSTED = '$equal';

/** Facts of comparing two values, of which one may be the digest of a text and the other where it was written down before. */
export function digestFacts(a: Value, b: Value, when: boolean): Fact[] {
  const of = (digest: Value, known: Value): Fact[] => known.labels.length > 0 ? [] : (digest.facts ?? []).flatMap((fact) => {
    const [next, ...rest] = fact.verdict?.path ?? [];
    return next === EQUALS_TRUSTED ? [{ ...fact, when, verdict: { ...fact.verdict!, path: rest } }] : [];
  });
  return [...of(a, b), ...of(b, a)];
}
