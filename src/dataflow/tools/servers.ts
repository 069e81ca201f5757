import type { Place } from '../../base/words.ts';
import type { ServerRow } from '../../models/schema.ts';
import { LENGTH, type HeapObj } from '../../resolve/heap.ts';
import { someStrings, type Value } from '../../resolve/value.ts';
import { partsOf, type CallSite, type Part } from '../calls/arguments.ts';
import { addressesIn } from '../library/endpoints.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';

/** A constant text and where it is written. */
export interface Located { readonly text: string; readonly place: Place }

/** How code starts or reaches a server of tools, as far as it is constant. */
export interface ServerUse {
  readonly place: Place;
  readonly command: Located | null;
  readonly args: readonly Located[];
  readonly url: Located | null;
  readonly env: readonly (Located & { readonly name: string })[];
  readonly headers: readonly (Located & { readonly name: string })[];
}

const KEYS = { command: ['command', 'fullCommand', 'Command'], args: ['args', 'Arguments'], url: ['url', 'serverUrl', 'server_url', 'endpoint', 'httpUrl', 'baseUrl', 'Endpoint'], env: ['env', 'EnvironmentVariables'], headers: ['headers', 'AdditionalHeaders'], secret: ['authorization_token', 'authorization', 'authorizationToken'] } as const;

/** Records the servers that a call describes: by arguments of its own, or in objects. */
export function recordServers(e: Engine, f: Frame, row: ServerRow, site: CallSite): void {
  const at = (paths: readonly string[] | undefined): Part[] => (paths ?? []).flatMap((p) => partsOf(e, f, site, p));
  const own = use(site.place, at(row.command), at(row.args), at(row.url), at(row.env), at(row.headers));
  if (own) e.addServer(own);
  for (const p of at(row.config)) objects(e, f, p.value, p.place, 0);
}

/** A description, or a table of descriptions by name. */
function objects(e: Engine, f: Frame, v: Value, place: Place, depth: number): void {
  for (const t of v.tokens) {
    if (t.t !== 'obj' || t.obj.cls || depth > 4) continue;
    const o = t.obj;
    const at = (names: readonly string[]): Part[] => names.flatMap((n) => { const c = o.cells.get(n); return c ? [{ value: c.value, place: c.place ?? place }] : []; });
    const one = use(o.place ?? place, at(KEYS.command), at(KEYS.args), at(KEYS.url), at(KEYS.env), at(KEYS.headers));
    if (one) e.addServer({ ...one, headers: [...one.headers, ...at(KEYS.secret).flatMap((p) => someStrings(p.value).map((text) => ({ name: 'authorization', text, place: p.place })))] });
    for (const [k, c] of o.cells) if (k !== LENGTH && !(one && Object.values(KEYS).some((names) => (names as readonly string[]).includes(k)))) objects(e, f, c.value, c.place ?? place, depth + 1);
  }
}

function use(place: Place, command: readonly Part[], args: readonly Part[], url: readonly Part[], env: readonly Part[], headers: readonly Part[]): ServerUse | null {
  const first = (parts: readonly Part[]): Located | null => parts.flatMap((p) => addressesIn(p.value).map((text) => ({ text, place: p.place })))[0] ?? null;
  // A command may be written as the list of its words.
  const words = command.flatMap(list);
  const c = first(command) ?? words[0] ?? null, u = first(url);
  if (!c && !u) return null;
  return { place, command: c, url: u, args: [...words.slice(1), ...args.flatMap((p) => [...list(p), ...someStrings(p.value).map((text) => ({ text, place: p.place }))])], env: env.flatMap(table), headers: headers.flatMap(table) };
}
const entries = (o: HeapObj): [string, Value, Place | null][] => [...o.cells].filter(([k]) => !k.startsWith('\u0001') || k === '\u0001rest').map(([k, c]) => [k, c.value, c.place]);
/** Elements stand where they are written, if that is in the file of the call. */
const list = (p: Part): Located[] => p.value.tokens.flatMap((t) => t.t === 'obj' ? entries(t.obj).flatMap(([, v, place]) => someStrings(v).map((text) => ({ text, place: place?.file === p.place.file ? place : p.place }))) : []);
const table = (p: Part): (Located & { name: string })[] => p.value.tokens.flatMap((t) => t.t === 'obj' ? entries(t.obj).flatMap(([name, v, place]) => someStrings(v).map((text) => ({ name, text, place: place?.file === p.place.file ? place : p.place }))) : []);
