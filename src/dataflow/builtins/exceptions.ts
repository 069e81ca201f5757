import { PROFILES } from '../../languages/profile.ts';
import { joinLabels, ofToken, UNKNOWN } from '../../resolve/value.ts';
import { deepLabels } from '../objects/fields.ts';
import { tupleOf } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Makes an exception of the language, so that a handler of others is known not to take it. Its message holds what it was given. */
const exception = (path: string): Intrinsic => (e, f, s) => {
  const given = s.args.filter((a) => a.name === null).map((a) => a.value);
  // A class of the program that extends it holds its own arguments.
  if (s.self) return UNKNOWN;
  const o = e.heap.alloc('instance', s.place);
  o.note = { exception: path };
  const labels = given.reduce<ReturnType<typeof deepLabels>>((all, v) => joinLabels(all, deepLabels(e, f, v)), []);
  if (labels.length) e.heap.addBase(o, labels);
  e.heap.fill(o, 'args', tupleOf(e, given, s.place), s.place);
  return ofToken(o.token);
};

/** API path → what the call does. */
export const EXCEPTION_INTRINSICS: Readonly<Record<string, Intrinsic>> = Object.fromEntries(
  Object.values(PROFILES).flatMap(({ exceptions }) => [...exceptions?.keys() ?? []].map((path) => [path, exception(path)])),
);
