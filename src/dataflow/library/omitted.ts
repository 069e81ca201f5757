import { REST, type HeapObj } from '../../resolve/heap.ts';
import { ofToken, someStrings, type Value } from '../../resolve/value.ts';
import type { SinkRow } from '../../models/schema.ts';
import { partsOf, type CallSite } from '../calls/arguments.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** Fields that a logger's settings name as `patient.name`, `*.name`, `patient["name"]` or `items[*].name`, as keys from the outside in. */
const keysOf = (path: string): readonly string[] => path.replace(/\[\s*["']?([^\]"']*)["']?\s*\]/g, '.$1').split('.').filter(Boolean);

/** The paths of fields that the receiver of a call leaves out of what it is handed. */
export function omittedBy(e: Engine, f: Frame, row: SinkRow, site: CallSite): readonly (readonly string[])[] {
  const out: (readonly string[])[] = [];
  for (const path of row.omits ?? []) for (const { value } of partsOf(e, f, site, path)) for (const t of value.tokens) {
    if (t.t === 'obj' && (t.obj.kind === 'list' || t.obj.kind === 'tuple')) for (const cell of t.obj.cells.values()) out.push(...someStrings(cell.value).map(keysOf));
  }
  return out;
}

/** A value without these fields. What it has from outside as a whole stays. */
export function withoutFields(e: Engine, v: Value, paths: readonly (readonly string[])[]): Value {
  const apply = paths.filter((keys) => keys.length > 0);
  if (apply.length === 0) return v;
  return v.tokens.reduce((out: Value, t) => {
    if (t.t !== 'obj' || t.obj.cells.size === 0 || t.obj.kind === 'module' || t.obj.kind === 'scope') return out;
    return { ...out, tokens: [...out.tokens.filter((x) => x !== t), ...ofToken(pruned(e, t.obj, apply).token).tokens].sort((a, b) => a.id - b.id) };
  }, v);
}
function pruned(e: Engine, o: HeapObj, paths: readonly (readonly string[])[]): HeapObj {
  const copy = e.heap.alloc(o.kind, o.place);
  copy.api = o.api; copy.cls = o.cls; copy.note = o.note;
  for (const [key, cell] of o.cells) {
    const named = !key.startsWith('\u0001');
    const rest = paths.filter(([first]) => named ? first === key || first === '*' : key === REST && first === '*').map((keys) => keys.slice(1));
    if (rest.some((keys) => keys.length === 0)) continue;
    e.heap.fill(copy, key, withoutFields(e, cell.value, rest), cell.place);
  }
  return copy;
}
