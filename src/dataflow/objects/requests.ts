import type { Place } from '../../base/words.ts';
import type { HeapObj } from '../../resolve/heap.ts';
import { apiOf, isNothing, ofToken, type Value } from '../../resolve/value.ts';
import { valueOf, type CallSite } from '../calls/arguments.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { readField } from './fields.ts';
import { ofJsonSchema } from './jsonSchemas.ts';
import { admitted } from './schemas.ts';

/** Requests whose parts a framework checks by schemas that stand beside the handler (Fastify). https://fastify.dev/docs/latest/Reference/Validation-and-Serialization/ */

/** Schemas by the member of the request that they speak of. */
export type RequestChecks = ReadonlyMap<string, HeapObj>;
const PARTS: readonly (readonly [string, string])[] = [['body', 'body'], ['querystring', 'query'], ['query', 'query'], ['params', 'params'], ['headers', 'headers']];

/** The schemas below an argument path. */
export function requestChecks(e: Engine, f: Frame, site: CallSite, path: string | undefined): RequestChecks {
  const found = new Map<string, HeapObj>();
  for (const [key, member] of path === undefined ? [] : PARTS) {
    const schema = valueOf(e, f, site, [`${path}.${key}`]);
    if (!isNothing(schema) && schema.tokens.some((t) => t.t === 'obj')) found.set(member, ofJsonSchema(e, schema, site.place));
  }
  return found;
}

/** A request of which each checked part holds what its schema admits. */
export function checkedRequest(e: Engine, f: Frame, request: Value, checks: RequestChecks, place: Place): Value {
  const node = request.tokens.map(apiOf).find((n) => n !== null);
  if (!node) return request;
  const o = e.heap.alloc('data', place);
  o.api = node;
  for (const [member, schema] of checks) e.heap.write(o, member, admitted(e, f, schema, readField(e, f, request, member, place, false), place), place);
  return ofToken(o.token);
}
