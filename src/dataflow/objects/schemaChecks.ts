import { TEXT_BITS, UNKNOWN, withFacts, type Fact, type Origin, type Value } from '../../resolve/value.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import type { Argument } from '../calls/calls.ts';
import { establish, originOf } from '../code/guards.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** Name of the function that tells whether its argument fits a schema, as a method of the schema. */
export const CHECK = 'check by schema';
/** Schemas within schemas that a check speaks of; what lies deeper stays as it was (false alarms). */
const MAX_DEPTH = 4;

/** What holds of a value, and of the fields below it, once it has passed a schema. */
function factsOf(schema: HeapObj, origin: Origin, when: boolean, depth: number): Fact[] {
  switch (schema.note?.schema) {
    case 'closed': return [{ origin, when, mask: TEXT_BITS }];
    case 'object': return depth >= MAX_DEPTH ? [] : [...schema.cells].flatMap(([key, cell]) => {
      const [only] = cell.value.tokens;
      return cell.value.tokens.length === 1 && !cell.value.top && only?.t === 'obj' && !key.startsWith('\u0001') ? factsOf(only.obj, { ...origin, fields: [...origin.fields, key] }, when, depth + 1) : [];
    });
    default: return [];
  }
}
function factsAbout(f: Frame, schema: Value, checked: Argument | undefined, when: boolean): Fact[] {
  const [only] = schema.tokens;
  const origin = checked && checked.reg >= 0 ? originOf(f, checked.reg) : null;
  return origin && schema.tokens.length === 1 && only?.t === 'obj' ? factsOf(only.obj, origin, when, 0) : [];
}
/** The answer of a check: what was asked about fits where it is `when`. */
export const tells = (f: Frame, schema: Value, checked: Argument | undefined, when: boolean): Value => withFacts(UNKNOWN, factsAbout(f, schema, checked, when));
/** A check that would have thrown: what it was given fits from here on. */
export function passed(e: Engine, f: Frame, schema: Value, checked: Argument | undefined): void {
  for (const fact of factsAbout(f, schema, checked, true)) establish(e, f, fact);
}
