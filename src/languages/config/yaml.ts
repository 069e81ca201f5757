import { isAlias, isCollection, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Pair } from 'yaml';
import { MAX_CONFIG_DEPTH, type ConfigEntry, type ConfigNode } from './node.ts';

/** Aliases that are followed in one file: a handful is usual, and copies of copies grow without bound. */
const MAX_ALIASES = 500;
/** Deepest flow or block nesting that is handed to the parser, which descends by recursion. */
const MAX_FLOW_BRACKETS = 256;

/** Reads all documents of a YAML text; what is broken is left out. Never throws, resolves nothing outside the text. */
export function readYaml(text: string, offset = 0): readonly ConfigNode[] {
  if (nestsTooDeep(text)) return [];
  let documents: readonly Document[];
  try {
    const parsed = parseAllDocuments(text, { logLevel: 'silent', merge: false, strict: false, uniqueKeys: false, stringKeys: false });
    documents = 'empty' in parsed ? [] : parsed;
  } catch {
    return [];
  }
  return documents.flatMap((document) => {
    const reader = new Reader(document, offset);
    const node = reader.node(document.contents, 0);
    return node === undefined ? [] : [node];
  });
}

class Reader {
  readonly #document: Document;
  readonly #offset: number;
  #aliases = 0;

  constructor(document: Document, offset: number) {
    this.#document = document;
    this.#offset = offset;
  }

  node(node: unknown, depth: number): ConfigNode | undefined {
    if (depth > MAX_CONFIG_DEPTH) return undefined;
    if (isAlias(node)) {
      if (++this.#aliases > MAX_ALIASES) return undefined;
      return this.node(node.resolve(this.#document), depth + 1);
    }
    if (isScalar(node)) return { kind: 'scalar', ...this.#span(node), value: scalar(node.value) };
    if (isSeq(node)) return { kind: 'list', ...this.#span(node), items: node.items.flatMap((item) => this.node(item, depth + 1) ?? []) };
    if (isMap(node)) return { kind: 'map', ...this.#span(node), entries: node.items.flatMap((pair) => this.#entries(pair, depth + 1)) };
    return undefined;
  }

  #entries(pair: Pair, depth: number): readonly ConfigEntry[] {
    if (!isScalar(pair.key)) return [];
    const keySpan = this.#span(pair.key);
    const value = this.node(pair.value, depth) ?? { kind: 'scalar', start: keySpan.end, end: keySpan.end, value: null };
    // `<<: *base` brings the entries of another map in.
    if (pair.key.value === '<<' && value.kind === 'map') return value.entries;
    // What an alias stands for lies elsewhere; the entry is where its key is.
    const end = isAlias(pair.value) || value.end < keySpan.end ? keySpan.end : value.end;
    return [{ key: String(pair.key.value), keySpan, value, start: keySpan.start, end }];
  }

  #span(node: Node): { start: number; end: number } {
    const [start, valueEnd] = node.range ?? [0, 0, 0];
    const end = isCollection(node) && !node.flow ? Math.max(start, lastEnd(node) ?? valueEnd) : valueEnd;
    return { start: start + this.#offset, end: end + this.#offset };
  }
}

/** A block collection is said to end where the next thing starts; its last part says where its text ends. */
function lastEnd(node: unknown, depth = 0): number | undefined {
  if (depth > MAX_CONFIG_DEPTH) return undefined;
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1);
    const part = last !== undefined && typeof last === 'object' && last !== null && 'key' in last ? (last as Pair).value ?? (last as Pair).key : last;
    return lastEnd(part, depth + 1);
  }
  return (node as Node | undefined)?.range?.[1];
}

const scalar = (value: unknown): string | number | boolean | null => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : value === null || value === undefined ? null : String(value));

function nestsTooDeep(text: string): boolean {
  let flow = 0;
  for (const line of text.split('\n')) {
    if (/^ {400}/.test(line) || /^(\s*[-?:] ){64}/.test(line)) return true;
    for (const bracket of line.match(/[[\]{}]/g) ?? []) flow = Math.max(0, flow + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (flow > MAX_FLOW_BRACKETS) return true;
  }
  return false;
}
