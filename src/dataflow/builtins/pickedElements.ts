import { ofToken, truth, type Value } from '../../resolve/value.ts';
import type { Place } from '../../base/words.ts';
import { invoke, unnamed } from '../calls/calls.ts';
import { isEntry } from '../code/unrolled.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { LIMITS } from '../limits.ts';

/**
 * Of a few objects of the program, those that a predicate lets pass by what they hold: entries of a table that says of each whether it writes. `keep`: what the
 * predicate answers for those that stay. One of which its answer is not known stays.
 */
export function picked(e: Engine, f: Frame, predicate: Value, elements: Value, place: Place, keep: boolean): Value {
  const [only] = predicate.tokens;
  const { tokens, labels, top } = elements;
  if (predicate.tokens.length !== 1 || only?.t !== 'fn' || top || labels.length > 0 || tokens.length < 2 || tokens.length > LIMITS.unrolledObjects) return elements;
  if (!tokens.every((t) => isEntry(ofToken(t)))) return elements;
  const left = tokens.filter((t) => truth(invoke(e, f, only, [unnamed({ ...elements, tokens: [t], facts: null }, place)], place)) !== !keep);
  return left.length === tokens.length ? elements : { ...elements, tokens: left };
}
