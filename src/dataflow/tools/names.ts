import type { HeapObj } from '../../resolve/heap.ts';
import { UNKNOWN, singleConst } from '../../resolve/value.ts';

/** The name that an object of the program gives itself, as tools do by which a dispatcher finds them: a constant `name` that is one word. */
export function ownName(o: HeapObj): string | null {
  const name = o.cls === null ? undefined : singleConst((o.cells.get('name') ?? o.cls.statics.cells.get('name'))?.value ?? UNKNOWN);
  return typeof name === 'string' && /^[\w.-]{1,64}$/.test(name) ? name : null;
}
