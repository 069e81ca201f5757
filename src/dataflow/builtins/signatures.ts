import type { Place } from '../../base/words.ts';
import { IterKind } from '../../ir/ir.ts';
import { LENGTH, PARTIAL, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, join, ofToken, type FnToken, type Value } from '../../resolve/value.ts';
import { unnamed, type Argument } from '../calls/calls.ts';
import { applied, runTask } from '../calls/later.ts';
import { iterate } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { tupleOf } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/**
 * Signatures of Celery's tasks (`task.s(x)`) and what is made of them: in a chain each task is handed what the one before gave, a chord hands the
 * results of a group to one task (https://docs.celeryq.dev/en/stable/userguide/canvas.html). They are run where they are written, since
 * whoever starts them adds nothing.
 */

/** What a signature gives when it is run. */
const GIVES = '\u0001gives';
/** The tasks that it is made of, and whether each is handed what the one before gave. */
const PARTS = '\u0001parts';
const IN_TURN = '\u0001in turn';
/** Takes nothing of what the task before it gives (`task.si`). */
const ALONE = '\u0001alone';

/** A signature of a task with the arguments that were given; `gives`: its result with no others. */
export function signature(e: Engine, task: FnToken, args: readonly Argument[], gives: Value, isAlone: boolean, place: Place): Value {
  const o = e.heap.alloc('data', place);
  e.heap.fill(o, PARTIAL, ofToken(task), place);
  e.heap.fill(o, GIVES, { ...gives, facts: null }, place);
  if (isAlone) e.heap.fill(o, ALONE, e.constant(true), null);
  args.filter((a) => a.name === null && !a.spread).forEach((a, i) => e.heap.fill(o, String(i), { ...a.value, facts: null }, a.place));
  for (const a of args) if (a.name !== null && a.name !== '**') e.heap.fill(o, a.name, { ...a.value, facts: null }, a.place);
  return ofToken(o.token);
}

const signaturesOf = (v: Value): readonly HeapObj[] => v.tokens.flatMap((t) => t.t === 'obj' && t.obj.cells.has(GIVES) ? [t.obj] : []);
const given = (v: Value): Value => signaturesOf(v).reduce((all, o) => join(all, o.cells.get(GIVES)!.value), NOTHING);

/** Runs a task, each task of a group, or a chain on what the one before gave. */
function runOn(e: Engine, f: Frame, before: Value, task: Value, place: Place): Value {
  let out: Value = NOTHING;
  for (const o of signaturesOf(task)) {
    const target = o.cells.get(PARTIAL), members = partsOf(o);
    if (o.cells.has(ALONE)) out = join(out, o.cells.get(GIVES)!.value);
    else if (target) for (const t of target.value.tokens) { if (t.t === 'fn') out = join(out, runTask(e, f, t, [unnamed(before, place), ...applied(o, [])], place)); }
    else if (o.cells.has(IN_TURN)) out = join(out, members.reduce((v, step) => runOn(e, f, v, step, place), before));
    else out = join(out, tupleOf(e, members.map((step) => runOn(e, f, before, step, place)), place, 'list'));
  }
  return out;
}
const partsOf = (o: HeapObj): readonly Value[] => o.cells.get(PARTS)?.value.tokens.flatMap((t) => t.t === 'obj' ? [...t.obj.cells].filter(([k]) => k !== LENGTH).map(([, c]) => c.value) : []) ?? [];
function made(e: Engine, parts: readonly Value[], gives: Value, inTurn: boolean, place: Place): Value {
  const o = e.heap.alloc('data', place);
  e.heap.fill(o, GIVES, { ...gives, facts: null }, place);
  e.heap.fill(o, PARTS, tupleOf(e, parts, place, 'list'), place);
  if (inTurn) e.heap.fill(o, IN_TURN, e.constant(true), null);
  return ofToken(o.token);
}

/** Tasks one after the other. */
function chained(e: Engine, f: Frame, steps: readonly Value[], place: Place): Value {
  const [first, ...rest] = steps;
  return first ? made(e, steps, rest.reduce((before, step) => runOn(e, f, before, step, place), given(first)), true, place) : UNKNOWN;
}
const group = (e: Engine, members: readonly Value[], place: Place): Value => made(e, members, tupleOf(e, members.map(given), place, 'list'), false, place);

/** `a | b` of signatures, where both are. */
export function chainOfTasks(e: Engine, f: Frame, a: Value, b: Value, place: Place): Value | undefined {
  return signaturesOf(a).length && signaturesOf(b).length ? chained(e, f, [a, b], place) : undefined;
}

/** Positional arguments, or the elements of the only one that is a sequence. */
function steps(e: Engine, f: Frame, s: Parameters<Intrinsic>[2]): readonly Value[] {
  const all = s.args.filter((a) => a.name === null);
  const [only] = all;
  if (!only || all.length > 1 || signaturesOf(only.value).length) return all.map((a) => a.value);
  const listed = only.value.tokens.flatMap((t) => t.t === 'obj' ? [...t.obj.cells].filter(([k]) => /^\d+$/.test(k)).map(([, c]) => c.value) : []);
  return listed.length ? listed : [iterate(e, f, only.value, IterKind.values, s.place)];
}
const chain: Intrinsic = (e, f, s) => chained(e, f, steps(e, f, s), s.place);
const groupOf: Intrinsic = (e, f, s) => group(e, steps(e, f, s), s.place);
/** `chord(header)(body)` or `chord(header, body)`: the body is called with the list of results. */
const chord: Intrinsic = (e, f, s) => {
  const [header, body] = s.args.filter((a) => a.name === null);
  if (!header) return UNKNOWN;
  const all = signaturesOf(header.value).length ? header.value : group(e, steps(e, f, { ...s, args: [header] }), s.place);
  return body ? chained(e, f, [all, body.value], s.place) : all;
};
/** A group, or the header of a chord, that is called with the task that gathers its results. */
export function gathered(e: Engine, f: Frame, o: HeapObj, args: readonly Argument[], place: Place): Value | undefined {
  const [body] = args;
  return o.cells.has(GIVES) && !o.cells.has(PARTIAL) && body && signaturesOf(body.value).length ? chained(e, f, [ofToken(o.token), body.value], place) : undefined;
}

export const SIGNATURE_INTRINSICS: Readonly<Record<string, Intrinsic>> = Object.fromEntries(
  ['celery', 'celery.canvas'].flatMap((root) => [[`${root}.chain`, chain], [`${root}.group`, groupOf], [`${root}.chord`, chord]] as const));
