import type { Place } from '../../base/words.ts';
import type { ModelCallRow } from '../../models/schema.ts';
import { REST, type HeapObj } from '../../resolve/heap.ts';
import { isRecord, isValidated } from '../../resolve/program.ts';
import { NOTHING, TEXT_BITS, clearLabels, isNothing, join, ofLabels, ofToken, type Label, type Value } from '../../resolve/value.ts';
import { valueOf, type CallSite } from '../calls/arguments.ts';
import { isConstantCollection } from '../code/guards.ts';
import { recordFromDocument } from './classes.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { admitted } from './schemas.ts';

/** What a schema leaves of a model's answer; undefined when the call asks for no schema that is known. */
export function parsedAnswer(e: Engine, f: Frame, row: ModelCallRow, site: CallSite, labels: readonly Label[]): Value | undefined {
  if (!row.schema) return undefined;
  const schema = valueOf(e, f, site, row.schema);
  let out: Value = NOTHING;
  for (const t of schema.tokens) {
    if (t.t === 'class' && (isValidated(t.cls) || isRecord(t.cls))) out = join(out, recordFromDocument(e, f, t.cls, ofLabels(labels), site.place));
    else if (t.t === 'obj' && t.obj.note?.schema) out = join(out, admitted(e, f, t.obj, ofLabels(labels), site.place));
    // The words that an answer may be.
    else if (isConstantCollection(e, ofToken(t))) out = join(out, ofLabels(clearLabels(labels, TEXT_BITS)));
    else return undefined;
  }
  return isNothing(out) || schema.labels.length ? undefined : out;
}

/** Puts the parsed answer where the library's result holds it; everything else of the result keeps the answer's text. */
export function holdParsed(e: Engine, root: HeapObj, paths: readonly string[], parsed: Value, labels: readonly Label[], place: Place): void {
  for (const path of paths) {
    const names = path.split('.').flatMap((p) => p.endsWith('[]') ? [p.slice(0, -2), REST] : [p]);
    let o = root;
    names.forEach((name, i) => {
      if (i === names.length - 1) { e.heap.write(o, name, parsed, place); return; }
      const known = o.cells.get(name)?.value.tokens.find((t) => t.t === 'obj');
      const isList = names[i + 1] === REST;
      const next = known?.t === 'obj' ? known.obj : e.heap.alloc(isList ? 'list' : 'data', place);
      // What a list holds besides would be in each of its elements.
      if (!known) { if (labels.length && !isList) e.heap.addBase(next, labels); e.heap.write(o, name, ofToken(next.token), place); }
      o = next;
    });
  }
}
