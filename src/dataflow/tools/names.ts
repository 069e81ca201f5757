import type { HeapObj } from '../../resolve/heap.ts';
import { UNKNOWN, singleConst } from '../../resolve/value.ts';

/** What stands beside the name of an object that describes a tool. */
const DESCRIBES = ['description', 'parameters', 'inputSchema', 'input_schema', 'schema'];

/** The name that an object of the program gives itself, as tools do by which a dispatcher finds them: a constant `name` that is one word. */
export function ownName(o: HeapObj): string | null {
  if (o.cls === null && !(o.kind === 'object' && DESCRIBES.some((key) => o.cells.has(key)))) return null;
  const name = singleConst((o.cells.get('name') ?? o.cls?.statics.cells.get('name'))?.value ?? UNKNOWN);
  return typeof name === 'string' && /^[\w.-]{1,64}$/.test(name) ? name : null;
}
