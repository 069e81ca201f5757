import type { Place } from '../../base/words.ts';
import { TEXT_BITS, ofLabels, sameOrigin, type Fact, type Origin, type Value } from '../../resolve/value.ts';
import { callValue, type Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** What a question for all characters or elements establishes of the whole: `text.All(char.IsDigit)`, `text.chars().noneMatch(c -> !Character.isDigit(c))`. */
export function characterFacts(e: Engine, f: Frame, base: Value, baseReg: number, own: Origin, name: string, args: readonly Argument[], place: Place): Fact[] {
  const outcome = /^(All|allMatch)$/.test(name) ? true : /^(Any|anyMatch|noneMatch)$/.test(name) ? false : undefined;
  if (outcome === undefined || args.length !== 1 || !args[0]!.value.tokens.some((t) => t.t === 'fn' || t.t === 'api')) return [];
  const asked = callValue(e, f, args[0]!.value, [{ value: ofLabels(base.labels), place, name: null, spread: false, reg: baseReg }], place, 0);
  return (asked.facts ?? []).flatMap((x) => x.when === outcome && !x.verdict && sameOrigin(x.origin, own) && x.mask & TEXT_BITS ? [{ origin: own, when: name === 'noneMatch' ? true : outcome, mask: x.mask }] : []);
}
