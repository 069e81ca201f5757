import type { Place } from '../../base/words.ts';
import type { TypeRef } from '../../ir/ir.ts';
import type { ModuleInfo } from '../../resolve/program.ts';
import { join, ofTokens, type Token, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { schemaOfType, through } from './schemas.ts';
import { closedType, dropText } from './types.ts';

/** Classes within classes that are read field by field; what lies deeper keeps all labels (false alarms). */
const MAX_CLASSES = 3;
/** What a document is made of, where it is no object of a class yet. */
const isDocument = (t: Token): boolean => t.t === 'obj' && ['dict', 'list', 'tuple', 'object', 'data'].includes(t.obj.kind);

/**
 * What a validating type leaves of a value that is stored under it: no text where the type admits none, and of a document that is read as
 * a class, or as a sequence or a mapping of one, what the fields of that class admit. What is an object already stays that.
 * `depth`: how many classes lie around this one.
 */
export function validated(e: Engine, f: Frame, mod: ModuleInfo, v: Value, type: TypeRef | undefined, place: Place, depth = 0): Value {
  if (!type) return v;
  if (closedType(e, mod, type, place)) return dropText(v);
  if (depth >= MAX_CLASSES || (v.labels.length === 0 && !v.tokens.some(isDocument))) return v;
  const schema = schemaOfType(e, f, mod, type, place);
  if (schema.tokens.length === 0 || schema.tokens.some((t) => t.t === 'obj' && t.obj.note?.schema === 'open')) return v;
  const objects = v.tokens.filter((t) => !isDocument(t) && t.t !== 'const');
  const read = through(e, f, schema, { ...v, tokens: v.tokens.filter((t) => !objects.includes(t)) }, place, depth);
  return objects.length ? join(read, ofTokens(objects)) : read;
}
