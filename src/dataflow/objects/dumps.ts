import type { Place } from '../../base/words.ts';
import { BASE, REST, KEYS, type HeapObj } from '../../resolve/heap.ts';
import { isRecord, isValidated } from '../../resolve/program.ts';
import { ofToken, ofTokens, type Value } from '../../resolve/value.ts';
import { serialised } from '../builtins/jsonTrees.ts';
import type { Argument } from '../calls/calls.ts';
import { isConstantCollection, membersOf } from '../code/guards.ts';
import { spreadInto } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** Records within records that are told apart field by field; what lies deeper stays an object. */
const MAX_DEPTH = 4;

/**
 * Methods of records that give their fields again (pydantic, named tuples): as a mapping, as text, or as another record with some fields
 * changed. Undefined for any other method.
 */
export function dumpOf(e: Engine, f: Frame, o: HeapObj, name: string, args: readonly Argument[], place: Place): Value | undefined {
  const named = (key: string): Value | undefined => args.find((a) => a.name === key)?.value;
  switch (name) {
    case 'model_dump': case 'dict': case '_asdict': return mapping(e, o, selection(e, named), place, 0);
    case 'model_dump_json': case 'json': return serialised(e, f, mapping(e, o, selection(e, named), place, 0), place);
    case 'model_copy': case 'copy': return changed(e, f, o, named('update'), place);
    case '_replace': {
      const made = copy(e, o, place);
      for (const a of args) if (a.name !== null && a.name !== '**') e.heap.write(made, a.name, a.value, a.place); else if (a.name === '**') spreadInto(e, f, made, a.value, a.place);
      return ofToken(made.token);
    }
    default: return undefined;
  }
}

/** Which fields `include` and `exclude` let through, where they are written down: a set of names, or a mapping by name. */
function selection(e: Engine, named: (key: string) => Value | undefined): (field: string) => boolean {
  const known = (v: Value | undefined): readonly string[] | undefined => v && isConstantCollection(e, v) ? membersOf(v) : undefined;
  const include = known(named('include'));
  // A mapping takes out parts of a field, unless it says all.
  const parts = named('exclude')?.tokens.some((t) => t.t === 'obj' && t.obj.kind === 'dict');
  const exclude = parts ? undefined : known(named('exclude'));
  return (field) => (include?.includes(field) ?? true) && !exclude?.includes(field);
}

function mapping(e: Engine, o: HeapObj, takes: (field: string) => boolean, place: Place, depth: number): Value {
  const made = e.heap.alloc('dict', place);
  for (const [key, cell] of o.cells) {
    if (key.startsWith('\u0001')) { if (key === BASE || key === REST || key === KEYS) e.heap.fill(made, key, cell.value, cell.place); continue; }
    if (takes(key)) e.heap.fill(made, key, depth < MAX_DEPTH ? inner(e, cell.value, place, depth + 1) : cell.value, cell.place);
  }
  return ofToken(made.token);
}
/** Records below are mappings, too. */
function inner(e: Engine, v: Value, place: Place, depth: number): Value {
  const isInner = v.tokens.some((t) => t.t === 'obj' && t.obj.cls && (isValidated(t.obj.cls) || isRecord(t.obj.cls)) && !t.obj.global);
  if (!isInner) return { ...v, facts: null };
  return { ...v, facts: null, tokens: ofTokens(v.tokens.map((t) => t.t === 'obj' && t.obj.cls && !t.obj.global ? mapping(e, t.obj, () => true, place, depth).tokens[0]! : t)).tokens };
}

function copy(e: Engine, o: HeapObj, place: Place): HeapObj {
  const made = e.heap.alloc('instance', place);
  made.cls = o.cls; made.note = o.note;
  for (const [key, cell] of o.cells) e.heap.fill(made, key, cell.value, cell.place);
  return made;
}
function changed(e: Engine, f: Frame, o: HeapObj, update: Value | undefined, place: Place): Value {
  const made = copy(e, o, place);
  if (update) spreadInto(e, f, made, update, place);
  return ofToken(made.token);
}
