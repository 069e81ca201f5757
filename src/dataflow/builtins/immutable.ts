import type { Place } from '../../base/words.ts';
import { LENGTH, type HeapObj } from '../../resolve/heap.ts';
import { UNKNOWN, ofToken, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import { keyOf } from '../code/guards.ts';
import type { Engine } from '../engine.ts';
import { writeObj } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';

/**
 * Containers that never change (System.Collections.Immutable): what would change one gives another, in which it is done. The change
 * itself is that of the container of the same kind.
 */
const CHANGES = new Set([
  'Add', 'AddRange', 'Insert', 'InsertRange', 'Remove', 'RemoveAt', 'RemoveAll', 'RemoveRange', 'Replace', 'SetItem', 'SetItems', 'Clear', 'Push', 'Pop', 'Enqueue', 'Dequeue', 'Union', 'Sort', 'Reverse',
]);
const AS = new Map([['SetItems', 'AddRange'], ['Union', 'AddRange'], ['RemoveRange', 'RemoveAll']]);

type Change = (o: HeapObj, name: string) => Value | undefined;

/** Marks a fresh container as one that does not change. */
export function immutable(o: HeapObj): Value {
  o.note = { ...o.note, immutable: true };
  return ofToken(o.token);
}

/** A call of such a container; undefined where it is like that of any other. `change` does it to a copy. */
export function immutableMethod(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place, change: Change): Value | undefined {
  if (name === 'ToBuilder' || name === 'ToImmutable' || name === 'MoveToImmutable') return name === 'ToBuilder' ? ofToken(shallow(e, o, place).token) : immutable(shallow(e, o, place));
  if (!o.note?.immutable || !CHANGES.has(name)) return undefined;
  const copy = shallow(e, o, place);
  if (name === 'SetItem') writeObj(e, f, copy, keyOf(args[0]?.value), { ...(args[1]?.value ?? UNKNOWN), facts: null }, place);
  else if (name === 'Pop' || name === 'Dequeue') e.heap.write(copy, LENGTH, UNKNOWN, null);
  else change(copy, AS.get(name) ?? name);
  return immutable(copy);
}

function shallow(e: Engine, o: HeapObj, place: Place): HeapObj {
  const copy = e.heap.alloc(o.kind, place);
  for (const [key, cell] of o.cells) e.heap.fill(copy, key, cell.value, cell.place);
  return copy;
}
