import { HEADER, Op } from '../../ir/ir.ts';
import { LENGTH } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, join, ofToken, type Value } from '../../resolve/value.ts';
import type { Place } from '../../base/words.ts';
import { member } from '../../resolve/api.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { registerAgent } from '../tools/tools.ts';
import { definitionsOf, regOf, type Frame } from '../frame.ts';

/** Methods by which a collection is filled. */
const FILLS: ReadonlySet<string> = new Set(['Add', 'AddRange', 'Insert', 'AddLast', 'Push', 'Enqueue']);

/** Methods that put something into the list of tools that an agent was made with. */
const GROWS: ReadonlySet<string> = new Set(['append', 'extend', 'insert', 'push', 'unshift', 'add', 'Add', 'AddRange']);
/** `agent.tools.append(tool)`, where the list is known: the models say of the member what is done with what comes later. */
export function grantedLater(e: Engine, f: Frame, reg: number, method: string, args: readonly Argument[], place: Place): void {
  if (reg < 0 || !GROWS.has(method)) return;
  const pc = definitionsOf(f.fn)[reg]!;
  if (pc < 0 || f.fn.code[pc] !== Op.Get) return;
  for (const t of regOf(f, f.fn.code[pc + HEADER + 1]!).tokens) {
    if (t.t !== 'obj' || !t.obj.note?.grant || !t.obj.api) continue;
    const own = f.mod.trie.memberNodes(t.obj.api, member(f.mod.ir.strings[f.fn.code[pc + HEADER + 2]!]!)).flatMap((n) => f.mod.trie.memberNodes(n, member(method)));
    // A list of which nothing is known is asked for by its row already.
    if (own.length > 0 && t.obj.cells.has(f.mod.ir.strings[f.fn.code[pc + HEADER + 2]!]!)) for (const n of own) for (const r of f.mod.trie.rows(n)) if ('agent' in r.row) registerAgent(e, f, r, r.row, { args, recv: t.obj, self: null, place });
  }
}

/**
 * `options.Tools.Add(x)`: a collection that an object of a library makes for itself, and of which nothing is known yet, is there once
 * something is put into it. Undefined where a method is called on anything else.
 */
export function ownCollection(e: Engine, f: Frame, base: Value, reg: number, method: string, place: Place): Value | undefined {
  if (!f.mod.profile.namespaces || base.tokens.length > 0 || base.labels.length > 0 || reg < 0 || !FILLS.has(method)) return undefined;
  const pc = definitionsOf(f.fn)[reg]!;
  if (pc < 0 || f.fn.code[pc] !== Op.Get) return undefined;
  const name = f.mod.ir.strings[f.fn.code[pc + HEADER + 2]!]!;
  let out: Value = NOTHING;
  for (const t of regOf(f, f.fn.code[pc + HEADER + 1]!).tokens) {
    if (t.t !== 'obj' || t.obj.kind !== 'data' || t.obj.cls) continue;
    const made = e.heap.alloc('list', place);
    e.heap.setCell(made, LENGTH, { value: UNKNOWN, place: null });
    e.heap.write(t.obj, name, ofToken(made.token), place);
    out = join(out, ofToken(made.token));
  }
  return out === NOTHING ? undefined : out;
}
