import type { Span } from '../../base/words.ts';

/** A value of a settings file with its place, whatever the notation was. */
export type ConfigNode = ConfigMap | ConfigList | ConfigScalar;

export interface ConfigMap extends Span { readonly kind: 'map'; readonly entries: readonly ConfigEntry[] }
export interface ConfigList extends Span { readonly kind: 'list'; readonly items: readonly ConfigNode[] }
export interface ConfigScalar extends Span { readonly kind: 'scalar'; readonly value: string | number | boolean | null }

/** One key of a map; its own span runs from the start of the key to the end of the value. */
export interface ConfigEntry extends Span { readonly key: string; readonly keySpan: Span; readonly value: ConfigNode }

/** Deepest nesting that is read. Settings nest a handful of levels; deeper parts read as null. */
export const MAX_CONFIG_DEPTH = 64;

/** Longest settings text that is read, in UTF-16 units. Longer files of these kinds hold data, not settings. */
export const MAX_CONFIG_CHARS = 1_000_000;

/** Value of a key of a map; undefined where `node` is no map or has no such key. Of repeated keys the last counts, as in most readers. */
export function entryOf(node: ConfigNode | undefined, key: string): ConfigEntry | undefined {
  return node?.kind === 'map' ? node.entries.findLast((entry) => entry.key === key) : undefined;
}

/** Value at a path of keys. */
export function valueAt(node: ConfigNode | undefined, ...path: readonly string[]): ConfigNode | undefined {
  return path.reduce<ConfigNode | undefined>((at, key) => entryOf(at, key)?.value, node);
}

/** Value of a scalar; undefined for anything else. */
export const scalarOf = (node: ConfigNode | undefined): ConfigScalar['value'] | undefined => (node?.kind === 'scalar' ? node.value : undefined);

/** Text of a string scalar. */
export function textOf(node: ConfigNode | undefined): string | undefined {
  const value = scalarOf(node);
  return typeof value === 'string' ? value : undefined;
}

/** Truth of a scalar as the notations without types spell it (`"true"`, `yes`, `1`); undefined for other values. */
export function flagOf(node: ConfigNode | undefined): boolean | undefined {
  const value = scalarOf(node);
  if (typeof value === 'boolean') return value;
  if (value === 1 || (typeof value === 'string' && /^(true|yes|on|1)$/i.test(value.trim()))) return true;
  if (value === 0 || (typeof value === 'string' && /^(false|no|off|0)$/i.test(value.trim()))) return false;
  return undefined;
}

export const entriesOf = (node: ConfigNode | undefined): readonly ConfigEntry[] => (node?.kind === 'map' ? node.entries : []);
export const itemsOf = (node: ConfigNode | undefined): readonly ConfigNode[] => (node?.kind === 'list' ? node.items : []);

/** One entry on a walk, with the keys above it (outermost first, without its own; list positions left out) and the map that holds it. */
export interface Visited { readonly entry: ConfigEntry; readonly above: readonly string[]; readonly holder: ConfigMap }

/** All entries of all maps below `node`, in document order. */
export function* entriesBelow(node: ConfigNode, above: readonly string[] = []): Iterable<Visited> {
  if (node.kind === 'list') for (const item of node.items) yield* entriesBelow(item, above);
  if (node.kind !== 'map') return;
  for (const entry of node.entries) {
    yield { entry, above, holder: node };
    yield* entriesBelow(entry.value, [...above, entry.key]);
  }
}

/** Words of a key in lower case: `apiBaseUrl`, `API_BASE-URL` and `api.base.url` all give `api base url`. */
export function keyWords(key: string): readonly string[] {
  return key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}

/** A key without case and separators, to compare spellings of one setting. */
export const plainKey = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');
