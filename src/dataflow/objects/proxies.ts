import type { Place } from '../../base/words.ts';
import type { AnnotationIR, FunctionIR } from '../../ir/ir.ts';
import type { ModelRow } from '../../models/load.ts';
import type { ProxyRow } from '../../models/schema.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, clearLabels, extend, join, joinLabels, ofLabels, ofToken, type FnToken, type Label, type Value } from '../../resolve/value.ts';
import { valueOf, type CallSite } from '../calls/arguments.ts';
import type { Argument } from '../calls/calls.ts';
import { genericInstance } from './classes.ts';
import type { Engine } from '../engine.ts';
import { deepLabels, words } from './fields.ts';
import type { Frame } from '../frame.ts';
import { recordGrant, recordRun } from '../tools/grants.ts';
import { NOT_IN_ANSWERS, THROUGH_A_MODEL, walkMessages } from '../library/sinks.ts';
import { closedType, dropText } from './types.ts';

/** What comes out of a store for each question that is put to a proxy. */
const RETRIEVED = '\u0001retrieved';

/** An object of an interface of the program behind which a library puts a model. */
export function proxyObject(e: Engine, f: Frame, r: ModelRow, site: CallSite): Value {
  const row = r.row as ProxyRow;
  let out: Value = NOTHING;
  const client = row.client === undefined ? NOTHING : valueOf(e, f, site, [row.client]);
  const endpoints = client.tokens.flatMap((t) => t.t === 'obj' && t.obj.note?.endpoint ? [t.obj.note.endpoint] : t.t === 'api' && t.recv?.note?.endpoint ? [t.recv.note.endpoint] : []);
  for (const t of valueOf(e, f, site, [row.proxy]).tokens) {
    if (t.t !== 'class') continue;
    const o = e.heap.alloc('instance', site.place);
    o.cls = t.cls;
    const grant = row.tools ? recordGrant(e, f, r, site, { tools: row.tools, handoffs: [], gate: undefined, plainFunctions: true }) : null;
    o.note = { proxy: r, row: r.id, ...(grant ? { grant } : {}), ...(endpoints.length ? { endpoint: endpoints.includes('hosted') ? 'hosted' as const : 'local' as const } : {}) };
    if (row.retrieves !== undefined) e.heap.fill(o, RETRIEVED, ofLabels(deepLabels(e, f, valueOf(e, f, site, [row.retrieves]))), site.place);
    out = join(out, ofToken(o.token));
  }
  return out === NOTHING ? UNKNOWN : out;
}

/** An interface whose annotation puts a model behind it: whoever is given an object of it asks that model. */
export function answerBehind(e: Engine, f: Frame, r: ModelRow, target: Value, site: CallSite): void {
  const { tools } = r.row as ProxyRow;
  for (const t of target.tokens) if (t.t === 'class') {
    const o = genericInstance(e, t.cls);
    const grant = tools ? recordGrant(e, f, r, site, { tools, handoffs: [], gate: undefined, plainFunctions: false }) : null;
    o.note = { ...o.note, proxy: r, row: r.id, ...(grant ? { grant } : {}) };
  }
}

/**
 * Whether a declaration without a body is, by its name, a question to a person: `awaitSignature`, `requestApproval`, `confirm`.
 * Who implements it is not here to be read, so its name is all that there is.
 */
export function asksPerson(written: string): boolean {
  const name = written.charAt(0).toLowerCase() + written.slice(1);
  return /^(?:(?:await|ask|askFor|get|obtain|request|require|waitFor|prompt|promptFor)?(?:Human|Manual|User|Operator|Radiologist|Physician|Clinician|Reviewer)?(?:Approval|Signature|SignOff|Confirmation|Review|Consent|Decision)|(?:confirm|approve|review|signOff|sign|countersign)(?:By|With|ed)?[A-Z]?\w*|decide|(?:ask|await|waitFor)(?:Human|User|Operator|Radiologist|Physician|Clinician|Reviewer)\w*)(?:Async)?$/.test(name);
}

/** A call of a method without a body: of the model behind its object. Undefined when there is none. */
export function proxyCall(e: Engine, f: Frame, t: FnToken, args: readonly Argument[], place: Place): Value | undefined {
  let out: Value | undefined;
  for (const holder of t.self?.tokens ?? []) {
    const r = holder.t === 'obj' ? holder.obj.note?.proxy : undefined;
    if (holder.t !== 'obj' || !r) continue;
    const v = askModel(e, f, r, holder.obj, t, args, place);
    out = out ? join(out, v) : v;
  }
  return out;
}

function askModel(e: Engine, f: Frame, r: ModelRow, o: HeapObj, t: FnToken, args: readonly Argument[], place: Place): Value {
  const row = r.row as ProxyRow;
  const label = row.label ?? words(r);
  const context = { words: label, row: r.id, endpoint: o.note?.endpoint ?? 'hosted' as const, target: null, call: place };
  let sent: readonly Label[] = [];
  args.forEach((arg, i) => {
    const role = isInstruction(row, t.fn, i) ? 'system' : 'user';
    walkMessages(e, f, arg.value, role, arg.place, context);
    sent = joinLabels(sent, deepLabels(e, f, arg.value));
  });
  const retrieved = o.cells.get(RETRIEVED);
  if (retrieved) walkMessages(e, f, retrieved.value, 'user', place, context);
  if (o.note?.grant) recordRun(e, f, [o.note.grant], place, sent);
  const answer = joinLabels([e.label('model-output', place, `answer of ${label}`, r.id, null)], clearLabels(extend(sent, 'step', place, THROUGH_A_MODEL), NOT_IN_ANSWERS));
  const v = ofLabels(answer);
  return t.fn.returnType && closedType(e, t.mod, t.fn.returnType, place) ? dropText(v) : v;
}

const named = (annotations: readonly AnnotationIR[] | undefined, names: readonly string[]): AnnotationIR | undefined =>
  annotations?.find((annotation) => names.includes(annotation.name.split('.').pop()!));

/** Whether a parameter is put into an instruction: by its own annotation, or as a variable of the method's instruction text. */
function isInstruction(row: ProxyRow, fn: FunctionIR, position: number): boolean {
  const param = fn.params[position];
  if (!param) return false;
  if (named(param.annotations, row.system)) return true;
  const text = named(fn.annotations, row.system)?.args['value'];
  const name = named(param.annotations, row.variable)?.args['value'] ?? param.name;
  const texts = typeof text === 'string' ? [text] : Array.isArray(text) ? text : [];
  return texts.some((one) => typeof one === 'string' && new RegExp(`\\{\\{\\s*${String(name).replace(/[^\w]/g, '')}\\s*\\}\\}`).test(one));
}
