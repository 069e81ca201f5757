import type { ConfigEntry, ConfigMap, ConfigNode } from './node.ts';
import { MAX_CONFIG_DEPTH } from './node.ts';

interface OpenMap { kind: 'map'; start: number; end: number; readonly entries: ConfigEntry[] }
interface OpenList { kind: 'list'; start: number; end: number; readonly items: ConfigNode[] }

/** Reads TOML with the places of its values; a line that is broken is passed over. Dates read as strings. Never throws. */
export function readToml(text: string): ConfigNode {
  return new TomlReader(text).read();
}

class TomlReader {
  readonly #text: string;
  readonly #root: OpenMap;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#root = { kind: 'map', start: 0, end: text.length, entries: [] };
  }

  read(): ConfigMap {
    let table = this.#root;
    while (this.#at < this.#text.length) {
      this.#blank(true);
      if (this.#at >= this.#text.length) break;
      const before = this.#at;
      if (this.#text[this.#at] === '[') table = this.#header() ?? table;
      else this.#pair(table, 0);
      // What is left of the line is a comment, or was not understood.
      while (this.#at < this.#text.length && this.#text[this.#at] !== '\n') this.#at++;
      if (this.#at === before) this.#at++;
    }
    return this.#root;
  }

  #header(): OpenMap | undefined {
    const start = this.#at;
    const many = this.#text.startsWith('[[', this.#at);
    this.#at += many ? 2 : 1;
    const keys = this.#keys();
    if (keys.length === 0 || this.#text[this.#at] !== ']') return undefined;
    this.#at += many ? 2 : 1;
    return this.#open(this.#root, keys, { start, end: this.#at }, many);
  }

  /** The table at a path of keys, made where it is not there yet. */
  #open(from: OpenMap, keys: readonly string[], span: { start: number; end: number }, many: boolean): OpenMap | undefined {
    let at = from;
    for (const [i, key] of keys.entries()) {
      const last = i === keys.length - 1;
      let value = at.entries.findLast((entry) => entry.key === key)?.value as OpenMap | OpenList | ConfigNode | undefined;
      if (value === undefined) {
        value = last && many ? { kind: 'list', ...span, items: [] } satisfies OpenList : { kind: 'map', ...span, entries: [] } satisfies OpenMap;
        at.entries.push({ key, keySpan: span, value, ...span });
      }
      if (value.kind === 'list') {
        const items = value.items as ConfigNode[];
        if (last && many) items.push({ kind: 'map', ...span, entries: [] });
        value = items.at(-1);
      }
      if (value?.kind !== 'map') return undefined;
      at = value as OpenMap;
    }
    return at;
  }

  #pair(table: OpenMap, depth: number): boolean {
    const start = this.#at;
    const keys = this.#keys();
    const key = keys.at(-1);
    if (key === undefined || this.#text[this.#at] !== '=') return false;
    const keySpan = { start, end: this.#text.slice(start, this.#at).trimEnd().length + start };
    this.#at++;
    this.#blank(false);
    const value = this.#value(depth);
    const holder = keys.length > 1 ? this.#open(table, keys.slice(0, -1), keySpan, false) : table;
    if (value === undefined || holder === undefined) return false;
    holder.entries.push({ key, keySpan, value, start, end: value.end });
    return true;
  }

  #keys(): readonly string[] {
    const keys: string[] = [];
    for (;;) {
      this.#blank(false);
      const quoted = this.#text[this.#at] === '"' || this.#text[this.#at] === "'" ? this.#string() : undefined;
      const bare = quoted === undefined ? this.#match(/[\w-]+/y) : quoted;
      if (bare === undefined) return [];
      keys.push(bare);
      this.#blank(false);
      if (this.#text[this.#at] !== '.') return keys;
      this.#at++;
    }
  }

  #value(depth: number): ConfigNode | undefined {
    if (depth > MAX_CONFIG_DEPTH) return undefined;
    const start = this.#at;
    const mark = this.#text[start];
    if (mark === '[') return this.#array(start, depth);
    if (mark === '{') return this.#inline(start, depth);
    if (mark === '"' || mark === "'") {
      const value = this.#string();
      return value === undefined ? undefined : { kind: 'scalar', start, end: this.#at, value };
    }
    const word = this.#match(/[^\s,\]}#]+/y);
    if (word === undefined) return undefined;
    const number = /^[+-]?(\d[\d_]*)(\.\d+)?([eE][+-]?\d+)?$/.test(word) ? Number(word.replaceAll('_', '')) : word;
    return { kind: 'scalar', start, end: this.#at, value: word === 'true' ? true : word === 'false' ? false : number };
  }

  #array(start: number, depth: number): ConfigNode | undefined {
    this.#at++;
    const items: ConfigNode[] = [];
    for (;;) {
      this.#blank(true);
      if (this.#text[this.#at] === ']') break;
      const value = this.#value(depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
      this.#blank(true);
      if (this.#text[this.#at] === ',') this.#at++;
      else if (this.#text[this.#at] !== ']') return undefined;
    }
    return { kind: 'list', start, end: ++this.#at, items };
  }

  #inline(start: number, depth: number): ConfigNode | undefined {
    this.#at++;
    const map: OpenMap = { kind: 'map', start, end: start, entries: [] };
    for (;;) {
      this.#blank(true);
      if (this.#text[this.#at] === '}') break;
      if (!this.#pair(map, depth + 1)) return undefined;
      this.#blank(true);
      if (this.#text[this.#at] === ',') this.#at++;
      else if (this.#text[this.#at] !== '}') return undefined;
    }
    map.end = ++this.#at;
    return map;
  }

  #string(): string | undefined {
    const literal = this.#match(/'''[\s\S]*?'''|"""(?:[^\\]|\\[\s\S])*?"""|'[^'\n]*'|"(?:[^"\\\n]|\\.)*"/y);
    if (literal === undefined) return undefined;
    const long = literal.startsWith('"""') || literal.startsWith("'''");
    const inner = long ? literal.slice(3, -3).replace(/^\r?\n/, '') : literal.slice(1, -1);
    return literal.startsWith("'") ? inner : inner.replace(/\\(.)/g, (_, c: string) => ({ n: '\n', t: '\t', r: '\r' })[c] ?? c);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** Passes over blanks; over line ends and comments too where they may stand. */
  #blank(lines: boolean): void {
    this.#match(lines ? /(?:\s|#[^\n]*)*/y : /[ \t]*/y);
  }
}
