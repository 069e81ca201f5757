import { ancestry } from '../../resolve/program.ts';
import { NOTHING, isNothing, join, ofToken, ofTokens, type FnToken, type Value } from '../../resolve/value.ts';
import { CHOSEN, HOLE } from '../code/operators.ts';
import type { Engine } from '../engine.ts';
import { bind } from './fields.ts';

/** Functions that one name with a hole in it can mean; those beyond are left out (flows through them are not seen). */
const MOST_NAMED = 64;

/** `getattr(handlers, f"do_{name}")`, `this[`on${kind}`]`: the functions whose names fit, each under what stands in the hole. Undefined where the name has no fixed part. */
export function methodsNamedLike(e: Engine, base: Value, key: Value): Value | undefined {
  const [only] = key.tokens;
  if (key.tokens.length !== 1 || only?.t !== 'const' || !only.holes || typeof only.value !== 'string') return undefined;
  const [head = '', tail, more] = only.value.split(new RegExp(`[${HOLE}${CHOSEN}]`));
  if (tail === undefined || more !== undefined || head + tail === '') return undefined;
  const inHole = (name: string): string | null => name.length > head.length + tail.length && name.startsWith(head) && name.endsWith(tail) ? name.slice(head.length, name.length - tail.length) : null;
  let out: Value = NOTHING;
  let count = 0;
  const found = (t: FnToken, v: Value, name: string): void => {
    if (count++ >= MOST_NAMED) return;
    const names = e.dispatch.get(t.fn);
    if (names) names.add(name); else e.dispatch.set(t.fn, new Set([name]));
    out = join(out, v);
  };
  for (const t of base.tokens) {
    if (t.t !== 'obj') continue;
    for (const cls of t.obj.cls ? ancestry(t.obj.cls).classes : []) for (const [name, { role, token }] of cls.methods) {
      const part = role === 'method' ? inHole(name) : null;
      if (part !== null) found(token, bind(e, token, ofToken(t)), part);
    }
    for (const [name, { value }] of t.obj.cells) {
      const part = inHole(name);
      if (part !== null) for (const x of value.tokens) if (x.t === 'fn') found(x, ofTokens([x]), part);
    }
  }
  return isNothing(out) ? undefined : out;
}
