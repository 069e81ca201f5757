import { receivers, withFacts, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import { originOf } from '../code/guards.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** Methods that ask a function about each element, and those of them that are true where it is true of all. */
export const ASKING: ReadonlySet<string> = new Set(['some', 'every', 'anyMatch', 'allMatch', 'Any', 'All']);
const OF_ALL: ReadonlySet<string> = new Set(['every', 'allMatch', 'All']);

/**
 * Adds to what such a method gives (`run`) what the function says of every element of the sequence: `xs.every((x) => ALLOWED.has(x))` where
 * it is true, `xs.some((x) => !ALLOWED.has(x))` where it is false. The sequence itself stays as it is until a condition decides.
 */
export function ofAll(e: Engine, f: Frame, sequence: number, name: string, args: readonly Argument[], run: () => Value | undefined): Value | undefined {
  if (!ASKING.has(name) || !args[0]) return run();
  e.lastFacts = [];
  const v = run();
  const { tokens: [t, ...others], top } = args[0].value;
  const origin = originOf(f, sequence);
  if (!v || !origin || others.length > 0 || top || t?.t !== 'fn') return v;
  const when = OF_ALL.has(name);
  const mask = e.lastFacts.reduce((m, p) => p.param === receivers(t) && p.fields.length === 0 && p.captured === undefined && p.when === when ? m | p.mask : m, 0);
  return mask === 0 ? v : withFacts(v, [...(v.facts ?? []), { origin, when, mask, each: true }]);
}
