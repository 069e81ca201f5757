import { printed } from '../objects/printed.ts';
import { sinkBit, type Place, type SinkKind } from '../../base/words.ts';
import { BASE, JSON_OF, LENGTH, REST, type Cell, type HeapObj } from '../../resolve/heap.ts';
import { PHI_BITS, UNKNOWN, join, ofToken, someStrings, type Label, type Step, type Value } from '../../resolve/value.ts';
import type { Engine, Hit } from '../engine.ts';
import { deepLabels, touch } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';
import { mapOver } from '../builtins/builtins.ts';
import { invoke } from '../calls/calls.ts';
import { findMethod, isRecord } from '../../resolve/program.ts';
import { nearer } from '../calls/arguments.ts';

/** What all hits of one call have in common. */
export interface SinkContext {
  readonly words: string;
  readonly row: string;
  readonly endpoint: Hit['endpoint'];
  readonly target: string | null;
  /** The call itself: the path's last place. */
  readonly call: Place;
  /** All that is sent as messages together. */
  readonly sent?: Value;
}

/** How a history says that a model answered: what was sent to it can come back. */
export const THROUGH_A_MODEL = 'through a model';
/** What an answer no longer does of what was sent: it is said to identify nobody, and what a model says of a picture is no picture. */
export const NOT_IN_ANSWERS = PHI_BITS | sinkBit('image');

/** Reports every label of `value` that can still cause `sink`. Returns whether any did. */
export function checkSink(e: Engine, f: Frame, sink: SinkKind, value: Value, place: Place, c: SinkContext): boolean {
  return hitLabels(e, f, sink, deepLabels(e, f, sink === 'phi-log' ? supplied(e, f, value, place) : value), place, c);
}
/** What is printed of a value: an object of a class of the program says itself what that is, and one that says nothing is its class and address. */
function supplied(e: Engine, f: Frame, given: Value, place: Place): Value {
  const { printMethods } = f.mod.profile;
  const own = printMethods ? given.tokens.filter((t) => t.t === 'obj' && t.obj.cls && (printMethods.some((name) => findMethod(t.obj.cls!, name)) || (!isRecord(t.obj.cls) && !f.mod.profile.checkedTypes && t.obj.cls.ir.bases.length === 0))) : [];
  const told = printMethods ? given.tokens.filter((t) => t.t === 'obj' && t.obj.cls && !own.includes(t)) : [];
  let value = own.length || told.length ? { ...given, tokens: given.tokens.filter((t) => !own.includes(t) && !told.includes(t)) } : given;
  for (const t of told) if (t.t === 'obj') value = join(value, printed(e, f, t.obj));
  for (const t of own) if (t.t === 'obj') {
    const m = printMethods!.map((name) => findMethod(t.obj.cls!, name)).find(Boolean);
    if (m) value = join(value, { ...invoke(e, f, e.fnToken(m.token.mod, m.token.fn, m.token.scope, ofToken(t), m.token.defaults, null), [], place), facts: null });
  }
  // A log may be handed a function that makes the text when the line is written.
  const makers = value.tokens.filter((t) => t.t === 'fn' && t.fn.kind === 'lambda' && t.fn.params.length === 0);
  return makers.length ? join(value, mapOver(e, f, { ...value, tokens: makers, labels: [], facts: null }, [], place)) : value;
}

export function hitLabels(e: Engine, f: Frame, sink: SinkKind, labels: readonly Label[], place: Place, c: SinkContext): boolean {
  const bit = sinkBit(sink);
  const isHit = (label: Label): boolean => (label.live & bit) !== 0 && (label.capacity > 0 || sink === 'image' || sink.startsWith('phi') || sink === 'training');
  e.probe?.atSink(sink, labels, place, c.call, c.words, c.row, isHit);
  let any = false;
  for (const label of labels) {
    if (!isHit(label)) continue;
    any = true;
    const via = c.call.file === place.file && c.call.start <= place.start && c.call.end >= place.end ? null : c.call;
    const atCall = sink !== 'tool-result' && c.call.file === place.file && c.call.start === place.start && c.call.end === place.end;
    const hit: Hit = { sink, label, place, atCall, via, words: c.words, row: c.row, endpoint: c.endpoint, target: c.target };
    e.report(hit);
    f.hits.push(hit);
  }
  return any;
}

/** Kinds of content blocks in the chat interfaces. */
const BLOCK_TYPES = /^(text|input_text|output_text|image|image_url|input_image|document|input_file|file|tool_use|tool_result|thinking|ephemeral|function_call_output)$/;
const SYSTEM_ROLES = new Set(['system', 'developer']);
/** Keys of a message that hold its content, in the spellings of the chat interfaces. */
const CONTENT_KEYS = ['content', 'parts', 'text', 'contents', 'message', 'output', 'result', 'tool_results', 'toolResults', 'page_content', 'prompt', 'input'];
const IMAGE_KEYS = new Set(['image', 'images', 'image_url', 'inline_data', 'inlineData', 'source', 'bytes', 'imageUrl', 'file', 'media', 'data', 'url']);

/**
 * Follows a message list, a message, a content block or plain text to the parts that a model reads.
 * `place` is where this value was put: in a list that was built earlier, the statement that added the message.
 */
export function walkMessages(e: Engine, f: Frame, value: Value, role: 'user' | 'system', place: Place, c: SinkContext): void {
  walkValue(e, f, value, role, place, { ...c, sent: value }, 0, new Set());
}
function walkValue(e: Engine, f: Frame, value: Value, role: 'user' | 'system', place: Place, c: SinkContext, depth: number, seen: Set<HeapObj>): void {
  const sink: SinkKind = role === 'system' ? 'system-prompt' : 'prompt';
  if (value.labels.length) reportText(e, f, sink, value.labels, place, c);
  if (depth > 8) return;
  for (const t of value.tokens) {
    if (t.t !== 'obj' || seen.has(t.obj) || deepLabels(e, f, { ...value, tokens: [t], labels: [] }).length === 0) continue;
    // An object that is sent twice is still one message.
    seen.add(t.obj);
    walkObject(e, f, t.obj, role, place, c, depth, seen);
  }
}

function walkObject(e: Engine, f: Frame, o: HeapObj, role: 'user' | 'system', place: Place, c: SinkContext, depth: number, seen: Set<HeapObj>): void {
  touch(f, o);
  if (o.kind === 'module' || o.kind === 'scope') return;
  const sink: SinkKind = role === 'system' ? 'system-prompt' : 'prompt';
  const base = e.heap.baseLabels(o);
  if (o.kind === 'list' || o.kind === 'set' || (o.kind === 'tuple' && !isRolePair(o))) {
    if (base.length) reportText(e, f, sink, base, place, c);
    for (const [k, cell] of o.cells) {
      if (k === BASE || k === LENGTH) continue;
      for (const [part, at] of k === REST ? added(cell) : [[cell.value, cell.place] as const]) walkValue(e, f, part, role, elementPlace(f, part, at, place, depth), c, isList(part) ? depth : depth + 1, seen);
    }
    return;
  }
  if (o.kind === 'tuple') { // ("system", "text")
    const r = roleOf(o.cells.get('0')!.value) ?? role;
    const content = o.cells.get('1');
    if (content) walkValue(e, f, content.value, r, nearer(content.place, place), c, depth + 1, seen);
    return;
  }
  // A block of content says by `type` what it is; only of a message does it name the role.
  const typed = o.cells.get('type');
  const roleCell = o.cells.get('role') ?? (typed && someStrings(typed.value).some((name) => !BLOCK_TYPES.test(name)) ? typed : undefined);
  const own = o.note?.role ? (SYSTEM_ROLES.has(o.note.role) ? 'system' as const : 'user' as const) : roleCell ? roleOf(roleCell.value) : namedRole(o);
  const r = own ?? role;
  const textSink: SinkKind = r === 'system' ? 'system-prompt' : 'prompt';
  // What was serialised is looked at itself.
  if (base.length && !o.cells.has(JSON_OF)) reportText(e, f, textSink, base, place, c);
  for (const [k, cell] of o.cells) {
    if (k === BASE || k === LENGTH || k === 'role' || k.startsWith('\u0001m')) continue;
    if (IMAGE_KEYS.has(k) && depth > 0) { reportMedia(e, f, cell.value, isPicture(o, k, cell.value) ? null : textSink, nearer(cell.place, place), c); continue; }
    if (CONTENT_KEYS.includes(k)) walkValue(e, f, cell.value, r, nearer(cell.place, place), c, depth + 1, seen);
    else if (k === REST || cell.value.tokens.some((t) => t.t === 'obj') || cell.value.labels.length) walkValue(e, f, cell.value, r, nearer(cell.place, place), c, own === undefined && isList(cell.value) ? depth : depth + 1, seen);
  }
}

/** A list that a request holds, or that its builder was given, is the list of messages itself. */
const isList = (v: Value): boolean => v.labels.length === 0 && v.tokens.length > 0 && v.tokens.every((t) => t.t === 'obj' && t.obj.kind === 'list');
/** Elements under positions that are not known, each with the statement that added it. */
function added({ value, place }: Cell): (readonly [Value, Place | null])[] {
  const one = value.tokens.filter((t) => t.t === 'obj' && t.obj.added);
  if (one.length === 0) return [[value, place]];
  return [...one.map((t) => [ofToken(t), t.t === 'obj' ? t.obj.added : place] as const), [{ ...value, tokens: value.tokens.filter((t) => !one.includes(t)) }, place]];
}
/** A message added to a list elsewhere stands where it was added; a block of a message that a helper made, and a text that is no message, where the message was. */
function elementPlace(f: Frame, part: Value, cell: Place | null, outer: Place, depth: number): Place {
  if (!cell) return outer;
  return (depth > 0 || part.tokens.length === 0) && isIn(f, outer) && !isIn(f, cell) ? outer : cell;
}
/** Whether a place is in the function that runs, or in the one around a lambda. */
function isIn(f: Frame, { file, start, end }: Place): boolean {
  let fn = f.fn;
  while (fn.kind === 'lambda' && fn.parent > 0) fn = f.mod.ir.functions[fn.parent]!;
  return fn.kind !== 'module' && file === f.mod.file && start >= fn.span.start && end <= fn.span.end;
}
const isRolePair = (o: HeapObj): boolean => { const a = o.cells.get('0'), b = o.cells.get('1'); return !!a && !!b && !o.cells.has('2') && roleOf(a.value) !== undefined && someStrings(a.value).length > 0 && ['system', 'user', 'human', 'ai', 'assistant', 'developer', 'placeholder', 'tool'].includes(someStrings(a.value)[0]!); };
function roleOf(v: Value): 'user' | 'system' | undefined {
  const names = someStrings(v);
  if (names.some((n) => SYSTEM_ROLES.has(n.toLowerCase()))) return 'system';
  return names.length ? 'user' : undefined;
}

/** The role that a message whose class is left out (`new(ChatRole.System, text)`) is made with. */
function namedRole(o: HeapObj): 'system' | undefined {
  const first = o.kind === 'object' && o.cells.has('1') ? o.cells.get('0')?.value.tokens : undefined;
  return first?.length === 1 && first[0]!.t === 'api' && SYSTEM_ROLES.has(first[0]!.node.path.split('.').pop()!.toLowerCase()) ? 'system' : undefined;
}

/** Labels in a text position: text reaches the prompt, pixels a multimodal model. */
function reportText(e: Engine, f: Frame, sink: SinkKind, all: readonly Label[], place: Place, c: SinkContext): void {
  const labels = all.some(isAnswer) ? all.filter((l) => !isAnswer(l) || !isSentToo(e, f, l, c)) : all;
  hitLabels(e, f, sink, labels, place, c);
  hitLabels(e, f, 'image', labels, place, c);
  if (c.endpoint !== 'local') hitLabels(e, f, 'phi-model', labels, place, c);
}
const isAnswer = (l: Label): boolean => { for (let s: Step | null = l.step; s; s = s.prev) if (s.message === THROUGH_A_MODEL) return true; return false; };
/** Whether text of which an answer was made stands in the same conversation: then the answer that is sent back is no second finding. */
const isSentToo = (e: Engine, f: Frame, l: Label, { sent }: SinkContext): boolean =>
  sent !== undefined && deepLabels(e, f, sent).some((x) => x.source === l.source && x.element?.name === l.element?.name && !isAnswer(x));
/** What stands where a block holds a picture or a file; of a picture (no `sink` for text) a model reads no characters but those that are in its pixels. */
function reportMedia(e: Engine, f: Frame, value: Value, sink: SinkKind | null, place: Place, c: SinkContext): void {
  const labels = deepLabels(e, f, value);
  if (sink) return reportText(e, f, sink, labels, place, c);
  hitLabels(e, f, 'image', labels, place, c);
  if (c.endpoint !== 'local') hitLabels(e, f, 'phi-model', labels, place, c);
}
/** Whether a block says that what it holds under a key is a picture: by its type, by the key, or by the media type beside the data. */
function isPicture(block: HeapObj, key: string, held: Value): boolean {
  const says = (o: HeapObj, name: string, pattern: RegExp): boolean => { const words = someStrings(o.cells.get(name)?.value ?? UNKNOWN); return words.length > 0 && words.every((w) => pattern.test(w)); };
  const isImageData = (o: HeapObj): boolean => MEDIA_TYPES.some((name) => says(o, name, /^image\//));
  return PICTURE_KEYS.has(key) || says(block, 'type', /^(image|image_url|input_image)$/) || isImageData(block) || held.tokens.some((t) => t.t === 'obj' && isImageData(t.obj));
}
const PICTURE_KEYS = new Set(['image', 'images', 'image_url', 'imageUrl']);
const MEDIA_TYPES = ['media_type', 'mediaType', 'mime_type', 'mimeType'];
