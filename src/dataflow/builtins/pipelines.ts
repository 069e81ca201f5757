import type { HeapObj } from '../../resolve/heap.ts';
import { LENGTH } from '../../resolve/heap.ts';
import { UNKNOWN, ofToken, singleConst, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { callValue, unnamed, type Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { awaited } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Functions that are put together of others, and functions that wait for the rest of their arguments (Ramda, lodash, fp-ts, Remeda, Effect). */

const given = (s: CallSite): Value[] => s.args.filter((a) => a.name === null).map((a) => withoutFacts(a.value));
const listed = (o: HeapObj | null): Value[] => Array.from({ length: Number(singleConst(o?.cells.get(LENGTH)?.value ?? UNKNOWN) ?? 0) || 0 }, (_, i) => o?.cells.get(String(i))?.value ?? UNKNOWN);

function hold(e: Engine, f: Frame, path: string, values: readonly Value[], s: CallSite): Value {
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at(path) ?? null;
  values.forEach((v, i) => e.heap.fill(o, String(i), v, s.place));
  e.heap.fill(o, LENGTH, e.constant(values.length), null);
  return ofToken(o.token);
}
/** What steps make of arguments, each of what the one before gave. */
function through(e: Engine, f: Frame, steps: readonly Value[], args: readonly Argument[], s: CallSite, waits: boolean): Value {
  const [first, ...others] = steps;
  if (!first) return args[0]?.value ?? UNKNOWN;
  return others.reduce((v, step) => callValue(e, f, step, [unnamed(withoutFacts(waits ? awaited(e, v) : v), s.place)], s.place, 0), callValue(e, f, first, args, s.place, 0));
}

/** `pipe(f, g)`, `compose(g, f)`: a function; called under its own path. */
const composed = (path: string, fromTheEnd: boolean): [string, Intrinsic][] => [
  [path, (e, f, s) => hold(e, f, `${path}()`, fromTheEnd ? given(s).reverse() : given(s), s)],
  [`${path}()`, (e, f, s) => through(e, f, listed(s.recv), s.args, s, true)],
];
/** `pipe(x, f, g)`: what the functions make of a value. */
const applied = (path: string): [string, Intrinsic] => [path, (e, f, s) => { const [x, ...steps] = given(s); return through(e, f, steps, [unnamed(x ?? UNKNOWN, s.place)], s, false); }];

/** `curry(f)`: called with fewer arguments than `f` has parameters it waits for the others. */
const curried = (path: string): [string, Intrinsic][] => [
  [path, (e, f, s) => hold(e, f, `${path}()`, given(s).slice(0, 1), s)],
  [`${path}()`, (e, f, s) => {
    const [fn = UNKNOWN, ...before] = listed(s.recv);
    const all = [...before.map((v) => unnamed(v, s.place)), ...s.args];
    const wanted = Math.max(1, ...fn.tokens.map((t) => t.t === 'fn' ? t.fn.params.filter((p) => p.kind === 'positional' && !p.optional).length : 1));
    return all.length < wanted ? hold(e, f, `${path}()`, [fn, ...before, ...given(s)], s) : callValue(e, f, fn, all, s.place, 0);
  }],
];

/** API path → what the call does. */
export const PIPELINE_INTRINSICS: Readonly<Record<string, Intrinsic>> = Object.fromEntries([
  ...['ramda.pipe', 'rambda.pipe', 'lodash.flow', 'lodash-es.flow', 'lodash/fp.pipe', 'fp-ts/function.flow', 'effect.flow', 'es-toolkit.flow'].flatMap((path) => composed(path, false)),
  ...['ramda.compose', 'rambda.compose', 'lodash.flowRight', 'lodash-es.flowRight', 'redux.compose', 'es-toolkit.flowRight'].flatMap((path) => composed(path, true)),
  ...['fp-ts/function.pipe', 'remeda.pipe', 'effect.pipe'].map(applied),
  ...['ramda.curry', 'rambda.curry', 'lodash.curry', 'lodash-es.curry'].flatMap(curried),
]);
