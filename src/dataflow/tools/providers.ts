import type { Place } from '../../base/words.ts';
import type { ProvidesRow } from '../../models/schema.ts';
import { CALL, type ApiNode } from '../../resolve/api.ts';
import type { ModuleInfo } from '../../resolve/program.ts';
import { NOTHING, UNKNOWN, join, type FnToken, type Value } from '../../resolve/value.ts';
import { mapOver } from '../builtins/builtins.ts';
import { partsOf, valueOf, type CallSite } from '../calls/arguments.ts';
import { invoke } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { resolveType } from '../objects/types.ts';
import { onInstance, parameters } from './tools.ts';
import { valueOfType } from '../objects/types.ts';

/**
 * What a container hands to whoever asks for a type of a library: methods that are marked as makers of it, and registrations.
 * Parameters and fields of that type hold these objects, with the endpoint, tools and instructions that they were made with.
 */
export function provide(e: Engine, f: Frame, row: ProvidesRow, site: CallSite): void {
  const written = row.type === undefined ? undefined : f.mod.trie.at(row.type);
  const named = written ? [written] : row.as === undefined ? [] : instances(f.mod, valueOf(e, f, site, [row.as]));
  for (const p of partsOf(e, f, site, row.provides)) {
    const made = p.value.tokens.some((t) => t.t === 'fn') ? mapOver(e, f, p.value, [UNKNOWN, UNKNOWN], p.place) : p.value;
    publish(e, named.length ? named : made.tokens.flatMap((t) => t.t === 'obj' && t.obj.api ? [t.obj.api] : []), made, p.place);
  }
}

/** A method that makes what its declared result type says, before anything that asks for it runs. */
export function provider(e: Engine, method: FnToken): void {
  const type = method.fn.returnType;
  if (!type || !e.once(`provides|${method.id}`)) return;
  const at = { file: method.mod.file, start: method.fn.nameSpan.start, end: method.fn.nameSpan.end };
  const nodes = instances(method.mod, resolveType(e, method.mod, type.name, at));
  if (nodes.length === 0) return;
  e.pending.unshift(() => {
    const t = onInstance(e, method);
    const f = e.rootFrame(t.mod);
    const args = parameters(e, t, (p, place) => p.type ? valueOfType(e, t.mod, p.type, place, true) : UNKNOWN);
    publish(e, nodes, invoke(e, f, t, args, at), at);
    return f;
  });
}

const instances = (mod: ModuleInfo, types: Value): ApiNode[] => types.tokens.flatMap((t) => t.t === 'api' ? mod.trie.memberNodes(t.node, CALL) : []);

function publish(e: Engine, nodes: readonly ApiNode[], v: Value, place: Place): void {
  const made = { ...v, labels: [], facts: null, tokens: v.tokens.filter((t) => t.t === 'obj' && t.obj.api !== null) };
  if (made.tokens.length === 0) return;
  for (const n of new Set(nodes)) e.heap.write(e.slot(n), PROVIDED, join(provided(e, n) ?? NOTHING, made), place);
}
const PROVIDED = 'provided';

/** What is handed out for an object of a library's type; undefined where nobody provides one. */
export function provided(e: Engine, node: ApiNode): Value | undefined {
  const v = e.slots.get(node)?.cells.get(PROVIDED)?.value;
  return v && { ...v, top: false };
}
