import type { HeapObj } from '../../resolve/heap.ts';
import { UNKNOWN, singleConst, type Value } from '../../resolve/value.ts';
import { isEnumMember } from './guards.ts';

/** Whether two values are the same member of an enumeration, which a `switch` may name without its type; undefined where that is not known. */
export function sameMember(a: Value, b: Value): boolean | undefined {
  const one = memberOf(a), other = memberOf(b);
  if (one && other) return one === other ? true : haveOneValue(one, other) ? undefined : false;
  const member = one ?? other, name = singleConst(one ? b : a);
  if (!member?.cls?.mod.profile.checkedTypes || typeof name !== 'string') return undefined;
  const own = member.cells.get('name');
  return own && singleConst(own.value) === name;
}

function memberOf(v: Value): HeapObj | null {
  const [t] = v.tokens;
  return v.tokens.length === 1 && !v.top && v.labels.length === 0 && t?.t === 'obj' && t.obj.global && isEnumMember(v) ? t.obj : null;
}

/** Two members may be names for one value. */
function haveOneValue(a: HeapObj, b: HeapObj): boolean {
  const x = singleConst(a.cells.get('value')?.value ?? UNKNOWN);
  return x !== undefined && x !== null && x === singleConst(b.cells.get('value')?.value ?? UNKNOWN);
}
