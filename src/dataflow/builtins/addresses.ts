import { HREF, addressesIn } from '../library/endpoints.ts';
import { NOTHING, extend, join, joinLabels, ofToken, type Label, type Value } from '../../resolve/value.ts';
import { deepLabels } from '../objects/fields.ts';
import type { Intrinsic } from './intrinsics.ts';

/** What stands for a part of a string constant that is not known. */
const HOLE = '\uFFFC';
/** Addresses that one object may stand for; more are not told apart. */
const MAX_ADDRESSES = 8;

/** `new URL(path, base)`: an object that knows the addresses it may be, as far as they are constant. */
const address: Intrinsic = (e, f, s) => {
  const [path, base] = s.args.filter((a) => a.name === null).map((a) => a.value);
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at('globalThis.URL()') ?? null;
  const labels = [path, base].reduce((l: readonly Label[], v) => v ? joinLabels(l, deepLabels(e, f, v)) : l, []);
  if (labels.length) e.heap.addBase(o, extend(labels, 'step', s.place, 'in an address'));
  const bases = base ? addressesIn(base) : [''];
  const texts = (path ? addressesIn(path) : []).flatMap((p) => (bases.length ? bases : [HOLE]).map((b) => resolved(p, b)));
  const known = texts.slice(0, MAX_ADDRESSES).reduce((v: Value, text) => join(v, e.constant(text, text.includes(HOLE))), NOTHING);
  if (known !== NOTHING) e.heap.fill(o, HREF, known, s.place);
  return ofToken(o.token);
};
/** A path below a base, as RFC 3986 resolves it, without removing dots. */
function resolved(path: string, base: string): string {
  if (base === '' || /^[a-z][\w+.-]*:/i.test(path)) return path;
  if (!path.startsWith('/')) return base.replace(/[^/]*$/, '') + path;
  return (/^[a-z][\w+.-]*:\/\/[^/]*/i.exec(base)?.[0] ?? base) + path;
}

/** API path → what the call does. */
export const ADDRESS_INTRINSICS: Readonly<Record<string, Intrinsic>> = { 'globalThis.URL': address, 'url.URL': address };
