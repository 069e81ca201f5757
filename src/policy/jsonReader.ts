import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { lineIndex, type LineIndex } from '../base/lines.ts';

/** One thing that is wrong in a settings file, where (1-based), and what to write instead. */
export interface ConfigError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `file:line:column: message`, the form that editors and terminals turn into a link. */
export const formatConfigError = (e: ConfigError): string => `${e.file}:${e.line}:${e.column}: ${e.message}`;

/** Settings nest a handful of levels; anything deeper is an attempt to exhaust a recursive reader. */
const MAX_DEPTH = 64;

/**
 * Reads a JSONC document value by value and collects errors with their places instead of throwing at the first.
 * Every getter returns its fallback where the value is absent or wrong (and then an error has been recorded).
 */
export class JsonReader {
  readonly errors: ConfigError[] = [];
  readonly root: Node | undefined;
  readonly #file: string;
  readonly #lines: LineIndex;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#lines = lineIndex(text);
    if (tooDeep(text)) {
      this.#errorAt(0, `nests deeper than ${MAX_DEPTH} levels`);
      return;
    }
    const problems: ParseError[] = [];
    this.root = parseTree(text, problems, { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true });
    for (const problem of problems) this.#errorAt(problem.offset, `not valid JSON: ${words(printParseErrorCode(problem.error))}`);
  }

  /** Where a value begins. */
  place(node: Node): { readonly line: number; readonly column: number } {
    return this.#lines.at(node.offset);
  }

  error(node: Node, message: string): void {
    this.#errorAt(node.offset, message);
  }

  /** Entries of an object by key. Unknown and repeated keys are errors. */
  object(node: Node, what: string, keys: readonly string[]): ReadonlyMap<string, Node> {
    const entries = this.entries(node, what);
    for (const [key, value] of entries) {
      if (keys.includes(key)) continue;
      const near = nearest(key, keys);
      this.error(keyNode(value), `${what} has no setting "${key}"${near === undefined ? `; known: ${keys.join(', ')}` : `; did you mean "${near}"?`}`);
    }
    return entries;
  }

  /** Entries of an object with free keys. */
  entries(node: Node, what: string): ReadonlyMap<string, Node> {
    const found = new Map<string, Node>();
    if (node.type !== 'object') {
      this.error(node, `${what} must be an object, not ${kindOf(node)}`);
      return found;
    }
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (key === undefined || value === undefined) continue;
      if (found.has(key.value as string)) this.error(key, `"${String(key.value)}" is given twice`);
      found.set(key.value as string, value);
    }
    return found;
  }

  string(node: Node | undefined, what: string, fallback = ''): string {
    if (node === undefined) return fallback;
    if (node.type === 'string' && node.value !== '') return node.value as string;
    this.error(node, `${what} must be a string that is not empty, not ${kindOf(node)}`);
    return fallback;
  }

  choice<T extends string | boolean>(node: Node | undefined, what: string, choices: readonly T[], fallback: T): T {
    if (node === undefined) return fallback;
    const found = choices.find((choice) => choice === node.value);
    if (found !== undefined) return found;
    const near = typeof node.value === 'string' ? nearest(node.value, choices.map(String)) : undefined;
    const known = choices.map((choice) => JSON.stringify(choice)).join(', ');
    this.error(node, `${what} must be one of ${known}${near === undefined ? '' : `; did you mean "${near}"?`}`);
    return fallback;
  }

  /** Elements of an array, each read by `read`; a single value stands for an array of one. */
  list<T>(node: Node | undefined, what: string, read: (element: Node) => T | undefined): readonly T[] {
    if (node === undefined) return [];
    if (node.type !== 'array') {
      this.error(node, `${what} must be an array, not ${kindOf(node)}`);
      return [];
    }
    return (node.children ?? []).map(read).filter((value) => value !== undefined);
  }

  strings(node: Node | undefined, what: string): readonly string[] {
    return this.list(node, what, (element) => this.string(element, `an entry of ${what}`) || undefined);
  }

  #errorAt(offset: number, message: string): void {
    const { line, column } = this.#lines.at(offset);
    this.errors.push({ file: this.#file, line, column, message });
  }
}

/** The key of the property whose value `node` is. */
const keyNode = (node: Node): Node => node.parent?.children?.[0] ?? node;

const kindOf = (node: Node): string => node.type === 'array' || node.type === 'object' ? `an ${node.type}` : node.value === '' ? 'an empty string' : `${node.type === 'null' ? '' : `the ${node.type} `}${JSON.stringify(node.value)}`;

/** `PropertyNameExpected` → `property name expected`. */
const words = (code: string): string => code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

function tooDeep(text: string): boolean {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[[\]{}]/g)) {
    if (match[0] === '[' || match[0] === '{') depth++;
    else if (match[0] === ']' || match[0] === '}') depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** The candidate that `word` abbreviates, or that differs from it in at most a third of its letters, if one does. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const longer = word.length < 3 ? undefined : candidates.find((candidate) => candidate.toLowerCase().startsWith(word.toLowerCase()));
  if (longer !== undefined) return longer;
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.ceil(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Levenshtein distance; values at or above `limit` are not exact. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}
