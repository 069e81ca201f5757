import type { Place } from '../../base/words.ts';
import { BASE, type HeapObj } from '../../resolve/heap.ts';
import { ancestry, isRecord, type ClassInfo } from '../../resolve/program.ts';
import { joinAll, ofToken, type Value } from '../../resolve/value.ts';
import { tupleOf } from '../builtins/builtins.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { recordFields } from './classes.ts';
import { touch } from './fields.ts';

/** Member of an exception that holds what its message is made of. */
const MESSAGE = 'args';
/** What an exception gives to the class above it is its message. */
export function keepMessage(e: Engine, self: Value, args: readonly Argument[], place: Place): void {
  for (const t of self.tokens) if (t.t === 'obj' && t.obj.cls && isException(t.obj.cls)) e.heap.write(t.obj, MESSAGE, tupleOf(e, args.filter((a) => a.name === null).map((a) => ({ ...a.value, facts: null })), place), place);
}

/** What an object without a method of its own for it is as a text: an exception its message, a record its fields but for those that it hides. */
export function printed(e: Engine, f: Frame, o: HeapObj): Value {
  const whole = ofToken(o.token);
  if (!o.cls) return whole;
  const message = isException(o.cls) ? o.cells.get(MESSAGE) : undefined;
  if (message) { touch(f, o, MESSAGE); return { ...message.value, facts: null }; }
  const hidden = hiddenFields(o.cls);
  if (hidden.size === 0) return whole;
  touch(f, o);
  return joinAll([...o.cells].flatMap(([key, { value }]) => hidden.has(key) ? [] : [key === BASE ? value : { ...value, facts: null }]));
}
/** Whether a class of the program extends an exception of the language. */
const isException = (cls: ClassInfo): boolean => { const { exceptions } = cls.mod.profile; return exceptions !== undefined && ancestry(cls).apis.some((n) => exceptions.has(n.path)); };

const hiddenOf = new WeakMap<ClassInfo, ReadonlySet<string>>();
/** Fields that a record leaves out of its text: those that say so (`field(repr=False)`), and those whose type does (`SecretStr`). */
function hiddenFields(cls: ClassInfo): ReadonlySet<string> {
  let known = hiddenOf.get(cls);
  if (!known) hiddenOf.set(cls, known = new Set(isRecord(cls) ? recordFields(cls).flatMap(({ field }) => SECRET.test(field.type?.name ?? '') || field.annotations?.some((a) => a.args['repr'] === false) ? [field.name] : []) : []));
  return known;
}
const SECRET = /(^|\.)Secret(Str|Bytes)$/;
