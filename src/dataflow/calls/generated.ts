import type { Place } from '../../base/words.ts';
import type { Const, FunctionIR, TypeRef } from '../../ir/ir.ts';
import { CALL } from '../../resolve/api.ts';
import { UNKNOWN, type FnToken, type Value } from '../../resolve/value.ts';
import { intrinsic } from '../builtins/intrinsics.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { applyRows } from '../library/rows.ts';
import { readAs, resolveType } from '../objects/types.ts';
import type { Argument } from './calls.ts';

/** What a call gives in the end: the type in a task or another wrapper. */
const answered = (type: TypeRef): TypeRef => WRAPPERS.has(type.name) && type.args?.length === 1 ? answered(type.args[0]!) : type;
const WRAPPERS = new Set(['Task', 'ValueTask', 'ApiResponse', 'IApiResponse', 'CompletableFuture', 'Mono', 'Call', 'ResponseEntity', 'Optional', 'Uni']);

/** Whether a function is declared without code and with annotations, by which a framework or the compiler may write the code. */
export const isDeclaredOnly = (fn: FunctionIR): boolean => fn.code.length === 0 && fn.annotations.length > 0;

/**
 * Calls a declaration whose code is written from an annotation of a library: the annotation's rows say what that code does, as if it were
 * called with the arguments of the call by position and with its own constant ones by name. Undefined where no row speaks of one.
 */
export function generatedCall(e: Engine, f: Frame, t: FnToken, args: readonly Argument[], place: Place): Value | undefined {
  for (const annotation of t.fn.annotations) {
    const at = { file: t.mod.file, start: annotation.span.start, end: annotation.span.end };
    for (const token of resolveType(e, t.mod, annotation.name, at).tokens) {
      if (token.t !== 'api') continue;
      const own = Object.entries(annotation.args).map(([name, value]): Argument => ({ value: Array.isArray(value) ? UNKNOWN : e.constant(value as Const), place: at, name, spread: false, reg: -1 }));
      const given = [...args.map((a) => a.name === null ? { ...a, reg: -1 } : a), ...own];
      const made = intrinsic(e, f, token.node.path, { args: given, recv: null, self: null, place }, -1);
      if (made) return made;
      // Who serves a request is not who makes it: a declaration without code is the client of one.
      const rows = t.mod.trie.rows(token.node).filter(({ row }) => !('entry' in row));
      const answers = t.mod.trie.memberNodes(token.node, CALL).flatMap((n) => t.mod.trie.rows(n)).some(({ row }) => 'source' in row);
      if (rows.length + Number(answers) > 0 && rows.every(({ row }) => 'sink' in row || 'flow' in row || 'barrier' in row || 'capability' in row)) {
        const v = applyRows(e, f, token, given, place, null);
        return answers && t.fn.returnType && v.labels.length > 0 ? readAs(e, t.mod, v, answered(t.fn.returnType), place) : v;
      }
    }
  }
  return undefined;
}
